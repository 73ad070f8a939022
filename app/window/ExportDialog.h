#pragma once

#include <QDialog>
#include <functional>
#include <memory>

#include "viewer/export/Exporter.h"

class QCheckBox;
class QComboBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QTreeWidget;

namespace dokuei::app {

class Jobs;

/// Asks what to export, where to, and what a de-identified copy keeps; then runs the export as a job.
///
/// Series with burned-in text or other identifying content are unticked while de-identification is on;
/// ticking one is the user's consent. What cannot be de-identified cannot be ticked. The job goes on when the
/// dialog is closed; its end is told to the parent window.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// What is exported: the objects in `paths` (folders, files, entries of archives) that belong to the
    /// study; to all studies when `studyUid` is empty. `failed` is called on the GUI thread with words for
    /// the user.
    ExportDialog(Jobs& jobs, const QStringList& paths, const QString& studyUid,
                 std::function<void(const QString&)> failed, QWidget* parent);

    /// Chooses where to, without asking.
    void setTarget(const QString& target, bool zip);
    /// Whether the list of series is there.
    bool isReady() const { return list_ != nullptr; }
    QTreeWidget* series() const { return series_; }
    /// What the job will be started with.
    viewer::ExportOptions options() const;

Q_SIGNALS:
    /// The list of series is there.
    void ready();

private:
    QWidget* buildTarget();
    QWidget* buildDeidentification();
    void readSeries(const QStringList& paths, const QString& studyUid);
    void fill();
    void updateTicks();
    void updateState();
    void chooseTarget();
    void showPreview();
    void start();
    viewer::DeidentifyOptions deidentifyOptions() const;

    Jobs& jobs_;
    std::function<void(const QString&)> failed_;
    std::shared_ptr<const viewer::ExportList> list_;
    QLabel *state_, *explanation_;
    QTreeWidget* series_;
    QRadioButton *folder_, *zip_;
    QLineEdit *target_, *pseudonym_;
    QGroupBox* deidentify_;
    QComboBox* dates_;
    QCheckBox *keepCharacteristics_, *keepDevice_, *keepInstitution_, *keepUids_, *saveNames_;
    QPushButton *preview_, *export_;
    bool overwrite_ = false;
};

}  // namespace dokuei::app
