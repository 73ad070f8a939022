#pragma once

#include <QByteArray>
#include <QImage>
#include <map>
#include <string>

#include "reports/finding/Finding.h"

namespace dokuei::reports {

/// The report as an A4 PDF: header, findings, impression, key images (by link id), page numbers and, while an
/// AI statement is unverified, a line on every page that says so. Rejected findings are left out.
///
/// Needs a QGuiApplication (the platform "offscreen" or "minimal" will do): fonts come from Qt's font
/// database. Japanese is set in Noto Sans CJK JP (Debian package fonts-noto-cjk). Throws ExportError when
/// there is no application, or no font for a Japanese report.
QByteArray toPdf(const Report& report, const std::map<std::string, QImage>& keyImages);

}  // namespace dokuei::reports
