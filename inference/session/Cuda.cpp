#include <dlfcn.h>
#include <torch/torch.h>

#include "inference/session/Worker.h"

namespace dokuei::inference {

bool cudaUsable(std::string* why) {
    // The kernels register themselves when the library is loaded; once per process is enough.
    static const std::string missing = []() -> std::string {
        if (torch::cuda::is_available()) return {};
        if (!dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL)) return dlerror();
        return torch::cuda::is_available() ? "" : "no GPU or no driver was found";
    }();
    if (why) *why = missing;
    return missing.empty();
}

}  // namespace dokuei::inference
