#include "service/second_persons.hpp"

#include "service/sessions.hpp"

#include <algorithm>

namespace castellan {

std::string SecondPersons::admit(CodeFor const& what, std::string second, Random& random, Instant now)
{
    std::erase_if(by_key_, [now](auto const& entry) { return entry.second.until <= now; });
    auto const is_his = [&](auto const& entry) { return entry.second.first == what.user; };
    if (std::ranges::count_if(by_key_, is_his) >= std::ptrdiff_t{each_most}) {
        auto oldest = by_key_.end();
        for (auto at = by_key_.begin(); at != by_key_.end(); ++at) {
            if (is_his(*at) && (oldest == by_key_.end() || at->second.until < oldest->second.until))
                oldest = at;
        }
        by_key_.erase(oldest);
    }
    auto token = random_token(random);
    by_key_.emplace(Sessions::key_of(token), Present{.first = std::string{what.user},
                                                     .session_key = std::string{what.session_key},
                                                     .change = Codes::fingerprint(what.change),
                                                     .second = std::move(second),
                                                     .until = now + lasts_ms});
    return token;
}

std::optional<std::string> SecondPersons::find(CodeFor const& what, std::string_view token, Instant now) const
{
    // What is looked up is the hash: nobody learns by the time it takes how much of a token was right.
    auto const found = by_key_.find(Sessions::key_of(token));
    if (found == by_key_.end() || found->second.until <= now)
        return std::nullopt;
    auto const& present = found->second;
    auto const is_for_this = present.first == what.user && present.session_key == what.session_key &&
                             present.change == Codes::fingerprint(what.change);
    return is_for_this ? std::optional{present.second} : std::nullopt;
}

void SecondPersons::spend(std::string_view token)
{
    by_key_.erase(Sessions::key_of(token));
}

void SecondPersons::void_all_of(std::string_view user)
{
    std::erase_if(by_key_, [user](auto const& entry) { return entry.second.first == user || entry.second.second == user; });
}

bool SecondPersons::is_token(std::string_view text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

} // namespace castellan
