#pragma once

#include <torch/torch.h>

#include <array>
#include <vector>

#include "inference/vision/ImageProcessing.h"

namespace dokuei::inference {

/// The resolution (height, width) of a list in which a picture shows most of itself and wastes least, as
/// LLaVA 1.6 chooses it. Throws Error for an empty list.
std::array<int, 2> bestResolution(int height, int width, const std::vector<std::array<int, 2>>& resolutions);

/// A picture [3,H,W] as LLaVA 1.6 sees it: whole, stretched to a square, then the tiles of its best
/// resolution row by row, with black borders where its shape differs. Returns [1 + tiles,3,side,side], 8-bit.
torch::Tensor tilesOf(const torch::Tensor& rgb, const std::vector<std::array<int, 2>>& resolutions, int side,
                      ImageProcessorConfig::Interpolation interpolation, bool pillow);

/// What the projector made of those tiles, in the order that the decoder reads: the whole picture's tokens,
/// then all tiles as one picture (`unpad`: without its borders), row by row, each row closed by `newline`.
/// features [1 + rows * columns,side^2,D], newline [D] (undefined: none); height and width are those of the
/// source picture.
torch::Tensor packTiles(const torch::Tensor& features, const torch::Tensor& newline, int rows, int columns,
                        int height, int width, bool unpad = true);

}  // namespace dokuei::inference
