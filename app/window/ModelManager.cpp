#include "app/window/ModelManager.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>
#include <QVBoxLayout>
#include <memory>

#include "app/chat/ModelService.h"
#include "app/chat/ModelText.h"
#include "app/settings/ReasonText.h"
#include "app/settings/Theme.h"
#include "app/window/Jobs.h"
#include "app/window/ModelChoice.h"
#include "inference/Error.h"
#include "viewer/Error.h"

namespace dokuei::app {
namespace {

using Weights = inference::ModelOptions::Weights;

QLabel* textLabel(const char* name) {
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void showText(QLabel* label, const QString& text, const QColor& colour) {
    label->setText(text);
    label->setStyleSheet(QStringLiteral("color: %1;").arg(colour.name()));
    label->setVisible(!text.isEmpty());
}

}  // namespace

ModelManager::ModelManager(ModelService* model, Jobs* jobs, QWidget* parent)
    : QDialog(parent), model_(model), jobs_(jobs) {
    setObjectName(QStringLiteral("modelManager"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(model_, &ModelService::stateChanged, this, &ModelManager::refresh);
    connect(model_, &ModelService::loadProgressed, this, &ModelManager::refresh);
    retranslate();
    showChoice(ModelChoice::last());
    refresh();
    check();
}

ModelManager::~ModelManager() {
    jobs_->cancel(checkJob_);
}

void ModelManager::build() {
    loaded_ = new QGroupBox;
    other_ = new QGroupBox;
    state_ = textLabel("modelStateText");
    problem_ = textLabel("modelProblem");
    folderLabel_ = new QLabel;
    deviceLabel_ = new QLabel;
    weightsLabel_ = new QLabel;
    slicesLabel_ = new QLabel;
    lengthLabel_ = new QLabel;
    status_ = textLabel("checkStatus");
    facts_ = textLabel("modelFacts");
    memory_ = textLabel("modelMemory");
    folder_ = new QComboBox;
    folder_->setObjectName(QStringLiteral("modelFolder"));
    folder_->setEditable(true);
    folder_->setInsertPolicy(QComboBox::NoInsert);
    folder_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    folder_->setMinimumContentsLength(30);
    folder_->addItem(shippedModel());
    folder_->addItems(recentModels());
    device_ = new QComboBox;
    device_->setObjectName(QStringLiteral("modelDevice"));
    for (const char* key : {"auto", "cpu", "cuda"}) device_->addItem(QString(), QLatin1String(key));
    weights_ = new QComboBox;
    weights_->setObjectName(QStringLiteral("modelWeights"));
    for (const Weights format :
         {Weights::Automatic, Weights::AsStored, Weights::BFloat16, Weights::Int8, Weights::Int4})
        weights_->addItem(QString(), int(format));
    slices_ = new QSpinBox;
    slices_->setObjectName(QStringLiteral("modelSlices"));
    slices_->setRange(0, 512);
    length_ = new QSpinBox;
    length_->setObjectName(QStringLiteral("modelLongestAnswer"));
    length_->setRange(16, 16384);
    length_->setSingleStep(128);
    ahead_ = new QCheckBox;
    ahead_->setObjectName(QStringLiteral("modelReadsAhead"));
    progress_ = new QProgressBar;
    progress_->setObjectName(QStringLiteral("modelProgress"));
    choose_ = new QPushButton;
    cancel_ = new QPushButton;
    cancel_->setObjectName(QStringLiteral("cancelModel"));
    load_ = new QPushButton;
    load_->setObjectName(QStringLiteral("loadModel"));
    shipped_ = new QPushButton;
    shipped_->setObjectName(QStringLiteral("shippedModel"));
    close_ = new QPushButton;
    for (QPushButton* button : {choose_, cancel_, load_, shipped_, close_}) button->setAutoDefault(false);

    auto* inUse = new QVBoxLayout(loaded_);
    inUse->addWidget(state_);
    inUse->addWidget(problem_);
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(folder_, 1);
    folderRow->addWidget(choose_);
    auto* work = new QHBoxLayout;
    work->addWidget(progress_, 1);
    work->addWidget(cancel_);
    auto* form = new QFormLayout;
    form->addRow(folderLabel_, folderRow);
    form->addRow(status_);
    form->addRow(work);
    form->addRow(facts_);
    form->addRow(deviceLabel_, device_);
    form->addRow(weightsLabel_, weights_);
    form->addRow(memory_);
    form->addRow(slicesLabel_, slices_);
    form->addRow(lengthLabel_, length_);
    form->addRow(ahead_);
    other_->setLayout(form);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(load_);
    buttons->addWidget(shipped_);
    buttons->addStretch(1);
    buttons->addWidget(close_);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(loaded_);
    layout->addWidget(other_);
    layout->addStretch(1);
    layout->addLayout(buttons);
    resize(660, 560);

    connect(choose_, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("Model folder"), folder());
        if (!chosen.isEmpty()) propose(chosen);
    });
    connect(folder_, &QComboBox::activated, this, [this] { propose(folder()); });
    connect(folder_->lineEdit(), &QLineEdit::returnPressed, this, [this] { propose(folder()); });
    connect(folder_->lineEdit(), &QLineEdit::textEdited, this, [this] {
        // What was found belongs to another folder.
        jobs_->cancel(checkJob_);
        ++checks_;
        checkJob_ = 0;
        found_.reset();
        error_.clear();
        refreshFacts();
    });
    connect(device_, &QComboBox::currentIndexChanged, this, &ModelManager::refreshMemory);
    connect(weights_, &QComboBox::currentIndexChanged, this, &ModelManager::refreshMemory);
    connect(load_, &QPushButton::clicked, this, &ModelManager::load);
    connect(shipped_, &QPushButton::clicked, this, [this] {
        propose(shippedModel());
        load();
    });
    connect(cancel_, &QPushButton::clicked, this, [this] {
        if (checkJob_) {
            jobs_->cancel(checkJob_);
        } else {
            model_->cancelLoading();
        }
    });
    connect(close_, &QPushButton::clicked, this, &QDialog::close);
}

QString ModelManager::folder() const {
    const QString text = folder_->currentText().trimmed();
    return text.isEmpty() ? text : QDir::cleanPath(text);
}

void ModelManager::propose(const QString& directory) {
    showChoice(ModelChoice::of(QDir::cleanPath(directory)));
    check();
}

void ModelManager::showChoice(const ModelChoice& choice) {
    folder_->setEditText(choice.directory);
    device_->setCurrentIndex(std::max(0, device_->findData(choice.device)));
    weights_->setCurrentIndex(std::max(0, weights_->findData(int(choice.weights))));
    slices_->setValue(choice.slices);
    length_->setValue(choice.longestAnswer);
    ahead_->setChecked(choice.readsAhead);
}

ModelChoice ModelManager::choice() const {
    ModelChoice choice;
    choice.directory = folder();
    choice.device = device_->currentData().toString();
    choice.weights = static_cast<Weights>(weights_->currentData().toInt());
    choice.slices = slices_->value();
    choice.longestAnswer = length_->value();
    choice.readsAhead = ahead_->isChecked();
    return choice;
}

void ModelManager::check() {
    jobs_->cancel(checkJob_);
    const int check = ++checks_;
    found_.reset();
    error_.clear();
    checkJob_ = 0;
    const QString directory = folder();
    if (directory.isEmpty()) {
        refreshFacts();
        return;
    }
    auto facts = std::make_shared<inference::ModelFacts>();
    checkJob_ = jobs_->start(
        this, tr("Checking the model"),
        [facts, directory](viewer::Progress& progress) {
            constexpr int steps = 1000;
            progress.total = steps;
            try {
                *facts = inference::inspectModel(
                    directory.toStdString(),
                    [&progress](double fraction) {
                        progress.done = static_cast<long long>(fraction * steps);
                    },
                    &progress.cancel);
            } catch (const inference::Cancelled&) {
                throw viewer::Cancelled();
            }
        },
        [this, check, facts] { checked(check, *facts); },
        [this, check](const QString& error, bool cancelled) { checkFailed(check, error, cancelled); });
    refreshFacts();
}

void ModelManager::checked(int check, const inference::ModelFacts& facts) {
    if (check != checks_) return;
    checkJob_ = 0;
    found_ = facts;
    refreshFacts();
}

void ModelManager::checkFailed(int check, const QString& error, bool cancelled) {
    if (check != checks_) return;
    checkJob_ = 0;
    error_ = cancelled ? tr("The check was stopped.") : error;
    refreshFacts();
}

void ModelManager::load() {
    if (!model_->busy()) {
        loadNow();
        return;
    }
    auto* question = new QMessageBox(QMessageBox::Question, tr("Model manager"),
                                     tr("An answer is being written. Stop it and load the other model?"),
                                     QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("confirmStop"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* stop = question->addButton(tr("Stop and load"), QMessageBox::AcceptRole);
    question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    connect(stop, &QPushButton::clicked, this, &ModelManager::loadNow);
    question->open();
}

void ModelManager::loadNow() {
    model_->stopAll();
    const ModelChoice wanted = choice();
    wanted.save();
    if (folder_->findText(wanted.directory) < 0) folder_->addItem(wanted.directory);
    loadModel(*model_, *jobs_, wanted);
}

void ModelManager::refresh() {
    const Colours& c = colours();
    const ModelService::State state = model_->state();
    showText(state_, loadedModelText(*model_), c.text);
    showText(problem_, state == ModelService::State::Failed ? QString() : model_->problem(), c.error);
    refreshFacts();
}

void ModelManager::refreshFacts() {
    const Colours& c = colours();
    const bool loading = model_->state() == ModelService::State::Loading;
    const bool checking = checkJob_ != 0;
    if (checking) {
        showText(status_, tr("Checking every file of this model..."), c.dimText);
    } else if (!error_.isEmpty()) {
        showText(status_, tr("This model cannot be used. %1").arg(error_), c.error);
    } else if (found_) {
        showText(status_, tr("The files are sound."), c.human);
    } else {
        showText(status_, tr("Press Enter to check the folder."), c.dimText);
    }
    showText(facts_, found_ ? factsText(*found_) : QString(), c.text);
    progress_->setVisible(checking || loading);
    cancel_->setVisible(checking || loading);
    cancel_->setEnabled(true);
    if (loading && !checking) {
        const double fraction = model_->loadProgress();
        progress_->setRange(0, fraction >= 0 ? 1000 : 0);
        progress_->setValue(fraction >= 0 ? int(fraction * 1000) : 0);
    } else if (checking) {
        progress_->setRange(0, 0);
        for (const Jobs::Job& job : jobs_->running()) {
            if (job.id != checkJob_ || job.progress->done == 0) continue;
            progress_->setRange(0, int(job.progress->total));
            progress_->setValue(int(job.progress->done));
        }
        QTimer::singleShot(200, this, [this, check = checks_] {
            if (check == checks_ && checkJob_) refreshFacts();
        });
    }
    load_->setEnabled(!loading && !checking && found_);
    shipped_->setEnabled(!loading);
    refreshMemory();
}

void ModelManager::refreshMemory() {
    const Colours& c = colours();
    const bool starter = found_ && found_->starter;
    for (QWidget* part : {static_cast<QWidget*>(weightsLabel_), static_cast<QWidget*>(weights_),
                          static_cast<QWidget*>(slicesLabel_), static_cast<QWidget*>(slices_),
                          static_cast<QWidget*>(lengthLabel_), static_cast<QWidget*>(length_)})
        part->setVisible(!starter);
    if (!found_ || starter) {
        memory_->setVisible(false);
        return;
    }
    const bool gpu = device_->currentData() == QLatin1String("cuda");
    const auto device = gpu ? inference::Device::Cuda : inference::Device::Cpu;
    auto format = static_cast<Weights>(weights_->currentData().toInt());
    if (format == Weights::Automatic) format = found_->automatic(device);
    const std::uint64_t needed = found_->memory(format);
    const bool tooLarge = !gpu && needed > found_->freeMemory;
    QString text = tr("Weights in memory (%1): about %2. Free now: %3.")
                       .arg(weightsName(format), bytesText(needed), bytesText(found_->freeMemory));
    if (tooLarge)
        text += QLatin1Char(' ') +
                tr("That is too much for this machine. Choose a smaller form, or close other programs.");
    showText(memory_, text, tooLarge ? c.error : c.dimText);
}

void ModelManager::retranslate() {
    setWindowTitle(tr("Model manager"));
    loaded_->setTitle(tr("In use"));
    other_->setTitle(tr("Model to load"));
    folderLabel_->setText(tr("Folder"));
    folder_->lineEdit()->setPlaceholderText(
        tr("A Hugging Face model folder; it can also be dropped on the window"));
    folder_->setAccessibleName(tr("Folder"));
    deviceLabel_->setText(tr("Device"));
    weightsLabel_->setText(tr("Weights"));
    slicesLabel_->setText(tr("Slices shown, at most"));
    lengthLabel_->setText(tr("Longest answer"));
    choose_->setText(tr("Choose..."));
    cancel_->setText(tr("Cancel"));
    device_->setItemText(0, tr("GPU when there is one"));
    device_->setItemText(1, tr("CPU"));
    device_->setItemText(2, tr("GPU (CUDA)"));
    for (int n = 0; n < weights_->count(); ++n)
        weights_->setItemText(n, weightsName(static_cast<Weights>(weights_->itemData(n).toInt())));
    slices_->setSpecialValueText(tr("as the model's family wants"));
    length_->setSuffix(tr(" tokens"));
    ahead_->setText(tr("Read the images as soon as a study is opened"));
    ahead_->setToolTip(
        tr("The first answer comes sooner; with a large model the processor is busy for minutes."));
    load_->setText(tr("Load this model"));
    shipped_->setText(tr("Shipped model"));
    close_->setText(tr("Close"));
}

void ModelManager::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QDialog::changeEvent(event);
}

}  // namespace dokuei::app
