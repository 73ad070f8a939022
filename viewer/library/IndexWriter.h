#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>
#include <memory>
#include <string>

#include "viewer/library/IndexDatabase.h"
#include "viewer/library/InstanceHeader.h"

namespace dokuei::viewer {

/// Size and time of last change of a file. `mtime` is in nanoseconds since 1970.
struct FileStamp {
    qint64 size = 0, mtime = 0;
    bool operator==(const FileStamp&) const = default;
};

/// Stamp of a file; size -1 when it is not there.
FileStamp stampOf(const std::string& file);

/// One file for the index.
struct IndexEntry {
    InstanceHeader header;
    QString folder, name;  ///< where it lies: absolute, or relative to the library when it is a copy
    FileStamp stamp;       ///< of the file there
    QByteArray digest;     ///< BLAKE2b-256 of its bytes; empty when not computed
    QString source;        ///< absolute path it was imported from
    FileStamp sourceStamp;
    bool copied = false;
};

/// Writes files into an opened index, many in one transaction.
class IndexWriter {
public:
    explicit IndexWriter(const QSqlDatabase& database);
    ~IndexWriter();
    IndexWriter(const IndexWriter&) = delete;
    IndexWriter& operator=(const IndexWriter&) = delete;

    /// Begins a transaction; waits for other writers.
    void begin();
    /// What is known of an object with this UID in this patient's study.
    struct Known {
        qint64 id = 0;  ///< 0: not known
        QString folder, name;
        FileStamp stamp;
        QByteArray digest;
        bool copied = false;
    };
    Known find(const IndexEntry& entry);
    /// Adds the entry or, when its object is known, lets the index point at the entry's file from now on.
    void put(const IndexEntry& entry);
    /// Remembers that this source holds the known object, so that it is not opened again.
    void remember(const Known& known, const IndexEntry& entry);
    /// Brings counts, search texts and clock up to date, then ends the transaction.
    void commit();
    /// From now on put() also renews what the index says about the entry's study and series, and written()
    /// collects the row ids of the instances.
    void setRebuilding(bool on) { rebuilding_ = on; }
    const QSet<qint64>& written() const { return written_; }
    /// UIDs of the studies that put() touched since the writer was made.
    const QStringList& studies() const { return touchedUids_; }

private:
    qint64 folderId(const QString& path);
    qint64 patientOf(const InstanceHeader& header);
    qint64 studyOf(const IndexEntry& entry, bool create);
    /// A study that was opened before it was imported is kept without the issuer of the patient's ID.
    qint64 adoptRemembered(const InstanceHeader& header, qint64 patient);
    /// A referenced file that now holds another object no longer holds the one it held.
    void dropReplaced(const Known& known, const QString& folder, const QString& name);
    void renew(qint64 study, qint64 series, const InstanceHeader& header);
    qint64 seriesOf(qint64 study, const InstanceHeader& header);

    struct Statements;
    QSqlDatabase database_;
    std::unique_ptr<Statements> sql_;
    std::unique_ptr<Transaction> transaction_;
    QHash<QString, qint64> folders_, patients_, studies_, series_;
    QSet<qint64> touched_, written_, renewed_;
    bool rebuilding_ = false;
    QStringList touchedUids_;
};

/// What tells one patient from another: ID and issuer or, without an ID, name and birth date. With neither
/// ID nor birth date ("Anonymized") a name proves nothing: each study is a patient of its own.
QString patientKey(const QString& id, const QString& issuer, const QString& nameDicom,
                   const QString& birthDate, const QString& studyUid);

/// Recomputes a study's modalities, body parts and search text from its series, and marks it changed.
/// Inside a transaction.
void refreshSummary(const QSqlDatabase& database, qint64 study);
/// Marks a study as gone for readers, and removes it with its series and the patient that has none left.
/// Inside a transaction.
void dropStudy(const QSqlDatabase& database, qint64 study);

}  // namespace dokuei::viewer
