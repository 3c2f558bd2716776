# Sourced by ./dev: from a checkout to binaries. Nothing here takes time when nothing has changed.

native_build=$root/build/native
release_build=$root/build/release
profile_build=$root/build/profile
web_build=$root/build/web

set_up() { with_setup_lock set_up_alone; }

set_up_alone() {
    install_packages "${build_packages[@]}"
    install_node
    install_npm_packages
    local source
    for source in imgui catch2 sdl2 libsodium qrencode libcsv; do
        unpack_source $source
    done
    use_emscripten
}

# configure PRESET FOLDER: only once; afterwards ninja does it by itself when a CMake file has changed.
configure() {
    # An interrupted first configuration leaves a cache without a build file; another CMake toolchain refuses the old one.
    local stamp="$1 ${CASTELLAN_EMSCRIPTEN:-}"
    [[ -f $2/build.ninja && -f $2/.configured && $(<"$2/.configured") == "$stamp" ]] && return 0
    say "Configuring $2"
    rm -rf "$2/CMakeCache.txt" "$2/CMakeFiles"
    quietly cmake -S "$root" --preset "$1" -DCASTELLAN_PRECOMPILE=ON || fail "CMake could not configure the build; its last lines are above."
    printf '%s\n' "$stamp" >"$2/.configured"
}

# Ninja's own progress line is kept on a terminal; in a log, a line now and then is enough.
ninja_with_progress() {
    if [[ -t 1 ]]; then
        NINJA_STATUS='    [%f/%t] ' ninja "$@"
    else
        NINJA_STATUS='[%f/%t] ' ninja "$@" | awk '
            /^\[[0-9]+\/[0-9]+\] / { split(substr($1, 2), n, /[\/\]]/); if (n[1] % 25 && n[1] != n[2]) next }
            /^ninja: Entering directory/ { next }
            { print; fflush() }'
    fi
}

build_native() {
    configure native "$native_build"
    say "Building the server and its tests"
    ninja_with_progress -C "$native_build" "$@"
}

# How decisions run, recorded while rules_bench asks for some of every kind; again when rules_bench is another one.
build_profile() {
    local profile=$profile_build/rules.profdata
    configure profile "$profile_build"
    ninja_with_progress -C "$profile_build" rules_bench
    [[ -f $profile && $profile -nt $profile_build/tests/bench/rules_bench ]] && return 0
    say "Recording how decisions run"
    LLVM_PROFILE_FILE=$profile_build/rules.profraw quietly "$profile_build/tests/bench/rules_bench"
    quietly llvm-profdata-19 merge -o "$profile" "$profile_build/rules.profraw"
}

# What an installation gets; only the targets that are named.
build_release() {
    build_profile
    configure release "$release_build"
    say "Building the server for an installation"
    ninja_with_progress -C "$release_build" "$@"
}

build_web() {
    configure web "$web_build"
    say "Building the browser's program"
    ninja_with_progress -C "$web_build" "$@"
}
