#pragma once

#include <torch/torch.h>

namespace dokuei::inference {

/// Resamples an 8-bit picture [C,H,W] as Pillow's Image.resize does, bit for bit: first along the rows, then
/// along the columns, in fixed point, rounded and clamped to 8 bits after each. Bilinear (triangle) or
/// bicubic (a = -0.5), widened by the scale when the picture becomes smaller.
torch::Tensor pillowResize(const torch::Tensor& picture, int height, int width, bool bicubic);

}  // namespace dokuei::inference
