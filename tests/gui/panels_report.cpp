#include <gtest/gtest.h>

#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

#include "app/report/FindingRow.h"
#include "app/report/ReportPanel.h"
#include "panels_support.h"
#include "reports/store/Autosave.h"

namespace dokuei::app::panels {
namespace {

using reports::Origin;
using reports::State;

struct ReportDesk {
    Model model;
    QTemporaryDir folder;
    std::unique_ptr<reports::Autosave> store;
    std::shared_ptr<viewer::Volume> volume = inventedVolume();
    std::unique_ptr<ReportPanel> panel;

    ReportDesk() {
        store = std::make_unique<reports::Autosave>(path());
        panel = std::make_unique<ReportPanel>(model.service.get(), store.get());
        panel->resize(380, 900);
        panel->show();
        panel->activateWindow();
    }
    ~ReportDesk() { panel.reset(); }
    std::string path() const { return folder.filePath("store.sqlite").toStdString(); }
    ReportDesk& open() {
        model.loaded();
        panel->setStudy(volume, keyOf(volume));
        EXPECT_TRUE(eventually([&] { return !panel->readOnly(); }));
        settle();
        return *this;
    }
    ReportDesk& drafted(const inference::Answer& answer = draftAnswer()) {
        panel->draft();
        model.script->asked.back().listener.onDone(answer);
        EXPECT_TRUE(eventually([&] { return rows().size() == answer.findings.size(); }));
        return *this;
    }
    /// Rows in the order they stand on the screen.
    std::vector<FindingRow*> rows() const {
        std::vector<FindingRow*> all;
        for (FindingRow* row : panel->findChildren<FindingRow*>())
            if (row->isVisibleTo(panel.get())) all.push_back(row);
        std::ranges::sort(all, {}, [](const FindingRow* row) { return row->y(); });
        return all;
    }
    FindingRow* rowOf(const std::string& text) const {
        for (FindingRow* row : rows())
            for (const auto& finding : panel->report().findings)
                if (finding.id == row->findingId() && finding.text == text) return row;
        return nullptr;
    }
    const reports::Finding& finding(std::size_t n) const { return panel->report().findings.at(n); }
    void settle() const { QTest::qWait(20); }
};

TEST(ReportPanel, DraftFillsRowsInOrderWithUnlinkedOnesAtTheEnd) {
    ReportDesk desk;
    desk.open().drafted();
    EXPECT_EQ(desk.model.script->asked[0].request.kind, inference::Request::Kind::DraftReport);
    desk.settle();
    const auto rows = desk.rows();
    ASSERT_EQ(rows.size(), 4u);
    const auto textOf = [&](std::size_t n) { return rows[n]->findChild<QLabel*>("sentence")->text(); };
    EXPECT_EQ(textOf(0), "There is a nodule in the left lung.");
    EXPECT_EQ(textOf(1), "The liver is normal.");
    EXPECT_EQ(textOf(2), "Pulmonary nodule, to be followed.");
    EXPECT_EQ(textOf(3), "There is no pleural effusion.");
    EXPECT_EQ(desk.finding(0).state, State::Proposed);
    EXPECT_EQ(desk.finding(0).origin, Origin::Ai);
    EXPECT_EQ(desk.panel->report().modelName, "test-model-1");
    EXPECT_EQ(desk.panel->boxes().size(), 2u);
}

TEST(ReportPanel, DraftNeverOverwritesWhatAPersonDid) {
    ReportDesk desk;
    desk.open().drafted();
    desk.settle();
    FindingRow* nodule = desk.rowOf("There is a nodule in the left lung.");
    nodule->setFocus();
    QTest::mouseClick(nodule, Qt::LeftButton, {}, {nodule->width() / 2, 4});
    QTest::keyClick(nodule, Qt::Key_A);
    QTest::mouseClick(desk.rowOf("The liver is normal."), Qt::LeftButton, {}, {30, 4});
    QTest::keyClick(desk.rowOf("The liver is normal."), Qt::Key_X);
    EXPECT_EQ(desk.finding(0).state, State::Accepted);
    EXPECT_EQ(desk.finding(1).state, State::Rejected);
    const std::string acceptedId = desk.finding(0).id;

    desk.panel->draft();
    inference::Answer again = draftAnswer();
    again.findings[2].text = "There is a small pleural effusion.";
    desk.model.script->asked.back().listener.onDone(again);
    QCoreApplication::processEvents();
    EXPECT_EQ(desk.panel->report().findings.size(), 4u);
    EXPECT_EQ(desk.finding(0).id, acceptedId);
    EXPECT_EQ(desk.finding(0).state, State::Accepted);
    EXPECT_EQ(desk.finding(1).state, State::Rejected);
    EXPECT_EQ(desk.finding(2).text, "There is a small pleural effusion.");
    desk.panel->undo();
    EXPECT_EQ(desk.finding(2).text, "There is no pleural effusion.");
}

TEST(ReportPanel, StoppedDraftAddsNothing) {
    ReportDesk desk;
    desk.open().panel->draft();
    desk.panel->stopDraft();
    EXPECT_TRUE(desk.model.script->asked[0].ticket.stopped());
    inference::Answer answer = draftAnswer();
    answer.stopped = true;
    desk.model.script->asked[0].listener.onDone(answer);
    QCoreApplication::processEvents();
    EXPECT_TRUE(desk.panel->report().findings.empty());
    EXPECT_TRUE(visibleText(*desk.panel).contains("Drafting was stopped"));
}

TEST(ReportPanel, KeysAcceptRejectDeleteUndoAndRedo) {
    ReportDesk desk;
    desk.open().drafted();
    desk.settle();
    desk.panel->selectNextFinding();
    FindingRow* first = desk.rows()[0];
    QTest::keyClick(first, Qt::Key_A);
    EXPECT_EQ(desk.finding(0).state, State::Accepted);
    QTest::keyClick(first, Qt::Key_X);
    EXPECT_EQ(desk.finding(0).state, State::Rejected);
    EXPECT_EQ(desk.panel->boxes().size(), 1u);
    QTest::keyClick(first, Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(desk.finding(0).state, State::Accepted);
    QTest::keyClick(first, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(desk.finding(0).state, State::Rejected);
    QTest::keyClick(first, Qt::Key_Delete);
    EXPECT_EQ(desk.panel->report().findings.size(), 3u);
    desk.panel->undo();
    EXPECT_EQ(desk.panel->report().findings.size(), 4u);
}

TEST(ReportPanel, KeysOfTheWindowMeanTheFindingWhileTheKeyboardIsInThePanel) {
    ReportDesk desk;
    desk.open().drafted();
    desk.settle();
    QShortcut angle(QKeySequence(Qt::Key_A), desk.panel.get());
    QSignalSpy taken(&angle, &QShortcut::activated);
    desk.panel->selectNextFinding();
    QTest::keyClick(desk.rows()[0], Qt::Key_A);
    EXPECT_EQ(taken.count(), 0);
    EXPECT_EQ(desk.finding(0).state, State::Accepted);
    QTest::keyClick(desk.rows()[0], Qt::Key_Return);
    QTest::keyClicks(desk.rows()[0]->findChild<QPlainTextEdit*>("sentenceEdit"), " xab");
    EXPECT_EQ(taken.count(), 0);
    EXPECT_TRUE(desk.finding(0).text.ends_with(" xab"));
}

TEST(ReportPanel, SpaceWalksThroughTheFindingsAndMovesTheViews) {
    ReportDesk desk;
    desk.open().drafted();
    desk.settle();
    QSignalSpy go(desk.panel.get(), &ReportPanel::goToBox);
    desk.panel->selectNextFinding();
    QTest::keyClick(desk.rows()[0], Qt::Key_Space);
    ASSERT_EQ(go.count(), 2);
    EXPECT_EQ(go[1][0].toString().toStdString(), desk.finding(1).links[0].id);
    QTest::keyClick(desk.rows()[1], Qt::Key_Space, Qt::ShiftModifier);
    ASSERT_EQ(go.count(), 3);
    EXPECT_EQ(go[2][0].toString().toStdString(), desk.finding(0).links[0].id);
}

TEST(ReportPanel, ClickOnARowGoesToItsBoxAndABoxSelectsItsRow) {
    ReportDesk desk;
    desk.open().drafted();
    desk.settle();
    QSignalSpy go(desk.panel.get(), &ReportPanel::goToBox);
    QTest::mouseClick(desk.rows()[1], Qt::LeftButton, {}, {30, 4});
    ASSERT_EQ(go.count(), 1);
    EXPECT_EQ(go[0][0].toString().toStdString(), desk.finding(1).links[0].id);
    EXPECT_TRUE(desk.panel->selectByBox(QString::fromStdString(desk.finding(0).links[0].id)));
    EXPECT_EQ(go.count(), 1);
    QTest::keyClick(desk.panel.get(), Qt::Key_A);
    EXPECT_EQ(desk.finding(0).state, State::Accepted);
    EXPECT_FALSE(desk.panel->selectByBox("no such box"));
}

TEST(ReportPanel, EditedAiSentenceKeepsTheAisWords) {
    ReportDesk desk;
    desk.open().drafted();
    desk.settle();
    desk.panel->selectNextFinding();
    FindingRow* row = desk.rows()[0];
    QTest::keyClick(row, Qt::Key_Return);
    ASSERT_TRUE(row->editing());
    auto* edit = row->findChild<QPlainTextEdit*>("sentenceEdit");
    QTest::keyClicks(edit, " Stable.");
    EXPECT_TRUE(row->editing());
    QTest::keyClick(edit, Qt::Key_Return);
    EXPECT_FALSE(row->editing());
    EXPECT_EQ(desk.finding(0).text, "There is a nodule in the left lung. Stable.");
    EXPECT_EQ(desk.finding(0).aiText, "There is a nodule in the left lung.");
    EXPECT_EQ(desk.finding(0).origin, Origin::AiEdited);
    EXPECT_EQ(desk.finding(0).state, State::Edited);
    desk.panel->undo();
    EXPECT_EQ(desk.finding(0).text, "There is a nodule in the left lung.");
    EXPECT_EQ(desk.finding(0).state, State::Proposed);
}

TEST(ReportPanel, TypedTextReachesTheStoreWhileTheFieldIsStillOpen) {
    ReportDesk desk;
    desk.open();
    desk.panel->findChild<QPushButton*>("addFinding")->click();
    desk.settle();
    ASSERT_EQ(desk.rows().size(), 1u);
    QTest::keyClicks(desk.rows()[0]->findChild<QPlainTextEdit*>("sentenceEdit"), "Calcified granuloma.");
    QElapsedTimer typed;
    typed.start();
    reports::ReportStore reader(desk.path());
    const std::string studyUid = desk.volume->identity.studyUid;
    const bool arrived = QTest::qWaitFor(
        [&] {
            const auto report = reader.latestForStudy(studyUid);
            return report && !report->findings.empty() && report->findings[0].text == "Calcified granuloma.";
        },
        10000);
    EXPECT_TRUE(arrived);
    RecordProperty("milliseconds", int(typed.elapsed()));
    EXPECT_EQ(desk.finding(0).origin, Origin::Human);
}

TEST(ReportPanel, ReportComesBackWhenTheStudyIsOpenedAgain) {
    ReportDesk desk;
    desk.open().drafted();
    desk.store->flush();
    ReportPanel again(desk.model.service.get(), desk.store.get());
    again.setStudy(desk.volume, keyOf(desk.volume));
    ASSERT_TRUE(eventually([&] { return !again.report().findings.empty(); }));
    EXPECT_EQ(again.report().id, desk.panel->report().id);
    EXPECT_EQ(again.boxes().size(), 2u);
}

TEST(ReportPanel, SwitchingStudiesKeepsEachReportAndItsUndo) {
    ReportDesk desk;
    desk.open().drafted();
    const auto other = inventedVolume("1.2.826.0.1.3680043.9.2");
    desk.panel->setStudy(other, keyOf(other));
    ASSERT_TRUE(eventually([&] { return !desk.panel->readOnly(); }));
    EXPECT_TRUE(desk.panel->report().findings.empty());
    EXPECT_TRUE(desk.panel->boxes().empty());
    reports::Finding stray;
    stray.text = "Belongs to the first study.";
    desk.panel->addFinding(keyOf(desk.volume), stray);
    EXPECT_TRUE(desk.panel->report().findings.empty());
    desk.panel->setStudy(desk.volume, keyOf(desk.volume));
    EXPECT_EQ(desk.panel->report().findings.size(), 4u);
    desk.panel->undo();
    EXPECT_TRUE(desk.panel->report().findings.empty());
}

TEST(ReportPanel, DrawnBoxBelongsToTheFindingThatAskedForIt) {
    ReportDesk desk;
    desk.open().drafted();
    desk.settle();
    QSignalSpy wanted(desk.panel.get(), &ReportPanel::drawBoxRequested);
    FindingRow* row = desk.rowOf("There is no pleural effusion.");
    QTest::mouseClick(row, Qt::LeftButton, {}, {30, 4});
    QTest::keyClick(row, Qt::Key_B);
    ASSERT_EQ(wanted.count(), 1);
    desk.panel->addBox(wanted[0][0].toString(), {10, 10, 10, 40, 50, 40});
    const reports::Finding& boxed = desk.finding(2);
    ASSERT_EQ(boxed.links.size(), 1u);
    EXPECT_EQ(boxed.links[0].origin, Origin::Human);
    bool human = false;
    for (const BoxMark& mark : desk.panel->boxes())
        human |= !mark.ai && mark.id.toStdString() == boxed.links[0].id;
    EXPECT_TRUE(human);
    desk.panel->addBox({}, {10, 10, 10, 40, 50, 40});
    EXPECT_EQ(desk.panel->report().findings.size(), 5u);
    desk.panel->addBox({}, {5000, 5000, 5000, 5010, 5010, 5010});
    EXPECT_EQ(desk.panel->report().findings.size(), 5u);
}

TEST(ReportPanel, ABoxDrawnWhileTheReportIsStillLoadedIsNotLost) {
    ReportDesk desk;
    desk.panel->setStudy(desk.volume, keyOf(desk.volume));
    ASSERT_TRUE(desk.panel->readOnly());
    desk.panel->addBox({}, {10, 10, 10, 40, 50, 40});
    EXPECT_TRUE(eventually([&] { return desk.panel->report().findings.size() == 1u; }));
}

TEST(ReportPanel, AFindingPickedFromAnAnswerOutlivesALaterDraft) {
    ReportDesk desk;
    desk.open();
    reports::Finding picked;
    picked.text = "The spleen is here.";
    picked.origin = Origin::Ai;
    desk.panel->addFinding(keyOf(desk.volume), picked);
    ASSERT_TRUE(eventually([&] { return desk.panel->report().findings.size() == 1u; }));
    desk.panel->draft();
    desk.model.script->asked.back().listener.onDone(draftAnswer());
    ASSERT_TRUE(eventually([&] { return desk.panel->report().findings.size() == 5u; }));
    EXPECT_EQ(desk.finding(0).text, "The spleen is here.");
    EXPECT_EQ(desk.finding(0).origin, Origin::Ai);
    EXPECT_EQ(desk.finding(0).state, State::Accepted);
}

TEST(ReportPanel, AClickOnTheDetailsOfAFindingSelectsIt) {
    ReportDesk desk;
    desk.open().drafted();
    desk.settle();
    FindingRow* row = desk.rowOf("There is no pleural effusion.");
    ASSERT_NE(row, nullptr);
    QSignalSpy clicked(row, &FindingRow::clicked);
    QTest::mouseClick(row->findChild<QLabel*>("details"), Qt::LeftButton, {}, {4, 4});
    EXPECT_EQ(clicked.count(), 1);
}

TEST(ReportPanel, UnlinkedBoxOfTheDraftStandsAtTheEndAndBecomesAFinding) {
    ReportDesk desk;
    inference::Answer answer = draftAnswer();
    answer.findings[1].boxes.clear();
    desk.open().drafted(answer);
    desk.settle();
    EXPECT_TRUE(visibleText(*desk.panel).contains("Boxes without a sentence"));
    EXPECT_EQ(desk.panel->boxes().size(), 2u);
    desk.panel->findChild<QToolButton*>("addFinding")->click();
    ASSERT_TRUE(eventually([&] { return desk.panel->report().findings.size() == 5u; }));
    EXPECT_EQ(desk.finding(4).siteKey, "liver");
    EXPECT_EQ(desk.panel->boxes().size(), 2u);
}

TEST(ReportPanel, UnlinkedBoxOfTheDraftIsNotDrawnInASeriesWithOtherCoordinates) {
    ReportDesk desk;
    inference::Answer answer = draftAnswer();
    answer.findings[1].boxes.clear();
    desk.open().drafted(answer);
    const auto before = desk.panel->boxes().size();
    const auto drafted = desk.volume;
    viewer::Geometry elsewhere = drafted->geometry();
    elsewhere.frameOfReferenceUid = "2.25.77";
    auto other = std::make_shared<viewer::Volume>(elsewhere, viewer::ScalarType::Int16, 0);
    other->identity = drafted->identity;
    other->identity.seriesUid = "2.25.78";
    desk.panel->setStudy(other, keyOf(other));
    desk.settle();
    EXPECT_TRUE(desk.panel->boxes().empty());
    EXPECT_FALSE(visibleText(*desk.panel).contains("Boxes without a sentence"));
    desk.panel->setStudy(drafted, keyOf(drafted));
    EXPECT_EQ(desk.panel->boxes().size(), before);
}

TEST(ReportPanel, SigningNeedsEveryFindingDecidedAndMakesTheReportReadOnly) {
    ReportDesk desk;
    desk.open().drafted();
    desk.panel->findChild<QToolButton*>("sign")->click();
    EXPECT_TRUE(visibleText(*desk.panel).contains("still proposed"));
    EXPECT_FALSE(desk.panel->findChild<QDialog*>("signDialog"));
    desk.panel->findChild<QPushButton*>("acceptAll")->click();
    desk.settle();
    desk.panel->findChild<QToolButton*>("sign")->click();
    auto* dialog = desk.panel->findChild<QDialog*>("signDialog");
    ASSERT_TRUE(dialog);
    EXPECT_FALSE(dialog->findChild<QPushButton*>("confirmSign")->isEnabled());
    dialog->findChild<QLineEdit*>("signerName")->setText("読影 太郎");
    dialog->findChild<QPushButton*>("confirmSign")->click();
    ASSERT_TRUE(eventually([&] { return desk.panel->report().state == reports::ReportState::Signed; }));
    desk.settle();
    EXPECT_TRUE(desk.panel->readOnly());
    EXPECT_EQ(desk.panel->report().signedBy, "読影 太郎");
    FindingRow* row = desk.rows()[0];
    QTest::mouseClick(row, Qt::LeftButton, {}, {30, 4});
    QTest::keyClick(row, Qt::Key_Return);
    EXPECT_FALSE(row->editing());
    QTest::keyClick(row, Qt::Key_Delete);
    EXPECT_EQ(desk.panel->report().findings.size(), 4u);
    EXPECT_EQ(reports::ReportStore(desk.path()).load(desk.panel->report().id).state,
              reports::ReportState::Signed);
}

TEST(ReportPanel, ExportsFourFilesAndNamesTheFolderThatCannotBeWritten) {
    ReportDesk desk;
    desk.open().drafted();
    QSignalSpy done(desk.panel.get(), &ReportPanel::exported);
    const QString out = desk.folder.filePath("out");
    desk.panel->exportTo(out);
    ASSERT_TRUE(eventually([&] { return done.count() == 1; }));
    for (const char* name : {"report.json", "report.txt", "report.pdf", "report.dcm"})
        EXPECT_GT(QFileInfo(out + '/' + name).size(), 0) << name;

    QSignalSpy messages(desk.panel.get(), &ReportPanel::message);
    const QString blocked = out + "/report.txt/below";
    desk.panel->exportTo(blocked);
    ASSERT_TRUE(eventually([&] {
        for (const auto& message : messages)
            if (message[1].toBool() && message[0].toString().contains("report.txt/below")) return true;
        return false;
    }));
}

TEST(ReportPanel, WithoutAModelReportingGoesOn) {
    ReportDesk desk;
    desk.panel->setStudy(desk.volume, keyOf(desk.volume));
    ASSERT_TRUE(eventually([&] { return !desk.panel->readOnly(); }));
    desk.settle();
    EXPECT_TRUE(visibleText(*desk.panel).contains("No model loaded"));
    EXPECT_FALSE(desk.panel->findChild<QPushButton*>("draftReport")->isEnabled());
    desk.panel->findChild<QPushButton*>("addFinding")->click();
    EXPECT_EQ(desk.panel->report().findings.size(), 1u);
}

}  // namespace
}  // namespace dokuei::app::panels
