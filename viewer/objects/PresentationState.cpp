#include "viewer/objects/PresentationState.h"

#include <algorithm>
#include <map>

#include "viewer/Error.h"
#include "viewer/objects/ObjectFile.h"
#include "viewer/objects/Segmentation.h"

namespace dokuei::viewer {
namespace {

struct Layer {
    bool hasColour = false;
    Colour colour{0, 0, 0};
};

std::vector<ImageReference> imagesOf(ObjectFile& object, DcmItem& item) {
    std::vector<ImageReference> images;
    object.forEach(item, DCM_ReferencedImageSequence,
                   [&](DcmItem& image) { images.push_back(referenceOf(image)); });
    return images;
}

std::array<double, 2> pointOf(DcmItem& item, const DcmTagKey& tag, bool& there) {
    const auto values = manyNumbers(item, tag);
    there = values.size() == 2;
    return there ? std::array<double, 2>{values[0], values[1]} : std::array<double, 2>{0, 0};
}

TextMark textOf(ObjectFile& object, DcmItem& item) {
    TextMark mark;
    mark.text = object.text(item, DCM_UnformattedTextValue);
    mark.anchor = pointOf(item, DCM_AnchorPoint, mark.hasAnchor);
    mark.anchorShown = asciiText(item, DCM_AnchorPointVisibility) == "Y";
    mark.anchorInDisplay = asciiText(item, DCM_AnchorPointAnnotationUnits) == "DISPLAY";
    mark.boxInDisplay = asciiText(item, DCM_BoundingBoxAnnotationUnits) == "DISPLAY";
    bool top = false, bottom = false;
    const auto first = pointOf(item, DCM_BoundingBoxTopLeftHandCorner, top);
    const auto second = pointOf(item, DCM_BoundingBoxBottomRightHandCorner, bottom);
    mark.hasBox = top && bottom;
    mark.box = {first[0], first[1], second[0], second[1]};
    return mark;
}

Annotation::Figure figureOf(ObjectFile& object, DcmItem& item) {
    Annotation::Figure figure;
    const std::string type = asciiText(item, DCM_GraphicType);
    figure.curved = type == "INTERPOLATED";
    figure.region.type = type == "POINT"     ? GraphicType::Point
                         : type == "CIRCLE"  ? GraphicType::Circle
                         : type == "ELLIPSE" ? GraphicType::Ellipse
                                             : GraphicType::Polyline;
    figure.inDisplay = asciiText(item, DCM_GraphicAnnotationUnits) == "DISPLAY";
    figure.filled = asciiText(item, DCM_GraphicFilled) == "Y";
    const auto values = manyNumbers(item, DCM_GraphicData);
    const std::size_t fewest = figure.region.type == GraphicType::Ellipse ? 8
                               : figure.region.type == GraphicType::Point ? 2
                                                                          : 4;
    if (values.size() % 2 != 0 || values.size() < fewest) object.refuse("a figure of it has no whole points");
    for (std::size_t v = 0; v < values.size(); v += 2)
        figure.region.points.push_back({values[v], values[v + 1], 0});
    return figure;
}

}  // namespace

PresentationState readPresentationState(const std::string& file) try {
    ObjectFile object(file);
    PresentationState state;
    state.object = object.facts();
    if (state.object.kind != ObjectKind::PresentationState) object.refuse("is not a presentation state");
    if (object.cutShort()) object.refuse("is cut short");
    DcmDataset& d = object.dataset();
    std::map<std::string, Layer> layers;
    object.forEach(d, DCM_GraphicLayerSequence, [&](DcmItem& item) {
        Layer& layer = layers[asciiText(item, DCM_GraphicLayer)];
        const auto lab = numbers(item, DCM_GraphicLayerRecommendedDisplayCIELabValue);
        if (lab.size() != 3) return;
        layer.hasColour = true;
        layer.colour = colourOfLab({lab[0], lab[1], lab[2]});
    });
    object.forEach(d, DCM_GraphicAnnotationSequence, [&](DcmItem& item) {
        Annotation annotation;
        annotation.images = imagesOf(object, item);
        annotation.layer = asciiText(item, DCM_GraphicLayer);
        annotation.hasColour = layers[annotation.layer].hasColour;
        annotation.colour = layers[annotation.layer].colour;
        object.forEach(item, DCM_GraphicObjectSequence,
                       [&](DcmItem& figure) { annotation.figures.push_back(figureOf(object, figure)); });
        object.forEach(item, DCM_TextObjectSequence,
                       [&](DcmItem& text) { annotation.texts.push_back(textOf(object, text)); });
        state.annotations.push_back(std::move(annotation));
    });
    object.forEach(d, DCM_SoftcopyVOILUTSequence, [&](DcmItem& item) {
        DisplaySetting setting;
        setting.images = imagesOf(object, item);
        setting.window = number(item, DCM_WindowWidth, 0);
        setting.level = number(item, DCM_WindowCenter, 0);
        if (setting.window > 0)
            state.windows.push_back(std::move(setting));
        else
            state.notes.push_back("its greyscale table (VOI LUT) is not applied");
    });
    object.forEach(d, DCM_DisplayedAreaSelectionSequence, [&](DcmItem& item) {
        DisplaySetting setting;
        setting.images = imagesOf(object, item);
        const auto first = numbers(item, DCM_DisplayedAreaTopLeftHandCorner);
        const auto last = numbers(item, DCM_DisplayedAreaBottomRightHandCorner);
        setting.hasArea = first.size() == 2 && last.size() == 2;
        if (!setting.hasArea) return;
        const std::array<double, 4> corners{first[0], first[1], last[0], last[1]};
        for (std::size_t c = 0; c < 4; ++c)
            setting.area[c] = static_cast<int>(std::clamp(corners[c], -1e9, 1e9));
        state.areas.push_back(std::move(setting));
    });
    state.rotation = wholeNumber(d, DCM_ImageRotation, 0) % 360;
    state.flipped = asciiText(d, DCM_ImageHorizontalFlip) == "Y";
    state.inverted = asciiText(d, DCM_PresentationLUTShape) == "INVERSE";
    if (state.rotation != 0 || state.flipped)
        state.notes.push_back(
            "asks for a turned or mirrored image; the image is shown as it lies in the patient");
    if (d.tagExists(DCM_ShutterShape)) state.notes.push_back("its shutter is not applied");
    if (d.tagExists(DCM_PresentationLUTSequence))
        state.notes.push_back("its greyscale table (presentation LUT) is not applied");
    return state;
} catch (const ReadError&) {
    throw;
} catch (const std::exception& error) {
    throw ReadError(file, error.what());
}

}  // namespace dokuei::viewer
