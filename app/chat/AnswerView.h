#pragma once

#include <QList>
#include <QWidget>

#include "app/chat/ChatTurn.h"

class QLabel;
class QProgressBar;
class QToolButton;
class QVBoxLayout;

namespace dokuei::app {

class BoxRow;
class ReasoningView;

/// One question with its answer, boxes, origin line and actions.
class AnswerView : public QWidget {
    Q_OBJECT
public:
    explicit AnswerView(QWidget* parent = nullptr);

    /// `slices`: of the volume asked about. `lastInputKnown`: the model can still show what it saw.
    void show(const ChatTurn& turn, int slices, bool lastInputKnown);
    void highlight(const QString& boxId);
    const QString& turnId() const { return turn_.id; }

Q_SIGNALS:
    void boxHovered(const QString& boxId);
    void boxActivated(const QString& boxId);
    void findingRequested(const QString& boxId);
    void inputRequested();
    void copyRequested(const QString& text);

private:
    void showBoxes();
    QString statusText() const;
    QString notesText() const;
    QString originText() const;
    void linkHovered(const QString& link);

    ChatTurn turn_;
    int slices_ = 0;
    QLabel *question_, *answer_, *status_, *notes_, *rejected_, *origin_, *verify_;
    ReasoningView* reasoning_;
    QProgressBar* progress_;
    QToolButton *copy_, *input_;
    QVBoxLayout* boxLayout_;
    QList<BoxRow*> rows_;
};

}  // namespace dokuei::app
