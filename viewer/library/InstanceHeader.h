#pragma once

#include <string>

#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// What the library keeps of one DICOM object, whatever its SOP class.
struct InstanceHeader {
    SeriesIdentity identity;
    std::string issuerOfPatientId;
    std::string sopInstanceUid;
    int instanceNumber = 0;
    int frames = 1;
};

/// Reads the header of a DICOM file, or of one in a ZIP archive ("archive.zip!/entry"). Throws NotDicomError
/// when it is another kind of file or a DICOMDIR, ReadError when it is damaged or does not tell which study,
/// series or object it is.
InstanceHeader readInstanceHeader(const std::string& file);

/// Whether objects of this SOP class are pictures that a view could show (not a report, a segmentation, ...).
bool isPictureClass(const std::string& sopClassUid);

}  // namespace dokuei::viewer
