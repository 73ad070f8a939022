#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "inference/session/Worker.h"

namespace dokuei::inference {

/// What a model directory holds, found without loading it.
struct ModelFacts {
    std::string directory;
    std::string name;       ///< of the directory, or the one that the starter model bears
    std::string modelType;  ///< of config.json
    std::string family;     ///< "Gemma 3 with SigLIP", "Qwen2.5-VL"...
    bool starter = false;
    bool seesImages = true;        ///< false: a chat model that no picture can be shown to
    long long parameters = 0;      ///< numbers in all tensors
    std::uint64_t fileBytes = 0;   ///< of all tensors
    std::string storedAs;          ///< type of the most numbers, e.g. "bfloat16"
    std::string licence;           ///< as the directory's README.md names it; empty when it does not
    std::string licenceFile;       ///< LICENSE or the like, empty when there is none
    std::uint64_t freeMemory = 0;  ///< bytes that this machine can still give

    /// Bytes that the weights take in memory, about: the decoder's matrices in that form, the rest as stored.
    std::uint64_t memory(ModelOptions::Weights weights) const;
    /// The form that ModelOptions::Weights::Automatic means on a device.
    ModelOptions::Weights automatic(Device device) const;

    /// Parts of fileBytes and parameters that quantisation makes smaller.
    std::uint64_t matrixBytes = 0;
    long long matrixParameters = 0;
    /// Numbers of an embedding that is the head too: a quantised head is a copy of its own.
    long long sharedHead = 0;
};

/// Checks a directory as far as that is possible without loading it: the small files, the tokenizer, the chat
/// template, the headers of all shards, and that every weight is a finite number (which reads them all).
/// Throws ModelError naming the file and the reason, Cancelled.
ModelFacts inspectModel(const std::string& directory, const Progress& progress = {},
                        const std::atomic<bool>* stop = nullptr);

}  // namespace dokuei::inference
