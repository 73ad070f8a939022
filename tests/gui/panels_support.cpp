#include "panels_support.h"

#include <QLabel>

namespace dokuei::app::panels {

QString visibleText(const QWidget& widget) {
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        if (label->isVisibleTo(&widget)) texts << label->text();
    return texts.join('\n');
}

}  // namespace dokuei::app::panels
