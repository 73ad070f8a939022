#pragma once

#include <string>
#include <vector>

#include "inference/families/Dialect.h"
#include "inference/families/lmm/PictureSet.h"
#include "inference/text/Tokenizer.h"
#include "inference/weights/ModelDirectory.h"

namespace dokuei::inference {

/// What the families share: the conversation is written with the checkpoint's own chat template, pictures in
/// front of the first question, each followed by its label when there are several.
class PictureDialect : public Dialect {
public:
    NamedTensors pixels(Pictures& pictures, std::size_t first, std::size_t count,
                        const std::atomic<bool>* stop) const override;
    std::string wording(const Request& request, const Pictures& pictures) const override;
    std::vector<int> prompt(const Pictures& pictures, const VisionFeatures& features,
                            const std::vector<ChatTurn>& turns) const override;
    std::array<std::string, 2> reasoningMarks() const override { return {"<think>", "</think>"}; }

protected:
    /// `imageToken`: id of the places that the network replaces by picture tokens.
    PictureDialect(const ModelDirectory& directory, const Tokenizer& tokenizer, int imageToken);

    /// What the coordinates of boxForm() mean, for the model: "[y0, x0, y1, x1], from 0 to 1000 ...".
    virtual std::string coordinates() const = 0;

    ImageProcessorConfig processor_;  ///< unused by a family that reads volumes
    std::string preprocessing_;       ///< of the fingerprint

private:
    Tokenizer tokenizer_;
    ChatTemplate template_;
    int imageToken_;
};

/// The id that config.json gives the places of picture tokens under one of two keys. Throws ModelError.
int imageTokenOf(const ModelDirectory& directory, int otherwise);

}  // namespace dokuei::inference
