#pragma once

#include <stdexcept>
#include <string>

namespace dokuei::inference {

/// Root of everything this room throws. The text can be shown to a radiologist.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A model directory cannot be used: the text names the file and the reason.
class ModelError : public Error {
public:
    ModelError(const std::string& file, const std::string& reason) : Error(file + ": " + reason) {}
};

/// Not enough memory for the model or the answer.
class OutOfMemory : public Error {
public:
    using Error::Error;
};

/// The user stopped the work.
class Cancelled : public Error {
public:
    Cancelled() : Error("cancelled") {}
};

}  // namespace dokuei::inference
