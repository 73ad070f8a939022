#include <gtest/gtest.h>

#include "tests/render/Phantom.h"
#include "viewer/render/RayCaster.h"

using namespace dokuei::viewer;

namespace {

const std::atomic<bool> never{false};

std::shared_ptr<const VolumePreview> preview(const Volume& volume) {
    return std::make_shared<const VolumePreview>(makePreview(volume, 64, never));
}

Projection projection(Vec3 right, Vec3 up, Vec3 into) {
    Projection view;
    view.right = right;
    view.up = up;
    view.into = into;
    view.mmPerPixel = 1;
    view.width = 200;
    view.height = 160;
    return view;
}

/// Middle of what is lit, relative to the middle of the picture, y upwards.
Vec3 litCenter(const QImage& image) {
    double x = 0, y = 0, count = 0;
    for (int row = 0; row < image.height(); ++row)
        for (int column = 0; column < image.width(); ++column)
            if (qGray(image.pixel(column, row)) > 20) {
                x += column + 0.5 - image.width() / 2.0;
                y += image.height() / 2.0 - row - 0.5;
                ++count;
            }
    return {x / count, y / count, count};
}

std::vector<TransferPoint> bone() {
    return transferPoints(VolumePreset::CtBone, {}, 0);
}

}  // namespace

TEST(RayCaster, DrawsBoneWhereItIsFromEverySide) {
    const Vec3 marker{30, -15, 25};
    const auto volume = phantom::filled(phantom::geometry({60, 60, 50}, {2, 2, 2}, phantom::rotation(15, 10)),
                                        phantom::ball(marker, 12));
    const RayCaster caster(preview(*volume));
    struct Side {
        Vec3 right, up, into;
    };
    for (const Side& side :
         {Side{{1, 0, 0}, {0, 0, 1}, {0, 1, 0}}, Side{{0, 1, 0}, {0, 0, 1}, {-1, 0, 0}},
          Side{{1, 0, 0}, {0, -1, 0}, {0, 0, 1}}, Side{{-1, 0, 0}, {0, 0, 1}, {0, -1, 0}}}) {
        const Vec3 lit = litCenter(caster.render(bone(), projection(side.right, side.up, side.into), never));
        double x = 0, y = 0;
        for (int a = 0; a < 3; ++a) {
            x += marker[a] * side.right[a];
            y += marker[a] * side.up[a];
        }
        EXPECT_NEAR(lit[0], x, 1.5);
        EXPECT_NEAR(lit[1], y, 1.5);
        EXPECT_NEAR(std::sqrt(lit[2] / M_PI), 12, 2) << "radius in pixels";
    }
}

TEST(RayCaster, WhatIsInFrontHidesWhatIsBehind) {
    // Dense bone in front (anterior), faint behind: the same ray shows the brighter one only from the front.
    const auto volume = phantom::filled(phantom::geometry({50, 50, 50}, {2, 2, 2}), [](const Vec3& p) {
        if (std::hypot(p[0], p[2]) > 20) return -1000.0;
        if (p[1] < -10 && p[1] > -30) return 1500.0;
        return p[1] > 10 && p[1] < 30 ? 260.0 : -1000.0;
    });
    const RayCaster caster(preview(*volume));
    const auto middle = [&](Vec3 right, Vec3 into) {
        return qBlue(caster.render(bone(), projection(right, {0, 0, 1}, into), never).pixel(100, 80));
    };
    EXPECT_GT(middle({1, 0, 0}, {0, 1, 0}), middle({-1, 0, 0}, {0, -1, 0}) + 20);
}

TEST(RayCaster, SkippingEmptyBlocksLosesNothingThatIsThin) {
    // A sheet one voxel thick, across the borders of the blocks.
    const auto volume = phantom::filled(phantom::geometry({48, 48, 48}, {1, 1, 1}), [](const Vec3& p) {
        return std::abs(p[0] + p[1] - 0.5) < 1.0 ? 1200.0 : -1000.0;
    });
    const RayCaster caster(preview(*volume));
    const QImage image = caster.render(bone(), projection({1, 0, 0}, {0, 0, 1}, {0, 1, 0}), never);
    for (int x = 82; x < 118; ++x) EXPECT_GT(qGray(image.pixel(x, 80)), 20) << x;
}

TEST(RayCaster, GivesNothingWhenCancelled) {
    const std::atomic<bool> cancelled{true};
    const auto volume =
        phantom::filled(phantom::geometry({20, 20, 20}, {2, 2, 2}), phantom::ball({0, 0, 0}, 9));
    EXPECT_TRUE(RayCaster(preview(*volume))
                    .render(bone(), projection({1, 0, 0}, {0, 0, 1}, {0, 1, 0}), cancelled)
                    .isNull());
}
