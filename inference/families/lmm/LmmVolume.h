#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inference/decoder/Cache.h"
#include "inference/families/Dialect.h"
#include "inference/families/Family.h"

namespace dokuei::inference {

/// What is kept of one volume: its pictures, what the tower made of them, and what the decoder has read.
struct LmmVolume : EncodedVolume {
    explicit LmmVolume(std::shared_ptr<std::list<LmmVolume*>> all);
    ~LmmVolume() override;
    LmmVolume(const LmmVolume&) = delete;
    LmmVolume& operator=(const LmmVolume&) = delete;

    ModelInput input() const override;
    /// Gives the decoder's memory back; the next question reads the pictures' tokens again.
    void dropCache();
    std::size_t cacheBytes() const { return cache ? cache->bytes() : 0; }

    Pictures pictures;
    VisionFeatures features;
    std::array<double, 3> spacing{};  ///< of the pictures' pixels and slices, mm
    std::vector<int> prefix;          ///< ids up to and with the pictures: the same for every question
    std::optional<Cache> cache;
    Cache::Mark afterPrefix;
    std::vector<int> read;  ///< ids that the cache holds
    std::string prompt;     ///< of the last question

private:
    std::shared_ptr<std::list<LmmVolume*>> all_;
};

}  // namespace dokuei::inference
