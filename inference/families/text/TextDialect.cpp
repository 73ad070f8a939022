#include "inference/families/text/TextDialect.h"

#include "inference/Error.h"
#include "inference/families/lmm/PictureSet.h"
#include "inference/text/Tokenizer.h"
#include "inference/weights/ModelDirectory.h"

namespace dokuei::inference {
namespace {

class TextDialect final : public Dialect {
public:
    TextDialect(const ModelDirectory& directory, const Tokenizer& tokenizer)
        : tokenizer_(tokenizer),
          template_(ChatTemplate::recognise(directory.chatTemplate(), directory.modelType(),
                                            directory.file("chat_template"))) {}

    bool seesImages() const override { return false; }
    Pictures prepare(const VolumeView& /*volume*/, const std::atomic<bool>* /*stop*/) const override {
        return {};
    }
    NamedTensors pixels(Pictures& /*pictures*/, std::size_t /*first*/, std::size_t /*count*/,
                        const std::atomic<bool>* /*stop*/) const override {
        return {};
    }
    std::string wording(const Request& request, const Pictures& /*pictures*/) const override {
        if (request.kind == Request::Kind::DraftReport)
            throw Error("This model reads text only: it cannot draft a report on images.");
        if (request.grounded)
            throw Error("This model reads text only: it cannot tell where something lies in an image.");
        const auto wish = languageWish(request);
        return "You cannot see any image. " + request.question + (wish.empty() ? "" : " " + wish);
    }
    std::vector<int> prompt(const Pictures& /*pictures*/, const VisionFeatures& /*features*/,
                            const std::vector<ChatTurn>& turns) const override {
        return tokenise(tokenizer_, template_.render(turns), {});
    }
    BoxStyle boxStyle(bool /*held*/) const override { return {}; }
    BoxForm boxForm(const Pictures& /*pictures*/) const override { return {}; }
    WrittenModelBox place(const BoxText& /*box*/, const Pictures& /*pictures*/,
                          const VolumeView& /*volume*/) const override {
        WrittenModelBox box;
        box.refused = "the model saw no image";
        return box;
    }
    std::array<std::string, 2> reasoningMarks() const override { return {"<think>", "</think>"}; }

private:
    Tokenizer tokenizer_;
    ChatTemplate template_;
};

}  // namespace

std::unique_ptr<Dialect> openTextDialect(const ModelDirectory& directory, const Tokenizer& tokenizer) {
    return std::make_unique<TextDialect>(directory, tokenizer);
}

}  // namespace dokuei::inference
