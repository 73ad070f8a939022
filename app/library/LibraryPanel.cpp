#include "app/library/LibraryPanel.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMetaMethod>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/library/FilterBar.h"
#include "app/library/Library.h"
#include "app/library/LibraryTree.h"
#include "app/settings/Icons.h"
#include "app/settings/Theme.h"

namespace dokuei::app {
namespace {

QStringList localFiles(const QMimeData* data) {
    QStringList files;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile()) files << url.toLocalFile();
    return files;
}

}  // namespace

LibraryPanel::LibraryPanel(Library* library, QWidget* parent)
    : QWidget(parent),
      library_(library),
      filter_(new FilterBar),
      tree_(new LibraryTree(library)),
      pages_(new QStackedWidget),
      empty_(new QLabel),
      count_(new QLabel),
      priorsTitle_(new QLabel),
      pendingText_(new QLabel),
      openFolder_(new QPushButton),
      openSample_(new QPushButton),
      import_(new QPushButton),
      more_(new QPushButton),
      resume_(new QPushButton),
      forget_(new QPushButton),
      priors_(new QListWidget),
      pending_(new QFrame) {
    setAcceptDrops(true);
    openFolder_->setIcon(icon("folder"));
    openSample_->setIcon(icon("sample"));
    import_->setIcon(icon("plus"));
    more_->setObjectName(QStringLiteral("libraryMore"));
    priors_->setObjectName(QStringLiteral("libraryPriors"));
    pending_->setObjectName(QStringLiteral("libraryPending"));
    priors_->setMaximumHeight(112);
    priors_->setTextElideMode(Qt::ElideRight);
    priors_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (QLabel* label : {count_, priorsTitle_}) label->setForegroundRole(QPalette::PlaceholderText);
    priorsTitle_->setWordWrap(true);
    pendingText_->setWordWrap(true);

    auto* hint = new QWidget;
    auto* hintLayout = new QVBoxLayout(hint);
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    hintLayout->addStretch(1);
    hintLayout->addWidget(empty_);
    hintLayout->addSpacing(8);
    for (QPushButton* button : {openFolder_, import_, openSample_}) hintLayout->addWidget(button);
    hintLayout->addStretch(2);
    pages_->addWidget(tree_);
    pages_->addWidget(hint);

    auto* pendingLayout = new QVBoxLayout(pending_);
    pendingLayout->setContentsMargins(0, 0, 0, 0);
    pendingLayout->addWidget(pendingText_);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(resume_);
    buttons->addWidget(forget_);
    pendingLayout->addLayout(buttons);
    auto* foot = new QHBoxLayout;
    foot->addWidget(count_, 1);
    foot->addWidget(more_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(filter_);
    layout->addWidget(pending_);
    layout->addWidget(pages_, 1);
    layout->addLayout(foot);
    layout->addWidget(priorsTitle_);
    layout->addWidget(priors_);

    connect(filter_, &FilterBar::changed, library_, qOverload<const viewer::StudyFilter&>(&Library::search));
    connect(filter_, &FilterBar::leftDownwards, this, [this] {
        tree_->setFocus(Qt::TabFocusReason);
        if (!tree_->currentIndex().isValid()) tree_->setCurrentIndex(tree_->model()->index(0, 0));
    });
    connect(library_, &Library::listed, this, &LibraryPanel::fill);
    connect(library_, &Library::priorsListed, this, &LibraryPanel::fillPriors);
    connect(tree_, &LibraryTree::chosen, this, &LibraryPanel::openIndex);
    connect(tree_, &QTreeView::customContextMenuRequested, this, [this](const QPoint& at) {
        QMenu* menu = menuFor(tree_->indexAt(at));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(tree_->viewport()->mapToGlobal(at));
    });
    connect(priors_, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        Q_EMIT openRequested(item->data(Qt::UserRole).toLongLong(), QString());
    });
    connect(openFolder_, &QPushButton::clicked, this, &LibraryPanel::openFolderRequested);
    connect(openSample_, &QPushButton::clicked, this, &LibraryPanel::openSampleRequested);
    connect(import_, &QPushButton::clicked, this, [this] { Q_EMIT importRequested({}); });
    connect(more_, &QPushButton::clicked, library_, &Library::showMore);
    connect(resume_, &QPushButton::clicked, this, [this] {
        const auto& pending = library_->pendingImports();
        if (!pending.empty()) Q_EMIT resumeImportRequested(pending.front().source, pending.front().copied);
    });
    connect(forget_, &QPushButton::clicked, this, [this] {
        const auto& pending = library_->pendingImports();
        if (!pending.empty()) library_->dropPendingImport(pending.front().source);
    });
    retranslate();
    fill();
    fillPriors();
}

QStandardItemModel* LibraryPanel::model() {
    return tree_->items();
}

QTreeView* LibraryPanel::tree() const {
    return tree_;
}

void LibraryPanel::retranslate() {
    tree_->setAccessibleName(tr("Library"));
    priors_->setAccessibleName(tr("Studies of the same patient"));
    openFolder_->setText(tr("Open folder..."));
    openSample_->setText(tr("Open sample study"));
    import_->setText(tr("Import..."));
    more_->setText(tr("Show more"));
    resume_->setText(tr("Go on"));
    forget_->setText(tr("Leave it"));
}

void LibraryPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        fill();
        fillPriors();
    }
    // The rows carry the colours they were made with.
    if (event->type() == QEvent::PaletteChange)
        QMetaObject::invokeMethod(
            this, [this] { fill(); }, Qt::QueuedConnection);
    QWidget::changeEvent(event);
}

void LibraryPanel::focusSearch() {
    filter_->focusSearch();
}

void LibraryPanel::setImporting(bool importing) {
    importing_ = importing;
    showPending();
}

void LibraryPanel::setOpenStudies(const QSet<QString>& studyUids) {
    open_ = studyUids;
    tree_->setOpenStudies(studyUids);
    fillPriors();
}

void LibraryPanel::showPending() {
    const auto& pending = library_->pendingImports();
    pending_->setVisible(!pending.empty() && !importing_);
    if (!pending.empty())
        pendingText_->setText(tr("The import of %1 did not come to its end.")
                                  .arg(pending.front().source.section(QLatin1Char('/'), -1)));
}

void LibraryPanel::fill() {
    tree_->fill();
    filter_->setModalities(library_->modalities());
    showPending();
    const auto shown = library_->studies().size(), total = library_->total();
    count_->setText(shown < total ? tr("%1 of %2 studies").arg(shown).arg(total)
                                  : tr("%n study(ies)", nullptr, static_cast<int>(total)));
    count_->setVisible(total > 0);
    more_->setVisible(shown < total);
    const bool searching = filter_->narrows();
    empty_->setText(
        searching ? tr("No study matches.")
                  : tr("Open a folder to look at it once. Import it, or drop it here, to keep it in the "
                       "library."));
    for (QPushButton* button : {openFolder_, openSample_, import_}) button->setVisible(!searching);
    pages_->setCurrentIndex(model()->rowCount() > 0 ? 0 : 1);
}

void LibraryPanel::fillPriors() {
    const auto& studies = library_->priors();
    const bool shown = studies.size() > 1;
    priors_->setVisible(shown);
    priorsTitle_->setVisible(shown);
    priors_->clear();
    if (!shown) return;
    priorsTitle_->setText(tr("All studies of %1").arg(studies.front().patientName));
    for (const viewer::IndexedStudy& study : studies) {
        QStringList words{study.studyDate.isEmpty() ? tr("No date") : dashedDate(study.studyDate),
                          study.modalities.join(QLatin1Char('/')), study.description};
        words.removeAll(QString());
        QString text = words.join(QLatin1Char(' '));
        const bool open = open_.contains(study.uid);
        if (open) text += QLatin1String("  ") + tr("[open]");
        auto* item = new QListWidgetItem(text, priors_);
        item->setData(Qt::UserRole, study.id);
        item->setToolTip(open ? text : tr("%1\nDouble click opens it in a tab beside.").arg(text));
        QFont font = priors_->font();
        font.setBold(open);
        item->setFont(font);
    }
}

void LibraryPanel::openIndex(const QModelIndex& index) {
    if (const qint64 study = tree_->studyOf(index)) Q_EMIT openRequested(study, tree_->seriesOf(index));
}

void LibraryPanel::addColumns(QMenu* menu) {
    QMenu* columns = menu->addMenu(tr("Columns"));
    for (int column = 1; column < LibraryTree::ColumnCount; ++column) {
        QAction* action = columns->addAction(LibraryTree::columnName(column));
        action->setCheckable(true);
        action->setChecked(tree_->columnShown(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            tree_->setColumnShown(column, shown);
            tree_->fill();
        });
    }
}

QMenu* LibraryPanel::menuFor(const QModelIndex& index) {
    auto* menu = new QMenu(this);
    const qint64 study = tree_->studyOf(index);
    if (study) {
        const QString series = tree_->seriesOf(index);
        const auto add = [&](const char* iconName, const QString& text, auto work) {
            QAction* action = menu->addAction(icon(iconName), text);
            connect(action, &QAction::triggered, this, work);
            return action;
        };
        add("folder", tr("Open"), [this, study, series] { Q_EMIT openRequested(study, series); });
        add("folder", tr("Show in the file manager"),
            [this, study] { Q_EMIT openContainingFolderRequested(study); });
        if (isSignalConnected(QMetaMethod::fromSignal(&LibraryPanel::exportRequested)))
            add("export", tr("Export images..."), [this, study] { Q_EMIT exportRequested(study); });
        // A patient's row stands for all his studies; they are deleted one by one.
        add("delete", tr("Delete..."), [this, study] {
            Q_EMIT deleteRequested(study);
        })->setEnabled(index.parent().isValid());
        menu->addSeparator();
    }
    connect(menu->addAction(icon("plus"), tr("Import...")), &QAction::triggered, this,
            [this] { Q_EMIT importRequested({}); });
    addColumns(menu);
    return menu;
}

void LibraryPanel::dragEnterEvent(QDragEnterEvent* event) {
    if (!localFiles(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void LibraryPanel::dropEvent(QDropEvent* event) {
    const QStringList files = localFiles(event->mimeData());
    if (files.isEmpty()) return;
    event->acceptProposedAction();
    Q_EMIT importRequested(files);
}

}  // namespace dokuei::app
