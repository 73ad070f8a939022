#include <gtest/gtest.h>

#include <QApplication>

#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

/// Rendering needs a display; without one the tests start themselves again under Xvfb.
int main(int argc, char** argv) {
    bool listing = false;
    for (int n = 1; n < argc; ++n)
        if (std::string_view(argv[n]) == "--gtest_list_tests") listing = true;
    if (!listing && !std::getenv("DISPLAY") && !std::getenv("WAYLAND_DISPLAY")) {
        const char* screen = "-screen 0 1600x1000x24";
        std::vector<const char*> command{"xvfb-run", "-a", "-s", screen};
        for (int n = 0; n < argc; ++n) command.push_back(argv[n]);
        command.push_back(nullptr);
        execvp(command[0], const_cast<char**>(command.data()));
        std::perror("no display, and xvfb-run could not be started");
        return 1;
    }
    testing::InitGoogleTest(&argc, argv);
    if (listing) return RUN_ALL_TESTS();
    QApplication application(argc, argv);
    return RUN_ALL_TESTS();
}
