#include "service/passwords.hpp"

#include <sodium.h>

#include <array>

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
