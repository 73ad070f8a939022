#pragma once

#include <QColor>
#include <QString>

class QApplication;

namespace dokuei::app {

enum class Theme { Dark, Light, HighContrast };

/// The colours of a theme by meaning. Text on background, panel and raised has a contrast of 4.5 to 1 or
/// more.
struct Colours {
    QColor background, panel, raised, line, text, dimText;
    QColor accent;  ///< selection, focus
    QColor ai;      ///< boxes and marks of the model; always with a dash or a mark as well
    QColor human;   ///< boxes of a person
    QColor warning, error;
    QColor onAccent;  ///< text upon the accent colour
};

/// Colours of the theme in use.
const Colours& colours();
Theme currentTheme();

/// Gives the application the palette and style sheet of a theme.
void applyTheme(QApplication& application, Theme theme);

/// Names used in the settings file: "dark", "light", "high-contrast".
QString themeKey(Theme theme);
Theme themeFromKey(const QString& key);

}  // namespace dokuei::app
