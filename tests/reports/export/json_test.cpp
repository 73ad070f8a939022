#include "reports/export/Json.h"

#include <gtest/gtest.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/reports/support/SampleReports.h"

namespace dokuei::reports {
namespace {

using testing::englishReport;
using testing::japaneseReport;

TEST(ReportJson, ComesBackAsItWas) {
    for (const Report& report : {japaneseReport(), englishReport()}) {
        const QByteArray json = toJson(report);
        const Report back = fromJson(json);
        EXPECT_EQ(toJson(back), json);
        EXPECT_EQ(back.patientNameDicom, report.patientNameDicom);
        ASSERT_EQ(back.findings.size(), report.findings.size());
        EXPECT_EQ(back.findings[0].text, report.findings[0].text);
        EXPECT_EQ(back.findings[0].links[0].lps, report.findings[0].links[0].lps);
        EXPECT_EQ(back.findings[0].links[0].keyPixelBox, report.findings[0].links[0].keyPixelBox);
        EXPECT_EQ(back.findings[3].state, report.findings[3].state);
        EXPECT_EQ(back.findings[2].certainty, report.findings[2].certainty);
    }
}

TEST(ReportJson, HasTheKeysThatOtherProgramsRelyOn) {
    const QJsonObject report = QJsonDocument::fromJson(toJson(japaneseReport())).object();
    EXPECT_EQ(report["schemaVersion"].toInt(), 1);
    EXPECT_EQ(report["language"].toString(), "ja");
    EXPECT_EQ(report["studyUid"].toString(), "1.2.826.0.1.3680043.8.498.1001");
    EXPECT_TRUE(report["aiGenerated"].toBool());
    EXPECT_FALSE(report["aiNotice"].toString().isEmpty());
    const QJsonObject finding = report["findings"][0].toObject();
    for (const char* key : {"id", "section", "text", "site", "siteKey", "certainty", "state", "origin",
                            "measurements", "links"})
        EXPECT_TRUE(finding.contains(key)) << key;
    EXPECT_EQ(finding["measurements"][0]["unit"].toString(), "mm");
    const QJsonObject link = finding["links"][0].toObject();
    for (const char* key :
         {"lps", "seriesUid", "keySopInstanceUid", "keyFrame", "keyPixelBox", "label", "confidence"})
        EXPECT_TRUE(link.contains(key)) << key;
    EXPECT_EQ(link["lps"].toArray().size(), 6);
}

TEST(ReportJson, SaysNothingOfUnverifiedAiOnceEverythingIsDecided) {
    const QJsonObject report = QJsonDocument::fromJson(toJson(englishReport())).object();
    EXPECT_TRUE(report["aiGenerated"].toBool());
    EXPECT_EQ(report["aiNotice"].toString(), "");
}

void expectRefused(QByteArray json, const std::string& reason) {
    try {
        fromJson(json);
        FAIL() << "accepted, though " << reason;
    } catch (const FormatError& error) {
        EXPECT_NE(std::string(error.what()).find(reason), std::string::npos) << error.what();
    }
}

TEST(ReportJson, RefusesWhatIsNoReportAndSaysWhy) {
    const QByteArray good = toJson(englishReport());
    expectRefused(good.left(good.size() / 2), "at byte");
    expectRefused("[]", "schemaVersion");
    expectRefused(QByteArray(good).replace("\"schemaVersion\": 1", "\"schemaVersion\": 7"), "newer version");
    expectRefused(QByteArray(good).replace("\"kidney_cyst\"", "12"), "report.findings[1].siteKey is no text");
    expectRefused(QByteArray(good).replace("\"uncertain\"", "\"perhaps\""), "\"perhaps\"");
    expectRefused(QByteArray(good).replace("\"keyPixelBox\"", "\"keyBox\""), "keyPixelBox is missing");
}

}  // namespace
}  // namespace dokuei::reports
