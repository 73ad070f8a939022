#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <string>

#include "inference/families/Dialect.h"
#include "inference/vision/ImageProcessing.h"

namespace dokuei::inference {

/// How a model that reads pictures is shown a volume.
struct PictureChoice {
    int most = 1;                 ///< slices
    bool threeCtWindows = false;  ///< MedGemma's colours for CT; else the volume's own window, in grey
    std::string label = "SLICE";  ///< of several pictures: "SLICE 1", "SLICE 2"...
};

/// Slices of a volume as pictures, evenly chosen, in the order and orientation that SlicePictures tells.
/// Images that nothing places in the patient stay as they are stored. `preprocessing` joins the fingerprint.
Pictures chooseSlices(const VolumeView& volume, const PictureChoice& choice, const std::string& preprocessing,
                      const std::atomic<bool>* stop);

/// Prepares pictures `first` to `first + count - 1` as the checkpoint's processor does, and notes in their
/// records where the prepared pixels lie.
NamedTensors preparePart(Pictures& pictures, std::size_t first, std::size_t count,
                         const ImageProcessorConfig& config, const std::atomic<bool>* stop);

/// A word on what the pictures are, in the model's working language: how many of how many slices, in which
/// order, where the patient's left is. Empty when nothing is known.
std::string describePictures(const Pictures& pictures);

/// In which coordinates a family writes boxes on pictures.
struct BoxScale {
    double most = 1000;   ///< at the picture's right and lower edge; 0: pixels of the prepared picture
    bool yFirst = false;  ///< y0, x0, y1, x1
    double rounding = 1;  ///< how far over the edge a coordinate may be and still mean the edge
};
/// Reads a box on a picture: which picture it means, and where it lies.
WrittenModelBox placeOn(const BoxText& box, const Pictures& pictures, const VolumeView& volume,
                        const BoxScale& scale);

/// The slices that a family shows at most on this device, when the options do not say.
int slicesFor(const ModelOptions& options, int most);

/// "Answer in Japanese." or the like when the request wants another language than that of its question.
std::string languageWish(const Request& request);

}  // namespace dokuei::inference
