// Entry point of one libFuzzer program; DOKUEI_FUZZ_TARGET names the function.
#include "tests/fuzz/FuzzTargets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    dokuei::viewer::fuzz::DOKUEI_FUZZ_TARGET({data, size});
    return 0;
}
