#pragma once

#include <QImage>
#include <memory>
#include <optional>
#include <string>

#include "inference/VolumeView.h"
#include "inference/session/Answer.h"
#include "reports/finding/Finding.h"
#include "viewer/volume/Volume.h"

namespace dokuei::app {

/// A look at the volume's own buffer; keeps the volume alive, copies no voxel.
inference::VolumeView viewOf(const std::shared_ptr<const viewer::Volume>& volume);

/// Voxel box (inclusive) of an axis-aligned LPS box, clipped to the volume; nothing when it lies outside.
std::optional<std::array<int, 6>> voxelBoxOf(const viewer::Volume& volume, const std::array<double, 6>& lps);

/// Link to an LPS box with its key image (the slice through the box's middle) and outline on it.
/// Throws inference::Error when the box lies outside the volume.
reports::EvidenceLink evidenceOf(const viewer::Volume& volume, const std::array<double, 6>& lps,
                                 const std::string& label, reports::Origin origin, double confidence);
/// The same for a box of the model, from its exact voxels.
reports::EvidenceLink evidenceOf(const viewer::Volume& volume, const inference::Grounding& box);

/// An empty report of the volume's study, patient and study fields filled in.
reports::Report emptyReport(const viewer::Volume& volume, const std::string& language);
/// A draft report of what the model answered to Request::Kind::DraftReport.
reports::Report reportOf(const viewer::Volume& volume, const inference::Answer& answer);
/// One finding of a box that the user picked from an answer.
reports::Finding findingOf(const viewer::Volume& volume, const inference::Answer& answer, int box);

/// The link's key image, windowed, with the box drawn on it (AI dashed amber, human solid green).
QImage keyImage(const viewer::Volume& volume, const reports::EvidenceLink& link);

}  // namespace dokuei::app
