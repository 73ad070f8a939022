#include <dcmtk/config/osconfig.h>  // first, as DCMTK asks
#include <dcmtk/dcmdata/dctk.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "tests/viewer/SharedSample.h"
#include "viewer/Error.h"
#include "viewer/sample/SampleStudy.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;

const std::string anatomy = DOKUEI_SOURCE_DIR "/resources/anatomy/bodyparts3d";

/// A folder of one test, gone afterwards.
class Scratch {
public:
    Scratch() {
        std::string name = (fs::temp_directory_path() / "dokuei-sample-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~Scratch() { fs::remove_all(path_); }
    fs::path operator/(const char* name) const { return path_ / name; }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

class SampleStudy : public ::testing::Test {
protected:
    static const Study& study() {
        static const auto study = scanStudy(sharedSample().directory);
        return study;
    }
    static const Volume& volume() {
        static const auto volume = loadVolume(sharedSample().directory);
        return *volume;
    }
    static const SampleTruth& truth(const std::string& key) {
        const auto& all = sharedSample().truths;
        return *std::find_if(all.begin(), all.end(), [&](const auto& t) { return t.key == key; });
    }
    /// Mean HU in a cube of 5 mm around an LPS point.
    static double meanAround(const Vec3& lps) {
        const auto& g = volume().geometry();
        const auto centre = g.voxelFromLps(lps);
        double sum = 0;
        int count = 0;
        for (int k = 0; k < g.size[2]; ++k)
            for (int j = 0; j < g.size[1]; ++j)
                for (int i = 0; i < g.size[0]; ++i) {
                    if (std::abs(i - centre[0]) * g.spacing[0] > 2.5 ||
                        std::abs(j - centre[1]) * g.spacing[1] > 2.5 ||
                        std::abs(k - centre[2]) * g.spacing[2] > 2.5)
                        continue;
                    sum += volume().valueAt(i, j, k);
                    ++count;
                }
        return sum / count;
    }
    static Vec3 middle(const SampleTruth& t) {
        return {(t.lps[0] + t.lps[3]) / 2, (t.lps[1] + t.lps[4]) / 2, (t.lps[2] + t.lps[5]) / 2};
    }
};

TEST_F(SampleStudy, OpensAsOneSoundCtVolumeWithoutWarnings) {
    ASSERT_EQ(study().volumes.size(), 1u);
    EXPECT_TRUE(study().skipped.empty());
    const auto& source = study().volumes[0];
    EXPECT_TRUE(source.warnings.empty()) << source.warnings.front();
    EXPECT_EQ(source.identity.modality, "CT");
    EXPECT_EQ(source.geometry.size[0], 512);
    EXPECT_EQ(source.geometry.size[1], 512);
    EXPECT_GE(source.geometry.size[2], 150);
    EXPECT_NEAR(source.geometry.spacing[2], 2.5, 1e-6);
    EXPECT_EQ(source.identity.defaultWindow, 400);
}

TEST_F(SampleStudy, BelongsToAnInventedPatientWithAJapaneseName) {
    EXPECT_EQ(study().volumes[0].identity.patientNameDicom, "Mihon^Taro=見本^太郎=みほん^たろう");
}

TEST_F(SampleStudy, PlantsEachLesionOnceWhereItSays) {
    std::multiset<std::string> keys;
    for (const auto& t : sharedSample().truths) keys.insert(t.key);
    EXPECT_EQ(keys,
              (std::multiset<std::string>{"kidney_cyst", "liver_cyst", "lung_nodule", "pleural_effusion"}));
    EXPECT_NEAR(meanAround(middle(truth("lung_nodule"))), 38, 12);
    EXPECT_NEAR(meanAround(middle(truth("liver_cyst"))), 6, 10);
    EXPECT_NEAR(meanAround(middle(truth("kidney_cyst"))), 8, 12);
}

TEST_F(SampleStudy, NoduleIsEighteenMillimetresWideInTheRightUpperLung) {
    const auto& nodule = truth("lung_nodule");
    EXPECT_EQ(nodule.side, "right");
    for (int a = 0; a < 3; ++a) EXPECT_NEAR(nodule.lps[a + 3] - nodule.lps[a], 18, 2.5);
    const auto m = middle(nodule);
    EXPECT_LT(m[0], 0) << "the patient's right is negative in LPS";
    EXPECT_LT(meanAround({m[0], m[1] - 16, m[2]}), -700) << "lung in front of it";
    EXPECT_GT(m[2], middle(truth("pleural_effusion"))[2]) << "above the effusion";
}

TEST_F(SampleStudy, LiverLiesOnTheRightAndGasOutsideTheBody) {
    const auto cyst = middle(truth("liver_cyst"));
    EXPECT_LT(cyst[0], 0);
    EXPECT_NEAR(meanAround({cyst[0], cyst[1] - 28, cyst[2]}), 112, 15) << "liver around the cyst";
    const auto& g = volume().geometry();
    EXPECT_NEAR(meanAround(g.lpsFromVoxel({8, 8, g.size[2] / 2.0})), -1000, 15);
}

TEST_F(SampleStudy, NoiseOfTheLiverIsThatOfARoutineScan) {
    const auto cyst = middle(truth("liver_cyst"));
    const auto& g = volume().geometry();
    const auto centre = g.voxelFromLps({cyst[0] + 15, cyst[1] - 35, cyst[2]});
    double sum = 0, squares = 0;
    int count = 0;
    for (int j = -8; j <= 8; ++j)
        for (int i = -8; i <= 8; ++i, ++count) {
            const double v = volume().valueAt(static_cast<int>(centre[0]) + i,
                                              static_cast<int>(centre[1]) + j, static_cast<int>(centre[2]));
            sum += v;
            squares += v * v;
        }
    const double deviation = std::sqrt(squares / count - sum * sum / count / count);
    EXPECT_GT(deviation, 6);
    EXPECT_LT(deviation, 25);
}

TEST_F(SampleStudy, EveryFileHasItsOwnUidUnderTheUuidRoot) {
    std::set<std::string> uids;
    for (const auto& slice : study().volumes[0].slices) {
        EXPECT_EQ(slice.identity.sopInstanceUid.rfind("2.25.", 0), 0u);
        EXPECT_LE(slice.identity.sopInstanceUid.size(), 64u);
        uids.insert(slice.identity.sopInstanceUid);
    }
    EXPECT_EQ(uids.size(), study().volumes[0].slices.size());
}

TEST_F(SampleStudy, PassesTheValidatorOfTheStandard) {
    if (std::system("command -v dciodvfy >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "dciodvfy (dicom3tools) is not installed";
    const Scratch scratch;
    const auto log = scratch / "dciodvfy.txt";
    const auto file = fs::path(sharedSample().directory) / "IM0080.dcm";
    ASSERT_EQ(std::system(("dciodvfy -new '" + file.string() + "' 2>'" + log.string() + "'").c_str()), 0);
    std::ifstream text(log);
    for (std::string line; std::getline(text, line);) {
        EXPECT_EQ(line.find("Error"), std::string::npos) << line;
        EXPECT_EQ(line.find("Warning"), std::string::npos) << line;
    }
}

TEST(SampleStudyFolder, RefusesAFolderWithForeignFilesAndLeavesThemAlone) {
    const Scratch scratch;
    std::ofstream(scratch / "letter.txt") << "mine";
    EXPECT_THROW(writeSampleStudy(scratch.path().string(), anatomy, 1), WriteError);
    EXPECT_TRUE(fs::exists(scratch / "letter.txt"));
}

TEST(SampleStudyFolder, LeavesNothingBehindWhenCancelled) {
    const Scratch scratch;
    Progress progress;
    progress.cancel = true;
    EXPECT_THROW(writeSampleStudy((scratch / "study").string(), anatomy, 1, &progress), Cancelled);
    EXPECT_TRUE(fs::is_empty(scratch.path()));
}

TEST(SampleStudyFolder, NamesTheAnatomyThatIsMissing) {
    const Scratch scratch;
    try {
        writeSampleStudy((scratch / "study").string(), scratch.path().string(), 1);
        FAIL() << "an empty folder holds no anatomy";
    } catch (const ReadError& e) {
        EXPECT_NE(std::string(e.what()).find(scratch.path().filename().string()), std::string::npos)
            << e.what();
    }
}

}  // namespace
}  // namespace dokuei::viewer
