#include "app/settings/TimeLeft.h"

#include <QCoreApplication>
#include <cmath>

namespace dokuei::app {

QString timeLeft(double seconds) {
    if (!(seconds >= 0)) return {};
    const auto told = [](const char* text, double number) {
        return QCoreApplication::translate("TimeLeft", text).arg(static_cast<qint64>(number));
    };
    if (seconds < 90) return told(QT_TRANSLATE_NOOP("TimeLeft", "%1 s left"), std::ceil(seconds / 5) * 5);
    return told(QT_TRANSLATE_NOOP("TimeLeft", "about %1 min left"), std::ceil(seconds / 60));
}

}  // namespace dokuei::app
