#include "app/chat/ModelInputDialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace dokuei::app {

QImage montage(const inference::ModelInput& input, int columns, double window, double level) {
    const auto [nx, ny, nz] = input.size;
    if (nx < 1 || ny < 1 || nz < 1 || columns < 1) return {};
    // Three factors below 2^31 may overflow when multiplied at once.
    const std::size_t plane = std::size_t(nx) * std::size_t(ny);
    if (input.hu.size() / plane != std::size_t(nz) || input.hu.size() % plane != 0) return {};
    constexpr int smallest = 96, gap = 2;
    const double finest = std::max(1e-6, std::min(input.spacing[0], input.spacing[1]));
    const double scale = std::max(1.0, double(smallest) / std::max(nx, ny)) / finest;
    const int width = std::clamp(int(std::lround(nx * input.spacing[0] * scale)), 1, 1024);
    const int height = std::clamp(int(std::lround(ny * input.spacing[1] * scale)), 1, 1024);
    const int rows = (nz + columns - 1) / columns;
    QImage all(columns * (width + gap), rows * (height + gap), QImage::Format_RGB32);
    if (all.isNull()) return {};
    all.fill(Qt::black);
    QPainter painter(&all);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QImage slice(nx, ny, QImage::Format_Grayscale8);
    for (int k = 0; k < nz; ++k) {
        for (int j = 0; j < ny; ++j) {
            uchar* line = slice.scanLine(j);
            const std::int16_t* values =
                input.hu.data() + plane * std::size_t(k) + std::size_t(nx) * std::size_t(j);
            for (int i = 0; i < nx; ++i) {
                line[i] = uchar(std::clamp((values[i] - level) / window * 255 + 127.5, 0.0, 255.0));
            }
        }
        painter.drawImage(QRect(k % columns * (width + gap), k / columns * (height + gap), width, height),
                          slice);
    }
    return all;
}

QImage imageOf(const inference::ShownPicture& picture) {
    if (picture.width < 1 || picture.height < 1) return {};
    const std::size_t line = std::size_t(picture.width) * 3;
    if (picture.rgb.size() / line != std::size_t(picture.height) || picture.rgb.size() % line != 0) return {};
    return QImage(picture.rgb.data(), picture.width, picture.height, qsizetype(line), QImage::Format_RGB888)
        .copy();
}

ModelInputDialog::ModelInputDialog(inference::ModelInput input, QWidget* parent)
    : QDialog(parent), input_(std::make_shared<const inference::ModelInput>(std::move(input))) {
    setObjectName(QStringLiteral("modelInputDialog"));
    setWindowTitle(tr("What the model saw"));
    resize(880, 720);
    size_ = new QLabel(sizeText(), this);
    size_->setObjectName(QStringLiteral("inputSize"));
    size_->setWordWrap(true);
    window_ = new QComboBox(this);
    window_->addItem(tr("Soft tissue"), QPointF(400, 40));
    window_->addItem(tr("Lung"), QPointF(1500, -600));
    window_->addItem(tr("Bone"), QPointF(2000, 400));
    window_->setVisible(input_->pictures.empty() && !input_->grey);
    picture_ = new QLabel(this);
    picture_->setObjectName(QStringLiteral("picture"));
    picture_->setAlignment(Qt::AlignCenter);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(picture_);
    scroll->setWidgetResizable(true);
    scroll->setAlignment(Qt::AlignCenter);
    auto* promptTitle = new QLabel(tr("Exact text given to the model"), this);
    prompt_ = new QPlainTextEdit(QString::fromStdString(input_->prompt), this);
    prompt_->setObjectName(QStringLiteral("prompt"));
    prompt_->setReadOnly(true);
    prompt_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    prompt_->setMaximumHeight(150);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* top = new QHBoxLayout;
    top->addWidget(size_, 1);
    top->addWidget(window_);
    auto* middle = new QHBoxLayout;
    if (!input_->pictures.empty()) middle->addWidget(buildPictures());
    middle->addWidget(scroll, 1);
    auto* column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addLayout(middle, 1);
    column->addWidget(promptTitle);
    column->addWidget(prompt_);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(window_, &QComboBox::currentIndexChanged, this, &ModelInputDialog::draw);
    draw();
}

ModelInputDialog::~ModelInputDialog() {
    pool_.waitForDone();
}

QString ModelInputDialog::sizeText() const {
    if (!input_->pictures.empty()) {
        const inference::ShownPicture& first = input_->pictures.front();
        return tr("%n picture(s) in the order in which they were given; the first has %1 x %2 pixels",
                  nullptr, int(input_->pictures.size()))
            .arg(first.width)
            .arg(first.height);
    }
    const auto mm = [](double value) { return QString::number(value, 'f', 2); };
    const auto& size = input_->size;
    if (input_->grey)
        return tr("Preprocessed volume: %1 x %2 x %3 cells of brightness, slices from the first to the last")
            .arg(size[0])
            .arg(size[1])
            .arg(size[2]);
    return tr("Preprocessed volume: %1 x %2 x %3 voxels of %4 x %5 x %6 mm, axial slices from the first to "
              "the last")
        .arg(size[0])
        .arg(size[1])
        .arg(size[2])
        .arg(mm(input_->spacing[0]), mm(input_->spacing[1]), mm(input_->spacing[2]));
}

QWidget* ModelInputDialog::buildPictures() {
    pictures_ = new QListWidget(this);
    pictures_->setObjectName(QStringLiteral("pictures"));
    pictures_->setIconSize(QSize(96, 96));
    pictures_->setFixedWidth(220);
    pictures_->setUniformItemSizes(true);
    for (std::size_t n = 0; n < input_->pictures.size(); ++n) {
        const inference::ShownPicture& shown = input_->pictures[n];
        QString text =
            shown.label.empty() ? tr("Picture %1").arg(n + 1) : QString::fromStdString(shown.label);
        if (shown.slice >= 0) text += QLatin1Char('\n') + tr("slice %1").arg(shown.slice + 1);
        pictures_->addItem(text);
    }
    connect(pictures_, &QListWidget::currentRowChanged, this, &ModelInputDialog::showPicture);
    return pictures_;
}

void ModelInputDialog::showPicture(int number) {
    if (number < 0 || number >= int(input_->pictures.size())) return;
    picture_->setPixmap(QPixmap::fromImage(imageOf(input_->pictures[std::size_t(number)])));
}

void ModelInputDialog::draw() {
    if (pictures_) {
        for (int n = 0; n < pictures_->count(); ++n)
            pool_.start([this, input = input_, n] {
                const QImage small = imageOf(input->pictures[std::size_t(n)])
                                         .scaled(96, 96, Qt::KeepAspectRatio, Qt::SmoothTransformation);
                QMetaObject::invokeMethod(this, [this, small, n] {
                    pictures_->item(n)->setIcon(QIcon(QPixmap::fromImage(small)));
                });
            });
        pictures_->setCurrentRow(0);
        return;
    }
    const QPointF window = input_->grey ? QPointF(255, 127.5) : window_->currentData().toPointF();
    const int drawing = ++drawn_;
    picture_->setText(tr("Drawing..."));
    pool_.start([this, input = input_, window, drawing] {
        const QImage image = montage(*input, 8, window.x(), window.y());
        QMetaObject::invokeMethod(this, [this, image, drawing] {
            if (drawing != drawn_) return;
            if (image.isNull()) {
                picture_->setText(tr("The model was given no images with this question."));
            } else {
                picture_->setPixmap(QPixmap::fromImage(image));
            }
        });
    });
}

}  // namespace dokuei::app
