#include "app/window/ModelManager.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <memory>

#include "app/bridge/Resources.h"
#include "app/chat/ModelService.h"
#include "app/settings/Settings.h"
#include "app/window/Jobs.h"

namespace dokuei::app {
namespace {

QString chosenDirectory() {
    const QString chosen = settings().value(QStringLiteral("model/directory")).toString();
    return chosen.isEmpty() ? QString::fromStdString(defaultModelDirectory()) : chosen;
}

}  // namespace

void loadChosenModel(ModelService& model, Jobs& jobs) {
    const QString directory = chosenDirectory();
    const QString device =
        settings().value(QStringLiteral("model/device"), QStringLiteral("auto")).toString();
    if (device == QLatin1String("cpu")) {
        model.load(directory, inference::Device::Cpu);
        return;
    }
    // Looking for a GPU loads large libraries: not on this thread.
    auto usable = std::make_shared<bool>(false);
    const auto load = [&model, directory, usable] {
        model.load(directory, *usable ? inference::Device::Cuda : inference::Device::Cpu);
    };
    jobs.start(
        &model, ModelManager::tr("Looking for a GPU"),
        [usable](viewer::Progress&) { *usable = inference::cudaUsable(); }, load,
        [load](const QString&, bool) { load(); });
}

ModelManager::ModelManager(ModelService* model, Jobs* jobs, QWidget* parent)
    : QDialog(parent),
      model_(model),
      jobs_(jobs),
      state_(new QLabel),
      folderLabel_(new QLabel),
      deviceLabel_(new QLabel),
      folder_(new QLineEdit(chosenDirectory())),
      choose_(new QPushButton),
      device_(new QComboBox),
      load_(new QPushButton),
      shipped_(new QPushButton),
      close_(new QPushButton) {
    setAttribute(Qt::WA_DeleteOnClose);
    resize(620, 260);
    state_->setWordWrap(true);
    state_->setTextFormat(Qt::PlainText);
    state_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (const char* key : {"auto", "cpu", "cuda"}) device_->addItem(QString(), QLatin1String(key));
    device_->setCurrentIndex(std::max(
        0, device_->findData(settings().value(QStringLiteral("model/device"), QStringLiteral("auto")))));
    auto* row = new QHBoxLayout;
    row->addWidget(folder_, 1);
    row->addWidget(choose_);
    auto* form = new QFormLayout;
    form->addRow(folderLabel_, row);
    form->addRow(deviceLabel_, device_);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(load_);
    buttons->addWidget(shipped_);
    buttons->addStretch(1);
    buttons->addWidget(close_);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(state_, 1);
    layout->addLayout(form);
    layout->addLayout(buttons);
    connect(choose_, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("Model folder"), folder_->text());
        if (!chosen.isEmpty()) folder_->setText(chosen);
    });
    connect(load_, &QPushButton::clicked, this, [this] {
        settings().setValue(QStringLiteral("model/directory"), folder_->text().trimmed());
        settings().setValue(QStringLiteral("model/device"), device_->currentData());
        loadChosenModel(*model_, *jobs_);
    });
    connect(shipped_, &QPushButton::clicked, this, [this] {
        settings().remove(QStringLiteral("model/directory"));
        folder_->setText(chosenDirectory());
        loadChosenModel(*model_, *jobs_);
    });
    connect(close_, &QPushButton::clicked, this, &QDialog::close);
    connect(model_, &ModelService::stateChanged, this, &ModelManager::refresh);
    retranslate();
    refresh();
}

void ModelManager::retranslate() {
    setWindowTitle(tr("Model manager"));
    folderLabel_->setText(tr("Folder"));
    deviceLabel_->setText(tr("Device"));
    choose_->setText(tr("Choose..."));
    device_->setItemText(0, tr("GPU when there is one"));
    device_->setItemText(1, tr("CPU"));
    device_->setItemText(2, tr("GPU (CUDA)"));
    load_->setText(tr("Load this model"));
    shipped_->setText(tr("Shipped model"));
    close_->setText(tr("Close"));
}

void ModelManager::refresh() {
    QString text = model_->stateText();
    if (model_->state() == ModelService::State::Ready) {
        const inference::ModelInfo& info = model_->info();
        text += QLatin1Char('\n') + tr("%1 million parameters").arg(info.parameters / 1e6, 0, 'f', 1);
        if (!info.licence.empty())
            text += QLatin1Char('\n') + tr("Licence: %1").arg(QString::fromStdString(info.licence));
        if (!info.note.empty()) text += QLatin1Char('\n') + QString::fromStdString(info.note);
    }
    state_->setText(text);
    load_->setEnabled(model_->state() != ModelService::State::Loading);
    shipped_->setEnabled(load_->isEnabled());
}

void ModelManager::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QDialog::changeEvent(event);
}

}  // namespace dokuei::app
