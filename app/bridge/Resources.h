#pragma once

#include <string>

namespace dokuei::app {

/// Absolute path of a file or folder below resources/: DOKUEI_RESOURCES when set, else beside the program
/// (../share/dokuei/resources when installed, ../../resources in the build tree).
std::string resourcePath(const std::string& relative);

/// The model directory to load: DOKUEI_MODEL when set, else the shipped starter model.
std::string defaultModelDirectory();

/// Where the library and the store of reports live: DOKUEI_DATA when set, else the user's data folder.
std::string dataDirectory();

}  // namespace dokuei::app
