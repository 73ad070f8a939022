#include "app/settings/Language.h"

#include <QApplication>
#include <QEvent>
#include <QLibraryInfo>
#include <QLocale>
#include <QPointer>
#include <QTranslator>
#include <QWidget>

namespace dokuei::app {
namespace {

QString& inUse() {
    static QString language = QStringLiteral("en");
    return language;
}

/// lupdate files texts of classes in a nested namespace (a::b) under the bare class name, while Qt asks with
/// the full one.
class BareNameTranslator : public QTranslator {
public:
    using QTranslator::QTranslator;
    QString translate(const char* context, const char* source, const char* comment, int n) const override {
        const char* bare = context;
        for (const char* at = context; at && *at; ++at)
            if (at[0] == ':' && at[1] == ':') bare = at + 2;
        return QTranslator::translate(bare, source, comment, n);
    }
};

// Translators must outlive no application: Qt removes them itself when it goes, hence they are its children.
QTranslator* translatorNamed(const char* name) {
    auto* translator = qApp->findChild<QTranslator*>(QLatin1String(name));
    if (!translator) {
        translator = new BareNameTranslator(qApp);
        translator->setObjectName(QLatin1String(name));
    }
    return translator;
}

}  // namespace

QString currentLanguage() {
    return inUse();
}

QString systemLanguage() {
    return QLocale::system().language() == QLocale::Japanese ? QStringLiteral("ja") : QStringLiteral("en");
}

void applyLanguage(const QString& language) {
    inUse() = language == QLatin1String("ja") ? QStringLiteral("ja") : QStringLiteral("en");
    QTranslator* qt = translatorNamed("qt");
    QTranslator* own = translatorNamed("dokuei");
    QCoreApplication::removeTranslator(qt);
    QCoreApplication::removeTranslator(own);
    QLocale::setDefault(QLocale(inUse()));
    if (inUse() == QLatin1String("ja") &&
        qt->load(QStringLiteral("qtbase_ja"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    if (own->load(QStringLiteral(":/translations/dokuei_%1.qm").arg(inUse())))
        QCoreApplication::installTranslator(own);
    // Qt's own posted event is lost when the window gets another surface before the event loop runs, as it
    // does when the first view is added.
    // A window may end another one while it translates itself.
    QList<QPointer<QWidget>> windows;
    for (QWidget* window : QApplication::topLevelWidgets()) windows << window;
    for (const QPointer<QWidget>& window : windows) {
        QEvent change(QEvent::LanguageChange);
        if (window) QCoreApplication::sendEvent(window, &change);
    }
}

}  // namespace dokuei::app
