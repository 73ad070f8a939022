#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace dokuei::inference {

class Safetensors;

/// Keeps a model's quantised matrices on disk, so that it is quantised once and not at every start. One file
/// per model folder and number of bits; it holds nothing but weights. The file is used only for the very
/// weight files that it was made of (path, size, time of change and samples of the content) and only when
/// every matrix has the checksum that it was written with; otherwise it is made anew. A store that cannot be
/// read or written is no failure: the model is quantised in memory then.
class QuantisedStore {
public:
    /// `directory`: where stores lie, userDirectory() as a rule; `files`: the model's weight files.
    QuantisedStore(const std::string& directory, std::vector<std::string> files, int bits);
    ~QuantisedStore();

    /// Whether a store of exactly these files is there.
    bool found() const { return stored_ != nullptr; }
    /// The bytes kept under a name, in big pages; undefined when there are none of that shape or they are
    /// damaged. Throws std::bad_alloc.
    torch::Tensor find(const std::string& name, const std::vector<std::int64_t>& shape);
    /// Bytes to be kept under a name.
    void keep(const std::string& name, const torch::Tensor& bytes);
    /// Called when the whole model was opened and found sound: writes the store unless all of it came from
    /// there. The file appears when it is whole.
    void finish();
    /// Where the store of this model lies.
    const std::string& file() const { return file_; }

    /// $XDG_CACHE_HOME/dokuei/weights, else ~/.cache/dokuei/weights; empty when the user has no folder.
    static std::string userDirectory();

private:
    std::string file_, identity_;
    std::unique_ptr<Safetensors> stored_;
    std::map<std::string, std::uint64_t> checksums_;
    std::map<std::string, torch::Tensor> kept_;
    bool complete_ = true;
};

}  // namespace dokuei::inference
