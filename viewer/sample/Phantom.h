#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "viewer/sample/Noise.h"
#include "viewer/sample/SampleBody.h"
#include "viewer/sample/SampleStudy.h"

namespace dokuei::viewer {

/// A round lesion planted in the body.
struct PlantedLesion {
    std::string key, side;
    std::array<double, 3> centre{};  ///< LPS mm
    double radius = 0;               ///< mm
    float hu = 0;
    float roughness = 0;        ///< share of the radius by which the outline wavers
    std::vector<Tissue> hosts;  ///< tissues it may replace; empty for all but bone and air
};

/// Draws the sample body as a scanner would: 512 x 512 pixels of 0.879 mm, slices of 2.5 mm every 2.5 mm.
class Phantom {
public:
    static constexpr int width = 512, height = 512;
    static constexpr double pixel = 450.0 / 512, thickness = 2.5;

    Phantom(SampleBody body, std::uint64_t seed);

    int sliceCount() const { return slices_; }
    /// Height of the table's surface below the isocentre, mm.
    double tableHeight() const { return body_.backY + tableGap; }
    /// LPS mm of the centre of the first pixel of slice k; slice 0 is the topmost.
    std::array<double, 3> position(int k) const;

    /// What slices saw of one lesion; sums of several slices add up.
    struct Tally {
        std::array<double, 6> lps{1e9, 1e9, 1e9, -1e9, -1e9, -1e9};
        double samples = 0, hu = 0;
        void add(const Tally& other);
    };
    /// HU of slice k, x fastest, with noise. `tallies` has lesionCount() entries and is added to.
    /// Thread-safe.
    std::vector<float> draw(int k, std::vector<Tally>& tallies) const;

    int lesionCount() const { return static_cast<int>(lesions_.size()) + 1; }
    /// The planted lesions, with the effusion last.
    std::vector<SampleTruth> truths(const std::vector<Tally>& tallies) const;

private:
    static constexpr double tableGap =
        4;  // mm between the skin of the back and the lowest point of the table
    struct Mix {
        Tissue tissue;  ///< winner of the vote
        float share;    ///< its share, 0 to 1
        bool fissure;   ///< two lobes of the lung meet
    };
    Mix vote(int x, int y, int z, const float* wx, const float* wy, const float* wz) const;
    float shade(const Mix& mix, float x, float y, float z) const;
    float shadeLung(const Mix& mix, float x, float y, float z) const;
    float shadeHollow(const Mix& mix, float x, float y, float z) const;
    float table(float x, float y) const;
    void drawPlane(double z, std::vector<float>& hu, std::vector<Tally>& tallies) const;
    void addNoise(std::vector<float>& hu, int k) const;
    void plantLesions();

    SampleBody body_;
    std::uint64_t seed_;
    int slices_ = 0;
    std::vector<PlantedLesion> lesions_;
    SmoothField coarse_, medium_, fine_;
    Threads lungVessels_, lungTwigs_, fatVessels_, liverVessels_, trabeculae_;
};

}  // namespace dokuei::viewer
