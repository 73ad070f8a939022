#include "inference/families/Placement.h"

#include "inference/Error.h"

namespace dokuei::inference {

torch::Tensor pictureTensor(const NamedTensors& pixels, const std::string& name) {
    const auto found = pixels.find(name);
    if (found == pixels.end() || !found->second.defined()) throw Error("the pictures come without " + name);
    return found->second;
}

void checkIds(const torch::Tensor& ids) {
    if (ids.dim() != 1 || ids.scalar_type() != torch::kLong)
        throw Error("token ids have to be one row of whole numbers");
}

torch::Tensor placesOf(const torch::Tensor& ids, std::int64_t token) {
    checkIds(ids);
    return at::nonzero(ids.cpu().eq(token)).view({-1});
}

torch::Tensor embedAround(const Decoder& decoder, const torch::Tensor& ids, const torch::Tensor& places,
                          const torch::Tensor& features) {
    torch::InferenceMode guard;
    checkIds(ids);
    const auto count = places.defined() ? places.size(0) : 0,
               given = features.defined() ? features.size(0) : 0;
    if (count != given)
        throw Error("the text has places for " + std::to_string(count) +
                    " picture tokens and the pictures have " + std::to_string(given));
    if (count == 0) return decoder.embed(ids);
    auto embeddings = decoder.embed(ids.cpu().index_fill(0, places, 0)).clone();
    embeddings.index_copy_(0, places.to(embeddings.device()),
                           features.to(embeddings.device(), embeddings.scalar_type()));
    return embeddings;
}

}  // namespace dokuei::inference
