#include "inference/weights/SafetensorsWriter.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

const char* typeName(torch::ScalarType type) {
    switch (type) {
        case torch::kDouble:
            return "F64";
        case torch::kFloat:
            return "F32";
        case torch::kHalf:
            return "F16";
        case torch::kBFloat16:
            return "BF16";
        case torch::kLong:
            return "I64";
        case torch::kInt:
            return "I32";
        case torch::kShort:
            return "I16";
        case torch::kChar:
            return "I8";
        case torch::kByte:
            return "U8";
        case torch::kBool:
            return "BOOL";
        default:
            return nullptr;
    }
}

std::uint64_t bytesOf(const SafetensorsWriter::Entry& entry) {
    std::uint64_t bytes = torch::elementSize(entry.type);
    for (const auto side : entry.shape) bytes *= static_cast<std::uint64_t>(side);
    return bytes;
}

}  // namespace

SafetensorsWriter::SafetensorsWriter(const std::string& file, std::vector<Entry> entries)
    : file_(file), part_(file + ".part"), entries_(std::move(entries)) {
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    header["__metadata__"] = {{"format", "pt"}};
    std::uint64_t offset = 0;
    std::set<std::string> names;
    for (const auto& entry : entries_) {
        const auto* type = typeName(entry.type);
        if (!type || !names.insert(entry.name).second)
            throw ModelError(file,
                             "tensor " + entry.name +
                                 (type ? " would be stored twice" : " is of a type that cannot be stored"));
        const auto bytes = bytesOf(entry);
        header[entry.name] = {
            {"dtype", type}, {"shape", entry.shape}, {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    auto text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');
    out_.open(part_, std::ios::binary | std::ios::trunc);
    const std::uint64_t size = text.size();
    out_.write(reinterpret_cast<const char*>(&size), 8);
    out_ << text;
    if (!out_) {
        std::remove(part_.c_str());
        throw ModelError(file, "cannot be written");
    }
}

SafetensorsWriter::~SafetensorsWriter() {
    if (part_.empty()) return;
    out_.close();
    std::remove(part_.c_str());
}

void SafetensorsWriter::append(const torch::Tensor& tensor) {
    if (left_ == 0 && next_ < entries_.size() && tensor.sizes() != at::IntArrayRef(entries_[next_].shape))
        throw ModelError(file_, "tensor " + entries_[next_].name + " is not what was announced");
    appendPart(tensor);
}

void SafetensorsWriter::appendPart(const torch::Tensor& values) {
    if (left_ == 0) {
        if (next_ >= entries_.size()) throw ModelError(file_, "gets more tensors than were announced");
        left_ = bytesOf(entries_[next_++]);
    }
    const auto& entry = entries_[next_ - 1];
    const auto plain = values.detach().cpu().contiguous();
    if (plain.scalar_type() != entry.type || plain.nbytes() > left_)
        throw ModelError(file_, "tensor " + entry.name + " is not what was announced");
    out_.write(static_cast<const char*>(plain.const_data_ptr()),
               static_cast<std::streamsize>(plain.nbytes()));
    left_ -= plain.nbytes();
    if (!out_) throw ModelError(file_, "cannot be written; the disk may be full");
}

void SafetensorsWriter::finish() {
    if (next_ != entries_.size() || left_ != 0) throw ModelError(file_, "lacks tensors that were announced");
    out_.close();
    if (!out_) throw ModelError(file_, "cannot be written; the disk may be full");
    if (std::rename(part_.c_str(), file_.c_str()) != 0) throw ModelError(file_, "cannot be replaced");
    part_.clear();
}

void writeSafetensors(const std::string& file, const std::map<std::string, torch::Tensor>& tensors) {
    std::vector<SafetensorsWriter::Entry> entries;
    for (const auto& [name, tensor] : tensors)
        entries.push_back({name, tensor.scalar_type(), tensor.sizes().vec()});
    SafetensorsWriter writer(file, std::move(entries));
    for (const auto& [name, tensor] : tensors) writer.append(tensor);
    writer.finish();
}

}  // namespace dokuei::inference
