#include "inference/families/starter/Pointing.h"

#include <algorithm>

namespace dokuei::inference {

BoxTracker::BoxTracker(const StarterConfig& config) {
    const auto tokens = starterSpecialTokens(config);
    classOfToken_.assign(tokens.size(), -1);
    for (int c = 0; c < static_cast<int>(config.classes.size()); ++c) {
        const auto found = std::find(tokens.begin(), tokens.end(), "<box:" + config.classes[c].key + ">");
        if (found != tokens.end()) classOfToken_[found - tokens.begin()] = c;
    }
    firstLocation_ = std::find(tokens.begin(), tokens.end(), "<loc:0>") - tokens.begin();
}

BoxTracker::Place BoxTracker::push(std::int64_t id) {
    const bool special = id >= 0 && id < static_cast<std::int64_t>(classOfToken_.size());
    if (special && classOfToken_[id] >= 0) {
        open_ = {classOfToken_[id], 0};
    } else if (special && id >= firstLocation_ && open_.edge >= 0 && open_.edge < 5) {
        ++open_.edge;
    } else {
        open_ = {};
    }
    return open_;
}

}  // namespace dokuei::inference
