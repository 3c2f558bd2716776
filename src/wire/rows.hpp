// The rows of the organisation document (RULEBOOK 8) as they stand in JSON: ids where the world has handles, and the
// tables that describe them. Snapshot, cut and resources are the same rows with a few members more.
#pragma once

#include "model/world.hpp"
#include "wire/schema.hpp"
#include "wire/timetable_schema.hpp"
#include "wire/writer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace castellan::wire {

enum class Channel : std::uint8_t { email, phone };
template <>
inline constexpr auto words_of<Channel> = std::to_array<std::string_view>({"email", "phone"});

struct OrganizationSettings {
    std::vector<TopRole> code_for;
    std::string patient_fields = "[]";
    std::string user_fields = "[]";
};

struct OrganizationRow {
    std::string id;
    std::string name;
    OrganizationSettings settings;
};

struct AccountSwitches {
    bool require_admin_mfa = false;
    bool groups_for_doors = true;
    std::string time_zone;
    std::string time_zone_rule;
};

struct AccountRow {
    std::string id;
    std::string name;
    AccountSwitches settings;
    bool occupied = false;
    std::uint64_t version = 0;
};

/// An entry of a user's `accounts`; the key of the map comes first.
struct RolesRow {
    std::string account;
    SafesRole safes = SafesRole::none;
    ProfilesRole profiles = ProfilesRole::none;
    ModulesRole modules = ModulesRole::none;
    bool belongs = false;
    bool holds_role = false;
    bool groups_beyond = false;
    bool above_user = false;
};

struct UserRow {
    std::string id;
    std::string name;
    std::string email;
    std::string phone;
    std::optional<std::vector<Channel>> verified; // absent: both that are present
    Status status = Status::active;
    bool administrator = false;
    bool organization_admin = false;
    bool pin = false;
    bool fingerprint = false;
    std::vector<RolesRow> accounts;
    std::vector<std::string> groups;
    std::string values = "{}";
    std::int64_t facts = 0;
    std::uint64_t version = 0;
};

/// An entry of an object of roles, {"u1": "admin"}; the key comes first.
struct KeyRoleRow {
    std::string user;
    KeyRole role = KeyRole::none;
};
struct ModuleRoleRow {
    std::string user;
    std::string role; // a word, or the id of a custom role
};

struct GroupRow {
    std::string id;
    std::string account;
    std::string name;
    std::string description;
    std::vector<std::string> notification_emails;
    std::string logo;
    std::vector<std::string> members;
    std::vector<std::string> safes;
    std::vector<std::string> doors;
    std::string schedule;
    std::vector<KeyRoleRow> key_roles;
    bool users_can_remote_unlock = false;
    bool users_can_unlock_for = false;
    bool admins_can_modify_lock_settings = true;
    bool name_only = false;
    bool doors_cut = false;
    bool doors_side_in_use = false;
    std::vector<std::string> overlapping;
    std::uint64_t version = 0;
};

struct OrderRow {
    std::uint64_t number = 0;
    OrderKind kind = OrderKind::sync;
    OrderState state = OrderState::queued;
    std::string by;
    When at;
    When expires;
    std::string detail;
};

struct SafeRow {
    std::string id;
    std::string account;
    std::string name;
    std::string serial;
    bool online = false;
    When since;
    std::string firmware;
    TwoPerson two_person = TwoPerson::off;
    std::vector<std::string> groups;
    std::vector<OrderRow> orders;
    bool unpaired = false;
    bool orders_full = false;
    bool name_only = false;
    std::uint64_t version = 0;
};

struct AssetRow {
    std::string id;
    std::string safe;
    std::string kind;
    std::string tag;
    std::string lot;
    std::string expires;
    std::int64_t quantity = 0;
    When counted_at;
    std::int64_t discrepancy = 0;
    std::uint64_t version = 0;
};

struct DoorRow {
    std::string id;
    std::string account;
    std::string name;
    bool controller = false;
    bool online = false;
    std::string lock_settings = "{}";
    std::vector<std::string> groups;
    std::vector<KeyRoleRow> keys;
    bool name_only = false;
    std::vector<std::string> overlapping;
    std::uint64_t version = 0;
};

/// A key that was sent singly, as the document lists it.
struct KeyRow {
    std::string user;
    std::string door;
    KeyRole role = KeyRole::none;
};

struct TeamRow {
    std::string id;
    std::string name;
    std::string description;
    std::vector<std::string> owners;
    std::vector<std::string> members;
    bool name_only = false;
    std::uint64_t version = 0;
};

struct ActionRow {
    std::string id;
    std::string text;
    bool done = false;
    std::string user;
    std::string due;
    bool taken = false;
};

struct PatientRow {
    std::string id;
    std::string team;
    std::string name;
    std::string values = "{}";
    std::vector<ActionRow> actions;
    std::uint64_t version = 0;
};

struct ProfileMemberRow {
    std::string user;
    std::optional<PermissionSet> permissions; // absent: all of the profile's
    bool beyond = false;
};

struct ProfileRow {
    std::string id;
    std::string account;
    std::string name;
    PermissionSet permissions;
    std::vector<ProfileMemberRow> members;
    bool beyond = false;
    std::uint64_t version = 0;
};

struct CustomRoleRow {
    std::string id;
    std::string account;
    std::string name;
    PermissionSet permissions;
    bool name_only = false;
    std::uint64_t version = 0;
};

struct ModuleRow {
    std::string id;
    std::string account;
    std::string name;
    std::string fields = "[]";
    std::vector<ModuleRoleRow> roles;
    bool name_only = false;
    std::uint64_t version = 0;
};

struct RecordRow {
    std::string id;
    std::string module;
    std::string by;
    When at;
    std::string values = "{}";
    std::uint64_t version = 0;
};

/// A schedule, a credential or a webhook.
template <class Handle>
struct IntegrationRow {
    std::string id;
    std::string account;
    std::string name;
    std::string url; // of a webhook
    std::string settings = "{}";
    std::vector<WeeklyWindow> hours; // of a schedule
    std::vector<DayWindow> exceptions;
    PermissionSet permissions; // of a credential
    std::string expires;
    bool name_only = false; // of a schedule
    std::uint64_t version = 0;
};

struct InvitationRow {
    std::string id;
    std::string email;
    std::string role; // a word, or the id of a custom role
    std::string account;
    std::string module;
    std::string team;
    std::string by;
    When expires;
    InvitationState state = InvitationState::pending;
    bool void_now = false;
    std::uint64_t version = 0;
};

inline constexpr std::uint32_t most_orders_written = 64; // more than `orders_kept`, should that ever shrink



namespace detail {

inline constexpr auto all_but_document = Form::snapshot | Form::sync | Form::resource;
inline constexpr auto all_but_sync = Form::document | Form::snapshot | Form::resource;
inline constexpr auto of_a_cut = Form::sync | Form::resource;

/// A member that only one of the integrations has.
template <class Handle, class Owner>
inline constexpr auto of_one = std::is_same_v<Handle, Owner> ? Forms{} : Forms::none();

/// The number of the change that touched a thing last.
template <class Row>
inline constexpr auto version_of = only_in(optional<&Row::version>("version"), all_but_document);

template <auto M>
constexpr Member ids(std::string_view name)
{
    return of(optional<M>(name), list_of<id_text>);
}

} // namespace detail

template <>
inline constexpr std::string_view title_of<OrganizationSettings> = "OrganizationSettings";
template <>
inline constexpr auto members_of<OrganizationSettings> = std::to_array<Member>({
    at_most(optional<&OrganizationSettings::code_for>("code_for"), 16),
    kept_as(Shape::list, optional<&OrganizationSettings::patient_fields>("patient_fields"), most_settings_bytes),
    kept_as(Shape::list, optional<&OrganizationSettings::user_fields>("user_fields"), most_settings_bytes),
});

template <>
inline constexpr std::string_view title_of<OrganizationRow> = "Organization";
template <>
inline constexpr auto members_of<OrganizationRow> = std::to_array<Member>({
    optional<&OrganizationRow::id>("id", new_id_text),
    optional<&OrganizationRow::name>("name", name_text),
    optional<&OrganizationRow::settings>("settings"),
});

template <>
inline constexpr std::string_view title_of<AccountSwitches> = "AccountSwitches";
template <>
inline constexpr auto members_of<AccountSwitches> = std::to_array<Member>({
    optional<&AccountSwitches::require_admin_mfa>("require_admin_mfa"),
    optional<&AccountSwitches::groups_for_doors>("groups_for_doors"),
    optional<&AccountSwitches::time_zone>("time_zone", short_text),
    optional<&AccountSwitches::time_zone_rule>("time_zone_rule", short_text),
});

template <>
inline constexpr std::string_view title_of<AccountRow> = "Account";
template <>
inline constexpr auto members_of<AccountRow> = std::to_array<Member>({
    required<&AccountRow::id>("id", id_text),
    optional<&AccountRow::name>("name", name_text),
    optional<&AccountRow::settings>("settings"),
    only_in(optional<&AccountRow::occupied>("occupied"), Form::sync),
    detail::version_of<AccountRow>,
});

template <>
inline constexpr std::string_view title_of<RolesRow> = "Roles";
template <>
inline constexpr auto members_of<RolesRow> = std::to_array<Member>({
    optional<&RolesRow::account>("", id_text), // the key
    optional<&RolesRow::safes>("safes"),
    optional<&RolesRow::profiles>("profiles"),
    optional<&RolesRow::modules>("modules"),
    only_in(optional<&RolesRow::belongs>("belongs"), Form::sync),
    only_in(optional<&RolesRow::holds_role>("holds_role"), Form::sync),
    only_in(optional<&RolesRow::groups_beyond>("groups_beyond"), Form::sync),
    only_in(optional<&RolesRow::above_user>("above_user"), Form::sync),
});

template <>
inline constexpr std::string_view title_of<UserRow> = "User";
template <>
inline constexpr auto members_of<UserRow> = std::to_array<Member>({
    required<&UserRow::id>("id", id_text),
    optional<&UserRow::name>("name", name_text),
    optional<&UserRow::email>("email", email_text),
    optional<&UserRow::phone>("phone", phone_text),
    at_most(optional<&UserRow::verified>("verified"), 2),
    optional<&UserRow::status>("status"),
    optional<&UserRow::administrator>("administrator"),
    optional<&UserRow::organization_admin>("organization_admin"),
    optional<&UserRow::pin>("pin"),
    optional<&UserRow::fingerprint>("fingerprint"),
    as_map(at_most(optional<&UserRow::accounts>("accounts"), 1'000)),
    only_in(of(optional<&UserRow::groups>("groups"), list_of<id_text>), Form::sync | Form::resource),
    kept_as(Shape::object, optional<&UserRow::values>("values"), most_particulars_bytes),
    only_in(between(optional<&UserRow::facts>("facts"), 0, 255), Form::sync),
    detail::version_of<UserRow>,
});

template <>
inline constexpr std::string_view title_of<KeyRoleRow> = "KeyRole";
template <>
inline constexpr auto members_of<KeyRoleRow> = std::to_array<Member>({
    optional<&KeyRoleRow::user>("", id_text), // the key
    optional<&KeyRoleRow::role>("role"),
});

template <>
inline constexpr std::string_view title_of<ModuleRoleRow> = "ModuleRole";
template <>
inline constexpr auto members_of<ModuleRoleRow> = std::to_array<Member>({
    optional<&ModuleRoleRow::user>("", id_text), // the key
    with_note(optional<&ModuleRoleRow::role>("role", id_text), "module_admin, collaborator, or the id of a custom role."),
});

template <>
inline constexpr std::string_view title_of<GroupRow> = "Group";
template <>
inline constexpr auto members_of<GroupRow> = std::to_array<Member>({
    required<&GroupRow::id>("id", id_text),
    required<&GroupRow::account>("account", id_text),
    optional<&GroupRow::name>("name", name_text),
    optional<&GroupRow::description>("description", block_text),
    at_most(of(optional<&GroupRow::notification_emails>("notification_emails"), list_of<email_text>), most_addresses),
    or_null(optional<&GroupRow::logo>("logo", picture_text)),
    only_in(detail::ids<&GroupRow::members>("members"), detail::all_but_sync),
    only_in(detail::ids<&GroupRow::safes>("safes"), detail::all_but_sync),
    only_in(detail::ids<&GroupRow::doors>("doors"), detail::all_but_sync),
    or_null(optional<&GroupRow::schedule>("schedule", new_id_text)),
    as_pairs(optional<&GroupRow::key_roles>("key_roles")),
    optional<&GroupRow::users_can_remote_unlock>("users_can_remote_unlock"),
    optional<&GroupRow::users_can_unlock_for>("users_can_unlock_for"),
    optional<&GroupRow::admins_can_modify_lock_settings>("admins_can_modify_lock_settings"),
    only_in(optional<&GroupRow::name_only>("name_only"), detail::of_a_cut),
    only_in(optional<&GroupRow::doors_cut>("doors_cut"), detail::of_a_cut),
    only_in(optional<&GroupRow::doors_side_in_use>("doors_side_in_use"), Form::sync),
    only_in(detail::ids<&GroupRow::overlapping>("overlapping"), Form::sync),
    detail::version_of<GroupRow>,
});

template <>
inline constexpr std::string_view title_of<OrderRow> = "Order";
template <>
inline constexpr auto members_of<OrderRow> = std::to_array<Member>({
    required<&OrderRow::number>("number"),
    required<&OrderRow::kind>("kind"),
    required<&OrderRow::state>("state"),
    optional<&OrderRow::by>("by", new_id_text),
    required<&OrderRow::at>("at"),
    required<&OrderRow::expires>("expires"),
    optional<&OrderRow::detail>("detail", line_text),
});

template <>
inline constexpr std::string_view title_of<SafeRow> = "Safe";
template <>
inline constexpr auto members_of<SafeRow> = std::to_array<Member>({
    required<&SafeRow::id>("id", id_text),
    required<&SafeRow::account>("account", id_text),
    optional<&SafeRow::name>("name", name_text),
    optional<&SafeRow::serial>("serial", short_text),
    optional<&SafeRow::online>("online"),
    with_note(optional<&SafeRow::since>("since"), "When it came online or went offline."),
    optional<&SafeRow::firmware>("firmware", short_text),
    optional<&SafeRow::two_person>("two_person"),
    only_in(of(optional<&SafeRow::groups>("groups"), list_of<id_text>), Form::sync | Form::resource),
    only_in(at_most(optional<&SafeRow::orders>("orders"), most_orders_written),
            Form::snapshot | Form::sync | Form::resource),
    only_in(with_note(optional<&SafeRow::unpaired>("unpaired"), "No device is paired with it yet."), Form::sync | Form::resource),
    only_in(optional<&SafeRow::orders_full>("orders_full"), Form::sync),
    only_in(optional<&SafeRow::name_only>("name_only"), Form::sync | Form::resource),
    detail::version_of<SafeRow>,
});

template <>
inline constexpr std::string_view title_of<AssetRow> = "Asset";
template <>
inline constexpr auto members_of<AssetRow> = std::to_array<Member>({
    required<&AssetRow::id>("id", id_text),
    required<&AssetRow::safe>("safe", id_text),
    optional<&AssetRow::kind>("kind", name_text),
    optional<&AssetRow::tag>("tag", short_text),
    optional<&AssetRow::lot>("lot", short_text),
    optional<&AssetRow::expires>("expires", day_text),
    between(optional<&AssetRow::quantity>("quantity"), 0, most_quantity),
    with_note(optional<&AssetRow::counted_at>("counted_at"), "Of the last count."),
    with_note(between(optional<&AssetRow::discrepancy>("discrepancy"), -most_quantity, most_quantity),
              "What the last count found beyond what was expected."),
    detail::version_of<AssetRow>,
});

template <>
inline constexpr std::string_view title_of<DoorRow> = "Door";
template <>
inline constexpr auto members_of<DoorRow> = std::to_array<Member>({
    required<&DoorRow::id>("id", id_text),
    required<&DoorRow::account>("account", id_text),
    optional<&DoorRow::name>("name", name_text),
    optional<&DoorRow::controller>("controller"),
    optional<&DoorRow::online>("online"),
    kept_as(Shape::object, optional<&DoorRow::lock_settings>("lock_settings"), most_settings_bytes),
    only_in(detail::ids<&DoorRow::groups>("groups"), detail::of_a_cut),
    only_in(as_pairs(optional<&DoorRow::keys>("keys")), detail::of_a_cut),
    only_in(optional<&DoorRow::name_only>("name_only"), detail::of_a_cut),
    only_in(detail::ids<&DoorRow::overlapping>("overlapping"), Form::sync),
    detail::version_of<DoorRow>,
});

template <>
inline constexpr std::string_view title_of<KeyRow> = "Key";
template <>
inline constexpr auto members_of<KeyRow> = std::to_array<Member>({
    required<&KeyRow::user>("user", id_text),
    required<&KeyRow::door>("door", id_text),
    but_none(required<&KeyRow::role>("role")),
});

template <>
inline constexpr std::string_view title_of<TeamRow> = "Team";
template <>
inline constexpr auto members_of<TeamRow> = std::to_array<Member>({
    required<&TeamRow::id>("id", id_text),
    optional<&TeamRow::name>("name", name_text),
    optional<&TeamRow::description>("description", block_text),
    detail::ids<&TeamRow::owners>("owners"),
    detail::ids<&TeamRow::members>("members"),
    only_in(optional<&TeamRow::name_only>("name_only"), detail::of_a_cut),
    detail::version_of<TeamRow>,
});

template <>
inline constexpr std::string_view title_of<ActionRow> = "Action";
template <>
inline constexpr auto members_of<ActionRow> = std::to_array<Member>({
    required<&ActionRow::id>("id", id_text),
    optional<&ActionRow::text>("text", block_text),
    optional<&ActionRow::done>("done"),
    optional<&ActionRow::user>("user", id_text),
    optional<&ActionRow::due>("due", day_text),
    only_in(optional<&ActionRow::taken>("taken"), detail::of_a_cut),
});

template <>
inline constexpr std::string_view title_of<PatientRow> = "Patient";
template <>
inline constexpr auto members_of<PatientRow> = std::to_array<Member>({
    required<&PatientRow::id>("id", id_text),
    required<&PatientRow::team>("team", id_text),
    optional<&PatientRow::name>("name", name_text),
    kept_as(Shape::object, optional<&PatientRow::values>("values"), most_particulars_bytes),
    at_most(optional<&PatientRow::actions>("actions"), static_cast<std::uint32_t>(actions_kept)),
    detail::version_of<PatientRow>,
});

template <>
inline constexpr std::string_view title_of<ProfileMemberRow> = "ProfileMember";
template <>
inline constexpr auto members_of<ProfileMemberRow> = std::to_array<Member>({
    required<&ProfileMemberRow::user>("user", id_text),
    with_note(optional<&ProfileMemberRow::permissions>("permissions"), "Absent: all of the profile's."),
    only_in(optional<&ProfileMemberRow::beyond>("beyond"), Form::sync),
});

template <>
inline constexpr std::string_view title_of<ProfileRow> = "Profile";
template <>
inline constexpr auto members_of<ProfileRow> = std::to_array<Member>({
    required<&ProfileRow::id>("id", id_text),
    required<&ProfileRow::account>("account", id_text),
    optional<&ProfileRow::name>("name", name_text),
    optional<&ProfileRow::permissions>("permissions"),
    optional<&ProfileRow::members>("members"),
    only_in(optional<&ProfileRow::beyond>("beyond"), Form::sync),
    detail::version_of<ProfileRow>,
});

template <>
inline constexpr std::string_view title_of<CustomRoleRow> = "CustomRole";
template <>
inline constexpr auto members_of<CustomRoleRow> = std::to_array<Member>({
    required<&CustomRoleRow::id>("id", role_id_text),
    required<&CustomRoleRow::account>("account", id_text),
    optional<&CustomRoleRow::name>("name", name_text),
    optional<&CustomRoleRow::permissions>("permissions"),
    only_in(optional<&CustomRoleRow::name_only>("name_only"), detail::of_a_cut),
    detail::version_of<CustomRoleRow>,
});

template <>
inline constexpr std::string_view title_of<ModuleRow> = "Module";
template <>
inline constexpr auto members_of<ModuleRow> = std::to_array<Member>({
    required<&ModuleRow::id>("id", id_text),
    required<&ModuleRow::account>("account", id_text),
    optional<&ModuleRow::name>("name", name_text),
    kept_as(Shape::list, optional<&ModuleRow::fields>("fields"), most_settings_bytes),
    as_pairs(optional<&ModuleRow::roles>("roles")),
    only_in(optional<&ModuleRow::name_only>("name_only"), detail::of_a_cut),
    detail::version_of<ModuleRow>,
});

template <>
inline constexpr std::string_view title_of<RecordRow> = "Record";
template <>
inline constexpr auto members_of<RecordRow> = std::to_array<Member>({
    required<&RecordRow::id>("id", id_text),
    required<&RecordRow::module>("module", id_text),
    or_null(optional<&RecordRow::by>("by", new_id_text)),
    optional<&RecordRow::at>("at"),
    kept_as(Shape::object, optional<&RecordRow::values>("values"), most_values_bytes),
    detail::version_of<RecordRow>,
});

template <>
inline constexpr std::string_view title_of<IntegrationRow<ScheduleId>> = "Schedule";
template <>
inline constexpr std::string_view title_of<IntegrationRow<CredentialId>> = "Credential";
template <>
inline constexpr std::string_view title_of<IntegrationRow<WebhookId>> = "Webhook";
template <class Handle>
inline constexpr auto members_of<IntegrationRow<Handle>> = std::to_array<Member>({
    required<&IntegrationRow<Handle>::id>("id", id_text),
    required<&IntegrationRow<Handle>::account>("account", id_text),
    optional<&IntegrationRow<Handle>::name>("name", name_text),
    only_in(optional<&IntegrationRow<Handle>::url>("url", url_text), detail::of_one<Handle, WebhookId>),
    kept_as(Shape::object, optional<&IntegrationRow<Handle>::settings>("settings"), most_settings_bytes),
    only_in(at_most(optional<&IntegrationRow<Handle>::hours>("hours"), most_windows), detail::of_one<Handle, ScheduleId>),
    only_in(at_most(optional<&IntegrationRow<Handle>::exceptions>("exceptions"), most_windows),
            detail::of_one<Handle, ScheduleId>),
    only_in(optional<&IntegrationRow<Handle>::permissions>("permissions"), detail::of_one<Handle, CredentialId>),
    only_in(optional<&IntegrationRow<Handle>::expires>("expires", day_text), detail::of_one<Handle, CredentialId>),
    only_in(optional<&IntegrationRow<Handle>::name_only>("name_only"),
            std::is_same_v<Handle, ScheduleId> ? detail::of_a_cut : Forms::none()),
    detail::version_of<IntegrationRow<Handle>>,
});

template <>
inline constexpr std::string_view title_of<InvitationRow> = "Invitation";
template <>
inline constexpr auto members_of<InvitationRow> = std::to_array<Member>({
    required<&InvitationRow::id>("id", id_text),
    required<&InvitationRow::email>("email", {Format::email, 254, false}),
    with_note(required<&InvitationRow::role>("role", id_text),
              "administrator, staff, organization_admin, division_admin, module_admin, collaborator, or the id of a "
              "custom role."),
    or_null(optional<&InvitationRow::account>("account", new_id_text)),
    or_null(optional<&InvitationRow::module>("module", new_id_text)),
    or_null(optional<&InvitationRow::team>("team", new_id_text)),
    or_null(optional<&InvitationRow::by>("by", new_id_text)),
    optional<&InvitationRow::expires>("expires"),
    optional<&InvitationRow::state>("state"),
    only_in(optional<&InvitationRow::void_now>("void_now"), detail::of_a_cut),
    detail::version_of<InvitationRow>,
});

// Writing. The row may be a cut one; its handles are those of `world`. `Form::document` and `Form::resource` write all
// members, the others leave out what has its default.

void write_row(Writer& writer, World const& world, Account const& account, Form form);
void write_row(Writer& writer, World const& world, User const& user, Form form);
void write_row(Writer& writer, World const& world, Group const& group, Form form);
void write_row(Writer& writer, World const& world, Safe const& safe, Form form);
void write_row(Writer& writer, World const& world, Asset const& asset, Form form);
void write_row(Writer& writer, World const& world, Door const& door, Form form);
void write_row(Writer& writer, World const& world, Team const& team, Form form);
void write_row(Writer& writer, World const& world, Patient const& patient, Form form);
void write_row(Writer& writer, World const& world, Profile const& profile, Form form);
void write_row(Writer& writer, World const& world, CustomRole const& role, Form form);
void write_row(Writer& writer, World const& world, Module const& module, Form form);
void write_row(Writer& writer, World const& world, Record const& record, Form form);
void write_row(Writer& writer, World const& world, Integration const& integration, Form form);
void write_row(Writer& writer, World const& world, Invitation const& invitation, Form form);
/// The members `hours` and `exceptions` of a schedule; what is empty is left out.
void write_timetable(Writer& writer, Integration const& schedule);
void write_row(Writer& writer, Organization const& organization);

/// The facts of a replica as bits, and back.
[[nodiscard]] std::int64_t bits_of(UserFacts const& facts);
[[nodiscard]] UserFacts facts_of(std::int64_t bits);

// From rows to things. References are left to whoever resolves them. The row's texts are taken out of it.

[[nodiscard]] Organization take_organization(OrganizationRow& row);
[[nodiscard]] Account take(AccountRow& row);
[[nodiscard]] User take(UserRow& row);
[[nodiscard]] Group take(GroupRow& row);
[[nodiscard]] Order take(OrderRow& row);
[[nodiscard]] Safe take(SafeRow& row);
[[nodiscard]] Asset take(AssetRow& row);
[[nodiscard]] Door take(DoorRow& row);
[[nodiscard]] Team take(TeamRow& row);
[[nodiscard]] Action take(ActionRow& row); // but for its user
[[nodiscard]] Patient take(PatientRow& row);
[[nodiscard]] Profile take(ProfileRow& row);
[[nodiscard]] CustomRole take(CustomRoleRow& row);
[[nodiscard]] Module take(ModuleRow& row);
[[nodiscard]] Record take(RecordRow& row);
template <class Handle>
[[nodiscard]] Integration take(IntegrationRow<Handle>& row)
{
    return {.id = std::move(row.id),
            .account = {},
            .name = std::move(row.name),
            .url = std::move(row.url),
            .hours = std::move(row.hours),
            .exceptions = std::move(row.exceptions),
            .permissions = row.permissions,
            .expires = std::move(row.expires),
            .name_only = row.name_only,
            .settings = std::move(row.settings),
            .version = row.version};
}
[[nodiscard]] Invitation take(InvitationRow& row);

/// The role that a text names; what is no word is the id of a custom role, which is left to whoever resolves it.
[[nodiscard]] ModuleRole module_role_of(std::string_view text);
[[nodiscard]] Offer offer_of(std::string_view text);

} // namespace castellan::wire
