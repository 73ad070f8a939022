#pragma once

namespace dokuei::inference {

/// Call first in main(), before any thread is started. LibTorch's threads wait for each other by spinning;
/// when other programs want the processor too, that makes an answer ten times slower. The wait policy can be
/// chosen only before the libraries are loaded, so this starts the program again in the same process, once,
/// with OMP_WAIT_POLICY=passive. Does nothing when a policy is set already; when it cannot restart, the
/// program goes on as it is.
void sleepWhileWaiting(char** argv);

}  // namespace dokuei::inference
