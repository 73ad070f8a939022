#pragma once

#include <QImage>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>
#include <string>

#include <vtkSmartPointer.h>
#include <vtkVolume.h>
#include <vtkVolumeMapper.h>

#include "viewer/render/RayCaster.h"
#include "viewer/render/ViewModel.h"
#include "viewer/render/VolumePreview.h"
#include "viewer/render/VtkWidget.h"

namespace dokuei::viewer {

/// The volume seen from outside: parallel projection, turntable rotation (left drag), pan (middle),
/// zoom (wheel), brightness of tissue (right drag).
///
/// With a GPU, VTK renders the whole volume. Where OpenGL runs on the processor, our own ray caster renders a
/// coarser copy on worker threads, so that the window never waits for it. A picture is made only when the
/// view is visible, first coarse while the mouse moves, then at full resolution when it rests.
class VolumeRenderingView : public VtkWidget {
    Q_OBJECT
public:
    VolumeRenderingView(const ViewModel& model, QWidget* parent);
    ~VolumeRenderingView() override;

    void volumeChanged();
    /// The coarse copy is ready. `caster` holds the same copy.
    void setPreview(std::shared_ptr<const VolumePreview> preview, std::shared_ptr<const RayCaster> caster);
    void presetChanged();
    void fit();
    void zoomBy(double factor);
    void panBy(const QPointF& pixels);
    void setActive(bool active);
    /// Turns to an azimuth (about the body axis) and elevation, degrees; 0, 0 looks from the front.
    void setDirection(double azimuth, double elevation);

    QPointF screenFromLps(const Vec3& lps) const;

Q_SIGNALS:
    void boxClicked(const std::string& id);
    void boxHovered(const std::string& id);
    void activated();
    void maximiseWanted();
    void contextMenuWanted(const QPoint& globalPosition);

protected:
    void initializeGL() override;
    void prepareScene() override;
    bool sceneVisible() const override;
    void paintOverlay(QPainter& painter) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Basis {
        Vec3 right, up, into;
    };
    Basis basis() const;
    std::array<QPointF, 8> boxCorners(const ViewBox& box) const;
    const ViewBox* boxAt(const QPointF& pixel) const;
    Projection projection(double pixelSize) const;
    void chooseMapper();
    /// Renders fast now and well once the view rests.
    void moving();
    /// Asks the ray caster for a picture as the view stands now.
    void requestPicture();
    void pictureArrived(const QImage& picture, bool coarse, double milliseconds);
    bool castsRays() const { return caster_ && softwareOpenGL(); }

    const ViewModel& model_;
    std::shared_ptr<const VolumePreview> preview_;
    std::shared_ptr<const RayCaster> caster_;
    WrappedImage previewImage_;
    bool showsFullVolume_ = false;

    double azimuth_ = 0, elevation_ = 0;  // degrees
    Vec3 center_{0, 0, 0};
    double mmPerPixel_ = 1;
    double shift_ = 0;  // HU
    bool active_ = false;
    bool fitted_ = true;

    Qt::MouseButton button_ = Qt::NoButton;
    QPointF pressed_, last_;
    bool moved_ = false;
    std::string hovered_;

    bool coarse_ = false;
    double pixelSize_ = 2;  ///< screen pixels per ray while moving
    QTimer restTimer_;

    QImage picture_;  ///< of the ray caster
    bool casting_ = false, castAgain_ = false;
    bool castIsCoarse_ = false;
    std::shared_ptr<std::atomic<bool>> cancel_;

    vtkSmartPointer<vtkVolumeMapper> mapper_;
    vtkNew<vtkVolume> volume_;
    // Last, so that its thread ends before what it uses.
    QThreadPool workers_;
};

}  // namespace dokuei::viewer
