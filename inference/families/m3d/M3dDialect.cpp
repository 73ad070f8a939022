#include "inference/families/m3d/M3dDialect.h"

#include "inference/Error.h"
#include "inference/families/lmm/PictureDialect.h"
#include "inference/grounding/PictureBoxes.h"
#include "inference/vision/VolumePicture.h"
#include "inference/vision/VolumeTower.h"

namespace dokuei::inference {
namespace {

class M3dDialect final : public PictureDialect {
public:
    M3dDialect(const ModelDirectory& directory, const Tokenizer& tokenizer)
        : PictureDialect(directory, tokenizer, tokenizer.id("<im_patch>")),
          size_(volumeTowerConfig(directory.config()).imageSize) {}

    Pictures prepare(const VolumeView& volume, const std::atomic<bool>* stop) const override {
        const auto plane = picturePlane(volume);
        auto prepared = prepareVolume(volume, plane, ordinaryWindow(volume, false, stop), size_, stop);
        PictureRecord record;
        record.origin = prepared.origin;
        record.right = prepared.right;
        record.down = prepared.down;
        record.through = prepared.deep;
        record.depth = prepared.size[0];
        record.height = prepared.size[1];
        record.width = prepared.size[2];
        Pictures pictures;
        pictures.modality = volume.modality;
        pictures.volume = {{"images", prepared.images}};
        pictures.records = {record};
        pictures.fingerprint = volume.key + "|" + std::to_string(size_[0]) + "x" + std::to_string(size_[1]) +
                               "x" + std::to_string(size_[2]);
        return pictures;
    }
    NamedTensors pixels(Pictures& pictures, std::size_t /*first*/, std::size_t /*count*/,
                        const std::atomic<bool>* /*stop*/) const override {
        return pictures.volume;
    }
    std::vector<int> prompt(const Pictures& pictures, const VisionFeatures& features,
                            const std::vector<ChatTurn>& turns) const override {
        if (turns.empty()) throw Error("the conversation holds no question");
        return PictureDialect::prompt(pictures, features, {turns.back()});
    }
    BoxStyle boxStyle(bool held) const override {
        if (held) return {BoxStyle::Form::Json, "bbox_3d", {}, {}, {}, {}, 6};
        return {BoxStyle::Form::Marked, "", "<bx_start>", "<bx_end>", "", "", 6};
    }
    BoxForm boxForm(const Pictures& /*pictures*/) const override { return {"bbox_3d", 6, 1, 3, ""}; }
    WrittenModelBox place(const BoxText& box, const Pictures& pictures,
                          const VolumeView& volume) const override {
        const auto& record = pictures.records.at(0);
        const auto& n = box.numbers;
        // First and last index in parts of the length; the last one lies inside.
        const auto placed =
            placeInVolume(record, volume,
                          {n[2] * record.width, n[1] * record.height, n[0] * record.depth,
                           n[5] * record.width + 1, n[4] * record.height + 1, n[3] * record.depth + 1},
                          1);
        WrittenModelBox result;
        result.voxel = placed.voxel;
        result.clipped = placed.clipped;
        result.refused = placed.refused;
        return result;
    }

protected:
    std::string coordinates() const override {
        return "[z0, y0, x0, z1, y1, x1], from 0 to 1 of the volume's depth, height and width";
    }

private:
    std::array<int, 3> size_;  ///< depth, height, width
};

}  // namespace

std::unique_ptr<Dialect> openM3dDialect(const ModelDirectory& directory, const Tokenizer& tokenizer,
                                        const ModelOptions& /*options*/) {
    return std::make_unique<M3dDialect>(directory, tokenizer);
}

}  // namespace dokuei::inference
