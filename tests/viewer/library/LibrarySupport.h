#pragma once

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QString>
#include <string>
#include <vector>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/library/Importer.h"
#include "viewer/library/StudyIndex.h"

namespace dokuei::viewer::test {

/// One file of an invented patient.
struct TestFile {
    std::string patientId = "LIB-1", patientName = "Kakuu^Ichirou", birthDate = "19600101", issuer{};
    std::string study = "2.25.500", series = "2.25.501", sop{};
    std::string studyDate = "20260112", modality = "CT", sopClass{};
    int value = 0;  ///< of every pixel
};

/// A library and a folder to import from, both gone with the test.
class LibraryTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        static int count = 1;
        static char name[] = "test";
        static char* arguments[] = {name, nullptr};
        if (!QCoreApplication::instance()) new QCoreApplication(count, arguments);
    }
    /// Writes a file below the source folder.
    std::string write(const std::string& name, const TestFile& file);
    /// Writes `count` files of one series named 0000.dcm, ...
    void writeSeries(int count, const TestFile& like = {});
    ImportResult import(ImportMode mode = ImportMode::Copy) { return import(source(), mode); }
    ImportResult import(const std::string& path, ImportMode mode) {
        ImportOptions options;
        options.mode = mode;
        return Importer(library()).run(path, options);
    }
    std::string source() const { return folder_ / "source"; }
    QString library() const { return QString::fromStdString(folder_ / "library"); }
    QString indexFile() const { return library() + QStringLiteral("/library.sqlite"); }
    /// Absolute paths of everything below a folder.
    static std::vector<std::string> filesBelow(const std::string& folder);

    TemporaryFolder folder_;
};

}  // namespace dokuei::viewer::test
