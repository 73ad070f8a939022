#pragma once

#include <QImage>
#include <QPainter>

#include <cstdint>
#include <vector>

#include "viewer/render/PlaneGeometry.h"
#include "viewer/volume/Volume.h"

namespace dokuei::viewer {

/// Draws the overlay planes that the images themselves bring, in the views that show whole images.
class BitPlaneLayer {
public:
    /// `shown` maps the slice on screen. Draws nothing where the view cuts across the images.
    void paint(QPainter& painter, const Volume& volume, const PlaneGeometry& shown);

private:
    void pictureOf(const Volume& volume, int k);

    std::uint64_t serial_ = 0;
    int slice_ = -1;
    std::vector<QImage> pictures_;  ///< of the slice's planes
};

}  // namespace dokuei::viewer
