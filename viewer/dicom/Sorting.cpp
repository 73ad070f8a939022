#include "viewer/dicom/Sorting.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "viewer/dicom/Phases.h"
#include "viewer/dicom/Resampling.h"

namespace dokuei::viewer {
namespace {

using Stack = std::vector<StackSlice>;

// Positions closer than this are the same place.
constexpr double kSamePlaceMm = 0.01;
constexpr double kSameDirection = 1e-3;

std::string nameOf(const StackSlice& slice) {
    std::string name = std::filesystem::path(slice.frame->identity.file).filename();
    if (slice.image->multiFrame) name += " frame " + std::to_string(slice.frame->identity.frame);
    return name;
}

std::string millimetres(double mm) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f mm", mm);
    return text;
}

bool placed(const StackSlice& slice) {
    return slice.frame->hasPosition && slice.frame->hasOrientation;
}

/// What must be equal in a volume, except for directions, which are compared with a tolerance.
std::string keyOf(const StackSlice& slice, bool withFrameOfReference) {
    const ImageHeader& image = *slice.image;
    // The patient too: badly de-identified files of several patients may share their UIDs or have none.
    std::string key =
        image.identity.patientId + '|' + image.identity.studyUid + '|' + image.identity.seriesUid + '|' +
        (withFrameOfReference ? image.frameOfReferenceUid : "") + '|' + std::to_string(image.rows()) + 'x' +
        std::to_string(image.columns()) + '|' + std::to_string(image.pixels.colour) +
        std::to_string(image.identity.monochrome1) + std::to_string(slice.frame->localizer);
    if (!placed(slice)) key += '|' + slice.frame->identity.file;
    return key;
}

bool sameGrid(const FrameHeader& a, const FrameHeader& b) {
    for (int c = 0; c < 6; ++c)
        if (std::abs(a.orientation[c] - b.orientation[c]) > kSameDirection) return false;
    return std::abs(a.spacingI - b.spacingI) < 1e-3 * a.spacingI &&
           std::abs(a.spacingJ - b.spacingJ) < 1e-3 * a.spacingJ;
}

/// Series in which every image names a frame of reference of its own: de-identification does that, and the
/// names then say nothing about which images belong together.
std::set<std::string> seriesWithoutCommonFrame(const std::vector<ImageHeader>& images) {
    std::map<std::string, std::pair<std::size_t, std::set<std::string>>> seen;
    for (const ImageHeader& image : images) {
        auto& [count, frames] = seen[image.identity.seriesUid];
        ++count;
        frames.insert(image.frameOfReferenceUid);
    }
    std::set<std::string> series;
    for (const auto& [uid, entry] : seen)
        if (entry.first >= 3 && entry.second.size() == entry.first) series.insert(uid);
    return series;
}

std::vector<Stack> groupsOf(const std::vector<ImageHeader>& images) {
    const std::set<std::string> frameless = seriesWithoutCommonFrame(images);
    std::map<std::string, std::vector<Stack>> byKey;
    for (const ImageHeader& image : images)
        for (const FrameHeader& frame : image.frames) {
            StackSlice slice{&image, &frame, 0};
            auto& stacks = byKey[keyOf(slice, !frameless.contains(image.identity.seriesUid))];
            auto stack = std::find_if(stacks.begin(), stacks.end(),
                                      [&](const Stack& s) { return sameGrid(*s.front().frame, frame); });
            if (stack == stacks.end()) stack = stacks.insert(stacks.end(), Stack());
            stack->push_back(slice);
        }
    std::vector<Stack> groups;
    for (auto& [key, stacks] : byKey)
        for (Stack& stack : stacks) groups.push_back(std::move(stack));
    return groups;
}

void sortAlongNormal(Stack& stack) {
    const Vec3 normal = normalOf(stack.front().frame->orientation);
    for (StackSlice& slice : stack) {
        slice.along = 0;
        for (int c = 0; c < 3; ++c) slice.along += normal[c] * slice.frame->position[c];
    }
    // Instance number and file only settle the order of images at the same place, so that results repeat.
    std::sort(stack.begin(), stack.end(), [](const StackSlice& a, const StackSlice& b) {
        return std::tie(a.along, a.frame->identity.instanceNumber, a.frame->identity.file,
                        a.frame->identity.frame) < std::tie(b.along, b.frame->identity.instanceNumber,
                                                            b.frame->identity.file, b.frame->identity.frame);
    });
}

/// Slices that lie at the place of the one before, and the largest number at one place. `stack` is sorted.
struct Repeats {
    std::size_t count = 0, multiplicity = 1;
};

Repeats repeatsOf(const Stack& stack) {
    Repeats repeats;
    std::size_t here = 1;
    for (std::size_t s = 1; s < stack.size(); ++s) {
        here = stack[s].along - stack[s - 1].along < kSamePlaceMm ? here + 1 : 1;
        repeats.count += here > 1;
        repeats.multiplicity = std::max(repeats.multiplicity, here);
    }
    return repeats;
}

std::map<std::string, Stack> byAttribute(const Stack& stack, const char* attribute) {
    std::map<std::string, Stack> parts;
    for (const StackSlice& slice : stack) {
        const auto found = slice.frame->differences.find(attribute);
        parts[found == slice.frame->differences.end() ? "" : found->second].push_back(slice);
    }
    return parts;
}

struct Part {
    Stack stack;
    std::vector<std::string> warnings;
    std::vector<std::pair<std::string, std::string>> attributes;  ///< what sets it apart, coarsest first
};

/// Moments of a series in which every slice has a time of its own: the first image of every place, the
/// second, and so on. Empty when a place lacks a moment or two of its images have the same time.
std::vector<Part> momentsByRank(const Stack& stack, std::size_t multiplicity) {
    if (stack.size() % multiplicity != 0) return {};
    for (const char* attribute : {"acquisition time", "content time", "trigger time"}) {
        std::vector<Part> moments(multiplicity);
        bool sound = true;
        for (std::size_t s = 0; sound && s < stack.size(); s += multiplicity) {
            std::map<double, const StackSlice*> here;
            for (std::size_t n = s; n < s + multiplicity; ++n) {
                sound = sound && stack[n].along - stack[s].along < kSamePlaceMm;
                const auto found = stack[n].frame->differences.find(attribute);
                if (found != stack[n].frame->differences.end())
                    here[std::strtod(found->second.c_str(), nullptr)] = &stack[n];
            }
            sound = sound && here.size() == multiplicity;
            std::size_t moment = 0;
            for (const auto& [time, slice] : here)
                if (sound) moments[moment++].stack.push_back(*slice);
        }
        if (!sound) continue;
        for (std::size_t m = 0; m < multiplicity; ++m) {
            std::string earliest;
            for (const StackSlice& slice : moments[m].stack) {
                const std::string& value = slice.frame->differences.at(attribute);
                if (earliest.empty() || value < earliest) earliest = value;
            }
            moments[m].attributes = {{attribute, earliest}};
            moments[m].warnings = {
                std::string("the series holds several images at each place; this volume is "
                            "the one of ") +
                attribute + " " + earliest};
        }
        return moments;
    }
    return {};
}

/// Splits a sorted stack in which places repeat by the attribute that explains the repeats.
std::vector<Part> separateRepeats(const Stack& stack) {
    const Repeats repeats = repeatsOf(stack);
    if (repeats.count == 0) return {{stack, {}, {}}};
    constexpr std::array kAttributes = {"stack",
                                        "image type",
                                        "temporal position",
                                        "cardiac phase",
                                        "respiratory phase",
                                        "echo time",
                                        "echo number",
                                        "b-value",
                                        "inversion time",
                                        "trigger time",
                                        "acquisition number",
                                        "diffusion direction",
                                        "acquisition time",
                                        "content time"};
    const char* best = nullptr;
    std::size_t bestRemaining = repeats.count, bestParts = 0;
    for (const char* attribute : kAttributes) {
        const auto parts = byAttribute(stack, attribute);
        // An attribute that differs from slice to slice explains nothing.
        if (parts.size() < 2 || parts.size() > std::max<std::size_t>(repeats.multiplicity, stack.size() / 2))
            continue;
        std::size_t remaining = 0;
        for (const auto& [value, part] : parts) remaining += repeatsOf(part).count;
        const bool better =
            remaining < bestRemaining || (best && remaining == bestRemaining && parts.size() < bestParts);
        if (better) std::tie(best, bestRemaining, bestParts) = std::tuple(attribute, remaining, parts.size());
    }
    // Directions belong to a b-value.
    if (best && std::string_view(best) == "diffusion direction" && byAttribute(stack, "b-value").size() > 1)
        best = "b-value";
    std::vector<Part> result;
    if (best) {
        for (const auto& [value, part] : byAttribute(stack, best))
            for (Part& inner : separateRepeats(part)) {
                inner.warnings.insert(inner.warnings.begin(),
                                      std::string("the series holds several images at each place; "
                                                  "this volume is the one of ") +
                                          best + " " + (value.empty() ? "(none)" : value));
                inner.attributes.insert(inner.attributes.begin(), {best, value});
                result.push_back(std::move(inner));
            }
        return result;
    }
    if (std::vector<Part> moments = momentsByRank(stack, repeats.multiplicity); !moments.empty())
        return moments;
    std::vector<std::string> names;
    std::vector<Part> layers(repeats.multiplicity);
    std::size_t layer = 0;
    for (std::size_t s = 0; s < stack.size(); ++s) {
        layer = s > 0 && stack[s].along - stack[s - 1].along < kSamePlaceMm ? layer + 1 : 0;
        layers[layer].stack.push_back(stack[s]);
        if (layer > 0 && names.size() < 8) names.push_back(nameOf(stack[s - 1]) + " and " + nameOf(stack[s]));
    }
    std::string warning = "several images lie at the same place and nothing tells them apart (";
    for (std::size_t n = 0; n < names.size(); ++n) warning += (n ? ", " : "") + names[n];
    warning += repeats.count > names.size() ? ", ...)" : ")";
    for (Part& part : layers) part.warnings.push_back(warning);
    return layers;
}

bool sameDistance(double a, double b) {
    // Positions are often rounded to a tenth of a millimetre.
    return std::abs(a - b) <= std::max(0.02 * std::min(a, b), std::min(0.1001, 0.2 * std::min(a, b)));
}

/// Whether two neighbours lie so far beside each other that they are not one stack (half the field of view).
bool apart(const StackSlice& a, const StackSlice& b) {
    const FrameHeader& grid = *a.frame;
    double i = 0, j = 0;
    for (int c = 0; c < 3; ++c) {
        const double d = b.frame->position[c] - grid.position[c];
        i += d * grid.orientation[c];
        j += d * grid.orientation[3 + c];
    }
    return std::abs(i) > 0.5 * grid.spacingI * a.image->columns() ||
           std::abs(j) > 0.5 * grid.spacingJ * a.image->rows();
}

/// First and one-past-last slice of maximal evenly spaced runs of a sorted stack without repeats.
std::vector<std::pair<std::size_t, std::size_t>> evenRuns(const Stack& stack) {
    const auto gap = [&](std::size_t s) { return stack[s + 1].along - stack[s].along; };
    std::vector<std::pair<std::size_t, std::size_t>> runs;
    std::size_t first = 0;
    while (first < stack.size()) {
        std::size_t last = first;
        while (last + 1 < stack.size()) {
            if (apart(stack[last], stack[last + 1])) break;
            if (last > first) {
                const double mean =
                    (stack[last].along - stack[first].along) / static_cast<double>(last - first);
                if (!sameDistance(gap(last), mean)) break;
            }
            ++last;
        }
        // A lone odd distance belongs to the cut, not to a pair of slices, when an even run follows it.
        if (last == first + 1 && last + 2 < stack.size() && sameDistance(gap(last), gap(last + 1)) &&
            !sameDistance(gap(first), gap(last)))
            last = first;
        // Two slices far apart in an uneven series are no stack: nothing says that they belong together.
        const double thickness = stack[first].image->identity.sliceThickness;
        const bool wholeSeries = first == 0 && last + 1 == stack.size();
        if (last == first + 1 && !wholeSeries && thickness > 0 && gap(first) > 2 * thickness) last = first;
        runs.emplace_back(first, last + 1);
        first = last + 1;
    }
    return runs;
}

std::string cutWarning(const Stack& stack, std::size_t after, double regular) {
    const double distance = stack[after + 1].along - stack[after].along;
    std::string text = "the series is cut between " + nameOf(stack[after]) + " and " +
                       nameOf(stack[after + 1]) + ": the distance there is " + millimetres(distance);
    if (regular > 0) {
        text += ", not " + millimetres(regular);
        const double missing = std::round(distance / regular) - 1;
        if (missing >= 1 && std::abs(distance - (missing + 1) * regular) < 0.1 * regular)
            text += missing == 1 ? " (1 slice is missing)"
                                 : " (" + std::to_string(static_cast<long>(missing)) + " slices are missing)";
    }
    return text;
}

/// Which images are missing after a slice, by number where the neighbours tell it and by place; empty when
/// the distance is not a multiple of the regular one.
std::string missingWarning(const Stack& stack, std::size_t after, double regular) {
    const StackSlice &a = stack[after], &b = stack[after + 1];
    const double distance = b.along - a.along;
    const long missing = regular > 0 ? std::lround(distance / regular) - 1 : 0;
    if (missing < 1 || std::abs(distance - static_cast<double>(missing + 1) * regular) >= 0.1 * regular)
        return {};
    const Vec3 normal = normalOf(a.frame->orientation);
    int axis = 0;
    for (int c = 1; c < 3; ++c)
        if (std::abs(normal[c]) > std::abs(normal[axis])) axis = c;
    const auto placeOf = [&](long n) {
        const double part = static_cast<double>(n) / static_cast<double>(missing + 1);
        char text[32];
        std::snprintf(text, sizeof text, "%.1f",
                      a.frame->position[axis] + part * (b.frame->position[axis] - a.frame->position[axis]));
        return std::string(text);
    };
    const int from = a.frame->identity.instanceNumber, to = b.frame->identity.instanceNumber;
    const int sign = to > from ? 1 : -1;
    std::string text = "missing: ";
    if (!a.image->multiFrame && std::abs(to - from) == missing + 1) {
        text += "image " + std::to_string(from + sign);
        if (missing > 1) text += " to " + std::to_string(to - sign);
    } else {
        text += std::to_string(missing) + (missing > 1 ? " images" : " image");
    }
    text += std::string(" at ") + "xyz"[axis] + " " + placeOf(1);
    if (missing > 1) text += " to " + placeOf(missing);
    return text + " mm";
}

/// Takes out images that were given twice.
void dropCopies(Stack& stack, std::vector<SkippedFile>& skipped) {
    std::map<std::tuple<std::string, int, int, int>, std::string> seen;
    std::erase_if(stack, [&](const StackSlice& slice) {
        const SliceIdentity& id = slice.frame->identity;
        if (id.sopInstanceUid.empty()) return false;
        const auto [entry, isNew] =
            seen.try_emplace({id.sopInstanceUid, id.frame, slice.frame->tileI, slice.frame->tileJ}, id.file);
        if (isNew) return false;
        if (id.frame == 1 && slice.frame->tileI == 0 && slice.frame->tileJ == 0)
            skipped.push_back({id.file, "the same image as " + entry->second});
        return true;
    });
}

double regularDistance(const Stack& stack) {
    std::vector<double> gaps;
    for (std::size_t s = 0; s + 1 < stack.size(); ++s) gaps.push_back(stack[s + 1].along - stack[s].along);
    if (gaps.size() < 2) return 0;
    std::nth_element(gaps.begin(), gaps.begin() + static_cast<long>(gaps.size() / 2), gaps.end());
    return gaps[gaps.size() / 2];
}

void addEvenVolumes(const Part& part, const std::string& sourcePath, std::vector<ApartVolume>& volumes) {
    const auto runs = evenRuns(part.stack);
    const double regular = regularDistance(part.stack);
    const auto tellCut = [&](VolumeSource& volume, std::size_t after) {
        volume.warnings.push_back(cutWarning(part.stack, after, regular));
        const std::string missing = missingWarning(part.stack, after, regular);
        if (!missing.empty()) volume.warnings.push_back(missing);
    };
    for (const auto& [first, end] : runs) {
        const Stack run(part.stack.begin() + static_cast<long>(first),
                        part.stack.begin() + static_cast<long>(end));
        VolumeSource volume = assembleVolume(run, sourcePath);
        volume.warnings.insert(volume.warnings.end(), part.warnings.begin(), part.warnings.end());
        if (first > 0) tellCut(volume, first - 1);
        if (end < part.stack.size()) tellCut(volume, end - 1);
        volumes.push_back({std::move(volume), part.attributes});
    }
    if (runs.size() < 2) return;
    for (std::size_t s = 0; s + 1 < part.stack.size(); ++s)
        if (apart(part.stack[s], part.stack[s + 1])) return;
    if (auto whole = resampleUneven(part.stack, sourcePath)) {
        whole->warnings.insert(whole->warnings.end(), part.warnings.begin(), part.warnings.end());
        volumes.push_back({std::move(*whole), part.attributes});
    }
}

/// What sets the groups of one series apart, in words: "orientation, matrix"; empty for one group.
std::map<std::string, std::string> whyApart(const std::vector<Stack>& groups) {
    std::map<std::string, std::vector<const StackSlice*>> bySeries;
    for (const Stack& group : groups)
        if (placed(group.front()) && !group.front().frame->localizer)
            bySeries[group.front().image->identity.patientId + '|' + group.front().image->identity.seriesUid]
                .push_back(&group.front());
    std::map<std::string, std::string> why;
    for (const auto& [series, firsts] : bySeries) {
        bool orientation = false, matrix = false, pixel = false, frame = false;
        for (const StackSlice* slice : firsts) {
            const FrameHeader &a = *firsts.front()->frame, &b = *slice->frame;
            for (int c = 0; c < 6; ++c)
                orientation |= std::abs(a.orientation[c] - b.orientation[c]) > kSameDirection;
            matrix |= firsts.front()->image->rows() != slice->image->rows() ||
                      firsts.front()->image->columns() != slice->image->columns();
            pixel |= std::abs(a.spacingI - b.spacingI) >= 1e-3 * a.spacingI ||
                     std::abs(a.spacingJ - b.spacingJ) >= 1e-3 * a.spacingJ;
            frame |= firsts.front()->image->frameOfReferenceUid != slice->image->frameOfReferenceUid;
        }
        std::string& text = why[series];
        for (const auto& [differs, name] :
             {std::pair{orientation, "orientation"}, std::pair{matrix, "matrix"},
              std::pair{pixel, "pixel size"}, std::pair{frame, "frame of reference"}})
            if (differs) {
                if (!text.empty()) text += ", ";
                text += name;
            }
    }
    return why;
}

}  // namespace

Vec3 normalOf(const std::array<double, 6>& o) {
    return {o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]};
}

SortedImages sortIntoVolumes(const std::vector<ImageHeader>& images, const std::string& sourcePath) {
    SortedImages sorted;
    std::vector<ApartVolume> volumes;
    std::vector<Stack> groups = groupsOf(images);
    const auto why = whyApart(groups);
    for (Stack& stack : groups) {
        dropCopies(stack, sorted.skipped);
        if (stack.empty()) continue;
        if (!placed(stack.front())) {
            std::sort(stack.begin(), stack.end(), [](const StackSlice& a, const StackSlice& b) {
                return a.frame->identity.frame < b.frame->identity.frame;
            });
            for (std::size_t s = 0; s < stack.size(); ++s) stack[s].along = static_cast<double>(s);
            volumes.push_back({assembleVolume(stack, sourcePath), {}});
            continue;
        }
        sortAlongNormal(stack);
        const std::size_t before = volumes.size();
        for (const Part& part : separateRepeats(stack)) addEvenVolumes(part, sourcePath, volumes);
        const ImageHeader& image = *stack.front().image;
        const auto reason = why.find(image.identity.patientId + '|' + image.identity.seriesUid);
        if (reason == why.end() || reason->second.empty() || stack.front().frame->localizer) continue;
        for (std::size_t v = before; v < volumes.size(); ++v)
            volumes[v].source.warnings.push_back("the images of the series differ in " + reason->second +
                                                 "; they are kept apart");
    }
    sorted.volumes = groupPhases(std::move(volumes));
    tellUptake(images, sorted.volumes);
    std::stable_sort(
        sorted.volumes.begin(), sorted.volumes.end(), [](const VolumeSource& a, const VolumeSource& b) {
            return std::tie(a.identity.studyDate, a.identity.studyUid, a.identity.seriesNumber,
                            a.identity.seriesUid) < std::tie(b.identity.studyDate, b.identity.studyUid,
                                                             b.identity.seriesNumber, b.identity.seriesUid);
        });
    return sorted;
}

}  // namespace dokuei::viewer
