#include "inference/vision/ImageProcessing.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "inference/Error.h"
#include "inference/weights/Safetensors.h"

namespace dokuei::inference {
namespace {

// Pictures as transformers 5.24 prepares them: see make_picture_fixtures.py.
const std::string folder = DOKUEI_SOURCE_DIR "/tests/inference/fixtures/pictures/";

const Safetensors& reference() {
    static const Safetensors file(folder + "pictures.safetensors");
    return file;
}

nlohmann::json cases() {
    return nlohmann::json::parse(std::ifstream(folder + "cases.json"));
}

class PictureProcessor : public testing::TestWithParam<std::string> {
protected:
    nlohmann::json config = cases().at(GetParam());
    torch::Tensor of(const std::string& part) const { return reference().tensor(GetParam() + "." + part); }
};

std::vector<std::string> names() {
    std::vector<std::string> all;
    const auto listed = cases();
    for (const auto& [name, config] : listed.items()) all.push_back(name);
    return all;
}

TEST_P(PictureProcessor, GivesTheNumbersOfTransformers) {
    const auto config = imageProcessorConfig(this->config, nlohmann::json::object());
    const auto prepared = preparePictures({of("picture")}, config);
    const auto mine = prepared.tensors.at("pixel_values"), theirs = of("pixel_values");
    ASSERT_EQ(mine.sizes(), theirs.sizes());
    EXPECT_LT((mine - theirs).abs().max().item<float>(), 1e-6f);
    for (const std::string more : {"image_grid_thw", "image_sizes"}) {
        const bool expected = reference().contains(GetParam() + "." + more);
        ASSERT_EQ(prepared.tensors.count(more), expected ? 1u : 0u);
        if (expected) {
            EXPECT_TRUE(prepared.tensors.at(more).equal(of(more)));
        }
    }
}

TEST_P(PictureProcessor, KnowsWhereEachPixelComesFrom) {
    // A blue disc in a black picture has to be found again where the mapping says.
    const auto size = of("picture").sizes();
    const int height = static_cast<int>(size[1]), width = static_cast<int>(size[2]);
    auto picture = torch::zeros({3, height, width}, torch::kByte);
    const double centreX = width * 0.55, centreY = height * 0.45, radius = std::min(height, width) * 0.3;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (std::hypot(x + 0.5 - centreX, y + 0.5 - centreY) < radius) picture[2][y][x] = 255;
    auto config = imageProcessorConfig(this->config, nlohmann::json::object());
    config.normalise = config.rescale = false;
    auto shown = config;
    if (config.kind == ImageProcessorConfig::Kind::Patches) {  // the same picture before it is cut up
        const auto target = smartResize(height, width, config.patchSize * config.mergeSize, config.minPixels,
                                        config.maxPixels);
        shown.kind = ImageProcessorConfig::Kind::Plain;
        shown.height = target[0];
        shown.width = target[1];
    }
    const auto mapping = preparePictures({picture}, config).mappings.front();
    auto blue = preparePictures({picture}, shown).tensors.at("pixel_values")[0];
    blue = blue.dim() == 4 ? blue[0][2] : blue[2];  // of tiles, the whole picture
    ASSERT_EQ(blue.size(0), mapping.height);
    ASSERT_EQ(blue.size(1), mapping.width);
    // Where the colour is cut off by a crop, its middle moves: ask for it only when the disc is whole.
    const double left = (centreX - radius - mapping.left) / mapping.pixelWidth,
                 right = (centreX + radius - mapping.left) / mapping.pixelWidth,
                 top = (centreY - radius - mapping.top) / mapping.pixelHeight,
                 bottom = (centreY + radius - mapping.top) / mapping.pixelHeight;
    ASSERT_GT(left, -2);
    ASSERT_LT(right, mapping.width + 2);
    ASSERT_GT(top, -2);
    ASSERT_LT(bottom, mapping.height + 2);
    const auto weight = (blue.to(torch::kDouble) - 128).clamp_min(0);  // above the colour of padding
    const auto along = [&](int axis) {
        const auto sums = weight.sum(1 - axis);
        const auto centres = torch::arange(sums.size(0), torch::kDouble) + 0.5;
        return ((sums * centres).sum() / sums.sum()).item<double>();
    };
    EXPECT_NEAR(mapping.left + along(1) * mapping.pixelWidth, centreX, 0.35 * mapping.pixelWidth + 0.1);
    EXPECT_NEAR(mapping.top + along(0) * mapping.pixelHeight, centreY, 0.35 * mapping.pixelHeight + 0.1);
}

INSTANTIATE_TEST_SUITE_P(Families, PictureProcessor, testing::ValuesIn(names()),
                         [](const auto& info) { return info.param; });

TEST(PictureResizing, EqualsTorchvisionAndPillow) {
    for (int i = 0; i < 3; ++i) {
        const auto base = "sizes_" + std::to_string(i) + ".";
        const auto picture = reference().tensor(base + "picture");
        for (const std::string kind : {"bilinear", "bicubic"}) {
            const auto interpolation = kind == "bilinear" ? ImageProcessorConfig::Interpolation::Bilinear
                                                          : ImageProcessorConfig::Interpolation::Bicubic;
            for (const bool pillow : {false, true}) {
                const auto theirs = reference().tensor(base + (pillow ? "pillow_" : "torchvision_") + kind);
                const auto mine = resizePicture(picture, static_cast<int>(theirs.size(1)),
                                                static_cast<int>(theirs.size(2)), interpolation, pillow);
                EXPECT_TRUE(mine.equal(theirs)) << base << kind << (pillow ? " as Pillow" : "");
            }
        }
    }
}

TEST(PictureProcessors, GiveTheNumbersOfBothBackendsOfTransformers) {
    // Made by make_lmm_fixtures.py with the processors as they are published.
    const std::string processors = DOKUEI_SOURCE_DIR "/tests/inference/fixtures/lmm/processors/";
    const Safetensors pictures(processors + "pictures.safetensors");
    for (const std::string family : {"clip", "gemma3", "llava", "qwen2_5_vl", "qwen3_vl", "siglip"}) {
        auto config = imageProcessorConfig(
            nlohmann::json::parse(std::ifstream(processors + family + ".json")), nlohmann::json::object());
        const Safetensors expected(processors + family + ".safetensors");
        for (const auto& [name, entry] : expected.entries()) {
            const auto point = name.find('.');
            const auto picture = pictures.tensor(name.substr(0, point));
            const auto what = name.substr(point + 1);
            config.pillow = what == "pillow";
            const auto prepared = preparePictures({picture}, config);
            if (what == "grid") {
                EXPECT_TRUE(prepared.tensors.at("image_grid_thw").equal(expected.tensor(name))) << name;
                continue;
            }
            const auto mine = prepared.tensors.at("pixel_values"), theirs = expected.tensor(name);
            ASSERT_EQ(mine.sizes(), theirs.sizes()) << family << " " << name;
            EXPECT_LT((mine - theirs).abs().max().item<float>(), 2e-6f) << family << " " << name;
        }
    }
}

TEST(SmartResize, GivesTheSizesOfTransformers) {
    const auto rows = nlohmann::json::parse(
        std::ifstream(DOKUEI_SOURCE_DIR "/tests/inference/fixtures/lmm/processors/smart_resize.json"));
    ASSERT_GT(rows.size(), 10u);
    for (const auto& row : rows) {
        const auto size = [&] {
            return smartResize(row[0], row[1], row[2], row[3].get<long long>(), row[4].get<long long>());
        };
        if (row[5].is_null()) {
            EXPECT_THROW(size(), Error) << row;
        } else {
            EXPECT_EQ(size(), (std::array<int, 2>{row[5][0], row[5][1]})) << row;
        }
    }
}

TEST(SmartResize, RoundsHalvesToTheEvenNumberAndKeepsTheLimits) {
    using Size = std::array<int, 2>;
    EXPECT_EQ(smartResize(42, 70, 28, 56 * 56, 1 << 24), (Size{56, 56}));  // 1.5 -> 2, 2.5 -> 2
    EXPECT_EQ(smartResize(896, 896, 28, 3136, 12845056), (Size{896, 896}));
    EXPECT_EQ(smartResize(10, 10, 28, 56 * 56, 1 << 24), (Size{56, 56}));
    EXPECT_EQ(smartResize(4000, 3000, 28, 3136, 1003520), (Size{1148, 840}));
    EXPECT_THROW(smartResize(201, 1, 28, 3136, 1 << 24), Error);
}

TEST(PictureProcessorConfig, NamesWhatItDoesNotKnow) {
    const auto refuse = [](nlohmann::json preprocessor, const std::string& word) {
        try {
            imageProcessorConfig(preprocessor, nlohmann::json::object());
            FAIL() << preprocessor;
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find(word), std::string::npos) << error.what();
        }
    };
    refuse({{"image_processor_type", "PixtralImageProcessor"}}, "PixtralImageProcessor");
    refuse({{"image_processor_type", "CLIPImageProcessor"}, {"resample", 1}}, "resample");
    refuse({{"image_processor_type", "CLIPImageProcessor"}, {"image_std", {0.0, 1.0, 1.0}}}, "image_std");
    refuse({{"image_processor_type", "Gemma3ImageProcessor"}, {"do_pan_and_scan", true}}, "do_pan_and_scan");
    refuse({{"image_processor_type", "Gemma3ImageProcessor"}, {"size", {{"height", -3}, {"width", 4}}}},
           "height");
}

TEST(PictureProcessorConfig, CutsPicturesIntoTilesAsTheOriginalLlavaProgramDoes) {
    const auto llava = imageProcessorConfig(nlohmann::json::object(),
                                            {{"model_type", "llava"},
                                             {"mm_vision_tower", "openai/clip-vit-large-patch14-336"},
                                             {"image_aspect_ratio", "anyres"},
                                             {"image_grid_pinpoints", {{336, 672}, {672, 336}}},
                                             {"vision_config", {{"image_size", 336}}}});
    EXPECT_TRUE(llava.pillow);
    const auto wide = torch::zeros({3, 100, 220}, torch::kByte);
    const auto tensors = preparePictures({wide}, llava).tensors;
    EXPECT_EQ(tensors.at("pixel_values").sizes(), (at::IntArrayRef{1, 3, 3, 336, 336}));
    EXPECT_TRUE(tensors.at("image_sizes").equal(torch::tensor({100, 220}, torch::kLong).view({1, 2})));
}

TEST(PictureProcessorConfig, TakesTheDefaultsOfTheModelWhereThereIsNoFile) {
    const auto gemma = imageProcessorConfig(
        nlohmann::json::object(), {{"model_type", "gemma3"}, {"vision_config", {{"image_size", 896}}}});
    EXPECT_EQ(gemma.height, 896);
    EXPECT_EQ(gemma.interpolation, ImageProcessorConfig::Interpolation::Bilinear);
    const auto llava = imageProcessorConfig(nlohmann::json::object(),
                                            {{"model_type", "llava"},
                                             {"mm_vision_tower", "openai/clip-vit-large-patch14-336"},
                                             {"image_aspect_ratio", "pad"},
                                             {"vision_config", {{"image_size", 336}}}});
    EXPECT_EQ(llava.cropWidth, 336);
    EXPECT_TRUE(llava.padToSquare);
}

TEST(PicturePreparation, RefusesWhatIsNoColourPicture) {
    const auto config =
        imageProcessorConfig({{"image_processor_type", "CLIPImageProcessor"}}, nlohmann::json::object());
    EXPECT_THROW(preparePictures({torch::zeros({1, 8, 8}, torch::kByte)}, config), Error);
    EXPECT_THROW(preparePictures({torch::zeros({3, 8, 8})}, config), Error);
    EXPECT_TRUE(preparePictures({}, config).tensors.empty());
}

}  // namespace
}  // namespace dokuei::inference
