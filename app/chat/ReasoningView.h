#pragma once

#include <QWidget>

class QPlainTextEdit;
class QToolButton;

namespace dokuei::app {

/// What the model wrote to itself before it answered, folded: one row that says so; click, Space or Enter
/// opens the text below it.
class ReasoningView : public QWidget {
    Q_OBJECT
public:
    explicit ReasoningView(QWidget* parent = nullptr);

    /// Hidden when there is no reasoning. `thinking`: more is to come.
    void show(const QString& reasoning, bool thinking);
    bool isOpen() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void unfold(bool open);
    void fitHeight();

    QToolButton* row_;
    QPlainTextEdit* text_ = nullptr;
    QString shown_;
};

}  // namespace dokuei::app
