#pragma once

#include <QImage>

#include <atomic>
#include <memory>
#include <vector>

#include "viewer/render/VolumePreview.h"
#include "viewer/render/VolumeTransfer.h"

namespace dokuei::viewer {

/// A parallel projection of the patient: unit LPS vectors of the screen, and the point in its middle.
struct Projection {
    Vec3 center{0, 0, 0};
    Vec3 right{1, 0, 0}, up{0, 0, 1}, into{0, 1, 0};
    double mmPerPixel = 1;
    int width = 1, height = 1;
};

/// Volume rendering on the processor, for machines whose OpenGL runs there anyway: front-to-back
/// compositing with shading and a lamp at the eye, blocks of nothing skipped.
///
/// Safe to use from several threads at once.
class RayCaster {
public:
    explicit RayCaster(std::shared_ptr<const VolumePreview> volume);

    /// Draws on black, with all cores. A null image when `cancel` turns true.
    QImage render(const std::vector<TransferPoint>& transfer, const Projection& view,
                  const std::atomic<bool>& cancel) const;

private:
    struct Table;
    Table makeTable(const std::vector<TransferPoint>& transfer, double stepMillimetres) const;
    QRgb castRay(const Table& table, const Vec3& start, const Vec3& step, double steps,
                 const Vec3& lamp) const;
    float sample(float x, float y, float z) const;

    std::shared_ptr<const VolumePreview> volume_;
    Index3 blocks_;
    std::vector<std::int16_t> blockMin_, blockMax_;
};

}  // namespace dokuei::viewer
