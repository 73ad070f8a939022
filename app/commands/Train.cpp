#include "app/commands/Train.h"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/bridge/Resources.h"
#include "app/commands/Options.h"
#include "inference/Error.h"
#include "inference/session/Worker.h"
#include "inference/training/TrainLanguage.h"

namespace dokuei::app {
namespace {

std::atomic<bool> stopTraining{false};

void onInterrupt(int) {
    stopTraining = true;
}

}  // namespace

int train(const Arguments& arguments) {
    const Options options(arguments,
                          {"--out", "--anatomy", "--resources", "--seed", "--steps", "--hours", "--rate",
                           "--threads", "--scenes", "--device", "--model"},
                          {});
    const auto stage = options.onlyWord("STAGE (general, medical, specialised or export)");
    inference::TrainOptions train;
    train.out = options.value("--out");
    if (train.out.empty()) throw UsageError{"--out DIR is missing"};
    train.anatomy = options.value("--anatomy", resourcePath("anatomy"));
    train.resources = options.value("--resources", resourcePath("starter"));
    train.seed = static_cast<std::uint64_t>(options.integer("--seed", 1));
    train.steps = options.integer("--steps", 0);
    train.scenes = static_cast<int>(options.integer("--scenes", 0));
    train.hours = options.number("--hours", 0);
    train.learningRate = options.number("--rate", 0);
    train.threads = static_cast<int>(options.integer("--threads", 0));
    const auto device = options.value("--device", "cpu");
    if (device != "cpu" && device != "cuda") throw UsageError{"--device is cpu or cuda, not " + device};
    std::string why;
    if (device == "cuda" && !inference::cudaUsable(&why))
        throw inference::Error("The GPU cannot be used: " + why);
    train.cuda = device == "cuda";
    train.stop = &stopTraining;

    if (stage == "export") {
        const auto model = options.value("--model");
        if (model.empty()) throw UsageError{"--model DIR, where the model goes, is missing"};
        inference::exportStarter(train, model);
        return 0;
    }
    if (stage != "general" && stage != "medical" && stage != "specialised")
        throw UsageError{"there is no stage " + stage +
                         "; there are general, medical, specialised and export"};
    std::filesystem::create_directories(train.out);
    std::ofstream log(train.out + "/" + stage + ".log", std::ios::app);
    train.log = [&log](const std::string& line) {
        std::cout << line << std::endl;
        log << line << std::endl;
    };
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    train.log("stage " + stage + ", seed " + std::to_string(train.seed));
    if (stage == "general")
        inference::trainGeneral(train);
    else
        inference::trainLanguage(train, stage == "medical" ? inference::LanguageStage::Medical
                                                           : inference::LanguageStage::Specialised);
    if (stopTraining) std::cout << "stopped; the same command goes on from here" << std::endl;
    return 0;
}

}  // namespace dokuei::app
