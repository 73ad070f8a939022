#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "viewer/volume/Study.h"

namespace dokuei::viewer::fuzz {

using Bytes = std::span<const std::uint8_t>;

// One way into the program each, fed with the bytes of a file. They let only the room's own Errors pass: any
// other exception, a volume that is not sound, or what a sanitizer sees is a finding.
void fuzzHeader(Bytes input);    ///< a DICOM file up to its pixels: header, sorting into volumes
void fuzzPixels(Bytes input);    ///< a DICOM file with its pixels
void fuzzSorting(Bytes input);   ///< image headers of many slices, made from the bytes
void fuzzNifti(Bytes input);     ///< NIfTI, NRRD, MetaImage or GIPL, told apart by their beginning
void fuzzObjects(Bytes input);   ///< a DICOM object that is no image: SR, SEG, RTSTRUCT, GSPS, documents
void fuzzDicomDir(Bytes input);  ///< a DICOMDIR whose files are absent
void fuzzArchive(Bytes input);   ///< a ZIP archive with images
void fuzzJpegLs(Bytes input);    ///< a JPEG-LS code stream
void fuzzJpeg2000(Bytes input);  ///< a JPEG 2000 code stream
void fuzzJpeg(Bytes input);      ///< a JPEG code stream
void fuzzRunLength(
    Bytes input);  ///< rows, columns, samples and bytes (one byte each), then a run-length frame

void fuzzSafetensors(Bytes input);  ///< the header of a file with weights
void fuzzTokenizer(Bytes input);    ///< a tokenizer.json; behind a NUL a text that it reads and writes

/// The input as a file in the folder for temporary files; the run script puts that folder into memory.
class InputFile {
public:
    InputFile(Bytes bytes, const std::string& name);
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

/// Throws std::logic_error, which no target lets pass, when `condition` does not hold.
void require(bool condition, const char* what);

/// Requires what every view relies on: sizes, finite and right-handed geometry, one source for each slice.
void requireSound(const VolumeSource& source);

/// Allocates and decodes the volumes of a study, as far as they are small.
void decodeSmall(const Study& study);

}  // namespace dokuei::viewer::fuzz
