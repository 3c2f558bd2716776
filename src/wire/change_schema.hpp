// The parameters of every kind of change (RULEBOOK 7), as tables.
#pragma once

#include "model/change.hpp"
#include "wire/schema.hpp"
#include "wire/timetable_schema.hpp"

namespace castellan::wire {

/// A non-empty name, a non-empty address.
inline constexpr auto given_name = TextLimits{Format::line, 120, false};
inline constexpr auto given_email = TextLimits{Format::email, 254, false};
inline constexpr auto typed_line = TextLimits{Format::line, 254}; // of an invitation: the rules say which are bad (M-7)

// Fields

template <>
inline constexpr std::string_view title_of<UserFields> = "UserFields";
template <>
inline constexpr auto members_of<UserFields> = std::to_array<Member>({
    optional<&UserFields::name>("name", given_name),
    optional<&UserFields::email>("email", given_email),
    optional<&UserFields::phone>("phone", phone_text),
    kept_as(Shape::object, optional<&UserFields::values>("values"), most_particulars_bytes),
});

template <>
inline constexpr std::string_view title_of<GroupFields> = "GroupFields";
template <>
inline constexpr auto members_of<GroupFields> = std::to_array<Member>({
    optional<&GroupFields::name>("name", given_name),
    optional<&GroupFields::description>("description", block_text),
    or_null(optional<&GroupFields::logo>("logo", picture_text)),
    at_most(of(optional<&GroupFields::notification_emails>("notification_emails"), list_of<given_email>),
            most_addresses),
    or_null(with_note(optional<&GroupFields::schedule>("schedule", new_id_text), "When members open its safes.")),
});

template <>
inline constexpr std::string_view title_of<SafeFields> = "SafeFields";
template <>
inline constexpr auto members_of<SafeFields> = std::to_array<Member>({
    optional<&SafeFields::name>("name", given_name),
    with_note(optional<&SafeFields::serial>("serial", short_text), "In a registration only."),
    optional<&SafeFields::two_person>("two_person"),
});

template <>
inline constexpr std::string_view title_of<AssetFields> = "AssetFields";
template <>
inline constexpr auto members_of<AssetFields> = std::to_array<Member>({
    optional<&AssetFields::kind>("kind", given_name),
    optional<&AssetFields::tag>("tag", short_text),
    optional<&AssetFields::lot>("lot", short_text),
    optional<&AssetFields::expires>("expires", day_text),
    between(optional<&AssetFields::quantity>("quantity"), 0, most_quantity),
});

template <>
inline constexpr std::string_view title_of<OrganizationFields> = "OrganizationFields";
template <>
inline constexpr auto members_of<OrganizationFields> = std::to_array<Member>({
    optional<&OrganizationFields::name>("name", given_name),
    at_most(optional<&OrganizationFields::code_for>("code_for"), 16),
    kept_as(Shape::list, optional<&OrganizationFields::patient_fields>("patient_fields"), most_settings_bytes),
    kept_as(Shape::list, optional<&OrganizationFields::user_fields>("user_fields"), most_settings_bytes),
});

template <>
inline constexpr std::string_view title_of<AccountFields> = "AccountFields";
template <>
inline constexpr auto members_of<AccountFields> = std::to_array<Member>({
    optional<&AccountFields::name>("name", given_name),
});

template <>
inline constexpr std::string_view title_of<AccountSettings> = "AccountSettingsFields";
template <>
inline constexpr auto members_of<AccountSettings> = std::to_array<Member>({
    optional<&AccountSettings::require_admin_mfa>("require_admin_mfa"),
    optional<&AccountSettings::groups_for_doors>("groups_for_doors"),
    with_note(optional<&AccountSettings::time_zone>("time_zone", short_text), "An IANA name such as Europe/Madrid."),
    with_note(optional<&AccountSettings::time_zone_rule>("time_zone_rule", short_text), "Set by the server."),
});

template <>
inline constexpr std::string_view title_of<FirstAdministrators> = "FirstAdministrators";
template <>
inline constexpr auto members_of<FirstAdministrators> = std::to_array<Member>({
    at_most(optional<&FirstAdministrators::safes>("safes"), most_first_administrators),
    at_most(optional<&FirstAdministrators::profiles>("profiles"), most_first_administrators),
    at_most(optional<&FirstAdministrators::modules>("modules"), most_first_administrators),
});

template <>
inline constexpr std::string_view title_of<ToggleFields> = "Toggles";
template <>
inline constexpr auto members_of<ToggleFields> = std::to_array<Member>({
    optional<&ToggleFields::users_can_remote_unlock>("users_can_remote_unlock"),
    optional<&ToggleFields::users_can_unlock_for>("users_can_unlock_for"),
    optional<&ToggleFields::admins_can_modify_lock_settings>("admins_can_modify_lock_settings"),
});

template <>
inline constexpr std::string_view title_of<DoorFields> = "DoorFields";
template <>
inline constexpr auto members_of<DoorFields> = std::to_array<Member>({
    optional<&DoorFields::name>("name", given_name),
    optional<&DoorFields::controller>("controller"),
});

template <>
inline constexpr std::string_view title_of<TeamFields> = "TeamFields";
template <>
inline constexpr auto members_of<TeamFields> = std::to_array<Member>({
    optional<&TeamFields::name>("name", given_name),
    optional<&TeamFields::description>("description", block_text),
});

template <>
inline constexpr std::string_view title_of<PatientFields> = "PatientFields";
template <>
inline constexpr auto members_of<PatientFields> = std::to_array<Member>({
    optional<&PatientFields::name>("name", given_name),
    kept_as(Shape::object, optional<&PatientFields::values>("values"), most_particulars_bytes),
});

template <>
inline constexpr std::string_view title_of<ActionFields> = "ActionFields";
template <>
inline constexpr auto members_of<ActionFields> = std::to_array<Member>({
    optional<&ActionFields::text>("text", {Format::block, block_text.most, false}),
    optional<&ActionFields::done>("done"),
    with_note(optional<&ActionFields::user>("user", {Format::id, id_text.most, true}),
              "The id of a person of the team who is to do it, or empty."),
    optional<&ActionFields::due>("due", day_text),
});

template <>
inline constexpr std::string_view title_of<ModuleFields> = "ModuleFields";
template <>
inline constexpr auto members_of<ModuleFields> = std::to_array<Member>({
    optional<&ModuleFields::name>("name", given_name),
    kept_as(Shape::list, optional<&ModuleFields::fields>("fields"), most_settings_bytes),
});

/// Of webhooks; the others have members of their own in place of the address.
template <>
inline constexpr std::string_view title_of<IntegrationFields> = "WebhookFields";
template <>
inline constexpr auto members_of<IntegrationFields> = std::to_array<Member>({
    optional<&IntegrationFields::name>("name", given_name),
    kept_as(Shape::object, optional<&IntegrationFields::settings>("settings"), most_settings_bytes),
    optional<&IntegrationFields::url>("url", url_text),
});

namespace detail {

inline constexpr auto schedule_fields = std::to_array<Member>({
    members_of<IntegrationFields>[0],
    members_of<IntegrationFields>[1],
    at_most(optional<&IntegrationFields::hours>("hours"), most_windows),
    at_most(optional<&IntegrationFields::exceptions>("exceptions"), most_windows),
});
inline constexpr auto schedule_schema = Schema{"ScheduleFields", schedule_fields};

inline constexpr auto credential_fields = std::to_array<Member>({
    members_of<IntegrationFields>[0],
    members_of<IntegrationFields>[1],
    optional<&IntegrationFields::permissions>("permissions"),
    with_note(optional<&IntegrationFields::expires>("expires", day_text), "The last day, in UTC, on which it counts."),
});
inline constexpr auto credential_schema = Schema{"CredentialFields", credential_fields};

inline void const* itself(void const* object) { return object; }

/// `fields` of a kind whose only fields are members of the change itself.
constexpr Member fields_in_place(Schema const& schema, bool is_required)
{
    return Member{.name = "fields", .type = Type::object, .required = is_required, .at = &itself, .nested = &schema};
}

inline constexpr auto count_fields = std::to_array<Member>({
    between(required<&CountAsset::quantity>("quantity"), 0, most_quantity),
});
inline constexpr auto count_schema = Schema{"CountFields", count_fields};

inline constexpr auto enroll_fields = std::to_array<Member>({
    optional<&EnrollAsset::tag>("tag", short_text),
});
inline constexpr auto enroll_schema = Schema{"EnrollFields", enroll_fields};

inline constexpr auto of_account = parent("account", Section::accounts);
inline constexpr auto of_safe = parent("safe", Section::safes);
inline constexpr auto of_team = parent("team", Section::teams);
inline constexpr auto of_module = parent("module", Section::modules);

} // namespace detail

// The organisation and its accounts

template <>
inline constexpr auto members_of<EditOrganization> = std::to_array<Member>({
    required<&EditOrganization::fields>("fields"),
});
template <>
inline constexpr auto members_of<CreateAccount> = std::to_array<Member>({
    optional<&CreateAccount::account>("account", new_id_text),
    required<&CreateAccount::fields>("fields"),
    optional<&CreateAccount::administrators>("administrators"),
});
template <>
inline constexpr auto members_of<EditAccount> = std::to_array<Member>({
    required<&EditAccount::account>("account"),
    required<&EditAccount::fields>("fields"),
});
template <>
inline constexpr auto members_of<DeleteAccount> = std::to_array<Member>({
    required<&DeleteAccount::account>("account"),
});
template <>
inline constexpr auto members_of<SetAccountSettings> = std::to_array<Member>({
    required<&SetAccountSettings::account>("account"),
    required<&SetAccountSettings::fields>("fields"),
});

// Users

template <>
inline constexpr auto members_of<CreateUser> = std::to_array<Member>({
    required<&CreateUser::account>("account"),
    optional<&CreateUser::user>("user", new_id_text),
    required<&CreateUser::name>("name", given_name),
    required<&CreateUser::email>("email", given_email),
    optional<&CreateUser::phone>("phone", phone_text),
    required<&CreateUser::role>("role"),
    at_most(optional<&CreateUser::groups>("groups"), most_groups_of_a_user),
});

template <>
inline constexpr std::string_view title_of<ImportRow> = "ImportRow";
template <>
inline constexpr auto members_of<ImportRow> = std::to_array<Member>({
    optional<&ImportRow::user>("user", new_id_text),
    required<&ImportRow::name>("name", given_name),
    required<&ImportRow::email>("email", given_email),
    optional<&ImportRow::phone>("phone", phone_text),
    required<&ImportRow::role>("role"),
    at_most(optional<&ImportRow::groups>("groups"), most_groups_of_a_user),
});

template <>
inline constexpr auto members_of<ImportUsers> = std::to_array<Member>({
    required<&ImportUsers::account>("account"),
    at_most(required<&ImportUsers::rows>("rows"), most_import_rows),
});

template <>
inline constexpr auto members_of<EditUser> = std::to_array<Member>({
    required<&EditUser::user>("user"),
    required<&EditUser::fields>("fields"),
});

template <>
inline constexpr auto members_of<DeleteUser> = std::to_array<Member>({required<&DeleteUser::user>("user")});

template <>
inline constexpr auto members_of<SetUserRole> = std::to_array<Member>({
    required<&SetUserRole::user>("user"),
    required<&SetUserRole::account>("account"),
    required<&SetUserRole::role>("role"),
});

template <>
inline constexpr auto members_of<SetAdministrator> = std::to_array<Member>({
    required<&SetAdministrator::user>("user"),
    required<&SetAdministrator::administrator>("administrator"),
});
template <>
inline constexpr auto members_of<SetAdminType> = std::to_array<Member>({
    required<&SetAdminType::user>("user"),
    required<&SetAdminType::account>("account"),
    required<&SetAdminType::type>("type"),
});

/// user.set_modules_role as JSON has it: the role is named, which says whether it is about an account.
enum class ModulesRoleWord : std::uint8_t { none, organization_admin, division_admin };
template <>
inline constexpr auto words_of<ModulesRoleWord> =
    std::to_array<std::string_view>({"none", "organization_admin", "division_admin"});
struct NamedModulesRole {
    UserId user;
    AccountId account;
    bool in_account = false;
    ModulesRoleWord role = ModulesRoleWord::none;
};
template <>
inline constexpr auto members_of<NamedModulesRole> = std::to_array<Member>({
    required<&NamedModulesRole::user>("user"),
    if_named<&NamedModulesRole::account, &NamedModulesRole::in_account>("account"),
    with_note(required<&NamedModulesRole::role>("role"), "organization_admin or none; in an account division_admin or none."),
});

template <>
inline constexpr auto members_of<DisableUser> = std::to_array<Member>({required<&DisableUser::user>("user")});
template <>
inline constexpr auto members_of<EnableUser> = std::to_array<Member>({required<&EnableUser::user>("user")});
template <>
inline constexpr auto members_of<EditSelf> = std::to_array<Member>({required<&EditSelf::fields>("fields")});
template <>
inline constexpr auto members_of<ClearPin> = std::to_array<Member>({required<&ClearPin::user>("user")});
template <>
inline constexpr auto members_of<ClearFingerprint> = std::to_array<Member>({
    required<&ClearFingerprint::user>("user"),
});

// Invitations

template <>
inline constexpr auto members_of<SendInvitation> = std::to_array<Member>({
    at_most(of(required<&SendInvitation::emails>("emails"), list_of<typed_line>), most_lines),
    at_most(of(optional<&SendInvitation::invitations>("invitations"), list_of<id_text>), most_lines),
    required<&SendInvitation::offer>("role"),
    if_named<&SendInvitation::account, &SendInvitation::in_account>("account"),
    if_named<&SendInvitation::module, &SendInvitation::in_module>("module"),
    if_named<&SendInvitation::team, &SendInvitation::in_team>("team"),
});
template <>
inline constexpr auto members_of<ResendInvitation> = std::to_array<Member>({
    required<&ResendInvitation::invitation>("invitation"),
});
template <>
inline constexpr auto members_of<WithdrawInvitation> = std::to_array<Member>({
    required<&WithdrawInvitation::invitation>("invitation"),
});
template <>
inline constexpr auto members_of<AcceptInvitation> = std::to_array<Member>({
    required<&AcceptInvitation::invitation>("invitation"),
    optional<&AcceptInvitation::user>("user", new_id_text),
    optional<&AcceptInvitation::name>("name", name_text),
});

// Groups

template <>
inline constexpr auto members_of<CreateGroup> = std::to_array<Member>({
    required<&CreateGroup::account>("account"),
    optional<&CreateGroup::group>("group", new_id_text),
    required<&CreateGroup::fields>("fields"),
});
template <>
inline constexpr auto members_of<EditGroup> = std::to_array<Member>({
    detail::of_account,
    required<&EditGroup::group>("group"),
    required<&EditGroup::fields>("fields"),
});
template <>
inline constexpr auto members_of<DeleteGroup> = std::to_array<Member>({
    detail::of_account,
    required<&DeleteGroup::group>("group"),
});
template <>
inline constexpr auto members_of<AddMember> = std::to_array<Member>({
    detail::of_account,
    required<&AddMember::group>("group"),
    required<&AddMember::user>("user"),
});
template <>
inline constexpr auto members_of<RemoveMember> = std::to_array<Member>({
    detail::of_account,
    required<&RemoveMember::group>("group"),
    required<&RemoveMember::user>("user"),
});
template <>
inline constexpr auto members_of<AddSafe> = std::to_array<Member>({
    detail::of_account,
    required<&AddSafe::group>("group"),
    required<&AddSafe::safe>("safe"),
});
template <>
inline constexpr auto members_of<RemoveSafeFromGroup> = std::to_array<Member>({
    detail::of_account,
    required<&RemoveSafeFromGroup::group>("group"),
    required<&RemoveSafeFromGroup::safe>("safe"),
});

template <>
inline constexpr auto members_of<AddDoor> = std::to_array<Member>({
    detail::of_account,
    required<&AddDoor::group>("group"),
    required<&AddDoor::door>("door"),
});
template <>
inline constexpr auto members_of<RemoveDoorFromGroup> = std::to_array<Member>({
    detail::of_account,
    required<&RemoveDoorFromGroup::group>("group"),
    required<&RemoveDoorFromGroup::door>("door"),
});
template <>
inline constexpr auto members_of<SetKeyRole> = std::to_array<Member>({
    detail::of_account,
    required<&SetKeyRole::group>("group"),
    required<&SetKeyRole::user>("user"),
    required<&SetKeyRole::role>("role"),
});
template <>
inline constexpr auto members_of<SetToggles> = std::to_array<Member>({
    detail::of_account,
    required<&SetToggles::group>("group"),
    required<&SetToggles::toggles>("toggles"),
});

// Safes

template <>
inline constexpr auto members_of<RegisterSafe> = std::to_array<Member>({
    required<&RegisterSafe::account>("account"),
    optional<&RegisterSafe::safe>("safe", new_id_text),
    required<&RegisterSafe::fields>("fields"),
});
template <>
inline constexpr auto members_of<EditSafe> = std::to_array<Member>({
    detail::of_account,
    required<&EditSafe::safe>("safe"),
    required<&EditSafe::fields>("fields"),
});
template <>
inline constexpr auto members_of<RemoveSafe> = std::to_array<Member>({
    detail::of_account,
    required<&RemoveSafe::safe>("safe"),
});
template <>
inline constexpr auto members_of<ReportSafe> = std::to_array<Member>({
    detail::of_account,
    required<&ReportSafe::safe>("safe"),
    optional<&ReportSafe::online>("online"),
    optional<&ReportSafe::firmware>("firmware", short_text),
    between(optional<&ReportSafe::order>("order"), 0, std::numeric_limits<std::int64_t>::max()),
    optional<&ReportSafe::state>("state"),
    optional<&ReportSafe::detail>("detail", line_text),
});
template <>
inline constexpr auto members_of<SyncSafe> = std::to_array<Member>({
    detail::of_account,
    required<&SyncSafe::safe>("safe"),
});
template <>
inline constexpr auto members_of<UpgradeSafe> = std::to_array<Member>({
    detail::of_account,
    required<&UpgradeSafe::safe>("safe"),
    optional<&UpgradeSafe::version>("version", short_text),
});
template <>
inline constexpr auto members_of<IssueEmergencyCode> = std::to_array<Member>({
    detail::of_account,
    required<&IssueEmergencyCode::safe>("safe"),
    optional<&IssueEmergencyCode::reason>("reason", line_text),
});
template <>
inline constexpr auto members_of<UnlockSafe> = std::to_array<Member>({
    detail::of_account,
    required<&UnlockSafe::safe>("safe"),
    optional<&UnlockSafe::reason>("reason", line_text),
});
template <>
inline constexpr auto members_of<CancelOrder> = std::to_array<Member>({
    detail::of_account,
    required<&CancelOrder::safe>("safe"),
    between(required<&CancelOrder::order>("order"), 0, std::numeric_limits<std::int64_t>::max()),
});

// Assets

template <>
inline constexpr auto members_of<CreateAsset> = std::to_array<Member>({
    required<&CreateAsset::safe>("safe"),
    optional<&CreateAsset::asset>("asset", new_id_text),
    required<&CreateAsset::fields>("fields"),
});
template <>
inline constexpr auto members_of<EditAsset> = std::to_array<Member>({
    detail::of_safe,
    required<&EditAsset::asset>("asset"),
    required<&EditAsset::fields>("fields"),
});
template <>
inline constexpr auto members_of<DeleteAsset> = std::to_array<Member>({
    detail::of_safe,
    required<&DeleteAsset::asset>("asset"),
});
template <>
inline constexpr auto members_of<CountAsset> = std::to_array<Member>({
    detail::of_safe,
    required<&CountAsset::asset>("asset"),
    detail::fields_in_place(detail::count_schema, true),
});
template <>
inline constexpr auto members_of<EnrollAsset> = std::to_array<Member>({
    detail::of_safe,
    required<&EnrollAsset::asset>("asset"),
    detail::fields_in_place(detail::enroll_schema, false),
});
template <>
inline constexpr auto members_of<MoveAsset> = std::to_array<Member>({
    detail::of_safe,
    required<&MoveAsset::asset>("asset"),
    required<&MoveAsset::to>("to"),
});
template <>
inline constexpr auto members_of<WasteAsset> = std::to_array<Member>({
    detail::of_safe,
    required<&WasteAsset::asset>("asset"),
    between(required<&WasteAsset::quantity>("quantity"), 1, most_quantity),
    required<&WasteAsset::reason>("reason", {Format::line, line_text.most, false}),
});

// Doors and keys

template <>
inline constexpr auto members_of<CreateDoor> = std::to_array<Member>({
    required<&CreateDoor::account>("account"),
    optional<&CreateDoor::door>("door", new_id_text),
    required<&CreateDoor::fields>("fields"),
});
template <>
inline constexpr auto members_of<EditDoor> = std::to_array<Member>({
    detail::of_account,
    required<&EditDoor::door>("door"),
    required<&EditDoor::fields>("fields"),
});
template <>
inline constexpr auto members_of<DeleteDoor> = std::to_array<Member>({
    detail::of_account,
    required<&DeleteDoor::door>("door"),
});
template <>
inline constexpr auto members_of<SetLockSettings> = std::to_array<Member>({
    detail::of_account,
    required<&SetLockSettings::door>("door"),
    kept_as(Shape::object, required<&SetLockSettings::fields>("fields"), most_settings_bytes),
});
template <>
inline constexpr auto members_of<UnlockDoor> = std::to_array<Member>({
    detail::of_account,
    required<&UnlockDoor::door>("door"),
});
template <>
inline constexpr auto members_of<RemoteUnlockDoor> = std::to_array<Member>({
    detail::of_account,
    required<&RemoteUnlockDoor::door>("door"),
});
template <>
inline constexpr auto members_of<UnlockDoorFor> = std::to_array<Member>({
    detail::of_account,
    required<&UnlockDoorFor::door>("door"),
    optional<&UnlockDoorFor::whom>("for", name_text),
});
template <>
inline constexpr auto members_of<SendKey> = std::to_array<Member>({
    detail::of_account,
    required<&SendKey::door>("door"),
    required<&SendKey::user>("user"),
    but_none(required<&SendKey::role>("role")),
});
template <>
inline constexpr auto members_of<RevokeKey> = std::to_array<Member>({
    detail::of_account,
    required<&RevokeKey::door>("door"),
    required<&RevokeKey::user>("user"),
});

// Teams and patients

template <>
inline constexpr auto members_of<CreateTeam> = std::to_array<Member>({
    optional<&CreateTeam::team>("team", new_id_text),
    required<&CreateTeam::fields>("fields"),
});
template <>
inline constexpr auto members_of<EditTeam> = std::to_array<Member>({
    required<&EditTeam::team>("team"),
    required<&EditTeam::fields>("fields"),
});
template <>
inline constexpr auto members_of<DeleteTeam> = std::to_array<Member>({required<&DeleteTeam::team>("team")});
template <>
inline constexpr auto members_of<AddTeamMember> = std::to_array<Member>({
    required<&AddTeamMember::team>("team"),
    required<&AddTeamMember::user>("user"),
});
template <>
inline constexpr auto members_of<RemoveTeamMember> = std::to_array<Member>({
    required<&RemoveTeamMember::team>("team"),
    required<&RemoveTeamMember::user>("user"),
});
template <>
inline constexpr auto members_of<SetTeamOwner> = std::to_array<Member>({
    required<&SetTeamOwner::team>("team"),
    required<&SetTeamOwner::user>("user"),
    required<&SetTeamOwner::owner>("owner"),
});
template <>
inline constexpr auto members_of<MovePatient> = std::to_array<Member>({
    detail::of_team,
    required<&MovePatient::patient>("patient"),
    required<&MovePatient::to>("to"),
});
template <>
inline constexpr auto members_of<CreatePatient> = std::to_array<Member>({
    required<&CreatePatient::team>("team"),
    optional<&CreatePatient::patient>("patient", new_id_text),
    required<&CreatePatient::fields>("fields"),
});
template <>
inline constexpr auto members_of<EditPatient> = std::to_array<Member>({
    detail::of_team,
    required<&EditPatient::patient>("patient"),
    required<&EditPatient::fields>("fields"),
});
template <>
inline constexpr auto members_of<DeletePatient> = std::to_array<Member>({
    detail::of_team,
    required<&DeletePatient::patient>("patient"),
});
template <>
inline constexpr auto members_of<ActOnPatient> = std::to_array<Member>({
    detail::of_team,
    required<&ActOnPatient::patient>("patient"),
    optional<&ActOnPatient::action>("action", new_id_text),
    optional<&ActOnPatient::fields>("fields"),
});

// Modules, records, custom roles

template <>
inline constexpr auto members_of<CreateModule> = std::to_array<Member>({
    required<&CreateModule::account>("account"),
    optional<&CreateModule::module>("module", new_id_text),
    required<&CreateModule::fields>("fields"),
});
template <>
inline constexpr auto members_of<EditModule> = std::to_array<Member>({
    detail::of_account,
    required<&EditModule::module>("module"),
    required<&EditModule::fields>("fields"),
});
template <>
inline constexpr auto members_of<DeleteModule> = std::to_array<Member>({
    detail::of_account,
    required<&DeleteModule::module>("module"),
});
template <>
inline constexpr auto members_of<SetModuleRole> = std::to_array<Member>({
    detail::of_account,
    required<&SetModuleRole::module>("module"),
    required<&SetModuleRole::user>("user"),
    required<&SetModuleRole::role>("role"),
});
template <>
inline constexpr auto members_of<SubmitRecord> = std::to_array<Member>({
    required<&SubmitRecord::module>("module"),
    optional<&SubmitRecord::record>("record", new_id_text),
    kept_as(Shape::object, required<&SubmitRecord::values>("values"), most_values_bytes),
});
template <>
inline constexpr auto members_of<EditRecord> = std::to_array<Member>({
    detail::of_module,
    required<&EditRecord::record>("record"),
    kept_as(Shape::object, required<&EditRecord::values>("values"), most_values_bytes),
});
template <>
inline constexpr auto members_of<DeleteRecord> = std::to_array<Member>({
    detail::of_module,
    required<&DeleteRecord::record>("record"),
});
template <>
inline constexpr auto members_of<ClearRecords> = std::to_array<Member>({
    required<&ClearRecords::module>("module"),
    if_named<&ClearRecords::record, &ClearRecords::in_record>("record"),
});
template <>
inline constexpr auto members_of<CreateCustomRole> = std::to_array<Member>({
    required<&CreateCustomRole::account>("account"),
    optional<&CreateCustomRole::custom_role>("custom_role", new_role_id_text),
    required<&CreateCustomRole::name>("name", given_name),
    required<&CreateCustomRole::permissions>("permissions"),
});
template <>
inline constexpr auto members_of<EditCustomRole> = std::to_array<Member>({
    detail::of_account,
    required<&EditCustomRole::custom_role>("custom_role"),
    optional<&EditCustomRole::name>("name", given_name),
    optional<&EditCustomRole::permissions>("permissions"),
});
template <>
inline constexpr auto members_of<DeleteCustomRole> = std::to_array<Member>({
    detail::of_account,
    required<&DeleteCustomRole::custom_role>("custom_role"),
});

// Admin profiles

template <>
inline constexpr auto members_of<CreateProfile> = std::to_array<Member>({
    required<&CreateProfile::account>("account"),
    optional<&CreateProfile::profile>("profile", new_id_text),
    required<&CreateProfile::name>("name", given_name),
    required<&CreateProfile::permissions>("permissions"),
});
template <>
inline constexpr auto members_of<EditProfile> = std::to_array<Member>({
    detail::of_account,
    required<&EditProfile::profile>("profile"),
    optional<&EditProfile::name>("name", given_name),
    optional<&EditProfile::permissions>("permissions"),
});
template <>
inline constexpr auto members_of<DeleteProfile> = std::to_array<Member>({
    detail::of_account,
    required<&DeleteProfile::profile>("profile"),
});
template <>
inline constexpr auto members_of<AddProfileMember> = std::to_array<Member>({
    detail::of_account,
    required<&AddProfileMember::profile>("profile"),
    required<&AddProfileMember::user>("user"),
    optional<&AddProfileMember::permissions>("permissions"),
});
template <>
inline constexpr auto members_of<SetProfileMember> = std::to_array<Member>({
    detail::of_account,
    required<&SetProfileMember::profile>("profile"),
    required<&SetProfileMember::user>("user"),
    optional<&SetProfileMember::permissions>("permissions"),
});
template <>
inline constexpr auto members_of<RemoveProfileMember> = std::to_array<Member>({
    detail::of_account,
    required<&RemoveProfileMember::profile>("profile"),
    required<&RemoveProfileMember::user>("user"),
});

// Integrations: each is called by the noun of its section, and has fields of its own.

namespace detail {

template <class Handle>
inline constexpr auto noun_of = singular_of(section_of_handle<Handle>);

template <class Handle>
constexpr Member integration_fields(Member member)
{
    if constexpr (std::is_same_v<Handle, WebhookId>)
        return member;
    else
        return described_by(member, std::is_same_v<Handle, ScheduleId> ? schedule_schema : credential_schema);
}

} // namespace detail

template <class Handle>
inline constexpr auto members_of<CreateIntegration<Handle>> = std::to_array<Member>({
    required<&CreateIntegration<Handle>::account>("account"),
    optional<&CreateIntegration<Handle>::integration>(detail::noun_of<Handle>, new_id_text),
    detail::integration_fields<Handle>(required<&CreateIntegration<Handle>::fields>("fields")),
});
template <class Handle>
inline constexpr auto members_of<EditIntegration<Handle>> = std::to_array<Member>({
    detail::of_account,
    required<&EditIntegration<Handle>::integration>(detail::noun_of<Handle>),
    detail::integration_fields<Handle>(required<&EditIntegration<Handle>::fields>("fields")),
});
template <class Handle>
inline constexpr auto members_of<DeleteIntegration<Handle>> = std::to_array<Member>({
    detail::of_account,
    required<&DeleteIntegration<Handle>::integration>(detail::noun_of<Handle>),
});
template <>
inline constexpr auto members_of<RunWebhook> = std::to_array<Member>({
    detail::of_account,
    required<&RunWebhook::integration>("webhook"),
});

template <>
inline constexpr auto members_of<ExportAudit> = std::to_array<Member>({
    if_named<&ExportAudit::account, &ExportAudit::in_account>("account"),
});

} // namespace castellan::wire
