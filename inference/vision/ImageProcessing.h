#pragma once

#include <torch/torch.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace dokuei::inference {

/// Where the pixels of a prepared picture come from. Coordinates run from the upper left corner of the
/// picture's first pixel (edges), so the centre of pixel (0,0) is (0.5,0.5):
///   source x = left + prepared x * pixelWidth, source y = top + prepared y * pixelHeight.
/// What lies outside the source is padding.
struct PictureMapping {
    double left = 0, top = 0, pixelWidth = 1, pixelHeight = 1;
    int width = 0, height = 0;  ///< of the prepared picture
};

/// How a checkpoint's image processor prepares pictures: preprocessor_config.json with the defaults of its
/// class, as transformers 5 applies them (torchvision's resampling on 8-bit values).
struct ImageProcessorConfig {
    enum class Kind {
        Plain,   ///< Gemma 3, SigLIP, CLIP and LLaVA: pixel_values [B,3,H,W]
        Patches  ///< Qwen-VL: pixel_values [patches,values] and image_grid_thw
    };
    enum class Interpolation { Nearest, Bilinear, Bicubic };

    Kind kind = Kind::Plain;
    Interpolation interpolation = Interpolation::Bicubic;
    bool pillow = false;  ///< resample as Pillow does instead (the original LLaVA programs)
    bool padToSquare = false, resize = true, centreCrop = false, rescale = true, normalise = true;
    int height = 0, width = 0;          ///< target of the resizing; 0: by shortestEdge
    int shortestEdge = 0;               ///< target of the shorter edge, the other follows
    int cropHeight = 0, cropWidth = 0;  ///< centreCrop
    double rescaleFactor = 1.0 / 255;
    std::array<double, 3> mean{0.5, 0.5, 0.5}, deviation{0.5, 0.5, 0.5};
    /// LLaVA 1.6: resolutions (height, width) that a picture is cut into tiles at; empty: no tiles. Then
    /// pixel_values are [B,tiles,3,H,W], filled up with zeros, and image_sizes [B,2] come with them.
    std::vector<std::array<int, 2>> tileResolutions;
    int patchSize = 14, temporalPatchSize = 2, mergeSize = 2;     ///< Patches
    long long minPixels = 56 * 56, maxPixels = 28LL * 28 * 1280;  ///< Patches
};

/// Reads preprocessor_config.json; `config` is the model's config.json (for LLaVA's image_aspect_ratio and
/// for checkpoints without a preprocessor file). Throws Error naming what is not known or makes no sense.
ImageProcessorConfig imageProcessorConfig(const nlohmann::json& preprocessor, const nlohmann::json& config);

/// Height and width that Qwen-VL gives a picture: multiples of `factor`, about the same shape, between
/// `minPixels` and `maxPixels` pixels. Throws Error when one edge is more than 200 times the other.
std::array<int, 2> smartResize(int height, int width, int factor, long long minPixels, long long maxPixels);

/// Resamples an 8-bit picture [3,H,W] with antialiasing, rounded and clamped as torchvision (or Pillow) does.
torch::Tensor resizePicture(const torch::Tensor& rgb, int height, int width,
                            ImageProcessorConfig::Interpolation interpolation, bool pillow = false);

/// Makes a picture [3,H,W] square by adding pixels of one colour on both sides of the shorter axis (one more
/// at the end when they are odd). Changes `mapping` accordingly.
torch::Tensor padToSquare(const torch::Tensor& rgb, const std::array<int, 3>& colour,
                          PictureMapping& mapping);

/// Pictures as a model wants them.
struct PreparedPictures {
    /// pixel_values fp32 [B,3,H,W]; or pixel_values fp32 [patches,values] and image_grid_thw int64 [B,3]; or
    /// pixel_values fp32 [B,tiles,3,H,W] and image_sizes int64 [B,2] (height, width).
    std::map<std::string, torch::Tensor> tensors;
    std::vector<PictureMapping> mappings;  ///< one per picture; of the whole one when it is cut into tiles
};

/// Prepares 8-bit RGB pictures [3,H,W] (uint8, CPU). Throws Error for another shape or type, Cancelled.
PreparedPictures preparePictures(const std::vector<torch::Tensor>& pictures,
                                 const ImageProcessorConfig& config, const std::atomic<bool>* stop = nullptr);

}  // namespace dokuei::inference
