#pragma once

#include <torch/torch.h>

#include <array>
#include <atomic>
#include <vector>

#include "inference/VolumeView.h"
#include "inference/vision/ImageProcessing.h"

namespace dokuei::inference {

/// How a volume is cut into pictures: along which voxel axis, and which voxel axes run to the right and down.
/// The pictures lie as radiologists hang them: an axial one has the patient's right on its left and the front
/// on top, a coronal one the right on its left and the head on top, a sagittal one the front on its left and
/// the head on top.
struct PicturePlane {
    int across = 2, right = 0, down = 1;               ///< voxel axes (0: i, 1: j, 2: k)
    bool rightReversed = false, downReversed = false;  ///< the picture runs against the voxel axis
    bool acrossReversed = false;                       ///< the first picture is the last slice
};

/// The plane in which a volume was acquired: across its thickest voxels (k when they are equal). A volume of
/// one slice is cut across the axis that has one voxel. Axial pictures are numbered from feet to head,
/// coronal ones from front to back, sagittal ones from the patient's right to the left.
PicturePlane picturePlane(const VolumeView& volume);
/// Slices along the plane's axis.
int sliceCount(const VolumeView& volume, const PicturePlane& plane);
/// Index along the voxel axis of picture number `picture` (0-based).
int sliceOfPicture(const VolumeView& volume, const PicturePlane& plane, int picture);

/// Values that become black and white; what lies outside is clipped.
struct GreyWindow {
    double low = 0, high = 255;
};
/// Red, green and blue of MedGemma 1.5's CT pictures: -1024 to 1024, -135 to 215, 0 to 80 HU.
std::array<GreyWindow, 3> medGemmaCtWindows();
/// A window for models that read grey pictures. CT (in HU): brain (0 to 80) when `head`, else soft tissue
/// (-160 to 240); MR and other modalities: from the 0.5th to the 99.5th percentile; X-ray pictures
/// (CR, DX, MG): from the lowest to the highest value. Reads at most a few million voxels. Throws Cancelled.
GreyWindow ordinaryWindow(const VolumeView& volume, bool head = false,
                          const std::atomic<bool>* stop = nullptr);
/// Values at two percentiles (0 to 100) over the whole volume, or an even sample of it.
GreyWindow percentileWindow(const VolumeView& volume, double low, double high,
                            const std::atomic<bool>* stop = nullptr);

/// One slice as an 8-bit picture [3,rows,columns]: value -> round((clip(value) - low) / (high - low) * 255),
/// halves to the even number, one window per channel. Volumes of colours keep their colours. `slice`
/// is an index along the plane's voxel axis. Throws Error when it does not exist.
torch::Tensor slicePicture(const VolumeView& volume, const PicturePlane& plane, int slice,
                           const std::array<GreyWindow, 3>& windows);

/// Where a picture lies in its volume: voxel (i,j,k; centres of voxels are whole numbers) = origin + x *
/// right
/// + y * down, x and y in pixels from the picture's upper left corner (edges).
struct PicturePlace {
    std::array<double, 3> origin{}, right{}, down{};
};
/// Of a slice as slicePicture() cuts it.
PicturePlace slicePlace(const VolumeView& volume, const PicturePlane& plane, int slice);
/// Of the same picture after it was prepared.
PicturePlace preparedPlace(const PicturePlace& place, const PictureMapping& mapping);

/// MedGemma 1.5's choice of at most `most` pictures of `count`: all when there are no more, else number
/// round(i / most * (count - 1)) for i = 1..most, halves to the even number (the first one is never taken).
std::vector<int> evenPictures(int count, int most = 85);

}  // namespace dokuei::inference
