#include <gtest/gtest.h>

#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>

namespace {

struct Entry {
    QString context, source;
    QStringList translations;
    bool finished = true;
};

std::vector<Entry> entriesOf(const QString& path) {
    std::vector<Entry> entries;
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("name")) context = xml.readElementText();
        if (xml.name() == QLatin1String("message")) entries.push_back({context, {}, {}, true});
        if (entries.empty()) continue;
        if (xml.name() == QLatin1String("source")) entries.back().source = xml.readElementText();
        if (xml.name() == QLatin1String("translation")) {
            const QStringView type = xml.attributes().value(QLatin1String("type"));
            if (type == QLatin1String("vanished") || type == QLatin1String("obsolete")) {
                entries.pop_back();
                continue;
            }
            entries.back().finished = type != QLatin1String("unfinished");
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            entries.back().translations << text.trimmed();
        }
    }
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    return entries;
}

QString tsPath(const char* language) {
    return QStringLiteral(DOKUEI_SOURCE_DIR "/translations/dokuei_%1.ts").arg(QLatin1String(language));
}

TEST(Translations, JapaneseIsComplete) {
    const auto entries = entriesOf(tsPath("ja"));
    EXPECT_GT(entries.size(), 100u);
    for (const Entry& entry : entries) {
        EXPECT_TRUE(entry.finished) << entry.context.toStdString() << ": " << entry.source.toStdString();
        for (const QString& text : entry.translations)
            EXPECT_FALSE(text.isEmpty()) << entry.context.toStdString() << ": " << entry.source.toStdString();
    }
}

TEST(Translations, EnglishPluralsAreComplete) {
    for (const Entry& entry : entriesOf(tsPath("en")))
        EXPECT_TRUE(entry.finished) << entry.context.toStdString() << ": " << entry.source.toStdString();
}

TEST(Translations, KeepEveryPlaceholder) {
    static const QRegularExpression placeholder(QStringLiteral("%(\\d+|n)"));
    for (const char* language : {"ja", "en"})
        for (const Entry& entry : entriesOf(tsPath(language)))
            for (const QString& text : entry.translations) {
                auto in = placeholder.globalMatch(entry.source);
                while (in.hasNext()) {
                    const QString mark = in.next().captured();
                    EXPECT_TRUE(text.contains(mark) || text.isEmpty())
                        << language << ' ' << mark.toStdString() << " is missing in \"" << text.toStdString()
                        << '"';
                }
            }
}

}  // namespace
