#include <algorithm>
#include <new>
#include <string>

#include "inference/Error.h"
#include "inference/decoder/Attention.h"
#include "inference/decoder/Decoder.h"
#include "inference/decoder/Norm.h"
#include "inference/decoder/cpu/Step.h"

namespace dokuei::inference {
namespace {

/// Tokens that pass through the layers together: enough for the matrix products to be at their best, few
/// enough for the scores of 22,000 keys to be small beside the weights.
constexpr std::int64_t kPiece = 512;

/// Where a piece that begins at `begin` ends: no image is cut.
std::int64_t endOfPiece(std::int64_t begin, std::int64_t total, const std::int64_t* images) {
    const auto end = std::min(begin + kPiece, total);
    if (!images || end == total || images[end] < 0 || images[end] != images[end - 1]) return end;
    auto first = end, last = end;
    while (first > begin && images[first - 1] == images[end]) --first;
    if (first > begin) return first;
    while (last < total && images[last] == images[end]) ++last;
    return last;
}

torch::Tensor activated(const torch::Tensor& x, DecoderConfig::Activation activation) {
    switch (activation) {
        case DecoderConfig::Activation::GeluTanh:
            return at::gelu(x, "tanh");
        case DecoderConfig::Activation::Gelu:
            return at::gelu(x);
        case DecoderConfig::Activation::Silu:
            break;
    }
    return at::silu(x);
}

}  // namespace

/// What is read together, and what all layers share.
struct Decoder::Piece {
    torch::Tensor embeddings;  ///< [T,hidden]
    std::int64_t past = 0;
    Rotation rotation, localRotation;
    Sight sight, localSight;
    const Input* input = nullptr;
    std::int64_t begin = 0, end = 0;  ///< rows of the input
    /// Keys and values that go into rings when all layers are done: a ring forgets what it overwrites, and a
    /// piece that is given up must leave no trace.
    struct Added {
        int layer;
        torch::Tensor keys, values;
    };
    std::vector<Added> added;
};

void Decoder::checkInput(const Input& input, const Cache& cache) const {
    const auto wrong = [](const std::string& what) {
        throw Error("the decoder was given " + what + " of another shape than it takes");
    };
    const auto& e = input.embeddings;
    if (!e.defined() || e.dim() != 2 || e.size(0) == 0 || e.size(1) != config_.hidden) wrong("embeddings");
    const auto steps = e.size(0);
    if (const auto& p = input.positions; p.defined()) {
        const bool one = p.dim() == 1 && p.size(0) == steps;
        const bool three = config_.rope.multimodal() && p.dim() == 2 && p.size(0) == 3 && p.size(1) == steps;
        if (p.scalar_type() != torch::kLong || (!one && !three)) wrong("positions");
        if (cache.history().defined()) throw Error("this model's tokens take their positions in order");
    }
    if (const auto& i = input.images; i.defined())
        if (i.dim() != 1 || i.size(0) != steps || i.scalar_type() != torch::kLong) wrong("image numbers");
    if (!input.deep.empty()) {
        const auto& rows = input.deepRows;
        if (!rows.defined() || rows.dim() != 1 || rows.scalar_type() != torch::kLong ||
            input.deep.size() > layers_.size())
            wrong("image features");
        for (const auto& deep : input.deep)
            if (deep.dim() != 2 || deep.size(0) != rows.size(0) || deep.size(1) != config_.hidden)
                wrong("image features");
        if (rows.numel() > 0 &&
            (rows.min().item<std::int64_t>() < 0 || rows.max().item<std::int64_t>() >= steps))
            wrong("image features");
    }
    if (cache.layers().size() != layers_.size()) throw Error("the conversation belongs to another model");
    if (cache.length() + steps > cache.capacity())
        throw Error("the conversation is longer than the memory set aside for it (" +
                    std::to_string(cache.capacity()) + " tokens)");
}

torch::Tensor Decoder::norm(const torch::Tensor& x, const torch::Tensor& weight) const {
    return rmsNorm(x, weight, config_.rmsEps, config_.normOnePlus);
}

torch::Tensor Decoder::attention(const DecoderLayer& layer, const torch::Tensor& x, Piece& piece,
                                 Cache& cache, int index) const {
    const auto& c = config_;
    const auto steps = x.size(0);
    const auto projected = layer.qkv(x).view({steps, c.heads + 2 * c.kvHeads, c.headDim});
    auto queries = projected.narrow(1, 0, c.heads), keys = projected.narrow(1, c.heads, c.kvHeads);
    const auto values = projected.narrow(1, c.heads + c.kvHeads, c.kvHeads).transpose(0, 1);
    if (c.queryKeyNorm) {
        queries = norm(queries, layer.queryNorm);
        keys = norm(keys, layer.keyNorm);
    }
    const auto& rotation = layer.local ? piece.localRotation : piece.rotation;
    const auto& sight = layer.local ? piece.localSight : piece.sight;
    queries = rotate(queries, rotation);
    keys = rotate(keys, rotation).transpose(0, 1);

    auto& stored = cache.layers()[static_cast<std::size_t>(index)];
    const AttentionScale scale{c.scale(), c.attentionSoftcap};
    torch::Tensor mixed;
    if (stored.ring && steps > 1) {
        // What the ring still holds is seen too; the piece would overwrite it.
        const auto together = [&](const torch::Tensor& held, const torch::Tensor& added) {
            return at::cat({lastOf(held, stored, piece.past, sight.before), added}, 1);
        };
        mixed = attend(queries, together(stored.keys, keys), together(stored.values, values), sight, scale);
        piece.added.push_back({index, keys, values.contiguous()});
    } else {
        store(stored.keys, stored, piece.past, keys);
        store(stored.values, stored, piece.past, values);
        // In a ring the order of the slots does not matter: keys carry their positions.
        const auto seen = std::min(piece.past + steps, stored.slots);
        mixed =
            attend(queries, stored.keys.narrow(1, 0, seen), stored.values.narrow(1, 0, seen), sight, scale);
    }
    return layer.out(mixed);
}

torch::Tensor Decoder::feedForward(const DecoderLayer& layer, const torch::Tensor& x) const {
    const auto both = layer.gateUp(x);
    const auto width = both.size(1) / 2;
    return layer.down(
        activated(both.narrow(1, 0, width), config_.activation).mul_(both.narrow(1, width, width)));
}

torch::Tensor Decoder::readPiece(Piece& piece, Cache& cache, const std::atomic<bool>* stop,
                                 const Observer& observer) {
    auto x = piece.embeddings.to(options_.device, options_.compute);
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        if (stop && *stop) throw Cancelled();
        const auto& layer = layers_[i];
        auto mixed = attention(layer, norm(x, layer.inputNorm), piece, cache, static_cast<int>(i));
        if (config_.sandwichNorms) mixed = norm(mixed, layer.attentionNorm);
        x = x + mixed;
        auto fed = feedForward(layer, norm(x, layer.feedForwardNorm));
        if (config_.sandwichNorms) fed = norm(fed, layer.outputNorm);
        x = x + fed;
        if (observer) observer(static_cast<int>(i), x);
        if (i < piece.input->deep.size()) {
            const auto& rows = piece.input->deepRows;
            const auto inside = ((rows >= piece.begin) & (rows < piece.end)).nonzero().squeeze(1);
            if (inside.numel() > 0)
                x = x.index_add(0, (rows.index_select(0, inside) - piece.begin).to(options_.device),
                                piece.input->deep[i]
                                    .index_select(0, inside.to(piece.input->deep[i].device()))
                                    .to(options_.device, options_.compute));
        }
    }
    return x;
}

torch::Tensor Decoder::readPieces(const Input& input, Cache& cache, bool lastOnly,
                                  const std::atomic<bool>* stop, const Observer& observer) {
    const auto& c = config_;
    const auto total = input.embeddings.size(0);
    torch::Tensor images;
    if (c.bidirectionalImages && input.images.defined()) {
        images = input.images.cpu().contiguous();
        if (!(images >= 0).any().item<bool>()) images = torch::Tensor();
    }
    const auto* numbers = images.defined() ? images.const_data_ptr<std::int64_t>() : nullptr;
    const bool isLong = rope_.isLong(cache.length() + total);
    std::vector<torch::Tensor> states;
    for (std::int64_t begin = 0; begin < total;) {
        Piece piece;
        piece.input = &input;
        piece.begin = begin;
        piece.end = endOfPiece(begin, total, numbers);
        piece.past = cache.length();
        const auto steps = piece.end - begin;
        piece.embeddings = input.embeddings.narrow(0, begin, steps);
        auto next = cache.nextPosition() + steps;
        const auto& positions = input.positions;
        if (positions.defined()) {
            const auto own = positions.narrow(positions.dim() - 1, begin, steps);
            piece.rotation = rope_.at(own);
            if (!c.local.empty())
                piece.localRotation =
                    localRope_.at(own.dim() == 2 && !c.localRope.multimodal() ? own[0] : own);
            next = own.max().item<std::int64_t>() + 1;
        } else {
            piece.rotation = rope_.from(cache.nextPosition(), steps, isLong);
            if (!c.local.empty()) piece.localRotation = localRope_.from(cache.nextPosition(), steps, isLong);
        }
        if (piece.end == total && input.nextPosition >= 0) next = input.nextPosition;
        if (cpuStep_ && total == 1 && !observer && input.deep.empty()) {
            if (stop && *stop) throw Cancelled();
            states.push_back(cpuStep_->run(piece.embeddings, piece.rotation, piece.localRotation, cache)
                                 .to(options_.compute));
            if (const auto& history = cache.history(); history.defined() && piece.past < history.size(0))
                history.narrow(0, piece.past, 1).copy_(piece.embeddings);
            cache.advance(1, next);
            break;
        }
        const auto seen = images.defined() ? images.narrow(0, begin, steps) : torch::Tensor();
        const bool triangle = c.attentionSoftcap == 0;
        piece.sight = sightOf(piece.past, steps, 0, seen, triangle, options_.compute, options_.device);
        if (!c.local.empty())
            piece.localSight =
                sightOf(piece.past, steps, c.window, seen, triangle, options_.compute, options_.device);
        const auto x = readPiece(piece, cache, stop, observer);
        for (const auto& [index, keys, values] : piece.added) {
            auto& stored = cache.layers()[static_cast<std::size_t>(index)];
            store(stored.keys, stored, piece.past, keys);
            store(stored.values, stored, piece.past, values);
        }
        if (const auto& history = cache.history(); history.defined() && piece.past < history.size(0)) {
            const auto kept = std::min(steps, history.size(0) - piece.past);
            history.narrow(0, piece.past, kept).copy_(piece.embeddings.narrow(0, 0, kept));
        }
        cache.advance(steps, next);
        begin = piece.end;
        if (!lastOnly)
            states.push_back(norm(x, norm_));
        else if (begin == total)
            states.push_back(norm(x.slice(0, steps - 1), norm_));
    }
    return states.size() == 1 ? states[0] : at::cat(states, 0);
}

torch::Tensor Decoder::read(const Input& input, Cache& cache, bool lastOnly, const std::atomic<bool>* stop,
                            const Observer& observer) {
    checkInput(input, cache);
    torch::InferenceMode guard;
    const auto steps = input.embeddings.size(0), past = cache.length();
    try {
        const bool isLong = rope_.isLong(past + steps);
        if (past == 0) cache.restart(isLong);
        if (!cache.stale() && (!cache.history().defined() || isLong == cache.longFactors()))
            return readPieces(input, cache, lastOnly, stop, observer);
        // LongRope: the text crossed the border between the factors; all keys have to be turned anew.
        auto whole = input;
        whole.embeddings =
            at::cat({cache.history().narrow(0, 0, past), input.embeddings.to(cache.history().options())}, 0);
        cache.restart(isLong);
        return readPieces(whole, cache, lastOnly, stop, observer).slice(0, lastOnly ? 0 : past);
    } catch (const c10::OutOfMemoryError&) {
        throw OutOfMemory("there is not enough memory on the GPU to go on with this conversation");
    } catch (const std::bad_alloc&) {
        throw OutOfMemory("there is not enough memory to go on with this conversation");
    }
}

}  // namespace dokuei::inference
