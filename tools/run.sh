# Sourced by ./dev: builds both halves and serves the console.

run() {
    local port=8080 data=$root/var content=(--demo "$root/assets/demo.json")
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
                shift
                ;;
            *) fail "./dev run has no option '$1'. It is: ./dev run [--port N] [--data DIR] [--empty]" ;;
        esac
    done

    set_up
    build_native castellan
    build_web
    say "Serving the console on http://localhost:$port (stop it with Ctrl+C)"
    cd "$called_from"
    exec "$native_build/server-stub/castellan" serve --data "$data" --port "$port" --www "$web_build/www" "${content[@]}"
}
