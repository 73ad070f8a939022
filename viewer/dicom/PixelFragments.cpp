#include "viewer/dicom/PixelFragments.h"

#include <cstring>

#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

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
        else if (bytes.size() > 8 && std::memcmp(bytes.data() + 4, "jP  ", 4) == 0)  // a JP2 file
            starts.push_back(f);
    }
    if (static_cast<int>(starts.size()) != frames)
        throw Error("the frames cannot be told apart in the pixel data");
    return starts;
}

}  // namespace

std::vector<std::uint8_t> codeStreamOf(DcmPixelSequence& sequence, int frame, int frames) {
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

}  // namespace dokuei::viewer
