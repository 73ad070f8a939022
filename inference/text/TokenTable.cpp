#include "inference/text/TokenTable.h"

#include <algorithm>

namespace dokuei::inference {

TokenTable::TokenTable(const Tokenizer& tokenizer) {
    constexpr std::size_t kLongest = 0xFFFF;
    std::vector<std::pair<std::string, int>> all;
    const int count = tokenizer.vocabularySize();
    all.reserve(static_cast<std::size_t>(count));
    for (int id = 0; id < count; ++id) {
        if (!tokenizer.has(id) || tokenizer.isSpecial(id)) continue;
        auto bytes = tokenizer.bytesOf(id);
        if (!bytes.empty() && bytes.size() <= kLongest) all.emplace_back(std::move(bytes), id);
    }
    std::sort(all.begin(), all.end());
    rows_.reserve(all.size());
    rowOf_.assign(static_cast<std::size_t>(count), -1);
    const std::string* before = nullptr;
    for (const auto& [bytes, id] : all) {
        Row row;
        row.begin = static_cast<std::uint32_t>(bytes_.size());
        row.length = static_cast<std::uint16_t>(bytes.size());
        row.id = id;
        if (before) {
            const auto end = std::mismatch(
                bytes.begin(),
                bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), before->size())),
                before->begin());
            row.common = static_cast<std::uint16_t>(end.first - bytes.begin());
        }
        before = &bytes;
        rowOf_[static_cast<std::size_t>(id)] = static_cast<std::int32_t>(rows_.size());
        rows_.push_back(row);
        bytes_ += bytes;
        if (bytes.size() == 1) single_[static_cast<unsigned char>(bytes[0])] = true;
        ++first_[static_cast<std::size_t>(static_cast<unsigned char>(bytes[0])) + 1];
    }
    for (std::size_t b = 1; b < first_.size(); ++b) first_[b] += first_[b - 1];
}

std::string_view TokenTable::bytesOf(int id) const {
    if (id < 0 || id >= vocabularySize() || rowOf_[static_cast<std::size_t>(id)] < 0) return {};
    const auto& row = rows_[static_cast<std::size_t>(rowOf_[static_cast<std::size_t>(id)])];
    return std::string_view(bytes_).substr(row.begin, row.length);
}

}  // namespace dokuei::inference
