#pragma once

#include <QByteArray>
#include <QImage>
#include <QWidget>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "viewer/objects/Overlay.h"
#include "viewer/render/ViewTypes.h"
#include "viewer/render/WindowPresets.h"
#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// Axial, coronal, sagittal and volume views of one volume, linked by a cursor in patient space.
///
/// Positions are LPS millimetres, values are rescaled (HU for CT). Patient left is on screen right in
/// the axial and coronal views; the sagittal view has anterior at screen left. All calls belong to the
/// GUI thread.
class ViewGrid : public QWidget {
    Q_OBJECT
public:
    explicit ViewGrid(QWidget* parent = nullptr);
    ~ViewGrid() override;

    /// Shows a volume, which may still be loading: the views refresh until it is complete. The voxels
    /// are read where they are, not copied. nullptr shows the empty text. Cursor, zoom, window and
    /// measurements start anew; boxes are cleared.
    void setVolume(std::shared_ptr<const Volume> volume);
    /// The same for another volume of the same series on the same grid (a time point, a b-value): cursor,
    /// zoom, window and measurements stay; boxes are cleared, since they belong to the volume they were drawn
    /// on.
    void showPhase(std::shared_ptr<const Volume> volume);
    std::shared_ptr<const Volume> volume() const;
    /// Whether the volume is a picture or a film without depth, which has one view whatever the layout.
    bool showsOnePicture() const;
    /// Tells that no more slices will come, for volumes of which some could not be decoded.
    void loadingFinished();
    /// What the views say when there is no volume.
    void setEmptyText(const QString& text);

    void setBoxes(std::vector<ViewBox> boxes);
    const std::vector<ViewBox>& boxes() const;
    /// Empty id: none.
    void setSelectedBox(const std::string& id);
    void setHighlightedBox(const std::string& id);
    /// Moves the cursor to the centre of a box and brings it into every view. Unknown ids do nothing.
    void centerOnBox(const std::string& id);

    /// Segmentations, contours, regions and marks over the planes. setVolume clears them.
    void setOverlays(std::vector<Overlay> overlays);
    const std::vector<Overlay>& overlays() const;
    /// Shows or hides all of them together.
    void setOverlaysVisible(bool on);
    bool overlaysVisible() const;
    /// Moves the cursor to an overlay's centre. Unknown ids and overlays without a place do nothing.
    void centerOnOverlay(const std::string& id);

    /// Moves the cursor; views whose picture does not contain it are panned. Clamped to the volume.
    void setCursorLps(const Vec3& lps);
    Vec3 cursorLps() const;
    /// Value at the cursor; NaN outside the volume or where the slice is not decoded yet.
    double valueAtCursor() const;

    void setWindowLevel(double window, double level);
    WindowLevel windowLevel() const;
    /// Presets of the open volume's modality (CT's when there is no volume).
    std::vector<WindowPreset> presets() const;
    /// Applies the preset on a number key; false when the key has none.
    bool applyPreset(int key);
    void setInverted(bool on);
    bool inverted() const;

    void setTool(Tool tool);
    Tool tool() const;
    /// How deep a box drawn in a plane is, mm. 0 (the default): five slices of that plane.
    void setBoxThickness(double mm);
    void clearMeasurements();

    void setViewLayout(ViewLayout layout);
    ViewLayout viewLayout() const;
    void setSlab(double thicknessMm, SlabMode mode);  ///< 0 mm: one slice
    double slabThickness() const;
    SlabMode slabMode() const;
    void setVolumePreset(VolumePreset preset);
    VolumePreset volumePreset() const;
    void setCornerTextVisible(bool on);
    bool cornerTextVisible() const;
    void setCornerText(const CornerText& text);
    void setCrosshairVisible(bool on);
    bool crosshairVisible() const;
    /// The overlay planes that the images bring with them.
    void setBitPlanesVisible(bool on);
    bool bitPlanesVisible() const;

    /// The view that keyboard commands go to: the one last clicked or chosen.
    ViewId activeView() const;
    void setActiveView(ViewId view);
    void nextView(int step = 1);
    /// Keyboard commands on the active view. The volume view zooms and pans; it has no slices.
    void stepSlice(int slices);
    void firstSlice();
    void lastSlice();
    void zoomBy(double factor);
    void panBy(double dxPixels, double dyPixels);
    /// Fits every view to the volume.
    void fit();
    /// Shows the active view alone, or goes back to the layout before.
    void toggleMaximised();

    /// Current slice of a slice view, 0-based, and how many there are.
    int sliceIndex(ViewId view) const;
    int sliceCount(ViewId view) const;
    /// Turns the volume view: azimuth about the body axis, elevation; degrees. 0, 0 looks from the front.
    void setVolumeDirection(double azimuth, double elevation);
    /// Where an LPS point is drawn in a view, in that view's logical pixels.
    QPointF screenFromLps(ViewId view, const Vec3& lps) const;
    QWidget* viewWidget(ViewId view) const;

    /// The four views as they are on screen, overlays included.
    QImage grabViews();

    /// Layout, split, slab and what is shown; not the volume.
    QByteArray saveState() const;
    /// false, with nothing changed, when the bytes are not a saved state.
    bool restoreState(const QByteArray& state);

Q_SIGNALS:
    /// `text` is ready for a status line: "HU 43  x -12.4  y 88.0  z 210.5 mm".
    void cursorMoved(const dokuei::viewer::Vec3& lps, double value, const QString& text);
    /// The same for the mouse pointer over a slice view; empty text when it leaves.
    void pointerMoved(const dokuei::viewer::Vec3& lps, double value, const QString& text);
    void windowLevelChanged(double window, double level);
    void sliceChanged(dokuei::viewer::ViewId view, int slice, int count);
    /// Alt and the wheel over a view: so many phases forward.
    void phaseStepWanted(int phases);
    /// A click on what a view says was corrected or is doubtful.
    void noticeClicked();
    void boxClicked(const std::string& id);
    void boxHovered(const std::string& id);  ///< empty id: none any more
    void boxDrawn(const std::array<double, 6>& lps);
    void lengthMeasured(double mm);
    void toolChanged(dokuei::viewer::Tool tool);
    void viewLayoutChanged(dokuei::viewer::ViewLayout layout);
    void activeViewChanged(dokuei::viewer::ViewId view);
    /// Right click without a drag: the place for a context menu, in global coordinates.
    void contextMenuWanted(dokuei::viewer::ViewId view, const QPoint& globalPosition);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d_;
};

}  // namespace dokuei::viewer
