#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

using test::TemporaryFolder;
using test::TestImage;
using testing::Contains;
using testing::HasSubstr;

void appendWord(std::string& bytes, std::uint32_t value) {
    for (int b = 0; b < 4; ++b) bytes.push_back(static_cast<char>(value >> 8 * b & 0xFF));
}

/// A tag of the manufacturer's header with text values.
std::string tag(const std::string& name, const std::vector<std::string>& values) {
    std::string bytes = name;
    bytes.resize(64, '\0');
    appendWord(bytes, static_cast<std::uint32_t>(values.size()));
    bytes += std::string("FD\0\0", 4);
    appendWord(bytes, 4);
    appendWord(bytes, static_cast<std::uint32_t>(values.size()));
    appendWord(bytes, 77);
    for (const std::string& value : values) {
        const auto length = static_cast<std::uint32_t>(value.size());
        for (const std::uint32_t word : {length, length, std::uint32_t(77), length}) appendWord(bytes, word);
        bytes += value;
        bytes.resize((bytes.size() + 3) / 4 * 4, '\0');
    }
    return bytes;
}

/// Five slices of 8 x 8 in a picture of 24 x 24; slice s holds 100 s + column of the tile.
TestImage mosaic(const std::string& normalZ) {
    TestImage image;
    image.rows = image.columns = 24;
    image.pixelSpacing = {2, 2};
    image.position = {-24, -24, 10};
    image.imageType = "ORIGINAL\\PRIMARY\\M\\MOSAIC";
    image.value = [](int i, int j) { return 100 * (i / 8 + 3 * (j / 8)) + i % 8; };
    image.change = [normalZ](DcmDataset& d) {
        d.putAndInsertString(DCM_SpacingBetweenSlices, "4");
        d.putAndInsertString(DcmTagKey(0x0029, 0x0010), "SIEMENS CSA HEADER", OFTrue);
        std::string bytes = std::string("SV10\4\3\2\1", 8);
        appendWord(bytes, 2);
        appendWord(bytes, 77);
        bytes += tag("NumberOfImagesInMosaic", {"5"}) + tag("SliceNormalVector", {"0.0", "0.0", normalZ});
        if (bytes.size() % 2) bytes.push_back('\0');
        auto* element = new DcmOtherByteOtherWord(DcmTag(0x0029, 0x1010, EVR_OB));
        element->putUint8Array(reinterpret_cast<const Uint8*>(bytes.data()), bytes.size());
        d.insert(element, true);
    };
    return image;
}

TEST(Mosaic, IsTakenApartIntoSlicesInTheirPlaces) {
    for (const int sign : {1, -1}) {
        TemporaryFolder folder;
        test::writeImage(folder / "a", mosaic(sign > 0 ? "1.0" : "-1.0"));
        const auto volume = loadVolume(folder / "a");
        const Geometry& g = volume->geometry();
        ASSERT_EQ(g.size, (Index3{8, 8, 5}));
        EXPECT_NEAR(g.spacing[2], 4, 1e-9);
        for (int s = 0; s < 5; ++s) {
            // The tile's first pixel lies a third of the mosaic further in than the header's position.
            const Vec3 voxel = g.voxelFromLps({-24 + 16 + 2 * 3, -24 + 16 + 2 * 5, 10 + sign * 4.0 * s});
            EXPECT_NEAR(voxel[0], 3, 1e-9);
            EXPECT_NEAR(voxel[1], 5, 1e-9);
            EXPECT_EQ(volume->valueAt(3, 5, static_cast<int>(std::lround(voxel[2]))), 100 * s + 3);
        }
        // Pixel p of the image is voxel p + offset.
        const int last = sign > 0 ? 4 : 0;
        EXPECT_EQ(volume->slices[last].offsetI, -8);
        EXPECT_EQ(volume->slices[last].offsetJ, -8);
    }
}

TEST(Mosaic, WithoutTheDirectionOfItsSlicesStaysAPicture) {
    TemporaryFolder folder;
    TestImage image = mosaic("1.0");
    image.change = [](DcmDataset& d) { d.putAndInsertString(DCM_SpacingBetweenSlices, "4"); };
    test::writeImage(folder / "a", image);
    const auto volume = loadVolume(folder / "a");
    EXPECT_EQ(volume->geometry().size, (Index3{24, 24, 1}));
    EXPECT_FALSE(volume->identity.placed);
    EXPECT_THAT(volume->warnings, Contains(HasSubstr("does not tell the number")));
}

}  // namespace
}  // namespace dokuei::viewer
