#include "app/window/ExportDialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpressionValidator>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "app/settings/Settings.h"
#include "app/settings/Theme.h"
#include "app/window/ExportTables.h"
#include "app/window/Jobs.h"
#include "app/window/StudySession.h"

namespace dokuei::app {
namespace {

constexpr int seriesRole = Qt::UserRole + 1;

bool anyOf(const viewer::ExportSeries& series, bool (*is)(viewer::IdentifyingContent)) {
    return std::any_of(series.identifying.begin(), series.identifying.end(), is);
}

QString setting(const char* name) {
    return QStringLiteral("export/") + QLatin1String(name);
}

}  // namespace

ExportDialog::ExportDialog(Jobs& jobs, const QStringList& paths, const QString& studyUid,
                           std::function<void(const QString&)> failed, QWidget* parent)
    : QDialog(parent), jobs_(jobs), failed_(std::move(failed)) {
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export images"));
    resize(820, 720);
    state_ = new QLabel(tr("Reading what can be exported..."));
    state_->setWordWrap(true);
    series_ = new QTreeWidget;
    series_->setObjectName(QStringLiteral("exportSeries"));
    series_->setAccessibleName(tr("Series to export"));
    series_->setHeaderLabels({tr("Study and series"), tr("Objects"), tr("To note")});
    series_->header()->setStretchLastSection(true);
    series_->setColumnWidth(0, 380);
    connect(series_, &QTreeWidget::itemChanged, this, &ExportDialog::updateState);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(state_);
    layout->addWidget(series_, 1);
    layout->addWidget(buildTarget());
    layout->addWidget(buildDeidentification());
    auto* buttons = new QDialogButtonBox;
    export_ = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    export_->setObjectName(QStringLiteral("exportStart"));
    auto* cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    layout->addWidget(buttons);
    connect(export_, &QPushButton::clicked, this, &ExportDialog::start);
    connect(cancel, &QPushButton::clicked, this, &ExportDialog::close);
    updateState();
    readSeries(paths, studyUid);
}

QWidget* ExportDialog::buildTarget() {
    auto* group = new QGroupBox(tr("Where to"));
    folder_ = new QRadioButton(tr("A new or empty folder"));
    zip_ = new QRadioButton(tr("A ZIP file"));
    (settings().value(setting("zip"), false).toBool() ? zip_ : folder_)->setChecked(true);
    target_ = new QLineEdit;
    target_->setObjectName(QStringLiteral("exportTarget"));
    target_->setAccessibleName(tr("Folder or file to export to"));
    auto* choose = new QPushButton(tr("Choose..."));
    auto* kinds = new QHBoxLayout;
    kinds->addWidget(folder_);
    kinds->addWidget(zip_);
    kinds->addStretch(1);
    auto* line = new QHBoxLayout;
    line->addWidget(target_, 1);
    line->addWidget(choose);
    auto* layout = new QVBoxLayout(group);
    layout->addLayout(kinds);
    layout->addLayout(line);
    connect(choose, &QPushButton::clicked, this, &ExportDialog::chooseTarget);
    connect(target_, &QLineEdit::textChanged, this, [this] {
        overwrite_ = false;
        updateState();
    });
    connect(zip_, &QRadioButton::toggled, this, [this](bool zip) {
        QString name = target_->text();
        const QLatin1String ending(".zip");
        if (zip && !name.isEmpty() && !name.endsWith(ending, Qt::CaseInsensitive))
            target_->setText(name + ending);
        if (!zip && name.endsWith(ending, Qt::CaseInsensitive)) target_->setText(name.chopped(4));
    });
    return group;
}

QWidget* ExportDialog::buildDeidentification() {
    deidentify_ = new QGroupBox(tr("De-identify"));
    deidentify_->setObjectName(QStringLiteral("exportDeidentify"));
    deidentify_->setCheckable(true);
    deidentify_->setChecked(settings().value(setting("deidentify"), true).toBool());
    explanation_ = new QLabel(tr(
        "Removed: name, ID, birth date, hospital, physicians, free texts, private attributes and overlays. "
        "UIDs are replaced consistently. Not looked for: text in the pixels and faces."));
    explanation_->setWordWrap(true);
    pseudonym_ =
        new QLineEdit(settings().value(setting("pseudonym"), QStringLiteral("Anonymous")).toString());
    pseudonym_->setObjectName(QStringLiteral("exportPseudonym"));
    // Letters that every character set has.
    pseudonym_->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("[A-Za-z0-9_.-]([A-Za-z0-9_. -]{0,46}[A-Za-z0-9_.-])?")),
        pseudonym_));
    dates_ = new QComboBox;
    dates_->addItem(tr("Remove all dates and times"), int(viewer::DatePolicy::Remove));
    dates_->addItem(tr("Shift dates, keep intervals and times of day"), int(viewer::DatePolicy::Shift));
    dates_->addItem(tr("Keep all dates and times"), int(viewer::DatePolicy::Keep));
    dates_->setCurrentIndex(dates_->findData(settings().value(setting("dates"), 0).toInt()));
    keepCharacteristics_ = new QCheckBox(tr("sex, age, size and weight (SUV needs the weight and dates)"));
    keepDevice_ = new QCheckBox(tr("device"));
    keepInstitution_ = new QCheckBox(tr("hospital"));
    keepUids_ = new QCheckBox(tr("UIDs"));
    saveNames_ =
        new QCheckBox(tr("Save the list of names and pseudonyms beside the export (keep it secret)"));
    saveNames_->setObjectName(QStringLiteral("exportSaveNames"));
    preview_ = new QPushButton(tr("Show what changes..."));
    preview_->setObjectName(QStringLiteral("exportShowChanges"));
    auto* form = new QFormLayout;
    form->addRow(tr("Pseudonym"), pseudonym_);
    form->addRow(tr("Dates"), dates_);
    auto* kept = new QHBoxLayout;
    for (QCheckBox* box : {keepCharacteristics_, keepDevice_, keepInstitution_, keepUids_})
        kept->addWidget(box);
    kept->addStretch(1);
    form->addRow(tr("Keep"), kept);
    auto* last = new QHBoxLayout;
    last->addWidget(saveNames_, 1);
    last->addWidget(preview_);
    auto* layout = new QVBoxLayout(deidentify_);
    layout->addWidget(explanation_);
    layout->addLayout(form);
    layout->addLayout(last);
    connect(deidentify_, &QGroupBox::toggled, this, &ExportDialog::updateTicks);
    connect(pseudonym_, &QLineEdit::textChanged, this, &ExportDialog::updateState);
    connect(preview_, &QPushButton::clicked, this, &ExportDialog::showPreview);
    return deidentify_;
}

void ExportDialog::readSeries(const QStringList& paths, const QString& studyUid) {
    std::vector<std::string> files;
    for (const QString& path : paths) files.push_back(path.toStdString());
    auto list = std::make_shared<viewer::ExportList>();
    std::set<std::string> studies;
    if (!studyUid.isEmpty()) studies.insert(studyUid.toStdString());
    jobs_.start(
        this, tr("Reading what can be exported"),
        [list, studies, files](viewer::Progress& progress) {
            *list = viewer::listForExport(files, studies, &progress);
        },
        [this, list] {
            list_ = list;
            fill();
            Q_EMIT ready();
        },
        [this](const QString& error, bool cancelled) {
            state_->setText(cancelled ? tr("Cancelled.") : error);
        });
}

void ExportDialog::fill() {
    const QSignalBlocker quiet(series_);
    QTreeWidgetItem* study = nullptr;
    std::string studyUid;
    for (std::size_t s = 0; s < list_->series.size(); ++s) {
        const viewer::ExportSeries& one = list_->series[s];
        if (!study || one.studyUid != studyUid) {
            studyUid = one.studyUid;
            study = new QTreeWidgetItem(series_);
            study->setText(0,
                           QStringList{QString::fromStdString(one.patientName), readableDate(one.studyDate),
                                       QString::fromStdString(one.studyDescription)}
                               .join(QLatin1Char(' '))
                               .simplified());
            study->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
            study->setExpanded(true);
        }
        auto* row = new QTreeWidgetItem(study);
        row->setData(0, seriesRole, static_cast<int>(s));
        row->setText(0,
                     QStringLiteral("%1  %2  %3")
                         .arg(one.number)
                         .arg(QString::fromStdString(one.modality), QString::fromStdString(one.description)));
        row->setText(1, QString::number(one.objects.size()));
        row->setText(2, identifyingText(one.identifying));
        row->setToolTip(2, row->text(2));
        row->setForeground(2, colours().warning);
    }
    state_->setText(tr("%n series can be exported.", nullptr, static_cast<int>(list_->series.size())));
    updateTicks();
}

void ExportDialog::updateTicks() {
    if (list_) {
        const QSignalBlocker quiet(series_);
        for (int t = 0; t < series_->topLevelItemCount(); ++t)
            for (int r = 0; r < series_->topLevelItem(t)->childCount(); ++r) {
                QTreeWidgetItem* row = series_->topLevelItem(t)->child(r);
                const auto& one = list_->series[row->data(0, seriesRole).toUInt()];
                const bool refused = deidentify_->isChecked() && anyOf(one, viewer::isRefused);
                const bool doubtful = deidentify_->isChecked() && anyOf(one, viewer::needsConsent);
                row->setDisabled(refused);
                row->setCheckState(0, refused || doubtful ? Qt::Unchecked : Qt::Checked);
            }
    }
    updateState();
}

void ExportDialog::updateState() {
    const viewer::ExportOptions chosen = list_ ? options() : viewer::ExportOptions();
    const bool named = !deidentify_->isChecked() || pseudonym_->hasAcceptableInput();
    export_->setEnabled(!chosen.seriesUids.empty() && !target_->text().trimmed().isEmpty() && named);
    preview_->setEnabled(!chosen.seriesUids.empty() && named);
}

void ExportDialog::setTarget(const QString& target, bool zip) {
    (zip ? zip_ : folder_)->setChecked(true);
    target_->setText(target);
}

void ExportDialog::chooseTarget() {
    const QString last = settings().value(setting("folder")).toString();
    QString chosen;
    if (zip_->isChecked()) {
        chosen = QFileDialog::getSaveFileName(this, tr("ZIP file"), last + QStringLiteral("/export.zip"),
                                              tr("ZIP files (*.zip)"));
        if (!chosen.isEmpty() && !chosen.endsWith(QLatin1String(".zip"), Qt::CaseInsensitive))
            chosen += QLatin1String(".zip");
    } else {
        chosen = QFileDialog::getExistingDirectory(this, tr("Folder for the images"), last);
        // An export never goes among other files.
        if (!chosen.isEmpty() && !QDir(chosen).isEmpty())
            chosen += QDateTime::currentDateTime().toString(QStringLiteral("'/export-'yyyyMMdd-HHmmss"));
    }
    if (chosen.isEmpty()) return;
    settings().setValue(setting("folder"), QFileInfo(chosen).absolutePath());
    target_->setText(chosen);
}

viewer::DeidentifyOptions ExportDialog::deidentifyOptions() const {
    viewer::DeidentifyOptions how;
    how.pseudonym = pseudonym_->text().toStdString();
    how.dates = static_cast<viewer::DatePolicy>(dates_->currentData().toInt());
    how.keepCharacteristics = keepCharacteristics_->isChecked();
    how.keepDevice = keepDevice_->isChecked();
    how.keepInstitution = keepInstitution_->isChecked();
    how.keepUids = keepUids_->isChecked();
    return how;
}

viewer::ExportOptions ExportDialog::options() const {
    viewer::ExportOptions how;
    how.target = target_->text().trimmed().toStdString();
    how.zip = zip_->isChecked();
    how.overwrite = overwrite_;
    for (int t = 0; t < series_->topLevelItemCount(); ++t)
        for (int r = 0; r < series_->topLevelItem(t)->childCount(); ++r) {
            const QTreeWidgetItem* row = series_->topLevelItem(t)->child(r);
            if (row->checkState(0) != Qt::Checked || row->isDisabled()) continue;
            how.seriesUids.insert(list_->series[row->data(0, seriesRole).toUInt()].seriesUid);
        }
    if (!deidentify_->isChecked()) return how;
    how.deidentify = deidentifyOptions();
    // A tick beside the warning is the consent.
    how.consentedSeriesUids = how.seriesUids;
    if (saveNames_->isChecked()) how.mappingFile = how.target + "-names.csv";
    return how;
}

void ExportDialog::showPreview() {
    const viewer::ExportOptions chosen = options();
    const auto first = std::find_if(
        list_->series.begin(), list_->series.end(),
        [&](const viewer::ExportSeries& series) { return chosen.seriesUids.count(series.seriesUid) > 0; });
    if (first == list_->series.end()) return;
    auto changes = std::make_shared<std::vector<viewer::AttributeChange>>();
    jobs_.start(
        this, tr("Looking at one image"),
        [changes, list = list_, file = first->objects.front().file, how = deidentifyOptions()](
            viewer::Progress&) { *changes = viewer::previewDeidentification(file, how); },
        [this, changes] { showChanges(this, *changes); },
        [this](const QString& error, bool) { state_->setText(error); });
}

void ExportDialog::start() {
    viewer::ExportOptions how = options();
    const QFileInfo info(QString::fromStdString(how.target));
    if (how.zip && info.exists() && !overwrite_) {
        const auto answer = QMessageBox::question(
            this, tr("Export images"), tr("%1 is there already. Replace it?").arg(info.filePath()));
        if (answer != QMessageBox::Yes) return;
        how.overwrite = overwrite_ = true;
    }
    settings().setValue(setting("zip"), how.zip);
    settings().setValue(setting("deidentify"), deidentify_->isChecked());
    settings().setValue(setting("pseudonym"), pseudonym_->text());
    settings().setValue(setting("dates"), dates_->currentData());
    auto summary = std::make_shared<viewer::ExportSummary>();
    const QString target = QString::fromStdString(how.target);
    QWidget* window = parentWidget();
    jobs_.start(
        window, how.deidentify ? tr("Exporting, de-identified") : tr("Exporting"),
        [summary, how, list = list_](viewer::Progress& progress) {
            *summary = viewer::exportObjects(*list, how, &progress);
        },
        [window, summary, target] { showExportSummary(window, *summary, target); },
        [failed = failed_](const QString& error, bool cancelled) {
            if (!cancelled) failed(tr("Not exported: %1").arg(error));
        });
    close();
}

}  // namespace dokuei::app
