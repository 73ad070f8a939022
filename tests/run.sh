#!/usr/bin/env bash
# Sets up what is missing, builds the release preset and runs all tests on a screen of its own.
#   bash tests/run.sh [ctest arguments, e.g. -R SampleStudy]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash installer/setup.sh
jobs=$(bash installer/jobs.sh)
echo "== Building"
cmake --preset release --log-level=WARNING -DDOKUEI_TESTS=ON
cmake --build --preset release --parallel "$jobs"

echo "== Testing"
export LIBGL_ALWAYS_SOFTWARE=1 QT_QPA_PLATFORM=xcb LC_ALL=C.UTF-8
unset WAYLAND_DISPLAY DOKUEI_DATA DOKUEI_MODEL DOKUEI_RESOURCES
# Nothing that a test writes may reach the user's own library, settings or cache.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_RUNTIME_DIR=$home/runtime XDG_CACHE_HOME=$home/cache
mkdir -m 700 -p "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
# Without -noreset the screen restarts when its last client leaves, and a test that connects meanwhile fails.
status=0
xvfb-run -a -s "-screen 0 1600x1000x24 -noreset" ctest --preset release --parallel "$(nproc)" "$@" || status=$?

reasons=$(grep -A1 ': Skipped$' build/release/Testing/Temporary/LastTest.log 2>/dev/null | grep -v -e ': Skipped$' -e '^--$' |
  sort | uniq -c) || true
[ -z "$reasons" ] || printf '== Why tests were skipped\n%s\n' "$reasons"
exit "$status"
