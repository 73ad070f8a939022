#pragma once

#include <QPlainTextEdit>

namespace dokuei::app {

/// Text box that grows from one to six lines. Ctrl+Enter commits; so does Enter while there is only one line;
/// Shift+Enter begins a new one.
class GrowingTextEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit GrowingTextEdit(QWidget* parent = nullptr);

Q_SIGNALS:
    void committed();
    void escaped();  ///< Esc
    void focusLeft();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void fitHeight();
};

}  // namespace dokuei::app
