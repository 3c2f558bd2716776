// The people of an account, or of the whole organisation: search, filter, sort, and what may be done with each.
#pragma once

#include "client/route.hpp"
#include "ui/screens/bulk_actions.hpp"
#include "ui/screens/invite_form.hpp"
#include "ui/screens/user_forms.hpp"

#include <compare>
#include <functional>
#include <utility>

namespace castellan::ui {

/// What is looked for, as the address has it.
struct UsersQuery {
    std::string search;
    std::string role;   // key of a SafesRole; of the organisation: "administrator", "organization_admin"
    std::string status; // key of a Status
    std::string group;  // id, or "none": in no group
    int sort = 0;       // column
    bool descending = false;
    friend bool operator==(UsersQuery const&, UsersQuery const&) = default;
};

/// What the list shows, ready to draw: who, in which order.
struct UsersView {
    std::vector<UserId> people;
    std::size_t total = 0; // without search and filters
};
/// Whom the list has without search and filters, by name. Worked out once, so that a key costs no sorting.
[[nodiscard]] std::vector<UserId> listed_people(Seen const& seen);
/// Without an account in `seen` the list is of the organisation.
[[nodiscard]] UsersView users_view(Seen const& seen, UsersQuery const& query, std::vector<UserId> const& listed);
/// "Administrator", "Organization Admin"; empty: nothing of the organisation.
[[nodiscard]] std::string organization_role(User const& user);
[[nodiscard]] inline UsersView users_view(Seen const& seen, UsersQuery const& query)
{
    return users_view(seen, query, listed_people(seen));
}

struct UsersState {
    bool whole = false; ///< Of the organisation, whatever account is chosen.
    UsersQuery query = {};
    TableState table = {};
    bool arriving = false; ///< There are more people to come.
    struct Key {
        std::uint64_t generation;
        AccountId account;
        UsersQuery query;
        friend bool operator==(Key const&, Key const&) = default;
    };
    Cached<std::vector<UserId>, std::pair<std::uint64_t, AccountId>> everybody = {};
    Cached<UsersView, Key> view = {};
    /// Somebody who could be given a first role, if there is anybody.
    Cached<std::optional<Change>, std::pair<std::uint64_t, AccountId>> first_role = {};
    UserBulk bulk = {};
    bool wants_sign_ins = false; ///< Once: the organisation's list has come into sight.
    bool asked_sign_ins = false;
    std::function<Instant(std::string const& user)> last_sign_in = {}; ///< 0: never, or not known.

    void read(client::Route const& route);
    void write(client::Route& route) const;
};

/// `invite`: the form that members are invited by.
void users_screen(Ui& ui, Seen const& seen, UsersState& state, UserForms& forms, InviteForm* invite = nullptr);

} // namespace castellan::ui
