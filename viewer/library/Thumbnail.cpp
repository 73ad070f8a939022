#include <QBuffer>
#include <QImage>
#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/library/StudyIndex.h"

namespace dokuei::viewer {
namespace {

struct Window {
    double low, high;
};

/// The volume's own window, or what lies between the 1st and 99th percentile of a coarse sample of the slice.
Window windowOf(const Volume& volume, int k) {
    const SeriesIdentity& id = volume.identity;
    if (id.defaultWindow > 0)
        return {id.defaultLevel - id.defaultWindow / 2, id.defaultLevel + id.defaultWindow / 2};
    const Geometry& g = volume.geometry();
    std::vector<double> values;
    const int stepI = std::max(1, g.size[0] / 100), stepJ = std::max(1, g.size[1] / 100);
    for (int j = 0; j < g.size[1]; j += stepJ)
        for (int i = 0; i < g.size[0]; i += stepI)
            if (!volume.isPadding(i, j, k)) values.push_back(volume.valueAt(i, j, k));
    if (values.empty()) return {0, 1};
    const auto at = [&](double part) {
        const auto position =
            values.begin() + static_cast<long>(part * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), position, values.end());
        return *position;
    };
    const double low = at(0.01), high = at(0.99);
    return {low, std::max(high, low + 1e-6)};
}

}  // namespace

QByteArray thumbnailPng(const Volume& volume, int edge) {
    const Geometry& g = volume.geometry();
    const int k = g.size[2] / 2;
    if (!volume.sliceReady(k) || edge < 1) return {};
    const Window window = windowOf(volume, k);
    const double width = g.size[0] * g.spacing[0], height = g.size[1] * g.spacing[1];
    const double scale = edge / std::max(width, height);
    const int columns = std::clamp(static_cast<int>(std::lround(width * scale)), 1, edge);
    const int rows = std::clamp(static_cast<int>(std::lround(height * scale)), 1, edge);
    const bool colour = volume.scalarType() == ScalarType::Rgb8;
    QImage image(columns, rows, colour ? QImage::Format_RGB888 : QImage::Format_Grayscale8);
    for (int y = 0; y < rows; ++y) {
        // Means over what a pixel covers, so that noise does not glitter.
        const int firstJ = y * g.size[1] / rows, endJ = std::max(firstJ + 1, (y + 1) * g.size[1] / rows);
        uchar* line = image.scanLine(y);
        for (int x = 0; x < columns; ++x) {
            const int firstI = x * g.size[0] / columns,
                      endI = std::max(firstI + 1, (x + 1) * g.size[0] / columns);
            const double count = 1.0 * (endJ - firstJ) * (endI - firstI);
            if (colour) {
                std::array<double, 3> sums{};
                for (int j = firstJ; j < endJ; ++j)
                    for (int i = firstI; i < endI; ++i) {
                        const Rgb voxel = volume.colourAt(i, j, k);
                        sums[0] += voxel.red;
                        sums[1] += voxel.green;
                        sums[2] += voxel.blue;
                    }
                for (int c = 0; c < 3; ++c)
                    line[3 * x + c] = static_cast<uchar>(std::lround(sums[c] / count));
                continue;
            }
            double sum = 0;
            for (int j = firstJ; j < endJ; ++j)
                for (int i = firstI; i < endI; ++i) sum += volume.valueAt(i, j, k);
            const double grey = std::clamp((sum / count - window.low) / (window.high - window.low), 0.0, 1.0);
            line[x] = static_cast<uchar>(std::lround(255 * (volume.identity.monochrome1 ? 1 - grey : grey)));
        }
    }
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return png;
}

}  // namespace dokuei::viewer
