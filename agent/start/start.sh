#!/bin/sh
# Starts remote support on this computer: fetches the support program once, checks it, keeps it in your cache folder and
# runs it. Nothing is installed; to remove it, delete the folder deskhand-agent in your cache folder (~/.cache).
set -eu
umask 077

hub=__HUB__
code=__CODE__
platform=__PLATFORM__
sha256=__SHA256__

case "${DESKHAND_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-en}}}}" in
  ko* | KO*)
__KO__
    ;;
  *)
__EN__
    ;;
esac

say() {
  printf '%s\n' "$1" >&2
}

fail() {
  say "$1"
  exit 1
}

this_platform() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64 | Linux-amd64) echo linux-x64 ;;
    Linux-aarch64 | Linux-arm64) echo linux-arm64 ;;
    *) echo other ;;
  esac
}

# A folder that outlives this start where there is one, else one that is only ours.
cache_folder() {
  if [ -n "${XDG_CACHE_HOME:-}" ]; then folder=$XDG_CACHE_HOME/deskhand-agent
  elif [ -n "${HOME:-}" ]; then folder=$HOME/.cache/deskhand-agent
  else folder=
  fi
  if [ -n "$folder" ] && mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ]; then
    printf '%s\n' "$folder"
  else
    mktemp -d
  fi
}

fetch() {
  if command -v curl >/dev/null 2>&1; then
    if [ -t 2 ]; then progress=--progress-bar; else progress=--silent; fi
    curl --fail --location --show-error "$progress" --retry 3 --connect-timeout 20 --output "$2" "$1"
  elif command -v wget >/dev/null 2>&1; then
    wget --quiet --tries=3 --timeout=20 --output-document="$2" "$1"
  else
    fail "$no_downloader"
  fi
}

checksum() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1" | cut -d ' ' -f 1
  elif command -v shasum >/dev/null 2>&1; then shasum -a 256 "$1" | cut -d ' ' -f 1
  else openssl dgst -sha256 -r "$1" | cut -d ' ' -f 1
  fi
}

# Puts the program into "$home" in one step, so that an interrupted start leaves nothing half done.
# Returns 1 when the program is there but cannot run here.
provide() {
  say "$downloading"
  part=$(mktemp -d "$cache/part.XXXXXX") || fail "$no_space"
  trap 'rm -rf "$part"' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  fetch "$hub/agent/$platform.tar.gz" "$part/archive" || fail "$download_failed"
  [ "$(checksum "$part/archive")" = "$sha256" ] || fail "$damaged"
  mkdir "$part/program" || fail "$no_space"
  tar -xzf "$part/archive" -C "$part/program" || fail "$no_space"
  runs=yes
  "$part/program/bin/node" --version >/dev/null 2>&1 || runs=no
  if [ "$runs" = yes ]; then
    mv -T "$part/program" "$home" 2>/dev/null || [ -x "$home/bin/node" ] || fail "$no_space"
  fi
  rm -rf "$part"
  trap - EXIT HUP INT TERM
  [ "$runs" = yes ]
}

# Becomes the program. Standard input is this very script when it came through a pipe: the program then reads the
# terminal, so that it can ask, or nothing where there is none.
become() {
  if [ ! -t 0 ]; then
    if { [ -t 1 ] || [ -t 2 ]; } && (exec </dev/tty) 2>/dev/null; then exec </dev/tty; else exec </dev/null; fi
  fi
  exec "$@"
}

# The way for computers that cannot run the ready-made program but have Node.js.
become_npx() {
  command -v npx >/dev/null 2>&1 || fail "$unsupported"
  become npx --yes "$hub/agent/deskhand-agent.tgz" "$code" --hub "$hub" "$@"
}

main() {
  [ "$(this_platform)" = "$platform" ] || become_npx "$@"
  cache=$(cache_folder) || fail "$no_space"
  home=$cache/$sha256
  [ -x "$home/bin/node" ] || provide || become_npx "$@"
  touch "$home" 2>/dev/null || :
  # What has not been used for a month goes, so that versions do not pile up.
  find "$cache" -mindepth 1 -maxdepth 1 -type d -mtime +30 -exec rm -rf {} + 2>/dev/null || :
  become "$home/bin/node" "$home/agent/deskhand-agent.js" "$code" --hub "$hub" "$@"
}

# The last line: a script that arrived only in part does nothing.
main "$@"
