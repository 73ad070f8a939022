#pragma once

#include <array>
#include <string>

namespace dokuei::inference {

/// What one picture shows, so that a box drawn on it finds its way back.
struct PictureRecord {
    /// Voxel coordinates (i,j,k; centres of voxels are whole numbers) of a point of the prepared picture:
    /// voxel = origin + x * right + y * down, x and y in pixels from the picture's upper left corner (edges,
    /// so the centre of the first pixel is at 0.5, 0.5). For a volume z * through is added, z in cells from
    /// the first cell's outer face.
    std::array<double, 3> origin{}, right{}, down{}, through{};
    int width = 0, height = 0;  ///< of the prepared picture, padding included
    int depth = 1;              ///< cells of a prepared volume along `through`
    int slice = -1;             ///< index along the axis that the pictures step through; -1 for a volume
    int axis = -1;              ///< that axis: 0, 1, 2 for i, j, k; -1 for a volume
    std::string label;          ///< what the prompt calls it, e.g. "SLICE 12"

    std::array<double, 3> voxelAt(double x, double y, double z = 0) const;
    /// The record after padding was put around the picture: its old corner lies at (left, top) of the new
    /// one.
    PictureRecord padded(int left, int top, int newWidth, int newHeight) const;
    /// The record after the whole picture was resized.
    PictureRecord resized(int newWidth, int newHeight) const;
    /// The record of a part of the picture that begins at (left, top).
    PictureRecord cropped(int left, int top, int newWidth, int newHeight) const {
        return padded(-left, -top, newWidth, newHeight);
    }
};

}  // namespace dokuei::inference
