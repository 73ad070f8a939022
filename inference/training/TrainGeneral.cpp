#include "inference/training/TrainGeneral.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <future>
#include <random>

#include "inference/training/Checkpoint.h"
#include "inference/training/Synthesis.h"
#include "inference/vision/DenseEncoder.h"

namespace dokuei::inference {
namespace {

constexpr std::int64_t kRowsPerStep = 14000;  ///< coarse positions (8 voxels each) that the loss looks at

/// Picks coarse positions by the rarity of what they hold, so that small organs are seen in every step.
torch::Tensor chooseRows(const torch::Tensor& labels, const torch::Tensor& classWeight, std::int64_t count) {
    // labels [N,8]; a position counts as much as its rarest voxel.
    const auto weight = classWeight.index({labels.flatten()}).reshape(labels.sizes());
    const auto rarest = std::get<0>(weight.max(1));
    return at::multinomial(rarest, std::min<std::int64_t>(count, rarest.size(0)), false);
}

}  // namespace

void trainGeneral(const TrainOptions& options) {
    const long long total = options.steps > 0 ? options.steps : 7600;
    const double peak = options.learningRate > 0 ? options.learningRate : 2e-3;
    if (options.threads > 0) at::set_num_threads(options.threads);
    torch::manual_seed(options.seed);
    std::filesystem::create_directories(options.out);
    const DenseEncoderConfig config;
    const auto synthesizer =
        makeSynthesizer(options.anatomy, options.resources + "/classes.tsv", config.voxelMm);
    const int classes = static_cast<int>(synthesizer.classes().size());
    DenseEncoder encoder(config);
    const auto device = options.cuda ? torch::kCUDA : torch::kCPU;
    encoder->to(device);
    AdamW optimiser(*encoder, 0.01);
    auto frequency = torch::full({classes}, 1.0 / classes);
    const std::string checkpoint = options.out + "/general.safetensors";
    if (std::filesystem::exists(checkpoint)) {
        const auto tensors = loadTensors(checkpoint);
        assignParameters(*encoder, tensors, checkpoint, "encoder.");
        optimiser.load(tensors, checkpoint);
        frequency = tensors.at("frequency");
        options.log("continuing from step " + std::to_string(optimiser.steps()));
    }
    const auto save = [&] {
        TensorMap tensors;
        collectParameters(*encoder, tensors, "encoder.");
        optimiser.save(tensors);
        tensors["frequency"] = frequency;
        saveTensors(checkpoint, tensors);
    };

    std::deque<std::future<SyntheticScan>> ahead;
    const auto seedOf = [&](long long step) {
        return options.seed * 1000003ull + static_cast<std::uint64_t>(step);
    };
    const auto start = std::chrono::steady_clock::now();
    const long long firstStep = optimiser.steps();
    double meanLoss = 0, meanDice = 0, meanSeconds = 0;
    for (long long step = firstStep; step < total; ++step) {
        while (ahead.size() < 3)
            ahead.push_back(
                std::async(std::launch::async,
                           [&synthesizer, seed = seedOf(step + static_cast<long long>(ahead.size()))] {
                               return synthesizer.make(seed);
                           }));
        const auto stepStart = std::chrono::steady_clock::now();
        auto scan = ahead.front().get();
        ahead.pop_front();
        const std::int64_t nx = scan.size[0], ny = scan.size[1], nz = scan.size[2];
        auto image = torch::from_blob(scan.hu.data(), {1, 1, nz, ny, nx}, torch::kShort)
                         .to(torch::kFloat)
                         .clamp_(-1024, 1500)
                         .div_(500)
                         .to(device, torch::kBFloat16);
        auto labels = torch::from_blob(scan.labels.data(), {nz / 2, 2, ny / 2, 2, nx / 2, 2}, torch::kByte)
                          .permute({0, 2, 4, 1, 3, 5})
                          .reshape({-1, 8})
                          .to(torch::kLong);
        labels.masked_fill_(labels == 255, 0);
        {
            const auto counts = at::bincount(labels.flatten(), {}, classes).to(torch::kFloat);
            frequency = frequency * 0.995 + counts / counts.sum().clamp_min(1) * 0.005;
        }
        const auto classWeight = (frequency + 3e-4).pow(-0.5);
        const auto rows = chooseRows(labels, classWeight, kRowsPerStep).to(device);

        const auto features = encoder->features(image);
        const auto flat = features.fine[0].permute({1, 2, 3, 0}).reshape({-1, features.fine.size(1)});
        const auto scores =
            encoder->head(flat.index_select(0, rows)).reshape({-1, classes}).to(torch::kFloat);
        const auto target = labels.to(device).index_select(0, rows).flatten();
        // Rows were already drawn by rarity, so that the loss itself weighs classes only mildly.
        const auto crossEntropy = at::cross_entropy_loss(scores, target, classWeight.pow(0.5).to(device));
        const auto probability = scores.softmax(1);
        const auto truth = at::one_hot(target, classes).to(torch::kFloat);
        const auto overlap = (probability * truth).sum(0), size = truth.sum(0);
        const auto dice = (2 * overlap + 1) / (probability.sum(0) + size + 1);
        const auto present = size > 8;
        const auto meanOverClasses = dice.masked_select(present).mean();
        const auto loss = crossEntropy + 0.5 * (1 - meanOverClasses);
        loss.backward();

        const double warm = std::min(1.0, (step + 1) / 200.0);
        double progress = static_cast<double>(step) / static_cast<double>(total);
        const double hours =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / 3600;
        if (options.hours > 0) progress = std::max(progress, hours / options.hours);
        const double rate = peak * warm * (0.5 + 0.5 * std::cos(M_PI * std::min(1.0, progress))) + 1e-6;
        optimiser.step(rate, 1.0);

        const double keep = step == firstStep ? 0 : 0.97;
        meanLoss = keep * meanLoss + (1 - keep) * crossEntropy.item<double>();
        meanDice = keep * meanDice + (1 - keep) * meanOverClasses.item<double>();
        meanSeconds =
            keep * meanSeconds +
            (1 - keep) * std::chrono::duration<double>(std::chrono::steady_clock::now() - stepStart).count();
        const bool stopped = (options.stop && *options.stop) || progress >= 1;
        if ((step + 1) % 20 == 0 || stopped || step + 1 == total) {
            char line[160];
            std::snprintf(line, sizeof line,
                          "step %lld/%lld  loss %.4f  dice %.4f  rate %.2e  %.2f s/step  %.2f h", step + 1,
                          total, meanLoss, meanDice, rate, meanSeconds, hours);
            options.log(line);
        }
        if ((step + 1) % 200 == 0 || stopped || step + 1 == total) save();
        if (stopped) return;
    }
}

}  // namespace dokuei::inference
