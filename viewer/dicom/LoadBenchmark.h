#pragma once

#include <string>

namespace dokuei::viewer {

/// How long loading takes and what it is compared with. Seconds of wall time, bytes.
struct LoadTimes {
    std::string seriesUid, transferSyntaxUid;
    int slices = 0;
    double firstPictureSeconds = 0;  ///< from the path to the first decoded slice, headers included
    double loadSeconds = 0;          ///< from the path to the complete volume
    double decodeOnlySeconds = 0;    ///< bare decoding of the frames on all cores, files already in memory
    double itkReaderSeconds = 0;     ///< ITK: GDCMSeriesFileNames, then ImageSeriesReader; 0 when it failed
    std::string itkFailure;          ///< why
    long long peakBytes = 0;         ///< the process's peak resident memory while it loaded
    long long voxelBytes = 0;        ///< size of the volume's buffer
};

/// Loads the largest DICOM volume of `path` and measures; times are medians of `repetitions` rounds, in each
/// of which all readers take their turn. The files are read once beforehand, so that all find them in the
/// page cache. Peak memory is that of the first load, before any other reader ran. Throws Error.
LoadTimes measureLoading(const std::string& path, int repetitions = 3);

}  // namespace dokuei::viewer
