#include <QSqlDatabase>
#include <QSqlQuery>
#include <filesystem>

#include "tests/viewer/library/LibrarySupport.h"
#include "viewer/Error.h"
#include "viewer/library/GeneratedIndex.h"
#include "viewer/library/LibraryBenchmark.h"
#include "viewer/library/SearchText.h"

namespace dokuei::viewer {
namespace {

VolumeSource volumeOf(const char* study, const char* name, const char* id, const char* date,
                      const char* modality, const char* bodyPart) {
    VolumeSource volume;
    SeriesIdentity& s = volume.identity;
    s.studyUid = study;
    s.seriesUid = std::string(study) + ".1";
    s.patientNameDicom = name;
    s.patientName = name;
    s.patientId = id;
    s.studyDate = date;
    s.modality = modality;
    s.bodyPart = bodyPart;
    volume.geometry.size = {4, 4, 2};
    return volume;
}

class StudySearch : public test::LibraryTest {
protected:
    void SetUp() override {
        index_.add({"/images",
                    {volumeOf("1", "Kakuu^Hanako=架空^花子=かくう^はなこ", "A-1", "20260112", "CT", "CHEST"),
                     volumeOf("2", "Kakuu^Hanako=架空^花子=かくう^はなこ", "A-1", "20240503", "MR", "BRAIN"),
                     volumeOf("3", "Muster^Jürgen", "B-2", "20250101", "CT", "HEAD"),
                     volumeOf("4", "Nobody^Maria", "C-3", "", "US", "")},
                    {},
                    {}});
    }
    QStringList found(const StudyFilter& filter) {
        QStringList uids;
        for (const IndexedStudy& study : index_.list(filter, 100)) uids << study.uid;
        return uids;
    }
    QStringList sorted(const StudyFilter& filter) {
        QStringList uids = found(filter);
        uids.sort();
        return uids;
    }
    static StudyFilter text(const char* utf8) {
        StudyFilter filter;
        filter.text = QString::fromUtf8(utf8);
        return filter;
    }
    StudyIndex index_{QStringLiteral(":memory:")};
};

TEST_F(StudySearch, FoldsWidthCaseKanaAndAccents) {
    EXPECT_EQ(foldedForSearch(QString::fromUtf8("ﾊﾅｺ")), QString::fromUtf8("はなこ"));
    EXPECT_EQ(foldedForSearch(QString::fromUtf8("ガ")), QString::fromUtf8("が"));
    EXPECT_NE(foldedForSearch(QString::fromUtf8("ガ")), QString::fromUtf8("か"));
    EXPECT_EQ(foldedForSearch(QString::fromUtf8("ＣＴ")), "ct");
    EXPECT_EQ(foldedForSearch(QString::fromUtf8("Jürgen Zoë")), "jurgen zoe");
}

TEST_F(StudySearch, OneLetterOrOneKanjiIsEnough) {
    EXPECT_EQ(sorted(text("花")), (QStringList{"1", "2"}));
    EXPECT_EQ(sorted(text("ﾅ")), (QStringList{"1", "2"}));
    EXPECT_EQ(sorted(text("jurgen")), QStringList{"3"});
    EXPECT_EQ(sorted(text("x")), QStringList{});
}

TEST_F(StudySearch, DatesAreInclusiveAndUnknownOnesOutside) {
    StudyFilter filter;
    filter.fromDate = "20250101";
    EXPECT_EQ(sorted(filter), (QStringList{"1", "3"}));
    filter.toDate = "20250101";
    EXPECT_EQ(sorted(filter), QStringList{"3"});
    EXPECT_EQ(sorted(text("2024-05-03")), QStringList{"2"});
}

TEST_F(StudySearch, ModalityAndBodyPartNarrowTogether) {
    StudyFilter filter;
    filter.modalities = QStringList{"CT", "US"};
    EXPECT_EQ(sorted(filter), (QStringList{"1", "3", "4"}));
    filter.bodyPart = "chest";
    EXPECT_EQ(sorted(filter), QStringList{"1"});
    filter.modalities = QStringList{"XA"};
    EXPECT_TRUE(found(filter).isEmpty());
    EXPECT_EQ(index_.modalities(), (QStringList{"CT", "MR", "US"}));
}

TEST_F(StudySearch, APatientsStudiesStandTogetherNewestFirst) {
    StudyFilter filter;
    filter.order = StudyOrder::Name;
    EXPECT_EQ(found(filter), (QStringList{"1", "2", "3", "4"}));
    filter.order = StudyOrder::Date;
    EXPECT_EQ(found(filter), (QStringList{"1", "2", "3", "4"}));
    const auto priors = index_.studiesOfSamePatient(index_.idsOf("2").at(0));
    ASSERT_EQ(priors.size(), 2U);
    EXPECT_EQ(priors[0].uid, "1");
}

TEST_F(StudySearch, PagesTellHowManyThereAreInAll) {
    std::size_t total = 0;
    StudyFilter byName;
    byName.order = StudyOrder::Name;
    EXPECT_EQ(index_.list(byName, 2, 0, &total).size(), 2U);
    EXPECT_EQ(total, 4U);
    const auto rest = index_.list(byName, 2, 3, &total);
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest[0].uid, "4");
    EXPECT_TRUE(index_.list(byName, 2, 9, &total).empty());
}

TEST_F(StudySearch, WhatAnotherConnectionChangesIsTakenUp) {
    StudyIndex here(indexFile()), there(indexFile());
    EXPECT_TRUE(here.list().empty());
    there.add({"/images", {volumeOf("9", "Late^Arrival", "Z", "20260101", "CT", "")}, {}, {}});
    EXPECT_EQ(here.list("late").size(), 1U);
    there.add({"/images", {volumeOf("9", "Renamed^Arrival", "Z", "20260101", "CT", "")}, {}, {}});
    EXPECT_TRUE(here.list("late").empty());
    there.remove("9");
    EXPECT_TRUE(here.list().empty());
}

TEST_F(StudySearch, AnIndexOfVersionOneKeepsItsStudiesAndPictures) {
    std::filesystem::create_directories(library().toStdString());
    {
        QSqlDatabase old = QSqlDatabase::addDatabase("QSQLITE", "version-one");
        old.setDatabaseName(indexFile());
        ASSERT_TRUE(old.open());
        for (const char* sql :
             {"CREATE TABLE study(uid TEXT PRIMARY KEY, path TEXT NOT NULL, patient_name TEXT NOT NULL, "
              "patient_name_dicom TEXT NOT NULL, patient_id TEXT NOT NULL, patient_sex TEXT NOT NULL, "
              "patient_birth_date TEXT NOT NULL, study_date TEXT NOT NULL, description TEXT NOT NULL, "
              "accession_number TEXT NOT NULL, opened_at TEXT NOT NULL, search TEXT NOT NULL)",
              "CREATE TABLE series(study_uid TEXT NOT NULL REFERENCES study(uid) ON DELETE CASCADE, uid TEXT "
              "NOT "
              "NULL, number INTEGER NOT NULL, modality TEXT NOT NULL, description TEXT NOT NULL, volumes "
              "INTEGER "
              "NOT NULL, slices INTEGER NOT NULL, thumbnail BLOB, PRIMARY KEY(study_uid, uid))",
              "CREATE INDEX series_uid ON series(uid)",
              "INSERT INTO study VALUES('1.1', '/images/one', 'Sample Robert', 'Sample^Robert', 'T-1', 'M', "
              "'19500101', '20260112', 'CT chest', 'A7', '2026-01-13T00:00:00Z', 'sample robert')",
              "INSERT INTO series VALUES('1.1', '1.1.1', 3, 'CT', 'lung', 1, 30, x'0102')",
              "INSERT INTO series VALUES('1.1', '1.1.2', 4, 'CT', 'bone', 1, 10, NULL)",
              "PRAGMA user_version=1"})
            ASSERT_TRUE(QSqlQuery(old).exec(sql)) << sql;
        old.close();
    }
    QSqlDatabase::removeDatabase("version-one");
    StudyIndex index(indexFile());
    const auto studies = index.list("robert");
    ASSERT_EQ(studies.size(), 1U);
    EXPECT_EQ(studies[0].path, "/images/one");
    EXPECT_EQ(studies[0].patientId, "T-1");
    EXPECT_EQ(studies[0].openedAt, "2026-01-13T00:00:00Z");
    ASSERT_EQ(studies[0].series.size(), 2U);
    EXPECT_EQ(studies[0].series[0].slices, 30);
    EXPECT_EQ(studies[0].series[0].thumbnailPng, QByteArray::fromHex("0102"));
    EXPECT_EQ(index.list("bone").size(), 1U);
}

TEST_F(StudySearch, AnIndexOfANewerVersionIsRefusedAndKept) {
    { StudyIndex begin(indexFile()); }
    {
        const IndexDatabase database(indexFile());
        Statement(database.handle(), "PRAGMA user_version=99").run();
    }
    EXPECT_THROW(StudyIndex{indexFile()}, IndexError);
    EXPECT_TRUE(std::filesystem::exists(indexFile().toStdString()));
    EXPECT_FALSE(std::filesystem::exists(indexFile().toStdString() + ".unreadable"));
}

TEST_F(StudySearch, TheBenchmarkFindsTheSameStudiesAsAPlainScan) {
    const LibraryBenchmark measured = measureLibrary(5000);
    EXPECT_EQ(measured.instances, 5000);
    EXPECT_EQ(measured.studies, 100);
    for (const FilterMeasurement& filter : measured.filters) {
        EXPECT_LE(filter.library.p50, filter.library.most) << filter.name;
        EXPECT_EQ(filter.matches, filter.likeScanMatches) << filter.name;
    }
}

}  // namespace
}  // namespace dokuei::viewer
