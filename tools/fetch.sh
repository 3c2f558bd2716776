# Sourced by ./dev: downloads what tools/dependencies.lock names, checks it, unpacks it into .deps.
#
# Everything may be interrupted: a download is renamed to its name when its checksum is right, a tree when it is
# complete. The mirror is the machine's own; apt's own helper fetches, so that its proxies and mirrors are respected.

# lock_field NAME FIELD: kind, version, sha256 or path.
lock_field() {
    local value
    value=$(awk -v name="$1" -v field="$2" '
        BEGIN { column["kind"] = 2; column["version"] = 3; column["sha256"] = 4; column["path"] = 5 }
        $1 == name { print $column[field] }' "$lock")
    [[ -n $value ]] || fail "tools/dependencies.lock has no $2 for $1."
    printf '%s' "$value"
}

# The URI of the Debian archive that this machine installs from.
debian_mirror() {
    apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(COMPONENT) $(CODENAME)' 'Created-By: Packages' |
        awk '$2 == "Debian" && $3 == "main" && $4 !~ /security|updates|backports/ { print $1; exit }'
}

apt_download() { # URI FILE
    /usr/lib/apt/apt-helper -q -o APT::Sandbox::User="$(id -un)" download-file "$1" "$2"
}

has_checksum() { # FILE SHA256
    [[ -f $1 ]] && printf '%s  %s\n' "$2" "$1" | sha256sum --check --status
}

# fetch NAME: puts the file into the cache and its path into $fetched.
fetch() {
    local name=$1 path sha256 mirror
    path=$(lock_field "$name" path)
    sha256=$(lock_field "$name" sha256)
    fetched=$cache/downloads/$sha256-${path##*/}
    has_checksum "$fetched" "$sha256" && return 0

    say "Fetching $name $(lock_field "$name" version)"
    mkdir -p "$cache/downloads"
    mirror=$(debian_mirror)
    if [[ -z $mirror ]]; then
        update_package_lists
        mirror=$(debian_mirror)
    fi
    [[ -n $mirror ]] || fail "apt has no Debian mirror configured, so $name can't be fetched."

    local part=$fetched.part.$$
    if quietly apt_download "${mirror%/}/$path" "$part"; then
        if ! has_checksum "$part" "$sha256"; then
            rm -f "$part"
            fail "$name has not the checksum that tools/dependencies.lock names. Nothing of it was used."
        fi
        mv "$part" "$fetched"
    elif [[ $(lock_field "$name" kind) == runtime ]]; then
        rm -f "$part"
        fetch_successor "$name"
    else
        rm -f "$part"
        fail "$name could not be fetched from this machine's Debian mirror ($path)."
    fi
}

# A run-time library that Debian 13 replaced by a security update. It only runs a tool of the build and does not get
# into any product, so the successor will do; its checksum comes from the suite's signed index.
fetch_successor() {
    local name=$1 lists=$cache/trixie mirror
    mirror=$(debian_mirror)
    say "$name $(lock_field "$name" version) is no longer in Debian 13; taking its successor (renew tools/dependencies.lock)"
    mkdir -p "$lists/lists/partial" "$lists/archives/partial" "$lists/download"
    printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s trixie main\n' "$mirror" >"$lists/sources.list"
    local options=(
        -q -o "Dir::State::Lists=$lists/lists" -o "Dir::Cache=$lists" -o "Dir::Etc::sourcelist=$lists/sources.list"
        -o Dir::Etc::sourceparts=/dev/null -o Dir::State::status=/dev/null -o Acquire::Languages=none
        -o "APT::Sandbox::User=$(id -un)")
    quietly apt-get "${options[@]}" update || fail "The package lists of Debian 13 could not be fetched."
    rm -f "$lists/download/${name}_"*.deb
    (cd "$lists/download" && quietly apt-get "${options[@]}" download "$name") || fail "$name could not be fetched."
    fetched=$(echo "$lists/download/${name}_"*.deb)
}

# unpack_source NAME: .deps/NAME is the archive's content, without its top folder, with our patches.
unpack_source() {
    local name=$1 patch stamp
    stamp=$(lock_field "$name" sha256)
    for patch in "$root/tools/patches/$name"-*.patch; do
        [[ -e $patch ]] && stamp+=" $(sha256sum <"$patch")"
    done
    [[ -f $deps/$name/.stamp && $(<"$deps/$name/.stamp") == "$stamp" ]] && return 0

    fetch "$name"
    say "Unpacking $name"
    local new=$deps/.new-$name
    rm -rf "$new"
    mkdir -p "$new"
    # Nothing links to Android's and Apple's projects, and SDL's has dangling links.
    tar -xf "$fetched" -C "$new" --strip-components=1 --exclude='*/android-project*' --exclude='*/Xcode*'
    for patch in "$root/tools/patches/$name"-*.patch; do
        [[ -e $patch ]] && quietly patch -p1 -d "$new" -i "$patch"
    done
    printf '%s\n' "$stamp" >"$new/.stamp"
    rm -rf "${deps:?}/$name"
    mv "$new" "$deps/$name"
}
