#include "app/chat/Confidence.h"

#include <QCoreApplication>
#include <QLocale>

namespace dokuei::app {

bool isUnsure(double confidence) {
    return confidence > 0 && confidence < 0.5;
}

QString unsureText() {
    return QCoreApplication::translate("Confidence", "the model is unsure");
}

QString confidenceText(double confidence) {
    if (!(confidence > 0)) return {};
    return QCoreApplication::translate("Confidence",
                                       "Confidence of the model %1 of 1: how probable it held what it wrote. "
                                       "It is not the probability "
                                       "that the finding is there.")
        .arg(QLocale().toString(confidence, 'f', 2));
}

}  // namespace dokuei::app
