#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "viewer/objects/StudyObject.h"
#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// One image source of a volume slice, known from its header alone.
struct SliceSource {
    SliceIdentity identity;
    Vec3 position{0, 0, 0};  ///< LPS, mm
    /// Where the image's first pixel lies on the volume's grid, in voxels along i and j. Not zero only when a
    /// sheared stack (gantry tilt) is straightened: the image is then interpolated within its own plane.
    double offsetI = 0, offsetJ = 0;
    double slope = 1,
           intercept = 0;  ///< rescale of this image; applied while decoding into a Float32 volume only
    /// The slice of a mosaic: first pixel and size of its tile; columns 0: the whole image.
    int tileI = 0, tileJ = 0, tileColumns = 0, tileRows = 0;
    /// The slice of an unevenly spaced series resampled onto an even grid: this image mixed with the next
    /// one, which counts with `nextWeight` (0 to 1). The volume's slice bears the identity of the nearer one.
    std::shared_ptr<const SliceSource> next;
    double nextWeight = 0;
};

/// A volume that could be loaded: everything the headers tell, no pixels yet.
struct VolumeSource {
    SeriesIdentity identity;
    Geometry geometry;
    ScalarType scalarType = ScalarType::Int16;
    double rescaleSlope = 1, rescaleIntercept = 0;
    double padding = 0;                      ///< stored value of voxels that no image covers
    double paddingLow = 1, paddingHigh = 0;  ///< see Volume
    std::vector<SliceSource> slices;         ///< sorted along the normal, k order; empty when not DICOM
    std::vector<std::string> bitPlanes;      ///< what overlay planes its images bring, in words
    std::vector<std::string> warnings;
    /// An additional volume of images that are also in others: a whole series of uneven spacing, interpolated
    /// along the normal.
    bool resampled = false;
};

struct SkippedFile {
    std::string file, reason;
};

/// What a folder or file holds.
struct Study {
    std::string path;
    std::vector<VolumeSource> volumes;
    std::vector<StudyObject> objects;  ///< segmentations, reports, structure sets, ...: headers only
    std::vector<SkippedFile> skipped;  ///< what should have opened and did not, or is missing
    long long passedOver = 0;          ///< files of other kinds beside the images: programs, texts, pictures
};

/// Shared between the thread that works and the one that shows progress or cancels.
struct Progress {
    std::atomic<bool> cancel{false};
    std::atomic<long long> done{0}, total{0};  ///< `total` grows while a folder is still being listed
    /// Of files, where the work counts them; headers read count `bytes` alone.
    std::atomic<long long> bytes{0}, totalBytes{0};
};

/// Reads headers only: a DICOM folder or file (a DICOMDIR stands for its folder), a ZIP archive of such
/// (files in it are named "archive.zip!/folder/entry"), or a NIfTI, NRRD, MHA or GIPL file; a folder without
/// DICOM images may hold several of those. Groups by series, sorts by position along the normal, splits what
/// is not one sound volume. Bad files and those that a DICOMDIR names but that are missing land in `skipped`,
/// files of other kinds are counted. Throws ReadError when `path` does not exist or nothing in it can be
/// opened, Cancelled on cancel.
Study scanStudy(const std::string& path, Progress* progress = nullptr);

/// Allocates the volume of a source without decoding (slices filled with the padding value).
std::shared_ptr<Volume> allocateVolume(const VolumeSource& source);

/// Decodes all slices in parallel into `volume` (made by allocateVolume from the same source), marking
/// each slice ready. `firstSlice` is decoded first, then always what volume.wantSlice() asks for. `threads` 0
/// means all cores. Slices that cannot be decoded keep the padding value and are named in the returned list.
/// Throws Cancelled on cancel and ReadError when no slice could be decoded.
std::vector<SkippedFile> decodeVolume(const VolumeSource& source, Volume& volume,
                                      Progress* progress = nullptr, int firstSlice = -1, int threads = 0);

/// scan + pick (by series UID, or the volume with most voxels when empty) + decode. For the command line.
std::shared_ptr<Volume> loadVolume(const std::string& path, const std::string& seriesUid = {},
                                   Progress* progress = nullptr);

}  // namespace dokuei::viewer
