#include "viewer/render/VtkWidget.h"

#include <QElapsedTimer>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QOpenGLPaintDevice>
#include <QPainter>
#include <QSurfaceFormat>

#include <vtkOpenGLState.h>

namespace dokuei::viewer {

VtkWidget::VtkWidget(QWidget* parent) : QOpenGLWidget(parent) {
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setSamples(0);
    setFormat(format);
    setMouseTracking(true);
    setFocusPolicy(Qt::ClickFocus);
    setUpdateBehavior(QOpenGLWidget::NoPartialUpdate);

    window_->SetMultiSamples(0);
    window_->SetReadyForRendering(false);
    window_->SetOwnContext(0);
    window_->SetFrameBlitMode(vtkOpenGLRenderWindow::NoBlit);
    window_->AddRenderer(renderer_);
    renderer_->SetBackground(0, 0, 0);
}

VtkWidget::~VtkWidget() {
    // The context goes after this object has ceased to be a VtkWidget.
    if (context()) disconnect(context(), nullptr, this, nullptr);
    releaseGL();
}

void VtkWidget::takeContext() {
    if (isValid()) makeCurrent();
}

void VtkWidget::sceneChanged() {
    changed_ = true;
    update();
}

void VtkWidget::initializeGL() {
    // Qt makes a new context when the widget moves to another window.
    connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &VtkWidget::releaseGL,
            Qt::ConnectionType(Qt::DirectConnection | Qt::UniqueConnection));
    const auto* name = reinterpret_cast<const char*>(context()->functions()->glGetString(GL_RENDERER));
    const QString driver = QString::fromLatin1(name ? name : "").toLower();
    softwareOpenGL_ = driver.contains("llvmpipe") || driver.contains("softpipe") ||
                      driver.contains("swiftshader") || driver.contains("software");
    window_->SetMapped(1);
    window_->SetIsCurrent(true);
    window_->SetSupportsOpenGL(1);
    window_->SetReadyForRendering(true);
    window_->OpenGLInitContext();
    changed_ = true;
}

void VtkWidget::paintGL() {
    const double ratio = devicePixelRatioF();
    const int widthPx = qMax(1, qRound(width() * ratio)), heightPx = qMax(1, qRound(height() * ratio));
    auto* gl = context()->functions();
    if (sceneVisible()) {
        vtkOpenGLState* state = window_->GetState();
        state->Reset();
        state->Push();
        if (window_->GetSize()[0] != widthPx || window_->GetSize()[1] != heightPx) {
            window_->SetSize(widthPx, heightPx);
            changed_ = true;
        }
        if (changed_) {
            QElapsedTimer timer;
            timer.start();
            window_->SetIsCurrent(true);
            prepareScene();
            window_->Render();
            changed_ = false;
            gl->glFinish();
            renderMilliseconds_ = timer.nsecsElapsed() / 1e6;
        }
        state->PushFramebufferBindings();
        gl->glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
        state->Reset();
        gl->glDisable(GL_SCISSOR_TEST);
        window_->BlitDisplayFramebuffer(0, 0, 0, widthPx, heightPx, 0, 0, widthPx, heightPx,
                                        GL_COLOR_BUFFER_BIT, GL_NEAREST);
        state->PopFramebufferBindings();
        state->Pop();
        gl->glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
    } else {
        gl->glClearColor(0, 0, 0, 1);
        gl->glClear(GL_COLOR_BUFFER_BIT);
    }
    // Where VTK drew nothing its picture is transparent; the image area is black.
    gl->glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_TRUE);
    gl->glClearColor(0, 0, 0, 1);
    gl->glClear(GL_COLOR_BUFFER_BIT);
    // VTK leaves states behind that Qt's painter does not expect.
    gl->glDisable(GL_DEPTH_TEST);
    gl->glDisable(GL_CULL_FACE);
    gl->glDisable(GL_SCISSOR_TEST);
    gl->glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    // Not on `this`: a grab of a parent would send the overlay elsewhere, behind the picture.
    QOpenGLPaintDevice device(widthPx, heightPx);
    device.setDevicePixelRatio(ratio);
    QPainter painter(&device);
    paintOverlay(painter);
}

void VtkWidget::releaseGL() {
    if (!context() || !window_->GetReadyForRendering()) return;
    makeCurrent();
    window_->SetIsCurrent(true);
    window_->Finalize();
    window_->SetReadyForRendering(false);
    doneCurrent();
}

}  // namespace dokuei::viewer
