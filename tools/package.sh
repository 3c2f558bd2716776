# Sourced by ./dev: what is handed out of the demonstration, which needs no server.

package() {
    (($# == 0)) || fail "./dev package takes no options."
    set_up
    build_web
    local out=$root/build/package
    rm -rf "$out"
    mkdir -p "$out"
    cp -r "$web_build/package/." "$out"
    say "build/package/castellan-demo.html opens from a disk by double click; the folder build/package/castellan-demo is for a web server"
}
