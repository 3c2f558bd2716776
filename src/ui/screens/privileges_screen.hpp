// Least privilege: what each administrator was given, what he used of it lately, and the smaller role or profile that would
// have done.
#pragma once

#include "client/usage.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screens/seen.hpp"

#include <tuple>

namespace castellan::ui {

/// A change by which somebody would hold less, and still what he used.
struct Suggestion {
    Change change;
    std::string says; // "Group Administrator instead of Account Administrator"
};

struct PrivilegeLine {
    UserId user;
    std::string roles;
    PermissionSet given;
    PermissionSet used; // of it, with the lists that belong to it
    std::vector<Suggestion> suggestions;
};

/// What is given by grants is set against `used`, for everybody with an administrative role in the account; who could do with
/// less comes first, those to whom the viewer can give less before others.
[[nodiscard]] std::vector<PrivilegeLine> privilege_lines(Seen const& seen, client::Usage const& used);

/// The permissions that were used, with the `list` of each of their managers: what a role has to have that would do.
[[nodiscard]] PermissionSet with_lists(PermissionSet used);

struct PrivilegesState {
    client::Usage const* usage = nullptr; // of the client; there is nothing to be seen without
    TableState table;
    std::string open; // the person whose particulars are in sight
    bool only_with_less = false;
    Cached<std::vector<PrivilegeLine>, std::tuple<std::uint64_t, std::uint64_t, AccountId>> lines;
};

void privileges_screen(Ui& ui, Seen const& seen, PrivilegesState& state);

} // namespace castellan::ui
