# Sourced by ./dev: the browser's compiler, Emscripten, in the version of emsdk-version.txt.
#
# It is, in this order: the one of $EMSDK; an emcc of that version on the PATH; Debian 13's package, unpacked into
# .deps/emscripten beside LLVM 19 of this machine. Afterwards CASTELLAN_EMSCRIPTEN is its root, for CMakePresets.json.

emscripten_pin=$(<"$root/emsdk-version.txt")

use_emscripten() {
    local found
    if [[ -n ${EMSDK:-} ]]; then
        CASTELLAN_EMSCRIPTEN=$EMSDK/upstream/emscripten
        [[ -x $CASTELLAN_EMSCRIPTEN/emcc ]] || fail "EMSDK is set to $EMSDK, but there is no upstream/emscripten/emcc in it."
        refuse_other_version "$CASTELLAN_EMSCRIPTEN" "EMSDK ($EMSDK)"
        export CASTELLAN_EMSCRIPTEN EM_CONFIG=${EM_CONFIG:-$EMSDK/.emscripten}
    elif found=$(command -v emcc); then
        CASTELLAN_EMSCRIPTEN=$(emscripten_root_of "$found")
        refuse_other_version "$CASTELLAN_EMSCRIPTEN" "the PATH ($found)"
        export CASTELLAN_EMSCRIPTEN
    else
        unpack_emscripten
        export CASTELLAN_EMSCRIPTEN=$deps/emscripten/usr/share/emscripten EM_CONFIG=$deps/emscripten/config.py
    fi
}

# emcc on the PATH may be a link into its folder, or Debian's small script that names it.
emscripten_root_of() {
    local folder
    folder=$(dirname "$(readlink -f "$1")")
    [[ -f $folder/emscripten-version.txt ]] || folder=/usr/share/emscripten
    printf '%s' "$folder"
}

refuse_other_version() { # ROOT WHERE
    local version
    version=$(tr -d '"[:space:]' <"$1/emscripten-version.txt" 2>/dev/null) || version=unknown
    [[ ${version%%-*} == "$emscripten_pin" ]] && return 0
    fail "Castellan is built with Emscripten $emscripten_pin (emsdk-version.txt), but $2 has $version.
Install $emscripten_pin there ('emsdk install $emscripten_pin && emsdk activate $emscripten_pin'), or take it off EMSDK and PATH: then ./dev fetches the right one."
}

unpack_emscripten() {
    local part stamp='recipe 2'
    for part in emscripten binaryen libc6 libstdc++6 libgcc-s1; do
        stamp+=" $(lock_field $part sha256)"
    done
    [[ -f $deps/emscripten/.stamp && $(<"$deps/emscripten/.stamp") == "$stamp" ]] && return 0
    [[ $(dpkg --print-architecture) == amd64 ]] ||
        fail "The pinned Emscripten packages are for amd64. Install Emscripten $emscripten_pin with emsdk and set EMSDK."

    local new=$deps/.new-emscripten
    rm -rf "$new"
    mkdir -p "$new/runtime" "$new/bin"
    fetch emscripten
    say "Unpacking emscripten"
    # Tests, documentation, and the system libraries for threads and for position independent code are 1.2 of 1.6 GB.
    dpkg --fsys-tarfile "$fetched" | tar -x -C "$new" \
        --exclude='*/emscripten/test' --exclude='*/share/doc' --exclude='*/share/man' --exclude='*/emscripten/docs' \
        --exclude='*/wasm32-emscripten/pic' --exclude='*/wasm32-emscripten/lto-pic' --exclude='*/wasm64-emscripten' \
        --exclude='*/lib*-mt*.a' --exclude='*/lib*-ww*.a' --exclude='*/lib*asan*.a'
    for part in binaryen libc6 libstdc++6 libgcc-s1; do
        fetch $part
        dpkg -x "$fetched" "$new/runtime"
    done

    # Binaryen 120 needs a newer C library than Debian 12 has: its own loader runs it with its own libraries.
    local tool name
    for tool in "$new"/runtime/usr/bin/wasm*; do
        name=${tool##*/}
        cat >"$new/bin/$name" <<'WRAPPER'
#!/bin/sh
runtime=$(dirname "$(readlink -f "$0")")/../runtime/usr
exec "$runtime/lib64/ld-linux-x86-64.so.2" --library-path "$runtime/lib/x86_64-linux-gnu" "$runtime/bin/${0##*/}" "$@"
WRAPPER
        chmod +x "$new/bin/$name"
    done

    cat >"$new/config.py" <<'CONFIG'
import os
_here = os.path.dirname(os.path.realpath(os.environ['EM_CONFIG']))
LLVM_ROOT = '/usr/bin'
CLANG_ADD_VERSION = '19'
LLVM_ADD_VERSION = '19'
BINARYEN_ROOT = _here
NODE_JS = 'node'
CACHE = os.path.join(_here, 'usr/share/emscripten/cache')
FROZEN_CACHE = False
CONFIG
    # Emscripten minifies with acorn, which the Debian package expects beside Debian's Node.js.
    mkdir -p "$new/usr/share/emscripten/node_modules"
    ln -s ../../../../../npm/node_modules/acorn "$new/usr/share/emscripten/node_modules/acorn"
    printf '%s\n' "$stamp" >"$new/.stamp"
    rm -rf "$deps/emscripten"
    mv "$new" "$deps/emscripten"
}
