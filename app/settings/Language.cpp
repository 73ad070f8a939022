#include "app/settings/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace dokuei::app {
namespace {

QString& inUse() {
    static QString language = QStringLiteral("en");
    return language;
}

// Translators must outlive no application: Qt removes them itself when it goes, hence they are its children.
QTranslator* translatorNamed(const char* name) {
    auto* translator = qApp->findChild<QTranslator*>(QLatin1String(name));
    if (!translator) {
        translator = new QTranslator(qApp);
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
}

}  // namespace dokuei::app
