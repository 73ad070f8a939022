#pragma once

#include "viewer/library/IndexDatabase.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// Fills an empty index with invented patients (Japanese names in three scripts and Western ones), 50
/// instances in a series, 5 series in a study, 2.5 studies a patient; the same for the same number. Throws
/// IndexError, Cancelled.
void generateIndex(const IndexDatabase& database, long long instances, Progress& progress);

}  // namespace dokuei::viewer
