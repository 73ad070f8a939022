#include "inference/families/starter/StarterFamily.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "inference/Error.h"
#include "inference/decoder/ComputeType.h"
#include "inference/decoder/Sampler.h"
#include "inference/families/starter/AnswerWriter.h"
#include "inference/families/starter/Pointing.h"
#include "inference/weights/Safetensors.h"
#include "inference/weights/WeightSet.h"

namespace dokuei::inference {
namespace {

/// Decoders up to this size are bound by calls, not by memory: they answer in full precision.
constexpr long long kSmallDecoder = 50'000'000;
constexpr int kReportTokens = 600;

struct StarterEncoded : EncodedVolume {
    PreprocessedVolume seen;
    Encoding encoding;
    Cache cache;         ///< begin token and image tokens stay in front of every question
    Cache::Mark prefix;  ///< where they end
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
    info_.suggestedQuestionsEn = texts_.suggested[0];
    info_.suggestedQuestionsJa = texts_.suggested[1];
}

void StarterFamily::loadParameters(const std::string& directory) {
    torch::NoGradGuard guard;
    const std::string decoderHead = "decoder.lm_head.weight";
    std::map<std::string, torch::Tensor> tensors;
    long long decoderSize = 0;
    for (auto& [name, tensor] : loadWeights(directory)) {
        if (name.rfind("decoder.", 0) == 0) decoderSize += tensor.numel();
        tensors[name == decoderHead ? "lm_head.weight" : name] = tensor;
    }
    WeightSet weights(directory + "/model.safetensors", std::move(tensors));
    const auto fast = fastComputeType(device_);
    for (auto& p : model_->named_parameters()) {
        const auto stored = weights.take(p.key(), p.value().sizes().vec());
        const bool encoder = p.key().rfind("encoder.", 0) == 0;
        p.value().set_requires_grad(false);
        p.value().set_data(stored.to(device_, encoder ? fast : torch::kFloat));
    }
    smallDecoder_ = decoderSize <= kSmallDecoder;
    DecoderOptions options;
    options.device = device_;
    options.compute = device_.is_cpu() && smallDecoder_ ? torch::kFloat : fast;
    options.weights = options.compute == torch::kFloat ? WeightFormat::Float32 : WeightFormat::BFloat16;
    decoder_ = std::make_unique<Decoder>(config_.decoder, weights, "decoder.model.", options);
    weights.finish();
    info_.parameters = weights.parametersTaken();
    model_->eval();
}

torch::Tensor StarterFamily::extend(const torch::Tensor& embeddings, Cache& cache) {
    positionsRead_ += embeddings.size(1);
    Decoder::Input input;
    input.embeddings = embeddings.squeeze(0);
    return decoder_->logits(decoder_->read(input, cache, true)).flatten();
}

std::unique_ptr<EncodedVolume> StarterFamily::encode(const VolumeView& volume, const std::atomic<bool>& stop,
                                                     const Progress& /*progress*/) {
    torch::InferenceMode guard;
    auto encoded = std::make_unique<StarterEncoded>();
    encoded->seen = preprocess(volume, config_.encoder.voxelMm, &stop);
    encoded->encoding =
        model_->encode(encoded->seen.hu, encoded->seen.grid.size, encoded->seen.grid.extent, &stop);
    const auto& features = encoded->encoding.features;
    const auto image = model_->adapt(features.grid.unsqueeze(0).to(device_),
                                     features.regions.unsqueeze(0).to(device_), decoder_->embedding());
    const auto begin = decoder_->embed(torch::full({1}, tokenizer_.id("<bos>"), torch::kLong));
    encoded->cache = decoder_->makeCache(config_.decoder.maxPositions);
    extend(at::cat({begin.to(torch::kFloat), image[0].to(torch::kFloat)}, 0).unsqueeze(0), encoded->cache);
    encoded->prefix = encoded->cache.mark();
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
    const auto room =
        encoded.cache.capacity() - encoded.prefix.length - static_cast<std::int64_t>(ids.size());
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
    encoded.cache.rewind(encoded.prefix);
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
        const auto words = model_->embedText(next.to(device_), regions, pointers, decoder_->embedding());
        const auto scores = extend(words, encoded.cache);
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
