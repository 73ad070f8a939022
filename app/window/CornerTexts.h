#pragma once

#include <QString>

#include "viewer/render/ViewTypes.h"
#include "viewer/volume/Volume.h"

namespace dokuei::app {

/// What the corners of the views say about a volume, in the language in use.
viewer::CornerText cornerText(const viewer::Volume& volume);

/// "64 y" or the Japanese form of DICOM's 064Y; months, weeks and days alike; anything else unchanged.
QString readableAge(const std::string& dicomAge);

}  // namespace dokuei::app
