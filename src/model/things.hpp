// The things of an organisation (RULEBOOK 2), as plain rows. Relations are kept both ways and sorted, so that no
// decision scans; only `apply` and the loader change them.
#pragma once

#include "model/few.hpp"
#include "model/ids.hpp"
#include "model/lazy.hpp"
#include "model/permission_set.hpp"
#include "model/roles.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace castellan {

/// Milliseconds since 1970-01-01T00:00:00Z.
using Instant = std::int64_t;

struct Organization {
    std::string id;
    std::string name;
    /// The top roles whose giving and ending asks for a one-time code besides `administrator`; sorted.
    std::vector<TopRole> code_for;
    // The extra fields of patients and of people (model/form.hpp): JSON lists that no rule looks into.
    std::string patient_fields = "[]";
    std::string user_fields = "[]";
    std::uint64_t version = 0;
};

/// Values by field, a JSON object that no rule looks into.
struct ExtraValues {
    std::string json = "{}";
    friend bool operator==(ExtraValues const&, ExtraValues const&) = default;
};

/// One end of a relation that has a role: the thing at the other end, and the role there. Lists of them are sorted by
/// thing, hold each thing once and no role that is none.
template <class Handle, class Role>
struct Holding {
    Handle thing;
    Role role{};
    friend bool operator==(Holding const&, Holding const&) = default;
};

template <class Handle, class Role>
using Holdings = std::vector<Holding<Handle, Role>>;

/// The role that stands for a thing in such a list; none if the thing is not there.
template <class Handle, class Role>
[[nodiscard]] Role role_in(Holdings<Handle, Role> const& holdings, Handle thing)
{
    // OPTIMIZATION: most lists have a handful of entries, where walking beats bisecting.
    if (holdings.size() <= 8) {
        for (auto const& holding : holdings) {
            if (holding.thing == thing)
                return holding.role;
        }
        return Role{};
    }
    auto const at = std::ranges::lower_bound(holdings, thing, {}, &Holding<Handle, Role>::thing);
    return at != holdings.end() && at->thing == thing ? at->role : Role{};
}

struct Account {
    std::string id;
    std::string name;
    bool require_admin_mfa = false;
    bool groups_for_doors = true;   // D-8
    std::string time_zone;          // its IANA name; empty: UTC
    std::string time_zone_rule;     // that zone's POSIX TZ string (model/local_time.hpp)
    bool occupied = false;          // a replica's fact: holds something that keeps it from being deleted (M-1)
    std::uint64_t version = 0;      // number of the change that touched it last
    bool gone = false;
};

/// The groups that something is in.
using GroupIds = Few<GroupId, 4>;

/// What one person is in one account, one member per book.
struct AccountRoles {
    AccountId account;
    SafesRole safes = SafesRole::none;
    ProfilesRole profiles = ProfilesRole::none;
    ModulesRole modules = ModulesRole::none;
    // Facts of a replica, in place of what was cut away (rules/facts.hpp); unused in a full world.
    bool belongs = false;       // is of this account by something that the viewer does not see
    bool holds_role = false;    // has a role there, of whatever book, that the viewer does not see (S-11)
    bool groups_beyond = false; // is in groups of this account that the viewer is not in (S-5)
    bool above_user = false;    // stands higher than `user` on the safes side, which the viewer does not see (P-1)

    /// Whether a role of some book is held here.
    [[nodiscard]] bool any() const
    {
        return safes != SafesRole::none || profiles != ProfilesRole::none || modules != ModulesRole::none;
    }
    [[nodiscard]] bool empty() const { return !any() && !belongs && !holds_role && !groups_beyond && !above_user; }
    friend bool operator==(AccountRoles const&, AccountRoles const&) = default;
};

/// Answers that a replica can't work out for itself because they hang on things its person may not see. The server
/// fills them in when it cuts (rules/facts.hpp); in a full world they are unused.
struct UserFacts {
    bool particulars = false;       // e-mail and phone are there; they were cut away if false
    bool candidate = false;         // not seen; only the name, for the pickers of whoever may give a role (RULEBOOK 4)
    bool identity_beyond = false;   // holds something that the viewer could not give
    bool roles_elsewhere = false;   // holds more than a safes role in one account
    bool belongs_elsewhere = false; // has a role or a membership in an account that the viewer does not see
    bool coded = false;             // holds a role that is under one-time codes
    friend bool operator==(UserFacts const&, UserFacts const&) = default;
};

/// What a person holds besides the roles in accounts and the memberships in groups. Few hold any of it.
struct Assignments {
    Holdings<GroupId, KeyRole> group_keys;  // D
    Holdings<DoorId, KeyRole> keys;         // D: sent singly
    Holdings<TeamId, TeamRole> teams;       // T
    Holdings<ModuleId, ModuleRole> modules; // M
    std::vector<ProfileId> profiles;        // P; sorted
    [[nodiscard]] bool empty() const
    {
        return group_keys.empty() && keys.empty() && teams.empty() && modules.empty() && profiles.empty();
    }
    friend bool operator==(Assignments const&, Assignments const&) = default;
};

struct User {
    std::string id;
    std::string name;
    std::string email;
    std::string phone;
    UserFacts facts;
    std::uint64_t version = 0;
    Lazy<ExtraValues> values; // of the organisation's `user_fields`
    // OPTIMIZATION: what decisions look at is one cache line, whatever the organisation's size.
    alignas(64) Few<AccountRoles, 1> accounts; // sorted by account; no empty rows
    GroupIds groups;                           // sorted
    Lazy<Assignments> assigned;
    Status status = Status::active;
    bool administrator = false;      // T
    bool organization_admin = false; // M
    bool pin = false;                // enrolled; the secret is elsewhere
    bool fingerprint = false;
    bool email_verified = false;
    bool phone_verified = false;
    bool gone = false;

    /// The roles in one account; all none if there are none.
    [[nodiscard]] AccountRoles roles_in(AccountId account) const
    {
        for (auto const& roles : accounts) {
            if (roles.account == account)
                return roles;
        }
        return AccountRoles{.account = account};
    }
};

/// What a group allows those who hold keys through it (D-1, D-2).
struct Toggles {
    bool users_can_remote_unlock = false;
    bool users_can_unlock_for = false;
    bool admins_can_modify_lock_settings = true;
    friend bool operator==(Toggles const&, Toggles const&) = default;
};

struct Group {
    std::string id;
    AccountId account;
    bool gone = false;
    std::string name;
    std::string description;
    std::vector<std::string> notification_emails;
    std::string logo; // empty: none
    // The safes side.
    std::vector<UserId> members; // sorted
    std::vector<SafeId> safes;   // sorted
    ScheduleId schedule;         // when its members open its safes (S-14); none: at any hour
    // The doors side, which knows nothing of it.
    Holdings<UserId, KeyRole> key_roles;
    std::vector<DoorId> doors; // sorted
    Toggles toggles;
    // Of a replica.
    bool name_only = false;           // seen as a container only, the rest of the safes side was cut away
    bool doors_cut = false;           // the doors side was cut away but for one's own key role and the doors one sees
    bool doors_side_in_use = false;   // a fact: the doors side holds a door or a key role (S-15)
    std::vector<UserId> overlapping;  // a fact: user or admin in another group that shares a door (D-4); sorted
    std::uint64_t version = 0;
};

/// One order to a device (S-16). The later it was given, the higher its number, which is its safe's alone.
struct Order {
    std::uint64_t number = 0;
    OrderKind kind = OrderKind::sync;
    OrderState state = OrderState::queued;
    UserId by;
    Instant at = 0;
    Instant expires = 0;
    std::string detail; // the version to install, the reason given, or why it failed
    friend bool operator==(Order const&, Order const&) = default;
};

struct Safe {
    std::string id;
    AccountId account;
    bool gone = false;
    std::string name;
    std::string serial;
    bool online = false;
    Instant since = 0; // when it came online or went offline; 0: it never reported
    std::string firmware;
    TwoPerson two_person = TwoPerson::off;
    GroupIds groups;              // sorted
    std::vector<AssetId> assets;  // sorted
    std::vector<Order> orders;    // the latest, oldest first; at most `orders_kept`
    bool unpaired = false;        // known to have no device; the service says so, and no log
    bool orders_full = false;     // a replica's fact, where orders were cut away: no place for one more (`has_place_for_order`)
    bool name_only = false;       // a replica: seen because it may be opened, the rest was cut away
    std::uint64_t version = 0;
};

inline constexpr std::size_t orders_kept = 12;

struct Asset {
    std::string id;
    SafeId safe;
    bool gone = false;
    std::string kind;
    std::string tag; // RFID, empty: not programmed
    std::string lot;
    std::string expires; // a day, YYYY-MM-DD, or empty
    std::int64_t quantity = 0;
    Instant counted_at = 0;       // 0: never
    std::int64_t discrepancy = 0; // what the last count found beyond what was expected; negative: was missing
    std::uint64_t version = 0;
};

/// A lock, with or without a controller.
struct Door {
    std::string id;
    AccountId account;
    bool gone = false;
    std::string name;
    bool controller = false;
    bool online = false;
    std::string lock_settings = "{}"; // business hours, blackouts, Wi-Fi …: a JSON object that no rule looks into
    GroupIds groups;                  // sorted
    Holdings<UserId, KeyRole> keys;   // sent singly
    // Of a replica.
    bool name_only = false;            // seen because it may be opened, the rest was cut away
    std::vector<GroupId> overlapping;  // a fact: groups into which D-4 lets it not be put; sorted
    std::uint64_t version = 0;
};

/// A clinical team of the organisation.
struct Team {
    std::string id;
    std::string name;
    std::string description;
    Holdings<UserId, TeamRole> people;
    std::vector<PatientId> patients; // sorted
    bool name_only = false;          // a replica: seen as a container only
    std::uint64_t version = 0;
    bool gone = false;
};

/// A task for a patient.
struct Action {
    std::string id;
    std::string text;
    bool done = false;
    UserId user;        // who is to do it, a person of the team; none: nobody in particular
    std::string due;    // a day, YYYY-MM-DD, or empty
    bool taken = false; // a replica's fact: somebody is to do it whom the viewer does not see there
    friend bool operator==(Action const&, Action const&) = default;
};

struct Patient {
    std::string id;
    TeamId team;
    std::string name;
    std::string values = "{}";   // of the organisation's `patient_fields`: a JSON object that no rule looks into
    std::vector<Action> actions; // at most `actions_kept`, in the order in which they were made
    std::uint64_t version = 0;
    bool gone = false;
};

inline constexpr std::size_t actions_kept = 1'000;

/// What one member holds of a profile: all of it, or fewer.
struct ProfileMember {
    UserId user;
    bool restricted = false;
    PermissionSet permissions; // of a restricted member; what the profile has lost since counts no more (P-7)
    bool beyond = false;       // a replica's fact: holds something there that the viewer does not (P-5)
    friend bool operator==(ProfileMember const&, ProfileMember const&) = default;
};

/// An admin profile: permissions for partial administrators.
struct Profile {
    std::string id;
    AccountId account;
    std::string name;
    PermissionSet permissions;
    std::vector<ProfileMember> members; // sorted by user
    bool beyond = false;                // a replica's fact: carries something that the viewer does not hold there (P-5)
    std::uint64_t version = 0;
    bool gone = false;

    [[nodiscard]] ProfileMember const* member(UserId user) const
    {
        auto const at = std::ranges::lower_bound(members, user, {}, &ProfileMember::user);
        return at != members.end() && at->user == user ? &*at : nullptr;
    }

    /// What a member holds by this profile now.
    [[nodiscard]] PermissionSet held_by(ProfileMember const& member) const
    {
        return member.restricted ? member.permissions & permissions : permissions;
    }
    /// Empty for who is no member.
    [[nodiscard]] PermissionSet held_by(UserId user) const
    {
        auto const* found = member(user);
        return found == nullptr ? PermissionSet{} : held_by(*found);
    }
};

/// A named set of module permissions.
struct CustomRole {
    std::string id;
    AccountId account;
    std::string name;
    PermissionSet permissions;
    bool name_only = false; // a replica: one's own role, seen without the manager
    std::uint64_t version = 0;
    bool gone = false;
};

/// A form application.
struct Module {
    std::string id;
    AccountId account;
    std::string name;
    std::string fields = "[]"; // the form: a JSON list that no rule looks into
    Holdings<UserId, ModuleRole> roles;
    std::vector<RecordId> records; // sorted
    bool name_only = false;        // a replica: seen because it may be used
    std::uint64_t version = 0;
    bool gone = false;
};

/// One submitted form.
struct Record {
    std::string id;
    ModuleId module;
    UserId by; // none: who submitted it is gone
    Instant at = 0;
    std::string values = "{}"; // a JSON object that no rule looks into
    std::uint64_t version = 0;
    bool gone = false;
};

/// A part of each such day of the week, in minutes of local time; `until` 1,440 is the day's end.
struct WeeklyWindow {
    std::int64_t weekday = 1; // ISO 8601: 1 Monday … 7 Sunday
    std::int64_t from = 0;
    std::int64_t until = 1'440;
    friend bool operator==(WeeklyWindow const&, WeeklyWindow const&) = default;
};

/// A part of one day, which counts instead of what its weekday has; nothing of it while `from` is `until`.
struct DayWindow {
    std::string day; // YYYY-MM-DD
    std::int64_t from = 0;
    std::int64_t until = 0;
    friend bool operator==(DayWindow const&, DayWindow const&) = default;
};

/// An account-wide integration of S: a schedule, a credential or a webhook. Its secret, if it has one, is elsewhere.
struct Integration {
    std::string id;
    AccountId account;
    std::string name;
    std::string url;             // of a webhook
    std::vector<WeeklyWindow> hours;    // of a schedule, in the account's time zone
    std::vector<DayWindow> exceptions;  // of a schedule
    PermissionSet permissions;          // of a credential
    std::string expires;                // of a credential: the last day (UTC) on which it counts, or empty
    bool name_only = false;             // a replica: a schedule, seen because it binds the viewer
    std::string settings = "{}"; // a JSON object that no rule looks into
    std::uint64_t version = 0;
    bool gone = false;
};

/// An invitation by e-mail (M-7, M-8, T-6).
struct Invitation {
    std::string id;
    std::string email; // in lower case
    Offer offer;
    AccountId account; // of OfferedRole::division_admin
    ModuleId module;   // of the roles in a module
    TeamId team;       // of OfferedRole::staff; none: of the organisation
    UserId by;
    Instant expires = 0;
    InvitationState state = InvitationState::pending;
    bool void_now = false; // a replica's fact: its sender may no longer give it (M-8)
    std::uint64_t version = 0;
    bool gone = false;
};

} // namespace castellan
