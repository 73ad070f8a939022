#include "tests/fuzz/FuzzTargets.h"

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "viewer/Error.h"

namespace dokuei::viewer::fuzz {
namespace {

// More would only make each execution slow.
constexpr long long kSmall = 1LL << 20;

/// One folder for the whole run: making it anew for each input would take half the time.
class OwnFolder {
public:
    OwnFolder()
        : path_(std::filesystem::temp_directory_path() / ("dokuei-fuzz-" + std::to_string(getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~OwnFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    OwnFolder(const OwnFolder&) = delete;
    OwnFolder& operator=(const OwnFolder&) = delete;
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

const OwnFolder& ownFolder() {
    static const OwnFolder folder;
    return folder;
}

}  // namespace

InputFile::InputFile(Bytes bytes, const std::string& name) : path_(ownFolder() / name) {
    std::ofstream out(path_, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

InputFile::~InputFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void require(bool condition, const char* what) {
    if (!condition) throw std::logic_error(what);
}

void requireSound(const VolumeSource& source) {
    const Geometry& g = source.geometry;
    for (int axis = 0; axis < 3; ++axis) {
        require(g.size[axis] >= 1, "a volume has no voxels along an axis");
        require(std::isfinite(g.spacing[axis]) && g.spacing[axis] > 0, "a spacing is not a positive number");
        require(std::isfinite(g.origin[axis]), "an origin is not a number");
    }
    for (int axis = 0; axis < 3; ++axis) {
        double length = 0;
        for (int row = 0; row < 3; ++row) length += g.direction[3 * row + axis] * g.direction[3 * row + axis];
        require(std::abs(length - 1) < 0.01, "a direction is not a unit vector");
    }
    const Vec3 there = g.voxelFromLps(g.lpsFromVoxel({1, 1, 1}));
    for (const double voxel : there) require(std::isfinite(voxel), "a position has no place on the grid");
    require(std::isfinite(source.rescaleSlope) && source.rescaleSlope != 0, "the slope cannot be used");
    require(std::isfinite(source.rescaleIntercept), "the intercept is not a number");
    require(std::isfinite(source.padding), "the padding is not a number");
    require(source.slices.empty() || static_cast<int>(source.slices.size()) == g.size[2],
            "the volume has another number of slices than sources");
    for (const SliceSource& slice : source.slices) {
        require(slice.offsetI >= 0 && slice.offsetI < g.size[0], "a slice lies beside the grid");
        require(slice.offsetJ >= 0 && slice.offsetJ < g.size[1], "a slice lies beside the grid");
        require(std::isfinite(slice.slope) && std::isfinite(slice.intercept), "a rescale is not a number");
    }
}

void decodeSmall(const Study& study) {
    for (const VolumeSource& source : study.volumes) {
        if (source.geometry.voxelCount() > kSmall) continue;
        try {
            const auto volume = allocateVolume(source);
            decodeVolume(source, *volume, nullptr, -1, 1);
            require(volume->complete(), "a decoded volume has slices that are not ready");
            const auto statistics = volume->statistics();
            require(std::isfinite(statistics.min) && std::isfinite(statistics.max),
                    "a voxel is not a number");
        } catch (const Error&) {
        }
    }
}

}  // namespace dokuei::viewer::fuzz
