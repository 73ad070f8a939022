#include "app/library/LibraryPanel.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPixmap>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include "app/library/Library.h"
#include "app/settings/Icons.h"
#include "app/settings/Theme.h"

namespace dokuei::app {
namespace {

enum Role { PathRole = Qt::UserRole + 1, StudyRole, SeriesRole, KeyRole };

QString dashed(const QString& dicomDate) {
    if (dicomDate.size() != 8) return dicomDate;
    return dicomDate.left(4) + QLatin1Char('-') + dicomDate.mid(4, 2) + QLatin1Char('-') + dicomDate.right(2);
}

QStandardItem* rowOf(const QString& text, const QString& key) {
    auto* item = new QStandardItem(text);
    item->setEditable(false);
    item->setData(key, KeyRole);
    return item;
}

}  // namespace

LibraryPanel::LibraryPanel(Library* library, QWidget* parent)
    : QWidget(parent),
      library_(library),
      search_(new QLineEdit),
      tree_(new QTreeView),
      pages_(new QStackedWidget),
      empty_(new QLabel),
      openFolder_(new QPushButton),
      openSample_(new QPushButton),
      typing_(new QTimer(this)) {
    search_->setObjectName(QStringLiteral("librarySearch"));
    search_->setClearButtonEnabled(true);
    search_->addAction(icon("search"), QLineEdit::LeadingPosition);
    tree_->setObjectName(QStringLiteral("libraryTree"));
    tree_->setModel(&model_);
    tree_->setHeaderHidden(true);
    tree_->setIconSize(QSize(44, 44));
    tree_->setIndentation(14);
    tree_->setUniformRowHeights(false);
    tree_->setWordWrap(true);
    tree_->setExpandsOnDoubleClick(false);
    tree_->setContextMenuPolicy(Qt::CustomContextMenu);
    tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree_->setTextElideMode(Qt::ElideRight);
    openFolder_->setIcon(icon("folder"));
    openSample_->setIcon(icon("sample"));

    auto* hint = new QWidget;
    auto* hintLayout = new QVBoxLayout(hint);
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    hintLayout->addStretch(1);
    hintLayout->addWidget(empty_);
    hintLayout->addSpacing(8);
    hintLayout->addWidget(openFolder_);
    hintLayout->addWidget(openSample_);
    hintLayout->addStretch(2);
    pages_->addWidget(tree_);
    pages_->addWidget(hint);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(search_);
    layout->addWidget(pages_, 1);

    typing_->setSingleShot(true);
    typing_->setInterval(150);
    connect(search_, &QLineEdit::textChanged, typing_, qOverload<>(&QTimer::start));
    connect(typing_, &QTimer::timeout, this, [this] { library_->search(search_->text().trimmed()); });
    connect(library_, &Library::listed, this, &LibraryPanel::fill);
    connect(tree_, &QTreeView::doubleClicked, this, &LibraryPanel::openIndex);
    auto* enter = new QAction(tree_);
    enter->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    enter->setShortcutContext(Qt::WidgetShortcut);
    tree_->addAction(enter);
    connect(enter, &QAction::triggered, this, [this] { openIndex(tree_->currentIndex()); });
    connect(tree_, &QTreeView::customContextMenuRequested, this, &LibraryPanel::showMenu);
    connect(openFolder_, &QPushButton::clicked, this, &LibraryPanel::openFolderRequested);
    connect(openSample_, &QPushButton::clicked, this, &LibraryPanel::openSampleRequested);
    retranslate();
    fill();
}

void LibraryPanel::retranslate() {
    search_->setPlaceholderText(tr("Search patient, ID, date, description"));
    search_->setAccessibleName(tr("Search the library"));
    tree_->setAccessibleName(tr("Library"));
    openFolder_->setText(tr("Open folder..."));
    openSample_->setText(tr("Open sample study"));
}

void LibraryPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        fill();
    }
    // The rows carry the colours they were made with.
    if (event->type() == QEvent::PaletteChange)
        QMetaObject::invokeMethod(
            this, [this] { fill(); }, Qt::QueuedConnection);
    QWidget::changeEvent(event);
}

void LibraryPanel::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void LibraryPanel::setOpenStudies(const QSet<QString>& studyUids) {
    if (open_ == studyUids) return;
    open_ = studyUids;
    fill();
}

void LibraryPanel::fill() {
    QSet<QString> folded;
    for (int p = 0; p < model_.rowCount(); ++p) {
        const QModelIndex patient = model_.index(p, 0);
        if (!tree_->isExpanded(patient)) folded << patient.data(KeyRole).toString();
        for (int s = 0; s < model_.rowCount(patient); ++s) {
            const QModelIndex study = model_.index(s, 0, patient);
            if (!tree_->isExpanded(study)) folded << study.data(KeyRole).toString();
        }
    }
    const QString selected = tree_->currentIndex().data(KeyRole).toString();
    model_.clear();

    QHash<QString, QStandardItem*> patients;
    for (const viewer::IndexedStudy& study : library_->studies()) {
        const QString patientKey = study.patientId + QLatin1Char('\n') + study.patientName;
        QStandardItem*& patient = patients[patientKey];
        if (!patient) {
            const QString name = study.patientName.isEmpty() ? tr("No patient name") : study.patientName;
            patient = rowOf(study.patientId.isEmpty() ? name : name + QLatin1String("  ") + study.patientId,
                            patientKey);
            QFont bold = tree_->font();
            bold.setBold(true);
            patient->setFont(bold);
            patient->setData(study.path, PathRole);
            patient->setData(study.uid, StudyRole);
            model_.appendRow(patient);
        }
        QStringList words;
        if (!study.studyDate.isEmpty()) words << dashed(study.studyDate);
        const QString modalities = study.modalities.join(QLatin1Char('/'));
        if (!study.description.startsWith(modalities)) words << modalities;
        if (!study.description.isEmpty()) words << study.description;
        words.removeAll(QString());
        QString text =
            words.isEmpty() ? study.path.section(QLatin1Char('/'), -1) : words.join(QLatin1Char(' '));
        if (open_.contains(study.uid)) text += QLatin1String("  ") + tr("[open]");
        auto* row = rowOf(text, study.uid);
        row->setToolTip(study.path);
        row->setData(study.path, PathRole);
        row->setData(study.uid, StudyRole);
        patient->appendRow(row);
        for (const viewer::IndexedSeries& series : study.series) {
            QString line =
                series.number > 0 ? QString::number(series.number) + QLatin1String("  ") : QString();
            line += series.description.isEmpty() ? series.modality : series.description;
            line += QLatin1Char('\n') + tr("%n image(s)", nullptr, series.slices);
            auto* leaf = rowOf(line, study.uid + QLatin1Char('\n') + series.uid);
            QPixmap picture;
            if (picture.loadFromData(series.thumbnailPng)) leaf->setIcon(QIcon(picture));
            leaf->setForeground(colours().text);
            leaf->setData(study.path, PathRole);
            leaf->setData(study.uid, StudyRole);
            leaf->setData(series.uid, SeriesRole);
            row->appendRow(leaf);
        }
    }
    for (int p = 0; p < model_.rowCount(); ++p) {
        const QModelIndex patient = model_.index(p, 0);
        tree_->setExpanded(patient, !folded.contains(patient.data(KeyRole).toString()));
        for (int s = 0; s < model_.rowCount(patient); ++s) {
            const QModelIndex study = model_.index(s, 0, patient);
            tree_->setExpanded(study, !folded.contains(study.data(KeyRole).toString()));
            if (study.data(KeyRole).toString() == selected) tree_->setCurrentIndex(study);
            for (int n = 0; n < model_.rowCount(study); ++n) {
                const QModelIndex series = model_.index(n, 0, study);
                if (series.data(KeyRole).toString() == selected) tree_->setCurrentIndex(series);
            }
        }
    }
    const bool searching = !search_->text().trimmed().isEmpty();
    empty_->setText(searching ? tr("No study matches.")
                              : tr("Drop a folder here, or open the sample study."));
    openFolder_->setVisible(!searching);
    openSample_->setVisible(!searching);
    pages_->setCurrentIndex(model_.rowCount() > 0 ? 0 : 1);
}

void LibraryPanel::openIndex(const QModelIndex& index) {
    if (!index.isValid()) return;
    Q_EMIT openRequested(index.data(PathRole).toString(), index.data(StudyRole).toString(),
                         index.data(SeriesRole).toString());
}

void LibraryPanel::showMenu(const QPoint& position) {
    const QModelIndex index = tree_->indexAt(position);
    if (!index.isValid()) return;
    QMenu menu(this);
    const QPersistentModelIndex chosen(index);
    QAction* open = menu.addAction(icon("folder"), tr("Open"));
    QAction* remove = menu.addAction(icon("delete"), tr("Remove from the list (files stay)"));
    remove->setEnabled(index.parent().isValid());
    QAction* done = menu.exec(tree_->viewport()->mapToGlobal(position));
    if (!chosen.isValid()) return;
    if (done == open) openIndex(chosen);
    if (done == remove) library_->remove(chosen.data(StudyRole).toString());
}

}  // namespace dokuei::app
