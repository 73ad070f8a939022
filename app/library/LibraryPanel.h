#pragma once

#include <QSet>
#include <QStandardItemModel>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTimer;
class QTreeView;

namespace dokuei::app {

class Library;

/// Search field and tree of the studies that were opened: patient, study, series with its picture.
class LibraryPanel : public QWidget {
    Q_OBJECT
public:
    explicit LibraryPanel(Library* library, QWidget* parent = nullptr);

    /// Studies open in a tab are marked.
    void setOpenStudies(const QSet<QString>& studyUids);
    void focusSearch();
    QStandardItemModel* model() { return &model_; }
    QTreeView* tree() const { return tree_; }

Q_SIGNALS:
    /// A study or series was chosen; `seriesUid` is empty for a study.
    void openRequested(const QString& path, const QString& studyUid, const QString& seriesUid);
    void openFolderRequested();
    void openSampleRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fill();
    void openIndex(const QModelIndex& index);
    void showMenu(const QPoint& position);

    Library* library_;
    QStandardItemModel model_;
    QSet<QString> open_;
    QLineEdit* search_;
    QTreeView* tree_;
    QStackedWidget* pages_;
    QLabel* empty_;
    QPushButton* openFolder_;
    QPushButton* openSample_;
    QTimer* typing_;
};

}  // namespace dokuei::app
