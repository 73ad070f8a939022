#include "viewer/render/ViewModel.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

#include "viewer/render/ValueText.h"

namespace dokuei::viewer {

double LengthMeasurement::millimetres() const {
    return std::hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
}

std::optional<Index3> ViewModel::voxelAt(const Vec3& lps) const {
    if (!volume) return {};
    const Geometry& geometry = volume->geometry();
    const Vec3 voxel = geometry.voxelFromLps(lps);
    Index3 index;
    for (int a = 0; a < 3; ++a) {
        const double nearest = std::round(voxel[a]);
        if (!(nearest >= 0 && nearest < geometry.size[a])) return {};
        index[a] = static_cast<int>(nearest);
    }
    if (!volume->sliceReady(index[2])) return {};
    return index;
}

double ViewModel::valueAt(const Vec3& lps) const {
    const auto index = voxelAt(lps);
    return index ? volume->valueAt((*index)[0], (*index)[1], (*index)[2])
                 : std::numeric_limits<double>::quiet_NaN();
}

QString ViewModel::positionText(const Vec3& lps, double value) const {
    QString text;
    const auto index = volume && volume->scalarType() == ScalarType::Rgb8 ? voxelAt(lps) : std::nullopt;
    if (index) {
        const Rgb colour = volume->colourAt((*index)[0], (*index)[1], (*index)[2]);
        text = QString("R %1  G %2  B %3  ").arg(colour.red).arg(colour.green).arg(colour.blue);
    } else if (volume && std::isfinite(value)) {
        text = valueText(*volume, value) + "  ";
    }
    // Where nothing tells the place in the patient, the pixel is told.
    if (volume && !volume->identity.placed) {
        const Vec3 voxel = volume->geometry().voxelFromLps(lps);
        return text + QCoreApplication::translate("ViewModel", "pixel %1, %2")
                          .arg(std::round(voxel[0]), 0, 'f', 0)
                          .arg(std::round(voxel[1]), 0, 'f', 0);
    }
    text +=
        QString("x %1  y %2  z %3 mm").arg(lps[0], 0, 'f', 1).arg(lps[1], 0, 'f', 1).arg(lps[2], 0, 'f', 1);
    return text;
}

const ViewBox* ViewModel::box(const std::string& id) const {
    for (const ViewBox& candidate : boxes)
        if (candidate.id == id) return &candidate;
    return nullptr;
}

bool ViewModel::emphasised(const ViewBox& box) const {
    return box.id == selectedBox || box.id == highlightedBox || box.id == hoveredBox;
}

}  // namespace dokuei::viewer
