# Settings that every room shares.

find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers need this much trust in modification times.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
  add_compile_options(-fpch-preprocess)
endif()

add_library(dokuei_options INTERFACE)
target_include_directories(dokuei_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(dokuei_options INTERFACE -Wall -Wextra -Wno-unused-parameter)
# Torch headers use the identifiers `slots` and `signals`.
target_compile_definitions(dokuei_options INTERFACE QT_NO_KEYWORDS)

option(DOKUEI_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
if(DOKUEI_SANITIZE)
  target_compile_options(dokuei_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
  target_link_options(dokuei_options INTERFACE -fsanitize=address,undefined)
endif()

if(DOKUEI_FUZZ)
  set(FUZZ_CHECKS address,undefined,float-cast-overflow)
  target_compile_options(dokuei_options INTERFACE
    -fsanitize=fuzzer-no-link,${FUZZ_CHECKS} -fno-sanitize-recover=${FUZZ_CHECKS} -fno-omit-frame-pointer)
  target_link_options(dokuei_options INTERFACE -fsanitize=${FUZZ_CHECKS})
endif()

# dokuei_add_test(NAME source... LIBS library... [PROPERTIES key value...])
# One GoogleTest executable; every TEST in it is one CTest entry of its own.
function(dokuei_add_test name)
  cmake_parse_arguments(ARG "" "" "LIBS;PROPERTIES" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE dokuei_options ${ARG_LIBS} GTest::gtest GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE
    DOKUEI_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    DOKUEI_SHARED_DATA="${CMAKE_SOURCE_DIR}/../shared")
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 600 ${ARG_PROPERTIES})
endfunction()
