#include <algorithm>
#include <cmath>

#include "tests/fuzz/FuzzTargets.h"
#include "viewer/Error.h"
#include "viewer/dicom/Sorting.h"

namespace dokuei::viewer::fuzz {
namespace {

/// Takes values off the front of the input; zeros when it is used up.
class Values {
public:
    explicit Values(Bytes input) : rest_(input) {}

    bool empty() const { return rest_.empty(); }
    int byte() {
        if (rest_.empty()) return 0;
        const int value = rest_.front();
        rest_ = rest_.subspan(1);
        return value;
    }
    /// A round number mostly; sometimes one as large or small as readImageHeader lets pass.
    double number(double smallest, double largest) {
        const int kind = byte();
        if (kind < 250) return (kind - 125) * 0.5;
        const double value = std::ldexp(byte() - 128, byte() - 128);
        if (value == 0) return 0;
        return std::copysign(std::clamp(std::abs(value), smallest, largest), value);
    }

private:
    Bytes rest_;
};

constexpr std::array<std::array<double, 6>, 4> kOrientations = {
    {{1, 0, 0, 0, 1, 0}, {0, 1, 0, 0, 0, -1}, {1, 0, 0, 0, 0.96, 0.28}, {-1, 0, 0, 0, 1, 0}}};

FrameHeader frameFrom(Values& values, int number) {
    FrameHeader frame;
    const int flags = values.byte();
    frame.hasPosition = flags % 8 != 7;
    frame.hasOrientation = flags / 8 % 8 != 7;
    frame.hasSpacing = flags / 64 != 3;
    frame.identity.instanceNumber = number;
    frame.identity.sopInstanceUid = "2.25." + std::to_string(values.byte() == 0 ? 0 : number);
    for (double& coordinate : frame.position) coordinate = values.number(1e-30, 1e6);
    frame.orientation = kOrientations[values.byte() % 64 ? 0 : values.byte() % kOrientations.size()];
    if (frame.hasSpacing && values.byte() % 16 == 0) {
        const double j = std::abs(values.number(1e-5, 1e4)), i = std::abs(values.number(1e-5, 1e4));
        if (j > 0 && i > 0) frame.spacingJ = j, frame.spacingI = i;
    }
    if (values.byte() % 16 == 0) {
        const double slope = values.number(1e-30, 1e30);
        if (slope != 0) frame.slope = slope;
        frame.intercept = values.number(1e-30, 1e30);
    }
    frame.localizer = values.byte() == 255;
    for (const char* name : {"image type", "temporal position", "echo time", "b-value", "stack"})
        if (values.byte() % 4 == 1) frame.differences[name] = std::to_string(values.byte() % 4);
    return frame;
}

}  // namespace

void fuzzSorting(Bytes input) {
    Values values(input);
    std::vector<ImageHeader> images;
    while (!values.empty() && images.size() < 64) {
        ImageHeader image;
        image.identity.seriesUid = values.byte() == 255 ? "2.25.2" : "2.25.1";
        image.identity.studyUid = "2.25.3";
        image.identity.modality = values.byte() % 2 ? "CT" : "MR";
        image.identity.sliceThickness = values.byte() % 8 ? 1 : std::abs(values.number(1e-30, 1e4));
        image.frameOfReferenceUid = values.byte() == 255 ? "2.25.5" : "2.25.4";
        image.pixels.rows = 1 + values.byte() % 4 * 511;
        image.pixels.columns = 1 + values.byte() % 4 * 511;
        image.pixels.isSigned = values.byte() % 2;
        image.pixels.bitsStored = 1 + values.byte() % 16;
        image.pixels.hasPadding = values.byte() % 4 == 0;
        if (image.pixels.hasPadding)
            image.pixels.paddingLow = image.pixels.paddingHigh =
                static_cast<std::int16_t>(values.byte() << 8 | values.byte());
        image.pixels.colour = values.byte() == 255;
        const int frames = values.byte() % 16 ? 1 : 1 + values.byte() % 8;
        image.multiFrame = frames > 1;
        image.pixels.frames = frames;
        for (int f = 0; f < frames; ++f) {
            image.frames.push_back(frameFrom(values, static_cast<int>(images.size())));
            image.frames.back().identity.frame = f + 1;
            image.frames.back().identity.file = "image" + std::to_string(images.size());
        }
        images.push_back(std::move(image));
    }
    if (images.empty()) return;
    try {
        for (const VolumeSource& volume : sortIntoVolumes(images, "folder").volumes) requireSound(volume);
    } catch (const Error&) {
    }
}

}  // namespace dokuei::viewer::fuzz
