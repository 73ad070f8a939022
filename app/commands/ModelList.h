#pragma once

#include <QJsonObject>
#include <string>

#include "app/commands/Command.h"

namespace dokuei::app {

/// `model list [--json]`: the model directories that this program finds.
int modelList(const Arguments& arguments);

/// What a loaded model says of itself: name, directory, parameters, licence, note.
/// Throws inference::Error when it cannot be loaded.
QJsonObject describeModel(const std::string& directory);

}  // namespace dokuei::app
