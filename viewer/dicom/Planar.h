#pragma once

#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/Header.h"

namespace dokuei::viewer {

/// Reads a pixel spacing (mm) of the form of (0028,0030); leaves the frame as it is when absent or not
/// positive.
void readSpacing(DcmItem& item, const DcmTagKey& tag, FrameHeader& frame);

/// Pixel size of an image that has no Pixel Spacing or whose spacing is not that in the patient: the
/// detector's, an ultrasound region's calibration, or a mere ratio. What it is goes into `header.notes`.
void readPlanarSpacing(DcmDataset& dataset, ImageHeader& header, FrameHeader& frame);

/// Pictures a second of a film, from the rate or the frame times; 0 when not told or for a single frame.
double framesPerSecondOf(DcmDataset& dataset, int frames);

}  // namespace dokuei::viewer
