#include "app/chat/ModelInputDialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
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

ModelInputDialog::ModelInputDialog(inference::ModelInput input, QWidget* parent)
    : QDialog(parent), input_(std::make_shared<const inference::ModelInput>(std::move(input))) {
    setObjectName(QStringLiteral("modelInputDialog"));
    setWindowTitle(tr("What the model saw"));
    resize(880, 720);
    size_ = new QLabel(this);
    const auto mm = [](double value) { return QString::number(value, 'f', 2); };
    size_->setText(
        tr("Preprocessed volume: %1 x %2 x %3 voxels of %4 x %5 x %6 mm, axial slices from the first to "
           "the last")
            .arg(input_->size[0])
            .arg(input_->size[1])
            .arg(input_->size[2])
            .arg(mm(input_->spacing[0]), mm(input_->spacing[1]), mm(input_->spacing[2])));
    size_->setWordWrap(true);
    window_ = new QComboBox(this);
    window_->addItem(tr("Soft tissue"), QPointF(400, 40));
    window_->addItem(tr("Lung"), QPointF(1500, -600));
    window_->addItem(tr("Bone"), QPointF(2000, 400));
    picture_ = new QLabel(this);
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
    auto* column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addWidget(scroll, 1);
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

void ModelInputDialog::draw() {
    const QPointF window = window_->currentData().toPointF();
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
