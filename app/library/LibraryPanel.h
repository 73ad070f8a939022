#pragma once

#include <QSet>
#include <QStandardItemModel>
#include <QWidget>

class QFrame;
class QLabel;
class QLineEdit;
class QListWidget;
class QMenu;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace dokuei::app {

class FilterBar;
class Library;
class LibraryTree;

/// The library at the left: filter, tree of patients, studies and series, priors of the study that is open.
/// Files and folders dropped here are imported.
class LibraryPanel : public QWidget {
    Q_OBJECT
public:
    explicit LibraryPanel(Library* library, QWidget* parent = nullptr);

    /// Studies open in a tab are marked.
    void setOpenStudies(const QSet<QString>& studyUids);
    void focusSearch();
    /// While an import runs the offer to go on with an interrupted one is hidden.
    void setImporting(bool importing);
    QStandardItemModel* model();
    QTreeView* tree() const;
    FilterBar* filterBar() const { return filter_; }
    QListWidget* priors() const { return priors_; }
    /// The menu of a row of the tree; belongs to the caller.
    QMenu* menuFor(const QModelIndex& index);

Q_SIGNALS:
    /// A study or series was chosen; `seriesUid` is empty for a study.
    void openRequested(qint64 study, const QString& seriesUid);
    void openFolderRequested();
    void openSampleRequested();
    /// Empty: ask what to import.
    void importRequested(const QStringList& paths);
    void resumeImportRequested(const QString& source, bool copied);
    /// The study is to be deleted; nothing was asked yet.
    void deleteRequested(qint64 study);
    /// The study is to be exported or sent. The menu offers it when somebody listens.
    void exportRequested(qint64 study);
    void openContainingFolderRequested(qint64 study);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void retranslate();
    void fill();
    void fillPriors();
    void showPending();
    void openIndex(const QModelIndex& index);
    void addColumns(QMenu* menu);

    Library* library_;
    QSet<QString> open_;
    FilterBar* filter_;
    LibraryTree* tree_;
    QStackedWidget* pages_;
    QLabel *empty_, *count_, *priorsTitle_, *pendingText_;
    QPushButton *openFolder_, *openSample_, *import_, *more_, *resume_, *forget_;
    QListWidget* priors_;
    QFrame* pending_;
    bool importing_ = false;
};

}  // namespace dokuei::app
