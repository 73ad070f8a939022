#pragma once

#include <QFrame>

#include "app/chat/ChatTurn.h"

class QLabel;
class QToolButton;

namespace dokuei::app {

/// One box of an answer: number, label, size, what was measured, key slice. Hover highlights, click or Enter
/// goes there, "+" makes a finding of it.
class BoxRow : public QFrame {
    Q_OBJECT
public:
    /// `slices` is the number of slices of the volume that was asked about, 0 when it is not known.
    BoxRow(const ChatBox& box, int slices, QWidget* parent = nullptr);

    const QString& boxId() const { return id_; }
    void update(const ChatBox& box, int slices);
    void setHighlighted(bool highlighted);

Q_SIGNALS:
    void hovered(const QString& boxId);  ///< empty when the mouse has left
    void activated(const QString& boxId);
    void findingRequested(const QString& boxId);

protected:
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString id_;
    QLabel* number_;
    QLabel* label_;
    QLabel* unsure_;
    QLabel* details_;
    QToolButton* add_;
    bool highlighted_ = false;
};

}  // namespace dokuei::app
