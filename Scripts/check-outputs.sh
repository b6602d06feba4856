#!/usr/bin/env bash
# Runs the snippets and says which lines of output that pages show are printed by none of them: the
# numbers of a page grow old when the library changes. On another processor the last digits of a
# few may differ, which is why this is no test.
#
#   swift build && ONESHOT_DATA=path/to/omniglot Scripts/check-outputs.sh
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(swift build --show-bin-path)
printed=$(mktemp)
trap 'rm "$printed"' EXIT
for snippet in Snippets/*.swift; do
  "$bin/$(basename "$snippet" .swift)"
done > "$printed"

# Blocks without a language are output, but for lines of a shell; in the changelog, comments are.
shown() {
  awk '/^```/ { kind = kind ? 0 : ($0 == "```" ? 1 : 2); next } kind == 1' \
    README.md Documentation/*.md | grep -v '^\$ '
  sed -n 's|^// ||p' CHANGELOG.md
}
stale=$(shown | grep -Fxv -f "$printed" || true)
[ -z "$stale" ] && exit 0
printf 'These lines are printed by no snippet:\n%s\n' "$stale" >&2
exit 1
