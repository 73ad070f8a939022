#pragma once

#include <QFrame>
#include <QString>

class QLabel;
class QPushButton;
class QToolButton;

namespace dokuei::app {

/// One line above the views that says what went wrong, with a button to look closer. Blocks nothing.
class Banner : public QFrame {
    Q_OBJECT
public:
    enum class Tone { Note, Warning, Error };

    explicit Banner(QWidget* parent = nullptr);
    /// `details` names the button; empty: no button.
    void showText(const QString& text, Tone tone, const QString& details = {});
    QString text() const;

Q_SIGNALS:
    void detailsRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* text_;
    QPushButton* details_;
    QToolButton* close_;
};

}  // namespace dokuei::app
