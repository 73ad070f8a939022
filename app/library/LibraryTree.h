#pragma once

#include <QSet>
#include <QStandardItemModel>
#include <QTreeView>

namespace dokuei::app {

class Library;

/// The listed studies by patient: patient, study (newest first), series with its picture; more columns on
/// demand.
class LibraryTree : public QTreeView {
    Q_OBJECT
public:
    enum Role { StudyRole = Qt::UserRole + 1, SeriesRole, KeyRole };
    enum Column { Name, Date, Modality, Images, Accession, ColumnCount };

    explicit LibraryTree(Library* library, QWidget* parent = nullptr);

    QStandardItemModel* items() { return &model_; }
    void setOpenStudies(const QSet<QString>& studyUids);
    /// Shows the library's present list; what is folded and chosen stays so.
    void fill();
    /// Row id of the study of a row (for a patient, the newest); 0 when there is none.
    qint64 studyOf(const QModelIndex& index) const;
    QString seriesOf(const QModelIndex& index) const;
    void setColumnShown(int column, bool shown);
    bool columnShown(int column) const { return !isColumnHidden(column); }
    static QString columnName(int column);

Q_SIGNALS:
    /// A row was chosen by double click or the Enter key.
    void chosen(const QModelIndex& index);

private:
    void addStudy(QStandardItem* patient, const QString& patientName, std::size_t number);
    void restore(const QSet<QString>& folded, const QSet<QString>& unfolded, const QString& selected);
    void showDetails();
    void showColumns();

    Library* library_;
    QStandardItemModel model_;
    QSet<QString> open_;
    QHash<qint64, QStandardItem*> pictures_, places_;
};

/// 2026-01-12 of DICOM's 20260112; anything else unchanged.
QString dashedDate(const QString& dicomDate);

}  // namespace dokuei::app
