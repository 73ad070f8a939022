#include <gtest/gtest.h>
#include <unistd.h>

#include <QApplication>
#include <QSurfaceFormat>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

/// Windows need a display; without one the tests start themselves again under Xvfb.
int main(int argc, char** argv) {
    bool listing = false;
    for (int n = 1; n < argc; ++n) listing = listing || std::string_view(argv[n]) == "--gtest_list_tests";
    if (!listing && !std::getenv("DISPLAY") && !std::getenv("WAYLAND_DISPLAY")) {
        std::vector<const char*> command{"xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"};
        command.insert(command.end(), argv, argv + argc);
        command.push_back(nullptr);
        execvp(command[0], const_cast<char**>(command.data()));
        std::perror("no display, and xvfb-run could not be started");
        return 1;
    }
    testing::InitGoogleTest(&argc, argv);
    if (listing) return RUN_ALL_TESTS();
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setDepthBufferSize(24);
    QSurfaceFormat::setDefaultFormat(format);
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    return RUN_ALL_TESTS();
}
