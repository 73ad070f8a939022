#include "viewer/render/OverlayLayer.h"

#include <QFontMetricsF>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace dokuei::viewer {

namespace {

constexpr double lineWidth = 1.6;

/// Colours of one layer's labels: premultiplied surface and rim.
struct LayerColours {
    std::array<QRgb, 256> surface{}, rim{};
    std::array<int, 256> overlay{};
    bool any = false;
};

QRgb over(QRgb top, QRgb below) {
    const unsigned rest = 255U - static_cast<unsigned>(qAlpha(top));
    const auto mix = [rest](int a, int b) {
        return a + static_cast<int>((rest * static_cast<unsigned>(b) + 127) / 255);
    };
    return qRgba(mix(qRed(top), qRed(below)), mix(qGreen(top), qGreen(below)), mix(qBlue(top), qBlue(below)),
                 mix(qAlpha(top), qAlpha(below)));
}

QColor colourOf(const Overlay& overlay) {
    return QColor(overlay.colour[0], overlay.colour[1], overlay.colour[2]);
}

/// An affine map from pixels to voxel indices.
struct PixelToVoxel {
    Vec3 origin, alongX, alongY;

    PixelToVoxel(const PlaneGeometry& plane, const Geometry& grid) {
        origin = grid.voxelFromLps(plane.lpsFromScreen({0.5, 0.5}));
        const Vec3 right = grid.voxelFromLps(plane.lpsFromScreen({1.5, 0.5}));
        const Vec3 down = grid.voxelFromLps(plane.lpsFromScreen({0.5, 1.5}));
        for (std::size_t a = 0; a < 3; ++a) {
            alongX[a] = right[a] - origin[a];
            alongY[a] = down[a] - origin[a];
        }
    }
    Vec3 at(int x, int y) const {
        Vec3 voxel;
        for (std::size_t a = 0; a < 3; ++a) voxel[a] = origin[a] + x * alongX[a] + y * alongY[a];
        return voxel;
    }
};

/// The part of the view that the masks of a grid can reach.
QRectF reachOf(const LabelGrid& grid, const PlaneGeometry& plane) {
    const Index3 low = grid.boxLow(), high = grid.boxHigh();
    if (high[0] < low[0]) return {};
    QRectF reach;
    for (int corner = 0; corner < 8; ++corner) {
        const Vec3 voxel{corner & 1 ? high[0] + 0.5 : low[0] - 0.5, corner & 2 ? high[1] + 0.5 : low[1] - 0.5,
                         corner & 4 ? high[2] + 0.5 : low[2] - 0.5};
        const QPointF at = plane.screenFromLps(grid.geometry().lpsFromVoxel(voxel));
        reach = corner == 0 ? QRectF(at, QSizeF(1e-6, 1e-6)) : reach.united(QRectF(at, QSizeF(1e-6, 1e-6)));
    }
    return reach;
}

}  // namespace

void OverlayLayer::paintMasks(const std::vector<Overlay>& overlays, const Shown& shown) {
    const QSize size = shown.geometry.size.toSize();
    masks_ = QImage();
    maskSeen_.assign(overlays.size(), false);
    std::map<std::pair<const LabelGrid*, int>, LayerColours> layers;
    for (std::size_t n = 0; n < overlays.size(); ++n) {
        const Overlay& overlay = overlays[n];
        if (!overlay.visible || !overlay.grid) continue;
        const LabelGrid::Place place = overlay.grid->place(overlay.mask);
        if (place.layer < 0) continue;
        LayerColours& colours = layers[{overlay.grid.get(), place.layer}];
        QColor surface = colourOf(overlay), rim = surface;
        surface.setAlphaF(static_cast<float>(std::clamp(overlay.opacity, 0.0, 1.0)));
        rim.setAlphaF(0.9F);
        colours.surface[place.label] = qPremultiply(surface.rgba());
        colours.rim[place.label] = qPremultiply(rim.rgba());
        colours.overlay[place.label] = static_cast<int>(n);
        colours.any = true;
    }
    if (layers.empty() || size.isEmpty()) return;
    masks_ = QImage(size, QImage::Format_ARGB32_Premultiplied);
    masks_.fill(Qt::transparent);
    std::vector<std::uint8_t> labels;
    for (const auto& [key, colours] : layers) {
        const LabelGrid& grid = *key.first;
        // One pixel more all round, so that a rim at the edge finds its neighbour.
        const QRectF view(QPointF(-1, -1), QSizeF(size) + QSizeF(2, 2));
        const QRect part = (reachOf(grid, shown.geometry).adjusted(-2, -2, 2, 2) & view).toAlignedRect();
        if (part.isEmpty()) continue;
        const int width = part.width(), height = part.height();
        labels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
        const PixelToVoxel map(shown.geometry, grid.geometry());
        for (int y = 0; y < height; ++y) {
            std::uint8_t* row = labels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
            for (int x = 0; x < width; ++x) {
                Index3 voxel;
                if (grid.nearestVoxel(map.at(part.left() + x, part.top() + y), voxel))
                    row[x] = grid.labelAt(key.second, voxel[0], voxel[1], voxel[2]);
            }
        }
        for (int y = 1; y + 1 < height; ++y) {
            const int line = part.top() + y;
            if (line < 0 || line >= size.height()) continue;
            const std::uint8_t* row =
                labels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
            auto* out = reinterpret_cast<QRgb*>(masks_.scanLine(line));
            for (int x = 1; x + 1 < width; ++x) {
                const std::uint8_t label = row[x];
                const int column = part.left() + x;
                if (!label || !colours.surface[label] || column < 0 || column >= size.width()) continue;
                const bool rim = row[x - 1] != label || row[x + 1] != label || row[x - width] != label ||
                                 row[x + width] != label;
                out[column] = over(rim ? colours.rim[label] : colours.surface[label], out[column]);
                maskSeen_[static_cast<std::size_t>(colours.overlay[label])] = true;
            }
        }
    }
}

OverlayLayer::Extent OverlayLayer::extentOf(const OverlayFigure& figure, const Shown& shown) {
    const auto axis = static_cast<std::size_t>(shown.stack.axis);
    Extent extent{figure.points.front()[axis], figure.points.front()[axis]};
    for (const Vec3& point : figure.points) {
        extent.low = std::min(extent.low, point[axis]);
        extent.high = std::max(extent.high, point[axis]);
    }
    return extent;
}

std::optional<bool> OverlayLayer::flatOnSlice(const Extent& extent, const Shown& shown) {
    const double step = std::abs(shown.stack.step);
    if (extent.high - extent.low > step / 4) return {};
    return std::abs((extent.low + extent.high) / 2 - shown.position) <= step / 2 * (1 + 1e-6);
}

std::vector<std::pair<Vec3, Vec3>> OverlayLayer::cuts(const OverlayFigure& figure, const Shown& shown) {
    const auto axis = static_cast<std::size_t>(shown.stack.axis);
    const auto& points = figure.points;
    std::vector<Vec3> crossings;
    const std::size_t edges = figure.closed ? points.size() : points.size() - 1;
    for (std::size_t p = 0; p < edges; ++p) {
        const Vec3& a = points[p];
        const Vec3& b = points[(p + 1) % points.size()];
        if ((a[axis] <= shown.position) == (b[axis] <= shown.position)) continue;
        const double t = (shown.position - a[axis]) / (b[axis] - a[axis]);
        crossings.push_back({a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])});
    }
    std::vector<std::pair<Vec3, Vec3>> found;
    if (!figure.closed) {
        for (const Vec3& point : crossings) found.emplace_back(point, point);
        return found;
    }
    // A flat outline is cut in points of one line: sorted along it, they enclose the inside pair by pair.
    std::sort(crossings.begin(), crossings.end());
    for (std::size_t c = 0; c + 1 < crossings.size(); c += 2)
        found.emplace_back(crossings[c], crossings[c + 1]);
    return found;
}

bool OverlayLayer::paintFigure(QPainter& painter, const Overlay& overlay, const OverlayFigure& figure,
                               const Extent& extent, const Shown& shown) {
    const auto axis = static_cast<std::size_t>(shown.stack.axis);
    const QColor colour = colourOf(overlay);
    const auto screen = [&](const Vec3& lps) { return shown.geometry.screenFromLps(lps); };
    const auto dot = [&](const QPointF& at) {
        painter.setPen(QPen(QColor(0, 0, 0, 200), 3));
        painter.drawEllipse(at, 3.5, 3.5);
        painter.setPen(QPen(colour, lineWidth));
        painter.drawEllipse(at, 3.5, 3.5);
    };
    painter.setBrush(Qt::NoBrush);
    if (figure.marks) {
        bool any = false;
        for (const Vec3& point : figure.points) {
            if (!flatOnSlice({point[axis], point[axis]}, shown).value_or(false)) continue;
            dot(screen(point));
            any = true;
        }
        return any;
    }
    const auto flat = flatOnSlice(extent, shown);
    if (!flat) {
        const auto parts = cuts(figure, shown);
        for (const auto& [from, to] : parts) {
            if (!figure.closed) {
                dot(screen(from));
                continue;
            }
            painter.setPen(QPen(QColor(0, 0, 0, 160), lineWidth + 1.6));
            painter.drawLine(screen(from), screen(to));
            painter.setPen(QPen(colour, lineWidth));
            painter.drawLine(screen(from), screen(to));
        }
        return !parts.empty();
    }
    if (!*flat) return false;
    QPolygonF line;
    for (const Vec3& point : figure.points) line << screen(point);
    if (figure.closed) line << line.front();
    if (figure.filled) {
        QColor inside = colour;
        inside.setAlphaF(static_cast<float>(overlay.opacity));
        painter.setBrush(inside);
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(line);
        painter.setBrush(Qt::NoBrush);
    }
    for (const auto& [ink, width] :
         {std::pair{QColor(0, 0, 0, 160), lineWidth + 1.6}, std::pair{colour, lineWidth}}) {
        QPen pen(ink, width);
        pen.setJoinStyle(Qt::RoundJoin);
        painter.setPen(pen);
        painter.drawPolyline(line);
    }
    if (!figure.label.empty()) {
        const QRectF bounds = line.boundingRect();
        const QString text = QString::fromStdString(figure.label);
        painter.setPen(QColor(0, 0, 0, 200));
        painter.drawText(bounds.topLeft() + QPointF(1, -3), text);
        painter.setPen(colour);
        painter.drawText(bounds.topLeft() + QPointF(0, -4), text);
    }
    return true;
}

bool OverlayLayer::paintTexts(QPainter& painter, const Overlay& overlay, const Shown& shown) {
    const auto axis = static_cast<std::size_t>(shown.stack.axis);
    bool any = false;
    for (const OverlayText& text : overlay.texts) {
        if (!flatOnSlice({text.at[axis], text.at[axis]}, shown).value_or(false)) continue;
        any = true;
        const QPointF at = shown.geometry.screenFromLps(text.at);
        const QFontMetricsF metrics(painter.font());
        const QStringList lines = QString::fromStdString(text.text).split('\n');
        if (text.hasAnchor) {
            painter.setPen(QPen(colourOf(overlay), 1));
            painter.drawLine(at, shown.geometry.screenFromLps(text.anchor));
        }
        for (int n = 0; n < lines.size(); ++n) {
            const QPointF baseline = at + QPointF(0, metrics.ascent() + n * metrics.height());
            painter.setPen(QColor(0, 0, 0, 220));
            for (const QPointF& rim : {QPointF(1, 1), QPointF(-1, 1), QPointF(1, -1), QPointF(-1, -1)})
                painter.drawText(baseline + rim, lines[n].trimmed());
            painter.setPen(colourOf(overlay));
            painter.drawText(baseline, lines[n].trimmed());
        }
    }
    return any;
}

std::vector<const Overlay*> OverlayLayer::paint(QPainter& painter, const std::vector<Overlay>& overlays,
                                                int revision, const Shown& shown) {
    if (revision != revision_) {
        extents_.clear();
        for (const Overlay& overlay : overlays) {
            auto& extents = extents_.emplace_back();
            for (const OverlayFigure& figure : overlay.figures)
                extents.push_back(figure.points.empty() ? Extent{} : extentOf(figure, shown));
        }
    }
    if (revision != revision_ || shown.geometry != drawn_) {
        paintMasks(overlays, shown);
        revision_ = revision;
        drawn_ = shown.geometry;
    }
    if (!masks_.isNull()) painter.drawImage(0, 0, masks_);
    std::vector<const Overlay*> present;
    for (std::size_t n = 0; n < overlays.size(); ++n) {
        const Overlay& overlay = overlays[n];
        if (!overlay.visible) continue;
        bool here = maskSeen_[n];
        for (std::size_t f = 0; f < overlay.figures.size(); ++f) {
            const OverlayFigure& figure = overlay.figures[f];
            const Extent& extent = extents_[n][f];
            if (figure.points.empty()) continue;
            // Where contours cut through the plane, their filled mask shows it better.
            if (overlay.grid && !figure.marks && !flatOnSlice(extent, shown)) continue;
            here = paintFigure(painter, overlay, figure, extent, shown) || here;
        }
        here = paintTexts(painter, overlay, shown) || here;
        here = here ||
               (shown.volumeSlice >= 0 &&
                std::binary_search(overlay.keySlices.begin(), overlay.keySlices.end(), shown.volumeSlice));
        if (here) present.push_back(&overlay);
    }
    return present;
}

}  // namespace dokuei::viewer
