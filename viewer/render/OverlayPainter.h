#pragma once

#include <QCoreApplication>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <array>
#include <vector>

#include "viewer/render/ViewTypes.h"

namespace dokuei::viewer {

/// Draws what lies over a picture: text, boxes, crosshair, scale. All coordinates are logical pixels.
class OverlayPainter {
    Q_DECLARE_TR_FUNCTIONS(OverlayPainter)
public:
    OverlayPainter(QPainter& painter, const QRectF& area, QFont font);

    enum class Corner { TopLeft, TopRight, BottomLeft, BottomRight };
    /// Lines from the corner inwards; bottom corners end at the bottom. The last `warnings` lines are in
    /// the warning colour.
    void cornerText(Corner corner, const QStringList& lines, int warnings = 0);
    /// Where the last lines of a bottom right corner text stand.
    QRectF lastLines(int count) const;
    /// Letters at the left, right, top and bottom edge.
    void edgeLetters(const std::array<char, 4>& letters);
    /// A bar of a round length at the bottom edge.
    void scaleBar(double mmPerPixel);
    void crosshair(const QPointF& at);
    /// Where the crosshair is, in the volume rendering.
    void cursorMark(const QPointF& at);
    /// `emphasised` draws thicker and with the label.
    void box(const QRectF& rect, const ViewBox& box, bool emphasised);
    /// The twelve edges of a box, corners in the order of their bits (x 1, y 2, z 4).
    void boxEdges(const std::array<QPointF, 8>& corners, const ViewBox& box, bool emphasised);
    /// What is laid over this slice, below `skippedLines` lines of corner text at the right.
    struct LegendLine {
        QString text;
        QColor colour;
        bool automatic = false;  ///< with the sparkle of what an algorithm made
        bool keyImage = false;   ///< with a star in place of the colour field
    };
    void legend(const std::vector<LegendLine>& lines, int skippedLines);
    void length(const QPointF& from, const QPointF& to, const QString& text);
    /// A box while it is drawn.
    void rubberBand(const QRectF& rect, const QString& text);
    void message(const QString& text);
    void progress(int percent);
    /// The frame of the view that takes keyboard commands.
    void activeFrame();

private:
    void outlinedText(const QRectF& rect, int flags, const QString& text, const QColor& color);
    void label(const QPointF& bottomLeft, const QString& text, const QColor& color);
    void star(const QPointF& center, double radius, int points, double waist, const QColor& color);
    void sparkle(const QPointF& center, double radius, const QColor& color);
    QPen boxPen(const ViewBox& box, bool emphasised) const;

    QPainter& painter_;
    QRectF area_;
    QFont font_;
};

}  // namespace dokuei::viewer
