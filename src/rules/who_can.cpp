#include "rules/who_can.hpp"

#include "rules/judge.hpp"

#include <algorithm>

namespace castellan {

namespace {

using enum Permission;

/// Where a target lies.
struct PlaceOf {
    World const& world;

    Place operator()(std::monostate) const { return in_organization(); }
    Place operator()(AccountId account) const { return in_account(account); }
    Place operator()(UserId) const { return in_organization(); }
    Place operator()(GroupId const& group) const { return place_of(world, group); }
    Place operator()(SafeId safe) const { return place_of(world, safe); }
    Place operator()(AssetId asset) const { return place_of(world, world.assets[asset].safe); }
    Place operator()(DoorId door) const { return place_of(world, door); }
    Place operator()(TeamId team) const { return in_team(team); }
    Place operator()(PatientId patient) const { return in_team(world.patients[patient].team); }
    Place operator()(ModuleId module) const { return place_of(world, module); }
    Place operator()(RecordId record) const { return place_of(world, world.records[record].module); }
    Place operator()(InvitationId invitation) const
    {
        auto const& row = world.invitations[invitation];
        return case_of_offer(world, row.by, {row.offer, row.account, row.module, row.team}).place;
    }
    // The rest lies in an account.
    template <class Handle>
    Place operator()(Handle thing) const
    {
        return in_account(world.get(thing)->account);
    }
};

bool exists(World const& world, Target const& target)
{
    return std::visit(
        [&]<class Handle>(Handle thing) {
            if constexpr (std::is_same_v<Handle, std::monostate>)
                return true;
            else
                return world.get(thing) != nullptr;
        },
        target);
}

/// What the permission does to a person, where that is what it is asked on.
void be_about(Case& c, UserId person)
{
    c.person = person;
    auto const& row = c.world.users[person];
    if (c.permission == users_delete || c.permission == people_disable) {
        c.ends_person = true;
        c.deletes_person = c.permission == users_delete;
    }
    if (c.permission == people_promote) {
        c.book = Book::teams;
        c.present = row.administrator ? administrator_rank : Rank{0};
        c.gives = c.present;
    }
    if (c.permission == users_set_role)
        c.gives = rank_of(SafesRole::user);
}

std::string_view rule_for(Case c, Target const& target)
{
    auto const* person = std::get_if<UserId>(&target);
    auto const of_accounts = row_of(c.permission).book != Book::teams;
    auto decision = Decision{};
    if (person != nullptr && of_accounts)
        decision = judge_in_any_account(c, true);
    else
        decision = judge(c, reach_of(c.world, c.actor, c.place));
    return decision.effect == Effect::deny ? std::string_view{} : decision.rule;
}

} // namespace

AccountId account_of(World const& world, Target const& target) { return std::visit(PlaceOf{world}, target).account; }

std::vector<Able> who_can(World const& world, Permission permission, Target const& target)
{
    auto result = std::vector<Able>{};
    if (!exists(world, target))
        return result;
    auto const place = std::visit(PlaceOf{world}, target);
    for (auto const user : world.users.handles()) {
        if (world.users[user].status != Status::active)
            continue;
        auto c = Case{.world = world, .actor = user, .permission = permission, .place = place, .person = {}};
        if (auto const* person = std::get_if<UserId>(&target))
            be_about(c, *person);
        if (auto const* profile = std::get_if<ProfileId>(&target))
            c.profile = *profile;
        if (auto const* role = std::get_if<CustomRoleId>(&target))
            c.custom_role = *role;
        if (auto const rule = rule_for(c, target); !rule.empty())
            result.push_back({user, rule});
    }
    return result;
}

std::vector<Role> roles_for(World const& world, UserId user, std::optional<Permission> permission, Target const& target)
{
    auto roles = std::vector<Role>{};
    if (!exists(world, target) || std::holds_alternative<UserId>(target))
        return roles;
    for (auto const& hat : reach_of(world, user, std::visit(PlaceOf{world}, target))) {
        if (!permission || hat.permissions.has(*permission))
            roles.push_back(hat.role);
    }
    return roles;
}

namespace {

/// What a role is given on (RULEBOOK 3): a group admin works in groups, whatever he may list in the account.
bool is_given_on(Role role, Target const& target)
{
    switch (role) {
    case Role::account_admin:
    case Role::full_admin:
    case Role::partial_admin:
    case Role::division_admin: return std::holds_alternative<AccountId>(target);
    case Role::administrator:
    case Role::organization_admin: return std::holds_alternative<std::monostate>(target);
    case Role::team_owner:
    case Role::team_member: return std::holds_alternative<TeamId>(target);
    case Role::module_admin:
    case Role::collaborator:
    case Role::custom_role: return std::holds_alternative<ModuleId>(target);
    case Role::group_admin:
    case Role::user:
    case Role::group_owner: return std::holds_alternative<GroupId>(target);
    case Role::key_owner: return std::holds_alternative<DoorId>(target);
    case Role::key_admin:
    case Role::key_user: break;
    }
    return std::holds_alternative<GroupId>(target) || std::holds_alternative<DoorId>(target);
}

} // namespace

std::vector<Worn> worn_by(World const& world, UserId user, AccountId account)
{
    auto worn = std::vector<Worn>{};
    auto const* row = world.users.get(user);
    if (row == nullptr || row->status != Status::active)
        return worn;
    auto const look = [&](Target const& target, Place const& place) {
        for (auto const& hat : reach_of(world, user, place)) {
            if (hat.permissions.empty())
                continue;
            auto found = std::ranges::find(worn, hat.role, &Worn::role);
            if (found == worn.end())
                found = worn.insert(worn.end(), Worn{.role = hat.role, .places = {}, .permissions = {}});
            if (is_given_on(hat.role, target))
                found->places.push_back(target);
            found->permissions |= hat.permissions;
        }
    };
    auto const is_here = [&](auto const& table, auto thing) { return table.contains(thing) && table[thing].account == account; };
    look(std::monostate{}, in_organization());
    look(account, in_account(account));
    for (auto const& group : row->groups) {
        if (is_here(world.groups, group))
            look(group, place_of(world, group));
    }
    for (auto const& held : row->assigned->group_keys) {
        if (is_here(world.groups, held.thing))
            look(held.thing, place_of(world, held.thing));
    }
    for (auto const& held : row->assigned->keys) {
        if (is_here(world.doors, held.thing))
            look(held.thing, place_of(world, held.thing));
    }
    for (auto const& held : row->assigned->teams) {
        if (world.teams.contains(held.thing))
            look(held.thing, in_team(held.thing));
    }
    for (auto const& held : row->assigned->modules) {
        if (is_here(world.modules, held.thing))
            look(held.thing, place_of(world, held.thing));
    }
    return worn;
}

} // namespace castellan
