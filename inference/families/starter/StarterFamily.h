#pragma once

#include <memory>
#include <string>

#include "inference/decoder/Decoder.h"
#include "inference/families/Family.h"
#include "inference/families/starter/AnswerTexts.h"
#include "inference/families/starter/StarterModel.h"

namespace dokuei::inference {

/// The starter model: dense 3D encoder, region tokens, small Llama-class decoder.
class StarterFamily : public Family {
public:
    /// Throws ModelError naming the file and the reason.
    StarterFamily(const std::string& directory, Device device);

    ModelInfo info() const override { return info_; }
    std::unique_ptr<EncodedVolume> encode(const VolumeView& volume, const std::atomic<bool>& stop,
                                          const Progress& progress) override;
    /// Throws Error when the question is too long for the model.
    Answer answer(EncodedVolume& encoded, const Request& request, const std::atomic<bool>& stop,
                  const Listener& listener) override;

    /// Positions that the decoder has read since loading: shows what the prefix cache saves.
    long long positionsRead() const { return positionsRead_; }

private:
    /// Appends embeddings [1,T,hidden]; scores [vocab] of what follows the last.
    torch::Tensor extend(const torch::Tensor& embeddings, Cache& cache);
    void loadParameters(const std::string& directory);

    StarterConfig config_;
    Tokenizer tokenizer_;
    AnswerTexts texts_;
    StarterModel model_{nullptr};
    std::unique_ptr<Decoder> decoder_;
    torch::Device device_;
    ModelInfo info_;
    bool smallDecoder_ = true;
    long long positionsRead_ = 0;
};

}  // namespace dokuei::inference
