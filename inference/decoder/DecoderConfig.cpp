#include "inference/decoder/DecoderConfig.h"

#include <cmath>

namespace dokuei::inference {

double DecoderConfig::scale() const {
    return attentionScale > 0 ? attentionScale : 1 / std::sqrt(headDim);
}

}  // namespace dokuei::inference
