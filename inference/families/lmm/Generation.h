#pragma once

#include <torch/torch.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inference/decoder/Sampler.h"
#include "inference/families/Dialect.h"
#include "inference/families/lmm/AnswerComposer.h"
#include "inference/session/Worker.h"
#include "inference/text/Constraint.h"
#include "inference/text/ReasoningSplitter.h"
#include "inference/text/Tokenizer.h"
#include "inference/weights/ModelDirectory.h"

namespace dokuei::inference {

/// One answer's tokens: picks them as the request and the publisher want, held to a grammar when there is
/// one; ends at a stop token; turns them into characters and keeps the reasoning apart.
class Generation {
public:
    struct Model {
        const Tokenizer& tokenizer;
        const Dialect& dialect;
        const GenerationDefaults& defaults;
        std::int64_t imageToken = -1;  ///< never written
    };
    /// `grammar`: null for a free answer. `prompt`: counted by the publisher's repetition penalty.
    Generation(const Model& model, const Request& request, std::shared_ptr<TokenGrammar> grammar,
               const std::vector<int>& prompt, AnswerSink& sink, Answer& answer,
               std::function<void(const std::string&)> onReasoning);

    /// The next token of scores [vocab], which may lie on a GPU; `left`: how many the answer may still have.
    /// Nothing when the answer is over.
    std::optional<int> next(torch::Tensor scores, int left);
    /// Whether the last token belongs to the reasoning.
    bool reasoning() const { return splitter_ && splitter_->reasoning(); }
    /// Whether a grammar holds the answer and it is complete.
    bool whole() const { return constraint_ && constraint_->complete(); }
    /// Ends the answer; Answer::stopped and cut are set.
    void finish();

private:
    void write(int id, double logProbability, bool forced);
    void take(const std::string& characters, double logProbability, bool forced);
    void pass(const std::vector<ReasoningSplitter::Part>& parts, double logProbability, bool forced);
    bool ends(int id) const;

    Model model_;
    Sampler sampler_;
    StreamDecoder stream_;
    std::optional<Constraint> constraint_;
    std::optional<ReasoningSplitter> splitter_;  ///< not for an answer that a grammar holds
    AnswerSink& sink_;
    Answer& answer_;
    std::function<void(const std::string&)> onReasoning_;
    std::vector<std::string> keptTokens_;  ///< control tokens that mean something in the text
    double logProbability_ = 0;            ///< of tokens whose character is not complete yet
    bool forced_ = true;
};

/// A prompt as text, runs of picture tokens as <image:N>.
std::string promptText(const Tokenizer& tokenizer, const std::vector<int>& ids, std::int64_t imageToken);

}  // namespace dokuei::inference
