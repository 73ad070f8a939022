#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

namespace dokuei::inference {

struct TrainOptions {
    std::string anatomy;    ///< folder with bodyparts3d (and spl-abdomen)
    std::string resources;  ///< folder with classes.tsv, names.tsv and templates.tsv
    std::string out;        ///< where checkpoints, logs and the model go
    std::uint64_t seed = 1;
    long long steps = 0;      ///< 0: the stage's own default
    double learningRate = 0;  ///< 0: the stage's own default
    bool cuda = false;
    int threads = 0;   ///< 0: all cores
    int scenes = 0;    ///< language stages: how many scans are read; 0: 2500
    double hours = 0;  ///< stop, with the schedule finished, after so long; 0: no limit
    const std::atomic<bool>* stop = nullptr;  ///< set by Ctrl+C: a checkpoint is written first
    std::function<void(const std::string&)> log;
};

/// General stage: the 3D encoder learns dense anatomy and planted lesions from synthetic scans.
/// Writes OUT/general.safetensors (model and optimiser) every 200 steps and continues from it.
/// Throws ModelError.
void trainGeneral(const TrainOptions& options);

}  // namespace dokuei::inference
