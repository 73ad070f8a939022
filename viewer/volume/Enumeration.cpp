#include "viewer/volume/Enumeration.h"

#include <sys/stat.h>

#include <filesystem>
#include <set>
#include <utility>
#include <vector>

#include "viewer/Error.h"

namespace dokuei::viewer {

void forEachFileBelow(const std::string& folder, const std::function<bool(std::string)>& found,
                      const std::function<void(std::string, std::string)>& refused) {
    namespace fs = std::filesystem;
    std::vector<fs::path> waiting{folder};
    std::set<std::pair<dev_t, ino_t>> visited;
    const auto firstVisit = [&](const fs::path& path) {
        struct stat status {};
        return stat(path.c_str(), &status) == 0 && visited.emplace(status.st_dev, status.st_ino).second;
    };
    firstVisit(folder);
    for (bool top = true; !waiting.empty(); top = false) {
        const fs::path here = std::move(waiting.back());
        waiting.pop_back();
        std::error_code error;
        fs::directory_iterator entry(here, error), end;
        if (error && top) throw ReadError(folder, "cannot be opened (" + error.message() + ")");
        if (error) refused(here, "cannot be opened (" + error.message() + ")");
        for (; !error && entry != end; entry.increment(error)) {
            std::error_code unknown;
            const fs::file_status status = entry->status(unknown);
            if (fs::is_directory(status)) {
                if (firstVisit(entry->path())) waiting.push_back(entry->path());
            } else if (fs::is_regular_file(status)) {
                if (!found(entry->path())) return;
            } else if (status.type() == fs::file_type::none) {
                refused(entry->path(), "cannot be opened (" + unknown.message() + ")");
            }
        }
        if (error && entry != end) refused(here, "cannot be read (" + error.message() + ")");
    }
}

}  // namespace dokuei::viewer
