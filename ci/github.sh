#!/usr/bin/env bash
# The steps of action.yml: prepare, install, scan, comment, gate.
# Inputs come as environment variables, never as text inside a command.
set -euo pipefail

output() { # NAME VALUE: one line of the step's outputs
  printf '%s=%s\n' "$1" "${2//[$'\r\n']/ }" >>"$GITHUB_OUTPUT"
}

slug() { # TEXT: what may stand in a path and in a comment
  printf '%s' "$1" | tr -c 'A-Za-z0-9._-' '-'
}

tool() { # NAME: a program of our own environment, on any system
  local folder="$LICSCAN_HOME/venv/bin"
  [ -d "$folder" ] || folder="$LICSCAN_HOME/venv/Scripts"
  printf '%s/%s' "$folder" "$1"
}

prepare() {
  local python="${LICSCAN_PYTHON:-python3}" state
  # what is installed depends on the action's own files and on the Python
  state="$("$python" - "$GITHUB_ACTION_PATH" <<'PYTHON'
import hashlib, pathlib, platform, sys
root = pathlib.Path(sys.argv[1])
parts = [platform.system(), platform.machine(), platform.python_version()]
parts += [(root / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "rules/VERSION")]
print(hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16])
PYTHON
)"
  mkdir -p "$RUNNER_TEMP/licscan-cache"
  output home "$RUNNER_TEMP/licscan-$state"
  output cache "$RUNNER_TEMP/licscan-cache"
  output key "licscan-$state"
  output reports "$RUNNER_TEMP/licscan-reports/$(slug "${INPUT_CATEGORY:-licscan}")"
}

install() {
  if [ -x "$(tool licscan)" ]; then
    echo "licscan was installed earlier in this job."
    return
  fi
  export PIP_CACHE_DIR="$RUNNER_TEMP/licscan-cache/pip"
  "${LICSCAN_PYTHON:-python3}" -m venv "$LICSCAN_HOME/venv"
  "$(tool python)" -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
}

scan() {
  local code=0 line quiet
  local -a arguments=(audit)
  mkdir -p "$LICSCAN_REPORTS"
  arguments+=(--report "json=$LICSCAN_REPORTS/licscan.json")
  arguments+=(--report "sarif=$LICSCAN_REPORTS/licscan.sarif")
  arguments+=(--report "markdown=$LICSCAN_REPORTS/licscan.md")
  arguments+=(--report "github=$LICSCAN_REPORTS/annotations.txt")
  if [ -n "${INPUT_FAIL_ON:-}" ]; then arguments+=(--fail-on "$INPUT_FAIL_ON"); fi
  while IFS= read -r line; do
    if [ -n "$line" ]; then arguments+=("$line"); fi
  done <<<"${INPUT_ARGUMENTS:-}"
  # what the log shows of scanned files must not be taken for commands of the workflow
  quiet="$(tr -dc 'a-f0-9' </dev/urandom | head -c 32 || true)"
  echo "::stop-commands::$quiet"
  XDG_CACHE_HOME="$RUNNER_TEMP/licscan-cache" \
    "$(tool licscan)" "${arguments[@]}" -- "${INPUT_PATH:-.}" || code=$?
  echo "::$quiet::"
  publish "$code"
}

publish() { # CODE: outputs, annotations and the summary, as far as there are reports
  output exit-code "$1"
  output reports "$LICSCAN_REPORTS"
  if [ -f "$LICSCAN_REPORTS/licscan.sarif" ]; then
    output sarif-file "$LICSCAN_REPORTS/licscan.sarif"
  fi
  if [ -f "$LICSCAN_REPORTS/licscan.json" ]; then
    output verdict "$("$(tool python)" -c \
      'import json, sys; print(json.load(open(sys.argv[1], encoding="utf-8"))["verdict"])' \
      "$LICSCAN_REPORTS/licscan.json")"
  fi
  if [ "${INPUT_ANNOTATIONS:-true}" = true ] && [ -f "$LICSCAN_REPORTS/annotations.txt" ]; then
    cat "$LICSCAN_REPORTS/annotations.txt"
  fi
  if [ "${INPUT_SUMMARY:-true}" = true ] && [ -f "$LICSCAN_REPORTS/licscan.md" ]; then
    cat "$LICSCAN_REPORTS/licscan.md" >>"$GITHUB_STEP_SUMMARY"
  fi
}

comment() { # one comment for each category, rewritten by later runs
  local body="$LICSCAN_REPORTS/comment.md" comments mark number
  [ -f "$LICSCAN_REPORTS/licscan.md" ] || return 0
  mark="<!-- licscan: $(slug "${INPUT_CATEGORY:-licscan}") -->"
  { printf '%s\n' "$mark" && cat "$LICSCAN_REPORTS/licscan.md"; } >"$body"
  comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
  number="$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\"$mark\")) | .id")"
  number="${number%%$'\n'*}"
  if [ -n "$number" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$number" -F "body=@$body"
  else
    gh api --silent --method POST "$comments" -F "body=@$body"
  fi
}

gate() {
  if [ "${EXIT_CODE:-3}" -gt 1 ]; then
    echo "::error title=licscan::There is no verdict (exit code ${EXIT_CODE:-3}); the log of the scan says why."
  fi
  if [ "${UPLOAD:-}" = failure ]; then
    echo "::warning title=licscan::The findings were not uploaded to code scanning: is it enabled, and may this job write security-events?"
  fi
  if [ "${COMMENT:-}" = failure ]; then
    echo "::warning title=licscan::The comment was not written: may this job write pull-requests?"
  fi
  exit "${EXIT_CODE:-3}"
}

case "${1:-}" in
  prepare | install | scan | comment | gate) "$1" ;;
  *)
    echo "usage: github.sh prepare|install|scan|comment|gate" >&2
    exit 2
    ;;
esac
