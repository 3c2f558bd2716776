// Who can do what, and by what: on a thing now as the viewer's own world says, and what the viewer can and can't do there.
// What is not in that world is told of by nobody, so nothing here need be asked from the service.
#pragma once

#include "rules/may.hpp"
#include "rules/who_can.hpp"
#include "ui/screens/seen.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

/// A thing that access can be asked about, as addresses name it: "safe:s1".
[[nodiscard]] std::string key_of(World const& world, Target const& target);
/// None if there is no such thing for the viewer.
[[nodiscard]] std::optional<Target> target_named(World const& world, std::string_view key);
[[nodiscard]] std::string name_of(World const& world, Target const& target);
/// Its page of answers: "#/access?thing=safe:s1".
[[nodiscard]] std::string access_href(World const& world, Target const& target);
[[nodiscard]] std::string history_href(std::string_view id);

/// What can be asked for on such a thing; the first is asked for if nothing else is.
[[nodiscard]] std::vector<Permission> permissions_asked_on(Target const& target);

/// Somebody who can, in one state of things or in two that are compared.
struct AccessLine {
    std::string user; // id
    std::string name;
    std::string by;   // "Group Administrator"
    std::string rule; // "S-8"
    std::string was;  // by what, in the state that is compared with; empty: not at all
};

/// Everybody whom the viewer lists and who can, by grants that the viewer sees, by name.
[[nodiscard]] std::vector<AccessLine> who_can_view(Seen const& seen, Permission permission, Target const& target);

/// Everybody with a role there, whatever it gives, likewise.
[[nodiscard]] std::vector<AccessLine> roles_view(Seen const& seen, Target const& target);

/// Whether the viewer sees all roles and groups of the account; if not, others may be able whom he can't be told of.
[[nodiscard]] bool sees_all_of(Seen const& seen, AccountId account);

/// One role that a person wears: where, and what it lets her do.
struct WornLine {
    std::string role;  // "Group Administrator"
    std::string where; // "Station 7 and Station 9"
    PermissionSet permissions;
};
[[nodiscard]] std::vector<WornLine> worn_view(Seen const& seen, UserId user);

/// Something that could be asked for on a thing, and what the rules say to the viewer.
struct MineLine {
    Change change;
    std::string wanted; // "sync Engine 7"
    Decision decision;
};
[[nodiscard]] std::vector<MineLine> mine_view(Seen const& seen, Target const& target);

/// One link of the chain that led to a decision, as a person reads it.
struct ReasonLine {
    bool passed = false;
    std::string rule;
    std::string text;
};
[[nodiscard]] std::vector<ReasonLine> chain_view(Seen const& seen, Change const& change);

/// Those who could do it instead, of whom the viewer sees that they can: whom to ask.
[[nodiscard]] std::string whom_to_ask(Seen const& seen, Permission permission, Target const& target);

} // namespace castellan::ui
