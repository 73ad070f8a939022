#pragma once

#include <QByteArray>
#include <QSqlDatabase>
#include <QString>
#include <QStringList>
#include <string>
#include <vector>

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// One series of a remembered study.
struct IndexedSeries {
    QString uid, modality, description;
    int number = 0;
    int volumes = 0;          ///< volumes the series was split into
    int slices = 0;           ///< slices over all its volumes
    QByteArray thumbnailPng;  ///< empty until setThumbnail
};

/// One remembered study.
struct IndexedStudy {
    QString uid;               ///< Study Instance UID; for other formats the file's absolute path
    QString path;              ///< absolute folder or file it was opened from
    QString patientName;       ///< for display, kanji first
    QString patientNameDicom;  ///< with ^ and =, for search in kana and roman letters
    QString patientId, patientSex, patientBirthDate;
    QString studyDate;  ///< YYYYMMDD, may be empty
    QString description, accessionNumber;
    QStringList modalities;
    QString openedAt;  ///< ISO 8601, UTC, of the last add
    std::vector<IndexedSeries> series;
};

/// The library's index of opened studies: an SQLite file that can be deleted and rebuilt from the images.
///
/// Owns its connection: create, use and destroy one object on one thread; several objects (also on
/// several threads or in several processes) may share a file. Every function throws Error when the
/// database fails. An index of an older version is migrated; one that is damaged or from a newer
/// version is put aside (".unreadable") and a new one begun.
class StudyIndex {
public:
    /// Opens or creates; `file` may be ":memory:".
    explicit StudyIndex(const QString& file);
    ~StudyIndex();
    StudyIndex(const StudyIndex&) = delete;
    StudyIndex& operator=(const StudyIndex&) = delete;

    /// Adds or updates what a scan found, one entry per study UID; thumbnails of known series stay.
    /// Returns the UIDs of the studies that it holds.
    QStringList add(const Study& scanned);
    /// Studies, last opened first. Every word of `filter` must occur in the patient's name (kanji, kana or
    /// roman), the ID, accession number, date, modality, or a study or series description; case and the
    /// width of letters do not matter.
    std::vector<IndexedStudy> list(const QString& filter = {}) const;
    /// Forgets a study (no image file is touched).
    void remove(const QString& studyUid);
    /// PNG bytes for a series; nothing happens when the series is not known.
    void setThumbnail(const QString& seriesUid, const QByteArray& png);

private:
    void migrate();
    QString connection_;
    QSqlDatabase database_;
};

/// PNG of a volume's middle slice, windowed (its default window, or the 1st to 99th percentile), in true
/// aspect, at most `edge` pixels wide and high. Empty while that slice is not decoded. Not for the GUI
/// thread.
QByteArray thumbnailPng(const Volume& volume, int edge = 96);

}  // namespace dokuei::viewer
