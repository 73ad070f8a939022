#pragma once

#include <QSettings>

namespace dokuei::app {

/// The user's choices, kept as dokuei.ini below dataDirectory(). GUI thread only.
QSettings& settings();

/// Closes the file; the next settings() opens it again, at what dataDirectory() says then.
void closeSettings();

}  // namespace dokuei::app
