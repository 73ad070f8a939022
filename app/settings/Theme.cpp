#include "app/settings/Theme.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <QStyleFactory>

namespace dokuei::app {
namespace {

Theme inUse = Theme::Dark;

const Colours& coloursOf(Theme theme) {
    static const Colours dark{"#0b0d10", "#15191e", "#1e242b", "#2c343d", "#d7dde4", "#8a95a1",
                              "#4aa3df", "#e0a33a", "#5fc48d", "#e0803a", "#e05a5a", "#0b0d10"};
    static const Colours light{"#e6eaee", "#f6f8fa", "#ffffff", "#bcc5ce", "#1a2027", "#56616d",
                               "#1b6ea8", "#8a5a00", "#176640", "#a8480a", "#b3261e", "#ffffff"};
    static const Colours highContrast{"#000000", "#000000", "#161616", "#ffffff", "#ffffff", "#d8d8d8",
                                      "#4dc3ff", "#ffc14d", "#5dff9e", "#ffa04d", "#ff7b7b", "#000000"};
    switch (theme) {
        case Theme::Light:
            return light;
        case Theme::HighContrast:
            return highContrast;
        case Theme::Dark:
            break;
    }
    return dark;
}

QPalette paletteOf(const Colours& c) {
    QPalette p;
    p.setColor(QPalette::Window, c.panel);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.background);
    p.setColor(QPalette::AlternateBase, c.panel);
    p.setColor(QPalette::ToolTipBase, c.raised);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::PlaceholderText, c.dimText);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::Button, c.raised);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.error);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::Light, c.line);
    p.setColor(QPalette::Midlight, c.line);
    p.setColor(QPalette::Mid, c.line);
    p.setColor(QPalette::Dark, c.background);
    p.setColor(QPalette::Shadow, c.background);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.dimText);
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.line);
    return p;
}

QString styleSheetOf(const Colours& c) {
    QString sheet = QStringLiteral(R"(
QMainWindow, QDialog { background: @background; }
QMainWindow::separator { background: @background; width: 5px; height: 5px; }
QMainWindow::separator:hover { background: @accent; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 3px 5px; }
QMenuBar { background: @panel; color: @text; }
QMenuBar::item { padding: 4px 9px; background: transparent; }
QMenuBar::item:selected { background: @raised; }
QMenu { background: @raised; color: @text; border: 1px solid @line; padding: 4px 0; }
QMenu::item { padding: 5px 28px 5px 26px; }
QMenu::item:selected { background: @accent; color: @onAccent; }
QMenu::item:disabled { color: @dimText; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QToolBar { background: @panel; border: 0; border-bottom: 1px solid @line; spacing: 1px; padding: 2px 4px; }
QToolBar::separator { background: @line; width: 1px; margin: 5px 5px; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 4px; padding: 3px; }
QToolButton:hover { background: @raised; border-color: @line; }
QToolButton:checked { background: @raised; border-color: @accent; }
QToolButton:pressed { background: @line; }
QToolButton:focus { border-color: @accent; }
QPushButton { background: @raised; color: @text; border: 1px solid @line; border-radius: 4px; padding: 5px 12px; }
QPushButton:hover { border-color: @accent; }
QPushButton:pressed { background: @line; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @dimText; background: @panel; }
QPushButton:default { border-color: @accent; }
QDockWidget { color: @text; }
QDockWidget::title { background: @panel; padding: 5px 8px; border-bottom: 1px solid @line; }
QTabBar { background: transparent; }
QTabBar::tab { background: @panel; color: @dimText; padding: 6px 12px; border: 0; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; background: @raised; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @accent; }
QTabWidget::pane { border: 0; border-top: 1px solid @line; }
QStatusBar { background: @panel; color: @dimText; border-top: 1px solid @line; }
QStatusBar::item { border: 0; }
QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
  background: @background; color: @text; border: 1px solid @line; border-radius: 4px; padding: 4px 6px;
  selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QComboBox:focus { border-color: @accent; }
QComboBox QAbstractItemView { background: @raised; color: @text; border: 1px solid @line;
  selection-background-color: @accent; selection-color: @onAccent; }
QTreeView, QListView, QTableView { background: @panel; color: @text; border: 0; outline: 0; }
QTreeView::item, QListView::item { padding: 3px 2px; }
QTreeView::item:hover, QListView::item:hover { background: @raised; }
QTreeView::item:selected, QListView::item:selected { background: @selection; color: @text; }
QHeaderView::section { background: @panel; color: @dimText; border: 0; border-bottom: 1px solid @line; padding: 4px 6px; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; min-height: 26px; min-width: 26px; margin: 2px; }
QScrollBar::handle:hover { background: @dimText; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @background; border: 1px solid @line; border-radius: 3px; text-align: center; color: @text; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QSplitter::handle { background: @background; }
QCheckBox::indicator:unchecked, QRadioButton::indicator:unchecked, QTreeView::indicator:unchecked {
  width: 12px; height: 12px; background: @background; border: 1px solid @dimText; border-radius: 3px; }
QRadioButton::indicator:unchecked { border-radius: 7px; }
QGroupBox { border: 1px solid @line; border-radius: 4px; margin-top: 8px; padding-top: 6px; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; color: @dimText; }
)");
    const QColor selection((c.accent.red() * 35 + c.panel.red() * 65) / 100,
                           (c.accent.green() * 35 + c.panel.green() * 65) / 100,
                           (c.accent.blue() * 35 + c.panel.blue() * 65) / 100);
    const std::pair<const char*, QColor> names[] = {{"@background", c.background},
                                                    {"@panel", c.panel},
                                                    {"@raised", c.raised},
                                                    {"@line", c.line},
                                                    {"@text", c.text},
                                                    {"@dimText", c.dimText},
                                                    {"@accent", c.accent},
                                                    {"@onAccent", c.onAccent},
                                                    {"@selection", selection}};
    for (const auto& [name, colour] : names) sheet.replace(QLatin1String(name), colour.name());
    return sheet;
}

}  // namespace

const Colours& colours() {
    return coloursOf(inUse);
}

Theme currentTheme() {
    return inUse;
}

void applyTheme(QApplication& application, Theme theme) {
    inUse = theme;
    application.setStyle(QStyleFactory::create("Fusion"));
    application.setPalette(paletteOf(colours()));
    application.setStyleSheet(styleSheetOf(colours()));
    QFont font = application.font();
    QStringList families = font.families();
    for (const char* fallback : {"Noto Sans", "Noto Sans CJK JP"})
        if (!families.contains(QLatin1String(fallback))) families << QLatin1String(fallback);
    font.setFamilies(families);
    application.setFont(font);
}

QString themeKey(Theme theme) {
    switch (theme) {
        case Theme::Light:
            return QStringLiteral("light");
        case Theme::HighContrast:
            return QStringLiteral("high-contrast");
        case Theme::Dark:
            break;
    }
    return QStringLiteral("dark");
}

Theme themeFromKey(const QString& key) {
    if (key == QLatin1String("light")) return Theme::Light;
    if (key == QLatin1String("high-contrast")) return Theme::HighContrast;
    return Theme::Dark;
}

}  // namespace dokuei::app
