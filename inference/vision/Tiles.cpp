#include "inference/vision/Tiles.h"

#include <algorithm>
#include <cmath>

#include "inference/Error.h"

namespace dokuei::inference {

std::array<int, 2> bestResolution(int height, int width, const std::vector<std::array<int, 2>>& resolutions) {
    if (resolutions.empty()) throw Error("the model lists no resolutions");
    std::array<int, 2> best = resolutions.front();
    std::int64_t mostShown = 0, leastWasted = 0;
    for (const auto& [h, w] : resolutions) {
        const double scale = std::min(static_cast<double>(w) / width, static_cast<double>(h) / height);
        const auto shown =
            std::min(static_cast<std::int64_t>(width * scale) * static_cast<std::int64_t>(height * scale),
                     static_cast<std::int64_t>(width) * height);
        const auto wasted = static_cast<std::int64_t>(h) * w - shown;
        if (shown > mostShown || (shown == mostShown && mostShown > 0 && wasted < leastWasted)) {
            mostShown = shown;
            leastWasted = wasted;
            best = {h, w};
        }
    }
    return best;
}

torch::Tensor tilesOf(const torch::Tensor& rgb, const std::vector<std::array<int, 2>>& resolutions, int side,
                      ImageProcessorConfig::Interpolation interpolation, bool pillow) {
    const int height = static_cast<int>(rgb.size(1)), width = static_cast<int>(rgb.size(2));
    const auto [targetHeight, targetWidth] = bestResolution(height, width, resolutions);
    if (targetHeight % side != 0 || targetWidth % side != 0)
        throw Error("the model's resolutions are no multiples of its tiles");
    const double scaleX = static_cast<double>(targetWidth) / width,
                 scaleY = static_cast<double>(targetHeight) / height;
    const int newWidth = scaleX < scaleY ? targetWidth
                                         : std::min(static_cast<int>(std::ceil(width * scaleY)), targetWidth),
              newHeight = scaleX < scaleY
                              ? std::min(static_cast<int>(std::ceil(height * scaleX)), targetHeight)
                              : targetHeight;
    auto canvas = torch::zeros({3, targetHeight, targetWidth}, torch::kByte);
    canvas.narrow(1, (targetHeight - newHeight) / 2, newHeight)
        .narrow(2, (targetWidth - newWidth) / 2, newWidth)
        .copy_(resizePicture(rgb, newHeight, newWidth, interpolation, pillow));
    const auto tiles = canvas.view({3, targetHeight / side, side, targetWidth / side, side})
                           .permute({1, 3, 0, 2, 4})
                           .flatten(0, 1);
    return at::cat({resizePicture(rgb, side, side, interpolation, pillow).unsqueeze(0), tiles});
}

torch::Tensor packTiles(const torch::Tensor& features, const torch::Tensor& newline, int rows, int columns,
                        int height, int width, bool unpad) {
    const auto side =
        static_cast<std::int64_t>(std::lround(std::sqrt(static_cast<double>(features.size(1)))));
    const auto channels = features.size(2);
    if (features.size(0) != 1 + std::int64_t{rows} * columns || side * side != features.size(1))
        throw Error("the tiles of a picture do not fit its shape");
    auto grid = features.narrow(0, 1, std::int64_t{rows} * columns)
                    .reshape({rows, columns, side, side, channels})
                    .permute({0, 2, 1, 3, 4})
                    .reshape({rows * side, columns * side, channels});
    const auto cut = [](std::int64_t have, double shown) {
        return (have - static_cast<std::int64_t>(std::round(shown * 1e7) / 1e7)) / 2;
    };
    const double high = static_cast<double>(grid.size(0)), wide = static_cast<double>(grid.size(1));
    if (!unpad) {
        // The borders stay.
    } else if (static_cast<double>(width) / height > wide / high) {
        const auto border = cut(grid.size(0), height * (wide / width));
        grid = grid.narrow(0, border, grid.size(0) - 2 * border);
    } else {
        const auto border = cut(grid.size(1), width * (high / height));
        grid = grid.narrow(1, border, grid.size(1) - 2 * border);
    }
    if (newline.defined())
        grid = at::cat({grid, newline.to(grid.scalar_type()).expand({grid.size(0), 1, channels})}, 1);
    return at::cat({features[0], grid.reshape({-1, channels})});
}

}  // namespace dokuei::inference
