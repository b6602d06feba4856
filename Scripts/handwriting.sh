#!/usr/bin/env bash
# Trains the network in the box again: the same bits on the same kind of processor, in about half an hour
# on two cores. Interrupted, it goes on where it stopped.
#
#   Scripts/handwriting.sh FOLDER
#
# FOLDER has Omniglot's images_background.zip, or the folder that it unpacks to.
set -euo pipefail
omniglot=$(realpath "${1:?usage: handwriting.sh FOLDER}")
cd "$(dirname "$0")/.."
[ -d "$omniglot/images_background" ] || [ -f "$omniglot/images_background.zip" ] || {
  echo "handwriting.sh: $omniglot: expected images_background.zip or images_background" >&2
  exit 1
}
swift run TrainHandwriting "$omniglot" handwriting.safetensors
mv handwriting.safetensors Sources/Pretrained/handwriting.safetensors
