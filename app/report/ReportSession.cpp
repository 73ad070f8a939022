#include "app/report/ReportSession.h"

#include <algorithm>
#include <utility>

#include "reports/store/Autosave.h"

namespace dokuei::app {

ReportSession::ReportSession(reports::Autosave* store, reports::Report empty, QObject* parent)
    : QObject(parent), store_(store), editor_(std::move(empty)) {
    connect(&editor_, &reports::ReportEditor::changed, this, [this](const QString& findingId) {
        if (store_ && !fromStore_ && !editor_.readOnly()) store_->schedule(editor_.report());
        Q_EMIT changed(findingId);
    });
    if (store_) {
        phase_ = Phase::Loading;
        store_->requestLatest(report().studyUid, report().patientId);
    }
}

void ReportSession::setPhase(Phase phase) {
    phase_ = phase;
    if (phase == Phase::Open) {
        for (const auto& work : std::exchange(waiting_, {})) work();
    }
    Q_EMIT phaseChanged();
}

void ReportSession::put(const reports::Report& report) {
    fromStore_ = true;
    editor_.setReport(report);
    fromStore_ = false;
}

void ReportSession::whenOpen(std::function<void()> work) {
    if (phase_ == Phase::Open) {
        work();
    } else {
        waiting_.push_back(std::move(work));
    }
}

void ReportSession::sign(const QString& name) {
    if (!store_ || !editable()) return;
    editor_.closeEdit();
    setPhase(Phase::Signing);
    store_->sign(report(), name.toStdString());
}

void ReportSession::restart(reports::Report empty) {
    looseBoxes_.clear();
    put(empty);
}

int ReportSession::takeDraft(const reports::Report& draft, const std::vector<inference::Grounding>& boxes,
                             const std::shared_ptr<const viewer::Volume>& volume) {
    const int added = editor_.addDraft(draft);
    looseBoxes_.clear();
    for (const inference::Grounding& box : boxes) {
        const bool linked = std::ranges::any_of(draft.findings, [&](const reports::Finding& finding) {
            return std::ranges::any_of(finding.links, [&](const reports::EvidenceLink& link) {
                return link.lps == box.lps && link.label == box.label;
            });
        });
        if (!linked)
            looseBoxes_.push_back({QString::fromStdString("loose:" + reports::newId()), box,
                                   volume->identity.seriesUid, volume->geometry().frameOfReferenceUid,
                                   volume});
    }
    Q_EMIT changed({});
    return added;
}

void ReportSession::dropLooseBox(const QString& id) {
    std::erase_if(looseBoxes_, [&](const LooseBox& box) { return box.id == id; });
    Q_EMIT changed({});
}

BoxMarks ReportSession::marks(const std::string& frameOfReferenceUid, const std::string& seriesUid) const {
    BoxMarks marks;
    for (const reports::Finding& finding : report().findings) {
        if (finding.state == reports::State::Rejected) continue;
        for (const reports::EvidenceLink& link : finding.links) {
            if (link.kind != reports::EvidenceLink::Kind::Box) continue;
            const bool sameSpace =
                link.seriesUid == seriesUid ||
                (!frameOfReferenceUid.empty() && link.frameOfReferenceUid == frameOfReferenceUid);
            if (!sameSpace) continue;
            const std::string& label = link.label.empty() ? finding.site : link.label;
            marks.push_back({QString::fromStdString(link.id), QString::fromStdString(label), link.lps,
                             link.origin == reports::Origin::Ai, false});
        }
    }
    for (const LooseBox& box : looseBoxes_) {
        if (!box.holdsIn(frameOfReferenceUid, seriesUid)) continue;
        marks.push_back({box.id, QString::fromStdString(box.grounding.label), box.grounding.lps, true,
                         box.grounding.lesion});
    }
    return marks;
}

const reports::EvidenceLink* ReportSession::link(const QString& id) const {
    const std::string wanted = id.toStdString();
    for (const reports::Finding& finding : report().findings) {
        const auto found = std::ranges::find(finding.links, wanted, &reports::EvidenceLink::id);
        if (found != finding.links.end()) return &*found;
    }
    return nullptr;
}

void ReportSession::remember(const std::shared_ptr<const viewer::Volume>& volume) {
    volumes_.insert(QString::fromStdString(volume->identity.seriesUid), volume);
}

std::shared_ptr<const viewer::Volume> ReportSession::volumeOf(const std::string& seriesUid) const {
    return volumes_.value(QString::fromStdString(seriesUid)).lock();
}

void ReportSession::loaded(bool found, const reports::Report& report) {
    // After a failure of the store the session was opened empty; a report that comes yet is not hidden by it.
    const bool untouched = phase_ == Phase::Open && this->report().findings.empty() && !editor_.canUndo();
    if (phase_ != Phase::Loading && !(found && untouched)) return;
    if (found) put(report);
    setPhase(Phase::Open);
}

void ReportSession::signedByStore(const reports::Report& report) {
    if (report.id != this->report().id) return;
    looseBoxes_.clear();
    put(report);
    setPhase(Phase::Open);
}

void ReportSession::storeFailed() {
    if (phase_ != Phase::Open) setPhase(Phase::Open);
}

}  // namespace dokuei::app
