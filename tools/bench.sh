# Sourced by ./dev: builds, and measures. Figures belong to the machine they were taken on; docs/BENCHMARKS.md has ours.

bench() {
    [[ -x $root/tests/bench/run.sh ]] || fail "There is nothing to measure yet: tests/bench/run.sh is missing."
    set_up
    build_release castellan castellan_load rules_bench
    build_web
    install_packages "${bench_packages[@]}"
    cd "$called_from"
    CASTELLAN_BINARY=$release_build/server-stub/castellan CASTELLAN_WWW=$web_build/www CASTELLAN_BUILD=$release_build \
        CASTELLAN_CHROMIUM=$(command -v chromium) exec "$root/tests/bench/run.sh" "$@"
}
