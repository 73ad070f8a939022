#pragma once

#include <QWidget>
#include <memory>

#include "app/chat/BoxMark.h"
#include "reports/finding/Finding.h"
#include "viewer/volume/Volume.h"

namespace dokuei::reports {
class Autosave;
}

namespace dokuei::app {

class ModelService;

/// Questions about the current study and the model's answers, with a link per box.
class ChatPanel : public QWidget {
    Q_OBJECT
public:
    /// `store` keeps the messages between sessions (it may serve the report panel too and must outlive this
    /// panel); null keeps them while the program runs.
    ChatPanel(ModelService* model, reports::Autosave* store, QWidget* parent = nullptr);
    ~ChatPanel() override;

    /// Switches to a study. `key` must be viewOf(volume).key; null and empty when no study is open.
    /// A question that still runs about another study goes on and lands in that study's history.
    void setStudy(std::shared_ptr<const viewer::Volume> volume, const QString& key);
    /// Drops what is held about a study that was closed.
    void closeStudy(const QString& key);
    QString studyKey() const;

    /// Boxes of all answers about the current study.
    BoxMarks boxes() const;
    /// Puts a question as if typed.
    void ask(const QString& question);
    /// Stops the current study's running question.
    void stop();
    bool answering() const;
    /// Puts the keyboard into the question box.
    void focusQuestion();

public Q_SLOTS:
    /// The views say that the mouse is over a box; empty for none.
    void highlightBox(const QString& id);
    /// The views say that a box was clicked: its answer is scrolled into sight. False when it is not one of
    /// ours.
    bool selectByBox(const QString& id);

Q_SIGNALS:
    void boxesChanged(const QString& studyKey, const dokuei::app::BoxMarks& boxes);
    void boxHovered(const QString& id);    ///< empty: none
    void boxActivated(const QString& id);  ///< go there
    /// The user wants a box of an answer in the report.
    void findingRequested(const QString& studyKey, const dokuei::reports::Finding& finding);
    void modelManagerRequested();
    void busyChanged(bool answering);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dokuei::app
