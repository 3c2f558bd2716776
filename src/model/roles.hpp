// The roles that a person holds, book by book (RULEBOOK 3). Within a book the enumerators stand in order of rank, so
// that comparing them compares rank.
#pragma once

#include <cstdint>

namespace castellan {

/// S: the role on the safes side of one account.
enum class SafesRole : std::uint8_t { none, user, group_admin, account_admin };

/// P: the administrator type in one account.
enum class ProfilesRole : std::uint8_t { none, partial_admin, full_admin };

/// M: the role over the modules of one account.
enum class ModulesRole : std::uint8_t { none, division_admin };

/// A person's standing in the organisation.
enum class Status : std::uint8_t { invited, active, disabled };

/// Whether a safe wants a second person before it opens (S-13).
enum class TwoPerson : std::uint8_t { off, any, administrator };

/// What a device is told to do (S-16).
enum class OrderKind : std::uint8_t { sync, upgrade, emergency_code, enroll, unlock };
enum class OrderState : std::uint8_t { queued, sent, done, failed, expired };

} // namespace castellan
