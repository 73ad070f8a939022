#include "viewer/dicom/DicomFile.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>

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

/// Opens a value that was left in the file, at the file's end when the file does not have all of it: DCMTK
/// allocates what a value promises, but not there.
class GuardedFactory : public DcmInputFileStreamFactory {
public:
    GuardedFactory(const DcmInputFileStreamFactory& plain, std::shared_ptr<const bool> isThere,
                   offile_off_t fileBytes)
        : DcmInputFileStreamFactory(plain), isThere_(std::move(isThere)), fileBytes_(fileBytes) {}
    DcmInputStream* create() const override {
        return new DcmInputFileStream(getFilename(), *isThere_ ? getOffset() : fileBytes_);
    }
    DcmInputStreamFactory* clone() const override { return new GuardedFactory(*this); }

private:
    std::shared_ptr<const bool> isThere_;
    offile_off_t fileBytes_;
};

/// A file stream that ends early when DCMTK has descended too deep or has read too much.
class GuardedStream : public DcmInputFileStream {
public:
    explicit GuardedStream(const std::string& file) : DcmInputFileStream(file.c_str()) {
        std::error_code ignored;
        fileBytes_ = static_cast<double>(std::filesystem::file_size(file, ignored));
    }

    bool tooDeep() const { return tooDeep_; }
    bool tooLarge() const { return tooLarge_; }

    OFBool good() const override { return stopped() ? OFFalse : DcmInputFileStream::good(); }
    OFCondition status() const override {
        return stopped() ? OFCondition(EC_CorruptedData) : DcmInputFileStream::status();
    }
    OFBool eos() override { return stopped() ? OFTrue : DcmInputFileStream::eos(); }
    offile_off_t avail() override { return stopped() ? 0 : DcmInputFileStream::avail(); }
    // DCMTK skips a value after it has taken a factory for it.
    offile_off_t skip(offile_off_t length) override {
        const offile_off_t skipped = mayGoOn() ? count(DcmInputFileStream::skip(length)) : 0;
        if (valueIsThere_) *valueIsThere_ = skipped == length;
        valueIsThere_.reset();
        return skipped;
    }
    DcmInputStreamFactory* newFactory() const override {
        const std::unique_ptr<DcmInputStreamFactory> plain(DcmInputFileStream::newFactory());
        const auto* file = dynamic_cast<const DcmInputFileStreamFactory*>(plain.get());
        if (!file) return nullptr;
        valueIsThere_ = std::make_shared<bool>(true);
        return new GuardedFactory(*file, valueIsThere_, static_cast<offile_off_t>(fileBytes_));
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
    mutable std::shared_ptr<bool> valueIsThere_;
    double fileBytes_ = 0, bytes_ = 0;
    bool tooDeep_ = false, tooLarge_ = false;
};

}  // namespace

OFCondition loadDicom(DcmFileFormat& format, const std::string& file, Uint32 maxReadLength) {
    GuardedStream stream(file);
    OFCondition status = stream.status();
    if (status.good()) status = format.clear();
    if (status.bad()) return status;
    format.transferInit();
    try {
        status = format.read(stream, EXS_Unknown, EGL_noChange, maxReadLength);
    } catch (const std::logic_error&) {  // DCMTK's string functions, for a damaged directory of files
        status = EC_CorruptedData;
    }
    format.transferEnd();
    if (stream.tooDeep()) throw ReadError(file, "its sequences are nested too deeply");
    if (stream.tooLarge()) throw ReadError(file, "a deflated data set that grows out of all proportion");
    return status;
}

}  // namespace dokuei::viewer
