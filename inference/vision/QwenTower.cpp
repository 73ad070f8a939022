#include "inference/vision/QwenTower.h"

#include <algorithm>
#include <cmath>

#include "inference/Error.h"
#include "inference/vision/ConfigValues.h"

namespace dokuei::inference {
namespace {

constexpr double eps = 1e-6;  // fixed in all three towers, whatever the text part uses
constexpr std::int64_t largestGridSide = 1 << 14;

std::vector<int> blockList(const nlohmann::json& vision, const std::string& key, std::vector<int> fallback,
                           int layers) {
    const auto found = vision.find(key);
    if (found == vision.end() || found->is_null()) return fallback;
    const auto list = found->get<std::vector<int>>();
    for (const int block : list)
        if (block < 0 || block >= layers) throw Error(key + " names a block that the tower does not have");
    return list;
}

bool holds(const std::vector<int>& list, int value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

QwenTowerConfig qwenTowerConfig(const nlohmann::json& vision, QwenTowerConfig::Version version) {
    using Version = QwenTowerConfig::Version;
    QwenTowerConfig c;
    c.version = version;
    c.layers = configSize(vision, "depth", version == Version::Qwen3 ? 27 : 32, 512);
    c.heads = configSize(vision, "num_heads", 16, 512);
    c.channels = configSize(vision, "in_channels", configSize(vision, "in_chans", 3, 16), 16);
    c.patchSize = configSize(vision, "patch_size", version == Version::Qwen3 ? 16 : 14, 1 << 8);
    c.temporalPatchSize = configSize(vision, "temporal_patch_size", 2, 64);
    c.merge = configSize(vision, "spatial_merge_size", 2, 16);
    c.theta = configNumber(configPart(vision, "rope_parameters"), "rope_theta", 10000);
    std::string act = "silu";
    if (version == Version::Qwen2) {
        c.hidden = configSize(vision, "embed_dim", 1280, 1 << 14);
        c.intermediate =
            static_cast<int>(c.hidden * std::clamp(configNumber(vision, "mlp_ratio", 4), 1.0, 64.0));
        c.out = configSize(vision, "hidden_size", 3584, 1 << 16);
        act = "quick_gelu";
    } else if (version == Version::Qwen25) {
        c.hidden = configSize(vision, "hidden_size", 3584, 1 << 14);
        c.intermediate = configSize(vision, "intermediate_size", 3420, 1 << 17);
        c.out = configSize(vision, "out_hidden_size", 3584, 1 << 16);
        c.windowSize = configSize(vision, "window_size", 112, 1 << 14);
        c.fullBlocks = blockList(vision, "fullatt_block_indexes", {7, 15, 23, 31}, c.layers);
        c.tokensPerSecond = configNumber(vision, "tokens_per_second", 4);
        if (c.windowSize < c.merge * c.patchSize) throw Error("window_size is smaller than a merged patch");
    } else {
        c.hidden = configSize(vision, "hidden_size", 1152, 1 << 14);
        c.intermediate = configSize(vision, "intermediate_size", 4304, 1 << 17);
        c.out = configSize(vision, "out_hidden_size", 3584, 1 << 16);
        c.positions = configSize(vision, "num_position_embeddings", 2304, 1 << 22);
        c.deepStackBlocks = blockList(vision, "deepstack_visual_indexes", {8, 16, 24}, c.layers);
        act = "gelu_pytorch_tanh";
        const auto side = std::lround(std::sqrt(static_cast<double>(c.positions)));
        if (side * side != c.positions) throw Error("num_position_embeddings is not a square number");
    }
    c.activation = visionActivation(configText(vision, "hidden_act", act));
    if (c.hidden % c.heads != 0) throw Error("num_heads does not divide the tower's width");
    if ((c.hidden / c.heads) % 4 != 0) throw Error("the tower's head size is not a multiple of 4");
    return c;
}

torch::Tensor QwenTower::Merger::operator()(const torch::Tensor& x, std::int64_t joined) const {
    const auto together = normAfterJoining ? norm(x.reshape({-1, joined})) : norm(x).reshape({-1, joined});
    return second(activate(first(together), VisionActivation::Gelu));
}

QwenTower::Merger QwenTower::takeMerger(VisionLoader& loader, const std::string& name, bool deep) const {
    const auto& c = config_;
    const bool third = c.version == QwenTowerConfig::Version::Qwen3;
    const std::int64_t joined = std::int64_t{c.hidden} * c.merge * c.merge;
    Merger merger;
    merger.normAfterJoining = deep;
    merger.norm = loader.norm(name + (third ? ".norm" : ".ln_q"), deep ? joined : c.hidden, eps,
                              c.version != QwenTowerConfig::Version::Qwen25);
    merger.first = loader.linear(name + (third ? ".linear_fc1" : ".mlp.0"), joined, joined);
    merger.second = loader.linear(name + (third ? ".linear_fc2" : ".mlp.2"), joined, c.out);
    return merger;
}

QwenTower::QwenTower(const QwenTowerConfig& config, WeightSet& weights, const std::string& prefix,
                     const VisionOptions& options)
    : config_(config), options_(options) {
    using Version = QwenTowerConfig::Version;
    const auto& c = config_;
    VisionLoader loader(weights, options);
    const auto patch = prefix + "patch_embed.proj";
    patches_.weight =
        loader
            .tensor(patch + ".weight", {c.hidden, c.channels, c.temporalPatchSize, c.patchSize, c.patchSize})
            .reshape({c.hidden, c.patchValues()});
    if (c.version == Version::Qwen3) {
        patches_.bias = loader.tensor(patch + ".bias", {c.hidden});
        positions_ = loader.tensor(prefix + "pos_embed.weight", {c.positions, c.hidden});
    }
    for (int i = 0; i < c.layers; ++i) {
        const auto name = prefix + "blocks." + std::to_string(i) + ".";
        const bool layerNorm = c.version != Version::Qwen25;
        VisionBlock block;
        block.norm1 = loader.norm(name + "norm1", c.hidden, eps, layerNorm);
        block.norm2 = loader.norm(name + "norm2", c.hidden, eps, layerNorm);
        block.qkv = loader.linear(name + "attn.qkv", c.hidden, 3 * c.hidden);
        block.proj = loader.linear(name + "attn.proj", c.hidden, c.hidden);
        if (c.version == Version::Qwen25) {
            block.gated = true;
            block.first =
                loader.stacked({name + "mlp.gate_proj", name + "mlp.up_proj"}, c.hidden, c.intermediate);
            block.second = loader.linear(name + "mlp.down_proj", c.intermediate, c.hidden);
        } else {
            const std::string fc = c.version == Version::Qwen3 ? "mlp.linear_fc" : "mlp.fc";
            block.first = loader.linear(name + fc + "1", c.hidden, c.intermediate);
            block.second = loader.linear(name + fc + "2", c.intermediate, c.hidden);
        }
        block.heads = c.heads;
        block.activation = c.activation;
        blocks_.push_back(std::move(block));
    }
    merger_ = takeMerger(loader, prefix + "merger", false);
    for (std::size_t k = 0; k < c.deepStackBlocks.size(); ++k)
        deepMergers_.push_back(
            takeMerger(loader, prefix + "deepstack_merger_list." + std::to_string(k), true));
}

QwenTower::Output QwenTower::operator()(const torch::Tensor& patches, const torch::Tensor& grid,
                                        const std::atomic<bool>* stop, const VisionObserver& observer) const {
    const auto& c = config_;
    if (grid.dim() != 2 || grid.size(1) != 3 || grid.scalar_type() != torch::kLong)
        throw Error("the picture grid has to be whole numbers [pictures,3]");
    const auto table = grid.cpu().contiguous();
    std::vector<PatchGrid> frames;
    std::int64_t total = 0;
    for (std::int64_t i = 0; i < table.size(0); ++i) {
        const auto* row = table.data_ptr<std::int64_t>() + 3 * i;
        const bool sound = row[0] >= 1 && row[0] <= largestGridSide && row[1] >= 1 &&
                           row[1] <= largestGridSide && row[2] >= 1 && row[2] <= largestGridSide &&
                           row[1] % c.merge == 0 && row[2] % c.merge == 0;
        if (!sound) throw Error("the picture grid holds sizes that the vision tower cannot take");
        total += row[0] * row[1] * row[2];
        if (patches.dim() != 2 || patches.size(1) != c.patchValues() || total > patches.size(0))
            throw Error("the picture patches do not fit the picture grid");
        frames.insert(frames.end(), static_cast<std::size_t>(row[0]), {row[1], row[2]});
    }
    if (frames.empty() || total != patches.size(0))
        throw Error("the picture patches do not fit the picture grid");

    torch::InferenceMode guard;
    const std::int64_t perPatch = 4LL * (std::int64_t{8} * c.hidden + std::int64_t{2} * c.intermediate);
    const std::int64_t budget = options_.device.is_cuda() ? (std::int64_t{4} << 30) : (std::int64_t{1} << 29);
    const auto most = budget / perPatch;
    std::vector<Output> parts;
    std::int64_t begin = 0;
    for (std::size_t first = 0; first < frames.size();) {
        std::vector<PatchGrid> some;
        std::int64_t count = 0;
        while (first < frames.size() && (some.empty() || count + frames[first].patches() <= most)) {
            count += frames[first].patches();
            some.push_back(frames[first++]);
        }
        parts.push_back(run(patches.narrow(0, begin, count), some, stop, observer));
        begin += count;
    }
    if (parts.size() == 1) return parts.front();
    Output whole;
    const auto join = [&](const auto& pick) {
        std::vector<torch::Tensor> pieces;
        for (const auto& part : parts) pieces.push_back(pick(part));
        return at::cat(pieces, 0);
    };
    whole.tokens = join([](const Output& part) { return part.tokens; });
    for (std::size_t k = 0; k < deepMergers_.size(); ++k)
        whole.deep.push_back(join([k](const Output& part) { return part.deep[k]; }));
    return whole;
}

QwenTower::Output QwenTower::run(const torch::Tensor& patches, const std::vector<PatchGrid>& frames,
                                 const std::atomic<bool>* stop, const VisionObserver& observer) const {
    const auto& c = config_;
    const int headDim = c.hidden / c.heads;
    const std::int64_t unit = std::int64_t{c.merge} * c.merge;
    const bool windows = c.version == QwenTowerConfig::Version::Qwen25;
    const int side = windows ? c.windowSize / c.merge / c.patchSize : 0;

    std::vector<VisionSpans> whole, windowed;
    std::vector<torch::Tensor> rotaryPositions, orders, learned;
    std::int64_t start = 0;
    for (const auto& frame : frames) {
        if (!whole.empty() && whole.back().length == frame.patches())
            ++whole.back().count;
        else
            whole.push_back({start, 1, frame.patches()});
        rotaryPositions.push_back(patchPositions(frame, c.merge));
        if (windows) {
            auto order = windowOrder(frame, c.merge, side);
            orders.push_back(order.order + start / unit);
            for (auto span : order.windows) {
                span.start += start;
                windowed.push_back(span);
            }
        }
        if (positions_.defined()) learned.push_back(interpolatedPositions(positions_, frame, c.merge));
        start += frame.patches();
    }

    auto x = patches_(patches.to(options_.device, options_.compute));
    if (positions_.defined()) x = x + at::cat(learned, 0).to(options_.compute);
    auto positions = at::cat(rotaryPositions, 0);
    torch::Tensor order, back;
    const auto permute = [unit](const torch::Tensor& t, const torch::Tensor& cells) {
        return t.unflatten(0, {-1, unit}).index_select(0, cells.to(t.device())).flatten(0, 1);
    };
    if (windows) {
        order = at::cat(orders, 0);
        back = order.argsort();
        x = permute(x, order);
        positions = permute(positions, order);
    }
    auto rotary = rotaryOfPatches(positions, headDim, c.theta);
    rotary = {rotary.cosine.to(options_.device), rotary.sine.to(options_.device)};

    Output output;
    output.deep.resize(deepMergers_.size());
    const auto joined = c.hidden * unit;
    for (int i = 0; i < c.layers; ++i) {
        checkStop(stop);
        const bool full = !windows || holds(c.fullBlocks, i);
        blocks_[static_cast<std::size_t>(i)](x, full ? whole : windowed, rotary);
        if (observer) observer(i, windows ? permute(x, back) : x);
        for (std::size_t k = 0; k < deepMergers_.size(); ++k)
            if (c.deepStackBlocks[k] == i) output.deep[k] = deepMergers_[k](x, joined);
    }
    output.tokens = merger_(x, joined);
    if (windows) output.tokens = output.tokens.index_select(0, back.to(output.tokens.device()));
    return output;
}

}  // namespace dokuei::inference
