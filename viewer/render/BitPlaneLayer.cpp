#include "viewer/render/BitPlaneLayer.h"

#include <QTransform>

#include <cmath>

namespace dokuei::viewer {

namespace {

constexpr double kParallel = 0.999;
constexpr QRgb kInk = 0xFFFFD75F;

}  // namespace

void BitPlaneLayer::pictureOf(const Volume& volume, int k) {
    if (serial_ == volume.serial() && slice_ == k) return;
    serial_ = volume.serial();
    slice_ = k;
    pictures_.clear();
    for (const BitPlane& plane : volume.bitPlanes[k]) {
        QImage picture(plane.columns, plane.rows, QImage::Format_ARGB32_Premultiplied);
        picture.fill(0);
        for (int j = 0; j < plane.rows; ++j) {
            auto* line = reinterpret_cast<QRgb*>(picture.scanLine(j));
            for (int i = 0; i < plane.columns; ++i)
                if (plane.at(i, j)) line[i] = kInk;
        }
        pictures_.push_back(std::move(picture));
    }
}

void BitPlaneLayer::paint(QPainter& painter, const Volume& volume, const PlaneGeometry& shown) {
    const Geometry& g = volume.geometry();
    const int normal = planeAxes(shown.plane).normalAxis;
    if (volume.bitPlanes.empty() || std::abs(g.direction[3 * normal + 2]) < kParallel) return;
    const double depth = g.voxelFromLps(shown.center)[2];
    const int k = static_cast<int>(std::lround(depth));
    if (!(std::abs(depth - k) < 0.51) || k < 0 || k >= g.size[2] || !volume.sliceReady(k)) return;
    if (volume.bitPlanes[k].empty()) return;
    pictureOf(volume, k);
    const bool placed = k < static_cast<int>(volume.slices.size());
    const double offsetI = placed ? volume.slices[k].offsetI : 0,
                 offsetJ = placed ? volume.slices[k].offsetJ : 0;
    for (std::size_t p = 0; p < pictures_.size(); ++p) {
        const BitPlane& plane = volume.bitPlanes[k][p];
        // Outer corners: a voxel's own place is its centre.
        const double i = plane.firstI + offsetI - 0.5, j = plane.firstJ + offsetJ - 0.5;
        const QPointF origin = shown.screenFromLps(g.lpsFromVoxel({i, j, 1.0 * k})),
                      alongI = shown.screenFromLps(g.lpsFromVoxel({i + 1, j, 1.0 * k})) - origin,
                      alongJ = shown.screenFromLps(g.lpsFromVoxel({i, j + 1, 1.0 * k})) - origin;
        painter.save();
        painter.setTransform(
            QTransform(alongI.x(), alongI.y(), alongJ.x(), alongJ.y(), origin.x(), origin.y()), true);
        painter.drawImage(QPointF(0, 0), pictures_[p]);
        painter.restore();
    }
}

}  // namespace dokuei::viewer
