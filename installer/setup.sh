#!/usr/bin/env bash
# Brings what Dokuei builds on: Debian packages and LibTorch. Safe to repeat; does nothing when all is there.
#   bash installer/setup.sh [--cuda]
set -euo pipefail

torch_version=2.11.0
torch_wheel=torch-2.11.0-cp311-cp311-manylinux_2_28_x86_64.whl
# file name, requirement, SHA-256
wheels=(
  "$torch_wheel|torch==2.11.0|7aa2f9bbc6d4595ba72138026b2074be1233186150e9292865e04b7a63b8c67a"
  "nvidia_cuda_runtime-13.0.96-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl|nvidia-cuda-runtime==13.0.96|7f82250d7782aa23b6cfe765ecc7db554bd3c2870c43f3d1821f1d18aebf0548"
  "nvidia_cuda_cupti-13.0.85-py3-none-manylinux_2_25_x86_64.whl|nvidia-cuda-cupti==13.0.85|4eb01c08e859bf924d222250d2e8f8b8ff6d3db4721288cf35d14252a4d933c8"
)
packages=(
  # compiler and tools
  g++ gcc libc6-dev make cmake ninja-build ccache pkg-config python3 python3-pip ca-certificates
  # window, database, translations
  qt6-base-dev qt6-base-dev-tools libqt6opengl6-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
  qt6-translations-l10n
  # pages of encapsulated PDF documents
  qt6-pdf-dev
  libqt6sql6-sqlite qt6-qpa-plugins qt6-image-formats-plugins libgl-dev libegl-dev libopengl-dev libgl1-mesa-dri
  # pictures and studies
  libvtk9-dev libinsighttoolkit5-dev libdcmtk-dev libcharls-dev libopenjp2-7-dev
  # text and files (minizip: studies in ZIP archives)
  libicu-dev nlohmann-json3-dev zlib1g-dev libminizip-dev fonts-noto-cjk fonts-noto-core
  # tests and their judges
  libgtest-dev libgmock-dev xvfb xauth dcmtk dicom3tools poppler-utils clang-format
)

temporary=()
trap 'rm -rf "${temporary[@]}"' EXIT

say() { printf '== %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

cuda=no
for argument in "$@"; do
  case $argument in
    --cuda) cuda=yes ;;
    -h|--help) sed -n '2,3p' "${BASH_SOURCE[0]}" | cut -c3-; exit 0 ;;
    *) echo "setup: unknown argument $argument (usage: bash installer/setup.sh [--cuda])" >&2; exit 2 ;;
  esac
done

[ "$(uname -sm)" = "Linux x86_64" ] || fail "this machine is $(uname -sm); LibTorch is fetched for Linux x86_64 only"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/dokuei
library=$cache/libtorch-$torch_version

install_packages() {
  local missing=() package
  for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    say "Debian packages: all there"
    return
  fi
  say "Debian packages: installing ${#missing[@]} (${missing[*]})"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "these packages need root: ${missing[*]}; run this as root or install sudo"
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q || fail "the package lists could not be fetched; is the network there?"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" ||
    fail "the packages could not be installed; is the network there, and is this Debian 12?"
}

sha256_is() { [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]; }

# Downloads to $1 what pip is told after it, whatever Python this machine has; pip's own configuration says from where.
pip_download() {
  local into=$1 minor
  local platforms=(--platform manylinux2014_x86_64 --platform manylinux2010_x86_64 --platform manylinux1_x86_64)
  for minor in $(seq 28 -1 5); do platforms+=(--platform "manylinux_2_${minor}_x86_64"); done
  shift
  PIP_ROOT_USER_ACTION=ignore python3 -m pip download --quiet --no-cache-dir --disable-pip-version-check \
    --dest "$into" --only-binary=:all: --implementation cp --python-version 3.11 --abi cp311 "${platforms[@]}" "$@"
}

unpack() { python3 -m zipfile -e "$1" "$2" || fail "$1 could not be unpacked; is the disk full?"; }

fetch_libtorch() {
  local mark=$library/.complete
  if [ -f "$mark" ]; then
    say "LibTorch $torch_version: there ($library)"
    return
  fi
  mkdir -p "$cache/wheels"
  local free_kib
  free_kib=$(df -Pk "$cache" | awk 'NR == 2 { print $4 }')
  [ "$free_kib" -gt 2500000 ] || fail "LibTorch needs 2.5 GB in $cache; only $((free_kib / 1000)) MB are free"
  local entry name requirement sum wanted
  wanted=$(mktemp "$cache/wheels/requirements.XXXXXX")
  temporary+=("$wanted")
  for entry in "${wheels[@]}"; do
    IFS='|' read -r name requirement sum <<<"$entry"
    sha256_is "$cache/wheels/$name" "$sum" && continue
    rm -f "$cache/wheels/$name"
    echo "$requirement --hash=sha256:$sum" >>"$wanted"
  done
  if [ -s "$wanted" ]; then
    say "LibTorch $torch_version: fetching $(wc -l <"$wanted") wheels (545 MB in all, once)"
    pip_download "$cache/wheels" --no-deps --require-hashes -r "$wanted" ||
      fail "LibTorch could not be fetched; is the network there, and does pip reach its package index?"
  fi
  say "LibTorch $torch_version: unpacking to $library"
  local staging
  staging=$(mktemp -d "$cache/unpack.XXXXXX")
  temporary+=("$staging")
  for entry in "${wheels[@]}"; do
    IFS='|' read -r name requirement sum <<<"$entry"
    sha256_is "$cache/wheels/$name" "$sum" || fail "$cache/wheels/$name has the wrong checksum"
    unpack "$cache/wheels/$name" "$staging"
  done
  echo "$torch_version" >"$staging/.complete"
  chmod 755 "$staging"
  rm -rf "$library"
  mv "$staging" "$library"
}

# The GPU libraries are what the torch wheel's own metadata asks for, at the versions it names.
fetch_cuda() {
  local mark=$library/.complete-cuda
  if [ -f "$mark" ]; then
    say "CUDA libraries: there"
    return
  fi
  local wanted=()
  mapfile -t wanted < <(sed -n 's/^Requires-Dist: \(\(nvidia-\|cuda-toolkit\)[^;]*\);.*/\1/p' \
    "$library/torch-$torch_version.dist-info/METADATA" | tr -d ' ')
  [ ${#wanted[@]} -gt 0 ] || fail "$library names no CUDA libraries"
  mkdir -p "$cache/wheels-cuda"
  say "CUDA libraries: fetching ${wanted[*]} (2.5 GB, once)"
  pip_download "$cache/wheels-cuda" "${wanted[@]}" ||
    fail "the CUDA libraries could not be fetched; is the network there, and are 6 GB of disk free?"
  say "CUDA libraries: unpacking"
  local staging wheel
  staging=$(mktemp -d "$cache/unpack.XXXXXX")
  temporary+=("$staging")
  for wheel in "$cache"/wheels-cuda/nvidia_*.whl; do unpack "$wheel" "$staging"; done
  # What is in use already stays in place.
  cp -a --no-clobber "$staging/nvidia/." "$library/nvidia/" || fail "the CUDA libraries could not be copied to $library"
  touch "$mark"
}

install_packages
fetch_libtorch
if [ "$cuda" = yes ]; then fetch_cuda; fi
say "Set-up done"
