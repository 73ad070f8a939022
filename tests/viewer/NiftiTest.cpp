#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <vector>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

using test::TemporaryFolder;
using testing::Contains;
using testing::HasSubstr;

/// A NIfTI-1 file of 4 x 3 x 2 voxels that count from 0, as float.
struct Nifti {
    std::vector<unsigned char> header = std::vector<unsigned char>(352, 0);
    int volumes = 1;

    template <typename T>
    void put(int offset, T value) {
        std::memcpy(header.data() + offset, &value, sizeof value);
    }

    Nifti() {
        put<std::int32_t>(0, 348);
        const std::int16_t dim[8] = {3, 4, 3, 2, 1, 1, 1, 1};
        std::memcpy(header.data() + 40, dim, sizeof dim);
        put<std::int16_t>(70, 16);
        put<std::int16_t>(72, 32);
        const float pixdim[8] = {1, 1, 2, 3, 2.5F, 1, 1, 1};
        std::memcpy(header.data() + 76, pixdim, sizeof pixdim);
        put<float>(108, 352);
        put<float>(112, 1);
        header[123] = 2 | 8;  // mm, s
        std::memcpy(header.data() + 344, "n+1", 4);
    }

    /// Axes along +x (left in RAS is negative), +y, +z with this origin, RAS.
    void sform(float x, float y, float z) {
        put<std::int16_t>(254, 1);
        const float rows[12] = {1, 0, 0, x, 0, 2, 0, y, 0, 0, 3, z};
        std::memcpy(header.data() + 280, rows, sizeof rows);
    }
    void qform(float x, float y, float z) {
        put<std::int16_t>(252, 1);
        put<float>(268, x);
        put<float>(272, y);
        put<float>(276, z);
    }

    void write(const std::string& file) {
        if (volumes > 1) {
            put<std::int16_t>(40, 4);
            put<std::int16_t>(48, static_cast<std::int16_t>(volumes));
        }
        std::ofstream out(file, std::ios::binary);
        out.write(reinterpret_cast<const char*>(header.data()), 352);
        for (int v = 0; v < 24 * volumes; ++v) {
            const float value = static_cast<float>(v) + 0.5F;
            out.write(reinterpret_cast<const char*>(&value), sizeof value);
        }
    }
};

TEST(Nifti, TheSformIsTakenAndADisagreementTold) {
    TemporaryFolder folder;
    Nifti nifti;
    nifti.sform(10, 20, 30);
    nifti.qform(10, 20, 37);
    nifti.write(folder / "a.nii");
    const auto volume = loadVolume(folder / "a.nii");
    // RAS to LPS.
    EXPECT_EQ(volume->geometry().origin, (Vec3{-10, -20, 30}));
    EXPECT_EQ(volume->geometry().spacing, (Vec3{1, 2, 3}));
    EXPECT_NEAR(volume->geometry().lpsFromVoxel({1, 1, 1})[0], -11, 1e-6);
    EXPECT_THAT(volume->warnings, Contains(HasSubstr("7.0 mm apart")));
    EXPECT_NEAR(volume->valueAt(1, 2, 1), 1 + 4 * 2 + 12 + 0.5, 1e-6);
}

TEST(Nifti, TheQformIsTakenWhenTheSformHasNoCode) {
    TemporaryFolder folder;
    Nifti nifti;
    nifti.sform(10, 20, 30);
    nifti.put<std::int16_t>(254, 0);
    nifti.qform(1, 2, 3);
    nifti.write(folder / "a.nii");
    const auto volume = loadVolume(folder / "a.nii");
    EXPECT_EQ(volume->geometry().origin, (Vec3{-1, -2, 3}));
    EXPECT_TRUE(volume->warnings.empty());
}

TEST(Nifti, WithoutEitherFormNothingIsSaidAboutLeftAndRight) {
    TemporaryFolder folder;
    Nifti nifti;
    nifti.write(folder / "a.nii");
    const auto volume = loadVolume(folder / "a.nii");
    EXPECT_FALSE(volume->identity.placed);
    EXPECT_THAT(volume->warnings, Contains(HasSubstr("does not tell how it lies")));
}

TEST(Nifti, SlopeAndInterceptAreApplied) {
    TemporaryFolder folder;
    Nifti nifti;
    nifti.sform(0, 0, 0);
    nifti.put<float>(112, 2);
    nifti.put<float>(116, -3);
    nifti.write(folder / "a.nii");
    EXPECT_NEAR(loadVolume(folder / "a.nii")->valueAt(3, 0, 0), 2 * 3.5 - 3, 1e-5);
}

TEST(Nifti, TimePointsAreOneEntryAndReadOneByOne) {
    TemporaryFolder folder;
    Nifti nifti;
    nifti.sform(0, 0, 0);
    nifti.volumes = 3;
    nifti.write(folder / "a.nii");
    const Study study = scanStudy(folder / "a.nii");
    ASSERT_EQ(study.volumes.size(), 3U);
    for (int v = 0; v < 3; ++v) {
        const Phase& phase = study.volumes[v].identity.phase;
        EXPECT_EQ(phase.index, v);
        EXPECT_EQ(phase.count, 3);
        char label[20];
        std::snprintf(label, sizeof label, "t=%.1f s", 2.5 * v);
        EXPECT_EQ(phase.label, label);
        const auto volume = allocateVolume(study.volumes[v]);
        decodeVolume(study.volumes[v], *volume);
        EXPECT_NEAR(volume->valueAt(0, 0, 0), 24 * v + 0.5, 1e-6);
        EXPECT_NEAR(volume->valueAt(3, 2, 1), 24 * v + 23.5, 1e-6);
    }
}

TEST(Nifti, ARealSeriesOfElevenFramesIsReadWhole) {
    REQUIRE_SHARED_DATA(file, "volumes/itksnap/img4d_11f.nii.gz");
    const Study study = scanStudy(file);
    ASSERT_EQ(study.volumes.size(), 11U);
    EXPECT_EQ(study.volumes[10].identity.phase.index, 10);
    const auto first = allocateVolume(study.volumes[0]), last = allocateVolume(study.volumes[10]);
    decodeVolume(study.volumes[0], *first);
    decodeVolume(study.volumes[10], *last);
    EXPECT_NE(std::memcmp(first->data(), last->data(), first->byteCount()), 0);
}

}  // namespace
}  // namespace dokuei::viewer
