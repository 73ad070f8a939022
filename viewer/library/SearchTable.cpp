#include "viewer/library/SearchTable.h"

#include <QRegularExpression>
#include <algorithm>
#include <cstring>

#include "viewer/library/SearchText.h"

namespace dokuei::viewer {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

}  // namespace

quint64 SearchTable::modalityBits(const QStringList& names) {
    quint64 bits = 0;
    for (const QString& name : names) {
        if (name.isEmpty()) continue;
        qsizetype place = modalityNames_.indexOf(name);
        if (place < 0) {
            place = modalityNames_.size();
            modalityNames_ << name;
        }
        // DICOM defines fewer modalities than bits; whatever an odd file invents shares the last one.
        bits |= 1ULL << std::min<qsizetype>(place, 63);
    }
    return bits;
}

void SearchTable::refresh(const QSqlDatabase& database) {
    const qint64 now = Statement(database, "SELECT value FROM clock").only().toLongLong();
    if (now == seen_) return;
    Statement gone(database, "SELECT study FROM gone WHERE changed>?");
    gone.run({seen_});
    while (gone.next()) {
        const auto found = byId_.find(gone.integer(0));
        if (found == byId_.end()) continue;
        const std::size_t place = found.value();
        byId_.erase(found);
        if (place + 1 != rows_.size()) {
            rows_[place] = std::move(rows_.back());
            byId_[rows_[place].id] = place;
        }
        rows_.pop_back();
    }
    Statement changed(database,
                      "SELECT s.id, s.patient, s.search, s.study_date, s.study_time, s.used_at, "
                      "s.modalities, s.body_parts, s.patient_name_dicom, s.changed FROM study s WHERE "
                      "s.changed>? ORDER BY s.id");
    changed.run({seen_});
    qint64 newest = seen_;
    while (changed.next()) {
        const qint64 id = changed.integer(0);
        const auto found = byId_.constFind(id);
        if (found == byId_.constEnd()) {
            byId_.insert(id, rows_.size());
            rows_.emplace_back();
        }
        Row& row = found == byId_.constEnd() ? rows_.back() : rows_[found.value()];
        row.id = id;
        row.patient = changed.integer(1);
        row.text = changed.text(2).toStdString();
        row.date = changed.text(3).toStdString();
        row.time = changed.text(4).toStdString();
        row.usedAt = changed.text(5).toStdString();
        row.modalities = modalityBits(changed.text(6).split(QLatin1Char('\n')));
        row.bodyParts = '\n' + foldedForSearch(changed.text(7)).toStdString() + '\n';
        row.name = foldedForSearch(changed.text(8)).toStdString();
        newest = std::max(newest, changed.integer(9));
    }
    // What commits between the two reads is taken up at the next call.
    seen_ = std::max(now, newest);
}

std::vector<qint64> SearchTable::find(const StudyFilter& filter) const {
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    std::vector<std::string> words;
    for (const QString& word : foldedForSearch(filter.text).split(spaces, Qt::SkipEmptyParts))
        words.push_back(word.toStdString());
    // The longest word excludes most.
    std::stable_sort(words.begin(), words.end(),
                     [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
    const std::string from = filter.fromDate.toStdString(), to = filter.toDate.toStdString();
    quint64 wanted = 0;
    for (const QString& name : filter.modalities) {
        const qsizetype place = modalityNames_.indexOf(name);
        if (place >= 0) wanted |= 1ULL << std::min<qsizetype>(place, 63);
    }
    if (!filter.modalities.isEmpty() && !wanted) return {};
    const QString bodyPart = foldedForSearch(filter.bodyPart.trimmed());
    const std::string part = bodyPart.isEmpty() ? std::string() : '\n' + bodyPart.toStdString() + '\n';

    std::vector<const Row*> matches;
    for (const Row& row : rows_) {
        if (wanted && !(row.modalities & wanted)) continue;
        if (!from.empty() && (row.date.empty() || row.date < from)) continue;
        if (!to.empty() && (row.date.empty() || row.date > to)) continue;
        if (!part.empty() && !contains(row.bodyParts, part)) continue;
        if (std::all_of(words.begin(), words.end(),
                        [&](const std::string& word) { return contains(row.text, word); }))
            matches.push_back(&row);
    }
    sort(matches, filter.order);
    std::vector<qint64> ids;
    ids.reserve(matches.size());
    for (const Row* row : matches) ids.push_back(row->id);
    return ids;
}

void SearchTable::sort(std::vector<const Row*>& rows, StudyOrder order) const {
    // The key of a patient is that of the study that comes first.
    QHash<qint64, const Row*> first;
    first.reserve(static_cast<qsizetype>(rows.size()));
    const auto before = [order](const Row& a, const Row& b) {
        if (order == StudyOrder::Name) {
            if (a.name != b.name) return a.name < b.name;
        } else {
            const std::string& left = order == StudyOrder::Date ? a.date : a.usedAt;
            const std::string& right = order == StudyOrder::Date ? b.date : b.usedAt;
            if (left != right) return left > right;
        }
        return a.id > b.id;
    };
    for (const Row* row : rows) {
        const Row*& leader = first[row->patient];
        if (!leader || before(*row, *leader)) leader = row;
    }
    struct Placed {
        const Row *leader, *row;
    };
    std::vector<Placed> placed;
    placed.reserve(rows.size());
    for (const Row* row : rows) placed.push_back({first.value(row->patient), row});
    std::sort(placed.begin(), placed.end(), [&](const Placed& a, const Placed& b) {
        if (a.leader != b.leader) return before(*a.leader, *b.leader);
        if (a.row->date != b.row->date) return a.row->date > b.row->date;
        if (a.row->time != b.row->time) return a.row->time > b.row->time;
        return a.row->id > b.row->id;
    });
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = placed[i].row;
}

std::vector<qint64> SearchTable::ofSamePatient(qint64 study) const {
    const auto found = byId_.constFind(study);
    if (found == byId_.constEnd()) return {};
    std::vector<const Row*> rows;
    for (const Row& row : rows_)
        if (row.patient == rows_[found.value()].patient) rows.push_back(&row);
    sort(rows, StudyOrder::Date);
    std::vector<qint64> ids;
    for (const Row* row : rows) ids.push_back(row->id);
    return ids;
}

QStringList SearchTable::modalities() const {
    QStringList names = modalityNames_;
    names.sort();
    return names;
}

}  // namespace dokuei::viewer
