// The vocabulary of changes (RULEBOOK 7): one small struct per kind, with its parameters and nothing else.
#pragma once

#include "model/things.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace castellan {

class World;

// Fields that may be given; what is absent stays as it is, or takes the default in a creation.

struct UserFields {
    std::optional<std::string> name;
    std::optional<std::string> email;
    std::optional<std::string> phone;
    std::optional<std::string> values; // a JSON object, in place of the former one
    friend bool operator==(UserFields const&, UserFields const&) = default;
};

struct GroupFields {
    std::optional<std::string> name;
    std::optional<std::string> description;
    std::optional<std::string> logo;
    std::optional<std::vector<std::string>> notification_emails;
    std::optional<std::string> schedule; // the id of one of its account (S-14); empty: at any hour
    friend bool operator==(GroupFields const&, GroupFields const&) = default;
};

struct SafeFields {
    std::optional<std::string> name;
    std::optional<std::string> serial; // in a registration only
    std::optional<TwoPerson> two_person;
    friend bool operator==(SafeFields const&, SafeFields const&) = default;
};

struct AssetFields {
    std::optional<std::string> kind;
    std::optional<std::string> tag;
    std::optional<std::string> lot;
    std::optional<std::string> expires;
    std::optional<std::int64_t> quantity;
    friend bool operator==(AssetFields const&, AssetFields const&) = default;
};

/// What a person may change of himself; addresses after a code sent to the new one.
using OwnFields = UserFields;

struct OrganizationFields {
    std::optional<std::string> name;
    std::optional<std::vector<TopRole>> code_for; // X-8; `administrator` is always among them, named or not
    std::optional<std::string> patient_fields; // a JSON list
    std::optional<std::string> user_fields;    // a JSON list
    friend bool operator==(OrganizationFields const&, OrganizationFields const&) = default;
};

struct AccountFields {
    std::optional<std::string> name;
    friend bool operator==(AccountFields const&, AccountFields const&) = default;
};

struct AccountSettings {
    std::optional<bool> require_admin_mfa;
    std::optional<bool> groups_for_doors;  // D-8
    std::optional<std::string> time_zone;
    std::optional<std::string> time_zone_rule; // what the server completes the zone with
    friend bool operator==(AccountSettings const&, AccountSettings const&) = default;
};

struct ToggleFields {
    std::optional<bool> users_can_remote_unlock;
    std::optional<bool> users_can_unlock_for;
    std::optional<bool> admins_can_modify_lock_settings;
    friend bool operator==(ToggleFields const&, ToggleFields const&) = default;
};

struct DoorFields {
    std::optional<std::string> name;
    std::optional<bool> controller;
    friend bool operator==(DoorFields const&, DoorFields const&) = default;
};

struct TeamFields {
    std::optional<std::string> name;
    std::optional<std::string> description;
    friend bool operator==(TeamFields const&, TeamFields const&) = default;
};

struct PatientFields {
    std::optional<std::string> name;
    std::optional<std::string> values; // a JSON object, in place of the former one
    friend bool operator==(PatientFields const&, PatientFields const&) = default;
};

struct ActionFields {
    std::optional<std::string> text;
    std::optional<bool> done;
    std::optional<std::string> user; // the id of a person of the team; empty: nobody in particular
    std::optional<std::string> due;  // a day; empty: none
    friend bool operator==(ActionFields const&, ActionFields const&) = default;
};

struct ModuleFields {
    std::optional<std::string> name;
    std::optional<std::string> fields; // a JSON list
    friend bool operator==(ModuleFields const&, ModuleFields const&) = default;
};

struct IntegrationFields {
    std::optional<std::string> name;
    std::optional<std::string> url;      // of a webhook
    std::optional<std::string> settings; // a JSON object
    std::optional<std::vector<WeeklyWindow>> hours;   // of a schedule
    std::optional<std::vector<DayWindow>> exceptions; // of a schedule
    std::optional<PermissionSet> permissions;         // of a credential
    std::optional<std::string> expires;               // of a credential
    friend bool operator==(IntegrationFields const&, IntegrationFields const&) = default;
};

// The organisation and its accounts

struct EditOrganization {
    OrganizationFields fields;
};

/// The first administrators of a new account, book by book (M-1).
struct FirstAdministrators {
    std::vector<UserId> safes;
    std::vector<UserId> profiles;
    std::vector<UserId> modules;
    [[nodiscard]] bool empty() const { return safes.empty() && profiles.empty() && modules.empty(); }
};

struct CreateAccount {
    std::string account; // the new id; empty until the server completes the change
    AccountFields fields;
    FirstAdministrators administrators;
};

struct EditAccount {
    AccountId account;
    AccountFields fields;
};

struct DeleteAccount {
    AccountId account;
};

struct SetAccountSettings {
    AccountId account;
    AccountSettings fields;
};

// Users

struct CreateUser {
    AccountId account;
    std::string user; // the new id; empty until the server completes the change
    std::string name;
    std::string email;
    std::string phone;
    SafesRole role = SafesRole::user;
    std::vector<GroupId> groups;
};

/// A row of an import: a CreateUser without kind and account.
struct ImportRow {
    std::string user;
    std::string name;
    std::string email;
    std::string phone;
    SafesRole role = SafesRole::user;
    std::vector<GroupId> groups;
};

struct ImportUsers {
    AccountId account;
    std::vector<ImportRow> rows;
};

struct EditUser {
    UserId user;
    UserFields fields;
};

struct DeleteUser {
    UserId user;
};

struct SetUserRole {
    UserId user;
    AccountId account;
    SafesRole role = SafesRole::none;
};

struct SetAdministrator {
    UserId user;
    bool administrator = false;
};

/// P: makes somebody full or partial administrator of an account, or neither.
struct SetAdminType {
    UserId user;
    AccountId account;
    ProfilesRole type = ProfilesRole::none;
};

/// M: the roles above a single module. Without an account it is about `organization_admin`, with one about
/// `division_admin` there.
struct SetModulesRole {
    UserId user;
    AccountId account; // none: the organisation
    bool in_account = false; // an account was named, known or not
    bool holds = false;      // the role is given; false: it is ended
};

struct DisableUser {
    UserId user;
};

struct EnableUser {
    UserId user;
};

struct EditSelf {
    OwnFields fields;
};

struct ClearPin {
    UserId user;
};

struct ClearFingerprint {
    UserId user;
};

// Invitations

struct SendInvitation {
    std::vector<std::string> emails;      // as they were typed, a line each; bad lines are named (M-7)
    std::vector<std::string> invitations; // the new ids, one per e-mail; empty until the server completes the change
    Offer offer;
    AccountId account; // of division_admin
    ModuleId module;   // of the roles in a module
    TeamId team;       // of staff
    bool in_account = false; // named, known or not
    bool in_module = false;
    bool in_team = false;
};

struct ResendInvitation {
    InvitationId invitation;
};

struct WithdrawInvitation {
    InvitationId invitation;
};

/// By the invited person, or, if the organisation knows nobody with that e-mail, by the invitation's own actor: then
/// it makes the person.
struct AcceptInvitation {
    InvitationId invitation;
    std::string user; // the new person's id
    std::string name; // the new person's name
};

// Groups

struct CreateGroup {
    AccountId account;
    std::string group; // the new id
    GroupFields fields;
};

struct EditGroup {
    GroupId group;
    GroupFields fields;
};

struct DeleteGroup {
    GroupId group;
};

struct AddMember {
    GroupId group;
    UserId user;
};

struct RemoveMember {
    GroupId group;
    UserId user;
};

struct AddSafe {
    GroupId group;
    SafeId safe;
};

struct RemoveSafeFromGroup {
    GroupId group;
    SafeId safe;
};

struct AddDoor {
    GroupId group;
    DoorId door;
};

struct RemoveDoorFromGroup {
    GroupId group;
    DoorId door;
};

struct SetKeyRole {
    GroupId group;
    UserId user;
    KeyRole role = KeyRole::none;
};

struct SetToggles {
    GroupId group;
    ToggleFields toggles;
};

// Safes

struct RegisterSafe {
    AccountId account;
    std::string safe; // the new id
    SafeFields fields;
};

struct EditSafe {
    SafeId safe;
    SafeFields fields;
};

struct RemoveSafe {
    SafeId safe;
};

/// What a device tells of itself (actor `device:`), and the outcome of an order.
struct ReportSafe {
    SafeId safe;
    std::optional<bool> online;
    std::optional<std::string> firmware;
    std::optional<std::int64_t> order; // the number of the order that the state is about
    std::optional<OrderState> state;   // sent, done or failed
    std::optional<std::string> detail;
};

struct SyncSafe {
    SafeId safe;
};

struct UpgradeSafe {
    SafeId safe;
    std::optional<std::string> version; // absent: the newest
};

struct IssueEmergencyCode {
    SafeId safe;
    std::optional<std::string> reason;
};

struct UnlockSafe {
    SafeId safe;
    std::optional<std::string> reason;
};

/// An order that no device has taken yet is taken back (S-16).
struct CancelOrder {
    SafeId safe;
    std::int64_t order = 0; // its number
};

// Assets

struct CreateAsset {
    SafeId safe;
    std::string asset; // the new id
    AssetFields fields;
};

struct EditAsset {
    AssetId asset;
    AssetFields fields;
};

struct DeleteAsset {
    AssetId asset;
};

struct CountAsset {
    AssetId asset;
    std::int64_t quantity = 0;
};

struct EnrollAsset {
    AssetId asset;
    std::optional<std::string> tag;
};

struct MoveAsset {
    AssetId asset;
    SafeId to;
};

/// Part of it is thrown away before a witness (S-13).
struct WasteAsset {
    AssetId asset;
    std::int64_t quantity = 0;
    std::string reason;
};

// Doors and keys

struct CreateDoor {
    AccountId account;
    std::string door; // the new id
    DoorFields fields;
};

struct EditDoor {
    DoorId door;
    DoorFields fields;
};

struct DeleteDoor {
    DoorId door;
};

struct SetLockSettings {
    DoorId door;
    std::string fields; // a JSON object, in place of the former one
};

struct UnlockDoor {
    DoorId door;
};

struct RemoteUnlockDoor {
    DoorId door;
};

struct UnlockDoorFor {
    DoorId door;
    std::optional<std::string> whom; // for whom: a name, for the trail
};

struct SendKey {
    DoorId door;
    UserId user;
    KeyRole role = KeyRole::user;
};

struct RevokeKey {
    DoorId door;
    UserId user;
};

// Teams and patients

struct CreateTeam {
    std::string team; // the new id
    TeamFields fields;
};

struct EditTeam {
    TeamId team;
    TeamFields fields;
};

struct DeleteTeam {
    TeamId team;
};

struct AddTeamMember {
    TeamId team;
    UserId user;
};

struct RemoveTeamMember {
    TeamId team;
    UserId user;
};

struct SetTeamOwner {
    TeamId team;
    UserId user;
    bool owner = false;
};

struct MovePatient {
    PatientId patient;
    TeamId to;
};

struct CreatePatient {
    TeamId team;
    std::string patient; // the new id
    PatientFields fields;
};

struct EditPatient {
    PatientId patient;
    PatientFields fields;
};

struct DeletePatient {
    PatientId patient;
};

/// Sets a task of a patient, by default as done; an `action` that is new, or left out, makes one.
struct ActOnPatient {
    PatientId patient;
    std::string action;
    ActionFields fields;
};

// Modules, records, custom roles

struct CreateModule {
    AccountId account;
    std::string module; // the new id
    ModuleFields fields;
};

struct EditModule {
    ModuleId module;
    ModuleFields fields;
};

struct DeleteModule {
    ModuleId module;
};

struct SetModuleRole {
    ModuleId module;
    UserId user;
    ModuleRole role;
};

struct SubmitRecord {
    ModuleId module;
    std::string record; // the new id
    std::string values; // a JSON object
};

struct EditRecord {
    RecordId record;
    std::string values; // a JSON object, in place of the former one
};

struct DeleteRecord {
    RecordId record;
};

/// Takes the values out of one record, or of all records of a module.
struct ClearRecords {
    ModuleId module;
    RecordId record;        // none: all of them
    bool in_record = false; // a record was named, known or not
};

struct CreateCustomRole {
    AccountId account;
    std::string custom_role; // the new id
    std::string name;
    PermissionSet permissions;
};

struct EditCustomRole {
    CustomRoleId custom_role;
    std::optional<std::string> name;
    std::optional<PermissionSet> permissions;
};

struct DeleteCustomRole {
    CustomRoleId custom_role;
};

// Admin profiles

struct CreateProfile {
    AccountId account;
    std::string profile; // the new id
    std::string name;
    PermissionSet permissions;
};

struct EditProfile {
    ProfileId profile;
    std::optional<std::string> name;
    std::optional<PermissionSet> permissions;
};

struct DeleteProfile {
    ProfileId profile;
};

struct AddProfileMember {
    ProfileId profile;
    UserId user;
    std::optional<PermissionSet> permissions; // absent: all of the profile's
};

struct SetProfileMember {
    ProfileId profile;
    UserId user;
    std::optional<PermissionSet> permissions; // absent: all of the profile's
};

struct RemoveProfileMember {
    ProfileId profile;
    UserId user;
};

// Integrations: schedules, credentials and webhooks are made, edited and deleted alike.

template <class Handle>
struct CreateIntegration {
    AccountId account;
    std::string integration; // the new id
    IntegrationFields fields;
};

template <class Handle>
struct EditIntegration {
    Handle integration;
    IntegrationFields fields;
};

template <class Handle>
struct DeleteIntegration {
    Handle integration;
};

struct RunWebhook {
    WebhookId integration;
};

using CreateSchedule = CreateIntegration<ScheduleId>;
using EditSchedule = EditIntegration<ScheduleId>;
using DeleteSchedule = DeleteIntegration<ScheduleId>;
using CreateCredential = CreateIntegration<CredentialId>;
using EditCredential = EditIntegration<CredentialId>;
using DeleteCredential = DeleteIntegration<CredentialId>;
using CreateWebhook = CreateIntegration<WebhookId>;
using EditWebhook = EditIntegration<WebhookId>;
using DeleteWebhook = DeleteIntegration<WebhookId>;

/// The trail is read out of the house: a reading, logged as a change.
struct ExportAudit {
    AccountId account;       // none: the organisation
    bool in_account = false; // named, known or not
};

/// One mutation, complete. The order of the alternatives is the order of `Kind`, which is RULEBOOK 7's.
using Change = std::variant<
    EditOrganization, CreateAccount, EditAccount, DeleteAccount, SetAccountSettings, CreateUser, ImportUsers,
    EditUser, DeleteUser, SetUserRole, SetAdministrator, DisableUser, EnableUser, EditSelf, ClearPin,
    ClearFingerprint, SetAdminType, SetModulesRole, SendInvitation, ResendInvitation, WithdrawInvitation,
    AcceptInvitation, CreateGroup, EditGroup, DeleteGroup, AddMember, RemoveMember, AddSafe, RemoveSafeFromGroup,
    AddDoor, RemoveDoorFromGroup, SetKeyRole, SetToggles, RegisterSafe, EditSafe, RemoveSafe, ReportSafe, SyncSafe,
    UpgradeSafe, IssueEmergencyCode, UnlockSafe, CancelOrder, CreateAsset, EditAsset, DeleteAsset, CountAsset,
    EnrollAsset, MoveAsset, WasteAsset, CreateDoor, EditDoor, DeleteDoor, SetLockSettings, UnlockDoor, RemoteUnlockDoor, UnlockDoorFor,
    SendKey, RevokeKey, CreateTeam, EditTeam, DeleteTeam, AddTeamMember, RemoveTeamMember, SetTeamOwner, MovePatient,
    CreatePatient, EditPatient, DeletePatient, ActOnPatient, CreateModule, EditModule, DeleteModule, SetModuleRole,
    SubmitRecord, EditRecord, DeleteRecord, ClearRecords, CreateCustomRole, EditCustomRole, DeleteCustomRole,
    CreateProfile, EditProfile, DeleteProfile, AddProfileMember, SetProfileMember, RemoveProfileMember,
    CreateSchedule, EditSchedule, DeleteSchedule, CreateCredential, EditCredential, DeleteCredential, CreateWebhook,
    EditWebhook, DeleteWebhook, RunWebhook, ExportAudit>;

/// The kinds, in the order of the alternatives of `Change`; their names are RULEBOOK 7's.
enum class Kind : std::uint8_t {
    organization_edit, account_create, account_edit, account_delete, account_settings, user_create, user_import,
    user_edit, user_delete, user_set_role, user_set_administrator, user_disable, user_enable, user_edit_self,
    user_clear_pin, user_clear_fingerprint, user_set_admin_type, user_set_modules_role, invitation_send,
    invitation_resend, invitation_withdraw, invitation_accept, group_create, group_edit, group_delete,
    group_add_member, group_remove_member, group_add_safe, group_remove_safe, group_add_door, group_remove_door,
    group_set_key_role, group_set_toggles, safe_register, safe_edit, safe_remove, safe_report, safe_sync,
    safe_upgrade, safe_emergency_code, safe_unlock, safe_cancel_order, asset_create, asset_edit, asset_delete,
    asset_count, asset_enroll, asset_move, asset_waste, door_create, door_edit, door_delete, door_lock_settings, door_unlock,
    door_remote_unlock, door_unlock_for, key_send, key_revoke, team_create, team_edit, team_delete, team_add_member,
    team_remove_member, team_set_owner, patient_move, patient_create, patient_edit, patient_delete, patient_act,
    module_create, module_edit, module_delete, module_set_role, record_submit, record_edit, record_delete,
    record_clear, custom_role_create, custom_role_edit, custom_role_delete, profile_create, profile_edit,
    profile_delete, profile_add_member, profile_set_member, profile_remove_member, schedule_create, schedule_edit,
    schedule_delete, credential_create, credential_edit, credential_delete, webhook_create, webhook_edit,
    webhook_delete, webhook_run, audit_export
};

inline constexpr std::size_t kind_count = std::variant_size_v<Change>;
static_assert(static_cast<std::size_t>(Kind::audit_export) + 1 == kind_count, "one enumerator per alternative");

[[nodiscard]] inline Kind kind_of(Change const& change) { return static_cast<Kind>(change.index()); }

/// "group.add_member" for Kind::group_add_member.
[[nodiscard]] std::string_view name_of(Kind kind);

/// The kind with this name, if there is one.
[[nodiscard]] std::optional<Kind> kind_named(std::string_view name);

/// The things a change is about, with their parents, for the log's index, for pushing differences, and for links. At
/// most one of each.
struct Subjects {
    AccountId account;
    UserId user;
    GroupId group;
    SafeId safe;
    SafeId other_safe; // asset.move: where to
    AssetId asset;
    DoorId door;
    TeamId team;
    TeamId other_team; // patient.move: where to
    PatientId patient;
    ProfileId profile;
    CustomRoleId custom_role;
    ModuleId module;
    RecordId record;
    ScheduleId schedule;
    CredentialId credential;
    WebhookId webhook;
    InvitationId invitation;
};

[[nodiscard]] Subjects subjects_of(World const& world, Change const& change);

} // namespace castellan
