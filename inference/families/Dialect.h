#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inference/VolumeView.h"
#include "inference/families/Network.h"
#include "inference/text/ChatTemplate.h"

namespace dokuei::inference {

/// What one picture shows, so that a box drawn on it finds its way back.
struct PictureRecord {
    /// Voxel coordinates (i,j,k; centres of voxels are whole numbers) of a point of the prepared picture:
    /// voxel = origin + x * right + y * down, x and y in pixels from the picture's upper left corner (edges,
    /// so the centre of the first pixel is at 0.5, 0.5).
    std::array<double, 3> origin{}, right{}, down{};
    int width = 0, height = 0;  ///< of the prepared picture, padding included
    int slice = -1;             ///< index along the axis that the pictures step through; -1 for a volume
    std::string label;          ///< what the prompt calls it, e.g. "SLICE 12"
};

/// The pictures that a model gets of a volume, in order.
struct Pictures {
    NamedTensors tensors;  ///< as the network wants them
    std::vector<PictureRecord> records;
    std::string fingerprint;  ///< of series, slices, window and preprocessing: key of the embedding cache
};

/// A box as a model wrote it.
struct WrittenModelBox {
    int picture = -1;               ///< which picture; -1: the whole volume (3D)
    std::array<double, 6> voxel{};  ///< low and high faces in voxel coordinates of the VolumeView (edges:
                                    ///< voxel i reaches from i - 0.5 to i + 0.5)
    std::string label;
    std::size_t begin = 0, end = 0;  ///< byte range in the model's raw text
    std::string refused;             ///< why it cannot be placed; empty when it can
};

/// How a family's checkpoints are talked to: which pictures, which prompt, which boxes. One per family
/// folder.
class Dialect {
public:
    virtual ~Dialect() = default;
    /// Chooses and prepares the pictures of a volume (one slice: a picture). Throws Cancelled, Error,
    /// OutOfMemory.
    virtual Pictures prepare(const VolumeView& volume, const std::atomic<bool>* stop) const = 0;
    /// The conversation's first user turn holds the pictures; `turns` follow it.
    virtual std::vector<int> prompt(const Pictures& pictures, const VisionFeatures& features,
                                    const std::vector<ChatTurn>& turns) const = 0;
    /// Boxes in the raw text so far.
    virtual std::vector<WrittenModelBox> boxes(const std::string& raw, const Pictures& pictures,
                                               const VolumeView& volume) const = 0;
    /// Texts around a reasoning span, empty when the model has none.
    virtual std::array<std::string, 2> reasoningMarks() const { return {}; }
};

}  // namespace dokuei::inference
