// One-time links in mails (M-8): 32 random bytes that only the mail has; here and in the store is their hash.
#pragma once

#include "model/things.hpp"
#include "service/random.hpp"
#include "service/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

/// What a link opens.
struct Link {
    enum class To : std::uint8_t {
        person,     // a person who was created and has yet to choose a password
        invitation, // an invitation (M-7)
    } to = To::person;
    std::string id; // of the person or the invitation
    Instant until = 0;
};

class Links {
public:
    /// Every change is put into `writes`, for the next batch.
    explicit Links(std::vector<SecretWrite>& writes) : writes_(writes) {}

    /// Takes the place of everything by what the store has; what is over by now is taken out of it.
    void load(std::vector<KeyValue> const& stored, Instant now);

    /// A new token for this link, in place of a former one for the same thing.
    [[nodiscard]] std::string issue(Link link, Random& random);

    /// What a token opens, if it is still good.
    [[nodiscard]] std::optional<Link> find(std::string_view token, Instant now) const;

    /// The link to this thing, if there is one, opens nothing any more.
    void withdraw(Link::To to, std::string const& id);

private:
    std::vector<SecretWrite>& writes_;
    std::unordered_map<std::string, Link> by_key_;
    std::unordered_map<std::string, std::string> key_of_; // by what it opens
};

} // namespace castellan
