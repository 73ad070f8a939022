#include "inference/families/llava/LlavaDialect.h"

#include <algorithm>

#include "inference/families/lmm/PictureDialect.h"

namespace dokuei::inference {
namespace {

constexpr int kImageToken = 32000;

/// Boxes are told on the whole picture made square, whatever the tower crops away of it.
PictureRecord squareOf(const PictureRecord& cut) {
    const int side = std::max(cut.width, cut.height);
    return cut.padded((side - cut.width) / 2, (side - cut.height) / 2, side, side);
}

class LlavaDialect final : public PictureDialect {
public:
    LlavaDialect(const ModelDirectory& directory, const Tokenizer& tokenizer)
        : PictureDialect(directory, tokenizer, imageTokenOf(directory, kImageToken)) {
        processor_ = imageProcessorConfig(directory.preprocessor(), directory.config());
    }

    Pictures prepare(const VolumeView& volume, const std::atomic<bool>* stop) const override {
        return chooseSlices(volume, {1, false, ""}, preprocessing_, stop);
    }
    BoxStyle boxStyle(bool held) const override {
        if (held) return {BoxStyle::Form::Json, "bbox", {}, {}, {}, {}, 4};
        return {BoxStyle::Form::Brackets, {}, {}, {}, {}, {}, 4};
    }
    BoxForm boxForm(const Pictures& /*pictures*/) const override { return {"bbox", 4, 1, 2, ""}; }
    WrittenModelBox place(const BoxText& box, const Pictures& pictures,
                          const VolumeView& volume) const override {
        auto square = pictures;
        for (std::size_t n = 0; n < square.records.size(); ++n)
            square.records[n] = squareOf(pictures.cuts[n]);
        return placeOn(box, square, volume, {1, false, 0.01});
    }

protected:
    std::string coordinates() const override {
        return "[x0, y0, x1, y1], from 0 at the upper left corner to 1 at the lower right corner of the "
               "picture made square, with x0 < x1 and y0 < y1";
    }
};

}  // namespace

std::unique_ptr<Dialect> openLlavaDialect(const ModelDirectory& directory, const Tokenizer& tokenizer,
                                          const ModelOptions& /*options*/) {
    return std::make_unique<LlavaDialect>(directory, tokenizer);
}

}  // namespace dokuei::inference
