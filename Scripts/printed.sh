#!/usr/bin/env bash
# Makes a data set shaped like Omniglot of printed characters of scripts that are not in Omniglot, from
# fonts of Debian: scripts are its groups, characters its classes, fonts its drawers.
#
#   Scripts/printed.sh FOLDER
#
# FOLDER/script/U+XXXX/font.png are 105×105 pixels, black on white, the glyph in the middle at the size of
# Omniglot's characters. One style of a family counts, the regular one, and fonts that draw a script alike
# count once. Once the fonts are installed it takes about a minute.
set -euo pipefail

fail() { printf 'printed: %s\n' "$*" >&2; exit 1; }

[ $# = 1 ] || fail "usage: printed.sh FOLDER"
case "$1" in "" | / | -*) fail "found '$1', expected a folder" ;; esac
[ ! -e "$1" ] || fail "$1 is there already; expected a folder to be made"

packages="fontconfig python3-pil fonts-khmeros fonts-sil-mondulkiri
  fonts-sil-mondulkiri-extra fonts-lohit-telu fonts-telu-extra fonts-lohit-taml
  fonts-lohit-taml-classical fonts-samyak-taml fonts-meera-inimai fonts-lklug-sinhala fonts-nanum
  fonts-nanum-extra fonts-unfonts-core fonts-unfonts-extra fonts-baekmuk fonts-arphic-bkai00mp
  fonts-arphic-bsmi00lp fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-arphic-ukai
  fonts-arphic-uming fonts-wqy-microhei fonts-wqy-zenhei fonts-ipafont-gothic
  fonts-ipafont-mincho fonts-noto-core"
for family in garuda kinnari laksaman loma mono norasi purisa sawasdee typewriter typist typo umpush waree; do
  packages="$packages fonts-tlwg-$family-ttf"
done
missing=""
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
  command -v apt-get >/dev/null 2>&1 ||
    fail "missing:$missing; these are packages of Debian and Ubuntu, and there is no apt-get here"
  [ "$(id -u)" = 0 ] || fail "missing:$missing; ask an administrator to run: apt-get install$missing"
  printf 'printed: installing%s\n' "$missing"
  apt-get update -qq || fail "apt-get update failed; check the network and try again"
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
    fail "apt-get install$missing failed; install them by hand and try again"
fi

# Debian's own Python, for which python3-pil is.
# shellcheck disable=SC2086
exec /usr/bin/python3 -B "$(dirname "$0")/printed/make.py" "$1" $packages
