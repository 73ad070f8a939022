#include "reports/finding/ReportEditor.h"

#include <gtest/gtest.h>

#include <random>

#include "reports/export/Json.h"
#include "tests/reports/support/SampleReports.h"

namespace dokuei::reports {
namespace {

using testing::boxLink;
using testing::englishReport;
using testing::japaneseReport;

/// The findings without the time of their last change, which undo may not be asked to bring back exactly.
QByteArray content(const ReportEditor& editor) {
    Report report = editor.report();
    report.changedAt.clear();
    for (Finding& finding : report.findings) finding.changedAt.clear();
    return toJson(report);
}

TEST(ReportEditing, AcceptingAnAiFindingKeepsItsOrigin) {
    ReportEditor editor(japaneseReport());
    const std::string id = editor.report().findings[0].id;
    editor.accept(id);
    EXPECT_EQ(editor.find(id)->state, State::Accepted);
    EXPECT_EQ(editor.find(id)->origin, Origin::Ai);
}

TEST(ReportEditing, EditingAnAiSentenceMarksItEditedAndKeepsTheWordsOfTheAi) {
    ReportEditor editor(japaneseReport());
    const std::string id = editor.report().findings[0].id, before = editor.report().findings[0].text;
    editor.editText(id, "右肺上葉に径15mmの結節を認めます。");
    editor.editText(id, "右肺上葉に径16mmの結節を認めます。");
    const Finding& finding = *editor.find(id);
    EXPECT_EQ(finding.origin, Origin::AiEdited);
    EXPECT_EQ(finding.state, State::Edited);
    EXPECT_EQ(finding.aiText, before);
    EXPECT_EQ(finding.text, "右肺上葉に径16mmの結節を認めます。");
    editor.restoreAiText(id);
    EXPECT_EQ(editor.find(id)->text, before);
    EXPECT_EQ(editor.find(id)->origin, Origin::Ai);
    EXPECT_EQ(editor.find(id)->state, State::Proposed);
}

TEST(ReportEditing, EditingAHumanSentenceLeavesItHuman) {
    ReportEditor editor(englishReport());
    const std::string id = editor.addByHand("Fresh rib fracture.");
    editor.editText(id, "Old rib fracture.");
    EXPECT_EQ(editor.find(id)->origin, Origin::Human);
    EXPECT_EQ(editor.find(id)->state, State::Accepted);
    EXPECT_TRUE(editor.find(id)->aiText.empty());
}

TEST(ReportEditing, TypingInOneSentenceIsOneUndoStep) {
    ReportEditor editor(japaneseReport());
    const QByteArray before = content(editor);
    const std::string id = editor.report().findings[0].id;
    for (const char* text : {"a", "ab", "abc"}) editor.editText(id, text);
    editor.undo();
    EXPECT_EQ(content(editor), before);
    EXPECT_FALSE(editor.canUndo());
    editor.redo();
    EXPECT_EQ(editor.find(id)->text, "abc");
}

TEST(ReportEditing, LeavingTheSentenceBeginsANewUndoStep) {
    ReportEditor editor(japaneseReport());
    const std::string id = editor.report().findings[0].id;
    editor.editText(id, "one");
    editor.closeEdit();
    editor.editText(id, "two");
    editor.undo();
    EXPECT_EQ(editor.find(id)->text, "one");
}

TEST(ReportEditing, ARejectedFindingIsKeptAndComesBackAsItWas) {
    ReportEditor editor(japaneseReport());
    const std::string ai = editor.report().findings[0].id;
    editor.reject(ai);
    EXPECT_EQ(editor.find(ai)->state, State::Rejected);
    editor.restore(ai);
    EXPECT_EQ(editor.find(ai)->state, State::Proposed);
    editor.editText(ai, "changed");
    editor.reject(ai);
    editor.restore(ai);
    EXPECT_EQ(editor.find(ai)->state, State::Edited);
}

TEST(ReportEditing, AcceptAllDecidesProposalsOnly) {
    ReportEditor editor(japaneseReport());
    EXPECT_EQ(editor.undecided(), 3);
    editor.acceptAll();
    EXPECT_EQ(editor.undecided(), 0);
    EXPECT_EQ(editor.report().findings[3].state, State::Rejected);
    editor.undo();
    EXPECT_EQ(editor.undecided(), 3);
}

TEST(ReportEditing, FindingsAreMovedAndRemovedAndComeBackInPlace) {
    ReportEditor editor(englishReport());
    const QByteArray before = content(editor);
    const std::string first = editor.report().findings[0].id;
    editor.move(first, 2);
    EXPECT_EQ(editor.report().findings[2].id, first);
    editor.move(first, 99);
    EXPECT_EQ(editor.report().findings.back().id, first);
    editor.remove(first);
    EXPECT_EQ(editor.find(first), nullptr);
    for (int i = 0; i < 3; ++i) editor.undo();
    EXPECT_EQ(content(editor), before);
}

TEST(ReportEditing, BoxesAreLinkedFoundAndUnlinked) {
    ReportEditor editor(englishReport());
    const std::string finding = editor.report().findings[4].id;
    EvidenceLink link = boxLink("", "effusion", 30, {1, 2, 3, 4}, Origin::Human);
    const std::string id = editor.link(finding, link);
    EXPECT_FALSE(id.empty());
    EXPECT_EQ(editor.findingOfLink(id), finding);
    EXPECT_THROW(editor.link(editor.report().findings[0].id, editor.find(finding)->links[0]), Error);
    editor.unlink(finding, id);
    EXPECT_EQ(editor.findingOfLink(id), "");
    EXPECT_THROW(editor.unlink(finding, id), NotFoundError);
}

TEST(ReportEditing, MovingABoxOfTheAiMakesItEdited) {
    ReportEditor editor(englishReport());
    EvidenceLink link = editor.report().findings[0].links[0];
    link.keyPixelBox = {1, 2, 30, 40};
    editor.updateLink(editor.report().findings[0].id, link);
    EXPECT_EQ(editor.report().findings[0].links[0].origin, Origin::AiEdited);
    EXPECT_EQ(editor.report().findings[0].links[0].keyPixelBox[3], 40);
}

TEST(ReportEditing, ChangingSiteOrCertaintyOfAnAiFindingEditsIt) {
    ReportEditor editor(japaneseReport());
    const std::string id = editor.report().findings[2].id;
    editor.setCertainty(id, Certainty::Uncertain);
    EXPECT_EQ(editor.find(id)->origin, Origin::AiEdited);
    EXPECT_EQ(editor.find(id)->certainty, Certainty::Uncertain);
    editor.setSite(id, "left_lung", "左肺");
    EXPECT_EQ(editor.find(id)->siteKey, "left_lung");
}

TEST(ReportEditing, TypingASiteIsOneUndoStep) {
    ReportEditor editor(japaneseReport());
    const std::string id = editor.report().findings[2].id;
    const std::string before = editor.find(id)->site;
    for (const char* typed : {"l", "lu", "lung"}) editor.setSite(id, {}, typed);
    editor.undo();
    EXPECT_EQ(editor.find(id)->site, before);
}

TEST(ReportEditing, AChangeThatChangesNothingMakesNoUndoStep) {
    ReportEditor editor(englishReport());
    const Finding first = editor.report().findings[0];
    editor.editText(first.id, first.text);
    editor.accept(first.id);
    editor.setSection(first.id, first.section);
    editor.move(first.id, 0);
    EXPECT_FALSE(editor.canUndo());
}

TEST(ReportEditing, AnUnknownFindingIsNamedAndNothingChanges) {
    ReportEditor editor(englishReport());
    const QByteArray before = content(editor);
    EXPECT_THROW(editor.accept("nobody"), NotFoundError);
    EXPECT_THROW(editor.remove("nobody"), NotFoundError);
    EXPECT_EQ(content(editor), before);
    EXPECT_FALSE(editor.canUndo());
}

TEST(ReportEditing, ASignedReportTakesNoChange) {
    ReportEditor editor(englishReport());
    const std::string id = editor.report().findings[0].id;
    editor.editText(id, "changed");
    Report report = editor.report();
    report.state = ReportState::Signed;
    editor.setReport(report);
    EXPECT_THROW(editor.editText(id, "again"), ReadOnlyError);
    EXPECT_THROW(editor.addByHand("more"), ReadOnlyError);
    EXPECT_THROW(editor.remove(id), ReadOnlyError);
    EXPECT_FALSE(editor.canUndo());
}

TEST(ReportEditing, TellsWhichFindingChangedAndWhatUndoWouldTakeBack) {
    ReportEditor editor(englishReport());
    std::vector<std::string> changed;
    QObject::connect(&editor, &ReportEditor::changed,
                     [&](const QString& id) { changed.push_back(id.toStdString()); });
    const std::string id = editor.report().findings[1].id;
    editor.reject(id);
    editor.undo();
    EXPECT_EQ(changed, (std::vector<std::string>{id, id}));
    EXPECT_TRUE(editor.undoText().isEmpty());
    EXPECT_EQ(editor.redoText(), "Reject finding");
}

TEST(ReportEditing, AnyWalkOfChangesIsUndoneToTheBeginningAndRedoneToTheEnd) {
    std::mt19937 random(7);
    const auto pick = [&](std::size_t n) { return static_cast<int>(random() % n); };
    ReportEditor editor(englishReport());
    const QByteArray begin = content(editor);
    for (int i = 0; i < 400; ++i) {
        const auto& list = editor.report().findings;
        if (list.empty()) {
            editor.addByHand("sentence");
            continue;
        }
        const std::string id = list[static_cast<std::size_t>(pick(list.size()))].id;
        switch (pick(9)) {
            case 0:
                editor.accept(id);
                break;
            case 1:
                editor.reject(id);
                break;
            case 2:
                editor.restore(id);
                break;
            case 3:
                editor.editText(id, "text " + std::to_string(i));
                break;
            case 4:
                editor.addByHand("sentence " + std::to_string(i), Section::Finding, pick(5));
                break;
            case 5:
                if (list.size() > 3) editor.remove(id);
                break;
            case 6:
                editor.move(id, pick(6));
                break;
            case 7:
                editor.link(id, boxLink("", "box", i, {1, 2, 3, 4}));
                break;
            case 8:
                editor.undo();
                break;
        }
    }
    const QByteArray end = content(editor);
    while (editor.canUndo()) editor.undo();
    EXPECT_EQ(content(editor), begin);
    while (editor.canRedo()) editor.redo();
    EXPECT_EQ(content(editor), end);
}

}  // namespace
}  // namespace dokuei::reports
