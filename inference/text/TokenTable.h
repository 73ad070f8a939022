#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "inference/text/Tokenizer.h"

namespace dokuei::inference {

/// The bytes of all tokens that are text, in the order of their bytes, so that tokens with a common beginning
/// lie together.
class TokenTable {
public:
    explicit TokenTable(const Tokenizer& tokenizer);

    struct Row {
        std::uint32_t begin = 0;   ///< in bytes()
        std::uint16_t length = 0;  ///< never 0
        std::uint16_t common = 0;  ///< bytes that it shares with the row before
        std::int32_t id = 0;
    };
    const std::vector<Row>& rows() const { return rows_; }
    const std::string& bytes() const { return bytes_; }
    /// Rows whose first byte is b: from firstOf(b) up to firstOf(b + 1).
    std::size_t firstOf(int b) const { return first_[static_cast<std::size_t>(b)]; }
    /// Bytes of a token, empty for control tokens and ids that the vocabulary lacks.
    std::string_view bytesOf(int id) const;
    /// Which bytes have a token of their own.
    const std::array<bool, 256>& single() const { return single_; }
    int vocabularySize() const { return static_cast<int>(rowOf_.size()); }

private:
    std::string bytes_;
    std::vector<Row> rows_;
    std::vector<std::int32_t> rowOf_;  ///< by id, -1: none
    std::array<std::size_t, 257> first_{};
    std::array<bool, 256> single_{};
};

}  // namespace dokuei::inference
