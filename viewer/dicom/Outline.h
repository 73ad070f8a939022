#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "viewer/Error.h"
#include "viewer/dicom/ByteSource.h"

namespace dokuei::viewer {

/// The file is of another kind: it need not be shown as damaged.
class NotDicomError : public ReadError {
public:
    using ReadError::ReadError;
};

/// Where a DICOM file's pixels lie, from the element's own header.
struct PixelDataPlace {
    bool present = false;
    bool floating = false;      ///< Float or Double Float Pixel Data
    bool encapsulated = false;  ///< of undefined length, in fragments
    bool bigEndian = false;
    std::uint64_t offset =
        0;  ///< of the value's first byte, in the file or (deflated) in the inflated data set
    std::uint64_t told = 0;       ///< bytes that the element promises; 0 when encapsulated
    bool cutShort = false;        ///< encapsulated, and the file ends before the last fragment does
    std::uint64_t fragments = 0;  ///< whole fragments besides the offset table; counted when cut short only
    std::uint64_t there = 0;  ///< bytes from `offset` to the file's end; `told` when deflated and not known
};

/// A DICOM file up to its pixel data: walked element by element within fixed limits, before any other code
/// gets to see it.
struct Outline {
    std::vector<std::uint8_t> meta;  ///< preamble and group 2, as in the file; may be empty
    std::vector<std::uint8_t>
        dataset;  ///< all sound elements before the pixel data, inflated; long ones left out
    std::string transferSyntaxUid;                                ///< as told; empty when not
    bool explicitVr = true, bigEndian = false, deflated = false;  ///< how `dataset` is written
    std::uint64_t datasetOffset = 0;                              ///< where the data set begins in the file
    PixelDataPlace pixels;
    std::string
        damage;  ///< why the walk ended before the pixel data or the end of the file; empty when sound
};

/// The most that a deflated data set of `packed` bytes may grow to: 200 times that, at least 256 MB. Real
/// images are packed to a hundredth.
std::uint64_t mostInflated(std::uint64_t packed);

/// Walks `bytes`, which belong to `file`. Reads little more than the header. Elements of more than 256 KB at
/// the top level (private data, mostly) and damaged sequences of known length are left out. Throws
/// NotDicomError when it is no DICOM file, ReadError when its nesting (more than 100 deep), number of
/// elements or header size is beyond what any real file has, or memory is short.
Outline outlineOf(ByteSource& bytes, const std::string& file);

}  // namespace dokuei::viewer
