#pragma once

#include "inference/families/Network.h"

namespace dokuei::inference {

/// A decoder without pictures: Llama, Mistral, Qwen2, Qwen3, Phi-3, Gemma 3 text.
class TextNetwork : public Network {
public:
    TextNetwork(const ModelDirectory& directory, WeightSet& weights, const DecoderOptions& options);
    VisionFeatures see(const NamedTensors& pixels, const std::atomic<bool>* stop) override;
    Decoder::Input join(const torch::Tensor& ids, const VisionFeatures* features,
                        std::int64_t start) override;
};

}  // namespace dokuei::inference
