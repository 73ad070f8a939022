#pragma once

#include <QIcon>

namespace dokuei::app {

/// A line icon drawn in the theme's text colour: "folder", "file", "sample", "close", "library", "chat",
/// "report", "layout-grid", "layout-axial", "layout-coronal", "layout-sagittal", "layout-3d", "window",
/// "crosshair", "scroll", "zoom", "pan", "length", "angle", "ellipse", "rectangle", "text", "box", "invert",
/// "fit", "info", "help", "search", "cancel", "plus", "check", "cross", "edit", "stop", "send", "copy",
/// "eye", "sparkle", "export", "sign", "undo", "redo", "delete". An unknown name gives a null icon.
QIcon icon(const char* name);

}  // namespace dokuei::app
