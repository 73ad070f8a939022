#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "inference/vision/VisionBlock.h"

namespace dokuei::inference {

/// One frame of a Qwen-VL picture in patches. Frames of a video are seen one by one.
struct PatchGrid {
    std::int64_t height = 0, width = 0;
    std::int64_t patches() const { return height * width; }
};

/// Rows and columns of a frame's patches, int64 [patches,2], in the order of pixel_values: merge x merge
/// neighbours follow each other.
torch::Tensor patchPositions(const PatchGrid& grid, int merge);

/// 2D rotary tables for rows and columns [patches,2]: the first half of the head follows the row, the second
/// the column. `frequencies`: headDim / 4 of them.
VisionRotary rotaryOfPatches(const torch::Tensor& positions, int headDim, double theta);

/// Attention windows of a frame.
struct WindowOrder {
    torch::Tensor order;               ///< int64 [merged cells]: which cell stands where, window by window
    std::vector<VisionSpans> windows;  ///< in patches; windows of equal size stand side by side
};
/// `side`: cells of a window along one edge. Windows at the right and lower edge are cut off.
WindowOrder windowOrder(const PatchGrid& grid, int merge, int side);

/// A learned square table [side * side,hidden] spread over a frame by bilinear interpolation whose corners
/// are the table's corners: [patches,hidden] in the order of patchPositions().
torch::Tensor interpolatedPositions(const torch::Tensor& table, const PatchGrid& grid, int merge);

}  // namespace dokuei::inference
