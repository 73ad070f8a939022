#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "../SeriesWriter.h"

namespace dokuei::viewer::test {

/// A segmentation as a test wants it: axial frames of 1 x 1 mm pixels.
struct TestSegmentation {
    struct Frame {
        int segment = 1;
        std::array<double, 3> position{0, 0, 0};
        std::function<int(int i, int j)> value;
    };
    std::string type = "BINARY";
    int rows = 4, columns = 6, bits = 8;  ///< bits of a label map; others follow from the type
    int maximumFraction = 255;
    int toldFrames = 0;  ///< NumberOfFrames when not that of `frames`
    bool positions = true;
    bool runLength = false;  ///< compressed (fractions and label maps)
    std::vector<int> segmentNumbers{1};
    std::string algorithmType = "MANUAL", frameOfReferenceUid = "2.25.1002", seriesUid = "2.25.3001";
    std::vector<std::string> referencedInstances;
    std::vector<Frame> frames;
};

void writeSegmentation(const std::string& file, const TestSegmentation& segmentation);

}  // namespace dokuei::viewer::test
