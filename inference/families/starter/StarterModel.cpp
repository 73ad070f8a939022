#include "inference/families/starter/StarterModel.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "inference/Error.h"
#include "inference/vision/Consistency.h"

namespace dokuei::inference {
namespace {

const char* kindName(StarterClass::Kind kind) {
    switch (kind) {
        case StarterClass::Kind::Organ:
            return "organ";
        case StarterClass::Kind::Lesion:
            return "lesion";
        default:
            return "body";
    }
}

bool fastBfloat16() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

}  // namespace

std::vector<std::pair<int, int>> StarterConfig::slots() const {
    std::vector<std::pair<int, int>> all;
    for (int c = 0; c < static_cast<int>(classes.size()); ++c) {
        if (classes[c].kind == StarterClass::Kind::Organ) all.emplace_back(c, 0);
        if (classes[c].kind == StarterClass::Kind::Lesion)
            for (int i = 0; i < kLesionRegions; ++i) all.emplace_back(c, i);
    }
    return all;
}

std::string StarterConfig::toJson() const {
    nlohmann::json list = nlohmann::json::array();
    for (const auto& c : classes)
        list.push_back({{"key", c.key}, {"en", c.en}, {"ja", c.ja}, {"kind", kindName(c.kind)}});
    const nlohmann::json config = {
        {"model_type", "dokuei_starter"},
        {"name", name},
        {"architectures", {"DokueiStarterModel"}},
        {"vision_config", {{"channels", encoder.channels}, {"voxel_mm", encoder.voxelMm}, {"classes", list}}},
        {"text_config",
         {{"model_type", "llama"},
          {"vocab_size", decoder.vocab},
          {"hidden_size", decoder.hidden},
          {"num_hidden_layers", decoder.layers},
          {"num_attention_heads", decoder.heads},
          {"num_key_value_heads", decoder.kvHeads},
          {"head_dim", decoder.headDim},
          {"intermediate_size", decoder.intermediate},
          {"rope_theta", decoder.rope.theta},
          {"rms_norm_eps", decoder.rmsEps},
          {"tie_word_embeddings", decoder.tied},
          {"max_position_embeddings", decoder.maxPositions}}},
        {"answer_config",
         {{"sentence_log_probability", sentenceLogProbability}, {"organ_confidence", organConfidence}}}};
    return config.dump(1);
}

StarterConfig StarterConfig::fromFile(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw ModelError(file, "cannot be opened");
    try {
        const auto json = nlohmann::json::parse(in);
        StarterConfig config;
        config.name = json.value("name", config.name);
        const auto& vision = json.at("vision_config");
        config.encoder.channels = vision.at("channels").get<std::array<int, 4>>();
        config.encoder.voxelMm = vision.at("voxel_mm").get<double>();
        for (const auto& c : vision.at("classes")) {
            const auto kind = c.at("kind").get<std::string>();
            config.classes.push_back({c.at("key"), c.at("en"), c.at("ja"),
                                      kind == "organ"    ? StarterClass::Kind::Organ
                                      : kind == "lesion" ? StarterClass::Kind::Lesion
                                                         : StarterClass::Kind::Body});
        }
        config.encoder.classes = static_cast<int>(config.classes.size());
        if (json.contains("answer_config")) {
            const auto& answers = json.at("answer_config");
            config.sentenceLogProbability =
                answers.value("sentence_log_probability", config.sentenceLogProbability);
            config.organConfidence = answers.value("organ_confidence", config.organConfidence);
        }
        const auto& text = json.at("text_config");
        auto& d = config.decoder;
        d.vocab = text.at("vocab_size");
        d.hidden = text.at("hidden_size");
        d.layers = text.at("num_hidden_layers");
        d.heads = text.at("num_attention_heads");
        d.kvHeads = text.at("num_key_value_heads");
        d.headDim = text.at("head_dim");
        d.intermediate = text.at("intermediate_size");
        d.rope.theta = text.value("rope_theta", d.rope.theta);
        d.rmsEps = text.value("rms_norm_eps", d.rmsEps);
        d.tied = text.value("tie_word_embeddings", true);
        d.maxPositions = text.value("max_position_embeddings", 1024);
        const bool sound = config.encoder.voxelMm >= 1 && config.encoder.voxelMm <= 20 &&
                           !config.classes.empty() && config.classes.size() < 255 && d.vocab > 0 &&
                           d.vocab < (1 << 20) && d.layers > 0 && d.layers < 200 && d.heads > 0 &&
                           d.kvHeads > 0 && d.heads % d.kvHeads == 0 && d.headDim > 0 && d.hidden > 0 &&
                           d.hidden <= 16384 && d.intermediate > 0 && d.intermediate <= 65536;
        if (!sound) throw ModelError(file, "holds sizes that make no sense");
        for (const int c : config.encoder.channels)
            if (c < 8 || c > 4096 || c % 8 != 0) throw ModelError(file, "holds sizes that make no sense");
        return config;
    } catch (const nlohmann::json::exception& e) {
        throw ModelError(file, std::string("is not a configuration of the starter model (") + e.what() + ")");
    }
}

const Region* Encoding::region(int classIndex, int component) const {
    for (const auto& r : regions)
        if (r.classIndex == classIndex && r.component == component) return &r;
    return nullptr;
}

int locationToken(double edge, int size) {
    return std::clamp(static_cast<int>(std::lround(edge / size * 127)), 0, 127);
}

double edgeFromLocation(int token, int size) {
    return token / 127.0 * size;
}

std::vector<std::string> starterSpecialTokens(const StarterConfig& config) {
    std::vector<std::string> tokens{"<pad>",     "<bos>",       "<eos>",    "<en>",         "<ja>",
                                    "<q>",       "<a>",         "<ml>",     "<hu>",         "<mm>",
                                    "<present>", "<uncertain>", "<absent>", "<impression>", "<site:whole>"};
    for (const auto& c : config.classes) {
        if (c.kind == StarterClass::Kind::Body) continue;
        tokens.push_back("<box:" + c.key + ">");
        if (c.kind == StarterClass::Kind::Organ) tokens.push_back("<site:" + c.key + ">");
    }
    for (int i = 0; i < 128; ++i) tokens.push_back("<loc:" + std::to_string(i) + ">");
    return tokens;
}

StarterModelImpl::StarterModelImpl(StarterConfig config) : config_(std::move(config)) {
    const int hidden = config_.decoder.hidden, slots = static_cast<int>(config_.slots().size());
    encoder = register_module("encoder", DenseEncoder(config_.encoder));
    gridIn_ = register_module("adapter_grid", torch::nn::Linear(config_.encoder.channels[3], hidden));
    regionIn_ =
        register_module("adapter_region_in", torch::nn::Linear(StarterConfig::regionFeatures, hidden));
    regionOut_ = register_module("adapter_region_out", torch::nn::Linear(hidden, hidden));
    regionSkip_ = register_module(
        "adapter_region_skip",
        torch::nn::Linear(torch::nn::LinearOptions(StarterConfig::regionFeatures, hidden).bias(false)));
    gridPlace_ =
        register_parameter("adapter_grid_place", torch::randn({StarterConfig::gridTokens, hidden}) * 0.02);
    regionPlace_ = register_parameter("adapter_region_place", torch::randn({slots, hidden}) * 0.02);
    edgeIn_ = register_parameter(
        "adapter_edge", torch::randn({kLesionRegions * 6, StarterConfig::regionFeatures, hidden}) * 0.01);
    {
        torch::NoGradGuard guard;
        regionSkip_->weight.mul_(0.1);
    }
    const auto tokens = starterSpecialTokens(config_);
    for (const auto& [classIndex, component] : config_.slots())
        slotTokens_.push_back(
            std::find(tokens.begin(), tokens.end(), "<box:" + config_.classes[classIndex].key + ">") -
            tokens.begin());
}

torch::Tensor StarterModelImpl::embedText(const torch::Tensor& ids, const torch::Tensor& regions,
                                          const std::vector<Pointer>& pointers, const torch::Tensor& words) {
    const auto text = at::embedding(words, ids).to(edgeIn_.scalar_type());
    if (pointers.empty()) return text;
    const auto slots = config_.slots();
    std::vector<std::int64_t> rows, from, maps, to;
    for (const auto& p : pointers)
        for (std::size_t s = 0; s < slots.size(); ++s) {
            if (slots[s].first != p.classIndex) continue;
            rows.push_back(p.row);
            from.push_back(static_cast<std::int64_t>(s));
            maps.push_back(slots[s].second * 6 + p.edge);
            to.push_back(p.row * ids.size(1) + p.position);
        }
    const auto device = text.device();
    const auto list = [&](const std::vector<std::int64_t>& values) {
        return torch::tensor(values, torch::kLong).to(device);
    };
    const auto features = regions.index({list(rows), list(from)}).to(text.scalar_type());
    // [N,1,128] x [N,128,hidden]
    const auto read =
        at::bmm(features.unsqueeze(1), edgeIn_.index_select(0, list(maps)).to(text.scalar_type())).squeeze(1);
    return text.reshape({-1, text.size(2)}).index_add(0, list(to), read).reshape(text.sizes());
}

torch::Tensor StarterModelImpl::adapt(const torch::Tensor& grid, const torch::Tensor& regions,
                                      const torch::Tensor& words) {
    const auto type = gridPlace_.scalar_type();
    const auto cells = gridIn_(grid.to(type)) + gridPlace_;
    const auto ids = torch::tensor(slotTokens_, torch::kLong).to(gridPlace_.device());
    const auto features = regions.to(type);
    const auto parts = regionOut_(at::silu(regionIn_(features) + regionPlace_)) + regionSkip_(features) +
                       at::embedding(words, ids).to(type);
    return at::cat({cells, parts}, 1);
}

namespace {

/// Region token input: presence, size, certainty, place (plain and as Fourier features, so that the decoder
/// can tell location tokens apart), what is cut off, HU, and the mean of the encoder's own features.
void describe(const Region& r, const LabelMap& map, const std::vector<float>& fineMean, float* out) {
    int n = 0;
    const auto put = [&](double v) { out[n++] = static_cast<float>(v); };
    put(1);
    put(std::log1p(static_cast<double>(r.voxels)) / 10);
    put(r.confidence);
    for (int a = 0; a < 3; ++a) put(r.centre[a] / map.size[a]);
    double edges[6];
    for (int a = 0; a < 3; ++a) {
        edges[a] = static_cast<double>(r.box[a]) / map.size[a];
        edges[3 + a] = static_cast<double>(r.box[3 + a] + 1) / map.size[a];
    }
    for (const double e : edges) put(e);
    for (const bool c : r.cutOff) put(c);
    put(r.meanHu / 500);
    put(r.deviationHu / 100);
    put(r.diameterVoxels / 10);
    for (int a = 0; a < 3; ++a) put(map.extent[a] / 100.0);
    for (const double e : edges)
        for (int k = 0; k < 6; ++k) {
            put(std::sin(M_PI * (1 << k) * e));
            put(std::cos(M_PI * (1 << k) * e));
        }
    for (const float f : fineMean) {
        if (n == StarterConfig::regionFeatures) break;
        put(f);
    }
}

}  // namespace

Encoding StarterModelImpl::encode(const std::vector<std::int16_t>& hu, const std::array<int, 3>& size,
                                  const std::array<int, 3>& extent, const std::atomic<bool>* stop) {
    torch::InferenceMode guard;
    const auto device = gridPlace_.device();
    const auto type = device.is_cuda() || fastBfloat16() ? torch::kBFloat16 : torch::kFloat;
    const std::int64_t nx = size[0], ny = size[1], nz = size[2];
    const auto checkStop = [&] {
        if (stop && *stop) throw Cancelled();
    };
    auto image = torch::from_blob(const_cast<std::int16_t*>(hu.data()), {1, 1, nz, ny, nx}, torch::kShort)
                     .to(torch::kFloat)
                     .clamp_(-1024, 1500)
                     .div_(500)
                     .to(device, type);
    checkStop();
    const auto features = encoder->features(image);
    checkStop();
    const std::int64_t fz = nz / 2, fy = ny / 2, fx = nx / 2, channels = config_.encoder.channels[0];
    const auto rows = features.fine[0].permute({1, 2, 3, 0}).reshape({-1, channels});

    Encoding encoding;
    encoding.map.size = size;
    encoding.map.extent = extent;
    encoding.map.labels.resize(hu.size());
    encoding.map.confidence.resize(hu.size());
    // The scores of all classes at once would be tens of times the volume: go through them slab by slab.
    const auto readSlabs = [&](std::int64_t begin, std::int64_t end) {
        torch::InferenceMode inner;
        for (std::int64_t z = begin; z < end; ++z) {
            checkStop();
            const auto scores =
                encoder->head(rows.slice(0, z * fy * fx, (z + 1) * fy * fx)).to(torch::kFloat);
            const auto [best, label] = scores.softmax(2).max(2);
            const auto arrange = [&](const torch::Tensor& t) {
                return t.to(torch::kByte)
                    .reshape({fy, fx, 2, 2, 2})
                    .permute({2, 0, 3, 1, 4})
                    .contiguous()
                    .cpu();
            };
            const auto labels = arrange(label), confidence = arrange(best.mul(255).round());
            const auto offset = static_cast<std::ptrdiff_t>(2 * z * ny * nx);
            std::copy_n(labels.data_ptr<std::uint8_t>(), 2 * ny * nx, encoding.map.labels.begin() + offset);
            std::copy_n(confidence.data_ptr<std::uint8_t>(), 2 * ny * nx,
                        encoding.map.confidence.begin() + offset);
        }
    };
    // Threads that each read slabs of their own do not wait for each other after every small operation.
    if (device.is_cuda())
        readSlabs(0, fz);
    else
        at::parallel_for(0, fz, 1, readSlabs);
    checkStop();

    const int classCount = static_cast<int>(config_.classes.size());
    std::vector<bool> lesion(classCount), scattered(classCount);
    int firstOrgan = classCount;
    for (int c = 0; c < classCount; ++c) {
        lesion[c] = config_.classes[c].kind == StarterClass::Kind::Lesion;
        if (config_.classes[c].kind != StarterClass::Kind::Body) firstOrgan = std::min(firstOrgan, c);
        static const std::vector<std::string> many{
            "vertebrae", "ribs",     "sternum",           "shoulder",        "hip_bones",
            "femora",    "veins",    "pulmonary_vessels", "airways",         "small_bowel",
            "colon",     "adrenals", "back_muscles",      "gluteal_muscles", "iliopsoas",
            "arteries",  "sacrum"};
        scattered[c] = std::find(many.begin(), many.end(), config_.classes[c].key) != many.end();
    }
    encoding.regions = findRegions(encoding.map, hu, lesion, scattered, firstOrgan);
    std::vector<std::string> keys;
    for (const auto& c : config_.classes) keys.push_back(c.key);
    const double voxelMl = std::pow(config_.encoder.voxelMm, 3) / 1000;
    dropMisplaced(encoding.map, encoding.regions, keys, static_cast<std::int64_t>(40 / voxelMl));

    encoding.features.grid = at::adaptive_avg_pool3d(features.coarse.to(torch::kFloat), {3, 3, 3})[0]
                                 .reshape({config_.encoder.channels[3], 27})
                                 .t()
                                 .contiguous()
                                 .cpu();
    const auto fine = rows.to(torch::kFloat).cpu().contiguous();
    const float* fineData = fine.data_ptr<float>();
    const auto slots = config_.slots();
    encoding.features.regions =
        torch::zeros({static_cast<std::int64_t>(slots.size()), StarterConfig::regionFeatures});
    for (std::size_t s = 0; s < slots.size(); ++s) {
        const Region* r = encoding.region(slots[s].first, slots[s].second);
        if (!r) continue;
        std::vector<float> mean(channels);
        int count = 0;
        for (std::int64_t z = r->box[2] / 2; z <= r->box[5] / 2; ++z)
            for (std::int64_t y = r->box[1] / 2; y <= r->box[4] / 2; ++y)
                for (std::int64_t x = r->box[0] / 2; x <= r->box[3] / 2; ++x) {
                    if (encoding.map.labels[(2 * z * ny + 2 * y) * nx + 2 * x] != r->classIndex) continue;
                    const float* f = fineData + ((z * fy + y) * fx + x) * channels;
                    for (std::int64_t i = 0; i < channels; ++i) mean[i] += f[i];
                    ++count;
                }
        for (auto& m : mean) m /= static_cast<float>(std::max(1, count));
        describe(*r, encoding.map, mean,
                 encoding.features.regions.data_ptr<float>() + s * StarterConfig::regionFeatures);
    }
    return encoding;
}

}  // namespace dokuei::inference
