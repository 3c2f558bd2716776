# Sourced by ./dev: JavaScript packages, pinned in tools/npm/package-lock.json, in .deps/npm.
#
# Icons and Emscripten's parser are needed for building, the others for the browser tests. Node.js looks for packages in
# the folders above a file, hence the link node_modules in the checkout.

install_npm_packages() {
    local stamp
    stamp=$(cat "$root/tools/npm/package.json" "$root/tools/npm/package-lock.json" | sha256sum)
    if [[ ! -f $deps/npm/.stamp || $(<"$deps/npm/.stamp") != "$stamp" ]]; then
        say "Fetching JavaScript packages"
        local new=$deps/.new-npm
        rm -rf "$new"
        mkdir -p "$new"
        cp "$root/tools/npm/package.json" "$root/tools/npm/package-lock.json" "$new"
        [[ ! -f $root/tools/npm/.npmrc ]] || cp "$root/tools/npm/.npmrc" "$new"
        (cd "$new" && quietly npm ci --ignore-scripts --no-audit --no-fund --cache "$cache/npm" </dev/null) ||
            fail "npm could not fetch the packages of tools/npm/package-lock.json; its last lines are above."
        printf '%s\n' "$stamp" >"$new/.stamp"
        rm -rf "$deps/npm"
        mv "$new" "$deps/npm"
    fi
    [[ -e $root/node_modules/acorn ]] || ln -sfn .deps/npm/node_modules "$root/node_modules"
}
