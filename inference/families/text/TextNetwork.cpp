#include "inference/families/text/TextNetwork.h"

#include "inference/Error.h"
#include "inference/families/Placement.h"

namespace dokuei::inference {

TextNetwork::TextNetwork(const ModelDirectory& directory, WeightSet& weights, const DecoderOptions& options) {
    decoder_ = std::make_unique<Decoder>(directory.decoderConfig(), weights, "text.", options);
}

VisionFeatures TextNetwork::see(const NamedTensors&, const std::atomic<bool>*) {
    throw Error("this model reads text only");
}

Decoder::Input TextNetwork::join(const torch::Tensor& ids, const VisionFeatures* features, std::int64_t) {
    if (features) throw Error("this model reads text only");
    checkIds(ids);
    Decoder::Input input;
    input.embeddings = decoder_->embed(ids);
    return input;
}

}  // namespace dokuei::inference
