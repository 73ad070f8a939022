#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "viewer/volume/BitPlane.h"
#include "viewer/volume/Geometry.h"
#include "viewer/volume/Histogram.h"
#include "viewer/volume/VoxelBuffer.h"

namespace dokuei::viewer {

class SliceStatistics;

/// Rgb8: red, green and blue of 8 bits, interleaved. Where one number is wanted, it is the luminance.
enum class ScalarType { Int16, UInt16, Float32, Rgb8 };

/// A voxel of an Rgb8 volume.
struct Rgb {
    std::uint8_t red = 0, green = 0, blue = 0;
};

/// Rec. 601, 0 to 255.
constexpr double luminance(const Rgb& c) {
    return 0.299 * c.red + 0.587 * c.green + 0.114 * c.blue;
}

/// Bytes of one voxel.
std::size_t scalarSize(ScalarType type);

/// How values become shades: linear within the window, or PS3.3 C.11.2.1.3.1's sigmoid.
enum class VoiFunction { Linear, Sigmoid };

/// A lookup table that an image brings for its display: rescaled values first, first + 1, ... become
/// values[n] / highest of white.
struct VoiTable {
    double first = 0, highest = 65535;
    std::vector<std::uint16_t> values;
};

/// A window that an image proposes for its display, after rescale.
struct FileWindow {
    double window = 0, level = 0;  ///< with a table: the middle and width of its inputs
    std::string name;              ///< the file's explanation ("LUNG"); may be empty
    VoiFunction function = VoiFunction::Linear;
    std::shared_ptr<const VoiTable> table;  ///< takes the place of window and level when there
};

/// Which of several volumes on one grid a volume is: a time point, a cardiac phase, a b-value, an echo.
struct Phase {
    std::string group;  ///< the same for all volumes of one entry of the series list; empty: stands alone
    int index = 0;      ///< 0 to count - 1, in the order of `label`
    int count = 1;
    std::string kind;   ///< what differs: "b-value", "echo time", "time", ...
    std::string label;  ///< "b=800", "TE 30 ms", "t=12.5 s", "phase 30 %"
    bool operator==(const Phase&) const = default;
};

/// What a volume is of. All text is UTF-8; dates are DICOM's YYYYMMDD.
struct SeriesIdentity {
    std::string studyUid, seriesUid, sopClassUid;
    std::string modality;          ///< CT, MR, PT, ... ; empty for NIfTI and the like
    std::string patientName;       ///< for display: kanji first, "Yamada Taro=..." groups resolved
    std::string patientNameDicom;  ///< PN value as stored, in UTF-8, with ^ and =
    std::string patientId, patientSex, patientBirthDate, patientAge;
    std::string studyDate, studyTime, studyDescription, studyId, accessionNumber, referringPhysician;
    std::string seriesDescription, bodyPart, protocol, institution, kernel, manufacturer;
    int seriesNumber = 0;
    double sliceThickness = 0;                   ///< mm; 0 when not told
    double defaultWindow = 0, defaultLevel = 0;  ///< after rescale; window 0 when not told
    std::vector<FileWindow> windows;             ///< the first is the default
    std::string transferSyntaxUid;
    std::string sourcePath;  ///< folder or file the volume was read from
    bool lossy = false;
    bool monochrome1 = false;  ///< low values are meant to be shown bright (MONOCHROME1)
    std::string units;         ///< of the rescaled values: "HU", "Bq/ml", "SUVbw", ...; empty when not told
    double suvFactor = 0;      ///< SUVbw of a rescaled value of 1; 0 when it cannot be told
    bool placed = true;        ///< false: the geometry is made up, nothing tells where the images lie
    bool sizeKnown = true;     ///< false: nothing tells how large a pixel is; no millimetres can be measured
    bool planar = false;       ///< pictures without depth (radiograph, ultrasound, film), for one 2D view
    double framesPerSecond = 0;  ///< of a film; 0 when not told
    /// Where the rows and the columns of an image without a position run ("L", "F", "AR"); empty: not told.
    std::string rowsRunTo, columnsRunTo;
    Phase phase;
};

/// One slice's DICOM identity, in k order; empty list for volumes that are not DICOM.
struct SliceIdentity {
    std::string sopInstanceUid, sopClassUid;
    std::string file;
    int instanceNumber = 0;
    int frame = 1;  ///< 1-based; 1 for single-frame objects
    /// Where the image's first pixel lies on the volume's grid, in voxels along i and j (see SliceSource):
    /// pixel p of the image is voxel p + offset.
    double offsetI = 0, offsetJ = 0;
};

/// One contiguous voxel buffer with its place in the patient. i varies fastest, then j, then k.
///
/// Filled by loader threads while views read it: a slice is valid once `sliceReady(k)`. The buffer
/// never moves, so VTK and LibTorch wrap it without a copy. Value in HU (or the modality's unit) =
/// stored * rescaleSlope + rescaleIntercept.
class Volume {
public:
    /// Allocates the buffer, filled with `padding`. Throws Error when the size is absurd or memory is short.
    Volume(Geometry geometry, ScalarType type, double padding = 0);

    const Geometry& geometry() const { return geometry_; }
    /// Differs between any two volumes of one run of the program, also when one takes the other's memory.
    std::uint64_t serial() const { return serial_; }
    /// Takes the serial of a volume of the same voxels that has gone: what was kept of that one is of this
    /// one.
    void resume(std::uint64_t serial) { serial_ = serial; }
    ScalarType scalarType() const { return type_; }
    void* data() { return buffer_.data(); }
    const void* data() const { return buffer_.data(); }
    std::size_t byteCount() const;
    void* slice(int k);
    const void* slice(int k) const;
    /// Sets every voxel of a slice to a stored value.
    void fillSlice(int k, double stored);

    double rescaleSlope = 1, rescaleIntercept = 0;
    /// Stored values from paddingLow to paddingHigh stand for "no picture here" and are no part of statistics
    /// and windows. None when low > high.
    double paddingLow = 1, paddingHigh = 0;
    SeriesIdentity identity;
    std::vector<SliceIdentity> slices;
    /// Overlay planes of each slice's image, by k; written before the slice is ready. Empty when none has
    /// any.
    std::vector<std::vector<BitPlane>> bitPlanes;
    std::vector<std::string> warnings;  ///< what was corrected or is doubtful, in words

    /// Rescaled value of a voxel; no bounds check.
    double valueAt(int i, int j, int k) const;
    /// Colour of a voxel of an Rgb8 volume; no bounds check.
    Rgb colourAt(int i, int j, int k) const;
    /// Whether a voxel holds a padding value; no bounds check.
    bool isPadding(int i, int j, int k) const;

    bool sliceReady(int k) const { return ready_[k].load(std::memory_order_acquire); }
    void markSliceReady(int k);
    int readySlices() const { return readyCount_.load(std::memory_order_acquire); }
    bool complete() const { return readySlices() == geometry_.size[2]; }

    /// Rescaled minimum, maximum and mean over all voxels but padding; valid once complete.
    struct Statistics {
        double min = 0, max = 0, mean = 0;
        long long count = 0;  ///< voxels that were counted; padding is not
    };
    Statistics statistics() const;
    /// Adds one slice's statistics of stored values over `count` voxels (padding left out; -1: the whole
    /// slice); thread-safe. Loaders call it once per slice.
    void addSliceStatistics(double minStored, double maxStored, double sumStored, long long count = -1);
    /// The same with the distribution of the values.
    void addSliceStatistics(const SliceStatistics& slice);
    /// Distribution of the rescaled values, padding left out, of the slices that were added with theirs.
    Histogram histogram() const;

    /// The slice that is being looked at; a loader decodes it and its neighbours next. Thread-safe, also
    /// while others only read the volume. -1: none.
    void wantSlice(int k) const { wanted_.store(k, std::memory_order_relaxed); }
    int wantedSlice() const { return wanted_.load(std::memory_order_relaxed); }

private:
    Geometry geometry_;
    std::uint64_t serial_;
    ScalarType type_;
    VoxelBuffer buffer_;
    double storedAt(int i, int j, int k) const;

    std::unique_ptr<std::atomic<bool>[]> ready_;
    std::atomic<int> readyCount_{0};
    mutable std::atomic<int> wanted_{-1};
    struct StatisticsState;
    std::shared_ptr<StatisticsState> stats_;
};

}  // namespace dokuei::viewer
