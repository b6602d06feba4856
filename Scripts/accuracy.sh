#!/usr/bin/env bash
# Measures one line of the tables in Documentation/Results.md anew: Scripts/accuracy.sh LINE DATA [MORE…].
# Without arguments it lists the lines. DATA is a folder with Omniglot's archives or what they unpack to; what
# follows it goes to the benchmark, such as --threads 1, --seeds 1,2 or, for digits and printed characters,
# --mnist FOLDER --printed FOLDER.
set -euo pipefail
cd "$(dirname "$0")/../Benchmarks"

# What `vinyals` leaves behind, whose leg those lines begin with.
leg="--leg .build/vinyals/1.safetensors --distort --rate 1e-5"
# `best` as it was before it learned by Muon.
adam="--preset best --rule adam --peak-rate 6e-3"
lines="
quick-small1        official --preset quick --train-on small1 --seeds 1,2,3,4,5
quick-small2        official --preset quick --train-on small2 --seeds 1,2,3,4,5
quick-both          official --preset quick --train-on both --seeds 1,2,3,4,5
quick-background    official --preset quick --train-on background --steps 4000 --seeds 1,2,3,4,5
best-small1         official --preset best --train-on small1 --steps 4000 --seeds 1,2,3 --together 2
best-small2         official --preset best --train-on small2 --steps 4000 --seeds 1,2 --together 2
best-both           official --preset best --train-on both --steps 4000 --seeds 1,2,3 --together 2
best-background     official --preset best --train-on background --seeds 1,2 --together 2
adam-small1         official $adam --train-on small1 --steps 4000 --seeds 1,2,3
adam-small1-plain   official $adam --composites-below 0 --train-on small1 --steps 2000 --seeds 1,2,3
adam-small2         official $adam --train-on small2 --steps 4000 --seeds 1
adam-small2-plain   official $adam --composites-below 0 --train-on small2 --steps 3000 --seeds 1,2,3,4,5
adam-both           official $adam --train-on both --steps 4000 --seeds 1,2,3,4,5 --together 2
adam-both-plain     official $adam --composites-below 0 --train-on both --steps 4000 --seeds 1
adam-background     official $adam --train-on background --seeds 1,2,3,4,5 --together 2
pictures-background official --preset pictures --train-on background --steps 4000
vinyals             vinyals $adam --steps 8000 --seeds 1,2 --together 2 --prototypes --save .build/vinyals
koch-30k            koch --pairs 30000 --output .build/koch-30k
koch-30k-affine     koch --pairs 30000 --affine --output .build/koch-30k-affine
koch-90k            koch --pairs 90000 --output .build/koch-90k
koch-90k-affine     koch --pairs 90000 --affine --output .build/koch-90k-affine
koch-all-pairs      koch --all-pairs --output .build/koch-all-pairs
maml-5-way          adapt --loop maml --steps 2500
anil-5-way          adapt --loop anil --inner-steps 5 --inner-rate 0.1 --steps 2500
maml-5-way-leg      adapt $leg --loop maml --inner-steps 5 --inner-rate 0.02 --steps 200
maml-20-way-leg     adapt $leg --loop maml --inner-steps 10 --inner-rate 0.05 --steps 100 --ways 20
anil-5-way-leg      adapt $leg --loop anil --inner-steps 20 --inner-rate 0.02 --steps 600
anil-20-way-leg     adapt $leg --loop anil --inner-steps 20 --inner-rate 0.05 --steps 200 --ways 20
meta-sgd-5-way-leg  adapt $leg --loop metaSGD --inner-steps 5 --inner-rate 0.02 --steps 100
"

if [ $# -lt 2 ]; then
  echo "usage: Scripts/accuracy.sh LINE DATA [OPTIONS]; the lines are:"
  printf '%s' "$lines" | sed '/^$/d; s/^/  /'
  exit 64
fi
found=$(printf '%s' "$lines" | awk -v name="$1" '$1 == name { $1 = ""; print }')
if [ -z "$found" ]; then
  echo "Scripts/accuracy.sh: there is no line '$1'; without arguments the lines are listed" >&2
  exit 64
fi
data=$(cd "$OLDPWD" && realpath "$2")
# Words of the line and no more.
# shellcheck disable=SC2086
exec swift run -c release AccuracyBenchmark $found --data "$data" "${@:3}"
