#include "app/window/CommandPalette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "app/window/Actions.h"

namespace dokuei::app {

CommandPalette::CommandPalette(std::vector<QAction*> actions, QWidget* parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint),
      actions_(std::move(actions)),
      field_(new QLineEdit),
      list_(new QListWidget) {
    setAttribute(Qt::WA_DeleteOnClose);
    field_->setPlaceholderText(tr("Find a command"));
    field_->setAccessibleName(tr("Find a command"));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(field_);
    layout->addWidget(list_);
    resize(480, 380);
    if (parent) move(parent->mapToGlobal(QPoint((parent->width() - width()) / 2, 80)));
    connect(field_, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(field_, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(list_, &QListWidget::itemClicked, this, &CommandPalette::run);
    field_->installEventFilter(this);
    fill({});
    field_->setFocus();
}

void CommandPalette::fill(const QString& typed) {
    const QStringList words = typed.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    list_->clear();
    shown_.clear();
    for (QAction* action : actions_) {
        if (!action->isVisible() || !action->isEnabled()) continue;
        const QString text = plainText(action);
        const QString haystack = (text + QLatin1Char(' ') + action->objectName()).toLower();
        bool match = true;
        for (const QString& word : words) match = match && haystack.contains(word);
        if (!match) continue;
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(
            action->icon(), key.isEmpty() ? text : QStringLiteral("%1   [%2]").arg(text, key), list_);
        item->setSizeHint(QSize(0, fontMetrics().height() + 12));
        shown_.push_back(action);
    }
    if (!shown_.empty()) list_->setCurrentRow(0);
}

void CommandPalette::run() {
    const int row = list_->currentRow();
    if (row < 0 || row >= static_cast<int>(shown_.size())) return;
    QPointer<QAction> action = shown_[row];
    close();
    // The palette must have given the keyboard back before the command asks where it is.
    QTimer::singleShot(0, action, [action] { action->trigger(); });
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == field_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && list_->count() > 0) {
            list_->setCurrentRow((list_->currentRow() + step + list_->count()) % list_->count());
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

}  // namespace dokuei::app
