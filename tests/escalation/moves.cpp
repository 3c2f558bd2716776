#include "tests/escalation/moves.hpp"

#include "rules/permission.hpp"
#include "rules/power.hpp"

#include <array>

namespace castellan::tests {

namespace {

constexpr auto safes_roles =
    std::array{SafesRole::none, SafesRole::user, SafesRole::group_admin, SafesRole::account_admin};
constexpr auto key_roles = std::array{KeyRole::none, KeyRole::user, KeyRole::admin, KeyRole::owner};

class Moves {
public:
    explicit Moves(World const& world) : world_(world) {}

    std::vector<Change> take()
    {
        for (auto const account : world_.accounts.handles())
            in_account(account);
        for (auto const group : world_.groups.handles())
            in_group(group);
        for (auto const door : world_.doors.handles())
            at_door(door);
        for (auto const team : world_.teams.handles())
            in_team(team);
        for (auto const module : world_.modules.handles())
            in_module(module);
        for (auto const profile : world_.profiles.handles())
            in_profile(profile);
        for (auto const role : world_.custom_roles.handles()) {
            for (auto const& set : custom_sets())
                try_move(EditCustomRole{.custom_role = role, .name = {}, .permissions = set});
            try_move(DeleteCustomRole{role});
        }
        for (auto const user : world_.users.handles())
            on_person(user);
        offer({OfferedRole::administrator, {}});
        offer({OfferedRole::organization_admin, {}});
        try_move(CreateTeam{.team = "new", .fields = {.name = "New", .description = {}}});
        for (auto const invitation : world_.invitations.handles())
            try_move(AcceptInvitation{.invitation = invitation, .user = world_.invitations[invitation].id, .name = {}});
        return std::move(moves_);
    }

private:
    template <class C>
    void try_move(C move)
    {
        moves_.emplace_back(std::move(move));
    }

    void in_account(AccountId account)
    {
        for (auto const role : safes_roles) {
            try_move(new_person(account, role, {}));
            for (auto const group : world_.groups.handles())
                try_move(new_person(account, role, {group}));
        }
        try_move(CreateProfile{.account = account,
                               .profile = "new",
                               .name = "New",
                               .permissions = account_level_permissions() - PermissionSet{Permission::profiles_set_type}});
        for (auto const& set : custom_sets())
            try_move(CreateCustomRole{.account = account, .custom_role = "new", .name = "New", .permissions = set});
        try_move(CreateModule{.account = account, .module = "new", .fields = {.name = "New", .fields = {}}});
        try_move(CreateGroup{.account = account, .group = "new", .fields = {}});
        try_move(SetAccountSettings{.account = account, .fields = {.require_admin_mfa = {}, .groups_for_doors = true}});
        offer({OfferedRole::division_admin, {}}, account);
    }

    static std::vector<PermissionSet> custom_sets()
    {
        using enum Permission;
        return {module_permissions(), module_permissions() - PermissionSet{modules_delete}, {records_list},
                {modules_list, modules_assign_roles}};
    }

    static CreateUser new_person(AccountId account, SafesRole role, std::vector<GroupId> groups)
    {
        return {.account = account,
                .user = "new",
                .name = "New",
                .email = "new@attacker.example",
                .phone = {},
                .role = role,
                .groups = std::move(groups)};
    }

    void in_group(GroupId group)
    {
        for (auto const user : world_.users.handles()) {
            try_move(AddMember{group, user});
            try_move(RemoveMember{group, user});
            for (auto const role : key_roles)
                try_move(SetKeyRole{group, user, role});
        }
        for (auto const safe : world_.safes.handles()) {
            try_move(AddSafe{group, safe});
            try_move(RemoveSafeFromGroup{group, safe});
        }
        for (auto const door : world_.doors.handles()) {
            try_move(AddDoor{group, door});
            try_move(RemoveDoorFromGroup{group, door});
        }
        try_move(SetToggles{group, {true, true, true}});
        try_move(SetToggles{group, {false, false, false}});
    }

    void at_door(DoorId door)
    {
        for (auto const user : world_.users.handles()) {
            for (auto const role : key_roles) {
                if (role != KeyRole::none)
                    try_move(SendKey{door, user, role});
            }
            try_move(RevokeKey{door, user});
        }
    }

    void in_team(TeamId team)
    {
        for (auto const user : world_.users.handles()) {
            try_move(AddTeamMember{team, user});
            try_move(RemoveTeamMember{team, user});
            try_move(SetTeamOwner{team, user, true});
            try_move(SetTeamOwner{team, user, false});
        }
        offer({OfferedRole::staff, {}}, {}, {}, team);
    }

    void in_module(ModuleId module)
    {
        auto roles = std::vector<ModuleRole>{{}, {ModuleRank::collaborator, {}}, {ModuleRank::module_admin, {}}};
        for (auto const role : world_.custom_roles.handles())
            roles.push_back({ModuleRank::custom, role});
        for (auto const user : world_.users.handles()) {
            for (auto const role : roles)
                try_move(SetModuleRole{module, user, role});
        }
        offer({OfferedRole::module_admin, {}}, {}, module);
        for (auto const role : world_.custom_roles.handles())
            offer({OfferedRole::custom, role}, {}, module);
    }

    void in_profile(ProfileId profile)
    {
        auto const everything = account_level_permissions() - PermissionSet{Permission::profiles_set_type};
        auto const& row = world_.profiles[profile];
        auto sets = std::vector<PermissionSet>{everything, row.permissions, PermissionSet{}};
        for (auto const other : world_.profiles.handles())
            sets.push_back(world_.profiles[other].permissions);
        for (auto const& set : sets)
            try_move(EditProfile{.profile = profile, .name = {}, .permissions = set});
        for (auto const user : world_.users.handles()) {
            try_move(AddProfileMember{profile, user, {}});
            try_move(SetProfileMember{profile, user, {}});
            for (auto const& set : sets) {
                try_move(AddProfileMember{profile, user, set});
                try_move(SetProfileMember{profile, user, set});
            }
            try_move(RemoveProfileMember{profile, user});
        }
        try_move(DeleteProfile{profile});
    }

    void on_person(UserId user)
    {
        try_move(EditUser{user, {.name = {}, .email = world_.users[user].id + "@attacker.example", .phone = {}}});
        try_move(SetAdministrator{user, true});
        try_move(SetModulesRole{.user = user, .account = {}, .in_account = false, .holds = true});
        for (auto const account : world_.accounts.handles()) {
            for (auto const role : safes_roles)
                try_move(SetUserRole{user, account, role});
            for (auto const type : {ProfilesRole::none, ProfilesRole::partial_admin, ProfilesRole::full_admin})
                try_move(SetAdminType{user, account, type});
            for (auto const given : {false, true})
                try_move(SetModulesRole{.user = user, .account = account, .in_account = true, .holds = given});
        }
    }

    void offer(Offer offered, AccountId account = {}, ModuleId module = {}, TeamId team = {})
    {
        auto const number = std::to_string(moves_.size());
        try_move(SendInvitation{.emails = {"guest" + number + "@attacker.example"},
                                .invitations = {"i" + number},
                                .offer = offered,
                                .account = account,
                                .module = module,
                                .team = team,
                                .in_account = !account.is_none(),
                                .in_module = !module.is_none(),
                                .in_team = !team.is_none()});
    }

    World const& world_;
    std::vector<Change> moves_;
};

} // namespace

std::vector<Change> all_moves(World const& world) { return Moves{world}.take(); }

} // namespace castellan::tests
