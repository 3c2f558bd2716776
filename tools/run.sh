# Sourced by ./dev: builds both halves and serves the console.

run() {
    local port=8080 data=$root/var content=(--demo "$root/assets/demo.json") safes=40
    while (($#)); do
        case $1 in
            --port)
                port=${2:-}
                [[ $port =~ ^[0-9]+$ ]] || fail "--port needs a number: ./dev run --port 8081"
                shift 2
                ;;
            --data)
                data=${2:-}
                [[ -n $data ]] || fail "--data needs a folder: ./dev run --data var"
                shift 2
                ;;
            --empty)
                content=(--empty)
                safes=0
                shift
                ;;
            --safes)
                safes=${2:-}
                [[ $safes =~ ^[0-9]+$ ]] || fail "--safes needs a number: ./dev run --safes 40, or 0 for none"
                shift 2
                ;;
            *) fail "./dev run has no option '$1'. It is: ./dev run [--port N] [--data DIR] [--safes N] [--empty]" ;;
        esac
    done

    set_up
    build_native castellan
    build_web
    say "Serving the console on http://localhost:$port (stop it with Ctrl+C)"
    cd "$called_from"
    local castellan=$native_build/server-stub/castellan
    if ((safes == 0)); then
        exec "$castellan" serve --data "$data" --port "$port" --www "$web_build/www" "${content[@]}"
    fi
    play_safes "$castellan" "$port" "$data" "$safes" &
    exec "$castellan" serve --data "$data" --port "$port" --www "$web_build/www" "${content[@]}" --pair-to "$data/pairing-codes"
}

# The safes of the demonstration (docs/DEVICES.md): they begin when the server answers, and end with it, which has this
# shell's place and so its number.
play_safes() {
    local castellan=$1 port=$2 data=$3 safes=$4 server=$$ fleet
    until curl --silent --fail --output /dev/null "http://localhost:$port/api/v1/health"; do
        kill -0 "$server" 2>/dev/null || return 0
        sleep 0.2
    done
    "$castellan" simulate --server "http://localhost:$port" --safes "$safes" --codes "$data/pairing-codes" --keys "$data/simulated-keys" &
    fleet=$!
    trap 'kill "$fleet" 2>/dev/null' EXIT
    while kill -0 "$server" 2>/dev/null && kill -0 "$fleet" 2>/dev/null; do
        sleep 1
    done
}
