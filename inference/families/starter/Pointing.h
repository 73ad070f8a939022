#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "inference/families/starter/StarterModel.h"

namespace dokuei::inference {

/// Follows a text token by token and tells which positions have a location token to come.
class BoxTracker {
public:
    explicit BoxTracker(const StarterConfig& config);
    /// The place that the token after `id` will write: the class of the open box and the edge 0..5; edge -1
    /// when no location follows.
    struct Place {
        int classIndex = -1, edge = -1;
    };
    Place push(std::int64_t id);

private:
    std::vector<int> classOfToken_;  ///< class of <box:key> by token id, -1 for others
    std::int64_t firstLocation_ = 0;
    Place open_;
};

}  // namespace dokuei::inference
