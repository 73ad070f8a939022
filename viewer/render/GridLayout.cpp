#include "viewer/render/GridLayout.h"

#include <cstdlib>

namespace dokuei::viewer {

std::array<QRect, 4> GridLayout::rects(const QSize& size) const {
    const int w = size.width(), h = size.height();
    const int x = qRound(w * splitX), y = qRound(h * splitY), half = gap / 2;
    const QRect whole(0, 0, w, h);
    switch (layout) {
        case ViewLayout::FourUp:
            return {QRect(0, 0, x - half, y - half), QRect(x + half, 0, w - x - half, y - half),
                    QRect(0, y + half, x - half, h - y - half),
                    QRect(x + half, y + half, w - x - half, h - y - half)};
        case ViewLayout::AxialLarge: {
            const int left = x + half, width = w - left;
            const int third = (h - 2 * gap) / 3;
            return {QRect(0, 0, x - half, h), QRect(left, 0, width, third),
                    QRect(left, third + gap, width, third),
                    QRect(left, 2 * (third + gap), width, h - 2 * (third + gap))};
        }
        case ViewLayout::SingleAxial:
            return {whole, {}, {}, {}};
        case ViewLayout::SingleCoronal:
            return {QRect(), whole, {}, {}};
        case ViewLayout::SingleSagittal:
            return {QRect(), {}, whole, {}};
        case ViewLayout::SingleVolume:
            return {QRect(), {}, {}, whole};
    }
    return {};
}

GridLayout::Splits GridLayout::splitsAt(const QPoint& point, const QSize& size) const {
    const bool hasX = layout == ViewLayout::FourUp || layout == ViewLayout::AxialLarge;
    const bool hasY = layout == ViewLayout::FourUp;
    return {hasX && std::abs(point.x() - qRound(size.width() * splitX)) <= gap,
            hasY && std::abs(point.y() - qRound(size.height() * splitY)) <= gap};
}

ViewLayout singleLayout(ViewId view) {
    switch (view) {
        case ViewId::Axial:
            return ViewLayout::SingleAxial;
        case ViewId::Coronal:
            return ViewLayout::SingleCoronal;
        case ViewId::Sagittal:
            return ViewLayout::SingleSagittal;
        case ViewId::Volume:
            return ViewLayout::SingleVolume;
    }
    return ViewLayout::SingleAxial;
}

}  // namespace dokuei::viewer
