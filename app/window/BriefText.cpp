#include "app/window/BriefText.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <array>

#include "app/settings/ReasonText.h"

namespace dokuei::app {
namespace {

struct Brief {
    Q_DECLARE_TR_FUNCTIONS(Brief)
};

struct Shortening {
    const char* pattern;  ///< of the beginning of a warning
    const char* brief;
};

constexpr std::array shortenings = {
    Shortening{"^gantry tilt of (\\S+) degrees corrected",
               QT_TRANSLATE_NOOP("Brief", "Gantry tilt %1 deg corrected")},
    Shortening{"^the slices are displaced against each other by up to (\\S+) mm",
               QT_TRANSLATE_NOOP("Brief", "Slices realigned by up to %1 mm")},
    Shortening{"^the slices are unevenly spaced",
               QT_TRANSLATE_NOOP("Brief", "Uneven spacing: resampled between slices")},
    Shortening{"^the slices are (\\S+) mm thick but (\\S+) mm apart",
               QT_TRANSLATE_NOOP("Brief", "Gaps: %1 mm slices every %2 mm")},
    Shortening{"^the series is cut between",
               QT_TRANSLATE_NOOP("Brief", "Part of a series, cut at a change of spacing")},
    Shortening{"^the series holds several images at each place",
               QT_TRANSLATE_NOOP("Brief", "One of several volumes at this place")},
    Shortening{"^localiser", QT_TRANSLATE_NOOP("Brief", "Localiser")},
    Shortening{"^distances are those at the detector, not in the patient",
               QT_TRANSLATE_NOOP("Brief", "Distances are at the detector")},
    Shortening{"^the series names no frame of reference",
               QT_TRANSLATE_NOOP("Brief", "No frame of reference")},
};

struct LabelForm {
    const char* pattern;
    const char* text;
};

constexpr std::array labelForms = {
    LabelForm{"^phase (.+) %$", QT_TRANSLATE_NOOP("Brief", "phase %1 %")},
    LabelForm{"^breathing phase (.+) %$", QT_TRANSLATE_NOOP("Brief", "breathing phase %1 %")},
    LabelForm{"^echo (.+)$", QT_TRANSLATE_NOOP("Brief", "echo %1")},
    LabelForm{"^trigger (.+) ms$", QT_TRANSLATE_NOOP("Brief", "trigger %1 ms")},
    LabelForm{"^time point (.+)$", QT_TRANSLATE_NOOP("Brief", "time point %1")},
    LabelForm{"^acquisition (.+)$", QT_TRANSLATE_NOOP("Brief", "acquisition %1")},
    LabelForm{"^direction (.+)$", QT_TRANSLATE_NOOP("Brief", "direction %1")},
    LabelForm{"^volume (.+)$", QT_TRANSLATE_NOOP("Brief", "volume %1")},
};

QString filled(const QString& text, const QRegularExpressionMatch& match) {
    QString result = text;
    for (int n = 1; n <= match.lastCapturedIndex(); ++n)
        result.replace(QStringLiteral("%%1").arg(n), match.captured(n));
    return result;
}

}  // namespace

QString briefReason(const std::string& text) {
    const QString whole = QString::fromStdString(text);
    for (const Shortening& s : shortenings) {
        const auto match = QRegularExpression(QLatin1String(s.pattern)).match(whole);
        if (match.hasMatch()) return filled(QCoreApplication::translate("Brief", s.brief), match);
    }
    return readableReason(text);
}

QString readablePhase(const viewer::Phase& phase) {
    QStringList parts;
    for (const QString& part : QString::fromStdString(phase.label).split(QStringLiteral(", "))) {
        QString told = part;
        for (const LabelForm& form : labelForms) {
            const auto match = QRegularExpression(QLatin1String(form.pattern)).match(part);
            if (!match.hasMatch()) continue;
            told = filled(QCoreApplication::translate("Brief", form.text), match);
            break;
        }
        parts << told;
    }
    return parts.join(QStringLiteral(", "));
}

QString countedPhases(const viewer::Phase& phase) {
    if (phase.kind == "b-value") return Brief::tr("%n b-value volumes", nullptr, phase.count);
    if (phase.kind.starts_with("echo")) return Brief::tr("%n echoes", nullptr, phase.count);
    if (phase.kind.find("phase") != std::string::npos) return Brief::tr("%n phases", nullptr, phase.count);
    return Brief::tr("%n time points", nullptr, phase.count);
}

}  // namespace dokuei::app
