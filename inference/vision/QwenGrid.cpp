#include "inference/vision/QwenGrid.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace dokuei::inference {

torch::Tensor patchPositions(const PatchGrid& grid, int merge) {
    const auto options = torch::dtype(torch::kLong);
    const auto inBlocks = [&](const torch::Tensor& t) {
        return t.expand({grid.height, grid.width})
            .reshape({grid.height / merge, merge, grid.width / merge, merge})
            .transpose(1, 2)
            .reshape({grid.patches()});
    };
    return at::stack({inBlocks(at::arange(grid.height, options).unsqueeze(1)),
                      inBlocks(at::arange(grid.width, options).unsqueeze(0))},
                     1);
}

VisionRotary rotaryOfPatches(const torch::Tensor& positions, int headDim, double theta) {
    const auto options = torch::dtype(torch::kFloat);
    const int spatial = headDim / 2;
    const auto exponent = at::arange(0, spatial, 2, options) / spatial;
    const auto frequency = at::pow(torch::full({}, theta, options), exponent).reciprocal();
    const auto angle = (positions.to(torch::kFloat).unsqueeze(2) * frequency).flatten(1);  // [T,headDim/2]
    const auto both = at::cat({angle, angle}, 1).unsqueeze(1);
    return {both.cos(), both.sin()};
}

WindowOrder windowOrder(const PatchGrid& grid, int merge, int side) {
    const std::int64_t rows = grid.height / merge, columns = grid.width / merge;
    // Windows of one size are gathered so that each size is one batched attention.
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::int64_t>> cells;
    for (std::int64_t top = 0; top < rows; top += side)
        for (std::int64_t left = 0; left < columns; left += side) {
            const auto height = std::min<std::int64_t>(side, rows - top),
                       width = std::min<std::int64_t>(side, columns - left);
            auto& list = cells[{height, width}];
            for (std::int64_t r = top; r < top + height; ++r)
                for (std::int64_t c = left; c < left + width; ++c) list.push_back(r * columns + c);
        }
    WindowOrder result;
    std::vector<std::int64_t> order;
    order.reserve(static_cast<std::size_t>(rows * columns));
    for (const auto& [size, list] : cells) {
        const auto unit = std::int64_t{merge} * merge, length = size.first * size.second;
        result.windows.push_back({static_cast<std::int64_t>(order.size()) * unit,
                                  static_cast<std::int64_t>(list.size()) / length, length * unit});
        order.insert(order.end(), list.begin(), list.end());
    }
    result.order = torch::tensor(order, torch::kLong);
    return result;
}

torch::Tensor interpolatedPositions(const torch::Tensor& table, const PatchGrid& grid, int merge) {
    const auto side = static_cast<std::int64_t>(std::lround(std::sqrt(static_cast<double>(table.size(0)))));
    const auto positions = patchPositions(grid, merge).to(table.device());
    const auto axis = [&](int column, std::int64_t size) {
        const auto source = positions.select(1, column).to(torch::kFloat) * static_cast<double>(side - 1) /
                            static_cast<double>(std::max<std::int64_t>(size - 1, 1));
        const auto low = source.floor();
        const auto first = low.to(torch::kLong);
        return std::pair{std::pair{first.clamp(0, side - 1), (first + 1).clamp(0, side - 1)}, source - low};
    };
    const auto [rows, rowShare] = axis(0, grid.height);
    const auto [columns, columnShare] = axis(1, grid.width);
    const auto part = [&](const torch::Tensor& r, const torch::Tensor& c, const torch::Tensor& weight) {
        return at::embedding(table, r * side + c) * weight.unsqueeze(1);
    };
    return part(rows.first, columns.first, (1 - rowShare) * (1 - columnShare)) +
           part(rows.first, columns.second, (1 - rowShare) * columnShare) +
           part(rows.second, columns.first, rowShare * (1 - columnShare)) +
           part(rows.second, columns.second, rowShare * columnShare);
}

}  // namespace dokuei::inference
