#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "viewer/objects/StudyObject.h"

namespace dokuei::viewer {

/// A document stored as DICOM, in memory.
struct EncapsulatedDocument {
    StudyObject object;
    std::string mimeType;  ///< application/pdf, text/XML, ...
    std::vector<char> bytes;
};

/// Reads an encapsulated document whole. Throws ReadError; documents above 512 MB are refused.
EncapsulatedDocument readDocument(const std::string& file);

}  // namespace dokuei::viewer
