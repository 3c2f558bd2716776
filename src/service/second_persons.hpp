// Second persons (S-13): somebody who signed himself in beside another's session, for one exact change of it. What comes of
// it is a token for that change, and no session of his own.
//
// In memory only, as one-time codes are (service/codes.hpp): a restart voids them all.
#pragma once

#include "service/codes.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace castellan {

class SecondPersons {
public:
    static constexpr Instant lasts_ms = Instant{2} * 60 * 1000;

    /// Of these a person who goes on signing others in loses the oldest.
    static constexpr std::size_t each_most = 100;

    /// A token, good once, for this change of this person in this session.
    [[nodiscard]] std::string admit(CodeFor const& what, std::string second, Random& random, Instant now);

    /// The id of the second person whom a token stands for; none if it is not for this, or no longer good.
    [[nodiscard]] std::optional<std::string> find(CodeFor const& what, std::string_view token, Instant now) const;

    /// The change was carried out.
    void spend(std::string_view token);

    /// Somebody can do nothing any more, as the first or the second.
    void void_all_of(std::string_view user);
    void clear() { by_key_.clear(); }

    [[nodiscard]] static bool is_token(std::string_view text);

private:
    struct Present {
        std::string first;
        std::string session_key;
        std::string change; // its fingerprint
        std::string second;
        Instant until;
    };

    std::unordered_map<std::string, Present> by_key_; // by the hash of the token
};

} // namespace castellan
