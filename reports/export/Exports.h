#pragma once

#include <QByteArray>
#include <QImage>
#include <functional>
#include <map>
#include <string>

#include "reports/Error.h"
#include "reports/finding/Finding.h"

namespace dokuei::reports {

/// A file could not be written; the text names it and says why.
class ExportError : public Error {
public:
    using Error::Error;
};

/// Writes report.json, report.txt, report.pdf and report.dcm into `dir`, which is made when missing.
/// `keyImages` go by link id. Each file appears whole or not at all. Needs a QGuiApplication (see Pdf.h).
/// Throws ExportError.
void exportAll(const Report& report, const std::map<std::string, QImage>& keyImages, const std::string& dir);

/// Lets `write` make a file beside `path` and renames it to `path` when that succeeded; nothing is left
/// behind when it throws. Throws ExportError.
void writeAtomically(const std::string& path, const std::function<void(const std::string& temporary)>& write);
void writeAtomically(const std::string& path, const QByteArray& content);

}  // namespace dokuei::reports
