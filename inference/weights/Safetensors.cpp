#include "inference/weights/Safetensors.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "inference/Error.h"
#include "inference/weights/SafetensorsHeader.h"

namespace dokuei::inference {
namespace {

const std::map<std::string, torch::ScalarType>& types() {
    static const std::map<std::string, torch::ScalarType> all{
        {"F64", torch::kDouble}, {"F32", torch::kFloat}, {"F16", torch::kHalf},  {"BF16", torch::kBFloat16},
        {"I64", torch::kLong},   {"I32", torch::kInt},   {"I16", torch::kShort}, {"I8", torch::kChar},
        {"U8", torch::kByte},    {"BOOL", torch::kBool}};
    return all;
}

}  // namespace

struct Safetensors::Mapping {
    char* data = nullptr;
    std::size_t size = 0;
    Mapping() = default;
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    ~Mapping() {
        if (data) munmap(data, size);
    }
};

Safetensors::Safetensors(const std::string& file) : file_(file), mapping_(std::make_shared<Mapping>()) {
    const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) throw ModelError(file, std::string("cannot be opened (") + std::strerror(errno) + ")");
    struct stat info {};
    const bool plain = fstat(handle, &info) == 0 && S_ISREG(info.st_mode);
    if (!plain || info.st_size < 8) {
        ::close(handle);
        throw ModelError(file, plain ? "is too short to hold weights" : "is not a plain file");
    }
    mapping_->size = static_cast<std::size_t>(info.st_size);
    // Private and writable: a stray write changes a page of this process, never the file.
    void* data =
        mmap(nullptr, mapping_->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, handle, 0);
    const int reason = errno;
    ::close(handle);
    if (data == MAP_FAILED)
        throw ModelError(file, std::string("cannot be mapped (") + std::strerror(reason) + ")");
    mapping_->data = static_cast<char*>(data);

    auto header = SafetensorsHeader::read({mapping_->data, mapping_->size}, file);
    dataOffset_ = header.dataOffset;
    for (auto& [name, e] : header.entries)
        entries_.emplace(name, Entry{types().at(e.type), std::move(e.shape), e.begin, e.end});
}

torch::Tensor Safetensors::tensor(const std::string& name) const {
    const auto found = entries_.find(name);
    if (found == entries_.end()) throw ModelError(file_, "tensor " + name + " is missing");
    const auto& e = found->second;
    char* data = mapping_->data + dataOffset_ + e.begin;
    if (e.begin == e.end) return torch::empty(e.shape, e.type);
    if (reinterpret_cast<std::uintptr_t>(data) % torch::elementSize(e.type) != 0) {
        auto copy = torch::empty(e.shape, e.type);
        std::memcpy(copy.data_ptr(), data, e.end - e.begin);
        return copy;
    }
    return torch::from_blob(
        data, e.shape, [keep = mapping_](void*) {}, torch::TensorOptions().dtype(e.type));
}

torch::Tensor Safetensors::tensor(const std::string& name, const std::vector<std::int64_t>& shape) const {
    auto t = tensor(name);
    if (t.sizes() != at::IntArrayRef(shape))
        throw ModelError(file_, "tensor " + name + " has another shape than the configuration tells");
    return t;
}

std::map<std::string, torch::Tensor> loadWeights(const std::string& directory) {
    std::map<std::string, torch::Tensor> all;
    const auto single = directory + "/model.safetensors", index = single + ".index.json";
    if (std::filesystem::exists(single) || !std::filesystem::exists(index)) {
        const Safetensors weights(single);
        for (const auto& [name, entry] : weights.entries()) all[name] = weights.tensor(name);
        return all;
    }
    std::ifstream in(index);
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object() || !json.contains("weight_map") || !json.at("weight_map").is_object())
        throw ModelError(index, "does not list the weights");
    std::map<std::string, std::unique_ptr<Safetensors>> shards;
    for (const auto& [name, value] : json.at("weight_map").items()) {
        if (!value.is_string()) throw ModelError(index, "does not name the file of tensor " + name);
        const auto shard = value.get<std::string>();
        if (shard.empty() || std::filesystem::path(shard).filename() != shard)
            throw ModelError(index, "names a file outside the model directory: " + shard);
        auto& opened = shards[shard];
        if (!opened)
            opened = std::make_unique<Safetensors>((std::filesystem::path(directory) / shard).string());
        all[name] = opened->tensor(name);
    }
    return all;
}

}  // namespace dokuei::inference
