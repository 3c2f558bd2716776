# Sourced by ./dev: builds everything and runs every test.
#
# Programs of ctest first, then the browser's, which drive the real server. The last line counts them all.

run_tests() {
    local pattern=${1:-}
    set_up
    build_native
    build_web

    local results=$root/build/test-results passed=0 failed=0
    mkdir -p "$results"

    say "Running the tests"
    rm -f "$results/ctest.xml"
    ctest --test-dir "$native_build" --output-on-failure --no-tests=ignore -j "$(nproc)" \
        --output-junit "$results/ctest.xml" ${pattern:+-R "$pattern"} </dev/null || true
    count_junit "$results/ctest.xml"

    if compgen -G "$root/tests/browser/*.test.mjs" >/dev/null || compgen -G "$root/tests/browser/*.test.js" >/dev/null; then
        install_packages "${test_packages[@]}"
        say "Running the tests in the browser"
        run_browser_tests "$pattern"
    fi

    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    ((failed == 0 && passed > 0))
}

# Adds the numbers of ctest's report. A report that is missing is a failure: then ctest itself did not work.
count_junit() {
    local tests failures
    if [[ ! -f $1 ]]; then
        failed=$((failed + 1))
        return
    fi
    tests=$(grep -c '<testcase ' "$1" || true)
    failures=$(grep -c '<testcase .*status="fail"' "$1" || true)
    passed=$((passed + tests - failures))
    failed=$((failed + failures))
}

run_browser_tests() {
    local log=$root/build/test-results/browser.log files
    files=$(find "$root/tests/browser" -name '*.test.mjs' -o -name '*.test.js' | sort)
    local status=0
    # Tests find the server and the page by these, and the browser that Debian installed.
    # shellcheck disable=SC2086
    CASTELLAN_BINARY=$native_build/server-stub/castellan CASTELLAN_WWW=$web_build/www \
        CASTELLAN_CHROMIUM=$(command -v chromium) \
        node --test --test-reporter=tap --test-concurrency=1 ${1:+--test-name-pattern="$1"} $files </dev/null >"$log" 2>&1 || status=$?
    grep -E '^ *(not )?ok |^ *(error|message|expected|actual|stack):|^# ' "$log" || true
    local good bad
    good=$(sed -n 's/^# pass //p' "$log" | tail -n 1)
    bad=$(sed -n 's/^# \(fail\|cancelled\) //p' "$log" | awk '{ n += $1 } END { print n + 0 }')
    passed=$((passed + ${good:-0}))
    failed=$((failed + bad))
    # Neither counted nor finished: the runner itself broke.
    if ((status != 0 && bad == 0)); then
        tail -n 40 "$log"
        failed=$((failed + 1))
    fi
}
