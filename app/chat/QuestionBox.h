#pragma once

#include <QPlainTextEdit>

namespace dokuei::app {

/// Text box that grows from one to six lines. Ctrl+Enter asks; so does Enter while there is only one line;
/// Shift+Enter begins a new one.
class QuestionBox : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit QuestionBox(QWidget* parent = nullptr);

Q_SIGNALS:
    void asked();
    void stopRequested();  ///< Esc

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitHeight();
};

}  // namespace dokuei::app
