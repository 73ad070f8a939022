#pragma once

#include <QOpenGLWidget>

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkRenderer.h>

class QPainter;

namespace dokuei::viewer {

/// A VTK scene in a Qt window, with a Qt overlay on top.
///
/// VTK renders only when the scene was marked changed; otherwise its last picture is shown again under
/// a fresh overlay.
class VtkWidget : public QOpenGLWidget {
    Q_OBJECT
public:
    explicit VtkWidget(QWidget* parent);
    ~VtkWidget() override;

    /// Renders anew at the next repaint.
    void sceneChanged();

    /// Milliseconds that VTK's last render took; 0 before the first.
    double lastRenderMilliseconds() const { return renderMilliseconds_; }
    /// Whether OpenGL is done by the processor (llvmpipe and the like). Known after the first paint.
    bool softwareOpenGL() const { return softwareOpenGL_; }

protected:
    void initializeGL() override;
    void paintGL() override;

    /// Makes the context current before props are taken out of the scene, which frees their textures.
    void takeContext();
    vtkRenderer* renderer() { return renderer_; }
    vtkGenericOpenGLRenderWindow* window() { return window_; }

    /// Brings camera and props up to date; called with the context current, right before VTK renders.
    virtual void prepareScene() = 0;
    /// Whether there is anything for VTK to draw; the view is black otherwise.
    virtual bool sceneVisible() const = 0;
    virtual void paintOverlay(QPainter& painter) = 0;

private:
    void releaseGL();

    vtkNew<vtkGenericOpenGLRenderWindow> window_;
    vtkNew<vtkRenderer> renderer_;
    bool changed_ = true;
    bool softwareOpenGL_ = false;
    double renderMilliseconds_ = 0;
};

}  // namespace dokuei::viewer
