#pragma once

#include <QString>

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// Brings a whole library (index and copies) to another folder, which must be empty, absent, or hold what an
/// earlier attempt at the same move left. Every copy is verified by its bytes; on the same disk files are
/// linked instead of copied. The old library stays as it is: once the program uses the new one, finishMove
/// takes it away, so that a crash at any moment leaves one whole library. May be repeated after a cancel or a
/// crash and then goes on where it stopped.
///
/// Throws IndexError when a program has the library open, WriteError (folder in use, disk full, ...),
/// Cancelled.
void copyLibrary(const QString& from, const QString& to, Progress* progress = nullptr);

/// Ends a move once the program uses the new library: deletes the old one's index and copies, but nothing
/// else in its folder. May be repeated. Throws IndexError when a program has the old library open.
void finishMove(const QString& from, const QString& to);

}  // namespace dokuei::viewer
