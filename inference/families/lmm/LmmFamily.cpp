#include "inference/families/lmm/LmmFamily.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

#include "inference/Error.h"
#include "inference/decoder/Sampler.h"
#include "inference/families/lmm/AnswerComposer.h"
#include "inference/families/lmm/AnswerGrammar.h"
#include "inference/families/lmm/AnswerMask.h"
#include "inference/families/lmm/Generation.h"
#include "inference/families/lmm/LmmVolume.h"
#include "inference/families/lmm/ReportComposer.h"
#include "inference/families/starter/AnswerTexts.h"

namespace dokuei::inference {
namespace {

/// Pictures that go through the tower together: enough to keep it busy, few enough for its memory and for a
/// stop to be quick.
constexpr std::size_t kPicturesAtOnce = 2;
/// Embeddings of volumes that are not open any more but for a moment.
constexpr std::size_t kSeenBytes = std::size_t(512) << 20;
/// What all volumes' caches may hold together.
constexpr std::size_t kCacheBytes = std::size_t(3) << 30;
/// A conversation of usual length goes on in the memory that the first question took.
constexpr std::int64_t kConversation = 4096;
constexpr int kReportTokens = 1536;
/// Reasoning may take so many tokens beside those of the answer.
constexpr int kReasoningTokens = 2048;
constexpr std::int64_t kLeastAnswer = 16;
/// The tower's part of the encoding; the decoder's reading of what it saw is the rest.
constexpr double kSeeing = 0.6;

std::size_t bytesOf(const VisionFeatures& features) {
    std::size_t bytes = features.tokens.defined() ? features.tokens.nbytes() : 0;
    for (const auto& deep : features.deep) bytes += deep.nbytes();
    return bytes;
}

VisionFeatures joined(const std::vector<VisionFeatures>& parts) {
    if (parts.size() == 1) return parts.front();
    VisionFeatures all;
    std::vector<torch::Tensor> tokens, grids;
    for (const auto& part : parts) {
        tokens.push_back(part.tokens);
        if (part.grid.defined()) grids.push_back(part.grid);
        all.counts.insert(all.counts.end(), part.counts.begin(), part.counts.end());
    }
    all.tokens = at::cat(tokens);
    if (!grids.empty()) all.grid = at::cat(grids);
    for (std::size_t d = 0; d < parts.front().deep.size(); ++d) {
        std::vector<torch::Tensor> deep;
        for (const auto& part : parts) deep.push_back(part.deep.at(d));
        all.deep.push_back(at::cat(deep));
    }
    return all;
}

bool beginsWith(const std::vector<int>& ids, const std::vector<int>& prefix) {
    return ids.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), ids.begin());
}

std::vector<ChatTurn> conversation(const Request& request, const std::string& wording) {
    std::vector<ChatTurn> turns;
    for (const auto& earlier : request.history) {
        turns.push_back({ChatTurn::Role::User, {{earlier.question, -1}}});
        turns.push_back({ChatTurn::Role::Assistant, {{earlier.answer, -1}}});
    }
    turns.push_back({ChatTurn::Role::User, {{wording, -1}}});
    return turns;
}

torch::Tensor idTensor(const int* begin, std::size_t count) {
    return torch::from_blob(const_cast<int*>(begin), {static_cast<std::int64_t>(count)}, torch::kInt)
        .to(torch::kLong);
}

}  // namespace

struct LmmFamily::Seen {
    std::string key, fingerprint;
    VisionFeatures features;
    std::vector<PictureRecord> records;
};

LmmFamily::LmmFamily(Parts parts)
    : parts_(std::move(parts)), volumes_(std::make_shared<std::list<LmmVolume*>>()) {}

LmmFamily::~LmmFamily() = default;

void LmmFamily::forget(const std::string& key) {
    seen_.remove_if([&](const auto& seen) { return seen->key == key; });
}

std::shared_ptr<const LmmFamily::Seen> LmmFamily::see(Pictures& pictures, const std::string& key,
                                                      const std::atomic<bool>& stop,
                                                      const Progress& progress) {
    const auto found = std::find_if(seen_.begin(), seen_.end(), [&](const auto& s) {
        return !key.empty() && s->fingerprint == pictures.fingerprint;
    });
    if (found != seen_.end()) {
        seen_.splice(seen_.begin(), seen_, found);
        return seen_.front();
    }
    auto seen = std::make_shared<Seen>();
    std::vector<VisionFeatures> parts;
    const auto count = pictures.volume.empty() ? pictures.sources.size() : 1;
    for (std::size_t first = 0; first < count; first += kPicturesAtOnce) {
        if (stop) throw Cancelled();
        const auto part = std::min(kPicturesAtOnce, count - first);
        parts.push_back(parts_.network->see(parts_.dialect->pixels(pictures, first, part, &stop), &stop));
        picturesSeen_ += static_cast<long long>(part);
        if (progress) progress(kSeeing * static_cast<double>(first + part) / static_cast<double>(count));
    }
    if (!parts.empty()) seen->features = joined(parts);
    seen->key = key;
    seen->fingerprint = pictures.fingerprint;
    seen->records = pictures.records;
    if (!key.empty()) {
        seen_.push_front(seen);
        std::size_t bytes = 0;
        for (auto it = seen_.begin(); it != seen_.end();) {
            bytes += bytesOf((*it)->features);
            it = bytes > kSeenBytes && it != seen_.begin() ? seen_.erase(it) : std::next(it);
        }
    }
    return seen;
}

std::unique_ptr<EncodedVolume> LmmFamily::encode(const VolumeView& volume, const std::atomic<bool>& stop,
                                                 const Progress& progress) {
    torch::InferenceMode guard;
    auto encoded = std::make_unique<LmmVolume>(volumes_);
    encoded->pictures = parts_.dialect->prepare(volume, &stop);
    const auto seen = see(encoded->pictures, volume.key, stop, progress);
    encoded->features = seen->features;
    encoded->pictures.records = seen->records;
    for (std::size_t a = 0; a < 3; ++a) encoded->spacing[a] = volume.spacing[a];
    // What two different questions have in common is what every question begins with.
    const auto one =
        parts_.dialect->prompt(encoded->pictures, encoded->features, {{ChatTurn::Role::User, {{"a", -1}}}});
    const auto other =
        parts_.dialect->prompt(encoded->pictures, encoded->features, {{ChatTurn::Role::User, {{"1", -1}}}});
    const auto end = std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first;
    encoded->prefix.assign(one.begin(), end);
    readPrefix(*encoded, capacityFor(encoded->prefix.size()), stop, [&](double fraction) {
        if (progress) progress(kSeeing + (1 - kSeeing) * fraction);
    });
    if (progress) progress(1);
    return encoded;
}

std::int64_t LmmFamily::capacityFor(std::size_t tokens) const {
    const auto most = static_cast<std::int64_t>(parts_.network->decoder().config().maxPositions);
    return std::min(most, static_cast<std::int64_t>(tokens) + kConversation);
}

void LmmFamily::dropCaches() {
    // Out of memory ends this answer only: what the next one needs is given back.
    for (auto* volume : *volumes_) volume->dropCache();
}

std::shared_ptr<TokenGrammar> LmmFamily::grammarFor(const Request& request, const Pictures& pictures) {
    const bool report = request.kind == Request::Kind::DraftReport;
    if (!report && !request.grounded) return nullptr;
    const auto form = parts_.dialect->boxForm(pictures);
    const auto count = pictures.records.size();
    const auto name = (report ? "report " : "boxes ") + form.key + " " + std::to_string(form.most) + " " +
                      form.pictureKey + std::to_string(count);
    auto& grammar = grammars_[name];
    if (!grammar) {
        if (!tokens_) tokens_ = std::make_shared<const TokenTable>(parts_.tokenizer);
        grammar = std::make_shared<TokenGrammar>(tokens_,
                                                 report ? reportAnswer(form, count) : boxAnswer(form, count));
    }
    return grammar;
}

void LmmFamily::makeRoom(const LmmVolume& forVolume) {
    std::size_t bytes = 0;
    for (auto* volume : *volumes_) {
        if (volume == &forVolume) continue;
        bytes += volume->cacheBytes();
        if (bytes > kCacheBytes) volume->dropCache();
    }
}

void LmmFamily::readPrefix(LmmVolume& volume, std::int64_t capacity, const std::atomic<bool>& stop,
                           const Progress& progress) {
    volume.dropCache();
    volumes_->remove(&volume);
    volumes_->push_front(&volume);
    makeRoom(volume);
    auto& network = *parts_.network;
    if (static_cast<std::int64_t>(volume.prefix.size()) + kLeastAnswer > capacity)
        throw Error(
            "the pictures take more room than this model has: " + std::to_string(volume.prefix.size()) +
            " positions of " + std::to_string(network.decoder().config().maxPositions) +
            "; show it fewer slices in the settings");
    auto cache = network.decoder().makeCache(capacity);
    if (!volume.prefix.empty()) {
        const auto ids = idTensor(volume.prefix.data(), volume.prefix.size());
        const bool sees = volume.features.tokens.defined();
        const auto layers = network.decoder().config().layers;
        const auto all = static_cast<double>(volume.prefix.size()) * layers;
        double read = 0;
        network.decoder().read(network.join(ids, sees ? &volume.features : nullptr, 0), cache, true, &stop,
                               [&](int, const torch::Tensor& hidden) {
                                   read += static_cast<double>(hidden.size(0));
                                   if (progress) progress(std::min(1.0, read / all));
                               });
        positionsRead_ += static_cast<long long>(volume.prefix.size());
    }
    volume.afterPrefix = cache.mark();
    volume.read = volume.prefix;
    volume.cache = std::move(cache);
}

torch::Tensor LmmFamily::readPrompt(LmmVolume& volume, const std::vector<int>& ids, std::int64_t answerTokens,
                                    const std::atomic<bool>& stop, const Listener& listener, Answer& answer) {
    auto& network = *parts_.network;
    auto& decoder = network.decoder();
    const auto most = static_cast<std::int64_t>(decoder.config().maxPositions);
    const auto length = static_cast<std::int64_t>(ids.size());
    if (length + kLeastAnswer > most) throw Error("the question is too long for this model");
    if (!beginsWith(ids, volume.prefix)) {
        // The tokenizer drew the prefix's end and the question together.
        const auto end =
            std::mismatch(volume.prefix.begin(), volume.prefix.end(), ids.begin(), ids.end()).first;
        volume.prefix.erase(end, volume.prefix.end());
        volume.dropCache();
    }
    const auto before = positionsRead_;
    const auto wanted = std::min(most, length + answerTokens);
    if (!volume.cache || volume.cache->capacity() < wanted)
        // Room for further turns too: they must not read the pictures again one by one.
        readPrefix(volume,
                   std::max(capacityFor(volume.prefix.size()), std::min(most, wanted + kConversation / 2)),
                   stop, listener.onProgress);
    auto& cache = *volume.cache;
    // The conversation goes on where it ended, if this question continues it; at least one position is left
    // to read.
    const bool goesOn = cache.length() == static_cast<std::int64_t>(volume.read.size()) &&
                        volume.read.size() < ids.size() && beginsWith(ids, volume.read);
    if (!goesOn) {
        cache.rewind(volume.afterPrefix);
        volume.read = volume.prefix;
    }
    const auto known = volume.read.size();
    const auto hidden = decoder.read(
        network.join(idTensor(ids.data() + known, ids.size() - known), nullptr, cache.nextPosition()), cache,
        true, &stop);
    positionsRead_ += static_cast<long long>(ids.size() - known);
    volume.read = ids;
    answer.positionsRead = positionsRead_ - before;
    answer.positionsReused = length - answer.positionsRead;
    return decoder.logits(hidden).flatten().to(torch::kFloat).contiguous();
}

void LmmFamily::addMask(const LmmVolume& volume, const std::vector<std::size_t>& places,
                        const Request& request, const std::atomic<bool>& stop, const Listener& listener,
                        Answer& answer) {
    auto& network = *parts_.network;
    // The states that the tokens were chosen from are not kept while an answer is written: read it once more.
    auto cache = network.decoder().makeCache(static_cast<std::int64_t>(volume.read.size()) + 1);
    const auto hidden = network.decoder().read(
        network.join(idTensor(volume.read.data(), volume.read.size()), &volume.features, 0), cache, false,
        &stop);
    std::vector<std::int64_t> rows;
    for (const auto place : places) rows.push_back(static_cast<std::int64_t>(place) - 1);
    const auto states = hidden.index_select(0, torch::tensor(rows, torch::kLong).to(hidden.device()));
    const auto scores = network.mask(volume.pictures.volume, states, &stop);
    try {
        auto box = groundingOfMask(scores, volume.pictures.records.at(0), request.volume);
        box.key = "mask";
        box.label = request.question;
        answer.boxes.push_back(box);
        if (listener.onBox) listener.onBox(box);
    } catch (const Cancelled&) {
        throw;
    } catch (const Error& e) {
        answer.rejectedBoxes.push_back(std::string("mask: ") + e.what());
    }
}

Answer LmmFamily::answer(EncodedVolume& encoded, const Request& request, const std::atomic<bool>& stop,
                         const Listener& listener) {
    torch::InferenceMode guard;
    auto& volume = dynamic_cast<LmmVolume&>(encoded);
    const auto start = std::chrono::steady_clock::now();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    const auto& dialect = *parts_.dialect;
    const bool report = request.kind == Request::Kind::DraftReport;
    Answer answer;
    answer.model = parts_.info.name;
    answer.device = parts_.info.device;
    answer.language = request.language == "ja" || request.language == "en" ? request.language
                                                                           : languageOf(request.question);
    answer.sawImage = dialect.seesImages();
    if (volume.pictures.slicesInVolume > 1) {
        answer.slicesShown = static_cast<int>(volume.pictures.sources.size());
        answer.slicesInVolume = volume.pictures.slicesInVolume;
    }

    const auto ids = dialect.prompt(volume.pictures, volume.features,
                                    conversation(request, dialect.wording(request, volume.pictures)));
    volume.prompt = promptText(parts_.tokenizer, ids, parts_.network->imageToken());
    const int most = report ? std::max(request.sampling.maxTokens, kReportTokens)
                            : std::max(1, request.sampling.maxTokens);
    const auto grammar = grammarFor(request, volume.pictures);
    try {
        auto scores =
            readPrompt(volume, ids, most + (grammar ? 0 : kReasoningTokens), stop, listener, answer);
        std::unique_ptr<AnswerSink> sink;
        if (report)
            sink = std::make_unique<ReportComposer>(dialect, volume.pictures, request.volume, answer,
                                                    listener.onText, listener.onBox);
        else
            sink =
                std::make_unique<AnswerComposer>(dialect, volume.pictures, request.volume, grammar != nullptr,
                                                 answer, listener.onText, listener.onBox);
        Generation generation({parts_.tokenizer, dialect, parts_.generation, parts_.network->imageToken()},
                              request, grammar, ids, *sink, answer, listener.onReasoning);
        auto& decoder = parts_.network->decoder();
        auto& cache = *volume.cache;
        const auto maskToken = parts_.network->maskToken();
        std::vector<std::size_t> masks;  // places of mask tokens in the conversation
        int answered = 0, reasoned = 0;
        while (true) {
            if (stop) {
                answer.stopped = true;
                break;
            }
            const int left =
                std::min<int>(most - answered, static_cast<int>(cache.capacity() - cache.length()) + 1);
            if (left <= 0 || reasoned == kReasoningTokens) {
                answer.cut = true;
                break;
            }
            const auto id = generation.next(scores, left);
            if (answer.tokens == 1) answer.seconds.firstToken = elapsed();
            if (!id) break;
            ++(generation.reasoning() ? reasoned : answered);
            // The last token that fits needs no successor.
            if (left == 1) {
                answer.cut = !generation.whole();
                break;
            }
            if (*id == maskToken) masks.push_back(volume.read.size());
            scores = decoder.step(*id, cache);
            ++positionsRead_;
            volume.read.push_back(*id);
        }
        generation.finish();
        if (!masks.empty() && !answer.stopped) addMask(volume, masks, request, stop, listener, answer);
    } catch (const Cancelled&) {
        answer.stopped = true;
    } catch (const OutOfMemory&) {
        dropCaches();
        throw;
    } catch (const Error&) {
        throw;
    } catch (...) {
        dropCaches();
        throw;
    }
    answer.seconds.total = elapsed();
    if (answer.tokens > 1)
        answer.tokensPerSecond = (answer.tokens - 1) / (answer.seconds.total - answer.seconds.firstToken);
    return answer;
}

}  // namespace dokuei::inference
