#include "viewer/library/StudyIndex.h"

#include <gtest/gtest.h>
#include <QCoreApplication>
#include <QFile>
#include <QImage>

#include <set>
#include <thread>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

VolumeSource volumeOf(const std::string& study, const std::string& series, int slices) {
    VolumeSource volume;
    volume.identity.studyUid = study;
    volume.identity.seriesUid = series;
    volume.identity.modality = "CT";
    volume.identity.patientName = "架空 花子";
    volume.identity.patientNameDicom = "Kakuu^Hanako=架空^花子=かくう^はなこ";
    volume.identity.patientId = "T-77";
    volume.identity.studyDate = "20260112";
    volume.identity.studyDescription = "CT chest";
    volume.identity.seriesDescription = "lung " + series;
    volume.geometry.size = {4, 4, slices};
    return volume;
}

class StudyIndexTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        static int count = 1;
        static char name[] = "test";
        static char* arguments[] = {name, nullptr};
        if (!QCoreApplication::instance()) new QCoreApplication(count, arguments);
    }
    QString file() const { return QString::fromStdString(folder_ / "index.sqlite"); }
    Study study_{"/images/one",
                 {volumeOf("1.1", "1.1.1", 30), volumeOf("1.1", "1.1.2", 5), volumeOf("1.1", "1.1.2", 6)},
                 {},
                 {}};
    test::TemporaryFolder folder_;
};

TEST_F(StudyIndexTest, RemembersAStudyWithItsSeriesAcrossSessions) {
    EXPECT_EQ(StudyIndex(file()).add(study_), QStringList{"1.1"});
    const auto studies = StudyIndex(file()).list();
    ASSERT_EQ(studies.size(), 1U);
    EXPECT_EQ(studies[0].path, "/images/one");
    EXPECT_EQ(studies[0].patientName, QStringLiteral("架空 花子"));
    EXPECT_EQ(studies[0].modalities, QStringList{"CT"});
    ASSERT_EQ(studies[0].series.size(), 2U);
    EXPECT_EQ(studies[0].series[1].volumes, 2);
    EXPECT_EQ(studies[0].series[1].slices, 11);
}

TEST_F(StudyIndexTest, OpeningAgainUpdatesAndKeepsThumbnails) {
    StudyIndex index(file());
    index.add(study_);
    index.setThumbnail("1.1.1", "png bytes");
    study_.path = "/moved";
    study_.volumes.pop_back();
    study_.volumes.pop_back();
    index.add(study_);
    const auto studies = index.list();
    ASSERT_EQ(studies.size(), 1U);
    EXPECT_EQ(studies[0].path, "/moved");
    ASSERT_EQ(studies[0].series.size(), 1U);
    EXPECT_EQ(studies[0].series[0].thumbnailPng, QByteArray("png bytes"));
}

TEST_F(StudyIndexTest, FindsByKanjiKanaRomanIdDescriptionAndDate) {
    StudyIndex index(file());
    index.add(study_);
    for (const char* filter :
         {"架空", "はなこ", "ハナコ", "ﾊﾅｺ", "hanako KAKUU", "t-77", "chest", "20260112", "ＣＴ", "1.1.2"})
        EXPECT_EQ(index.list(QString::fromUtf8(filter)).size(), 1U) << filter;
    EXPECT_TRUE(index.list("hanako abdomen").empty());
    EXPECT_TRUE(index.list("%").empty());
}

TEST_F(StudyIndexTest, ANameWithoutIdOrBirthDateDoesNotJoinStudiesToOnePatient) {
    const auto patientsOf = [&](const std::string& birthDate) {
        test::TemporaryFolder folder;
        StudyIndex index(QString::fromStdString(folder / "index.sqlite"));
        for (const char* uid : {"1.1", "1.2"}) {
            Study study{"/images", {volumeOf(uid, std::string(uid) + ".1", 3)}, {}, {}};
            study.volumes[0].identity.patientId.clear();
            study.volumes[0].identity.patientNameDicom = "Anonymized";
            study.volumes[0].identity.patientBirthDate = birthDate;
            index.add(study);
        }
        std::set<qint64> patients;
        for (const IndexedStudy& study : index.list()) patients.insert(study.patient);
        return patients.size();
    };
    EXPECT_EQ(patientsOf(""), 2U);
    EXPECT_EQ(patientsOf("19500101"), 1U);
}

TEST_F(StudyIndexTest, RemovingForgetsTheStudyAndItsSeries) {
    StudyIndex index(file());
    index.add(study_);
    index.remove("1.1");
    EXPECT_TRUE(index.list().empty());
    index.add({"/images/one", {volumeOf("1.1", "1.1.1", 3)}, {}, {}});
    EXPECT_EQ(index.list()[0].series.size(), 1U);
}

TEST_F(StudyIndexTest, ADamagedIndexIsPutAsideAndBegunAnew) {
    QFile broken(file());
    ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
    broken.write(QByteArray(4096, 'x'));
    broken.close();
    StudyIndex index(file());
    index.add(study_);
    EXPECT_EQ(index.list().size(), 1U);
    EXPECT_TRUE(QFile::exists(file() + ".unreadable"));
}

TEST_F(StudyIndexTest, SeveralThreadsMayShareAFile) {
    StudyIndex here(file());
    std::thread other([this] { StudyIndex(file()).add(study_); });
    other.join();
    EXPECT_EQ(here.list().size(), 1U);
}

TEST_F(StudyIndexTest, ThumbnailShowsTheMiddleSliceInTrueAspect) {
    Geometry g;
    g.size = {40, 20, 3};
    g.spacing = {1, 4, 1};
    Volume volume(g, ScalarType::Int16);
    EXPECT_TRUE(thumbnailPng(volume).isEmpty());
    auto* middle = static_cast<std::int16_t*>(volume.slice(1));
    for (int j = 0; j < 20; ++j)
        for (int i = 20; i < 40; ++i) middle[j * 40 + i] = 1000;
    volume.markSliceReady(1);
    const QImage image = QImage::fromData(thumbnailPng(volume, 80));
    EXPECT_EQ(image.size(), QSize(40, 80));
    EXPECT_EQ(qGray(image.pixel(5, 40)), 0);
    EXPECT_EQ(qGray(image.pixel(35, 40)), 255);
}

}  // namespace
}  // namespace dokuei::viewer
