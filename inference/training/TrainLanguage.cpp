#include "inference/training/TrainLanguage.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>
#include <nlohmann/json.hpp>
#include <sstream>

#include "inference/Error.h"
#include "inference/decoder/ComputeType.h"
#include "inference/families/starter/Pointing.h"
#include "inference/training/Checkpoint.h"
#include "inference/training/Questions.h"
#include "inference/training/TrainableStarter.h"

namespace dokuei::inference {
namespace {

constexpr int kVocabulary = 2048;
constexpr int kBatch = 16;
constexpr int kScenes = 2500;

StarterConfig makeConfig(const TrainOptions& options) {
    StarterConfig config;
    for (const auto& c : readClasses(options.resources + "/classes.tsv"))
        config.classes.push_back({c.key, c.en, c.ja,
                                  c.kind == AnatomyClass::Kind::Organ    ? StarterClass::Kind::Organ
                                  : c.kind == AnatomyClass::Kind::Lesion ? StarterClass::Kind::Lesion
                                                                         : StarterClass::Kind::Body});
    config.encoder.classes = static_cast<int>(config.classes.size());
    auto& d = config.decoder;
    d.vocab = kVocabulary;
    d.hidden = 256, d.layers = 5, d.heads = 8, d.kvHeads = 4, d.headDim = 32, d.intermediate = 704;
    d.rope.theta = 10000, d.rmsEps = 1e-5, d.tied = true, d.maxPositions = 1024;
    return config;
}

std::string readText(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw ModelError(file, "cannot be opened");
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

void writeText(const std::string& file, const std::string& text) {
    {
        std::ofstream out(file + ".part", std::ios::binary);
        out << text;
        if (!out.flush()) throw ModelError(file, "cannot be written");
    }
    std::filesystem::rename(file + ".part", file);
}

/// The tokenizer is made once per training folder, from everything that can be asked or answered.
Tokenizer makeTokenizer(const TrainOptions& options, const StarterConfig& config,
                        const QuestionMaker& questions) {
    const auto file = options.out + "/tokenizer.json";
    if (!std::filesystem::exists(file))
        writeText(file, trainByteLevelBpe(questions.corpus(), kVocabulary, starterSpecialTokens(config)));
    return Tokenizer::fromFile(file);
}

nlohmann::json toJson(const Scene& s) {
    nlohmann::json organs = nlohmann::json::array(), lesions = nlohmann::json::array();
    for (const auto& [c, o] : s.organs) organs.push_back({c, static_cast<int>(o.status), o.box, o.ml, o.cut});
    for (const auto& l : s.lesions) lesions.push_back({l.classIndex, l.host, l.box, l.diameterMm, l.hu});
    return {{"size", s.size},
            {"phase", static_cast<int>(s.phase)},
            {"mr", s.mrLike},
            {"organs", organs},
            {"lesions", lesions}};
}

Scene fromJson(const nlohmann::json& j) {
    Scene s;
    s.size = j.at("size");
    s.phase = static_cast<ContrastPhase>(j.at("phase").get<int>());
    s.mrLike = j.at("mr");
    for (const auto& o : j.at("organs"))
        s.organs[o[0].get<int>()] = {static_cast<Scene::Status>(o[1].get<int>()), o[2], o[3], o[4]};
    for (const auto& l : j.at("lesions")) s.lesions.push_back({l[0], l[1], l[2], l[3], l[4]});
    return s;
}

/// Scenes in chunks of 250: what was read survives an interruption.
std::vector<Scene> readScenes(const TrainOptions& options, TrainableStarter& model, int wanted) {
    constexpr int chunk = 250;
    const auto folder = options.out + "/scenes";
    std::filesystem::create_directories(folder);
    std::vector<Scene> scenes;
    const auto synthesizer =
        makeSynthesizer(options.anatomy, options.resources + "/classes.tsv", model->config().encoder.voxelMm);
    for (int first = 0; first < wanted; first += chunk) {
        const auto name = folder + "/" + std::to_string(first / chunk);
        if (std::filesystem::exists(name + ".json")) {
            const auto list = nlohmann::json::parse(readText(name + ".json"));
            const auto tensors = loadTensors(name + ".safetensors");
            for (std::size_t i = 0; i < list.size(); ++i) {
                scenes.push_back(fromJson(list[i]));
                scenes.back().features = {
                    tensors.at("grid")[static_cast<std::int64_t>(i)].to(torch::kFloat),
                    tensors.at("regions")[static_cast<std::int64_t>(i)].to(torch::kFloat)};
            }
            continue;
        }
        auto list = nlohmann::json::array();
        std::vector<torch::Tensor> grids, regions;
        // Seeds far from those of the general stage: the encoder reads scans that it was not trained on.
        const auto seedOf = [&](int i) {
            return options.seed * 1000003ull + 500000000ull + static_cast<std::uint64_t>(i);
        };
        auto next =
            std::async(std::launch::async, [&, seed = seedOf(first)] { return synthesizer.make(seed); });
        for (int i = first; i < first + chunk; ++i) {
            const auto scan = next.get();
            next =
                std::async(std::launch::async, [&, seed = seedOf(i + 1)] { return synthesizer.make(seed); });
            auto scene =
                makeScene(scan, model->encode(scan.hu, scan.size, scan.size, options.stop), model->config());
            list.push_back(toJson(scene));
            grids.push_back(scene.features.grid);
            regions.push_back(scene.features.regions);
            scenes.push_back(std::move(scene));
        }
        saveTensors(name + ".safetensors", {{"grid", at::stack(grids)}, {"regions", at::stack(regions)}});
        writeText(name + ".json", list.dump());
        options.log("scenes read: " + std::to_string(first + chunk) + "/" + std::to_string(wanted));
    }
    return scenes;
}

/// Lets the embeddings of location tokens start on a smooth curve, the one that region features describe
/// edges by, so that neighbouring places are alike before anything is learned.
void orderLocations(TrainableStarterImpl& model, const StarterConfig& config) {
    torch::NoGradGuard guard;
    const auto tokens = starterSpecialTokens(config);
    const auto first = std::find(tokens.begin(), tokens.end(), "<loc:0>") - tokens.begin();
    const auto edge = at::arange(128, torch::kFloat) / 127;
    std::vector<torch::Tensor> waves{edge};
    for (int k = 0; k < 6; ++k) {
        waves.push_back((M_PI * (1 << k) * edge).sin());
        waves.push_back((M_PI * (1 << k) * edge).cos());
    }
    const auto curve = at::stack(waves, 1);
    const auto spread = torch::randn({curve.size(1), config.decoder.hidden}) * (0.02 / std::sqrt(6.5));
    auto weight = model.decoder->named_parameters()["model.embed_tokens.weight"];
    weight.narrow(0, first, 128).copy_(at::matmul(curve, spread) + 0.3 * weight.narrow(0, first, 128));
}

Intent drawIntent(LanguageStage stage, std::mt19937_64& random) {
    const auto draw = random() % 100;
    if (stage == LanguageStage::Medical) {
        if (draw < 15) return Intent::What;
        if (draw < 25) return Intent::Phase;
        if (draw < 37) return Intent::Organs;
        if (draw < 54) return Intent::Present;
        if (draw < 68) return Intent::Volume;
        if (draw < 78) return Intent::Density;
        if (draw < 88) return Intent::Unknown;
        return Intent::Where;
    }
    if (draw < 38) return Intent::Where;
    if (draw < 62) return Intent::Lesion;
    if (draw < 74) return Intent::Report;
    if (draw < 78) return Intent::What;
    if (draw < 81) return Intent::Phase;
    if (draw < 84) return Intent::Organs;
    if (draw < 88) return Intent::Present;
    if (draw < 92) return Intent::Volume;
    if (draw < 95) return Intent::Density;
    return Intent::Unknown;
}

}  // namespace

void trainLanguage(const TrainOptions& options, LanguageStage stage) {
    const bool specialised = stage == LanguageStage::Specialised;
    const long long total = options.steps > 0 ? options.steps : specialised ? 5000 : 1200;
    const double peak = options.learningRate > 0 ? options.learningRate : 1.5e-3;
    if (options.threads > 0) at::set_num_threads(options.threads);
    torch::manual_seed(options.seed + 17);
    std::filesystem::create_directories(options.out);
    const auto config = makeConfig(options);
    TrainableStarter model(config);
    const auto device = options.cuda ? torch::kCUDA : torch::kCPU;
    const auto general = options.out + "/general.safetensors";
    assignParameters(*model->encoder, loadTensors(general), general, "encoder.");
    for (auto& p : model->encoder->parameters()) p.requires_grad_(false);
    model->to(device);
    model->decoder->setComputeType(fastComputeType(device));
    if (!specialised) orderLocations(*model, config);
    const QuestionMaker questions(options.resources, config);
    const auto tokenizer = makeTokenizer(options, config, questions);
    AdamW optimiser(*model, 0.02);
    const auto file = options.out + (specialised ? "/specialised.safetensors" : "/medical.safetensors");
    if (std::filesystem::exists(file)) {
        const auto tensors = loadTensors(file);
        assignParameters(*model, tensors, file);
        optimiser.load(tensors, file);
        options.log("continuing from step " + std::to_string(optimiser.steps()));
    } else if (specialised) {
        const auto medical = options.out + "/medical.safetensors";
        assignParameters(*model, loadTensors(medical), medical);
    }
    const auto save = [&] {
        TensorMap tensors;
        collectParameters(*model, tensors);
        optimiser.save(tensors);
        saveTensors(file, tensors);
    };
    const auto scenes = readScenes(options, model, options.scenes > 0 ? options.scenes : kScenes);
    std::vector<std::size_t> withLesion;
    for (std::size_t i = 0; i < scenes.size(); ++i)
        if (!scenes[i].lesions.empty()) withLesion.push_back(i);

    const auto id = [&](const char* token) { return tokenizer.id(token); };
    const std::int64_t bos = id("<bos>"), eos = id("<eos>"), pad = id("<pad>"), ask = id("<q>"),
                       reply = id("<a>");
    const std::int64_t english = id("<en>"), japanese = id("<ja>");
    const int imageTokens = config.imageTokens();
    const auto start = std::chrono::steady_clock::now();
    double meanLoss = 0, meanExact = 0;
    const long long firstStep = optimiser.steps();
    for (long long step = firstStep; step < total; ++step) {
        std::mt19937_64 random(options.seed * 7919 + static_cast<std::uint64_t>(step) * 2 + specialised);
        std::vector<torch::Tensor> grids, regions;
        std::vector<std::vector<std::int64_t>> rows;
        std::vector<std::size_t> answerStart;
        std::size_t longest = 0;
        const auto report = random() % 8 == 0;  // reports are long: together, so that little is padding
        for (int b = 0; b < (report && specialised ? kBatch / 2 : kBatch); ++b) {
            auto intent = drawIntent(stage, random);
            if (specialised && report)
                intent = Intent::Report;
            else if (intent == Intent::Report)
                intent = Intent::Lesion;
            // Scenes with a lesion are the minority; questions about lesions need as many of them as of the
            // others.
            const bool ill =
                (intent == Intent::Lesion || intent == Intent::Report) && !withLesion.empty() && random() % 2;
            const auto& scene =
                ill ? scenes[withLesion[random() % withLesion.size()]] : scenes[random() % scenes.size()];
            const auto example = questions.make(scene, intent, random);
            std::vector<std::int64_t> row{example.language == "ja" ? japanese : english, ask};
            for (const int t : tokenizer.encode(example.question, false)) row.push_back(t);
            row.push_back(reply);
            answerStart.push_back(row.size());
            for (const int t : tokenizer.encode(example.answer, true)) row.push_back(t);
            row.push_back(eos);
            longest = std::max(longest, row.size());
            rows.push_back(std::move(row));
            grids.push_back(scene.features.grid);
            regions.push_back(scene.features.regions);
        }
        const auto batch = static_cast<std::int64_t>(rows.size());
        auto ids = torch::full({batch, static_cast<std::int64_t>(longest)}, pad, torch::kLong);
        auto targets = torch::full({batch, static_cast<std::int64_t>(longest)}, -100, torch::kLong);
        for (std::int64_t b = 0; b < batch; ++b)
            for (std::size_t t = 0; t < rows[b].size(); ++t) {
                ids[b][static_cast<std::int64_t>(t)] = rows[b][t];
                if (t >= answerStart[b]) targets[b][static_cast<std::int64_t>(t)] = rows[b][t];
            }
        auto regionBatch = at::stack(regions);
        // Encodings of real scans are less certain than these: keep the decoder from leaning on one number.
        regionBatch = regionBatch + 0.01 * torch::randn_like(regionBatch) * (regionBatch != 0);
        const auto image = model->adapt(at::stack(grids).to(device), regionBatch.to(device), model->words());
        std::vector<StarterModelImpl::Pointer> pointers;
        for (std::int64_t b = 0; b < batch; ++b) {
            BoxTracker tracker(config);
            for (std::size_t t = 0; t < rows[b].size(); ++t)
                if (const auto place = tracker.push(rows[b][t]); place.edge >= 0)
                    pointers.push_back({b, static_cast<std::int64_t>(t), place.classIndex, place.edge});
        }
        const auto words = model->embedText(ids.to(device), regionBatch.to(device), pointers, model->words());
        const auto first = model->decoder->embed(torch::full({batch, 1}, bos, torch::kLong).to(device));
        const auto hidden = model->decoder->forward(at::cat({first, image, words}, 1));
        // The last image token predicts the first text token, and so on.
        const auto text = hidden.slice(1, imageTokens, imageTokens + static_cast<std::int64_t>(longest));
        const auto wanted = targets.to(device).flatten();
        const auto answered = (wanted != -100).nonzero().flatten();
        const auto logits = model->decoder->logits(text.reshape({-1, text.size(2)}).index_select(0, answered))
                                .to(torch::kFloat);
        const auto truth = wanted.index_select(0, answered);
        const auto loss = at::cross_entropy_loss(logits, truth);
        loss.backward();
        const double hours =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / 3600;
        double progress = static_cast<double>(step) / static_cast<double>(total);
        if (options.hours > 0) progress = std::max(progress, hours / options.hours);
        const double rate = peak * std::min(1.0, (step + 1) / 100.0) *
                                (0.5 + 0.5 * std::cos(M_PI * std::min(1.0, progress))) +
                            1e-6;
        optimiser.step(rate, 1.0);
        const double keep = step == firstStep ? 0 : 0.97;
        meanLoss = keep * meanLoss + (1 - keep) * loss.item<double>();
        meanExact = keep * meanExact +
                    (1 - keep) * (logits.argmax(1) == truth).to(torch::kFloat).mean().item<double>();
        const bool stopped = (options.stop && *options.stop) || progress >= 1;
        if ((step + 1) % 20 == 0 || stopped || step + 1 == total) {
            char line[160];
            std::snprintf(line, sizeof line,
                          "step %lld/%lld  loss %.4f  tokens right %.4f  rate %.2e  %.3f h", step + 1, total,
                          meanLoss, meanExact, rate, hours);
            options.log(line);
        }
        if ((step + 1) % 100 == 0 || stopped || step + 1 == total) save();
        if (stopped) return;
    }
}

void exportStarter(const TrainOptions& options, const std::string& directory) {
    const auto config = makeConfig(options);
    TrainableStarter model(config);
    const auto general = options.out + "/general.safetensors",
               last = options.out + "/specialised.safetensors";
    assignParameters(*model, loadTensors(last), last);
    // The language stages leave the encoder alone, but it may have been trained further since.
    assignParameters(*model->encoder, loadTensors(general), general, "encoder.");
    TensorMap tensors;
    collectParameters(*model, tensors);
    for (auto& [name, tensor] : tensors) tensor = tensor.to(torch::kBFloat16);
    std::filesystem::create_directories(directory);
    saveTensors(directory + "/model.safetensors", tensors);
    writeText(directory + "/config.json", config.toJson());
    writeText(directory + "/tokenizer.json", readText(options.out + "/tokenizer.json"));
    for (const char* table : {"/answers.tsv", "/questions.tsv"})
        writeText(directory + table, readText(options.resources + table));
}

}  // namespace dokuei::inference
