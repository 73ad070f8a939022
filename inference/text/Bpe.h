#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dokuei::inference {

/// The BPE model of a tokenizer.json: vocabulary and ranked merges.
class Bpe {
public:
    /// Reads the `model` object. Throws Error with the reason.
    static Bpe fromJson(const nlohmann::json& model);

    /// Appends the ids of one piece of text that the pre-tokenizer left together.
    void encode(const std::string& piece, std::vector<int>& ids) const;
    /// Id of a token, or -1.
    int idOf(std::string_view token) const;
    const std::unordered_map<std::string, int>& vocabulary() const { return vocabulary_; }
    bool byteFallback() const { return byteFallback_; }

private:
    struct Merge {
        int rank = 0, id = 0;
    };
    void addMerge(const std::string& left, const std::string& right);
    void symbols(const std::string& piece, std::vector<int>& out) const;

    std::unordered_map<std::string, int> vocabulary_;
    std::unordered_map<std::uint64_t, Merge> merges_;
    std::size_t rankCount_ = 0;
    int unknown_ = -1;
    bool fuseUnknown_ = false, byteFallback_ = false, ignoreMerges_ = false;
    std::vector<int> byteIds_;  ///< ids of <0x00>..<0xFF>, -1 where there is none
};

}  // namespace dokuei::inference
