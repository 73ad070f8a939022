#include "app/chat/ReasoningView.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "app/settings/Theme.h"

namespace dokuei::app {

ReasoningView::ReasoningView(QWidget* parent) : QWidget(parent) {
    row_ = new QToolButton(this);
    row_->setObjectName(QStringLiteral("reasoningRow"));
    row_->setCheckable(true);
    row_->setAutoRaise(true);
    row_->setFocusPolicy(Qt::StrongFocus);
    row_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row_->setArrowType(Qt::RightArrow);
    row_->installEventFilter(this);
    text_ = new QPlainTextEdit(this);
    text_->setObjectName(QStringLiteral("reasoning"));
    text_->setReadOnly(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    text_->setVisible(false);
    // How many lines there are depends on the width, which is known once it is shown.
    connect(text_->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &ReasoningView::fitHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(row_, 0, Qt::AlignLeft);
    column->addWidget(text_);
    connect(row_, &QToolButton::toggled, this, &ReasoningView::unfold);
    setVisible(false);
}

bool ReasoningView::isOpen() const {
    return row_->isChecked();
}

void ReasoningView::show(const QString& reasoning, bool thinking) {
    row_->setText(thinking ? tr("Reasoning (AI): thinking...") : tr("Reasoning (AI)"));
    row_->setToolTip(
        tr("What the model wrote before its answer. It is not part of the answer and is never copied into "
           "the report."));
    text_->setAccessibleName(tr("Reasoning of the model"));
    const Colours& c = colours();
    text_->setStyleSheet(QStringLiteral("color: %1; background: %2; border: 0; border-left: 2px solid %3;")
                             .arg(c.dimText.name(), c.panel.name(), c.line.name()));
    if (reasoning != shown_) {
        QScrollBar* bar = text_->verticalScrollBar();
        const bool follow = thinking && bar->value() >= bar->maximum() - 1;
        if (!shown_.isEmpty() && reasoning.startsWith(shown_)) {
            // A selection and the place that is being read stay while more arrives.
            QTextCursor end(text_->document());
            end.movePosition(QTextCursor::End);
            end.insertText(reasoning.mid(shown_.size()));
        } else {
            text_->setPlainText(reasoning);
        }
        shown_ = reasoning;
        fitHeight();
        if (follow) bar->setValue(bar->maximum());
    }
    setVisible(!reasoning.isEmpty());
}

void ReasoningView::unfold(bool open) {
    row_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    text_->setVisible(open);
    fitHeight();
}

void ReasoningView::fitHeight() {
    constexpr int mostLines = 14;
    const int lines = std::clamp(int(text_->document()->size().height()), 2, mostLines);
    const int height = lines * text_->fontMetrics().lineSpacing() + 26;
    if (text_->height() != height || text_->minimumHeight() != height) text_->setFixedHeight(height);
}

bool ReasoningView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == row_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            row_->toggle();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace dokuei::app
