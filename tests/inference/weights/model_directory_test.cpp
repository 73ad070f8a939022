#include "inference/weights/ModelDirectory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include "inference/Error.h"
#include "inference/training/Checkpoint.h"
#include "inference/weights/ConfigReader.h"
#include "inference/weights/TensorNames.h"

namespace dokuei::inference {
namespace {

using nlohmann::json;

class ModelFolder : public testing::Test {
protected:
    void SetUp() override {
        folder_ =
            (std::filesystem::temp_directory_path() /
             (std::string("dokuei_folder_") + testing::UnitTest::GetInstance()->current_test_info()->name()))
                .string();
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) {
        std::ofstream(folder_ + "/" + name, std::ios::binary) << text;
    }
    void writeConfig(const json& more = json::object()) {
        json config{{"model_type", "qwen2"},    {"hidden_size", 8},         {"vocab_size", 5},
                    {"num_attention_heads", 2}, {"num_key_value_heads", 1}, {"num_hidden_layers", 1},
                    {"intermediate_size", 12}};
        config.update(more);
        write("config.json", config.dump());
    }
    void writeWeights(const TensorMap& more = {}) {
        TensorMap tensors{{"model.embed_tokens.weight", torch::randn({5, 8})},
                          {"model.norm.weight", torch::ones({8})}};
        for (const auto& [name, tensor] : more) tensors[name] = tensor;
        saveTensors(folder_ + "/model.safetensors", tensors);
    }
    /// What opening the folder, reading the decoder's switches and its weights fails with.
    std::string reason(bool lookInside = true) {
        try {
            const ModelDirectory directory(folder_);
            directory.decoderConfig();
            directory.weights(lookInside);
        } catch (const ModelError& e) {
            return e.what();
        }
        return "accepted";
    }
    void expectRefused(const std::string& file, const std::string& words) {
        const auto text = reason();
        EXPECT_EQ(text.find(folder_ + file), 0u) << text;
        EXPECT_NE(text.find(words), std::string::npos) << text;
    }

    std::string folder_;
};

TEST_F(ModelFolder, OpensWithOneFileOfWeights) {
    writeConfig();
    writeWeights();
    auto weights = ModelDirectory(folder_).weights(true);
    EXPECT_EQ(weights.namesUnder(""),
              (std::vector<std::string>{"text.embed_tokens.weight", "text.norm.weight"}));
    weights.take("text.embed_tokens.weight", {5, 8});
    EXPECT_THROW(weights.finish(), ModelError) << "the norm is left over";
    weights.take("text.norm.weight", {8});
    weights.finish();
    EXPECT_EQ(weights.parametersTaken(), 48);
}

TEST_F(ModelFolder, OpensWithShards) {
    writeConfig();
    saveTensors(folder_ + "/a.safetensors", {{"model.norm.weight", torch::ones({8})}});
    saveTensors(folder_ + "/b.safetensors", {{"model.embed_tokens.weight", torch::ones({5, 8})}});
    write(
        "model.safetensors.index.json",
        R"({"weight_map":{"model.norm.weight":"a.safetensors","model.embed_tokens.weight":"b.safetensors"}})");
    EXPECT_EQ(ModelDirectory(folder_).weights().shape("text.embed_tokens.weight"),
              (std::vector<std::int64_t>{5, 8}));
    std::filesystem::remove(folder_ + "/b.safetensors");
    expectRefused("/b.safetensors", "is missing");
    saveTensors(folder_ + "/b.safetensors", {{"something", torch::ones({5, 8})}});
    expectRefused("/b.safetensors", "lacks tensor model.embed_tokens.weight");
    write("model.safetensors.index.json", R"({"weight_map":{"x":"../a.safetensors"}})");
    expectRefused("/model.safetensors.index.json", "outside the model directory");
}

TEST_F(ModelFolder, WithPickledWeightsAloneIsRefusedByTheFilesName) {
    writeConfig();
    write("pytorch_model.bin", "x");
    expectRefused("/pytorch_model.bin", "pickled");
    std::filesystem::remove(folder_ + "/pytorch_model.bin");
    expectRefused("/model.safetensors", "is missing");
    write("adapter_model.safetensors", "x");
    expectRefused("/adapter_model.safetensors", "adapter");
}

TEST_F(ModelFolder, WithWeightsThatAreNoNumbersIsRefusedWhenLookedInto) {
    writeConfig();
    for (const auto type : {torch::kFloat, torch::kBFloat16, torch::kHalf, torch::kDouble})
        for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity(),
                                 -std::numeric_limits<double>::infinity()}) {
            auto norm = torch::ones({8}, type);
            norm[6] = bad;
            writeWeights({{"model.norm.weight", norm}});
            expectRefused("/model.safetensors", "tensor model.norm.weight holds values");
            EXPECT_EQ(reason(false), "accepted");
        }
    writeWeights({{"model.norm.weight", torch::full({8}, 3e38)}});
    EXPECT_EQ(reason(), "accepted");
}

TEST_F(ModelFolder, LargerThanTheMemoryIsRefusedBeforeItIsRead) {
    writeConfig();
    const std::string header =
        R"({"model.embed_tokens.weight":{"dtype":"BF16","shape":[1048576,524288],"data_offsets":[0,1099511627776]}})";
    const std::uint64_t size = header.size();
    {
        std::ofstream out(folder_ + "/model.safetensors", std::ios::binary);
        out.write(reinterpret_cast<const char*>(&size), 8);
        out << header;
    }
    std::error_code error;
    std::filesystem::resize_file(folder_ + "/model.safetensors", 8 + size + (std::uint64_t{1} << 40), error);
    if (error) GTEST_SKIP() << "this file system has no files with holes of that size";
    expectRefused("", "needs 1099.5 GB of memory");
    EXPECT_NO_THROW(ModelDirectory(folder_).weights(false, 0)) << "none of it stays in memory";
}

TEST_F(ModelFolder, WithATensorUnderTwoNamesIsRefused) {
    writeConfig();
    writeWeights({{"norm.weight", torch::ones({8})}});
    expectRefused("/model.safetensors", "a second time");
}

TEST_F(ModelFolder, TakesTheHeadForItsOwnWhenItDiffersFromTheEmbedding) {
    writeConfig({{"tie_word_embeddings", true}});
    const auto embedding = torch::randn({5, 8});
    writeWeights({{"model.embed_tokens.weight", embedding}, {"lm_head.weight", embedding.clone()}});
    EXPECT_TRUE(ModelDirectory(folder_).decoderConfig().tied);
    EXPECT_FALSE(ModelDirectory(folder_).weights().contains("lm_head.weight"));
    writeWeights({{"model.embed_tokens.weight", embedding}, {"lm_head.weight", embedding + 1}});
    EXPECT_FALSE(ModelDirectory(folder_).decoderConfig().tied);
    EXPECT_TRUE(ModelDirectory(folder_).weights().contains("lm_head.weight"));
}

TEST_F(ModelFolder, OfAnUnknownOrQuantisedKindIsRefused) {
    writeWeights();
    writeConfig({{"model_type", "mamba"}});
    expectRefused("/config.json", "type mamba");
    writeConfig({{"quantization_config", {{"quant_method", "bitsandbytes"}}}});
    expectRefused("/config.json", "bitsandbytes");
    write("config.json", "{\"model_type\"");
    expectRefused("/config.json", "damaged");
}

TEST_F(ModelFolder, WithSizesThatMakeNoSenseIsRefused) {
    writeWeights();
    const std::vector<std::pair<json, std::string>> cases{
        {{{"hidden_size", -8}}, "hidden_size"},
        {{{"hidden_size", 8.5}}, "hidden_size"},
        {{{"hidden_size", "8"}}, "hidden_size"},
        {{{"hidden_size", 1e18}}, "hidden_size"},
        {{{"num_hidden_layers", 0}}, "num_hidden_layers"},
        {{{"num_key_value_heads", 3}, {"num_attention_heads", 4}}, "multiple"},
        {{{"head_dim", 7}}, "odd"},
        {{{"rms_norm_eps", 0}}, "rms_norm_eps"},
        {{{"rope_theta", -1}}, "rope_theta"},
        {{{"rope_scaling", {{"rope_type", "yarn"}, {"factor", 4}}}}, "yarn"},
        {{{"hidden_act", "relu"}}, "relu"}};
    for (const auto& [change, words] : cases) {
        writeConfig(change);
        expectRefused("/config.json", words);
    }
}

TEST_F(ModelFolder, TellsHowThePublisherGeneratesText) {
    writeConfig({{"eos_token_id", 4}});
    writeWeights();
    EXPECT_EQ(ModelDirectory(folder_).generation().stopIds, (std::vector<int>{4}));
    write(
        "generation_config.json",
        R"({"eos_token_id":[1,3],"do_sample":true,"temperature":0.7,"top_p":0.8,"top_k":20,"repetition_penalty":1.05})");
    const auto generation = ModelDirectory(folder_).generation();
    EXPECT_EQ(generation.stopIds, (std::vector<int>{1, 3}));
    EXPECT_TRUE(generation.sample);
    EXPECT_EQ(generation.temperature, 0.7);
    EXPECT_EQ(generation.topP, 0.8);
    EXPECT_EQ(generation.topK, 20);
    EXPECT_EQ(generation.repetitionPenalty, 1.05);
    write("generation_config.json", R"({"eos_token_id":"end"})");
    expectRefused("/generation_config.json", "eos_token_id");
}

TEST_F(ModelFolder, FindsTheChatTemplateWhereverItIs) {
    writeConfig();
    writeWeights();
    EXPECT_EQ(ModelDirectory(folder_).chatTemplate(), "");
    write(
        "tokenizer_config.json",
        R"({"chat_template":[{"name":"tool_use","template":"t"},{"name":"default","template":"in list"}]})");
    EXPECT_EQ(ModelDirectory(folder_).chatTemplate(), "in list");
    write("chat_template.json", R"({"chat_template":"in json"})");
    EXPECT_EQ(ModelDirectory(folder_).chatTemplate(), "in json");
    write("chat_template.jinja", "in jinja");
    EXPECT_EQ(ModelDirectory(folder_).chatTemplate(), "in jinja");
}

TEST_F(ModelFolder, FindsThePreprocessingInEitherFile) {
    writeConfig();
    writeWeights();
    EXPECT_TRUE(ModelDirectory(folder_).preprocessor().empty());
    write("processor_config.json", R"({"image_processor":{"patch_size":14}})");
    EXPECT_EQ(ModelDirectory(folder_).preprocessor().at("patch_size"), 14);
    write("preprocessor_config.json", R"({"patch_size":16})");
    EXPECT_EQ(ModelDirectory(folder_).preprocessor().at("patch_size"), 16);
}

TEST(TensorNames, OfEveryLayoutBecomeTheSame) {
    const std::vector<std::array<std::string, 3>> cases{
        {"gemma3", "language_model.model.layers.3.mlp.up_proj.weight", "text.layers.3.mlp.up_proj.weight"},
        {"gemma3", "model.language_model.layers.3.mlp.up_proj.weight", "text.layers.3.mlp.up_proj.weight"},
        {"gemma3", "language_model.lm_head.weight", "lm_head.weight"},
        {"gemma3", "lm_head.weight", "lm_head.weight"},
        {"gemma3", "vision_tower.vision_model.post_layernorm.bias", "vision.post_layernorm.bias"},
        {"gemma3", "model.vision_tower.vision_model.post_layernorm.bias", "vision.post_layernorm.bias"},
        {"gemma3", "vision_tower.post_layernorm.bias", "vision.post_layernorm.bias"},
        {"gemma3", "multi_modal_projector.mm_input_projection_weight",
         "projector.mm_input_projection_weight"},
        {"gemma3", "model.multi_modal_projector.mm_soft_emb_norm.weight",
         "projector.mm_soft_emb_norm.weight"},
        {"qwen2_5_vl", "model.embed_tokens.weight", "text.embed_tokens.weight"},
        {"qwen2_5_vl", "model.language_model.norm.weight", "text.norm.weight"},
        {"qwen2_5_vl", "visual.merger.ln_q.weight", "vision.merger.ln_q.weight"},
        {"qwen3_vl", "model.visual.deepstack_merger_list.0.norm.bias",
         "vision.deepstack_merger_list.0.norm.bias"},
        {"llava", "model.mm_projector.0.weight", "projector.linear_1.weight"},
        {"llava", "model.mm_projector.2.bias", "projector.linear_2.bias"},
        {"llava", "multi_modal_projector.linear_2.bias", "projector.linear_2.bias"},
        {"llava", "model.vision_tower.vision_tower.vision_model.pre_layrnorm.bias",
         "vision.pre_layrnorm.bias"},
        {"lamed_phi3", "model.vision_tower.vision_tower.blocks.0.norm1.bias", "vision.blocks.0.norm1.bias"},
        {"lamed_phi3", "model.mm_projector.projector.0.weight", "projector.0.weight"},
        {"lamed_phi3", "model.seg_projector.2.weight", "segmentation_projector.2.weight"},
        {"lamed_phi3", "model.seg_module.mask_decoder.iou_token.weight",
         "segmentation.mask_decoder.iou_token.weight"},
        {"llama", "norm.weight", "text.norm.weight"},
        {"llama", "model.layers.0.self_attn.rotary_emb.inv_freq", ""},
        {"llava", "model.vision_tower.vision_tower.vision_model.embeddings.position_ids", ""},
        {"llama", "base_model.lora_A", "base_model.lora_A"}};
    for (const auto& [type, name, canonical] : cases)
        EXPECT_EQ(canonicalTensorName(type, name), canonical) << name;
}

DecoderConfig read(const std::string& text) {
    return readDecoderConfig(json::parse(text), "config.json");
}

void expectSame(const RopeConfig& a, const RopeConfig& b) {
    EXPECT_EQ(a.theta, b.theta);
    EXPECT_EQ(a.scaling, b.scaling);
    EXPECT_EQ(a.factor, b.factor);
    EXPECT_EQ(a.sections, b.sections);
}

TEST(DecoderSwitches, OfGemmaAreTheSameInBothDialects) {
    const auto old =
        read(R"({"model_type":"gemma3","text_config":{"model_type":"gemma3_text","hidden_size":2560,
        "intermediate_size":10240,"num_hidden_layers":34,"rope_scaling":{"factor":8.0,"rope_type":"linear"},
        "sliding_window":1024}})");
    const auto current =
        read(R"({"model_type":"gemma3","text_config":{"model_type":"gemma3_text","hidden_size":2560,
        "intermediate_size":10240,"num_hidden_layers":34,"num_attention_heads":8,"num_key_value_heads":4,
        "head_dim":256,"vocab_size":262208,"_sliding_window_pattern":6,"sliding_window":1024,"rope_parameters":{
        "full_attention":{"factor":8.0,"rope_theta":1000000.0,"rope_type":"linear"},
        "sliding_attention":{"rope_theta":10000.0,"rope_type":"default"}}}})");
    for (const auto& c : {old, current}) {
        EXPECT_EQ(c.vocab, 262208);
        EXPECT_EQ(c.heads, 8);
        EXPECT_EQ(c.kvHeads, 4);
        EXPECT_EQ(c.headDim, 256);
        EXPECT_EQ(c.rope.scaling, RopeConfig::Scaling::Linear);
        EXPECT_EQ(c.rope.factor, 8);
        EXPECT_EQ(c.rope.theta, 1e6);
        EXPECT_EQ(c.localRope.theta, 1e4);
        EXPECT_EQ(c.localRope.scaling, RopeConfig::Scaling::None);
        EXPECT_EQ(c.window, 1024);
        EXPECT_TRUE(c.isLocal(4));
        EXPECT_FALSE(c.isLocal(5));
        EXPECT_EQ(c.attentionScale, 1.0 / 16);
        EXPECT_TRUE(c.tied && c.queryKeyNorm && c.normOnePlus && c.sandwichNorms && c.bidirectionalImages);
        EXPECT_EQ(c.rmsEps, 1e-6);
    }
    EXPECT_FALSE(read(R"({"model_type":"gemma3_text"})").bidirectionalImages);
}

TEST(DecoderSwitches, OfQwenVlAreTheSameInBothDialects) {
    const auto old = read(R"({"model_type":"qwen2_5_vl","hidden_size":3584,"num_hidden_layers":28,
        "num_attention_heads":28,"num_key_value_heads":4,"intermediate_size":18944,"rms_norm_eps":1e-6,
        "rope_theta":1000000.0,"use_sliding_window":false,"sliding_window":32768,"vision_config":{},
        "rope_scaling":{"type":"mrope","mrope_section":[16,24,24]}})");
    const auto current = read(R"({"model_type":"qwen2_5_vl","text_config":{"model_type":"qwen2_5_vl_text",
        "hidden_size":3584,"num_hidden_layers":28,"num_attention_heads":28,"num_key_value_heads":4,
        "intermediate_size":18944,"rms_norm_eps":1e-6,"rope_parameters":{"rope_type":"default",
        "mrope_section":[16,24,24],"rope_theta":1000000.0}}})");
    expectSame(old.rope, current.rope);
    for (const auto& c : {old, current}) {
        EXPECT_EQ(c.vocab, 152064);
        EXPECT_EQ(c.headDim, 128);
        EXPECT_TRUE(c.qkvBias);
        EXPECT_FALSE(c.outBias || c.tied || c.rope.interleaved);
        EXPECT_EQ(c.window, 0);
        EXPECT_EQ(c.rope.sections, (std::array{16, 24, 24}));
    }
    const auto three = read(R"({"model_type":"qwen3_vl","text_config":{"hidden_size":2048}})");
    EXPECT_TRUE(three.rope.interleaved && three.queryKeyNorm);
    EXPECT_EQ(three.rope.sections, (std::array{24, 20, 20}));
    EXPECT_EQ(three.rope.theta, 5e5);
    EXPECT_THROW(read(R"({"model_type":"qwen3_vl","text_config":{"head_dim":64}})"), ModelError)
        << "the sections do not fit";
}

TEST(DecoderSwitches, OfPhiKnowTheLongPositions) {
    json factors = json::array();
    for (int i = 0; i < 48; ++i) factors.push_back(1 + i);
    json config{{"model_type", "lamed_phi3"},
                {"max_position_embeddings", 131072},
                {"original_max_position_embeddings", 4096},
                {"rope_scaling", {{"type", "su"}, {"short_factor", factors}, {"long_factor", factors}}}};
    const auto c = readDecoderConfig(config, "config.json");
    EXPECT_TRUE(c.fusedProjections);
    EXPECT_EQ(c.headDim, 96);
    EXPECT_EQ(c.kvHeads, 32);
    EXPECT_EQ(c.rope.scaling, RopeConfig::Scaling::LongRope);
    EXPECT_EQ(c.rope.originalPositions, 4096);
    EXPECT_NEAR(c.rope.attentionFactor, 1.190238, 1e-6);
    config["rope_scaling"]["long_factor"].erase(0);
    EXPECT_THROW(readDecoderConfig(config, "config.json"), ModelError);
}

TEST(DecoderSwitches, KnowWhichLayersSeeAWindow) {
    EXPECT_EQ(read(R"({"model_type":"mistral"})").window, 4096);
    EXPECT_EQ(read(R"({"model_type":"mistral","sliding_window":null})").window, 0);
    EXPECT_EQ(read(R"({"model_type":"phi3","sliding_window":2047})").window, 2047);
    EXPECT_TRUE(read(R"({"model_type":"phi3","sliding_window":2047})").isLocal(0));
    EXPECT_EQ(read(R"({"model_type":"phi3"})").window, 0);
    EXPECT_EQ(read(R"({"model_type":"qwen2","sliding_window":64})").window, 0);
    const auto late = read(R"({"model_type":"qwen2","use_sliding_window":true,"sliding_window":64,
                               "max_window_layers":30})");
    EXPECT_EQ(late.window, 64);
    EXPECT_FALSE(late.isLocal(29));
    EXPECT_TRUE(late.isLocal(30));
}

TEST(OriginalLlava, IsReadLikeTheOther) {
    const auto c = inCommonDialect(
        json::parse(R"({"model_type":"llava_llama","hidden_size":4096,"mm_vision_select_layer":-2,
            "mm_vision_tower":"openai/clip-vit-large-patch14-336","mm_projector_type":"mlp2x_gelu",
            "rms_norm_eps":1e-5,"max_position_embeddings":4096})"),
        "config.json");
    EXPECT_EQ(c.at("model_type"), "llava");
    EXPECT_EQ(c.at("vision_config").at("num_attention_heads"), 16);
    EXPECT_EQ(c.at("vision_feature_select_strategy"), "default");
    EXPECT_EQ(readDecoderConfig(c, "config.json").rmsEps, 1e-5);
    EXPECT_THROW(
        inCommonDialect(json::parse(R"({"model_type":"llava_llama","mm_vision_tower":"other"})"), "c"),
        ModelError);
}

}  // namespace
}  // namespace dokuei::inference
