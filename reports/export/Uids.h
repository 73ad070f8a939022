#pragma once

#include <QByteArray>
#include <string>

namespace dokuei::reports {

/// "2.25." and the decimal of the text when it is a UUID, else of a UUID that depends on the text alone.
std::string uidOf(const std::string& text);

/// A UID that depends on `purpose` and the content alone.
std::string uidOf(const char* purpose, const QByteArray& content);

}  // namespace dokuei::reports
