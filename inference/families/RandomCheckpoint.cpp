#include "inference/families/RandomCheckpoint.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <vector>

#include "inference/Error.h"
#include "inference/families/CheckpointPlan.h"
#include "inference/families/PublishedSizes.h"
#include "inference/families/SyntheticTokenizer.h"
#include "inference/weights/ConfigReader.h"
#include "inference/weights/Memory.h"
#include "inference/weights/SafetensorsWriter.h"

namespace dokuei::inference {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kPiece = 16 << 20;              ///< values that are made at once
constexpr std::uint64_t kShard = 4'000'000'000;        ///< bytes
constexpr std::uint64_t kRoomForOthers = 200'000'000;  ///< what a disk should keep free
constexpr double kDeviation = 0.02;

/// Removes a directory that did not become whole.
class Unfinished {
public:
    explicit Unfinished(fs::path path) : path_(std::move(path)) {}
    ~Unfinished() {
        std::error_code error;
        if (!path_.empty()) fs::remove_all(path_, error);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    void keep() { path_.clear(); }

private:
    fs::path path_;
};

bool isVector(const PlannedTensor& tensor) {
    return tensor.shape.size() == 1;
}

/// Every value of a norm, whose scale is 1 (Gemma's norms, which add the 1 themselves, 0) and shift 0.
float constantOf(const PlannedTensor& tensor, bool gemma) {
    const auto& name = tensor.name;
    const bool weight = name.size() > 7 && name.compare(name.size() - 7, 7, ".weight") == 0;
    const bool addsOne = gemma && (name.rfind("text.", 0) == 0 || name.find("soft_emb") != std::string::npos);
    return weight && !addsOne ? 1.0f : 0.0f;
}

/// Values number `first`, first + 1, ... of an even spread with the deviation of fresh weights, in bf16.
void fillRandom(std::uint16_t* out, std::int64_t count, std::uint64_t first) {
    const float width = static_cast<float>(kDeviation * std::sqrt(3.0) / 32768);
    at::parallel_for(0, (count + 3) / 4, 1 << 16, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i) {
            // splitmix64: each number is mixed on its own, so that pieces can be made in any order.
            std::uint64_t x = (first / 4 + static_cast<std::uint64_t>(i) + 1) * 0x9E3779B97F4A7C15ull;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
            x ^= x >> 31;
            for (std::int64_t k = 4 * i; k < std::min(count, 4 * i + 4); ++k, x >>= 16) {
                const float value = static_cast<float>(static_cast<std::int16_t>(x & 0xFFFF)) * width;
                out[k] = static_cast<std::uint16_t>((std::bit_cast<std::uint32_t>(value) + 0x8000u) >> 16);
            }
        }
    });
}

class Writer {
public:
    Writer(bool gemma, std::uint64_t all, const std::atomic<bool>* stop, const BytesWritten& onBytes)
        : gemma_(gemma), all_(all), stop_(stop), onBytes_(onBytes) {}

    void append(const PlannedTensor& tensor, SafetensorsWriter& out) {
        const auto count = tensor.count();
        for (std::int64_t done = 0; done < count;) {
            if (stop_ && *stop_) throw Cancelled();
            const auto some = std::min(kPiece, count - done);
            auto values = torch::empty({some}, torch::kBFloat16);
            if (isVector(tensor))
                values.fill_(constantOf(tensor, gemma_));
            else
                fillRandom(reinterpret_cast<std::uint16_t*>(values.data_ptr<at::BFloat16>()), some, seed_);
            seed_ += static_cast<std::uint64_t>((some + 3) / 4 * 4);
            out.appendPart(values);
            done += some;
            written_ += static_cast<std::uint64_t>(some) * 2;
            if (onBytes_) onBytes_(written_, all_);
        }
    }

private:
    bool gemma_;
    std::uint64_t all_, seed_ = 0, written_ = 0;
    const std::atomic<bool>* stop_;
    const BytesWritten& onBytes_;
};

std::vector<std::vector<PlannedTensor>> shardsOf(const std::vector<PlannedTensor>& tensors) {
    std::vector<std::vector<PlannedTensor>> shards(1);
    std::uint64_t held = 0;
    for (const auto& tensor : tensors) {
        const auto bytes = static_cast<std::uint64_t>(tensor.count()) * 2;
        if (!shards.back().empty() && held + bytes > kShard) {
            shards.emplace_back();
            held = 0;
        }
        held += bytes;
        shards.back().push_back(tensor);
    }
    return shards;
}

void writeText(const fs::path& file, const std::string& text) {
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw ModelError(file.string(), "cannot be written; the disk may be full");
}

void checkPlace(const fs::path& directory, std::uint64_t bytes) {
    std::error_code error;
    if (fs::exists(directory, error) &&
        !(fs::is_directory(directory, error) && fs::is_empty(directory, error)))
        throw Error(directory.string() + ": is not empty");
    const auto parent = directory.parent_path();
    if (!fs::is_directory(parent, error)) throw Error(parent.string() + ": is no folder");
    const auto space = fs::space(parent, error);
    if (!error && space.available < bytes + kRoomForOthers)
        throw Error(directory.string() + ": needs " + readableBytes(bytes) + " on the disk, and " +
                    readableBytes(space.available) + " are free");
}

}  // namespace

RandomCheckpoint writeRandomCheckpoint(const std::string& family, const std::string& size,
                                       const std::string& directory, const std::atomic<bool>* stop,
                                       const BytesWritten& onBytes) {
    const auto checkpoint = publishedCheckpoint(family, size);
    const auto tensors = plannedTensors(
        checkpoint.config, readDecoderConfig(checkpoint.config, family + " " + size), checkpoint.volume);
    RandomCheckpoint result;
    for (const auto& tensor : tensors) result.parameters += tensor.count();
    result.tensors = static_cast<int>(tensors.size());
    result.bytes = static_cast<std::uint64_t>(result.parameters) * 2;

    auto target = fs::absolute(directory).lexically_normal();
    if (!target.has_filename()) target = target.parent_path();
    checkPlace(target, result.bytes);
    const auto part = target.parent_path() / (target.filename().string() + ".part");
    std::error_code error;
    if (!fs::create_directory(part, error))
        throw Error(part.string() + (error ? ": cannot be made (" + error.message() + ")"
                                           : ": is there already, perhaps from another run; remove it"));
    Unfinished unfinished(part);

    const auto type = checkpoint.config.at("model_type").get<std::string>();
    Writer writer(type.rfind("gemma3", 0) == 0, result.bytes, stop, onBytes);
    const auto shards = shardsOf(tensors);
    nlohmann::json index{{"metadata", {{"total_size", result.bytes}}},
                         {"weight_map", nlohmann::json::object()}};
    for (std::size_t i = 0; i < shards.size(); ++i) {
        char name[64] = "model.safetensors";
        if (shards.size() > 1)
            std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", i + 1, shards.size());
        std::vector<SafetensorsWriter::Entry> entries;
        for (const auto& tensor : shards[i]) {
            entries.push_back({publishedTensorName(type, tensor.name), torch::kBFloat16, tensor.shape});
            index["weight_map"][entries.back().name] = name;
        }
        SafetensorsWriter out((part / name).string(), std::move(entries));
        for (const auto& tensor : shards[i]) writer.append(tensor, out);
        out.finish();
    }
    if (shards.size() > 1) writeText(part / "model.safetensors.index.json", index.dump(1) + "\n");
    writeText(part / "config.json", checkpoint.config.dump(1) + "\n");
    writeText(part / "generation_config.json", checkpoint.generation.dump(1) + "\n");
    if (!checkpoint.preprocessor.is_null())
        writeText(part / "preprocessor_config.json", checkpoint.preprocessor.dump(1) + "\n");
    writeText(part / "tokenizer.json", syntheticTokenizer(checkpoint.config));
    fs::rename(part, target, error);
    if (error) throw Error(target.string() + ": cannot be made (" + error.message() + ")");
    unfinished.keep();
    return result;
}

}  // namespace dokuei::inference
