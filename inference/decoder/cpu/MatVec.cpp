#include "inference/decoder/cpu/MatVec.h"

#include <algorithm>
#include <cstring>

#include "inference/decoder/cpu/Team.h"

namespace dokuei::inference {
namespace {

/// Outputs that a thread takes at a time: enough bytes for the memory to stream, small enough for all
/// threads to end together.
std::int64_t outputsAtOnce(const Linear::Impl& linear, int threads) {
    const std::int64_t share = linear.out / (std::int64_t{8} * threads) / kBlockOutputs * kBlockOutputs;
    return std::clamp<std::int64_t>(share, kBlockOutputs, 1024);
}

void multiplyPart(const torch::Tensor& part, const float* x, std::int64_t begin, std::int64_t end,
                  float* result) {
    const auto& k = kernels();
    const auto in = part.size(1);
    const auto* data = static_cast<const char*>(part.const_data_ptr()) + begin * in * part.element_size();
    const auto* halves = reinterpret_cast<const std::uint16_t*>(data);
    switch (part.scalar_type()) {
        case torch::kBFloat16:
            return k.bfloat16Rows(halves, end - begin, in, x, result);
        case torch::kHalf:
            return k.halfRows(halves, end - begin, in, x, result);
        default:
            return k.floatRows(reinterpret_cast<const float*>(data), end - begin, in, x, result);
    }
}

/// Rows of blocks times up to kTokensAtOnce tokens; result [count][16].
void multiplyBlocks(const torch::Tensor& packed, std::int64_t block, bool int8, const QuantisedInput* x,
                    int count, float* result) {
    const auto* data = packed.const_data_ptr<std::uint8_t>() + block * packed.size(1) * packed.size(2);
    (int8 ? kernels().int8Rows : kernels().int4Rows)(data, packed.size(1), x, count, result);
}

}  // namespace

void QuantisedBuffer::reserve(std::int64_t in) {
    const auto blocks = static_cast<std::size_t>((in + kBlockInputs - 1) / kBlockInputs);
    codes_.resize(blocks * kBlockInputs);
    scales_.resize(blocks * 2);
    sums_.resize(blocks * 2);
}

void QuantisedBuffer::fill(const float* x, std::int64_t begin, std::int64_t count) {
    kernels().quantise(x, count, codes_.data() + begin, scales_.data() + begin / kGroup,
                       sums_.data() + begin / kGroup);
}

void multiplyRows(const Linear::Impl& linear, const float* x, const QuantisedInput& quantised,
                  std::int64_t begin, std::int64_t end, float* result) {
    std::int64_t first = 0;
    for (std::size_t p = 0; p < linear.rows.size() && first < end; ++p) {
        const auto last = first + linear.rows[p];
        const auto from = std::max(begin, first), to = std::min(end, last);
        if (from < to && linear.packed.empty()) {
            multiplyPart(linear.parts[p], x, from - first, to - first, result + (from - begin));
        } else if (from < to) {
            const bool int8 = linear.format == WeightFormat::Int8;
            for (auto block = (from - first) / kBlockOutputs; block * kBlockOutputs < to - first; ++block) {
                float sixteen[kBlockOutputs];
                multiplyBlocks(linear.packed[p], block, int8, &quantised, 1, sixteen);
                const auto low = std::max(from, first + block * kBlockOutputs),
                           high = std::min(to, first + (block + 1) * kBlockOutputs);
                std::memcpy(result + (low - begin), sixteen + (low - first - block * kBlockOutputs),
                            static_cast<std::size_t>(high - low) * sizeof(float));
            }
        }
        first = last;
    }
    if (!linear.bias.defined()) return;
    const auto* bias = linear.bias.const_data_ptr<float>();
    for (auto row = begin; row < end; ++row) result[row - begin] += bias[row];
}

torch::Tensor multiplyQuantised(const Linear::Impl& linear, const torch::Tensor& x) {
    const auto input = x.to(torch::kFloat).contiguous();
    const auto tokens = input.size(0);
    auto result = torch::empty({tokens, linear.out});
    const auto* numbers = input.const_data_ptr<float>();
    auto* to = result.data_ptr<float>();
    std::vector<QuantisedBuffer> buffers(static_cast<std::size_t>(tokens));
    for (auto& buffer : buffers) buffer.reserve(linear.in);
    std::vector<QuantisedInput> inputs;
    for (const auto& buffer : buffers) inputs.push_back(buffer.view());
    std::vector<std::int64_t> blocksBefore{0};
    for (const auto rows : linear.rows)
        blocksBefore.push_back(blocksBefore.back() + (rows + kBlockOutputs - 1) / kBlockOutputs);
    const bool int8 = linear.format == WeightFormat::Int8;
    Dealer quantising, multiplying;
    const auto multiplyBlock = [&](std::size_t part, std::int64_t firstRow, std::int64_t block) {
        const auto count = std::min(kBlockOutputs, linear.rows[part] - block * kBlockOutputs);
        for (std::int64_t t = 0; t < tokens; t += kTokensAtOnce) {
            float some[kTokensAtOnce * kBlockOutputs];
            const int together = static_cast<int>(std::min<std::int64_t>(kTokensAtOnce, tokens - t));
            multiplyBlocks(linear.packed[part], block, int8, &inputs[static_cast<std::size_t>(t)], together,
                           some);
            for (int k = 0; k < together; ++k)
                std::memcpy(to + (t + k) * linear.out + firstRow + block * kBlockOutputs,
                            some + k * kBlockOutputs, static_cast<std::size_t>(count) * sizeof(float));
        }
    };
    Team::shared().run(at::get_num_threads(), [&](Team::Member& member) {
        for (auto t = quantising.take(1); t < tokens; t = quantising.take(1))
            buffers[static_cast<std::size_t>(t)].fill(numbers + t * linear.in, 0, linear.in);
        member.meet();
        const auto total = blocksBefore.back();
        const auto share = std::clamp<std::int64_t>(total / (8 * member.count), 1, 64);
        for (auto b = multiplying.take(share); b < total; b = multiplying.take(share)) {
            std::int64_t firstRow = 0;
            for (std::size_t p = 0; p < linear.rows.size(); ++p) {
                const auto from = std::max(b, blocksBefore[p]),
                           until = std::min({b + share, total, blocksBefore[p + 1]});
                for (auto block = from; block < until; ++block)
                    multiplyBlock(p, firstRow, block - blocksBefore[p]);
                firstRow += linear.rows[p];
            }
        }
    });
    return result;
}

torch::Tensor multiplyOne(const Linear::Impl& linear, const torch::Tensor& x) {
    const auto input = x.to(torch::kFloat).contiguous();
    auto result = torch::empty({1, linear.out});
    const auto* numbers = input.const_data_ptr<float>();
    auto* to = result.data_ptr<float>();
    Dealer dealer;
    Team::shared().run(at::get_num_threads(), [&](Team::Member& member) {
        const auto share = outputsAtOnce(linear, member.count);
        for (auto row = dealer.take(share); row < linear.out; row = dealer.take(share))
            multiplyRows(linear, numbers, {}, row, std::min(row + share, linear.out), to + row);
    });
    return result;
}

}  // namespace dokuei::inference
