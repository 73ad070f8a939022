#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "inference/VolumeView.h"
#include "inference/session/Answer.h"
#include "inference/session/Worker.h"

namespace dokuei::inference {

/// What a family keeps of one volume between questions: embeddings, masks, prefix cache.
class EncodedVolume {
public:
    virtual ~EncodedVolume() = default;
    virtual ModelInput input() const = 0;  ///< what the model saw; `prompt` is that of the last question
};

/// A loaded model of one family. Used by one thread at a time.
class Family {
public:
    virtual ~Family() = default;
    virtual ModelInfo info() const = 0;
    /// Preprocesses and encodes a volume; tells `progress` how far it is when that takes longer than a
    /// moment. Throws Cancelled when `stop` becomes true, OutOfMemory, Error.
    virtual std::unique_ptr<EncodedVolume> encode(const VolumeView& volume, const std::atomic<bool>& stop,
                                                  const Progress& progress) = 0;
    /// Answers; streams through the listener's onText, onReasoning, onBox and (until the first token)
    /// onProgress only; the worker sends the rest.
    virtual Answer answer(EncodedVolume& encoded, const Request& request, const std::atomic<bool>& stop,
                          const Listener& listener) = 0;
    /// Forgets what was kept of a volume beside its EncodedVolume.
    virtual void forget(const std::string& /*key*/) {}
};

/// Opens a model directory: reads config.json, picks the family by `model_type`, loads the weights.
/// Throws ModelError naming the file and the reason.
std::unique_ptr<Family> openModel(const std::string& directory, const ModelOptions& options);

}  // namespace dokuei::inference
