#include "app/window/Actions.h"

#include <QActionGroup>
#include <QCoreApplication>

#include "app/settings/Icons.h"
#include "app/settings/Settings.h"

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

#define TEXT(text) QT_TRANSLATE_NOOP("dokuei::app::Actions", text)
// Actions of kind Group exclude each other within the part of the name before the dot.
constexpr Spec specs[] = {
    {"file.openFolder", TEXT("Open &folder..."), "folder", "Ctrl+O", Plain},
    {"file.openFile", TEXT("Open f&ile..."), "file", "Ctrl+Shift+O", Plain},
    {"file.openSample", TEXT("Open &sample study"), "sample", "", Plain},
    {"file.close", TEXT("&Close study"), "close", "Ctrl+W", Plain},
    {"file.problems", TEXT("Files left out and &warnings..."), "info", "", Plain},
    {"file.export", TEXT("&Export report..."), "export", "Ctrl+E", Plain},
    {"file.quit", TEXT("&Quit"), "", "Ctrl+Q", Plain},
    {"layout.four", TEXT("&Four views"), "layout-grid", "Alt+1", Group},
    {"layout.axialLarge", TEXT("&Large axial view"), "layout-grid", "Alt+2", Group},
    {"layout.axial", TEXT("&Axial view alone"), "layout-axial", "Alt+3", Group},
    {"layout.coronal", TEXT("&Coronal view alone"), "layout-coronal", "Alt+4", Group},
    {"layout.sagittal", TEXT("&Sagittal view alone"), "layout-sagittal", "Alt+5", Group},
    {"layout.volume", TEXT("&Volume rendering alone"), "layout-3d", "Alt+6", Group},
    {"view.maximise", TEXT("&Enlarge the active view"), "fit", "M", Views},
    {"view.next", TEXT("&Next view"), "", "Tab", Views},
    {"view.previous", TEXT("&Previous view"), "", "Shift+Tab", Views},
    {"view.sliceDown", TEXT("Next slice"), "", "Down Right", Views},
    {"view.sliceUp", TEXT("Previous slice"), "", "Up Left", Views},
    {"view.pageDown", TEXT("Ten slices forward"), "", "PgDown", Views},
    {"view.pageUp", TEXT("Ten slices back"), "", "PgUp", Views},
    {"view.firstSlice", TEXT("First slice"), "", "Home", Views},
    {"view.lastSlice", TEXT("Last slice"), "", "End", Views},
    {"view.zoomIn", TEXT("Zoom in"), "zoom", "+ =", Views},
    {"view.zoomOut", TEXT("Zoom out"), "zoom", "-", Views},
    {"view.invert", TEXT("&Invert grey values"), "invert", "I", Check},
    {"view.fit", TEXT("&Fit to view"), "fit", "F", Plain},
    {"view.corner", TEXT("Corner &text"), "text", "F2", Check},
    {"view.crosshair", TEXT("Show cross&hair"), "crosshair", "H", Check},
    {"slab.off", TEXT("&One slice"), "", "", Group},
    {"slab.mip10", TEXT("&MIP, 10 mm"), "", "", Group},
    {"slab.mip20", TEXT("M&IP, 20 mm"), "", "", Group},
    {"slab.minip10", TEXT("Mi&nIP, 10 mm"), "", "", Group},
    {"slab.mean5", TEXT("M&ean, 5 mm"), "", "", Group},
    {"volume.bone", TEXT("&Bone"), "", "", Group},
    {"volume.soft", TEXT("&Soft tissue"), "", "", Group},
    {"volume.mr", TEXT("&MR"), "", "", Group},
    {"panel.library", TEXT("&Library"), "library", "F9", Check},
    {"panel.right", TEXT("&Chat and report"), "chat", "F10", Check},
    {"panel.fullScreen", TEXT("F&ull screen"), "fit", "F11", Check},
    {"tool.crosshair", TEXT("&Crosshair"), "crosshair", "C", Group},
    {"tool.scroll", TEXT("&Scroll"), "scroll", "S", Group},
    {"tool.zoom", TEXT("&Zoom"), "zoom", "Z", Group},
    {"tool.pan", TEXT("&Pan"), "pan", "P", Group},
    {"tool.window", TEXT("&Window width and level"), "window", "W", Group},
    {"tool.length", TEXT("&Length"), "length", "L", Group},
    {"tool.box", TEXT("&Box"), "box", "B", Group},
    {"tools.clear", TEXT("Clear &measurements"), "delete", "", Plain},
    {"report.ask", TEXT("&Ask a question"), "chat", "Ctrl+Return", Plain},
    {"report.draft", TEXT("&Draft report"), "sparkle", "Ctrl+D", Plain},
    {"report.next", TEXT("&Next finding"), "", "Space", Plain},
    {"report.previous", TEXT("&Previous finding"), "", "Shift+Space", Plain},
    {"report.undo", TEXT("&Undo"), "undo", "Ctrl+Z", Plain},
    {"report.redo", TEXT("&Redo"), "redo", "Ctrl+Shift+Z", Plain},
    {"tools.search", TEXT("Search the li&brary"), "search", "Ctrl+F", Plain},
    {"tools.palette", TEXT("Find a c&ommand..."), "search", "Ctrl+K", Plain},
    {"tools.model", TEXT("M&odel manager..."), "sparkle", "", Plain},
    {"tools.keys", TEXT("&Keyboard..."), "edit", "", Plain},
    {"tools.stop", TEXT("S&top or cancel"), "stop", "Esc", Plain},
    {"help.keys", TEXT("&Keys and mouse"), "help", "F1", Plain},
    {"help.guide", TEXT("User &guide"), "report", "", Plain},
    {"help.licences", TEXT("&Licences"), "file", "", Plain},
    {"help.about", TEXT("&About Dokuei"), "info", "", Plain},
    {"theme.dark", TEXT("&Dark (reading room)"), "", "", Group},
    {"theme.light", TEXT("&Light"), "", "", Group},
    {"theme.high-contrast", TEXT("&High contrast"), "", "", Group},
};
#undef TEXT

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
    for (int n = 1; n <= 9; ++n) {
        auto* action = new QAction(this);
        const QString name = QStringLiteral("preset.%1").arg(n);
        action->setObjectName(name);
        action->setShortcut(QKeySequence(QString::number(n)));
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
        action->setText(QCoreApplication::translate("dokuei::app::Actions", spec.text));
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
