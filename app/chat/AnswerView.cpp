#include "app/chat/AnswerView.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/chat/BoxRow.h"
#include "app/chat/Confidence.h"
#include "app/chat/ReasoningView.h"
#include "app/settings/Icons.h"
#include "app/settings/ReasonText.h"
#include "app/settings/Theme.h"
#include "app/settings/TimeLeft.h"

namespace dokuei::app {
namespace {

QLabel* textLabel(QWidget* parent, const char* name, Qt::TextFormat format = Qt::PlainText) {
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(format);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setVisible(false);
    return label;
}

void showText(QLabel* label, const QString& text) {
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

QString boxOf(const QString& link) {
    return link.startsWith(QLatin1String("box:")) ? link.mid(4) : QString();
}

QString colourSheet(const QColor& colour) {
    return QStringLiteral("color: %1;").arg(colour.name());
}

}  // namespace

AnswerView::AnswerView(QWidget* parent) : QWidget(parent) {
    question_ = textLabel(this, "question");
    reasoning_ = new ReasoningView(this);
    answer_ = textLabel(this, "answer", Qt::RichText);
    answer_->setTextInteractionFlags(Qt::TextBrowserInteraction);
    answer_->setOpenExternalLinks(false);
    status_ = textLabel(this, "status");
    progress_ = new QProgressBar(this);
    progress_->setObjectName(QStringLiteral("progress"));
    progress_->setTextVisible(false);
    progress_->setFixedHeight(6);
    progress_->setVisible(false);
    notes_ = textLabel(this, "notes");
    rejected_ = textLabel(this, "rejected");
    origin_ = textLabel(this, "origin");
    verify_ = textLabel(this, "verify");
    copy_ = new QToolButton(this);
    copy_->setObjectName(QStringLiteral("copy"));
    copy_->setIcon(icon("copy"));
    copy_->setAutoRaise(true);
    input_ = new QToolButton(this);
    input_->setObjectName(QStringLiteral("modelInput"));
    input_->setIcon(icon("eye"));
    input_->setAutoRaise(true);

    auto* boxes = new QWidget(this);
    boxLayout_ = new QVBoxLayout(boxes);
    boxLayout_->setContentsMargins(0, 0, 0, 0);
    boxLayout_->setSpacing(4);
    auto* notes = new QVBoxLayout;
    notes->setSpacing(1);
    notes->addWidget(origin_);
    notes->addWidget(verify_);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(2);
    foot->addLayout(notes, 1);
    foot->addWidget(input_, 0, Qt::AlignTop);
    foot->addWidget(copy_, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 10);
    column->setSpacing(6);
    column->addWidget(question_);
    column->addWidget(reasoning_);
    column->addWidget(answer_);
    column->addWidget(status_);
    column->addWidget(progress_);
    column->addWidget(boxes);
    column->addWidget(notes_);
    column->addWidget(rejected_);
    column->addLayout(foot);

    connect(answer_, &QLabel::linkHovered, this, &AnswerView::linkHovered);
    connect(answer_, &QLabel::linkActivated, this, [this](const QString& link) {
        if (const QString id = boxOf(link); !id.isEmpty()) Q_EMIT boxActivated(id);
    });
    connect(copy_, &QToolButton::clicked, this, [this] { Q_EMIT copyRequested(turn_.answerText()); });
    connect(input_, &QToolButton::clicked, this, &AnswerView::inputRequested);
}

void AnswerView::show(const ChatTurn& turn, int slices, bool lastInputKnown) {
    turn_ = turn;
    slices_ = slices;
    const Colours& c = colours();
    question_->setStyleSheet(
        QStringLiteral("color: %1; background: %2; border-radius: 6px; padding: 6px 9px;")
            .arg(c.text.name(), c.raised.name()));
    showText(question_, turn.question);
    reasoning_->show(turn.reasoning(), turn.thinking());
    answer_->setStyleSheet(colourSheet(c.text));
    showText(answer_, turn.answerText().isEmpty()
                          ? QString()
                          : answerHtml(turn, turn.running(), c.ai.name(), c.warning.name()));
    status_->setStyleSheet(colourSheet(turn.state == ChatTurn::State::Failed ? c.error : c.dimText));
    showText(status_, statusText());
    const bool measured =
        turn.running() && turn.answer.text.empty() && !turn.thinking() && turn.progress >= 0;
    progress_->setRange(0, 1000);
    progress_->setValue(measured ? int(turn.progress * 1000) : 0);
    progress_->setAccessibleName(tr("Progress"));
    progress_->setVisible(measured);
    notes_->setStyleSheet(colourSheet(c.warning));
    showText(notes_, notesText());
    showBoxes();
    rejected_->setStyleSheet(colourSheet(c.warning));
    QStringList reasons;
    for (const std::string& reason : turn.answer.rejectedBoxes) reasons << readableReason(reason);
    showText(rejected_, reasons.isEmpty() ? QString()
                                          : tr("%n box(es) of this answer were dropped and are not drawn: %1",
                                               nullptr, int(reasons.size()))
                                                .arg(reasons.join(QStringLiteral("; "))));
    origin_->setStyleSheet(colourSheet(c.dimText));
    showText(origin_, originText());
    verify_->setStyleSheet(colourSheet(c.ai));
    const bool hasOutput = !turn.answer.text.empty() || !turn.boxes.isEmpty();
    showText(verify_, hasOutput ? tr("AI output, to be verified by a physician") : QString());
    copy_->setToolTip(tr("Copy the answer"));
    copy_->setAccessibleName(copy_->toolTip());
    copy_->setVisible(!turn.running() && hasOutput);
    input_->setToolTip(tr("What the model saw"));
    input_->setAccessibleName(input_->toolTip());
    input_->setVisible(!turn.running() && lastInputKnown);
}

QString AnswerView::statusText() const {
    switch (turn_.state) {
        case ChatTurn::State::Failed:
            return readableReason(turn_.error.toStdString());
        case ChatTurn::State::Stopped:
            return tr("Stopped. The answer is not complete.");
        case ChatTurn::State::Done:
            if (turn_.answer.namedNoPlace) return tr("The model named no place.");
            return turn_.answerText().isEmpty() ? tr("The model gave no answer.") : QString();
        case ChatTurn::State::Waiting:
        case ChatTurn::State::Streaming:
            break;
    }
    // The reasoning's own row says that the model thinks.
    if (!turn_.answerText().isEmpty() || turn_.thinking()) return {};
    QStringList parts{turn_.stage == QLatin1String("loading")     ? tr("Loading the model...")
                      : turn_.stage == QLatin1String("encoding")  ? tr("Looking at the images...")
                      : turn_.stage == QLatin1String("answering") ? tr("Answering...")
                                                                  : tr("Waiting for the model...")};
    if (turn_.progress >= 0) parts << QStringLiteral("%1 %").arg(int(turn_.progress * 100));
    if (const QString left = timeLeft(turn_.secondsLeft); !left.isEmpty()) parts << left;
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString AnswerView::notesText() const {
    const inference::Answer& answer = turn_.answer;
    QStringList notes;
    if (!answer.sawImage)
        notes << tr(
            "The model is a chat model to which no image can be shown; it answers without having "
            "seen this study.");
    if (answer.slicesShown > 0 && answer.slicesShown < answer.slicesInVolume)
        notes << tr("The model was shown %1 of %2 slices; it cannot know what lies on the others.")
                     .arg(answer.slicesShown)
                     .arg(answer.slicesInVolume);
    if (answer.cut) notes << tr("The answer reached its greatest length and is not complete.");
    return notes.join(QLatin1Char('\n'));
}

void AnswerView::linkHovered(const QString& link) {
    Q_EMIT boxHovered(boxOf(link));
    const QString mark = QStringLiteral("unsure:");
    answer_->setToolTip(link.startsWith(mark) ? confidenceText(link.mid(mark.size()).toDouble()) : QString());
}

QString AnswerView::originText() const {
    const inference::Answer& answer = turn_.answer;
    if (answer.model.empty()) return {};
    const QLocale locale;
    QStringList parts{QString::fromStdString(answer.model), QString::fromStdString(answer.device)};
    if (answer.seconds.firstToken > 0) {
        parts << tr("first token %1 s").arg(locale.toString(answer.seconds.firstToken, 'f', 2));
    }
    if (const double rate = turn_.tokensPerSecond(); rate > 0) {
        parts << tr("%1 tokens/s").arg(locale.toString(rate, 'f', rate < 10 ? 1 : 0));
    }
    return parts.join(QStringLiteral(" \u00b7 "));
}

void AnswerView::showBoxes() {
    while (rows_.size() > turn_.boxes.size()) delete rows_.takeLast();
    for (qsizetype n = 0; n < turn_.boxes.size(); ++n) {
        if (n < rows_.size()) {
            rows_[n]->update(turn_.boxes[n], slices_);
            continue;
        }
        auto* row = new BoxRow(turn_.boxes[n], slices_, this);
        connect(row, &BoxRow::hovered, this, &AnswerView::boxHovered);
        connect(row, &BoxRow::activated, this, &AnswerView::boxActivated);
        connect(row, &BoxRow::findingRequested, this, &AnswerView::findingRequested);
        boxLayout_->addWidget(row);
        row->setVisible(true);
        rows_.append(row);
    }
}

void AnswerView::highlight(const QString& boxId) {
    for (BoxRow* row : rows_) row->setHighlighted(row->boxId() == boxId);
}

}  // namespace dokuei::app
