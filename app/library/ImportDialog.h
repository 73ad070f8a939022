#pragma once

#include <QDialog>
#include <QStringList>

class QLabel;
class QRadioButton;
class QPushButton;
class QListWidget;

namespace dokuei::app {

/// What to import, and whether to copy it into the library or to leave it where it is.
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    /// `libraryFolder` is told to the reader.
    ImportDialog(const QStringList& paths, const QString& libraryFolder, QWidget* parent = nullptr);

    QStringList paths() const;
    bool copies() const;
    void setCopies(bool copies);
    void add(const QString& path);

private:
    QListWidget* list_;
    QRadioButton *copy_, *reference_;
    QPushButton* start_;
};

}  // namespace dokuei::app
