#include "app/chat/GrowingTextEdit.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

namespace dokuei::app {

GrowingTextEdit::GrowingTextEdit(QWidget* parent) : QPlainTextEdit(parent) {
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QPlainTextEdit::textChanged, this, &GrowingTextEdit::fitHeight);
    fitHeight();
}

bool GrowingTextEdit::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        // Text fields keep their keys: a window's shortcut must not take Enter or Esc from here.
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void GrowingTextEdit::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT escaped();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        const bool control = event->modifiers() & Qt::ControlModifier,
                   shift = event->modifiers() & Qt::ShiftModifier;
        if (control || (!shift && blockCount() == 1)) {
            Q_EMIT committed();
            return;
        }
        // Qt's own Shift+Enter stays within the block, which would still count as one line.
        textCursor().insertBlock();
        ensureCursorVisible();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void GrowingTextEdit::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void GrowingTextEdit::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    // A menu or an input method's window takes the focus only for a moment.
    if (event->reason() != Qt::PopupFocusReason) Q_EMIT focusLeft();
}

void GrowingTextEdit::fitHeight() {
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        lines += std::max(1, block.layout() ? block.layout()->lineCount() : 1);
    }
    lines = std::clamp(lines, 1, 6);
    const int height =
        int(std::ceil(fontMetrics().lineSpacing() * lines + 2 * document()->documentMargin())) +
        contentsMargins().top() + contentsMargins().bottom() + 2 * frameWidth() + 2;
    setVerticalScrollBarPolicy(lines < 6 ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    if (height != this->height()) setFixedHeight(height);
}

}  // namespace dokuei::app
