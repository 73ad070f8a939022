#include "viewer/dicom/Source.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcistrma.h>
#include <dcmtk/dcmdata/dctk.h>
#include "viewer/Error.h"
#include "viewer/dicom/Archive.h"
#include "viewer/dicom/DicomFile.h"
#include "viewer/dicom/Header.h"
#include "viewer/volume/Memory.h"

namespace dokuei::viewer {
namespace {

// Bytes.
constexpr std::uint32_t kLongValue = 4096;

using Bytes = std::shared_ptr<const std::vector<std::uint8_t>>;

class MemoryProducer : public DcmProducer {
public:
    MemoryProducer(Bytes bytes, std::size_t at) : bytes_(std::move(bytes)), at_(at) {}
    OFBool good() const override { return status_.good(); }
    OFCondition status() const override { return status_; }
    OFBool eos() override { return at_ >= bytes_->size(); }
    offile_off_t avail() override { return static_cast<offile_off_t>(bytes_->size() - at_); }
    offile_off_t read(void* into, offile_off_t length) override {
        const auto count = std::min(length, avail());
        if (count > 0) std::memcpy(into, bytes_->data() + at_, static_cast<std::size_t>(count));
        return skip(count);
    }
    offile_off_t skip(offile_off_t length) override {
        const auto count = std::clamp<offile_off_t>(length, 0, avail());
        at_ += static_cast<std::size_t>(count);
        return count;
    }
    void putback(offile_off_t count) override {
        if (count < 0 || static_cast<std::size_t>(count) > at_)
            status_ = EC_PutbackFailed;
        else
            at_ -= static_cast<std::size_t>(count);
    }
    const Bytes& bytes() const { return bytes_; }
    std::size_t at() const { return at_; }

private:
    Bytes bytes_;
    std::size_t at_;
    OFCondition status_ = EC_Normal;
};

class MemoryStream;

/// Gives DCMTK the bytes of a long value when it asks for them, without a copy beside the memory that all
/// share.
class MemoryFactory : public DcmInputStreamFactory {
public:
    /// `isThere`: whether the value lies within the bytes; the stream learns it right after.
    MemoryFactory(Bytes bytes, std::size_t at, std::shared_ptr<const bool> isThere)
        : bytes_(std::move(bytes)), at_(at), isThere_(std::move(isThere)) {}
    DcmInputStream* create() const override;
    DcmInputStreamFactory* clone() const override { return new MemoryFactory(*this); }
    DcmInputStreamFactoryType ident() const override { return DFT_DcmInputFileStreamFactory; }

private:
    Bytes bytes_;
    std::size_t at_;
    std::shared_ptr<const bool> isThere_;
};

class MemoryStream : public DcmInputStream {
public:
    explicit MemoryStream(Bytes bytes, std::size_t at = 0)
        : DcmInputStream(&producer_), producer_(std::move(bytes), at) {}
    DcmInputStreamFactory* newFactory() const override {
        if (currentProducer() != &producer_) return nullptr;
        valueIsThere_ = std::make_shared<bool>(true);
        return new MemoryFactory(producer_.bytes(), producer_.at(), valueIsThere_);
    }
    // DCMTK skips a value after it has taken a factory for it.
    offile_off_t skip(offile_off_t length) override {
        const offile_off_t skipped = DcmInputStream::skip(length);
        if (valueIsThere_) *valueIsThere_ = skipped == length;
        valueIsThere_.reset();
        return skipped;
    }

private:
    MemoryProducer producer_;
    mutable std::shared_ptr<bool> valueIsThere_;
};

DcmInputStream* MemoryFactory::create() const {
    // DCMTK allocates what a value promises, but not at the end of a stream.
    return new MemoryStream(bytes_, *isThere_ ? at_ : bytes_->size());
}

E_TransferSyntax encodingOf(const Outline& outline) {
    if (outline.bigEndian) return EXS_BigEndianExplicit;
    return outline.explicitVr ? EXS_LittleEndianExplicit : EXS_LittleEndianImplicit;
}

/// The transfer syntax that the file tells when its data set is written so, else the one it is written in.
E_TransferSyntax syntaxOf(const Outline& outline) {
    const DcmXfer told(outline.transferSyntaxUid.c_str());
    const DcmXfer found(encodingOf(outline));
    const bool fits = told.getXfer() != EXS_Unknown && !outline.deflated &&
                      told.isExplicitVR() == found.isExplicitVR() &&
                      told.isBigEndian() == found.isBigEndian();
    return fits ? told.getXfer() : found.getXfer();
}

std::string readFrom(DcmInputStream& stream, DcmObject& object, E_TransferSyntax syntax,
                     std::uint32_t leaveLongValues) {
    object.transferInit();
    OFCondition status = EC_CorruptedData;
    try {
        status = object.read(stream, syntax, EGL_noChange, leaveLongValues);
    } catch (const std::logic_error&) {  // DCMTK's string functions, for a damaged directory of files
    }
    object.transferEnd();
    return status.good() || status == EC_EndOfStream ? std::string() : status.text();
}

/// Gives the meta header and a data set in memory to DCMTK.
std::unique_ptr<DcmFileFormat> parsed(const Outline& outline, Bytes dataset, std::uint32_t leaveLongValues,
                                      std::string& damage) {
    // Values that are left where they are get measured before DCMTK allocates memory for them.
    leaveLongValues = std::min(leaveLongValues, kLongValue);
    auto format = std::make_unique<DcmFileFormat>();
    if (!outline.meta.empty()) {
        MemoryStream stream(std::make_shared<const std::vector<std::uint8_t>>(outline.meta));
        readFrom(stream, *format, EXS_Unknown, leaveLongValues);
    }
    MemoryStream stream(std::move(dataset));
    damage = readFrom(stream, *format->getDataset(), syntaxOf(outline), leaveLongValues);
    return format;
}

std::vector<std::uint8_t> readAll(ByteSource& bytes, std::uint64_t offset, std::uint64_t count,
                                  const std::string& file) {
    if (!fitsIntoMemory(count)) throw ReadError(file, "not enough memory");
    std::vector<std::uint8_t> all(count);
    all.resize(bytes.read(offset, all.data(), count));
    return all;
}

/// The data set of a deflated file, up to the end of its pixels when their length is told, and no more than
/// deflating can have packed.
std::vector<std::uint8_t> inflatedDataset(ByteSource& bytes, const Outline& outline,
                                          const std::string& file) {
    const auto inner = inflated(bytes, outline.datasetOffset);
    const std::uint64_t most = mostInflated(bytes.size());
    const PixelDataPlace& pixels = outline.pixels;
    if (pixels.present && !pixels.encapsulated) {
        if (pixels.told > 1100 * bytes.size())
            throw ReadError(file, "promises more pixels than a file of this size can hold");
        return readAll(*inner, 0, pixels.offset + pixels.told, file);
    }
    std::vector<std::uint8_t> all;
    for (std::uint64_t wanted = 1 << 16;; wanted = 2 * all.size()) {
        if (all.size() > most) throw ReadError(file, "a deflated data set that grows out of all proportion");
        if (!fitsIntoMemory(wanted)) throw ReadError(file, "not enough memory");
        const auto before = all.size();
        all.resize(wanted);
        all.resize(before + inner->read(before, all.data() + before, wanted - before));
        if (all.size() < wanted) return all;
    }
}

}  // namespace

OpenedHeader openHeader(const std::string& file) {
    initialiseDicom();
    const auto bytes = openBytes(file);
    Outline outline = outlineOf(*bytes, file);
    OpenedHeader header;
    auto dataset = std::make_shared<const std::vector<std::uint8_t>>(std::move(outline.dataset));
    std::string told;
    header.format = parsed(outline, std::move(dataset), static_cast<std::uint32_t>(-2), told);
    header.pixels = outline.pixels;
    header.fileBytes = bytes->size();
    header.transferSyntaxUid = outline.transferSyntaxUid.empty()
                                   ? std::string(DcmXfer(encodingOf(outline)).getXferID())
                                   : outline.transferSyntaxUid;
    header.damage = outline.damage.empty() ? told : outline.damage;
    return header;
}

std::unique_ptr<DcmFileFormat> openDicom(const std::string& file, std::uint32_t leaveLongValues,
                                         std::string* damage) {
    initialiseDicom();
    const auto bytes = openBytes(file);
    const Outline outline = outlineOf(*bytes, file);
    std::string told;
    std::unique_ptr<DcmFileFormat> format;
    if (outline.deflated) {
        auto dataset =
            std::make_shared<const std::vector<std::uint8_t>>(inflatedDataset(*bytes, outline, file));
        format = parsed(outline, std::move(dataset), leaveLongValues, told);
    } else if (entryOfArchive(file)) {
        auto dataset = std::make_shared<const std::vector<std::uint8_t>>(
            readAll(*bytes, outline.datasetOffset, bytes->size() - outline.datasetOffset, file));
        format = parsed(outline, std::move(dataset), leaveLongValues, told);
    } else {
        format = std::make_unique<DcmFileFormat>();
        const OFCondition status = loadDicom(*format, file, leaveLongValues);
        if (status.bad()) told = status.text();
    }
    if (damage) *damage = told;
    return format;
}

std::vector<std::uint8_t> readWhole(const std::string& file) {
    const auto bytes = openBytes(file);
    return readAll(*bytes, 0, bytes->size(), file);
}

}  // namespace dokuei::viewer
