#include "service/keys.hpp"

#include "service/sessions.hpp"
#include "wire/codec.hpp"

#include <sodium.h>

namespace castellan {

namespace {

constexpr std::string_view key_begin = "cst_";
constexpr std::size_t letters_to_find = 12;
constexpr std::size_t secret_digits = 64;

/// How stale the store's idea of "used last" may be: it is for people who look whether a key is still needed.
constexpr Instant seen_is_written_every_ms = Instant{15} * 60 * 1000;

struct Parts {
    std::string prefix; // "cst_0123456789ab"
    std::string_view secret;
};

std::optional<Parts> parts_of(std::string_view key)
{
    constexpr auto prefix_size = key_begin.size() + letters_to_find;
    if (!key.starts_with(key_begin) || key.size() != prefix_size + 1 + secret_digits || key[prefix_size] != '_')
        return std::nullopt;
    return Parts{std::string{key.substr(0, prefix_size)}, key.substr(prefix_size + 1)};
}

} // namespace

bool Keys::load(std::vector<KeyValue> const& stored)
{
    by_credential_.clear();
    credential_by_prefix_.clear();
    for (auto const& [credential, value] : stored) {
        auto key = wire::decode<wire::KeptKey>(value);
        if (!key)
            return false;
        credential_by_prefix_.emplace(key->prefix, credential);
        by_credential_.emplace(credential, *std::move(key));
    }
    return true;
}

void Keys::write(std::string const& credential, wire::KeptKey const& key)
{
    writes_.push_back({SecretTable::credentials, credential, wire::encode(key)});
}

std::string Keys::issue(std::string const& credential, std::string_view person, bool mfa, Random& random, Instant now)
{
    auto& key = by_credential_[credential];
    credential_by_prefix_.erase(key.prefix);
    auto const prefix = random_id(random, key_begin).substr(0, key_begin.size() + letters_to_find);
    auto const secret = random_token(random);
    key = {.prefix = prefix, .hash = Sessions::key_of(secret), .by = std::string{person}, .mfa = mfa, .since = {now}};
    credential_by_prefix_.insert_or_assign(prefix, credential);
    write(credential, key);
    return prefix + '_' + secret;
}

void Keys::keep_only(std::function<bool(std::string const& credential)> const& is_there)
{
    std::erase_if(by_credential_, [&](auto const& entry) {
        if (is_there(entry.first))
            return false;
        credential_by_prefix_.erase(entry.second.prefix);
        writes_.push_back({SecretTable::credentials, entry.first, std::nullopt});
        return true;
    });
}

std::optional<Keys::Found> Keys::use(std::string_view text, Instant now)
{
    auto const parts = parts_of(text);
    auto const credential = parts ? credential_by_prefix_.find(parts->prefix) : credential_by_prefix_.end();
    if (credential == credential_by_prefix_.end())
        return std::nullopt;
    auto& key = by_credential_.at(credential->second);
    auto const hash = Sessions::key_of(parts->secret);
    if (hash.size() != key.hash.size() || sodium_memcmp(hash.data(), key.hash.data(), hash.size()) != 0)
        return std::nullopt;
    if (now - key.seen.at >= seen_is_written_every_ms) {
        key.seen = {now};
        write(credential->second, key);
    }
    return Found{credential->second, key.by, key.mfa};
}

wire::KeptKey const* Keys::find(std::string const& credential) const
{
    auto const found = by_credential_.find(credential);
    return found == by_credential_.end() ? nullptr : &found->second;
}

} // namespace castellan
