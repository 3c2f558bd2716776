#include "service/codes.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <format>
#include <span>
#include <utility>

namespace castellan {

namespace {

/// Six digits, each sequence as likely as any other.
std::string random_digits(Random& random)
{
    constexpr auto span = std::uint32_t{1'000'000};
    constexpr auto whole = std::uint32_t{0xFFFF'FFFFU} / span * span;
    auto number = std::uint32_t{0};
    do
        random.fill(std::as_writable_bytes(std::span{&number, 1}));
    while (number >= whole);
    return std::format("{:06}", number % span);
}

std::string digest_of(std::string_view text, std::string_view key)
{
    auto digest = std::array<unsigned char, 32>{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(text.data()), text.size(),
                       key.empty() ? nullptr : reinterpret_cast<unsigned char const*>(key.data()),
                       std::min(key.size(), std::size_t{crypto_generichash_KEYBYTES_MAX}));
    return {reinterpret_cast<char const*>(digest.data()), digest.size()};
}

} // namespace

bool Codes::is_code(std::string_view text)
{
    return text.size() == digits && std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

std::string Codes::fingerprint(std::string_view change)
{
    return digest_of(change, {});
}

std::string Codes::hash_of(CodeFor const& what, std::string_view code)
{
    auto text = std::string{what.user} + ' ' + std::string{code} + ' ';
    return digest_of(text + fingerprint(what.change), what.token);
}

std::string Codes::issue(CodeFor const& what, Change judged, Random& random, Instant now)
{
    auto code = random_digits(random);
    auto challenge = Challenge{.session_key = std::string{what.session_key},
                               .change = fingerprint(what.change),
                               .hash = hash_of(what, code),
                               .judged = std::move(judged),
                               .until = now + lasts_ms};
    auto& theirs = by_user_[std::string{what.user}];
    std::erase_if(theirs, [&](Challenge const& former) {
        return former.until <= now ||
               (former.session_key == challenge.session_key && former.change == challenge.change);
    });
    theirs.push_back(std::move(challenge));
    return code;
}

Codes::Check Codes::check(CodeFor const& what, std::string_view code, Instant now)
{
    auto const theirs = by_user_.find(std::string{what.user});
    if (theirs == by_user_.end())
        return Check::none;
    auto const change = fingerprint(what.change);
    auto const found = std::ranges::find_if(theirs->second, [&](Challenge const& challenge) {
        return challenge.session_key == what.session_key && challenge.change == change;
    });
    if (found == theirs->second.end())
        return Check::none;
    if (found->until <= now) {
        theirs->second.erase(found);
        return Check::expired;
    }
    auto const hash = hash_of(what, code);
    if (sodium_memcmp(hash.data(), found->hash.data(), hash.size()) == 0)
        return Check::fits;
    if (++found->tries < tries_most)
        return Check::wrong;
    theirs->second.erase(found);
    return Check::used_up;
}

void Codes::spend(CodeFor const& what)
{
    auto const theirs = by_user_.find(std::string{what.user});
    if (theirs == by_user_.end())
        return;
    auto const change = fingerprint(what.change);
    std::erase_if(theirs->second, [&](Challenge const& challenge) {
        return challenge.session_key == what.session_key && challenge.change == change;
    });
    if (theirs->second.empty())
        by_user_.erase(theirs);
}

void Codes::void_lost(StillMay const& still_may)
{
    for (auto theirs = by_user_.begin(); theirs != by_user_.end();) {
        std::erase_if(theirs->second, [&](Challenge const& challenge) {
            return !still_may(theirs->first, challenge.session_key, challenge.judged);
        });
        theirs = theirs->second.empty() ? by_user_.erase(theirs) : std::next(theirs);
    }
}

} // namespace castellan
