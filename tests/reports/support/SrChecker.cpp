#include "tests/reports/support/SrChecker.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <set>

namespace dokuei::reports::testing {
namespace {

std::string text(DcmItem& item, const DcmTagKey& tag) {
    OFString value;
    item.findAndGetOFStringArray(tag, value);
    return std::string(value.c_str());
}

std::vector<DcmItem*> items(DcmItem& parent, const DcmTagKey& tag) {
    std::vector<DcmItem*> list;
    DcmSequenceOfItems* sequence = nullptr;
    if (parent.findAndGetSequence(tag, sequence).good() && sequence)
        for (unsigned long i = 0; i < sequence->card(); ++i) list.push_back(sequence->getItem(i));
    return list;
}

std::string code(DcmItem& parent, const DcmTagKey& sequence) {
    const auto codes = items(parent, sequence);
    return codes.size() == 1
               ? text(*codes[0], DCM_CodingSchemeDesignator) + ' ' + text(*codes[0], DCM_CodeValue)
               : "";
}

std::string name(DcmItem& item) {
    return code(item, DCM_ConceptNameCodeSequence);
}

class Checker {
public:
    Checker(DcmItem& dataset, const ImageSizes& images) : dataset_(dataset), images_(images) {}

    std::vector<std::string> check() {
        for (const DcmTagKey& tag :
             {DCM_CurrentRequestedProcedureEvidenceSequence, DCM_PertinentOtherEvidenceSequence})
            for (DcmItem* study : items(dataset_, tag))
                for (DcmItem* series : items(*study, DCM_ReferencedSeriesSequence))
                    for (DcmItem* image : items(*series, DCM_ReferencedSOPSequence))
                        evidence_.insert(text(*image, DCM_ReferencedSOPInstanceUID));
        if (name(dataset_) != "DCM 126000") complain("the root is no Imaging Measurement Report");
        inOrder(dataset_, "report",
                {"DCM 121049", "DCM 121005", "DCM 121012", "DCM 121058", "DCM 111028", "DCM 126010",
                 "UMLS C0034375"},
                {"DCM 121049", "DCM 121005", "DCM 121058"});
        for (DcmItem* item : items(dataset_, DCM_ContentSequence)) {
            if (name(*item) == "DCM 126010")
                for (DcmItem* group : items(*item, DCM_ContentSequence)) checkGroup(*group);
            checkImages(*item);
        }
        return complaints_;
    }

private:
    void complain(const std::string& what) { complaints_.push_back(what); }

    /// The first occurrences of `order` among the children come in that order; `required` are there.
    void inOrder(DcmItem& parent, const std::string& what, const std::vector<std::string>& order,
                 const std::set<std::string>& required) {
        std::vector<std::string> children;
        for (DcmItem* child : items(parent, DCM_ContentSequence)) children.push_back(name(*child));
        auto last = children.begin();
        for (const std::string& rowName : order) {
            const auto found = std::ranges::find(children, rowName);
            if (found == children.end()) {
                if (required.contains(rowName)) complain(what + " lacks " + rowName);
                continue;
            }
            if (found < last) complain(what + " has " + rowName + " out of order");
            last = found;
        }
    }

    void checkGroup(DcmItem& group) {
        inOrder(group, "measurement group",
                {"DCM 112039", "DCM 112040", "DCM 121071", "DCM 130400", "DCM 111030", "SCT 363698007",
                 "DCM 111001", "DCM 111003"},
                {"DCM 112039", "DCM 112040", "DCM 121071"});
        bool outlined = false, purpose = false;
        for (DcmItem* item : items(group, DCM_ContentSequence)) {
            const std::string type = text(*item, DCM_ValueType), what = name(*item);
            if (what == "DCM 112039" && text(*item, DCM_TextValue).empty())
                complain("an empty tracking identifier");
            if (what == "DCM 112040") checkTracking(text(*item, DCM_UID));
            if (what == "DCM 130400")
                purpose = code(*item, DCM_ConceptCodeSequence) == "SCT 75958009" &&
                          text(*item, DCM_RelationshipType) == "CONTAINS";
            if (type == "SCOORD") {
                outlined = true;
                checkOutline(*item);
            }
            if (type == "NUM") checkNumber(*item);
        }
        if (outlined && !purpose) complain("an image region without the purpose \"bounded by\"");
    }

    void checkTracking(const std::string& uid) {
        if (uid.empty() || uid.size() > 64 || uid.find_first_not_of("0123456789.") != std::string::npos)
            complain("a bad tracking UID: " + uid);
        if (!tracking_.insert(uid).second) complain("a tracking UID twice: " + uid);
    }

    void checkOutline(DcmItem& item) {
        if (text(item, DCM_GraphicType) != "POLYLINE") complain("an outline that is no polyline");
        std::vector<float> data;
        Float32 value = 0;
        for (unsigned long i = 0; item.findAndGetFloat32(DCM_GraphicData, value, i).good(); ++i)
            data.push_back(value);
        if (data.size() != 10) return complain("an outline of " + std::to_string(data.size()) + " numbers");
        if (data[0] != data[8] || data[1] != data[9]) complain("an outline that is not closed");
        const auto children = items(item, DCM_ContentSequence);
        const auto images = children.size() == 1 ? items(*children[0], DCM_ReferencedSOPSequence) : children;
        if (images.size() != 1) return complain("an outline without its image");
        const std::string uid = text(*images[0], DCM_ReferencedSOPInstanceUID);
        const auto size = images_.find(uid);
        if (size == images_.end()) return complain("an outline on an unknown image " + uid);
        for (std::size_t i = 0; i < data.size(); i += 2)
            if (data[i] < 0 || data[i] > size->second.first || data[i + 1] < 0 ||
                data[i + 1] > size->second.second)
                return complain("an outline that leaves its image");
    }

    void checkNumber(DcmItem& item) {
        static const std::map<std::string, std::set<std::string>> fitting{
            {"SCT 81827009", {"UCUM mm", "UCUM cm"}},
            {"SCT 410668003", {"UCUM mm", "UCUM cm"}},
            {"SCT 118565006", {"UCUM ml", "UCUM cm3", "UCUM mm3"}},
            {"DCM 112031", {"UCUM [hnsf'U]"}},
        };
        const auto values = items(item, DCM_MeasuredValueSequence);
        if (values.size() != 1) return complain("a measurement without a value");
        const std::string unit = code(*values[0], DCM_MeasurementUnitsCodeSequence);
        const auto known = fitting.find(name(item));
        if (known != fitting.end() && !known->second.contains(unit))
            complain("the unit " + unit + " for the quantity " + name(item));
    }

    void checkImages(DcmItem& item) {
        if (text(item, DCM_ValueType) == "IMAGE")
            for (DcmItem* image : items(item, DCM_ReferencedSOPSequence))
                if (!evidence_.contains(text(*image, DCM_ReferencedSOPInstanceUID)))
                    complain("an image that is missing from the evidence");
        for (DcmItem* child : items(item, DCM_ContentSequence)) checkImages(*child);
    }

    DcmItem& dataset_;
    const ImageSizes& images_;
    std::set<std::string> evidence_, tracking_;
    std::vector<std::string> complaints_;
};

}  // namespace

std::vector<std::string> complaintsAbout(DcmItem& dataset, const ImageSizes& images) {
    return Checker(dataset, images).check();
}

}  // namespace dokuei::reports::testing
