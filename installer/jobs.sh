#!/usr/bin/env bash
# Prints how many compilers may run at once: one a core, and 2 GB of memory for each.
set -euo pipefail
cores=$(nproc)
memory=$(awk '/^MemAvailable:/ { print int($2 / 2000000) }' /proc/meminfo)
jobs=$((memory < cores ? memory : cores))
echo $((jobs < 1 ? 1 : jobs))
