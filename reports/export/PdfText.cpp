#include "reports/export/PdfText.h"

#include <QRawFont>
#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace dokuei::reports {
namespace {

using Repairs = std::map<QByteArray, QByteArray>;  ///< "2F12" -> "529B"

QByteArray hex(ushort character) {
    return QByteArray::number(character, 16).rightJustified(4, '0').toUpper();
}

/// For each glyph the first character of the basic plane that has it, which is the one that Qt notes.
std::map<quint32, ushort> firstCharacters(const QRawFont& font) {
    std::map<quint32, ushort> first;
    for (uint character = 1; character < 0x10000; ++character) {
        if (QChar::isSurrogate(character)) continue;
        const auto glyphs = font.glyphIndexesForString(QString(QChar(static_cast<ushort>(character))));
        if (glyphs.size() == 1 && glyphs[0] != 0) first.emplace(glyphs[0], static_cast<ushort>(character));
    }
    return first;
}

Repairs repairsFor(const QFont& font, const QString& text) {
    std::set<ushort> used;
    for (const QChar character : text)
        if (!character.isSurrogate()) used.insert(character.unicode());
    Repairs repairs;
    for (const QString& family : font.families()) {
        QFont one = font;
        one.setFamilies({family});
        const QRawFont raw = QRawFont::fromFont(one);
        const auto first = firstCharacters(raw);
        for (const ushort character : used) {
            const auto glyphs = raw.glyphIndexesForString(QString(QChar(character)));
            const auto noted = glyphs.size() == 1 ? first.find(glyphs[0]) : first.end();
            if (noted != first.end() && noted->second != character && !used.contains(noted->second))
                repairs.emplace(hex(noted->second), hex(character));
        }
    }
    return repairs;
}

/// Replaces the characters of one line "<first code> <last code> <character>" or "... [<character> ...]".
void repairLine(char* begin, char* end, const Repairs& repairs) {
    constexpr int codes = 14;  // "<0001> <001F> "
    if (end - begin <= codes || *begin != '<') return;
    const bool list = begin[codes] == '[';
    if (!list && !std::equal(begin, begin + 6, begin + 7)) return;  // a run of characters, none of them alone
    for (char* at = begin + codes; (at = std::find(at, end, '<')) + 5 < end; ++at) {
        const auto repair = repairs.find(QByteArray(at + 1, 4).toUpper());
        if (repair != repairs.end()) std::ranges::copy(repair->second, at + 1);
    }
}

}  // namespace

void repairCopiedText(QByteArray& pdf, const QFont& font, const QString& text) {
    const Repairs repairs = repairsFor(font, text);
    // The tables are not compressed, and a character is as long as any other: no offset of the file moves.
    for (qsizetype table = 0; (table = pdf.indexOf("begincmap", table)) >= 0; ++table) {
        const qsizetype stop = pdf.indexOf("endcmap", table);
        if (stop < 0) return;
        char* const end = pdf.data() + stop;
        for (char* line = pdf.data() + table; line < end;) {
            char* const next = std::find(line, end, '\n');
            repairLine(line, next, repairs);
            line = next + 1;
        }
    }
}

}  // namespace dokuei::reports
