#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace dokuei::inference {

/// Writes a safetensors file tensor by tensor, so that no more than one has to be in memory. The file appears
/// under its name when it is whole; a writer that is given up leaves nothing behind.
class SafetensorsWriter {
public:
    struct Entry {
        std::string name;
        torch::ScalarType type = torch::kFloat;
        std::vector<std::int64_t> shape;
    };
    /// Throws ModelError when the file cannot be written or a type cannot be stored.
    SafetensorsWriter(const std::string& file, std::vector<Entry> entries);
    ~SafetensorsWriter();
    SafetensorsWriter(const SafetensorsWriter&) = delete;
    SafetensorsWriter& operator=(const SafetensorsWriter&) = delete;

    /// Appends the next of the entries; type and shape are those that were announced. Throws ModelError.
    void append(const torch::Tensor& tensor);
    /// The same in pieces: each holds the next values of the entry, whatever its shape.
    void appendPart(const torch::Tensor& values);
    /// Gives the file its name. Throws ModelError.
    void finish();

private:
    std::string file_, part_;
    std::vector<Entry> entries_;
    std::size_t next_ = 0;
    std::uint64_t left_ = 0;  ///< bytes of the entry before that are still to come
    std::ofstream out_;
};

/// Writes tensors as one safetensors file, atomically. Throws ModelError.
void writeSafetensors(const std::string& file, const std::map<std::string, torch::Tensor>& tensors);

}  // namespace dokuei::inference
