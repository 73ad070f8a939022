#include "inference/text/Sha256.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace dokuei::inference {
namespace {

using Words = std::array<std::uint32_t, 8>;

struct Constants {
    Words start{};                          ///< fractions of the square roots of the first primes
    std::array<std::uint32_t, 64> round{};  ///< of the cube roots

    Constants() {
        const auto fraction = [](long double root) {
            return static_cast<std::uint32_t>((root - std::floor(root)) * 4294967296.0L);
        };
        std::size_t found = 0;
        for (int candidate = 2; found < round.size(); ++candidate) {
            bool prime = true;
            for (int d = 2; d * d <= candidate; ++d) prime = prime && candidate % d != 0;
            if (!prime) continue;
            if (found < start.size()) start[found] = fraction(std::sqrt(static_cast<long double>(candidate)));
            round[found++] = fraction(std::cbrt(static_cast<long double>(candidate)));
        }
    }
};

void mix(Words& state, const unsigned char* block, const Constants& constants) {
    std::array<std::uint32_t, 64> w;
    for (std::size_t i = 0; i < 16; ++i)
        w[i] = std::uint32_t{block[4 * i]} << 24 | std::uint32_t{block[4 * i + 1]} << 16 |
               std::uint32_t{block[4 * i + 2]} << 8 | block[4 * i + 3];
    for (std::size_t i = 16; i < 64; ++i) {
        const auto a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) + w[i - 7] +
               (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t i = 0; i < 64; ++i) {
        const auto one = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) +
                         constants.round[i] + w[i];
        const auto two =
            (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + one, d = c, c = b, b = a, a = one + two;
    }
    const Words after{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += after[i];
}

}  // namespace

std::string sha256(std::string_view bytes) {
    static const Constants constants;
    std::string padded(bytes);
    padded += '\x80';
    padded.append((120 - padded.size() % 64) % 64, '\0');
    for (int shift = 56; shift >= 0; shift -= 8)
        padded += static_cast<char>(static_cast<std::uint64_t>(bytes.size()) * 8 >> shift);
    auto state = constants.start;
    for (std::size_t at = 0; at < padded.size(); at += 64)
        mix(state, reinterpret_cast<const unsigned char*>(padded.data()) + at, constants);
    std::string hex;
    for (const auto word : state)
        for (int shift = 28; shift >= 0; shift -= 4) hex += "0123456789abcdef"[word >> shift & 15];
    return hex;
}

}  // namespace dokuei::inference
