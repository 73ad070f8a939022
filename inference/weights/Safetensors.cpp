#include "inference/weights/Safetensors.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

constexpr std::uint64_t kLargestHeader = 100u << 20;

const std::map<std::string, torch::ScalarType>& types() {
    static const std::map<std::string, torch::ScalarType> all{
        {"F64", torch::kDouble}, {"F32", torch::kFloat}, {"F16", torch::kHalf},  {"BF16", torch::kBFloat16},
        {"I64", torch::kLong},   {"I32", torch::kInt},   {"I16", torch::kShort}, {"I8", torch::kChar},
        {"U8", torch::kByte},    {"BOOL", torch::kBool}};
    return all;
}

/// Parses the header; a tensor that is listed twice is an error, which the parser alone would hide.
nlohmann::json parseHeader(const std::string& file, const char* begin, std::uint64_t size) {
    std::set<std::string> names;
    std::string twice;
    const auto watch = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& value) {
        if (event == nlohmann::json::parse_event_t::key && depth == 1 &&
            !names.insert(value.get<std::string>()).second)
            twice = value.get<std::string>();
        return true;
    };
    auto header = nlohmann::json::parse(begin, begin + size, watch, false);
    if (header.is_discarded() || !header.is_object()) throw ModelError(file, "has a damaged header");
    if (!twice.empty()) throw ModelError(file, "lists the tensor " + twice + " twice");
    return header;
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

    std::uint64_t headerSize = 0;
    std::memcpy(&headerSize, mapping_->data, 8);
    if (headerSize > kLargestHeader)
        throw ModelError(file, "has a damaged header: it claims " + std::to_string(headerSize) + " bytes");
    if (headerSize > mapping_->size - 8)
        throw ModelError(file, "is truncated: its header does not fit into the file");
    dataOffset_ = 8 + headerSize;
    const std::uint64_t dataSize = mapping_->size - dataOffset_;
    const auto header = parseHeader(file, mapping_->data + 8, headerSize);
    try {
        for (const auto& [name, entry] : header.items()) {
            if (name == "__metadata__") continue;
            const auto fail = [&, n = name](const std::string& reason) {
                throw ModelError(file, "tensor " + n + " " + reason);
            };
            const auto type = types().find(entry.at("dtype").get<std::string>());
            if (type == types().end())
                fail("has the type " + entry.at("dtype").get<std::string>() + ", which is not supported");
            Entry e;
            e.type = type->second;
            std::uint64_t bytes = torch::elementSize(e.type);
            for (const auto& side : entry.at("shape")) {
                if (!side.is_number_integer() || side.get<std::int64_t>() < 0)
                    fail("has a shape that makes no sense");
                const auto length = side.get<std::uint64_t>();
                if (length > 0 &&
                    bytes > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / length)
                    fail("has a shape that makes no sense");
                bytes *= length;
                e.shape.push_back(static_cast<std::int64_t>(length));
            }
            const auto& range = entry.at("data_offsets");
            if (!range.is_array() || range.size() != 2 || !range[0].is_number_unsigned() ||
                !range[1].is_number_unsigned())
                fail("has no range");
            e.begin = range[0].get<std::uint64_t>();
            e.end = range[1].get<std::uint64_t>();
            if (e.begin > e.end) fail("has a range that ends before it begins");
            if (e.end > dataSize) fail("lies beyond the end of the file, which may be truncated");
            if (e.end - e.begin != bytes) fail("has a range that does not fit its type and shape");
            entries_.emplace(name, std::move(e));
        }
    } catch (const nlohmann::json::exception& e) {
        throw ModelError(file, std::string("has a damaged header (") + e.what() + ")");
    }
    std::vector<std::pair<const std::string*, const Entry*>> ordered;
    for (const auto& [name, e] : entries_) ordered.emplace_back(&name, &e);
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
        return std::pair(a.second->begin, a.second->end) < std::pair(b.second->begin, b.second->end);
    });
    std::uint64_t at = 0;
    for (const auto& [name, e] : ordered) {
        if (e->begin < at) throw ModelError(file, "tensor " + *name + " overlaps another one");
        if (e->begin > at) throw ModelError(file, "has a gap before tensor " + *name);
        at = e->end;
    }
    if (at != dataSize) throw ModelError(file, "holds bytes that belong to no tensor");
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
