#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "inference/families/Dialect.h"
#include "inference/families/Family.h"
#include "inference/families/Network.h"
#include "inference/text/Constraint.h"
#include "inference/text/TokenTable.h"
#include "inference/text/Tokenizer.h"
#include "inference/weights/ModelDirectory.h"

namespace dokuei::inference {

struct LmmVolume;

/// Public checkpoints: any network, talked to in its dialect. Of every volume the pictures' embeddings are
/// kept by what they were made of, and the decoder's cache of the conversation's beginning up to the
/// pictures, which a further question goes on from.
class LmmFamily : public Family {
public:
    struct Parts {
        std::unique_ptr<Network> network;
        std::unique_ptr<Dialect> dialect;
        Tokenizer tokenizer;
        GenerationDefaults generation;
        ModelInfo info;
    };
    explicit LmmFamily(Parts parts);
    ~LmmFamily() override;

    ModelInfo info() const override { return parts_.info; }
    std::unique_ptr<EncodedVolume> encode(const VolumeView& volume, const std::atomic<bool>& stop,
                                          const Progress& progress) override;
    /// Throws Error when the question is too long for the model, OutOfMemory.
    Answer answer(EncodedVolume& encoded, const Request& request, const std::atomic<bool>& stop,
                  const Listener& listener) override;
    void forget(const std::string& key) override;

    /// Since loading, for tests: positions that the decoder has read, and pictures that the tower was shown.
    long long positionsRead() const { return positionsRead_; }
    long long picturesSeen() const { return picturesSeen_; }

private:
    struct Seen;
    std::shared_ptr<const Seen> see(Pictures& pictures, const std::string& key, const std::atomic<bool>& stop,
                                    const Progress& progress);
    void readPrefix(LmmVolume& volume, std::int64_t capacity, const std::atomic<bool>& stop,
                    const Progress& progress);
    torch::Tensor readPrompt(LmmVolume& volume, const std::vector<int>& ids, std::int64_t answerTokens,
                             const std::atomic<bool>& stop, const Listener& listener, Answer& answer);
    std::int64_t capacityFor(std::size_t tokens) const;
    void makeRoom(const LmmVolume& forVolume);
    void dropCaches();
    /// Adds the box of the mask that mask tokens at these places of the conversation ask for.
    void addMask(const LmmVolume& volume, const std::vector<std::size_t>& places, const Request& request,
                 const std::atomic<bool>& stop, const Listener& listener, Answer& answer);
    /// What the answer is held to; null for a free one.
    std::shared_ptr<TokenGrammar> grammarFor(const Request& request, const Pictures& pictures);

    Parts parts_;
    std::list<std::shared_ptr<const Seen>> seen_;     ///< most recently used first
    std::shared_ptr<std::list<LmmVolume*>> volumes_;  ///< that live, most recently used first
    std::shared_ptr<const TokenTable> tokens_;
    std::map<std::string, std::shared_ptr<TokenGrammar>> grammars_;
    long long positionsRead_ = 0, picturesSeen_ = 0;
};

/// Opens a directory of a public checkpoint. Throws ModelError naming the file and the reason, OutOfMemory.
std::unique_ptr<Family> openLmm(const std::string& directory, const ModelOptions& options);

}  // namespace dokuei::inference
