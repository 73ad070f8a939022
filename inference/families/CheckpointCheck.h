#pragma once

#include <cstdint>
#include <string>

namespace dokuei::inference {

/// What a public checkpoint's directory holds.
struct CheckpointReport {
    std::string modelType;
    std::string types;         ///< of the numbers: "BF16", "BF16 and F32"
    std::string chatTemplate;  ///< name of the form of its conversations; empty: none, it takes tensors only
    int tensors = 0;
    long long parameters = 0;
    std::uint64_t bytes = 0;         ///< of the weights
    std::uint64_t memory = 0;        ///< weights as stored and the cache of `positions`
    std::int64_t positions = 0;      ///< as many as the model reads, at most 8192
    int vocabulary = 0, tokens = 0;  ///< rows of the embedding, and tokens of tokenizer.json
};

/// Whether the directory holds something else than the program's own model.
bool isPublicCheckpoint(const std::string& directory);

/// Checks a public checkpoint without running it: config.json, every tensor's name, shape and values, the
/// vocabulary, the chat template. Reads the weights once and keeps none. Throws ModelError naming the file
/// and the reason.
CheckpointReport checkCheckpoint(const std::string& directory);

}  // namespace dokuei::inference
