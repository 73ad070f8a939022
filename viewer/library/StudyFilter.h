#pragma once

#include <QString>
#include <QStringList>

namespace dokuei::viewer {

enum class StudyOrder {
    Recent,  ///< patients by their last import or opening
    Date,    ///< patients by their newest study
    Name     ///< patients by name
};

/// What to list. An empty part does not restrict.
struct StudyFilter {
    /// Every word must occur in the patient's name (kanji, kana or roman), the ID, accession number, date,
    /// modality, institution, body part, or a study or series description; case, the width of letters and
    /// the kind of kana do not matter.
    QString text;
    QString fromDate, toDate;  ///< YYYYMMDD, both inclusive; a study without a date is outside any range
    QStringList modalities;    ///< any of them
    QString bodyPart;          ///< as told by Body Part Examined; case does not matter
    StudyOrder order = StudyOrder::Recent;

    bool operator==(const StudyFilter&) const = default;
};

}  // namespace dokuei::viewer
