#include "tests/plain/random_towns.hpp"

#include <format>

namespace castellan::plain {

namespace {

using enum Permission;

struct Manager {
    Permission first, last;
};

/// The account-level managers; the first permission of each is its list.
constexpr Manager managers[] = {
    {users_list, users_clear_fingerprint}, {groups_list, groups_set_toggles}, {safes_list, safes_unlock},
    {assets_list, assets_count},           {schedules_list, schedules_run},   {credentials_list, credentials_run},
    {webhooks_list, webhooks_run},         {settings_view, settings_edit},    {doors_list, doors_unlock_for},
    {keys_list, keys_revoke},              {profiles_list, profiles_assign_members},
    {modules_list, modules_assign_roles},  {records_list, records_clear},     {custom_roles_list, custom_roles_delete},
    {audit_list, audit_export}};

/// Makes one town, kind by kind.
class Builder {
public:
    explicit Builder(Dice& dice) : dice_(dice) {}

    World build()
    {
        make_organization();
        for (auto at = 2 + dice_.roll(2); at > 0; --at)
            make_account();
        for (auto at = 8 + dice_.roll(5); at > 0; --at)
            make_person();
        for (auto const account : accounts_) {
            make_groups(account);
            make_profiles(account);
            make_modules(account);
            make_integrations(account);
        }
        make_teams();
        make_invitations();
        return std::move(world_);
    }

private:
    std::string fresh(std::string_view prefix) { return std::format("{}{}", prefix, ++count_); }
    UserId anybody() { return people_[dice_.roll(people_.size())]; }

    void make_organization()
    {
        world_.organization.id = "o1";
        world_.organization.name = "A";
        for (auto const role :
             {TopRole::organization_admin, TopRole::account_admin, TopRole::full_admin, TopRole::owner}) {
            if (dice_.percent(20))
                world_.organization.code_for.push_back(role);
        }
    }

    void make_account()
    {
        accounts_.push_back(world_.accounts.insert({.id = fresh("a"),
                                                    .name = dice_.one_of<char const*>({"A", "B"}),
                                                    .require_admin_mfa = dice_.percent(25),
                                                    .groups_for_doors = dice_.percent(80)}));
    }

    void make_person()
    {
        auto user = User{.id = fresh("u"), .name = dice_.one_of<char const*>({"A", "B", "C"})};
        user.email = dice_.percent(95) ? user.id + "@x.example" : "";
        user.phone = dice_.percent(80) ? "+1555" + user.id : "";
        user.email_verified = !user.email.empty() && dice_.percent(80);
        user.phone_verified = !user.phone.empty() && dice_.percent(80);
        user.status = dice_.percent(84) ? Status::active : dice_.one_of({Status::invited, Status::disabled});
        user.administrator = user.status != Status::disabled && dice_.percent(18);
        user.organization_admin = dice_.percent(15);
        user.pin = dice_.percent(60);
        user.fingerprint = dice_.percent(40);
        for (auto const account : accounts_) {
            auto roles = AccountRoles{.account = account};
            if (dice_.percent(50)) {
                roles.safes = dice_.one_of({SafesRole::user, SafesRole::user, SafesRole::group_admin,
                                            SafesRole::group_admin, SafesRole::account_admin});
            }
            if (dice_.percent(30)) {
                roles.profiles = dice_.one_of({ProfilesRole::partial_admin, ProfilesRole::partial_admin,
                                               ProfilesRole::partial_admin, ProfilesRole::full_admin});
            }
            if (dice_.percent(12))
                roles.modules = ModulesRole::division_admin;
            if (!roles.empty())
                user.accounts.push_back(roles);
        }
        people_.push_back(world_.add_user(std::move(user)));
    }

    /// Groups with both sides, and what is in them. A role that D-4 forbids is not given.
    void make_groups(AccountId account)
    {
        auto groups = std::vector<GroupId>{};
        for (auto at = 1 + dice_.roll(3); at > 0; --at) {
            auto group = Group{.id = fresh("g"), .account = account, .name = "A"};
            group.toggles = {dice_.percent(50), dice_.percent(50), dice_.percent(60)};
            groups.push_back(world_.add_group(std::move(group)));
        }
        for (auto at = 1 + dice_.roll(3); at > 0; --at) {
            auto const safe = world_.add_safe({.id = fresh("s"),
                                               .account = account,
                                               .name = "A",
                                               .online = dice_.percent(70),
                                               .firmware = "1",
                                               .two_person = dice_.one_of({TwoPerson::off, TwoPerson::any,
                                                                           TwoPerson::administrator})});
            if (dice_.percent(70))
                world_.add_asset({.id = fresh("x"), .safe = safe, .kind = "A", .quantity = 3});
            for (auto const group : groups) {
                if (dice_.percent(40))
                    world_.assign(group, safe);
            }
        }
        for (auto at = 1 + dice_.roll(3); at > 0; --at) {
            auto const door = world_.add_door({.id = fresh("d"),
                                               .account = account,
                                               .name = "A",
                                               .controller = dice_.percent(70),
                                               .online = dice_.percent(70)});
            for (auto const group : groups) {
                if (dice_.percent(40))
                    world_.assign(group, door);
            }
            for (auto const person : people_) {
                if (dice_.percent(12))
                    world_.give(door, person, dice_.one_of({KeyRole::user, KeyRole::admin, KeyRole::owner}));
            }
        }
        for (auto const group : groups) {
            for (auto const person : people_) {
                auto const has_role = world_.users[person].roles_in(account).safes != SafesRole::none;
                if (dice_.percent(has_role ? 50 : 4))
                    world_.join(group, person);
                if (dice_.percent(22))
                    give_key(group, person, dice_.one_of({KeyRole::user, KeyRole::admin, KeyRole::owner}));
            }
        }
    }

    void give_key(GroupId group, UserId person, KeyRole role)
    {
        for (auto const& [other, held] : world_.users[person].assigned->group_keys) {
            if (role != KeyRole::owner && held != KeyRole::owner &&
                overlap(world_.groups[group].doors, world_.groups[other].doors))
                return;
        }
        world_.give(group, person, role);
    }

    void make_profiles(AccountId account)
    {
        for (auto at = dice_.roll(3); at > 0; --at) {
            auto permissions = random_profile_permissions(dice_);
            for (std::size_t each = 0; each < permission_count; ++each) { // a sound profile has its lists (P-2)
                for (auto const& manager : managers) {
                    auto const permission = static_cast<Permission>(each);
                    if (permissions.has(permission) && permission > manager.first && permission <= manager.last)
                        permissions.add(manager.first);
                }
            }
            auto const beyond = PermissionSet{organization_edit, people_invite, teams_list, profiles_set_type};
            auto const profile = world_.add_profile(
                {.id = fresh("f"), .account = account, .name = "A", .permissions = permissions - beyond});
            for (auto const person : people_) {
                if (world_.users[person].roles_in(account).profiles != ProfilesRole::partial_admin || !dice_.percent(60))
                    continue;
                auto member = ProfileMember{.user = person};
                if (dice_.percent(40)) {
                    member.restricted = true;
                    for (auto const& manager : managers)
                        restrict(member, world_.profiles[profile].permissions, manager);
                }
                world_.set_member(profile, member);
            }
        }
    }

    /// Some of one manager's permissions, never without its list (P-2).
    void restrict(ProfileMember& member, PermissionSet permissions, Manager const& manager)
    {
        if (!permissions.has(manager.first) || dice_.percent(25))
            return;
        for (auto at = static_cast<std::size_t>(manager.first); at <= static_cast<std::size_t>(manager.last); ++at) {
            auto const permission = static_cast<Permission>(at);
            if (permissions.has(permission) && (permission == manager.first || dice_.percent(60)))
                member.permissions.add(permission);
        }
    }

    void make_modules(AccountId account)
    {
        auto custom_roles = std::vector<CustomRoleId>{};
        for (auto at = dice_.roll(3); at > 0; --at) {
            auto const beyond = PermissionSet{modules_create, safes_list, custom_roles_edit};
            custom_roles.push_back(
                world_.custom_roles.insert({.id = fresh("c"),
                                            .account = account,
                                            .name = "A",
                                            .permissions = random_module_permissions(dice_) - beyond}));
        }
        for (auto at = dice_.roll(3); at > 0; --at) {
            auto const module = world_.add_module({.id = fresh("m"), .account = account, .name = "A"});
            for (auto const person : people_) {
                if (dice_.percent(75))
                    continue;
                if (!custom_roles.empty() && dice_.percent(40)) {
                    auto const custom = custom_roles[dice_.roll(custom_roles.size())];
                    world_.give(module, person, ModuleRole{ModuleRank::custom, custom});
                } else {
                    auto const rank = dice_.one_of({ModuleRank::collaborator, ModuleRank::module_admin});
                    world_.give(module, person, ModuleRole{rank, {}});
                }
            }
            for (auto record = dice_.roll(3); record > 0; --record) {
                world_.add_record({.id = fresh("r"),
                                   .module = module,
                                   .by = anybody(),
                                   .values = dice_.percent(60) ? R"({"a":1})" : "{}"});
            }
        }
    }

    void make_integrations(AccountId account)
    {
        if (dice_.percent(60)) {
            // Open on the Thursday on which time begins, or never.
            auto const schedule = world_.schedules.insert({.id = fresh("h"), .account = account, .name = "A"});
            if (dice_.percent(40))
                world_.schedules[schedule].hours.push_back({4, 0, 1'440});
            for (auto const group : world_.groups.handles()) {
                if (world_.groups[group].account == account && dice_.percent(50))
                    world_.groups[group].schedule = schedule;
            }
        }
        if (dice_.percent(60))
            world_.credentials.insert({.id = fresh("e"), .account = account, .name = "A"});
        if (dice_.percent(60))
            world_.webhooks.insert({.id = fresh("w"), .account = account, .name = "A"});
    }

    void make_teams()
    {
        for (auto at = 1 + dice_.roll(2); at > 0; --at) {
            auto const team = world_.add_team({.id = fresh("t"), .name = "A"});
            for (auto const person : people_) {
                if (dice_.percent(30))
                    world_.give(team, person, dice_.one_of({TeamRole::member, TeamRole::member, TeamRole::owner}));
            }
            for (auto patients = dice_.roll(3); patients > 0; --patients) {
                auto patient = Patient{.id = fresh("p"), .team = team, .name = "A"};
                if (dice_.percent(60)) {
                    auto const& people = world_.teams[team].people;
                    auto const doer = people.empty() || dice_.percent(40) ? UserId{} : people[dice_.roll(people.size())].thing;
                    patient.actions.push_back({.id = "n1", .text = "A", .done = dice_.percent(50), .user = doer});
                }
                if (dice_.percent(30))
                    patient.values = R"({"a":1})";
                world_.add_patient(std::move(patient));
            }
        }
    }

    void make_invitations()
    {
        for (auto at = dice_.roll(5); at > 0; --at) {
            auto invitation = Invitation{.id = fresh("i")};
            invitation.email = dice_.percent(60) ? world_.users[anybody()].email : invitation.id + "@x.example";
            invitation.by = anybody();
            invitation.expires = dice_.one_of<Instant>({1'000, 1'000'000});
            invitation.state = dice_.percent(80) ? InvitationState::pending
                                                 : dice_.one_of({InvitationState::accepted, InvitationState::withdrawn});
            if (!offer(invitation) || invitation.email.empty())
                continue;
            world_.invitations.insert(std::move(invitation));
        }
    }

    /// What it offers, and where; false if there is no such place in this town.
    bool offer(Invitation& invitation)
    {
        invitation.offer.role = static_cast<OfferedRole>(dice_.roll(7));
        switch (invitation.offer.role) {
        case OfferedRole::administrator:
        case OfferedRole::organization_admin: return true;
        case OfferedRole::staff:
            if (dice_.percent(70))
                invitation.team = TeamId{static_cast<std::uint32_t>(dice_.roll(world_.teams.slots()))};
            return true;
        case OfferedRole::division_admin:
            invitation.account = accounts_[dice_.roll(accounts_.size())];
            return true;
        case OfferedRole::custom:
            if (world_.custom_roles.slots() == 0)
                return false;
            invitation.offer.custom = CustomRoleId{static_cast<std::uint32_t>(dice_.roll(world_.custom_roles.slots()))};
            [[fallthrough]];
        case OfferedRole::module_admin:
        case OfferedRole::collaborator:
            if (world_.modules.slots() == 0)
                return false;
            invitation.module = ModuleId{static_cast<std::uint32_t>(dice_.roll(world_.modules.slots()))};
            return invitation.offer.custom.is_none() || world_.custom_roles[invitation.offer.custom].account ==
                                                            world_.modules[invitation.module].account;
        }
        return false;
    }

    Dice& dice_;
    World world_;
    std::vector<AccountId> accounts_;
    std::vector<UserId> people_;
    unsigned count_ = 0;
};

} // namespace

std::uint64_t Dice::next()
{
    state_ += 0x9e3779b97f4a7c15U;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
}

PermissionSet random_profile_permissions(Dice& dice)
{
    auto result = PermissionSet{};
    auto const share = dice.one_of<std::size_t>({10, 30, 60});
    for (auto const& manager : managers) {
        if (!dice.percent(share))
            continue;
        for (auto at = static_cast<std::size_t>(manager.first); at <= static_cast<std::size_t>(manager.last); ++at) {
            if (static_cast<Permission>(at) == manager.first || dice.percent(50))
                result.add(static_cast<Permission>(at));
        }
    }
    if (dice.percent(6)) // unticked alone (P-2)
        result.remove(managers[dice.roll(std::size(managers))].first);
    if (dice.percent(3)) // nothing of an account's
        result.add(dice.one_of({organization_edit, people_invite, teams_list, profiles_set_type}));
    return result;
}

PermissionSet random_module_permissions(Dice& dice)
{
    auto result = PermissionSet{};
    for (auto const permission : {modules_list, modules_edit, modules_delete, modules_assign_roles, records_list,
                                  records_submit, records_edit, records_delete, records_clear}) {
        if (dice.percent(permission == modules_delete || permission == modules_assign_roles ? 15 : 45))
            result.add(permission);
    }
    if (dice.percent(3))
        result.add(dice.one_of({modules_create, safes_list, custom_roles_edit}));
    return result;
}

World random_town(Dice& dice) { return Builder{dice}.build(); }

Context random_context(World const& world, Dice& dice)
{
    auto context = Context{.otp = dice.percent(60), .mfa = dice.percent(60)};
    if (dice.percent(60))
        context.second_person = UserId{static_cast<std::uint32_t>(dice.roll(world.users.slots() + 1))};
    context.now = dice.one_of<Instant>({0, 500, 2'000});
    return context;
}

} // namespace castellan::plain
