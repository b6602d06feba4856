#!/usr/bin/env bash
# Runs the snippets and compares what they print with what the pages show, but for the last digit of a
# number: the numbers of a page grow old when the library changes. Results depend on the kernels that
# OpenBLAS picks for the processor; those for AVX2 run on nearly every one.
#
#   swift build --build-tests && ONESHOT_DATA=path/to/omniglot Scripts/check-outputs.sh
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "$(uname -m)" = x86_64 ]; then export OPENBLAS_CORETYPE="${OPENBLAS_CORETYPE:-Haswell}"; fi
bin=$(swift build --show-bin-path)
outputs=$(mktemp -d)
trap 'rm -r "$outputs"' EXIT
# Two at a time, since they have one thread for much of their time.
export bin outputs
for snippet in Snippets/*.swift; do basename "$snippet" .swift; done |
  xargs -P 2 -I {} sh -c '"$bin/{}" > "$outputs/{}.txt"'
ONESHOT_OUTPUTS=$outputs swift test --skip-build --filter OutputTests
