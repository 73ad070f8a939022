#pragma once

#include <QWidget>
#include <array>
#include <memory>

#include "app/chat/BoxMark.h"
#include "reports/finding/Finding.h"
#include "viewer/volume/Volume.h"

namespace dokuei::reports {
class Autosave;
}

namespace dokuei::app {

class ModelService;

/// The structured report of the current study: drafted by the model, edited, accepted and signed by a person.
class ReportPanel : public QWidget {
    Q_OBJECT
public:
    /// `store` must outlive this panel; it may serve the chat panel too.
    ReportPanel(ModelService* model, reports::Autosave* store, QWidget* parent = nullptr);
    ~ReportPanel() override;  ///< writes what is not yet saved

    /// Switches to a study: its latest report is loaded, or an empty one begun. `key` must be
    /// viewOf(volume).key; null and empty when no study is open. What was typed before is saved first.
    void setStudy(std::shared_ptr<const viewer::Volume> volume, const QString& key);
    QString studyKey() const;
    const reports::Report& report() const;
    bool readOnly() const;

    BoxMarks boxes() const;
    /// Asks the model for findings; they are added as proposals, what a person wrote stays.
    void draft();
    void stopDraft();
    /// Writes report.json, report.txt, report.pdf and report.dcm into a folder, on a worker thread.
    void exportTo(const QString& folder);
    /// Saves first, then makes the report read-only.
    void sign(const QString& name);

public Q_SLOTS:
    /// Adds a finding made elsewhere, e.g. from a box of the chat. Ignored when `studyKey` is not current.
    void addFinding(const QString& studyKey, const dokuei::reports::Finding& finding);
    /// A box was drawn in the views for a finding (drawBoxRequested); empty `findingId` begins a new finding.
    void addBox(const QString& findingId, const std::array<double, 6>& lps);
    /// The views say that a box was clicked. False when it is not one of ours.
    bool selectByBox(const QString& id);
    /// The views say that the mouse is over a box; empty for none.
    void highlightBox(const QString& id);
    void selectNextFinding();
    void selectPreviousFinding();
    void undo();
    void redo();

Q_SIGNALS:
    void boxesChanged(const QString& studyKey, const dokuei::app::BoxMarks& boxes);
    void boxHovered(const QString& id);  ///< empty: none
    void goToBox(const QString& id);     ///< move the views to a box of boxes()
    void drawBoxRequested(const QString& findingId);
    void modelManagerRequested();
    void busyChanged(bool drafting);
    /// One line for the status bar: saved, exported to ..., what failed and which file.
    void message(const QString& text, bool error);
    void exported(const QString& folder);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dokuei::app
