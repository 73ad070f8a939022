#include "inference/families/gemma3/Gemma3Dialect.h"

#include "inference/families/lmm/PictureDialect.h"

namespace dokuei::inference {
namespace {

constexpr int kMostSlices = 85;
constexpr int kImageToken = 262144;

class Gemma3Dialect final : public PictureDialect {
public:
    Gemma3Dialect(const ModelDirectory& directory, const Tokenizer& tokenizer, const ModelOptions& options)
        : PictureDialect(directory, tokenizer, imageTokenOf(directory, kImageToken)),
          most_(slicesFor(options, kMostSlices)) {
        processor_ = imageProcessorConfig(directory.preprocessor(), directory.config());
    }

    Pictures prepare(const VolumeView& volume, const std::atomic<bool>* stop) const override {
        auto pictures = chooseSlices(volume, {most_, true, "SLICE"}, preprocessing_, stop);
        if (!volume.planar) return pictures;
        // The model was taught boxes on radiographs that keep their shape.
        for (std::size_t n = 0; n < pictures.sources.size(); ++n) {
            PictureMapping mapping;
            mapping.width = pictures.cuts[n].width;
            mapping.height = pictures.cuts[n].height;
            pictures.sources[n] = padToSquare(pictures.sources[n], {0, 0, 0}, mapping);
            pictures.cuts[n] =
                pictures.cuts[n].padded(static_cast<int>(-mapping.left), static_cast<int>(-mapping.top),
                                        mapping.width, mapping.height);
        }
        pictures.records = pictures.cuts;
        pictures.fingerprint += "|square";
        return pictures;
    }
    BoxStyle boxStyle(bool /*held*/) const override {
        return {BoxStyle::Form::Json, "box_2d", {}, {}, {}, {}, 4};
    }
    BoxForm boxForm(const Pictures& pictures) const override {
        return {"box_2d", 4, 1000, 0, pictures.records.size() > 1 ? "slice" : ""};
    }
    WrittenModelBox place(const BoxText& box, const Pictures& pictures,
                          const VolumeView& volume) const override {
        return placeOn(box, pictures, volume, {1000, true, 1});
    }
    std::array<std::string, 2> reasoningMarks() const override { return {"<unused94>", "<unused95>"}; }

protected:
    std::string coordinates() const override {
        return "[y0, x0, y1, x1], from 0 at the picture's upper left corner to 1000 at its lower right "
               "corner, with y0 < y1 and x0 < x1";
    }

private:
    int most_;
};

}  // namespace

std::unique_ptr<Dialect> openGemma3Dialect(const ModelDirectory& directory, const Tokenizer& tokenizer,
                                           const ModelOptions& options) {
    return std::make_unique<Gemma3Dialect>(directory, tokenizer, options);
}

}  // namespace dokuei::inference
