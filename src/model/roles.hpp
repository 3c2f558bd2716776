// The roles that a person holds, book by book (RULEBOOK 3). Within a book the enumerators stand in order of rank, so
// that comparing them compares rank.
#pragma once

#include "model/ids.hpp"

#include <cstdint>

namespace castellan {

/// S: the role on the safes side of one account.
enum class SafesRole : std::uint8_t { none, user, group_admin, account_admin };

/// P: the administrator type in one account.
enum class ProfilesRole : std::uint8_t { none, partial_admin, full_admin };

/// M: the role over the modules of one account.
enum class ModulesRole : std::uint8_t { none, division_admin };

/// D: the role of a key, in a group's doors or to one door.
enum class KeyRole : std::uint8_t { none, user, admin, owner };

/// T: the role in one team.
enum class TeamRole : std::uint8_t { none, member, owner };

/// M: how a role in one module ranks; custom roles and collaborators stand side by side.
enum class ModuleRank : std::uint8_t { none, collaborator, custom, module_admin };

/// M: the role in one module.
struct ModuleRole {
    ModuleRank rank = ModuleRank::none;
    CustomRoleId custom; // of ModuleRank::custom
    friend bool operator==(ModuleRole, ModuleRole) = default;
};

/// What an invitation may give (RULEBOOK 7).
enum class OfferedRole : std::uint8_t {
    administrator, staff, organization_admin, division_admin, module_admin, collaborator, custom
};

/// The role that an invitation gives, with the custom role if it is one.
struct Offer {
    OfferedRole role = OfferedRole::staff;
    CustomRoleId custom; // of OfferedRole::custom
    friend bool operator==(Offer, Offer) = default;
};

enum class InvitationState : std::uint8_t { pending, accepted, withdrawn };

/// The roles whose last active holder is kept, and which an organisation may put under one-time codes.
enum class TopRole : std::uint8_t { administrator, organization_admin, account_admin, full_admin, owner };

/// A person's standing in the organisation.
enum class Status : std::uint8_t { invited, active, disabled };

/// Whether a safe wants a second person before it opens (S-13).
enum class TwoPerson : std::uint8_t { off, any, administrator };

/// What a device is told to do (S-16).
enum class OrderKind : std::uint8_t { sync, upgrade, emergency_code, enroll, unlock, settings };
enum class OrderState : std::uint8_t { queued, sent, done, failed, expired, cancelled };

} // namespace castellan
