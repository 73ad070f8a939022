#include "inference/weights/QuantisedStore.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "inference/Error.h"
#include "inference/decoder/cpu/BigPages.h"
#include "inference/decoder/cpu/Team.h"
#include "inference/weights/Safetensors.h"
#include "inference/weights/SafetensorsWriter.h"

namespace fs = std::filesystem;

namespace dokuei::inference {
namespace {

/// Changes with the layout of the blocks or of the store.
constexpr const char* kVersion = "dokuei quantised weights 1";
constexpr const char *kIdentity = "identity", *kChecksums = "checksums";
constexpr std::int64_t kPiece = std::int64_t{1} << 20;

/// FNV-1a over eight bytes at a time in four lanes, which keeps up with the memory.
std::uint64_t checksum(const void* data, std::size_t bytes) {
    constexpr std::uint64_t kPrime = 0x100000001b3ull;
    std::uint64_t lane[4] = {0xcbf29ce484222325ull, 1, 2, 3};
    const auto* from = static_cast<const char*>(data);
    std::size_t at = 0;
    for (; at + 32 <= bytes; at += 32) {
        std::uint64_t words[4];
        std::memcpy(words, from + at, sizeof words);
        for (int i = 0; i < 4; ++i) lane[i] = (lane[i] ^ words[i]) * kPrime;
    }
    for (; at < bytes; ++at) lane[0] = (lane[0] ^ static_cast<unsigned char>(from[at])) * kPrime;
    std::uint64_t all = bytes;
    // What differs in the upper half of a word has to reach the lower half of the sum.
    for (const auto one : lane) all = ((all ^ one) * kPrime) ^ (one >> 29);
    return all;
}

/// The same on all threads; `copy`, when given, gets the bytes on the way.
std::uint64_t checksumOnAllThreads(const std::uint8_t* from, std::int64_t bytes, std::uint8_t* copy) {
    const auto pieces = (bytes + kPiece - 1) / kPiece;
    std::vector<std::uint64_t> sums(static_cast<std::size_t>(pieces));
    Dealer dealer;
    Team::shared().run(at::get_num_threads(), [&](Team::Member&) {
        for (auto piece = dealer.take(1); piece < pieces; piece = dealer.take(1)) {
            const auto begin = piece * kPiece;
            const auto count = static_cast<std::size_t>(std::min(kPiece, bytes - begin));
            if (copy) std::memcpy(copy + begin, from + begin, count);
            sums[static_cast<std::size_t>(piece)] = checksum((copy ? copy : from) + begin, count);
        }
    });
    return checksum(sums.data(), sums.size() * sizeof sums[0]);
}

/// Path, size, time of change and samples of a file; empty when it cannot be read.
std::string identityOf(const std::string& file) {
    constexpr std::size_t kSample = 4096, kSamples = 64;
    const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return {};
    struct stat info {};
    std::string identity;
    if (fstat(handle, &info) == 0) {
        const auto size = static_cast<std::size_t>(info.st_size);
        std::vector<char> samples(kSample * kSamples);
        for (std::size_t i = 0; i < kSamples && size > kSample; ++i)
            if (pread(handle, samples.data() + i * kSample, kSample,
                      static_cast<off_t>((size - kSample) / (kSamples - 1) * i)) < 0)
                samples[i * kSample] = 1;
        std::error_code error;
        identity = fs::weakly_canonical(file, error).string() + "|" + std::to_string(size) + "|" +
                   std::to_string(info.st_mtim.tv_sec) + "." + std::to_string(info.st_mtim.tv_nsec) + "|" +
                   std::to_string(checksum(samples.data(), samples.size())) + "\n";
    }
    ::close(handle);
    return identity;
}

torch::Tensor bytesOf(const std::string& text) {
    auto bytes = torch::empty({static_cast<std::int64_t>(text.size())}, torch::kByte);
    std::memcpy(bytes.data_ptr(), text.data(), text.size());
    return bytes;
}

}  // namespace

QuantisedStore::QuantisedStore(const std::string& directory, std::vector<std::string> files, int bits) {
    std::sort(files.begin(), files.end());
    if (directory.empty() || files.empty()) return;
    std::error_code error;
    const auto folder = fs::weakly_canonical(files.front(), error).parent_path().string();
    char name[64];
    std::snprintf(name, sizeof name, "%016llx-int%d.safetensors",
                  static_cast<unsigned long long>(checksum(folder.data(), folder.size())), bits);
    file_ = directory + "/" + name;
    identity_ = std::string(kVersion) + "\n";
    for (const auto& file : files) {
        const auto one = identityOf(file);
        if (one.empty()) {
            file_.clear();
            return;
        }
        identity_ += one;
    }
    if (!fs::is_regular_file(file_, error)) return;
    try {
        auto stored = std::make_unique<Safetensors>(file_);
        const auto identity = stored->tensor(kIdentity), sums = stored->tensor(kChecksums);
        if (!at::equal(identity, bytesOf(identity_)) || sums.scalar_type() != torch::kLong ||
            sums.numel() != static_cast<std::int64_t>(stored->entries().size()) - 2)
            return;
        std::int64_t next = 0;
        for (const auto& [key, entry] : stored->entries())
            if (key != kIdentity && key != kChecksums)
                checksums_[key] = static_cast<std::uint64_t>(sums.const_data_ptr<std::int64_t>()[next++]);
        stored_ = std::move(stored);
    } catch (const ModelError&) {
        // Damaged: it is made anew.
    }
}

QuantisedStore::~QuantisedStore() = default;

torch::Tensor QuantisedStore::find(const std::string& name, const std::vector<std::int64_t>& shape) {
    if (!stored_ || !stored_->contains(name)) return {};
    const auto& entry = stored_->entries().at(name);
    if (entry.type != torch::kByte || entry.shape != shape) return {};
    const auto mapped = stored_->tensor(name);
    // Reading into big pages takes a moment once; every token gains from it.
    auto bytes = emptyInBigPages(shape, torch::kByte);
    const auto sum = checksumOnAllThreads(mapped.const_data_ptr<std::uint8_t>(), mapped.numel(),
                                          bytes.data_ptr<std::uint8_t>());
    if (sum != checksums_.at(name)) return {};
    kept_[name] = bytes;
    return bytes;
}

void QuantisedStore::keep(const std::string& name, const torch::Tensor& bytes) {
    if (file_.empty()) return;
    kept_[name] = bytes;
    complete_ = false;
}

void QuantisedStore::finish() {
    const auto kept = std::move(kept_);
    kept_.clear();
    stored_.reset();
    if (complete_ || kept.empty() || file_.empty()) return;
    const auto part = file_ + "." + std::to_string(getpid());
    std::error_code error;
    try {
        const auto directory = fs::path(file_).parent_path();
        fs::create_directories(directory, error);
        std::vector<SafetensorsWriter::Entry> entries;
        std::vector<std::int64_t> sums;
        std::uintmax_t bytes = 0;
        for (const auto& [name, tensor] : kept) {
            entries.push_back({name, torch::kByte, tensor.sizes().vec()});
            bytes += tensor.nbytes();
            sums.push_back(static_cast<std::int64_t>(
                checksumOnAllThreads(tensor.const_data_ptr<std::uint8_t>(), tensor.numel(), nullptr)));
        }
        const auto checksums = torch::tensor(sums, torch::kLong), identity = bytesOf(identity_);
        // The disk is the user's: a store never takes the last of it.
        const auto space = fs::space(directory, error);
        if (error || space.available < bytes + bytes / 4) return;
        // Numbers of eight bytes lie in front, where they are aligned.
        entries.insert(entries.begin(), {kChecksums, torch::kLong, checksums.sizes().vec()});
        entries.push_back({kIdentity, torch::kByte, identity.sizes().vec()});
        SafetensorsWriter writer(part, entries);
        writer.append(checksums);
        for (const auto& [name, tensor] : kept) writer.append(tensor);
        writer.append(identity);
        writer.finish();
        fs::rename(part, file_);
    } catch (const std::exception&) {
        fs::remove(part, error);
    }
}

std::string QuantisedStore::userDirectory() {
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache)
        return std::string(cache) + "/dokuei/weights";
    const char* home = std::getenv("HOME");
    return home && *home ? std::string(home) + "/.cache/dokuei/weights" : std::string();
}

}  // namespace dokuei::inference
