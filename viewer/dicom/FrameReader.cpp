#include "viewer/dicom/FrameReader.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmimage/diregist.h>
#include <dcmtk/dcmimgle/dcmimage.h>
#include "viewer/Error.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/Codecs.h"
#include "viewer/dicom/Header.h"
#include "viewer/dicom/Source.h"

namespace dokuei::viewer {
namespace {

constexpr Uint32 kLazyLength = 4096;

std::vector<std::uint8_t> bytesOf(DcmPixelItem& item) {
    Uint8* data = nullptr;
    if (item.getUint8Array(data).bad() || (!data && item.getLength() > 0))
        throw Error("the pixel data are cut short");
    return {data, data + item.getLength()};
}

/// First fragment of each frame, from the offset table or, without one, from the markers that start a stream.
std::vector<unsigned long> frameStarts(DcmPixelSequence& sequence, int frames) {
    const unsigned long fragments = sequence.card() - 1;
    std::vector<unsigned long> starts;
    DcmPixelItem* item = nullptr;
    std::vector<std::uint8_t> table;
    if (sequence.getItem(item, 0).good() && item) table = bytesOf(*item);
    if (table.size() >= 4UL * frames) {
        std::vector<Uint32> offsets(frames);
        std::memcpy(offsets.data(), table.data(), 4UL * frames);
        Uint32 at = 0;
        for (unsigned long f = 1; f <= fragments; ++f) {
            if (starts.size() < offsets.size() && offsets[starts.size()] == at) starts.push_back(f);
            if (sequence.getItem(item, f).good()) at += item->getLength() + 8;
        }
        if (starts.size() == offsets.size()) return starts;
        starts.clear();
    }
    for (unsigned long f = 1; f <= fragments; ++f) {
        if (sequence.getItem(item, f).bad()) continue;
        const auto bytes = bytesOf(*item);
        if (bytes.size() > 2 && bytes[0] == 0xFF && (bytes[1] == 0xD8 || bytes[1] == 0x4F))
            starts.push_back(f);
    }
    if (static_cast<int>(starts.size()) != frames)
        throw Error("the frames cannot be told apart in the pixel data");
    return starts;
}

std::vector<std::uint8_t> codeStream(DcmPixelSequence& sequence, int frame, int frames) {
    const unsigned long fragments = sequence.card() - 1;
    unsigned long first = 1, end = fragments + 1;
    if (frames > 1 && fragments == static_cast<unsigned long>(frames)) {
        first = frame;
        end = first + 1;
    } else if (frames > 1) {
        const auto starts = frameStarts(sequence, frames);
        first = starts[frame - 1];
        if (frame < frames) end = starts[frame];
    }
    std::vector<std::uint8_t> stream;
    for (unsigned long f = first; f < end; ++f) {
        DcmPixelItem* item = nullptr;
        if (sequence.getItem(item, f).bad() || !item) throw Error("a part of the pixel data is missing");
        const auto bytes = bytesOf(*item);
        stream.insert(stream.end(), bytes.begin(), bytes.end());
    }
    return stream;
}

/// Luminance 0 to 255 of a decoded colour frame (Rec. 601).
RawFrame luminance(const RawFrame& colour, bool firstIsLuminance) {
    RawFrame grey{colour.rows, colour.columns, 1, 1, 8, {}};
    const std::size_t pixels = static_cast<std::size_t>(colour.rows) * colour.columns;
    grey.bytes.resize(pixels);
    const auto sample = [&](std::size_t at) -> double {
        if (colour.bytesPerSample == 1) return colour.bytes[at];
        if (colour.bytesPerSample == 2)
            return reinterpret_cast<const std::uint16_t*>(colour.bytes.data())[at];
        return reinterpret_cast<const std::int32_t*>(colour.bytes.data())[at];
    };
    const double scale = 255.0 / ((1 << std::min(colour.precision, 16)) - 1);
    for (std::size_t p = 0; p < pixels; ++p) {
        const double y = firstIsLuminance
                             ? sample(3 * p)
                             : 0.299 * sample(3 * p) + 0.587 * sample(3 * p + 1) + 0.114 * sample(3 * p + 2);
        grey.bytes[p] = static_cast<std::uint8_t>(std::clamp(std::lround(y * scale), 0L, 255L));
    }
    return grey;
}

/// How raw samples become stored values.
struct Reading {
    int shift = 0, bits = 16;
    bool isSigned = false;
};

template <typename Raw, typename Out>
void convertSamples(const Raw* raw, std::size_t count, const Reading& r, double slope, double intercept,
                    Out* out) {
    constexpr bool isFloat = std::is_floating_point_v<Out>;
    if constexpr (sizeof(Raw) == 2 && sizeof(Out) == 2)
        if (r.shift == 0 && r.bits == 16) {
            std::memcpy(out, raw, count * 2);
            return;
        }
    // Left-aligning the value drops overlay bits above it; shifting back extends the sign.
    const int up = 32 - r.bits - r.shift, down = 32 - r.bits;
    for (std::size_t p = 0; p < count; ++p) {
        const std::uint32_t aligned = static_cast<std::uint32_t>(raw[p]) << up;
        const std::int32_t value = r.isSigned ? static_cast<std::int32_t>(aligned) >> down
                                              : static_cast<std::int32_t>(aligned >> down);
        if constexpr (isFloat)
            out[p] = static_cast<Out>(value * slope + intercept);
        else
            out[p] = static_cast<Out>(value);
    }
}

template <typename Out>
std::vector<Out> storedValues(const RawFrame& frame, const Reading& r, double slope, double intercept) {
    const std::size_t count = static_cast<std::size_t>(frame.rows) * frame.columns;
    std::vector<Out> out(count);
    const void* data = frame.bytes.data();
    switch (frame.bytesPerSample) {
        case 1:
            convertSamples(static_cast<const std::uint8_t*>(data), count, r, slope, intercept, out.data());
            break;
        case 2:
            convertSamples(static_cast<const std::uint16_t*>(data), count, r, slope, intercept, out.data());
            break;
        default:
            convertSamples(static_cast<const std::uint32_t*>(data), count, r, slope, intercept, out.data());
    }
    return out;
}

/// Places an image at a fractional offset on the grid, linear within the plane; padding where it does not
/// reach.
template <typename Out>
void placeShifted(const std::vector<Out>& image, int rows, int columns, const SliceSource& source,
                  double padding, const Geometry& grid, Out* out) {
    const int wholeI = static_cast<int>(std::floor(source.offsetI)),
              wholeJ = static_cast<int>(std::floor(source.offsetJ));
    const double fractionI = source.offsetI - wholeI, fractionJ = source.offsetJ - wholeJ;
    std::fill_n(out, static_cast<std::size_t>(grid.size[0]) * grid.size[1], static_cast<Out>(padding));
    const int firstI = fractionI > 0 ? 1 : 0, firstJ = fractionJ > 0 ? 1 : 0;
    for (int j = firstJ; j < rows; ++j) {
        const Out* here = image.data() + static_cast<std::size_t>(j) * columns;
        const Out* before = j > 0 ? here - columns : here;
        Out* row = out + static_cast<std::size_t>(j + wholeJ) * grid.size[0] + wholeI;
        for (int i = firstI; i < columns; ++i) {
            const int left = i > 0 ? i - 1 : 0;
            const double a = (1 - fractionI) * here[i] + fractionI * here[left];
            const double b = (1 - fractionI) * before[i] + fractionI * before[left];
            const double value = (1 - fractionJ) * a + fractionJ * b;
            if constexpr (std::is_floating_point_v<Out>)
                row[i] = static_cast<Out>(value);
            else
                row[i] = static_cast<Out>(std::lround(value));
        }
    }
}

template <typename Out>
void writeSlice(const RawFrame& frame, const Reading& reading, const SliceSource& source, double padding,
                Volume& volume, int k) {
    const auto values = storedValues<Out>(frame, reading, source.slope, source.intercept);
    auto* out = static_cast<Out*>(volume.slice(k));
    if (source.offsetI == 0 && source.offsetJ == 0 && frame.columns == volume.geometry().size[0] &&
        frame.rows == volume.geometry().size[1])
        std::copy(values.begin(), values.end(), out);
    else
        placeShifted(values, frame.rows, frame.columns, source, padding, volume.geometry(), out);
}

template <typename T>
void addStatistics(Volume& volume, int k) {
    const std::size_t count = static_cast<std::size_t>(volume.geometry().size[0]) * volume.geometry().size[1];
    const T* p = static_cast<const T*>(volume.slice(k));
    T low = p[0], high = p[0];
    using Sum = std::conditional_t<std::is_floating_point_v<T>, double, long long>;
    Sum sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        low = std::min(low, p[i]);
        high = std::max(high, p[i]);
        sum += p[i];
    }
    volume.addSliceStatistics(low, high, static_cast<double>(sum));
}

}  // namespace

void addStatisticsOfSlice(Volume& volume, int k) {
    switch (volume.scalarType()) {
        case ScalarType::Int16:
            addStatistics<std::int16_t>(volume, k);
            break;
        case ScalarType::UInt16:
            addStatistics<std::uint16_t>(volume, k);
            break;
        case ScalarType::Float32:
            addStatistics<float>(volume, k);
            break;
    }
}

struct FrameReader::State {
    std::string file;
    std::unique_ptr<DcmFileFormat> format;
    PixelFormat pixels;
    E_TransferSyntax syntax = EXS_Unknown;

    void open(const std::string& path) {
        if (file == path && format) return;
        file.clear();
        std::string damage;
        format = openDicom(path, kLazyLength, &damage);
        DcmDataset& d = *format->getDataset();
        if (!d.tagExists(DCM_PixelData)) throw Error(damage.empty() ? "the pixel data are missing" : damage);
        syntax = d.getOriginalXfer();
        pixels = pixelFormatOf(d, path);
        file = path;
    }

    DcmPixelData& pixelData() {
        DcmElement* element = nullptr;
        if (format->getDataset()->findAndGetElement(DCM_PixelData, element).bad())
            throw Error("the pixel data are missing");
        auto* data = dynamic_cast<DcmPixelData*>(element);
        if (!data) throw Error("the pixel data are of a wrong type");
        return *data;
    }

    std::vector<std::uint8_t> encapsulated(int frame) {
        DcmPixelData& data = pixelData();
        E_TransferSyntax type = EXS_Unknown;
        const DcmRepresentationParameter* parameter = nullptr;
        data.getOriginalRepresentationKey(type, parameter);
        DcmPixelSequence* sequence = nullptr;
        if (data.getEncapsulatedRepresentation(type, parameter, sequence).bad() || !sequence ||
            sequence->card() < 2)
            throw Error("the compressed pixel data are missing");
        return codeStream(*sequence, frame, pixels.frames);
    }

    RawFrame colourThroughDcmtk(int frame) {
        DicomImage image(format.get(), syntax, CIF_UsePartialAccessToPixelData, frame - 1, 1);
        if (image.getStatus() != EIS_Normal) throw Error(DicomImage::getString(image.getStatus()));
        const std::unique_ptr<DicomImage> grey(image.createMonochromeImage());
        const void* data = grey ? grey->getOutputData(8) : nullptr;
        if (!data || static_cast<int>(grey->getWidth()) != pixels.columns ||
            static_cast<int>(grey->getHeight()) != pixels.rows)
            throw Error("the colour image cannot be decoded");
        RawFrame raw{pixels.rows, pixels.columns, 1, 1, 8, {}};
        const auto* bytes = static_cast<const std::uint8_t*>(data);
        raw.bytes.assign(bytes, bytes + static_cast<std::size_t>(pixels.rows) * pixels.columns);
        return raw;
    }

    RawFrame throughDcmtk(int frame) {
        if (pixels.colour) return colourThroughDcmtk(frame);
        DcmPixelData& data = pixelData();
        DcmDataset& d = *format->getDataset();
        Uint32 size = 0, fragment = 0;
        if (data.getUncompressedFrameSize(&d, size).bad()) throw Error("the size of a frame cannot be told");
        RawFrame raw{pixels.rows, pixels.columns, 1, pixels.bitsAllocated / 8, pixels.highBit + 1, {}};
        const std::size_t needed =
            static_cast<std::size_t>(pixels.rows) * pixels.columns * raw.bytesPerSample;
        if (size < needed) throw Error("the pixel data are cut short");
        raw.bytes.resize(size + (size & 1));
        OFString model;
        const OFCondition status = data.getUncompressedFrame(&d, frame - 1, fragment, raw.bytes.data(),
                                                             static_cast<Uint32>(raw.bytes.size()), model);
        if (status.bad())
            throw Error(std::string("the pixel data cannot be decoded (") + status.text() + ")");
        return raw;
    }

    /// The frame's values after a modality lookup table, and how to read them.
    std::pair<RawFrame, Reading> decode(int frame) {
        auto decoded = decodeStored(frame);
        if (pixels.modalityLut.empty()) return decoded;
        const auto stored = storedValues<std::int32_t>(decoded.first, decoded.second, 1, 0);
        RawFrame mapped{pixels.rows, pixels.columns, 1, 4, 16, {}};
        mapped.bytes.resize(4 * stored.size());
        auto* out = reinterpret_cast<std::uint32_t*>(mapped.bytes.data());
        const auto last = static_cast<long long>(pixels.modalityLut.size()) - 1;
        for (std::size_t p = 0; p < stored.size(); ++p)
            out[p] = pixels.modalityLut[static_cast<std::size_t>(
                std::clamp<long long>(static_cast<long long>(stored[p]) - pixels.lutFirst, 0, last))];
        return {std::move(mapped), Reading{0, 16, false}};
    }

    /// The frame's samples and how to read them.
    std::pair<RawFrame, Reading> decodeStored(int frame) {
        if (frame < 1 || frame > pixels.frames) throw Error("has no frame " + std::to_string(frame));
        const Reading stored{pixels.highBit + 1 - pixels.bitsStored, pixels.bitsStored, pixels.isSigned};
        const bool jpegLs = syntax == EXS_JPEGLSLossless || syntax == EXS_JPEGLSLossy;
        const bool jpeg2000 = syntax == EXS_JPEG2000LosslessOnly || syntax == EXS_JPEG2000;
        const Reading luminanceOnly{0, 8, false};
        if (syntax == EXS_RLELossless) {
            // DCMTK's decoder trusts the segment table; what passes here it can decode.
            RawFrame raw = decodeRunLength(encapsulated(frame), pixels.rows, pixels.columns,
                                           pixels.samplesPerPixel, pixels.bitsAllocated / 8);
            if (!pixels.colour) return {std::move(raw), stored};
            if (pixels.samplesPerPixel == 3)
                return {luminance(raw, pixels.photometric.starts_with("YBR")), luminanceOnly};
        }
        if (!jpegLs && !jpeg2000) {
            const bool colour = pixels.colour;
            RawFrame raw = throughDcmtk(frame);
            return {std::move(raw), colour ? luminanceOnly : stored};
        }
        const auto stream = encapsulated(frame);
        RawFrame raw = jpegLs ? decodeJpegLs(stream, pixels.rows, pixels.columns, pixels.samplesPerPixel)
                              : decodeJpeg2000(stream, pixels.rows, pixels.columns, pixels.samplesPerPixel);
        if (pixels.samplesPerPixel == 3)
            return {luminance(raw, pixels.photometric.starts_with("YBR_FULL")), luminanceOnly};
        // Some writers tell 16 bits stored for a stream of fewer; the sign sits on the stream's top bit.
        const int bits = std::min(pixels.bitsStored, raw.precision);
        return {std::move(raw), Reading{bits == pixels.bitsStored ? stored.shift : 0, bits, pixels.isSigned}};
    }
};

FrameReader::FrameReader() : state_(std::make_unique<State>()) {
    initialiseDicom();
}
FrameReader::~FrameReader() = default;

void FrameReader::readInto(const SliceSource& source, Volume& volume, double padding, int k) try {
    state_->open(source.identity.file);
    const auto [frame, reading] = state_->decode(source.identity.frame);
    const Geometry& g = volume.geometry();
    if (source.offsetI < 0 || source.offsetJ < 0 || frame.columns + std::ceil(source.offsetI) > g.size[0] ||
        frame.rows + std::ceil(source.offsetJ) > g.size[1])
        throw Error("the image has another size than when the folder was read");
    switch (volume.scalarType()) {
        case ScalarType::Int16:
            writeSlice<std::int16_t>(frame, reading, source, padding, volume, k);
            break;
        case ScalarType::UInt16:
            writeSlice<std::uint16_t>(frame, reading, source, padding, volume, k);
            break;
        case ScalarType::Float32:
            writeSlice<float>(frame, reading, source, padding, volume, k);
            break;
    }
    addStatisticsOfSlice(volume, k);
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
