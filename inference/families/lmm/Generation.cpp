#include "inference/families/lmm/Generation.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace dokuei::inference {
namespace {

Sampling samplingOf(const Request& request, const GenerationDefaults& defaults) {
    auto sampling = request.sampling;
    sampling.repetitionPenalty = defaults.repetitionPenalty;
    if (sampling.temperature >= 0) return sampling;
    sampling.temperature = defaults.sample ? defaults.temperature : 0;
    sampling.topP = defaults.topP;
    sampling.topK = defaults.topK;
    return sampling;
}

}  // namespace

Generation::Generation(const Model& model, const Request& request, std::shared_ptr<TokenGrammar> grammar,
                       const std::vector<int>& prompt, AnswerSink& sink, Answer& answer,
                       std::function<void(const std::string&)> onReasoning)
    : model_(model),
      sampler_(samplingOf(request, model.defaults)),
      stream_(model.tokenizer),
      sink_(sink),
      answer_(answer),
      onReasoning_(std::move(onReasoning)) {
    const auto marks = model.dialect.reasoningMarks();
    if (grammar)
        constraint_.emplace(std::move(grammar), model.defaults.stopIds);
    else
        splitter_.emplace(marks);
    const auto style = model.dialect.boxStyle(constraint_.has_value());
    keptTokens_ = {style.begin, style.end, style.labelBegin, style.labelEnd, marks[0], marks[1]};
    sampler_.remember(prompt);
}

bool Generation::ends(int id) const {
    const auto& stops = model_.defaults.stopIds;
    return std::find(stops.begin(), stops.end(), id) != stops.end();
}

std::optional<int> Generation::next(torch::Tensor scores, int left) {
    if (constraint_ && constraint_->ended()) return {};
    if (model_.imageToken >= 0 && model_.imageToken < scores.numel())
        scores.view({-1})[model_.imageToken].fill_(-std::numeric_limits<float>::infinity());
    const TokenMask* allowed = constraint_ ? &constraint_->allowed(left) : nullptr;
    const bool forced = allowed && allowed->count() == 1;
    const auto choice = sampler_.pick(scores, model_.tokenizer.vocabularySize(), allowed);
    ++answer_.tokens;
    if (constraint_) constraint_->accept(choice.id);
    if (ends(choice.id)) return {};
    write(choice.id, choice.logProbability, forced);
    return choice.id;
}

void Generation::write(int id, double logProbability, bool forced) {
    if (model_.tokenizer.isSpecial(id)) {
        const auto& token = model_.tokenizer.tokenOf(id);
        if (std::find(keptTokens_.begin(), keptTokens_.end(), token) == keptTokens_.end()) return;
    }
    logProbability_ += logProbability;
    forced_ = forced_ && forced;
    // Tokens inside a character count with the one that completes it.
    const auto characters = stream_.push(id);
    if (characters.empty()) return;
    take(characters, logProbability_, forced_);
    logProbability_ = 0;
    forced_ = true;
}

void Generation::take(const std::string& characters, double logProbability, bool forced) {
    if (splitter_)
        pass(splitter_->push(characters), logProbability, forced);
    else
        sink_.push(characters, logProbability, forced);
}

void Generation::pass(const std::vector<ReasoningSplitter::Part>& parts, double logProbability, bool forced) {
    for (const auto& part : parts) {
        if (!part.reasoning) {
            sink_.push(part.text, logProbability, forced);
            continue;
        }
        answer_.reasoning += part.text;
        if (onReasoning_) onReasoning_(part.text);
    }
}

void Generation::finish() {
    if (!answer_.stopped) {
        if (const auto rest = stream_.finish(); !rest.empty()) take(rest, logProbability_, forced_);
        if (splitter_) pass(splitter_->finish(), 0, true);
        // An answer that ran out of tokens inside its grammar is closed, so that it parses.
        if (constraint_ && !constraint_->complete())
            if (const auto closing = constraint_->closing(); !closing.empty()) sink_.push(closing, 0, true);
    }
    sink_.finish(answer_.stopped);
}

std::string promptText(const Tokenizer& tokenizer, const std::vector<int>& ids, std::int64_t imageToken) {
    std::string text;
    std::vector<int> stretch;
    for (std::size_t at = 0; at < ids.size();) {
        if (ids[at] != imageToken) {
            stretch.push_back(ids[at++]);
            continue;
        }
        text += tokenizer.decode(stretch);
        stretch.clear();
        std::size_t count = 0;
        while (at < ids.size() && ids[at] == imageToken) ++at, ++count;
        text += "<image:" + std::to_string(count) + ">";
    }
    return text + tokenizer.decode(stretch);
}

}  // namespace dokuei::inference
