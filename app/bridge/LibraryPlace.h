#pragma once

#include <string>

namespace dokuei::app {

/// The folder of the local library: what setLibraryDirectory was last told, else dataDirectory(). Both the
/// window and the commands use it.
std::string libraryDirectory();

/// As libraryDirectory(). Throws viewer::ReadError when that folder is not there (a disk that is not
/// connected), so that no empty library is begun in its place.
std::string presentLibraryDirectory();

/// Lets the program use the library in another folder from now on; `movedFrom` names one whose files are
/// still to be removed (see libraryToRemove). Written so that a crash leaves the old or the new answer.
/// Throws viewer::WriteError.
void setLibraryDirectory(const std::string& folder, const std::string& movedFrom = {});

/// The folder of a library that was moved away but not yet removed; empty when there is none.
std::string libraryToRemove();

}  // namespace dokuei::app
