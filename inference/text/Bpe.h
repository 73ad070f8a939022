#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "inference/text/HashTables.h"
#include "inference/text/JsonScanner.h"

namespace dokuei::inference {

/// The BPE model of a tokenizer.json: vocabulary and ranked merges.
class Bpe {
public:
    /// Reads the `model` object that comes next. Throws Error with the reason.
    static Bpe read(JsonScanner& scanner);

    /// Appends the ids of one piece of text that the pre-tokenizer left together.
    void encode(const std::string& piece, std::vector<int>& ids) const;
    /// Id of a token, or -1.
    int idOf(std::string_view token) const;
    const TextTable& vocabulary() const { return vocabulary_; }
    bool byteFallback() const { return byteFallback_; }

private:
    void readVocabulary(JsonScanner& scanner);
    void readMerges(JsonScanner& scanner);
    void addMerge(std::string_view left, std::string_view right);
    void setOptions(const nlohmann::json& model);
    void symbols(const std::string& piece, std::vector<int>& out) const;

    TextTable vocabulary_;
    MergeTable merges_;
    int mergeCount_ = 0;
    std::string joined_;  ///< room for addMerge
    int unknown_ = -1;
    bool fuseUnknown_ = false, byteFallback_ = false, ignoreMerges_ = false;
    std::vector<int> byteIds_;  ///< ids of <0x00>..<0xFF>, -1 where there is none
};

}  // namespace dokuei::inference
