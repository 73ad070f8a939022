#include "viewer/objects/Overlay.h"

#include <algorithm>
#include <cstdio>

#include "viewer/Error.h"
#include "viewer/objects/ImagePlaces.h"
#include "viewer/objects/References.h"

namespace dokuei::viewer {
namespace {

std::string number(double value, const char* format) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

void centreOnFigures(Overlay& overlay) {
    Vec3 low{0, 0, 0}, high{0, 0, 0};
    bool first = true;
    for (const OverlayFigure& figure : overlay.figures)
        for (const Vec3& point : figure.points) {
            for (std::size_t a = 0; a < 3; ++a) {
                low[a] = first ? point[a] : std::min(low[a], point[a]);
                high[a] = first ? point[a] : std::max(high[a], point[a]);
            }
            first = false;
        }
    if (first) return;
    overlay.hasCentre = true;
    for (std::size_t a = 0; a < 3; ++a) overlay.centre[a] = (low[a] + high[a]) / 2;
}

void centreOnMask(Overlay& overlay) {
    const MaskFacts& facts = overlay.grid->facts(overlay.mask);
    overlay.hasCentre = facts.voxels > 0;
    overlay.centre = facts.centroid;
    overlay.details = number(facts.millilitres, "%.2f ml");
}

/// Regions of reports become figures; what cannot be placed is counted.
class RegionPlacer {
public:
    RegionPlacer(const Volume& volume, std::string frameOfReference)
        : volume_(volume), places_(volume), reportFrame_(std::move(frameOfReference)) {}

    void add(const ImageRegion& region, Overlay& overlay) {
        if (region.inPatient) {
            const std::string& frame =
                region.frameOfReferenceUid.empty() ? reportFrame_ : region.frameOfReferenceUid;
            if (frame.empty() || frame != volume_.geometry().frameOfReferenceUid) {
                ++elsewhere_;
                return;
            }
            for (DrawnLine& line : linesOf(region))
                overlay.figures.push_back(
                    {std::move(line.points), line.closed, line.marks, false, overlay.label});
            return;
        }
        const auto slices = places_.slicesOf(region.image);
        missing_ += slices.empty();
        for (const int k : slices)
            for (DrawnLine& line : linesOf(region)) {
                for (Vec3& point : line.points) point = places_.lpsOfPixel(point[0], point[1], k);
                overlay.figures.push_back(
                    {std::move(line.points), line.closed, line.marks, false, overlay.label});
            }
    }

    const ImagePlaces& places() const { return places_; }

    void tell(std::vector<std::string>& notes) const {
        if (missing_ > 0) notes.push_back("regions on images that are not here: " + std::to_string(missing_));
        if (elsewhere_ > 0)
            notes.push_back("regions in a frame of reference that is not that of the images: " +
                            std::to_string(elsewhere_));
    }

private:
    const Volume& volume_;
    ImagePlaces places_;
    std::string reportFrame_;
    int missing_ = 0, elsewhere_ = 0;
};

std::string detailsOf(const MeasurementGroup& group) {
    std::string text = group.site.meaning;
    for (const Measurement& m : group.measurements) {
        if (!text.empty()) text += "\n";
        text += m.name.meaning + ": " + number(m.value, "%.6g");
        if (!m.unit.empty() && m.unit != "1" && m.unit.front() != '{') text += " " + m.unit;
    }
    return text;
}

/// Pixel coordinates of a point that a presentation state gives in shares of the displayed area.
std::array<double, 2> fromDisplay(const std::array<double, 2>& share, const std::array<int, 4>& area) {
    return {area[0] - 1 + share[0] * (area[2] - area[0] + 1),
            area[1] - 1 + share[1] * (area[3] - area[1] + 1)};
}

bool names(const std::vector<ImageReference>& images, const ImagePlaces& places, int k) {
    return images.empty() || std::any_of(images.begin(), images.end(), [&](const ImageReference& image) {
               const auto slices = places.slicesOf(image);
               return std::find(slices.begin(), slices.end(), k) != slices.end();
           });
}

std::array<int, 4> areaOn(const PresentationState& state, const Volume& volume, const ImagePlaces& places,
                          int k) {
    for (const DisplaySetting& setting : state.areas)
        if (names(setting.images, places, k)) return setting.area;
    return {1, 1, volume.geometry().size[0], volume.geometry().size[1]};
}

void addAnnotation(const Annotation& annotation, const PresentationState& state, const Volume& volume,
                   const ImagePlaces& places, int k, Overlay& overlay) {
    const auto area = areaOn(state, volume, places, k);
    const auto lps = [&](double column, double row, bool inDisplay) {
        const std::array<double, 2> pixel =
            inDisplay ? fromDisplay({column, row}, area) : std::array<double, 2>{column, row};
        return places.lpsOfPixel(pixel[0], pixel[1], k);
    };
    for (const Annotation::Figure& figure : annotation.figures)
        for (DrawnLine& line : linesOf(figure.region)) {
            if (figure.curved) line.points = curveThrough(line.points);
            for (Vec3& point : line.points) point = lps(point[0], point[1], figure.inDisplay);
            overlay.figures.push_back({std::move(line.points), line.closed, line.marks, figure.filled, {}});
        }
    for (const TextMark& text : annotation.texts) {
        if (!text.hasBox && !text.hasAnchor) continue;
        OverlayText placed;
        placed.text = text.text;
        placed.at = text.hasBox ? lps(std::min(text.box[0], text.box[2]), std::min(text.box[1], text.box[3]),
                                      text.boxInDisplay)
                                : lps(text.anchor[0], text.anchor[1], text.anchorInDisplay);
        placed.hasAnchor = text.hasAnchor && text.anchorShown && text.hasBox;
        if (placed.hasAnchor) placed.anchor = lps(text.anchor[0], text.anchor[1], text.anchorInDisplay);
        overlay.texts.push_back(std::move(placed));
    }
}

}  // namespace

Placed place(std::shared_ptr<const Segmentation> segmentation, const Volume& volume, const std::string& id) {
    Placed placed;
    placed.notes = segmentation->notes;
    if (const std::string reason = whyNotOver(segmentation->object, volume, true); !reason.empty()) {
        placed.notes.push_back(reason);
        return placed;
    }
    const std::shared_ptr<const LabelGrid> grid(segmentation, &segmentation->grid);
    for (std::size_t n = 0; n < segmentation->segments.size(); ++n) {
        const Segment& segment = segmentation->segments[n];
        Overlay overlay;
        overlay.id = id + "/" + std::to_string(segment.number);
        overlay.label = segment.label;
        overlay.colour = segment.colour;
        overlay.automatic = segment.origin == Origin::Automatic;
        overlay.grid = grid;
        overlay.mask = n;
        centreOnMask(overlay);
        placed.overlays.push_back(std::move(overlay));
    }
    return placed;
}

Placed place(const StructureSet& set, const Volume& volume, const std::string& id, Progress* progress) {
    Placed placed;
    placed.notes = set.notes;
    std::vector<RegionOfInterest> here;
    for (const RegionOfInterest& region : set.regions) {
        StudyObject frame = set.object;
        if (!region.frameOfReferenceUid.empty()) frame.frameOfReferenceUid = region.frameOfReferenceUid;
        const std::string reason = whyNotOver(frame, volume, true);
        if (reason.empty())
            here.push_back(region);
        else
            placed.notes.push_back(region.name + ": " + reason);
    }
    std::shared_ptr<const LabelGrid> grid;
    try {
        grid = std::make_shared<const LabelGrid>(fillContours(here, volume.geometry(), progress));
    } catch (const Cancelled&) {
        throw;
    } catch (const Error& error) {
        placed.notes.push_back(std::string("only outlines: ") + error.what());
    }
    for (std::size_t n = 0; n < here.size(); ++n) {
        Overlay overlay;
        overlay.id = id + "/" + std::to_string(here[n].number);
        overlay.label = here[n].name;
        overlay.colour = here[n].colour;
        overlay.automatic = here[n].origin == Origin::Automatic;
        overlay.opacity = 0.2;
        for (const Contour& contour : here[n].contours)
            overlay.figures.push_back({contour.points,
                                       contour.type == Contour::Type::Closed,
                                       contour.type == Contour::Type::Points,
                                       false,
                                       {}});
        if (grid && grid->facts(n).voxels > 0) {
            overlay.grid = grid;
            overlay.mask = n;
            centreOnMask(overlay);
        } else {
            centreOnFigures(overlay);
        }
        placed.overlays.push_back(std::move(overlay));
    }
    return placed;
}

Placed place(const StructuredReport& report, const Volume& volume, const std::string& id) {
    Placed placed;
    placed.notes = report.notes;
    RegionPlacer placer(volume, report.object.frameOfReferenceUid);
    const auto take = [&](Overlay overlay) {
        centreOnFigures(overlay);
        if (!overlay.figures.empty()) placed.overlays.push_back(std::move(overlay));
    };
    int n = 0;
    for (const MeasurementGroup& group : report.groups) {
        if (group.regions.empty()) continue;
        Overlay overlay;
        overlay.id = id + "/" + std::to_string(++n);
        overlay.label = group.regions.front().label;
        overlay.colour = defaultColour(n - 1);
        overlay.automatic = group.automatic;
        overlay.details = detailsOf(group);
        for (const ImageRegion& region : group.regions) placer.add(region, overlay);
        take(std::move(overlay));
    }
    for (const ImageRegion& region : report.regions) {
        Overlay overlay;
        overlay.id = id + "/" + std::to_string(++n);
        overlay.label = region.label;
        overlay.colour = defaultColour(n - 1);
        placer.add(region, overlay);
        take(std::move(overlay));
    }
    placer.tell(placed.notes);
    if (report.object.kind != ObjectKind::KeyImages) return placed;

    Overlay marks;
    marks.id = id + "/images";
    marks.label = report.title;
    marks.colour = defaultColour(3);
    int missing = 0;
    for (const ImageReference& image : report.keyImages) {
        const auto slices = placer.places().slicesOf(image);
        missing += slices.empty();
        marks.keySlices.insert(marks.keySlices.end(), slices.begin(), slices.end());
    }
    std::sort(marks.keySlices.begin(), marks.keySlices.end());
    marks.keySlices.erase(std::unique(marks.keySlices.begin(), marks.keySlices.end()), marks.keySlices.end());
    if (missing > 0) placed.notes.push_back("key images that are not here: " + std::to_string(missing));
    if (marks.keySlices.empty()) return placed;
    const Geometry& g = volume.geometry();
    marks.hasCentre = true;
    marks.centre =
        g.lpsFromVoxel({(g.size[0] - 1) / 2.0, (g.size[1] - 1) / 2.0, double(marks.keySlices.front())});
    placed.overlays.push_back(std::move(marks));
    return placed;
}

Placed place(const PresentationState& state, const Volume& volume, const std::string& id) {
    Placed placed;
    placed.notes = state.notes;
    const ImagePlaces places(volume);
    std::vector<int> slices;
    int missing = 0;
    for (const ImageReference& image : state.object.references) {
        const auto found = places.slicesOf(image);
        missing += found.empty();
        slices.insert(slices.end(), found.begin(), found.end());
    }
    std::sort(slices.begin(), slices.end());
    slices.erase(std::unique(slices.begin(), slices.end()), slices.end());
    if (slices.empty()) {
        placed.notes.push_back("refers to images that are not here");
        return placed;
    }
    if (missing > 0)
        placed.notes.push_back("images that it names and that are not here: " + std::to_string(missing));
    Overlay overlay;
    overlay.id = id + "/graphics";
    overlay.label = state.object.title;
    overlay.colour = defaultColour(3);
    for (const Annotation& annotation : state.annotations)
        if (annotation.hasColour) overlay.colour = annotation.colour;
    for (const int k : slices)
        for (const Annotation& annotation : state.annotations)
            if (names(annotation.images, places, k))
                addAnnotation(annotation, state, volume, places, k, overlay);
    for (const DisplaySetting& setting : state.windows)
        if (overlay.window == 0 && names(setting.images, places, slices.front())) {
            overlay.window = setting.window;
            overlay.level = setting.level;
        }
    centreOnFigures(overlay);
    if (!overlay.hasCentre) {
        const Geometry& g = volume.geometry();
        overlay.hasCentre = true;
        overlay.centre =
            g.lpsFromVoxel({(g.size[0] - 1) / 2.0, (g.size[1] - 1) / 2.0, double(slices.front())});
    }
    placed.overlays.push_back(std::move(overlay));
    return placed;
}

Placed readAndPlace(const StudyObject& object, const Volume& volume, const std::string& id,
                    Progress* progress) {
    switch (object.kind) {
        case ObjectKind::Segmentation: {
            // The cheap question first: reading all frames only to refuse them would cost seconds.
            if (const std::string reason = whyNotOver(object, volume, true); !reason.empty())
                return {{}, {reason}};
            return place(std::make_shared<const Segmentation>(readSegmentation(object.file, progress)),
                         volume, id);
        }
        case ObjectKind::StructureSet:
            return place(readStructureSet(object.file), volume, id, progress);
        case ObjectKind::StructuredReport:
        case ObjectKind::KeyImages:
            return place(readStructuredReport(object.file), volume, id);
        case ObjectKind::PresentationState:
            return place(readPresentationState(object.file), volume, id);
        case ObjectKind::Document:
        case ObjectKind::NotShown:
            break;
    }
    return {};
}

}  // namespace dokuei::viewer
