#include "inference/vision/ImageProcessing.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "inference/Error.h"
#include "inference/vision/ConfigValues.h"
#include "inference/vision/PillowResize.h"
#include "inference/vision/Tiles.h"
#include "inference/vision/VisionBlock.h"

namespace dokuei::inference {
namespace {

using Config = ImageProcessorConfig;

constexpr std::array<double, 3> clipMean{0.48145466, 0.4578275, 0.40821073};
constexpr std::array<double, 3> clipDeviation{0.26862954, 0.26130258, 0.27577711};
constexpr int largestEdge = 1 << 15;

bool flag(const nlohmann::json& json, const std::string& key, bool fallback) {
    const auto found = json.find(key);
    return found != json.end() && found->is_boolean() ? found->get<bool>() : fallback;
}

void readThree(const nlohmann::json& json, const std::string& key, std::array<double, 3>& into) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) return;
    if (found->is_number()) {
        into.fill(found->get<double>());
        return;
    }
    const auto list = found->get<std::vector<double>>();
    if (list.size() != 3) throw Error(key + " has to hold three numbers");
    std::copy(list.begin(), list.end(), into.begin());
}

/// Numbers of Pillow's enumeration.
Config::Interpolation interpolation(int number) {
    switch (number) {
        case 0:
            return Config::Interpolation::Nearest;
        case 2:
            return Config::Interpolation::Bilinear;
        case 3:
            return Config::Interpolation::Bicubic;
        default:
            throw Error("resample " + std::to_string(number) + " is not supported");
    }
}

/// "image_processor_type" without what names the backend.
std::string processorClass(const nlohmann::json& preprocessor) {
    auto name = configText(preprocessor, "image_processor_type",
                           configText(preprocessor, "feature_extractor_type", ""));
    for (const std::string ending : {"Fast", "Pil", "FeatureExtractor"})
        if (name.size() > ending.size() &&
            name.compare(name.size() - ending.size(), ending.size(), ending) == 0)
            name = name.substr(0, name.size() - ending.size()) +
                   (ending == "FeatureExtractor" ? "ImageProcessor" : "");
    return name;
}

std::string classOfModel(const std::string& type) {
    if (type == "gemma3") return "Gemma3ImageProcessor";
    if (type == "qwen2_vl" || type == "qwen2_5_vl" || type == "qwen3_vl") return "Qwen2VLImageProcessor";
    if (type == "llava_next") return "LlavaNextImageProcessor";
    if (type == "llava") return "CLIPImageProcessor";
    throw Error("it is not known how pictures are prepared for a model of type " + type);
}

void readSize(const nlohmann::json& preprocessor, Config& c) {
    const auto found = preprocessor.find("size");
    if (found == preprocessor.end() || found->is_null()) return;
    if (c.kind == Config::Kind::Patches) {
        c.minPixels = configSize(*found, "shortest_edge", static_cast<int>(c.minPixels), 1 << 30);
        c.maxPixels = configSize(*found, "longest_edge", static_cast<int>(c.maxPixels), 1 << 30);
        return;
    }
    c.height = c.width = c.shortestEdge = 0;
    if (found->is_number_integer()) {
        c.shortestEdge = configSize(preprocessor, "size", 224, largestEdge);
    } else if (found->contains("shortest_edge")) {
        c.shortestEdge = configSize(*found, "shortest_edge", 224, largestEdge);
    } else {
        c.height = configSize(*found, "height", 0, largestEdge);
        c.width = configSize(*found, "width", 0, largestEdge);
        if (c.height == 0 || c.width == 0)
            throw Error("size holds neither height and width nor shortest_edge");
    }
}

void readCrop(const nlohmann::json& preprocessor, Config& c) {
    const auto found = preprocessor.find("crop_size");
    if (found == preprocessor.end() || found->is_null()) return;
    if (found->is_number_integer()) {
        c.cropHeight = c.cropWidth = configSize(preprocessor, "crop_size", 224, largestEdge);
    } else {
        c.cropHeight = configSize(*found, "height", c.cropHeight, largestEdge);
        c.cropWidth = configSize(*found, "width", c.cropWidth, largestEdge);
    }
}

/// Height and width that a picture is resized to.
std::array<int, 2> target(const Config& c, int height, int width) {
    if (c.kind == Config::Kind::Patches)
        return smartResize(height, width, c.patchSize * c.mergeSize, c.minPixels, c.maxPixels);
    if (c.height > 0) return {c.height, c.width};
    const bool upright = width <= height;
    const auto shorter = static_cast<std::int64_t>(upright ? width : height),
               longer = static_cast<std::int64_t>(upright ? height : width);
    const auto other = static_cast<std::int64_t>(static_cast<double>(c.shortestEdge * longer) /
                                                 static_cast<double>(shorter));
    if (other > largestEdge) throw Error("the picture is too long and narrow for this model");
    return upright ? std::array{static_cast<int>(other), c.shortestEdge}
                   : std::array{c.shortestEdge, static_cast<int>(other)};
}

/// [[height,width],...]; the original LLaVA programs write the width first.
std::vector<std::array<int, 2>> tileResolutions(const nlohmann::json& list, bool widthFirst) {
    if (!list.is_array() || list.empty()) throw Error("image_grid_pinpoints has to be a list of sizes");
    std::vector<std::array<int, 2>> result;
    for (const auto& entry : list) {
        const auto size = entry.get<std::vector<int>>();
        if (size.size() != 2 || size[0] < 1 || size[1] < 1 || size[0] > largestEdge || size[1] > largestEdge)
            throw Error("image_grid_pinpoints holds a size that makes no sense");
        result.push_back(widthFirst ? std::array{size[1], size[0]} : std::array{size[0], size[1]});
    }
    return result;
}

torch::Tensor centreCrop(torch::Tensor picture, int height, int width, PictureMapping& mapping) {
    const auto pad = [](std::int64_t have, int want) { return want > have ? want - have : 0; };
    const auto padX = pad(picture.size(2), width), padY = pad(picture.size(1), height);
    if (padX > 0 || padY > 0) {
        picture = at::constant_pad_nd(picture, {padX / 2, (padX + 1) / 2, padY / 2, (padY + 1) / 2}, 0);
        mapping.left -= static_cast<double>(padX / 2) * mapping.pixelWidth;
        mapping.top -= static_cast<double>(padY / 2) * mapping.pixelHeight;
    }
    const auto top = (picture.size(1) - height) / 2, left = (picture.size(2) - width) / 2;
    mapping.left += static_cast<double>(left) * mapping.pixelWidth;
    mapping.top += static_cast<double>(top) * mapping.pixelHeight;
    return picture.narrow(1, top, height).narrow(2, left, width);
}

/// 8-bit values to the model's numbers, with the operations and their order of the reference.
torch::Tensor normalised(const torch::Tensor& picture, const Config& c) {
    auto x = picture.to(torch::kFloat);
    if (!c.normalise) return c.rescale ? x.mul_(c.rescaleFactor) : x;
    const double scale = c.rescale ? 1.0 / c.rescaleFactor : 1.0;
    const auto row = [&](const std::array<double, 3>& values) {
        return (torch::tensor(std::vector<float>(values.begin(), values.end())) * scale).view({3, 1, 1});
    };
    return x.sub_(row(c.mean)).div_(row(c.deviation));
}

/// Padded, resized and cropped as the configuration tells.
torch::Tensor shaped(torch::Tensor picture, const Config& config, PictureMapping& mapping) {
    if (config.padToSquare) {
        std::array<int, 3> colour{};
        for (int i = 0; i < 3; ++i) colour[i] = static_cast<int>(config.mean[i] * 255);
        picture = padToSquare(picture, colour, mapping);
    }
    if (config.resize) {
        const int height = static_cast<int>(picture.size(1)), width = static_cast<int>(picture.size(2));
        const auto size = target(config, height, width);
        picture = resizePicture(picture, size[0], size[1], config.interpolation, config.pillow);
        mapping.pixelHeight *= static_cast<double>(height) / size[0];
        mapping.pixelWidth *= static_cast<double>(width) / size[1];
    }
    return config.centreCrop ? centreCrop(picture, config.cropHeight, config.cropWidth, mapping) : picture;
}

/// Rows of patches: merge x merge neighbours follow each other; a still picture fills all frames of a patch.
torch::Tensor patchRows(const torch::Tensor& picture, const Config& c) {
    const std::int64_t rows = picture.size(1) / c.patchSize, columns = picture.size(2) / c.patchSize;
    const std::int64_t merge = c.mergeSize, patch = c.patchSize;
    return picture.reshape({3, rows / merge, merge, patch, columns / merge, merge, patch})
        .permute({1, 4, 2, 5, 0, 3, 6})
        .unsqueeze(5)
        .expand({-1, -1, -1, -1, -1, c.temporalPatchSize, -1, -1})
        .reshape({rows * columns, 3 * c.temporalPatchSize * patch * patch});
}

}  // namespace

ImageProcessorConfig imageProcessorConfig(const nlohmann::json& preprocessor, const nlohmann::json& config) {
    const auto type = configText(config, "model_type", "");
    auto name = processorClass(preprocessor);
    if (name.empty()) name = classOfModel(type);
    Config c;
    const auto visionSize = configSize(configPart(config, "vision_config"), "image_size", 0, largestEdge);
    if (name == "Gemma3ImageProcessor") {
        c.interpolation = Config::Interpolation::Bilinear;
        c.height = c.width = visionSize > 0 ? visionSize : 224;
        if (flag(preprocessor, "do_pan_and_scan", false))
            throw Error("do_pan_and_scan is not supported: pictures are shown whole");
    } else if (name == "SiglipImageProcessor") {
        c.height = c.width = visionSize > 0 ? visionSize : 224;
    } else if (name == "CLIPImageProcessor" || name == "LlavaImageProcessor" ||
               name == "LlavaNextImageProcessor" || name == "BitImageProcessor") {
        const int edge = visionSize > 0 ? visionSize : 224;
        c.shortestEdge = c.cropHeight = c.cropWidth = edge;
        c.centreCrop = true;
        c.mean = clipMean;
        c.deviation = clipDeviation;
        // The original programs paste the picture on a square of the mean colour, or cut it into tiles,
        // before CLIP's own processor, which resamples as Pillow does.
        const bool original = config.contains("mm_vision_tower");
        const auto shape = configText(config, "image_aspect_ratio", "");
        c.padToSquare =
            name == "LlavaImageProcessor" ? flag(preprocessor, "do_pad", false) : original && shape == "pad";
        c.pillow = original;
        if (name == "LlavaNextImageProcessor")
            c.tileResolutions = tileResolutions(
                preprocessor.value(
                    "image_grid_pinpoints",
                    nlohmann::json{{336, 672}, {672, 336}, {672, 672}, {1008, 336}, {336, 1008}}),
                false);
        else if (original && shape == "anyres")
            c.tileResolutions =
                tileResolutions(config.value("image_grid_pinpoints", nlohmann::json::array()), true);
        else if (original && shape.rfind("anyres", 0) == 0)
            throw Error("image_aspect_ratio " + shape + " is not supported");
    } else if (name == "Qwen2VLImageProcessor" || name == "Qwen2_5_VLImageProcessor" ||
               name == "Qwen3VLImageProcessor") {
        c.kind = Config::Kind::Patches;
        c.mean = clipMean;
        c.deviation = clipDeviation;
        c.patchSize = configSize(preprocessor, "patch_size", 14, 256);
        c.temporalPatchSize = configSize(preprocessor, "temporal_patch_size", 2, 64);
        c.mergeSize = configSize(preprocessor, "merge_size", 2, 16);
    } else {
        throw Error("the image processor " + name + " is not known");
    }
    if (preprocessor.contains("resample") && preprocessor["resample"].is_number_integer())
        c.interpolation = interpolation(preprocessor["resample"].get<int>());
    c.resize = flag(preprocessor, "do_resize", c.resize);
    c.centreCrop = c.kind == Config::Kind::Plain && flag(preprocessor, "do_center_crop", c.centreCrop);
    c.rescale = flag(preprocessor, "do_rescale", c.rescale);
    c.normalise = flag(preprocessor, "do_normalize", c.normalise);
    c.rescaleFactor = configNumber(preprocessor, "rescale_factor", c.rescaleFactor);
    readThree(preprocessor, "image_mean", c.mean);
    readThree(preprocessor, "image_std", c.deviation);
    readSize(preprocessor, c);
    readCrop(preprocessor, c);
    if (c.kind == Config::Kind::Patches) {
        c.minPixels = configSize(preprocessor, "min_pixels", static_cast<int>(c.minPixels), 1 << 30);
        c.maxPixels = configSize(preprocessor, "max_pixels", static_cast<int>(c.maxPixels), 1 << 30);
        if (c.minPixels > c.maxPixels) throw Error("min_pixels is larger than max_pixels");
        if (!c.resize) throw Error("do_resize false is not supported for this model");
    }
    for (const double deviation : c.deviation)
        if (!(deviation > 0)) throw Error("image_std has to be above 0");
    if (!(c.rescaleFactor > 0)) throw Error("rescale_factor has to be above 0");
    if (!c.tileResolutions.empty()) {
        // Tiles have the tower's size already, so that nothing is left to resize or to crop.
        if (c.cropHeight != c.cropWidth || (c.height > 0 ? c.height != c.cropHeight || c.width != c.cropWidth
                                                         : c.shortestEdge != c.cropHeight))
            throw Error("tiles whose size differs from crop_size are not supported");
    }
    if (c.centreCrop && (c.cropHeight < 1 || c.cropWidth < 1)) throw Error("crop_size is missing");
    return c;
}

std::array<int, 2> smartResize(int height, int width, int factor, long long minPixels, long long maxPixels) {
    if (height < 1 || width < 1) throw Error("an empty picture cannot be shown to a model");
    if (static_cast<double>(std::max(height, width)) / std::min(height, width) > 200)
        throw Error("the picture is too long and narrow for this model");
    // nearbyint rounds halves to the even number, as the reference does.
    auto h = static_cast<long long>(std::nearbyint(static_cast<double>(height) / factor)) * factor;
    auto w = static_cast<long long>(std::nearbyint(static_cast<double>(width) / factor)) * factor;
    const double area = static_cast<double>(height) * width;
    if (h * w > maxPixels) {
        const double beta = std::sqrt(area / static_cast<double>(maxPixels));
        h = std::max<long long>(factor, static_cast<long long>(std::floor(height / beta / factor)) * factor);
        w = std::max<long long>(factor, static_cast<long long>(std::floor(width / beta / factor)) * factor);
    } else if (h * w < minPixels) {
        const double beta = std::sqrt(static_cast<double>(minPixels) / area);
        h = static_cast<long long>(std::ceil(height * beta / factor)) * factor;
        w = static_cast<long long>(std::ceil(width * beta / factor)) * factor;
    }
    return {static_cast<int>(h), static_cast<int>(w)};
}

torch::Tensor resizePicture(const torch::Tensor& rgb, int height, int width,
                            Config::Interpolation interpolation, bool pillow) {
    if (rgb.size(1) == height && rgb.size(2) == width) return rgb;
    if (pillow && interpolation != Config::Interpolation::Nearest)
        return pillowResize(rgb, height, width, interpolation == Config::Interpolation::Bicubic);
    const auto batch = rgb.contiguous().unsqueeze(0);
    const std::array<std::int64_t, 2> size{height, width};
    switch (interpolation) {
        case Config::Interpolation::Nearest:
            return at::upsample_nearest2d(batch, size).squeeze(0);
        case Config::Interpolation::Bilinear:
            return at::_upsample_bilinear2d_aa(batch, size, false).squeeze(0);
        case Config::Interpolation::Bicubic:
            return at::_upsample_bicubic2d_aa(batch, size, false).squeeze(0);
    }
    return rgb;
}

torch::Tensor padToSquare(const torch::Tensor& rgb, const std::array<int, 3>& colour,
                          PictureMapping& mapping) {
    const auto height = rgb.size(1), width = rgb.size(2), side = std::max(height, width);
    if (height == width) return rgb;
    auto square = torch::empty({3, side, side}, torch::kByte);
    for (int channel = 0; channel < 3; ++channel) square.select(0, channel).fill_(colour[channel]);
    const auto left = (side - width) / 2, top = (side - height) / 2;
    square.narrow(1, top, height).narrow(2, left, width).copy_(rgb);
    mapping.left -= static_cast<double>(left) * mapping.pixelWidth;
    mapping.top -= static_cast<double>(top) * mapping.pixelHeight;
    mapping.width = mapping.height = static_cast<int>(side);
    return square;
}

PreparedPictures preparePictures(const std::vector<torch::Tensor>& pictures, const Config& config,
                                 const std::atomic<bool>* stop) {
    torch::InferenceMode guard;
    PreparedPictures result;
    std::vector<torch::Tensor> values;
    std::vector<std::int64_t> grid, sizes;
    torch::Tensor batch;
    for (const auto& rgb : pictures) {
        checkStop(stop);
        if (rgb.dim() != 3 || rgb.size(0) != 3 || rgb.size(1) < 1 || rgb.size(2) < 1 ||
            rgb.size(1) > largestEdge || rgb.size(2) > largestEdge || rgb.scalar_type() != torch::kByte)
            throw Error("a picture has to hold 8-bit colours [3,height,width]");
        PictureMapping mapping;
        if (!config.tileResolutions.empty()) {
            const auto tiles =
                tilesOf(rgb, config.tileResolutions, config.cropHeight, config.interpolation, config.pillow);
            mapping.height = mapping.width = config.cropHeight;
            mapping.pixelHeight = static_cast<double>(rgb.size(1)) / config.cropHeight;
            mapping.pixelWidth = static_cast<double>(rgb.size(2)) / config.cropHeight;
            values.push_back(normalised(tiles, config));
            sizes.insert(sizes.end(), {rgb.size(1), rgb.size(2)});
            result.mappings.push_back(mapping);
            continue;
        }
        const auto picture = shaped(rgb, config, mapping);
        mapping.height = static_cast<int>(picture.size(1));
        mapping.width = static_cast<int>(picture.size(2));
        const auto numbers = normalised(picture, config);
        if (config.kind == Config::Kind::Patches) {
            values.push_back(patchRows(numbers, config));
            grid.insert(grid.end(),
                        {1, numbers.size(1) / config.patchSize, numbers.size(2) / config.patchSize});
        } else {
            // Many slices are large together: each goes to its place at once.
            const auto count = static_cast<std::int64_t>(pictures.size());
            if (!batch.defined()) batch = torch::empty({count, 3, numbers.size(1), numbers.size(2)});
            if (batch[0].sizes() != numbers.sizes()) throw Error("the prepared pictures differ in size");
            batch[static_cast<std::int64_t>(result.mappings.size())].copy_(numbers);
        }
        result.mappings.push_back(mapping);
    }
    if (batch.defined()) result.tensors["pixel_values"] = batch;
    if (values.empty()) return result;
    if (config.kind == Config::Kind::Patches) {
        result.tensors["pixel_values"] = at::cat(values, 0);
        result.tensors["image_grid_thw"] = torch::tensor(grid, torch::kLong).view({-1, 3});
    } else {
        result.tensors["pixel_values"] = at::pad_sequence(values, true);
        result.tensors["image_sizes"] = torch::tensor(sizes, torch::kLong).view({-1, 2});
    }
    return result;
}

}  // namespace dokuei::inference
