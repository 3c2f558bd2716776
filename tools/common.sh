# Sourced by ./dev: where things are, and how to speak to the person.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
deps=$root/.deps                                             # unpacked trees, ignored by git
cache=${CASTELLAN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/castellan}   # downloads, shared between checkouts
lock=$root/tools/dependencies.lock

# Objects are shared between checkouts: paths are made relative, so that the same file is compiled once.
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
export CCACHE_DIR=${CCACHE_DIR:-$HOME/.cache/ccache} CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${CCACHE_BASEDIR:-$root}

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
    bold=$'\e[1m' plain=$'\e[0m'
else
    bold='' plain=''
fi

say() { printf '%s==>%s %s\n' "$bold" "$plain" "$*"; }

fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# Runs a command that talks much; its output is shown only if it fails.
quietly() {
    local log
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# One set-up at a time in a checkout; a second ./dev waits for the first.
with_setup_lock() {
    mkdir -p "$deps"
    exec 9>"$deps/.lock"
    flock 9
    "$@"
    local status=$?
    exec 9>&-
    return $status
}
