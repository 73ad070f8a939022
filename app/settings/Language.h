#pragma once

#include <QString>

namespace dokuei::app {

/// Language of the interface in use: "ja" or "en".
QString currentLanguage();

/// The system's language when there is a translation for it, else "en".
QString systemLanguage();

/// Puts the interface into a language; every widget gets QEvent::LanguageChange.
void applyLanguage(const QString& language);

}  // namespace dokuei::app
