#include "viewer/render/ValueText.h"

#include <QCoreApplication>

#include <cmath>

namespace dokuei::viewer {

QString valueText(const Volume& volume, double value) {
    if (!std::isfinite(value)) return {};
    const SeriesIdentity& id = volume.identity;
    const bool whole =
        volume.scalarType() != ScalarType::Float32 && volume.rescaleSlope == std::round(volume.rescaleSlope);
    const auto number = [&](double v) {
        return QString::number(v, 'f', whole ? 0 : std::abs(v) >= 1000 ? 0 : 2);
    };
    const QString unit = QString::fromStdString(id.units);
    if (id.suvFactor > 0) {
        const QString suv = QStringLiteral("SUV %1").arg(value * id.suvFactor, 0, 'f', 2);
        return id.units == "SUVbw" ? suv : suv + QStringLiteral(" (%1 %2)").arg(number(value), unit);
    }
    if (id.units == "HU" || (unit.isEmpty() && id.modality == "CT"))
        return QCoreApplication::translate("ViewModel", "HU %1")
            .arg(QString::number(value, 'f', whole ? 0 : 2));
    if (!unit.isEmpty()) return QStringLiteral("%1 %2").arg(number(value), unit);
    return QCoreApplication::translate("ViewModel", "Value %1")
        .arg(QString::number(value, 'f', whole ? 0 : 2));
}

QString windowText(const Volume& volume, double window, double level) {
    const double suv = volume.identity.suvFactor;
    if (suv > 0)
        return QStringLiteral("SUV %1 - %2")
            .arg((level - window / 2) * suv, 0, 'f', 1)
            .arg((level + window / 2) * suv, 0, 'f', 1);
    const int decimals = window < 10 ? 2 : 0;
    return QStringLiteral("W %1  L %2").arg(window, 0, 'f', decimals).arg(level, 0, 'f', decimals);
}

}  // namespace dokuei::viewer
