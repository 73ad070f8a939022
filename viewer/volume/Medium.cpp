#include "viewer/volume/Medium.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <unordered_map>

#include "viewer/Error.h"
#include "viewer/dicom/Archive.h"
#include "viewer/dicom/DicomDir.h"
#include "viewer/volume/Reason.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNamed = 100;

/// A path as two media may both write it.
std::string comparable(std::string path) {
    std::string out;
    for (std::size_t begin = 0; begin <= path.size();) {
        const auto end = std::min(path.find('/', begin), path.size());
        std::string part = path.substr(begin, end - begin);
        if (const auto version = part.rfind(';'); version != std::string::npos && version > 0)
            part.resize(version);
        if (part.size() > 1 && part.ends_with('.')) part.pop_back();
        for (char& c : part)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        out += part + '/';
        begin = end + 1;
    }
    return out;
}

/// The folder of a DICOMDIR, with its final '/'; empty at the top of an archive's entries.
std::string folderOf(const std::string& directory) {
    const auto slash = directory.rfind('/');
    return slash == std::string::npos ? std::string() : directory.substr(0, slash + 1);
}

/// Whether a file on disk lies outside the folder once its links are followed.
bool linksOutside(const std::string& folder, const std::string& file) {
    std::error_code error;
    const fs::path root = fs::canonical(folder, error);
    if (error) return false;
    const fs::path target = fs::canonical(file, error);
    if (error) return false;
    return std::mismatch(root.begin(), root.end(), target.begin(), target.end()).first != root.end();
}

}  // namespace

std::vector<SkippedFile> checkDirectories(const std::vector<std::string>& directories,
                                          const std::vector<std::string>& files) {
    std::vector<SkippedFile> told;
    if (directories.empty()) return told;
    std::unordered_map<std::string, std::string> there;
    for (const std::string& file : files) there.emplace(comparable(file), file);
    std::set<std::string> named;
    std::size_t missing = 0;
    for (const std::string& directory : directories) {
        try {
            const std::string folder = folderOf(directory);
            for (const DirectoryRecord& record : readDicomDir(directory)) {
                const std::string id = fileIdText(record.fileId);
                if (!staysInFolder(record.fileId)) {
                    if (named.insert(id).second && named.size() <= kMostNamed)
                        told.push_back({id, "the DICOMDIR names a file outside its folder; refused"});
                    continue;
                }
                const auto found = there.find(comparable(folder + id));
                const bool isThere = found != there.end();
                const std::string file = isThere ? found->second : folder + id;
                if (isThere && !(fs::is_symlink(file) && linksOutside(folder, file))) continue;
                if (!named.insert(comparable(file)).second) continue;
                if (!isThere && ++missing > kMostNamed) continue;
                told.push_back({file, isThere ? "lies outside the folder of its DICOMDIR (a link)"
                                              : "named in the DICOMDIR, but not on the medium"});
            }
        } catch (const Error& error) {
            told.push_back({directory, reasonOf(directory, error)});
        }
    }
    if (missing > kMostNamed)
        told.push_back(
            {directories.front(), std::to_string(missing - kMostNamed) +
                                      " more files that the DICOMDIR names are not on the medium"});
    return told;
}

}  // namespace dokuei::viewer
