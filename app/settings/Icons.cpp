#include "app/settings/Icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <cstring>
#include <sstream>

#include "app/settings/Theme.h"

namespace dokuei::app {
namespace {

struct Drawing {
    const char* name;
    /// On a 24 by 24 grid: M x y, L x y, Q cx cy x y, Z, O cx cy r (circle), E cx cy rx ry (ellipse), R x y w
    /// h.
    const char* strokes;
};

constexpr Drawing drawings[] = {
    {"folder", "M 3 19 L 3 5 L 9 5 L 11 8 L 21 8 L 21 19 Z"},
    {"file", "M 6 3 L 14 3 L 19 8 L 19 21 L 6 21 Z M 14 3 L 14 8 L 19 8"},
    {"sample", "O 12 12 9 E 12 13 6 4 O 12 13 1.5"},
    {"close", "M 6 6 L 18 18 M 18 6 L 6 18"},
    {"library", "R 3 4 18 16 M 9 4 L 9 20 M 4.5 8 L 7.5 8 M 4.5 12 L 7.5 12"},
    {"chat", "M 4 5 L 20 5 L 20 16 L 11 16 L 7 20 L 7 16 L 4 16 Z M 8 9 L 16 9 M 8 12 L 13 12"},
    {"report", "M 5 3 L 19 3 L 19 21 L 5 21 Z M 8 8 L 16 8 M 8 12 L 16 12 M 8 16 L 13 16"},
    {"layout-grid", "R 3 4 18 16 M 12 4 L 12 20 M 3 12 L 21 12"},
    {"layout-axial", "R 3 4 18 16 E 12 12 6 4"},
    {"layout-coronal", "R 3 4 18 16 M 8 8 L 16 8 L 15 16 L 9 16 Z"},
    {"layout-sagittal", "R 3 4 18 16 M 10 8 Q 16 9 14 12 Q 12 14 14 16 L 10 16 Z"},
    {"layout-3d", "M 12 3 L 20 7 L 20 16 L 12 21 L 4 16 L 4 7 Z M 4 7 L 12 11 L 20 7 M 12 11 L 12 21"},
    {"window", "O 12 12 8 M 12 4 L 12 20 M 15 6 L 15 18 M 18 8 L 18 16"},
    {"crosshair", "O 12 12 4 M 12 2 L 12 9 M 12 15 L 12 22 M 2 12 L 9 12 M 15 12 L 22 12"},
    {"scroll", "M 5 6 L 15 6 L 15 20 L 5 20 Z M 9 6 L 9 3 L 19 3 L 19 17 L 15 17"},
    {"zoom", "O 10 10 6 M 15 15 L 21 21 M 7 10 L 13 10 M 10 7 L 10 13"},
    {"pan",
     "M 12 3 L 12 21 M 3 12 L 21 12 M 9 6 L 12 3 L 15 6 M 9 18 L 12 21 L 15 18 M 6 9 L 3 12 L 6 15 "
     "M 18 9 L 21 12 L 18 15"},
    {"length", "M 4 20 L 20 4 M 2 17 L 7 22 M 17 2 L 22 7"},
    {"angle", "M 20 19 L 4 19 L 16 5 M 11 19 Q 11 15 8 14"},
    {"ellipse", "E 12 12 9 6"},
    {"rectangle", "R 4 6 16 12"},
    {"text", "M 5 7 L 5 5 L 19 5 L 19 7 M 12 5 L 12 20 M 9 20 L 15 20"},
    {"box", "R 4 9 11 11 M 4 9 L 9 4 L 20 4 L 15 9 M 20 4 L 20 15 L 15 20"},
    {"mask", "M 5 14 Q 3 6 11 5 Q 20 4 19 12 Q 18 20 10 19 Q 6 18 5 14 Z M 8 10 L 14 16 M 11 8 L 16 13"},
    {"contour", "M 5 14 Q 3 6 11 5 Q 20 4 19 12 Q 18 20 10 19 Q 6 18 5 14 Z O 12 12 2"},
    {"star", "M 12 3 L 14.5 9.5 L 21 10 L 16 14.5 L 17.5 21 L 12 17.5 L 6.5 21 L 8 14.5 L 3 10 L 9.5 9.5 Z"},
    {"invert", "O 12 12 9 M 12 3 L 12 21 M 15 5 L 15 19 M 18 7 L 18 17"},
    {"fit", "M 4 9 L 4 4 L 9 4 M 15 4 L 20 4 L 20 9 M 20 15 L 20 20 L 15 20 M 9 20 L 4 20 L 4 15"},
    {"info", "O 12 12 9 M 12 11 L 12 17 M 12 7 L 12 8"},
    {"help", "O 12 12 9 M 9 10 Q 9 7 12 7 Q 15 7 15 10 Q 15 12 12 13 L 12 14 M 12 16.5 L 12 17.5"},
    {"search", "O 10 10 6 M 15 15 L 21 21"},
    {"cancel", "O 12 12 9 M 9 9 L 15 15 M 15 9 L 9 15"},
    {"plus", "M 12 5 L 12 19 M 5 12 L 19 12"},
    {"check", "M 4 13 L 9 18 L 20 6"},
    {"cross", "M 6 6 L 18 18 M 18 6 L 6 18"},
    {"edit", "M 4 20 L 5 15 L 16 4 L 20 8 L 9 19 Z M 13 7 L 17 11"},
    {"stop", "R 6 6 12 12"},
    {"send", "M 3 12 L 21 4 L 16 20 L 11 14 Z M 11 14 L 21 4"},
    {"copy", "R 8 8 12 12 M 16 8 L 16 4 L 4 4 L 4 16 L 8 16"},
    {"eye", "M 2 12 Q 12 2 22 12 Q 12 22 2 12 Z O 12 12 3"},
    {"sparkle", "M 12 3 L 14 10 L 21 12 L 14 14 L 12 21 L 10 14 L 3 12 L 10 10 Z"},
    {"export", "M 12 15 L 12 3 M 8 7 L 12 3 L 16 7 M 4 14 L 4 20 L 20 20 L 20 14"},
    {"sign", "M 3 17 Q 7 3 9 11 Q 10 18 13 12 Q 15 9 16 13 Q 17 16 21 13 M 3 21 L 21 21"},
    {"undo", "M 9 5 L 4 10 L 9 15 M 4 10 L 14 10 Q 20 10 20 15 Q 20 19 15 19"},
    {"redo", "M 15 5 L 20 10 L 15 15 M 20 10 L 10 10 Q 4 10 4 15 Q 4 19 9 19"},
    {"delete",
     "M 4 7 L 20 7 M 9 7 L 9 4 L 15 4 L 15 7 M 6 7 L 7 20 L 17 20 L 18 7 M 10 11 L 10 16 M 14 11 L 14 16"},
};

QPainterPath pathOf(const char* strokes) {
    QPainterPath path;
    std::istringstream in(strokes);
    char command = 0;
    double a = 0, b = 0, c = 0, d = 0;
    while (in >> command) {
        switch (command) {
            case 'M':
                in >> a >> b, path.moveTo(a, b);
                break;
            case 'L':
                in >> a >> b, path.lineTo(a, b);
                break;
            case 'Q':
                in >> a >> b >> c >> d, path.quadTo(a, b, c, d);
                break;
            case 'O':
                in >> a >> b >> c, path.addEllipse(QPointF(a, b), c, c);
                break;
            case 'E':
                in >> a >> b >> c >> d, path.addEllipse(QPointF(a, b), c, d);
                break;
            case 'R':
                in >> a >> b >> c >> d, path.addRoundedRect(QRectF(a, b, c, d), 1, 1);
                break;
            case 'Z':
                path.closeSubpath();
                break;
            default:
                break;
        }
    }
    return path;
}

/// Draws when asked, so that a change of theme recolours icons that are in use already.
class LineIcon : public QIconEngine {
public:
    explicit LineIcon(const char* strokes) : path_(pathOf(strokes)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const double side = std::min(rect.width(), rect.height());
        painter->translate(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0);
        painter->scale(side / 24, side / 24);
        QColor colour = mode == QIcon::Disabled ? colours().line : colours().text;
        if (mode == QIcon::Selected) colour = colours().onAccent;
        painter->setPen(QPen(colour, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPath(path_);
        painter->restore();
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return picture;
    }
    QIconEngine* clone() const override { return new LineIcon(*this); }

private:
    QPainterPath path_;
};

}  // namespace

QIcon icon(const char* name) {
    for (const Drawing& drawing : drawings)
        if (std::strcmp(drawing.name, name) == 0) return QIcon(new LineIcon(drawing.strokes));
    return {};
}

}  // namespace dokuei::app
