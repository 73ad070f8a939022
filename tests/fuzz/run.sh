#!/usr/bin/env bash
# Builds the libFuzzer programs and runs them one after the other. What breaks lands in build/fuzz/findings.
#   bash tests/fuzz/run.sh [SECONDS] [TARGET...]     60 seconds of each target when nothing is told
# FUZZ_AS_BUILT=1: does not build first. Needs the Debian packages clang-16 and libclang-rt-16-dev.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds=${1:-60}
shift || true
build=$PWD/build/fuzz
if [ -z "${FUZZ_AS_BUILT:-}" ]; then
  [ -f "$build/build.ninja" ] || cmake --preset fuzz --log-level=WARNING
  nice -n 10 cmake --build --preset fuzz --parallel "$(bash installer/jobs.sh)" >"$build/build.log" 2>&1 ||
    { tail -n 40 "$build/build.log"; exit 1; }
fi
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

# Sum, or with `max` the largest, of one final statistic over all runs of a log.
statistic() {
  awk -v name="stat::$1:" -v how="${2:-sum}" '
    $1 == name { if (how == "max") { if ($2 > n) n = $2 } else n += $2 } END { print n + 0 }' "$log"
}

for target in "${targets[@]}"; do
  corpus=$build/corpus/$target findings=$build/findings/$target log=$build/log/$target-$(date +%H%M%S).log
  mkdir -p "$corpus" "$findings" "$build/log" "$build/seeds/$target"
  case $target in
    nifti) dictionary=images; length=8192 ;;
    sorting) dictionary=; length=4096 ;;
    archive | runlength) dictionary=; length=8192 ;;
    safetensors | tokenizer) dictionary=models; length=24576 ;;
    *) dictionary=dicom; length=32768 ;;
  esac
  # A finding ends the program; it goes on with what it has learned until the time is over.
  begin=$SECONDS
  while [ $((SECONDS - begin)) -lt "$seconds" ]; do
    nice -n "${FUZZ_NICE:-19}" "$build/fuzz_$target" "$corpus" "$build/seeds/$target" \
      -max_total_time=$((seconds - SECONDS + begin)) -timeout=60 -report_slow_units=10 -rss_limit_mb=2048 \
      -malloc_limit_mb=512 -max_len="$length" -artifact_prefix="$findings/" -print_final_stats=1 -verbosity=1 \
      ${dictionary:+-dict=tests/fuzz/$dictionary.dict} >>"$log" 2>&1 || sleep 1
  done
  rm -rf "${memory:?}"/*
  printf '%s: %s executions in %s s, peak %s MB, %s\n' "$target" "$(statistic number_of_executed_units)" \
    $((SECONDS - begin)) "$(statistic peak_rss_mb max)" \
    "$(grep -oE 'cov: [0-9]+ ft: [0-9]+ corp: [0-9]+' "$log" | tail -n 1)" | tee -a "$build/log/summary.txt"
  find "$findings" -type f -newermt "@$(($(date +%s) - SECONDS + begin))" -printf '   finding: %f\n'
done
