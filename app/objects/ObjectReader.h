#pragma once

#include <QWidget>

#include "app/objects/StudyObjects.h"

namespace dokuei::app {

/// Opens a window with the text of a structured report or the key images it names, or with the pages of an
/// encapsulated PDF. The file is read on another thread; nothing of it is written to disk unless the user
/// saves it. `failed` is told what could not be opened or saved.
void readObject(QWidget* parent, const viewer::StudyObject& object, const StudyObjects::Run& run,
                const std::function<void(const QString&)>& failed);

/// A report as a page: headings, names and values; images and regions in words.
QString reportHtml(const viewer::StructuredReport& report);

}  // namespace dokuei::app
