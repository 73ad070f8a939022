#include "viewer/dicom/Archive.h"

#include <minizip/unzip.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <list>

#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaximumEntries = 1'000'000;
// Deflate cannot do better than 1032 to 1.
constexpr std::uint64_t kMaximumRatio = 1100;
constexpr std::string_view kSeparator = "!/";
constexpr uLong kEncrypted = 1, kUtf8 = 1 << 11;

/// `text` in UTF-8, or nothing when it is not valid text of that encoding.
std::optional<std::string> converted(std::string_view text, const char* encoding) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(encoding, &status);
    if (U_FAILURE(status)) return std::nullopt;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::string out(4 * text.size() + 4, '\0');
    const auto length =
        ucnv_toAlgorithmic(UCNV_UTF8, converter, out.data(), static_cast<std::int32_t>(out.size()),
                           text.data(), static_cast<std::int32_t>(text.size()), &status);
    ucnv_close(converter);
    if (U_FAILURE(status)) return std::nullopt;
    out.resize(static_cast<std::size_t>(length));
    return out;
}

std::string readableName(const std::string& raw, bool toldUtf8) {
    // Japanese Windows writes Shift_JIS without a word about it; most others UTF-8.
    if (const auto utf8 = converted(raw, "UTF-8")) return *utf8;
    if (!toldUtf8)
        if (const auto japanese = converted(raw, "windows-31j")) return *japanese;
    return converted(raw, "ibm-437").value_or("?");
}

bool leadsOutside(std::string_view name) {
    if (name.starts_with('/') || (name.size() > 1 && name[1] == ':')) return true;
    for (std::size_t begin = 0; begin <= name.size();) {
        const auto end = std::min(name.find('/', begin), name.size());
        if (name.substr(begin, end - begin) == "..") return true;
        begin = end + 1;
    }
    return false;
}

/// Notes why an entry is not opened.
void examine(const unz_file_info64& info, ArchiveEntry& entry) {
    if (leadsOutside(entry.name))
        entry.refusal = "its name leads out of the archive; refused";
    else if (entry.name.find('\0') != std::string::npos)
        entry.refusal = "its name is damaged";
    else if (info.flag & kEncrypted)
        entry.refusal = "encrypted in the archive; unpack it with its password first";
    else if (info.compression_method != 0 && info.compression_method != 8)
        entry.refusal =
            "packed in a way that is not supported (method " + std::to_string(info.compression_method) + ")";
    else if (info.compression_method == 0 && info.compressed_size != info.uncompressed_size)
        entry.refusal = "the archive's directory contradicts itself";
    else if (info.uncompressed_size / kMaximumRatio > info.compressed_size)
        entry.refusal = "would unpack to more than any packing allows; refused";
}

}  // namespace

/// minizip's handles, of which each serves one reader at a time.
struct Archive::Handles {
    std::string file;
    std::mutex mutex;
    std::vector<unzFile> idle;

    ~Handles() {
        for (unzFile handle : idle) unzClose(handle);
    }

    unzFile take() {
        {
            const std::lock_guard lock(mutex);
            if (!idle.empty()) {
                unzFile handle = idle.back();
                idle.pop_back();
                return handle;
            }
        }
        return unzOpen64(file.c_str());
    }

    void giveBack(unzFile handle) {
        const std::lock_guard lock(mutex);
        idle.push_back(handle);
    }
};

namespace {

/// One entry while it is inflated.
template <typename Handles>
class EntryBytes : public ByteSource {
public:
    EntryBytes(const std::shared_ptr<Handles>& handles, const ArchiveEntry& entry, std::string name)
        : entry_(entry), name_(std::move(name)), handle_(handles->take(), Return{handles}) {
        if (!handle_)
            throw ReadError(handles->file, "cannot be opened as a ZIP archive (damaged or cut short)");
        start();
    }

    std::uint64_t size() const override { return entry_.unpacked; }

    std::size_t read(std::uint64_t offset, void* into, std::size_t count) override {
        if (offset >= entry_.unpacked) return 0;
        count = static_cast<std::size_t>(std::min<std::uint64_t>(count, entry_.unpacked - offset));
        if (offset < at_) {
            unzCloseCurrentFile(handle_.get());
            start();
        }
        std::array<char, 16384> discarded;
        while (at_ < offset)
            next(discarded.data(),
                 static_cast<std::size_t>(std::min<std::uint64_t>(offset - at_, discarded.size())));
        next(static_cast<char*>(into), count);
        if (at_ == entry_.unpacked) {
            // Closing compares the checksum.
            const bool damaged = unzCloseCurrentFile(handle_.get()) == UNZ_CRCERROR;
            at_ = ByteSource::kUnknown;
            if (damaged) fail();
        }
        return count;
    }

private:
    void start() {
        const unz64_file_pos position{entry_.directoryPosition, entry_.number};
        at_ = 0;
        if (unzGoToFilePos64(handle_.get(), &position) != UNZ_OK ||
            unzOpenCurrentFile(handle_.get()) != UNZ_OK)
            fail();
    }

    void next(char* into, std::size_t count) {
        while (count > 0) {
            const int n = unzReadCurrentFile(handle_.get(), into,
                                             static_cast<unsigned>(std::min<std::size_t>(count, 1U << 30)));
            if (n <= 0) fail();
            into += n;
            count -= static_cast<std::size_t>(n);
            at_ += static_cast<std::uint64_t>(n);
        }
    }

    [[noreturn]] void fail() const { throw ReadError(name_, "damaged in the archive"); }

    struct Return {
        std::shared_ptr<Handles> handles;
        void operator()(void* handle) const {
            unzCloseCurrentFile(handle);
            handles->giveBack(handle);
        }
    };

    ArchiveEntry entry_;
    std::string name_;
    std::unique_ptr<void, Return> handle_;
    std::uint64_t at_ = 0;
};

}  // namespace

Archive::Archive(const std::string& file) : file_(file), handles_(std::make_shared<Handles>()) {
    handles_->file = file;
    readDirectory();
    refuseOverlaps();
}

Archive::~Archive() = default;

void Archive::readDirectory() {
    const auto close = [this](void* handle) { handles_->giveBack(handle); };
    const std::unique_ptr<void, decltype(close)> handle(handles_->take(), close);
    if (!handle) throw ReadError(file_, "cannot be opened as a ZIP archive (damaged or cut short)");
    int status = unzGoToFirstFile(handle.get());
    for (std::uint64_t number = 0; status == UNZ_OK; status = unzGoToNextFile(handle.get()), ++number) {
        unz_file_info64 info{};
        std::string raw(65536, '\0');
        unz64_file_pos position{};
        if (unzGetCurrentFileInfo64(handle.get(), &info, raw.data(), raw.size(), nullptr, 0, nullptr, 0) !=
                UNZ_OK ||
            unzGetFilePos64(handle.get(), &position) != UNZ_OK)
            break;
        if (number >= kMaximumEntries) throw ReadError(file_, "has more entries than any study has");
        raw.resize(std::min<std::size_t>(info.size_filename, raw.size()));
        ArchiveEntry entry;
        entry.name = readableName(raw, info.flag & kUtf8);
        std::replace(entry.name.begin(), entry.name.end(), '\\', '/');
        if (entry.name.empty() || entry.name.ends_with('/')) continue;
        entry.packed = info.compressed_size;
        entry.unpacked = info.uncompressed_size;
        entry.directoryPosition = position.pos_in_zip_directory;
        entry.number = position.num_of_file;
        examine(info, entry);
        while (!byName_.emplace(entry.name, entries_.size()).second) {
            entry.name += " (2)";
            if (entry.refusal.empty()) entry.refusal = "the archive holds another file of this name";
        }
        entries_.push_back(std::move(entry));
    }
    if (status != UNZ_END_OF_LIST_OF_FILE && entries_.empty())
        throw ReadError(file_, "cannot be opened as a ZIP archive (damaged or cut short)");
}

void Archive::refuseOverlaps() {
    // Entries that share bytes are the means by which a few kilobytes unpack to any size.
    struct Span {
        std::uint64_t begin, end;
        std::size_t entry;
    };
    std::vector<Span> spans;
    const auto close = [this](void* handle) { handles_->giveBack(handle); };
    const std::unique_ptr<void, decltype(close)> handle(handles_->take(), close);
    for (std::size_t e = 0; handle && e < entries_.size(); ++e) {
        if (!entries_[e].refusal.empty()) continue;
        const unz64_file_pos position{entries_[e].directoryPosition, entries_[e].number};
        if (unzGoToFilePos64(handle.get(), &position) != UNZ_OK ||
            unzOpenCurrentFile(handle.get()) != UNZ_OK) {
            entries_[e].refusal = "damaged in the archive";
            continue;
        }
        const std::uint64_t begin = unzGetCurrentFileZStreamPos64(handle.get());
        unzCloseCurrentFile(handle.get());
        if (entries_[e].packed > 0) spans.push_back({begin, begin + entries_[e].packed, e});
    }
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    for (std::size_t s = 1; s < spans.size(); ++s) {
        if (spans[s].begin >= spans[s - 1].end) continue;
        entries_[spans[s].entry].refusal = "shares its bytes with another entry of the archive; refused";
        spans[s].end = std::max(spans[s].end, spans[s - 1].end);
    }
}

std::unique_ptr<ByteSource> Archive::open(const std::string& name) const {
    const auto found = byName_.find(name);
    const std::string whole = nameInArchive(file_, name);
    if (found == byName_.end()) throw ReadError(whole, "does not exist");
    const ArchiveEntry& entry = entries_[found->second];
    if (!entry.refusal.empty()) throw ReadError(whole, entry.refusal);
    return std::make_unique<EntryBytes<Handles>>(handles_, entry, whole);
}

bool isArchive(const std::string& file) {
    try {
        std::array<char, 4> head{};
        const auto got = openBytes(file)->read(0, head.data(), head.size());
        const std::string_view start(head.data(), got);
        return start == std::string_view("PK\3\4", 4) || start == std::string_view("PK\5\6", 4);
    } catch (const Error&) {
        return false;
    }
}

std::shared_ptr<const Archive> openArchive(const std::string& file) {
    struct Known {
        std::string file;
        fs::file_time_type time;
        std::uintmax_t size;
        std::shared_ptr<const Archive> archive;
    };
    static std::mutex mutex;
    static std::list<Known> known;
    std::error_code error;
    const auto time = fs::last_write_time(file, error);
    const auto size = fs::file_size(file, error);
    const std::lock_guard lock(mutex);
    const auto found = std::find_if(known.begin(), known.end(), [&](const Known& k) {
        return k.file == file && k.time == time && k.size == size;
    });
    if (found != known.end()) {
        known.splice(known.begin(), known, found);
        return found->archive;
    }
    known.remove_if([&](const Known& k) { return k.file == file; });
    known.push_front({file, time, size, std::make_shared<const Archive>(file)});
    if (known.size() > 4) known.pop_back();
    return known.front().archive;
}

std::string nameInArchive(const std::string& archive, std::string_view entry) {
    return archive + std::string(kSeparator) + std::string(entry);
}

std::optional<std::pair<std::shared_ptr<const Archive>, std::string>> entryOfArchive(
    const std::string& file) {
    auto at = file.find(kSeparator);
    if (at == std::string::npos) return std::nullopt;
    std::error_code error;
    if (fs::exists(file, error)) return std::nullopt;
    for (; at != std::string::npos; at = file.find(kSeparator, at + 1)) {
        const std::string archive = file.substr(0, at);
        if (fs::is_regular_file(archive, error))
            return std::pair(openArchive(archive), file.substr(at + kSeparator.size()));
    }
    return std::nullopt;
}

}  // namespace dokuei::viewer
