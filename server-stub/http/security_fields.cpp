#include "server-stub/http/security_fields.hpp"

namespace castellan::server {

std::string security_fields(Tls tls)
{
    std::string fields =
        // No inline script, no eval but WebAssembly's, nothing from elsewhere, in nobody's frame.
        "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "X-Frame-Options: DENY\r\n"
        "Referrer-Policy: no-referrer\r\n"
        "Cross-Origin-Opener-Policy: same-origin\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n"
        "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()\r\n";
    if (tls == Tls::in_front)
        fields += "Strict-Transport-Security: max-age=31536000\r\n";
    return fields;
}

} // namespace castellan::server
