#pragma once

#include <torch/torch.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "inference/VolumeView.h"
#include "inference/families/Network.h"
#include "inference/grounding/WrittenBoxes.h"
#include "inference/session/Worker.h"
#include "inference/text/ChatTemplate.h"
#include "inference/vision/PictureRecord.h"

namespace dokuei::inference {

/// The pictures that a model gets of a volume, in order; or one volume.
struct Pictures {
    std::vector<torch::Tensor> sources;  ///< uint8 [3,rows,columns] each, as cut from the volume
    std::vector<PictureRecord> cuts;     ///< of the sources
    NamedTensors volume;                 ///< of a family that reads volumes
    std::vector<PictureRecord> records;  ///< of what the tower sees; pixels() completes them
    std::string fingerprint;  ///< of series, slices, window and preprocessing: key of the embedding cache
    std::string modality;     ///< DICOM modality; empty when unknown
    std::string plane;        ///< "axial", "coronal", "sagittal"; empty when nothing tells
    int slicesInVolume = 0;   ///< 0 for a family that reads volumes
};

/// A box as a model wrote it, and where it lies.
struct WrittenModelBox {
    int picture = -1;               ///< which picture; -1: the whole volume (3D)
    std::array<double, 6> voxel{};  ///< low and high faces in voxel coordinates of the VolumeView (edges:
                                    ///< voxel i reaches from i - 0.5 to i + 0.5)
    bool clipped = false;           ///< reached over the image's edge onto padding; the rest is in `voxel`
    std::string label;
    BoxText text;
    std::string refused;  ///< why it cannot be placed; empty when it can
};

/// The form of boxes in an answer that is held to a grammar.
struct BoxForm {
    std::string key;          ///< of the coordinates' list
    std::size_t numbers = 4;  ///< how many there are
    int most = 1000;          ///< largest coordinate; 1 with decimals
    int decimals = 0;
    std::string pictureKey;  ///< "slice" when an answer has to tell which picture is meant; else empty
};

/// How a family's checkpoints are talked to: which pictures, which prompt, which boxes. One per family
/// folder.
class Dialect {
public:
    virtual ~Dialect() = default;
    /// Whether pictures are shown at all.
    virtual bool seesImages() const { return true; }
    /// Chooses the pictures of a volume. Throws Cancelled, Error, OutOfMemory.
    virtual Pictures prepare(const VolumeView& volume, const std::atomic<bool>* stop) const = 0;
    /// What the tower gets of `count` pictures from the `first` on; sets their records' mapping and size.
    /// Throws Cancelled, Error, OutOfMemory.
    virtual NamedTensors pixels(Pictures& pictures, std::size_t first, std::size_t count,
                                const std::atomic<bool>* stop) const = 0;
    /// What is said to the model for a request, without its pictures.
    virtual std::string wording(const Request& request, const Pictures& pictures) const = 0;
    /// Ids of the conversation; its first user turn gets the pictures in front.
    virtual std::vector<int> prompt(const Pictures& pictures, const VisionFeatures& features,
                                    const std::vector<ChatTurn>& turns) const = 0;
    /// How boxes stand in an answer; `held`: one that was held to boxForm().
    virtual BoxStyle boxStyle(bool held) const = 0;
    virtual BoxForm boxForm(const Pictures& pictures) const = 0;
    /// Where a box lies in the volume, or why it lies nowhere.
    virtual WrittenModelBox place(const BoxText& box, const Pictures& pictures,
                                  const VolumeView& volume) const = 0;
    /// Texts around a reasoning span, empty when the model has none.
    virtual std::array<std::string, 2> reasoningMarks() const { return {}; }
};

class ModelDirectory;
class Tokenizer;
/// The dialect of a directory, by its model_type. Throws ModelError naming the file and the reason.
std::unique_ptr<Dialect> openDialect(const ModelDirectory& directory, const Tokenizer& tokenizer,
                                     const ModelOptions& options);

}  // namespace dokuei::inference
