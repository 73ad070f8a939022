#include "viewer/library/SearchText.h"

namespace dokuei::viewer {

QString foldedForSearch(const QString& text) {
    // Accents of Latin letters go; the voicing marks of kana lie elsewhere (U+3099) and stay.
    QString parts = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    parts.removeIf([](QChar c) { return c.unicode() >= 0x0300 && c.unicode() <= 0x036F; });
    QString result = parts.normalized(QString::NormalizationForm_C);
    for (QChar& c : result) {
        if (c.unicode() >= 0x30A1 && c.unicode() <= 0x30F6)
            c = QChar(c.unicode() - 0x60);  // katakana to hiragana
        else if (c == QLatin1Char('^') || c == QLatin1Char('='))
            c = QLatin1Char(' ');
    }
    return result;
}

}  // namespace dokuei::viewer
