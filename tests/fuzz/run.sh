#!/usr/bin/env bash
# Builds the libFuzzer programs and runs them one after the other. What breaks lands in build/fuzz/findings.
#   bash tests/fuzz/run.sh [SECONDS] [TARGET...]     60 seconds of each target when nothing is told
# FUZZ_JOBS: processes at once for each target (1). Needs clang-16 and libclang-rt-16-dev (Debian packages).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds=${1:-60}
shift || true
build=$PWD/build/fuzz
[ -f "$build/build.ninja" ] || cmake --preset fuzz --log-level=WARNING
nice -n 10 cmake --build --preset fuzz --parallel "$(bash installer/jobs.sh)" >"$build/build.log" 2>&1 ||
  { tail -n 40 "$build/build.log"; exit 1; }
[ -d "$build/seeds" ] || python3 tests/fuzz/seeds.py ../shared/data "$build/seeds"

targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cd "$build" && ls fuzz_* | grep -v '\.' | sed 's/^fuzz_//')
memory=$(mktemp -d -p /dev/shm dokuei-fuzz.XXXXXX)
trap 'rm -rf "$memory"' EXIT
export TMPDIR=$memory
export LSAN_OPTIONS=suppressions=$PWD/tests/fuzz/lsan.supp:print_suppressions=0
export UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=allocator_may_return_null=0
ASAN_SYMBOLIZER_PATH=$(command -v llvm-symbolizer-16 || command -v llvm-symbolizer || true)
export ASAN_SYMBOLIZER_PATH

for target in "${targets[@]}"; do
  corpus=$build/corpus/$target findings=$build/findings/$target log=$build/log/$target-$(date +%H%M%S).log
  mkdir -p "$corpus" "$findings" "$build/log" "$build/seeds/$target"
  case $target in
    nifti) dictionary=images; length=8192 ;;
    archive) dictionary=; length=8192 ;;
    sorting) dictionary=; length=4096 ;;
    *) dictionary=dicom; length=32768 ;;
  esac
  echo "== $target: $seconds s"
  nice -n 19 "$build/fuzz_$target" "$corpus" "$build/seeds/$target" -fork="${FUZZ_JOBS:-1}" -ignore_crashes=1 \
    -ignore_ooms=1 -ignore_timeouts=1 -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 \
    -malloc_limit_mb=512 -max_len="$length" -artifact_prefix="$findings/" \
    ${dictionary:+-dict=tests/fuzz/$dictionary.dict} >"$log" 2>&1 || true
  # Each status line ends: executions, coverage, features, corpus, ooms/timeouts/crashes.
  grep -E '^#[0-9]+: cov' "$log" | tail -n 1 || tail -n 5 "$log"
  ls "$findings" | sed 's/^/   finding: /' | head -n 20
done
