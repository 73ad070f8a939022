#pragma once

#include <torch/torch.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "inference/decoder/DecoderConfig.h"
#include "inference/text/Tokenizer.h"
#include "inference/vision/DenseEncoder.h"
#include "inference/vision/Regions.h"

namespace dokuei::inference {

/// A class of the dense head as config.json lists it.
struct StarterClass {
    std::string key, en, ja;
    enum class Kind { Body, Organ, Lesion } kind = Kind::Body;
};

struct StarterConfig {
    std::string name = "dokuei-starter-1";
    DenseEncoderConfig encoder;
    DecoderConfig decoder;
    std::vector<StarterClass> classes;
    /// What the model holds too improbable to say: mean log-probability of a sentence's tokens, mean
    /// probability of a mask.
    double sentenceLogProbability = -1, organConfidence = 0.4;

    static constexpr int gridTokens = 27;  ///< 3^3 cells of the pooled coarse features
    static constexpr int regionFeatures = 128;
    /// One region token per organ and kLesionRegions per lesion class: (class, component).
    std::vector<std::pair<int, int>> slots() const;
    int imageTokens() const { return gridTokens + static_cast<int>(slots().size()); }

    std::string toJson() const;
    /// Throws ModelError naming the missing or malformed entry.
    static StarterConfig fromFile(const std::string& file);
};

/// What the decoder is told of a volume, before the adapter.
struct ImageFeatures {
    torch::Tensor grid;     ///< [27, channels[3]] float
    torch::Tensor regions;  ///< [slots, 128] float
};

/// The dense head's reading of a volume on the model grid.
struct Encoding {
    LabelMap map;
    std::vector<Region> regions;
    ImageFeatures features;
    /// The region in a slot, or nullptr.
    const Region* region(int classIndex, int component = 0) const;
};

/// Encoder and adapter of the starter model. `words` are the embeddings [vocab,hidden] of its decoder's
/// tokens.
class StarterModelImpl : public torch::nn::Module {
public:
    explicit StarterModelImpl(StarterConfig config);

    /// Reads one volume: `hu` on the model grid, x fastest, extents multiples of 16. Throws Cancelled.
    Encoding encode(const std::vector<std::int16_t>& hu, const std::array<int, 3>& size,
                    const std::array<int, 3>& extent, const std::atomic<bool>* stop = nullptr);

    /// Adapter: [B,27,C] and [B,slots,128] -> [B,imageTokens,hidden].
    /// A region's token also carries the embedding of its <box:key> token, so that the decoder finds a named
    /// structure by content, and a linear copy of its features.
    torch::Tensor adapt(const torch::Tensor& grid, const torch::Tensor& regions, const torch::Tensor& words);

    /// What is added to the text embedding of a position whose next token is a location: the features of the
    /// regions of that box's class, read for that edge. `row` picks the volume of a batch.
    struct Pointer {
        std::int64_t row = 0, position = 0;
        int classIndex = 0, edge = 0;
    };
    /// Text embeddings [B,T,hidden] of ids [B,T]; regions [B,slots,128].
    torch::Tensor embedText(const torch::Tensor& ids, const torch::Tensor& regions,
                            const std::vector<Pointer>& pointers, const torch::Tensor& words);

    DenseEncoder encoder{nullptr};
    const StarterConfig& config() const { return config_; }

private:
    StarterConfig config_;
    torch::nn::Linear gridIn_{nullptr}, regionIn_{nullptr}, regionOut_{nullptr}, regionSkip_{nullptr};
    torch::Tensor gridPlace_, regionPlace_, edgeIn_;
    std::vector<std::int64_t> slotTokens_;  ///< id of <box:key> of each slot
};
TORCH_MODULE(StarterModel);

/// Location tokens count 1/127 of the model grid's extent; edges, not centres, of voxels.
int locationToken(double edge, int size);
double edgeFromLocation(int token, int size);

/// Special tokens of the output language, in vocabulary order.
std::vector<std::string> starterSpecialTokens(const StarterConfig& config);

}  // namespace dokuei::inference
