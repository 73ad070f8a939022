#pragma once

#include <cstddef>
#include <string>

#include "inference/decoder/Decoder.h"

namespace dokuei::inference {

struct DecodeBenchmarkOptions {
    DecoderOptions decoder;
    int prompt = 512;   ///< tokens of the first question, what it shares with the second included
    int question = 16;  ///< of these, the last so many are the question itself
    int tokens = 64;    ///< decoded after the first question
    int rounds = 3;     ///< of everything; the best counts
};

/// How fast a checkpoint answers on this machine. Times in seconds, the best of all rounds.
struct DecodeTimes {
    std::string processor;  ///< kernels of the CPU, or the GPU's name
    int threads = 0;
    long long parameters = 0;
    double loadSeconds = 0;
    double firstTokenSeconds = 0;      ///< from the token ids of a whole prompt to the first token's id
    double secondQuestionSeconds = 0;  ///< the same for a new question behind the same beginning
    double tokensPerSecond = 0;        ///< of greedy decoding after the prompt
    std::size_t weightBytesPerToken = 0;
    std::size_t cacheBytesPerToken = 0;  ///< read on the average of the decoded tokens
    double memoryBytesPerSecond = 0;     ///< measured: the CPU's threads reading, or a copy on the GPU
    std::size_t bytesPerToken() const { return weightBytesPerToken + cacheBytesPerToken; }
    /// What decoding reads per second beside what the memory was measured to give.
    double fractionOfBandwidth() const {
        return memoryBytesPerSecond > 0
                   ? static_cast<double>(bytesPerToken()) * tokensPerSecond / memoryBytesPerSecond
                   : 0;
    }
};

/// Measures a model directory with random tokens. Throws as openNetwork() does, and Error when the sizes
/// make no sense.
DecodeTimes measureDecoding(const std::string& directory, const DecodeBenchmarkOptions& options);

/// Bytes per second that this machine's memory gives: on the CPU the best of several passes of all threads
/// reading through a block that no cache holds; on a GPU the best copy, what is read and what is written
/// counted.
double measureBandwidth(const torch::Device& device);

}  // namespace dokuei::inference
