#include "app/window/Actions.h"

#include <QActionGroup>
#include <QCoreApplication>

#include "app/settings/Icons.h"
#include "app/settings/Settings.h"
#include "viewer/render/WindowPresets.h"

namespace dokuei::app {
namespace {

enum Kind { Plain = 0, Check = 1, Views = 2, Group = 4 };

struct Spec {
    const char* name;
    const char* text;
    const char* icon;
    const char* keys;  ///< several are separated by blanks
    int kind;
};

// Actions of kind Group exclude each other within the part of the name before the dot.
constexpr Spec specs[] = {
    {"file.openFolder", QT_TRANSLATE_NOOP("Actions", "Open &folder..."), "folder", "Ctrl+O", Plain},
    {"file.openFile", QT_TRANSLATE_NOOP("Actions", "Open f&ile..."), "file", "Ctrl+Shift+O", Plain},
    {"file.openSample", QT_TRANSLATE_NOOP("Actions", "Open &sample study"), "sample", "", Plain},
    {"file.import", QT_TRANSLATE_NOOP("Actions", "I&mport into the library..."), "plus", "Ctrl+I", Plain},
    {"file.close", QT_TRANSLATE_NOOP("Actions", "&Close study"), "close", "Ctrl+W", Plain},
    {"file.problems", QT_TRANSLATE_NOOP("Actions", "Files left out and &warnings..."), "info", "", Plain},
    {"file.export", QT_TRANSLATE_NOOP("Actions", "&Export report..."), "export", "Ctrl+E", Plain},
    {"file.exportImages", QT_TRANSLATE_NOOP("Actions", "Export &images..."), "export", "Ctrl+Shift+E", Plain},
    {"file.quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), "", "Ctrl+Q", Plain},
    {"layout.four", QT_TRANSLATE_NOOP("Actions", "&Four views"), "layout-grid", "Alt+1", Group},
    {"layout.axialLarge", QT_TRANSLATE_NOOP("Actions", "&Large axial view"), "layout-grid", "Alt+2", Group},
    {"layout.axial", QT_TRANSLATE_NOOP("Actions", "&Axial view alone"), "layout-axial", "Alt+3", Group},
    {"layout.coronal", QT_TRANSLATE_NOOP("Actions", "&Coronal view alone"), "layout-coronal", "Alt+4", Group},
    {"layout.sagittal", QT_TRANSLATE_NOOP("Actions", "&Sagittal view alone"), "layout-sagittal", "Alt+5",
     Group},
    {"layout.volume", QT_TRANSLATE_NOOP("Actions", "&Volume rendering alone"), "layout-3d", "Alt+6", Group},
    {"view.maximise", QT_TRANSLATE_NOOP("Actions", "&Enlarge the active view"), "fit", "M", Views},
    {"view.next", QT_TRANSLATE_NOOP("Actions", "&Next view"), "", "Tab", Views},
    {"view.previous", QT_TRANSLATE_NOOP("Actions", "&Previous view"), "", "Shift+Tab", Views},
    {"view.sliceDown", QT_TRANSLATE_NOOP("Actions", "Next slice"), "", "Down Right", Views},
    {"view.sliceUp", QT_TRANSLATE_NOOP("Actions", "Previous slice"), "", "Up Left", Views},
    {"view.pageDown", QT_TRANSLATE_NOOP("Actions", "Ten slices forward"), "", "PgDown", Views},
    {"view.pageUp", QT_TRANSLATE_NOOP("Actions", "Ten slices back"), "", "PgUp", Views},
    {"view.firstSlice", QT_TRANSLATE_NOOP("Actions", "First slice"), "", "Home", Views},
    {"view.lastSlice", QT_TRANSLATE_NOOP("Actions", "Last slice"), "", "End", Views},
    {"view.zoomIn", QT_TRANSLATE_NOOP("Actions", "Zoom in"), "zoom", "+ =", Views},
    {"view.zoomOut", QT_TRANSLATE_NOOP("Actions", "Zoom out"), "zoom", "-", Views},
    {"view.phaseNext", QT_TRANSLATE_NOOP("Actions", "Next time point, phase or b-value"), "", ".", Views},
    {"view.phasePrevious", QT_TRANSLATE_NOOP("Actions", "Previous time point, phase or b-value"), "", ",",
     Views},
    {"view.play", QT_TRANSLATE_NOOP("Actions", "&Play or stop the film"), "", "V", Views},
    {"view.invert", QT_TRANSLATE_NOOP("Actions", "&Invert grey values"), "invert", "I", Check},
    {"view.fit", QT_TRANSLATE_NOOP("Actions", "&Fit to view"), "fit", "F", Plain},
    {"view.corner", QT_TRANSLATE_NOOP("Actions", "Corner &text"), "text", "F2", Check},
    {"view.overlays", QT_TRANSLATE_NOOP("Actions", "O&verlays of the images"), "", "", Check},
    {"view.crosshair", QT_TRANSLATE_NOOP("Actions", "Show cross&hair"), "crosshair", "H", Check},
    {"view.objects", QT_TRANSLATE_NOOP("Actions", "Show o&bjects (masks, contours, marks)"), "mask", "O",
     Check},
    {"slab.off", QT_TRANSLATE_NOOP("Actions", "&One slice"), "", "", Group},
    {"slab.mip10", QT_TRANSLATE_NOOP("Actions", "&MIP, 10 mm"), "", "", Group},
    {"slab.mip20", QT_TRANSLATE_NOOP("Actions", "M&IP, 20 mm"), "", "", Group},
    {"slab.minip10", QT_TRANSLATE_NOOP("Actions", "Mi&nIP, 10 mm"), "", "", Group},
    {"slab.mean5", QT_TRANSLATE_NOOP("Actions", "M&ean, 5 mm"), "", "", Group},
    {"volume.bone", QT_TRANSLATE_NOOP("Actions", "&Bone"), "", "", Group},
    {"volume.soft", QT_TRANSLATE_NOOP("Actions", "&Soft tissue"), "", "", Group},
    {"volume.mr", QT_TRANSLATE_NOOP("Actions", "&MR"), "", "", Group},
    {"panel.library", QT_TRANSLATE_NOOP("Actions", "&Library"), "library", "F9", Check},
    {"panel.objects", QT_TRANSLATE_NOOP("Actions", "&Objects of the study"), "mask", "F8", Check},
    {"panel.right", QT_TRANSLATE_NOOP("Actions", "&Chat and report"), "chat", "F10", Check},
    {"panel.fullScreen", QT_TRANSLATE_NOOP("Actions", "F&ull screen"), "fit", "F11", Check},
    {"tool.crosshair", QT_TRANSLATE_NOOP("Actions", "&Crosshair"), "crosshair", "C", Group},
    {"tool.scroll", QT_TRANSLATE_NOOP("Actions", "&Scroll"), "scroll", "S", Group},
    {"tool.zoom", QT_TRANSLATE_NOOP("Actions", "&Zoom"), "zoom", "Z", Group},
    {"tool.pan", QT_TRANSLATE_NOOP("Actions", "&Pan"), "pan", "P", Group},
    {"tool.window", QT_TRANSLATE_NOOP("Actions", "&Window width and level"), "window", "W", Group},
    {"tool.length", QT_TRANSLATE_NOOP("Actions", "&Length"), "length", "L", Group},
    {"tool.box", QT_TRANSLATE_NOOP("Actions", "&Box"), "box", "B", Group},
    {"tools.clear", QT_TRANSLATE_NOOP("Actions", "Clear &measurements"), "delete", "", Plain},
    {"report.ask", QT_TRANSLATE_NOOP("Actions", "&Ask a question"), "chat", "Ctrl+Return", Plain},
    {"report.draft", QT_TRANSLATE_NOOP("Actions", "&Draft report"), "sparkle", "Ctrl+D", Plain},
    {"report.next", QT_TRANSLATE_NOOP("Actions", "&Next finding"), "", "Space", Plain},
    {"report.previous", QT_TRANSLATE_NOOP("Actions", "&Previous finding"), "", "Shift+Space", Plain},
    {"report.undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), "undo", "Ctrl+Z", Plain},
    {"report.redo", QT_TRANSLATE_NOOP("Actions", "&Redo"), "redo", "Ctrl+Shift+Z", Plain},
    {"tools.search", QT_TRANSLATE_NOOP("Actions", "Search the li&brary"), "search", "Ctrl+F", Plain},
    {"library.verify", QT_TRANSLATE_NOOP("Actions", "Check the library"), "check", "", Plain},
    {"library.reindex", QT_TRANSLATE_NOOP("Actions", "Re-index the library"), "library", "", Plain},
    {"library.move", QT_TRANSLATE_NOOP("Actions", "Move the library..."), "folder", "", Plain},
    {"tools.palette", QT_TRANSLATE_NOOP("Actions", "Find a c&ommand..."), "search", "Ctrl+K", Plain},
    {"tools.model", QT_TRANSLATE_NOOP("Actions", "M&odel manager..."), "sparkle", "", Plain},
    {"tools.keys", QT_TRANSLATE_NOOP("Actions", "&Keyboard..."), "edit", "", Plain},
    {"tools.memory", QT_TRANSLATE_NOOP("Actions", "Memor&y..."), "", "", Plain},
    {"tools.stop", QT_TRANSLATE_NOOP("Actions", "S&top or cancel"), "stop", "Esc", Plain},
    {"help.keys", QT_TRANSLATE_NOOP("Actions", "&Keys and mouse"), "help", "F1", Plain},
    {"help.guide", QT_TRANSLATE_NOOP("Actions", "User &guide"), "report", "", Plain},
    {"help.licences", QT_TRANSLATE_NOOP("Actions", "&Licences"), "file", "", Plain},
    {"help.about", QT_TRANSLATE_NOOP("Actions", "&About Dokuei"), "info", "", Plain},
    {"theme.dark", QT_TRANSLATE_NOOP("Actions", "&Dark (reading room)"), "", "", Group},
    {"theme.light", QT_TRANSLATE_NOOP("Actions", "&Light"), "", "", Group},
    {"theme.high-contrast", QT_TRANSLATE_NOOP("Actions", "&High contrast"), "", "", Group},
};

QList<QKeySequence> keysOf(const char* text) {
    QList<QKeySequence> keys;
    for (const QString& key : QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts))
        keys << QKeySequence(key);
    return keys;
}

QString settingOf(const QAction* action) {
    return QStringLiteral("keys/") + action->objectName();
}

}  // namespace

QString plainText(const QAction* action) {
    QString text = action->text();
    // Japanese mnemonics stand in brackets at the end: "(&F)".
    const int bracket = text.indexOf(QLatin1String("(&"));
    if (bracket >= 0) text.remove(bracket, 4);
    text.remove(QLatin1Char('&'));
    while (text.endsWith(QLatin1Char('.'))) text.chop(1);
    return text.trimmed();
}

Actions::Actions(QWidget* window) : QObject(window) {
    QHash<QString, QActionGroup*> groups;
    for (const Spec& spec : specs) {
        auto* action = new QAction(this);
        const QString name = QLatin1String(spec.name);
        action->setObjectName(name);
        if (*spec.icon) action->setIcon(icon(spec.icon));
        action->setShortcuts(keysOf(spec.keys));
        action->setCheckable(spec.kind & (Check | Group));
        if (spec.kind & Group) {
            QActionGroup*& group = groups[name.section(QLatin1Char('.'), 0, 0)];
            if (!group) group = new QActionGroup(this);
            group->addAction(action);
        }
        if (spec.kind & Views) {
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        } else {
            window->addAction(action);
        }
        byName_.insert(name, action);
        order_.push_back(action);
    }
    for (int n = 1; n <= viewer::kLastFileWindow; ++n) {
        if (n > 9 && n < viewer::kFirstFileWindow) continue;
        auto* action = new QAction(this);
        const QString name = QStringLiteral("preset.%1").arg(n);
        action->setObjectName(name);
        if (n <= 9) action->setShortcut(QKeySequence(QString::number(n)));
        action->setVisible(false);
        window->addAction(action);
        byName_.insert(name, action);
        order_.push_back(action);
    }
    loadKeys();
    retranslate();
}

QAction* Actions::operator[](const QString& name) const {
    QAction* action = byName_.value(name);
    if (!action) qFatal("no command is called %s", qPrintable(name));
    return action;
}

void Actions::bindToViews(QWidget* views) {
    for (const Spec& spec : specs)
        if (spec.kind & Views) views->addAction(byName_.value(QLatin1String(spec.name)));
}

void Actions::retranslate() {
    for (const Spec& spec : specs) {
        QAction* action = byName_.value(QLatin1String(spec.name));
        action->setText(QCoreApplication::translate("Actions", spec.text));
        setToolTip(action);
    }
}

void Actions::setToolTip(QAction* action) {
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? plainText(action)
                                     : QStringLiteral("%1  (%2)").arg(plainText(action), key));
}

QAction* Actions::assignKey(QAction* action, const QKeySequence& key) {
    if (!key.isEmpty())
        for (QAction* other : order_)
            if (other != action && other->shortcuts().contains(key)) return other;
    action->setShortcut(key);
    settings().setValue(settingOf(action), key.toString(QKeySequence::PortableText));
    setToolTip(action);
    return nullptr;
}

void Actions::resetKeys() {
    settings().remove(QStringLiteral("keys"));
    for (const Spec& spec : specs) {
        QAction* action = byName_.value(QLatin1String(spec.name));
        action->setShortcuts(keysOf(spec.keys));
        setToolTip(action);
    }
    for (int n = 1; n <= 9; ++n)
        byName_.value(QStringLiteral("preset.%1").arg(n))->setShortcut(QKeySequence(QString::number(n)));
}

void Actions::loadKeys() {
    for (QAction* action : order_) {
        const QVariant key = settings().value(settingOf(action));
        if (key.isValid()) action->setShortcut(QKeySequence(key.toString(), QKeySequence::PortableText));
    }
}

}  // namespace dokuei::app
