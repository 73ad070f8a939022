#include "inference/Error.h"
#include "inference/families/Dialect.h"
#include "inference/families/gemma3/Gemma3Dialect.h"
#include "inference/families/llava/LlavaDialect.h"
#include "inference/families/m3d/M3dDialect.h"
#include "inference/families/qwenvl/QwenVlDialect.h"
#include "inference/families/text/TextDialect.h"
#include "inference/weights/ModelDirectory.h"

namespace dokuei::inference {

std::unique_ptr<Dialect> openDialect(const ModelDirectory& directory, const Tokenizer& tokenizer,
                                     const ModelOptions& options) {
    const auto& type = directory.modelType();
    if (type == "gemma3") return openGemma3Dialect(directory, tokenizer, options);
    if (type == "qwen2_vl" || type == "qwen2_5_vl" || type == "qwen3_vl")
        return openQwenVlDialect(directory, tokenizer, options);
    if (type.rfind("llava", 0) == 0) return openLlavaDialect(directory, tokenizer, options);
    if (type.rfind("lamed", 0) == 0) return openM3dDialect(directory, tokenizer, options);
    return openTextDialect(directory, tokenizer);
}

}  // namespace dokuei::inference
