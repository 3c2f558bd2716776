#include "ui/screens/privileges_screen.hpp"

#include "client/route.hpp"
#include "model/put_in_order.hpp"
#include "rules/effects.hpp"
#include "rules/grants.hpp"
#include "ui/screens/admin_profiles.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

PermissionSet everywhere_of(SafesRole role)
{
    switch (role) {
    case SafesRole::none: return {};
    case SafesRole::user: return permissions_of(Role::user, Scope::own_groups);
    case SafesRole::group_admin: return permissions_of(Role::group_admin, Scope::own_groups) | permissions_of(Role::group_admin, Scope::account);
    case SafesRole::account_admin: return permissions_of(Role::account_admin, Scope::account);
    }
    return {};
}

void add_role(std::string& text, std::string_view role)
{
    if (!role.empty())
        text += (text.empty() ? "" : " · ") + std::string{role};
}

std::string roles_in_short(Seen const& seen, User const& row)
{
    auto const roles = row.roles_in(seen.account);
    auto text = std::string{};
    if (roles.safes >= SafesRole::group_admin)
        add_role(text, title_of(roles.safes));
    add_role(text, title_of(roles.profiles));
    add_role(text, title_of(roles.modules));
    return text;
}

/// What a person uses of a book's role is less than it gives: the next lower one that has all of it.
void suggest_safes_role(Seen const& seen, UserId user, PermissionSet used, PrivilegeLine& line)
{
    auto const present = seen.world.users[user].roles_in(seen.account).safes;
    if (present < SafesRole::group_admin)
        return;
    auto const needed = used & everywhere_of(present);
    for (auto const role : {SafesRole::user, SafesRole::group_admin}) {
        if (role >= present || !everywhere_of(role).includes(needed))
            continue;
        line.suggestions.push_back({SetUserRole{user, seen.account, role}, tr("{} instead of {}", title_of(role), title_of(present))});
        return;
    }
}

void suggest_profiles(Seen const& seen, UserId user, PermissionSet used, PrivilegeLine& line)
{
    auto const& world = seen.world;
    auto const& row = world.users[user];
    if (row.roles_in(seen.account).profiles == ProfilesRole::full_admin) {
        // The smallest profile that would have done.
        auto best = ProfileId{};
        auto const needed = used & account_level_permissions();
        for (auto const profile : profiles_of(world, seen.account)) {
            auto const& permissions = world.profiles[profile].permissions;
            if (permissions.includes(needed) && (!best || count_of(permissions) < count_of(world.profiles[best].permissions)))
                best = profile;
        }
        if (best)
            line.suggestions.push_back({SetAdminType{user, seen.account, ProfilesRole::partial_admin},
                                        tr("Partial administrator in {} instead of full administrator", quoted(world.profiles[best].name))});
        return;
    }
    for (auto const profile : row.assigned->profiles) {
        auto const* of = world.profiles.get(profile);
        auto const* member = of == nullptr || of->account != seen.account ? nullptr : of->member(user);
        if (member == nullptr)
            continue;
        auto const held = of->held_by(*member);
        auto const needed = used & held;
        if (needed == held)
            continue;
        if (needed.empty())
            line.suggestions.push_back({RemoveProfileMember{profile, user}, tr("Without {}: nothing of it was used", quoted(of->name))});
        else
            line.suggestions.push_back({SetProfileMember{profile, user, needed},
                                        tr_n("{} permission of {} instead of {}", "{} permissions of {} instead of {}", count_of(needed), quoted(of->name), count_of(held))});
    }
}

/// What the person would no longer hold, as the rules work it out.
PermissionSet lost_by(Seen const& seen, UserId user, Change const& change)
{
    auto lost = PermissionSet{};
    for (auto const& shift : effects_of(seen.world, seen.me, change, seen.now)) {
        if (shift.user == user)
            lost |= shift.lost;
    }
    return lost;
}

void particulars_panel(Ui& ui, Seen const& seen, std::vector<PrivilegeLine> const& lines, PrivilegesState& state)
{
    auto const user = seen.world.users.find(state.open);
    auto const line = std::ranges::find(lines, user, &PrivilegeLine::user);
    if (line == lines.end()) {
        state.open.clear();
        return;
    }
    auto const& row = seen.world.users[user];
    auto open = true;
    if (SidePanel panel{ui, row.name, open, line->roles}) {
        auto number = 0;
        for (auto const& suggestion : line->suggestions) {
            auto const scope = ui.scope(number++);
            Card card{ui, suggestion.says, {.icon = icon::shield}};
            auto const lost = lost_by(seen, user, suggestion.change);
            if (lost.empty()) {
                muted(ui, tr("Nothing of what they hold now would be lost: another role gives it, too."));
            } else {
                muted(ui, tr_n("They would lose {} permission that they did not use:", "They would lose {} permissions that they did not use:", count_of(lost)));
                permission_facts(ui, lost);
            }
            Buttons buttons{ui};
            ui.offer(tr("Change it"), suggestion.change,
                     {.weight = Weight::primary, .icon = icon::check, .confirm = Confirmation{tr("Give {} less?", row.name), suggestion.says + "."}});
        }
        {
            Card card{ui, tr("Used"), {.subtitle = tr("In the last 90 days, with the lists that belong to it."), .icon = icon::activity}};
            if (line->used.empty())
                muted(ui, tr("Nothing."));
            else
                permission_facts(ui, line->used);
        }
        {
            Card card{ui, tr("Given and not used"), {.icon = icon::lock_keyhole}};
            permission_facts(ui, line->given - line->used);
        }
    }
    if (!open)
        state.open.clear();
}

} // namespace

PermissionSet with_lists(PermissionSet used)
{
    for (auto at = std::size_t{0}; at < permission_count; ++at) {
        if (used.has(static_cast<Permission>(at)))
            used.add(list_of_manager(static_cast<Permission>(at)));
    }
    return used;
}

std::vector<PrivilegeLine> privilege_lines(Seen const& seen, client::Usage const& usage)
{
    auto const& world = seen.world;
    auto lines = std::vector<PrivilegeLine>{};
    for (auto const user : world.users.handles()) {
        auto const& row = world.users[user];
        auto roles = roles_in_short(seen, row);
        if (roles.empty() || row.status != Status::active || !is_listed(seen, user))
            continue;
        auto line = PrivilegeLine{.user = user, .roles = std::move(roles), .given = permissions_within(world, user, seen.account), .used = {}, .suggestions = {}};
        line.used = with_lists(usage.of(row.id)) & line.given;
        suggest_safes_role(seen, user, line.used, line);
        suggest_profiles(seen, user, line.used, line);
        std::erase_if(line.suggestions, [&](Suggestion const& suggestion) { return !seen.offers(suggestion.change); });
        lines.push_back(std::move(line));
    }
    put_in_order(lines, [&](PrivilegeLine const& one, PrivilegeLine const& other) {
        if (one.suggestions.empty() != other.suggestions.empty())
            return other.suggestions.empty();
        auto const unused = [](PrivilegeLine const& line) { return count_of(line.given - line.used); };
        return unused(one) != unused(other) ? unused(one) > unused(other) : comes_before(world.users[one.user].name, world.users[other.user].name);
    });
    return lines;
}

void privileges_screen(Ui& ui, Seen const& seen, PrivilegesState& state)
{
    Page page{ui, "privileges", PageWidth::full};
    static_cast<void>(page_header(ui, {.title = tr("Least privilege"), .subtitle = tr("What was given, what was used in 90 days, what would have done")}));
    if (state.usage == nullptr || state.usage->state() == client::Usage::State::idle) {
        loading_state(ui);
        return;
    }
    if (state.usage->state() == client::Usage::State::denied) {
        denied_state(ui, tr("You may not read the audit trail of this account."), "X-7");
        return;
    }
    if (state.usage->state() == client::Usage::State::failed) {
        static_cast<void>(failed_state(ui, tr("What was used can't be read just now.")));
        return;
    }
    auto const loading = state.usage->state() == client::Usage::State::loading;
    auto const& all = state.lines.get({seen.generation, state.usage->generation(), seen.account}, [&] { return privilege_lines(seen, *state.usage); });
    auto lines = all;
    if (state.only_with_less)
        std::erase_if(lines, [](PrivilegeLine const& line) { return line.suggestions.empty(); });
    {
        Toolbar toolbar{ui};
        checkbox(ui, tr("Only who could do with less"), state.only_with_less);
        toolbar.right();
        if (loading)
            spinner(ui, tr("Reading the trail"));
        else
            muted(ui, tr_n("{} administrator", "{} administrators", static_cast<std::int64_t>(lines.size())));
    }
    auto const columns = std::to_array<Column>({{.label = tr("Name"), .sortable = false},
                                                {.label = tr("Given"), .width = 6, .align = Align::right, .sortable = false},
                                                {.label = tr("Used"), .width = 6, .align = Align::right, .sortable = false},
                                                {.label = tr("Would have done"), .sortable = false, .leaves_first = 1}});
    {
        DataTable table{ui, tr("Least privilege"), columns, state.table,
                        {.row_count = lines.size(),
                         .empty = {icon::shield, tr("Nobody could do with less"), tr("Everybody used what was given.")},
                         .two_lines = true,
                         .fill = true,
                         .has_actions = false,
                         .key = "privileges"}};
        while (table.next_row()) {
            auto const& line = lines[table.row()];
            auto const& row = seen.world.users[line.user];
            table.begin_row(row.id, {.name = row.name, .selected = state.open == row.id});
            if (table.activated())
                state.open = row.id;
            table.person(row.name, line.roles);
            table.number(count_of(line.given));
            table.number(count_of(line.used));
            if (loading)
                table.skip();
            else if (line.suggestions.empty())
                table.skip();
            else
                table.text(line.suggestions.front().says, line.suggestions.size() > 1 ? tr("and {} more", line.suggestions.size() - 1) : std::string{});
        }
    }
    if (!state.open.empty() && !loading)
        particulars_panel(ui, seen, all, state);
}

} // namespace castellan::ui
