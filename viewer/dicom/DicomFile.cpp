#include "viewer/dicom/DicomFile.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include <dcmtk/dcmdata/dcistrmf.h>
#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

// Some hundred levels, far more than any object has; what walks through the data set later needs as much
// again.
constexpr std::ptrdiff_t kStackForNesting = 256 * 1024;
// Deflate makes up to 1032 bytes of one, real images up to about 100.
constexpr double kLargestInflation = 200;
constexpr double kHarmlessInflatedBytes = 256.0 * 1024 * 1024;

/// A file stream that ends early when DCMTK has descended too deep or has read too much.
class GuardedStream : public DcmInputFileStream {
public:
    explicit GuardedStream(const std::string& file) : DcmInputFileStream(file.c_str()) {
        std::error_code ignored;
        fileBytes_ = static_cast<double>(std::filesystem::file_size(file, ignored));
    }

    bool tooDeep() const { return tooDeep_; }
    bool tooLarge() const { return tooLarge_; }
    std::uint64_t size() const { return static_cast<std::uint64_t>(fileBytes_); }

    OFBool good() const override { return stopped() ? OFFalse : DcmInputFileStream::good(); }
    OFCondition status() const override {
        return stopped() ? OFCondition(EC_CorruptedData) : DcmInputFileStream::status();
    }
    OFBool eos() override { return stopped() ? OFTrue : DcmInputFileStream::eos(); }
    offile_off_t avail() override { return stopped() ? 0 : DcmInputFileStream::avail(); }
    offile_off_t skip(offile_off_t length) override {
        return mayGoOn() ? count(DcmInputFileStream::skip(length)) : 0;
    }
    offile_off_t read(void* buffer, offile_off_t length) override {
        return mayGoOn() ? count(DcmInputFileStream::read(buffer, length)) : 0;
    }

private:
    bool stopped() const { return tooDeep_ || tooLarge_; }
    bool mayGoOn() {
        const auto used = reinterpret_cast<std::intptr_t>(start_) -
                          reinterpret_cast<std::intptr_t>(__builtin_frame_address(0));
        if (std::abs(used) > kStackForNesting) tooDeep_ = true;
        return !stopped();
    }
    offile_off_t count(offile_off_t length) {
        bytes_ += static_cast<double>(length);
        if (bytes_ > kHarmlessInflatedBytes && bytes_ > kLargestInflation * fileBytes_) tooLarge_ = true;
        return length;
    }

    void* start_ = __builtin_frame_address(0);
    double fileBytes_ = 0, bytes_ = 0;
    bool tooDeep_ = false, tooLarge_ = false;
};

}  // namespace

void dropImpossibleValues(DcmFileFormat& format, std::uint64_t size) {
    DcmElement* pixels = nullptr;
    format.getDataset()->findAndGetElement(DCM_PixelData, pixels);
    DcmStack stack;
    while (format.nextObject(stack, OFTrue).good()) {
        auto* element = dynamic_cast<DcmElement*>(stack.top());
        if (element && element != pixels && element->isLeaf() && element->getLengthField() > size)
            element->clear();
    }
}

OFCondition loadDicom(DcmFileFormat& format, const std::string& file, Uint32 maxReadLength) {
    GuardedStream stream(file);
    OFCondition status = stream.status();
    if (status.good()) status = format.clear();
    if (status.bad()) return status;
    format.transferInit();
    status = format.read(stream, EXS_Unknown, EGL_noChange, maxReadLength);
    format.transferEnd();
    if (stream.tooDeep()) throw ReadError(file, "its sequences are nested too deeply");
    if (stream.tooLarge()) throw ReadError(file, "a deflated data set that grows out of all proportion");
    if (format.getDataset()->getOriginalXfer() != EXS_DeflatedLittleEndianExplicit)
        dropImpossibleValues(format, stream.size());
    return status;
}

}  // namespace dokuei::viewer
