#include "service/passwords.hpp"

#include <sodium.h>

#include <array>
#include <string>

namespace castellan {

std::string hash_password(std::string_view password, PasswordCost const& cost)
{
    auto hash = std::array<char, crypto_pwhash_STRBYTES>{};
    auto const failed = crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), cost.operations,
                                              cost.memory, crypto_pwhash_ALG_ARGON2ID13);
    return failed != 0 ? std::string{} : std::string{hash.data()};
}

bool password_fits(std::string_view password, std::string const& hash)
{
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string unmatched_hash(Random& random, PasswordCost const& cost)
{
    auto const encoded = [&random]<std::size_t Size>(std::array<std::byte, Size> bytes) {
        constexpr auto variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
        random.fill(bytes);
        auto text = std::array<char, sodium_base64_ENCODED_LEN(Size, variant)>{};
        sodium_bin2base64(text.data(), text.size(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), variant);
        return std::string{text.data()};
    };
    auto const salt = encoded(std::array<std::byte, crypto_pwhash_argon2id_SALTBYTES>{});
    auto const hash = encoded(std::array<std::byte, 32>{});
    return "$argon2id$v=19$m=" + std::to_string(cost.memory / 1024) + ",t=" + std::to_string(cost.operations) + ",p=1$" + salt +
           "$" + hash;
}

std::optional<std::string_view> password_problem(std::string_view password)
{
    if (password.size() > password_most)
        return "is longer than 1024 bytes";
    // Letters, not bytes: a continuation byte of UTF-8 is not one more letter.
    auto letters = std::size_t{0};
    for (auto const byte : password)
        letters += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
    if (letters < password_least)
        return "must have at least 10 letters";
    return std::nullopt;
}

} // namespace castellan
