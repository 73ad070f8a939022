#include "app/library/LibraryTree.h"

#include <QAction>
#include <QHeaderView>
#include <QPixmap>

#include "app/library/Library.h"
#include "app/settings/Settings.h"
#include "app/settings/Theme.h"

namespace dokuei::app {
namespace {

constexpr const char* kColumns = "library/columns";

QList<QStandardItem*> rowOf(const QString& text, const QString& key) {
    QList<QStandardItem*> row;
    for (int column = 0; column < LibraryTree::ColumnCount; ++column) {
        auto* item = new QStandardItem(column == LibraryTree::Name ? text : QString());
        item->setEditable(false);
        item->setData(key, LibraryTree::KeyRole);
        row << item;
    }
    return row;
}

void setStudy(const QList<QStandardItem*>& row, qint64 study, const QString& seriesUid = {}) {
    for (QStandardItem* item : row) {
        item->setData(study, LibraryTree::StudyRole);
        item->setData(seriesUid, LibraryTree::SeriesRole);
    }
}

QString keyOfStudy(qint64 id) {
    return QStringLiteral("s%1").arg(id);
}

}  // namespace

QString dashedDate(const QString& dicomDate) {
    if (dicomDate.size() != 8) return dicomDate;
    return dicomDate.left(4) + QLatin1Char('-') + dicomDate.mid(4, 2) + QLatin1Char('-') + dicomDate.right(2);
}

LibraryTree::LibraryTree(Library* library, QWidget* parent) : QTreeView(parent), library_(library) {
    setObjectName(QStringLiteral("libraryTree"));
    model_.setColumnCount(ColumnCount);
    setModel(&model_);
    setIconSize(QSize(44, 44));
    setIndentation(14);
    setUniformRowHeights(false);
    setExpandsOnDoubleClick(false);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setTextElideMode(Qt::ElideRight);
    header()->setStretchLastSection(false);
    const QStringList shown = settings().value(QLatin1String(kColumns)).toStringList();
    for (int column = 1; column < ColumnCount; ++column)
        setColumnHidden(column, !shown.contains(QString::number(column)));
    showColumns();
    connect(this, &QTreeView::doubleClicked, this, &LibraryTree::chosen);
    auto* enter = new QAction(this);
    enter->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    enter->setShortcutContext(Qt::WidgetShortcut);
    addAction(enter);
    connect(enter, &QAction::triggered, this, [this] { Q_EMIT chosen(currentIndex()); });
    connect(library_, &Library::detailed, this, &LibraryTree::showDetails);
}

QString LibraryTree::columnName(int column) {
    switch (column) {
        case Date:
            return tr("Date");
        case Modality:
            return tr("Modality");
        case Images:
            return tr("Images");
        case Accession:
            return tr("Accession number");
        default:
            return tr("Study");
    }
}

void LibraryTree::setColumnShown(int column, bool shown) {
    setColumnHidden(column, !shown);
    QStringList all;
    for (int c = 1; c < ColumnCount; ++c)
        if (!isColumnHidden(c)) all << QString::number(c);
    settings().setValue(QLatin1String(kColumns), all);
    showColumns();
}

void LibraryTree::showColumns() {
    bool several = false;
    QStringList names;
    for (int column = 0; column < ColumnCount; ++column) {
        names << columnName(column);
        several = several || (column > 0 && !isColumnHidden(column));
    }
    model_.setHorizontalHeaderLabels(names);
    setHeaderHidden(!several);
    setHorizontalScrollBarPolicy(several ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    header()->setSectionResizeMode(Name, several ? QHeaderView::Interactive : QHeaderView::Stretch);
}

void LibraryTree::setOpenStudies(const QSet<QString>& studyUids) {
    if (open_ == studyUids) return;
    open_ = studyUids;
    fill();
}

qint64 LibraryTree::studyOf(const QModelIndex& index) const {
    return index.data(StudyRole).toLongLong();
}

QString LibraryTree::seriesOf(const QModelIndex& index) const {
    return index.data(SeriesRole).toString();
}

void LibraryTree::fill() {
    QSet<QString> folded, unfolded;
    for (int p = 0; p < model_.rowCount(); ++p) {
        const QModelIndex patient = model_.index(p, 0);
        (isExpanded(patient) ? unfolded : folded) << patient.data(KeyRole).toString();
        for (int s = 0; s < model_.rowCount(patient); ++s) {
            const QModelIndex study = model_.index(s, 0, patient);
            (isExpanded(study) ? unfolded : folded) << study.data(KeyRole).toString();
        }
    }
    const QString selected = currentIndex().data(KeyRole).toString();
    model_.removeRows(0, model_.rowCount());
    pictures_.clear();
    places_.clear();
    showColumns();

    QHash<qint64, QStandardItem*> patients;
    const auto& studies = library_->studies();
    QHash<qint64, QString> names;
    for (std::size_t n = 0; n < studies.size(); ++n) {
        const viewer::IndexedStudy& study = studies[n];
        QStandardItem*& patient = patients[study.patient];
        if (!patient) {
            const QString name = study.patientName.isEmpty() ? tr("No patient name") : study.patientName;
            names[study.patient] = name;
            const QList<QStandardItem*> row =
                rowOf(study.patientId.isEmpty() ? name : name + QLatin1String("  ") + study.patientId,
                      QStringLiteral("p%1").arg(study.patient));
            patient = row.first();
            QFont bold = font();
            bold.setBold(true);
            patient->setFont(bold);
            setStudy(row, study.id);
            QStringList about{study.patientNameDicom, dashedDate(study.patientBirthDate), study.patientSex};
            about.removeAll(QString());
            patient->setToolTip(about.join(QLatin1Char('\n')));
            model_.appendRow(row);
        }
        addStudy(patient, names[study.patient], n);
    }
    restore(folded, unfolded, selected);
    showDetails();
}

void LibraryTree::addStudy(QStandardItem* patient, const QString& patientName, std::size_t number) {
    const viewer::IndexedStudy& study = library_->studies()[number];
    const QString modalities = study.modalities.join(QLatin1Char('/'));
    QStringList words;
    if (!study.studyDate.isEmpty() && isColumnHidden(Date)) words << dashedDate(study.studyDate);
    if (!study.description.startsWith(modalities) && isColumnHidden(Modality)) words << modalities;
    if (!study.description.isEmpty()) words << study.description;
    // The ID is the same, the name is not: the reader must know.
    if (!study.patientName.isEmpty() && study.patientName != patientName)
        words << QLatin1Char('(') + study.patientName + QLatin1Char(')');
    words.removeAll(QString());
    QString text = words.isEmpty() ? study.path.section(QLatin1Char('/'), -1) : words.join(QLatin1Char(' '));
    if (open_.contains(study.uid)) text += QLatin1String("  ") + tr("[open]");
    const QList<QStandardItem*> row = rowOf(text, keyOfStudy(study.id));
    setStudy(row, study.id);
    row[Name]->setToolTip(study.path);
    row[Date]->setText(dashedDate(study.studyDate));
    row[Modality]->setText(modalities);
    row[Accession]->setText(study.accessionNumber);
    int images = 0;
    for (const viewer::IndexedSeries& series : study.series) images += series.slices;
    row[Images]->setText(QString::number(images));
    patient->appendRow(row);
    places_.insert(study.id, row[Name]);
    for (const viewer::IndexedSeries& series : study.series) {
        QString line = series.number > 0 ? QString::number(series.number) + QLatin1String("  ") : QString();
        line += series.description.isEmpty() ? series.modality : series.description;
        line += QLatin1Char('\n') + tr("%n image(s)", nullptr, series.slices);
        const QList<QStandardItem*> leaf = rowOf(line, keyOfStudy(study.id) + QLatin1Char('\n') + series.uid);
        leaf[Name]->setForeground(colours().text);
        leaf[Modality]->setText(series.modality);
        leaf[Images]->setText(QString::number(series.slices));
        setStudy(leaf, study.id, series.uid);
        row[Name]->appendRow(leaf);
        pictures_.insert(series.id, leaf[Name]);
    }
}

void LibraryTree::restore(const QSet<QString>& folded, const QSet<QString>& unfolded,
                          const QString& selected) {
    // A few studies stand open with their pictures, many only with their names.
    const bool few = library_->studies().size() <= 6;
    for (int p = 0; p < model_.rowCount(); ++p) {
        const QModelIndex patient = model_.index(p, 0);
        const QString patientKey = patient.data(KeyRole).toString();
        setExpanded(patient, !folded.contains(patientKey));
        if (patientKey == selected) setCurrentIndex(patient);
        for (int s = 0; s < model_.rowCount(patient); ++s) {
            const QModelIndex study = model_.index(s, 0, patient);
            const QString key = study.data(KeyRole).toString();
            setExpanded(study, unfolded.contains(key) || (few && !folded.contains(key)));
            if (key == selected) setCurrentIndex(study);
            for (int n = 0; n < model_.rowCount(study); ++n) {
                const QModelIndex series = model_.index(n, 0, study);
                if (series.data(KeyRole).toString() == selected) setCurrentIndex(series);
            }
        }
    }
}

void LibraryTree::showDetails() {
    for (auto entry = pictures_.cbegin(); entry != pictures_.cend(); ++entry) {
        const QImage picture = library_->picture(entry.key());
        if (!picture.isNull()) entry.value()->setIcon(QIcon(QPixmap::fromImage(picture)));
    }
    const QString gone = QLatin1Char('\n') + tr("The files are not there now. Is the medium connected?");
    for (auto entry = places_.cbegin(); entry != places_.cend(); ++entry) {
        QStandardItem* row = entry.value();
        const bool missing = library_->missing().contains(entry.key());
        QString tip = row->toolTip();
        tip.remove(gone);
        row->setToolTip(missing ? tip + gone : tip);
        row->setForeground(missing ? colours().dimText : colours().text);
        QFont font = this->font();
        font.setItalic(missing);
        row->setFont(font);
    }
}

}  // namespace dokuei::app
