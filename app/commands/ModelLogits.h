#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `model logits DIR --input IN.safetensors --output OUT.safetensors [--generate N] [--type f32|bf16]
/// [--weights stored|f32|bf16|int8|int4] [--device cpu|cuda]`: runs a public checkpoint on the tensors of a
/// file, named as its Hugging Face processor names them, and writes `logits` [1,T,vocab] fp32 and, with
/// --generate, `generated` [1,N] int64: greedy, end tokens ignored. Without --type all is computed in fp32.
int modelLogits(const Arguments& arguments);

}  // namespace dokuei::app
