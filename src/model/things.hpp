// The things of an organisation (RULEBOOK 2), as plain rows. Relations are kept both ways and sorted, so that no
// decision scans; only `apply` and the loader change them.
#pragma once

#include "model/ids.hpp"
#include "model/roles.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace castellan {

/// Milliseconds since 1970-01-01T00:00:00Z.
using Instant = std::int64_t;

struct Organization {
    std::string id;
    std::string name;
    /// The top roles whose giving and ending asks for a one-time code besides `administrator`.
    std::vector<std::string> code_for;
};

struct Account {
    std::string id;
    std::string name;
    bool require_admin_mfa = false;
    bool groups_for_doors = true;   // D-8
    std::uint64_t version = 0;      // number of the change that touched it last
    bool gone = false;
};

/// What one person is in one account, one member per book.
struct AccountRoles {
    AccountId account;
    SafesRole safes = SafesRole::none;
    ProfilesRole profiles = ProfilesRole::none;
    ModulesRole modules = ModulesRole::none;
    // Facts of a replica, in place of what was cut away (rules/facts.hpp); unused in a full world.
    bool belongs = false;       // is of this account by something that the viewer does not see
    bool groups_beyond = false; // is in groups of this account that the viewer is not in (S-5)

    /// Whether a role of some book is held here.
    [[nodiscard]] bool any() const
    {
        return safes != SafesRole::none || profiles != ProfilesRole::none || modules != ModulesRole::none;
    }
    [[nodiscard]] bool empty() const { return !any() && !belongs && !groups_beyond; }
    friend bool operator==(AccountRoles const&, AccountRoles const&) = default;
};

/// Answers that a replica can't work out for itself because they hang on things its person may not see. The server
/// fills them in when it cuts (rules/facts.hpp); in a full world they are unused.
struct UserFacts {
    bool particulars = false;       // e-mail and phone are there; they were cut away if false
    bool identity_beyond = false;   // holds something that the viewer could not give
    bool roles_elsewhere = false;   // holds more than a safes role in one account
    bool belongs_elsewhere = false; // has a role or a membership in an account that the viewer does not see
    friend bool operator==(UserFacts const&, UserFacts const&) = default;
};

struct User {
    std::string id;
    std::string name;
    std::string email;
    std::string phone;
    // What decisions look at stands together.
    std::vector<AccountRoles> accounts; // sorted by account; no empty rows
    std::vector<GroupId> groups;        // sorted
    Status status = Status::active;
    bool administrator = false;      // T
    bool organization_admin = false; // M
    bool pin = false;                // enrolled; the secret is elsewhere
    bool fingerprint = false;
    bool email_verified = false;
    bool phone_verified = false;
    UserFacts facts;
    bool gone = false;
    std::uint64_t version = 0;

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

struct Group {
    std::string id;
    AccountId account;
    std::string name;
    std::string description;
    std::vector<std::string> notification_emails;
    std::string logo; // empty: none
    std::vector<UserId> members; // sorted
    std::vector<SafeId> safes;   // sorted
    bool name_only = false;      // a replica: seen as a container only, the rest was cut away
    std::uint64_t version = 0;
    bool gone = false;
};

/// One order to a device (S-16). Orders are numbered by the change that gave them.
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
    std::string name;
    std::string serial;
    bool online = false;
    std::string firmware;
    TwoPerson two_person = TwoPerson::off;
    std::vector<GroupId> groups;  // sorted
    std::vector<AssetId> assets;  // sorted
    std::vector<Order> orders;    // the latest, oldest first; at most `orders_kept`
    bool name_only = false;       // a replica: seen because it may be opened, the rest was cut away
    std::uint64_t version = 0;
    bool gone = false;
};

inline constexpr std::size_t orders_kept = 12;

struct Asset {
    std::string id;
    SafeId safe;
    std::string kind;
    std::string tag; // RFID, empty: not programmed
    std::string lot;
    std::string expires; // a day, YYYY-MM-DD, or empty
    std::int64_t quantity = 0;
    std::uint64_t version = 0;
    bool gone = false;
};

} // namespace castellan
