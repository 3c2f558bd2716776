#include "service/rows.hpp"

#include "service/new_ids.hpp"

#include <variant>

namespace castellan {

namespace {

/// One overload per kind, in the order of `Change`; the mirror of the visitor in model/apply.cpp. There is none for
/// "the rest", so that a new kind does not compile before somebody has thought of it here.
struct TouchedBy {
    World const& world;
    Actor actor;
    Rows& rows;

    template <class... Things>
    void add(Things const&... things) const
    {
        (rows.add(things), ...);
    }
    template <class Wanted>
    void invitations(Wanted const& wanted) const
    {
        for (auto const handle : world.invitations.handles()) {
            if (wanted(world.invitations[handle]))
                add(handle);
        }
    }
    template <class Handle>
    void all_of(AccountId account) const
    {
        auto const& table = world.table_of(Handle{});
        for (auto const handle : table.handles()) {
            if (table[handle].account == account)
                with_contents(handle);
        }
    }
    template <class Handle>
    void with_contents(Handle thing) const
    {
        add(thing);
    }
    void with_contents(ModuleId module) const
    {
        add(module, world.modules[module].roles, world.modules[module].records);
    }
    void with_contents(ProfileId profile) const
    {
        add(profile);
        for (auto const& member : world.profiles[profile].members)
            add(member.user);
    }

    void operator()(EditOrganization const&) const { rows.organization = true; }
    void operator()(CreateAccount const& c) const
    {
        add(c.administrators.safes, c.administrators.profiles, c.administrators.modules);
    }
    void operator()(EditAccount const& c) const { add(c.account); }
    void operator()(DeleteAccount const& c) const
    {
        add(c.account);
        all_of<ModuleId>(c.account);
        all_of<ProfileId>(c.account);
        invitations([&](Invitation const& invitation) {
            auto const* module = world.modules.get(invitation.module);
            return invitation.account == c.account || (module != nullptr && module->account == c.account);
        });
        all_of<CustomRoleId>(c.account);
        all_of<ScheduleId>(c.account);
        all_of<CredentialId>(c.account);
        all_of<WebhookId>(c.account);
        for (auto const user : world.users.handles()) {
            if (world.users[user].roles_in(c.account).modules != ModulesRole::none)
                add(user);
        }
    }
    void operator()(SetAccountSettings const& c) const { add(c.account); }

    void operator()(CreateUser const& c) const { add(c.groups); }
    void operator()(ImportUsers const& c) const
    {
        for (auto const& row : c.rows)
            add(row.groups);
    }
    void operator()(EditUser const& c) const { add(c.user); }
    void operator()(DeleteUser const& c) const
    {
        auto const& user = world.users[c.user];
        add(c.user, user.groups, user.assigned->group_keys, user.assigned->keys, user.assigned->teams,
            user.assigned->modules, user.assigned->profiles);
        for (auto const& held : user.assigned->teams)
            add(patients_with_tasks_of(world, held.thing, c.user));
    }
    void operator()(SetUserRole const& c) const { add(c.user); }
    void operator()(SetAdministrator const& c) const { add(c.user); }
    void operator()(DisableUser const& c) const { add(c.user); }
    void operator()(EnableUser const& c) const { add(c.user); }
    void operator()(EditSelf const&) const { add(actor.user); }
    void operator()(ClearPin const& c) const { add(c.user); }
    void operator()(ClearFingerprint const& c) const { add(c.user); }
    void operator()(SetAdminType const& c) const { add(c.user, world.users[c.user].assigned->profiles); }
    void operator()(SetModulesRole const& c) const { add(c.user); }

    void operator()(SendInvitation const&) const {}
    void operator()(ResendInvitation const& c) const { add(c.invitation); }
    void operator()(WithdrawInvitation const& c) const { add(c.invitation); }
    void operator()(AcceptInvitation const& c) const
    {
        auto const& invitation = world.invitations[c.invitation];
        add(c.invitation, actor.user, invitation.team, invitation.module);
    }

    void operator()(CreateGroup const&) const {}
    void operator()(EditGroup const& c) const { add(c.group); }
    void operator()(DeleteGroup const& c) const
    {
        auto const& group = world.groups[c.group];
        add(c.group, group.members, group.safes, group.key_roles, group.doors);
    }
    void operator()(AddMember const& c) const { add(c.group, c.user); }
    void operator()(RemoveMember const& c) const { add(c.group, c.user); }
    void operator()(AddSafe const& c) const { add(c.group, c.safe); }
    void operator()(RemoveSafeFromGroup const& c) const { add(c.group, c.safe); }
    void operator()(AddDoor const& c) const { add(c.group, c.door); }
    void operator()(RemoveDoorFromGroup const& c) const { add(c.group, c.door); }
    void operator()(SetKeyRole const& c) const { add(c.group, c.user); }
    void operator()(SetToggles const& c) const { add(c.group); }

    void operator()(RegisterSafe const&) const {}
    void operator()(EditSafe const& c) const { add(c.safe); }
    void operator()(RemoveSafe const& c) const
    {
        add(c.safe, world.safes[c.safe].groups, world.safes[c.safe].assets);
    }
    void operator()(ReportSafe const& c) const { add(c.safe); }
    void operator()(SyncSafe const& c) const { add(c.safe); }
    void operator()(UpgradeSafe const& c) const { add(c.safe); }
    void operator()(IssueEmergencyCode const& c) const { add(c.safe); }
    void operator()(UnlockSafe const& c) const { add(c.safe); }
    void operator()(CancelOrder const& c) const { add(c.safe); }

    void operator()(CreateAsset const& c) const { add(c.safe); }
    void operator()(EditAsset const& c) const { add(c.asset); }
    void operator()(DeleteAsset const& c) const { add(c.asset, world.assets[c.asset].safe); }
    void operator()(CountAsset const& c) const { add(c.asset); }
    void operator()(EnrollAsset const& c) const { add(c.asset, world.assets[c.asset].safe); }
    void operator()(WasteAsset const& c) const { add(c.asset); }
    void operator()(MoveAsset const& c) const { add(c.asset, world.assets[c.asset].safe, c.to); }

    void operator()(CreateDoor const&) const {}
    void operator()(EditDoor const& c) const { add(c.door); }
    void operator()(DeleteDoor const& c) const
    {
        add(c.door, world.doors[c.door].groups, world.doors[c.door].keys);
    }
    void operator()(SetLockSettings const& c) const { add(c.door); }
    void operator()(UnlockDoor const& c) const { add(c.door); }
    void operator()(RemoteUnlockDoor const& c) const { add(c.door); }
    void operator()(UnlockDoorFor const& c) const { add(c.door); }
    void operator()(SendKey const& c) const { add(c.door, c.user); }
    void operator()(RevokeKey const& c) const { add(c.door, c.user); }

    void operator()(CreateTeam const&) const {}
    void operator()(EditTeam const& c) const { add(c.team); }
    void operator()(DeleteTeam const& c) const
    {
        add(c.team, world.teams[c.team].people, world.teams[c.team].patients);
        invitations([&](Invitation const& invitation) { return invitation.team == c.team; });
    }
    void operator()(AddTeamMember const& c) const { add(c.team, c.user); }
    void operator()(RemoveTeamMember const& c) const
    {
        add(c.team, c.user, patients_with_tasks_of(world, c.team, c.user));
    }
    void operator()(SetTeamOwner const& c) const { add(c.team, c.user); }
    void operator()(MovePatient const& c) const { add(c.patient, world.patients[c.patient].team, c.to); }
    void operator()(CreatePatient const& c) const { add(c.team); }
    void operator()(EditPatient const& c) const { add(c.patient); }
    void operator()(DeletePatient const& c) const { add(c.patient, world.patients[c.patient].team); }
    void operator()(ActOnPatient const& c) const { add(c.patient); }

    void operator()(CreateModule const&) const {}
    void operator()(EditModule const& c) const { add(c.module); }
    void operator()(DeleteModule const& c) const
    {
        with_contents(c.module);
        invitations([&](Invitation const& invitation) { return invitation.module == c.module; });
    }
    void operator()(SetModuleRole const& c) const { add(c.module, c.user); }
    void operator()(SubmitRecord const& c) const { add(c.module); }
    void operator()(EditRecord const& c) const { add(c.record); }
    void operator()(DeleteRecord const& c) const { add(c.record, world.records[c.record].module); }
    void operator()(ClearRecords const& c) const
    {
        c.in_record ? add(c.record) : add(world.modules[c.module].records);
    }
    void operator()(CreateCustomRole const&) const {}
    void operator()(EditCustomRole const& c) const { add(c.custom_role); }
    void operator()(DeleteCustomRole const& c) const
    {
        add(c.custom_role);
        for (auto const module : world.modules.handles()) {
            for (auto const& [user, role] : world.modules[module].roles) {
                if (role.custom == c.custom_role)
                    add(module, user);
            }
        }
        invitations([&](Invitation const& invitation) { return invitation.offer.custom == c.custom_role; });
    }

    void operator()(CreateProfile const&) const {}
    void operator()(EditProfile const& c) const { with_contents(c.profile); }
    void operator()(DeleteProfile const& c) const { with_contents(c.profile); }
    void operator()(AddProfileMember const& c) const { add(c.profile, c.user); }
    void operator()(SetProfileMember const& c) const { add(c.profile, c.user); }
    void operator()(RemoveProfileMember const& c) const { add(c.profile, c.user); }

    template <class Handle>
    void operator()(CreateIntegration<Handle> const&) const
    {
    }
    template <class Handle>
    void operator()(EditIntegration<Handle> const& c) const
    {
        add(c.integration);
    }
    template <class Handle>
    void operator()(DeleteIntegration<Handle> const& c) const
    {
        add(c.integration);
        if constexpr (std::is_same_v<Handle, ScheduleId>) {
            for (auto const group : world.groups.handles()) {
                if (world.groups[group].schedule == c.integration)
                    add(group);
            }
        }
    }
    void operator()(RunWebhook const& c) const { add(c.integration); }

    void operator()(ExportAudit const&) const {}
};

} // namespace

Rows rows_touched_by(World const& world, Change const& change, Actor actor)
{
    auto rows = Rows{};
    std::visit(TouchedBy{world, actor, rows}, change);
    rows.unite();
    return rows;
}

Rows rows_made_by(World const& world, Change const& change)
{
    auto rows = Rows{};
    for_each_new_id(change, [&](auto none, std::string const& id) {
        // An acceptance by somebody who is known already may bring an id along that is not used.
        auto const* row = world.get(world.table_of(none).find(id));
        if (row != nullptr && row->version == world.revision)
            rows.add(world.table_of(none).find(id));
    });
    return rows;
}

} // namespace castellan
