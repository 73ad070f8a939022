#include "viewer/dicom/Sorting.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

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
        (withFrameOfReference ? image.frameOfReferenceUid : "") + '|' + std::to_string(image.pixels.rows) +
        'x' + std::to_string(image.pixels.columns) + '|' + std::to_string(image.pixels.colour) +
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
};

/// Splits a sorted stack in which places repeat by the attribute that explains the repeats.
std::vector<Part> separateRepeats(const Stack& stack) {
    const Repeats repeats = repeatsOf(stack);
    if (repeats.count == 0) return {{stack, {}}};
    constexpr std::array kAttributes = {
        "stack",          "image type",       "temporal position",  "echo number",
        "echo time",      "b-value",          "acquisition number", "trigger time",
        "inversion time", "acquisition time", "content time"};
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
    std::vector<Part> result;
    if (best) {
        for (const auto& [value, part] : byAttribute(stack, best))
            for (Part& inner : separateRepeats(part)) {
                inner.warnings.insert(inner.warnings.begin(),
                                      std::string("the series holds several images at each place; "
                                                  "this volume is the one of ") +
                                          best + " " + (value.empty() ? "(none)" : value));
                result.push_back(std::move(inner));
            }
        return result;
    }
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
    return std::abs(i) > 0.5 * grid.spacingI * a.image->pixels.columns ||
           std::abs(j) > 0.5 * grid.spacingJ * a.image->pixels.rows;
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

/// Takes out images that were given twice.
void dropCopies(Stack& stack, std::vector<SkippedFile>& skipped) {
    std::map<std::pair<std::string, int>, std::string> seen;
    std::erase_if(stack, [&](const StackSlice& slice) {
        const SliceIdentity& id = slice.frame->identity;
        if (id.sopInstanceUid.empty()) return false;
        const auto [entry, isNew] = seen.try_emplace({id.sopInstanceUid, id.frame}, id.file);
        if (isNew) return false;
        if (id.frame == 1) skipped.push_back({id.file, "the same image as " + entry->second});
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

void addEvenVolumes(const Part& part, const std::string& sourcePath, std::vector<VolumeSource>& volumes) {
    const auto runs = evenRuns(part.stack);
    const double regular = regularDistance(part.stack);
    for (const auto& [first, end] : runs) {
        const Stack run(part.stack.begin() + static_cast<long>(first),
                        part.stack.begin() + static_cast<long>(end));
        VolumeSource volume = assembleVolume(run, sourcePath);
        volume.warnings.insert(volume.warnings.end(), part.warnings.begin(), part.warnings.end());
        if (first > 0) volume.warnings.push_back(cutWarning(part.stack, first - 1, regular));
        if (end < part.stack.size()) volume.warnings.push_back(cutWarning(part.stack, end - 1, regular));
        volumes.push_back(std::move(volume));
    }
}

}  // namespace

Vec3 normalOf(const std::array<double, 6>& o) {
    return {o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]};
}

SortedImages sortIntoVolumes(const std::vector<ImageHeader>& images, const std::string& sourcePath) {
    SortedImages sorted;
    for (Stack& stack : groupsOf(images)) {
        dropCopies(stack, sorted.skipped);
        if (stack.empty()) continue;
        if (!placed(stack.front())) {
            std::sort(stack.begin(), stack.end(), [](const StackSlice& a, const StackSlice& b) {
                return a.frame->identity.frame < b.frame->identity.frame;
            });
            for (std::size_t s = 0; s < stack.size(); ++s) stack[s].along = static_cast<double>(s);
            sorted.volumes.push_back(assembleVolume(stack, sourcePath));
            continue;
        }
        sortAlongNormal(stack);
        for (const Part& part : separateRepeats(stack)) addEvenVolumes(part, sourcePath, sorted.volumes);
    }
    std::stable_sort(
        sorted.volumes.begin(), sorted.volumes.end(), [](const VolumeSource& a, const VolumeSource& b) {
            return std::tie(a.identity.studyDate, a.identity.studyUid, a.identity.seriesNumber,
                            a.identity.seriesUid) < std::tie(b.identity.studyDate, b.identity.studyUid,
                                                             b.identity.seriesNumber, b.identity.seriesUid);
        });
    return sorted;
}

}  // namespace dokuei::viewer
