#include "app/library/ImportDialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include "app/settings/Icons.h"
#include "app/settings/Settings.h"

namespace dokuei::app {
namespace {

const QString lastFolder = QStringLiteral("window/lastFolder");
const QString lastMode = QStringLiteral("library/reference");

QLabel* note(const QString& text) {
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setIndent(22);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

}  // namespace

ImportDialog::ImportDialog(const QStringList& paths, const QString& libraryFolder, QWidget* parent)
    : QDialog(parent),
      list_(new QListWidget),
      copy_(new QRadioButton(tr("&Copy the files into the library"))),
      reference_(new QRadioButton(tr("&Leave the files where they are"))),
      start_(nullptr) {
    setWindowTitle(tr("Import into the library"));
    setObjectName(QStringLiteral("importDialog"));
    list_->setAccessibleName(tr("What is imported"));
    auto* folder = new QPushButton(icon("folder"), tr("Add &folder..."));
    auto* file = new QPushButton(icon("file"), tr("Add f&ile, ZIP or DICOMDIR..."));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    start_ = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    auto* row = new QHBoxLayout;
    row->addWidget(folder);
    row->addWidget(file);
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(list_, 1);
    layout->addLayout(row);
    layout->addWidget(copy_);
    layout->addWidget(note(tr("They are kept in %1, also when the medium is taken out.").arg(libraryFolder)));
    layout->addWidget(reference_);
    layout->addWidget(
        note(tr("Takes no space. The studies open only while the medium is there. ZIP archives are "
                "always copied.")));
    layout->addWidget(buttons);
    resize(520, 360);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        settings().setValue(lastMode, !copies());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(folder, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("Folder to import"),
                                                                 settings().value(lastFolder).toString());
        if (chosen.isEmpty()) return;
        settings().setValue(lastFolder, chosen);
        add(chosen);
    });
    connect(file, &QPushButton::clicked, this, [this] {
        const QString chosen =
            QFileDialog::getOpenFileName(this, tr("File to import"), settings().value(lastFolder).toString());
        if (chosen.isEmpty()) return;
        settings().setValue(lastFolder, QFileInfo(chosen).absolutePath());
        add(chosen);
    });
    setCopies(!settings().value(lastMode, false).toBool());
    for (const QString& path : paths) add(path);
    start_->setEnabled(list_->count() > 0);
}

void ImportDialog::add(const QString& path) {
    if (list_->findItems(path, Qt::MatchExactly).isEmpty()) list_->addItem(path);
    start_->setEnabled(true);
}

QStringList ImportDialog::paths() const {
    QStringList all;
    for (int row = 0; row < list_->count(); ++row) all << list_->item(row)->text();
    return all;
}

bool ImportDialog::copies() const {
    return copy_->isChecked();
}

void ImportDialog::setCopies(bool copies) {
    (copies ? copy_ : reference_)->setChecked(true);
}

}  // namespace dokuei::app
