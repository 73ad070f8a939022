#include "app/bridge/Resources.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <filesystem>

namespace dokuei::app {
namespace {

/// The folder of the running program, also before a QCoreApplication exists.
std::filesystem::path programFolder() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::current_path() : program.parent_path();
}

}  // namespace

std::string resourcePath(const std::string& relative) {
    namespace fs = std::filesystem;
    if (const auto set = qEnvironmentVariable("DOKUEI_RESOURCES"); !set.isEmpty())
        return (fs::path(set.toStdString()) / relative).string();
    const auto program = programFolder();
    // The build tree puts programs in build/<preset>; tests of a folder of its own set DOKUEI_RESOURCES.
    for (const char* up : {"../share/dokuei/resources", "../../resources"}) {
        const auto folder = (program / up).lexically_normal();
        std::error_code error;
        if (fs::is_directory(folder / "starter", error)) return (folder / relative).string();
    }
    return (program / "../share/dokuei/resources" / relative).lexically_normal().string();
}

std::string defaultModelDirectory() {
    if (const auto set = qEnvironmentVariable("DOKUEI_MODEL"); !set.isEmpty()) return set.toStdString();
    return resourcePath("starter/model");
}

std::string dataDirectory() {
    QString folder = qEnvironmentVariable("DOKUEI_DATA");
    if (folder.isEmpty())
        folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/dokuei";
    QDir().mkpath(folder);
    return QFileInfo(folder).absoluteFilePath().toStdString();
}

}  // namespace dokuei::app
