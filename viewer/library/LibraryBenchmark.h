#pragma once

#include <QString>
#include <string>
#include <vector>

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// Times of one way of filtering, over all filters and repetitions, in milliseconds.
struct FilterTimes {
    double p50 = 0, p95 = 0, most = 0;
};

/// One filter of the benchmark.
struct FilterMeasurement {
    std::string name;       ///< "one letter", "two kanji", ...
    long long matches = 0;  ///< studies, of the last filter of this kind
    long long likeScanMatches = 0;
    FilterTimes library;   ///< the library's own list, with the rows that are shown
    FilterTimes likeScan;  ///< LIKE over the same texts in the database, with the same rows
};

struct LibraryBenchmark {
    long long instances = 0, series = 0, studies = 0, patients = 0;
    qint64 databaseBytes = 0;
    double generateSeconds = 0;
    double loadSeconds = 0;   ///< the first list of a fresh start, which reads all texts
    long long loadBytes = 0;  ///< memory that took
    FilterTimes library, likeScan;
    std::vector<FilterMeasurement> filters;
};

/// Generates an index of invented Japanese and Western patients in a scratch file, measures how fast it is
/// filtered beside a plain LIKE scan, and deletes the file. `instances`: at least 1000. Throws IndexError,
/// Cancelled.
LibraryBenchmark measureLibrary(long long instances, Progress* progress = nullptr);

}  // namespace dokuei::viewer
