#include <QApplication>
#include <QFileInfo>
#include <QIcon>
#include <QSurfaceFormat>
#include <clocale>
#include <cstdio>
#include <cstring>
#include <exception>

#include "app/bridge/Resources.h"
#include "app/commands/Command.h"
#include "app/settings/Language.h"
#include "app/settings/Settings.h"
#include "app/settings/Theme.h"
#include "app/window/MainWindow.h"
#include "inference/session/Threads.h"

namespace {

using namespace dokuei::app;

void printUsage(std::FILE* to) {
    std::fprintf(to,
                 "Usage: dokuei [PATH]               open the window, on a study when PATH is given\n"
                 "       dokuei COMMAND [arguments]  work without a display\n\n");
    for (const Command& command : commands())
        std::fprintf(to, "  dokuei %s\n      %s\n", command.usage, command.summary);
    std::fprintf(to, "\n  dokuei --help, --version\n");
}

int runCommand(const Command& command, int argc, char** argv) {
    const Arguments arguments(argv + 2, argv + argc);
    for (const std::string& argument : arguments)
        if (argument == "--help" || argument == "-h") {
            std::printf("Usage: dokuei %s\n%s\n", command.usage, command.summary);
            return 0;
        }
    try {
        return command.run(arguments);
    } catch (const UsageError& error) {
        std::fprintf(stderr, "dokuei %s: %s\nUsage: dokuei %s\n", command.name, error.text.c_str(),
                     command.usage);
        return 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "dokuei %s: %s\n", command.name, error.what());
        return 1;
    }
}

int openWindow(int argc, char** argv) {
    // What VTK needs of a context: OpenGL 3.2 core, depth, no multisampling of the offscreen copy.
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setRedBufferSize(8);
    format.setGreenBufferSize(8);
    format.setBlueBufferSize(8);
    format.setAlphaBufferSize(8);
    format.setDepthBufferSize(24);
    format.setStencilBufferSize(8);
    format.setSamples(0);
    QSurfaceFormat::setDefaultFormat(format);

    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    application.setWindowIcon(QIcon(QString::fromStdString(resourcePath("icons/dokuei.svg"))));
    applyTheme(application, themeFromKey(settings().value(QStringLiteral("theme")).toString()));
    applyLanguage(settings().value(QStringLiteral("language"), systemLanguage()).toString());
    int status = 0;
    {
        MainWindow window(workerBackend());
        window.show();
        for (const QString& path : application.arguments().mid(1)) window.openPath(path);
        status = QApplication::exec();
    }
    closeSettings();
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    dokuei::inference::sleepWhileWaiting(argv);
    QCoreApplication::setApplicationName(QStringLiteral("dokuei"));
    QCoreApplication::setApplicationVersion(QStringLiteral(DOKUEI_VERSION));
    const char* first = argc > 1 ? argv[1] : nullptr;
    if (!first) return openWindow(argc, argv);
    if (std::strcmp(first, "--help") == 0 || std::strcmp(first, "-h") == 0 ||
        std::strcmp(first, "help") == 0) {
        printUsage(stdout);
        return 0;
    }
    if (std::strcmp(first, "--version") == 0) {
        std::printf("dokuei %s\n", DOKUEI_VERSION);
        return 0;
    }
    for (const Command& command : commands()) {
        if (std::strcmp(first, command.name) != 0) continue;
        // Commands draw into pictures only; they must not look for a display.
        qputenv("QT_QPA_PLATFORM", "offscreen");
        // A command speaks for itself: Qt's remarks on the desktop would mix with its one line on stderr.
        qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
            if (type == QtCriticalMsg || type == QtFatalMsg) std::fprintf(stderr, "%s\n", qPrintable(text));
        });
        QGuiApplication application(argc, argv);
        std::setlocale(LC_NUMERIC, "C");
        return runCommand(command, argc, argv);
    }
    if (QFileInfo::exists(QString::fromLocal8Bit(first))) return openWindow(argc, argv);
    std::fprintf(stderr, "dokuei: \"%s\" is neither a command nor a file or folder.\n\n", first);
    printUsage(stderr);
    return 2;
}
