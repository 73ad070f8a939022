#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <string>
#include <vector>

#include "viewer/library/IndexDatabase.h"
#include "viewer/library/LibraryFolder.h"
#include "viewer/library/SearchTable.h"
#include "viewer/library/StudyFilter.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// One series of a study in the index.
struct IndexedSeries {
    QString uid, modality, description;
    int number = 0;
    int volumes = 0;          ///< volumes the series was split into when it was opened; 0 before
    int slices = 0;           ///< images (frames) of it
    QByteArray thumbnailPng;  ///< empty until setThumbnail
    qint64 id = 0;
    int instances = 0;  ///< files of it in the library; 0 when it was opened only
    QString bodyPart;
};

/// One study in the index.
struct IndexedStudy {
    QString uid;               ///< Study Instance UID; for other formats the file's absolute path
    QString path;              ///< absolute folder or file to open; see StudyIndex::files
    QString patientName;       ///< for display, kanji first
    QString patientNameDicom;  ///< with ^ and =, for search in kana and roman letters
    QString patientId, patientSex, patientBirthDate;
    QString studyDate;  ///< YYYYMMDD, may be empty
    QString description, accessionNumber;
    QStringList modalities;
    QString openedAt;  ///< ISO 8601, UTC, of the last opening or import
    std::vector<IndexedSeries> series;
    qint64 id = 0, patient = 0;  ///< of the index: two patients' studies may share a UID
    QString issuerOfPatientId, studyTime, institution;
    QStringList bodyParts;
    qint64 instances = 0;  ///< files in the library; 0 when it was opened only
    qint64 copies = 0;     ///< how many of them are copies in the library folder
    qint64 bytes = 0;      ///< of all its files
};

/// A file of a study in the library.
struct IndexedFile {
    QString path;  ///< absolute
    QString sopInstanceUid, sopClassUid, seriesUid;
    bool copied = false;  ///< lies in the library folder
};

/// An import that did not come to its end.
struct PendingImport {
    QString source;
    bool copied = false;
};

/// The library's index of studies: an SQLite file that can be deleted and rebuilt from the images.
///
/// Owns its connection: create, use and destroy one object on one thread; several objects (also on
/// several threads or in several processes) may share a file. Every function throws IndexError when the
/// database fails. An index of an older version is migrated; a damaged one is put aside (".unreadable")
/// and a new one begun; one of a newer version is refused.
class StudyIndex {
public:
    /// Opens or creates; `file` may be ":memory:". The folder of the file is that of the library.
    explicit StudyIndex(const QString& file);

    /// Adds or updates what a scan found, one entry per study UID and patient; thumbnails of known series
    /// stay, and so do the files of an imported study. Returns the UIDs of the studies that it holds.
    QStringList add(const Study& scanned);
    /// All studies that match; see StudyFilter::text.
    std::vector<IndexedStudy> list(const QString& filter = {});

    /// Studies that match, at most `limit` of them after the first `offset`; `total` gets the number of all.
    /// Thumbnails are left out: see thumbnail().
    std::vector<IndexedStudy> list(const StudyFilter& filter, std::size_t limit, std::size_t offset = 0,
                                   std::size_t* total = nullptr);
    /// All studies of the patient who has this one, newest first, itself among them.
    std::vector<IndexedStudy> studiesOfSamePatient(qint64 study);
    /// Row ids of the studies with this UID (one, or one a patient), or of all when `uid` is empty.
    std::vector<qint64> idsOf(const QString& uid) const;
    /// A study with id 0 when it is not there.
    IndexedStudy study(qint64 id) const;
    /// The files of a study in the order of their series and numbers; empty when it was opened only.
    std::vector<IndexedFile> files(qint64 study) const;
    /// Modalities that occur.
    QStringList modalities();
    /// Changes when anything in the index changes, also by another program.
    qint64 revision() const;

    /// Forgets studies by UID and leaves every file where it is. For copies use removeStudy.
    void remove(const QString& studyUid);
    /// PNG bytes for a series; nothing happens when the series is not known, or two patients have it.
    void setThumbnail(const QString& seriesUid, const QByteArray& png);
    void setThumbnail(const SeriesIdentity& identity, const QByteArray& png);
    void setThumbnail(qint64 series, const QByteArray& png);
    /// Empty when there is none.
    QByteArray thumbnail(qint64 series) const;
    /// Marks a study as used now.
    void touch(qint64 study);

    std::vector<PendingImport> pendingImports() const;
    void dropPendingImport(const QString& source);

    const IndexDatabase& database() const { return database_; }
    const LibraryFolder& folder() const { return folder_; }

private:
    /// In the order of the ids; those that are gone are left out.
    std::vector<IndexedStudy> studiesOf(const std::vector<qint64>& ids, bool withThumbnails) const;
    IndexDatabase database_;
    LibraryFolder folder_;
    SearchTable table_;
};

/// PNG of a volume's middle slice, windowed (its default window, or the 1st to 99th percentile), in true
/// aspect, at most `edge` pixels wide and high. Empty while that slice is not decoded. Not for the GUI
/// thread.
QByteArray thumbnailPng(const Volume& volume, int edge = 96);

}  // namespace dokuei::viewer
