// The bodies of signing in, of second factors and codes, of the first set-up, and of what the service says about a session.
#pragma once

#include "wire/schema.hpp"

#include <string>
#include <vector>

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
    bool mfa = false;           // this session has shown the second factor
    bool second_factor = false; // the person has one
    std::string notice;         // such as: this is a demonstration
};

/// One session as its person is told of it. `id` is none of the session's secrets, and good for nothing but ending it.
struct SessionRow {
    std::string id;
    When since;
    When seen;           // used last
    std::string browser; // "Firefox"; empty: nobody knows
    std::string system;  // "Windows"; likewise
    std::string from;    // the address that it was begun from
    bool mfa = false;
    bool current = false; // the one that asks
};

/// GET /api/v1/sessions
struct SessionList {
    std::vector<SessionRow> sessions; // the one used last first
};

/// POST /api/v1/second-factor: what goes into the person's authenticator. It counts once a first code was shown.
struct SecondFactorOffer {
    std::string secret;          // base32, for typing
    std::string uri;             // otpauth://totp/…
    std::vector<std::string> qr; // the same as a QR code: rows of `0` and `1`, the quiet zone left out
    When expires;
};

/// A code of the authenticator, or a recovery code where the factor is there already.
struct SecondFactorCode {
    std::string code;
};

/// Shown once; each is good once, in place of the authenticator.
struct RecoveryCodes {
    std::vector<std::string> recovery_codes;
};

/// POST /api/v1/codes: a one-time code for exactly this change.
struct CodeRequest {
    Json change;
};

/// POST /api/v1/second-person: somebody else signs himself in, for exactly this change (S-13).
struct SecondPersonSignIn {
    std::string email;
    std::string password;
    std::string code; // of his second factor, if he has one
    Json change;
};

struct SecondPersonPresent {
    std::string token; // for the header Castellan-Second-Person, once
    std::string name;
    When expires;
};

struct CodeSent {
    When expires;
    std::vector<std::string> sent_to; // "email", "phone"
};

/// GET /api/v1/people/sign_ins: when somebody signed in last.
struct SignInOf {
    std::string user;
    When at;
};
struct SignIns {
    std::vector<SignInOf> sign_ins; // of those who ever did
};

/// What stands at the end of a one-time link, /#/invitation/TOKEN.
struct InvitationToken {
    std::string token;
};

struct InvitationInfo {
    std::string organization;
    std::string email; // where the link was sent
    std::string name;  // of who was created already
    std::string role;  // that is offered
    std::string place; // the account, module or team where it is
    std::string by;    // the name of who invites
    When expires;
    bool known = false; // the e-mail is somebody's who signs in first, and accepts then
};

struct InvitationAcceptance {
    std::string token;
    std::string name;     // of who is new
    std::string password; // of who has none yet
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
    required<&SessionInfo::mfa>("mfa"),
    required<&SessionInfo::second_factor>("second_factor"),
    optional<&SessionInfo::notice>("notice"),
});

template <>
inline constexpr std::string_view title_of<SessionRow> = "SessionRow";
template <>
inline constexpr auto members_of<SessionRow> = std::to_array<Member>({
    required<&SessionRow::id>("id", id_text),
    required<&SessionRow::since>("since"),
    required<&SessionRow::seen>("seen"),
    optional<&SessionRow::browser>("browser", short_text),
    optional<&SessionRow::system>("system", short_text),
    optional<&SessionRow::from>("from"),
    required<&SessionRow::mfa>("mfa"),
    required<&SessionRow::current>("current"),
});

template <>
inline constexpr std::string_view title_of<SessionList> = "SessionList";
template <>
inline constexpr auto members_of<SessionList> = std::to_array<Member>({
    required<&SessionList::sessions>("sessions"),
});

template <>
inline constexpr std::string_view title_of<SecondFactorOffer> = "SecondFactorOffer";
template <>
inline constexpr auto members_of<SecondFactorOffer> = std::to_array<Member>({
    required<&SecondFactorOffer::secret>("secret", short_text),
    required<&SecondFactorOffer::uri>("uri"),
    required<&SecondFactorOffer::qr>("qr"),
    required<&SecondFactorOffer::expires>("expires"),
});

template <>
inline constexpr std::string_view title_of<SecondFactorCode> = "SecondFactorCode";
template <>
inline constexpr auto members_of<SecondFactorCode> = std::to_array<Member>({
    required<&SecondFactorCode::code>("code", {Format::line, 64, false}),
});

template <>
inline constexpr std::string_view title_of<RecoveryCodes> = "RecoveryCodes";
template <>
inline constexpr auto members_of<RecoveryCodes> = std::to_array<Member>({
    required<&RecoveryCodes::recovery_codes>("recovery_codes"),
});

template <>
inline constexpr std::string_view title_of<CodeRequest> = "CodeRequest";
template <>
inline constexpr auto members_of<CodeRequest> = std::to_array<Member>({
    required<&CodeRequest::change>("change"),
});

template <>
inline constexpr std::string_view title_of<SecondPersonSignIn> = "SecondPersonSignIn";
template <>
inline constexpr auto members_of<SecondPersonSignIn> = std::to_array<Member>({
    required<&SecondPersonSignIn::email>("email", {Format::line, 254}),
    required<&SecondPersonSignIn::password>("password", secret_text),
    optional<&SecondPersonSignIn::code>("code", {Format::line, 64}),
    required<&SecondPersonSignIn::change>("change"),
});

template <>
inline constexpr std::string_view title_of<SecondPersonPresent> = "SecondPersonPresent";
template <>
inline constexpr auto members_of<SecondPersonPresent> = std::to_array<Member>({
    required<&SecondPersonPresent::token>("token", secret_text),
    required<&SecondPersonPresent::name>("name", name_text),
    required<&SecondPersonPresent::expires>("expires"),
});

template <>
inline constexpr std::string_view title_of<CodeSent> = "CodeSent";
template <>
inline constexpr auto members_of<CodeSent> = std::to_array<Member>({
    required<&CodeSent::expires>("expires"),
    required<&CodeSent::sent_to>("sent_to"),
});

template <>
inline constexpr std::string_view title_of<SignInOf> = "SignInOf";
template <>
inline constexpr auto members_of<SignInOf> = std::to_array<Member>({
    required<&SignInOf::user>("user", id_text),
    required<&SignInOf::at>("at"),
});

template <>
inline constexpr std::string_view title_of<SignIns> = "SignIns";
template <>
inline constexpr auto members_of<SignIns> = std::to_array<Member>({
    required<&SignIns::sign_ins>("sign_ins"),
});

template <>
inline constexpr std::string_view title_of<InvitationToken> = "InvitationToken";
template <>
inline constexpr auto members_of<InvitationToken> = std::to_array<Member>({
    required<&InvitationToken::token>("token", secret_text),
});

template <>
inline constexpr std::string_view title_of<InvitationInfo> = "InvitationInfo";
template <>
inline constexpr auto members_of<InvitationInfo> = std::to_array<Member>({
    required<&InvitationInfo::organization>("organization"),
    required<&InvitationInfo::email>("email", email_text),
    optional<&InvitationInfo::name>("name", name_text),
    optional<&InvitationInfo::role>("role", short_text),
    optional<&InvitationInfo::place>("place"),
    optional<&InvitationInfo::by>("by", name_text),
    required<&InvitationInfo::expires>("expires"),
    required<&InvitationInfo::known>("known"),
});

template <>
inline constexpr std::string_view title_of<InvitationAcceptance> = "InvitationAcceptance";
template <>
inline constexpr auto members_of<InvitationAcceptance> = std::to_array<Member>({
    required<&InvitationAcceptance::token>("token", secret_text),
    optional<&InvitationAcceptance::name>("name", {Format::line, 120}),
    optional<&InvitationAcceptance::password>("password", secret_text),
});

} // namespace castellan::wire
