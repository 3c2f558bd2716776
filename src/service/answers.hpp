// First answers under idempotency keys: a request that comes twice is carried out once, also across a restart.
#pragma once

#include "service/request.hpp"
#include "service/store.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

/// An answer is repeated for a day, and for a person's last `answers_each` keys.
inline constexpr Instant answer_kept_ms = Instant{24} * 60 * 60 * 1000;
inline constexpr std::size_t answers_each = 512;
inline constexpr std::size_t idempotency_key_most = 128;

class Answers {
public:
    explicit Answers(std::vector<SecretWrite>& writes) : writes_(writes) {}

    /// Takes the place of all answers by what the store has; what is too old is taken out of it.
    void load(std::vector<KeyValue> const& stored, Instant now);

    struct Kept {
        std::string request; // hash of method, target and body
        Instant at = 0;
        Response response;
    };

    /// The first answer to a person's key, if it is still kept.
    [[nodiscard]] Kept const* find(std::string_view user, std::string_view key, Instant now) const;

    /// Keeps the answer to a key that has none.
    void keep(std::string_view user, std::string_view key, Kept kept);

    /// What makes two requests the same.
    [[nodiscard]] static std::string fingerprint(Request const& request);

    void forget(std::string_view user);

private:
    struct Person {
        std::unordered_map<std::string, Kept> kept;
        std::deque<std::string> order; // keys, the oldest first
    };

    std::vector<SecretWrite>& writes_;
    std::unordered_map<std::string, Person> people_;
};

} // namespace castellan
