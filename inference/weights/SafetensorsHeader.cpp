#include "inference/weights/SafetensorsHeader.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>

#include "inference/Error.h"
#include "inference/text/JsonScanner.h"

namespace dokuei::inference {
namespace {

constexpr std::uint64_t kLargestHeader = 100u << 20;
/// The largest published checkpoints have some thousands of tensors; more would only fill the memory.
constexpr std::size_t kMostTensors = 1u << 18, kMostSides = 16, kLongestName = 4096;

using Entry = SafetensorsHeader::Entry;

struct Read {
    std::optional<std::string> type;
    std::optional<std::vector<std::int64_t>> shape;
    std::vector<std::int64_t> range;
};

Read readEntry(JsonScanner& scanner) {
    Read read;
    scanner.object([&](const std::string& key) {
        if (key == "dtype") {
            read.type = std::string(scanner.string());
        } else if (key == "shape") {
            read.shape.emplace();
            scanner.array([&] {
                if (read.shape->size() == kMostSides) throw Error("has a shape that makes no sense");
                read.shape->push_back(scanner.integer());
            });
        } else if (key == "data_offsets") {
            read.range.clear();
            scanner.array([&] {
                if (read.range.size() == 2) throw Error("has no range");
                read.range.push_back(scanner.integer());
            });
        } else {
            scanner.skip();
        }
    });
    return read;
}

Entry checked(const Read& read, std::uint64_t dataSize) {
    if (!read.type || !read.shape) throw Error("lacks its type or shape");
    const auto size = SafetensorsHeader::sizeOf(*read.type);
    if (size == 0) throw Error("has the type " + read.type->substr(0, 40) + ", which is not supported");
    if (read.range.size() != 2 || read.range[0] < 0 || read.range[1] < 0) throw Error("has no range");
    Entry entry{*read.type, *read.shape, static_cast<std::uint64_t>(read.range[0]),
                static_cast<std::uint64_t>(read.range[1])};
    // A side of length 0 makes no other one harmless.
    std::uint64_t bytes = size, product = size;
    for (const auto side : entry.shape) {
        if (side < 0) throw Error("has a shape that makes no sense");
        const auto length = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(side));
        if (product > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / length)
            throw Error("has a shape that makes no sense");
        product *= length;
        bytes *= static_cast<std::uint64_t>(side);
    }
    if (entry.begin > entry.end) throw Error("has a range that ends before it begins");
    if (entry.end > dataSize) throw Error("lies beyond the end of the file, which may be truncated");
    if (entry.end - entry.begin != bytes) throw Error("has a range that does not fit its type and shape");
    return entry;
}

void checkCover(const SafetensorsHeader& header, std::uint64_t dataSize, const std::string& name) {
    std::vector<std::pair<const std::string*, const Entry*>> ordered;
    for (const auto& [tensor, e] : header.entries) ordered.emplace_back(&tensor, &e);
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
        return std::pair(a.second->begin, a.second->end) < std::pair(b.second->begin, b.second->end);
    });
    std::uint64_t at = 0;
    for (const auto& [tensor, e] : ordered) {
        if (e->begin < at) throw ModelError(name, "tensor " + *tensor + " overlaps another one");
        if (e->begin > at) throw ModelError(name, "has a gap before tensor " + *tensor);
        at = e->end;
    }
    if (at != dataSize) throw ModelError(name, "holds bytes that belong to no tensor");
}

}  // namespace

std::uint64_t SafetensorsHeader::sizeOf(const std::string& type) {
    static const std::map<std::string, std::uint64_t> all{{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2},
                                                          {"I64", 8}, {"I32", 4}, {"I16", 2}, {"I8", 1},
                                                          {"U8", 1},  {"BOOL", 1}};
    const auto found = all.find(type);
    return found == all.end() ? 0 : found->second;
}

SafetensorsHeader SafetensorsHeader::read(std::string_view file, const std::string& name) {
    if (file.size() < 8) throw ModelError(name, "is too short to hold weights");
    std::uint64_t size = 0;
    std::memcpy(&size, file.data(), 8);
    if (size > kLargestHeader)
        throw ModelError(name, "has a damaged header: it claims " + std::to_string(size) + " bytes");
    if (size > file.size() - 8) throw ModelError(name, "is truncated: its header does not fit into the file");
    SafetensorsHeader header;
    header.dataOffset = 8 + size;
    const auto dataSize = file.size() - header.dataOffset;
    try {
        JsonScanner scanner(file.substr(8, size));
        scanner.object([&](const std::string& tensor) {
            if (tensor == "__metadata__") {
                scanner.skip();
                return;
            }
            if (tensor.size() > kLongestName || header.entries.size() == kMostTensors)
                throw ModelError(name, "lists too many tensors, or one whose name is too long");
            const auto read = readEntry(scanner);
            try {
                if (!header.entries.emplace(tensor, checked(read, dataSize)).second)
                    throw ModelError(name, "lists the tensor " + tensor + " twice");
            } catch (const ModelError&) {
                throw;
            } catch (const Error& e) {
                throw ModelError(name, "tensor " + tensor + " " + e.what());
            }
        });
        scanner.finish();
    } catch (const ModelError&) {
        throw;
    } catch (const Error& e) {
        throw ModelError(name, std::string("has a damaged header (") + e.what() + ")");
    }
    checkCover(header, dataSize, name);
    return header;
}

}  // namespace dokuei::inference
