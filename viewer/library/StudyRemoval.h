#pragma once

#include "viewer/library/LibraryFolder.h"

namespace dokuei::viewer {

class IndexDatabase;

/// Takes a study out of the index and deletes its copies; files that are only referenced stay. The folder
/// of the copies is put aside first, in the same transaction, so that a crash at any moment leaves either the
/// whole study or nothing of it (see finishRemovals). Throws IndexError, or WriteError when the copies cannot
/// be put aside; then the study stays.
void removeStudy(const LibraryFolder& library, const IndexDatabase& database, qint64 study);

/// Brings deletes that were cut short to an end: copies whose study is still in the index go back, others are
/// deleted.
void finishRemovals(const LibraryFolder& library);

}  // namespace dokuei::viewer
