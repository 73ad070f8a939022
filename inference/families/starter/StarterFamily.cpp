#include "inference/families/starter/StarterFamily.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "inference/Error.h"
#include "inference/decoder/Sampler.h"
#include "inference/families/starter/AnswerWriter.h"
#include "inference/families/starter/Pointing.h"
#include "inference/weights/Safetensors.h"

namespace dokuei::inference {
namespace {

/// Decoders up to this size are bound by calls, not by memory: they answer in full precision.
constexpr long long kSmallDecoder = 50'000'000;
constexpr int kReportTokens = 600;

struct StarterEncoded : EncodedVolume {
    PreprocessedVolume seen;
    Encoding encoding;
    KvCache cache;            ///< begin token and image tokens stay in front of every question
    std::int64_t prefix = 0;  ///< how many positions that is
    std::string prompt;

    ModelInput input() const override {
        const double mm = seen.grid.voxelMm;
        return {seen.grid.size, {mm, mm, mm}, seen.hu, prompt};
    }
};

/// Token by token there is too little to share between threads: waiting for each other, which takes tens of
/// milliseconds on a busy machine, costs more than it saves.
class OneThread {
public:
    explicit OneThread(bool wanted) : before_(wanted ? at::get_num_threads() : 0) {
        if (before_ > 1) at::set_num_threads(1);
    }
    ~OneThread() {
        if (before_ > 1) at::set_num_threads(before_);
    }
    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

private:
    int before_;
};

}  // namespace

StarterFamily::StarterFamily(const std::string& directory, Device device)
    : config_(StarterConfig::fromFile(directory + "/config.json")),
      tokenizer_(Tokenizer::fromFile(directory + "/tokenizer.json")),
      texts_(AnswerTexts::fromDirectory(directory)),
      device_(device == Device::Cuda ? torch::kCUDA : torch::kCPU) {
    for (const auto& token : starterSpecialTokens(config_))
        if (!tokenizer_.contains(token) || !tokenizer_.isSpecial(tokenizer_.id(token)))
            throw ModelError(directory + "/tokenizer.json", "lacks the control token " + token);
    if (tokenizer_.vocabularySize() > config_.decoder.vocab)
        throw ModelError(directory + "/tokenizer.json",
                         "has more tokens than the decoder that config.json describes");
    if (config_.decoder.maxPositions < config_.imageTokens() + 64)
        throw ModelError(directory + "/config.json", "leaves no room for a question beside the image");
    model_ = StarterModel(config_);
    loadParameters(directory);

    info_.name = config_.name;
    info_.directory = directory;
    info_.device = device == Device::Cuda ? "CUDA" : "CPU";
    info_.licence = texts_.text("licence", "en");
    info_.note = texts_.text("note", "en");
    for (const auto& p : model_->parameters()) info_.parameters += p.numel();
    info_.suggestedQuestionsEn = texts_.suggested[0];
    info_.suggestedQuestionsJa = texts_.suggested[1];
}

void StarterFamily::loadParameters(const std::string& directory) {
    torch::NoGradGuard guard;
    const auto weights = loadWeights(directory);
    const auto file = directory + "/model.safetensors";
    const auto fast = fastComputeType(device_);
    long long decoderSize = 0;
    for (const auto& p : model_->decoder->parameters()) decoderSize += p.numel();
    smallDecoder_ = decoderSize <= kSmallDecoder;
    const auto decoderType = device_.is_cpu() && smallDecoder_ ? torch::kFloat : fast;
    std::set<std::string> used;
    for (auto& p : model_->named_parameters()) {
        const auto& name = p.key();
        const auto found = weights.find(name);
        if (found == weights.end()) throw ModelError(file, "tensor " + name + " is missing");
        if (found->second.sizes() != p.value().sizes())
            throw ModelError(file, "tensor " + name + " has another shape than config.json tells");
        if (!found->second.is_floating_point())
            throw ModelError(file, "tensor " + name + " is of a type that weights cannot have");
        const auto type = name.rfind("encoder.", 0) == 0   ? fast
                          : name.rfind("decoder.", 0) == 0 ? decoderType
                                                           : torch::kFloat;
        p.value().set_requires_grad(false);
        p.value().set_data(found->second.to(device_, type));
        used.insert(name);
    }
    for (const auto& [name, tensor] : weights)
        if (used.count(name) == 0) throw ModelError(file, "tensor " + name + " is not part of this model");
    model_->decoder->setComputeType(decoderType);
    model_->eval();
}

torch::Tensor StarterFamily::extend(const torch::Tensor& embeddings, KvCache& cache) {
    positionsRead_ += embeddings.size(1);
    return model_->decoder->extend(embeddings, cache);
}

std::unique_ptr<EncodedVolume> StarterFamily::encode(const VolumeView& volume, const std::atomic<bool>& stop,
                                                     const Progress& /*progress*/) {
    torch::InferenceMode guard;
    auto encoded = std::make_unique<StarterEncoded>();
    encoded->seen = preprocess(volume, config_.encoder.voxelMm, &stop);
    encoded->encoding =
        model_->encode(encoded->seen.hu, encoded->seen.grid.size, encoded->seen.grid.extent, &stop);
    const auto& features = encoded->encoding.features;
    const auto image =
        model_->adapt(features.grid.unsqueeze(0).to(device_), features.regions.unsqueeze(0).to(device_));
    const auto begin =
        model_->decoder->embed(torch::full({1, 1}, tokenizer_.id("<bos>"), torch::kLong).to(device_));
    encoded->cache = model_->decoder->makeCache(config_.decoder.maxPositions);
    extend(at::cat({begin.to(torch::kFloat), image.to(torch::kFloat)}, 1), encoded->cache);
    encoded->prefix = encoded->cache.length;
    return encoded;
}

Answer StarterFamily::answer(EncodedVolume& volume, const Request& request, const std::atomic<bool>& stop,
                             const Listener& listener) {
    torch::InferenceMode guard;
    auto& encoded = dynamic_cast<StarterEncoded&>(volume);
    const auto start = std::chrono::steady_clock::now();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    const bool report = request.kind == Request::Kind::DraftReport;
    Answer answer;
    answer.model = info_.name;
    answer.device = info_.device;
    answer.language = request.language == "ja" || request.language == "en" ? request.language
                                                                           : languageOf(request.question);
    const auto question = report ? texts_.report[answer.language == "ja"] : request.question;
    encoded.prompt = "<bos><image:" + std::to_string(config_.imageTokens()) + "><" + answer.language +
                     "><q>" + question + "<a>";

    std::vector<std::int64_t> ids{tokenizer_.id("<" + answer.language + ">"), tokenizer_.id("<q>")};
    for (const int id : tokenizer_.encode(question, false)) ids.push_back(id);
    ids.push_back(tokenizer_.id("<a>"));
    const auto room = encoded.cache.capacity() - encoded.prefix - static_cast<std::int64_t>(ids.size());
    if (room < 32) throw Error("the question is too long for this model");
    const auto most =
        std::min<std::int64_t>(room, report ? std::max(request.sampling.maxTokens, kReportTokens)
                                            : std::max(1, request.sampling.maxTokens));

    AnswerWriter writer({config_, texts_, encoded.encoding, encoded.seen.grid, encoded.seen.hounsfield,
                         request.volume, report},
                        answer, listener.onText, listener.onBox);
    const OneThread calm(device_.is_cpu() && smallDecoder_);
    StreamDecoder stream(tokenizer_);
    Sampler sampler(request.sampling);
    const int end = tokenizer_.id("<eos>");
    encoded.cache.truncate(encoded.prefix);
    auto next = torch::tensor(ids, torch::kLong).unsqueeze(0);
    const auto regions = encoded.encoding.features.regions.unsqueeze(0).to(device_);
    BoxTracker tracker(config_);
    std::vector<StarterModelImpl::Pointer> pointers;
    double textProbability = 0;
    for (std::int64_t n = 0; n < most; ++n) {
        if (stop) {
            answer.stopped = true;
            break;
        }
        const auto hidden = extend(model_->embedText(next.to(device_), regions, pointers), encoded.cache);
        const auto scores =
            model_->decoder->logits(hidden.slice(1, -1)).flatten().to(torch::kFloat).cpu().contiguous();
        const auto choice = sampler.pick(scores, tokenizer_.vocabularySize());
        if (++answer.tokens == 1) answer.seconds.firstToken = elapsed();
        if (choice.id == end) break;
        if (tokenizer_.isSpecial(choice.id)) {
            writer.control(tokenizer_.tokenOf(choice.id), choice.logProbability);
        } else {
            textProbability += choice.logProbability;
            // Tokens inside a character count with the one that completes it.
            if (const auto characters = stream.push(choice.id); !characters.empty()) {
                writer.text(characters, textProbability);
                textProbability = 0;
            }
        }
        next = torch::full({1, 1}, choice.id, torch::kLong);
        pointers.clear();
        if (const auto place = tracker.push(choice.id); place.edge >= 0)
            pointers.push_back({0, 0, place.classIndex, place.edge});
    }
    if (const auto rest = stream.finish(); !rest.empty() && !answer.stopped)
        writer.text(rest, textProbability);
    writer.finish(answer.stopped);
    answer.seconds.total = elapsed();
    return answer;
}

}  // namespace dokuei::inference
