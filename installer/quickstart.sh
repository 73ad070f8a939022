#!/usr/bin/env bash
# From a fresh Debian 12 to the main job: sets up, builds build/release/dokuei, then opens the window on the sample
# study, or, without a display, asks about it and drafts a report.
#   bash installer/quickstart.sh [--cuda]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Japanese text needs a UTF-8 terminal.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *UTF-8 | *utf8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

say() { printf '== %s\n' "$*"; }
for argument in "$@"; do
  case $argument in
    --cuda) ;;
    -h|--help) sed -n '2,4p' installer/quickstart.sh | cut -c3-; exit 0 ;;
    *) echo "quickstart: unknown argument $argument (usage: bash installer/quickstart.sh [--cuda])" >&2; exit 2 ;;
  esac
done

bash installer/setup.sh "$@"
say "Building build/release/dokuei (the first time takes about 10 minutes on 2 cores)"
cmake --preset release --log-level=WARNING
cmake --build --preset release --target dokuei --parallel "$(bash installer/jobs.sh)"
program=build/release/dokuei

data=${DOKUEI_DATA:-${XDG_DATA_HOME:-$HOME/.local/share}/dokuei}
sample=$data/sample
if [ -e "$sample/IM0001.dcm" ]; then
  say "Sample study: there ($sample)"
else
  say "Sample study: making a CT of an invented patient in $sample"
  mkdir -p "$data"
  "$program" sample "$sample"
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  say "Opening the window on the sample study; later: $program \"$sample\""
  exec "$program" "$sample"
fi

say "No display: asking from the command line"
question='Where is the liver?'
say "\$ $program ask \"$sample\" -q \"$question\""
"$program" ask "$sample" -q "$question"
question='右の腎臓はどこですか?'
say "\$ $program ask \"$sample\" -q \"$question\""
"$program" ask "$sample" -q "$question"
report=$data/sample-report
say "\$ $program report \"$sample\" --out \"$report\""
"$program" report "$sample" --out "$report"
ls -l "$report"
say "Done. With a display, $program opens the window."
