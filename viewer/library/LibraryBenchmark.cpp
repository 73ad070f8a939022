#include "viewer/library/LibraryBenchmark.h"

#include <malloc.h>

#include <QFileInfo>
#include <QTemporaryDir>
#include <algorithm>
#include <chrono>

#include "viewer/library/GeneratedIndex.h"
#include "viewer/library/SearchText.h"
#include "viewer/library/StudyIndex.h"

namespace dokuei::viewer {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kShown = 100;  // as the window shows at first
constexpr int kRepetitions = 20;

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

FilterTimes timesOf(std::vector<double> all) {
    std::sort(all.begin(), all.end());
    const auto at = [&](double part) {
        return all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))];
    };
    return {at(0.5), at(0.95), all.back()};
}

struct Filter {
    const char* name;
    std::vector<StudyFilter> variants;
};

StudyFilter ofText(const char* utf8) {
    StudyFilter filter;
    filter.text = QString::fromUtf8(utf8);
    return filter;
}

std::vector<Filter> filters() {
    StudyFilter range, month, kind, both;
    range.fromDate = QStringLiteral("20200101");
    range.toDate = QStringLiteral("20201231");
    month.fromDate = QStringLiteral("20240301");
    month.toDate = QStringLiteral("20240331");
    kind.modalities = QStringList{QStringLiteral("CT")};
    kind.bodyPart = QStringLiteral("chest");
    both = ofText("\u5c71\u7530");
    both.modalities = QStringList{QStringLiteral("MR")};
    both.fromDate = QStringLiteral("20220101");
    return {{"everything", {StudyFilter()}},
            {"one letter", {ofText("a"), ofText("s"), ofText("z"), ofText("1")}},
            {"two kanji", {ofText("\u4f50\u85e4"), ofText("\u6797"), ofText("\u82b1\u5b50")}},
            {"kana", {ofText("\u306f\u306a\u3053"), ofText("\uff8a\uff85\uff7a"), ofText("\u3055")}},
            {"roman name", {ofText("satou hanako"), ofText("jurgen"), ofText("Yamada^T")}},
            {"ID prefix", {ofText("000"), ofText("00791"), ofText("0123")}},
            {"accession number", {ofText("A0010"), ofText("A00104729")}},
            {"date range", {range, month}},
            {"modality and body part", {kind}},
            {"name, modality and date", {both}},
            {"description", {ofText("abdomen contrast"), ofText("\u8170\u690e")}},
            {"no match", {ofText("qqqq"), ofText("\u9f8d\u9a8d")}}};
}

/// The plain way: LIKE over the same texts, the same order and the same rows.
long long likeScan(const QSqlDatabase& database, const StudyFilter& filter) {
    QString where = QStringLiteral("1");
    QVariantList values;
    for (const QString& word : foldedForSearch(filter.text).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        where += QStringLiteral(" AND search LIKE ?");
        values << QStringLiteral("%") + word + QStringLiteral("%");
    }
    for (const QString& modality : filter.modalities) {
        where += QStringLiteral(" AND modalities LIKE ?");
        values << QStringLiteral("%") + modality + QStringLiteral("%");
    }
    for (const auto& [sql, value] :
         {std::pair{" AND study_date>=?", filter.fromDate}, std::pair{" AND study_date<=?", filter.toDate},
          std::pair{" AND lower(body_parts)=?", filter.bodyPart}})
        if (!value.isEmpty()) {
            where += QLatin1String(sql);
            values << value;
        }
    values << static_cast<qint64>(kShown);
    Statement rows(database,
                   QStringLiteral("SELECT s.*, p.patient_id, p.birth_date, max(s.used_at) OVER (PARTITION "
                                  "BY s.patient) AS latest, count(*) OVER () FROM study s JOIN patient p ON "
                                  "p.id=s.patient WHERE %1 ORDER BY latest DESC, s.study_date DESC LIMIT ?")
                       .arg(where));
    Statement series(database,
                     "SELECT uid, modality, description, number, volumes, slices, id, instances, body_part "
                     "FROM series WHERE study=? ORDER BY number, uid");
    rows.run(values);
    long long total = 0;
    while (rows.next()) {
        total = rows.integer(rows.columns() - 1);
        series.run({rows[0]});
        while (series.next()) {
        }
    }
    return total;
}

}  // namespace

LibraryBenchmark measureLibrary(long long instances, Progress* progress) {
    Progress own;
    Progress& p = progress ? *progress : own;
    LibraryBenchmark result;
    const QTemporaryDir folder;
    if (!folder.isValid()) throw WriteError("the folder for scratch files", "cannot be written");
    const QString file = folder.filePath(QStringLiteral("library.sqlite"));
    const auto start = Clock::now();
    {
        const IndexDatabase database(file);
        generateIndex(database, instances, p);
        const auto count = [&](const char* table) {
            return Statement(database.handle(),
                             QStringLiteral("SELECT count(*) FROM %1").arg(QLatin1String(table)))
                .only()
                .toLongLong();
        };
        result.instances = count("instance");
        result.series = count("series");
        result.studies = count("study");
        result.patients = count("patient");
        Statement(database.handle(), "PRAGMA wal_checkpoint(TRUNCATE)").only();
    }
    result.generateSeconds = millisecondsSince(start) / 1000;
    result.databaseBytes = QFileInfo(file).size();

    StudyIndex index(file);
    const auto before = mallinfo2().uordblks;
    const auto first = Clock::now();
    index.list(StudyFilter(), kShown);
    result.loadSeconds = millisecondsSince(first) / 1000;
    result.loadBytes = static_cast<long long>(mallinfo2().uordblks) - static_cast<long long>(before);

    std::vector<double> allLibrary, allLike;
    for (const Filter& filter : filters()) {
        FilterMeasurement measured;
        measured.name = filter.name;
        std::vector<double> library, like;
        for (int n = 0; n < kRepetitions; ++n)
            for (const StudyFilter& variant : filter.variants) {
                if (p.cancel) throw Cancelled();
                std::size_t total = 0;
                auto begin = Clock::now();
                index.list(variant, kShown, 0, &total);
                library.push_back(millisecondsSince(begin));
                measured.matches = static_cast<long long>(total);
                begin = Clock::now();
                measured.likeScanMatches = likeScan(index.database().handle(), variant);
                like.push_back(millisecondsSince(begin));
            }
        allLibrary.insert(allLibrary.end(), library.begin(), library.end());
        allLike.insert(allLike.end(), like.begin(), like.end());
        measured.library = timesOf(std::move(library));
        measured.likeScan = timesOf(std::move(like));
        result.filters.push_back(std::move(measured));
    }
    result.library = timesOf(std::move(allLibrary));
    result.likeScan = timesOf(std::move(allLike));
    return result;
}

}  // namespace dokuei::viewer
