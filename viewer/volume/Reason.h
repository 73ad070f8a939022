#pragma once

#include <exception>
#include <string>

namespace dokuei::viewer {

/// The text after "file: ", since the list names the file beside it.
inline std::string reasonOf(const std::string& file, const std::exception& error) {
    const std::string text = error.what();
    return text.starts_with(file + ": ") ? text.substr(file.size() + 2) : text;
}

}  // namespace dokuei::viewer
