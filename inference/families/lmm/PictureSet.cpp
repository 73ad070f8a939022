#include "inference/families/lmm/PictureSet.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>

#include "inference/Error.h"
#include "inference/families/starter/AnswerTexts.h"
#include "inference/grounding/PictureBoxes.h"
#include "inference/vision/SlicePictures.h"

namespace dokuei::inference {
namespace {

/// Slices that a processor can take in within minutes, not hours.
constexpr int kSlicesOnCpu = 12;

bool threeChannels(const VolumeView& volume, const PictureChoice& choice) {
    return choice.threeCtWindows && volume.modality == "CT" && volume.scalar != VolumeView::Scalar::Rgb8;
}

/// Where a plane's pictures would be turned by directions that are made up, nothing is turned.
PicturePlane planeOf(const VolumeView& volume) {
    if (volume.placed && !volume.planar) return picturePlane(volume);
    PicturePlane plane;
    // Radiographs whose rows are told to run to the patient's right are hung like the others.
    plane.rightReversed = volume.planar && !volume.rowsRunTo.empty() && volume.rowsRunTo[0] == 'R';
    return plane;
}

std::string nameOf(const VolumeView& volume, const PicturePlane& plane) {
    if (!volume.placed || volume.planar) return {};
    int through = 0;
    const auto part = [&](int p) { return std::abs(volume.direction[std::size_t(3 * p + plane.across)]); };
    for (int p = 1; p < 3; ++p)
        if (part(p) > part(through)) through = p;
    static const char* const names[3] = {"sagittal", "coronal", "axial"};
    return names[through];
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

/// Pixels of unequal spacing are made square: a squeezed picture shows other shapes than the body has.
void makeSquare(torch::Tensor& picture, PictureRecord& record, const VolumeView& volume,
                const PicturePlane& plane) {
    const double across = volume.spacing[std::size_t(plane.right)],
                 down = volume.spacing[std::size_t(plane.down)];
    if (!(across > 0) || !(down > 0) || std::abs(across / down - 1) < 0.01) return;
    constexpr double most = 4096;
    const double fine = std::min(across, down);
    const double width = std::max(1.0, std::round(record.width * across / fine));
    const double height = std::max(1.0, std::round(record.height * down / fine));
    if (width > most || height > most) return;
    picture = resizePicture(picture, int(height), int(width), ImageProcessorConfig::Interpolation::Bilinear);
    record = record.resized(int(width), int(height));
}

}  // namespace

Pictures chooseSlices(const VolumeView& volume, const PictureChoice& choice, const std::string& preprocessing,
                      const std::atomic<bool>* stop) {
    bool sound = volume.data != nullptr;
    for (int a = 0; a < 3; ++a)
        sound = sound && volume.size[a] > 0 && std::isfinite(volume.spacing[a]) && volume.spacing[a] > 0;
    for (const double d : volume.direction) sound = sound && std::isfinite(d);
    if (!sound) throw Error("the volume's geometry makes no sense");

    Pictures pictures;
    const auto plane = planeOf(volume);
    const int count = sliceCount(volume, plane);
    std::array<GreyWindow, 3> windows;
    std::string shades = "colour";
    if (threeChannels(volume, choice)) {
        windows = medGemmaCtWindows();
        shades = "three CT windows";
    } else if (volume.scalar != VolumeView::Scalar::Rgb8) {
        const auto grey = volume.window && (*volume.window)[1] > (*volume.window)[0]
                              ? GreyWindow{(*volume.window)[0], (*volume.window)[1]}
                              : ordinaryWindow(volume, false, stop);
        windows = {grey, grey, grey};
        shades = number(grey.low) + ".." + number(grey.high) + (volume.inverted ? " inverted" : "");
    }
    pictures.modality = volume.modality;
    pictures.plane = nameOf(volume, plane);
    pictures.slicesInVolume = count;
    // One picture alone is the one in the middle.
    const auto chosen = choice.most > 1 ? evenPictures(count, choice.most) : std::vector<int>{count / 2};
    for (const int n : chosen) {
        if (stop && *stop) throw Cancelled();
        const int slice = sliceOfPicture(volume, plane, n);
        auto picture = slicePicture(volume, plane, slice, windows);
        if (volume.inverted && volume.scalar != VolumeView::Scalar::Rgb8) picture = 255 - picture;
        const auto place = slicePlace(volume, plane, slice);
        PictureRecord record;
        record.origin = place.origin;
        record.right = place.right;
        record.down = place.down;
        record.width = static_cast<int>(picture.size(2));
        record.height = static_cast<int>(picture.size(1));
        record.slice = slice;
        record.axis = plane.across;
        if (chosen.size() > 1) record.label = choice.label + " " + std::to_string(pictures.cuts.size() + 1);
        makeSquare(picture, record, volume, plane);
        pictures.sources.push_back(picture.contiguous());
        pictures.cuts.push_back(std::move(record));
    }
    pictures.records = pictures.cuts;
    pictures.fingerprint =
        volume.key + "|" + shades + "|" + preprocessing + "|" + std::to_string(plane.across);
    for (const auto& record : pictures.cuts) pictures.fingerprint += "," + std::to_string(record.slice);
    return pictures;
}

NamedTensors preparePart(Pictures& pictures, std::size_t first, std::size_t count,
                         const ImageProcessorConfig& config, const std::atomic<bool>* stop) {
    const std::vector<torch::Tensor> part(pictures.sources.begin() + std::ptrdiff_t(first),
                                          pictures.sources.begin() + std::ptrdiff_t(first + count));
    auto prepared = preparePictures(part, config, stop);
    for (std::size_t n = 0; n < count; ++n) {
        const auto& mapping = prepared.mappings.at(n);
        const auto& cut = pictures.cuts[first + n];
        auto& record = pictures.records[first + n];
        record = cut;
        record.origin = cut.voxelAt(mapping.left, mapping.top);
        for (std::size_t a = 0; a < 3; ++a) {
            record.right[a] = cut.right[a] * mapping.pixelWidth;
            record.down[a] = cut.down[a] * mapping.pixelHeight;
        }
        record.width = mapping.width;
        record.height = mapping.height;
    }
    return prepared.tensors;
}

std::string describePictures(const Pictures& pictures) {
    const auto shown = pictures.cuts.size();
    std::string text;
    if (shown > 1) {
        text = "These are " + std::to_string(shown) + " of " + std::to_string(pictures.slicesInVolume) +
               (pictures.plane.empty() ? "" : " " + pictures.plane) + " slices of one " +
               (pictures.modality.empty() ? "imaging" : pictures.modality) + " examination";
        if (pictures.plane == "axial") text += ", from the feet to the head";
        if (pictures.plane == "coronal") text += ", from front to back";
        if (pictures.plane == "sagittal") text += ", from the patient's right to the left";
        text += ".";
    }
    const std::string picture = shown > 1 ? "each picture" : "the picture";
    const auto sentence = [&](const std::string& s) { text += (text.empty() ? "" : " ") + s; };
    if (pictures.plane == "axial" || pictures.plane == "coronal")
        sentence("The patient's left is on the right side of " + picture + ".");
    if (pictures.plane == "sagittal") sentence("The patient's front is on the left side of " + picture + ".");
    return text;
}

WrittenModelBox placeOn(const BoxText& box, const Pictures& pictures, const VolumeView& volume,
                        const BoxScale& scale) {
    WrittenModelBox result;
    if (box.picture) {
        for (std::size_t n = 0; n < pictures.records.size(); ++n) {
            const auto& label = pictures.records[n].label;
            const auto digits = label.find_last_of(' ');
            if (digits != std::string::npos && std::atoi(label.c_str() + digits + 1) == *box.picture)
                result.picture = static_cast<int>(n);
        }
        if (pictures.records.size() == 1 && *box.picture <= 1) result.picture = 0;
        if (result.picture < 0) {
            result.refused = "it names a slice that was not shown";
            return result;
        }
    } else if (pictures.records.size() == 1) {
        result.picture = 0;
    } else {
        result.refused = "it does not tell which slice it means";
        return result;
    }
    const auto& record = pictures.records[std::size_t(result.picture)];
    const double perX = scale.most > 0 ? record.width / scale.most : 1,
                 perY = scale.most > 0 ? record.height / scale.most : 1;
    const auto& n = box.numbers;
    const std::size_t x = scale.yFirst ? 1 : 0, y = 1 - x;
    const auto placed =
        placeOnPicture(record, volume, {n[x] * perX, n[y] * perY, n[2 + x] * perX, n[2 + y] * perY},
                       scale.rounding * std::max(perX, perY));
    result.voxel = placed.voxel;
    result.clipped = placed.clipped;
    result.refused = placed.refused;
    return result;
}

int slicesFor(const ModelOptions& options, int most) {
    if (options.slices > 0) return std::min(options.slices, most);
    return options.device == Device::Cuda ? most : std::min(most, kSlicesOnCpu);
}

std::string languageWish(const Request& request) {
    const auto& wanted = request.language;
    if (wanted != "ja" && wanted != "en") return {};
    if (request.kind == Request::Kind::Question && languageOf(request.question) == wanted) return {};
    return wanted == "ja" ? "Answer in Japanese." : "Answer in English.";
}

}  // namespace dokuei::inference
