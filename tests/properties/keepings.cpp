// What every allowed change keeps: the invariants, D-4, the last holders of top roles, one's own roles and
// permissions; and that an import is its rows (S-6).
#include "model/invariants.hpp"
#include "rules/grants.hpp"
#include "tests/properties/histories.hpp"
#include "tests/properties/properties.hpp"

#include <algorithm>
#include <format>

namespace castellan::properties {

namespace {

using Told = std::function<std::string()>;

/// What is found about one change that took effect.
struct Taken {
    World const& before;
    World const& after;
    Question const& question;

    [[nodiscard]] Kind kind() const { return kind_of(question.change); }
};

/// Goes through histories and looks at each change that took effect.
Findings look_at_each(Judge judge, Effort const& effort, std::function<std::string(Taken const&)> const& problem)
{
    auto findings = Findings{};
    for_each_town(effort, [&](World& town, Dice& dice, std::uint64_t seed) {
        for (std::size_t turn = 0; turn < effort.turns; ++turn) {
            auto const before = town;
            auto question = Question{};
            if (!drift(town, dice, judge, findings, 200, question))
                return;
            auto const found = problem({before, town, question});
            if (found.empty())
                continue;
            findings.add(std::format("{}: {}", name_of(kind_of(question.change)), found), [&] {
                auto const still = [&](World const& smaller) {
                    if (!broken_invariants(smaller).empty() ||
                        judge(smaller, question.actor, question.change, question.context).effect != Effect::allow)
                        return false;
                    auto later = smaller;
                    apply(later, question.change,
                          {.number = later.revision + 1, .at = question.context.now, .actor = question.actor});
                    return problem({smaller, later, question}) == found;
                };
                return std::format("seed {} turn {}\n{}", seed, turn, small_case(before, question, still));
            });
            return; // what comes of it is no finding of its own
        }
    });
    return findings;
}

// D-4

bool is_bound(KeyRole role) { return role == KeyRole::user || role == KeyRole::admin; }

std::string doubled_key(World const& town)
{
    for (auto const door : town.doors.handles()) {
        auto bound = std::vector<UserId>{};
        for (auto const group : town.doors[door].groups) {
            for (auto const& held : town.groups[group].key_roles) {
                if (!is_bound(held.role))
                    continue;
                if (std::ranges::contains(bound, held.thing))
                    return "D-4: somebody is user or admin in two groups that share a door";
                bound.push_back(held.thing);
            }
        }
    }
    return {};
}

//

template <class Holds>
bool any_active(World const& town, Holds const& holds)
{
    return std::ranges::any_of(town.users.handles(), [&](UserId user) {
        return town.users[user].status == Status::active && holds(town.users[user]);
    });
}

bool has_active_owner(World const& town, GroupId group)
{
    return std::ranges::any_of(town.groups[group].key_roles, [&](auto const& held) {
        return held.role == KeyRole::owner && town.users[held.thing].status == Status::active;
    });
}

/// Counted from the people, not from what `apply` counts.
std::string lost_top_role(Taken const& taken)
{
    auto const lost = [&](auto const& holds) {
        return any_active(taken.before, holds) && !any_active(taken.after, holds);
    };
    if (lost([](User const& user) { return user.administrator; }))
        return "X-6: no administrator is left";
    if (lost([](User const& user) { return user.organization_admin; }))
        return "X-6: no organization_admin is left";
    if (taken.kind() == Kind::user_disable)
        return {}; // a person who was broken into must be stopped
    for (auto const account : taken.after.accounts.handles()) {
        if (lost([=](User const& user) { return user.roles_in(account).safes == SafesRole::account_admin; }))
            return "X-6: no account_admin is left";
        if (lost([=](User const& user) { return user.roles_in(account).profiles == ProfilesRole::full_admin; }))
            return "X-6: no full_admin is left";
    }
    for (auto const group : taken.after.groups.handles()) {
        if (taken.before.get(group) != nullptr && !taken.after.groups[group].doors.empty() &&
            has_active_owner(taken.before, group) && !has_active_owner(taken.after, group))
            return "X-6: no owner of a group with doors is left";
    }
    return {};
}

//

/// A person's roles in all books, but for those in things that are gone since, and plain memberships.
struct Roles {
    decltype(User::accounts) accounts;
    Assignments assigned;
    Status status = Status::disabled;
    bool administrator = false;
    bool organization_admin = false;
    bool is_there = false;
    friend bool operator==(Roles const&, Roles const&) = default;
};

Roles roles_of(World const& town, UserId user, World const& later)
{
    auto const* row = town.users.get(user);
    if (row == nullptr)
        return {};
    auto roles = Roles{row->accounts, *row->assigned, row->status, row->administrator, row->organization_admin, true};
    auto const forget_gone = [&later](auto& held) {
        std::erase_if(held, [&later](auto const& one) { return later.get(one.thing) == nullptr; });
    };
    erase_if(roles.accounts, [&](AccountRoles const& held) { return later.get(held.account) == nullptr; });
    forget_gone(roles.assigned.group_keys);
    forget_gone(roles.assigned.keys);
    forget_gone(roles.assigned.teams);
    forget_gone(roles.assigned.modules);
    std::erase_if(roles.assigned.teams, [](auto const& held) { return held.role == TeamRole::member; });
    std::erase_if(roles.assigned.profiles, [&](ProfileId profile) { return later.get(profile) == nullptr; });
    return roles;
}

/// Whether the person comes to hold a permission in a place that he did not hold there, or, if the place is new, in
/// what it is in.
class Growth {
public:
    explicit Growth(Taken const& taken) : taken_(taken), actor_(taken.question.actor.user) {}

    std::string found() const
    {
        if (grows(in_organization(), in_organization()))
            return "X-3: his permissions in the organisation grew";
        for (auto const account : taken_.after.accounts.handles()) {
            if (grows(in_known_account(account), in_account(account)))
                return "X-3: his permissions in an account grew";
        }
        if (auto in_things = in_each(taken_.after.groups, "a group"); !in_things.empty())
            return in_things;
        if (auto in_things = in_each(taken_.after.safes, "a safe"); !in_things.empty())
            return in_things;
        if (auto in_things = in_each(taken_.after.doors, "a door"); !in_things.empty())
            return in_things;
        if (auto in_things = in_each(taken_.after.modules, "a module"); !in_things.empty())
            return in_things;
        for (auto const team : taken_.after.teams.handles()) {
            // T-3, T-4: plain membership of a team is no role.
            auto const joined = role_in(taken_.after.teams[team].people, actor_) == TeamRole::member;
            if (!joined && grows(in_team(team), in_team(team)))
                return "X-3: his permissions in a team grew";
        }
        return {};
    }

private:
    [[nodiscard]] Place in_known_account(AccountId account) const
    {
        return taken_.before.get(account) == nullptr ? in_organization() : in_account(account);
    }

    [[nodiscard]] bool grows(Place const& before, Place const& after) const
    {
        auto const more = permissions_in(taken_.after, actor_, after);
        return !permissions_in(taken_.before, actor_, before).includes(more);
    }

    template <class Table>
    std::string in_each(Table const& table, std::string_view what) const
    {
        for (auto const thing : table.handles()) {
            auto const is_new = taken_.before.get(thing) == nullptr;
            auto const before = is_new ? in_known_account(table[thing].account) : place_of(taken_.before, thing);
            auto const is_excepted = reaches_by_right(table[thing].account);
            if (!is_excepted && grows(before, place_of(taken_.after, thing)))
                return std::format("X-3: his permissions in {} grew", what);
        }
        return {};
    }

    /// X-3 excepts account_admin, full_admin and D-6 where groups are filled.
    [[nodiscard]] bool reaches_by_right(AccountId account) const
    {
        auto const kind = taken_.kind();
        if (kind != Kind::group_add_member && kind != Kind::group_add_safe && kind != Kind::group_add_door)
            return false;
        auto const roles = taken_.before.users[actor_].roles_in(account);
        if (roles.safes == SafesRole::account_admin || roles.profiles == ProfilesRole::full_admin)
            return true;
        auto const* moved = std::get_if<AddDoor>(&taken_.question.change);
        auto const& mine = *taken_.before.users[actor_].assigned;
        return moved != nullptr && role_in(mine.keys, moved->door) == KeyRole::owner &&
               role_in(mine.group_keys, moved->group) == KeyRole::owner; // D-6
    }

    Taken const& taken_;
    UserId actor_;
};

std::string own_role_changed(Taken const& taken)
{
    auto const actor = taken.question.actor.user;
    if (!actor || taken.kind() == Kind::invitation_accept)
        return {};
    if (roles_of(taken.before, actor, taken.after) != roles_of(taken.after, actor, taken.after))
        return "X-3: a role of his own changed";
    return Growth{taken}.found();
}

// S-6

int severity(Decision const& decision)
{
    switch (decision.effect) {
    case Effect::allow: return 0;
    case Effect::after: return 1;
    case Effect::not_now: return 2;
    case Effect::deny: return 3;
    }
    return 3;
}

/// The worst answer to the rows of an import, each made by a change of its own after the former ones took effect.
Decision row_by_row(World town, Question const& question, ImportUsers const& import, Judge judge)
{
    auto worst = Decision{.effect = Effect::allow};
    for (auto const& row : import.rows) {
        auto const one =
            Change{CreateUser{import.account, row.user, row.name, row.email, row.phone, row.role, row.groups}};
        auto const decision = judge(town, question.actor, one, question.context);
        if (severity(decision) > severity(worst))
            worst = decision;
        if (decision.effect == Effect::allow) {
            apply(town, one,
                  {.number = town.revision + 1, .at = question.context.now, .actor = question.actor});
        }
    }
    return worst;
}

} // namespace

Findings histories_keep(Judge judge, Effort const& effort)
{
    return look_at_each(judge, effort, [](Taken const& taken) {
        if (auto found = doubled_key(taken.after); !found.empty())
            return found;
        if (auto found = lost_top_role(taken); !found.empty())
            return found;
        auto const broken = broken_invariants(taken.after);
        return broken.empty() ? std::string{} : broken.front();
    });
}

Findings nobody_changes_himself(Judge judge, Effort const& effort)
{
    return look_at_each(judge, effort, own_role_changed);
}

Findings imports_are_their_rows(Judge judge, Effort const& effort)
{
    auto findings = Findings{};
    for_each_town(effort, [&](World& town, Dice& dice, std::uint64_t seed) {
        for (std::size_t turn = 0; turn < effort.turns; ++turn) {
            auto question = plain::random_question(town, dice);
            while (kind_of(question.change) != Kind::user_import)
                question = plain::random_question(town, dice);
            auto const& import = std::get<ImportUsers>(question.change);
            auto const whole = judge(town, question.actor, question.change, question.context);
            auto const rows = row_by_row(town, question, import, judge);
            findings.judged += 1 + import.rows.size();
            if (severity(whole) < severity(rows)) {
                findings.add(std::format("import\n  whole {}\n  rows  {}", words(whole), words(rows)), [&] {
                    auto const still = [&](World const& smaller) {
                        return severity(judge(smaller, question.actor, question.change, question.context)) <
                               severity(row_by_row(smaller, question, import, judge));
                    };
                    return std::format("seed {} turn {}\n{}", seed, turn, small_case(town, question, still));
                });
            }
            auto carried_out = Question{};
            if (turn % 20 == 0)
                drift(town, dice, judge, findings, 100, carried_out);
        }
    });
    return findings;
}

} // namespace castellan::properties
