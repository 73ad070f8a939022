#pragma once

#include <QJsonArray>

#include "viewer/volume/Study.h"

namespace dokuei::app {

/// The objects of a study that are no images; with what they hold when `contents` is set. An object that
/// cannot be read has the reason under "error".
QJsonArray objectsJson(const viewer::Study& study, bool contents);

/// The same for people, on standard output.
void printObjects(const viewer::Study& study, bool contents);

}  // namespace dokuei::app
