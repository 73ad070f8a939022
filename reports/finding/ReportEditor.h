#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <string>
#include <vector>

#include "reports/Error.h"
#include "reports/finding/Finding.h"

namespace dokuei::reports {

/// The report was signed and takes no more changes.
class ReadOnlyError : public Error {
public:
    using Error::Error;
};

/// The report has no finding, or the finding no link, of that id.
class NotFoundError : public Error {
public:
    using Error::Error;
};

/// A fresh random UUID without braces, for findings, links and reports.
std::string newId();

/// Now, ISO 8601 UTC with milliseconds: "2026-11-24T09:30:00.123Z".
std::string utcNow();

/// Owns the report that a panel shows and everything that may be done to it, with unlimited undo and redo.
///
/// Every operation throws ReadOnlyError once the report is signed and NotFoundError for an unknown id; an
/// operation that would change nothing makes no undo step. Belongs to one thread.
class ReportEditor : public QObject {
    Q_OBJECT
public:
    explicit ReportEditor(Report report = {}, QObject* parent = nullptr);
    ~ReportEditor() override;

    const Report& report() const { return report_; }
    /// Puts another report (or the same one as the store signed it) in; forgets undo and redo.
    void setReport(Report report);
    bool readOnly() const { return report_.state == ReportState::Signed; }

    /// The finding of that id, null when there is none. Valid until the next change.
    const Finding* find(const std::string& id) const;
    /// Id of the finding that owns the link, empty when none does.
    std::string findingOfLink(const std::string& linkId) const;
    /// Findings that still stand as proposed: they forbid signing.
    int undecided() const;

    /// A proposed or rejected finding becomes Accepted (Edited when a person changed the AI's text).
    void accept(const std::string& id);
    void acceptAll();
    /// The record is kept, but leaves the text, PDF and SR.
    void reject(const std::string& id);
    /// A rejected finding goes back to what it was: Edited when a person changed it, else Proposed.
    void restore(const std::string& id);
    /// Changes the sentence. An AI finding becomes AiEdited and keeps the AI's words in aiText. Calls in a
    /// row for one finding are one undo step until closeEdit() or another operation.
    void editText(const std::string& id, const std::string& text);
    /// The editing of a sentence ended (focus left): the next editText is an undo step of its own.
    void closeEdit() { merging_.clear(); }
    /// Puts the AI's own words back; the finding is of AI origin and proposed again.
    void restoreAiText(const std::string& id);

    /// Adds a finding written by a person (state Accepted) at `position`, or at the end. Returns its id.
    std::string addByHand(const std::string& text, Section section = Section::Finding, int position = -1);
    /// Adds a ready finding as it is (from an answer of the model); gets an id when it has none. Returns its
    /// id.
    std::string add(Finding finding, int position = -1);
    /// Takes the model's draft in, as one undo step. What a person accepted, edited, rejected or wrote stays;
    /// untouched proposals of an earlier draft give way; a sentence that is already there (also as the AI
    /// wrote it before an edit) is not doubled. The report's model and device become the draft's, and its
    /// language while nothing else stands in the report. Returns how many findings were added.
    int addDraft(const Report& draft);
    void remove(const std::string& id);
    /// Moves the finding to `position` (0-based, in the list without it).
    void move(const std::string& id, int position);

    void setSite(const std::string& id, const std::string& siteKey, const std::string& site);
    void setCertainty(const std::string& id, Certainty certainty);
    void setSection(const std::string& id, Section section);
    void setMeasurements(const std::string& id, std::vector<Measurement> measurements);

    /// Ties a box, slice or series to the finding; the link gets an id when it has none. Returns its id.
    std::string link(const std::string& findingId, EvidenceLink link);
    /// Replaces a link of the same id (its box was moved); origin becomes AiEdited when it was AI.
    void updateLink(const std::string& findingId, EvidenceLink link);
    void unlink(const std::string& findingId, const std::string& linkId);

    bool canUndo() const { return !undo_.empty() && !readOnly(); }
    bool canRedo() const { return !redo_.empty() && !readOnly(); }
    QString undoText() const;  ///< what undo takes back, translated: "Edit sentence"; empty when nothing
    QString redoText() const;
    void undo();
    void redo();

Q_SIGNALS:
    /// Something changed; the id names the finding, empty when order, set or the whole report changed.
    void changed(const QString& findingId);
    /// canUndo, canRedo or their texts may have changed.
    void historyChanged();

private:
    struct Step;
    Finding& require(const std::string& id);
    template <class Change>
    void apply(const char* name, const std::string& id, Change change, const std::string& mergeKey = {});
    void step(std::vector<Step>& from, std::vector<Step>& to);

    Report report_;
    std::vector<Step> undo_, redo_;
    std::string merging_;
};

}  // namespace dokuei::reports
