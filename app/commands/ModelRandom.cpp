#include "app/commands/ModelRandom.h"

#include <iostream>
#include <string>

#include "app/commands/Options.h"
#include "app/commands/WorkProgress.h"
#include "inference/families/PublishedSizes.h"
#include "inference/families/RandomCheckpoint.h"
#include "inference/weights/Memory.h"

namespace dokuei::app {

int modelRandom(const Arguments& arguments) {
    const Options options(arguments, {}, {"--list"});
    if (options.has("--list")) {
        for (const auto& size : inference::publishedSizes()) std::cout << size << "\n";
        return 0;
    }
    const auto& words = options.words();
    if (words.size() != 3) throw UsageError{"model random needs FAMILY SIZE DIR (or --list)"};
    WorkProgress work("Writing random weights (MB)");
    auto& progress = work.progress();
    const auto written = inference::writeRandomCheckpoint(
        words[0], words[1], words[2], &progress.cancel, [&](std::uint64_t done, std::uint64_t all) {
            progress.bytes = static_cast<long long>(done);
            progress.totalBytes = static_cast<long long>(all);
            progress.done = static_cast<long long>(done / 1'000'000);
            progress.total = static_cast<long long>(all / 1'000'000);
        });
    std::cout << words[2] << ": " << words[0] << " " << words[1] << " with random weights, "
              << written.tensors << " tensors, " << written.parameters << " parameters, "
              << inference::readableBytes(written.bytes) << "\n";
    return 0;
}

}  // namespace dokuei::app
