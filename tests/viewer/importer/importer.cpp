// Imports a folder: test_viewer_importer LIBRARY SOURCE copy|reference. Killed while it works by a test.
#include <QCoreApplication>
#include <cstdio>
#include <cstring>
#include <exception>

#include "viewer/library/Importer.h"

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc != 4) return 2;
    try {
        dokuei::viewer::ImportOptions options;
        if (std::strcmp(argv[3], "reference") == 0) options.mode = dokuei::viewer::ImportMode::Reference;
        const auto result =
            dokuei::viewer::Importer(QString::fromLocal8Bit(argv[1])).run(argv[2], options, nullptr);
        std::printf("%lld %lld %lld %lld\n", result.imported, result.unchanged, result.duplicates,
                    static_cast<long long>(result.issues.size()));
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
