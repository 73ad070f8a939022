#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reports/store/ReportStore.h"

namespace dokuei::reports {

/// Owns the store on a thread of its own, so that the window never waits for the disk.
///
/// All methods return at once except flush(). Work is done in the order it was asked for; signals are
/// emitted on the thread of this object. When the store cannot be opened every request ends in failed().
class Autosave : public QObject {
    Q_OBJECT
public:
    /// Opens the store of that path on the new thread.
    explicit Autosave(const std::string& databasePath, QObject* parent = nullptr);
    /// Writes what is still waiting, then ends the thread.
    ~Autosave() override;

    /// Saves the report within 500 ms; later calls for the same report replace it and never push the moment
    /// further away.
    void schedule(const Report& report);
    /// Writes everything scheduled and waits until it is on disk.
    void flush();

    /// Ends in reportLoaded(). With `patientId` only a report of that patient counts.
    void requestLatest(const std::string& studyUid, const std::optional<std::string>& patientId = {});
    /// Saves the report, signs it and ends in reportSigned() (or failed()).
    void sign(const Report& report, const std::string& who);
    void appendChat(const ChatMessage& message);
    /// Ends in chatLoaded().
    void requestChat(const std::string& studyUid);
    void clearChat(const std::string& studyUid);
    /// Runs anything else on the store's thread; an exception ends in failed().
    void run(std::function<void(ReportStore&)> work);

Q_SIGNALS:
    void saved(const QString& reportId, const QDateTime& at);
    void failed(const QString& text);
    /// found is false when the study has no report yet; `report` then has only the UID and patient asked for.
    void reportLoaded(const QString& studyUid, bool found, const dokuei::reports::Report& report);
    void reportSigned(const dokuei::reports::Report& report);
    void chatLoaded(const QString& studyUid, const std::vector<dokuei::reports::ChatMessage>& messages);

private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

}  // namespace dokuei::reports
