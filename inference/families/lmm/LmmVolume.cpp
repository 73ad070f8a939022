#include "inference/families/lmm/LmmVolume.h"

#include <algorithm>
#include <utility>

namespace dokuei::inference {

LmmVolume::LmmVolume(std::shared_ptr<std::list<LmmVolume*>> all) : all_(std::move(all)) {
    all_->push_front(this);
}

LmmVolume::~LmmVolume() {
    all_->remove(this);
}

void LmmVolume::dropCache() {
    cache.reset();
    afterPrefix = {};
    read.clear();
}

ModelInput LmmVolume::input() const {
    ModelInput in;
    in.grey = true;
    in.prompt = prompt;
    in.spacing = spacing;
    if (const auto found = pictures.volume.find("images"); found != pictures.volume.end()) {
        const auto grey = (found->second.flatten() * 255).round().to(torch::kShort).contiguous();
        const auto& shape = found->second.sizes();
        in.size = {static_cast<int>(shape[4]), static_cast<int>(shape[3]), static_cast<int>(shape[2])};
        in.hu.assign(grey.data_ptr<std::int16_t>(), grey.data_ptr<std::int16_t>() + grey.numel());
        return in;
    }
    for (std::size_t n = 0; n < pictures.sources.size(); ++n) {
        const auto& source = pictures.sources[n];
        const auto rows = source.permute({1, 2, 0}).contiguous();
        ShownPicture shown;
        shown.height = static_cast<int>(source.size(1));
        shown.width = static_cast<int>(source.size(2));
        shown.rgb.assign(rows.data_ptr<std::uint8_t>(), rows.data_ptr<std::uint8_t>() + rows.numel());
        if (n < pictures.cuts.size()) {
            shown.label = pictures.cuts[n].label;
            shown.slice = pictures.cuts[n].slice;
        }
        in.pictures.push_back(std::move(shown));
    }
    return in;
}

}  // namespace dokuei::inference
