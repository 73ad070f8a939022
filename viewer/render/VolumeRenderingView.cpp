#include "viewer/render/VolumeRenderingView.h"

#include <QElapsedTimer>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

#include <vtkCamera.h>
#include <vtkOpenGLGPUVolumeRayCastMapper.h>

#include "viewer/render/OverlayPainter.h"
#include "viewer/render/VolumeTransfer.h"

namespace dokuei::viewer {

namespace {

constexpr double clickSlop = 4;  // pixels
constexpr int restMilliseconds = 250;
constexpr double movingBudgetMilliseconds = 60;

double radians(double degrees) {
    return degrees * M_PI / 180;
}

Vec3 cross(const Vec3& a, const Vec3& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double dot(const Vec3& a, const Vec3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// The letter of the patient direction that a vector mostly points to.
char letterOf(const Vec3& direction) {
    int axis = 0;
    for (int a = 1; a < 3; ++a)
        if (std::abs(direction[a]) > std::abs(direction[axis])) axis = a;
    return direction[axis] > 0 ? "LPH"[axis] : "RAF"[axis];
}

Vec3 negative(const Vec3& v) {
    return {-v[0], -v[1], -v[2]};
}

}  // namespace

VolumeRenderingView::VolumeRenderingView(const ViewModel& model, QWidget* parent)
    : VtkWidget(parent), model_(model), cancel_(std::make_shared<std::atomic<bool>>(false)) {
    workers_.setMaxThreadCount(1);
    renderer()->GetActiveCamera()->ParallelProjectionOn();
    restTimer_.setSingleShot(true);
    restTimer_.setInterval(restMilliseconds);
    connect(&restTimer_, &QTimer::timeout, this, [this] {
        coarse_ = false;
        if (castsRays())
            requestPicture();
        else
            sceneChanged();
    });
}

VolumeRenderingView::~VolumeRenderingView() {
    cancel_->store(true);
    workers_.waitForDone();
}

void VolumeRenderingView::initializeGL() {
    VtkWidget::initializeGL();
    chooseMapper();
}

void VolumeRenderingView::chooseMapper() {
    takeContext();
    renderer()->RemoveAllViewProps();
    mapper_ = nullptr;
    if (!preview_ || !isValid()) return;
    // A 512-cube would take seconds a frame on the processor; only a GPU gets the whole volume, and
    // only where no left-handed grid or negative slope stands against wrapping it as it is.
    showsFullVolume_ = !softwareOpenGL() && model_.volume && !model_.loading &&
                       model_.wrapped.toLps->Determinant() > 0 && model_.volume->rescaleSlope > 0;
    if (softwareOpenGL()) {
        moving();
        return;
    }
    auto mapper = vtkSmartPointer<vtkOpenGLGPUVolumeRayCastMapper>::New();
    mapper->AutoAdjustSampleDistancesOff();
    mapper->UseJitteringOn();
    mapper_ = mapper;
    const WrappedImage& shown = showsFullVolume_ ? model_.wrapped : previewImage_;
    mapper_->SetInputData(shown.image);
    volume_->SetMapper(mapper_);
    volume_->SetUserMatrix(shown.toLps);
    presetChanged();
    renderer()->AddVolume(volume_);
}

void VolumeRenderingView::volumeChanged() {
    takeContext();
    renderer()->RemoveAllViewProps();
    volume_->SetMapper(nullptr);
    mapper_ = nullptr;
    preview_.reset();
    caster_.reset();
    previewImage_ = {};
    picture_ = {};
    cancel_->store(true);
    cancel_ = std::make_shared<std::atomic<bool>>(false);
    casting_ = castAgain_ = false;
    hovered_.clear();
    button_ = Qt::NoButton;
    azimuth_ = elevation_ = 0;
    shift_ = 0;
    fit();
}

void VolumeRenderingView::setPreview(std::shared_ptr<const VolumePreview> preview,
                                     std::shared_ptr<const RayCaster> caster) {
    preview_ = std::move(preview);
    caster_ = std::move(caster);
    previewImage_ = preview_ ? wrapVoxels(preview_->voxels, preview_->geometry) : WrappedImage{};
    chooseMapper();
    sceneChanged();
}

void VolumeRenderingView::presetChanged() {
    if (!preview_) return;
    if (castsRays()) {
        moving();
    } else {
        const double scale = showsFullVolume_ ? model_.volume->rescaleSlope : preview_->scale;
        const double offset = showsFullVolume_ ? model_.volume->rescaleIntercept : preview_->offset;
        applyTransfer(*volume_->GetProperty(), transferPoints(model_.volumePreset, model_.range, shift_),
                      scale, offset);
    }
    sceneChanged();
}

void VolumeRenderingView::fit() {
    fitted_ = true;
    if (model_.volume) {
        const auto [low, high] = lpsBounds(model_.volume->geometry());
        for (int a = 0; a < 3; ++a) center_[a] = (low[a] + high[a]) / 2;
        // The corners of a scan are air: nearly the diagonal is enough whatever way it is turned.
        const double across = 0.85 * std::hypot(high[0] - low[0], high[1] - low[1]);
        mmPerPixel_ =
            std::max({across / std::max(1, width()), (high[2] - low[2]) * 1.1 / std::max(1, height()), 1e-6});
    }
    if (castsRays()) moving();
    sceneChanged();
}

void VolumeRenderingView::zoomBy(double factor) {
    fitted_ = false;
    mmPerPixel_ = std::clamp(mmPerPixel_ / factor, 1e-4, 100.0);
    moving();
}

void VolumeRenderingView::panBy(const QPointF& pixels) {
    fitted_ = false;
    const Basis view = basis();
    for (int a = 0; a < 3; ++a)
        center_[a] -= (pixels.x() * view.right[a] - pixels.y() * view.up[a]) * mmPerPixel_;
    moving();
}

void VolumeRenderingView::setActive(bool active) {
    active_ = active;
    update();
}

void VolumeRenderingView::setDirection(double azimuth, double elevation) {
    azimuth_ = std::fmod(azimuth, 360);
    elevation_ = std::clamp(elevation, -90.0, 90.0);
    moving();
}

void VolumeRenderingView::moving() {
    coarse_ = true;
    if (castsRays()) {
        // The fine picture waits for a coarse one of the view as it stands now.
        restTimer_.stop();
        requestPicture();
    } else {
        restTimer_.start();
    }
    sceneChanged();
}

Projection VolumeRenderingView::projection(double pixelSize) const {
    const Basis view = basis();
    const double rays = pixelSize / devicePixelRatioF();  // logical pixels a ray
    Projection projection{center_, view.right, view.up, view.into};
    projection.mmPerPixel = mmPerPixel_ * rays;
    projection.width = std::max(1, static_cast<int>(std::lround(width() / rays)));
    projection.height = std::max(1, static_cast<int>(std::lround(height() / rays)));
    return projection;
}

void VolumeRenderingView::requestPicture() {
    if (!caster_ || !isVisible()) return;
    if (casting_) {
        castAgain_ = true;
        // A fine picture of a view that has moved on is not worth waiting for.
        if (!castIsCoarse_) cancel_->store(true);
        return;
    }
    if (cancel_->load()) cancel_ = std::make_shared<std::atomic<bool>>(false);
    casting_ = true;
    castAgain_ = false;
    castIsCoarse_ = coarse_;
    workers_.start([this, caster = caster_, cancel = cancel_, coarse = coarse_,
                    view = projection(coarse_ ? pixelSize_ : 1.0),
                    transfer = transferPoints(model_.volumePreset, model_.range, shift_)] {
        QElapsedTimer timer;
        timer.start();
        const QImage picture = caster->render(transfer, view, *cancel);
        const double milliseconds = timer.nsecsElapsed() / 1e6;
        QMetaObject::invokeMethod(
            this,
            [this, caster, picture, coarse, milliseconds] {
                if (caster == caster_) pictureArrived(picture, coarse, milliseconds);
            },
            Qt::QueuedConnection);
    });
}

void VolumeRenderingView::pictureArrived(const QImage& picture, bool coarse, double milliseconds) {
    casting_ = false;
    if (!picture.isNull()) {
        picture_ = picture;
        update();
        if (coarse)
            pixelSize_ =
                std::clamp(pixelSize_ * std::sqrt(milliseconds / movingBudgetMilliseconds), 1.0, 5.0);
    }
    if (castAgain_)
        requestPicture();
    else if (coarse)
        restTimer_.start();
}

VolumeRenderingView::Basis VolumeRenderingView::basis() const {
    const double az = radians(azimuth_), el = radians(elevation_);
    Basis view;
    view.right = {std::cos(az), std::sin(az), 0};
    view.into = {-std::sin(az) * std::cos(el), std::cos(az) * std::cos(el), -std::sin(el)};
    view.up = cross(view.right, view.into);
    return view;
}

QPointF VolumeRenderingView::screenFromLps(const Vec3& lps) const {
    const Basis view = basis();
    const Vec3 offset{lps[0] - center_[0], lps[1] - center_[1], lps[2] - center_[2]};
    return {width() / 2.0 + dot(offset, view.right) / mmPerPixel_,
            height() / 2.0 - dot(offset, view.up) / mmPerPixel_};
}

std::array<QPointF, 8> VolumeRenderingView::boxCorners(const ViewBox& box) const {
    std::array<QPointF, 8> corners;
    for (int corner = 0; corner < 8; ++corner) {
        Vec3 lps;
        for (int a = 0; a < 3; ++a) lps[a] = box.lps[(corner >> a & 1) ? a + 3 : a];
        corners[corner] = screenFromLps(lps);
    }
    return corners;
}

const ViewBox* VolumeRenderingView::boxAt(const QPointF& pixel) const {
    const ViewBox* found = nullptr;
    double smallest = 0;
    for (const ViewBox& box : model_.boxes) {
        const auto corners = boxCorners(box);
        // The outline of a box is made of its six faces.
        bool inside = false;
        for (const auto& face : {std::array{0, 1, 3, 2}, std::array{4, 5, 7, 6}, std::array{0, 1, 5, 4},
                                 std::array{2, 3, 7, 6}, std::array{0, 2, 6, 4}, std::array{1, 3, 7, 5}}) {
            QPolygonF polygon;
            for (int corner : face) polygon << corners[corner];
            if (polygon.containsPoint(pixel, Qt::OddEvenFill)) inside = true;
        }
        if (!inside) continue;
        const double size = (box.lps[3] - box.lps[0]) * (box.lps[4] - box.lps[1]) * (box.lps[5] - box.lps[2]);
        if (!found || size < smallest) {
            found = &box;
            smallest = size;
        }
    }
    return found;
}

bool VolumeRenderingView::sceneVisible() const {
    return model_.volume && mapper_;
}

void VolumeRenderingView::prepareScene() {
    const Basis view = basis();
    constexpr double away = 5000;
    vtkCamera* camera = renderer()->GetActiveCamera();
    camera->SetFocalPoint(center_.data());
    camera->SetPosition(center_[0] - view.into[0] * away, center_[1] - view.into[1] * away,
                        center_[2] - view.into[2] * away);
    camera->SetViewUp(view.up.data());
    camera->SetParallelScale(std::max(1e-6, height() * mmPerPixel_ / 2));
    renderer()->ResetCameraClippingRange();

    if (coarse_ && lastRenderMilliseconds() > 0)
        pixelSize_ =
            std::clamp(pixelSize_ * std::sqrt(lastRenderMilliseconds() / movingBudgetMilliseconds), 1.0, 5.0);
    const Geometry& shown = showsFullVolume_ ? model_.volume->geometry() : preview_->geometry;
    const double finest = std::min({shown.spacing[0], shown.spacing[1], shown.spacing[2]});
    if (auto* gpu = vtkGPUVolumeRayCastMapper::SafeDownCast(mapper_)) {
        gpu->SetSampleDistance(static_cast<float>(finest / 2));
        gpu->SetImageSampleDistance(coarse_ ? static_cast<float>(pixelSize_) : 1.0F);
    }
}

void VolumeRenderingView::paintOverlay(QPainter& qt) {
    OverlayPainter painter(qt, rect(), font());
    if (!model_.volume) return;
    if (castsRays() && !picture_.isNull()) {
        qt.setRenderHint(QPainter::SmoothPixmapTransform);
        qt.drawImage(QRectF(rect()), picture_);
    }
    if (!mapper_ && picture_.isNull()) {
        painter.message(model_.loading ? tr("Loading %1 %").arg(model_.loadedPercent)
                        : model_.volume->geometry().size[2] == 1
                            ? tr("A single image has no volume rendering")
                            : tr("Preparing the volume rendering"));
    } else {
        if (model_.crosshairVisible) painter.cursorMark(screenFromLps(model_.cursor));
        for (const ViewBox& box : model_.boxes)
            painter.boxEdges(boxCorners(box), box, model_.emphasised(box));
        const Basis view = basis();
        painter.edgeLetters({letterOf(negative(view.right)), letterOf(view.right), letterOf(view.up),
                             letterOf(negative(view.up))});
        if (model_.cornerTextVisible) {
            const QString name = model_.volumePreset == VolumePreset::CtBone   ? tr("CT bone")
                                 : model_.volumePreset == VolumePreset::CtSoft ? tr("CT soft tissue")
                                                                               : tr("MR");
            QStringList lines{name};
            if (!showsFullVolume_) lines << tr("Preview resolution");
            painter.cornerText(OverlayPainter::Corner::BottomRight, lines, showsFullVolume_ ? 0 : 1);
        }
    }
    if (active_) painter.activeFrame();
}

void VolumeRenderingView::resizeEvent(QResizeEvent* event) {
    VtkWidget::resizeEvent(event);
    if (fitted_) fit();
    if (castsRays()) moving();
    sceneChanged();
}

void VolumeRenderingView::showEvent(QShowEvent* event) {
    VtkWidget::showEvent(event);
    if (castsRays()) moving();
}

void VolumeRenderingView::mousePressEvent(QMouseEvent* event) {
    Q_EMIT activated();
    if (!model_.volume || button_ != Qt::NoButton) return;
    button_ = event->button();
    pressed_ = last_ = event->position();
    moved_ = false;
}

void VolumeRenderingView::mouseMoveEvent(QMouseEvent* event) {
    if (!model_.volume) return;
    const QPointF pixel = event->position();
    if (button_ == Qt::NoButton) {
        const ViewBox* box = boxAt(pixel);
        const std::string id = box ? box->id : std::string();
        if (id != hovered_) {
            hovered_ = id;
            Q_EMIT boxHovered(id);
        }
        return;
    }
    const QPointF way = pixel - pressed_;
    if (std::hypot(way.x(), way.y()) > clickSlop) moved_ = true;
    if (!moved_) return;
    const QPointF step = pixel - last_;
    last_ = pixel;
    if (button_ == Qt::LeftButton) {
        constexpr double degreesPerPixel = 0.5;
        setDirection(azimuth_ - step.x() * degreesPerPixel, elevation_ + step.y() * degreesPerPixel);
    } else if (button_ == Qt::MiddleButton) {
        panBy(step);
    } else if (button_ == Qt::RightButton && model_.volumePreset != VolumePreset::Mr) {
        shift_ = std::clamp(shift_ + step.y(), -600.0, 1500.0);
        moving();
        presetChanged();
    }
}

void VolumeRenderingView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != button_) return;
    button_ = Qt::NoButton;
    if (moved_) return;
    if (event->button() == Qt::RightButton) Q_EMIT contextMenuWanted(event->globalPosition().toPoint());
    if (event->button() == Qt::LeftButton)
        if (const ViewBox* box = boxAt(event->position())) Q_EMIT boxClicked(std::string(box->id));
}

void VolumeRenderingView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) Q_EMIT maximiseWanted();
}

void VolumeRenderingView::wheelEvent(QWheelEvent* event) {
    event->accept();
    if (model_.volume) zoomBy(std::pow(1.15, event->angleDelta().y() / 120.0));
}

void VolumeRenderingView::leaveEvent(QEvent* event) {
    VtkWidget::leaveEvent(event);
    if (hovered_.empty()) return;
    hovered_.clear();
    Q_EMIT boxHovered({});
}

}  // namespace dokuei::viewer
