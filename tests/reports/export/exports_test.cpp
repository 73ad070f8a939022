#include "reports/export/Exports.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "reports/export/Json.h"
#include "tests/reports/support/SampleReports.h"

namespace dokuei::reports {
namespace {

using testing::englishReport;
using testing::japaneseReport;

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

TEST(ReportExport, WritesFourFilesIntoAFolderThatItMakes) {
    QTemporaryDir folder;
    const QString out = folder.filePath("出力/one");
    exportAll(japaneseReport(), {}, out.toStdString());
    EXPECT_EQ(QDir(out).entryList(QDir::Files, QDir::Name),
              (QStringList{"report.dcm", "report.json", "report.pdf", "report.txt"}));
    EXPECT_EQ(toJson(fromJson(read(out + "/report.json"))), toJson(japaneseReport()));
    EXPECT_TRUE(read(out + "/report.pdf").startsWith("%PDF"));
    EXPECT_EQ(read(out + "/report.dcm").mid(128, 4), "DICM");
}

TEST(ReportExport, ReplacesAnEarlierExport) {
    QTemporaryDir folder;
    exportAll(japaneseReport(), {}, folder.path().toStdString());
    exportAll(englishReport(), {}, folder.path().toStdString());
    EXPECT_EQ(toJson(fromJson(read(folder.filePath("report.json")))), toJson(englishReport()));
    EXPECT_EQ(QDir(folder.path()).entryList(QDir::Files).size(), 4);
}

TEST(ReportExport, WritesNothingWhenOneFormatCannotBeMade) {
    QTemporaryDir folder;
    Report report = englishReport();
    report.findings[0].links[0].keyPixelBox = {300, 180, 300, 194};
    EXPECT_THROW(exportAll(report, {}, folder.path().toStdString()), ExportError);
    EXPECT_TRUE(QDir(folder.path()).entryList(QDir::Files).isEmpty());
}

TEST(ReportExport, NamesTheFolderThatCannotBeWritten) {
    QTemporaryDir folder;
    writeFile(folder.filePath("taken").toStdString(), "x");
    try {
        exportAll(englishReport(), {}, folder.filePath("taken/out").toStdString());
        FAIL() << "wrote below a file";
    } catch (const ExportError& error) {
        EXPECT_NE(std::string(error.what()).find("taken/out"), std::string::npos) << error.what();
    }
}

TEST(ReportExport, AFailedWriteLeavesTheOldFileWhole) {
    QTemporaryDir folder;
    const QString path = folder.filePath("report.txt");
    QDir(folder.path()).mkdir("report.txt");  // a folder stands where the file should go
    EXPECT_THROW(writeFile(path.toStdString(), "new"), ExportError);
    EXPECT_EQ(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
              QStringList{"report.txt"});
}

}  // namespace
}  // namespace dokuei::reports
