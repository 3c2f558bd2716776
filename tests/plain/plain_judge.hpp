// One question being judged: a function per kind of change, each going through RULEBOOK 1's order by itself: sight,
// grant, guards, preconditions, obligations.
#pragma once

#include "tests/plain/plain_giving.hpp"
#include "tests/plain/plain_powers.hpp"
#include "tests/plain/plain_rules.hpp"
#include "tests/plain/plain_sight.hpp"

#include <initializer_list>
#include <optional>
#include <type_traits>

namespace castellan::plain {

using Rules = std::initializer_list<std::string_view>;

struct Judge {
    World const& world;
    UserId me;
    Actor actor;
    Context const& context;

    // The organisation and its people.
    Answer operator()(EditOrganization const& c) const;
    Answer operator()(CreateAccount const& c) const;
    Answer operator()(EditAccount const& c) const;
    Answer operator()(DeleteAccount const& c) const;
    Answer operator()(SetAccountSettings const& c) const;
    Answer operator()(CreateUser const& c) const;
    Answer operator()(ImportUsers const& c) const;
    Answer operator()(EditUser const& c) const;
    Answer operator()(DeleteUser const& c) const;
    Answer operator()(SetUserRole const& c) const;
    Answer operator()(SetAdministrator const& c) const;
    Answer operator()(DisableUser const& c) const;
    Answer operator()(EnableUser const& c) const;
    Answer operator()(EditSelf const& c) const;
    Answer operator()(ClearPin const& c) const;
    Answer operator()(ClearFingerprint const& c) const;
    Answer operator()(SetAdminType const& c) const;
    Answer operator()(SetModulesRole const& c) const;
    Answer operator()(SendInvitation const& c) const;
    Answer operator()(ResendInvitation const& c) const;
    Answer operator()(WithdrawInvitation const& c) const;
    Answer operator()(AcceptInvitation const& c) const;

    // Groups, safes, assets, integrations.
    Answer operator()(CreateGroup const& c) const;
    Answer operator()(EditGroup const& c) const;
    Answer operator()(DeleteGroup const& c) const;
    Answer operator()(AddMember const& c) const;
    Answer operator()(RemoveMember const& c) const;
    Answer operator()(AddSafe const& c) const;
    Answer operator()(RemoveSafeFromGroup const& c) const;
    Answer operator()(RegisterSafe const& c) const;
    Answer operator()(EditSafe const& c) const;
    Answer operator()(RemoveSafe const& c) const;
    Answer operator()(ReportSafe const& c) const;
    Answer operator()(SyncSafe const& c) const;
    Answer operator()(UpgradeSafe const& c) const;
    Answer operator()(IssueEmergencyCode const& c) const;
    Answer operator()(UnlockSafe const& c) const;
    Answer operator()(CancelOrder const& c) const;
    Answer operator()(CreateAsset const& c) const;
    Answer operator()(EditAsset const& c) const;
    Answer operator()(DeleteAsset const& c) const;
    Answer operator()(CountAsset const& c) const;
    Answer operator()(EnrollAsset const& c) const;
    Answer operator()(MoveAsset const& c) const;
    Answer operator()(WasteAsset const& c) const;
    Answer operator()(CreateSchedule const& c) const;
    Answer operator()(EditSchedule const& c) const;
    Answer operator()(DeleteSchedule const& c) const;
    Answer operator()(CreateCredential const& c) const;
    Answer operator()(EditCredential const& c) const;
    Answer operator()(DeleteCredential const& c) const;
    Answer operator()(CreateWebhook const& c) const;
    Answer operator()(EditWebhook const& c) const;
    Answer operator()(DeleteWebhook const& c) const;
    Answer operator()(RunWebhook const& c) const;

    // Doors and keys.
    Answer operator()(AddDoor const& c) const;
    Answer operator()(RemoveDoorFromGroup const& c) const;
    Answer operator()(SetKeyRole const& c) const;
    Answer operator()(SetToggles const& c) const;
    Answer operator()(CreateDoor const& c) const;
    Answer operator()(EditDoor const& c) const;
    Answer operator()(DeleteDoor const& c) const;
    Answer operator()(SetLockSettings const& c) const;
    Answer operator()(UnlockDoor const& c) const;
    Answer operator()(RemoteUnlockDoor const& c) const;
    Answer operator()(UnlockDoorFor const& c) const;
    Answer operator()(SendKey const& c) const;
    Answer operator()(RevokeKey const& c) const;

    // Teams and patients.
    Answer operator()(CreateTeam const& c) const;
    Answer operator()(EditTeam const& c) const;
    Answer operator()(DeleteTeam const& c) const;
    Answer operator()(AddTeamMember const& c) const;
    Answer operator()(RemoveTeamMember const& c) const;
    Answer operator()(SetTeamOwner const& c) const;
    Answer operator()(MovePatient const& c) const;
    Answer operator()(CreatePatient const& c) const;
    Answer operator()(EditPatient const& c) const;
    Answer operator()(DeletePatient const& c) const;
    Answer operator()(ActOnPatient const& c) const;

    // Modules, records, custom roles.
    Answer operator()(CreateModule const& c) const;
    Answer operator()(EditModule const& c) const;
    Answer operator()(DeleteModule const& c) const;
    Answer operator()(SetModuleRole const& c) const;
    Answer operator()(SubmitRecord const& c) const;
    Answer operator()(EditRecord const& c) const;
    Answer operator()(DeleteRecord const& c) const;
    Answer operator()(ClearRecords const& c) const;
    Answer operator()(CreateCustomRole const& c) const;
    Answer operator()(EditCustomRole const& c) const;
    Answer operator()(DeleteCustomRole const& c) const;

    // Profiles, and the trail.
    Answer operator()(CreateProfile const& c) const;
    Answer operator()(EditProfile const& c) const;
    Answer operator()(DeleteProfile const& c) const;
    Answer operator()(AddProfileMember const& c) const;
    Answer operator()(SetProfileMember const& c) const;
    Answer operator()(RemoveProfileMember const& c) const;
    Answer operator()(ExportAudit const& c) const;

    // What they share.

    [[nodiscard]] static Answer hidden();
    [[nodiscard]] static Answer denied(Rules rules);
    [[nodiscard]] static Answer not_now(Rules rules);
    /// Denied for lack of a grant of this permission.
    [[nodiscard]] static Answer not_granted(Permission permission);
    /// The rules of the book that has this permission.
    [[nodiscard]] static std::vector<std::string_view> rules_about(Permission permission);

    struct Obligations {
        bool code = false;
        bool second_person = false;
    };

    /// Nothing objects: what is still to be met (X-8, X-9, S-13), or allowed.
    [[nodiscard]] Answer granted(Permission permission, AccountId account, Obligations obligations) const;
    [[nodiscard]] Answer granted(Permission permission, AccountId account) const;
    /// The same for T's changes and for what touches no account: no second factor is asked.
    [[nodiscard]] Answer granted_without_mfa(Permission permission, Obligations obligations) const;
    [[nodiscard]] Answer granted_without_mfa(Permission permission) const;

    /// `administrator` always, and what the organisation has added.
    [[nodiscard]] bool needs_code(TopRole role) const;

    /// somebody else has this address.
    [[nodiscard]] std::optional<Answer> address_taken(std::string_view email, UserId except) const;

    /// Sight and grant of a permission on one thing, which is most of it for most changes.
    template <class Handle>
    [[nodiscard]] std::optional<Answer> refused(Handle thing, Permission permission) const
    {
        if (!sees(world, me, thing))
            return hidden();
        if (!holds(world, me, permission, thing))
            return not_granted(permission, thing);
        return std::nullopt;
    }

    /// The same for one thing: a module in which he has a role that holds nothing may be told of as hidden.
    template <class Handle>
    [[nodiscard]] Answer not_granted(Permission permission, Handle thing) const
    {
        auto answer = not_granted(permission);
        if constexpr (std::is_same_v<Handle, ModuleId>)
            answer.hidden_is_open = holds_nothing_in(thing);
        return answer;
    }
    [[nodiscard]] bool holds_nothing_in(ModuleId module) const;

    /// a person of that account or of none.
    [[nodiscard]] bool reaches(UserId person, AccountId account) const;

    // Pieces of one kind.
    [[nodiscard]] Answer create_user(CreateUser const& c) const;
    template <class Verdict>
    [[nodiscard]] Answer best_of_accounts(UserId person, Verdict const& verdict) const;
    [[nodiscard]] bool may_edit(UserId person, AccountId account, Permission permission) const;
    [[nodiscard]] Answer clear(UserId person, Permission permission, bool is_enrolled) const;
    [[nodiscard]] bool has_already(UserId person, Invitation const& invitation) const;
    [[nodiscard]] bool reaches_more_in(GroupId group, std::vector<SafeId> const& safes, bool joins) const;
    /// S-16: as many orders wait for the safe as it keeps.
    [[nodiscard]] bool is_busy(SafeId safe) const;
    [[nodiscard]] bool reaches_more_on(DoorId door, GroupId group) const;
    [[nodiscard]] std::optional<Answer> overlapping(UserId person, GroupId group, DoorId added) const;
    [[nodiscard]] std::optional<Answer> door_assignment_refused(GroupId group, DoorId door) const;
    [[nodiscard]] bool may_define(AccountId account, Permission permission, PermissionSet permissions) const;
    [[nodiscard]] PermissionSet held_in(ProfileId profile) const;
    [[nodiscard]] bool own_permissions_change(ProfileId profile, PermissionSet mine_there_afterwards) const;
    [[nodiscard]] static bool lacks_list(PermissionSet permissions);
    [[nodiscard]] static bool is_beyond_accounts(PermissionSet permissions);
    [[nodiscard]] bool is_bound_by(ScheduleId schedule) const;
    [[nodiscard]] bool ticks_beyond(IntegrationFields const& fields, AccountId account, Permission needed) const;
    template <class Handle>
    [[nodiscard]] Answer create_integration(CreateIntegration<Handle> const& c, Permission permission) const;
    template <class Handle>
    [[nodiscard]] Answer edit_integration(EditIntegration<Handle> const& c, Permission permission) const;
    template <class Handle>
    [[nodiscard]] Answer on_integration(Handle integration, Permission permission) const;
};

/// Whether a field is given and says something else than what is there.
template <class T>
[[nodiscard]] bool alters(std::optional<T> const& given, T const& present)
{
    return given && *given != present;
}

} // namespace castellan::plain
