#include "viewer/render/ViewGrid.h"

#include <QDataStream>
#include <QIODevice>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

#include "viewer/render/ViewGridPrivate.h"

namespace dokuei::viewer {

namespace {

constexpr quint32 stateMagic = 0x444b5647;  // DKVG
constexpr qint32 stateVersion = 1;
constexpr double smallestSplit = 0.15;

}  // namespace

ViewGrid::ViewGrid(QWidget* parent) : QWidget(parent), d_(std::make_unique<Private>(*this)) {
    setMouseTracking(true);
    setMinimumSize(320, 240);
    d_->relayout();
    // One view at a time, so that the window stays responsive meanwhile.
    for (int n = 0; n < 3; ++n) {
        SliceView* view = d_->slices[n];
        QTimer::singleShot(400 + 150 * n, view, [view] { view->warmUp(); });
    }
}

ViewGrid::~ViewGrid() {
    d_->stopWork();
    d_->workers.waitForDone();
    // The views read the model, so they go first.
    for (SliceView* view : d_->slices) delete view;
    delete d_->rendering;
}

void ViewGrid::setVolume(std::shared_ptr<const Volume> volume) {
    d_->stopWork();
    ViewModel& model = d_->model;
    const auto previous = std::move(model.volume);  // outlives its use by the views
    const WrappedImage previousImage = model.wrapped;
    model.volume = std::move(volume);
    model.wrapped = {};
    model.range = {};
    model.boxes.clear();
    model.overlays.clear();
    ++model.overlayRevision;
    model.lengths.clear();
    model.selectedBox.clear();
    model.highlightedBox.clear();
    model.hoveredBox.clear();
    model.loading = false;
    model.inverted = model.volume && model.volume->identity.monochrome1;
    d_->seenSlices = 0;
    d_->windowChosen = false;
    WindowLevel start;
    if (model.volume) {
        const Volume& opened = *model.volume;
        const bool ct = opened.identity.modality == "CT";
        model.wrapped = wrapVolume(opened);
        for (int n = 0; n < 3; ++n) model.stacks[n] = sliceStack(opened.geometry(), static_cast<Plane>(n));
        Vec3 middle;
        for (int a = 0; a < 3; ++a) middle[a] = opened.geometry().size[a] / 2;
        model.cursor = opened.geometry().lpsFromVoxel(middle);
        model.loading = !opened.complete();
        model.loadedPercent = 100 * opened.readySlices() / std::max(1, opened.geometry().size[2]);
        model.volumePreset = ct ? VolumePreset::CtBone : VolumePreset::Mr;
        if (opened.identity.defaultWindow > 0) {
            start = {opened.identity.defaultWindow, opened.identity.defaultLevel};
            d_->windowChosen = true;
        } else {
            d_->windowChosen = ct;
            if (!ct) start = {1000, 500};
        }
    }
    model.windowLevel = start;
    const bool proposed = model.volume && !model.volume->identity.windows.empty();
    model.voiFunction = proposed ? model.volume->identity.windows.front().function : VoiFunction::Linear;
    model.voiTable = proposed ? model.volume->identity.windows.front().table : nullptr;
    for (SliceView* view : d_->slices) view->volumeChanged();
    d_->rendering->volumeChanged();
    d_->chooseFlatView();
    d_->relayout();
    if (!model.volume) return;
    if (model.loading) {
        d_->loadTimer.start(Private::firstSlicePollMilliseconds);
    } else {
        d_->startWork(true);
    }
    Q_EMIT windowLevelChanged(start.window, start.level);
    for (int n = 0; n < 3; ++n)
        Q_EMIT sliceChanged(static_cast<ViewId>(n), model.slice(static_cast<Plane>(n)),
                            model.stacks[n].count);
    const double value = model.valueAt(model.cursor);
    Q_EMIT cursorMoved(model.cursor, value, model.positionText(model.cursor, value));
}

void ViewGrid::showPhase(std::shared_ptr<const Volume> volume) {
    const std::shared_ptr<const Volume> before = d_->model.volume;
    const bool samePlace = before && volume && volume->geometry() == before->geometry() &&
                           volume->identity.seriesUid == before->identity.seriesUid;
    if (!samePlace) return setVolume(std::move(volume));
    ViewModel& model = d_->model;
    const Vec3 cursor = model.cursor;
    const WindowLevel window = model.windowLevel;
    const bool inverted = model.inverted;
    std::array<PlaneGeometry, 3> places;
    for (int n = 0; n < 3; ++n) places[n] = d_->slices[n]->planeGeometry();
    std::array<bool, 3> fitted;
    for (int n = 0; n < 3; ++n) fitted[n] = d_->slices[n]->fitted();
    const auto lengths = model.lengths;
    const QSignalBlocker quiet(this);
    setVolume(std::move(volume));
    model.cursor = cursor;
    model.lengths = lengths;
    model.inverted = inverted;
    d_->applyWindow(window, true);
    for (int n = 0; n < 3; ++n)
        if (!fitted[n]) d_->slices[n]->setPlace(places[n]);
    d_->sceneChanged();
    d_->repaintOverlays();
}

std::shared_ptr<const Volume> ViewGrid::volume() const {
    return d_->model.volume;
}

void ViewGrid::loadingFinished() {
    if (!d_->model.loading) return;
    d_->loadTick();
    if (d_->model.loading) d_->finishLoading();
}

void ViewGrid::setEmptyText(const QString& text) {
    d_->emptyPage->setText(text);
}

void ViewGrid::setBoxes(std::vector<ViewBox> boxes) {
    d_->model.boxes = std::move(boxes);
    d_->repaintOverlays();
}

const std::vector<ViewBox>& ViewGrid::boxes() const {
    return d_->model.boxes;
}

void ViewGrid::setSelectedBox(const std::string& id) {
    d_->model.selectedBox = id;
    d_->repaintOverlays();
}

void ViewGrid::setHighlightedBox(const std::string& id) {
    d_->model.highlightedBox = id;
    d_->repaintOverlays();
}

void ViewGrid::centerOnBox(const std::string& id) {
    const ViewBox* box = d_->model.box(id);
    if (!box) return;
    Vec3 middle;
    for (int a = 0; a < 3; ++a) middle[a] = (box->lps[a] + box->lps[a + 3]) / 2;
    if (!d_->model.volume) return setCursorLps(middle);
    // Half-way between two slices is the lower one, as everywhere a box's key slice is named.
    const Geometry& geometry = d_->model.volume->geometry();
    Vec3 voxel = geometry.voxelFromLps(middle);
    for (double& index : voxel) index = std::ceil(index - 0.5 - 1e-6);
    setCursorLps(geometry.lpsFromVoxel(voxel));
}

void ViewGrid::setOverlays(std::vector<Overlay> overlays) {
    d_->model.overlays = std::move(overlays);
    ++d_->model.overlayRevision;
    d_->repaintOverlays();
}

const std::vector<Overlay>& ViewGrid::overlays() const {
    return d_->model.overlays;
}

void ViewGrid::setOverlaysVisible(bool on) {
    d_->model.overlaysVisible = on;
    d_->repaintOverlays();
}

bool ViewGrid::overlaysVisible() const {
    return d_->model.overlaysVisible;
}

void ViewGrid::centerOnOverlay(const std::string& id) {
    for (const Overlay& overlay : d_->model.overlays)
        if (overlay.id == id && overlay.hasCentre) return setCursorLps(overlay.centre);
}

void ViewGrid::setCursorLps(const Vec3& lps) {
    d_->moveCursor(lps, true);
}

Vec3 ViewGrid::cursorLps() const {
    return d_->model.cursor;
}

double ViewGrid::valueAtCursor() const {
    return d_->model.valueAt(d_->model.cursor);
}

void ViewGrid::setWindowLevel(double window, double level) {
    d_->applyWindow({window, level}, true);
}

WindowLevel ViewGrid::windowLevel() const {
    return d_->model.windowLevel;
}

std::vector<WindowPreset> ViewGrid::presets() const {
    return d_->model.volume ? windowPresets(d_->model.volume->identity) : windowPresets("CT");
}

bool ViewGrid::applyPreset(int key) {
    for (const WindowPreset& preset : presets()) {
        if (preset.key != key) continue;
        const ValueRange& range = d_->model.range;
        if (preset.automatic || preset.fullRange) {
            if (!range.valid) return false;
            const double low = preset.automatic ? range.low : range.min;
            const double high = preset.automatic ? range.high : range.max;
            WindowPreset spread = preset;
            spread.value = {high - low, (high + low) / 2};
            d_->applyPreset(spread);
        } else {
            d_->applyPreset(preset);
        }
        return true;
    }
    return false;
}

void ViewGrid::setInverted(bool on) {
    d_->model.inverted = on;
    d_->sceneChanged();
}

bool ViewGrid::inverted() const {
    return d_->model.inverted;
}

void ViewGrid::setTool(Tool tool) {
    if (tool == d_->model.tool) return;
    d_->model.tool = tool;
    d_->updateToolCursor();
    Q_EMIT toolChanged(tool);
}

Tool ViewGrid::tool() const {
    return d_->model.tool;
}

void ViewGrid::setBoxThickness(double mm) {
    d_->model.boxThickness = std::max(0.0, mm);
}

void ViewGrid::clearMeasurements() {
    d_->model.lengths.clear();
    d_->repaintOverlays();
}

void ViewGrid::setViewLayout(ViewLayout layout) {
    d_->maximised = false;
    if (layout != d_->layout.layout) {
        const bool large = layout == ViewLayout::AxialLarge;
        d_->layout.splitX = large ? 0.67 : 0.5;
        d_->layout.splitY = 0.5;
    }
    d_->layout.layout = layout;
    for (int n = 0; n < 4; ++n)
        if (layout == singleLayout(static_cast<ViewId>(n))) d_->chooseActive(static_cast<ViewId>(n));
    d_->relayout();
    Q_EMIT viewLayoutChanged(layout);
}

ViewLayout ViewGrid::viewLayout() const {
    return d_->layout.layout;
}

void ViewGrid::setSlab(double thicknessMm, SlabMode mode) {
    d_->model.slabThickness = std::clamp(thicknessMm, 0.0, 500.0);
    d_->model.slabMode = mode;
    d_->sceneChanged();
}

double ViewGrid::slabThickness() const {
    return d_->model.slabThickness;
}
SlabMode ViewGrid::slabMode() const {
    return d_->model.slabMode;
}

void ViewGrid::setVolumePreset(VolumePreset preset) {
    d_->model.volumePreset = preset;
    d_->rendering->presetChanged();
}

VolumePreset ViewGrid::volumePreset() const {
    return d_->model.volumePreset;
}

void ViewGrid::setCornerTextVisible(bool on) {
    d_->model.cornerTextVisible = on;
    d_->repaintOverlays();
}

bool ViewGrid::cornerTextVisible() const {
    return d_->model.cornerTextVisible;
}

void ViewGrid::setCornerText(const CornerText& text) {
    d_->model.cornerText = text;
    d_->repaintOverlays();
}

void ViewGrid::setCrosshairVisible(bool on) {
    d_->model.crosshairVisible = on;
    d_->repaintOverlays();
}

bool ViewGrid::crosshairVisible() const {
    return d_->model.crosshairVisible;
}

void ViewGrid::setBitPlanesVisible(bool on) {
    d_->model.bitPlanesVisible = on;
    d_->repaintOverlays();
}

bool ViewGrid::bitPlanesVisible() const {
    return d_->model.bitPlanesVisible;
}

ViewId ViewGrid::activeView() const {
    return d_->active;
}

void ViewGrid::setActiveView(ViewId view) {
    if (d_->flat) return;
    d_->chooseActive(view);
    // In a single view the active one is the one that shows.
    const ViewLayout now = d_->layout.layout;
    if (now != ViewLayout::FourUp && now != ViewLayout::AxialLarge && now != singleLayout(view)) {
        d_->layout.layout = singleLayout(view);
        d_->relayout();
        Q_EMIT viewLayoutChanged(d_->layout.layout);
    }
}

void ViewGrid::nextView(int step) {
    setActiveView(static_cast<ViewId>(((static_cast<int>(d_->active) + step) % 4 + 4) % 4));
}

void ViewGrid::stepSlice(int slices) {
    d_->stepSlice(d_->active, slices);
}

void ViewGrid::firstSlice() {
    d_->goToSlice(d_->active, 0);
}

void ViewGrid::lastSlice() {
    d_->goToSlice(d_->active, std::numeric_limits<int>::max());
}

void ViewGrid::zoomBy(double factor) {
    if (!(factor > 0)) return;
    if (SliceView* view = d_->sliceView(d_->active))
        view->zoomBy(factor);
    else
        d_->rendering->zoomBy(factor);
}

void ViewGrid::panBy(double dxPixels, double dyPixels) {
    if (SliceView* view = d_->sliceView(d_->active))
        view->panBy({dxPixels, dyPixels});
    else
        d_->rendering->panBy({dxPixels, dyPixels});
}

void ViewGrid::fit() {
    for (SliceView* view : d_->slices) view->fit();
    d_->rendering->fit();
}

void ViewGrid::toggleMaximised() {
    if (d_->flat) return;
    if (d_->maximised) {
        d_->maximised = false;
        d_->layout.layout = d_->layoutBeforeMaximise;
    } else if (d_->layout.layout == singleLayout(d_->active)) {
        d_->layout.layout = ViewLayout::FourUp;
    } else {
        d_->maximised = true;
        d_->layoutBeforeMaximise = d_->layout.layout;
        d_->layout.layout = singleLayout(d_->active);
    }
    d_->relayout();
    Q_EMIT viewLayoutChanged(d_->layout.layout);
}

bool ViewGrid::showsOnePicture() const {
    return d_->flat.has_value();
}

int ViewGrid::sliceIndex(ViewId view) const {
    return d_->model.volume && view != ViewId::Volume ? d_->model.slice(static_cast<Plane>(view)) : 0;
}

int ViewGrid::sliceCount(ViewId view) const {
    return d_->model.volume && view != ViewId::Volume ? d_->model.stack(static_cast<Plane>(view)).count : 0;
}

void ViewGrid::setVolumeDirection(double azimuth, double elevation) {
    d_->rendering->setDirection(azimuth, elevation);
}

QPointF ViewGrid::screenFromLps(ViewId view, const Vec3& lps) const {
    if (const SliceView* slice = d_->sliceView(view)) return slice->planeGeometry().screenFromLps(lps);
    return d_->rendering->screenFromLps(lps);
}

QWidget* ViewGrid::viewWidget(ViewId view) const {
    if (SliceView* slice = d_->sliceView(view)) return slice;
    return d_->rendering;
}

QImage ViewGrid::grabViews() {
    return grab().toImage();
}

QByteArray ViewGrid::saveState() const {
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    const ViewLayout layout = d_->maximised ? d_->layoutBeforeMaximise : d_->layout.layout;
    stream << stateMagic << stateVersion << static_cast<qint32>(layout) << d_->layout.splitX
           << d_->layout.splitY << d_->model.slabThickness << static_cast<qint32>(d_->model.slabMode)
           << d_->model.cornerTextVisible << d_->model.crosshairVisible;
    return bytes;
}

bool ViewGrid::restoreState(const QByteArray& state) {
    QDataStream stream(state);
    stream.setVersion(QDataStream::Qt_6_4);
    quint32 magic = 0;
    qint32 version = 0, layout = 0, slabMode = 0;
    double splitX = 0, splitY = 0, slab = 0;
    bool cornerText = true, crosshair = true;
    stream >> magic >> version >> layout >> splitX >> splitY >> slab >> slabMode >> cornerText >> crosshair;
    const auto isSplit = [](double f) { return f >= smallestSplit && f <= 1 - smallestSplit; };
    if (stream.status() != QDataStream::Ok || magic != stateMagic || version != stateVersion || layout < 0 ||
        layout > static_cast<qint32>(ViewLayout::SingleVolume) || slabMode < 0 ||
        slabMode > static_cast<qint32>(SlabMode::Mean) || !isSplit(splitX) || !isSplit(splitY) ||
        !std::isfinite(slab))
        return false;
    setViewLayout(static_cast<ViewLayout>(layout));
    d_->layout.splitX = splitX;
    d_->layout.splitY = splitY;
    d_->relayout();
    setSlab(slab, static_cast<SlabMode>(slabMode));
    setCornerTextVisible(cornerText);
    setCrosshairVisible(crosshair);
    return true;
}

void ViewGrid::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    d_->relayout();
}

void ViewGrid::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), QColor(0x2c, 0x34, 0x3d));
}

void ViewGrid::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !d_->flat)
        d_->draggedSplits = d_->layout.splitsAt(event->pos(), size());
}

void ViewGrid::mouseMoveEvent(QMouseEvent* event) {
    const auto dragged = d_->draggedSplits;
    if (dragged.x || dragged.y) {
        const auto fraction = [](int at, int size) {
            return std::clamp(1.0 * at / std::max(1, size), smallestSplit, 1 - smallestSplit);
        };
        if (dragged.x) d_->layout.splitX = fraction(event->pos().x(), width());
        if (dragged.y) d_->layout.splitY = fraction(event->pos().y(), height());
        d_->relayout();
        return;
    }
    const auto over = d_->flat ? GridLayout::Splits() : d_->layout.splitsAt(event->pos(), size());
    setCursor(over.x && over.y ? Qt::SizeAllCursor
              : over.x         ? Qt::SplitHCursor
              : over.y         ? Qt::SplitVCursor
                               : Qt::ArrowCursor);
}

void ViewGrid::mouseReleaseEvent(QMouseEvent*) {
    d_->draggedSplits = {};
}

}  // namespace dokuei::viewer
