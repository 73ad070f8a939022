#pragma once

#include "viewer/library/StudyIndex.h"

namespace dokuei::viewer {

/// Draws and keeps the pictures of all series that have none yet, from the middle file of each: for studies
/// that were imported without being opened. A series that has no picture (a report, a damaged file, or one
/// file too large to decode for a picture only) is remembered as such. Returns how many were drawn. Throws
/// IndexError, Cancelled.
int makeThumbnails(StudyIndex& index, Progress* progress = nullptr);

}  // namespace dokuei::viewer
