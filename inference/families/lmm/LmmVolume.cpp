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
    if (pictures.sources.empty()) return in;
    const auto height = pictures.sources[0].size(1), width = pictures.sources[0].size(2);
    for (const auto& picture : pictures.sources) {
        if (picture.size(1) != height || picture.size(2) != width) continue;
        // Colours as brightness: the mean shows each of three windows.
        const auto grey = picture.to(torch::kFloat).mean(0).round().to(torch::kShort).contiguous();
        in.hu.insert(in.hu.end(), grey.data_ptr<std::int16_t>(),
                     grey.data_ptr<std::int16_t>() + grey.numel());
        ++in.size[2];
    }
    in.size[0] = static_cast<int>(width);
    in.size[1] = static_cast<int>(height);
    return in;
}

}  // namespace dokuei::inference
