#include "reports/export/Text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/reports/support/SampleReports.h"

namespace dokuei::reports {
namespace {

using testing::englishReport;
using ::testing::HasSubstr;
using testing::japaneseReport;
using ::testing::Not;

TEST(ReportText, SpeaksJapaneseInAJapaneseReport) {
    const std::string text = toText(japaneseReport());
    for (const char* part :
         {"画像診断レポート", "患者氏名: 架空 花子", "検査日: 2026-11-19", "依頼医: 見本 次郎", "\n所見\n",
          "\n診断\n", "右肺に径15mmの結節を認めます。", "胸水は認めません。", "経過観察を勧めます。"})
        EXPECT_THAT(text, HasSubstr(part));
}

TEST(ReportText, LeavesRejectedFindingsOut) {
    EXPECT_THAT(toText(japaneseReport()), Not(HasSubstr("脾腫")));
}

TEST(ReportText, CarriesTheNoticeWhileAnAiSentenceIsUndecided) {
    Report report = japaneseReport();
    EXPECT_THAT(toText(report), HasSubstr("医師による確認が必要です"));
    EXPECT_THAT(toText(report), HasSubstr("【AI・未確認】右肺に径15mm"));
    for (Finding& finding : report.findings)
        if (finding.state == State::Proposed) finding.state = State::Accepted;
    EXPECT_THAT(toText(report), Not(HasSubstr("医師による確認")));
    EXPECT_THAT(toText(report), Not(HasSubstr("未確認")));
}

TEST(ReportText, StatesMeasurementsThatTheSentenceDoesNot) {
    const std::string text = toText(englishReport());
    EXPECT_THAT(text, HasSubstr("A 9 mm nodule in the left lung.\n"));
    EXPECT_THAT(text, HasSubstr("The spleen may be enlarged. (volume 410.25 ml)"));
    EXPECT_THAT(toText(japaneseReport()), HasSubstr("正常範囲です。 (体積 1423.4 ml, 平均CT値 58 HU)"));
}

TEST(ReportText, SaysThatASectionIsEmpty) {
    Report report = englishReport();
    report.findings.clear();
    EXPECT_THAT(toText(report), HasSubstr("Findings\nNone stated\n\nImpression\nNone stated\n"));
}

TEST(ReportText, NamesWhoSigned) {
    Report report = englishReport();
    report.state = ReportState::Signed;
    report.signedBy = "Invented, Ruth";
    report.signedAt = "2026-11-20T03:00:00.000Z";
    EXPECT_THAT(toText(report), HasSubstr("State: signed (Signed by: Invented, Ruth, 2026-11-20 03:00 UTC)"));
}

}  // namespace
}  // namespace dokuei::reports
