#include "viewer/library/ImportFiles.h"

#include <QHash>
#include <algorithm>
#include <filesystem>

#include "viewer/Error.h"
#include "viewer/dicom/Archive.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

bool hiddenInLibrary(const fs::path& folder) {
    const std::string name = folder.filename();
    return name == ".incoming" || name == ".removed";
}

std::vector<FoundFile> filesInArchive(const std::string& file) {
    const auto archive = openArchive(file);
    std::vector<FoundFile> files;
    for (const ArchiveEntry& entry : archive->entries())
        if (!entry.name.ends_with('/'))
            files.push_back({nameInArchive(file, entry.name),
                             {static_cast<qint64>(entry.unpacked), stampOf(file).mtime}});
    return files;
}

}  // namespace

std::vector<FoundFile> filesToImport(const std::string& path, const std::atomic<bool>& cancel) {
    std::error_code error;
    fs::path start = fs::absolute(path, error).lexically_normal();
    if (!start.has_filename()) start = start.parent_path();
    if (!fs::exists(start, error)) throw ReadError(path, "does not exist");
    if (start.filename() == "DICOMDIR" && fs::is_regular_file(start, error)) start = start.parent_path();
    std::vector<FoundFile> files;
    if (!fs::is_directory(start, error)) {
        if (isArchive(start)) return filesInArchive(start);
        files.push_back({start, stampOf(start)});
        return files;
    }
    fs::recursive_directory_iterator entry(start, fs::directory_options::skip_permission_denied, error), end;
    if (error) throw ReadError(start, "cannot be opened (" + error.message() + ")");
    for (; entry != end; entry.increment(error)) {
        if (cancel) throw Cancelled();
        if (error) throw ReadError(start, "cannot be read (" + error.message() + ")");
        if (entry->is_directory(error) && hiddenInLibrary(entry->path())) entry.disable_recursion_pending();
        if (!entry->is_regular_file(error)) continue;
        const FileStamp stamp = stampOf(entry->path());
        if (stamp.size >= 0) files.push_back({entry->path(), stamp});
    }
    std::sort(files.begin(), files.end(),
              [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
    return files;
}

long long removeUnchanged(const QSqlDatabase& database, bool asCopies, std::vector<FoundFile>& files) {
    Statement seen(database,
                   "SELECT s.name, s.size, s.mtime FROM seen s JOIN folder f ON f.id=s.folder WHERE "
                   "f.path=? AND s.copied>=?");
    std::string folder;
    QHash<QByteArray, FileStamp> known;
    const auto unchanged = [&](const FoundFile& file) {
        const std::size_t slash = file.path.rfind('/');
        const std::string parent = file.path.substr(0, std::max<std::size_t>(slash, 1));
        if (parent != folder) {
            folder = parent;
            known.clear();
            seen.run({QString::fromStdString(folder), int(asCopies)});
            while (seen.next()) known.insert(seen.text(0).toUtf8(), {seen.integer(1), seen.integer(2)});
        }
        const auto found = known.constFind(QByteArray::fromStdString(file.path.substr(slash + 1)));
        return found != known.constEnd() && *found == file.stamp;
    };
    const auto before = files.size();
    std::erase_if(files, unchanged);
    return static_cast<long long>(before - files.size());
}

}  // namespace dokuei::viewer
