# Sourced by ./dev: the checks of tests/browsers in Chromium, Firefox and WebKitGTK, on a screen and a session bus of their
# own. ./dev test runs those of Chromium.

test_browsers() {
    set_up
    build_web

    install_packages "${test_packages[@]}" "${browser_packages[@]}"

    say "Running the checks in Chromium, Firefox and WebKitGTK"
    local screen number
    # Firefox and WebKitGTK have WebGL only with a display; Xvfb picks a free number and says it.
    coproc screen { exec Xvfb -displayfd 1 -screen 0 3200x2400x24 +extension GLX 2>/dev/null; }
    local screen_id=$!
    # shellcheck disable=SC2064 # The id of now.
    trap "kill $screen_id 2>/dev/null" EXIT
    read -r number <&"${screen[0]}" || fail "Xvfb did not start."

    # A bus of its own for each: a second browser on the bus of a former one does not show its page there.
    local file failed=()
    for file in "$root"/tests/browsers/*test.mjs; do
        CASTELLAN_WWW=$web_build/www CASTELLAN_CHROMIUM=$(command -v chromium) DISPLAY=:$number \
            dbus-run-session -- node --test --test-reporter=spec "$file" </dev/null || failed+=("${file##*/}")
    done
    ((${#failed[@]} == 0)) || fail "These failed: ${failed[*]}"
}
