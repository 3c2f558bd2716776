// The bodies of signing in, of the first set-up, and of what the service says about a session.
#pragma once

#include "wire/schema.hpp"

#include <string>

namespace castellan::wire {

struct SignIn {
    std::string email;
    std::string password;
};

/// PUT /api/v1/session/password: one's own. The other sessions of the person end.
struct NewPassword {
    std::string old;
    std::string wanted;
};

struct SetUp {
    std::string token;
    std::string organization;
    std::string account;
    std::string name;
    std::string email;
    std::string password;
};

struct SessionInfo {
    std::string user;
    std::string name;
    std::string email;
    When expires;
    std::string notice; // such as: this is a demonstration
};

template <>
inline constexpr std::string_view title_of<SignIn> = "SignIn";
template <>
inline constexpr auto members_of<SignIn> = std::to_array<Member>({
    required<&SignIn::email>("email", {Format::line, 254}),
    required<&SignIn::password>("password", secret_text),
});

template <>
inline constexpr std::string_view title_of<NewPassword> = "NewPassword";
template <>
inline constexpr auto members_of<NewPassword> = std::to_array<Member>({
    required<&NewPassword::old>("old", secret_text),
    required<&NewPassword::wanted>("new", secret_text),
});

template <>
inline constexpr std::string_view title_of<SetUp> = "SetUp";
template <>
inline constexpr auto members_of<SetUp> = std::to_array<Member>({
    required<&SetUp::token>("token"),
    required<&SetUp::organization>("organization", {Format::line, 120, false}),
    required<&SetUp::account>("account", {Format::line, 120, false}),
    required<&SetUp::name>("name", {Format::line, 120, false}),
    required<&SetUp::email>("email", {Format::email, 254, false}),
    required<&SetUp::password>("password", secret_text),
});

template <>
inline constexpr std::string_view title_of<SessionInfo> = "Session";
template <>
inline constexpr auto members_of<SessionInfo> = std::to_array<Member>({
    required<&SessionInfo::user>("user", id_text),
    required<&SessionInfo::name>("name", name_text),
    required<&SessionInfo::email>("email", email_text),
    optional<&SessionInfo::expires>("expires"),
    optional<&SessionInfo::notice>("notice"),
});

} // namespace castellan::wire
