#include "reports/export/Exports.h"

#include <QDir>
#include <QSaveFile>

#include "reports/export/Json.h"
#include "reports/export/Pdf.h"
#include "reports/export/StructuredReport.h"
#include "reports/export/Text.h"

namespace dokuei::reports {

void writeFile(const std::string& path, const QByteArray& content) {
    QSaveFile file(QString::fromStdString(path));
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        throw ExportError(path + ": cannot be written: " + file.errorString().toStdString());
}

void exportAll(const Report& report, const std::map<std::string, QImage>& keyImages, const std::string& dir) {
    const QByteArray json = toJson(report);
    const QByteArray text = QByteArray::fromStdString(toText(report));
    const QByteArray pdf = toPdf(report, keyImages);
    const QByteArray dicom = toStructuredReport(report);
    const QDir folder(QString::fromStdString(dir));
    if (!folder.mkpath(".")) throw ExportError(dir + ": the folder cannot be made");
    const auto write = [&](const char* name, const QByteArray& content) {
        writeFile(folder.filePath(name).toStdString(), content);
    };
    write("report.json", json);
    write("report.txt", text);
    write("report.pdf", pdf);
    write("report.dcm", dicom);
}

}  // namespace dokuei::reports
