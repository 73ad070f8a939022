#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reports/Error.h"
#include "reports/finding/Finding.h"

namespace dokuei::reports {

/// The database cannot be opened, read or written; the text names the file and why.
class StoreError : public Error {
public:
    using Error::Error;
};

/// The report may not be signed as it stands; the text says what is missing.
class SigningError : public Error {
public:
    using Error::Error;
};

struct ReportSummary {
    std::string id, studyUid, patientName, patientId, studyDescription, studyDate, language, changedAt;
    ReportState state = ReportState::Draft;
    int findings = 0;
};

/// One line of the audit trail. Lines are only ever added.
struct AuditEntry {
    std::int64_t sequence = 0;
    std::string at;      ///< ISO 8601 UTC
    std::string actor;   ///< who, as far as known
    std::string action;  ///< "created", "saved", "signed"
    std::string reportId;
    std::string detail;  ///< "saved": JSON of what is no longer so (see Changes.h); else empty
};

/// One message of a study's conversation with the model.
struct ChatMessage {
    std::int64_t id = 0;  ///< given by the store
    std::string studyUid, seriesUid;
    std::string role;  ///< "user" or "assistant"
    std::string text, language, model, device;
    std::string createdAt;  ///< ISO 8601 UTC; filled in when empty
    std::string payload;    ///< JSON: boxes, timings; may be empty
};

/// Reports, findings, their links, the audit trail and the chat of every study, in one SQLite file
/// (WAL, synchronous=FULL, foreign keys on). A store belongs to the thread that made it.
/// Needs a QCoreApplication (Qt finds its database drivers through it).
class ReportStore {
public:
    /// Opens or makes the database; folders on the way are made. ":memory:" keeps it in memory.
    /// Throws StoreError when the file is no database, is damaged, was written by a newer version (nothing is
    /// changed in either case), or cannot be opened.
    explicit ReportStore(const std::string& path);
    ~ReportStore();
    ReportStore(const ReportStore&) = delete;
    ReportStore& operator=(const ReportStore&) = delete;

    /// Writes the whole report in one transaction. Throws StoreError; ReadOnlyError when it is signed
    /// already. Signing goes through sign(): a report that says Signed is refused here.
    void save(const Report& report, const std::string& actor = {});
    /// Throws NotFoundError.
    Report load(const std::string& id) const;
    /// The report of the study that was changed last; with `patientId` only one of that patient, since badly
    /// de-identified studies of several patients may share a UID.
    std::optional<Report> latestForStudy(const std::string& studyUid,
                                         const std::optional<std::string>& patientId = {}) const;
    /// All reports, last changed first.
    std::vector<ReportSummary> list() const;
    /// Makes the saved report read-only and returns it as signed. Throws SigningError while findings are
    /// undecided, the report is empty or `who` is blank; ReadOnlyError when it is signed already.
    Report sign(const std::string& id, const std::string& who);
    /// The audit trail of one report (all reports when the id is empty), oldest first.
    std::vector<AuditEntry> audit(const std::string& reportId = {}) const;

    /// Returns the message's id.
    std::int64_t appendChat(const ChatMessage& message);
    /// The study's messages, oldest first.
    std::vector<ChatMessage> chat(const std::string& studyUid) const;
    void clearChat(const std::string& studyUid);

    /// Schema version that this program writes.
    static int schemaVersion();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dokuei::reports
