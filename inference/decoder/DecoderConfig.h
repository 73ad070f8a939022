#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace dokuei::inference {

/// Rotary positions of one kind of layer.
struct RopeConfig {
    enum class Scaling { None, Linear, Llama3, LongRope };
    double theta = 10000;
    Scaling scaling = Scaling::None;
    double factor = 1;                            ///< Linear, Llama3
    double lowFrequency = 1, highFrequency = 4;   ///< Llama3
    int originalPositions = 0;                    ///< Llama3, LongRope
    std::vector<double> shortFactor, longFactor;  ///< LongRope, one per frequency
    double attentionFactor = 1;                   ///< multiplies cosine and sine
    /// Frequencies that follow time, height and width (M-RoPE); all 0: one position per token.
    std::array<int, 3> sections{0, 0, 0};
    bool interleaved = false;  ///< how the sections are dealt out: Qwen3-VL interleaves, Qwen2-VL chunks
    bool multimodal() const { return sections[0] + sections[1] + sections[2] > 0; }
};

/// The switches of the decoder: one class runs Llama, Phi-3, Qwen2, Qwen3 and Gemma 3.
/// The defaults are those of Llama.
struct DecoderConfig {
    enum class Activation { Silu, GeluTanh, Gelu };

    int vocab = 0, hidden = 0, layers = 0, heads = 0, kvHeads = 0, headDim = 0, intermediate = 0;
    double rmsEps = 1e-5;
    bool tied = true;  ///< the head shares the embedding's weights
    int maxPositions = 1024;
    RopeConfig rope;       ///< of the global layers
    RopeConfig localRope;  ///< of the local layers

    bool qkvBias = false, outBias = false;
    bool queryKeyNorm = false;      ///< RMSNorm over headDim before the rotation
    bool normOnePlus = false;       ///< Gemma: x * (1 + w), all of it in fp32
    bool sandwichNorms = false;     ///< Gemma: norms after attention and after the feed-forward part too
    bool fusedProjections = false;  ///< Phi-3: the file holds qkv_proj and gate_up_proj
    Activation activation = Activation::Silu;
    double embeddingScale = 1;                      ///< rounded to the type of the weights before it is used
    double attentionScale = 0;                      ///< 0: 1 / sqrt(headDim)
    double attentionSoftcap = 0, logitSoftcap = 0;  ///< 0: none
    int window = 0;                                 ///< positions that a local layer sees, itself included
    std::vector<bool> local;                        ///< per layer; empty: all are global
    bool bidirectionalImages = false;               ///< Gemma 3: the tokens of one image see each other

    bool isLocal(int layer) const { return !local.empty() && local[static_cast<std::size_t>(layer)]; }
    double scale() const;
};

}  // namespace dokuei::inference
