#include "viewer/render/ViewGridPrivate.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <vtkDataArray.h>
#include <vtkPointData.h>

namespace dokuei::viewer {

namespace {

constexpr int loadPollMilliseconds = 200;
/// Fine enough for ribs and vessels, and 10 MB for a chest.
constexpr int previewLongestSide = 192;

}  // namespace

ViewGrid::Private::Private(ViewGrid& owner) : grid(owner) {
    workers.setMaxThreadCount(1);
    makeViews();
    QObject::connect(&loadTimer, &QTimer::timeout, &grid, [this] { loadTick(); });
}

ViewGrid::Private::~Private() {
    stopWork();
    workers.waitForDone();
}

void ViewGrid::Private::makeViews() {
    for (int n = 0; n < 3; ++n) {
        slices[n] = new SliceView(static_cast<Plane>(n), model, &grid);
        connectSlice(slices[n], static_cast<ViewId>(n));
    }
    rendering = new VolumeRenderingView(model, &grid);
    connectRendering();
    slices[0]->setActive(true);

    emptyPage = new QLabel(&grid);
    emptyPage->setAlignment(Qt::AlignCenter);
    emptyPage->setWordWrap(true);
    emptyPage->setMargin(24);
    emptyPage->setAutoFillBackground(true);
    QPalette palette;
    palette.setColor(QPalette::Window, Qt::black);
    palette.setColor(QPalette::WindowText, QColor(0x8a, 0x95, 0xa1));
    emptyPage->setPalette(palette);
}

void ViewGrid::Private::connectSlice(SliceView* view, ViewId id) {
    QObject::connect(view, &SliceView::cursorPicked, &grid,
                     [this](const Vec3& lps) { moveCursor(lps, true); });
    QObject::connect(view, &SliceView::stepWanted, &grid, [this, id](int count) { stepSlice(id, count); });
    QObject::connect(view, &SliceView::windowDragged, &grid, [this](double window, double level) {
        applyWindow({window, level}, true);
    });
    QObject::connect(view, &SliceView::boxClicked, &grid, [this](const std::string& box) {
        grid.setSelectedBox(box);
        Q_EMIT grid.boxClicked(box);
    });
    QObject::connect(view, &SliceView::boxHovered, &grid, [this](const std::string& box) { hoverBox(box); });
    QObject::connect(view, &SliceView::boxDrawn, &grid,
                     [this](const std::array<double, 6>& lps) { Q_EMIT grid.boxDrawn(lps); });
    QObject::connect(view, &SliceView::lengthDrawn, &grid, [this](const LengthMeasurement& length) {
        model.lengths.push_back(length);
        repaintOverlays();
        Q_EMIT grid.lengthMeasured(length.millimetres());
    });
    QObject::connect(view, &SliceView::pointerMoved, &grid, [this](const Vec3& lps) {
        const double value = model.valueAt(lps);
        Q_EMIT grid.pointerMoved(lps, value, model.positionText(lps, value));
    });
    QObject::connect(view, &SliceView::pointerLeft, &grid,
                     [this] { Q_EMIT grid.pointerMoved(model.cursor, model.valueAt(model.cursor), {}); });
    QObject::connect(view, &SliceView::phaseStepWanted, &grid,
                     [this](int phases) { Q_EMIT grid.phaseStepWanted(phases); });
    QObject::connect(view, &SliceView::noticeClicked, &grid, [this] { Q_EMIT grid.noticeClicked(); });
    QObject::connect(view, &SliceView::activated, &grid, [this, id] { chooseActive(id); });
    QObject::connect(view, &SliceView::maximiseWanted, &grid, [this, id] {
        chooseActive(id);
        grid.toggleMaximised();
    });
    QObject::connect(view, &SliceView::contextMenuWanted, &grid,
                     [this, id](const QPoint& at) { Q_EMIT grid.contextMenuWanted(id, at); });
}

void ViewGrid::Private::connectRendering() {
    QObject::connect(rendering, &VolumeRenderingView::boxClicked, &grid, [this](const std::string& box) {
        grid.setSelectedBox(box);
        Q_EMIT grid.boxClicked(box);
    });
    QObject::connect(rendering, &VolumeRenderingView::boxHovered, &grid,
                     [this](const std::string& box) { hoverBox(box); });
    QObject::connect(rendering, &VolumeRenderingView::activated, &grid,
                     [this] { chooseActive(ViewId::Volume); });
    QObject::connect(rendering, &VolumeRenderingView::maximiseWanted, &grid, [this] {
        chooseActive(ViewId::Volume);
        grid.toggleMaximised();
    });
    QObject::connect(rendering, &VolumeRenderingView::contextMenuWanted, &grid,
                     [this](const QPoint& at) { Q_EMIT grid.contextMenuWanted(ViewId::Volume, at); });
}

SliceView* ViewGrid::Private::sliceView(ViewId view) const {
    return view == ViewId::Volume ? nullptr : slices[static_cast<int>(view)];
}

void ViewGrid::Private::chooseFlatView() {
    const std::optional<ViewId> before = std::exchange(flat, std::nullopt);
    if (model.volume && (model.volume->identity.planar || model.volume->geometry().size[2] == 1)) {
        // The view that looks most straight at the picture.
        const auto& direction = model.volume->geometry().direction;
        constexpr ViewId facing[3] = {ViewId::Sagittal, ViewId::Coronal, ViewId::Axial};
        int axis = 2;
        for (int c = 0; c < 2; ++c)
            if (std::abs(direction[3 * c + 2]) > std::abs(direction[3 * axis + 2]) + 1e-6) axis = c;
        chooseActive(facing[axis]);
        flat = facing[axis];
    } else if (before && layout.layout != ViewLayout::FourUp && layout.layout != ViewLayout::AxialLarge) {
        // What was active belonged to the picture; a single view is again that of the layout.
        for (int n = 0; n < 4; ++n)
            if (layout.layout == singleLayout(static_cast<ViewId>(n))) chooseActive(static_cast<ViewId>(n));
    }
}

void ViewGrid::Private::relayout() {
    GridLayout shown = layout;
    if (flat) shown.layout = singleLayout(*flat);
    const auto rects = shown.rects(grid.size());
    for (int n = 0; n < 4; ++n) {
        QWidget* view = n < 3 ? static_cast<QWidget*>(slices[n]) : rendering;
        if (!rects[n].isEmpty()) view->setGeometry(rects[n]);
        view->setVisible(!rects[n].isEmpty());
    }
    emptyPage->setGeometry(grid.rect());
    emptyPage->setVisible(!model.volume);
    emptyPage->raise();
    grid.update();
}

void ViewGrid::Private::repaintOverlays() {
    for (SliceView* view : slices) view->update();
    rendering->update();
}

void ViewGrid::Private::sceneChanged() {
    for (SliceView* view : slices) view->sceneChanged();
}

void ViewGrid::Private::stopWork() {
    loadTimer.stop();
    if (cancel) cancel->store(true);
    cancel = std::make_shared<std::atomic<bool>>(false);
    sampling = false;
}

void ViewGrid::Private::loadTick() {
    const int ready = model.volume ? model.volume->readySlices() : 0;
    if (!model.volume || (ready == seenSlices && !model.volume->complete())) return;
    seenSlices = ready;
    loadTimer.setInterval(loadPollMilliseconds);
    const int total = std::max(1, model.volume->geometry().size[2]);
    model.loadedPercent = 100 * ready / total;
    model.wrapped.image->GetPointData()->GetScalars()->Modified();
    model.wrapped.image->Modified();
    for (SliceView* view : slices) view->voxelsChanged();
    rendering->update();
    if (model.volume->complete()) {
        finishLoading();
    } else if (!model.range.valid && !sampling && ready >= std::max(1, total / 8)) {
        startWork(false);
    }
}

void ViewGrid::Private::finishLoading() {
    loadTimer.stop();
    model.loading = false;
    startWork(true);
    repaintOverlays();
}

void ViewGrid::Private::startWork(bool withPreview) {
    sampling = true;
    workers.start([this, withPreview, volume = model.volume, stop = cancel] {
        if (stop->load()) return;
        const ValueRange range = sampleRange(*volume);
        QMetaObject::invokeMethod(
            &grid,
            [this, range, stop] {
                if (!stop->load()) rangeSampled(range);
            },
            Qt::QueuedConnection);
        if (!withPreview) return;
        auto preview = std::make_shared<const VolumePreview>(makePreview(*volume, previewLongestSide, *stop));
        if (preview->voxels.empty()) return;
        auto caster = std::make_shared<const RayCaster>(preview);
        QMetaObject::invokeMethod(
            &grid,
            [this, preview, caster, stop] {
                if (!stop->load()) rendering->setPreview(preview, caster);
            },
            Qt::QueuedConnection);
    });
}

void ViewGrid::Private::rangeSampled(const ValueRange& range) {
    sampling = false;
    model.range = range;
    if (!range.valid) return;
    rendering->presetChanged();
    if (windowChosen) return;
    applyWindow({std::max(1e-3, range.high - range.low), (range.high + range.low) / 2}, false);
}

void ViewGrid::Private::applyWindow(WindowLevel value, bool chosen) {
    const bool small = model.volume && model.volume->scalarType() == ScalarType::Float32;
    value.window = std::max(small ? 1e-3 : 1.0, value.window);
    windowChosen = windowChosen || chosen;
    // A lookup table knows no width: who changes it wants a window again.
    const bool leavesTable = model.voiTable != nullptr && std::isfinite(value.window);
    model.voiTable = nullptr;
    if (leavesTable) sceneChanged();
    if (value == model.windowLevel || !std::isfinite(value.window) || !std::isfinite(value.level)) return;
    model.windowLevel = value;
    sceneChanged();
    Q_EMIT grid.windowLevelChanged(value.window, value.level);
}

void ViewGrid::Private::applyPreset(const WindowPreset& preset) {
    model.voiFunction = preset.function;
    applyWindow(preset.value, true);
    model.voiTable = preset.table;
    sceneChanged();
}

void ViewGrid::Private::moveCursor(const Vec3& lps, bool bringIntoView) {
    if (!model.volume) return;
    const auto [low, high] = lpsBounds(model.volume->geometry());
    std::array<int, 3> before;
    for (int n = 0; n < 3; ++n) before[n] = model.slice(static_cast<Plane>(n));
    for (int a = 0; a < 3; ++a)
        if (std::isfinite(lps[a])) model.cursor[a] = std::clamp(lps[a], low[a], high[a]);
    for (int n = 0; n < 3; ++n) {
        const int now = model.slice(static_cast<Plane>(n));
        if (now != before[n]) {
            slices[n]->sceneChanged();
            Q_EMIT grid.sliceChanged(static_cast<ViewId>(n), now, model.stacks[n].count);
        }
        if (bringIntoView) slices[n]->showCursor();
    }
    // While the volume loads, what is looked at is decoded next.
    model.volume->wantSlice(
        static_cast<int>(std::lround(model.volume->geometry().voxelFromLps(model.cursor)[2])));
    repaintOverlays();
    const double value = model.valueAt(model.cursor);
    Q_EMIT grid.cursorMoved(model.cursor, value, model.positionText(model.cursor, value));
}

void ViewGrid::Private::stepSlice(ViewId view, int count) {
    if (model.volume && view != ViewId::Volume)
        goToSlice(view, model.slice(static_cast<Plane>(view)) + count);
}

void ViewGrid::Private::goToSlice(ViewId view, int slice) {
    if (!model.volume || view == ViewId::Volume) return;
    const SliceStack& stack = model.stack(static_cast<Plane>(view));
    Vec3 lps = model.cursor;
    lps[stack.axis] = stack.position(std::clamp(slice, 0, stack.count - 1));
    moveCursor(lps, false);
}

void ViewGrid::Private::chooseActive(ViewId view) {
    if (view == active) return;
    active = view;
    for (int n = 0; n < 3; ++n) slices[n]->setActive(active == static_cast<ViewId>(n));
    rendering->setActive(active == ViewId::Volume);
    Q_EMIT grid.activeViewChanged(view);
}

void ViewGrid::Private::hoverBox(const std::string& id) {
    model.hoveredBox = id;
    repaintOverlays();
    Q_EMIT grid.boxHovered(id);
}

void ViewGrid::Private::updateToolCursor() {
    Qt::CursorShape shape = Qt::ArrowCursor;
    switch (model.tool) {
        case Tool::Crosshair:
            shape = Qt::ArrowCursor;
            break;
        case Tool::Scroll:
            shape = Qt::SizeVerCursor;
            break;
        case Tool::Pan:
            shape = Qt::SizeAllCursor;
            break;
        case Tool::Zoom:
            shape = Qt::SizeVerCursor;
            break;
        case Tool::WindowLevel:
            shape = Qt::SizeBDiagCursor;
            break;
        case Tool::Length:
        case Tool::Box:
            shape = Qt::CrossCursor;
            break;
    }
    for (SliceView* view : slices) view->setCursor(shape);
}

}  // namespace dokuei::viewer
