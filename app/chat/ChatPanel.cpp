#include "app/chat/ChatPanel.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHash>
#include <QKeyEvent>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/bridge/Bridge.h"
#include "app/chat/AnswerView.h"
#include "app/chat/ChatModel.h"
#include "app/chat/ChatStore.h"
#include "app/chat/GrowingTextEdit.h"
#include "app/chat/ModelInputDialog.h"
#include "app/chat/ModelService.h"
#include "app/chat/ModelText.h"
#include "app/settings/Icons.h"
#include "app/settings/Language.h"
#include "app/settings/Theme.h"
#include "reports/store/Autosave.h"

namespace dokuei::app {

struct ChatPanel::Impl {
    struct Series {
        std::string studyUid, seriesUid;
        QString firstImage;  ///< as ChatTurn::firstImage
    };

    Impl(ChatPanel* panel, ModelService* service, reports::Autosave* store)
        : q(panel), service(service), store(store) {}

    void build();
    void connectModel();
    void connectService();
    void retranslate();
    void showAll();
    void showChanged();
    void showState();
    void showSuggestions();
    void prepareVolume();
    void save(const QString& studyKey, const QString& turnId);
    void requestFinding(const QString& boxId);
    void showInput();
    bool volumeComplete() const { return volume && volume->complete(); }
    /// Why no question can be asked now, in words; empty when one can.
    QString obstacle() const;
    AnswerView* addView(const ChatTurn& turn);
    void fill(AnswerView* view, const ChatTurn& turn);
    bool atBottom() const {
        return scroll->verticalScrollBar()->value() >= scroll->verticalScrollBar()->maximum() - 8;
    }
    void scrollToBottom();

    ChatPanel* q;
    ModelService* service;
    reports::Autosave* store;
    ChatModel model;
    std::shared_ptr<const viewer::Volume> volume;
    QString key;
    QHash<QString, Series> series;  ///< of every study that was asked about, by key
    QHash<QString, AnswerView*> views;
    QSet<QString> changed;
    bool prepared = false, busy = false;

    QScrollArea* scroll = nullptr;
    QVBoxLayout* column = nullptr;
    QWidget *empty = nullptr, *suggestions = nullptr;
    QLabel *emptyTitle = nullptr, *stateText = nullptr, *hint = nullptr;
    QPushButton* manage = nullptr;
    QFrame* stateBar = nullptr;
    GrowingTextEdit* question = nullptr;
    QToolButton *send = nullptr, *places = nullptr;
    QTimer refresh, readiness;
};

void ChatPanel::Impl::build() {
    stateBar = new QFrame(q);
    stateBar->setObjectName(QStringLiteral("modelState"));
    stateText = new QLabel(stateBar);
    stateText->setObjectName(QStringLiteral("modelStateText"));
    stateText->setTextFormat(Qt::PlainText);
    stateText->setWordWrap(true);
    manage = new QPushButton(stateBar);
    manage->setObjectName(QStringLiteral("openModelManager"));
    auto* bar = new QVBoxLayout(stateBar);
    bar->addWidget(stateText);
    bar->addWidget(manage, 0, Qt::AlignLeft);

    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("chatContent"));
    column = new QVBoxLayout(content);
    column->setContentsMargins(10, 10, 10, 4);
    empty = new QWidget(content);
    emptyTitle = new QLabel(empty);
    emptyTitle->setObjectName(QStringLiteral("emptyTitle"));
    emptyTitle->setWordWrap(true);
    suggestions = new QWidget(empty);
    auto* emptyColumn = new QVBoxLayout(empty);
    emptyColumn->setContentsMargins(0, 8, 0, 8);
    emptyColumn->addWidget(emptyTitle);
    emptyColumn->addWidget(suggestions);
    column->addWidget(empty);
    column->addStretch(1);
    scroll = new QScrollArea(q);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);

    question = new GrowingTextEdit(q);
    question->setObjectName(QStringLiteral("questionBox"));
    send = new QToolButton(q);
    send->setObjectName(QStringLiteral("askButton"));
    send->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    hint = new QLabel(q);
    hint->setObjectName(QStringLiteral("chatHint"));
    hint->setTextFormat(Qt::PlainText);
    hint->setWordWrap(true);
    auto* input = new QHBoxLayout;
    input->setSpacing(6);
    places = new QToolButton(q);
    places->setObjectName(QStringLiteral("answerWithBoxes"));
    places->setCheckable(true);
    places->setIcon(icon("box"));
    input->addWidget(question, 1, Qt::AlignBottom);
    input->addWidget(places, 0, Qt::AlignBottom);
    input->addWidget(send, 0, Qt::AlignBottom);
    auto* bottom = new QVBoxLayout;
    bottom->setContentsMargins(10, 4, 10, 8);
    bottom->setSpacing(4);
    bottom->addLayout(input);
    bottom->addWidget(hint);
    auto* all = new QVBoxLayout(q);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(stateBar);
    all->addWidget(scroll, 1);
    all->addLayout(bottom);

    refresh.setSingleShot(true);
    refresh.setInterval(30);
    readiness.setInterval(200);
    QObject::connect(&refresh, &QTimer::timeout, q, [this] { showChanged(); });
    QObject::connect(&readiness, &QTimer::timeout, q, [this] { prepareVolume(); });
    QObject::connect(question, &GrowingTextEdit::committed, q, [this] { q->ask(question->toPlainText()); });
    QObject::connect(question, &GrowingTextEdit::escaped, q, [this] { q->stop(); });
    QObject::connect(question, &QPlainTextEdit::textChanged, q, [this] { showState(); });
    QObject::connect(send, &QToolButton::clicked, q, [this] {
        if (q->answering()) {
            q->stop();
        } else {
            q->ask(question->toPlainText());
        }
    });
    QObject::connect(manage, &QPushButton::clicked, q, &ChatPanel::modelManagerRequested);
}

void ChatPanel::Impl::connectModel() {
    const auto here = [this](const QString& studyKey) { return !key.isEmpty() && studyKey == key; };
    QObject::connect(&model, &ChatModel::turnAdded, q,
                     [=, this](const QString& studyKey, const QString& turnId) {
                         if (!here(studyKey)) return;
                         if (const ChatTurn* turn = model.find(studyKey, turnId)) addView(*turn);
                         // Only the latest question's input can still be shown.
                         for (const ChatTurn& turn : model.turns(key)) changed.insert(turn.id);
                         showChanged();
                         scrollToBottom();
                         showState();
                     });
    QObject::connect(&model, &ChatModel::turnChanged, q,
                     [=, this](const QString& studyKey, const QString& turnId) {
                         if (!here(studyKey)) return;
                         changed.insert(turnId);
                         if (!refresh.isActive()) refresh.start();
                     });
    QObject::connect(&model, &ChatModel::turnEnded, q,
                     [=, this](const QString& studyKey, const QString& turnId) {
                         save(studyKey, turnId);
                         if (here(studyKey)) {
                             showChanged();
                             showState();
                         }
                     });
    QObject::connect(&model, &ChatModel::boxesChanged, q, [=, this](const QString& studyKey) {
        if (here(studyKey)) Q_EMIT q->boxesChanged(key, model.marks(key));
    });
    QObject::connect(&model, &ChatModel::reset, q, [=, this](const QString& studyKey) {
        if (here(studyKey)) showAll();
    });
}

void ChatPanel::Impl::connectService() {
    QObject::connect(service, &ModelService::stateChanged, q, [this] {
        prepared = false;
        prepareVolume();
        showSuggestions();
        showState();
    });
    QObject::connect(service, &ModelService::stageChanged, &model, &ChatModel::setStage);
    QObject::connect(service, &ModelService::progressed, &model, &ChatModel::setProgress);
    QObject::connect(service, &ModelService::reasoningArrived, &model, &ChatModel::appendReasoning);
    QObject::connect(service, &ModelService::textArrived, &model, &ChatModel::appendText);
    QObject::connect(service, &ModelService::boxArrived, &model, &ChatModel::addBox);
    QObject::connect(service, &ModelService::answered, &model, &ChatModel::finish);
    QObject::connect(service, &ModelService::failed, &model, &ChatModel::fail);
    if (!store) return;
    QObject::connect(store, &reports::Autosave::chatLoaded, q,
                     [this](const QString& studyUid, const std::vector<reports::ChatMessage>& messages) {
                         for (auto it = series.cbegin(); it != series.cend(); ++it) {
                             if (it->studyUid != studyUid.toStdString()) continue;
                             model.prepend(it.key(), turnsOf(messages, it->seriesUid, it->firstImage));
                         }
                     });
}

AnswerView* ChatPanel::Impl::addView(const ChatTurn& turn) {
    auto* view = new AnswerView(scroll->widget());
    QObject::connect(view, &AnswerView::boxHovered, q, [this](const QString& id) {
        q->highlightBox(id);
        Q_EMIT q->boxHovered(id);
    });
    QObject::connect(view, &AnswerView::boxActivated, q, &ChatPanel::boxActivated);
    QObject::connect(view, &AnswerView::findingRequested, q,
                     [this](const QString& id) { requestFinding(id); });
    QObject::connect(view, &AnswerView::inputRequested, q, [this] { showInput(); });
    QObject::connect(view, &AnswerView::copyRequested, q,
                     [](const QString& text) { QGuiApplication::clipboard()->setText(text); });
    column->insertWidget(column->count() - 1, view);
    view->setVisible(true);
    views.insert(turn.id, view);
    fill(view, turn);
    return view;
}

void ChatPanel::Impl::fill(AnswerView* view, const ChatTurn& turn) {
    const bool last = turn.askId != 0 && model.turns(key).last().id == turn.id;
    view->show(turn, volume ? volume->geometry().size[2] : 0, last && turn.state != ChatTurn::State::Failed);
}

void ChatPanel::Impl::showAll() {
    // A view may be the sender of the signal that led here.
    for (AnswerView* view : std::exchange(views, {})) {
        column->removeWidget(view);
        view->setVisible(false);
        view->deleteLater();
    }
    changed.clear();
    for (const ChatTurn& turn : model.turns(key)) addView(turn);
    showState();
    scrollToBottom();
}

void ChatPanel::Impl::showChanged() {
    const bool follow = atBottom();
    for (const QString& id : std::exchange(changed, {})) {
        const ChatTurn* turn = model.find(key, id);
        if (AnswerView* view = views.value(id); view && turn) fill(view, *turn);
    }
    if (follow) scrollToBottom();
}

void ChatPanel::Impl::scrollToBottom() {
    // The layout must know the new heights first.
    QTimer::singleShot(
        0, q, [this] { scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum()); });
}

QString ChatPanel::Impl::obstacle() const {
    if (!volume) return ChatPanel::tr("Open a study to ask about it.");
    if (service->state() != ModelService::State::Ready)
        return ChatPanel::tr("No question can be asked before a model is loaded.");
    if (!volumeComplete()) return ChatPanel::tr("The images are still being loaded.");
    return {};
}

void ChatPanel::Impl::showState() {
    const bool running = q->answering();
    const ModelService::State state = service->state();
    const Colours& c = colours();
    const bool broken = state == ModelService::State::Failed;
    stateBar->setVisible(state != ModelService::State::Ready);
    stateBar->setStyleSheet(QStringLiteral("#modelState { background: %1; border-bottom: 1px solid %2; } "
                                           "#modelStateText { color: %3; }")
                                .arg(c.raised.name(), c.line.name(), (broken ? c.error : c.text).name()));
    stateText->setText(service->stateText());
    manage->setVisible(state == ModelService::State::NoModel || broken);
    empty->setVisible(model.turns(key).isEmpty());
    emptyTitle->setText(volume ? ChatPanel::tr("Ask about this study. The answer points at the images.")
                               : ChatPanel::tr("Open a study to ask about it."));
    emptyTitle->setStyleSheet(QStringLiteral("color: %1;").arg(c.dimText.name()));
    const QString obstacle = this->obstacle();
    suggestions->setVisible(volume && state == ModelService::State::Ready);
    suggestions->setEnabled(obstacle.isEmpty());
    question->setEnabled(volume != nullptr);
    // The starter model places what it names without being told to.
    places->setVisible(state == ModelService::State::Ready && !service->info().modelType.empty() &&
                       service->info().seesImages);
    places->setToolTip(
        ChatPanel::tr("Answer with boxes only: the model lists what it sees and where, in a form that can "
                      "always be drawn"));
    places->setAccessibleName(ChatPanel::tr("Answer with boxes"));
    send->setIcon(icon(running ? "stop" : "send"));
    send->setText(running ? ChatPanel::tr("Stop") : ChatPanel::tr("Ask"));
    send->setToolTip(running ? ChatPanel::tr("Stop the answer (Esc)") : ChatPanel::tr("Ask (Ctrl+Enter)"));
    send->setEnabled(running || (obstacle.isEmpty() && !question->toPlainText().trimmed().isEmpty()));
    const QString note = modelNote(service->info().note);
    const QString modelLine = state == ModelService::State::Ready && !note.isEmpty()
                                  ? service->stateText() + QStringLiteral(" \u00b7 ") + note
                                  : service->stateText();
    hint->setText(!volume || state != ModelService::State::Ready ? QString()
                  : obstacle.isEmpty()                           ? modelLine
                                                                 : obstacle);
    hint->setVisible(!hint->text().isEmpty());
    hint->setStyleSheet(QStringLiteral("color: %1;").arg(c.dimText.name()));
    if (std::exchange(busy, running) != running) Q_EMIT q->busyChanged(running);
}

void ChatPanel::Impl::showSuggestions() {
    delete suggestions->layout();
    qDeleteAll(suggestions->findChildren<QPushButton*>(Qt::FindDirectChildrenOnly));
    auto* column = new QVBoxLayout(suggestions);
    column->setContentsMargins(0, 6, 0, 0);
    const inference::ModelInfo& info = service->info();
    auto questions =
        currentLanguage() == QLatin1String("ja") ? info.suggestedQuestionsJa : info.suggestedQuestionsEn;
    if (questions.empty() && info.seesImages) {
        for (const QString& text :
             {ChatPanel::tr("What does this examination show?"),
              ChatPanel::tr("Is anything abnormal, and where?"), ChatPanel::tr("Describe the findings.")})
            questions.push_back(text.toStdString());
    }
    for (const std::string& text : questions) {
        auto* button = new QPushButton(QString::fromStdString(text).replace('&', "&&"), suggestions);
        button->setObjectName(QStringLiteral("suggestion"));
        column->addWidget(button, 0, Qt::AlignLeft);
        QObject::connect(button, &QPushButton::clicked, q,
                         [this, text] { q->ask(QString::fromStdString(text)); });
    }
}

void ChatPanel::Impl::retranslate() {
    question->setPlaceholderText(ChatPanel::tr("Ask about this study"));
    question->setAccessibleName(ChatPanel::tr("Question"));
    manage->setText(ChatPanel::tr("Open the model manager"));
    showSuggestions();
    for (const ChatTurn& turn : model.turns(key)) changed.insert(turn.id);
    showChanged();
    showState();
}

void ChatPanel::Impl::prepareVolume() {
    if (!volume) {
        readiness.stop();
        return;
    }
    if (!volumeComplete()) {
        readiness.start();
        return;
    }
    readiness.stop();
    if (!prepared && service->state() == ModelService::State::Ready) {
        prepared = true;
        service->prepare(viewOf(volume));
    }
    showState();
}

void ChatPanel::Impl::save(const QString& studyKey, const QString& turnId) {
    const ChatTurn* turn = model.find(studyKey, turnId);
    const auto of = series.constFind(studyKey);
    if (!store || !turn || of == series.cend() || of->studyUid.empty()) return;
    ChatTurn kept = *turn;
    kept.firstImage = of->firstImage;
    for (const reports::ChatMessage& message : messagesOf(kept, of->studyUid, of->seriesUid)) {
        store->appendChat(message);
    }
}

void ChatPanel::Impl::requestFinding(const QString& boxId) {
    const auto [turn, box] = model.findBox(key, boxId);
    if (!box || !volume) return;
    try {
        Q_EMIT q->findingRequested(key, findingOf(*volume, turn->answer, box->number - 1));
    } catch (const std::exception& error) {
        hint->setText(QString::fromUtf8(error.what()));
        hint->setVisible(true);
    }
}

void ChatPanel::Impl::showInput() {
    service->lastInput(key, [panel = QPointer<ChatPanel>(q)](const inference::ModelInput& input) {
        if (!panel) return;
        auto* dialog = new ModelInputDialog(input, panel);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->QDialog::show();
    });
}

ChatPanel::ChatPanel(ModelService* model, reports::Autosave* store, QWidget* parent)
    : QWidget(parent), impl_(std::make_unique<Impl>(this, model, store)) {
    setObjectName(QStringLiteral("chatPanel"));
    setMinimumWidth(260);
    impl_->build();
    impl_->connectModel();
    impl_->connectService();
    impl_->retranslate();
}

ChatPanel::~ChatPanel() {
    // Signals of the model and the store must not meet a half-destroyed panel.
    impl_->service->disconnect(&impl_->model);
    impl_->service->disconnect(this);
    if (impl_->store) impl_->store->disconnect(this);
}

void ChatPanel::setStudy(std::shared_ptr<const viewer::Volume> volume, const QString& key) {
    Impl& d = *impl_;
    if (d.volume == volume && d.key == key) return;
    d.volume = std::move(volume);
    d.key = d.volume ? key : QString();
    d.prepared = false;
    if (d.volume && !d.series.contains(key)) {
        const auto& slices = d.volume->slices;
        d.series.insert(key,
                        {d.volume->identity.studyUid, d.volume->identity.seriesUid,
                         slices.empty() ? QString() : QString::fromStdString(slices.front().sopInstanceUid)});
        if (d.store && !d.volume->identity.studyUid.empty())
            d.store->requestChat(d.volume->identity.studyUid);
    }
    d.showAll();
    d.prepareVolume();
    Q_EMIT boxesChanged(d.key, boxes());
}

void ChatPanel::closeStudy(const QString& key) {
    if (key == impl_->key) setStudy(nullptr, {});
    impl_->service->forget(key);
    impl_->model.forget(key);
    impl_->series.remove(key);
}

QString ChatPanel::studyKey() const {
    return impl_->key;
}

BoxMarks ChatPanel::boxes() const {
    return impl_->model.marks(impl_->key);
}

void ChatPanel::ask(const QString& question) {
    Impl& d = *impl_;
    const QString text = question.trimmed();
    if (text.isEmpty() || !d.obstacle().isEmpty() || answering()) return;
    inference::Request request;
    request.kind = inference::Request::Kind::Question;
    request.volume = viewOf(d.volume);
    request.question = text.toStdString();
    request.grounded = d.places->isVisibleTo(this) && d.places->isChecked();
    request.history = d.model.history(d.key, d.service->info().name);
    request.sampling.maxTokens = d.service->longestAnswer();
    const QString key = d.key;
    const int id = d.service->ask(key, std::move(request));
    if (d.question->toPlainText().trimmed() == text) d.question->clear();
    d.model.addQuestion(key, id, text);
}

void ChatPanel::stop() {
    if (const ChatTurn* turn = impl_->model.running(impl_->key)) impl_->service->stop(turn->askId);
}

bool ChatPanel::answering() const {
    return impl_->model.running(impl_->key) != nullptr;
}

void ChatPanel::focusQuestion() {
    impl_->question->setFocus(Qt::ShortcutFocusReason);
}

void ChatPanel::highlightBox(const QString& id) {
    for (AnswerView* view : impl_->views) view->highlight(id);
}

bool ChatPanel::selectByBox(const QString& id) {
    const auto [turn, box] = impl_->model.findBox(impl_->key, id);
    if (!box) return false;
    if (AnswerView* view = impl_->views.value(turn->id)) {
        impl_->scroll->ensureWidgetVisible(view);
        highlightBox(id);
    }
    return true;
}

void ChatPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && answering()) {
        stop();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void ChatPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (!impl_ || !impl_->send) return;
    const QEvent::Type type = event->type();
    if (type == QEvent::LanguageChange) impl_->retranslate();
    // Later: Qt is walking through all widgets, and some of them are replaced.
    if (type == QEvent::PaletteChange)
        QMetaObject::invokeMethod(
            this, [this] { impl_->retranslate(); }, Qt::QueuedConnection);
}

}  // namespace dokuei::app
