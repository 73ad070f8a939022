#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "inference/decoder/Decoder.h"
#include "inference/weights/Safetensors.h"

namespace dokuei::inference {

/// A tiny decoder of fixtures/decoder and what the published code computes for it
/// (make_decoder_fixtures.py).
struct DecoderCase {
    std::string name;
    DecoderConfig config;
    std::map<std::string, torch::Tensor> weights, reference;

    torch::Tensor of(const std::string& key) const { return reference.at(key); }
    Decoder decoder(torch::ScalarType compute = torch::kFloat,
                    WeightFormat format = WeightFormat::AsStored) const {
        WeightSet set(name, weights);
        DecoderOptions options;
        options.compute = compute;
        options.weights = format;
        return Decoder(config, set, "text.", options);
    }
    Decoder::Input input() const {
        Decoder::Input input;
        input.embeddings = of("embeddings");
        if (reference.count("positions")) input.positions = of("positions");
        if (reference.count("images")) input.images = of("images");
        if (reference.count("deep_rows")) {
            input.deepRows = of("deep_rows");
            for (int k = 0; reference.count("deep" + std::to_string(k)); ++k)
                input.deep.push_back(of("deep" + std::to_string(k)));
        }
        return input;
    }
    /// Rows [begin,end) of the input.
    Decoder::Input part(std::int64_t begin, std::int64_t end) const {
        auto whole = input();
        whole.embeddings = whole.embeddings.slice(0, begin, end);
        if (whole.positions.defined())
            whole.positions = whole.positions.slice(whole.positions.dim() - 1, begin, end);
        if (whole.images.defined()) whole.images = whole.images.slice(0, begin, end);
        if (whole.deepRows.defined()) {
            const auto inside = ((whole.deepRows >= begin) & (whole.deepRows < end)).nonzero().squeeze(1);
            whole.deepRows = whole.deepRows.index_select(0, inside) - begin;
            for (auto& deep : whole.deep) deep = deep.index_select(0, inside);
        }
        return whole;
    }
};

inline DecoderConfig tinyDecoder() {
    DecoderConfig c;
    c.vocab = 64, c.hidden = 24, c.intermediate = 40, c.layers = 3, c.heads = 6, c.kvHeads = 2, c.headDim = 4;
    c.rmsEps = 1e-6;
    c.maxPositions = 128;
    return c;
}

inline DecoderConfig configOf(const std::string& name) {
    auto c = tinyDecoder();
    if (name == "llama3") {
        c.tied = false;
        c.qkvBias = c.outBias = true;
        c.rope.theta = 500;
        c.rope.scaling = RopeConfig::Scaling::Llama3;
        c.rope.factor = 8;
        c.rope.originalPositions = 32;
    } else if (name == "mistral") {
        c.window = 8;
        c.local.assign(3, true);
    } else if (name.rfind("phi3", 0) == 0) {
        c.rmsEps = 1e-5;
        c.heads = c.kvHeads = 3;
        c.headDim = 8;
        c.tied = false;
        c.fusedProjections = true;
        if (name == "phi3_window") {
            c.window = 9;
            c.local.assign(3, true);
        } else {
            c.rope.scaling = RopeConfig::Scaling::LongRope;
            c.rope.originalPositions = 24;
        }
    } else if (name == "qwen2") {
        c.qkvBias = true;
    } else if (name == "qwen3") {
        c.headDim = 8;
        c.tied = false;
        c.queryKeyNorm = true;
    } else if (name.rfind("gemma", 0) == 0) {
        c.headDim = 8;
        c.normOnePlus = c.sandwichNorms = true;
        c.activation = DecoderConfig::Activation::GeluTanh;
        c.embeddingScale = std::sqrt(24.0);
        c.attentionScale = 1 / std::sqrt(11.0);
        c.window = 8;
        if (name == "gemma2") {
            c.attentionSoftcap = 3;
            c.logitSoftcap = 5;
            c.local = {true, false, true};
        } else {
            c.layers = 4;
            c.queryKeyNorm = c.bidirectionalImages = true;
            c.local = {true, true, false, true};
            c.rope.theta = 1e6;
            c.rope.scaling = RopeConfig::Scaling::Linear;
            c.rope.factor = 8;
        }
    } else if (name == "qwen25vl") {
        c.hidden = 48, c.heads = 3, c.kvHeads = 1, c.headDim = 16, c.layers = 2;
        c.rmsEps = 1e-5;
        c.tied = false;
        c.qkvBias = true;
        c.rope.sections = {2, 3, 3};
    } else if (name == "qwen3vl") {
        c.headDim = 16, c.layers = 4;
        c.tied = false;
        c.queryKeyNorm = true;
        c.rope.sections = {4, 2, 2};
        c.rope.interleaved = true;
    }
    if (name.rfind("gemma3", 0) != 0) c.localRope = c.rope;
    return c;
}

inline DecoderCase decoderCase(const std::string& name) {
    DecoderCase one{name, configOf(name), {}, {}};
    const std::string prefix = "reference.";
    const Safetensors file(std::string(DOKUEI_SOURCE_DIR "/tests/inference/fixtures/decoder/") + name +
                           ".safetensors");
    for (const auto& [key, entry] : file.entries()) {
        const bool given = key.rfind(prefix, 0) == 0;
        (given ? one.reference[key.substr(prefix.size())] : one.weights[key]) = file.tensor(key);
    }
    if (name == "phi3_short" || name == "phi3_long") {
        // Written by torch.rand of the script: read them from there instead of repeating the digits here.
        const auto list = [](const torch::Tensor& t) {
            const auto wide = t.to(torch::kDouble).contiguous();
            return std::vector<double>(wide.data_ptr<double>(), wide.data_ptr<double>() + wide.numel());
        };
        one.config.rope.shortFactor = list(one.of("short_factor"));
        one.config.rope.longFactor = list(one.of("long_factor"));
        one.config.rope.attentionFactor = one.of("attention_factor").item<double>();
    }
    return one;
}

/// |a - b| <= 1e-4 + 1e-5 |b|, as the published code's own fp32 runs agree.
inline void expectEqual(const torch::Tensor& a, const torch::Tensor& b, const std::string& what) {
    ASSERT_EQ(a.sizes(), b.sizes()) << what;
    EXPECT_TRUE(at::allclose(a, b, 1e-5, 1e-4))
        << what << ": furthest " << (a - b).abs().max().item<double>();
}

inline const std::vector<std::string>& decoderCases() {
    static const std::vector<std::string> names{"llama3",      "mistral",       "phi3_short", "phi3_long",
                                                "phi3_window", "qwen2",         "qwen3",      "gemma2",
                                                "gemma3",      "gemma3_images", "qwen25vl",   "qwen3vl"};
    return names;
}

}  // namespace dokuei::inference
