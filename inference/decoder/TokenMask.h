#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dokuei::inference {

/// A set of token ids, one bit each.
class TokenMask {
public:
    explicit TokenMask(int vocabulary = 0) : words_((static_cast<std::size_t>(vocabulary) + 63) / 64) {}

    void allow(int id) {
        words_[static_cast<std::size_t>(id) / 64] |= std::uint64_t{1} << (static_cast<unsigned>(id) % 64);
    }
    bool allows(int id) const {
        const auto at = static_cast<std::size_t>(id) / 64;
        return at < words_.size() && (words_[at] >> (static_cast<unsigned>(id) % 64) & 1) != 0;
    }
    std::size_t count() const {
        std::size_t all = 0;
        for (const auto word : words_) all += static_cast<std::size_t>(std::popcount(word));
        return all;
    }
    /// Calls `visit` with the ids below `end`, in order.
    template <typename Visit>
    void forEach(int end, Visit visit) const {
        for (std::size_t at = 0; at < words_.size(); ++at)
            for (auto word = words_[at]; word != 0; word &= word - 1) {
                const int id = static_cast<int>(at * 64) + std::countr_zero(word);
                if (id >= end) return;
                visit(id);
            }
    }

private:
    std::vector<std::uint64_t> words_;
};

}  // namespace dokuei::inference
