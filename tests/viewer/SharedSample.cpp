#include "tests/viewer/SharedSample.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

/// Holds a lock file as long as it lives.
class Lock {
public:
    explicit Lock(const fs::path& file) : handle_(open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644)) {
        if (handle_ < 0 || flock(handle_, LOCK_EX) != 0)
            throw std::runtime_error("cannot lock " + file.string());
    }
    ~Lock() { close(handle_); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    int handle_;
};

std::vector<SampleTruth> readTruths(const fs::path& file, const std::string& stamp) {
    std::ifstream stream(file);
    std::string found;
    if (!std::getline(stream, found) || found != stamp) return {};
    std::vector<SampleTruth> truths;
    for (SampleTruth t; stream >> t.key >> t.side;) {
        for (auto& v : t.lps) stream >> v;
        stream >> t.millilitres >> t.hu;
        if (t.side == "-") t.side.clear();
        truths.push_back(t);
    }
    return truths;
}

void writeTruths(const fs::path& file, const std::string& stamp, const std::vector<SampleTruth>& truths) {
    std::ofstream stream(file);
    stream.precision(12);
    stream << stamp << '\n';
    for (const auto& t : truths) {
        stream << t.key << ' ' << (t.side.empty() ? "-" : t.side);
        for (const double v : t.lps) stream << ' ' << v;
        stream << ' ' << t.millilitres << ' ' << t.hu << '\n';
    }
}

SharedSample makeSharedSample() {
    const auto program = fs::read_symlink("/proc/self/exe");
    const auto folder = program.parent_path() / "test-sample";
    fs::create_directories(folder);
    const Lock lock(folder / "lock");
    const auto stamp = std::to_string(fs::last_write_time(program).time_since_epoch().count());
    SharedSample sample{(folder / "study").string(), readTruths(folder / "truths.txt", stamp)};
    if (!sample.truths.empty()) return sample;
    sample.truths = writeSampleStudy(sample.directory, DOKUEI_SOURCE_DIR "/resources/anatomy/bodyparts3d", 1);
    writeTruths(folder / "truths.txt", stamp, sample.truths);
    return sample;
}

}  // namespace

const SharedSample& sharedSample() {
    static const auto sample = makeSharedSample();
    return sample;
}

}  // namespace dokuei::viewer
