#include "inference/training/Noise.h"

namespace dokuei::inference {

std::vector<float> smoothField(const Grid& grid, double cell, Random& random) {
    const int cx = static_cast<int>(grid.nx / cell) + 2, cy = static_cast<int>(grid.ny / cell) + 2,
              cz = static_cast<int>(grid.nz / cell) + 2;
    std::vector<float> nodes(static_cast<std::size_t>(cx) * cy * cz);
    for (auto& n : nodes) n = static_cast<float>(random.normal());
    std::vector<float> field(grid.count());
    std::vector<float> plane(static_cast<std::size_t>(cx) * cy), row(cx);
    std::vector<int> index(grid.nx);
    std::vector<float> weight(grid.nx);
    for (int x = 0; x < grid.nx; ++x) {
        index[x] = static_cast<int>(x / cell);
        weight[x] = static_cast<float>(x / cell - index[x]);
    }
    float* out = field.data();
    for (int z = 0; z < grid.nz; ++z) {
        const int iz = static_cast<int>(z / cell);
        const float wz = static_cast<float>(z / cell - iz);
        const float *low = &nodes[static_cast<std::size_t>(iz) * cx * cy], *high = low + cx * cy;
        for (int i = 0; i < cx * cy; ++i) plane[i] = low[i] + wz * (high[i] - low[i]);
        for (int y = 0; y < grid.ny; ++y) {
            const int iy = static_cast<int>(y / cell);
            const float wy = static_cast<float>(y / cell - iy);
            for (int i = 0; i < cx; ++i)
                row[i] = plane[iy * cx + i] + wy * (plane[(iy + 1) * cx + i] - plane[iy * cx + i]);
            for (int x = 0; x < grid.nx; ++x)
                *out++ = row[index[x]] + weight[x] * (row[index[x] + 1] - row[index[x]]);
        }
    }
    return field;
}

void blurAxis(std::vector<float>& image, const Grid& grid, int axis, const std::vector<float>& kernel) {
    const int n[3] = {grid.nx, grid.ny, grid.nz};
    const std::size_t stride[3] = {1, static_cast<std::size_t>(grid.nx),
                                   static_cast<std::size_t>(grid.nx) * grid.ny};
    const int radius = static_cast<int>(kernel.size()) / 2, length = n[axis];
    const int a = axis == 0 ? 1 : 0, b = axis == 2 ? 1 : 2;
    std::vector<float> line(length + 2 * radius);
    for (int j = 0; j < n[b]; ++j)
        for (int i = 0; i < n[a]; ++i) {
            float* start = image.data() + j * stride[b] + i * stride[a];
            for (int k = -radius; k < length + radius; ++k)
                line[k + radius] = start[std::clamp(k, 0, length - 1) * stride[axis]];
            for (int k = 0; k < length; ++k) {
                float sum = 0;
                for (int t = 0; t <= 2 * radius; ++t) sum += kernel[t] * line[k + t];
                start[k * stride[axis]] = sum;
            }
        }
}

std::vector<float> gaussianKernel(double sigma) {
    const int radius = std::max(1, static_cast<int>(std::ceil(2.5 * sigma)));
    std::vector<float> kernel(2 * radius + 1);
    float sum = 0;
    for (int i = -radius; i <= radius; ++i)
        sum += kernel[i + radius] = std::exp(-0.5f * i * i / (sigma * sigma));
    for (auto& k : kernel) k /= sum;
    return kernel;
}

}  // namespace dokuei::inference
