#!/usr/bin/env bash
# Draws digits and Cyrillic letters in a dozen of Debian's fonts: classes that a recognizer trained on
# Omniglot's small sets has never seen.
#
#   sudo apt-get install imagemagick fonts-dejavu fonts-freefont-ttf fonts-liberation
#   Scripts/draw-characters.sh FOLDER
#
# FOLDER/examples has one picture of each character, FOLDER/others those in the other fonts.
set -euo pipefail
out=${1:?usage: draw-characters.sh FOLDER}
export LC_ALL=C.UTF-8

root=/usr/share/fonts/truetype
fonts=(
  dejavu/DejaVuSans dejavu/DejaVuSerif dejavu/DejaVuSansMono dejavu/DejaVuSerif-Bold
  freefont/FreeSans freefont/FreeSerif freefont/FreeMono freefont/FreeSerifItalic
  liberation/LiberationSans-Regular liberation/LiberationSerif-Regular
  liberation/LiberationMono-Regular liberation/LiberationSans-Italic
)
characters=(0 1 2 3 4 5 6 7 8 9 Б Д Ж З И Л Ф Ц Ч Ш Щ Ъ Ы Э Ю Я)

for index in "${!fonts[@]}"; do
  font="$root/${fonts[index]}.ttf"
  [ -f "$font" ] || { echo "$font: found no such font, see the packages above" >&2; exit 1; }
  part=others
  [ "$index" = 0 ] && part=examples
  for character in "${characters[@]}"; do
    mkdir -p "$out/$part/$character"
    convert -background white -fill black -font "$font" -pointsize 72 "label:$character" \
      -trim +repage -bordercolor white -border 12 -colorspace gray \
      "$out/$part/$character/$(basename "$font" .ttf).png"
  done
done
