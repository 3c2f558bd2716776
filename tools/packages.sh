# Sourced by ./dev: Debian packages, installed only when they are missing.

build_packages=(
    clang-19 lld-19 llvm-19 libc++-19-dev libc++abi-19-dev libclang-rt-19-dev
    cmake ninja-build ccache pkg-config git ca-certificates
    patch xz-utils bzip2 brotli gzip python3-minimal python3-fonttools python3-brotli fonts-inter
    libboost1.81-dev libcli11-dev libcsv-dev libcurl4-openssl-dev liboath-dev libpng-dev libqrencode-dev libsodium-dev libspdlog-dev libsqlite3-dev
    nlohmann-json3-dev tzdata
)
# A browser, a mail server to read codes from, and fonts for names in scripts that the console's own have not.
test_packages=(chromium python3-aiosmtpd fonts-dejavu-core fonts-droid-fallback fonts-lohit-deva fonts-nanum fonts-noto-color-emoji fonts-tlwg-loma-ttf)
browser_packages=( # further browsers, a screen for them, what a screen reader is told
    firefox-esr webkit2gtk-driver xvfb libegl1 libgl1-mesa-dri xsettingsd
    python3-pyatspi gir1.2-atspi-2.0 at-spi2-core dbus
)
bench_packages=(chromium make g++ python3) # the peer of the benchmarks has a native part

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "Debian packages have to be installed ($*). Run this as root, or install sudo."
    fi
}

# install_packages NAME...: what is there already costs a moment, and needs neither root nor network.
install_packages() {
    command -v dpkg-query >/dev/null || fail "./dev installs Debian packages; this machine has no dpkg. Needed are: $*"
    local missing
    mapfile -t missing < <(comm -23 <(printf '%s\n' "$@" | sort) \
        <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | sed -n 's/ installed$//p' | sort))
    ((${#missing[@]})) || return 0

    say "Installing Debian packages: ${missing[*]}"
    update_package_lists
    # An earlier installation may have been interrupted half-way; then dpkg wants to finish that first.
    quietly as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a </dev/null || true
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends "${missing[@]}" </dev/null ||
        fail "apt-get could not install the packages; its last lines are above."
}

lists_are_updated=no
update_package_lists() {
    [[ $lists_are_updated == no ]] || return 0
    quietly as_root apt-get -q -o DPkg::Lock::Timeout=300 update </dev/null || fail "apt-get update failed; its last lines are above."
    lists_are_updated=yes
}

# Node.js runs Emscripten's JavaScript parts and the browser tests. Any recent one will do: Debian's if there is none.
install_node() {
    local version
    if command -v node >/dev/null && command -v npm >/dev/null; then
        version=$(node --version)
        version=${version#v}
        ((${version%%.*} >= 18)) || fail "Node.js $version on the PATH is too old: 18 or newer is needed."
        return 0
    fi
    install_packages nodejs npm
}
