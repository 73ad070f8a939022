#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `bench decode DIR [--weights stored|bf16|int8|int4] [--compute f32|bf16] [--device cpu|cuda] [--prompt N]
/// [--tokens N] [--rounds N] [--json]`: how fast a model directory answers, measured with random tokens.
/// Keys of the JSON object: tokensPerSecond (greedy decoding), firstTokenSeconds (a prompt of N tokens until
/// the first token is known), secondQuestionSeconds (a new question of 16 tokens behind the same beginning,
/// which is not read again), bytesPerToken (weights and cache that one token reads; weightBytesPerToken and
/// cacheBytesPerToken add up to it), memoryBytesPerSecond (what this machine's memory was measured to give),
/// fractionOfBandwidth (bytesPerToken * tokensPerSecond / memoryBytesPerSecond), parameters, loadSeconds,
/// weights, compute, device, processor, threads, prompt, tokens, rounds.
int benchDecode(const Arguments& arguments);

}  // namespace dokuei::app
