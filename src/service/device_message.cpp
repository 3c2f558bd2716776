#include "service/device_message.hpp"

#include "service/hex.hpp"
#include "service/hotp.hpp"
#include "service/typed_code.hpp"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <format>

namespace castellan {

namespace {

constexpr std::size_t field_most = 256;

template <std::size_t Size>
std::string_view view_of(std::array<unsigned char, Size> const& bytes)
{
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

unsigned char const* bytes_of(std::string_view text)
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

template <std::size_t Size>
bool read_hex(std::string_view text, std::array<unsigned char, Size>& bytes)
{
    auto const read = text.size() == 2 * Size ? bytes_of_hex(text) : std::nullopt;
    if (read)
        std::ranges::copy(*read, bytes.begin());
    return read.has_value();
}

/// Digits alone, no sign, nothing behind them.
template <class Number>
bool read_number(std::string_view text, Number& number)
{
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size() && text.front() != '-';
}

} // namespace

std::optional<DeviceStamp> read_stamp(std::string_view field)
{
    if (field.size() > field_most)
        return std::nullopt;
    auto stamp = DeviceStamp{.device = take_word(field)};
    auto const time = take_word(field);
    auto const number = take_word(field);
    if (stamp.device.empty() || !read_number(time, stamp.time) || !read_number(number, stamp.number) ||
        !read_hex(field, stamp.signature))
        return std::nullopt;
    return stamp;
}

std::string canonical_text(DeviceMessage const& message, DeviceStamp const& stamp)
{
    auto digest = std::array<unsigned char, crypto_hash_sha256_BYTES>{};
    crypto_hash_sha256(digest.data(), bytes_of(message.body), message.body.size());
    return std::format("castellan-device-1\n{}\n{}\n{}\n{}\n{}\n{}\n", message.method, message.target, stamp.device,
                       stamp.time, stamp.number, hex(view_of(digest)));
}

bool is_signed_by(DeviceKey const& key, DeviceMessage const& message, DeviceStamp const& stamp)
{
    auto const text = canonical_text(message, stamp);
    return crypto_sign_verify_detached(stamp.signature.data(), bytes_of(text), text.size(), key.data()) == 0;
}

std::string stamp_field(DeviceSecretKey const& key, DeviceMessage const& message, std::string_view device, Instant time,
                        std::uint64_t number)
{
    auto stamp = DeviceStamp{.device = device, .time = time, .number = number};
    auto const text = canonical_text(message, stamp);
    crypto_sign_detached(stamp.signature.data(), nullptr, bytes_of(text), text.size(), key.data());
    return std::format("{} {} {} {}", device, time, number, hex(view_of(stamp.signature)));
}

std::optional<DeviceKey> device_key_of(std::string_view hex_text)
{
    auto key = DeviceKey{};
    if (!read_hex(hex_text, key) || crypto_core_ed25519_is_valid_point(key.data()) != 1)
        return std::nullopt;
    return key;
}

AgreementKeys agreement_keys(std::array<unsigned char, 32> const& secret)
{
    auto keys = AgreementKeys{.secret = secret, .open = {}};
    crypto_scalarmult_base(keys.open.data(), keys.secret.data());
    return keys;
}

std::string agreed_secret(AgreementKeys const& mine, std::array<unsigned char, 32> const& device,
                          std::array<unsigned char, 32> const& server)
{
    auto const& theirs = mine.open == device ? server : device;
    auto shared = std::array<unsigned char, crypto_scalarmult_BYTES>{};
    if (crypto_scalarmult(shared.data(), mine.secret.data(), theirs.data()) != 0)
        return {};
    auto text = std::string{"castellan-hotp-1"};
    text += view_of(device);
    text += view_of(server);
    auto digest = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>{};
    crypto_auth_hmacsha256(digest.data(), bytes_of(text), text.size(), shared.data());
    auto secret = std::string{view_of(digest).substr(0, hotp_secret_bytes)};
    sodium_memzero(shared.data(), shared.size());
    sodium_memzero(digest.data(), digest.size());
    return secret;
}

} // namespace castellan
