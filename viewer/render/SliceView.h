#pragma once

#include <optional>

#include <vtkImageProperty.h>
#include <vtkImageResliceMapper.h>
#include <vtkImageSlice.h>

#include "viewer/render/BitPlaneLayer.h"
#include "viewer/render/GreyCurve.h"
#include "viewer/render/OverlayLayer.h"
#include "viewer/render/PlaneGeometry.h"
#include "viewer/render/ViewModel.h"
#include "viewer/render/VtkWidget.h"

namespace dokuei::viewer {

class OverlayPainter;

/// One plane of the patient with its overlays, and the mouse on it.
///
/// Reads the shared model and asks for changes through its signals; zoom and pan are its own.
class SliceView : public VtkWidget {
    Q_OBJECT
public:
    SliceView(Plane plane, const ViewModel& model, QWidget* parent);

    /// Takes up the model's volume, or none.
    void volumeChanged();
    /// More slices of the same volume are there.
    void voxelsChanged();

    /// Draws once behind the empty page, so that shaders and glyphs are ready before the first study.
    void warmUp();
    void fit();
    void zoomBy(double factor, std::optional<QPointF> at = {});
    void panBy(const QPointF& pixels);
    /// Pans so that the cursor is inside the picture; nothing when it is.
    void showCursor();
    void setActive(bool active);
    /// No zoom or pan since the last fit.
    bool fitted() const { return fitted_; }
    /// Zoom and pan of another volume on the same grid.
    void setPlace(const PlaneGeometry& place);

    /// The mapping at the slice shown now.
    PlaneGeometry planeGeometry() const;
    /// Where a box is drawn, or nothing when the slice does not cut it.
    std::optional<QRectF> boxRect(const ViewBox& box) const;

Q_SIGNALS:
    void cursorPicked(const dokuei::viewer::Vec3& lps);
    void stepWanted(int slices);
    void windowDragged(double window, double level);
    void boxClicked(const std::string& id);
    void boxHovered(const std::string& id);
    void boxDrawn(const std::array<double, 6>& lps);
    void lengthDrawn(const dokuei::viewer::LengthMeasurement& length);
    void pointerMoved(const dokuei::viewer::Vec3& lps);
    void pointerLeft();
    void activated();
    void maximiseWanted();
    void phaseStepWanted(int phases);
    void noticeClicked();
    void contextMenuWanted(const QPoint& globalPosition);

protected:
    void prepareScene() override;
    bool sceneVisible() const override;
    void paintOverlay(QPainter& painter) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    enum class Drag { None, Crosshair, Scroll, Pan, Zoom, WindowLevel, Length, Box };

    Drag dragOf(Qt::MouseButton button) const;
    void dragTo(const QPointF& pixel);
    const ViewBox* boxAt(const QPointF& pixel) const;
    std::array<double, 6> drawnBox() const;
    /// The slice k of the volume that is shown whole, or -1 when this plane cuts through slices.
    int volumeSlice() const;
    void paintOverlays(OverlayPainter& painter, QPainter& qt, const PlaneGeometry& shown);
    /// Letters at the edges: of the plane, of the image where only it tells them, or blanks.
    std::array<char, 4> letters() const;
    /// A length for display: in pixels when nothing tells how large a pixel is.
    QString lengthText(double millimetres) const;
    QStringList bottomRightLines(int& warnings) const;
    QStringList bottomLeftLines() const;

    const Plane plane_;
    const ViewModel& model_;
    PlaneGeometry geometry_;
    bool fitted_ = true;  ///< no zoom or pan since the last fit: a new size fits again
    bool active_ = false;
    bool warmingUp_ = false;
    const std::vector<std::int16_t> blankVoxels_ = std::vector<std::int16_t>(8, 0);

    Drag drag_ = Drag::None;
    Qt::MouseButton dragButton_ = Qt::NoButton;
    QPointF pressed_, last_;
    bool moved_ = false;
    WindowLevel windowAtPress_;
    double scrollRest_ = 0, wheelRest_ = 0;
    Vec3 dragFrom_{0, 0, 0}, dragTo_{0, 0, 0};
    double boxDepth_ = 0;
    std::string hovered_;
    QRectF notices_;  ///< where the warnings stand; a click on them tells more
    OverlayLayer overlayLayer_;

    vtkNew<vtkImageResliceMapper> mapper_;
    vtkNew<vtkImageSlice> slice_;
    GreyCurve curve_;
    BitPlaneLayer bitPlanes_;
};

}  // namespace dokuei::viewer
