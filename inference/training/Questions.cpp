#include "inference/training/Questions.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

using RowHandler = std::function<void(const std::vector<std::string>&)>;

void readTable(const std::string& file, std::size_t columns, const RowHandler& handle) {
    std::ifstream in(file);
    if (!in) throw ModelError(file, "cannot be opened");
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line[0] == '#') continue;
        std::vector<std::string> parts(1);
        for (const char c : line) {
            if (c == '\t')
                parts.emplace_back();
            else
                parts.back() += c;
        }
        if (parts.size() > columns || parts.size() < 2)
            throw ModelError(file, "line " + std::to_string(number) + " is malformed");
        parts.resize(columns);
        handle(parts);
    }
}

std::string fill(std::string text, const std::string& name, const std::string& value) {
    const std::string tag = "{" + name + "}";
    for (auto at = text.find(tag); at != std::string::npos; at = text.find(tag, at + value.size()))
        text.replace(at, tag.size(), value);
    return text;
}

double boxOverlap(const std::array<int, 6>& a, const std::array<int, 6>& b) {
    double both = 1, first = 1, second = 1;
    for (int i = 0; i < 3; ++i) {
        both *= std::max(0, std::min(a[3 + i], b[3 + i]) - std::max(a[i], b[i]) + 1);
        first *= a[3 + i] - a[i] + 1;
        second *= b[3 + i] - b[i] + 1;
    }
    return both / (first + second - both);
}

const std::string& pick(const std::vector<std::string>& rows, std::mt19937_64& random) {
    return rows[random() % rows.size()];
}

const char* phaseName(const Scene& scene) {
    if (scene.mrLike) return "unknown";
    switch (scene.phase) {
        case ContrastPhase::Arterial:
            return "arterial";
        case ContrastPhase::Venous:
            return "venous";
        default:
            return "plain";
    }
}

const char* const kLesionKeys[] = {"lung_nodule", "pleural_effusion", "liver_lesion", "kidney_cyst"};

}  // namespace

Scene makeScene(const SyntheticScan& scan, Encoding encoding, const StarterConfig& config) {
    Scene scene;
    scene.features = encoding.features;
    scene.size = scan.size;
    scene.phase = scan.phase;
    scene.mrLike = scan.mrLike;
    const int classCount = static_cast<int>(config.classes.size());
    const auto& predicted = encoding.map.labels;
    std::vector<std::int64_t> truthCount(classCount), predictedCount(classCount), bothCount(classCount);
    LabelMap truth = encoding.map;
    for (std::size_t at = 0; at < scan.labels.size(); ++at) {
        const int t = scan.labels[at] == 255 ? 0 : scan.labels[at];
        truth.labels[at] = static_cast<std::uint8_t>(t);
        truth.confidence[at] = 255;
        ++truthCount[t];
        ++predictedCount[predicted[at]];
        if (t == predicted[at]) ++bothCount[t];
    }
    std::vector<bool> lesion(classCount), scattered(classCount);
    int firstOrgan = classCount;
    for (int c = 0; c < classCount; ++c) {
        lesion[c] = config.classes[c].kind == StarterClass::Kind::Lesion;
        if (config.classes[c].kind != StarterClass::Kind::Body) firstOrgan = std::min(firstOrgan, c);
        scattered[c] = !lesion[c];
    }
    const auto regions = findRegions(truth, scan.hu, lesion, scattered, firstOrgan);
    const double ml = config.encoder.voxelMm * config.encoder.voxelMm * config.encoder.voxelMm / 1000;
    for (const auto& r : regions) {
        const int c = r.classIndex;
        if (!lesion[c]) {
            if (truthCount[c] < 30) continue;
            const Region* seen = encoding.region(c);
            const double dice = 2.0 * static_cast<double>(bothCount[c]) /
                                static_cast<double>(truthCount[c] + predictedCount[c]);
            const bool sound = seen && dice > 0.45 && boxOverlap(seen->box, r.box) > 0.35;
            Scene::Organ organ;
            organ.status = sound ? Scene::Status::Found : Scene::Status::Unsure;
            organ.box = r.box;
            organ.ml = static_cast<double>(r.voxels) * ml;
            organ.cut = std::any_of(r.cutOff.begin(), r.cutOff.end(), [](bool b) { return b; });
            scene.organs[c] = organ;
            continue;
        }
        const PlantedLesion* planted = nullptr;
        double nearest = 1e9;
        for (const auto& p : scan.lesions) {
            if (p.classIndex != c) continue;
            double d = 0;
            for (int a = 0; a < 3; ++a) d += (p.centre[a] - r.centre[a]) * (p.centre[a] - r.centre[a]);
            if (d < nearest) nearest = d, planted = &p;
        }
        for (int i = 0; planted && i < kLesionRegions; ++i) {
            const Region* seen = encoding.region(c, i);
            if (!seen || boxOverlap(seen->box, r.box) < 0.2) continue;
            scene.lesions.push_back(
                {c, planted->hostClass, r.box, r.diameterVoxels * config.encoder.voxelMm, planted->hu});
            break;
        }
    }
    return scene;
}

QuestionMaker::QuestionMaker(const std::string& resources, const StarterConfig& config) : config_(config) {
    readTable(resources + "/templates.tsv", 4,
              [&](const auto& p) { templates_[p[0] + " " + p[1] + " " + p[2]].push_back(p[3]); });
    readTable(resources + "/words.tsv", 3, [&](const auto& p) { words_[p[0]] = {p[1], p[2]}; });
    readTable(resources + "/synonyms.tsv", 3, [&](const auto& p) {
        std::stringstream names(p[2]);
        for (std::string name; std::getline(names, name, '|');) synonyms_[p[0] + " " + p[1]].push_back(name);
    });
}

const QuestionMaker::Rows& QuestionMaker::rows(const std::string& intent, const std::string& language,
                                               const std::string& role) const {
    const auto found = templates_.find(intent + " " + language + " " + role);
    if (found == templates_.end())
        throw Error("templates.tsv has no row for " + intent + " " + language + " " + role);
    return found->second;
}

std::string QuestionMaker::word(const std::string& key, const std::string& language) const {
    const auto found = words_.find(key);
    if (found == words_.end()) throw Error("words.tsv has no row for " + key);
    return found->second[language == "ja"];
}

int QuestionMaker::classNamed(const std::string& key) const {
    for (int c = 0; c < static_cast<int>(config_.classes.size()); ++c)
        if (config_.classes[c].key == key) return c;
    throw Error("no class is named " + key);
}

bool QuestionMaker::visible(const Scene& scene, const std::string& key) const {
    const auto found = scene.organs.find(classNamed(key));
    return found != scene.organs.end() && found->second.status == Scene::Status::Found;
}

bool QuestionMaker::enlarged(int classIndex, const Scene::Organ& organ) const {
    const auto& key = config_.classes[classIndex].key;
    return !organ.cut && ((key == "spleen" && organ.ml > 315) || (key == "liver" && organ.ml > 2100));
}

std::string QuestionMaker::boxTag(int classIndex, const std::array<int, 6>& box, const Scene& scene) const {
    std::string tag = "<box:" + config_.classes[classIndex].key + ">";
    for (int i = 0; i < 6; ++i) {
        const int edge = i < 3 ? box[i] : box[i] + 1;
        tag += "<loc:" + std::to_string(locationToken(edge, scene.size[i % 3])) + ">";
    }
    return tag;
}

std::string QuestionMaker::lesionKey(const Scene::Lesion& lesion) const {
    const auto& key = config_.classes[lesion.classIndex].key;
    if (key == "lung_nodule") return lesion.diameterMm > 30 ? "lung_mass" : key;
    if (key == "liver_lesion") return lesion.hu < 21 ? "liver_cyst" : key;
    return key;
}

std::string QuestionMaker::lesionSentence(const Scene::Lesion& lesion, const Scene& scene,
                                          const std::string& language) const {
    const auto& host = config_.classes[lesion.host].key;
    auto text = word("lesion." + lesionKey(lesion) + "." + language, language);
    text = fill(text, "side", word("side." + host, language));
    if (text.find("{effusionSide}") != std::string::npos)
        text = fill(text, "effusionSide", word("effusion." + host, language));
    return fill(text, "box", boxTag(lesion.classIndex, lesion.box, scene));
}

std::string QuestionMaker::whatSentence(const Scene& scene, const std::string& language) const {
    const auto any = [&](std::initializer_list<const char*> keys) {
        return std::any_of(keys.begin(), keys.end(), [&](const char* k) { return visible(scene, k); });
    };
    std::vector<std::string> parts;
    if (any({"brain"})) parts.push_back("head");
    if (any({"right_lung", "left_lung", "heart"})) parts.push_back("chest");
    if (any({"liver", "spleen", "right_kidney", "left_kidney", "pancreas"})) parts.push_back("abdomen");
    if (any({"bladder", "hip_bones", "sacrum"})) parts.push_back("pelvis");
    if (parts.empty() && any({"femora"})) parts.push_back("thigh");
    if (parts.empty()) parts.push_back("unknown");
    std::string region;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0)
            region += i + 1 < parts.size() ? word("list.join", language) : word("region.join", language);
        region += word("region." + parts[i], language);
    }
    auto text = rows("what", language, "a")[0];
    text = fill(text, "modality", word(scene.mrLike ? "modality.mr" : "modality.ct", language));
    return fill(fill(text, "region", region), "phase",
                word(std::string("phase.") + phaseName(scene), language));
}

std::string QuestionMaker::lesionAnswer(const Scene& scene, const std::string& language,
                                        int classIndex) const {
    std::string answer;
    for (const auto& lesion : scene.lesions) {
        if (classIndex >= 0 && lesion.classIndex != classIndex) continue;
        if (!answer.empty()) answer += language == "ja" ? "" : " ";
        answer += lesionSentence(lesion, scene, language);
    }
    if (!answer.empty()) return answer;
    const std::string key = classIndex < 0 ? "any" : config_.classes[classIndex].key;
    const char* host = key == "lung_nodule" || key == "pleural_effusion" ? "right_lung"
                       : key == "liver_lesion"                           ? "liver"
                       : key == "kidney_cyst"                            ? "right_kidney"
                                                                         : nullptr;
    const char* other = host && std::string(host) == "right_lung"     ? "left_lung"
                        : host && std::string(host) == "right_kidney" ? "left_kidney"
                                                                      : nullptr;
    if (host && !visible(scene, host) && !(other && visible(scene, other))) {
        const auto& c = config_.classes[classNamed(host)];
        return fill(rows("outside", language, "a")[0], "host", language == "ja" ? c.ja : c.en);
    }
    return fill(rows("none", language, "a")[0], "kind", word("kind." + key, language));
}

std::string QuestionMaker::report(const Scene& scene, const std::string& language) const {
    std::string findings = "<site:whole><present>" + whatSentence(scene, language) + "\n", impression;
    for (const auto& lesion : scene.lesions) {
        const std::string lead = "<site:" + config_.classes[lesion.host].key + "><present>";
        findings += lead + lesionSentence(lesion, scene, language) + "\n";
        const auto line = lead + word("impression." + lesionKey(lesion), language) + "\n";
        if (impression.find(line) == std::string::npos) impression += line;
    }
    for (const char* key :
         {"right_lung", "left_lung", "heart", "aorta", "liver", "spleen", "right_kidney", "left_kidney"}) {
        if (!visible(scene, key)) continue;
        const int c = classNamed(key);
        const auto& organ = scene.organs.at(c);
        // Size is judged where a usual range is known and the organ is whole.
        const bool judged = !organ.cut && (std::string(key) == "liver" || std::string(key) == "spleen");
        const bool large = judged && enlarged(c, organ);
        const std::string name = language == "ja" ? config_.classes[c].ja : config_.classes[c].en;
        const std::string lead = std::string("<site:") + key + "><present>";
        const std::string kind = !judged ? "organ.seen." : large ? "organ.large." : "organ.normal.";
        auto text = fill(word(kind + language, language), "organ", name);
        text = fill(text, "cut", organ.cut ? word("cut", language) : "");
        findings += lead + fill(text, "box", boxTag(c, organ.box, scene)) + "\n";
        if (large) impression += lead + fill(word("impression.large", language), "organ", name) + "\n";
    }
    for (const char* key : kLesionKeys) {
        const int c = classNamed(key);
        if (std::any_of(scene.lesions.begin(), scene.lesions.end(),
                        [c](const auto& l) { return l.classIndex == c; }))
            continue;
        const std::string k = key;
        const char* host = k == "liver_lesion" ? "liver" : k == "kidney_cyst" ? "right_kidney" : "right_lung";
        const char* other = k == "liver_lesion" ? "liver" : k == "kidney_cyst" ? "left_kidney" : "left_lung";
        if (!visible(scene, host) && !visible(scene, other)) continue;
        findings += std::string("<site:") + (visible(scene, host) ? host : other) + "><absent>" +
                    word("absent." + k, language) + "\n";
    }
    if (impression.empty()) impression = "<site:whole><uncertain>" + word("impression.none", language) + "\n";
    return findings + "<impression>" + impression;
}

Example QuestionMaker::make(const Scene& scene, Intent intent, std::mt19937_64& random) const {
    Example e;
    e.language = random() % 2 ? "ja" : "en";
    const auto& l = e.language;
    switch (intent) {
        case Intent::What:
            e.question = pick(rows("what", l, "q"), random);
            e.answer = whatSentence(scene, l);
            return e;
        case Intent::Phase:
            e.question = pick(rows("phase", l, "q"), random);
            e.answer = fill(rows("phase", l, "a")[0], "phaseSentence",
                            word(std::string("sentence.") + phaseName(scene), l));
            return e;
        case Intent::Organs: {
            std::string list;
            for (const auto& [c, organ] : scene.organs) {
                if (organ.status != Scene::Status::Found) continue;
                if (!list.empty()) list += word("list.join", l);
                list += l == "ja" ? config_.classes[c].ja : config_.classes[c].en;
            }
            if (list.empty()) {
                e.question = pick(rows("organs", l, "q"), random);
                e.answer = rows("unknown", l, "a")[0];
                return e;
            }
            e.question = pick(rows("organs", l, "q"), random);
            e.answer = fill(rows("organs", l, "a")[0], "organs", list);
            return e;
        }
        case Intent::Unknown:
            e.question = pick(rows("unknown", l, "q"), random);
            e.answer = rows("unknown", l, "a")[0];
            return e;
        case Intent::Lesion: {
            int which = static_cast<int>(random() % 6);
            // What is there is asked about often enough that "none" is not always the best guess.
            if (!scene.lesions.empty() && random() % 2) {
                const auto& lesion = scene.lesions[random() % scene.lesions.size()];
                for (int i = 0; i < 4; ++i)
                    if (classNamed(kLesionKeys[i]) == lesion.classIndex) which = i;
            }
            static const char* const asks[] = {"nodule", "effusion", "liver", "kidney"};
            e.question = pick(rows(which < 4 ? asks[which] : "lesion", l, "q"), random);
            e.answer = lesionAnswer(scene, l, which < 4 ? classNamed(kLesionKeys[which]) : -1);
            return e;
        }
        case Intent::Report:
            e.question = pick(rows("report", l, "q"), random);
            e.answer = report(scene, l);
            return e;
        default:
            break;
    }
    // One organ: mostly one that is there, sometimes any.
    std::vector<int> all, there;
    for (int c = 0; c < static_cast<int>(config_.classes.size()); ++c)
        if (config_.classes[c].kind == StarterClass::Kind::Organ) all.push_back(c);
    for (const auto& [c, organ] : scene.organs) there.push_back(c);
    const int c =
        !there.empty() && random() % 3 ? there[random() % there.size()] : all[random() % all.size()];
    const auto& own = l == "ja" ? config_.classes[c].ja : config_.classes[c].en;
    const auto synonyms = synonyms_.find(config_.classes[c].key + " " + l);
    const std::string asked =
        synonyms != synonyms_.end() && random() % 2 ? pick(synonyms->second, random) : own;
    const std::string name = intent == Intent::Volume    ? "volume"
                             : intent == Intent::Density ? "density"
                             : intent == Intent::Present ? "present"
                                                         : "where";
    e.question = fill(pick(rows(name, l, "q"), random), "organ", asked);
    const auto found = scene.organs.find(c);
    if (found == scene.organs.end() || found->second.status == Scene::Status::Absent) {
        e.answer = fill(rows("absent", l, "a")[0], "organ", own);
    } else if (found->second.status == Scene::Status::Unsure) {
        e.answer = fill(rows("unsure", l, "a")[0], "organ", own);
    } else {
        const auto& organ = found->second;
        auto text = fill(rows(name, l, "a")[0], "organ", own);
        text = fill(text, "box", boxTag(c, organ.box, scene));
        text = fill(text, "cut", organ.cut ? word("cut", l) : "");
        const auto& key = config_.classes[c].key;
        const bool judged = (key == "spleen" || key == "liver") && !organ.cut;
        e.answer = fill(text, "judgement",
                        judged ? word(enlarged(c, organ) ? "judge.large" : "judge.normal", l) : "");
    }
    if (random() % 8 == 0) {
        // People type without capitals, marks or with blanks.
        if (!e.question.empty() && (e.question.back() == '?' || e.question.back() == '.'))
            e.question.pop_back();
        if (l == "en")
            std::transform(e.question.begin(), e.question.end(), e.question.begin(),
                           [](unsigned char ch) { return std::tolower(ch); });
    }
    return e;
}

std::vector<std::string> QuestionMaker::corpus() const {
    std::vector<std::string> lines;
    for (const auto& [key, rows] : templates_) lines.insert(lines.end(), rows.begin(), rows.end());
    for (const auto& [key, pair] : words_) lines.insert(lines.end(), pair.begin(), pair.end());
    for (const auto& [key, names] : synonyms_) lines.insert(lines.end(), names.begin(), names.end());
    for (const auto& c : config_.classes) {
        // Names occur in nearly every question.
        for (int i = 0; i < 4; ++i) {
            lines.push_back(c.en);
            lines.push_back(c.ja);
        }
    }
    for (auto& line : lines) {
        std::string plain;
        int depth = 0;
        for (const char ch : line) {
            if (ch == '{' || ch == '<') ++depth;
            if (depth == 0) plain += ch;
            if ((ch == '}' || ch == '>') && depth > 0) --depth;
        }
        line = plain;
    }
    return lines;
}

}  // namespace dokuei::inference
