#include "app/bridge/LibraryPlace.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringList>

#include "app/bridge/Resources.h"
#include "viewer/Error.h"

namespace dokuei::app {
namespace {

QString placeFile() {
    return QString::fromStdString(dataDirectory() + "/library-folder.txt");
}

/// First line: the library's folder. Second line: one to remove.
QStringList lines() {
    QFile file(placeFile());
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
}

}  // namespace

std::string libraryDirectory() {
    const QString folder = lines().value(0);
    return folder.isEmpty() ? dataDirectory() : folder.toStdString();
}

std::string presentLibraryDirectory() {
    const std::string folder = libraryDirectory();
    if (!QFileInfo(QString::fromStdString(folder)).isDir())
        throw viewer::ReadError(folder, "the library folder is not there. Is the medium connected?");
    return folder;
}

std::string libraryToRemove() {
    return lines().value(1).toStdString();
}

void setLibraryDirectory(const std::string& folder, const std::string& movedFrom) {
    QSaveFile file(placeFile());
    const QByteArray text = QByteArray::fromStdString(folder + "\n" + movedFrom + "\n");
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        throw viewer::WriteError(placeFile().toStdString(), "cannot be written");
}

}  // namespace dokuei::app
