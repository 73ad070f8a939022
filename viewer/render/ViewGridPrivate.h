#pragma once

#include <QLabel>
#include <QThreadPool>
#include <QTimer>

#include <array>
#include <atomic>
#include <memory>
#include <optional>

#include "viewer/render/GridLayout.h"
#include "viewer/render/SliceView.h"
#include "viewer/render/ViewGrid.h"
#include "viewer/render/ViewModel.h"
#include "viewer/render/VolumeRenderingView.h"

namespace dokuei::viewer {

struct ViewGrid::Private {
    static constexpr int firstSlicePollMilliseconds = 30;

    explicit Private(ViewGrid& owner);
    ~Private();

    ViewGrid& grid;
    ViewModel model;
    std::array<SliceView*, 3> slices{};
    VolumeRenderingView* rendering = nullptr;
    QLabel* emptyPage = nullptr;
    GridLayout layout;
    ViewLayout layoutBeforeMaximise = ViewLayout::FourUp;
    bool maximised = false;
    std::optional<ViewId> flat;  ///< the one view of a picture or film without depth
    ViewId active = ViewId::Axial;
    GridLayout::Splits draggedSplits;

    QTimer loadTimer;
    int seenSlices = 0;
    bool windowChosen = false;  ///< by the file or a person: the histogram does not replace it

    // Last, so that its threads end before what they use.
    QThreadPool workers;
    std::shared_ptr<std::atomic<bool>> cancel;
    bool sampling = false;

    void makeViews();
    void connectSlice(SliceView* view, ViewId id);
    void connectRendering();
    void chooseFlatView();
    void relayout();
    void repaintOverlays();
    void sceneChanged();

    void stopWork();
    void loadTick();
    void finishLoading();
    /// Samples the value range, and makes the coarse copy when all slices are there, off the GUI thread.
    void startWork(bool withPreview);
    void rangeSampled(const ValueRange& range);

    void applyWindow(WindowLevel value, bool chosen);
    /// A window, the sigmoid or a lookup table, as the preset tells.
    void applyPreset(const WindowPreset& preset);
    void moveCursor(const Vec3& lps, bool bringIntoView);
    void stepSlice(ViewId view, int slices);
    void goToSlice(ViewId view, int slice);
    void chooseActive(ViewId view);
    void hoverBox(const std::string& id);
    void updateToolCursor();
    SliceView* sliceView(ViewId view) const;
};

}  // namespace dokuei::viewer
