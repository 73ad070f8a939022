#include "inference/families/TensorRun.h"

#include <string>
#include <utility>
#include <vector>

#include "inference/Error.h"
#include "inference/weights/Memory.h"

namespace dokuei::inference {
namespace {

constexpr std::int64_t kLongestInput = 1 << 22, kMostGenerated = 1 << 20;

/// A row of whole numbers [T] from a tensor [1,T].
torch::Tensor rowOf(const NamedTensors& inputs, const std::string& name, std::int64_t length = -1) {
    const auto& tensor = inputs.at(name);
    if (tensor.dim() != 2 || tensor.size(0) != 1 || tensor.size(1) < 1 || tensor.size(1) > kLongestInput)
        throw Error(name + " does not have the shape [1,T]");
    if (length >= 0 && tensor.size(1) != length) throw Error(name + " has another length than input_ids");
    if (tensor.is_floating_point()) throw Error(name + " does not hold whole numbers");
    return tensor[0].to(torch::kLong).contiguous();
}

/// The positions that a mask shows, as [begin,end).
std::pair<std::int64_t, std::int64_t> shownSpan(const torch::Tensor& mask) {
    const auto shown = mask.ne(0).nonzero().view({-1});
    if (shown.size(0) == 0) throw Error("attention_mask hides everything");
    const auto begin = shown[0].item<std::int64_t>(), end = shown[-1].item<std::int64_t>() + 1;
    if (end - begin != shown.size(0))
        throw Error("attention_mask hides positions between others, which is not supported");
    return {begin, end};
}

void checkTypes(const NamedTensors& inputs, const torch::Tensor& ids, std::int64_t imageToken) {
    if (inputs.count("token_type_ids") == 0) return;
    const auto types = rowOf(inputs, "token_type_ids", ids.size(0));
    // Programs for text alone fill it with zeros.
    const auto images = ids.eq(imageToken);
    if (imageToken >= 0 && !types.eq(1).equal(images))
        throw Error("token_type_ids marks other positions than those of the image tokens");
}

}  // namespace

TensorRun runTensors(Network& network, const NamedTensors& inputs, std::int64_t generate,
                     const std::atomic<bool>* stop) {
    torch::InferenceMode guard;
    if (inputs.count("input_ids") == 0) throw Error("input_ids is missing");
    if (generate < 0 || generate > kMostGenerated)
        throw Error("between 0 and " + std::to_string(kMostGenerated) + " tokens can be generated");
    const auto ids = rowOf(inputs, "input_ids");
    checkTypes(inputs, ids, network.imageToken());
    std::pair<std::int64_t, std::int64_t> shown{0, ids.size(0)};
    if (inputs.count("attention_mask") > 0) shown = shownSpan(rowOf(inputs, "attention_mask", ids.size(0)));
    const auto vocab = network.decoder().config().vocab;
    const auto bytes = static_cast<std::uint64_t>(ids.size(0)) * static_cast<std::uint64_t>(vocab) * 4;
    if (bytes > availableMemory())
        throw OutOfMemory("The scores of " + std::to_string(ids.size(0)) + " positions need " +
                          readableBytes(bytes) + " of memory, and " + readableBytes(availableMemory()) +
                          " are free");

    VisionFeatures features;
    bool pictures = false;
    for (const char* name : {"pixel_values", "pixel_values_videos", "images"})
        pictures = pictures || inputs.count(name) > 0;
    if (pictures) features = network.see(inputs, stop);

    auto& decoder = network.decoder();
    auto cache = decoder.makeCache(shown.second - shown.first + generate);
    const auto hidden =
        decoder.read(network.join(ids.slice(0, shown.first, shown.second), pictures ? &features : nullptr, 0),
                     cache, false, stop);
    TensorRun run;
    const auto scores = decoder.logits(hidden);
    run.logits = torch::zeros({1, ids.size(0), vocab}, torch::kFloat);
    run.logits[0].slice(0, shown.first, shown.second).copy_(scores);
    if (generate == 0) return run;
    run.generated = torch::empty({1, generate}, torch::kLong);
    auto last = scores[-1];
    for (std::int64_t i = 0; i < generate; ++i) {
        if (stop && *stop) throw Cancelled();
        const auto best = last.argmax().item<std::int64_t>();
        run.generated[0][i] = best;
        if (i + 1 < generate) last = decoder.step(best, cache);
    }
    return run;
}

}  // namespace dokuei::inference
