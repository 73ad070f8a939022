#pragma once

#include <string>
#include <vector>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include "viewer/export/Deidentifier.h"

namespace dokuei::viewer {

/// A value of the right form that says nothing; empty when values of that form are always numbers or bytes.
std::string dummyValue(DcmEVR vr);
/// A DA, DT or multiple of these moved by `days`; empty when one is not a full valid date.
std::string shiftedDate(const std::string& value, int days);

/// Applies the profile to one data set of one patient, item by item.
class AttributeCleaner {
public:
    /// `changes` may be null. References must outlive the object.
    AttributeCleaner(const DeidentifyOptions& options, const Pseudonyms& pseudonyms, const Pseudonym& patient,
                     DcmDataset& dataset, std::vector<AttributeChange>* changes);

    void clean();

private:
    enum class Verdict { Keep, Remove, Empty, Dummy, MapUid, ShiftDate, Age, Pseudonym };

    void cleanItem(DcmItem& item, const std::string& path, bool wipe, int depth);
    /// Returns true when the element is to go.
    bool cleanElement(DcmItem& item, DcmElement& element, const std::string& path, bool wipe, int depth);
    Verdict verdictOf(DcmElement& element) const;
    Verdict verdictOfUnlisted(DcmElement& element, DcmEVR vr) const;
    /// Within content trees and annotations, where every free text goes and the structure stays.
    Verdict verdictOfContent(DcmElement& element, DcmEVR vr, Verdict usual) const;
    bool cleanSequence(DcmElement& element, Verdict verdict, const std::string& path, bool wipe, int depth);
    bool replace(DcmItem& item, DcmElement& element, const std::string& value, const std::string& path);
    bool empty(DcmItem& item, DcmElement& element, const std::string& path);
    void tell(AttributeChange::Kind kind, DcmElement& element, const std::string& path,
              const std::string& after = {});

    const DeidentifyOptions& options_;
    const Pseudonyms& pseudonyms_;
    const Pseudonym& patient_;
    DcmDataset& dataset_;
    std::vector<AttributeChange>* changes_;
    std::string characterSet_;
    bool typeOneContent_;  ///< the kind of object demands content and acquisition dates
};

}  // namespace dokuei::viewer
