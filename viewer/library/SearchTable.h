#pragma once

#include <QHash>
#include <QSet>
#include <string>
#include <vector>

#include "viewer/library/IndexDatabase.h"
#include "viewer/library/StudyFilter.h"

namespace dokuei::viewer {

/// The folded texts of all studies in memory (about 400 bytes a study), so that a filter of any length, also
/// one letter, is answered without touching the disk.
class SearchTable {
public:
    /// Takes up what changed in the index since the last call, by this program or another.
    void refresh(const QSqlDatabase& database);
    /// Row ids of the studies that match: grouped by patient, a patient's studies newest first.
    std::vector<qint64> find(const StudyFilter& filter) const;
    /// Row ids of all studies of the patient who has `study`, newest first.
    std::vector<qint64> ofSamePatient(qint64 study) const;
    std::size_t size() const { return rows_.size(); }
    QStringList modalities() const;

private:
    struct Row {
        qint64 id = 0, patient = 0;
        std::string text, date, time, usedAt, bodyParts, name;
        quint64 modalities = 0;  ///< one bit a name in modalityNames_
    };
    quint64 modalityBits(const QStringList& names);
    void sort(std::vector<const Row*>& rows, StudyOrder order) const;

    std::vector<Row> rows_;
    QHash<qint64, std::size_t> byId_;
    QStringList modalityNames_;
    qint64 seen_ = 0;
};

}  // namespace dokuei::viewer
