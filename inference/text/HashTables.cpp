#include "inference/text/HashTables.h"

#include <bit>
#include <functional>
#include <limits>

#include "inference/Error.h"

namespace dokuei::inference {

std::uint32_t TextTable::hashOf(std::string_view text) {
    const std::uint64_t hash = std::hash<std::string_view>{}(text);
    return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

void TextTable::grow(std::size_t slots) {
    slots_.assign(slots, -1);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        auto at = entries_[i].hash & (slots - 1);
        while (slots_[at] >= 0) at = (at + 1) & (slots - 1);
        slots_[at] = static_cast<std::int32_t>(i);
    }
}

void TextTable::reserve(std::size_t texts, std::size_t bytes) {
    bytes_.reserve(bytes);
    entries_.reserve(texts);
    if (const auto slots = std::bit_ceil(texts * 2 + 16); slots > slots_.size()) grow(slots);
}

bool TextTable::insert(std::string_view text, int id) {
    if (bytes_.size() + text.size() > std::numeric_limits<std::uint32_t>::max())
        throw Error("the vocabulary is too large");
    if (slots_.size() < (entries_.size() + 1) * 2) grow(std::max<std::size_t>(64, slots_.size() * 2));
    const auto hash = hashOf(text);
    auto at = hash & (slots_.size() - 1);
    for (; slots_[at] >= 0; at = (at + 1) & (slots_.size() - 1)) {
        const auto& e = entries_[static_cast<std::size_t>(slots_[at])];
        if (e.hash == hash && std::string_view(bytes_).substr(e.begin, e.length) == text) return false;
    }
    slots_[at] = static_cast<std::int32_t>(entries_.size());
    entries_.push_back(
        {static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size()), id, hash});
    bytes_ += text;
    return true;
}

int TextTable::find(std::string_view text) const {
    if (slots_.empty()) return -1;
    const auto hash = hashOf(text);
    for (auto at = hash & (slots_.size() - 1); slots_[at] >= 0; at = (at + 1) & (slots_.size() - 1)) {
        const auto& e = entries_[static_cast<std::size_t>(slots_[at])];
        if (e.hash == hash && std::string_view(bytes_).substr(e.begin, e.length) == text) return e.id;
    }
    return -1;
}

void MergeTable::reserve(std::size_t merges) {
    const auto slots = std::bit_ceil(merges * 2 + 16);
    if (slots <= slots_.size()) return;
    auto before = std::move(slots_);
    slots_.assign(slots, {});
    mask_ = slots - 1;
    count_ = 0;
    for (const auto& slot : before)
        if (slot.key != kFree)
            set(static_cast<int>(slot.key >> 32), static_cast<int>(slot.key & 0xFFFFFFFFU), slot.merge);
}

void MergeTable::set(int left, int right, Merge merge) {
    if (slots_.size() < (count_ + 1) * 2) reserve(count_ * 2 + 64);
    const auto key = keyOf(left, right);
    auto at = placeOf(key);
    while (slots_[at].key != kFree && slots_[at].key != key) at = (at + 1) & mask_;
    count_ += slots_[at].key == kFree;
    slots_[at] = {key, merge};
}

}  // namespace dokuei::inference
