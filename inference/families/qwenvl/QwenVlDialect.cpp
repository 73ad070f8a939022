#include "inference/families/qwenvl/QwenVlDialect.h"

#include <algorithm>

#include "inference/families/lmm/PictureDialect.h"

namespace dokuei::inference {
namespace {

constexpr int kMostSlices = 32;
constexpr int kImageToken = 151655;

class QwenVlDialect final : public PictureDialect {
public:
    QwenVlDialect(const ModelDirectory& directory, const Tokenizer& tokenizer, const ModelOptions& options)
        : PictureDialect(directory, tokenizer, imageTokenOf(directory, kImageToken)),
          pixels_(directory.modelType() == "qwen2_5_vl"),
          marked_(directory.modelType() == "qwen2_vl"),
          most_(slicesFor(options, kMostSlices)) {
        processor_ = imageProcessorConfig(directory.preprocessor(), directory.config());
    }

    Pictures prepare(const VolumeView& volume, const std::atomic<bool>* stop) const override {
        return chooseSlices(volume, {most_, false, "Image"}, preprocessing_, stop);
    }
    BoxStyle boxStyle(bool held) const override {
        if (marked_ && !held)
            return {BoxStyle::Form::Marked, "", "<|box_start|>", "<|box_end|>", "<|object_ref_start|>",
                    "<|object_ref_end|>",   4};
        return {BoxStyle::Form::Json, "bbox_2d", {}, {}, {}, {}, 4};
    }
    BoxForm boxForm(const Pictures& pictures) const override {
        int most = 1000;
        if (pixels_) {
            most = 1;
            // One grammar serves all pictures; each box is checked against its own.
            for (const auto& r : pictures.records) most = std::max({most, r.width, r.height});
        }
        return {"bbox_2d", 4, most, 0, pictures.records.size() > 1 ? "image" : ""};
    }
    WrittenModelBox place(const BoxText& box, const Pictures& pictures,
                          const VolumeView& volume) const override {
        return placeOn(box, pictures, volume, {pixels_ ? 0.0 : 1000.0, false, 1});
    }

protected:
    std::string coordinates() const override {
        return pixels_ ? "[x0, y0, x1, y1] in pixels from the picture's upper left corner, with x0 < x1 and "
                         "y0 < y1"
                       : "[x0, y0, x1, y1], from 0 at the picture's upper left corner to 1000 at its lower "
                         "right corner, with x0 < x1 and y0 < y1";
    }

private:
    bool pixels_, marked_;
    int most_;
};

}  // namespace

std::unique_ptr<Dialect> openQwenVlDialect(const ModelDirectory& directory, const Tokenizer& tokenizer,
                                           const ModelOptions& options) {
    return std::make_unique<QwenVlDialect>(directory, tokenizer, options);
}

}  // namespace dokuei::inference
