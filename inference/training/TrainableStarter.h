#pragma once

#include "inference/families/starter/StarterModel.h"
#include "inference/training/LlamaDecoder.h"

namespace dokuei::inference {

/// The starter model with a decoder that learns. Decoder answers with the same weights.
class TrainableStarterImpl : public StarterModelImpl {
public:
    explicit TrainableStarterImpl(const StarterConfig& config) : StarterModelImpl(config) {
        decoder = register_module("decoder", LlamaDecoder(config.decoder));
    }
    /// Embeddings [vocab,hidden] of the decoder's tokens.
    torch::Tensor words() const { return decoder->embedding(); }

    LlamaDecoder decoder{nullptr};
};
TORCH_MODULE(TrainableStarter);

}  // namespace dokuei::inference
