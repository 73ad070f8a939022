#include "app/window/StartPage.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/settings/Icons.h"
#include "app/settings/Theme.h"

namespace dokuei::app {

StartPage::StartPage(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(QStringLiteral("Dokuei"))),
      text_(new QLabel),
      note_(new QLabel),
      openFolder_(new QPushButton),
      openSample_(new QPushButton) {
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 2);
    title_->setFont(large);
    for (QLabel* label : {title_, text_, note_}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    note_->setForegroundRole(QPalette::PlaceholderText);
    openFolder_->setIcon(icon("folder"));
    openSample_->setIcon(icon("sample"));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(openFolder_);
    buttons->addWidget(openSample_);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addWidget(title_);
    layout->addWidget(text_);
    layout->addSpacing(12);
    layout->addLayout(buttons);
    layout->addSpacing(18);
    layout->addWidget(note_);
    layout->addStretch(3);
    connect(openFolder_, &QPushButton::clicked, this, &StartPage::openFolderRequested);
    connect(openSample_, &QPushButton::clicked, this, &StartPage::openSampleRequested);
    retranslate();
}

void StartPage::retranslate() {
    text_->setText(tr("Drop a folder, a ZIP archive or a DICOMDIR here, or open the sample study."));
    note_->setText(
        tr("DICOM folders, files, discs (DICOMDIR) and ZIP archives, NIfTI, NRRD and MHA. No image and no "
           "question leaves this machine."));
    openFolder_->setText(tr("Open folder..."));
    openSample_->setText(tr("Open sample study"));
}

void StartPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void StartPage::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), colours().background);
}

}  // namespace dokuei::app
