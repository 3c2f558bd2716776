#include "service/webhook_signature.hpp"

#include <sodium.h>

#include <array>
#include <span>

namespace castellan {

namespace {

constexpr std::string_view secret_prefix = "whsec_";
constexpr std::size_t secret_bytes = 32;

std::string base64(std::span<unsigned char const> bytes)
{
    auto text = std::string(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // the zero at the end
    return text;
}

} // namespace

std::string webhook_secret(Random& random)
{
    auto bytes = std::array<std::byte, secret_bytes>{};
    random.fill(bytes);
    return std::string{secret_prefix} +
           base64({reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size()});
}

std::string webhook_signature(std::string_view secret, std::string_view id, std::string_view timestamp,
                              std::string_view body)
{
    if (!secret.starts_with(secret_prefix))
        return {};
    secret.remove_prefix(secret_prefix.size());
    auto key = std::array<unsigned char, 64>{};
    auto size = std::size_t{0};
    if (sodium_base642bin(key.data(), key.size(), secret.data(), secret.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        size == 0)
        return {};

    auto state = crypto_auth_hmacsha256_state{};
    auto const add = [&state](std::string_view text) {
        crypto_auth_hmacsha256_update(&state, reinterpret_cast<unsigned char const*>(text.data()), text.size());
    };
    crypto_auth_hmacsha256_init(&state, key.data(), size);
    add(id);
    add(".");
    add(timestamp);
    add(".");
    add(body);
    auto digest = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>{};
    crypto_auth_hmacsha256_final(&state, digest.data());
    sodium_memzero(key.data(), key.size());
    sodium_memzero(&state, sizeof state);
    return "v1," + base64(digest);
}

} // namespace castellan
