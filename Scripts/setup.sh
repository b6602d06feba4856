#!/usr/bin/env bash
# Installs what the project needs and is missing, or says plainly what to do where it cannot.
set -euo pipefail

fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

command -v swift >/dev/null 2>&1 ||
  fail "no Swift toolchain found; install Swift 6.2 or later from https://swift.org/install and try again"
version=$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | grep -oE '[0-9]+\.[0-9]+' | head -n 1)
case "$version" in
  "" ) fail "could not tell the version of $(command -v swift)" ;;
  [0-5].* | 6.[01] ) fail "found Swift $version, need 6.2 or later; see https://swift.org/install" ;;
esac

if [ "$(uname -s)" = Darwin ]; then
  command -v brew >/dev/null 2>&1 ||
    fail "need openblas, lapack, libpng, jpeg-turbo, webp, libtiff, libarchive, hdf5, hnswlib, open-mpi and pkgconf; install Homebrew (https://brew.sh) or provide them yourself"
  for formula in openblas lapack libpng jpeg-turbo webp libtiff libarchive hdf5 hnswlib open-mpi pkgconf; do
    brew list --versions "$formula" >/dev/null 2>&1 || brew install "$formula"
  done
  exit 0
fi

packages="libopenblas-dev liblapacke-dev libpng-dev libturbojpeg0-dev libwebp-dev libtiff-dev libarchive-dev libhdf5-dev libssl-dev libhnswlib-dev libsqlite3-dev libopenmpi-dev openmpi-bin pkg-config"
missing=""
if command -v pkg-config >/dev/null 2>&1; then
  pkg-config --exists openblas || missing="$missing libopenblas-dev"
  pkg-config --exists lapacke || missing="$missing liblapacke-dev"
  pkg-config --exists libpng || missing="$missing libpng-dev"
  pkg-config --exists libturbojpeg || missing="$missing libturbojpeg0-dev"
  pkg-config --exists libwebp || missing="$missing libwebp-dev"
  pkg-config --exists libtiff-4 || missing="$missing libtiff-dev"
  pkg-config --exists libarchive || missing="$missing libarchive-dev"
  pkg-config --exists hdf5 || missing="$missing libhdf5-dev"
  pkg-config --exists libcrypto || missing="$missing libssl-dev"
  # `Distributed` may be built with another one.
  pkg-config --exists "${ONESHOT_MPI:-ompi-c}" || missing="$missing libopenmpi-dev openmpi-bin"
  # Headers alone, of which pkg-config knows nothing.
  [ -e /usr/include/hnswlib/hnswlib.h ] || [ -e /usr/local/include/hnswlib/hnswlib.h ] ||
    missing="$missing libhnswlib-dev"
  # Only the service needs it.
  pkg-config --exists sqlite3 || missing="$missing libsqlite3-dev"
else
  missing="$packages"
fi
[ -z "$missing" ] && exit 0

command -v apt-get >/dev/null 2>&1 ||
  fail "missing:$missing (Debian's names); install your system's packages of OpenBLAS, LAPACKE, libpng, libjpeg-turbo, libwebp, libtiff, libarchive, HDF5, SQLite, OpenMPI and libcrypto (OpenSSL) with their headers"
  fail "missing:$missing (Debian's names); install your system's packages of OpenBLAS, LAPACKE, libpng, libjpeg-turbo, libwebp, libtiff, libarchive, HDF5, hnswlib, SQLite and libcrypto (OpenSSL) with their headers"
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1; then
  as_root="sudo"
else
  fail "missing:$missing; ask an administrator to run: apt-get install$missing"
fi
printf 'setup: installing%s\n' "$missing"
$as_root apt-get update -qq || fail "apt-get update failed; check the network, then run: apt-get install$missing"
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
  fail "apt-get install$missing failed; install them by hand and try again"
