#include "viewer/render/WindowPresets.h"

#include <QCoreApplication>

namespace dokuei::viewer {

namespace {

QString name(const char* text) {
    return QCoreApplication::translate("WindowPresets", text);
}

}  // namespace

std::vector<WindowPreset> windowPresets(const std::string& modality, double suvFactor) {
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
    std::vector<WindowPreset> presets = {
        {1, name(QT_TRANSLATE_NOOP("WindowPresets", "Automatic")), {}, false, true}};
    if (modality == "PT" && suvFactor > 0)
        for (const double upper : {5.0, 7.0, 10.0, 15.0, 20.0}) {
            const double value = upper / suvFactor;
            WindowPreset preset{static_cast<int>(presets.size()) + 1,
                                QStringLiteral("SUV 0 - %1").arg(upper),
                                {value, value / 2}};
            preset.suv = upper;
            presets.push_back(std::move(preset));
        }
    presets.push_back({9, name(QT_TRANSLATE_NOOP("WindowPresets", "Full range")), {}, true, false});
    return presets;
}

std::vector<WindowPreset> windowPresets(const SeriesIdentity& identity) {
    std::vector<WindowPreset> presets;
    for (const FileWindow& window : identity.windows) {
        WindowPreset preset;
        preset.key = kFirstFileWindow + static_cast<int>(presets.size());
        if (preset.key > kLastFileWindow) break;
        const QString told = QString::fromStdString(window.name).trimmed();
        preset.name = !told.isEmpty()
                          ? name(QT_TRANSLATE_NOOP("WindowPresets", "From the file: %1")).arg(told)
                      : window.table ? name(QT_TRANSLATE_NOOP("WindowPresets", "From the file: lookup table"))
                                     : name(QT_TRANSLATE_NOOP("WindowPresets", "From the file"));
        preset.value = {window.window, window.level};
        preset.function = window.function;
        preset.table = window.table;
        presets.push_back(preset);
    }
    for (WindowPreset& preset : windowPresets(identity.modality, identity.suvFactor))
        presets.push_back(std::move(preset));
    return presets;
}

}  // namespace dokuei::viewer
