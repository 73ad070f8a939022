#include "inference/vision/SlicePictures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "inference/Error.h"
#include "inference/vision/VolumePicture.h"
#include "inference/weights/Safetensors.h"

namespace dokuei::inference {
namespace {

/// A volume whose voxels are -1000 but for one of 500 at `mark`.
struct Marked {
    std::vector<std::int16_t> voxels;
    VolumeView view;

    Marked(std::array<int, 3> size, std::array<int, 3> mark, std::array<double, 9> direction,
           std::array<double, 3> spacing = {1, 1, 3}) {
        voxels.assign(static_cast<std::size_t>(size[0]) * size[1] * size[2], -1000);
        view.data = voxels.data();
        view.size = size;
        view.stride = {1, size[0], size[0] * size[1]};
        view.direction = direction;
        view.spacing = spacing;
        view.modality = "CT";
        voxels[static_cast<std::size_t>(mark[0] + size[0] * (mark[1] + size[1] * mark[2]))] = 500;
    }
};

constexpr std::array<double, 9> axial{1, 0, 0, 0, 1, 0, 0, 0, 1};
constexpr std::array<double, 9> nifti{-1, 0, 0, 0, -1, 0, 0, 0, 1};     // i to the right, j to the front
constexpr std::array<double, 9> headFirst{1, 0, 0, 0, 1, 0, 0, 0, -1};  // k to the feet
constexpr std::array<double, 9> coronal{1, 0, 0, 0, 0, 1, 0, -1, 0};    // j to the feet, k to the back
constexpr std::array<double, 9> sagittal{0, 0, -1, 1, 0, 0, 0, -1, 0};  // k to the right

/// Picture number, row and column of the mark.
std::array<int, 3> find(const VolumeView& volume, const PicturePlane& plane) {
    for (int n = 0; n < sliceCount(volume, plane); ++n) {
        const auto picture =
            slicePicture(volume, plane, sliceOfPicture(volume, plane, n), medGemmaCtWindows());
        const auto places = at::nonzero(picture[0] > 100);
        if (places.size(0) == 1)
            return {n, static_cast<int>(places[0][0].item<std::int64_t>()),
                    static_cast<int>(places[0][1].item<std::int64_t>())};
    }
    return {-1, -1, -1};
}

TEST(SlicePictures, HangAxialSlicesWithThePatientsRightOnTheLeftAndTheFrontOnTop) {
    // The mark lies far to the patient's left, at the front, near the feet.
    const Marked plain({10, 12, 5}, {9, 0, 1}, axial);
    EXPECT_EQ(find(plain.view, picturePlane(plain.view)), (std::array{1, 0, 9}));
    const Marked turned({10, 12, 5}, {0, 11, 1}, nifti);
    EXPECT_EQ(find(turned.view, picturePlane(turned.view)), (std::array{1, 0, 9}));
    const Marked reversed({10, 12, 5}, {9, 0, 3}, headFirst);
    EXPECT_EQ(find(reversed.view, picturePlane(reversed.view)), (std::array{1, 0, 9}));
}

TEST(SlicePictures, HangCoronalAndSagittalSlicesWithTheHeadOnTop) {
    const Marked front({10, 12, 5}, {9, 0, 1}, coronal);  // left, head, front
    EXPECT_EQ(find(front.view, picturePlane(front.view)), (std::array{1, 0, 9}));
    const Marked side({10, 12, 5}, {0, 11, 4}, sagittal);  // front, feet, the right side
    EXPECT_EQ(find(side.view, picturePlane(side.view)), (std::array{0, 11, 0}));
}

TEST(SlicePictures, CutAcrossTheAcquiredSlices) {
    const Marked thin({512, 512, 40}, {0, 0, 0}, axial, {0.7, 0.7, 0.5});
    EXPECT_EQ(picturePlane(thin.view).across, 2);
    const Marked thick({20, 200, 200}, {0, 0, 0}, axial, {5, 1, 1});
    EXPECT_EQ(picturePlane(thick.view).across, 0);
    const Marked single({200, 1, 200}, {0, 0, 0}, axial, {1, 1, 1});
    EXPECT_EQ(picturePlane(single.view).across, 1);
}

TEST(SlicePictures, TellWhereEveryPixelLiesInTheVolume) {
    for (const auto& direction : {axial, nifti, headFirst, coronal, sagittal}) {
        const std::array<int, 3> mark{7, 3, 2};
        const Marked marked({10, 12, 5}, mark, direction);
        const auto plane = picturePlane(marked.view);
        const auto found = find(marked.view, plane);
        ASSERT_GE(found[0], 0);
        PictureMapping mapping;  // enlarged threefold, after a border of 4 and 2 pixels was added
        mapping.left = -4;
        mapping.top = -2;
        mapping.pixelWidth = mapping.pixelHeight = 1.0 / 3;
        const auto place = preparedPlace(
            slicePlace(marked.view, plane, sliceOfPicture(marked.view, plane, found[0])), mapping);
        const double x = (found[2] + 0.5 + 4) * 3, y = (found[1] + 0.5 + 2) * 3;
        for (int axis = 0; axis < 3; ++axis)
            EXPECT_NEAR(place.origin[axis] + x * place.right[axis] + y * place.down[axis], mark[axis], 1e-9);
    }
}

TEST(SlicePictures, WindowValuesAsMedGemmaDoes) {
    std::vector<std::int16_t> values{-2000, -1024, 0, 40, 80, 215, 1024, 3000};
    VolumeView view;
    view.data = values.data();
    view.size = {8, 1, 1};
    view.stride = {1, 8, 8};
    const auto picture = slicePicture(view, PicturePlane{}, 0, medGemmaCtWindows());
    const auto row = [&](int channel) {
        std::vector<int> numbers;
        for (int i = 0; i < 8; ++i) numbers.push_back(picture[channel][0][i].item<int>());
        return numbers;
    };
    EXPECT_EQ(row(0), (std::vector{0, 0, 128, 132, 137, 154, 255, 255}));
    EXPECT_EQ(row(1), (std::vector{0, 0, 98, 128, 157, 255, 255, 255}));
    EXPECT_EQ(row(2), (std::vector{0, 0, 0, 128, 255, 255, 255, 255}));
}

TEST(SlicePictures, ChooseEightyFiveOfManyAsMedGemmaDoes) {
    EXPECT_EQ(evenPictures(3), (std::vector{0, 1, 2}));
    const auto chosen = evenPictures(200);
    ASSERT_EQ(chosen.size(), 85u);
    EXPECT_EQ(chosen.front(), 2);  // round(199 / 85)
    EXPECT_EQ(chosen.back(), 199);
    EXPECT_EQ(evenPictures(86).front(), 1);
    EXPECT_EQ(evenPictures(86, 2), (std::vector{42, 85}));  // 42.5 is rounded to the even number
}

TEST(SlicePictures, TakeTheWindowOfAnMrFromItsPercentiles) {
    std::vector<std::int16_t> values(1000);
    for (int i = 0; i < 1000; ++i) values[static_cast<std::size_t>(i)] = static_cast<std::int16_t>(i);
    values[999] = 32000;  // one bright artefact
    VolumeView view;
    view.data = values.data();
    view.size = {10, 10, 10};
    view.stride = {1, 10, 100};
    view.modality = "MR";
    const auto window = ordinaryWindow(view);
    EXPECT_NEAR(window.low, 5, 1);
    EXPECT_NEAR(window.high, 994, 1);
    view.modality = "DX";
    EXPECT_EQ(ordinaryWindow(view).high, 32000);
    view.modality = "CT";
    EXPECT_EQ(ordinaryWindow(view).low, -160);
    EXPECT_EQ(ordinaryWindow(view, true).high, 80);
}

TEST(SlicePictures, KeepColours) {
    std::vector<VolumeView::Rgb> pixels{{1, 2, 3}, {4, 5, 6}};
    VolumeView view;
    view.data = pixels.data();
    view.scalar = VolumeView::Scalar::Rgb8;
    view.size = {2, 1, 1};
    view.stride = {1, 2, 2};
    const auto picture = slicePicture(view, picturePlane(view), 0, medGemmaCtWindows());
    EXPECT_EQ(picture[0][0][1].item<int>(), 4);
    EXPECT_EQ(picture[2][0][0].item<int>(), 3);
    EXPECT_THROW(slicePicture(view, picturePlane(view), 1, medGemmaCtWindows()), Error);
}

TEST(VolumePicture, EqualsTheDataPreparationOfM3d) {
    const Safetensors file(DOKUEI_SOURCE_DIR "/tests/inference/fixtures/pictures/pictures.safetensors");
    const auto voxels = file.tensor("volume.voxels").contiguous();
    const auto expected = file.tensor("volume.images");
    VolumeView view;
    view.data = voxels.data_ptr<std::int16_t>();
    view.size = {34, 30, 13};
    view.stride = {1, 34, 34 * 30};
    view.spacing = {1, 1, 3};
    const auto prepared = prepareVolume(view, picturePlane(view), {-160, 240}, {8, 20, 16});
    ASSERT_EQ(prepared.images.sizes(), expected.sizes());
    EXPECT_LT((prepared.images - expected).abs().max().item<float>(), 1e-5f);

    // The whole prepared volume is the crop that the reference made.
    const auto crop = file.tensor("volume.crop");
    const auto faces = prepared.voxelFaces({0, 0, 0, 1, 1, 1});
    for (int axis = 0; axis < 3; ++axis) {
        EXPECT_NEAR(faces[axis], crop[2 - axis].item<double>() - 0.5, 1e-9);
        EXPECT_NEAR(faces[axis + 3], crop[5 - axis].item<double>() - 0.5, 1e-9);
    }
}

TEST(VolumePicture, PlacesABoxWhereItsVoxelsAre) {
    for (const auto& direction : {axial, nifti, headFirst, coronal, sagittal}) {
        const std::array<int, 3> mark{6, 9, 3};
        Marked marked({16, 24, 8}, mark, direction);
        marked.voxels.front() = marked.voxels.back() = -900;  // so that nothing is cropped
        const auto plane = picturePlane(marked.view);
        const auto prepared = prepareVolume(marked.view, plane, {-1000, 500}, {8, 48, 32});
        const auto bright = at::nonzero(prepared.images[0][0] > 0.5);
        ASSERT_GT(bright.size(0), 0);
        std::array<double, 6> fractions{};
        for (int axis = 0; axis < 3; ++axis) {
            const double size = static_cast<double>(prepared.size[axis]);
            fractions[axis] = bright.select(1, axis).min().item<double>() / size;
            fractions[axis + 3] = bright.select(1, axis).max().item<double>() / size;
        }
        const auto faces = prepared.voxelFaces(fractions);
        for (int axis = 0; axis < 3; ++axis) {
            EXPECT_LE(faces[axis], mark[axis]);
            EXPECT_GE(faces[axis + 3], mark[axis]);
            EXPECT_NEAR((faces[axis] + faces[axis + 3]) / 2, mark[axis], 0.75);
        }
    }
}

TEST(VolumePicture, RefusesAVolumeWithoutContrast) {
    std::vector<std::int16_t> values(64, 7);
    VolumeView view;
    view.data = values.data();
    view.size = {4, 4, 4};
    view.stride = {1, 4, 16};
    EXPECT_THROW(prepareVolume(view, picturePlane(view), {0, 100}), Error);
}

}  // namespace
}  // namespace dokuei::inference
