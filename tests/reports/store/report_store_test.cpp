#include "reports/store/ReportStore.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include "reports/export/Json.h"
#include "reports/finding/ReportEditor.h"
#include "tests/reports/support/SampleReports.h"

namespace dokuei::reports {
namespace {

using testing::englishReport;
using ::testing::HasSubstr;
using testing::japaneseReport;
using ::testing::Not;

/// Runs statements behind the store's back; returns the first error's text.
QString meddle(const std::string& path, const QStringList& statements) {
    QString error;
    {
        auto database = QSqlDatabase::addDatabase("QSQLITE", "meddler");
        database.setDatabaseName(QString::fromStdString(path));
        EXPECT_TRUE(database.open());
        QSqlQuery query(database);
        query.exec("PRAGMA foreign_keys = ON");
        query.exec("PRAGMA recursive_triggers = OFF");
        for (const QString& statement : statements)
            if (!query.exec(statement) && error.isEmpty()) error = query.lastError().databaseText();
    }
    QSqlDatabase::removeDatabase("meddler");
    return error;
}

QByteArray bytesOf(const std::string& path) {
    QFile file(QString::fromStdString(path));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

template <class Refused>
std::string refusal(Refused refused) {
    try {
        refused();
    } catch (const Error& error) {
        return error.what();
    }
    return "not refused";
}

class StoreFile : public ::testing::Test {
protected:
    QTemporaryDir folder_;
    std::string path_ = folder_.filePath("deep/er/reports.db").toStdString();
};

TEST(ReportStoreTest, GivesReportsBackAsTheyWereSaved) {
    ReportStore store(":memory:");
    for (const Report& report : {japaneseReport(), englishReport()}) {
        store.save(report);
        EXPECT_EQ(toJson(store.load(report.id)), toJson(report));
    }
}

TEST(ReportStoreTest, ReplacesAReportByItsChangedSelf) {
    ReportStore store(":memory:");
    ReportEditor editor(japaneseReport());
    store.save(editor.report());
    editor.remove(editor.report().findings[1].id);
    editor.move(editor.report().findings[0].id, 3);
    editor.addByHand("骨折は認めません。");
    store.save(editor.report());
    EXPECT_EQ(toJson(store.load(editor.report().id)), toJson(editor.report()));
    EXPECT_EQ(store.list().size(), 1u);
}

TEST(ReportStoreTest, FindsTheLastChangedReportOfAStudy) {
    ReportStore store(":memory:");
    Report older = englishReport(), newer = japaneseReport();
    older.changedAt = "2026-11-20T01:00:00.000Z";
    newer.changedAt = "2026-11-20T02:00:00.000Z";
    store.save(newer);
    store.save(older);
    EXPECT_EQ(store.latestForStudy(newer.studyUid)->id, newer.id);
    EXPECT_FALSE(store.latestForStudy("1.2.3"));
    EXPECT_EQ(store.latestForStudy(newer.studyUid, newer.patientId)->id, newer.id);
    EXPECT_FALSE(store.latestForStudy(newer.studyUid, "another patient"));
    const auto list = store.list();
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0].id, newer.id);
    EXPECT_EQ(list[0].patientName, newer.patientName);
    EXPECT_EQ(list[0].findings, 5);
}

TEST(ReportStoreTest, TwoStudiesMayHoldFindingsOfTheSameId) {
    ReportStore store(":memory:");
    Report copy = englishReport();
    copy.id = newId();
    store.save(englishReport());
    store.save(copy);
    EXPECT_EQ(store.load(copy.id).findings.size(), store.load(englishReport().id).findings.size());
}

TEST(ReportStoreTest, AReportThatCannotBeSavedWholeIsNotSavedAtAll) {
    ReportStore store(":memory:");
    store.save(englishReport());
    Report broken = englishReport();
    broken.findings[0].text = "new words";
    broken.findings[4].id = broken.findings[3].id;
    EXPECT_THROW(store.save(broken), StoreError);
    EXPECT_EQ(toJson(store.load(broken.id)), toJson(englishReport()));
}

TEST(ReportStoreTest, SigningMakesItReadOnly) {
    ReportStore store(":memory:");
    store.save(englishReport());
    const Report signedReport = store.sign(englishReport().id, "Invented, Ruth");
    EXPECT_EQ(signedReport.state, ReportState::Signed);
    EXPECT_EQ(signedReport.signedBy, "Invented, Ruth");
    EXPECT_FALSE(signedReport.signedAt.empty());
    EXPECT_EQ(toJson(store.load(signedReport.id)), toJson(signedReport));
    EXPECT_THROW(store.save(englishReport()), ReadOnlyError);
    EXPECT_THROW(store.sign(englishReport().id, "Another"), ReadOnlyError);
    EXPECT_EQ(toJson(store.load(signedReport.id)), toJson(signedReport));
}

TEST(ReportStoreTest, SigningIsRefusedWhileProposalsAreUndecided) {
    ReportStore store(":memory:");
    store.save(japaneseReport());
    EXPECT_THAT(refusal([&] { store.sign(japaneseReport().id, "Invented"); }), HasSubstr("3 finding(s)"));
    EXPECT_THROW(store.sign(japaneseReport().id, "  "), SigningError);
    EXPECT_THROW(store.sign("nothing", "Invented"), NotFoundError);
    EXPECT_EQ(store.load(japaneseReport().id).state, ReportState::Draft);
}

TEST_F(StoreFile, TheDatabaseItselfFreezesASignedReport) {
    Report open = japaneseReport();
    {
        ReportStore store(path_);
        store.save(open);
        store.save(englishReport());
        store.sign(englishReport().id, "Invented");
    }
    const QString signedId = QString("'%1'").arg(QString::fromStdString(englishReport().id));
    for (const QString& statement : {
             QString("UPDATE reports SET signed_by='x' WHERE id=%1"),
             QString("DELETE FROM reports WHERE id=%1"),
             QString("UPDATE reports SET state='draft' WHERE id=%1"),
             QString("UPDATE findings SET text='x' WHERE report_id=%1"),
             QString("DELETE FROM findings WHERE report_id=%1"),
             QString("DELETE FROM links WHERE report_id=%1"),
             QString("UPDATE links SET key_frame=2 WHERE report_id=%1"),
             QString("INSERT INTO findings SELECT "
                     "report_id,'new',9,section,text,language,site_key,site,certainty,"
                     "measurements,origin,state,model_name,ai_text,created_at,changed_at FROM findings WHERE "
                     "report_id=%1 LIMIT 1"),
             QString("INSERT OR REPLACE INTO findings SELECT * FROM findings WHERE report_id=%1"),
             QString("INSERT OR REPLACE INTO reports SELECT * FROM reports WHERE id=%1"),
             QString("UPDATE findings SET report_id=%1, id='moved' WHERE report_id<>%1"),
         })
        EXPECT_EQ(meddle(path_, {statement.arg(signedId)}), "the report is signed")
            << statement.toStdString();
    ReportStore store(path_);
    EXPECT_EQ(store.load(englishReport().id).findings.size(), englishReport().findings.size());
    open.findings.pop_back();
    store.save(open);  // an open one is still open
}

TEST_F(StoreFile, TheAuditTrailTellsWhatWasThereBeforeAndCannotBeChanged) {
    Report report = englishReport();
    {
        ReportStore store(path_);
        store.save(report, "Invented");
        store.save(report, "Invented");  // nothing changed: no entry
        report.findings[0].text = "Other words.";
        store.save(report, "Another");
        store.sign(report.id, "Invented");
        const auto audit = store.audit(report.id);
        ASSERT_EQ(audit.size(), 3u);
        EXPECT_EQ(audit[0].action, "created");
        EXPECT_EQ(audit[1].action, "saved");
        EXPECT_EQ(audit[1].actor, "Another");
        EXPECT_THAT(audit[1].detail, HasSubstr(englishReport().findings[0].text));
        EXPECT_EQ(audit[2].action, "signed");
        EXPECT_TRUE(store.audit("another").empty());
    }
    EXPECT_EQ(meddle(path_, {"DELETE FROM audit"}), "the audit trail cannot be changed");
    EXPECT_EQ(meddle(path_, {"UPDATE audit SET actor='x'"}), "the audit trail cannot be changed");
    EXPECT_EQ(ReportStore(path_).audit().size(), 3u);
}

TEST(ReportStoreTest, TypingOnAddsNoLineToTheAuditTrailButDecisionsDo) {
    ReportStore store(":memory:");
    ReportEditor editor(englishReport());
    store.save(editor.report());
    const std::string id = editor.report().findings[0].id;
    for (int i = 0; i < 50; ++i) {
        editor.editText(id, "typed " + std::to_string(i));
        store.save(editor.report());
    }
    auto audit = store.audit();
    ASSERT_EQ(audit.size(), 2u);
    EXPECT_THAT(audit[1].detail, HasSubstr("A 9 mm nodule in the left lung."));
    EXPECT_THAT(audit[1].detail, Not(HasSubstr("Aortic"))) << "unchanged findings are noted too";
    editor.reject(id);
    store.save(editor.report());
    editor.move(id, 3);
    store.save(editor.report());
    editor.remove(id);
    store.save(editor.report());
    audit = store.audit();
    ASSERT_EQ(audit.size(), 5u);
    EXPECT_THAT(audit[2].detail, HasSubstr("typed 49"));
    EXPECT_THAT(audit[3].detail, HasSubstr("\"order\""));
    EXPECT_THAT(audit[4].detail, HasSubstr("rejected"));
}

TEST_F(StoreFile, IsDurableAndForItsOwnersEyesOnly) {
    { ReportStore(path_).save(japaneseReport()); }
    EXPECT_EQ(toJson(ReportStore(path_).load(japaneseReport().id)), toJson(japaneseReport()));
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    EXPECT_FALSE(QFile::permissions(QString::fromStdString(path_)) & others);
    EXPECT_EQ(bytesOf(path_).mid(18, 2), QByteArray("\2\2", 2)) << "not in WAL mode";
}

TEST_F(StoreFile, TwoProgramsMayHoldItOpen) {
    ReportStore one(path_), two(path_);
    one.save(japaneseReport());
    two.save(englishReport());
    EXPECT_EQ(one.list().size(), 2u);
}

TEST_F(StoreFile, ADatabaseOfANewerVersionIsRefusedAndLeftAlone) {
    { ReportStore(path_).save(englishReport()); }
    meddle(path_, {QString("PRAGMA user_version = %1").arg(ReportStore::schemaVersion() + 1)});
    const QByteArray before = bytesOf(path_);
    EXPECT_THAT(refusal([&] { ReportStore store(path_); }), HasSubstr("newer version"));
    EXPECT_EQ(bytesOf(path_), before);
}

TEST_F(StoreFile, AFileThatIsNoDatabaseIsRefusedAndLeftAlone) {
    { ReportStore store(path_); }
    const QByteArray text(5000, 'x');
    {
        QFile file(QString::fromStdString(path_));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    const std::string reason = refusal([&] { ReportStore store(path_); });
    EXPECT_THAT(reason, HasSubstr(path_));
    EXPECT_THAT(reason, HasSubstr("not a database"));
    EXPECT_EQ(bytesOf(path_), text);
}

TEST_F(StoreFile, ADamagedDatabaseIsRefusedAndLeftAlone) {
    {
        ReportStore store(path_);
        for (int i = 0; i < 20; ++i) {
            Report report = englishReport();
            report.id = newId();
            store.save(report);
        }
    }
    QByteArray bytes = bytesOf(path_);
    for (qsizetype page = 8192; page + 4096 <= bytes.size(); page += 8192)
        for (int i = 0; i < 64; ++i) bytes[page + i] = static_cast<char>(0xA5);
    {
        QFile file(QString::fromStdString(path_));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    EXPECT_THAT(refusal([&] { ReportStore store(path_); }), HasSubstr(path_));
    EXPECT_EQ(bytesOf(path_), bytes);
}

TEST_F(StoreFile, AnotherProgramsDatabaseIsRefused) {
    { ReportStore store(path_); }
    QFile::remove(QString::fromStdString(path_));
    meddle(path_, {"CREATE TABLE reports(id)"});
    EXPECT_THAT(refusal([&] { ReportStore store(path_); }), HasSubstr("another program"));
}

TEST(ChatHistory, KeepsTheMessagesOfEachStudyInOrder) {
    ReportStore store(":memory:");
    ChatMessage question{
        0, "1.2", "1.2.3", "user", "肝臓はどこですか？", "ja", "", "", "2026-11-20T01:00:00.000Z", ""};
    ChatMessage answer{0,     "1.2", "1.2.3",          "assistant", "ここです。", "ja", "dokuei-starter",
                       "CPU", "",    R"({"boxes":[]})"};
    const auto first = store.appendChat(question);
    EXPECT_GT(store.appendChat(answer), first);
    question.studyUid = "9.9";
    store.appendChat(question);
    const auto messages = store.chat("1.2");
    ASSERT_EQ(messages.size(), 2u);
    EXPECT_EQ(messages[0].id, first);
    EXPECT_EQ(messages[0].text, question.text);
    EXPECT_EQ(messages[1].role, "assistant");
    EXPECT_EQ(messages[1].payload, answer.payload);
    EXPECT_FALSE(messages[1].createdAt.empty());
    store.clearChat("1.2");
    EXPECT_TRUE(store.chat("1.2").empty());
    EXPECT_EQ(store.chat("9.9").size(), 1u);
}

}  // namespace
}  // namespace dokuei::reports
