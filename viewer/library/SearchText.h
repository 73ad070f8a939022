#pragma once

#include <QString>

namespace dokuei::viewer {

/// One form for letters of different width and case, for both kana and for Latin letters with or without
/// accents, so that searching does not depend on them; ^ and = of person names become spaces.
QString foldedForSearch(const QString& text);

}  // namespace dokuei::viewer
