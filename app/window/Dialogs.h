#pragma once

#include <QWidget>

namespace dokuei::app {

class Actions;

/// Table of every command and its key, with the mouse. Not modal.
void showKeys(QWidget* parent, const Actions& actions);

/// A page of resources/help in the language in use. Not modal.
void showGuide(QWidget* parent);

/// The LICENSE and NOTICE texts. Not modal.
void showLicences(QWidget* parent);

/// Name, version, what it may be used for. Not modal.
void showAbout(QWidget* parent, const QString& model);

/// Keys of every command, to be changed. Tells a conflict. Not modal.
void editKeys(QWidget* parent, Actions& actions);

}  // namespace dokuei::app
