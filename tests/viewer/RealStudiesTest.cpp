#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <map>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/Error.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

using testing::Contains;
using testing::HasSubstr;

std::shared_ptr<Volume> decoded(const VolumeSource& source) {
    auto volume = allocateVolume(source);
    const auto failed = decodeVolume(source, *volume);
    EXPECT_TRUE(failed.empty());
    return volume;
}

/// Compares each image of `originals` (as published, uncompressed) with the slice of the same file name.
void expectSlicesEqualOriginals(const Volume& volume, const std::string& originals) {
    std::map<std::string, int> sliceOfName;
    for (std::size_t k = 0; k < volume.slices.size(); ++k)
        sliceOfName[std::filesystem::path(volume.slices[k].file).filename()] = static_cast<int>(k);
    int compared = 0;
    for (const auto& entry : std::filesystem::directory_iterator(originals)) {
        const auto original = loadVolume(entry.path());
        ASSERT_TRUE(sliceOfName.contains(entry.path().filename())) << entry.path();
        const int k = sliceOfName[entry.path().filename()];
        ASSERT_EQ(original->scalarType(), volume.scalarType());
        EXPECT_EQ(std::memcmp(original->data(), volume.slice(k), original->byteCount()), 0) << entry.path();
        const Vec3 here = volume.geometry().lpsFromVoxel({0, 0, double(k)}),
                   there = original->geometry().origin;
        for (int c = 0; c < 3; ++c) EXPECT_NEAR(here[c], there[c], 0.002);
        ++compared;
    }
    EXPECT_GT(compared, 0);
}

void expectSameVoxels(const std::string& a, const std::string& b) {
    const auto first = loadVolume(a), second = loadVolume(b);
    ASSERT_EQ(first->byteCount(), second->byteCount());
    EXPECT_EQ(std::memcmp(first->data(), second->data(), first->byteCount()), 0) << a << " and " << b;
}

TEST(RealStudies, FeetFirstChestCtInJpegLsIsOneVolumeInTheRightOrder) {
    REQUIRE_SHARED_DATA(folder, "ct-body/lidc-idri-0314-jpegls");
    const Study study = scanStudy(folder);
    ASSERT_EQ(study.volumes.size(), 1U);
    const Geometry& g = study.volumes[0].geometry;
    EXPECT_EQ(g.size, (Index3{512, 512, 275}));
    EXPECT_NEAR(g.spacing[0], 0.78125, 1e-9);
    EXPECT_NEAR(g.spacing[2], 1.0, 1e-4);
    EXPECT_NEAR(g.origin[2], -679.8, 1e-3);
    EXPECT_EQ(g.direction, (std::array<double, 9>{1, 0, 0, 0, 1, 0, 0, 0, 1}));
    const auto volume = decoded(study.volumes[0]);
    EXPECT_EQ(volume->scalarType(), ScalarType::Int16);
    EXPECT_EQ(volume->rescaleIntercept, -1000);
    REQUIRE_SHARED_DATA(originals, "ct-body/lidc-idri-0314-originals");
    expectSlicesEqualOriginals(*volume, originals);
}

TEST(RealStudies, JpegLosslessChestCtEqualsItsOriginals) {
    REQUIRE_SHARED_DATA(folder, "ct-body/lung-dx-a0002-b40f");
    const auto volume = loadVolume(folder);
    EXPECT_EQ(volume->geometry().size[2], 30);
    EXPECT_NEAR(volume->geometry().origin[2], 80, 1e-6);
    EXPECT_NEAR(volume->geometry().spacing[2], 8, 1e-6);
    REQUIRE_SHARED_DATA(originals, "ct-body/lung-dx-a0002-b40f-originals");
    expectSlicesEqualOriginals(*volume, originals);
}

TEST(RealStudies, JpegLsBrainMrEqualsItsOriginals) {
    REQUIRE_SHARED_DATA(folder, "mr/vs-seg-001-t1gd-jpegls");
    const auto volume = loadVolume(folder);
    EXPECT_EQ(volume->geometry().size[2], 120);
    EXPECT_NEAR(volume->geometry().spacing[2], 1.5, 1e-3);
    REQUIRE_SHARED_DATA(originals, "mr/vs-seg-001-t1gd-originals");
    expectSlicesEqualOriginals(*volume, originals);
}

TEST(RealStudies, Jpeg2000CtLiesOnTheGridOfItsLabels) {
    REQUIRE_SHARED_DATA(folder, "ct-body/totalsegmentator-example-j2k");
    REQUIRE_SHARED_DATA(labels, "ct-body/totalsegmentator-example-j2k-labels/example_seg_dicom.nii.gz");
    const auto ct = loadVolume(folder);
    EXPECT_EQ(ct->geometry().size, (Index3{512, 512, 20}));
    EXPECT_NEAR(ct->geometry().spacing[2], 2, 1e-6);
    EXPECT_FALSE(ct->slices[0].sopInstanceUid.empty()) << "the data set lacks it, the file header has it";
    const auto seg = loadVolume(labels);
    // Upper arm bones (labels 69 and 70) are dense; on a mirrored grid they would not be.
    double sum = 0;
    long count = 0;
    const Geometry& g = seg->geometry();
    for (int k = 0; k < g.size[2]; ++k)
        for (int j = 0; j < g.size[1]; ++j)
            for (int i = 0; i < g.size[0]; ++i) {
                const int label = static_cast<int>(seg->valueAt(i, j, k));
                if (label != 69 && label != 70) continue;
                const Vec3 voxel =
                    ct->geometry().voxelFromLps(g.lpsFromVoxel({double(i), double(j), double(k)}));
                sum += ct->valueAt(static_cast<int>(std::lround(voxel[0])),
                                   static_cast<int>(std::lround(voxel[1])),
                                   static_cast<int>(std::lround(voxel[2])));
                ++count;
            }
    ASSERT_GT(count, 1000);
    EXPECT_GT(sum / static_cast<double>(count), 500);
}

TEST(RealStudies, EnhancedMrGivesTheSamePixelsInFiveSyntaxes) {
    REQUIRE_SHARED_DATA(folder, "mr/enhanced-emri_small");
    const auto plain = folder + "/emri_small.dcm";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".dcm") continue;
        expectSameVoxels(plain, entry.path());
    }
}

TEST(RealStudies, LosslessSyntaxesGiveTheUncompressedPixels) {
    REQUIRE_SHARED_DATA(folder, "syntaxes/nema-wg04");
    int compared = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename();
        for (const char* lossless : {"_J2KR", "_JLSL", "_JPLL", "_RLE"}) {
            const auto at = name.find(lossless);
            if (at == std::string::npos) continue;
            const std::string plain =
                (entry.path().parent_path() / (name.substr(0, at) + "_UNC.dcm")).string();
            if (!std::filesystem::exists(plain)) continue;
            expectSameVoxels(plain, entry.path());
            ++compared;
        }
    }
    EXPECT_GE(compared, 9);
}

TEST(RealStudies, OneSmallMrGivesTheSamePixelsInEverySyntax) {
    REQUIRE_SHARED_DATA(folder, "syntaxes/pydicom");
    for (const char* other :
         {"RLE", "bigendian", "expb", "implicit", "jp2klossless", "jpeg_ls_lossless", "padded"})
        expectSameVoxels(folder + "/MR_small.dcm", folder + "/MR_small_" + other + ".dcm");
}

/// The first pixel of every image is found again where its header puts it.
void expectImagesInPlace(const VolumeSource& volume) {
    for (std::size_t k = 0; k < volume.slices.size(); ++k) {
        const SliceSource& slice = volume.slices[k];
        const Vec3 lps = volume.geometry.lpsFromVoxel({slice.offsetI, slice.offsetJ, double(k)});
        for (int c = 0; c < 3; ++c) EXPECT_NEAR(lps[c], slice.position[c], 0.05);
    }
}

TEST(RealStudies, TiltedHeadCtIsSplitWhereItsSpacingChangesAndStraightened) {
    REQUIRE_SHARED_DATA(folder, "ct-head/ge-tilt18.5-variable-spacing");
    const Study study = scanStudy(folder);
    ASSERT_EQ(study.volumes.size(), 3U);
    EXPECT_NEAR(study.volumes[0].geometry.spacing[2], 4.22 * std::cos(18.5 * M_PI / 180), 0.01);
    EXPECT_NEAR(study.volumes[1].geometry.spacing[2], 7.38 * std::cos(18.5 * M_PI / 180), 0.01);
    for (const int v : {0, 1}) {
        const VolumeSource& volume = study.volumes[v];
        EXPECT_FALSE(volume.resampled);
        EXPECT_EQ(volume.geometry.size[2], 14);
        EXPECT_THAT(volume.warnings, Contains(HasSubstr("gantry tilt of 18.5 degrees")));
        expectImagesInPlace(volume);
    }
}

TEST(RealStudies, TiltedHeadCtOfTwoSpacingsIsAlsoOneWholeHead) {
    REQUIRE_SHARED_DATA(folder, "ct-head/ge-tilt18.5-variable-spacing");
    const Study study = scanStudy(folder);
    ASSERT_EQ(study.volumes.size(), 3U);
    const VolumeSource& whole = study.volumes[2];
    EXPECT_TRUE(whole.resampled);
    EXPECT_THAT(whole.warnings, Contains(HasSubstr("unevenly spaced")));
    EXPECT_THAT(whole.warnings, Contains(HasSubstr("gantry tilt of 18.5 degrees")));
    const auto volume = decoded(whole);
    const Geometry& g = volume->geometry();
    const auto lower = decoded(study.volumes[0]), upper = decoded(study.volumes[1]);
    EXPECT_NEAR(g.spacing[2] * (g.size[2] - 1), 13 * 4.0023 + 13 * 6.9988 + 1.08, 0.2);
    // What the first and the last image show lies where they say.
    for (const auto& [part, k] : {std::pair{lower, 0}, std::pair{upper, 13}}) {
        double error = 0, count = 0;
        const double offset = part->slices[k].offsetJ;
        for (int j = 60; j < 440; j += 5)
            for (int i = 60; i < 440; i += 5) {
                const double row = std::round(j + offset);
                const Vec3 v = g.voxelFromLps(part->geometry().lpsFromVoxel({double(i), row, double(k)}));
                const Index3 at{static_cast<int>(std::lround(v[0])), static_cast<int>(std::lround(v[1])),
                                static_cast<int>(std::lround(v[2]))};
                EXPECT_NEAR(v[2], at[2], 0.3);
                error += std::abs(volume->valueAt(at[0], at[1], at[2]) -
                                  part->valueAt(i, static_cast<int>(row), k));
                ++count;
            }
        EXPECT_LT(error / count, 40) << k;
    }
    // Every slice still names an image of the series, the nearer one.
    for (int k = 0; k < g.size[2]; ++k) EXPECT_FALSE(volume->slices[k].sopInstanceUid.empty());
    EXPECT_EQ(volume->slices.front().sopInstanceUid, lower->slices.front().sopInstanceUid);
    EXPECT_EQ(volume->slices.back().sopInstanceUid, upper->slices.back().sopInstanceUid);
}

TEST(RealStudies, PetSlicesWithSlopesOfTheirOwnBecomeFloat) {
    REQUIRE_SHARED_DATA(folder, "pet-ct-mr-rtstruct/STS_004");
    const Study study = scanStudy(folder);
    std::map<std::string, const VolumeSource*> byModality;
    for (const VolumeSource& volume : study.volumes) byModality[volume.identity.modality] = &volume;
    ASSERT_EQ(byModality.size(), 3U);
    EXPECT_EQ(byModality["PT"]->scalarType, ScalarType::Float32);
    EXPECT_EQ(byModality["PT"]->geometry.size, (Index3{43, 46, 85}));
    EXPECT_EQ(byModality["CT"]->scalarType, ScalarType::Int16);
    EXPECT_EQ(byModality["CT"]->geometry.size, (Index3{173, 183, 85}));
    const auto pet = decoded(*byModality["PT"]);
    EXPECT_NEAR(pet->statistics().max, 5.367, 0.001);
}

TEST(RealStudies, EnhancedCtTakesGeometryAndRescaleFromItsFunctionalGroups) {
    REQUIRE_SHARED_DATA(file, "ct-head/enhanced-ct-2frames-eCT_Supplemental.dcm");
    const auto volume = loadVolume(file);
    EXPECT_EQ(volume->geometry().size, (Index3{512, 512, 2}));
    EXPECT_NEAR(volume->geometry().spacing[0], 0.388672, 1e-5);
    EXPECT_EQ(volume->rescaleIntercept, -1024);
    // Frame 2 lies below frame 1.
    EXPECT_EQ(volume->slices[0].frame, 2);
    EXPECT_EQ(volume->slices[1].frame, 1);
    EXPECT_NEAR(volume->geometry().spacing[2], 10, 1e-6);
}

TEST(RealStudies, DamagedFilesAreNamedAndNeverCrash) {
    REQUIRE_SHARED_DATA(folder, "broken");
    const Study study = scanStudy(folder);
    std::map<std::string, std::string> reasons;
    for (const SkippedFile& file : study.skipped) {
        EXPECT_FALSE(file.reason.empty()) << file.file;
        reasons[std::filesystem::path(file.file).filename()] = file.reason;
    }
    EXPECT_THAT(reasons["MR_truncated.dcm"], HasSubstr("cut short"));
    EXPECT_TRUE(reasons.contains("emri_small_jpeg_2k_lossless_too_short.dcm"));
    for (const VolumeSource& source : study.volumes) {
        const auto volume = allocateVolume(source);
        try {
            decodeVolume(source, *volume);
        } catch (const ReadError& error) {
            EXPECT_THAT(error.what(), HasSubstr(source.slices[0].identity.file));
        }
    }
}

}  // namespace
}  // namespace dokuei::viewer
