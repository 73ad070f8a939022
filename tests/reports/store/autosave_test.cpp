#include "reports/store/Autosave.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include "reports/finding/ReportEditor.h"
#include "tests/reports/support/SampleReports.h"

namespace dokuei::reports {
namespace {

using testing::englishReport;

/// Lets signals arrive until the condition holds; false when it never does.
template <class Condition>
bool waitFor(Condition condition) {
    for (QDeadlineTimer limit(60000); !limit.hasExpired();) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        if (condition()) return true;
        QThread::msleep(2);
    }
    return condition();
}

class Autosaving : public ::testing::Test {
protected:
    QTemporaryDir folder_;
    std::string path_ = folder_.filePath("reports.db").toStdString();
};

TEST_F(Autosaving, WritesTheLastOfManyChanges) {
    Autosave autosave(path_);
    int saves = 0;
    QObject::connect(&autosave, &Autosave::saved, [&](const QString& id) {
        EXPECT_EQ(id.toStdString(), englishReport().id);
        ++saves;
    });
    ReportEditor editor(englishReport());
    const std::string id = editor.report().findings[0].id;
    for (int i = 0; i < 200; ++i) {
        editor.editText(id, "text " + std::to_string(i));
        autosave.schedule(editor.report());
    }
    ASSERT_TRUE(waitFor([&] { return saves > 0; }));
    autosave.flush();
    EXPECT_LT(saves, 200) << "changes in quick succession were not gathered";
    EXPECT_EQ(ReportStore(path_).load(englishReport().id).findings[0].text, "text 199");
}

TEST_F(Autosaving, FlushReturnsOnceTheReportIsOnDisk) {
    Autosave autosave(path_);
    autosave.schedule(englishReport());
    autosave.flush();
    EXPECT_EQ(ReportStore(path_).list().size(), 1u);
}

TEST_F(Autosaving, ClosingWritesWhatIsWaiting) {
    { Autosave(path_).schedule(englishReport()); }
    EXPECT_EQ(ReportStore(path_).list().size(), 1u);
}

TEST_F(Autosaving, SignsAndHandsTheSignedReportBack) {
    Autosave autosave(path_);
    Report back;
    QString failure;
    QObject::connect(&autosave, &Autosave::reportSigned, [&](const Report& report) { back = report; });
    QObject::connect(&autosave, &Autosave::failed, [&](const QString& text) { failure = text; });
    autosave.sign(englishReport(), "Invented, Ruth");
    ASSERT_TRUE(waitFor([&] { return !back.id.empty(); }));
    EXPECT_EQ(back.state, ReportState::Signed);
    autosave.schedule(englishReport());
    ASSERT_TRUE(waitFor([&] { return !failure.isEmpty(); }));
    EXPECT_TRUE(failure.contains("Invented, Ruth")) << failure.toStdString();
}

TEST_F(Autosaving, GivesBackTheReportAndTheChatOfAStudy) {
    Autosave autosave(path_);
    autosave.schedule(englishReport());
    ChatMessage question;
    question.studyUid = englishReport().studyUid;
    question.role = "user";
    question.text = "肝臓はどこですか？";
    autosave.appendChat(question);
    int answers = 0;
    QObject::connect(&autosave, &Autosave::reportLoaded,
                     [&](const QString& study, bool found, const Report& report) {
                         if (study == "1.2.3")
                             EXPECT_FALSE(found);
                         else
                             EXPECT_EQ(report.id, englishReport().id);
                         ++answers;
                     });
    std::vector<ChatMessage> chat;
    QObject::connect(&autosave, &Autosave::chatLoaded,
                     [&](const QString&, const std::vector<ChatMessage>& messages) { chat = messages; });
    autosave.requestLatest(englishReport().studyUid);
    autosave.requestLatest("1.2.3");
    autosave.requestChat(englishReport().studyUid);
    ASSERT_TRUE(waitFor([&] { return answers == 2 && !chat.empty(); }));
    EXPECT_EQ(chat[0].text, question.text);
}

TEST_F(Autosaving, SaysSoWhenTheStoreCannotBeOpenedAndSavesOnceItCan) {
    {
        QFile file(QString::fromStdString(path_));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
    }
    Autosave autosave(path_);
    QString failure;
    bool saved = false;
    QObject::connect(&autosave, &Autosave::failed, [&](const QString& text) { failure = text; });
    QObject::connect(&autosave, &Autosave::saved, [&] { saved = true; });
    autosave.schedule(englishReport());
    ASSERT_TRUE(waitFor([&] { return !failure.isEmpty(); }));
    EXPECT_TRUE(failure.contains("reports.db")) << failure.toStdString();
    ASSERT_TRUE(QFile::remove(QString::fromStdString(path_)));
    ASSERT_TRUE(waitFor([&] { return saved; })) << "what could not be written was not tried again";
    EXPECT_EQ(ReportStore(path_).list().size(), 1u);
}

TEST_F(Autosaving, WhatCouldNotBeSignedIsSavedOnceTheStoreCanBeOpened) {
    {
        QFile file(QString::fromStdString(path_));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
    }
    Autosave autosave(path_);
    int failures = 0;
    bool saved = false;
    QObject::connect(&autosave, &Autosave::failed, [&] { ++failures; });
    QObject::connect(&autosave, &Autosave::saved, [&] { saved = true; });
    autosave.schedule(englishReport());
    autosave.sign(englishReport(), "Invented, Ruth");
    // The first is that of opening, which may come before the signing was tried.
    ASSERT_TRUE(waitFor([&] { return failures >= 2; }));
    ASSERT_TRUE(QFile::remove(QString::fromStdString(path_)));
    ASSERT_TRUE(waitFor([&] { return saved; })) << "the report was lost with the signature";
    EXPECT_EQ(ReportStore(path_).load(englishReport().id).state, ReportState::Draft);
}

TEST_F(Autosaving, AKilledProgramLosesAtMostTwoSecondsOfTyping) {
    QProcess typist;
    typist.start(DOKUEI_TYPIST, {QString::fromStdString(path_)});
    ASSERT_TRUE(typist.waitForStarted());
    qint64 first = 0, last = 0;
    const auto readKeys = [&] {
        while (typist.canReadLine()) {
            last = typist.readLine().trimmed().toLongLong();
            if (first == 0) first = last;
        }
    };
    while (last - first < 3000) {
        ASSERT_TRUE(typist.waitForReadyRead(60000)) << typist.readAllStandardError().toStdString();
        readKeys();
    }
    typist.kill();  // SIGKILL: nothing in the program gets to run any more
    ASSERT_TRUE(typist.waitForFinished());
    readKeys();

    const Report report = ReportStore(path_).load("9d0f0f52-5f8a-4c8e-9a5e-0c7f6b1f0a03");
    const qint64 kept = std::stoll(report.findings.at(0).text);
    EXPECT_LE(last - kept, 2000);
    RecordProperty("lost_ms", static_cast<int>(last - kept));
}

}  // namespace
}  // namespace dokuei::reports
