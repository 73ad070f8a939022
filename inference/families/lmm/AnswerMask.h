#pragma once

#include <torch/torch.h>

#include "inference/VolumeView.h"
#include "inference/grounding/Grounding.h"
#include "inference/vision/PictureRecord.h"

namespace dokuei::inference {

/// The box of a mask that an answer shows, with its volume. `scores`: fp32 [D,H,W] on the CPU, above 0
/// inside, in the cells of `record`. The confidence is the mean of the scores' logistic function inside.
/// Throws Error, whose text is the reason, when the mask is empty or lies outside the volume.
Grounding groundingOfMask(const torch::Tensor& scores, const PictureRecord& record, const VolumeView& volume);

}  // namespace dokuei::inference
