#!/usr/bin/env bash
# Makes a data set in color, shaped like Omniglot, from freedesktop icon themes of Debian: contexts are
# its groups, icon names its classes, themes its drawers.
#
#   Scripts/icons.sh FOLDER [SIZE]
#
# FOLDER/context/name/theme.png are RGBA pictures of SIZE x SIZE (default 96), the drawing in the middle
# of transparency. Names that most themes draw alike are one class; drawings of a class that two themes
# share, or nearly, count once; what is of one color is left out; a class has at least six designs.
# FOLDER.folds.json has five folds, in each of which contexts and themes are held out, and their tasks:
#
#   {"size": 96, "ways": 20, "images": ["actions/address-book-new/faba.png", ...], "folds": [
#     {"test": {"contexts": [...], "themes": [...], "tasks": [
#       {"support": [20 indices of images], "query": index of an image, "answer": place in support}]},
#      "validation": {the same, for choosing settings}}, ...]}
#
# A fold's training data are the images of neither its test contexts nor its test themes, in classes of
# at least four such images; to choose settings, those of its validation are left out as well. Once the
# themes are installed it takes about three minutes, and gives the same files each time.
set -euo pipefail

fail() { printf 'icons: %s\n' "$*" >&2; exit 1; }

[ $# -ge 1 ] && [ $# -le 2 ] || fail "usage: icons.sh FOLDER [SIZE]"
folder=$1
size=${2:-96}
case "$folder" in "" | / | -*) fail "found '$folder', expected a folder" ;; esac
case "$size" in
  *[!0-9]* | "" ) fail "found size '$size', expected a number of pixels" ;;
esac
[ "$size" -ge 24 ] && [ "$size" -le 512 ] || fail "found size $size, expected 24 to 512"
command -v python3 >/dev/null 2>&1 || fail "no python3 found; install Python 3.10 or later"
here=$(cd "$(dirname "$0")" && pwd)

# The folder of each package's theme.
missing=""
need() { [ -f "/usr/share/icons/$2/index.theme" ] || missing="$missing $1"; }
need oxygen-icon-theme oxygen
need breeze-icon-theme breeze
need papirus-icon-theme Papirus
need deepin-icon-theme bloom
need numix-icon-theme Numix
need paper-icon-theme Paper
need faenza-icon-theme Faenza
need tango-icon-theme Tango
need gnome-icon-theme gnome
need mate-icon-theme mate
need elementary-icon-theme elementary
need elementary-xfce-icon-theme elementary-xfce
need faba-icon-theme Faba
need lxde-icon-theme nuoveXT2
need suru-icon-theme suru
need gnome-icon-theme-gartoon gartoon
need gnome-icon-theme-nuovo Nuovo
need gnome-icon-theme-yasis yasis
command -v rsvg-convert >/dev/null 2>&1 || missing="$missing librsvg2-bin"

if [ -n "$missing" ]; then
  command -v apt-get >/dev/null 2>&1 ||
    fail "missing:$missing; these are packages of Debian and Ubuntu, and there is no apt-get here"
  if [ "$(id -u)" = 0 ]; then
    as_root=""
  elif command -v sudo >/dev/null 2>&1; then
    as_root="sudo"
  else
    fail "missing:$missing; ask an administrator to run: apt-get install$missing"
  fi
  printf 'icons: installing%s\n' "$missing"
  $as_root apt-get update -qq ||
    fail "apt-get update failed; check the network, then run: apt-get install$missing"
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
    fail "apt-get install$missing failed; install them by hand and try again"
fi

exec python3 -B "$here/icons/make.py" "$folder" "$size"
