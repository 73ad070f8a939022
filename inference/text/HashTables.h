#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dokuei::inference {

/// Ids of texts. A flat table: vocabularies are large, made once and asked for every character.
class TextTable {
public:
    void reserve(std::size_t texts, std::size_t bytes);
    /// False when the text is there already.
    bool insert(std::string_view text, int id);
    /// Id of a text, or -1.
    int find(std::string_view text) const;
    std::size_t size() const { return entries_.size(); }
    /// Calls `visit(text, id)` in the order of insertion.
    template <typename Visit>
    void forEach(Visit visit) const {
        for (const auto& e : entries_) visit(std::string_view(bytes_).substr(e.begin, e.length), e.id);
    }

private:
    struct Entry {
        std::uint32_t begin, length;
        std::int32_t id;
        std::uint32_t hash;
    };
    static std::uint32_t hashOf(std::string_view text);
    void grow(std::size_t slots);

    std::string bytes_;
    std::vector<Entry> entries_;
    std::vector<std::int32_t> slots_;  ///< index of an entry, -1: free
};

/// What becomes of two neighbouring tokens.
class MergeTable {
public:
    struct Merge {
        std::int32_t rank = -1, id = -1;
    };
    void reserve(std::size_t merges);
    /// A pair that is set twice counts with its last rank.
    void set(int left, int right, Merge merge);
    /// Null when the two do not merge.
    const Merge* find(int left, int right) const {
        if (slots_.empty()) return nullptr;
        const auto key = keyOf(left, right);
        for (auto at = placeOf(key);; at = (at + 1) & mask_) {
            const auto& slot = slots_[at];
            if (slot.key == key) return &slot.merge;
            if (slot.key == kFree) return nullptr;
        }
    }

private:
    static constexpr std::uint64_t kFree = ~std::uint64_t{0};
    struct Slot {
        std::uint64_t key = kFree;
        Merge merge;
    };
    static std::uint64_t keyOf(int left, int right) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 |
               static_cast<std::uint32_t>(right);
    }
    std::size_t placeOf(std::uint64_t key) const {
        return static_cast<std::size_t>(key * 0x9E3779B97F4A7C15U >> 20) & mask_;
    }

    std::vector<Slot> slots_;
    std::size_t mask_ = 0, count_ = 0;
};

}  // namespace dokuei::inference
