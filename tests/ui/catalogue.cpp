#include "tests/ui/catalogue.hpp"

#include <algorithm>

namespace castellan::test {

namespace {

constexpr auto roles = {SafesRole::none, SafesRole::user, SafesRole::group_admin, SafesRole::account_admin};

template <class Handle>
void of_integrations_like(World const& world, AccountId account, IntegrationFields const& fields, std::vector<Change>& changes)
{
    changes.emplace_back(CreateIntegration<Handle>{account, {}, fields});
    auto const& table = world.table_of(Handle{});
    for (auto const thing : table.handles()) {
        if (table[thing].account != account)
            continue;
        auto edit = EditIntegration<Handle>{thing, {}};
        edit.fields.name = "New name";
        changes.emplace_back(edit);
        changes.emplace_back(DeleteIntegration<Handle>{thing});
        if constexpr (std::is_same_v<Handle, WebhookId>)
            changes.emplace_back(RunWebhook{thing});
    }
}

void of_integrations(World const& world, AccountId account, std::vector<Change>& changes)
{
    auto fields = IntegrationFields{};
    fields.name = "New one";
    of_integrations_like<ScheduleId>(world, account, fields, changes);
    of_integrations_like<CredentialId>(world, account, fields, changes);
    fields.url = "https://hooks.example";
    of_integrations_like<WebhookId>(world, account, fields, changes);
    auto settings = SetAccountSettings{account, {}};
    settings.fields.require_admin_mfa = !world.accounts[account].require_admin_mfa;
    changes.emplace_back(settings);
    settings.fields = {};
    settings.fields.groups_for_doors = !world.accounts[account].groups_for_doors;
    changes.emplace_back(settings);
    settings.fields = {};
    settings.fields.time_zone = world.accounts[account].time_zone;
    changes.emplace_back(settings);
}

void of_accounts(World const& world, std::vector<Change>& changes)
{
    for (auto const account : world.accounts.handles()) {
        auto places = std::vector<std::vector<GroupId>>{{}};
        for (auto const group : world.groups.handles()) {
            if (world.groups[group].account == account)
                places.push_back({group});
        }
        for (auto const role : roles) {
            if (role == SafesRole::none)
                continue;
            for (auto const& groups : places)
                changes.emplace_back(CreateUser{account, {}, "New Person", "new.person@castellan.invalid", {}, role, groups});
        }
        changes.emplace_back(ImportUsers{account, {{.name = "New Person", .email = "new.person@castellan.invalid"}}});
        changes.emplace_back(CreateGroup{account, {}, {.name = "New group"}});
        changes.emplace_back(RegisterSafe{account, {}, {.name = "New safe", .serial = "NEW-1"}});
        of_integrations(world, account, changes);
    }
}

void of_users(World const& world, std::vector<Change>& changes)
{
    changes.emplace_back(EditSelf{{.name = "New Name"}});
    for (auto const user : world.users.handles()) {
        changes.emplace_back(EditUser{user, {.name = "New Name"}});
        changes.emplace_back(EditUser{user, {.email = "new.address@castellan.invalid"}});
        changes.emplace_back(EditUser{user, {.phone = "+15559999"}});
        changes.emplace_back(DeleteUser{user});
        changes.emplace_back(DisableUser{user});
        changes.emplace_back(EnableUser{user});
        changes.emplace_back(ClearPin{user});
        changes.emplace_back(ClearFingerprint{user});
        for (auto const is_one : {true, false})
            changes.emplace_back(SetAdministrator{user, is_one});
        for (auto const account : world.accounts.handles()) {
            for (auto const role : roles)
                changes.emplace_back(SetUserRole{user, account, role});
        }
    }
}

void of_organization(World const& world, std::vector<Change>& changes)
{
    changes.emplace_back(EditOrganization{{.name = "New name"}});
    changes.emplace_back(ExportAudit{});
    changes.emplace_back(CreateAccount{{}, {.name = "New account"}, {}});
    for (auto const account : world.accounts.handles()) {
        changes.emplace_back(EditAccount{account, {.name = "New name"}});
        changes.emplace_back(DeleteAccount{account});
        changes.emplace_back(ExportAudit{.account = account, .in_account = true});
    }
    auto const invite = [&](castellan::Offer offer, AccountId account, ModuleId module, TeamId team) {
        changes.emplace_back(SendInvitation{.emails = {"new.person@castellan.invalid"},
                                            .offer = offer,
                                            .account = account,
                                            .module = module,
                                            .team = team,
                                            .in_account = !account.is_none(),
                                            .in_module = !module.is_none(),
                                            .in_team = !team.is_none()});
    };
    for (auto const role : {OfferedRole::administrator, OfferedRole::staff, OfferedRole::organization_admin})
        invite({role, {}}, {}, {}, {});
    for (auto const team : world.teams.handles())
        invite({OfferedRole::staff, {}}, {}, {}, team);
    for (auto const account : world.accounts.handles())
        invite({OfferedRole::division_admin, {}}, account, {}, {});
    for (auto const module : world.modules.handles()) {
        for (auto const role : {OfferedRole::module_admin, OfferedRole::collaborator})
            invite({role, {}}, {}, module, {});
        for (auto const custom : world.custom_roles.handles())
            invite({OfferedRole::custom, custom}, {}, module, {});
    }
    for (auto const invitation : world.invitations.handles()) {
        changes.emplace_back(ResendInvitation{invitation});
        changes.emplace_back(WithdrawInvitation{invitation});
        changes.emplace_back(AcceptInvitation{.invitation = invitation, .user = {}, .name = {}});
    }
}

void of_teams(World const& world, std::vector<Change>& changes)
{
    changes.emplace_back(CreateTeam{{}, {.name = "New team"}});
    for (auto const team : world.teams.handles()) {
        changes.emplace_back(EditTeam{team, {.name = "New name"}});
        changes.emplace_back(DeleteTeam{team});
        changes.emplace_back(CreatePatient{team, {}, {.name = "New patient"}});
        for (auto const user : world.users.handles()) {
            changes.emplace_back(AddTeamMember{team, user});
            changes.emplace_back(RemoveTeamMember{team, user});
            for (auto const owner : {true, false})
                changes.emplace_back(SetTeamOwner{team, user, owner});
        }
    }
    for (auto const patient : world.patients.handles()) {
        changes.emplace_back(EditPatient{patient, {.name = "New name"}});
        changes.emplace_back(DeletePatient{patient});
        for (auto const team : world.teams.handles())
            changes.emplace_back(MovePatient{patient, team});
        auto actions = std::vector<std::string>{""};
        for (auto const& action : world.patients[patient].actions)
            actions.push_back(action.id);
        for (auto const& action : actions) {
            changes.emplace_back(ActOnPatient{patient, action, {.text = "Something else"}});
            for (auto const user : world.users.handles())
                changes.emplace_back(ActOnPatient{patient, action, {.user = world.users[user].id}});
        }
    }
}

void of_groups(World const& world, std::vector<Change>& changes)
{
    for (auto const group : world.groups.handles()) {
        changes.emplace_back(EditGroup{group, {.name = "New name"}});
        changes.emplace_back(DeleteGroup{group});
        for (auto const user : world.users.handles()) {
            changes.emplace_back(AddMember{group, user});
            changes.emplace_back(RemoveMember{group, user});
        }
        for (auto const safe : world.safes.handles()) {
            changes.emplace_back(AddSafe{group, safe});
            changes.emplace_back(RemoveSafeFromGroup{group, safe});
        }
    }
}

void of_safes(World const& world, std::vector<Change>& changes)
{
    for (auto const safe : world.safes.handles()) {
        changes.emplace_back(EditSafe{safe, {.name = "New name"}});
        changes.emplace_back(RemoveSafe{safe});
        changes.emplace_back(ReportSafe{.safe = safe, .online = !world.safes[safe].online});
        changes.emplace_back(SyncSafe{safe});
        changes.emplace_back(UpgradeSafe{safe, std::nullopt});
        changes.emplace_back(IssueEmergencyCode{safe, "Keypad broken"});
        changes.emplace_back(UnlockSafe{safe, std::nullopt});
        changes.emplace_back(CreateAsset{safe, {}, {.kind = "New asset", .quantity = 1}});
    }
    for (auto const asset : world.assets.handles()) {
        auto const quantity = world.assets[asset].quantity;
        changes.emplace_back(EditAsset{asset, {.quantity = quantity + 1}});
        changes.emplace_back(DeleteAsset{asset});
        changes.emplace_back(CountAsset{asset, quantity});
        changes.emplace_back(WasteAsset{asset, 1, "Broken"});
        changes.emplace_back(EnrollAsset{asset, std::nullopt});
        for (auto const safe : world.safes.handles())
            changes.emplace_back(MoveAsset{asset, safe});
    }
}

constexpr auto key_roles = {KeyRole::none, KeyRole::user, KeyRole::admin, KeyRole::owner};

void of_doors(World const& world, std::vector<Change>& changes)
{
    for (auto const account : world.accounts.handles())
        changes.emplace_back(CreateDoor{account, {}, {.name = "New door", .controller = true}});
    for (auto const door : world.doors.handles()) {
        changes.emplace_back(EditDoor{door, {.name = "New name"}});
        changes.emplace_back(DeleteDoor{door});
        changes.emplace_back(SetLockSettings{door, R"({"relock_after":7})"});
        changes.emplace_back(UnlockDoor{door});
        changes.emplace_back(RemoteUnlockDoor{door});
        changes.emplace_back(UnlockDoorFor{door, "Delivery"});
        for (auto const user : world.users.handles()) {
            changes.emplace_back(RevokeKey{door, user});
            for (auto const role : key_roles) {
                if (role != KeyRole::none)
                    changes.emplace_back(SendKey{door, user, role});
            }
        }
        for (auto const group : world.groups.handles()) {
            changes.emplace_back(AddDoor{group, door});
            changes.emplace_back(RemoveDoorFromGroup{group, door});
        }
    }
    for (auto const group : world.groups.handles()) {
        auto const& present = world.groups[group].toggles;
        changes.emplace_back(SetToggles{group, {.users_can_remote_unlock = !present.users_can_remote_unlock}});
        changes.emplace_back(SetToggles{group, {.users_can_unlock_for = !present.users_can_unlock_for}});
        changes.emplace_back(SetToggles{group, {.admins_can_modify_lock_settings = !present.admins_can_modify_lock_settings}});
        for (auto const user : world.users.handles()) {
            for (auto const role : key_roles)
                changes.emplace_back(SetKeyRole{group, user, role});
        }
    }
}

/// Writes the parameters that count, in their order.
class Key {
public:
    Key(World const& world, Change const& change) : world_(world), text_(name_of(kind_of(change)))
    {
        std::visit([this](auto const& of_kind) { add(of_kind); }, change);
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void say(std::string_view word) { (text_ += ' ') += word; }
    void say(AccountId account) { say(id(world_.accounts, account)); }
    void say(UserId user) { say(id(world_.users, user)); }
    void say(GroupId group) { say(id(world_.groups, group)); }
    void say(SafeId safe) { say(id(world_.safes, safe)); }
    void say(AssetId asset) { say(id(world_.assets, asset)); }
    void say(DoorId door) { say(id(world_.doors, door)); }
    void say(ModuleId module) { say(id(world_.modules, module)); }
    void say(RecordId record) { say(id(world_.records, record)); }
    void say(ProfileId profile) { say(id(world_.profiles, profile)); }
    void say(CustomRoleId role) { say(id(world_.custom_roles, role)); }
    void say(TeamId team) { say(id(world_.teams, team)); }
    void say(PatientId patient) { say(id(world_.patients, patient)); }
    void say(InvitationId invitation) { say(id(world_.invitations, invitation)); }
    void say(SafesRole role) { say(std::to_string(static_cast<int>(role))); }

    template <class Table, class Handle>
    static std::string id(Table const& table, Handle handle)
    {
        return table.contains(handle) ? table[handle].id : std::string{"?"};
    }

    void add(CreateUser const& c)
    {
        say(c.account);
        say(c.role);
        auto ids = std::vector<std::string>{};
        for (auto const group : c.groups)
            ids.push_back(id(world_.groups, group));
        std::ranges::sort(ids);
        for (auto const& group : ids)
            say(group);
    }
    void add(EditUser const& c)
    {
        say(c.user);
        if (c.fields.name)
            say("name");
        if (c.fields.email)
            say("email");
        if (c.fields.phone)
            say("phone");
    }
    void add(SetUserRole const& c)
    {
        say(c.user);
        say(c.account);
        say(c.role);
    }
    void add(MoveAsset const& c)
    {
        say(c.asset);
        say(c.to);
    }
    void add(SetKeyRole const& c)
    {
        say(c.group);
        say(c.user);
        say(std::to_string(static_cast<int>(c.role)));
    }
    void add(SendKey const& c)
    {
        say(c.door);
        say(c.user);
        say(std::to_string(static_cast<int>(c.role)));
    }
    void add(SetToggles const& c)
    {
        say(c.group);
        say(c.toggles.users_can_remote_unlock ? "remote" : c.toggles.users_can_unlock_for ? "for" : "lock");
    }
    void add(SetAdministrator const& c)
    {
        say(c.user);
        say(c.administrator ? "up" : "down");
    }
    void add(SendInvitation const& c)
    {
        say(std::to_string(static_cast<int>(c.offer.role)));
        say(id(world_.custom_roles, c.offer.custom));
        say(c.account);
        say(c.module);
        say(c.team);
    }
    void add(SetTeamOwner const& c)
    {
        say(c.team);
        say(c.user);
        say(c.owner ? "up" : "down");
    }
    void add(MovePatient const& c)
    {
        say(c.patient);
        say(c.to);
    }
    void add(ActOnPatient const& c)
    {
        say(c.patient);
        say(c.action);
        if (c.fields.user)
            say(*c.fields.user);
    }
    void add(EditSelf const&) {}
    void add(SetModuleRole const& c)
    {
        say(c.module);
        say(c.user);
        say(std::to_string(static_cast<int>(c.role.rank)));
        say(c.role.custom);
    }
    void add(SetModulesRole const& c)
    {
        say(c.user);
        say(c.account);
        say(c.holds ? "up" : "down");
    }
    void add(SetAdminType const& c)
    {
        say(c.user);
        say(c.account);
        say(std::to_string(static_cast<int>(c.type)));
    }
    void add(ClearRecords const& c)
    {
        say(c.module);
        say(id(world_.records, c.record));
    }
    void add(EditCustomRole const& c) { with_content(c.custom_role, c.name.has_value(), c.permissions); }
    void add(EditProfile const& c) { with_content(c.profile, c.name.has_value(), c.permissions); }
    void add(AddProfileMember const& c) { of_member(c); }
    void add(SetProfileMember const& c) { of_member(c); }
    void of_member(auto const& c)
    {
        say(c.profile);
        say(c.user);
        say("*");
    }
    void with_content(auto thing, bool name, std::optional<PermissionSet> const& content)
    {
        say(thing);
        if (name)
            say("name");
        if (content)
            say("*");
    }
    void add(SetAccountSettings const& c)
    {
        say(c.account);
        if (c.fields.require_admin_mfa)
            say("mfa");
        if (c.fields.groups_for_doors)
            say("doors");
        if (c.fields.time_zone)
            say("zone");
    }
    void add(auto const& c)
    {
        if constexpr (requires { c.account; })
            say(c.account);
        if constexpr (requires { c.group.slot; })
            say(c.group);
        if constexpr (requires { c.user.slot; })
            say(c.user);
        if constexpr (requires { c.safe.slot; })
            say(c.safe);
        if constexpr (requires { c.asset.slot; })
            say(c.asset);
        if constexpr (requires { c.door.slot; })
            say(c.door);
        if constexpr (requires { c.module.slot; })
            say(c.module);
        if constexpr (requires { c.record.slot; })
            say(c.record);
        if constexpr (requires { c.profile.slot; })
            say(c.profile);
        if constexpr (requires { c.custom_role.slot; })
            say(c.custom_role);
        if constexpr (requires { c.team.slot; })
            say(c.team);
        if constexpr (requires { c.patient.slot; })
            say(c.patient);
        if constexpr (requires { c.invitation.slot; })
            say(c.invitation);
        if constexpr (requires { c.integration.slot; })
            say(id(world_.table_of(c.integration), c.integration));
    }

    World const& world_;
    std::string text_;
};

} // namespace

std::vector<Change> catalogue(World const& world)
{
    auto changes = std::vector<Change>{};
    of_accounts(world, changes);
    of_users(world, changes);
    of_organization(world, changes);
    of_teams(world, changes);
    of_groups(world, changes);
    of_safes(world, changes);
    of_doors(world, changes);
    add_forms(world, changes);
    return changes;
}

std::string key_of(World const& world, Change const& change) { return Key{world, change}.take(); }

} // namespace castellan::test
