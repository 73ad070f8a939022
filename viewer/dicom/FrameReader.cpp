#include "viewer/dicom/FrameReader.h"

#include <algorithm>

#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcxfer.h>
#include "viewer/Error.h"
#include "viewer/dicom/Colour.h"
#include "viewer/dicom/Header.h"
#include "viewer/dicom/JpegLsSlice.h"
#include "viewer/dicom/PixelFragments.h"
#include "viewer/dicom/SampleConversion.h"
#include "viewer/dicom/Source.h"
#include "viewer/volume/Statistics.h"

namespace dokuei::viewer {
namespace {

constexpr Uint32 kLazyLength = 4096;

/// One slice of a mosaic.
RawFrame tileOf(const RawFrame& mosaic, const SliceSource& source) {
    if (source.tileI < 0 || source.tileJ < 0 || source.tileI + source.tileColumns > mosaic.columns ||
        source.tileJ + source.tileRows > mosaic.rows)
        throw Error("the image has another size than when the folder was read");
    RawFrame tile = mosaic;
    tile.columns = source.tileColumns;
    tile.rows = source.tileRows;
    const std::size_t pixel = static_cast<std::size_t>(mosaic.samples) * mosaic.bytesPerSample;
    tile.bytes.clear();
    for (int j = 0; j < source.tileRows; ++j) {
        const auto* row =
            mosaic.bytes.data() +
            (static_cast<std::size_t>(source.tileJ + j) * mosaic.columns + source.tileI) * pixel;
        tile.bytes.insert(tile.bytes.end(), row, row + source.tileColumns * pixel);
    }
    return tile;
}

}  // namespace

struct FrameReader::State {
    /// One frame's samples (RGB of 8 bits when in colour) and how to read them.
    struct Decoded {
        RawFrame raw;
        SampleReading reading;
        std::vector<BitPlane> bitPlanes;
    };

    std::string file;
    std::unique_ptr<DcmFileFormat> format;
    PixelFormat pixels;
    E_TransferSyntax syntax = EXS_Unknown;
    std::unique_ptr<SliceStatistics> statistics;

    void open(const std::string& path) {
        if (file == path && format) return;
        file.clear();
        std::string damage;
        format = openDicom(path, kLazyLength, &damage);
        DcmDataset& d = *format->getDataset();
        const bool floating = !d.tagExists(DCM_PixelData) &&
                              (d.tagExists(DCM_FloatPixelData) || d.tagExists(DCM_DoubleFloatPixelData));
        pixels = pixelFormatOf(d, floating, path);
        if (!d.tagExists(pixelTag())) throw Error(damage.empty() ? "the pixel data are missing" : damage);
        syntax = d.getOriginalXfer();
        file = path;
    }

    DcmTagKey pixelTag() const {
        return !pixels.isFloat              ? DCM_PixelData
               : pixels.bitsAllocated == 32 ? DCM_FloatPixelData
                                            : DCM_DoubleFloatPixelData;
    }

    std::vector<std::uint8_t> encapsulated(int frame) {
        DcmElement* element = nullptr;
        format->getDataset()->findAndGetElement(DCM_PixelData, element);
        auto* data = dynamic_cast<DcmPixelData*>(element);
        if (!data) throw Error("the pixel data are missing");
        E_TransferSyntax type = EXS_Unknown;
        const DcmRepresentationParameter* parameter = nullptr;
        data->getOriginalRepresentationKey(type, parameter);
        DcmPixelSequence* sequence = nullptr;
        if (data->getEncapsulatedRepresentation(type, parameter, sequence).bad() || !sequence ||
            sequence->card() < 2)
            throw Error("the compressed pixel data are missing");
        return codeStreamOf(*sequence, frame, pixels.frames);
    }

    /// `count` bytes of uncompressed pixels from `offset`.
    std::vector<std::uint8_t> storedBytes(std::uint64_t offset, std::uint64_t count) {
        DcmElement* element = nullptr;
        format->getDataset()->findAndGetElement(pixelTag(), element);
        if (!element || element->getLength() < offset + count) throw Error("the pixel data are cut short");
        // DCMTK reads words whole.
        std::vector<std::uint8_t> bytes(count);
        if (element->getPartialValue(bytes.data(), static_cast<Uint32>(offset), static_cast<Uint32>(count))
                .bad())
            throw Error("the pixel data are cut short");
        return bytes;
    }

    RawFrame bitmap(int frame) {
        const std::uint64_t count = static_cast<std::uint64_t>(pixels.rows) * pixels.columns,
                            first = count * (frame - 1);
        const auto packed = storedBytes(first / 8, (first + count + 7) / 8 - first / 8);
        RawFrame raw{pixels.rows, pixels.columns, 1, 1, 1, {}};
        raw.bytes.resize(count);
        for (std::uint64_t p = 0; p < count; ++p) {
            const std::uint64_t bit = first % 8 + p;
            raw.bytes[p] = packed[bit / 8] >> bit % 8 & 1;
        }
        return raw;
    }

    RawFrame uncompressed(int frame) {
        if (pixels.bitsAllocated == 1) return bitmap(frame);
        const std::uint64_t count = static_cast<std::uint64_t>(pixels.rows) * pixels.columns;
        if (pixels.photometric == "YBR_FULL_422" || pixels.photometric == "YBR_PARTIAL_422")
            return expanded422(storedBytes(2 * count * (frame - 1), 2 * count), pixels.rows, pixels.columns);
        const int width = pixels.bitsAllocated / 8;
        const std::uint64_t bytes = count * pixels.samplesPerPixel * width;
        RawFrame raw{pixels.rows, pixels.columns,     pixels.samplesPerPixel,
                     width,       pixels.highBit + 1, storedBytes(bytes * (frame - 1), bytes)};
        return pixels.planar && pixels.samplesPerPixel > 1 ? interleaved(std::move(raw)) : raw;
    }

    /// A frame as its decoder gives it; what is not grey comes as `space` tells.
    RawFrame samples(int frame, ColourSpace& space) {
        const int rows = pixels.rows, columns = pixels.columns, perPixel = pixels.samplesPerPixel;
        space = colourSpaceOf(pixels);
        if (pixels.isFloat || !DcmXfer(syntax).isEncapsulated()) return uncompressed(frame);
        const auto stream = encapsulated(frame);
        switch (syntax) {
            case EXS_RLELossless:
                return decodeRunLength(stream, rows, columns, perPixel, pixels.bitsAllocated / 8);
            case EXS_JPEGLSLossless:
            case EXS_JPEGLSLossy:
                return decodeJpegLs(stream, rows, columns, perPixel);
            case EXS_JPEG2000LosslessOnly:
            case EXS_JPEG2000: {
                RawFrame raw = decodeJpeg2000(stream, rows, columns, perPixel);
                if (raw.colourUndone) space = ColourSpace::Rgb;
                return raw;
            }
            case EXS_JPEGProcess1:
            case EXS_JPEGProcess2_4:
            case EXS_JPEGProcess6_8:
            case EXS_JPEGProcess10_12:
            case EXS_JPEGProcess14:
            case EXS_JPEGProcess14SV1:
                space = jpegStoresLuminance(stream, space != ColourSpace::Rgb) ? ColourSpace::YbrFull
                                                                               : ColourSpace::Rgb;
                return decodeJpeg(stream, rows, columns, perPixel);
            default:
                throw Error(std::string("the compression \"") + DcmXfer(syntax).getXferName() +
                            "\" is not supported");
        }
    }

    /// Decodes a grey JPEG-LS frame into the slice, row by row; false when it is none or needs more than
    /// that.
    bool readStraight(const SliceSource& source, Volume& volume, double padding, int k) {
        const int frame = source.identity.frame;
        if ((syntax != EXS_JPEGLSLossless && syntax != EXS_JPEGLSLossy) || pixels.samplesPerPixel != 1 ||
            pixels.colour || pixels.isFloat || !pixels.modalityLut.empty() ||
            pixels.highBit + 1 != pixels.bitsStored || source.offsetI != 0 || source.offsetJ != 0 ||
            frame < 1 || frame > pixels.frames)
            return false;
        const StoredBits stored{pixels.rows, pixels.columns, pixels.bitsStored, pixels.isSigned};
        SliceStatistics& counted = statisticsFor(volume);
        if (!decodeJpegLsInto(encapsulated(frame), stored, volume, padding, k, counted)) return false;
        volume.addSliceStatistics(counted);
        return true;
    }

    void countSlice(Volume& volume, int k) {
        SliceStatistics& counted = statisticsFor(volume);
        const Geometry& g = volume.geometry();
        counted.add(volume.slice(k),
                    static_cast<std::size_t>(g.size[0]) * static_cast<std::size_t>(g.size[1]));
        volume.addSliceStatistics(counted);
    }

    SliceStatistics& statisticsFor(const Volume& volume) {
        if (!statistics || !statistics->isFor(volume)) statistics = std::make_unique<SliceStatistics>(volume);
        statistics->clear();
        return *statistics;
    }

    Decoded decode(int frame) {
        if (frame < 1 || frame > pixels.frames) throw Error("has no frame " + std::to_string(frame));
        ColourSpace space = ColourSpace::Rgb;
        RawFrame raw = samples(frame, space);
        auto planes = readBitPlanes(*format->getDataset(), pixels.bitPlanes, frame, raw);
        Decoded decoded = decodedOf(std::move(raw), space);
        decoded.bitPlanes = std::move(planes);
        return decoded;
    }

    Decoded decodedOf(RawFrame raw, ColourSpace space) {
        if (pixels.isFloat) return {std::move(raw), {0, 32, false, true}, {}};
        if (pixels.samplesPerPixel == 3) {
            raw.precision = std::min(raw.precision, pixels.bitsStored);
            return {toRgb(std::move(raw), space), {0, 8, false, false}, {}};
        }
        // Some writers tell 16 bits stored for a stream of fewer; the sign sits on the stream's top bit.
        const int bits = std::min(pixels.bitsStored, raw.precision),
                  shift = pixels.highBit + 1 - pixels.bitsStored;
        const SampleReading reading{shift + bits <= raw.precision ? shift : 0, bits, pixels.isSigned, false};
        if (pixels.colour) return {throughPalette(raw, reading, pixels), {0, 8, false, false}, {}};
        if (!pixels.modalityLut.empty()) return throughModalityLut(raw, reading);
        return {std::move(raw), reading, {}};
    }

    Decoded throughModalityLut(const RawFrame& raw, const SampleReading& reading) {
        const auto stored = storedIntegers(raw, reading);
        RawFrame mapped{pixels.rows, pixels.columns, 1, 2, 16, {}};
        mapped.bytes.resize(2 * stored.size());
        auto* out = reinterpret_cast<std::uint16_t*>(mapped.bytes.data());
        const auto last = static_cast<std::int64_t>(pixels.modalityLut.size()) - 1;
        for (std::size_t p = 0; p < stored.size(); ++p)
            out[p] = pixels.modalityLut[static_cast<std::size_t>(
                std::clamp<std::int64_t>(stored[p] - pixels.lutFirst, 0, last))];
        return {std::move(mapped), {0, 16, false, false}, {}};
    }
};

FrameReader::FrameReader() : state_(std::make_unique<State>()) {
    initialiseDicom();
}
FrameReader::~FrameReader() = default;

void FrameReader::readInto(const SliceSource& source, Volume& volume, double padding, int k) try {
    state_->open(source.identity.file);
    // Planes in unused bits need the samples whole, and so does a slice of a mosaic.
    if (state_->pixels.bitPlanes.empty() && source.tileColumns == 0 &&
        state_->readStraight(source, volume, padding, k))
        return;
    auto [frame, reading, bitPlanes] = state_->decode(source.identity.frame);
    if (source.tileColumns > 0) {
        frame = tileOf(frame, source);
        bitPlanes.clear();
    }
    writeSlice(frame, reading, state_->pixels, source, padding, volume, k);
    if (!volume.bitPlanes.empty()) volume.bitPlanes.at(k) = std::move(bitPlanes);
    state_->countSlice(volume, k);
} catch (const ReadError&) {
    throw;
} catch (const std::exception& error) {
    throw ReadError(source.identity.file, error.what());
}

void FrameReader::preload(const std::string& file) try {
    state_->open(file);
    if (state_->format->loadAllDataIntoMemory().bad()) throw Error("cannot be read whole");
} catch (const ReadError&) {
    throw;
} catch (const std::exception& error) {
    throw ReadError(file, error.what());
}

void FrameReader::decodeOnly(int frame) try { state_->decode(frame); } catch (const ReadError&) {
    throw;
} catch (const std::exception& error) {
    throw ReadError(state_->file, error.what());
}

}  // namespace dokuei::viewer
