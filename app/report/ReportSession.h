#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <vector>

#include "app/chat/BoxMark.h"
#include "inference/session/Answer.h"
#include "reports/finding/ReportEditor.h"
#include "viewer/volume/Volume.h"

namespace dokuei::reports {
class Autosave;
}

namespace dokuei::app {

/// The report of one study while the program runs: its editor with undo, what is saved, what the model
/// drafts.
///
/// Every change is given to the store, which writes it within its delay. QtCore only.
class ReportSession : public QObject {
    Q_OBJECT
public:
    enum class Phase { Loading, Open, Signing };

    /// A box of the model's draft that no statement points at.
    struct LooseBox {
        QString id;
        inference::Grounding grounding;
        std::string seriesUid, frameOfReferenceUid;    ///< where its coordinates hold
        std::weak_ptr<const viewer::Volume> volume{};  ///< the one that was drafted from
        /// Whether its coordinates mean the same place in another volume.
        bool holdsIn(const std::string& frameOfReference, const std::string& series) const {
            return seriesUid == series ||
                   (!frameOfReference.empty() && frameOfReferenceUid == frameOfReference);
        }
    };

    /// Begins with `empty` and asks the store for the study's latest report. `store` may be null: nothing is
    /// kept.
    ReportSession(reports::Autosave* store, reports::Report empty, QObject* parent = nullptr);

    reports::ReportEditor& editor() { return editor_; }
    const reports::Report& report() const { return editor_.report(); }
    Phase phase() const { return phase_; }
    /// Whether the report may be changed now.
    bool editable() const { return phase_ == Phase::Open && !editor_.readOnly(); }
    /// Runs `work` now, or once the report has been loaded.
    void whenOpen(std::function<void()> work);

    /// Saves, then signs; the store's answer comes to signedByStore() or storeFailed().
    void sign(const QString& name);
    /// Begins another report of the same study; the one on show stays in the store.
    void restart(reports::Report empty);

    /// Takes a draft about `volume` in; `boxes` are all boxes of the answer. Returns the number of findings
    /// added. Throws reports::ReadOnlyError when the report was signed meanwhile; nothing has changed then.
    int takeDraft(const reports::Report& draft, const std::vector<inference::Grounding>& boxes,
                  const std::shared_ptr<const viewer::Volume>& volume);
    const std::vector<LooseBox>& looseBoxes() const { return looseBoxes_; }
    void dropLooseBox(const QString& id);

    /// Boxes to draw in a frame of reference: of findings that are not rejected, then the loose ones.
    BoxMarks marks(const std::string& frameOfReferenceUid, const std::string& seriesUid) const;
    /// The link of that id, null when there is none.
    const reports::EvidenceLink* link(const QString& id) const;

    /// Volumes of the study that were shown, for key images; closed ones are gone.
    void remember(const std::shared_ptr<const viewer::Volume>& volume);
    std::shared_ptr<const viewer::Volume> volumeOf(const std::string& seriesUid) const;

    // What the store answered.
    void loaded(bool found, const reports::Report& report);
    void signedByStore(const reports::Report& report);
    void storeFailed();

    int draftId = 0;  ///< ModelService's id of the draft that runs; 0 when none
    QString draftStage;
    double draftProgress = -1;  ///< of the stage, 0 to 1; negative when it is not told
    QString draftText;          ///< what has streamed so far
    std::shared_ptr<const viewer::Volume> draftVolume;

Q_SIGNALS:
    void changed(const QString& findingId);  ///< as ReportEditor::changed
    void phaseChanged();

private:
    void setPhase(Phase phase);
    void put(const reports::Report& report);

    reports::Autosave* store_;
    reports::ReportEditor editor_;
    Phase phase_ = Phase::Open;
    bool fromStore_ = false;
    std::vector<std::function<void()>> waiting_;
    std::vector<LooseBox> looseBoxes_;
    QHash<QString, std::weak_ptr<const viewer::Volume>> volumes_;
};

}  // namespace dokuei::app
