#include <algorithm>
#include <memory>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dccodec.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dctk.h>
#include "viewer/dicom/Codecs.h"

namespace dokuei::viewer {
namespace {

/// What the markers before the first scan tell.
struct JpegHeader {
    bool sound = false;  ///< a chain of known segments leads from the start of the image to the scan
    int process = -1;    ///< n of the SOFn marker: 0 baseline, 1 extended, 2 progressive, 3 lossless
    int precision = 0, rows = 0, columns = 0, components = 0;
    bool letters = false;  ///< the components are named R, G, B
    bool jfif = false;
    int adobeTransform = -1;
};

JpegHeader headerOf(const std::vector<std::uint8_t>& s) {
    JpegHeader h;
    const auto word = [&](std::size_t at) { return s[at] << 8 | s[at + 1]; };
    if (s.size() < 4 || s[0] != 0xFF || s[1] != 0xD8) return h;
    std::size_t at = 2;
    while (at + 4 <= s.size()) {
        if (s[at] != 0xFF) break;
        const int marker = s[at + 1];
        if (marker == 0xDA) h.sound = h.process >= 0;
        // Tables, comments and application data only; all have a length.
        const bool known =
            (marker >= 0xC0 && marker <= 0xCF) || (marker >= 0xDB && marker <= 0xDF) || marker >= 0xE0;
        if (marker == 0xDA || marker == 0xFF || !known) break;
        const std::size_t length = word(at + 2), body = at + 4;
        if (length < 2 || at + 2 + length > s.size()) break;
        const bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame && length >= 8) {
            h.process = marker - 0xC0;
            h.precision = s[body];
            h.rows = word(body + 1);
            h.columns = word(body + 3);
            h.components = s[body + 5];
            h.letters = h.components == 3 && length >= 17 && s[body + 6] == 'R' && s[body + 9] == 'G' &&
                        s[body + 12] == 'B';
        } else if (marker == 0xE0 && length >= 7 && std::equal(&s[body], &s[body] + 4, "JFIF")) {
            h.jfif = true;
        } else if (marker == 0xEE && length >= 14 && std::equal(&s[body], &s[body] + 5, "Adobe")) {
            h.adobeTransform = s[body + 11];
        }
        at += 2 + length;
    }
    return h;
}

E_TransferSyntax syntaxOf(int process) {
    switch (process) {
        case 0:
            return EXS_JPEGProcess1;
        case 1:
            return EXS_JPEGProcess2_4;
        case 2:
            return EXS_JPEGProcess10_12;
        case 3:
            return EXS_JPEGProcess14;
        default:
            throw Error("a kind of JPEG that is not supported");
    }
}

}  // namespace

bool jpegStoresLuminance(const std::vector<std::uint8_t>& stream, bool headerTellsYbr) {
    const JpegHeader h = headerOf(stream);
    if (h.adobeTransform >= 0) return h.adobeTransform != 0;
    if (h.letters) return false;
    if (h.process == 3) return headerTellsYbr;
    return h.jfif || headerTellsYbr;
}

RawFrame decodeJpeg(const std::vector<std::uint8_t>& stream, int rows, int columns, int samples) {
    const JpegHeader h = headerOf(stream);
    // DCMTK searches some damaged streams for ever.
    if (!h.sound) throw Error("the JPEG data are damaged");
    const E_TransferSyntax syntax = syntaxOf(h.process);
    if (h.rows != rows || h.columns != columns || h.components != samples)
        throw Error("the JPEG image has another size than the header tells");
    if (h.precision < 2 || h.precision > 16) throw Error("the JPEG data are damaged");
    RawFrame frame{rows, columns, samples, h.precision > 8 ? 2 : 1, h.precision, {}};

    // The codec takes its sizes from a data set; this one says what the stream itself tells.
    DcmDataset d;
    const auto put = [&](const DcmTagKey& tag, int value) {
        d.putAndInsertUint16(tag, static_cast<Uint16>(value));
    };
    d.putAndInsertString(DCM_SOPClassUID, UID_SecondaryCaptureImageStorage);
    d.putAndInsertString(DCM_PhotometricInterpretation, samples == 3 ? "RGB" : "MONOCHROME2");
    put(DCM_SamplesPerPixel, samples);
    put(DCM_Rows, rows);
    put(DCM_Columns, columns);
    put(DCM_BitsAllocated, 8 * frame.bytesPerSample);
    put(DCM_BitsStored, h.precision);
    put(DCM_HighBit, h.precision - 1);
    put(DCM_PixelRepresentation, 0);
    put(DCM_PlanarConfiguration, 0);
    DcmPixelSequence sequence(DCM_PixelSequenceTag);
    const auto add = [&](const std::uint8_t* bytes, std::size_t length) {
        auto item = std::make_unique<DcmPixelItem>(DCM_PixelItemTag);
        if (length) item->putUint8Array(bytes, static_cast<unsigned long>(length));
        if (sequence.insert(item.get()).bad()) throw Error("not enough memory");
        item.release();
    };
    add(nullptr, 0);
    add(stream.data(), stream.size());

    const std::size_t bytes = static_cast<std::size_t>(rows) * columns * samples * frame.bytesPerSample;
    if (bytes > 0xFFFFFFF0U) throw Error("the JPEG image is too large");
    frame.bytes.resize(bytes + (bytes & 1));
    Uint32 fragment = 1;
    OFString model;
    const OFCondition status =
        DcmCodecList::decodeFrame(DcmXfer(syntax), nullptr, &sequence, &d, 0, fragment, frame.bytes.data(),
                                  static_cast<Uint32>(frame.bytes.size()), model);
    if (status.bad()) throw Error(std::string("the pixel data cannot be decoded (") + status.text() + ")");
    frame.bytes.resize(bytes);
    return frame;
}

}  // namespace dokuei::viewer
