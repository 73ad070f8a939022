#include "viewer/render/OverlayPainter.h"

#include <QFontMetricsF>
#include <QPainterPath>

#include <cmath>

namespace dokuei::viewer {

namespace {

const QColor textColor(0xd7, 0xdd, 0xe4);
const QColor dimColor(0x8a, 0x95, 0xa1);
const QColor accentColor(0x4a, 0xa3, 0xdf);
const QColor aiColor(0xe0, 0xa3, 0x3a);
const QColor humanColor(0x5f, 0xc4, 0x8d);
const QColor warningColor(0xe0, 0x80, 0x3a);
const QColor panelColor(0x15, 0x19, 0x1e);
constexpr double margin = 8;

QColor boxColor(const ViewBox& box) {
    return box.ai ? aiColor : humanColor;
}

}  // namespace

OverlayPainter::OverlayPainter(QPainter& painter, const QRectF& area, QFont font)
    : painter_(painter), area_(area), font_(std::move(font)) {
    QStringList families = font_.families();
    if (!families.contains("Noto Sans CJK JP")) families.append("Noto Sans CJK JP");
    font_.setFamilies(families);
    font_.setPixelSize(12);
    painter_.setFont(font_);
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setRenderHint(QPainter::TextAntialiasing);
}

void OverlayPainter::outlinedText(const QRectF& rect, int flags, const QString& text, const QColor& color) {
    // A dark rim keeps text legible over bright bone and soft tissue.
    painter_.setPen(QColor(0, 0, 0, 200));
    for (const QPointF& rim : {QPointF(1, 1), QPointF(-1, 1), QPointF(1, -1), QPointF(-1, -1)})
        painter_.drawText(rect.translated(rim), flags, text);
    painter_.setPen(color);
    painter_.drawText(rect, flags, text);
}

void OverlayPainter::cornerText(Corner corner, const QStringList& lines, int warnings) {
    const QFontMetricsF metrics(font_);
    const double lineHeight = std::ceil(metrics.height());
    const bool right = corner == Corner::TopRight || corner == Corner::BottomRight;
    const bool bottom = corner == Corner::BottomLeft || corner == Corner::BottomRight;
    const double width = area_.width() / 2 - 2 * margin;
    double y = bottom ? area_.bottom() - margin - lineHeight * lines.size() : area_.top() + margin;
    for (int n = 0; n < lines.size(); ++n) {
        const QString text = metrics.elidedText(lines[n], Qt::ElideRight, width);
        const QRectF rect(right ? area_.right() - margin - width : area_.left() + margin, y, width,
                          lineHeight);
        const int flags = Qt::TextSingleLine | Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft);
        outlinedText(rect, flags, text, n >= lines.size() - warnings ? warningColor : textColor);
        y += lineHeight;
    }
}

QRectF OverlayPainter::lastLines(int count) const {
    const double height = count * std::ceil(QFontMetricsF(font_).height());
    const double width = area_.width() / 2 - 2 * margin;
    return {area_.right() - margin - width, area_.bottom() - margin - height, width, height};
}

void OverlayPainter::edgeLetters(const std::array<char, 4>& letters) {
    QFont bold = font_;
    bold.setPixelSize(15);
    bold.setBold(true);
    painter_.setFont(bold);
    const QRectF inner = area_.adjusted(margin, margin, -margin, -margin);
    const std::array<int, 4> flags{Qt::AlignLeft | Qt::AlignVCenter, Qt::AlignRight | Qt::AlignVCenter,
                                   Qt::AlignTop | Qt::AlignHCenter, Qt::AlignBottom | Qt::AlignHCenter};
    for (int edge = 0; edge < 4; ++edge)
        outlinedText(inner, flags[edge], QString(QChar::fromLatin1(letters[edge])), textColor);
    painter_.setFont(font_);
}

void OverlayPainter::scaleBar(double mmPerPixel) {
    // Between the direction letter and the corner text.
    const double top = area_.center().y() + 24;
    const double room = std::min(area_.height() * 0.3, area_.bottom() - 96 - top);
    const double wanted = room * mmPerPixel;
    if (room < 24 || !(wanted > 0)) return;
    const double decade = std::pow(10.0, std::floor(std::log10(wanted)));
    double length = decade;
    for (double factor : {5.0, 2.0}) {
        if (decade * factor <= wanted) {
            length = decade * factor;
            break;
        }
    }
    const double pixels = length / mmPerPixel;
    const double x = area_.right() - margin - 2;
    painter_.setPen(QPen(Qt::black, 3));
    painter_.drawLine(QPointF(x, top), QPointF(x, top + pixels));
    painter_.setPen(QPen(textColor, 1));
    painter_.drawLine(QPointF(x, top), QPointF(x, top + pixels));
    for (int tick = 0; tick <= 10; ++tick) {
        const double y = top + pixels * tick / 10;
        painter_.drawLine(QPointF(x, y), QPointF(x - (tick % 5 == 0 ? 6 : 3), y));
    }
    const QString text = length >= 10 ? QString("%1 cm").arg(length / 10) : QString("%1 mm").arg(length);
    outlinedText(QRectF(x - 70, top + pixels - 8, 60, 16), Qt::AlignRight | Qt::AlignVCenter, text, dimColor);
}

void OverlayPainter::crosshair(const QPointF& at) {
    constexpr double gap = 10;
    QColor color = accentColor;
    color.setAlpha(170);
    painter_.setRenderHint(QPainter::Antialiasing, false);
    painter_.setPen(QPen(color, 1));
    const double x = std::round(at.x()), y = std::round(at.y());
    painter_.drawLine(QPointF(area_.left(), y), QPointF(x - gap, y));
    painter_.drawLine(QPointF(x + gap, y), QPointF(area_.right(), y));
    painter_.drawLine(QPointF(x, area_.top()), QPointF(x, y - gap));
    painter_.drawLine(QPointF(x, y + gap), QPointF(x, area_.bottom()));
    painter_.setRenderHint(QPainter::Antialiasing);
}

void OverlayPainter::cursorMark(const QPointF& at) {
    painter_.setBrush(Qt::NoBrush);
    painter_.setPen(QPen(accentColor, 1.2));
    painter_.drawEllipse(at, 5, 5);
    for (const QPointF& way : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)})
        painter_.drawLine(at + way * 5, at + way * 10);
}

QPen OverlayPainter::boxPen(const ViewBox& box, bool emphasised) const {
    QPen pen(boxColor(box), (box.lesion ? 2.0 : 1.4) + (emphasised ? 1.0 : 0.0));
    if (box.ai) pen.setDashPattern({5, 3});
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::MiterJoin);
    return pen;
}

void OverlayPainter::star(const QPointF& center, double radius, int points, double waist,
                          const QColor& color) {
    QPainterPath star;
    for (int n = 0; n < 2 * points; ++n) {
        const double angle = n * M_PI / points, r = n % 2 == 0 ? radius : waist;
        const QPointF point = center + QPointF(std::sin(angle) * r, -std::cos(angle) * r);
        n == 0 ? star.moveTo(point) : star.lineTo(point);
    }
    star.closeSubpath();
    painter_.strokePath(star, QPen(QColor(0, 0, 0, 200), 2.5));
    painter_.fillPath(star, color);
}

void OverlayPainter::sparkle(const QPointF& center, double radius, const QColor& color) {
    star(center, radius, 4, radius * 0.36, color);
}

void OverlayPainter::legend(const std::vector<LegendLine>& lines, int skippedLines) {
    const QFontMetricsF metrics(font_);
    const double lineHeight = std::ceil(metrics.height());
    const double right = area_.right() - margin;
    double y = area_.top() + margin + lineHeight * (skippedLines + 0.5);
    const auto room = static_cast<std::size_t>(std::max(0.0, (area_.center().y() - 12 - y) / lineHeight));
    painter_.setFont(font_);
    for (std::size_t n = 0; n < lines.size() && n < room; ++n, y += lineHeight) {
        const LegendLine& line = lines[n];
        const bool last = n + 1 == room && lines.size() > room;
        const QString whole = last ? QString("+%1").arg(lines.size() - n) : line.text;
        const QString text = metrics.elidedText(whole, Qt::ElideRight, area_.width() / 2 - 40);
        outlinedText(QRectF(area_.left(), y, right - 16 - area_.left(), lineHeight),
                     Qt::TextSingleLine | Qt::AlignVCenter | Qt::AlignRight, text, textColor);
        const QPointF mark(right - 6, y + lineHeight / 2);
        if (last) continue;
        if (line.keyImage) {
            star(mark, 7, 5, 3, line.colour);
        } else {
            painter_.setPen(QPen(QColor(0, 0, 0, 200), 1));
            painter_.setBrush(line.colour);
            painter_.drawRect(QRectF(mark - QPointF(5, 5), QSizeF(10, 10)));
            painter_.setBrush(Qt::NoBrush);
        }
        if (line.automatic)
            sparkle(QPointF(right - 24 - metrics.horizontalAdvance(text), y + lineHeight / 2), 7, aiColor);
    }
}

void OverlayPainter::label(const QPointF& bottomLeft, const QString& text, const QColor& color) {
    const QFontMetricsF metrics(font_);
    QRectF frame(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 4);
    frame.moveBottomLeft(bottomLeft);
    frame.moveLeft(std::max(area_.left() + 2, std::min(frame.left(), area_.right() - frame.width() - 2)));
    frame.moveTop(std::max(area_.top() + 2, std::min(frame.top(), area_.bottom() - frame.height() - 2)));
    QColor back = panelColor;
    back.setAlpha(215);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(back);
    painter_.drawRoundedRect(frame, 3, 3);
    painter_.setBrush(Qt::NoBrush);
    painter_.setPen(color);
    painter_.drawText(frame, Qt::AlignCenter, text);
}

void OverlayPainter::box(const QRectF& rect, const ViewBox& box, bool emphasised) {
    painter_.setBrush(Qt::NoBrush);
    painter_.setPen(boxPen(box, emphasised));
    painter_.drawRect(rect);
    if (box.ai) sparkle(rect.topRight(), 8, aiColor);
    if (emphasised && !box.label.empty())
        label(rect.topLeft() - QPointF(0, 5), QString::fromStdString(box.label), boxColor(box));
}

void OverlayPainter::boxEdges(const std::array<QPointF, 8>& corners, const ViewBox& box, bool emphasised) {
    painter_.setPen(boxPen(box, emphasised));
    for (int corner = 0; corner < 8; ++corner) {
        for (int axis : {1, 2, 4})
            if (!(corner & axis)) painter_.drawLine(corners[corner], corners[corner | axis]);
    }
    int top = 0;
    for (int corner = 1; corner < 8; ++corner)
        if (corners[corner].y() < corners[top].y()) top = corner;
    if (box.ai) sparkle(corners[top], 8, aiColor);
    if (emphasised && !box.label.empty())
        label(corners[top] - QPointF(0, 10), QString::fromStdString(box.label), boxColor(box));
}

void OverlayPainter::length(const QPointF& from, const QPointF& to, const QString& text) {
    for (const auto& [color, width] : {std::pair{QColor(Qt::black), 3.0}, std::pair{humanColor, 1.4}}) {
        painter_.setPen(QPen(color, width));
        painter_.drawLine(from, to);
        for (const QPointF& end : {from, to}) painter_.drawEllipse(end, 3, 3);
    }
    label((from.x() > to.x() ? from : to) + QPointF(8, 8), text, humanColor);
}

void OverlayPainter::rubberBand(const QRectF& rect, const QString& text) {
    QColor fill = humanColor;
    fill.setAlpha(35);
    painter_.setPen(QPen(humanColor, 1.4));
    painter_.setBrush(fill);
    painter_.drawRect(rect);
    painter_.setBrush(Qt::NoBrush);
    label(rect.bottomLeft() + QPointF(0, 24), text, humanColor);
}

void OverlayPainter::message(const QString& text) {
    QFont larger = font_;
    larger.setPixelSize(14);
    painter_.setFont(larger);
    painter_.setPen(dimColor);
    painter_.drawText(area_.adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, text);
    painter_.setFont(font_);
}

void OverlayPainter::progress(int percent) {
    const QRectF track(area_.center().x() - 70, area_.bottom() - 34, 140, 3);
    painter_.fillRect(track, QColor(0x2c, 0x34, 0x3d));
    painter_.fillRect(QRectF(track.topLeft(), QSizeF(track.width() * percent / 100, track.height())),
                      accentColor);
    outlinedText(track.adjusted(0, -20, 0, -4), Qt::AlignCenter, tr("Loading %1 %").arg(percent), textColor);
}

void OverlayPainter::activeFrame() {
    painter_.setRenderHint(QPainter::Antialiasing, false);
    QColor color = accentColor;
    color.setAlpha(150);
    painter_.setPen(QPen(color, 1));
    painter_.setBrush(Qt::NoBrush);
    painter_.drawRect(area_.adjusted(0, 0, -1, -1));
    painter_.setRenderHint(QPainter::Antialiasing);
}

}  // namespace dokuei::viewer
