#include "viewer/render/SliceView.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <cstring>

#include <vtkCamera.h>
#include <vtkDataArray.h>
#include <vtkPointData.h>

#include "viewer/render/OverlayPainter.h"
#include "viewer/render/ValueText.h"

namespace dokuei::viewer {

namespace {

constexpr double clickSlop = 4;  // pixels that a click may wander

QString axisName(int axis) {
    return QString(QChar("xyz"[axis]));
}

}  // namespace

SliceView::SliceView(Plane plane, const ViewModel& model, QWidget* parent)
    : VtkWidget(parent), plane_(plane), model_(model) {
    geometry_.plane = plane;
    mapper_->SliceFacesCameraOn();
    mapper_->SliceAtFocalPointOn();
    mapper_->BorderOn();
    mapper_->AutoAdjustImageQualityOff();
    slice_->SetMapper(mapper_);
    vtkImageProperty* property = slice_->GetProperty();
    property->SetInterpolationTypeToLinear();
    renderer()->AddViewProp(slice_);
    renderer()->GetActiveCamera()->ParallelProjectionOn();
}

void SliceView::volumeChanged() {
    warmingUp_ = false;
    if (model_.volume) {
        mapper_->SetInputData(model_.wrapped.image);
        slice_->SetUserMatrix(model_.wrapped.toLps);
        slice_->VisibilityOn();
    } else {
        mapper_->RemoveAllInputs();
        slice_->VisibilityOff();
    }
    drag_ = Drag::None;
    hovered_.clear();
    fit();
}

void SliceView::warmUp() {
    if (model_.volume || !isVisible()) return;
    Geometry blank;
    blank.size = {2, 2, 2};
    mapper_->SetInputData(wrapVoxels(blankVoxels_, blank).image);
    slice_->VisibilityOn();
    warmingUp_ = true;
    sceneChanged();
}

void SliceView::voxelsChanged() {
    sceneChanged();
}

void SliceView::fit() {
    fitted_ = true;
    geometry_.size = size();
    if (model_.volume) geometry_.fit(lpsBounds(model_.volume->geometry()));
    sceneChanged();
}

void SliceView::setPlace(const PlaneGeometry& place) {
    fitted_ = false;
    geometry_ = place;
    geometry_.size = size();
    sceneChanged();
}

void SliceView::zoomBy(double factor, std::optional<QPointF> at) {
    fitted_ = false;
    geometry_.zoom(factor, at.value_or(QPointF(width() / 2.0, height() / 2.0)));
    sceneChanged();
}

void SliceView::panBy(const QPointF& pixels) {
    fitted_ = false;
    geometry_.pan(pixels);
    sceneChanged();
}

void SliceView::showCursor() {
    if (!model_.volume || drag_ != Drag::None) return;
    const QPointF at = planeGeometry().screenFromLps(model_.cursor);
    const QRectF inner = QRectF(rect()).adjusted(12, 12, -12, -12);
    if (inner.isEmpty() || inner.contains(at)) return;
    panBy(inner.center() - at);
}

void SliceView::setActive(bool active) {
    active_ = active;
    update();
}

PlaneGeometry SliceView::planeGeometry() const {
    PlaneGeometry shown = geometry_;
    shown.size = size();
    if (model_.volume) shown.center[planeAxes(plane_).normalAxis] = model_.slicePosition(plane_);
    return shown;
}

std::optional<QRectF> SliceView::boxRect(const ViewBox& box) const {
    if (!model_.volume) return {};
    const int axis = planeAxes(plane_).normalAxis;
    if (!sliceCuts(model_.stack(plane_), model_.slicePosition(plane_), box.lps[axis], box.lps[axis + 3]))
        return {};
    const PlaneGeometry shown = planeGeometry();
    return QRectF(shown.screenFromLps({box.lps[0], box.lps[1], box.lps[2]}),
                  shown.screenFromLps({box.lps[3], box.lps[4], box.lps[5]}))
        .normalized();
}

bool SliceView::sceneVisible() const {
    return model_.volume != nullptr;
}

void SliceView::prepareScene() {
    const PlaneGeometry shown = planeGeometry();
    const PlaneAxes axes = planeAxes(plane_);
    const Vec3 up{-axes.down[0], -axes.down[1], -axes.down[2]};
    // Into the screen is up x right.
    const Vec3 into{up[1] * axes.right[2] - up[2] * axes.right[1],
                    up[2] * axes.right[0] - up[0] * axes.right[2],
                    up[0] * axes.right[1] - up[1] * axes.right[0]};
    constexpr double away = 5000;
    vtkCamera* camera = renderer()->GetActiveCamera();
    camera->SetFocalPoint(shown.center.data());
    camera->SetPosition(shown.center[0] - into[0] * away, shown.center[1] - into[1] * away,
                        shown.center[2] - into[2] * away);
    camera->SetViewUp(up[0], up[1], up[2]);
    camera->SetParallelScale(std::max(1e-6, height() * shown.mmPerPixel / 2));
    camera->SetClippingRange(1, 2 * away);

    mapper_->SetSlabThickness(model_.slabThickness);
    switch (model_.slabMode) {
        case SlabMode::Mip:
            mapper_->SetSlabTypeToMax();
            break;
        case SlabMode::MinIp:
            mapper_->SetSlabTypeToMin();
            break;
        case SlabMode::Mean:
            mapper_->SetSlabTypeToMean();
            break;
    }
    if (!model_.volume) return;
    curve_.apply(model_, *slice_->GetProperty());
}

QString SliceView::lengthText(double millimetres) const {
    const char* unit = model_.volume->identity.sizeKnown ? "%1 mm" : "%1 px";
    return QString(QLatin1String(unit)).arg(millimetres, 0, 'f', 1);
}

std::array<char, 4> SliceView::letters() const {
    const SeriesIdentity& id = model_.volume->identity;
    if (id.placed) return edgeLetters(plane_);
    // An image without a position: only its own words tell which side is which. Left is never guessed.
    constexpr const char* opposites = "LRAPHF";
    const auto opposite = [&](char letter) {
        const char* found = letter ? std::strchr(opposites, letter) : nullptr;
        return found ? opposites[(found - opposites) ^ 1] : ' ';
    };
    const char right = id.rowsRunTo.empty() ? ' ' : id.rowsRunTo.front(),
               bottom = id.columnsRunTo.empty() ? ' ' : id.columnsRunTo.front();
    if (opposite(right) == ' ' && opposite(bottom) == ' ') return {' ', ' ', ' ', ' '};
    return {opposite(right), opposite(right) == ' ' ? ' ' : right, opposite(bottom),
            opposite(bottom) == ' ' ? ' ' : bottom};
}

QStringList SliceView::bottomLeftLines() const {
    const SliceStack& stack = model_.stack(plane_);
    QStringList lines;
    if (!model_.cornerText.seriesLine.isEmpty()) lines << model_.cornerText.seriesLine;
    if (!model_.volume->identity.placed) {
        if (stack.count > 1) lines << tr("Image %1/%2").arg(model_.slice(plane_) + 1).arg(stack.count);
        return lines;
    }
    lines << QString("%1/%2   %3 %4 mm")
                 .arg(model_.slice(plane_) + 1)
                 .arg(stack.count)
                 .arg(axisName(stack.axis))
                 .arg(model_.slicePosition(plane_), 0, 'f', 1);
    if (model_.slabThickness > 0) {
        const QString mode = model_.slabMode == SlabMode::Mip     ? QStringLiteral("MIP")
                             : model_.slabMode == SlabMode::MinIp ? QStringLiteral("MinIP")
                                                                  : tr("Mean");
        lines << tr("Slab %1 mm %2").arg(model_.slabThickness, 0, 'f', 1).arg(mode);
    } else {
        const double told = model_.volume->identity.sliceThickness;
        const bool acquired = plane_ == Plane::Axial && told > 0;
        lines << tr("Thickness %1 mm").arg(acquired ? told : std::abs(stack.step), 0, 'f', 2);
    }
    return lines;
}

QStringList SliceView::bottomRightLines(int& warnings) const {
    const Vec3& spacing = model_.volume->geometry().spacing;
    const double finest = std::min({spacing[0], spacing[1], spacing[2]});
    QStringList lines;
    const QString window =
        model_.voiTable ? tr("Lookup table of the file")
                        : windowText(*model_.volume, model_.windowLevel.window, model_.windowLevel.level);
    lines << window + (model_.inverted ? tr("  inverted") : QString());
    lines << tr("Zoom %1 %").arg(qRound(100 * finest / geometry_.mmPerPixel));
    if (!model_.volume->identity.kernel.empty())
        lines << QString::fromStdString(model_.volume->identity.kernel);
    QStringList texts = model_.cornerText.warnings;
    if (!model_.stack(plane_).native) texts << tr("Resampled to patient axes");
    warnings = texts.size();
    return lines + texts;
}

int SliceView::volumeSlice() const {
    const SliceStack& stack = model_.stack(plane_);
    constexpr double halfDegree = 0.99996192;
    const double along = model_.volume->geometry().direction[stack.axis * 3 + 2];
    return stack.native && std::abs(along) >= halfDegree ? model_.slice(plane_) : -1;
}

void SliceView::paintOverlays(OverlayPainter& painter, QPainter& qt, const PlaneGeometry& shown) {
    if (!model_.overlaysVisible || model_.overlays.empty()) return;
    const auto present =
        overlayLayer_.paint(qt, model_.overlays, model_.overlayRevision,
                            {shown, model_.stack(plane_), model_.slicePosition(plane_), volumeSlice()});
    std::vector<OverlayPainter::LegendLine> legend;
    for (const Overlay* overlay : present)
        legend.push_back({QString::fromStdString(overlay->label),
                          QColor(overlay->colour[0], overlay->colour[1], overlay->colour[2]),
                          overlay->automatic, !overlay->keySlices.empty()});
    painter.legend(legend, model_.cornerTextVisible ? model_.cornerText.topRight.size() : 0);
}

void SliceView::paintOverlay(QPainter& qt) {
    OverlayPainter painter(qt, rect(), font());
    if (!model_.volume) {
        if (!warmingUp_) return;
        painter.crosshair(QPointF(width() / 2.0, height() / 2.0));
        painter.edgeLetters(edgeLetters(plane_));
        painter.cornerText(OverlayPainter::Corner::TopLeft, {QStringLiteral("0123456789 xyz mm %")});
        painter.box(QRectF(20, 20, 40, 40), {"warm up", "box", {}, true, false}, true);
        return;
    }
    const PlaneGeometry shown = planeGeometry();
    paintOverlays(painter, qt, shown);
    if (model_.bitPlanesVisible) bitPlanes_.paint(qt, *model_.volume, shown);
    if (model_.crosshairVisible) painter.crosshair(shown.screenFromLps(model_.cursor));
    for (const ViewBox& box : model_.boxes)
        if (const auto rect = boxRect(box)) painter.box(*rect, box, model_.emphasised(box));
    const int axis = planeAxes(plane_).normalAxis;
    const SliceStack& stack = model_.stack(plane_);
    for (const LengthMeasurement& length : model_.lengths) {
        if (length.plane == plane_ && stack.nearest(length.from[axis]) == model_.slice(plane_))
            painter.length(shown.screenFromLps(length.from), shown.screenFromLps(length.to),
                           lengthText(length.millimetres()));
    }
    if (drag_ == Drag::Length && moved_) {
        const LengthMeasurement length{plane_, dragFrom_, dragTo_};
        painter.length(shown.screenFromLps(dragFrom_), shown.screenFromLps(dragTo_),
                       lengthText(length.millimetres()));
    }
    if (drag_ == Drag::Box && moved_) {
        const QRectF band = QRectF(shown.screenFromLps(dragFrom_), shown.screenFromLps(dragTo_)).normalized();
        painter.rubberBand(band, tr("%1 x %2 mm, %3 mm deep (wheel)")
                                     .arg(band.width() * shown.mmPerPixel, 0, 'f', 0)
                                     .arg(band.height() * shown.mmPerPixel, 0, 'f', 0)
                                     .arg(boxDepth_, 0, 'f', 1));
    }
    painter.edgeLetters(letters());
    if (model_.volume->identity.sizeKnown) painter.scaleBar(shown.mmPerPixel);
    if (model_.cornerTextVisible) {
        using Corner = OverlayPainter::Corner;
        painter.cornerText(Corner::TopLeft, model_.cornerText.topLeft);
        painter.cornerText(Corner::TopRight, model_.cornerText.topRight);
        painter.cornerText(Corner::BottomLeft, bottomLeftLines());
        int warnings = 0;
        const QStringList lines = bottomRightLines(warnings);
        painter.cornerText(Corner::BottomRight, lines, warnings);
        notices_ = warnings > 0 ? painter.lastLines(warnings) : QRectF();
    }
    if (model_.loading) painter.progress(model_.loadedPercent);
    if (active_) painter.activeFrame();
}

void SliceView::resizeEvent(QResizeEvent* event) {
    VtkWidget::resizeEvent(event);
    if (fitted_) {
        fit();
    } else {
        geometry_.size = size();
        sceneChanged();
    }
}

const ViewBox* SliceView::boxAt(const QPointF& pixel) const {
    const ViewBox* found = nullptr;
    double smallest = 0;
    for (const ViewBox& box : model_.boxes) {
        const auto rect = boxRect(box);
        if (!rect || !rect->adjusted(-3, -3, 3, 3).contains(pixel)) continue;
        const double area = rect->width() * rect->height();
        if (!found || area < smallest) {
            found = &box;
            smallest = area;
        }
    }
    return found;
}

SliceView::Drag SliceView::dragOf(Qt::MouseButton button) const {
    if (button == Qt::MiddleButton) return Drag::Pan;
    if (button == Qt::RightButton) return Drag::WindowLevel;
    if (button != Qt::LeftButton) return Drag::None;
    switch (model_.tool) {
        case Tool::Crosshair:
            return Drag::Crosshair;
        case Tool::Scroll:
            return Drag::Scroll;
        case Tool::Pan:
            return Drag::Pan;
        case Tool::Zoom:
            return Drag::Zoom;
        case Tool::WindowLevel:
            return Drag::WindowLevel;
        case Tool::Length:
            return Drag::Length;
        case Tool::Box:
            return Drag::Box;
    }
    return Drag::None;
}

void SliceView::mousePressEvent(QMouseEvent* event) {
    Q_EMIT activated();
    if (!model_.volume) return;
    if (event->button() == Qt::LeftButton && model_.cornerTextVisible &&
        notices_.contains(event->position())) {
        Q_EMIT noticeClicked();
        return;
    }
    if (drag_ != Drag::None) return;
    drag_ = dragOf(event->button());
    dragButton_ = event->button();
    pressed_ = last_ = event->position();
    moved_ = false;
    scrollRest_ = 0;
    windowAtPress_ = model_.windowLevel;
    dragFrom_ = dragTo_ = planeGeometry().lpsFromScreen(pressed_);
    boxDepth_ = model_.boxThickness > 0 ? model_.boxThickness : 5 * std::abs(model_.stack(plane_).step);
    if (drag_ == Drag::Crosshair) Q_EMIT cursorPicked(dragFrom_);
}

void SliceView::mouseMoveEvent(QMouseEvent* event) {
    if (!model_.volume) return;
    const QPointF pixel = event->position();
    if (drag_ == Drag::None) {
        const QString details = model_.cornerTextVisible && notices_.contains(pixel)
                                    ? model_.cornerText.details.join(QLatin1Char('\n'))
                                    : QString();
        if (details != toolTip()) setToolTip(details);
        const ViewBox* box = boxAt(pixel);
        const std::string id = box ? box->id : std::string();
        if (id != hovered_) {
            hovered_ = id;
            Q_EMIT boxHovered(id);
        }
    } else {
        const QPointF way = pixel - pressed_;
        if (std::hypot(way.x(), way.y()) > clickSlop) moved_ = true;
        // A click on a box must not shift window or crosshair by a trembling hand.
        if (moved_) dragTo(pixel);
    }
    Q_EMIT pointerMoved(planeGeometry().lpsFromScreen(pixel));
}

void SliceView::dragTo(const QPointF& pixel) {
    const QPointF step = pixel - last_, way = pixel - pressed_;
    last_ = pixel;
    switch (drag_) {
        case Drag::Crosshair:
            Q_EMIT cursorPicked(planeGeometry().lpsFromScreen(pixel));
            break;
        case Drag::Scroll: {
            constexpr double pixelsPerSlice = 6;
            scrollRest_ += step.y() / pixelsPerSlice;
            const int slices = static_cast<int>(scrollRest_);
            scrollRest_ -= slices;
            if (slices) Q_EMIT stepWanted(slices);
            break;
        }
        case Drag::Pan:
            panBy(step);
            break;
        case Drag::Zoom:
            zoomBy(std::pow(1.01, -step.y()), pressed_);
            break;
        case Drag::WindowLevel: {
            // A picture's width of drag spans twice the window it began with.
            const double perPixel = 2 * windowAtPress_.window / std::max(200, width());
            Q_EMIT windowDragged(windowAtPress_.window + way.x() * perPixel,
                                 windowAtPress_.level + way.y() * perPixel);
            break;
        }
        case Drag::Length:
        case Drag::Box:
            dragTo_ = planeGeometry().lpsFromScreen(pixel);
            update();
            break;
        case Drag::None:
            break;
    }
}

std::array<double, 6> SliceView::drawnBox() const {
    std::array<double, 6> lps{};
    const int axis = planeAxes(plane_).normalAxis;
    for (int a = 0; a < 3; ++a) {
        lps[a] = std::min(dragFrom_[a], dragTo_[a]);
        lps[a + 3] = std::max(dragFrom_[a], dragTo_[a]);
    }
    lps[axis] = dragFrom_[axis] - boxDepth_ / 2;
    lps[axis + 3] = dragFrom_[axis] + boxDepth_ / 2;
    return lps;
}

void SliceView::mouseReleaseEvent(QMouseEvent* event) {
    if (drag_ == Drag::None || event->button() != dragButton_) return;
    const Drag ended = drag_;
    drag_ = Drag::None;
    if (!moved_) {
        if (event->button() == Qt::RightButton) Q_EMIT contextMenuWanted(event->globalPosition().toPoint());
        if (event->button() == Qt::LeftButton)
            if (const ViewBox* box = boxAt(event->position())) Q_EMIT boxClicked(std::string(box->id));
    } else if (ended == Drag::Length) {
        Q_EMIT lengthDrawn({plane_, dragFrom_, dragTo_});
    } else if (ended == Drag::Box) {
        Q_EMIT boxDrawn(drawnBox());
    }
    update();
}

void SliceView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) Q_EMIT maximiseWanted();
}

void SliceView::wheelEvent(QWheelEvent* event) {
    event->accept();
    if (!model_.volume) return;
    // Shift turns the wheel sideways on some systems.
    const QPoint delta = event->angleDelta();
    wheelRest_ += (delta.y() != 0 ? delta.y() : delta.x()) / 120.0;
    const int notches = static_cast<int>(wheelRest_);
    if (event->modifiers() & Qt::ControlModifier) {
        zoomBy(std::pow(1.15, wheelRest_), event->position());
        wheelRest_ = 0;
        return;
    }
    if (notches == 0) return;
    wheelRest_ -= notches;
    if (event->modifiers() & Qt::AltModifier) {
        Q_EMIT phaseStepWanted(-notches);
        return;
    }
    if (drag_ == Drag::Box) {
        const double slice = std::abs(model_.stack(plane_).step);
        boxDepth_ = std::max(slice, boxDepth_ + notches * 2 * slice);
        update();
        return;
    }
    Q_EMIT activated();
    const int fast = std::max(5, model_.stack(plane_).count / 20);
    Q_EMIT stepWanted(-notches * (event->modifiers() & Qt::ShiftModifier ? fast : 1));
}

void SliceView::leaveEvent(QEvent* event) {
    VtkWidget::leaveEvent(event);
    if (!hovered_.empty()) {
        hovered_.clear();
        Q_EMIT boxHovered({});
    }
    Q_EMIT pointerLeft();
}

}  // namespace dokuei::viewer
