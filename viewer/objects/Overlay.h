#pragma once

#include <memory>
#include <string>
#include <vector>

#include "viewer/objects/PresentationState.h"
#include "viewer/objects/Segmentation.h"
#include "viewer/objects/StructureSet.h"
#include "viewer/objects/StructuredReport.h"

namespace dokuei::viewer {

/// A line drawing in the patient. Positions are LPS, mm.
struct OverlayFigure {
    std::vector<Vec3> points;
    bool closed = false;
    bool marks = false;  ///< single points, not joined
    bool filled = false;
    std::string label;  ///< drawn beside it; may be empty
};

/// Words on one slice.
struct OverlayText {
    std::string text;
    Vec3 at{0, 0, 0};  ///< LPS, mm: top left of the words
    bool hasAnchor = false;
    Vec3 anchor{0, 0, 0};  ///< LPS, mm: what a line leads to
};

/// One thing that can be shown over the images: a segment, a region of interest, the regions of a measurement
/// group, the graphics of a presentation state, a row of key images.
struct Overlay {
    std::string id, label;  ///< label is UTF-8
    Colour colour{0, 0, 0};
    double opacity = 0.35;  ///< of a mask's surface; its rim is opaque
    bool visible = true;
    bool automatic = false;  ///< made by an algorithm: marked
    std::shared_ptr<const LabelGrid> grid;
    std::size_t mask = 0;  ///< which mask of `grid`
    std::vector<OverlayFigure> figures;
    std::vector<OverlayText> texts;
    std::vector<int> keySlices;  ///< slices k of the volume that are marked
    bool hasCentre = false;
    Vec3 centre{0, 0, 0};          ///< where to go to see it; LPS, mm
    double window = 0, level = 0;  ///< asked for by a presentation state; window 0: none
    std::string details;           ///< for people: volume, measurements; UTF-8, lines
};

/// What of an object can be shown on a volume.
struct Placed {
    std::vector<Overlay> overlays;
    std::vector<std::string> notes;  ///< what cannot, and why
};

/// Lay an object over a volume. `id` begins the ids of the overlays. What lies in another frame of reference
/// or on images that are not in the volume is left out and told in the notes; positions are never guessed.
/// The masks are shared, not copied. Throw Error (memory) and Cancelled.
Placed place(std::shared_ptr<const Segmentation> segmentation, const Volume& volume, const std::string& id);
Placed place(const StructureSet& set, const Volume& volume, const std::string& id,
             Progress* progress = nullptr);
Placed place(const StructuredReport& report, const Volume& volume, const std::string& id);
Placed place(const PresentationState& state, const Volume& volume, const std::string& id);

/// Reads an object's file and lays it over a volume. Documents and what is not shown give nothing.
/// Throws ReadError, Error, Cancelled.
Placed readAndPlace(const StudyObject& object, const Volume& volume, const std::string& id,
                    Progress* progress = nullptr);

}  // namespace dokuei::viewer
