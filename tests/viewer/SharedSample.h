#pragma once

#include <string>
#include <vector>

#include "viewer/sample/SampleStudy.h"

namespace dokuei::viewer {

/// The sample study with seed 1 and what is planted in it.
struct SharedSample {
    std::string directory;
    std::vector<SampleTruth> truths;
};

/// Makes the study beside the test program the first time, and again after every build of the program; tests
/// that run side by side wait for one another.
const SharedSample& sharedSample();

}  // namespace dokuei::viewer
