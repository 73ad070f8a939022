#include "viewer/library/GeneratedIndex.h"

#include <QDate>
#include <QStringList>
#include <random>

#include "viewer/library/IndexWriter.h"

namespace dokuei::viewer {
namespace {

/// One part of a name: roman, kanji, hiragana.
struct NamePart {
    const char *roman, *kanji, *kana;
};

constexpr NamePart kFamilies[] = {
    {"Satou", "\u4f50\u85e4", "\u3055\u3068\u3046"},
    {"Suzuki", "\u9234\u6728", "\u3059\u305a\u304d"},
    {"Takahashi", "\u9ad8\u6a4b", "\u305f\u304b\u306f\u3057"},
    {"Tanaka", "\u7530\u4e2d", "\u305f\u306a\u304b"},
    {"Itou", "\u4f0a\u85e4", "\u3044\u3068\u3046"},
    {"Yamamoto", "\u5c71\u672c", "\u3084\u307e\u3082\u3068"},
    {"Nakamura", "\u4e2d\u6751", "\u306a\u304b\u3080\u3089"},
    {"Kobayashi", "\u5c0f\u6797", "\u3053\u3070\u3084\u3057"},
    {"Katou", "\u52a0\u85e4", "\u304b\u3068\u3046"},
    {"Yoshida", "\u5409\u7530", "\u3088\u3057\u3060"},
    {"Yamada", "\u5c71\u7530", "\u3084\u307e\u3060"},
    {"Sasaki", "\u4f50\u3005\u6728", "\u3055\u3055\u304d"},
    {"Matsumoto", "\u677e\u672c", "\u307e\u3064\u3082\u3068"},
    {"Inoue", "\u4e95\u4e0a", "\u3044\u306e\u3046\u3048"},
    {"Kimura", "\u6728\u6751", "\u304d\u3080\u3089"},
    {"Hayashi", "\u6797", "\u306f\u3084\u3057"},
};
constexpr NamePart kGivens[] = {
    {"Hanako", "\u82b1\u5b50", "\u306f\u306a\u3053"},        {"Tarou", "\u592a\u90ce", "\u305f\u308d\u3046"},
    {"Ichirou", "\u4e00\u90ce", "\u3044\u3061\u308d\u3046"}, {"Jirou", "\u6b21\u90ce", "\u3058\u308d\u3046"},
    {"Yuuko", "\u512a\u5b50", "\u3086\u3046\u3053"},         {"Makoto", "\u8aa0", "\u307e\u3053\u3068"},
    {"Akemi", "\u660e\u7f8e", "\u3042\u3051\u307f"},         {"Kazuo", "\u4e00\u592b", "\u304b\u305a\u304a"},
    {"Sachiko", "\u5e78\u5b50", "\u3055\u3061\u3053"},       {"Hiroshi", "\u6d69", "\u3072\u308d\u3057"},
    {"Misaki", "\u7f8e\u54b2", "\u307f\u3055\u304d"},        {"Ken", "\u5065", "\u3051\u3093"},
};
constexpr const char* kWestern[] = {"Example^Alice",     "Sample^Robert",    "Muster^J\u00fcrgen",
                                    "Specimen^Zo\u00eb", "Placeholder^Ivan", "Nobody^Maria"};
struct Kind {
    const char *modality, *study, *series, *body;
};
constexpr Kind kKinds[] = {
    {"CT", "\u80f8\u90e8\u5358\u7d14CT", "lung 1.0 mm", "CHEST"},
    {"CT", "CT abdomen with contrast", "\u9580\u8108\u76f8", "ABDOMEN"},
    {"CT", "\u982d\u90e8CT", "brain 5 mm", "HEAD"},
    {"MR", "MRI brain", "T2 FLAIR", "BRAIN"},
    {"MR", "\u8170\u690eMRI", "T2 sagittal", "LSPINE"},
    {"CR", "\u80f8\u90e8\u6b63\u9762", "PA", "CHEST"},
    {"US", "\u8179\u90e8\u8d85\u97f3\u6ce2", "liver", "ABDOMEN"},
    {"PT", "PET-CT whole body", "FDG corrected", "WHOLEBODY"},
    {"MG", "Mammography", "MLO", "BREAST"},
};

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

struct Patient {
    QString id, display, dicom, birth;
};

Patient patientOf(long long number, std::mt19937& random) {
    Patient p;
    p.id = QStringLiteral("%1").arg(number * 7919 % 9999991, 8, 10, QLatin1Char('0'));
    p.birth = QDate(1930, 1, 1).addDays(random() % 30000).toString(QStringLiteral("yyyyMMdd"));
    if (random() % 8 == 0) {
        p.dicom = text(kWestern[random() % std::size(kWestern)]);
        p.display = p.dicom;
        p.display.replace(QLatin1Char('^'), QLatin1Char(' '));
        return p;
    }
    const NamePart& family = kFamilies[random() % std::size(kFamilies)];
    const NamePart& given = kGivens[random() % std::size(kGivens)];
    p.display = text(family.kanji) + QLatin1Char(' ') + text(given.kanji);
    p.dicom = text(family.roman) + QLatin1Char('^') + text(given.roman) + QLatin1Char('=') +
              text(family.kanji) + QLatin1Char('^') + text(given.kanji) + QLatin1Char('=') +
              text(family.kana) + QLatin1Char('^') + text(given.kana);
    return p;
}

}  // namespace

void generateIndex(const IndexDatabase& index, long long instances, Progress& progress) {
    const QSqlDatabase& database = index.handle();
    const long long series = instances / 10, studies = std::max(1LL, instances / 50);
    std::mt19937 random(20260112);
    progress.total = studies;
    Statement addPatient(database,
                         "INSERT INTO patient(key, patient_id, issuer, name, name_dicom, sex, birth_date) "
                         "VALUES(?,?,'',?,?,'O',?)");
    Statement addStudy(database,
                       "INSERT INTO study(patient, uid, path, patient_name, patient_name_dicom, "
                       "study_date, study_time, description, accession_number, institution, instances, "
                       "copies, bytes, used_at) VALUES(?,?,?,?,?,?,'090000',?,?,?,50,50,26214400,?)");
    Statement addSeries(database,
                        "INSERT INTO series(study, uid, number, modality, description, body_part, slices, "
                        "instances) VALUES(?,?,?,?,?,?,10,10)");
    Statement addFolder(database, "INSERT INTO folder(path) VALUES(?)");
    Transaction transaction(database);
    qint64 patient = 0;
    Patient who;
    for (long long s = 0; s < studies; ++s) {
        if (progress.cancel) throw Cancelled();
        if (!patient || random() % 5 < 2) {
            who = patientOf(s + 1, random);
            patient =
                addPatient
                    .run({patientKey(who.id, {}, {}, {}, {}), who.id, who.display, who.dicom, who.birth})
                    .insertedId();
        }
        const Kind& kind = kKinds[random() % std::size(kKinds)];
        const QString uid = QStringLiteral("2.25.1000%1").arg(s + 1);
        const QDate date = QDate(2016, 1, 1).addDays(random() % 3900);
        const QString place =
            QStringLiteral("images/%1/%2").arg(s % 256, 2, 16, QLatin1Char('0')).arg(s + 1, 32);
        const qint64 study =
            addStudy
                .run({patient, uid, place, who.display, who.dicom, date.toString(QStringLiteral("yyyyMMdd")),
                      text(kind.study),
                      QStringLiteral("A%1").arg(s * 104729 % 99999989, 8, 10, QLatin1Char('0')),
                      QStringLiteral("Invented Hospital"),
                      date.startOfDay(Qt::UTC).addSecs(random() % 86400).toString(Qt::ISODateWithMs)})
                .insertedId();
        for (int n = 1; n <= 5; ++n)
            addSeries.run({study, uid + QStringLiteral(".%1").arg(n), n, text(kind.modality),
                           text(kind.series) + QStringLiteral(" %1").arg(n), text(kind.body)});
        addFolder.run({place});
        refreshSummary(database, study);
        ++progress.done;
    }
    // The instances in one statement: ten a series.
    Statement(database,
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<10) INSERT INTO "
              "instance(study, series, sop_uid, sop_class, number, frames, folder, name, size, mtime) "
              "SELECT s.study, s.id, s.uid||'.'||n.i, '1.2.840.10008.5.1.4.1.1.2', n.i, 1, s.study, "
              "printf('%032x.dcm', s.id*10+n.i), 524288, 1768176000000000000+s.id*10+n.i FROM series s "
              "CROSS JOIN n WHERE s.id<=?")
        .run({static_cast<qint64>(series)});
    transaction.commit();
}

}  // namespace dokuei::viewer
