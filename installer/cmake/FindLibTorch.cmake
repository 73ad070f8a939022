# LibTorch 2.11.0 as the set-up script unpacked it from its wheel.
#
# The wheel's own TorchConfig.cmake insists on a CUDA toolkit; these imported targets link the CPU
# libraries only, and inference/session loads the CUDA ones at run time when they are there.
# Defines LibTorch::LibTorch. LIBTORCH_ROOT is the folder that holds torch/ and nvidia/.

if(NOT LIBTORCH_ROOT)
  if(DEFINED ENV{LIBTORCH_ROOT})
    set(LIBTORCH_ROOT $ENV{LIBTORCH_ROOT})
  elseif(DEFINED ENV{XDG_CACHE_HOME})
    set(LIBTORCH_ROOT $ENV{XDG_CACHE_HOME}/dokuei/libtorch-2.11.0)
  else()
    set(LIBTORCH_ROOT $ENV{HOME}/.cache/dokuei/libtorch-2.11.0)
  endif()
endif()
set(LIBTORCH_ROOT ${LIBTORCH_ROOT} CACHE PATH "Folder with torch/ and nvidia/ from the wheels")

find_path(LibTorch_INCLUDE_DIR torch/csrc/api/include/torch/torch.h PATHS ${LIBTORCH_ROOT}/torch/include NO_DEFAULT_PATH)
find_library(LibTorch_cpu_LIBRARY torch_cpu PATHS ${LIBTORCH_ROOT}/torch/lib NO_DEFAULT_PATH)
find_library(LibTorch_c10_LIBRARY c10 PATHS ${LIBTORCH_ROOT}/torch/lib NO_DEFAULT_PATH)
# For what is compiled with the CUDA toolkit; never linked into the program.
find_library(LibTorch_cuda_LIBRARY torch_cuda PATHS ${LIBTORCH_ROOT}/torch/lib NO_DEFAULT_PATH)
find_library(LibTorch_c10_cuda_LIBRARY c10_cuda PATHS ${LIBTORCH_ROOT}/torch/lib NO_DEFAULT_PATH)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LibTorch_cpu_LIBRARY LibTorch_c10_LIBRARY LibTorch_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "Run: bash installer/setup.sh")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  set(_libs ${LIBTORCH_ROOT}/torch/lib ${LIBTORCH_ROOT}/nvidia/cu13/lib)
  add_library(LibTorch::LibTorch INTERFACE IMPORTED)
  target_include_directories(LibTorch::LibTorch SYSTEM INTERFACE
    ${LibTorch_INCLUDE_DIR} ${LibTorch_INCLUDE_DIR}/torch/csrc/api/include)
  target_link_options(LibTorch::LibTorch INTERFACE
    -Wl,--no-as-needed "-Wl,-rpath,${LIBTORCH_ROOT}/torch/lib" "-Wl,-rpath-link,${LIBTORCH_ROOT}/torch/lib"
    "-Wl,-rpath,${LIBTORCH_ROOT}/nvidia/cu13/lib" "-Wl,-rpath-link,${LIBTORCH_ROOT}/nvidia/cu13/lib")
  target_link_libraries(LibTorch::LibTorch INTERFACE ${LibTorch_cpu_LIBRARY} ${LibTorch_c10_LIBRARY})
endif()
