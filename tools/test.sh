# Sourced by ./dev: builds everything and runs every test.
#
# ctest's first, then those of the page in Node.js and in the browser, which drive the real server. The last line counts
# them all.

run_tests() {
    local pattern=${1:-}
    set_up
    build_native
    build_web

    install_packages "${test_packages[@]}"

    local results=$root/build/test-results passed=0 failed=0
    mkdir -p "$results"

    say "Running the tests"
    rm -f "$results/ctest.xml" "$results/sweep.tsv"
    export CASTELLAN_SWEEP=$results/sweep.tsv # Written by the native sweep, read by that of the demonstration's service.
    ctest --test-dir "$native_build" --output-on-failure --no-tests=ignore -j "$(nproc)" \
        --output-junit "$results/ctest.xml" ${pattern:+-R "$pattern"} </dev/null || true
    count_junit "$results/ctest.xml"

    local files
    mapfile -t files < <(find "$root/tests" -name node_modules -prune -o -name '*.test.mjs' -print | sort)
    if ((${#files[@]})); then
        say "Running the tests of the page, in Node.js and in the browser"
        run_page_tests "$pattern" "${files[@]}"
    fi

    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    ((failed == 0 && passed > 0))
}

# Adds the numbers of ctest's report. A report that is missing is a failure: then ctest itself did not work.
count_junit() {
    local all good disabled
    if [[ ! -f $1 ]]; then
        failed=$((failed + 1))
        return
    fi
    all=$(grep -c '<testcase ' "$1" || true)
    good=$(grep -c '<testcase .*status="run"' "$1" || true)
    disabled=$(grep -c '<testcase .*status="disabled"' "$1" || true)
    passed=$((passed + good))
    failed=$((failed + all - good - disabled)) # What could not be run has failed, too.
}

run_page_tests() { # PATTERN FILE...
    local pattern=$1 log=$root/build/test-results/page.log status=0
    shift
    # Tests find the server and the page by these, and the browser that Debian installed. One file at a time: each
    # starts a server and a browser, which are slow enough alone.
    CASTELLAN_BINARY=$native_build/server-stub/castellan CASTELLAN_WWW=$web_build/www \
        CASTELLAN_CHROMIUM=$(command -v chromium) \
        node --test --test-reporter=tap --test-concurrency=1 ${pattern:+--test-name-pattern="$pattern"} "$@" \
        </dev/null 2>&1 | tee "$log" | { grep --line-buffered -E '^ *(not )?ok |^ *(error|expected|actual|stack):' || true; } ||
        status=$?

    local good bad
    good=$(sed -n 's/^# pass //p' "$log" | tail -n 1)
    bad=$(sed -n -E 's/^# (fail|cancelled) //p' "$log" | awk '{ n += $1 } END { print n + 0 }')
    passed=$((passed + ${good:-0}))
    failed=$((failed + bad))
    # Neither counted nor finished: the runner itself broke.
    if ((status != 0 && bad == 0)); then
        tail -n 40 "$log"
        failed=$((failed + 1))
    fi
}
