#include "service/typed_code.hpp"

#include "service/hex.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace castellan {

namespace {

// Crockford's letters: no i, l, o, u, so that a code read from paper is what was written.
constexpr auto alphabet = std::string_view{"0123456789abcdefghjkmnpqrstvwxyz"};
constexpr std::size_t letters_together = 4;

} // namespace

std::string typed_code(Random& random, std::size_t letters)
{
    auto bytes = std::vector<std::byte>(letters);
    random.fill(bytes);
    auto code = std::string{};
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (at > 0 && at % letters_together == 0)
            code += '-';
        code += alphabet[std::to_integer<std::size_t>(bytes[at]) % alphabet.size()];
    }
    return code;
}

std::string plain_code(std::string_view code)
{
    auto result = std::string{};
    for (auto const letter : code) {
        if (letter != '-' && letter != ' ')
            result += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return result;
}

std::string hash_of_code(std::string_view owner, std::string_view code)
{
    auto const text = std::string{owner} + ' ' + plain_code(code);
    auto digest = std::array<unsigned char, 32>{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(text.data()), text.size(),
                       nullptr, 0);
    return hex({reinterpret_cast<char const*>(digest.data()), digest.size()});
}

bool same_hash(std::string_view one, std::string_view other)
{
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string_view take_word(std::string_view& text)
{
    auto const end = std::min(text.find(' '), text.size());
    auto const word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

} // namespace castellan
