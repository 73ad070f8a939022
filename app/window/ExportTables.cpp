#include "app/window/ExportTables.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "app/settings/ReasonText.h"
#include "app/window/Tables.h"

namespace dokuei::app {
namespace {

struct ExportTables {
    Q_DECLARE_TR_FUNCTIONS(ExportTables)
};

QString textOf(viewer::IdentifyingContent content) {
    using Content = viewer::IdentifyingContent;
    switch (content) {
        case Content::BurnedIn:
            return ExportTables::tr("text is burned into the pixels");
        case Content::MayBeBurnedIn:
            return ExportTables::tr("the patient's name may be burned into the pixels");
        case Content::HiddenOverlay:
            return ExportTables::tr("an overlay lies among the pixel bits and cannot be removed");
        case Content::FreeText:
            return ExportTables::tr("report: its texts are replaced, codes and numbers stay");
        case Content::Document:
            return ExportTables::tr("document: cannot be de-identified");
        case Content::PrivateKind:
            return ExportTables::tr("a maker's own kind of object: cannot be de-identified");
        case Content::Face:
            return ExportTables::tr("the face can be recognised in 3D");
    }
    return {};
}

QString afterOf(const viewer::AttributeChange& change) {
    using Kind = viewer::AttributeChange::Kind;
    switch (change.kind) {
        case Kind::Removed:
            return ExportTables::tr("(removed)");
        case Kind::Emptied:
            return ExportTables::tr("(empty)");
        default:
            return QString::fromStdString(change.after);
    }
}

}  // namespace

QString identifyingText(const std::vector<viewer::IdentifyingContent>& contents) {
    QStringList words;
    for (const viewer::IdentifyingContent content : contents) words << textOf(content);
    return words.join(QStringLiteral("; "));
}

void showChanges(QWidget* parent, const std::vector<viewer::AttributeChange>& changes) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("exportPreview"));
    dialog->setWindowTitle(ExportTables::tr("What de-identification changes in the first image"));
    dialog->resize(860, 560);
    auto* table = tableOf({ExportTables::tr("Tag"), ExportTables::tr("Attribute"), ExportTables::tr("Before"),
                           ExportTables::tr("After")});
    for (const viewer::AttributeChange& change : changes)
        addRow(table, {QString::fromStdString(change.tag), QString::fromStdString(change.name),
                       QString::fromStdString(change.before), afterOf(change)});
    table->setColumnWidth(0, 180);
    table->setColumnWidth(1, 230);
    table->setColumnWidth(2, 230);
    auto* buttons = new QDialogButtonBox;
    auto* close = buttons->addButton(ExportTables::tr("Close"), QDialogButtonBox::RejectRole);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    dialog->show();
}

void showExportSummary(QWidget* parent, const viewer::ExportSummary& summary, const QString& target) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("exportSummary"));
    dialog->setWindowTitle(ExportTables::tr("Images exported"));
    dialog->resize(640, 320);
    QStringList lines;
    lines << ExportTables::tr("%1 images and objects in %2 series, %3, in %4 s")
                 .arg(summary.objects)
                 .arg(summary.series)
                 .arg(QLocale().formattedDataSize(summary.bytes))
                 .arg(summary.seconds, 0, 'f', 1)
          << target;
    if (summary.deidentified)
        lines << ExportTables::tr(
            "De-identified by DICOM PS3.15 Annex E. Look at the pictures before you hand "
            "them on: the program does not look for text in them.");
    auto* text = new QLabel(lines.join(QLatin1Char('\n')));
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* table =
        tableOf({ExportTables::tr("Not exported, or not in the directory"), ExportTables::tr("Reason")});
    for (const viewer::LeftOutSeries& series : summary.leftOut)
        addRow(table, {QString::fromStdString(series.modality + ' ' + series.description),
                       identifyingText(series.reasons)});
    for (const auto& files : {summary.failed, summary.notListed})
        for (const viewer::SkippedFile& file : files)
            addRow(table, {QString::fromStdString(file.file), readableReason(file.reason)});
    table->setColumnWidth(0, 280);
    auto* buttons = new QDialogButtonBox;
    auto* open = buttons->addButton(ExportTables::tr("Open folder"), QDialogButtonBox::ActionRole);
    auto* close = buttons->addButton(ExportTables::tr("Close"), QDialogButtonBox::RejectRole);
    QObject::connect(open, &QPushButton::clicked, dialog, [target] {
        const QFileInfo info(target);
        QDesktopServices::openUrl(QUrl::fromLocalFile(info.isDir() ? target : info.absolutePath()));
    });
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(table, 1);
    table->setVisible(table->rowCount() > 0);
    layout->addStretch(table->rowCount() > 0 ? 0 : 1);
    layout->addWidget(buttons);
    dialog->show();
}

}  // namespace dokuei::app
