#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>

#include "inference/families/Dialect.h"
#include "inference/families/lmm/AnswerComposer.h"
#include "inference/families/lmm/TokenTrace.h"
#include "inference/session/Answer.h"

namespace dokuei::inference {

/// Turns a list of JSON objects into the findings of a draft report while they stream:
/// {"section", "site", "certainty", "sentence", optionally a picture's number and a box}. What does not parse
/// is no finding. A statement whose tokens the model itself held improbable becomes uncertain; a statement of
/// absence has no box.
class ReportComposer : public AnswerSink {
public:
    ReportComposer(const Dialect& dialect, const Pictures& pictures, const VolumeView& volume, Answer& answer,
                   std::function<void(const std::string&)> onText,
                   std::function<void(const Grounding&)> onBox);

    void push(const std::string& characters, double logProbability, bool forced) override;
    void finish(bool stopped) override;

private:
    void read(std::size_t begin, std::size_t end);

    const Dialect& dialect_;
    const Pictures& pictures_;
    const VolumeView& volume_;
    Answer& answer_;
    std::function<void(const std::string&)> onText_;
    std::function<void(const Grounding&)> onBox_;
    TokenTrace trace_;
    std::size_t done_ = 0;
    std::set<std::string> said_;  ///< sentences; models repeat themselves
};

}  // namespace dokuei::inference
