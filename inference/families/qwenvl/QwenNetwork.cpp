#include "inference/families/qwenvl/QwenNetwork.h"

#include <algorithm>
#include <cmath>

#include "inference/Error.h"
#include "inference/families/Placement.h"
#include "inference/vision/ConfigValues.h"

namespace dokuei::inference {
namespace {

using Version = QwenTowerConfig::Version;

Version versionOf(const std::string& modelType) {
    if (modelType == "qwen2_vl") return Version::Qwen2;
    return modelType == "qwen3_vl" ? Version::Qwen3 : Version::Qwen25;
}

/// Videos whose frames stand apart in the text: every frame becomes a picture of its own.
torch::Tensor framesApart(const torch::Tensor& grid) {
    auto frames = grid.repeat_interleave(grid.select(1, 0), 0);
    return frames.index_fill(1, torch::tensor({0}, torch::kLong), 1);
}

}  // namespace

QwenNetwork::QwenNetwork(const ModelDirectory& directory, WeightSet& weights, const DecoderOptions& options) {
    const auto& config = directory.config();
    const auto tower = qwenTowerConfig(configPart(config, "vision_config"), versionOf(directory.modelType()));
    imageToken_ = configSize(config, "image_token_id", 151655, 1 << 24);
    videoToken_ = configSize(config, "video_token_id", 151656, 1 << 24);
    const auto decoder = directory.decoderConfig();
    if (tower.out != decoder.hidden)
        throw Error("the vision tower gives " + std::to_string(tower.out) +
                    " values a token and the decoder reads " + std::to_string(decoder.hidden));
    tower_.emplace(tower, weights, "vision.", VisionOptions{options.device, options.compute});
    decoder_ = std::make_unique<Decoder>(decoder, weights, "text.", options);
}

VisionFeatures QwenNetwork::see(const NamedTensors& pixels, const std::atomic<bool>* stop) {
    torch::InferenceMode guard;
    const auto& tower = tower_->config();
    VisionFeatures features;
    std::vector<torch::Tensor> patches, grids;
    if (pixels.count("pixel_values") > 0) {
        patches.push_back(pictureTensor(pixels, "pixel_values"));
        grids.push_back(pictureTensor(pixels, "image_grid_thw").cpu());
    }
    if (pixels.count("pixel_values_videos") > 0) {
        patches.push_back(pictureTensor(pixels, "pixel_values_videos"));
        auto grid = pictureTensor(pixels, "video_grid_thw").cpu();
        if (grid.dim() != 2 || grid.size(1) != 3 || grid.scalar_type() != torch::kLong)
            throw Error("the video grid has to be whole numbers [videos,3]");
        features.frameSeconds.assign(static_cast<std::size_t>(grid.size(0)), 1.0);
        if (pixels.count("second_per_grid_ts") > 0) {
            const auto seconds =
                pictureTensor(pixels, "second_per_grid_ts").to(torch::kDouble).cpu().view({-1});
            if (seconds.size(0) != grid.size(0)) throw Error("second_per_grid_ts does not fit the videos");
            for (std::int64_t i = 0; i < seconds.size(0); ++i)
                features.frameSeconds[static_cast<std::size_t>(i)] = seconds[i].item<double>();
        }
        // Each frame is checked by the tower; a count that is not one would already fail here.
        if (grid.numel() > 0 && (grid.select(1, 0).min().item<std::int64_t>() < 1 ||
                                 grid.select(1, 0).max().item<std::int64_t>() > (1 << 14)))
            throw Error("the video grid holds sizes that the vision tower cannot take");
        if (tower.version == Version::Qwen3) {
            grid = framesApart(grid);
            features.frameSeconds.assign(static_cast<std::size_t>(grid.size(0)), 1.0);
        }
        features.videos = grid.size(0);
        grids.push_back(grid);
    }
    if (patches.empty()) throw Error("the pictures come without pixel_values");
    features.grid = at::cat(grids, 0);
    auto seen = (*tower_)(patches.size() == 1 ? patches.front() : at::cat(patches, 0), features.grid, stop);
    features.tokens = seen.tokens;
    features.deep = std::move(seen.deep);
    const auto unit = std::int64_t{tower.merge} * tower.merge;
    for (std::int64_t i = 0; i < features.grid.size(0); ++i)
        features.counts.push_back(features.grid[i].prod().item<std::int64_t>() / unit);
    return features;
}

Decoder::Input QwenNetwork::join(const torch::Tensor& ids, const VisionFeatures* features,
                                 std::int64_t start) {
    checkIds(ids);
    const auto row = ids.cpu().contiguous();
    const auto* id = row.data_ptr<std::int64_t>();
    const auto length = row.size(0);
    Decoder::Input input;
    const bool pictures = std::any_of(
        id, id + length, [this](auto token) { return token == imageToken_ || token == videoToken_; });
    if (!pictures) {
        input.embeddings = embedAround(*decoder_, ids, {}, features ? features->tokens : torch::Tensor());
        return input;
    }
    if (!features) throw Error("the text has places for pictures and there are none");

    // Text goes on one by one; a picture spreads over time, height and width from where it begins, and the
    // text after it resumes behind its longer edge.
    const auto& tower = tower_->config();
    const auto all = static_cast<std::int64_t>(features->counts.size()), stills = all - features->videos;
    std::vector<std::int64_t> firstRow(static_cast<std::size_t>(all) + 1, 0);
    for (std::int64_t i = 0; i < all; ++i)
        firstRow[static_cast<std::size_t>(i) + 1] =
            firstRow[static_cast<std::size_t>(i)] + features->counts[static_cast<std::size_t>(i)];
    std::vector<std::int64_t> positions(static_cast<std::size_t>(3 * length)), places, rows;
    std::int64_t current = start, still = 0, video = stills, largest = start - 1;
    const auto put = [&](std::int64_t i, std::int64_t time, std::int64_t height, std::int64_t width) {
        positions[static_cast<std::size_t>(i)] = time;
        positions[static_cast<std::size_t>(length + i)] = height;
        positions[static_cast<std::size_t>(2 * length + i)] = width;
        largest = std::max({largest, time, height, width});
    };
    for (std::int64_t i = 0; i < length;) {
        const bool isVideo = id[i] == videoToken_;
        if (id[i] != imageToken_ && !isVideo) {
            put(i++, current, current, current);
            ++current;
            continue;
        }
        const auto picture = isVideo ? video++ : still++;
        if (picture >= (isVideo ? all : stills))
            throw Error("the text has places for more pictures than there are");
        const auto count = features->counts[static_cast<std::size_t>(picture)];
        if (i + count > length ||
            !std::all_of(id + i, id + i + count, [&](auto token) { return token == id[i]; }))
            throw Error("the text has fewer places for a picture than the picture has tokens");
        const auto time = features->grid[picture][0].item<std::int64_t>(),
                   height = features->grid[picture][1].item<std::int64_t>() / tower.merge,
                   width = features->grid[picture][2].item<std::int64_t>() / tower.merge;
        const bool timed = isVideo && tower.version == Version::Qwen25;
        const auto interval =
            timed ? static_cast<float>(tower.tokensPerSecond *
                                       features->frameSeconds[static_cast<std::size_t>(picture - stills)])
                  : 1.0f;
        auto place = i;
        for (std::int64_t t = 0; t < time; ++t)
            for (std::int64_t y = 0; y < height; ++y)
                for (std::int64_t x = 0; x < width; ++x, ++place) {
                    put(place, current + static_cast<std::int64_t>(static_cast<float>(t) * interval),
                        current + y, current + x);
                    places.push_back(place);
                    rows.push_back(firstRow[static_cast<std::size_t>(picture)] + place - i);
                }
        current += std::max(height, width);
        i += count;
    }
    if (still != stills || video != all) throw Error("the text has places for fewer pictures than there are");

    const auto order = torch::tensor(rows, torch::kLong);
    const auto inOrder = [&](const torch::Tensor& t) {
        return features->videos == 0 ? t : t.index_select(0, order.to(t.device()));
    };
    input.deepRows = torch::tensor(places, torch::kLong);
    input.embeddings = embedAround(*decoder_, ids, input.deepRows, inOrder(features->tokens));
    input.positions = torch::tensor(positions, torch::kLong).view({3, length});
    input.nextPosition = largest + 1;
    for (const auto& deep : features->deep) input.deep.push_back(inOrder(deep));
    if (input.deep.empty()) input.deepRows = torch::Tensor();
    return input;
}

}  // namespace dokuei::inference
