#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

#include "app/chat/BoxRow.h"
#include "app/chat/ChatPanel.h"
#include "app/chat/ChatTurn.h"
#include "app/chat/ModelInputDialog.h"
#include "app/settings/Language.h"
#include "app/window/Jobs.h"
#include "app/window/ModelJobs.h"
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
        model.loaded();
        panel->setStudy(volume, keyOf(volume));
    }
    inference::Listener& ask(const QString& question = "Where is the liver?") {
        panel->ask(question);
        return model.script->asked.back().listener;
    }
    void end(const inference::Answer& answer) {
        model.script->asked.back().listener.onDone(answer);
        settle();
    }
    /// Lets the panel draw what has arrived.
    static void settle() { QTest::qWait(60); }
    QToolButton* row() const { return panel->findChild<QToolButton*>("reasoningRow"); }
    QPlainTextEdit* reasoning() const { return panel->findChild<QPlainTextEdit*>("reasoning"); }
    QString answerText() const { return panel->findChild<QLabel*>("answer")->text(); }
};

inference::Answer thoughtAnswer() {
    inference::Answer answer = liverAnswer();
    answer.reasoning = "The right upper abdomen is homogeneous. Could be a cyst? No.";
    return answer;
}

TEST(Reasoning, StreamsIntoARowThatIsClosedAndOpensByClickAndByKey) {
    Chat chat;
    auto& listener = chat.ask();
    listener.onReasoning("The right upper ");
    listener.onReasoning("abdomen is homogeneous.");
    Chat::settle();
    ASSERT_TRUE(chat.row()->isVisible());
    EXPECT_EQ(chat.row()->text(), "Reasoning (AI): thinking...");
    EXPECT_FALSE(chat.reasoning()->isVisible());
    EXPECT_TRUE(chat.answerText().isEmpty());

    QTest::mouseClick(chat.row(), Qt::LeftButton);
    EXPECT_TRUE(chat.reasoning()->isVisible());
    EXPECT_EQ(chat.reasoning()->toPlainText(), "The right upper abdomen is homogeneous.");
    listener.onReasoning(" No cyst.");
    Chat::settle();
    EXPECT_TRUE(chat.reasoning()->toPlainText().endsWith("No cyst."));
    listener.onText("The liver");
    Chat::settle();
    EXPECT_EQ(chat.row()->text(), "Reasoning (AI)");
    QTest::keyClick(chat.row(), Qt::Key_Return);
    EXPECT_FALSE(chat.reasoning()->isVisible());
    QTest::keyClick(chat.row(), Qt::Key_Space);
    EXPECT_TRUE(chat.reasoning()->isVisible());
}

TEST(Reasoning, IsReadFromItsBeginningOnceItIsComplete) {
    Chat chat;
    chat.ask();
    inference::Answer answer = thoughtAnswer();
    for (int line = 0; line < 40; ++line) answer.reasoning += "\nOne more thought about the same.";
    chat.end(answer);
    chat.row()->click();
    Chat::settle();
    EXPECT_EQ(chat.reasoning()->verticalScrollBar()->value(), 0);
    EXPECT_GT(chat.reasoning()->height(), 10 * chat.reasoning()->fontMetrics().lineSpacing());
}

TEST(Reasoning, IsNeitherInTheAnswerNorInTheCopyNorInTheReport) {
    Chat chat;
    chat.ask();
    chat.end(thoughtAnswer());
    EXPECT_FALSE(chat.answerText().contains("cyst"));
    chat.panel->findChild<QToolButton*>("copy")->click();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), QString::fromStdString(liverAnswer().text));
    QSignalSpy finding(chat.panel.get(), &ChatPanel::findingRequested);
    chat.panel->findChild<BoxRow*>()->findChild<QToolButton*>("addFinding")->click();
    ASSERT_EQ(finding.count(), 1);
    EXPECT_EQ(finding[0][1].value<reports::Finding>().text.find("cyst"), std::string::npos);
    inference::Answer draft = draftAnswer();
    draft.reasoning = "cyst";
    for (const reports::Finding& one : reportOf(*chat.volume, draft).findings)
        EXPECT_EQ(one.text.find("cyst"), std::string::npos);
}

TEST(Reasoning, ComesBackWithTheHistory) {
    ensureApplication();
    QTemporaryDir folder;
    const std::string path = folder.filePath("store.sqlite").toStdString();
    {
        reports::Autosave store(path);
        Chat chat(&store);
        chat.ask();
        inference::Answer answer = thoughtAnswer();
        answer.unsure = {{0, answer.text.size(), 0.3}};
        answer.slicesShown = 8;
        answer.slicesInVolume = 20;
        chat.end(answer);
        chat.panel.reset();
    }
    reports::Autosave store(path);
    Chat chat(&store);
    ASSERT_TRUE(eventually([&] { return chat.row() && chat.row()->isVisible(); }));
    EXPECT_FALSE(chat.reasoning()->isVisible());
    EXPECT_TRUE(chat.reasoning()->toPlainText().contains("Could be a cyst?"));
    EXPECT_TRUE(chat.answerText().contains("(the model is unsure)"));
    EXPECT_TRUE(visibleText(*chat.panel).contains("8 of 20 slices"));
    chat.panel.reset();
}

TEST(Confidence, IsSaidInWordsBesideABoxAndTheNumberStandsInTheToolTip) {
    Chat chat;
    chat.ask();
    inference::Answer answer = draftAnswer();
    answer.boxes[0].confidence = 0.31;
    answer.boxes[1].confidence = 0.93;
    chat.end(answer);
    const auto rows = chat.panel->findChildren<BoxRow*>();
    ASSERT_EQ(rows.size(), 2);
    EXPECT_TRUE(rows[0]->findChild<QLabel*>("unsure")->isVisible());
    EXPECT_EQ(rows[0]->findChild<QLabel*>("unsure")->text(), "the model is unsure");
    EXPECT_TRUE(rows[0]->toolTip().contains("0.31"));
    EXPECT_TRUE(rows[0]->accessibleDescription().contains("unsure"));
    EXPECT_FALSE(rows[1]->findChild<QLabel*>("unsure")->isVisible());
    EXPECT_TRUE(rows[1]->toolTip().contains("0.93"));
    const BoxMarks marks = chat.panel->boxes();
    EXPECT_TRUE(marks[0].label.contains("the model is unsure"));
    EXPECT_FALSE(marks[1].label.contains("unsure"));
    applyLanguage("ja");
    Chat::settle();
    EXPECT_EQ(rows[0]->findChild<QLabel*>("unsure")->text(), "モデルの確信は低めです");
    applyLanguage("en");
}

TEST(Confidence, OfASentenceIsSaidAfterIt) {
    ensureApplication();
    ChatTurn turn;
    turn.id = "t";
    turn.answer.text = "肝臓に嚢胞があります。胆嚢は正常です。";
    const std::size_t first = std::string("肝臓に嚢胞があります。").size();
    turn.answer.unsure = {{0, first, 0.25}};
    turn.answer.boxes = {grounding("liver", "肝臓", {0, 0, 0, 1, 1, 1})};
    turn.answer.boxes[0].textEnd = std::string("肝臓").size();
    turn.renumberBoxes();
    const QString html = answerHtml(turn, false, "#fff");
    EXPECT_LT(html.indexOf("嚢胞があります。"), html.indexOf("unsure:0.25"));
    EXPECT_LT(html.indexOf("unsure:0.25"), html.indexOf("胆嚢は正常です。"));
    turn.answer.unsure = {{0, 1, 0.25}, {2, 9000, 0.25}};
    EXPECT_EQ(answerHtml(turn, false, "#fff").count("unsure:"), 2) << "ranges that cannot be lose no words";
}

TEST(SlowModel, TellsHowFarItIsAndCanBeCancelledAtOnce) {
    Chat chat;
    Jobs jobs;
    ModelJobs listed(chat.model.service.get(), &jobs);
    auto& listener = chat.ask();
    listener.onStage("encoding");
    listener.onProgress(0.4);
    Chat::settle();
    auto* bar = chat.panel->findChild<QProgressBar*>("progress");
    ASSERT_TRUE(bar->isVisible());
    EXPECT_EQ(bar->value(), 400);
    EXPECT_TRUE(visibleText(*chat.panel).contains("Looking at the images..."));
    EXPECT_TRUE(visibleText(*chat.panel).contains("40 %"));
    ASSERT_EQ(jobs.running().size(), 1u);
    EXPECT_DOUBLE_EQ(jobs.running()[0].fraction, 0.4);
    jobs.cancel(jobs.running()[0].id);
    Chat::settle();
    EXPECT_TRUE(chat.model.script->asked[0].ticket.stopped());
    EXPECT_FALSE(chat.panel->answering());
    EXPECT_FALSE(bar->isVisible());
    EXPECT_TRUE(visibleText(*chat.panel).contains("Stopped."));
    EXPECT_TRUE(jobs.running().empty());
    // What the model's thread still says about it is of no use any more.
    listener.onText("late");
    inference::Answer late;
    late.stopped = true;
    chat.end(late);
    EXPECT_FALSE(chat.answerText().contains("late"));
}

TEST(SlowModel, AQuestionThatWaitsForTheEncodingAheadShowsItsProgressAndStopsIt) {
    Chat chat;
    Jobs jobs;
    ModelJobs listed(chat.model.service.get(), &jobs);
    ASSERT_EQ(chat.model.script->preparing.size(), 1u);
    chat.model.script->preparing[0].listener.onProgress(0.25);
    chat.ask();
    chat.model.script->preparing[0].listener.onProgress(0.5);
    Chat::settle();
    EXPECT_TRUE(visibleText(*chat.panel).contains("50 %"));
    EXPECT_EQ(jobs.running().size(), 1u);
    chat.panel->stop();
    Chat::settle();
    EXPECT_TRUE(chat.model.script->preparing[0].ticket.stopped());
    EXPECT_FALSE(chat.panel->answering());
    EXPECT_TRUE(jobs.running().empty());
}

TEST(SlowModel, AnErrorEndsItsAnswerOnlyAndTheNextQuestionIsAsked) {
    Chat chat;
    auto& listener = chat.ask();
    listener.onText("The liver");
    listener.onError(
        "There is not enough memory for this answer. Close other studies or programs and ask again.");
    Chat::settle();
    EXPECT_FALSE(chat.panel->answering());
    EXPECT_TRUE(visibleText(*chat.panel).contains("not enough memory"));
    applyLanguage("ja");
    Chat::settle();
    EXPECT_TRUE(visibleText(*chat.panel).contains("メモリが足りません"));
    applyLanguage("en");
    chat.ask("And the spleen?");
    ASSERT_EQ(chat.model.script->asked.size(), 2u);
    chat.end(liverAnswer());
    EXPECT_EQ(chat.panel->boxes().size(), 1u);
}

TEST(FollowingQuestions, CarryWhatTheSameModelAnsweredBefore) {
    Chat chat;
    chat.ask();
    chat.end(thoughtAnswer());
    chat.ask("How large is it?");
    const auto& history = chat.model.script->asked[1].request.history;
    ASSERT_EQ(history.size(), 1u);
    EXPECT_EQ(history[0].question, "Where is the liver?");
    EXPECT_EQ(history[0].answer, liverAnswer().text);
}

TEST(ShownPictures, AreListedWithTheirLabelsAndShownAsTheyWereGiven) {
    ensureApplication();
    inference::ModelInput input;
    for (int n = 0; n < 3; ++n) {
        inference::ShownPicture picture;
        picture.width = 32;
        picture.height = 16;
        picture.rgb.assign(32 * 16 * 3, std::uint8_t(80 * n));
        picture.label = "SLICE " + std::to_string(n + 1);
        picture.slice = 10 * n;
        input.pictures.push_back(picture);
    }
    input.prompt = "<image:256>\nSLICE 1";
    ModelInputDialog dialog(input);
    dialog.show();
    auto* list = dialog.findChild<QListWidget*>("pictures");
    ASSERT_TRUE(list);
    ASSERT_EQ(list->count(), 3);
    EXPECT_EQ(list->item(2)->text(), "SLICE 3\nslice 21");
    list->setCurrentRow(2);
    const QImage shown = dialog.findChild<QLabel*>("picture")->pixmap(Qt::ReturnByValue).toImage();
    EXPECT_EQ(shown.size(), QSize(32, 16));
    EXPECT_EQ(qGray(shown.pixel(5, 5)), 160);
    EXPECT_TRUE(eventually([&] { return !list->item(1)->icon().isNull(); }));
    input.pictures[0].rgb.resize(7);
    EXPECT_TRUE(imageOf(input.pictures[0]).isNull());
}

TEST(AnswerWithBoxes, IsAskedForOfPublicModelsOnly) {
    Chat chat;
    auto* places = chat.panel->findChild<QToolButton*>("answerWithBoxes");
    EXPECT_FALSE(places->isVisible());
    inference::ModelInfo info = scriptedInfo();
    info.modelType = "gemma3";
    info.suggestedQuestionsEn.clear();
    chat.model.service->load("public");
    chat.model.script->loaded(info);
    QCoreApplication::processEvents();
    ASSERT_TRUE(places->isVisible());
    EXPECT_EQ(chat.panel->findChildren<QPushButton*>("suggestion").size(), 3);
    places->setChecked(true);
    chat.ask();
    EXPECT_TRUE(chat.model.script->asked.back().request.grounded);
}

TEST(LoadingAModel, ThatFailsBringsTheFormerOneBackAndSaysSo) {
    Model model;
    model.loaded();
    model.service->load("other");
    model.script->loadFailed(
        "other/model-00002-of-00003.safetensors: is truncated: its header does not fit into the file");
    QCoreApplication::processEvents();
    ASSERT_EQ(model.script->loads.size(), 3u);
    EXPECT_EQ(model.script->loads[2].directory, "model");
    EXPECT_EQ(model.service->state(), ModelService::State::Loading);
    model.script->loaded(scriptedInfo());
    QCoreApplication::processEvents();
    EXPECT_EQ(model.service->state(), ModelService::State::Ready);
    EXPECT_EQ(model.service->directory(), "model");
    EXPECT_TRUE(model.service->problem().contains("is truncated"));
    EXPECT_TRUE(model.service->problem().contains("The former model is in use again."));
}

TEST(LoadingAModel, ThatFailsAltogetherSaysThatNoneIsLoaded) {
    Model model;
    model.loaded();
    model.service->load("other");
    model.script->loadFailed("other/config.json: cannot be opened");
    QCoreApplication::processEvents();
    model.script->loadFailed("There is not enough memory.");
    QCoreApplication::processEvents();
    EXPECT_EQ(model.service->state(), ModelService::State::Failed);
    EXPECT_TRUE(model.service->problem().contains("other/config.json: cannot be opened"));
    EXPECT_TRUE(model.service->problem().contains("No model is loaded."));
}

TEST(LoadingAModel, CanBeCancelledFromTheJobs) {
    Model model;
    Jobs jobs;
    ModelJobs listed(model.service.get(), &jobs);
    model.service->load("large");
    ASSERT_TRUE(eventually([&] { return jobs.running().size() == 1; }));
    model.script->loads[0].options.progress(0.3);
    QCoreApplication::processEvents();
    EXPECT_DOUBLE_EQ(jobs.running()[0].fraction, 0.3);
    jobs.cancel(jobs.running()[0].id);
    EXPECT_TRUE(model.script->loads[0].ticket.stopped());
    model.script->loadFailed("cancelled");
    QCoreApplication::processEvents();
    EXPECT_TRUE(jobs.running().empty());
    EXPECT_TRUE(model.service->problem().contains("Loading was stopped."));
}

}  // namespace
}  // namespace dokuei::app::panels
