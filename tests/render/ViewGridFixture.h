#pragma once

#include <gtest/gtest.h>

#include <QApplication>
#include <QMouseEvent>
#include <QOpenGLWidget>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <functional>
#include <optional>

#include "tests/render/Phantom.h"
#include "viewer/render/ViewGrid.h"

namespace dokuei::viewer {

inline constexpr int waitMilliseconds = 10000;

/// A shown grid and what its views have on screen.
class ViewGridTest : public testing::Test {
protected:
    void SetUp() override {
        grid.resize(900, 700);
        grid.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&grid));
    }

    QImage picture(ViewId view) {
        QApplication::processEvents();
        return qobject_cast<QOpenGLWidget*>(grid.viewWidget(view))->grabFramebuffer();
    }

    /// Shows only the image: no crosshair, no text.
    void bare() {
        grid.setCrosshairVisible(false);
        grid.setCornerTextVisible(false);
    }

    /// Middle of the pixels that are pure white.
    static std::optional<QPointF> whiteCenter(const QImage& image) {
        double x = 0, y = 0, count = 0;
        for (int row = 0; row < image.height(); ++row)
            for (int column = 0; column < image.width(); ++column)
                if ((image.pixel(column, row) & 0xffffff) == 0xffffff) {
                    x += column + 0.5;
                    y += row + 0.5;
                    ++count;
                }
        if (count < 1) return {};
        return QPointF(x / count, y / count);
    }

    static int countPixels(const QImage& image, const std::function<bool(QColor)>& is) {
        int count = 0;
        for (int row = 0; row < image.height(); ++row)
            for (int column = 0; column < image.width(); ++column)
                if (is(image.pixelColor(column, row))) ++count;
        return count;
    }

    static bool isHumanGreen(const QColor& c) {
        return c.green() > c.red() + 40 && c.green() > c.blue() + 20;
    }
    static bool isAiAmber(const QColor& c) { return c.red() > c.blue() + 80 && c.red() > c.green() + 25; }

    /// Whether a colour is found within a pixel and a half of a place.
    static bool near(const QImage& image, const QPointF& at, bool (*is)(const QColor&)) {
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const QPoint p(qFloor(at.x()) + dx, qFloor(at.y()) + dy);
                if (image.rect().contains(p) && is(image.pixelColor(p))) return true;
            }
        return false;
    }

    void mouse(ViewId view, QEvent::Type type, const QPointF& at, Qt::MouseButton button,
               Qt::MouseButtons held) {
        QWidget* widget = grid.viewWidget(view);
        QMouseEvent event(type, at, widget->mapToGlobal(at), button, held, Qt::NoModifier);
        QApplication::sendEvent(widget, &event);
    }

    void click(ViewId view, const QPointF& at) {
        mouse(view, QEvent::MouseButtonPress, at, Qt::LeftButton, Qt::LeftButton);
        mouse(view, QEvent::MouseButtonRelease, at, Qt::LeftButton, Qt::NoButton);
    }

    void drag(ViewId view, const QPointF& from, const QPointF& to, Qt::MouseButton button) {
        mouse(view, QEvent::MouseButtonPress, from, button, button);
        mouse(view, QEvent::MouseMove, (from + to) / 2, Qt::NoButton, button);
        mouse(view, QEvent::MouseMove, to, Qt::NoButton, button);
        mouse(view, QEvent::MouseButtonRelease, to, button, Qt::NoButton);
    }

    void wheel(ViewId view, int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QWidget* widget = grid.viewWidget(view);
        const QPointF at = widget->rect().center();
        QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, notches * 120}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(widget, &event);
    }

    static std::shared_ptr<Volume> grey(const Geometry& geometry) {
        return phantom::filled(geometry, [](const Vec3&) { return 40.0; });
    }

    static Geometry usual() { return phantom::geometry({80, 70, 60}, {2, 2, 3}); }

    static ViewBox box(const std::string& id, std::array<double, 6> lps, bool ai) {
        return {id, "label of " + id, lps, ai, false};
    }

    ViewGrid grid;
};

}  // namespace dokuei::viewer
