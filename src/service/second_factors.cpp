#include "service/second_factors.hpp"

#include "service/hex.hpp"
#include "service/totp.hpp"
#include "service/typed_code.hpp"

#include <algorithm>
#include <charconv>

namespace castellan {

namespace {

constexpr std::size_t recovery_letters = 16; // 80 bits, which nobody guesses, hash or no hash

} // namespace

/// Words: the form, the secret, the last step, and the hashes of recovery codes.
std::string SecondFactors::encoded(Factor const& factor)
{
    auto text = "totp " + hex(factor.secret) + ' ' + std::to_string(factor.last_step);
    for (auto const& hash : factor.recovery)
        text += ' ' + hash;
    return text;
}

std::optional<SecondFactors::Factor> SecondFactors::decoded(std::string_view text)
{
    if (take_word(text) != "totp")
        return std::nullopt;
    auto secret = bytes_of_hex(take_word(text));
    auto const step = take_word(text);
    auto factor = Factor{};
    auto const read = std::from_chars(step.data(), step.data() + step.size(), factor.last_step);
    if (!secret || secret->size() != totp_secret_bytes || read.ec != std::errc{} || read.ptr != step.data() + step.size())
        return std::nullopt;
    factor.secret = *std::move(secret);
    while (!text.empty())
        factor.recovery.emplace_back(take_word(text));
    return factor;
}

bool SecondFactors::load(std::vector<KeyValue> const& stored)
{
    by_user_.clear();
    for (auto const& [user, value] : stored) {
        auto factor = decoded(value);
        if (!factor)
            return false;
        by_user_.emplace(user, std::move(*factor));
    }
    return true;
}

void SecondFactors::write(std::string const& user, Factor const& factor)
{
    writes_.push_back({SecretTable::second_factors, user, encoded(factor)});
}

std::size_t SecondFactors::recovery_codes_left(std::string_view user) const
{
    auto const found = by_user_.find(std::string{user});
    return found == by_user_.end() ? 0 : found->second.recovery.size();
}

std::string SecondFactors::offer(std::string const& session_key, std::string_view user, Random& random, Instant now)
{
    std::erase_if(offers_, [now](auto const& entry) { return entry.second.until <= now; });
    auto secret = totp_secret(random);
    offers_.insert_or_assign(session_key,
                             Offer{.user = std::string{user}, .secret = secret, .until = now + offer_lasts_ms});
    return secret;
}

std::optional<std::vector<std::string>> SecondFactors::confirm(std::string const& session_key, std::string_view user,
                                                               std::string_view code, Random& random, Instant now)
{
    auto const offered = offers_.find(session_key);
    if (offered == offers_.end() || offered->second.user != user || offered->second.until <= now || has(user))
        return std::nullopt;
    auto const step = totp_step_of(offered->second.secret, plain_code(code), now);
    if (!step)
        return std::nullopt;

    auto codes = std::vector<std::string>{};
    auto factor = Factor{.secret = std::move(offered->second.secret), .last_step = *step};
    for (std::size_t made = 0; made < recovery_code_count; ++made) {
        codes.push_back(typed_code(random, recovery_letters));
        factor.recovery.push_back(hash_of_code(user, codes.back()));
    }
    offers_.erase(offered);
    write(std::string{user}, factor);
    by_user_.insert_or_assign(std::string{user}, std::move(factor));
    return codes;
}

SecondFactors::Shown SecondFactors::show(std::string_view user, std::string_view code, Instant now)
{
    auto const found = by_user_.find(std::string{user});
    if (found == by_user_.end())
        return Shown::nothing;
    auto& factor = found->second;
    if (auto const step = totp_step_of(factor.secret, plain_code(code), now)) {
        if (*step <= factor.last_step)
            return Shown::nothing; // seen over a shoulder
        factor.last_step = *step;
        write(found->first, factor);
        return Shown::code;
    }

    auto const hash = hash_of_code(user, code);
    auto match = factor.recovery.end();
    for (auto at = factor.recovery.begin(); at != factor.recovery.end(); ++at) {
        if (same_hash(*at, hash))
            match = at;
    }
    if (match == factor.recovery.end())
        return Shown::nothing;
    factor.recovery.erase(match);
    write(found->first, factor);
    return Shown::recovery_code;
}

void SecondFactors::remove(std::string_view user)
{
    auto const person = std::string{user};
    if (by_user_.erase(person) > 0)
        writes_.push_back({SecretTable::second_factors, person, std::nullopt});
    std::erase_if(offers_, [&](auto const& entry) { return entry.second.user == person; });
}

} // namespace castellan
