// Second factors: an authenticator that a person has set up, and recovery codes for when it is lost.
#pragma once

#include "service/random.hpp"
#include "service/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

inline constexpr std::size_t recovery_code_count = 10;

class SecondFactors {
public:
    /// Every change is put into `writes`, for the next batch.
    explicit SecondFactors(std::vector<SecretWrite>& writes) : writes_(writes) {}

    /// Takes the place of everything by what the store has. False if something can't be read: a person must not lose his
    /// second factor by that.
    [[nodiscard]] bool load(std::vector<KeyValue> const& stored);

    [[nodiscard]] bool has(std::string_view user) const { return by_user_.contains(std::string{user}); }
    [[nodiscard]] std::size_t recovery_codes_left(std::string_view user) const;

    /// A secret for a person who has none yet, offered in one session and in place of any offered there before. It counts for
    /// nothing until it is confirmed, and is kept in memory only.
    [[nodiscard]] std::string offer(std::string const& session_key, std::string_view user, Random& random, Instant now);

    /// The person has shown a code of what he was offered in this session: it is his second factor from now on. The recovery
    /// codes, which are known to nobody afterwards; none if the code is wrong or the offer too old.
    [[nodiscard]] std::optional<std::vector<std::string>> confirm(std::string const& session_key, std::string_view user,
                                                                  std::string_view code, Random& random, Instant now);

    enum class Shown : std::uint8_t { nothing, code, recovery_code };

    /// A code of the authenticator, once, or a recovery code, once.
    [[nodiscard]] Shown show(std::string_view user, std::string_view code, Instant now);

    void remove(std::string_view user);

    static constexpr Instant offer_lasts_ms = Instant{15} * 60 * 1000;

private:
    struct Factor {
        std::string secret;
        std::uint64_t last_step = 0;        // a code of this time step, or an earlier one, is not taken again
        std::vector<std::string> recovery;  // hashes of the codes that are left
    };
    struct Offer {
        std::string user;
        std::string secret;
        Instant until;
    };

    [[nodiscard]] static std::string encoded(Factor const& factor);
    [[nodiscard]] static std::optional<Factor> decoded(std::string_view text);
    void write(std::string const& user, Factor const& factor);

    std::vector<SecretWrite>& writes_;
    std::unordered_map<std::string, Factor> by_user_;
    std::unordered_map<std::string, Offer> offers_; // by session
};

} // namespace castellan
