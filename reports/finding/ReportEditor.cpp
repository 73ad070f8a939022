#include "reports/finding/ReportEditor.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QUuid>
#include <algorithm>
#include <utility>

namespace dokuei::reports {
namespace {

bool editedByPerson(const Finding& finding) {
    return finding.origin == Origin::AiEdited;
}

/// The evidence changed, so the AI's statement is no longer the AI's alone.
void markEdited(Finding& finding) {
    if (finding.origin == Origin::Ai) {
        finding.origin = Origin::AiEdited;
        finding.aiText = finding.text;
    }
    if (finding.state != State::Rejected)
        finding.state = finding.origin == Origin::Human ? State::Accepted : State::Edited;
}

}  // namespace

std::string newId() {
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

std::string utcNow() {
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString();
}

/// The report's findings as they were on the other side of one change.
struct ReportEditor::Step {
    const char* name;
    std::string id;
    std::vector<Finding> findings;
};

ReportEditor::ReportEditor(Report report, QObject* parent) : QObject(parent), report_(std::move(report)) {}

ReportEditor::~ReportEditor() = default;

void ReportEditor::setReport(Report report) {
    report_ = std::move(report);
    undo_.clear();
    redo_.clear();
    merging_.clear();
    Q_EMIT changed({});
    Q_EMIT historyChanged();
}

const Finding* ReportEditor::find(const std::string& id) const {
    const auto found = std::ranges::find(report_.findings, id, &Finding::id);
    return found == report_.findings.end() ? nullptr : &*found;
}

std::string ReportEditor::findingOfLink(const std::string& linkId) const {
    for (const Finding& finding : report_.findings)
        if (std::ranges::find(finding.links, linkId, &EvidenceLink::id) != finding.links.end())
            return finding.id;
    return {};
}

int ReportEditor::undecided() const {
    return static_cast<int>(std::ranges::count(report_.findings, State::Proposed, &Finding::state));
}

Finding& ReportEditor::require(const std::string& id) {
    const auto found = std::ranges::find(report_.findings, id, &Finding::id);
    if (found == report_.findings.end()) throw NotFoundError("the report has no finding " + id);
    return *found;
}

template <class Change>
void ReportEditor::apply(const char* name, const std::string& id, Change change,
                         const std::string& mergeKey) {
    if (readOnly()) throw ReadOnlyError("the report is signed and can no longer be changed");
    const bool merge = !mergeKey.empty() && mergeKey == merging_ && !undo_.empty();
    Step step{name, id, report_.findings};
    try {
        if (!change()) return;
    } catch (...) {
        report_.findings = std::move(step.findings);
        throw;
    }
    if (!merge) undo_.push_back(std::move(step));
    redo_.clear();
    merging_ = mergeKey;
    report_.changedAt = utcNow();
    if (const auto found = std::ranges::find(report_.findings, id, &Finding::id);
        found != report_.findings.end())
        found->changedAt = report_.changedAt;
    Q_EMIT changed(QString::fromStdString(id));
    Q_EMIT historyChanged();
}

void ReportEditor::accept(const std::string& id) {
    apply(QT_TR_NOOP("Accept finding"), id, [&] {
        Finding& finding = require(id);
        const State decided = editedByPerson(finding) ? State::Edited : State::Accepted;
        return std::exchange(finding.state, decided) != decided;
    });
}

void ReportEditor::acceptAll() {
    apply(QT_TR_NOOP("Accept all findings"), {}, [&] {
        bool any = false;
        for (Finding& finding : report_.findings) {
            if (finding.state != State::Proposed) continue;
            finding.state = editedByPerson(finding) ? State::Edited : State::Accepted;
            any = true;
        }
        return any;
    });
}

void ReportEditor::reject(const std::string& id) {
    apply(QT_TR_NOOP("Reject finding"), id,
          [&] { return std::exchange(require(id).state, State::Rejected) != State::Rejected; });
}

void ReportEditor::restore(const std::string& id) {
    apply(QT_TR_NOOP("Restore finding"), id, [&] {
        Finding& finding = require(id);
        if (finding.state != State::Rejected) return false;
        finding.state = finding.origin == Origin::Ai         ? State::Proposed
                        : finding.origin == Origin::AiEdited ? State::Edited
                                                             : State::Accepted;
        return true;
    });
}

void ReportEditor::editText(const std::string& id, const std::string& text) {
    apply(
        QT_TR_NOOP("Edit sentence"), id,
        [&] {
            Finding& finding = require(id);
            if (finding.text == text) return false;
            markEdited(finding);
            finding.text = text;
            return true;
        },
        "text " + id);
}

void ReportEditor::restoreAiText(const std::string& id) {
    apply(QT_TR_NOOP("Restore AI sentence"), id, [&] {
        Finding& finding = require(id);
        if (finding.origin != Origin::AiEdited) return false;
        finding.text = std::exchange(finding.aiText, {});
        finding.origin = Origin::Ai;
        finding.state = State::Proposed;
        return true;
    });
}

std::string ReportEditor::addByHand(const std::string& text, Section section, int position) {
    Finding finding;
    finding.section = section;
    finding.text = text;
    finding.language = report_.language;
    finding.origin = Origin::Human;
    finding.state = State::Accepted;
    return add(std::move(finding), position);
}

std::string ReportEditor::add(Finding finding, int position) {
    if (finding.id.empty()) finding.id = newId();
    for (EvidenceLink& link : finding.links)
        if (link.id.empty()) link.id = newId();
    if (finding.createdAt.empty()) finding.createdAt = utcNow();
    const std::string id = finding.id;
    apply(QT_TR_NOOP("Add finding"), id, [&] {
        if (find(id)) throw Error("the report already has a finding " + id);
        auto& list = report_.findings;
        const int size = static_cast<int>(list.size());
        list.insert(list.begin() + (position < 0 ? size : std::min(position, size)), std::move(finding));
        return true;
    });
    return id;
}

int ReportEditor::addDraft(const Report& draft) {
    int added = 0;
    apply(QT_TR_NOOP("Draft report"), {}, [&] {
        auto& list = report_.findings;
        const auto removed = std::erase_if(list, [](const Finding& finding) {
            return finding.origin == Origin::Ai && finding.state == State::Proposed;
        });
        if (list.empty()) report_.language = draft.language;
        const std::size_t kept = list.size();
        for (const Finding& proposal : draft.findings) {
            const bool known = std::any_of(list.begin(), list.begin() + kept, [&](const Finding& finding) {
                return finding.section == proposal.section &&
                       (finding.text == proposal.text || finding.aiText == proposal.text);
            });
            if (known) continue;
            list.push_back(proposal);
            ++added;
        }
        if (added > 0) {
            report_.modelName = draft.modelName;
            report_.modelVersion = draft.modelVersion;
            report_.device = draft.device;
        }
        return removed > 0 || added > 0;
    });
    return added;
}

void ReportEditor::remove(const std::string& id) {
    apply(QT_TR_NOOP("Remove finding"), id, [&] {
        const auto& finding = require(id);
        report_.findings.erase(report_.findings.begin() + (&finding - report_.findings.data()));
        return true;
    });
}

void ReportEditor::move(const std::string& id, int position) {
    apply(QT_TR_NOOP("Move finding"), {}, [&] {
        auto& list = report_.findings;
        const int from = static_cast<int>(&require(id) - list.data());
        const int to = std::clamp(position, 0, static_cast<int>(list.size()) - 1);
        if (from == to) return false;
        if (from < to)
            std::rotate(list.begin() + from, list.begin() + from + 1, list.begin() + to + 1);
        else
            std::rotate(list.begin() + to, list.begin() + from, list.begin() + from + 1);
        return true;
    });
}

void ReportEditor::setSite(const std::string& id, const std::string& siteKey, const std::string& site) {
    apply(
        QT_TR_NOOP("Change site"), id,
        [&] {
            Finding& finding = require(id);
            if (finding.siteKey == siteKey && finding.site == site) return false;
            markEdited(finding);
            finding.siteKey = siteKey;
            finding.site = site;
            return true;
        },
        "site " + id);
}

void ReportEditor::setCertainty(const std::string& id, Certainty certainty) {
    apply(QT_TR_NOOP("Change certainty"), id, [&] {
        Finding& finding = require(id);
        if (finding.certainty == certainty) return false;
        markEdited(finding);
        finding.certainty = certainty;
        return true;
    });
}

void ReportEditor::setSection(const std::string& id, Section section) {
    // Where a sentence stands does not change what the AI said.
    apply(QT_TR_NOOP("Change section"), id,
          [&] { return std::exchange(require(id).section, section) != section; });
}

void ReportEditor::setMeasurements(const std::string& id, std::vector<Measurement> measurements) {
    apply(QT_TR_NOOP("Change measurements"), id, [&] {
        Finding& finding = require(id);
        const bool same =
            std::ranges::equal(finding.measurements, measurements, [](const auto& a, const auto& b) {
                return a.name == b.name && a.value == b.value && a.unit == b.unit;
            });
        if (same) return false;
        markEdited(finding);
        finding.measurements = std::move(measurements);
        return true;
    });
}

std::string ReportEditor::link(const std::string& findingId, EvidenceLink link) {
    if (link.id.empty()) link.id = newId();
    const std::string id = link.id;
    apply(QT_TR_NOOP("Link box"), findingId, [&] {
        if (!findingOfLink(id).empty()) throw Error("the report already has a link " + id);
        require(findingId).links.push_back(std::move(link));
        return true;
    });
    return id;
}

void ReportEditor::updateLink(const std::string& findingId, EvidenceLink link) {
    apply(QT_TR_NOOP("Change box"), findingId, [&] {
        Finding& finding = require(findingId);
        const auto old = std::ranges::find(finding.links, link.id, &EvidenceLink::id);
        if (old == finding.links.end()) throw NotFoundError("the finding has no link " + link.id);
        link.origin = old->origin == Origin::Ai ? Origin::AiEdited : old->origin;
        *old = std::move(link);
        return true;
    });
}

void ReportEditor::unlink(const std::string& findingId, const std::string& linkId) {
    apply(QT_TR_NOOP("Unlink box"), findingId, [&] {
        Finding& finding = require(findingId);
        if (std::erase_if(finding.links, [&](const EvidenceLink& link) { return link.id == linkId; }) == 0)
            throw NotFoundError("the finding has no link " + linkId);
        return true;
    });
}

QString ReportEditor::undoText() const {
    return canUndo() ? tr(undo_.back().name) : QString();
}

QString ReportEditor::redoText() const {
    return canRedo() ? tr(redo_.back().name) : QString();
}

void ReportEditor::step(std::vector<Step>& from, std::vector<Step>& to) {
    Step step = std::move(from.back());
    from.pop_back();
    std::swap(step.findings, report_.findings);
    const QString id = QString::fromStdString(step.id);
    to.push_back(std::move(step));
    merging_.clear();
    report_.changedAt = utcNow();
    Q_EMIT changed(id);
    Q_EMIT historyChanged();
}

void ReportEditor::undo() {
    if (canUndo()) step(undo_, redo_);
}

void ReportEditor::redo() {
    if (canRedo()) step(redo_, undo_);
}

}  // namespace dokuei::reports
