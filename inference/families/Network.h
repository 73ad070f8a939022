#pragma once

#include <torch/torch.h>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "inference/decoder/Decoder.h"
#include "inference/weights/ModelDirectory.h"

namespace dokuei::inference {

/// Tensors as the family's Hugging Face processor names them: pixel_values, image_grid_thw, images...
using NamedTensors = std::map<std::string, torch::Tensor>;

/// What the vision tower and the projector make of the pictures.
struct VisionFeatures {
    torch::Tensor tokens;              ///< [count,hidden], all pictures one behind the other
    std::vector<torch::Tensor> deep;   ///< DeepStack: [count,hidden] each
    std::vector<std::int64_t> counts;  ///< tokens of each picture; they add up to count
    torch::Tensor grid;                ///< Qwen-VL: image_grid_thw [pictures,3] int64
    std::int64_t videos = 0;           ///< Qwen-VL: how many of the last pictures are videos
    std::vector<double> frameSeconds;  ///< time between a video's frames, one per video
};

/// The networks of one checkpoint, without prompts and boxes: tensors in, hidden states out.
/// One implementation per family folder.
class Network {
public:
    virtual ~Network() = default;
    Decoder& decoder() { return *decoder_; }
    /// Runs tower and projector. Throws Error when a tensor is missing or has a shape that the model cannot
    /// take, Cancelled.
    virtual VisionFeatures see(const NamedTensors& pixels, const std::atomic<bool>* stop = nullptr) = 0;
    /// The decoder's input for ids [T]: text embeddings with `features` in the places of the image tokens
    /// (nullptr: text only), positions, image numbers. `start`: the rotary position of the first id.
    /// Throws Error when places and features do not match in number.
    virtual Decoder::Input join(const torch::Tensor& ids, const VisionFeatures* features,
                                std::int64_t start) = 0;
    /// The id that stands for one token of a picture in the ids of join(); -1 when the model reads no
    /// pictures or takes them from the second position on whatever the ids are (M3D).
    std::int64_t imageToken() const { return imageToken_; }
    /// The id with which an answer shows a mask; -1 when the checkpoint makes none.
    virtual std::int64_t maskToken() const { return -1; }
    /// Scores fp32 [D,H,W] on the CPU in the grid of the volume that was seen, above 0 inside. `states`
    /// [count,hidden]: the hidden states, after the last norm, that each mask token was chosen from. Throws
    /// Error when the checkpoint makes none, Cancelled.
    virtual torch::Tensor mask(const NamedTensors& pixels, const torch::Tensor& states,
                               const std::atomic<bool>* stop = nullptr);
    /// Numbers in all tensors of the checkpoint.
    long long parameters() const { return parameters_; }

protected:
    friend std::unique_ptr<Network> openNetwork(const ModelDirectory& directory,
                                                const DecoderOptions& options);
    std::unique_ptr<Decoder> decoder_;
    std::int64_t imageToken_ = -1;
    long long parameters_ = 0;
};

/// Loads the networks of a directory by its model_type, and checks that every tensor has its place.
/// Throws ModelError naming the file and the reason, OutOfMemory.
std::unique_ptr<Network> openNetwork(const ModelDirectory& directory, const DecoderOptions& options);

}  // namespace dokuei::inference
