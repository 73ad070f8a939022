#include "inference/families/lmm/ReportComposer.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <utility>

#include "inference/grounding/PictureBoxes.h"
#include "inference/grounding/WrittenBoxes.h"

namespace dokuei::inference {
namespace {

std::string textOf(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) return {};
    auto text = found->get<std::string>();
    const auto begin = text.find_first_not_of(" \t\n\r");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\n\r") - begin + 1);
}

std::string keyOf(std::string site) {
    for (auto& c : site) {
        if (static_cast<unsigned char>(c) >= 0x80) return {};
        c = std::isalnum(static_cast<unsigned char>(c))
                ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                : '_';
    }
    return site;
}

}  // namespace

ReportComposer::ReportComposer(const Dialect& dialect, const Pictures& pictures, const VolumeView& volume,
                               Answer& answer, std::function<void(const std::string&)> onText,
                               std::function<void(const Grounding&)> onBox)
    : dialect_(dialect),
      pictures_(pictures),
      volume_(volume),
      answer_(answer),
      onText_(std::move(onText)),
      onBox_(std::move(onBox)) {}

void ReportComposer::push(const std::string& characters, double logProbability, bool forced) {
    trace_.push(characters, logProbability, forced);
    if (characters.find('}') == std::string::npos) return;
    const auto& raw = trace_.raw();
    for (auto at = raw.find('{', done_); at != std::string::npos; at = raw.find('{', at)) {
        const auto end = endOfBracket(raw, at);
        if (end == std::string::npos) {
            // An object around the list of findings is looked into.
            ++at;
            continue;
        }
        read(at, end);
        at = end;
        done_ = end;
    }
}

void ReportComposer::read(std::size_t begin, std::size_t end) {
    const auto& raw = trace_.raw();
    const auto object = nlohmann::json::parse(raw.begin() + static_cast<std::ptrdiff_t>(begin),
                                              raw.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
    if (!object.is_object()) return;
    DraftFinding finding;
    finding.text = textOf(object, "sentence");
    finding.certainty = textOf(object, "certainty");
    if (finding.text.empty() || !said_.insert(finding.text).second) return;
    finding.section = textOf(object, "section") == "impression" ? "impression" : "finding";
    finding.site = textOf(object, "site");
    finding.siteKey = keyOf(finding.site);
    const auto sentence = rangeOfValue(raw, begin, end, "sentence");
    const auto certainty = rangeOfValue(raw, begin, end, "certainty");
    finding.confidence = trace_.confidence({sentence, certainty});
    if (finding.certainty != "absent" && finding.certainty != "present") finding.certainty = "uncertain";
    const bool unsure = finding.confidence && *finding.confidence < kUnsure;
    if (unsure) finding.certainty = "uncertain";

    const auto textBegin = answer_.text.size() + (answer_.text.empty() ? 0 : 1);
    const auto said = (answer_.text.empty() ? "" : "\n") + finding.text;
    answer_.text += said;
    if (onText_) onText_(said);
    if (unsure) answer_.unsure.push_back({textBegin, answer_.text.size(), *finding.confidence});

    for (const auto& text : boxesInJson(raw, begin, end, dialect_.boxStyle(true))) {
        if (text.numbersEnd <= text.numbersBegin + 2) continue;  // an empty list: no single place
        WrittenModelBox box;
        if (!text.malformed.empty())
            box.refused = text.malformed;
        else if (finding.certainty == "absent")
            box.refused = "what is absent has no place";
        else
            box = dialect_.place(text, pictures_, volume_);
        const auto name = finding.site.empty() ? finding.text : finding.site;
        if (!box.refused.empty()) {
            answer_.rejectedBoxes.push_back("box of " + name + ": " + box.refused);
            continue;
        }
        box.label = name;
        auto grounding = groundingOf(box, volume_);
        grounding.textBegin = textBegin;
        grounding.textEnd = answer_.text.size();
        grounding.confidence =
            trace_.confidence({sentence, {text.numbersBegin, text.numbersEnd}}).value_or(0);
        finding.boxes.push_back(static_cast<int>(answer_.boxes.size()));
        answer_.boxes.push_back(grounding);
        if (onBox_) onBox_(grounding);
    }
    answer_.findings.push_back(std::move(finding));
}

void ReportComposer::finish(bool /*stopped*/) {
    // An object without an end is no finding: there is nothing left to say.
}

}  // namespace dokuei::inference
