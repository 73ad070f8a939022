#pragma once

#include <QString>
#include <QStringList>

#include <array>
#include <string>

namespace dokuei::viewer {

/// An axis-aligned box in patient space, drawn in every view.
struct ViewBox {
    std::string id, label;                        ///< label is UTF-8
    std::array<double, 6> lps{0, 0, 0, 0, 0, 0};  ///< xmin, ymin, zmin, xmax, ymax, zmax; LPS, mm
    bool ai = true;                               ///< AI: dashed with a sparkle mark; human: solid
    bool lesion = false;                          ///< drawn with a heavier line
};

/// What the window knows and the views write in their corners. Each view adds slice n/N, position,
/// thickness, window and zoom itself.
struct CornerText {
    QStringList topLeft, topRight;  ///< patient; institution and study
    QString seriesLine;             ///< bottom left
    QStringList warnings;           ///< bottom right, in the warning colour
    QStringList details;            ///< the warnings in full, shown when the pointer is over them
};

/// What the left mouse button does in a slice view.
enum class Tool { Crosshair, Scroll, Pan, Zoom, WindowLevel, Length, Box };

/// The four views, in Tab order.
enum class ViewId { Axial, Coronal, Sagittal, Volume };

/// How the views share the space. AxialLarge: axial at the left, the other three in a column.
enum class ViewLayout { FourUp, AxialLarge, SingleAxial, SingleCoronal, SingleSagittal, SingleVolume };

/// How the planes of a thick slab are combined.
enum class SlabMode { Mip, MinIp, Mean };

/// Transfer functions of the volume rendering.
enum class VolumePreset { CtBone, CtSoft, Mr };

}  // namespace dokuei::viewer
