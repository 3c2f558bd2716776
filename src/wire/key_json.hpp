// Keys of credentials: what the service keeps of one, and what it tells.
#pragma once

#include "wire/schema.hpp"

#include <string>
#include <vector>

namespace castellan::wire {

/// What the service keeps.
struct KeptKey {
    std::string prefix; // by which it is found; no secret: "cst_0123456789ab"
    std::string hash;   // of the rest
    std::string by;     // whoever made it: it acts in his name
    bool mfa = false;   // he had shown his second factor then
    When since;
    When seen; // used last, within a quarter of an hour
};

/// What it tells.
struct KeyState {
    std::string credential;
    std::string prefix; // empty: there is no key yet
    std::string by;
    When since;
    When seen;
};

struct KeyStates {
    std::vector<KeyState> credentials;
};

/// A new key, shown once.
struct NewKey {
    std::string secret; // "cst_…"
};

template <>
inline constexpr std::string_view title_of<KeptKey> = "KeptKey";
template <>
inline constexpr auto members_of<KeptKey> = std::to_array<Member>({
    required<&KeptKey::prefix>("prefix", short_text),
    required<&KeptKey::hash>("hash", short_text),
    required<&KeptKey::by>("by", id_text),
    optional<&KeptKey::mfa>("mfa"),
    required<&KeptKey::since>("since"),
    optional<&KeptKey::seen>("seen"),
});

template <>
inline constexpr std::string_view title_of<KeyState> = "KeyState";
template <>
inline constexpr auto members_of<KeyState> = std::to_array<Member>({
    required<&KeyState::credential>("credential", id_text),
    optional<&KeyState::prefix>("prefix", short_text),
    optional<&KeyState::by>("by", id_text),
    optional<&KeyState::since>("since"),
    optional<&KeyState::seen>("seen"),
});

template <>
inline constexpr std::string_view title_of<KeyStates> = "KeyStates";
template <>
inline constexpr auto members_of<KeyStates> = std::to_array<Member>({
    required<&KeyStates::credentials>("credentials"),
});

template <>
inline constexpr std::string_view title_of<NewKey> = "NewKey";
template <>
inline constexpr auto members_of<NewKey> = std::to_array<Member>({
    required<&NewKey::secret>("secret"),
});

} // namespace castellan::wire
