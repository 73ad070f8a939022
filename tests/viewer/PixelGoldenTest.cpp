#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <gtest/gtest.h>

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/Error.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

/// One line of the fixture; make_pixel_checksums.py says what the fields are.
struct Expected {
    std::string file, kind, sha256;
    int frame = 1, tolerance = 0, i = 0, j = 0;
    bool exact = true;
    std::vector<int> values;
};

std::vector<Expected> readFixture() {
    std::ifstream in(std::string(DOKUEI_SOURCE_DIR) + "/tests/viewer/fixtures/pixel_checksums.txt");
    std::vector<Expected> all;
    for (std::string line; std::getline(in, line);) {
        std::istringstream fields(line);
        Expected e;
        std::string frame, how;
        std::getline(fields, e.file, '\t');
        std::getline(fields, frame, '\t');
        std::getline(fields, how, '\t');
        std::getline(fields, e.kind, '\t');
        e.frame = std::stoi(frame);
        e.exact = how == "exact";
        if (e.exact) {
            fields >> e.sha256;
        } else {
            fields >> e.tolerance >> e.i >> e.j;
            for (int value; fields >> value;) e.values.push_back(value);
        }
        all.push_back(std::move(e));
    }
    return all;
}

/// A slice of a volume and what its numbers are.
struct Slice {
    std::shared_ptr<Volume> volume;
    int k = 0;
};

/// Every frame that a file's volumes hold, by its number.
std::map<int, Slice> framesOf(const std::string& file) {
    std::map<int, Slice> frames;
    for (const VolumeSource& source : scanStudy(file).volumes) {
        const std::shared_ptr<Volume> volume = allocateVolume(source);
        for (const SkippedFile& skipped : decodeVolume(source, *volume))
            ADD_FAILURE() << skipped.file << ": " << skipped.reason;
        for (int k = 0; k < volume->geometry().size[2]; ++k) frames[volume->slices.at(k).frame] = {volume, k};
    }
    return frames;
}

/// The frames of an object that is no image volume by itself (a segmentation, a dose), decoded all the same.
std::map<int, Slice> framesOfObject(const std::string& file, const std::string& kind) {
    DcmFileFormat format;
    if (format.loadFile(file.c_str()).bad()) throw ReadError(file, "cannot be read");
    Uint16 rows = 0, columns = 0;
    Sint32 count = 1;
    format.getDataset()->findAndGetUint16(DCM_Rows, rows);
    format.getDataset()->findAndGetUint16(DCM_Columns, columns);
    format.getDataset()->findAndGetSint32(DCM_NumberOfFrames, count);
    count = std::max<Sint32>(1, count);
    VolumeSource source;
    source.geometry.size = {columns, rows, count};
    source.scalarType = kind == "rescaled" ? ScalarType::Float32 : ScalarType::Int16;
    std::map<int, Slice> frames;
    for (int f = 1; f <= count; ++f) {
        SliceSource slice;
        slice.identity.file = file;
        slice.identity.frame = f;
        source.slices.push_back(slice);
    }
    const std::shared_ptr<Volume> volume = allocateVolume(source);
    for (const SkippedFile& skipped : decodeVolume(source, *volume))
        ADD_FAILURE() << skipped.file << ": " << skipped.reason;
    for (int f = 1; f <= count; ++f) frames[f] = {volume, f - 1};
    return frames;
}

bool isObject(const std::string& file) {
    return file.find("rtdose") != std::string::npos || file.find("liver") != std::string::npos;
}

template <typename T>
T numberAt(const Slice& slice, std::size_t index) {
    const void* plane = slice.volume->slice(slice.k);
    switch (slice.volume->scalarType()) {
        case ScalarType::Int16:
            return static_cast<T>(static_cast<const std::int16_t*>(plane)[index]);
        case ScalarType::UInt16:
            return static_cast<T>(static_cast<const std::uint16_t*>(plane)[index]);
        case ScalarType::Float32:
            return static_cast<T>(static_cast<const float*>(plane)[index]);
        case ScalarType::Rgb8:
            return static_cast<T>(static_cast<const std::uint8_t*>(plane)[index]);
    }
    return {};
}

template <typename T>
std::string sha256Of(const Slice& slice, std::size_t count) {
    std::vector<T> numbers(count);
    for (std::size_t n = 0; n < count; ++n) numbers[n] = numberAt<T>(slice, n);
    return QCryptographicHash::hash(QByteArray::fromRawData(reinterpret_cast<const char*>(numbers.data()),
                                                            static_cast<qsizetype>(count * sizeof(T))),
                                    QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

void compare(const Expected& expected, const Slice& slice) {
    const Volume& volume = *slice.volume;
    const bool rgb = expected.kind == "rgb";
    ASSERT_EQ(volume.scalarType() == ScalarType::Rgb8, rgb);
    ASSERT_EQ(volume.scalarType() == ScalarType::Float32, expected.kind == "rescaled");
    const std::size_t channels = rgb ? 3 : 1, columns = volume.geometry().size[0],
                      count = columns * volume.geometry().size[1] * channels;
    if (expected.exact) {
        EXPECT_EQ(rgb                           ? sha256Of<std::uint8_t>(slice, count)
                  : expected.kind == "rescaled" ? sha256Of<float>(slice, count)
                                                : sha256Of<std::int32_t>(slice, count),
                  expected.sha256);
        return;
    }
    const std::size_t first = (columns * expected.j + expected.i) * channels;
    ASSERT_LE(first + expected.values.size(), count);
    for (std::size_t v = 0; v < expected.values.size(); ++v)
        EXPECT_NEAR(numberAt<int>(slice, first + v), expected.values[v], expected.tolerance) << "value " << v;
}

TEST(PixelGolden, EveryFrameEqualsThatOfAnIndependentDecoder) {
    REQUIRE_SHARED_DATA(folder, "");
    const auto all = readFixture();
    ASSERT_GT(all.size(), 100U);
    std::map<std::string, std::map<int, Slice>> opened;
    for (const Expected& expected : all) {
        SCOPED_TRACE(expected.file + " frame " + std::to_string(expected.frame));
        const auto path = std::filesystem::path(folder) / expected.file;
        if (!std::filesystem::exists(path)) continue;
        try {
            if (!opened.contains(expected.file)) {
                opened.clear();
                opened[expected.file] = isObject(expected.file) ? framesOfObject(path.string(), expected.kind)
                                                                : framesOf(path.string());
            }
            const auto& frames = opened[expected.file];
            const auto slice = frames.find(expected.frame);
            if (slice == frames.end())
                ADD_FAILURE() << "the frame is missing";
            else
                compare(expected, slice->second);
        } catch (const Error& error) {
            ADD_FAILURE() << error.what();
        }
    }
}

}  // namespace
}  // namespace dokuei::viewer
