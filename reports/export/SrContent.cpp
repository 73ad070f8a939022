#include "reports/export/SrContent.h"

#include <QByteArray>
#include <QString>
#include <algorithm>
#include <cmath>
#include <set>

#include "reports/export/Codes.h"
#include "reports/export/Exports.h"
#include "reports/export/SrTree.h"
#include "reports/export/StructuredReport.h"
#include "reports/export/Text.h"
#include "reports/export/Uids.h"

namespace dokuei::reports {
namespace {

constexpr auto contains = DSRTypes::RT_contains;
constexpr auto conceptModifier = DSRTypes::RT_hasConceptMod;
constexpr auto observationContext = DSRTypes::RT_hasObsContext;
constexpr auto acquisitionContext = DSRTypes::RT_hasAcqContext;
constexpr auto inferredFrom = DSRTypes::RT_inferredFrom;

Code dcm(const char* value, const char* meaning) {
    return {value, "DCM", meaning};
}

Code sct(const char* value, const char* meaning) {
    return {value, "SCT", meaning};
}

bool hasKeyImage(const EvidenceLink& link) {
    return !link.keySopInstanceUid.empty() && !link.keySopClassUid.empty() && !link.seriesUid.empty() &&
           link.kind != EvidenceLink::Kind::None;
}

bool isOutlined(const EvidenceLink& link) {
    return link.kind == EvidenceLink::Kind::Box && hasKeyImage(link);
}

/// 0 for an image that has but one frame: there a frame number is not allowed.
int frameOf(const EvidenceLink& link) {
    static const std::set<std::string> multiFrame{
        "1.2.840.10008.5.1.4.1.1.2.1",   "1.2.840.10008.5.1.4.1.1.2.2",    "1.2.840.10008.5.1.4.1.1.4.1",
        "1.2.840.10008.5.1.4.1.1.4.3",   "1.2.840.10008.5.1.4.1.1.4.4",    "1.2.840.10008.5.1.4.1.1.7.1",
        "1.2.840.10008.5.1.4.1.1.7.2",   "1.2.840.10008.5.1.4.1.1.7.3",    "1.2.840.10008.5.1.4.1.1.7.4",
        "1.2.840.10008.5.1.4.1.1.3.1",   "1.2.840.10008.5.1.4.1.1.20",     "1.2.840.10008.5.1.4.1.1.12.1",
        "1.2.840.10008.5.1.4.1.1.12.2",  "1.2.840.10008.5.1.4.1.1.12.1.1", "1.2.840.10008.5.1.4.1.1.12.2.1",
        "1.2.840.10008.5.1.4.1.1.130",   "1.2.840.10008.5.1.4.1.1.128.1",  "1.2.840.10008.5.1.4.1.1.13.1.1",
        "1.2.840.10008.5.1.4.1.1.13.1.3"};
    return multiFrame.contains(link.keySopClassUid) || link.keyFrame > 1 ? std::max(1, link.keyFrame) : 0;
}

void checkOutline(const EvidenceLink& link) {
    const auto& [left, top, right, bottom] = link.keyPixelBox;
    const bool sound =
        std::ranges::all_of(link.keyPixelBox, [](double v) { return std::isfinite(v) && v >= 0; }) &&
        right > left && bottom > top;
    if (!sound) throw ExportError("the box \"" + link.label + "\" has no outline on its key image");
}

std::string modelOf(const Report& report, const Finding& finding) {
    return finding.modelName.empty() ? report.modelName : finding.modelName;
}

/// The model's UID: the same for the same name and version everywhere.
std::string modelUid(const std::string& name, const std::string& version) {
    return uidOf("model", QByteArray::fromStdString(name + '\n' + version));
}

class Content {
public:
    explicit Content(const Report& report)
        : report_(report), tree_(dcm("126000", "Imaging Measurement Report"), "1500") {}

    SrContent build() {
        language();
        observers();
        tree_.code(conceptModifier, dcm("121058", "Procedure reported"), procedureCode(report_.modality));
        imageLibrary();
        measurements();
        sentences();
        return {tree_.tree(), tree_.usesPrivateScheme()};
    }

private:
    void language() {
        const bool japanese = report_.language == "ja";
        tree_.code(conceptModifier, dcm("121049", "Language of Content Item and Descendants"),
                   japanese ? Code{"ja", "RFC5646", "Japanese"} : Code{"en", "RFC5646", "English"});
    }

    /// Who says this: the AI (or, without one, the program) and the person who signed.
    void observers() {
        if (report_.state == ReportState::Signed) {
            tree_.code(observationContext, dcm("121005", "Observer Type"), dcm("121006", "Person"));
            tree_.personName(observationContext, dcm("121008", "Person Observer Name"),
                             personNameValue(report_.signedBy));
        }
        const std::string name = report_.modelName.empty() ? productName : report_.modelName;
        tree_.code(observationContext, dcm("121005", "Observer Type"), dcm("121007", "Device"));
        tree_.uid(observationContext, dcm("121012", "Device Observer UID"),
                  modelUid(name, report_.modelVersion));
        tree_.text(observationContext, dcm("121013", "Device Observer Name"), name);
        tree_.text(observationContext, dcm("121014", "Device Observer Manufacturer"), "Dokuei project");
        tree_.text(observationContext, dcm("121015", "Device Observer Model Name"),
                   report_.modelVersion.empty() ? name : name + ' ' + report_.modelVersion);
    }

    void imageLibrary() {
        const auto links = referencedImages(report_);
        if (links.empty()) return;
        tree_.container(dcm("111028", "Image Library"), "1600", [&] {
            tree_.container(dcm("126200", "Image Library Group"), nullptr, [&] {
                if (const auto modality = modalityCode(report_.modality))
                    tree_.code(acquisitionContext, dcm("121139", "Modality"), *modality);
                for (const EvidenceLink* link : links)
                    tree_.image(contains, link->keySopClassUid, link->keySopInstanceUid, frameOf(*link));
            });
        });
    }

    void measurements() {
        const auto measured = [](const Finding* f) {
            return !f->measurements.empty() || std::ranges::any_of(f->links, isOutlined);
        };
        std::vector<const Finding*> findings = shown(report_, Section::Finding);
        std::ranges::copy(shown(report_, Section::Impression), std::back_inserter(findings));
        if (std::ranges::none_of(findings, measured)) return;
        tree_.container(dcm("126010", "Imaging Measurements"), nullptr, [&] {
            for (const Finding* finding : findings) {
                bool outlined = false;
                for (const EvidenceLink& link : finding->links) {
                    if (!isOutlined(link)) continue;
                    // What was measured belongs to the finding: it is told once, with its first box.
                    group(*finding, &link, !outlined);
                    outlined = true;
                }
                if (!outlined && !finding->measurements.empty()) group(*finding, nullptr, true);
            }
        });
    }

    /// TID 1410 for an outlined box, TID 1501 without.
    void group(const Finding& finding, const EvidenceLink* link, bool withMeasurements) {
        tree_.container(dcm("125007", "Measurement Group"), link ? "1410" : "1501", [&] {
            const std::string label = link && !link->label.empty() ? link->label : finding.site;
            tree_.text(observationContext, dcm("112039", "Tracking Identifier"),
                       (label.empty() ? "Finding" : label) + " #" + std::to_string(++groups_));
            tree_.uid(observationContext, dcm("112040", "Tracking Unique Identifier"),
                      trackingUid(link ? link->id : finding.id));
            const auto codes = siteCodes(finding.siteKey);
            tree_.code(contains, dcm("121071", "Finding"),
                       codes ? codes->finding : sct("404684003", "Clinical finding"));
            if (link) {
                checkOutline(*link);
                tree_.code(contains, dcm("130400", "Geometric purpose of region"),
                           sct("75958009", "Bounded by"));
                tree_.rectangle(dcm("111030", "Image Region"), link->keyPixelBox, link->keySopClassUid,
                                link->keySopInstanceUid, frameOf(*link));
            }
            if (codes) site(*codes);
            algorithm(finding, link);
            if (withMeasurements)
                for (const Measurement& m : finding.measurements) measurement(m);
            tree_.text(contains, dcm("121106", "Comment"), finding.text);
        });
    }

    void site(const SiteCodes& codes) {
        tree_.code(conceptModifier, sct("363698007", "Finding Site"), codes.site, [&] {
            if (codes.laterality)
                tree_.code(conceptModifier, sct("272741003", "Laterality"), *codes.laterality);
        });
    }

    /// TID 4019, for what an algorithm drew or wrote.
    void algorithm(const Finding& finding, const EvidenceLink* link) {
        if ((link ? link->origin : finding.origin) == Origin::Human) return;
        const std::string model = modelOf(report_, finding);
        tree_.text(conceptModifier, dcm("111001", "Algorithm Name"), model.empty() ? "unknown" : model);
        tree_.text(conceptModifier, dcm("111003", "Algorithm Version"),
                   report_.modelVersion.empty() ? "unknown" : report_.modelVersion);
    }

    void measurement(const Measurement& m) {
        const MeasurementCodes codes = measurementCodes(m.name, m.unit);
        tree_.number(codes.name, m.value, codes.unit, [&] {
            if (codes.derivation) tree_.code(conceptModifier, dcm("121401", "Derivation"), *codes.derivation);
        });
    }

    void sentences() {
        const auto findings = shown(report_, Section::Finding),
                   impression = shown(report_, Section::Impression);
        if (findings.empty() && impression.empty()) return;
        tree_.container({"C0034375", "UMLS", "Qualitative Evaluations"}, nullptr, [&] {
            if (hasUnverifiedAi(report_))
                tree_.text(contains, dcm("121106", "Comment"), wording(report_.language).notice);
            for (const Finding* finding : findings) one(*finding, dcm("121071", "Finding"));
            for (const Finding* finding : impression) one(*finding, dcm("121073", "Impression"));
        });
    }

    void one(const Finding& finding, const Code& name) {
        tree_.text(contains, name, finding.text, [&] {
            author(finding);
            for (const EvidenceLink& link : finding.links)
                if (isOutlined(link))
                    tree_.uid(observationContext, dcm("112040", "Tracking Unique Identifier"),
                              trackingUid(link.id));
            tree_.code(conceptModifier, sct("705057003", "Presence"), presence(finding.certainty));
            if (isUnverifiedAi(finding))
                tree_.text(conceptModifier, dcm("121106", "Comment"), wording(report_.language).notice);
            for (const EvidenceLink& link : finding.links)
                if (hasKeyImage(link))
                    tree_.image(inferredFrom, link.keySopClassUid, link.keySopInstanceUid, frameOf(link));
        });
    }

    void author(const Finding& finding) {
        if (finding.origin == Origin::Human) {
            // Without a word here the sentence would inherit the AI as its author.
            if (!report_.modelName.empty()) person();
            return;
        }
        const std::string model = modelOf(report_, finding);
        tree_.code(observationContext, dcm("121005", "Observer Type"), dcm("121007", "Device"));
        tree_.uid(observationContext, dcm("121012", "Device Observer UID"),
                  modelUid(model.empty() ? productName : model, report_.modelVersion));
        tree_.text(observationContext, dcm("121013", "Device Observer Name"),
                   model.empty() ? productName : model);
    }

    /// A person wrote this: the one who signed or, before that, somebody at this program.
    void person() {
        if (report_.state == ReportState::Signed) {
            tree_.code(observationContext, dcm("121005", "Observer Type"), dcm("121006", "Person"));
            tree_.personName(observationContext, dcm("121008", "Person Observer Name"),
                             personNameValue(report_.signedBy));
            return;
        }
        tree_.code(observationContext, dcm("121005", "Observer Type"), dcm("121007", "Device"));
        tree_.uid(observationContext, dcm("121012", "Device Observer UID"), modelUid(productName, {}));
        tree_.text(observationContext, dcm("121013", "Device Observer Name"), productName);
    }

    static Code presence(Certainty certainty) {
        switch (certainty) {
            case Certainty::Absent:
                return sct("373572006", "Clinical finding absent");
            case Certainty::Uncertain:
                return sct("82334004", "Indeterminate");
            case Certainty::Present:
                break;
        }
        return sct("373573001", "Clinical finding present");
    }

    const Report& report_;
    SrTree tree_;
    int groups_ = 0;
};

}  // namespace

SrContent srContent(const Report& report) {
    return Content(report).build();
}

std::vector<const EvidenceLink*> referencedImages(const Report& report) {
    std::vector<const EvidenceLink*> links;
    std::set<std::pair<std::string, int>> seen;
    for (const Finding& finding : report.findings) {
        if (finding.state == State::Rejected) continue;
        for (const EvidenceLink& link : finding.links)
            if (hasKeyImage(link) && seen.insert({link.keySopInstanceUid, frameOf(link)}).second)
                links.push_back(&link);
    }
    return links;
}

std::string personNameValue(const std::string& name) {
    if (name.find_first_of("^=") != std::string::npos) return name;
    QString text = QString::fromStdString(name).simplified();
    text.replace(QChar(0x3000), ' ').replace('\\', ' ');
    const bool ascii = std::ranges::all_of(name, [](unsigned char c) { return c < 0x80; });
    // A name of one word keeps an empty given name: without the caret it is the retired form.
    if (!text.isEmpty() && !text.contains(' ') && !text.contains(',')) text += '^';
    if (!ascii) return '=' + text.replace(' ', '^').toStdString();
    // "Family, Given" or "Given Family" as Latin names are written.
    qsizetype cut = text.indexOf(',');
    if (cut >= 0) return (text.left(cut).trimmed() + '^' + text.mid(cut + 1).trimmed()).toStdString();
    cut = text.lastIndexOf(' ');
    return (cut < 0 ? text : text.mid(cut + 1) + '^' + text.left(cut)).toStdString();
}

}  // namespace dokuei::reports
