#include "inference/session/DecodeBenchmark.h"

#include <algorithm>
#include <chrono>

#include "inference/Error.h"
#include "inference/decoder/cpu/Kernels.h"
#include "inference/decoder/cpu/Team.h"
#include "inference/families/Network.h"

namespace dokuei::inference {
namespace {

double secondsOf(const torch::Device& device, const std::function<void()>& work) {
    if (device.is_cuda()) torch::cuda::synchronize();
    const auto start = std::chrono::steady_clock::now();
    work();
    if (device.is_cuda()) torch::cuda::synchronize();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Eight sums side by side, so that adding up does not hold up the reading.
std::uint64_t sumOf(const std::uint64_t* numbers, std::size_t count) {
    std::uint64_t sum[8] = {};
    for (std::size_t i = 0; i + 8 <= count; i += 8)
        for (std::size_t k = 0; k < 8; ++k) sum[k] += numbers[i + k];
    return sum[0] + sum[1] + sum[2] + sum[3] + sum[4] + sum[5] + sum[6] + sum[7];
}

double readingBandwidth() {
    constexpr std::size_t kBytes = std::size_t{512} << 20, kPiece = std::size_t{1} << 20;
    const auto block = torch::ones({static_cast<std::int64_t>(kBytes)}, torch::kByte);
    const auto* bytes = block.const_data_ptr<std::uint8_t>();
    std::atomic<std::uint64_t> total{0};
    double best = 0;
    for (int round = 0; round < 8; ++round) {
        Dealer dealer;
        const auto seconds = secondsOf(torch::kCPU, [&] {
            Team::shared().run(at::get_num_threads(), [&](Team::Member&) {
                std::uint64_t sum = 0;
                for (auto at = dealer.take(kPiece); at < static_cast<std::int64_t>(kBytes);
                     at = dealer.take(kPiece))
                    sum += sumOf(reinterpret_cast<const std::uint64_t*>(bytes + at), kPiece / 8);
                total += sum;
            });
        });
        best = std::max(best, static_cast<double>(kBytes) / seconds);
    }
    // The sum is looked at, so that the reading cannot be left out.
    if (total == 0) throw Error("the memory does not hold what was written");
    return best;
}

double copyBandwidth(const torch::Device& device) {
    constexpr std::int64_t kBytes = std::int64_t{1} << 30;
    const auto from = torch::ones({kBytes}, torch::TensorOptions(torch::kByte).device(device));
    auto to = torch::empty_like(from);
    double best = 0;
    for (int round = 0; round < 8; ++round)
        best = std::max(best, 2.0 * kBytes / secondsOf(device, [&] { to.copy_(from); }));
    return best;
}

std::int64_t greedy(const torch::Tensor& logits) {
    return logits.argmax(-1).item<std::int64_t>();
}

std::size_t cacheBytesAt(const Cache& cache, double position) {
    double sum = 0;
    for (const auto& layer : cache.layers()) {
        const auto seen = std::min(position, static_cast<double>(layer.slots));
        sum += 2 * seen * static_cast<double>(layer.keys.size(0) * layer.keys.size(2)) *
               static_cast<double>(layer.keys.element_size());
    }
    return static_cast<std::size_t>(sum);
}

}  // namespace

double measureBandwidth(const torch::Device& device) {
    return device.is_cuda() ? copyBandwidth(device) : readingBandwidth();
}

DecodeTimes measureDecoding(const std::string& directory, const DecodeBenchmarkOptions& options) {
    if (options.prompt < 2 || options.question < 1 || options.question >= options.prompt ||
        options.tokens < 1 || options.rounds < 1)
        throw Error("the benchmark needs a prompt longer than its question and at least one token");
    torch::InferenceMode guard;
    const auto& device = options.decoder.device;
    DecodeTimes times;
    std::unique_ptr<Network> network;
    times.loadSeconds =
        secondsOf(device, [&] { network = openNetwork(ModelDirectory(directory), options.decoder); });
    auto& decoder = network->decoder();
    times.processor = device.is_cuda() ? "GPU" : kernels().name;
    times.threads = at::get_num_threads();
    times.parameters = network->parameters();
    times.weightBytesPerToken = decoder.bytesPerToken();

    const auto ids =
        torch::randint(decoder.config().vocab, {options.prompt + options.question}, torch::kLong);
    const auto shared = ids.narrow(0, 0, options.prompt - options.question),
               first = ids.narrow(0, options.prompt - options.question, options.question),
               second = ids.narrow(0, options.prompt, options.question);
    auto cache = decoder.makeCache(options.prompt + options.tokens + 1);
    const auto empty = cache.mark();
    const auto read = [&](const torch::Tensor& some) {
        Decoder::Input input;
        input.embeddings = decoder.embed(some);
        return decoder.read(input, cache, true);
    };
    const auto keepBest = [](double& best, double seconds) {
        best = best == 0 ? seconds : std::min(best, seconds);
    };
    double decoding = 0;
    for (int round = 0; round < options.rounds; ++round) {
        cache.rewind(empty);
        Cache::Mark beginning;
        std::int64_t id = 0;
        keepBest(times.firstTokenSeconds, secondsOf(device, [&] {
                     read(shared);
                     beginning = cache.mark();
                     id = greedy(decoder.logits(read(first)));
                 }));
        keepBest(decoding, secondsOf(device, [&] {
                     for (int i = 0; i < options.tokens; ++i) id = greedy(decoder.step(id, cache));
                 }));
        keepBest(times.secondQuestionSeconds, secondsOf(device, [&] {
                     cache.rewind(beginning);
                     id = greedy(decoder.logits(read(second)));
                 }));
    }
    times.tokensPerSecond = options.tokens / decoding;
    times.cacheBytesPerToken = cacheBytesAt(cache, options.prompt + options.tokens / 2.0);
    times.memoryBytesPerSecond = measureBandwidth(device);
    return times;
}

}  // namespace dokuei::inference
