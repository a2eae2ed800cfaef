#!/usr/bin/env bash
# Audit every example and show what the gate would have returned. Ends with 0 unless an audit itself failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

broken=0
for expected in */expected.toml; do
  name=${expected%/*}
  printf '\n######## %s\n\n$ licscan audit examples/%s/tree\n' "$name" "$name"
  licscan audit "$name/tree" && code=0 || code=$?
  case $code in
    0) says="the gate passes" ;;
    1) says="the gate blocks" ;;
    *) says="the audit could not be done"; broken=1 ;;
  esac
  printf '\n-> exit code %s: %s\n' "$code" "$says"
done
exit "$broken"
