#pragma once

#include <QRect>

#include <array>

#include "viewer/render/ViewTypes.h"

namespace dokuei::viewer {

/// Rectangles of the four views; an empty one is hidden. Split positions are fractions of the size.
struct GridLayout {
    ViewLayout layout = ViewLayout::FourUp;
    double splitX = 0.5, splitY = 0.5;
    static constexpr int gap = 4;

    std::array<QRect, 4> rects(const QSize& size) const;
    /// Which splits a point lies on.
    struct Splits {
        bool x = false, y = false;
    };
    Splits splitsAt(const QPoint& point, const QSize& size) const;
};

/// The layout that shows one view alone.
ViewLayout singleLayout(ViewId view);

}  // namespace dokuei::viewer
