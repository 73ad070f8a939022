#include <gtest/gtest.h>

#include <QDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

#include "app/chat/AnswerView.h"
#include "app/chat/BoxRow.h"
#include "app/chat/ChatPanel.h"
#include "app/chat/ChatTurn.h"
#include "app/chat/ModelInputDialog.h"
#include "panels_support.h"
#include "reports/store/Autosave.h"

namespace dokuei::app::panels {
namespace {

struct Chat {
    Model model;
    std::shared_ptr<viewer::Volume> volume = inventedVolume();
    std::unique_ptr<ChatPanel> panel;

    explicit Chat(reports::Autosave* store = nullptr) {
        panel = std::make_unique<ChatPanel>(model.service.get(), store);
        panel->resize(360, 800);
        panel->show();
    }
    Chat& open() {
        model.loaded();
        panel->setStudy(volume, keyOf(volume));
        return *this;
    }
    /// Hands text to the panel as the model's thread would.
    void say(const char* text, std::size_t question = 0) {
        model.script->asked.at(question).listener.onText(text);
    }
    void end(const inference::Answer& answer, std::size_t question = 0) {
        model.script->asked.at(question).listener.onDone(answer);
        QCoreApplication::processEvents();
    }
    QString answerText() const {
        QString all;
        for (const QLabel* label : panel->findChildren<QLabel*>("answer"))
            if (label->isVisibleTo(panel.get())) all += label->text();
        return all;
    }
};

TEST(ChatPanel, SaysWhatToDoWithoutAModelAndHowTheFailureReads) {
    Chat chat;
    chat.panel->setStudy(chat.volume, keyOf(chat.volume));
    EXPECT_TRUE(visibleText(*chat.panel).contains("No model loaded. Viewing and reporting work."));
    auto* manage = chat.panel->findChild<QPushButton*>("openModelManager");
    ASSERT_TRUE(manage && manage->isVisible());
    QSignalSpy wanted(chat.panel.get(), &ChatPanel::modelManagerRequested);
    manage->click();
    EXPECT_EQ(wanted.count(), 1);
    chat.panel->ask("Where is the liver?");
    EXPECT_TRUE(chat.model.script->asked.empty());

    chat.model.service->load("model");
    chat.model.script->loadFailed("model.safetensors: the file is truncated");
    QCoreApplication::processEvents();
    EXPECT_TRUE(visibleText(*chat.panel).contains("model.safetensors: the file is truncated"));
    EXPECT_TRUE(manage->isVisible());
}

TEST(ChatPanel, StreamsTheAnswerInOrderAndKeepsTheModelsFinalText) {
    Chat chat;
    chat.open().panel->ask("Where is the liver?");
    ASSERT_EQ(chat.model.script->asked.size(), 1u);
    EXPECT_EQ(chat.model.script->asked[0].request.question, "Where is the liver?");
    EXPECT_TRUE(chat.model.script->asked[0].request.language.empty());
    EXPECT_TRUE(chat.panel->answering());
    chat.say("The liver");
    chat.say(" is in the");
    chat.say(" right");
    EXPECT_TRUE(eventually([&] { return chat.answerText().contains("The liver is in the right"); }));
    chat.end(liverAnswer());
    EXPECT_FALSE(chat.panel->answering());
    EXPECT_TRUE(chat.answerText().contains("is in the right upper abdomen."));
}

TEST(ChatPanel, UnderlinesTheGroundedPhraseAndTellsModelSpeedAndThatItIsToBeVerified) {
    Chat chat;
    chat.open().panel->ask("Where is the liver?");
    chat.end(liverAnswer());
    EXPECT_TRUE(chat.answerText().contains(">liver</a>"));
    EXPECT_TRUE(chat.answerText().contains("[1]"));
    const QString text = visibleText(*chat.panel);
    EXPECT_TRUE(text.contains("test-model-1"));
    EXPECT_TRUE(text.contains("first token 1.25 s"));
    EXPECT_TRUE(text.contains("20 tokens/s"));
    EXPECT_TRUE(text.contains("AI output, to be verified by a physician"));
    EXPECT_TRUE(text.contains("72 x 82 x 60 mm"));
    EXPECT_TRUE(text.contains("slice 10/20"));
}

TEST(ChatPanel, StopButtonAndEscapeStopTheQuestion) {
    Chat chat;
    chat.open().panel->ask("Where is the liver?");
    auto* button = chat.panel->findChild<QToolButton*>("askButton");
    EXPECT_FALSE(chat.model.script->asked[0].ticket.stopped());
    button->click();
    EXPECT_TRUE(chat.model.script->asked[0].ticket.stopped());
    inference::Answer stopped;
    stopped.stopped = true;
    stopped.text = "The";
    chat.end(stopped);
    EXPECT_TRUE(visibleText(*chat.panel).contains("Stopped. The answer is not complete."));

    chat.panel->ask("Is there a lesion?");
    QTest::keyClick(chat.panel->findChild<QPlainTextEdit*>("questionBox"), Qt::Key_Escape);
    EXPECT_TRUE(chat.model.script->asked[1].ticket.stopped());
}

TEST(ChatPanel, EnterAsksASingleLineAndControlEnterAsksSeveral) {
    Chat chat;
    chat.open();
    auto* box = chat.panel->findChild<QPlainTextEdit*>("questionBox");
    QTest::keyClicks(box, "Where is the liver?");
    QTest::keyClick(box, Qt::Key_Return);
    ASSERT_EQ(chat.model.script->asked.size(), 1u);
    EXPECT_TRUE(box->toPlainText().isEmpty());
    chat.end(liverAnswer());
    QTest::keyClicks(box, "First line");
    QTest::keyClick(box, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(box, "second line");
    QTest::keyClick(box, Qt::Key_Return);
    EXPECT_EQ(chat.model.script->asked.size(), 1u);
    QTest::keyClick(box, Qt::Key_Return, Qt::ControlModifier);
    ASSERT_EQ(chat.model.script->asked.size(), 2u);
    EXPECT_EQ(chat.model.script->asked[1].request.question, "First line\nsecond line");
}

TEST(ChatPanel, NeverShowsAnAnswerUnderAnotherStudy) {
    Chat chat;
    const auto other = inventedVolume("1.2.826.0.1.3680043.9.2");
    chat.open().panel->ask("Where is the liver?");
    QSignalSpy boxes(chat.panel.get(), &ChatPanel::boxesChanged);
    chat.panel->setStudy(other, keyOf(other));
    boxes.clear();
    chat.model.script->asked[0].listener.onBox(liverAnswer().boxes[0]);
    chat.end(liverAnswer());
    EXPECT_EQ(boxes.count(), 0);
    EXPECT_TRUE(chat.panel->boxes().empty());
    EXPECT_FALSE(visibleText(*chat.panel).contains("liver"));

    chat.panel->setStudy(chat.volume, keyOf(chat.volume));
    EXPECT_EQ(chat.panel->boxes().size(), 1u);
    EXPECT_TRUE(chat.answerText().contains("right upper abdomen"));
}

TEST(ChatPanel, BoxRowHighlightsGoesThereAndBecomesAFinding) {
    Chat chat;
    chat.open().panel->ask("Where is the liver?");
    chat.end(liverAnswer());
    const BoxMarks marks = chat.panel->boxes();
    ASSERT_EQ(marks.size(), 1u);
    EXPECT_TRUE(marks[0].ai);
    EXPECT_EQ(marks[0].lps, liverAnswer().boxes[0].lps);
    auto* row = chat.panel->findChild<BoxRow*>();
    ASSERT_TRUE(row);
    QSignalSpy hovered(chat.panel.get(), &ChatPanel::boxHovered);
    QSignalSpy activated(chat.panel.get(), &ChatPanel::boxActivated);
    QSignalSpy finding(chat.panel.get(), &ChatPanel::findingRequested);
    QEnterEvent enter({1, 1}, {1, 1}, {1, 1});
    QApplication::sendEvent(row, &enter);
    ASSERT_EQ(hovered.count(), 1);
    EXPECT_EQ(hovered[0][0].toString(), marks[0].id);
    QTest::mouseClick(row, Qt::LeftButton, {}, {20, 10});
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated[0][0].toString(), marks[0].id);
    row->findChild<QToolButton*>("addFinding")->click();
    ASSERT_EQ(finding.count(), 1);
    const auto made = finding[0][1].value<reports::Finding>();
    EXPECT_EQ(made.siteKey, "liver");
    ASSERT_EQ(made.links.size(), 1u);
    EXPECT_EQ(made.links[0].lps, marks[0].lps);
}

TEST(ChatPanel, KeepsABoxesIdWhileMoreArriveAndWhenTheAnswerEnds) {
    Chat chat;
    chat.open().panel->ask("Where are the organs?");
    const inference::Answer answer = draftAnswer();
    chat.model.script->asked[0].listener.onBox(answer.boxes[0]);
    QCoreApplication::processEvents();
    const QString first = chat.panel->boxes().at(0).id;
    chat.model.script->asked[0].listener.onBox(answer.boxes[1]);
    QCoreApplication::processEvents();
    ASSERT_EQ(chat.panel->boxes().size(), 2u);
    EXPECT_EQ(chat.panel->boxes()[0].id, first);
    EXPECT_NE(chat.panel->boxes()[1].id, first);
    chat.end(answer);
    EXPECT_EQ(chat.panel->boxes()[0].id, first);
    EXPECT_TRUE(chat.panel->selectByBox(first));
    EXPECT_FALSE(chat.panel->selectByBox("no such box"));
}

TEST(ChatPanel, TellsWhichBoxesWereDropped) {
    Chat chat;
    chat.open().panel->ask("Where is the liver?");
    inference::Answer answer = liverAnswer();
    answer.rejectedBoxes = {"outside the volume"};
    chat.end(answer);
    EXPECT_TRUE(visibleText(*chat.panel).contains("outside the volume"));
}

TEST(ChatPanel, ErrorOfTheModelIsShownUnderItsQuestion) {
    Chat chat;
    chat.open().panel->ask("Where is the liver?");
    chat.model.script->asked[0].listener.onError("Not enough memory for the answer.");
    QCoreApplication::processEvents();
    EXPECT_FALSE(chat.panel->answering());
    EXPECT_TRUE(visibleText(*chat.panel).contains("Not enough memory for the answer."));
}

TEST(ChatPanel, SuggestedQuestionIsAskedWhenClicked) {
    Chat chat;
    chat.open();
    const auto buttons = chat.panel->findChildren<QPushButton*>("suggestion");
    ASSERT_EQ(buttons.size(), 3);
    buttons[1]->click();
    ASSERT_EQ(chat.model.script->asked.size(), 1u);
    EXPECT_FALSE(chat.panel->findChild<QPushButton*>("suggestion")->isVisible());
}

TEST(ChatPanel, PreparesTheVolumeOnceItIsCompleteAndForgetsAClosedStudy) {
    Chat chat;
    chat.open();
    EXPECT_EQ(chat.model.script->prepared, std::vector<std::string>{keyOf(chat.volume).toStdString()});
    chat.panel->closeStudy(keyOf(chat.volume));
    EXPECT_EQ(chat.model.script->forgotten, std::vector<std::string>{keyOf(chat.volume).toStdString()});
    EXPECT_TRUE(chat.panel->studyKey().isEmpty());
}

TEST(ChatPanel, HistoryComesBackFromTheStoreWithItsBoxes) {
    ensureApplication();
    QTemporaryDir folder;
    const std::string path = folder.filePath("store.sqlite").toStdString();
    std::array<double, 6> lps{};
    {
        reports::Autosave store(path);
        Chat chat(&store);
        chat.open().panel->ask("Where is the liver?");
        chat.end(liverAnswer());
        lps = chat.panel->boxes().at(0).lps;
        chat.panel.reset();
    }
    reports::Autosave store(path);
    Chat chat(&store);
    chat.open();
    ASSERT_TRUE(eventually([&] { return !chat.panel->boxes().empty(); }));
    EXPECT_EQ(chat.panel->boxes()[0].lps, lps);
    EXPECT_TRUE(chat.answerText().contains("right upper abdomen"));
    EXPECT_TRUE(visibleText(*chat.panel).contains("Where is the liver?"));
    chat.panel.reset();
}

TEST(ChatPanel, HistoryOfAnotherVolumeOfTheSeriesIsNotShown) {
    ensureApplication();
    QTemporaryDir folder;
    reports::Autosave store(folder.filePath("store.sqlite").toStdString());
    int loaded = 0;
    Chat chat(&store);
    QObject::connect(&store, &reports::Autosave::chatLoaded, chat.panel.get(), [&] { ++loaded; });
    chat.open().panel->ask("Where is the liver?");
    chat.end(liverAnswer());
    auto phase = inventedVolume();
    for (auto& slice : phase->slices) slice.sopInstanceUid += ".2";
    chat.panel->setStudy(phase, keyOf(phase));
    ASSERT_TRUE(eventually([&] { return loaded == 2; }));
    EXPECT_TRUE(chat.panel->boxes().empty());
    EXPECT_TRUE(chat.answerText().isEmpty());
    chat.panel.reset();
}

TEST(ChatPanel, ShowsThePreprocessedSlicesAndTheExactPrompt) {
    Chat chat;
    chat.open().panel->ask("Where is the liver?");
    chat.end(liverAnswer());
    chat.panel->findChild<QToolButton*>("modelInput")->click();
    QCoreApplication::processEvents();
    auto* dialog = chat.panel->findChild<ModelInputDialog*>();
    ASSERT_TRUE(dialog);
    EXPECT_EQ(dialog->findChild<QPlainTextEdit*>("prompt")->toPlainText(),
              "<image:144>\nWhere is the liver?");
    EXPECT_TRUE(eventually([&] {
        for (const QLabel* label : dialog->findChildren<QLabel*>())
            if (!label->pixmap(Qt::ReturnByValue).isNull()) return true;
        return false;
    }));
}

TEST(ModelInputMontage, RefusesASizeThatDoesNotFitItsValues) {
    ensureApplication();
    inference::ModelInput input;
    input.size = {1 << 20, 1 << 20, 1 << 20};
    input.spacing = {1, 1, 1};
    input.hu.assign(1000, 0);
    EXPECT_TRUE(montage(input, 8, 400, 40).isNull());
    input.size = {10, 10, 10};
    EXPECT_FALSE(montage(input, 8, 400, 40).isNull());
}

TEST(AnswerText, ABoxWithAnImpossibleRangeLosesItsLinkButNotTheText) {
    ChatTurn turn;
    turn.id = "t";
    turn.answer.text = "右肺に結節 <a>.";
    turn.answer.boxes = {grounding("x", "x", {0, 0, 0, 1, 1, 1}), grounding("y", "y", {0, 0, 0, 1, 1, 1})};
    turn.answer.boxes[0].textBegin = 1;  // inside a character
    turn.answer.boxes[0].textEnd = 6;
    turn.answer.boxes[1].textBegin = 4;
    turn.answer.boxes[1].textEnd = 4000;
    turn.renumberBoxes();
    EXPECT_EQ(answerHtml(turn, false, "#fff"), QString("右肺に結節 &lt;a&gt;."));
}

}  // namespace
}  // namespace dokuei::app::panels
