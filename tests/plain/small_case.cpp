#include "tests/plain/small_case.hpp"

namespace castellan::plain {

namespace {

/// Tries one change of a town after the other, and keeps each under which the case is still one.
class Shrinker {
public:
    Shrinker(World town, std::function<bool(World const&)> const& still) : town_(std::move(town)), still_(still) {}

    World take()
    {
        for (auto round = 0; round < 6; ++round) {
            dropped_ = false;
            drop_things();
            drop_roles();
            drop_settings();
            drop_permissions();
            if (!dropped_)
                break;
        }
        return std::move(town_);
    }

private:
    template <class Edit>
    void attempt(Edit const& edit)
    {
        auto smaller = town_;
        edit(smaller);
        if (still_(smaller)) {
            town_ = std::move(smaller);
            dropped_ = true;
        }
    }

    template <class Table, class Remove>
    void drop_each(Table World::*table, Remove const& remove)
    {
        for (std::uint32_t slot = 0; slot < (town_.*table).slots(); ++slot) {
            auto const handle = std::remove_cvref_t<decltype(*(town_.*table).handles().begin())>{slot};
            if ((town_.*table).contains(handle))
                attempt([&](World& world) { remove(world, handle); });
        }
    }

    void drop_things()
    {
        drop_each(&World::users, [](World& world, UserId thing) { world.remove_user(thing); });
        drop_each(&World::groups, [](World& world, GroupId thing) { world.remove_group(thing); });
        drop_each(&World::safes, [](World& world, SafeId thing) { world.remove_safe(thing); });
        drop_each(&World::assets, [](World& world, AssetId thing) { world.remove_asset(thing); });
        drop_each(&World::doors, [](World& world, DoorId thing) { world.remove_door(thing); });
        drop_each(&World::teams, [](World& world, TeamId thing) { world.remove_team(thing); });
        drop_each(&World::patients, [](World& world, PatientId thing) { world.remove_patient(thing); });
        drop_each(&World::profiles, [](World& world, ProfileId thing) { world.remove_profile(thing); });
        drop_each(&World::modules, [](World& world, ModuleId thing) { world.remove_module(thing); });
        drop_each(&World::records, [](World& world, RecordId thing) { world.remove_record(thing); });
        drop_each(&World::schedules, [](World& world, ScheduleId thing) {
            for (auto const group : world.groups.handles()) {
                if (world.groups[group].schedule == thing)
                    world.groups[group].schedule = {};
            }
            world.schedules.remove(thing);
        });
        drop_each(&World::credentials, [](World& world, CredentialId thing) { world.credentials.remove(thing); });
        drop_each(&World::webhooks, [](World& world, WebhookId thing) { world.webhooks.remove(thing); });
        drop_each(&World::invitations, [](World& world, InvitationId thing) { world.invitations.remove(thing); });
        drop_each(&World::custom_roles, [](World& world, CustomRoleId thing) {
            apply(world, DeleteCustomRole{thing}, {.number = world.revision + 1});
        });
        drop_each(&World::accounts, [](World& world, AccountId account) {
            auto is_used = std::ranges::any_of(world.users.handles(), [&](UserId person) {
                return world.users[person].roles_in(account).any();
            });
            auto const of_account = [&](auto const& table) {
                for (auto const handle : table.handles())
                    is_used = is_used || table[handle].account == account;
            };
            of_account(world.groups);
            of_account(world.safes);
            of_account(world.doors);
            of_account(world.profiles);
            of_account(world.modules);
            of_account(world.custom_roles);
            of_account(world.schedules);
            of_account(world.credentials);
            of_account(world.webhooks);
            of_account(world.invitations);
            if (!is_used)
                world.accounts.remove(account);
        });
    }

    void drop_roles()
    {
        for (auto const person : town_.users.handles()) {
            auto const row = town_.users[person];
            for (auto const& roles : row.accounts) {
                attempt([&](World& world) {
                    apply(world, SetUserRole{person, roles.account, SafesRole::none}, {.number = world.revision + 1});
                });
                attempt([&](World& world) {
                    apply(world, SetAdminType{person, roles.account, ProfilesRole::none},
                          {.number = world.revision + 1});
                });
                attempt([&](World& world) {
                    apply(world, SetModulesRole{person, roles.account, true, false}, {.number = world.revision + 1});
                });
            }
            for (auto const group : row.groups)
                attempt([&](World& world) { world.leave(group, person); });
            for (auto const& [group, role] : row.assigned->group_keys)
                attempt([&](World& world) { world.give(group, person, KeyRole::none); });
            for (auto const& [door, role] : row.assigned->keys)
                attempt([&](World& world) { world.give(door, person, KeyRole::none); });
            for (auto const& [team, role] : row.assigned->teams)
                attempt([&](World& world) { world.give(team, person, TeamRole::none); });
            for (auto const& [module, role] : row.assigned->modules)
                attempt([&](World& world) { world.give(module, person, ModuleRole{}); });
            auto const profiles = town_.users[person].assigned->profiles;
            for (auto const profile : profiles)
                attempt([&](World& world) { world.remove_member(profile, person); });
            attempt_user(person, [](User& user) { user.administrator = false; });
            attempt_user(person, [](User& user) { user.organization_admin = false; });
        }
    }

    template <class Edit>
    void attempt_user(UserId person, Edit const& edit)
    {
        auto edited = town_.users[person];
        edit(edited);
        auto const& row = town_.users[person];
        if (edited.administrator == row.administrator && edited.organization_admin == row.organization_admin &&
            edited.status == row.status && edited.email_verified == row.email_verified &&
            edited.phone_verified == row.phone_verified)
            return;
        attempt([&](World& world) { world.edit_user(person, edit); });
    }

    void drop_settings()
    {
        for (auto const person : town_.users.handles()) {
            attempt_user(person, [](User& user) { user.status = Status::active; });
            attempt_user(person, [](User& user) { user.email_verified = user.phone_verified = true; });
        }
        for (auto const account : town_.accounts.handles()) {
            if (town_.accounts[account].require_admin_mfa)
                attempt([&](World& world) { world.accounts[account].require_admin_mfa = false; });
            if (!town_.accounts[account].groups_for_doors)
                attempt([&](World& world) { world.accounts[account].groups_for_doors = true; });
        }
        for (auto const group : town_.groups.handles()) {
            if (town_.groups[group].toggles != Toggles{})
                attempt([&](World& world) { world.groups[group].toggles = {}; });
            auto const safes = town_.groups[group].safes;
            for (auto const safe : safes)
                attempt([&](World& world) { world.unassign(group, safe); });
            auto const doors = town_.groups[group].doors;
            for (auto const door : doors)
                attempt([&](World& world) { world.unassign(group, door); });
        }
        for (auto const safe : town_.safes.handles()) {
            if (town_.safes[safe].two_person != TwoPerson::off)
                attempt([&](World& world) { world.safes[safe].two_person = TwoPerson::off; });
        }
        if (!town_.organization.code_for.empty())
            attempt([&](World& world) { world.organization.code_for.clear(); });
    }

    void drop_permissions()
    {
        for (std::size_t at = 0; at < permission_count; ++at) {
            auto const permission = static_cast<Permission>(at);
            for (auto const profile : town_.profiles.handles()) {
                if (town_.profiles[profile].permissions.has(permission)) {
                    attempt([&](World& world) {
                        world.profiles[profile].permissions.remove(permission);
                        for (auto& member : world.profiles[profile].members)
                            member.permissions.remove(permission);
                    });
                }
                for (std::size_t member = 0; member < town_.profiles[profile].members.size(); ++member) {
                    if (town_.profiles[profile].members[member].permissions.has(permission))
                        attempt([&](World& world) {
                            world.profiles[profile].members[member].permissions.remove(permission);
                        });
                }
            }
            for (auto const role : town_.custom_roles.handles()) {
                if (town_.custom_roles[role].permissions.has(permission))
                    attempt([&](World& world) { world.custom_roles[role].permissions.remove(permission); });
            }
        }
        for (auto const profile : town_.profiles.handles()) {
            for (std::size_t member = 0; member < town_.profiles[profile].members.size(); ++member) {
                if (town_.profiles[profile].members[member].restricted)
                    attempt([&](World& world) {
                        auto& row = world.profiles[profile].members[member];
                        row = ProfileMember{.user = row.user};
                    });
            }
        }
    }

    World town_;
    std::function<bool(World const&)> const& still_;
    bool dropped_ = false;
};

} // namespace

World shrunk(World town, std::function<bool(World const&)> const& still)
{
    return Shrinker{std::move(town), still}.take();
}

} // namespace castellan::plain
