#include "viewer/dicom/JpegLsDecoder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>

namespace dokuei::viewer {
namespace {

// Larger presets are legal but unheard of; with them the sums below could overflow.
constexpr int kMaximumReset = 1024;
// No valid error maps above this; a damaged stream must not let the sums grow.
constexpr std::uint32_t kMaximumMapped = 2 * 65536;
// The longest code of any sample, escape included, and the longest step of a run.
constexpr std::size_t kLongestCode = 64 + 32;

// Run length orders (table A.1).
constexpr std::array<std::uint8_t, 32> kRunOrder{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,  2,  3,  3,  3,  3,
                                                 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15};

template <typename T>
T bigEndian(T value) {
    if constexpr (std::endian::native == std::endian::big) return value;
    if constexpr (sizeof(T) == 8) return __builtin_bswap64(value);
    return static_cast<T>(__builtin_bswap32(value));
}

/// Copies the entropy-coded bytes up to the next marker without the zero bit that is stuffed behind each FF
/// byte. `out` takes as many bytes as `coded` has, and 8 more. Returns the number of bits.
std::size_t unstuff(std::span<const std::uint8_t> coded, std::uint8_t* out) {
    const std::uint8_t* const begin = out;
    std::uint64_t waiting = 0;
    int count = 0;  // of the low bits of `waiting`; below 32
    for (std::size_t at = 0; at < coded.size();) {
        if (at + 4 <= coded.size()) {
            std::uint32_t word = 0;
            std::memcpy(&word, coded.data() + at, 4);
            const bool marked = (~word - 0x01010101U) & word & 0x80808080U;
            if (!marked) [[likely]] {
                waiting = waiting << 32 | bigEndian(word);
                const std::uint32_t full = bigEndian(static_cast<std::uint32_t>(waiting >> count));
                std::memcpy(out, &full, 4);
                out += 4;
                at += 4;
                continue;
            }
        }
        const std::uint8_t byte = coded[at++];
        if (byte == 0xFF && (at == coded.size() || coded[at] >= 0x80)) break;
        waiting = waiting << 8 | byte;
        count += 8;
        if (byte == 0xFF) {
            waiting = waiting << 7 | coded[at++];
            count += 7;
        }
        if (count >= 32) {
            count -= 32;
            const std::uint32_t full = bigEndian(static_cast<std::uint32_t>(waiting >> count));
            std::memcpy(out, &full, 4);
            out += 4;
        }
    }
    const std::uint32_t last = bigEndian(static_cast<std::uint32_t>(waiting << (32 - count)));
    std::memcpy(out, &last, 4);
    return static_cast<std::size_t>(out - begin) * 8 + static_cast<std::size_t>(count);
}

/// A place in a buffer of bits, most significant first.
struct BitReader {
    const std::uint8_t* data = nullptr;
    std::size_t at = 0;

    /// The bits that come next, on top; at least 57 of them.
    std::uint64_t peek() const {
        std::uint64_t word = 0;
        std::memcpy(&word, data + (at >> 3), 8);
        return bigEndian(word) << (at & 7);
    }
    /// The next `bits` bits, 0 to 32.
    std::uint32_t take(int bits) {
        const auto value = static_cast<std::uint32_t>(peek() >> 1 >> (63 - bits));
        at += static_cast<std::size_t>(bits);
        return value;
    }
    /// Skips zero bits and the one behind them, and returns how many they were; not above 47.
    int takeZeros() {
        const int zeros = std::countl_zero(peek() | 1U << 16);
        at += static_cast<std::size_t>(zeros) + 1;
        return zeros;
    }
};

/// What one context has seen, with what the next decoding in it needs worked out beforehand.
struct alignas(16) Context {
    std::int32_t magnitude = 0;  ///< A: sum of absolute errors
    std::int32_t bias = 0;       ///< B
    // No type of one byte here: to the compiler its stores could change anything.
    std::int16_t count = 1;       ///< N
    std::int16_t correction = 0;  ///< C
    std::int16_t order = 0;       ///< Golomb parameter k
    std::int16_t flip = 0;        ///< -1: the order of signs is reversed (A.5.2, k = 0 and a negative bias)
};

/// The smallest k with count << k >= magnitude.
inline int golombOrder(std::uint32_t count, std::uint32_t magnitude) {
    const int difference = (31 ^ __builtin_clz(magnitude | 1)) - (31 ^ __builtin_clz(count));
    const int k = difference > 0 ? difference : 0;
    return k + static_cast<int>((count << k) < magnitude);
}

struct RunContext {
    std::int32_t magnitude = 0, count = 1, negative = 0;
};

int bitsFor(int values) {
    return values <= 1 ? 0 : std::bit_width(static_cast<unsigned>(values - 1));
}

/// Decodes one scan. Lossless: near is 0; errors then wrap by a mask, the maximum being a power of two less
/// one. Neither the bits nor the lines are checked sample by sample: a row cannot take more than kLongestCode
/// bits a sample, and the buffer has that many behind its end.
template <bool kLossless>
class ScanDecoder {
public:
    /// `levels` is the middle of the table of quantised differences; `lines` takes two rows with one sample
    /// more on either side, so that the edges need no special cases.
    ScanDecoder(const JpegLsFrame& frame, BitReader bits, std::size_t bitCount, const std::int8_t* levels,
                std::uint16_t* lines)
        : frame_(frame),
          range_(frame.near == 0 ? frame.maximum + 1
                                 : (frame.maximum + 2 * frame.near) / (2 * frame.near + 1) + 1),
          escapeBits_(bitsFor(range_)),
          limit_(2 * (std::max(2, bitsFor(frame.maximum + 1)) + std::max(8, bitsFor(frame.maximum + 1)))),
          escapeFrom_(limit_ - escapeBits_ - 1),
          shortZeros_(std::min(32, escapeFrom_)),
          bits_(bits),
          bitCount_(bitCount),
          levels_(levels),
          above_(lines + 1),
          current_(above_ + frame.columns + 2) {
        Context fresh;
        fresh.magnitude = std::max(2, (range_ + 32) / 64);
        fresh.order = static_cast<std::int16_t>(golombOrder(1, static_cast<std::uint32_t>(fresh.magnitude)));
        contexts_.fill(fresh);
        for (RunContext& run : runs_) run.magnitude = fresh.magnitude;
    }

    bool decode(const JpegLsRow& row) {
        for (int r = 0; r < frame_.rows; ++r) {
            Lane lane = beginRow();
            while (lane.next != lane.end)
                if (!step(lane)) return false;
            if (!endRow(lane, r, row)) return false;
        }
        return atEnd();
    }

private:
    /// What decoding a row keeps in registers. Samples around the next one: a left, b above, c above left.
    struct Lane {
        BitReader bits;
        std::uint16_t *next, *end;  ///< in the row being decoded
        std::ptrdiff_t above;       ///< from a sample to the one above it
        int a, b, c;
        int slope;  ///< quantised b - c
    };

    Lane beginRow() {
        above_[frame_.columns] = above_[frame_.columns - 1];
        current_[-1] = above_[0];
        return {bits_,     current_,   current_ + frame_.columns,      above_ - current_, above_[0],
                above_[0], above_[-1], levels_[above_[0] - above_[-1]]};
    }

    bool endRow(const Lane& lane, int r, const JpegLsRow& row) {
        bits_ = lane.bits;
        if (bits_.at > bitCount_) return false;
        row(r, current_);
        std::swap(above_, current_);
        return true;
    }

    /// Whether nothing but padding is left: of the last byte, and of a stream that has no end marker.
    bool atEnd() const { return bitCount_ - bits_.at < 24 && bits_.peek() == 0; }

    /// Decodes the next sample, or the next run.
    __attribute__((always_inline)) bool step(Lane& lane) {
        const int a = lane.a, b = lane.b, c = lane.c, d = lane.next[lane.above + 1];
        const int slope = levels_[d - b];
        const int gradient = 9 * (9 * slope + lane.slope) + levels_[c - a];
        if (gradient == 0) {
            const int column =
                decodeRun(lane.bits.at, above_, current_, static_cast<int>(lane.next - current_));
            if (column < 0) return false;
            lane.bits.at = bits_.at;
            lane.next = current_ + column;
            lane.a = lane.next[-1];
            lane.b = above_[column];
            lane.c = above_[column - 1];
            lane.slope = levels_[lane.b - lane.c];
            return true;
        }
        const std::uint64_t next = lane.bits.peek();
        const int sign = gradient >> 31;
        Context& context = contexts_[static_cast<std::size_t>((gradient ^ sign) - sign)];
        // Arithmetic in place of comparisons, which would be branches that nothing predicts.
        const int below = (a - b) & ((a - b) >> 31);
        const int predicted =
            std::clamp(std::clamp(a + b - c, b + below, a - below) + ((context.correction ^ sign) - sign), 0,
                       frame_.maximum);
        const int k = context.order;
        const int zeros = __builtin_clzll(next | 1);
        std::uint32_t mapped = 0;
        if (zeros < shortZeros_) [[likely]] {
            // The one behind the zeros and the k bits that follow, read as one number.
            const auto tail = static_cast<std::uint32_t>(next << zeros >> (63 - k));
            mapped = (static_cast<std::uint32_t>(zeros - 1) << k) + tail;
            lane.bits.at += static_cast<std::size_t>(zeros + 1 + k);
        } else {
            mapped = takeLong(lane.bits, k, escapeFrom_);
        }
        if (mapped > kMaximumMapped) [[unlikely]]
            return false;
        int error = static_cast<int>(mapped >> 1) ^ -static_cast<int>(mapped & 1) ^ context.flip;
        update(context, error);
        error = (error ^ sign) - sign;
        const int sample = reconstruct(predicted, error);
        *lane.next++ = static_cast<std::uint16_t>(sample);
        lane.a = sample;
        lane.c = b;
        lane.b = d;
        lane.slope = slope;
        return true;
    }

    /// A code of any length; above kMaximumMapped when it is none.
    std::uint32_t takeLong(BitReader& bits, int k, int escapeFrom) const {
        BitReader copy = bits;
        const std::uint32_t mapped = takeLong(copy, k, escapeFrom, escapeBits_);
        bits = copy;
        return mapped;
    }
    __attribute__((noinline)) static std::uint32_t takeLong(BitReader& bits, int k, int escapeFrom,
                                                            int escapeBits) {
        int zeros = 0;
        while (zeros <= escapeFrom && bits.peek() >> 32 == 0) {
            zeros += 32;
            bits.at += 32;
        }
        zeros += bits.takeZeros();
        if (zeros > escapeFrom) return kMaximumMapped + 1;
        if (zeros == escapeFrom) return bits.take(escapeBits) + 1;
        return static_cast<std::uint32_t>(zeros) << k | bits.take(k);
    }

    void update(Context& context, int error) const {
        int magnitude = context.magnitude + std::abs(error);
        int bias = context.bias + (kLossless ? error : error * (2 * frame_.near + 1));
        int count = context.count;
        const int halve = static_cast<int>(count == frame_.reset);
        magnitude >>= halve;
        bias >>= halve;
        count = (count >> halve) + 1;
        const int change = ((bias + count - 1) >> 31) - (-bias >> 31);
        context.correction = static_cast<std::int16_t>(std::clamp(context.correction + change, -128, 127));
        bias = std::min(0, std::max(bias - change * count, 1 - count));
        const int k = golombOrder(static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(magnitude));
        context.magnitude = magnitude;
        context.bias = bias;
        context.count = static_cast<std::int16_t>(count);
        context.order = static_cast<std::int16_t>(k);
        context.flip = static_cast<std::int16_t>(kLossless && k == 0 ? (2 * bias + count - 1) >> 31 : 0);
    }

    int reconstruct(int predicted, int error) const {
        if constexpr (kLossless) return (predicted + error) & frame_.maximum;
        const int near = frame_.near, step = 2 * near + 1;
        int value = predicted + error * step;
        if (value < -near)
            value += range_ * step;
        else if (value > frame_.maximum + near)
            value -= range_ * step;
        return std::clamp(value, 0, frame_.maximum);
    }

    /// Run mode (A.7) from column i; returns the column behind the sample that ended it, or -1. Leaves the
    /// place behind it in bits_.
    __attribute__((noinline)) int decodeRun(std::size_t at, const std::uint16_t* above,
                                            std::uint16_t* current, int i) {
        BitReader bits{bits_.data, at};
        const int columns = frame_.columns, a = current[i - 1];
        int end = i;
        while (end < columns) {
            const int order = kRunOrder[static_cast<std::size_t>(runIndex_)];
            if (bits.take(1) == 0) {
                end += static_cast<int>(bits.take(order));
                if (end >= columns) return -1;
                std::fill(current + i, current + end, static_cast<std::uint16_t>(a));
                const int sample = interruption(bits, a, above[end]);
                if (sample < 0) return -1;
                current[end++] = static_cast<std::uint16_t>(sample);
                if (runIndex_ > 0) --runIndex_;
                bits_ = bits;
                return end;
            }
            end += 1 << order;
            if (end <= columns && runIndex_ < 31) ++runIndex_;
        }
        std::fill(current + i, current + columns, static_cast<std::uint16_t>(a));
        bits_ = bits;
        return columns;
    }

    /// The sample that ends a run (A.7.2), or -1.
    int interruption(BitReader& bits, int a, int b) {
        const bool flat = std::abs(a - b) <= frame_.near;
        RunContext& run = runs_[flat];
        const int sum = run.magnitude + (flat ? run.count >> 1 : 0);
        const int k = golombOrder(static_cast<std::uint32_t>(run.count), static_cast<std::uint32_t>(sum));
        const int order = kRunOrder[static_cast<std::size_t>(runIndex_)];
        const std::uint32_t mapped = takeLong(bits, k, limit_ - order - 1 - escapeBits_ - 1);
        if (mapped > kMaximumMapped) return -1;
        const int signedness = static_cast<int>(mapped) + static_cast<int>(flat);
        const int odd = signedness & 1, size = (signedness + odd) / 2;
        const bool negative = (k != 0 || 2 * run.negative >= run.count) == (odd != 0);
        const int error = negative ? -size : size;
        if (error < 0) ++run.negative;
        run.magnitude += (static_cast<int>(mapped) + 1 - static_cast<int>(flat)) >> 1;
        if (run.count == frame_.reset) {
            run.magnitude >>= 1;
            run.count >>= 1;
            run.negative >>= 1;
        }
        ++run.count;
        if (flat) return reconstruct(a, error);
        return reconstruct(b, a > b ? -error : error);
    }

    JpegLsFrame frame_;
    int range_, escapeBits_, limit_, escapeFrom_;
    int shortZeros_;  ///< codes with fewer leading zeros are neither long nor escaped
    BitReader bits_;
    std::size_t bitCount_;
    const std::int8_t* levels_;
    std::uint16_t *above_, *current_;
    std::array<Context, 365> contexts_;
    std::array<RunContext, 2> runs_;
    int runIndex_ = 0;
};

/// The default thresholds (C.2.4.1.1) where the stream names none.
void fillDefaults(JpegLsFrame& f) {
    const auto within = [&](int value, int low) { return value > f.maximum || value < low ? low : value; };
    const auto threshold = [&](int basic, int nearFactor, int floor) {
        if (f.maximum >= 128) {
            const int factor = (std::min(f.maximum, 4095) + 128) >> 8;
            return factor * (basic - floor) + floor + nearFactor * f.near;
        }
        return std::max(floor, basic / (256 / (f.maximum + 1)) + nearFactor * f.near);
    };
    if (f.threshold1 == 0) f.threshold1 = within(threshold(3, 3, 2), f.near + 1);
    if (f.threshold2 == 0) f.threshold2 = within(threshold(7, 5, 3), f.threshold1);
    if (f.threshold3 == 0) f.threshold3 = within(threshold(21, 7, 4), f.threshold2);
}

}  // namespace

std::optional<JpegLsFrame> readJpegLsFrame(std::span<const std::uint8_t> stream) {
    constexpr std::uint8_t kStart = 0xD8, kFrame = 0xF7, kPresets = 0xF8, kScan = 0xDA, kComment = 0xFE;
    JpegLsFrame f;
    if (stream.size() < 4 || stream[0] != 0xFF || stream[1] != kStart) return {};
    f.reset = 0;
    for (std::size_t at = 2; at + 4 <= stream.size();) {
        if (stream[at] != 0xFF) return {};
        const std::uint8_t marker = stream[at + 1];
        const std::size_t length = static_cast<std::size_t>(stream[at + 2]) << 8 | stream[at + 3];
        if (length < 2 || at + 2 + length > stream.size()) return {};
        const auto body = stream.subspan(at + 4, length - 2);
        const auto word = [&](std::size_t offset) { return body[offset] << 8 | body[offset + 1]; };
        at += 2 + length;
        if (marker == kFrame) {
            if (body.size() != 9 || f.rows != 0) return {};
            f.bits = body[0];
            f.rows = word(1);
            f.columns = word(3);
            f.components = body[5];
            if (f.bits < 2 || f.bits > 16 || f.rows < 1 || f.columns < 1 || f.components != 1) return {};
        } else if (marker == kPresets) {
            if (body.size() != 11 || body[0] != 1) return {};
            f.maximum = word(1);
            f.threshold1 = word(3);
            f.threshold2 = word(5);
            f.threshold3 = word(7);
            f.reset = word(9);
        } else if (marker == kScan) {
            if (body.size() != 6 || body[0] != 1 || f.rows == 0) return {};
            f.near = body[3];
            // No table, no interleaving, no point transform.
            if (body[2] != 0 || body[4] != 0 || body[5] != 0) return {};
            const int most = (1 << f.bits) - 1;
            if (f.maximum == 0) f.maximum = most;
            if (f.reset == 0) f.reset = 64;
            // Encoders differ in how they clamp to another maximum.
            if (!std::has_single_bit(static_cast<unsigned>(f.maximum) + 1)) return {};
            if (f.maximum > most || f.near > std::min(255, f.maximum / 2) || f.reset < 3 ||
                f.reset > kMaximumReset)
                return {};
            fillDefaults(f);
            if (f.threshold1 < f.near + 1 || f.threshold2 < f.threshold1 || f.threshold3 < f.threshold2 ||
                f.threshold3 > f.maximum)
                return {};
            f.scan = at;
            return f;
        } else if (marker != kComment && (marker < 0xE0 || marker > 0xEF)) {
            return {};
        }
    }
    return {};
}

/// Differences of samples to -4 .. 4 (A.3.3), for all differences that can come.
void JpegLsDecoder::prepareLevels(const JpegLsFrame& f) {
    const std::array<int, 5> key{f.maximum, f.near, f.threshold1, f.threshold2, f.threshold3};
    if (key == levelsOf_) return;
    levels_.resize(2 * static_cast<std::size_t>(f.maximum) + 1);
    std::int8_t* const centre = levels_.data() + f.maximum;
    for (int d = 0; d <= f.maximum; ++d) {
        const int level =
            d <= f.near ? 0 : 1 + (d >= f.threshold1) + (d >= f.threshold2) + (d >= f.threshold3);
        centre[d] = static_cast<std::int8_t>(level);
        centre[-d] = static_cast<std::int8_t>(-level);
    }
    levelsOf_ = key;
}

bool JpegLsDecoder::decode(std::span<const std::uint8_t> stream, const JpegLsFrame& f, const JpegLsRow& row) {
    const auto coded = stream.subspan(f.scan);
    const std::size_t slack = static_cast<std::size_t>(f.columns) * kLongestCode / 8 + 64;
    if (bits_.size() < coded.size() + slack) bits_.resize(coded.size() + slack);
    const std::size_t count = unstuff(coded, bits_.data());
    const auto end = bits_.begin() + static_cast<std::ptrdiff_t>((count + 7) / 8);
    std::fill(end, end + static_cast<std::ptrdiff_t>(slack) - 8, std::uint8_t{0});
    lines_.assign(2 * (static_cast<std::size_t>(f.columns) + 2), 0);
    prepareLevels(f);
    const std::int8_t* centre = levels_.data() + f.maximum;
    const BitReader bits{bits_.data(), 0};
    if (f.near == 0) return ScanDecoder<true>(f, bits, count, centre, lines_.data()).decode(row);
    return ScanDecoder<false>(f, bits, count, centre, lines_.data()).decode(row);
}

}  // namespace dokuei::viewer
