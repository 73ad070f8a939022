#pragma once

#include <QString>
#include <string>

namespace dokuei::app {

/// An error or warning of the viewer or of a model in the language in use; a leading file name stays. A text
/// that is not known is given back as it is.
QString readableReason(const std::string& text);

}  // namespace dokuei::app
