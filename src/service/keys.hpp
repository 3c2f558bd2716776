// The keys of credentials (API keys): who made one, what it is found by, when it was used last. The key itself is known to
// nobody but whoever was shown it once; here and in the store is its hash. What a key may is in the credential's row of the
// world, and in service/key_limits.hpp.
#pragma once

#include "service/random.hpp"
#include "service/store.hpp"
#include "wire/key_json.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <functional>
#include <vector>

namespace castellan {

class Keys {
public:
    /// Every change is put into `writes`, for the next batch.
    explicit Keys(std::vector<SecretWrite>& writes) : writes_(writes) {}

    /// Takes the place of everything by what the store has. False if something can't be read.
    [[nodiscard]] bool load(std::vector<KeyValue> const& stored);

    /// A new key of a credential, in place of any former one, which is void at once: "cst_" + 12 letters by which it is found
    /// + "_" + 256 random bits. It acts in the name of this person. `mfa`: he had shown his second factor.
    [[nodiscard]] std::string issue(std::string const& credential, std::string_view person, bool mfa, Random& random, Instant now);

    /// Forgets those of which this says no: their credentials are gone.
    void keep_only(std::function<bool(std::string const& credential)> const& is_there);

    struct Found {
        std::string credential;
        std::string person;
        bool mfa = false;
    };
    /// Whose key this is, counted as used now; nothing if it is nobody's.
    [[nodiscard]] std::optional<Found> use(std::string_view key, Instant now);

    /// What may be told of a credential's key; null: it has none.
    [[nodiscard]] wire::KeptKey const* find(std::string const& credential) const;

private:
    void write(std::string const& credential, wire::KeptKey const& key);

    std::vector<SecretWrite>& writes_;
    std::unordered_map<std::string, wire::KeptKey> by_credential_;
    std::unordered_map<std::string, std::string> credential_by_prefix_;
};

} // namespace castellan
