// One-time codes: six digits, five minutes, five tries, for one person in one session and one exact change, once.
//
// They live in memory only: a restart voids them, and so does going back after a failed commit. What is kept is a hash,
// keyed with the session's token, which only the browser has.
#pragma once

#include "model/change.hpp"
#include "service/random.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

/// Who asks, from where, for what. `change` is its canonical text as it was sent, before the server has filled in ids.
struct CodeFor {
    std::string_view user;
    std::string_view session_key;
    std::string_view token; // of the session
    std::string_view change;
};

class Codes {
public:
    static constexpr std::size_t digits = 6;
    static constexpr Instant lasts_ms = Instant{5} * 60 * 1000;
    static constexpr std::uint32_t tries_most = 5;

    /// A new code, in place of a former one for the same change. `judged` is the change for judging it again.
    [[nodiscard]] std::string issue(CodeFor const& what, Change judged, Random& random, Instant now);

    enum class Check : std::uint8_t {
        fits,    // stays good until it is spent: something else may still stop the change
        wrong,   // counts as a try
        used_up, // wrong for the last time: it is void now
        expired,
        none,    // for this change there is no code, or no more
    };
    [[nodiscard]] Check check(CodeFor const& what, std::string_view code, Instant now);

    /// The change was carried out.
    void spend(CodeFor const& what);

    /// Whether the person would still get a code for this change.
    using StillMay = std::function<bool(std::string const& user, std::string const& session_key, Change const& change)>;

    /// Something has happened: the codes of whoever has lost the right by it are void, and stay so.
    void void_lost(StillMay const& still_may);
    void void_all_of(std::string_view user) { by_user_.erase(std::string{user}); }
    void clear() { by_user_.clear(); }

    [[nodiscard]] static bool is_code(std::string_view text);

    /// A hash of a change's text.
    [[nodiscard]] static std::string fingerprint(std::string_view change);

private:
    struct Challenge {
        std::string session_key;
        std::string change;
        std::string hash;
        Change judged;
        Instant until;
        std::uint32_t tries = 0;
    };

    [[nodiscard]] static std::string hash_of(CodeFor const& what, std::string_view code);

    std::unordered_map<std::string, std::vector<Challenge>> by_user_;
};

} // namespace castellan
