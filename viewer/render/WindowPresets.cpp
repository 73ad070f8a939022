#include "viewer/render/WindowPresets.h"

#include <QCoreApplication>

namespace dokuei::viewer {

namespace {

QString name(const char* text) {
    return QCoreApplication::translate("WindowPresets", text);
}

}  // namespace

std::vector<WindowPreset> windowPresets(const std::string& modality) {
    if (modality == "CT") {
        return {
            {1, name(QT_TRANSLATE_NOOP("WindowPresets", "Soft tissue")), {400, 40}},
            {2, name(QT_TRANSLATE_NOOP("WindowPresets", "Lung")), {1500, -600}},
            {3, name(QT_TRANSLATE_NOOP("WindowPresets", "Bone")), {2000, 400}},
            {4, name(QT_TRANSLATE_NOOP("WindowPresets", "Brain")), {80, 40}},
            {5, name(QT_TRANSLATE_NOOP("WindowPresets", "Liver")), {150, 60}},
            {6, name(QT_TRANSLATE_NOOP("WindowPresets", "Mediastinum")), {350, 50}},
            {7, name(QT_TRANSLATE_NOOP("WindowPresets", "Stroke")), {40, 35}},
            {8, name(QT_TRANSLATE_NOOP("WindowPresets", "Angiography")), {600, 200}},
            {9, name(QT_TRANSLATE_NOOP("WindowPresets", "Full range")), {}, true, false},
        };
    }
    return {
        {1, name(QT_TRANSLATE_NOOP("WindowPresets", "Automatic")), {}, false, true},
        {9, name(QT_TRANSLATE_NOOP("WindowPresets", "Full range")), {}, true, false},
    };
}

}  // namespace dokuei::viewer
