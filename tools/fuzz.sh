# Sourced by ./dev: lets the fuzzers of tests/fuzz run for as long as one likes. What they find lies in build/fuzz.

fuzz() { # [PARSER] [SECONDS]
    local wanted=${1:-all} seconds=${2:-300} name found
    [[ $seconds =~ ^[0-9]+$ ]] || fail "It is: ./dev fuzz [PARSER] [SECONDS]"
    set_up
    local names=(json document csv cookie query head)
    [[ $wanted == all ]] || names=("$wanted")
    for name in "${names[@]}"; do
        [[ -d $root/tests/fuzz/corpus/$name ]] || fail "There is no parser '$name'; there are json, document, csv, cookie, query, head."
        build_native "castellan_fuzz_$name"
        found=$root/build/fuzz/$name
        mkdir -p "$found"
        say "Fuzzing $name for $seconds seconds"
        (cd "$found" && "$native_build/tests/fuzz/castellan_fuzz_$name" -max_total_time="$seconds" -timeout=5 \
            -rss_limit_mb=2048 -max_len=65536 "$found" "$root/tests/fuzz/corpus/$name")
    done
}
