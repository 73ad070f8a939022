#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "viewer/dicom/FrameReader.h"
#include "viewer/objects/ObjectFile.h"

namespace dokuei::viewer {

/// The stored pixels of a segmentation, one frame after the other.
class SegmentFrames {
public:
    /// Checks the pixel description. `object` must outlive this. Throws ReadError.
    SegmentFrames(ObjectFile& object, const std::string& segmentationType);

    int count() const { return frames_; }
    int rows() const { return rows_; }
    int columns() const { return columns_; }
    /// Pixels of frame 0 .. count - 1, row after row; valid until the next call. Throws Error.
    const std::vector<std::uint16_t>& read(int frame);

private:
    void readNative(int frame);
    void readCompressed(int frame);

    ObjectFile& object_;
    int rows_ = 0, columns_ = 0, frames_ = 0, bits_ = 1;
    bool compressed_ = false;
    std::vector<std::uint8_t> bytes_;
    std::vector<std::uint16_t> pixels_;
    FrameReader reader_;
    std::unique_ptr<Volume> decoded_;
};

/// Where the frames of a segmentation lie: on which plane of one grid, and of which segment they are.
struct SegmentPlanes {
    Geometry geometry;
    std::vector<std::array<double, 2>> shift;  ///< see LabelGrid; empty when the stack is straight
    std::vector<int> plane, segment;           ///< by frame; segment number 0: not told
    std::vector<std::string> notes;
};

/// Throws ReadError when the frames have no positions, or do not lie on evenly spaced parallel planes.
SegmentPlanes placeFrames(ObjectFile& object, int frames, int rows, int columns);

}  // namespace dokuei::viewer
