#include "inference/weights/TensorNames.h"

#include <array>
#include <string_view>
#include <utility>

namespace dokuei::inference {
namespace {

bool strip(std::string_view& name, std::string_view prefix) {
    if (name.substr(0, prefix.size()) != prefix) return false;
    name.remove_prefix(prefix.size());
    return true;
}

bool endsWith(std::string_view name, std::string_view end) {
    return name.size() >= end.size() && name.substr(name.size() - end.size()) == end;
}

std::string joined(std::string_view prefix, std::string_view rest) {
    return std::string(prefix) + std::string(rest);
}

/// The original LLaVA program numbers the projector's parts as a sequence.
std::string projectorName(const std::string& modelType, std::string_view rest) {
    if (modelType == "llava") {
        if (strip(rest, "0.")) return joined("projector.linear_1.", rest);
        if (strip(rest, "2.")) return joined("projector.linear_2.", rest);
    }
    return joined("projector.", rest);
}

}  // namespace

std::string canonicalTensorName(const std::string& modelType, const std::string& name) {
    std::string_view rest = name;
    if (endsWith(rest, "rotary_emb.inv_freq") || endsWith(rest, "embeddings.position_ids")) return {};
    strip(rest, "model.");
    if (strip(rest, "language_model.")) strip(rest, "model.");
    if (rest.substr(0, 8) == "lm_head.") return std::string(rest);
    for (const std::string_view part : {"embed_tokens.", "layers.", "norm."})
        if (rest.substr(0, part.size()) == part) return joined("text.", rest);
    if (strip(rest, "visual.")) return joined("vision.", rest);
    if (strip(rest, "vision_tower.")) {
        strip(rest, "vision_tower.");
        strip(rest, "vision_model.");
        return joined("vision.", rest);
    }
    if (strip(rest, "multi_modal_projector.")) return joined("projector.", rest);
    if (strip(rest, "mm_projector.")) {
        strip(rest, "projector.");
        return projectorName(modelType, rest);
    }
    if (rest == "image_newline") return "projector.image_newline";
    for (const auto& [saved, ours] : std::array<std::pair<std::string_view, std::string_view>, 2>{
             {{"seg_module.", "segmentation."}, {"seg_projector.", "segmentation_projector."}}})
        if (strip(rest, saved)) return joined(ours, rest);
    return name;
}

}  // namespace dokuei::inference
