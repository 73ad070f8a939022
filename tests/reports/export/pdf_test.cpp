#include "reports/export/Pdf.h"

#include <gtest/gtest.h>

#include <QPainter>
#include <QRegularExpression>
#include <QTemporaryDir>

#include "reports/export/Exports.h"
#include "tests/reports/support/SampleReports.h"
#include "tests/reports/support/Tools.h"

namespace dokuei::reports {
namespace {

using testing::englishReport;
using testing::japaneseReport;
using testing::runTool;
using testing::tool;

QImage picture() {
    QImage image(256, 256, QImage::Format_RGB32);
    image.fill(QColor(40, 40, 40));
    QPainter painter(&image);
    painter.setPen(QColor(255, 176, 0));
    painter.drawRect(60, 100, 20, 22);
    return image;
}

/// Text of the PDF, white space removed, for lines may be broken anywhere.
QString textOf(const QByteArray& pdf) {
    QTemporaryDir folder;
    const QString path = folder.filePath("report.pdf");
    writeFile(path.toStdString(), pdf);
    const auto result = runTool(tool("pdftotext"), {"-enc", "UTF-8", path, "-"});
    EXPECT_TRUE(result.finished);
    return QString(result.output).remove(QRegularExpression("\\s"));
}

TEST(ReportPdf, IsAPdfWithTheJapaneseSentenceAsText) {
    const Report report = japaneseReport();
    const QByteArray pdf = toPdf(report, {{report.findings[0].links[0].id, picture()}});
    EXPECT_TRUE(pdf.startsWith("%PDF"));
    if (tool("pdftotext").isEmpty())
        GTEST_SKIP() << "pdftotext (Debian package poppler-utils) is not installed";
    const QString text = textOf(pdf);
    for (const char* part :
         {"右肺に径15mmの結節を認めます。", "架空花子", "医師による確認が必要です。", "図1", "ページ1/"})
        EXPECT_TRUE(text.contains(part)) << part << " in " << text.toStdString();
    EXPECT_FALSE(text.contains("脾腫")) << "a rejected finding is shown";
}

TEST(ReportPdf, CarriesNoNoticeOnceEverythingIsDecided) {
    if (tool("pdftotext").isEmpty())
        GTEST_SKIP() << "pdftotext (Debian package poppler-utils) is not installed";
    const QString text = textOf(toPdf(englishReport(), {}));
    EXPECT_TRUE(text.contains("A9mmnoduleintheleftlung."));
    EXPECT_FALSE(text.contains("tobeverified"));
}

TEST(ReportPdf, ALongReportGetsPagesAndTheNoticeOnEachOfThem) {
    if (tool("pdftotext").isEmpty())
        GTEST_SKIP() << "pdftotext (Debian package poppler-utils) is not installed";
    Report report = japaneseReport();
    const Finding first = report.findings[0];
    for (int i = 0; i < 120; ++i) {
        report.findings.push_back(first);
        report.findings.back().text = QString("所見の文%1。").arg(i).toStdString();
    }
    const QString text = textOf(toPdf(report, {}));
    EXPECT_TRUE(text.contains("所見の文0。"));
    EXPECT_TRUE(text.contains("所見の文119。"));
    const auto pages = text.count("ページ");
    EXPECT_GE(pages, 3);
    EXPECT_EQ(text.count("医師による確認が必要です。"), pages);
}

TEST(ReportPdf, ShowsWordsOfTheModelAsTextNeverAsMarkup) {
    if (tool("pdftotext").isEmpty())
        GTEST_SKIP() << "pdftotext (Debian package poppler-utils) is not installed";
    Report report = englishReport();
    report.findings[0].text = "Nodule <b>9 mm</b> <img src='file:///etc/passwd'> & more";
    const QString text = textOf(toPdf(report, {}));
    EXPECT_TRUE(text.contains("<b>9mm</b><imgsrc='file:///etc/passwd'>&more")) << text.toStdString();
}

}  // namespace
}  // namespace dokuei::reports
