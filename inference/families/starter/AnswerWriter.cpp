#include "inference/families/starter/AnswerWriter.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "inference/grounding/MaskBox.h"

namespace dokuei::inference {
namespace {

/// Below this overlap the decoder's box and the mask's box are about different things.
constexpr double kAgreement = 0.5;
/// Small things: every face within two voxels of the grid is agreement too.
constexpr double kNear = 2;

/// Bytes of the text up to and with the first end of a sentence; npos when there is none.
std::size_t sentenceEnd(const std::string& text, bool lines) {
    if (lines) {
        const auto at = text.find('\n');
        return at == std::string::npos ? at : at + 1;
    }
    std::size_t best = std::string::npos;
    for (const char* mark : {".", "?", "!", "\n", "\xE3\x80\x82", "\xEF\xBC\x9F", "\xEF\xBC\x81"}) {
        const auto at = text.find(mark);
        if (at != std::string::npos) best = std::min(best, at + std::string(mark).size());
    }
    return best;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \n\r\t");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \n\r\t") - first + 1);
}

}  // namespace

std::string roundedMl(double ml) {
    char text[32];
    if (ml < 10)
        std::snprintf(text, sizeof text, "%.1f", ml);
    else
        std::snprintf(text, sizeof text, "%.0f", ml < 1000 ? ml : std::round(ml / 10) * 10);
    return text;
}

AnswerWriter::AnswerWriter(const Context& context, Answer& answer, TextHandler onText, BoxHandler onBox)
    : context_(context), answer_(answer), onText_(std::move(onText)), onBox_(std::move(onBox)) {}

int AnswerWriter::classNamed(const std::string& key) const {
    const auto& classes = context_.config.classes;
    for (std::size_t c = 0; c < classes.size(); ++c)
        if (classes[c].key == key && classes[c].kind != StarterClass::Kind::Body) return static_cast<int>(c);
    return -1;
}

std::string AnswerWriter::nameOf(int classIndex) const {
    const auto& c = context_.config.classes[static_cast<std::size_t>(classIndex)];
    return answer_.language == "ja" ? c.ja : c.en;
}

void AnswerWriter::control(const std::string& token, double logProbability) {
    const auto event = parser_.push(token);
    if (event == BoxParser::Event::Malformed) {
        answer_.rejectedBoxes.push_back(parser_.reason());
        unit_.push_back({Item::Kind::Refused, parser_.box().key, {}});
        control(token, logProbability);
        return;
    }
    if (event == BoxParser::Event::Box) unit_.push_back({Item::Kind::Box, {}, parser_.box()});
    // Neighbouring coordinates share their probability: they say nothing about certainty.
    if (event != BoxParser::Event::None) return;
    logProbability_ += logProbability;
    ++counted_;
    if (token == "<ml>")
        unit_.push_back({Item::Kind::Ml, {}, {}});
    else if (token == "<hu>")
        unit_.push_back({Item::Kind::Hu, {}, {}});
    else if (token == "<mm>")
        unit_.push_back({Item::Kind::Mm, {}, {}});
    else if (token == "<present>" || token == "<uncertain>" || token == "<absent>")
        certainty_ = token.substr(1, token.size() - 2);
    else if (token.compare(0, 6, "<site:") == 0)
        site_ = token.substr(6, token.size() - 7);
    else if (token == "<impression>") {
        closeUnit();
        impression_ = true;
    }
}

void AnswerWriter::text(const std::string& characters, double logProbability) {
    if (parser_.unfinished()) control({}, logProbability);
    logProbability_ += logProbability;
    ++counted_;
    std::string rest = characters;
    for (auto end = sentenceEnd(rest, context_.report); end != std::string::npos;
         end = sentenceEnd(rest, context_.report)) {
        unit_.push_back({Item::Kind::Text, rest.substr(0, end), {}});
        closeUnit();
        rest.erase(0, end);
    }
    if (!rest.empty()) unit_.push_back({Item::Kind::Text, rest, {}});
}

void AnswerWriter::finish(bool stopped) {
    if (parser_.unfinished()) control({}, 0);
    if (stopped) unit_.clear();
    closeUnit();
    if (!context_.report || stopped) return;
    const auto isImpression = [](const DraftFinding& f) { return f.section == "impression"; };
    if (std::any_of(answer_.findings.begin(), answer_.findings.end(), isImpression)) return;
    impression_ = true;
    site_ = "whole";
    certainty_ = "uncertain";
    closeFinding(context_.texts.text("cannot_tell", answer_.language), {}, false);
}

std::optional<Grounding> AnswerWriter::ground(const WrittenBox& box) {
    const auto& map = context_.encoding.map;
    const auto reject = [&](const std::string& why) {
        answer_.rejectedBoxes.push_back("box of " + box.key + ": " + why);
        return std::nullopt;
    };
    const int c = classNamed(box.key);
    if (c < 0) return reject("names nothing that the model knows");
    std::array<double, 6> written{};
    for (int a = 0; a < 3; ++a) {
        written[a] = edgeFromLocation(box.location[a], map.size[a]);
        written[3 + a] = edgeFromLocation(box.location[3 + a], map.size[a]);
        if (written[3 + a] <= written[a]) return reject("is empty");
        if (written[a] >= map.extent[a]) return reject("lies outside the volume");
    }
    const Region* best = nullptr;
    double agreement = 0;
    for (const auto& region : context_.encoding.regions) {
        if (region.classIndex != c) continue;
        std::array<double, 6> seen{};
        double furthest = 0;
        for (int i = 0; i < 6; ++i) {
            seen[i] = region.box[i] + (i < 3 ? 0 : 1);
            furthest = std::max(furthest, std::abs(seen[i] - written[i]));
        }
        const double overlap = std::max(boxOverlap(written, seen), furthest <= kNear ? kAgreement : 0.0);
        if (!best || overlap > agreement) best = &region, agreement = overlap;
    }
    if (!best) return reject("nothing of the kind is segmented");
    if (agreement < kAgreement) return reject("contradicts the segmentation");
    if (best->confidence < context_.config.organConfidence)
        return reject("the segmentation is not certain enough");
    const auto voxel = voxelBoxOfMask(map, *best, context_.grid, context_.volume);
    if (!voxel) return reject("lies outside the volume");

    Grounding g;
    g.key = box.key;
    g.label = nameOf(c);
    g.voxel = *voxel;
    g.lps = lpsBoxOfVoxels(context_.volume, *voxel);
    g.confidence = best->confidence;
    g.lesion = context_.config.classes[static_cast<std::size_t>(c)].kind == StarterClass::Kind::Lesion;
    g.volumeMl = static_cast<double>(best->voxels) * std::pow(context_.grid.voxelMm, 3) / 1000;
    if (context_.hounsfield) g.meanHu = best->meanHu;
    if (g.lesion && best->diameterVoxels > 0) g.diameterMm = best->diameterVoxels * context_.grid.voxelMm;
    return g;
}

std::optional<std::string> AnswerWriter::measured(Item::Kind kind, const Grounding& of) const {
    if (kind == Item::Kind::Ml && of.volumeMl) return roundedMl(*of.volumeMl);
    if (kind == Item::Kind::Hu && of.meanHu) return std::to_string(std::lround(*of.meanHu));
    if (kind == Item::Kind::Mm && of.diameterMm) return std::to_string(std::lround(*of.diameterMm));
    return {};
}

void AnswerWriter::say(const std::string& text) {
    auto said = text;
    if (answer_.text.empty()) said.erase(0, said.find_first_not_of(" \n"));
    if (said.empty()) return;
    answer_.text += said;
    if (onText_) onText_(said);
}

bool AnswerWriter::showsLesion(const std::string& key) const {
    // Specks of the mask are no reason to doubt.
    constexpr double least = 0.5;
    const double voxelMl = std::pow(context_.grid.voxelMm, 3) / 1000;
    return std::any_of(context_.encoding.regions.begin(), context_.encoding.regions.end(),
                       [&](const Region& r) {
                           const auto& c = context_.config.classes[static_cast<std::size_t>(r.classIndex)];
                           return c.kind == StarterClass::Kind::Lesion && (key.empty() || c.key == key) &&
                                  r.confidence >= context_.config.organConfidence &&
                                  static_cast<double>(r.voxels) * voxelMl >= least;
                       });
}

bool AnswerWriter::wrongSide(const std::string& sentence, const Grounding& box) const {
    const auto says = [&](const char* key) {
        const auto found = context_.texts.texts.find(key);
        if (found == context_.texts.texts.end()) return false;
        const auto& word = found->second[answer_.language == "ja"];
        return !word.empty() && sentence.find(word) != std::string::npos;
    };
    const bool left = says("side.left"), right = says("side.right");
    if (left == right) return false;
    std::array<double, 3> middle{};
    for (int a = 0; a < 3; ++a) middle[a] = (context_.encoding.map.extent[a] - 1) / 2.0;
    for (const auto& region : context_.encoding.regions)
        if (context_.config.classes[static_cast<std::size_t>(region.classIndex)].key == "vertebrae")
            middle = region.centre;
    // LPS: x runs to the patient's left. Near the midline either word may be meant.
    constexpr double nearMidline = 10;
    const double offset = (box.lps[0] + box.lps[3]) / 2 - context_.grid.lpsFromGrid(middle)[0];
    return std::abs(offset) > nearMidline && left != (offset > 0);
}

std::string AnswerWriter::unsureText(const std::string& key) const {
    const int c = key.empty() ? -1 : classNamed(key);
    auto text = context_.texts.text(c < 0 ? "cannot_tell" : "unsure", answer_.language);
    if (const auto at = text.find("{organ}"); at != std::string::npos)
        text.replace(at, 7, c < 0 ? "" : nameOf(c));
    return text;
}

void AnswerWriter::refuse(const std::string& key) {
    current_.reset();
    if (refused_) return;
    refused_ = true;
    const bool apart = answer_.text.empty() || answer_.text.back() == '\n' || answer_.language == "ja";
    say((apart ? "" : " ") + unsureText(key));
}

void AnswerWriter::closeUnit() {
    const auto items = std::move(unit_);
    unit_.clear();
    const bool improbable =
        counted_ > 0 && logProbability_ / counted_ < context_.config.sentenceLogProbability;
    logProbability_ = 0;
    counted_ = 0;
    if (items.empty()) return;
    if (!context_.report && items.size() == 1 && items[0].text.find('\n') != std::string::npos &&
        trimmed(items[0].text).empty()) {
        // A new line is a new subject, whatever became of the one before.
        refused_ = false;
        if (!answer_.text.empty() && answer_.text.back() != '\n') say("\n");
        return;
    }

    std::vector<std::optional<Grounding>> boxes(items.size());
    bool refused = improbable, anyBox = false;
    std::string refusedKey;
    const Grounding* first = nullptr;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].kind == Item::Kind::Refused) refused = anyBox = true, refusedKey = items[i].text;
        if (items[i].kind != Item::Kind::Box) continue;
        anyBox = true;
        boxes[i] = ground(items[i].box);
        if (!boxes[i])
            refused = true, refusedKey = items[i].box.key;
        else if (!first)
            first = &*boxes[i];
    }
    // What follows a refused sentence and has no box of its own is about the same thing.
    if (!context_.report && refused_ && !anyBox) return;
    // A number belongs to the nearest box before it in the sentence, else to the one after it.
    const Grounding* about = first ? first : current_ ? &*current_ : nullptr;
    std::string text;
    std::vector<std::size_t> places(items.size());
    for (std::size_t i = 0; i < items.size() && !refused; ++i) {
        places[i] = text.size();
        if (items[i].kind == Item::Kind::Text) {
            text += items[i].text;
        } else if (items[i].kind == Item::Kind::Box) {
            about = &*boxes[i];
        } else {
            const auto number = about ? measured(items[i].kind, *about) : std::nullopt;
            if (number)
                text += *number;
            else
                refused = true, refusedKey = about ? about->key : "";
        }
    }
    if (!refused && trimmed(text).empty() && !anyBox) return;
    if (const auto key = refused || anyBox ? std::nullopt : context_.texts.denied(text, answer_.language);
        key && showsLesion(*key)) {
        answer_.rejectedBoxes.push_back("denial of " + (key->empty() ? "any lesion" : *key) +
                                        ": contradicts the segmentation");
        if (context_.report && !key->empty()) {
            certainty_ = "uncertain";
            closeFinding(unsureText(*key), {}, false);
            return;
        }
        refused = true;
        refusedKey = *key;
    }
    for (std::size_t i = 0; i < items.size() && !refused; ++i) {
        if (!boxes[i] || !wrongSide(text, *boxes[i])) continue;
        answer_.rejectedBoxes.push_back("box of " + boxes[i]->key +
                                        ": lies on the other side than the sentence says");
        refused = true;
        refusedKey = boxes[i]->key;
    }
    if (refused) {
        const int c = refusedKey.empty() ? -1 : classNamed(refusedKey);
        const bool lesion =
            c >= 0 && context_.config.classes[static_cast<std::size_t>(c)].kind == StarterClass::Kind::Lesion;
        if (context_.report && lesion && !impression_) {
            // A lesion that is doubted is not kept from the reader.
            certainty_ = "uncertain";
            closeFinding(unsureText(refusedKey), {}, false);
        } else if (context_.report)
            closeFinding({}, {}, true);
        else
            refuse(refusedKey);
        return;
    }
    refused_ = false;
    if (about) current_ = *about;

    // What say() and closeFinding() leave out at the start.
    const auto lead =
        answer_.text.empty() || context_.report ? std::min(text.size(), text.find_first_not_of(" \n")) : 0;
    std::size_t start = answer_.text.size();
    if (context_.report && impression_ &&
        std::none_of(answer_.findings.begin(), answer_.findings.end(),
                     [](const auto& f) { return f.section == "impression"; }))
        ++start;  // the blank line before the impression
    std::vector<int> indices;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!boxes[i]) continue;
        auto& g = *boxes[i];
        const auto before = text.rfind(g.label, places[i]);
        const bool named = before != std::string::npos && !g.label.empty();
        const auto from = named ? before : lead,
                   to = named ? before + g.label.size() : std::max(places[i], lead);
        g.textBegin = start + from - std::min(from, lead);
        g.textEnd = start + to - std::min(to, lead);
        indices.push_back(static_cast<int>(answer_.boxes.size()));
        answer_.boxes.push_back(g);
    }
    if (context_.report)
        closeFinding(trimmed(text), indices, false);
    else
        say(text);
    if (onBox_)
        for (const int i : indices) onBox_(answer_.boxes[static_cast<std::size_t>(i)]);
}

void AnswerWriter::closeFinding(const std::string& text, const std::vector<int>& boxes, bool refused) {
    DraftFinding finding;
    finding.section = impression_ ? "impression" : "finding";
    finding.text = text;
    finding.siteKey = site_.empty() ? "whole" : site_;
    finding.certainty = certainty_;
    finding.boxes = boxes;
    certainty_ = "present";
    site_.clear();
    if (refused || text.empty()) return;
    const auto said = [&](const DraftFinding& f) { return f.section == finding.section && f.text == text; };
    if (boxes.empty() && std::any_of(answer_.findings.begin(), answer_.findings.end(), said)) return;
    const int c = classNamed(finding.siteKey);
    finding.site = c >= 0 ? nameOf(c) : context_.texts.text("site.whole", answer_.language);
    // An impression stands on a finding: when that was refused, so is the impression.
    if (impression_ && finding.certainty == "present" &&
        std::none_of(answer_.findings.begin(), answer_.findings.end(), [&](const DraftFinding& f) {
            return f.section == "finding" && f.certainty == "present" && f.siteKey == finding.siteKey &&
                   !f.boxes.empty();
        }))
        return;
    const bool firstImpression =
        impression_ && std::none_of(answer_.findings.begin(), answer_.findings.end(),
                                    [](const auto& f) { return f.section == "impression"; });
    say((firstImpression && !answer_.text.empty() ? "\n" : "") + text + "\n");
    answer_.findings.push_back(std::move(finding));
}

}  // namespace dokuei::inference
