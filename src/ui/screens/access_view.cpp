#include "ui/screens/access_view.hpp"

#include "client/audit_trail.hpp"
#include "model/put_in_order.hpp"
#include "rules/kinds.hpp"
#include "rules/sentence.hpp"
#include "rules/sight.hpp"
#include "ui/screens/absent_screen.hpp"
#include "ui/screens/audit_words.hpp"
#include "ui/screens/words.hpp"
#include "wire/change_json.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

using enum Permission;

struct Noun {
    std::string_view word;
    std::string_view manager; // whose permissions are asked for on it
    Permission first;
};
// In the order of Target's things that can be asked about.
constexpr auto nouns = std::to_array<Noun>({
    {"account", "",        users_list          },
    {"user",    "",        users_edit          },
    {"group",   "groups",  groups_assign_members},
    {"safe",    "safes",   safes_unlock        },
    {"door",    "doors",   doors_unlock        },
    {"team",    "teams",   patients_list       },
    {"module",  "modules", records_list        },
});

// all words: as the rules call the roles, in their order, and what they say of those that don't help
constexpr auto role_titles = std::to_array<std::string_view>({
    "Account Administrator", "Group Administrator", "User", "Administrator", "Team Owner", "Team member", "Owner of a group", "Owner key",
    "Admin key", "User key", "Full administrator", "Partial administrator", "Organization Admin", "Account Admin", "Module Admin",
    "Collaborator", "Custom role", "gives no such permission here"});
// words end
static_assert(role_titles.size() == role_count + 1);

std::string called(Role role) { return std::string{tr(role_titles[static_cast<std::size_t>(role)])}; }

Noun const* noun_of(Target const& target)
{
    if (std::holds_alternative<AccountId>(target))
        return nouns.data();
    if (std::holds_alternative<UserId>(target))
        return &nouns[1];
    if (std::holds_alternative<GroupId>(target))
        return &nouns[2];
    if (std::holds_alternative<SafeId>(target))
        return &nouns[3];
    if (std::holds_alternative<DoorId>(target))
        return &nouns[4];
    if (std::holds_alternative<TeamId>(target))
        return &nouns[5];
    return std::holds_alternative<ModuleId>(target) ? &nouns[6] : nullptr;
}

/// The row of a thing: its id and its name.
std::pair<std::string_view, std::string_view> row_of_thing(World const& world, Target const& target)
{
    auto const of = [](auto const& table, auto thing) {
        return table.contains(thing) ? std::pair<std::string_view, std::string_view>{table[thing].id, table[thing].name}
                                     : std::pair<std::string_view, std::string_view>{};
    };
    if (auto const* account = std::get_if<AccountId>(&target))
        return of(world.accounts, *account);
    if (auto const* user = std::get_if<UserId>(&target))
        return of(world.users, *user);
    if (auto const* group = std::get_if<GroupId>(&target))
        return of(world.groups, *group);
    if (auto const* safe = std::get_if<SafeId>(&target))
        return of(world.safes, *safe);
    if (auto const* door = std::get_if<DoorId>(&target))
        return of(world.doors, *door);
    if (auto const* team = std::get_if<TeamId>(&target))
        return of(world.teams, *team);
    if (auto const* module = std::get_if<ModuleId>(&target))
        return of(world.modules, *module);
    return {world.organization.id, world.organization.name};
}

std::string titles_of(std::vector<Role> const& roles)
{
    auto text = std::string{};
    for (auto const role : roles)
        text += (text.empty() ? "" : ", ") + called(role);
    return text;
}

/// "Title: rest" in the reader's language, part by part: each was looked up by itself when it was written.
std::string said_in_parts(std::string_view text)
{
    auto const colon = text.find(": ");
    if (colon == text.npos)
        return said(text);
    auto const rest = text.substr(colon + 2);
    auto const permission = permission_named(rest);
    return std::string{tr(text.substr(0, colon))} + ": " + (permission ? title_of(*permission) : rest == role_titles.back() ? std::string{tr(rest)} : said(rest));
}

/// One change for each thing that people ask about on a page. Texts and figures stand for whatever would be typed.
std::vector<Change> asked_on(World const& world, Target const& target, AccountId account)
{
    if (auto const* user = std::get_if<UserId>(&target)) {
        auto const& row = world.users[*user];
        return {EditUser{*user, {.name = row.name + "?"}}, EditUser{*user, {.email = "new.address@castellan.invalid"}},
                SetUserRole{*user, account, row.roles_in(account).safes == SafesRole::group_admin ? SafesRole::user : SafesRole::group_admin},
                SetAdministrator{*user, !row.administrator}, ClearPin{*user}, DisableUser{*user}, DeleteUser{*user}};
    }
    if (auto const* group = std::get_if<GroupId>(&target)) {
        auto changes = std::vector<Change>{EditGroup{*group, {.name = world.groups[*group].name + "?"}}, DeleteGroup{*group}};
        if (!world.groups[*group].members.empty())
            changes.emplace_back(RemoveMember{*group, world.groups[*group].members.front()});
        return changes;
    }
    if (auto const* safe = std::get_if<SafeId>(&target))
        return {UnlockSafe{*safe, std::nullopt}, SyncSafe{*safe}, UpgradeSafe{*safe, std::nullopt}, IssueEmergencyCode{*safe, "?"},
                EditSafe{*safe, {.name = world.safes[*safe].name + "?"}}, CreateAsset{*safe, {}, {.kind = std::string{tr("a new asset")}, .quantity = 1}}, RemoveSafe{*safe}};
    if (auto const* door = std::get_if<DoorId>(&target))
        return {UnlockDoor{*door}, RemoteUnlockDoor{*door}, EditDoor{*door, {.name = world.doors[*door].name + "?"}}, DeleteDoor{*door}};
    if (auto const* team = std::get_if<TeamId>(&target))
        return {EditTeam{*team, {.name = world.teams[*team].name + "?"}}, CreatePatient{*team, {}, {.name = std::string{tr("a new patient")}}}, DeleteTeam{*team}};
    if (auto const* module = std::get_if<ModuleId>(&target))
        return {EditModule{*module, {.name = world.modules[*module].name + "?"}}, DeleteModule{*module}};
    if (auto const* of = std::get_if<AccountId>(&target))
        return {CreateUser{*of, {}, std::string{tr("somebody new")}, "new.person@castellan.invalid", {}, SafesRole::user, {}},
                CreateGroup{*of, {}, {.name = std::string{tr("a new group")}}},
                RegisterSafe{*of, {}, {.name = std::string{tr("a new safe")}, .serial = "?"}}};
    return {};
}

} // namespace

std::string key_of(World const& world, Target const& target)
{
    auto const* noun = noun_of(target);
    return noun == nullptr ? std::string{} : std::string{noun->word}.append(":").append(row_of_thing(world, target).first);
}

std::string name_of(World const& world, Target const& target) { return std::string{row_of_thing(world, target).second}; }

std::optional<Target> target_named(World const& world, std::string_view key)
{
    auto const colon = std::min(key.find(':'), key.size());
    auto const word = key.substr(0, colon);
    auto const id = key.substr(std::min(colon + 1, key.size()));
    auto const found = [&](auto thing) { return thing ? std::optional<Target>{thing} : std::nullopt; };
    if (word == "account")
        return found(world.accounts.find(id));
    if (word == "user")
        return found(world.users.find(id));
    if (word == "group")
        return found(world.groups.find(id));
    if (word == "safe")
        return found(world.safes.find(id));
    if (word == "door")
        return found(world.doors.find(id));
    if (word == "team")
        return found(world.teams.find(id));
    return word == "module" ? found(world.modules.find(id)) : std::nullopt;
}

std::string access_href(World const& world, Target const& target) { return "#/access?thing=" + key_of(world, target); }

std::string history_href(std::string_view id) { return std::string{"#/audit?thing="}.append(id); }

std::vector<Permission> permissions_asked_on(Target const& target)
{
    auto const* noun = noun_of(target);
    if (noun == nullptr || std::holds_alternative<UserId>(target))
        return {};
    auto permissions = std::vector{noun->first};
    for (auto at = std::size_t{0}; at < permission_count; ++at) {
        auto const permission = static_cast<Permission>(at);
        auto const& row = row_of(permission);
        auto const of_noun = row.manager == noun->manager || (noun->word == "team" && row.manager == "patients") ||
                             (noun->word == "module" && row.manager == "records") || (noun->word == "door" && row.manager == "keys") ||
                             (noun->word == "safe" && row.manager == "assets") ||
                             (noun->word == "account" && row.book != Book::teams);
        if (of_noun && permission != noun->first)
            permissions.push_back(permission);
    }
    return permissions;
}

std::vector<AccessLine> who_can_view(Seen const& seen, Permission permission, Target const& target)
{
    auto lines = std::vector<AccessLine>{};
    for (auto const& able : who_can(seen.world, permission, target)) {
        if (!is_listed(seen, able.user))
            continue;
        auto const& row = seen.world.users[able.user];
        lines.push_back({.user = row.id,
                         .name = row.name,
                         .by = titles_of(roles_for(seen.world, able.user, permission, target)),
                         .rule = std::string{able.rule},
                         .was = {}});
    }
    put_in_order(lines, comes_before, &AccessLine::name);
    return lines;
}

std::vector<AccessLine> roles_view(Seen const& seen, Target const& target)
{
    auto lines = std::vector<AccessLine>{};
    for (auto const user : seen.world.users.handles()) {
        auto const& row = seen.world.users[user];
        if (row.status != Status::active || !is_listed(seen, user))
            continue;
        if (auto by = titles_of(roles_for(seen.world, user, std::nullopt, target)); !by.empty())
            lines.push_back({.user = row.id, .name = row.name, .by = std::move(by), .rule = {}, .was = {}});
    }
    put_in_order(lines, comes_before, &AccessLine::name);
    return lines;
}

bool sees_all_of(Seen const& seen, AccountId account)
{
    auto const held = permissions_in(seen.world, seen.me, in_account(account));
    return account ? held.includes({users_list, groups_list, profiles_list, modules_assign_roles}) : held.has(teams_list);
}

std::vector<WornLine> worn_view(Seen const& seen, UserId user)
{
    auto lines = std::vector<WornLine>{};
    for (auto const& worn : worn_by(seen.world, user, seen.account)) {
        auto names = std::vector<std::string>{};
        for (auto const& place : worn.places)
            names.push_back(name_of(seen.world, place));
        put_in_order(names, comes_before);
        lines.push_back({called(worn.role), names.empty() ? std::string{} : listed(names, 4), worn.permissions});
    }
    return lines;
}

std::vector<MineLine> mine_view(Seen const& seen, Target const& target)
{
    auto lines = std::vector<MineLine>{};
    for (auto& change : asked_on(seen.world, target, seen.account)) {
        auto const decision = may(seen.world, seen.me, change, Context{.now = seen.now});
        auto entry = client::audit_entry(name_of(kind_of(change)), wire::encode_change(seen.world, change));
        auto wanted = audit_wanted(seen.world, entry);
        if (auto const* edit = std::get_if<EditUser>(&change); edit != nullptr && edit->fields.email) // X-4 has it apart
            wanted = tr("change the e-mail address of {}", seen.world.users[edit->user].name);
        lines.push_back({std::move(change), std::move(wanted), decision});
    }
    return lines;
}

std::vector<ReasonLine> chain_view(Seen const& seen, Change const& change)
{
    auto lines = std::vector<ReasonLine>{};
    auto const explanation = explain(seen.world, seen.me, change, Context{.now = seen.now});
    for (auto const& step : explanation.steps)
        lines.push_back({step.passed, std::string{step.rule}, said_in_parts(step.text)});
    auto const& decision = explanation.decision;
    if (decision.effect == Effect::deny)
        lines.push_back({false, std::string{decision.rule}, said(sentence(seen.world, seen.me, change, decision))});
    if (decision.effect == Effect::allow)
        lines.push_back({true, std::string{decision.rule}, std::string{tr("So you may do this.")}});
    return lines;
}

std::string whom_to_ask(Seen const& seen, Permission permission, Target const& target)
{
    auto names = std::vector<std::string>{};
    for (auto const& line : who_can_view(seen, permission, target)) {
        if (line.user != seen.world.users[seen.me].id)
            names.push_back(line.name);
    }
    return names.empty() ? whom_to_ask(seen) : listed(names, 3, Joined::as_alternatives);
}

} // namespace castellan::ui
