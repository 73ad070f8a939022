#pragma once

#include <stdexcept>
#include <string>

namespace dokuei::viewer {

/// Root of everything this room throws. The text names the file or object and the reason, in words
/// that can be shown to a radiologist.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A file could not be read: absent, truncated, not an image, or of an unsupported encoding.
class ReadError : public Error {
public:
    ReadError(const std::string& file, const std::string& reason) : Error(file + ": " + reason) {}
};

/// A file or folder could not be written, or is not ours to overwrite.
class WriteError : public Error {
public:
    WriteError(const std::string& file, const std::string& reason) : Error(file + ": " + reason) {}
};

/// The user cancelled the work.
class Cancelled : public Error {
public:
    Cancelled() : Error("cancelled") {}
};

}  // namespace dokuei::viewer
