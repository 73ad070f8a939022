#pragma once

#include <QByteArray>
#include <QImage>
#include <map>
#include <string>

#include "reports/Error.h"
#include "reports/finding/Finding.h"

namespace dokuei::reports {

/// Something could not be exported; the text names the file or finding and says why.
class ExportError : public Error {
public:
    using Error::Error;
};

/// Writes report.json, report.txt, report.pdf and report.dcm into `dir`, which is made when missing.
/// `keyImages` go by link id. All four are made before the first is written, and each file appears whole or
/// not at all. Needs a QGuiApplication (see Pdf.h). Throws ExportError.
void exportAll(const Report& report, const std::map<std::string, QImage>& keyImages, const std::string& dir);

/// Replaces the file by `content`, whole or not at all. Throws ExportError.
void writeFile(const std::string& path, const QByteArray& content);

}  // namespace dokuei::reports
