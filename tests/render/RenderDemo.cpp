#include <QApplication>
#include <QElapsedTimer>
#include <QOpenGLWidget>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

#include "viewer/render/ViewGrid.h"
#include "viewer/volume/Study.h"

using namespace dokuei::viewer;

namespace {

double milliseconds(const QElapsedTimer& timer) {
    return timer.nsecsElapsed() / 1e6;
}

/// Time from asking for the next slice to its pixels being there, one view at 800 x 600.
void timeScrolling(ViewGrid& grid, ViewId view) {
    grid.setViewLayout(view == ViewId::Axial     ? ViewLayout::SingleAxial
                       : view == ViewId::Coronal ? ViewLayout::SingleCoronal
                                                 : ViewLayout::SingleSagittal);
    QTest::qWait(500);
    grid.setActiveView(view);
    std::vector<double> times;
    const std::clock_t processor = std::clock();
    for (int n = 0; n < 41; ++n) {
        QElapsedTimer timer;
        timer.start();
        grid.stepSlice(n < 20 ? 1 : -1);
        bool swapped = false;
        const auto once = QObject::connect(qobject_cast<QOpenGLWidget*>(grid.viewWidget(view)),
                                           &QOpenGLWidget::frameSwapped, [&swapped] { swapped = true; });
        while (!swapped && timer.elapsed() < 1000) QApplication::processEvents();
        times.push_back(milliseconds(timer));
        QObject::disconnect(once);
    }
    std::sort(times.begin(), times.end());
    std::printf("view %d: slice step and repaint, median %.1f ms, slowest %.1f ms, processor time %.1f ms\n",
                static_cast<int>(view), times[times.size() / 2], times.back(),
                1e3 * (std::clock() - processor) / CLOCKS_PER_SEC / times.size());
}

void save(ViewGrid& grid, const QString& path) {
    QTest::qWait(3500);
    grid.grabViews().save(path);
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc < 3) {
        std::fprintf(stderr, "usage: render_demo PATH OUTPUT-PREFIX\n");
        return 2;
    }
    const QString output = argv[2];
    ViewGrid grid;
    grid.setEmptyText("Drop a folder here, or open the sample study");
    grid.resize(1280, 900);
    grid.show();
    if (!QTest::qWaitForWindowExposed(&grid)) return 1;
    save(grid, output + "-empty.png");
    const auto volume = loadVolume(argv[1]);
    QElapsedTimer timer;
    timer.start();
    grid.setVolume(volume);
    std::printf("setVolume: %.1f ms\n", milliseconds(timer));
    timer.restart();
    const std::clock_t processor = std::clock();
    QApplication::processEvents();
    std::printf("first pictures: %.1f ms, processor time %.1f ms\n", milliseconds(timer),
                1e3 * (std::clock() - processor) / CLOCKS_PER_SEC);
    // The longest time that the event loop stood still.
    double longest = 0;
    timer.restart();
    while (timer.elapsed() < 3000) {
        QElapsedTimer turn;
        turn.start();
        QApplication::processEvents(QEventLoop::AllEvents, 5);
        longest = std::max(longest, milliseconds(turn));
    }
    std::printf("longest turn of the event loop while the volume rendering starts: %.1f ms\n", longest);

    CornerText text;
    text.topLeft =
        QStringList{QString::fromUtf8("\xE4\xBD\x90\xE8\x97\xA4 \xE8\x8A\xB1\xE5\xAD\x90"), "ID 0001   F 64"};
    text.topRight = QStringList{"Hospital", "2026-01-12", "CT chest"};
    text.seriesLine = QString::fromStdString(volume->identity.seriesDescription);
    text.warnings = QStringList{"Lossy compression"};
    grid.setCornerText(text);
    const Vec3 c = grid.cursorLps();
    grid.setBoxes(
        {{"ai", "AI box 60 mm", {c[0] - 80, c[1] - 60, c[2] - 50, c[0] - 20, c[1], c[2] + 10}, true, false},
         {"human",
          "Human box",
          {c[0] + 10, c[1] - 30, c[2] - 20, c[0] + 60, c[1] + 20, c[2] + 30},
          false,
          false}});
    grid.setSelectedBox("ai");
    save(grid, output + "-four.png");
    const bool ct = volume->identity.modality == "CT";
    grid.applyPreset(2);
    if (ct) grid.setVolumePreset(VolumePreset::CtSoft);
    grid.setVolumeDirection(-35, 15);
    grid.setViewLayout(ViewLayout::AxialLarge);
    save(grid, output + "-large.png");
    grid.setSlab(20, SlabMode::Mip);
    grid.setViewLayout(ViewLayout::SingleCoronal);
    save(grid, output + "-slab.png");
    grid.setSlab(0, SlabMode::Mip);
    grid.setViewLayout(ViewLayout::SingleVolume);
    if (ct) grid.setVolumePreset(VolumePreset::CtBone);
    save(grid, output + "-volume.png");

    longest = 0;
    for (int n = 0; n < 20; ++n) {
        grid.setVolumeDirection(n * 6, 10);
        QElapsedTimer turn;
        turn.start();
        QApplication::processEvents();
        longest = std::max(longest, milliseconds(turn));
    }
    std::printf("turning the volume at 1280 x 900: slowest frame %.1f ms\n", longest);
    grid.resize(800, 600);
    for (ViewId view : {ViewId::Axial, ViewId::Coronal, ViewId::Sagittal}) timeScrolling(grid, view);
    grid.setViewLayout(ViewLayout::FourUp);
    grid.resize(1280, 900);
    QTest::qWait(1000);
    grid.setActiveView(ViewId::Axial);
    timer.restart();
    for (int n = 0; n < 20; ++n) {
        grid.stepSlice(1);
        QApplication::processEvents();
    }
    std::printf("four views at 1280 x 900: %.1f ms a slice step\n", milliseconds(timer) / 20);
    return 0;
}
