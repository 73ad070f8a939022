#pragma once

#include <array>
#include <string>
#include <vector>

#include "viewer/objects/StructuredReport.h"

namespace dokuei::viewer {

/// A line of text on an image.
struct TextMark {
    std::string text;  ///< UTF-8, may have several lines
    bool hasAnchor = false, anchorShown = false;
    std::array<double, 2> anchor{0, 0};     ///< column, row as in ImageRegion
    std::array<double, 4> box{0, 0, 0, 0};  ///< left, top, right, bottom
    bool hasBox = false;
    bool boxInDisplay = false, anchorInDisplay = false;  ///< 0..1 of the displayed area instead of pixels
};

/// Graphics of one annotation item and the images they are for (none: all images of the state).
struct Annotation {
    std::vector<ImageReference> images;
    std::string layer;
    std::array<unsigned char, 3> colour{0, 0, 0};  ///< sRGB
    bool hasColour = false;
    struct Figure {
        ImageRegion region;      ///< `image` stays empty; see Annotation::images
        bool inDisplay = false;  ///< points are 0..1 of the displayed area instead of pixels
        bool filled = false, curved = false;
    };
    std::vector<Figure> figures;
    std::vector<TextMark> texts;
};

/// A window, or a part of the image, that the state asks for.
struct DisplaySetting {
    std::vector<ImageReference> images;  ///< none: all images of the state
    double window = 0, level = 0;        ///< window 0: not told
    bool hasArea = false;
    std::array<int, 4> area{1, 1, 1, 1};  ///< left, top, right, bottom pixel, 1-based, inclusive
};

/// A greyscale softcopy presentation state.
struct PresentationState {
    StudyObject object;
    std::vector<Annotation> annotations;
    std::vector<DisplaySetting> windows, areas;
    int rotation = 0;  ///< degrees clockwise
    bool flipped = false, inverted = false;
    std::vector<std::string> notes;  ///< what of it is not shown
};

/// Reads a greyscale softcopy presentation state. Throws ReadError.
PresentationState readPresentationState(const std::string& file);

}  // namespace dokuei::viewer
