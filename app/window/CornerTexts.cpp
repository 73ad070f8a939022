#include "app/window/CornerTexts.h"

#include <QCoreApplication>
#include <QDate>

#include "app/settings/ReasonText.h"
#include "app/window/BriefText.h"
#include "app/window/StudySession.h"

namespace dokuei::app {
namespace {

struct Corner {
    Q_DECLARE_TR_FUNCTIONS(Corner)
};

QString sexOf(const std::string& dicom) {
    if (dicom == "M") return Corner::tr("M", "sex of the patient");
    if (dicom == "F") return Corner::tr("F", "sex of the patient");
    return QString::fromStdString(dicom);
}

/// Age at the study from the birth date when the study does not tell it.
QString ageOf(const viewer::SeriesIdentity& id) {
    if (!id.patientAge.empty()) return readableAge(id.patientAge);
    const QDate born =
        QDate::fromString(QString::fromStdString(id.patientBirthDate), QStringLiteral("yyyyMMdd"));
    const QDate study = QDate::fromString(QString::fromStdString(id.studyDate), QStringLiteral("yyyyMMdd"));
    if (!born.isValid() || !study.isValid() || born > study) return {};
    int years = study.year() - born.year();
    if (study < born.addYears(years)) --years;
    return Corner::tr("%1 y", "age").arg(years);
}

/// The corner has room for a few words; the whole text is in the list of warnings.
QString shortened(const QString& text) {
    constexpr int longest = 46;
    return text.size() <= longest ? text : text.left(longest - 1) + QChar(0x2026);
}

void add(QStringList& lines, const QString& line) {
    if (!line.trimmed().isEmpty()) lines << line.trimmed();
}

}  // namespace

QString readableAge(const std::string& dicomAge) {
    const QString text = QString::fromStdString(dicomAge).trimmed();
    bool number = false;
    const int value = text.chopped(text.isEmpty() ? 0 : 1).toInt(&number);
    if (!number) return text;
    switch (text.back().toLatin1()) {
        case 'Y':
            return Corner::tr("%1 y", "age").arg(value);
        case 'M':
            return Corner::tr("%1 months", "age").arg(value);
        case 'W':
            return Corner::tr("%1 weeks", "age").arg(value);
        case 'D':
            return Corner::tr("%1 days", "age").arg(value);
        default:
            return text;
    }
}

viewer::CornerText cornerText(const viewer::Volume& volume) {
    const viewer::SeriesIdentity& id = volume.identity;
    viewer::CornerText text;
    add(text.topLeft, QString::fromStdString(id.patientName));
    if (!id.patientId.empty())
        add(text.topLeft, Corner::tr("ID %1").arg(QString::fromStdString(id.patientId)));
    add(text.topLeft, sexOf(id.patientSex) + QLatin1Char(' ') + ageOf(id));
    add(text.topRight, QString::fromStdString(id.institution));
    add(text.topRight, readableDate(id.studyDate));
    add(text.topRight, QString::fromStdString(id.studyDescription));
    QStringList series;
    if (id.seriesNumber > 0) series << Corner::tr("Series %1").arg(id.seriesNumber);
    if (!id.seriesDescription.empty()) series << QString::fromStdString(id.seriesDescription);
    if (id.lossy) text.warnings << Corner::tr("Lossy compression");
    for (const std::string& warning : volume.warnings) {
        text.warnings << shortened(briefReason(warning));
        text.details << readableReason(warning);
    }
    if (!text.details.isEmpty()) text.details << Corner::tr("Click: the whole list");
    if (volume.identity.phase.count > 1)
        series << QStringLiteral("%1 (%2/%3)")
                      .arg(readablePhase(volume.identity.phase))
                      .arg(volume.identity.phase.index + 1)
                      .arg(volume.identity.phase.count);
    text.seriesLine = series.join(QStringLiteral("  "));
    return text;
}

}  // namespace dokuei::app
