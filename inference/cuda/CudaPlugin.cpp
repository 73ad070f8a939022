#include "inference/cuda/CudaPlugin.h"

#include <dlfcn.h>

#include <filesystem>

#include "inference/session/Worker.h"

namespace dokuei::inference {
namespace {

const CudaPlugin* load() {
    if (!cudaUsable()) return nullptr;
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    // Beside the program where it was built, in ../lib/dokuei where it is installed.
    for (const auto& file : {program.parent_path() / "libdokuei_cuda.so",
                             program.parent_path().parent_path() / "lib/dokuei/libdokuei_cuda.so"}) {
        void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!library) continue;
        using Entry = const CudaPlugin* (*)();
        if (const auto entry = reinterpret_cast<Entry>(dlsym(library, "dokueiCudaPlugin"))) return entry();
    }
    return nullptr;
}

}  // namespace

const CudaPlugin* cudaPlugin() {
    static const CudaPlugin* plugin = load();
    return plugin;
}

}  // namespace dokuei::inference
