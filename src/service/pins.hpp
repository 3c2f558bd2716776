// What people sign in with at terminals: a PIN, known to its person alone, and a badge, whose number a reader types. Both
// are secret, and in a table of their own; that somebody has a PIN is in the world.
#pragma once

#include "service/random.hpp"
#include "service/store.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

/// Why a PIN can't be used, as a sentence; empty if it can. It has six to eight digits, and is none of those that everybody
/// tries first: digits that go up or down in even steps, or that repeat.
[[nodiscard]] std::optional<std::string_view> pin_problem(std::string_view pin);

/// The same of a badge's number.
[[nodiscard]] std::optional<std::string_view> badge_problem(std::string_view badge);

class Pins {
public:
    /// Every change is put into `writes`, for the next batch.
    explicit Pins(std::vector<SecretWrite>& writes) : writes_(writes) {}

    /// Takes the place of everything by what the store has. False if something can't be read.
    [[nodiscard]] bool load(std::vector<KeyValue> const& stored);

    /// The Argon2id hash of a person's PIN; null if he has none.
    [[nodiscard]] std::string const* hash_of(std::string_view user) const;
    void set(std::string const& user, std::string hash);
    void drop(std::string const& user);

    /// Whose badge this is; empty if it is nobody's.
    [[nodiscard]] std::string owner_of(std::string_view badge) const;
    /// A badge's hash, which tells nothing without the key that is kept beside it: for counting tries.
    [[nodiscard]] std::string hash_of_badge(std::string_view badge) const;

    /// In place of his former badge. False: it is somebody else's, and nothing has happened.
    [[nodiscard]] bool set_badge(std::string const& user, std::string_view badge, Random& random);
    /// False: he has none.
    [[nodiscard]] bool drop_badge(std::string const& user);

private:
    std::vector<SecretWrite>& writes_;
    std::array<unsigned char, 32> key_{};
    bool has_key_ = false;
    std::unordered_map<std::string, std::string> pins_;       // by user: hashes
    std::unordered_map<std::string, std::string> badges_;     // by user: hashes
    std::unordered_map<std::string, std::string> by_badge_;   // users by hash
};

} // namespace castellan
