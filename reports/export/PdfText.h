#pragma once

#include <QByteArray>
#include <QFont>
#include <QString>

namespace dokuei::reports {

/// Lets the text of a PDF that Qt wrote be searched and copied as it was written.
///
/// Where a font has one glyph for several characters (the everyday ideograph and the radical that looks the
/// same), Qt notes the first of them in the PDF's ToUnicode tables. This puts the character that `text` has
/// there.
void repairCopiedText(QByteArray& pdf, const QFont& font, const QString& text);

}  // namespace dokuei::reports
