#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "viewer/dicom/Attributes.h"
#include "viewer/objects/StudyObject.h"

namespace dokuei::viewer {

/// An object's data set in memory, long elements left on disk, with what its readers share.
class ObjectFile {
public:
    /// Throws ReadError when the file is not DICOM or nothing of it can be read.
    explicit ObjectFile(const std::string& file);

    DcmDataset& dataset() { return *format_->getDataset(); }
    /// The element of the data set, else of the meta header.
    std::string uid(const DcmTagKey& tag, const DcmTagKey& metaTag);
    std::string text(DcmItem& item, const DcmTagKey& tag) const;
    /// The first item of a code sequence.
    CodedTerm code(DcmItem& item, const DcmTagKey& sequence) const;
    /// Calls `work` for up to `limit` items of a sequence; throws ReadError when there are more.
    void forEach(DcmItem& item, const DcmTagKey& sequence, const std::function<void(DcmItem&)>& work,
                 unsigned long limit = 1'000'000) const;
    /// What the header tells; the kind by the SOP class.
    StudyObject facts();
    [[noreturn]] void refuse(const std::string& reason) const;
    const std::string& file() const { return file_; }
    /// Whether the file ended before its data set did.
    bool cutShort() const { return cutShort_; }

private:
    std::string file_, characterSet_;
    std::unique_ptr<DcmFileFormat> format_;
    bool cutShort_ = false;
};

/// SOP class and instance, and the frames, of an item of a reference sequence.
ImageReference referenceOf(DcmItem& item);
/// All values of an FL or FD element, or of a DS; empty when one is not finite.
std::vector<double> manyNumbers(DcmItem& item, const DcmTagKey& tag);
/// Number of an integer attribute, held within what an int can be.
int wholeNumber(DcmItem& item, const DcmTagKey& tag, int otherwise);

}  // namespace dokuei::viewer
