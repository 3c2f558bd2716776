#include "service/totp.hpp"

#include "wire/url.hpp"

#include <liboath/oath.h>
#include <sodium.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <span>

namespace castellan {

namespace {

constexpr auto step_seconds = unsigned{totp_step_ms / 1000};

bool is_ready()
{
    static auto const ready = oath_init() == OATH_OK;
    return ready;
}

} // namespace

std::string totp_secret(Random& random)
{
    auto secret = std::string(totp_secret_bytes, '\0');
    random.fill(std::as_writable_bytes(std::span{secret}));
    return secret;
}

std::string base32(std::string_view bytes)
{
    char* text = nullptr;
    std::size_t size = 0;
    if (!is_ready() || oath_base32_encode(bytes.data(), bytes.size(), &text, &size) != OATH_OK)
        return {};
    auto const owner = std::unique_ptr<char, decltype(&std::free)>{text, &std::free};
    auto encoded = std::string{text, size};
    encoded.erase(encoded.find_last_not_of('=') + 1);
    return encoded;
}

std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view person)
{
    auto const of = wire::percent_encoded(issuer);
    return "otpauth://totp/" + of + ':' + wire::percent_encoded(person) + "?secret=" + base32(secret) + "&issuer=" + of +
           "&algorithm=SHA1&digits=6&period=30";
}

std::string totp_code(std::string_view secret, std::uint64_t step)
{
    auto code = std::array<char, totp_digits + 1>{};
    auto const at = static_cast<time_t>(step * step_seconds);
    if (!is_ready() ||
        oath_totp_generate(secret.data(), secret.size(), at, step_seconds, 0, totp_digits, code.data()) != OATH_OK)
        return {};
    return code.data();
}

std::optional<std::uint64_t> totp_step_of(std::string_view secret, std::string_view code, Instant now)
{
    if (code.size() != totp_digits || now < totp_step_ms)
        return std::nullopt;
    auto const present = static_cast<std::uint64_t>(now / totp_step_ms);
    auto found = std::optional<std::uint64_t>{};
    for (auto const step : {present - 1, present, present + 1}) {
        auto const right = totp_code(secret, step);
        if (right.size() == code.size() && sodium_memcmp(right.data(), code.data(), code.size()) == 0)
            found = step;
    }
    return found;
}

} // namespace castellan
