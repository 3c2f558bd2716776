#include "tests/wire/wild.hpp"

#include <optional>
#include <utility>

namespace castellan::tests {

namespace {

/// Makes one change; every parameter is drawn anew.
class Maker {
public:
    Maker(Chance& chance, World const& world, std::string const& id) : chance_(chance), world_(world), id_(id) {}

    // clang-format off
    Change make(Kind kind)
    {
        switch (kind) {
        case Kind::organization_edit: return EditOrganization{{maybe(text()), maybe(std::vector{TopRole::full_admin, TopRole::owner}), maybe(list()), maybe(list())}};
        case Kind::account_create: return CreateAccount{id_, {maybe(text())}, {some<UserId>(), some<UserId>(), some<UserId>()}};
        case Kind::account_edit: return EditAccount{account(), {maybe(text())}};
        case Kind::account_delete: return DeleteAccount{account()};
        case Kind::account_settings: return SetAccountSettings{account(), {maybe(flag()), maybe(flag())}};
        case Kind::user_create: return CreateUser{account(), id_, text(), email(), phone(), word<SafesRole>(4), some<GroupId>()};
        case Kind::user_import: return ImportUsers{account(), {{id_, text(), email(), phone(), word<SafesRole>(4), some<GroupId>()}}};
        case Kind::user_edit: return EditUser{user(), person()};
        case Kind::user_delete: return DeleteUser{user()};
        case Kind::user_set_role: return SetUserRole{user(), account(), word<SafesRole>(4)};
        case Kind::user_set_administrator: return SetAdministrator{user(), flag()};
        case Kind::user_disable: return DisableUser{user()};
        case Kind::user_enable: return EnableUser{user()};
        case Kind::user_edit_self: return EditSelf{person()};
        case Kind::user_clear_pin: return ClearPin{user()};
        case Kind::user_clear_fingerprint: return ClearFingerprint{user()};
        case Kind::user_set_admin_type: return SetAdminType{user(), account(), word<ProfilesRole>(3)};
        case Kind::user_set_modules_role: return modules_role();
        case Kind::invitation_send: return invitation();
        case Kind::invitation_resend: return ResendInvitation{any<InvitationId>()};
        case Kind::invitation_withdraw: return WithdrawInvitation{any<InvitationId>()};
        case Kind::invitation_accept: return AcceptInvitation{any<InvitationId>(), id_, flag() ? text() : ""};
        case Kind::group_create: return CreateGroup{account(), id_, group_fields()};
        case Kind::group_edit: return EditGroup{group(), group_fields()};
        case Kind::group_delete: return DeleteGroup{group()};
        case Kind::group_add_member: return AddMember{group(), user()};
        case Kind::group_remove_member: return RemoveMember{group(), user()};
        case Kind::group_add_safe: return AddSafe{group(), safe()};
        case Kind::group_remove_safe: return RemoveSafeFromGroup{group(), safe()};
        case Kind::group_add_door: return AddDoor{group(), door()};
        case Kind::group_remove_door: return RemoveDoorFromGroup{group(), door()};
        case Kind::group_set_key_role: return SetKeyRole{group(), user(), word<KeyRole>(4)};
        case Kind::group_set_toggles: return SetToggles{group(), {maybe(flag()), maybe(flag()), maybe(flag())}};
        case Kind::safe_register: return RegisterSafe{account(), id_, {maybe(text()), maybe(std::string{"MX-9"}), maybe(word<TwoPerson>(3))}};
        case Kind::safe_edit: return EditSafe{safe(), {maybe(text()), {}, maybe(word<TwoPerson>(3))}};
        case Kind::safe_remove: return RemoveSafe{safe()};
        case Kind::safe_report: return ReportSafe{safe(), maybe(flag()), maybe(std::string{"5.0"}), {}, {}, {}};
        case Kind::safe_sync: return SyncSafe{safe()};
        case Kind::safe_upgrade: return UpgradeSafe{safe(), maybe(std::string{"5.1"})};
        case Kind::safe_emergency_code: return IssueEmergencyCode{safe(), maybe(text())};
        case Kind::safe_unlock: return UnlockSafe{safe(), maybe(text())};
        case Kind::safe_cancel_order: return CancelOrder{safe(), chance_.roll(99)};
        case Kind::asset_create: return CreateAsset{safe(), id_, asset_fields()};
        case Kind::asset_edit: return EditAsset{asset(), asset_fields()};
        case Kind::asset_delete: return DeleteAsset{asset()};
        case Kind::asset_count: return CountAsset{asset(), chance_.roll(50)};
        case Kind::asset_enroll: return EnrollAsset{asset(), maybe(std::string{"E7"})};
        case Kind::asset_move: return MoveAsset{asset(), safe()};
        case Kind::asset_waste: return WasteAsset{asset(), 1 + chance_.roll(50), text()};
        case Kind::door_create: return CreateDoor{account(), id_, {maybe(text()), maybe(flag())}};
        case Kind::door_edit: return EditDoor{door(), {maybe(text()), maybe(flag())}};
        case Kind::door_delete: return DeleteDoor{door()};
        case Kind::door_lock_settings: return SetLockSettings{door(), object()};
        case Kind::door_unlock: return UnlockDoor{door()};
        case Kind::door_remote_unlock: return RemoteUnlockDoor{door()};
        case Kind::door_unlock_for: return UnlockDoorFor{door(), maybe(text())};
        case Kind::key_send: return SendKey{door(), user(), static_cast<KeyRole>(1 + chance_.roll(3))};
        case Kind::key_revoke: return RevokeKey{door(), user()};
        case Kind::team_create: return CreateTeam{id_, {maybe(text()), maybe(text())}};
        case Kind::team_edit: return EditTeam{team(), {maybe(text()), maybe(text())}};
        case Kind::team_delete: return DeleteTeam{team()};
        case Kind::team_add_member: return AddTeamMember{team(), user()};
        case Kind::team_remove_member: return RemoveTeamMember{team(), user()};
        case Kind::team_set_owner: return SetTeamOwner{team(), user(), flag()};
        case Kind::patient_move: return MovePatient{patient(), team()};
        case Kind::patient_create: return CreatePatient{team(), id_, {maybe(text()), maybe(object())}};
        case Kind::patient_edit: return EditPatient{patient(), {maybe(text()), maybe(object())}};
        case Kind::patient_delete: return DeletePatient{patient()};
        case Kind::patient_act: return ActOnPatient{patient(), flag() ? "n0" : id_, {maybe(text()), maybe(flag()), maybe(std::string{"u0"}), maybe(std::string{"2030-12-31"})}};
        case Kind::module_create: return CreateModule{account(), id_, {maybe(text()), maybe(list())}};
        case Kind::module_edit: return EditModule{module(), {maybe(text()), maybe(std::string{"[]"})}};
        case Kind::module_delete: return DeleteModule{module()};
        case Kind::module_set_role: return SetModuleRole{module(), user(), module_role()};
        case Kind::record_submit: return SubmitRecord{module(), id_, object()};
        case Kind::record_edit: return EditRecord{record(), object()};
        case Kind::record_delete: return DeleteRecord{record()};
        case Kind::record_clear: return clear();
        case Kind::custom_role_create: return CreateCustomRole{account(), id_, text(), module_permissions()};
        case Kind::custom_role_edit: return EditCustomRole{any<CustomRoleId>(), maybe(text()), maybe(module_permissions())};
        case Kind::custom_role_delete: return DeleteCustomRole{any<CustomRoleId>()};
        case Kind::profile_create: return CreateProfile{account(), id_, text(), permissions()};
        case Kind::profile_edit: return EditProfile{any<ProfileId>(), maybe(text()), maybe(permissions())};
        case Kind::profile_delete: return DeleteProfile{any<ProfileId>()};
        case Kind::profile_add_member: return AddProfileMember{any<ProfileId>(), user(), maybe(permissions())};
        case Kind::profile_set_member: return SetProfileMember{any<ProfileId>(), user(), maybe(permissions())};
        case Kind::profile_remove_member: return RemoveProfileMember{any<ProfileId>(), user()};
        case Kind::schedule_create: return CreateSchedule{account(), id_, {maybe(text()), {}, maybe(object())}};
        case Kind::schedule_edit: return EditSchedule{any<ScheduleId>(), {maybe(text()), {}, maybe(object())}};
        case Kind::schedule_delete: return DeleteSchedule{any<ScheduleId>()};
        case Kind::credential_create: return CreateCredential{account(), id_, {maybe(text()), {}, maybe(object())}};
        case Kind::credential_edit: return EditCredential{any<CredentialId>(), {maybe(text()), {}, maybe(object())}};
        case Kind::credential_delete: return DeleteCredential{any<CredentialId>()};
        case Kind::webhook_create: return CreateWebhook{account(), id_, {maybe(text()), maybe(std::string{"https://x.example/h"}), maybe(object())}};
        case Kind::webhook_edit: return EditWebhook{any<WebhookId>(), {maybe(text()), maybe(std::string{"https://x.example/h"}), maybe(object())}};
        case Kind::webhook_delete: return DeleteWebhook{any<WebhookId>()};
        case Kind::webhook_run: return RunWebhook{any<WebhookId>()};
        case Kind::audit_export: return export_audit();
        }
        return {};
    }
    // clang-format on

private:
    /// Any of the things that there are; none if there are none.
    template <class Handle>
    Handle any()
    {
        auto const& table = world_.table_of(Handle{});
        auto left = table.size() == 0 ? 0 : chance_.roll(static_cast<std::uint32_t>(table.size()));
        for (auto const handle : table.handles()) {
            if (left-- == 0)
                return handle;
        }
        return {};
    }
    AccountId account() { return any<AccountId>(); }
    UserId user() { return any<UserId>(); }
    GroupId group() { return any<GroupId>(); }
    SafeId safe() { return any<SafeId>(); }
    AssetId asset() { return any<AssetId>(); }
    DoorId door() { return any<DoorId>(); }
    TeamId team() { return any<TeamId>(); }
    PatientId patient() { return any<PatientId>(); }
    ModuleId module() { return any<ModuleId>(); }
    RecordId record() { return any<RecordId>(); }

    template <class Handle>
    std::vector<Handle> some()
    {
        auto result = std::vector<Handle>{};
        for (auto const handle : world_.table_of(Handle{}).handles()) {
            if (chance_.one_in(4))
                result.push_back(handle);
        }
        return result;
    }
    template <class T>
    std::optional<T> maybe(T value)
    {
        return chance_.one_in(2) ? std::optional{std::move(value)} : std::nullopt;
    }
    template <class Enum>
    Enum word(std::uint32_t count)
    {
        return static_cast<Enum>(chance_.roll(count));
    }
    bool flag() { return chance_.one_in(2); }
    std::string text() { return wild_text(chance_); }
    std::string email() { return id_.empty() ? "new@x.example" : id_ + "@x.example"; }
    std::string phone() { return flag() ? "+1 555" : ""; }
    std::string object() { return flag() ? R"({"open":"08:00","days":[1,2.5e3,true]})" : "{}"; }

    std::string list() { return flag() ? R"([{"id":"f1","label":"x"}])" : "[]"; }

    UserFields person() { return {maybe(text()), maybe(email()), maybe(phone()), maybe(object())}; }
    GroupFields group_fields()
    {
        return {maybe(text()), maybe(text() + "\n"), maybe(std::string{"data:,"}),
                maybe(std::vector<std::string>{"a@x.example"})};
    }
    AssetFields asset_fields()
    {
        return {maybe(text()), maybe(std::string{"E9"}), maybe(std::string{"L"}), maybe(std::string{"2030-12-31"}),
                maybe(std::int64_t{chance_.roll(9)})};
    }
    PermissionSet permissions()
    {
        auto result = PermissionSet{};
        for (auto left = chance_.roll(6); left > 0; --left)
            result.add(static_cast<Permission>(chance_.roll(permission_count)));
        return result;
    }
    PermissionSet module_permissions()
    {
        return flag() ? PermissionSet{Permission::records_list, Permission::records_edit}
                      : PermissionSet{Permission::modules_list};
    }

    ModuleRole module_role()
    {
        auto const rank = static_cast<ModuleRank>(chance_.roll(4));
        if (rank != ModuleRank::custom)
            return {.rank = rank, .custom = {}};
        auto const custom = any<CustomRoleId>();
        return custom ? ModuleRole{rank, custom} : ModuleRole{};
    }
    SetModulesRole modules_role()
    {
        auto const in_account = flag();
        return {.user = user(),
                .account = in_account ? account() : AccountId{},
                .in_account = in_account,
                .holds = flag()};
    }
    SendInvitation invitation()
    {
        auto result = SendInvitation{.emails = {email(), "second." + email()}};
        if (!id_.empty())
            result.invitations = {id_, id_ + "-2"};
        result.offer.role = static_cast<OfferedRole>(chance_.roll(7));
        switch (result.offer.role) {
        case OfferedRole::staff:
            result.in_team = flag();
            result.team = result.in_team ? team() : TeamId{};
            break;
        case OfferedRole::division_admin:
            result.in_account = true;
            result.account = account();
            break;
        case OfferedRole::custom:
            result.offer.custom = any<CustomRoleId>();
            if (result.offer.custom.is_none())
                result.offer.role = OfferedRole::collaborator;
            [[fallthrough]];
        case OfferedRole::module_admin:
        case OfferedRole::collaborator:
            result.in_module = true;
            result.module = module();
            break;
        case OfferedRole::administrator:
        case OfferedRole::organization_admin: break;
        }
        return result;
    }
    ClearRecords clear()
    {
        auto const one = record();
        if (one && flag())
            return {.module = world_.records[one].module, .record = one, .in_record = true};
        return {.module = module(), .record = {}};
    }
    ExportAudit export_audit()
    {
        auto const in_account = flag();
        return {.account = in_account ? account() : AccountId{}, .in_account = in_account};
    }

    Chance& chance_;
    World const& world_;
    std::string const& id_;
};

} // namespace

Change wild_change(Chance& chance, World const& world, Kind kind, std::string const& id)
{
    return Maker{chance, world, id}.make(kind);
}

std::vector<Change> wild_changes(Chance& chance, World const& world, unsigned of_each)
{
    auto result = std::vector<Change>{};
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
        for (auto left = of_each; left > 0; --left)
            result.push_back(wild_change(chance, world, static_cast<Kind>(kind), left == 1 ? "" : "new"));
    }
    return result;
}

} // namespace castellan::tests
