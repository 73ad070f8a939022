#include "app/window/ProblemsDialog.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "app/settings/ReasonText.h"
#include "app/window/Tables.h"

namespace dokuei::app {
namespace {

// A table of a hundred thousand rows would hold the window; the copied list has them all.
constexpr int kMostRows = 1000;

struct ProblemsDialog {
    Q_DECLARE_TR_FUNCTIONS(ProblemsDialog)
};

struct Row {
    QString file, reason;
};

std::vector<Row> rowsOf(const Problems& problems) {
    std::vector<Row> rows;
    for (const std::string& warning : problems.warnings)
        rows.push_back({ProblemsDialog::tr("(shown series)"), readableReason(warning)});
    for (const viewer::SkippedFile& file : problems.skipped)
        rows.push_back({QString::fromStdString(file.file), readableReason(file.reason)});
    return rows;
}

QString headline(const Problems& problems) {
    QStringList lines;
    const int skipped = static_cast<int>(problems.skipped.size());
    lines << (skipped > 0 ? ProblemsDialog::tr("%n file(s) could not be opened.", nullptr, skipped)
                          : ProblemsDialog::tr("No file was left out."));
    if (problems.passedOver > 0)
        lines << ProblemsDialog::tr("%n file(s) of other kinds lie beside the images (programs, texts).",
                                    nullptr, static_cast<int>(problems.passedOver));
    if (skipped > kMostRows)
        lines << ProblemsDialog::tr("The first %1 are shown; a copy of the list holds all.").arg(kMostRows);
    return lines.join(QLatin1Char(' '));
}

QTableWidget* problemTable(const std::vector<Row>& rows) {
    const int shown = std::min(static_cast<int>(rows.size()), kMostRows);
    QTableWidget* table = tableOf({ProblemsDialog::tr("File"), ProblemsDialog::tr("Reason")});
    table->setObjectName(QStringLiteral("problems"));
    table->setRowCount(shown);
    table->setTextElideMode(Qt::ElideMiddle);
    for (int r = 0; r < shown; ++r) {
        const Row& row = rows[static_cast<std::size_t>(r)];
        auto* file = new QTableWidgetItem(row.file);
        auto* reason = new QTableWidgetItem(row.reason);
        file->setToolTip(row.file);
        reason->setToolTip(row.reason);
        table->setItem(r, 0, file);
        table->setItem(r, 1, reason);
    }
    return table;
}

/// The folder that holds a file or the archive that the file lies in; that of the study when there is none.
QString folderOf(QString file, const QString& study) {
    if (const auto inArchive = file.indexOf(QLatin1String("!/")); inArchive > 0) file.truncate(inArchive);
    const QFileInfo info(file);
    if (info.isAbsolute() && info.dir().exists()) return info.absolutePath();
    const QFileInfo whole(study);
    return whole.isDir() ? whole.absoluteFilePath() : whole.absolutePath();
}

}  // namespace

QDialog* showProblems(QWidget* parent, const Problems& problems) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(ProblemsDialog::tr("Files left out and warnings") + QStringLiteral(" - ") +
                           problems.study);
    dialog->resize(820, 420);
    const std::vector<Row> rows = rowsOf(problems);
    auto* told = new QLabel(headline(problems));
    told->setObjectName(QStringLiteral("headline"));
    told->setWordWrap(true);
    QTableWidget* table = problemTable(rows);
    auto* buttons = new QDialogButtonBox;
    auto* copy = buttons->addButton(ProblemsDialog::tr("Copy the list"), QDialogButtonBox::ActionRole);
    auto* open = buttons->addButton(ProblemsDialog::tr("Open the folder"), QDialogButtonBox::ActionRole);
    auto* close = buttons->addButton(ProblemsDialog::tr("Close"), QDialogButtonBox::RejectRole);
    copy->setObjectName(QStringLiteral("copy"));
    open->setObjectName(QStringLiteral("openFolder"));
    copy->setEnabled(!rows.empty());
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(told);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    QObject::connect(copy, &QPushButton::clicked, dialog, [rows] {
        QString text;
        for (const Row& row : rows) text += row.file + QLatin1Char('\t') + row.reason + QLatin1Char('\n');
        QGuiApplication::clipboard()->setText(text);
    });
    QObject::connect(open, &QPushButton::clicked, dialog, [table, path = problems.path] {
        const QTableWidgetItem* item = table->item(std::max(0, table->currentRow()), 0);
        QDesktopServices::openUrl(QUrl::fromLocalFile(folderOf(item ? item->text() : QString(), path)));
    });
    dialog->show();
    table->setColumnWidth(0, 430);
    if (table->rowCount() <= 100) table->resizeRowsToContents();
    return dialog;
}

}  // namespace dokuei::app
