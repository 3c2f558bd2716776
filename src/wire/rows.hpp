// The rows of the organisation document (RULEBOOK 8) as they stand in JSON: ids where the world has handles, and the
// tables that describe them. Snapshot, cut and resources are the same rows with a few members more.
#pragma once

#include "model/world.hpp"
#include "wire/schema.hpp"
#include "wire/writer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace castellan::wire {

enum class Channel : std::uint8_t { email, phone };
template <>
inline constexpr auto words_of<Channel> = std::to_array<std::string_view>({"email", "phone"});

/// The roles whose giving and ending may ask for a code: the top roles of X-6.
enum class TopRole : std::uint8_t { administrator, organization_admin, account_admin, full_admin, owner };
template <>
inline constexpr auto words_of<TopRole> = std::to_array<std::string_view>(
    {"administrator", "organization_admin", "account_admin", "full_admin", "owner"});

struct OrganizationSettings {
    std::vector<TopRole> code_for;
};

struct OrganizationRow {
    std::string id;
    std::string name;
    OrganizationSettings settings;
};

struct AccountSettings {
    bool require_admin_mfa = false;
    bool groups_for_doors = true;
};

struct AccountRow {
    std::string id;
    std::string name;
    AccountSettings settings;
    std::uint64_t version = 0;
};

/// An entry of a user's `accounts`; the key of the map comes first.
struct RolesRow {
    std::string account;
    SafesRole safes = SafesRole::none;
    ProfilesRole profiles = ProfilesRole::none;
    ModulesRole modules = ModulesRole::none;
    bool groups_beyond = false;
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
    std::int64_t facts = 0;
    std::uint64_t version = 0;
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
    bool name_only = false;
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
    std::string firmware;
    TwoPerson two_person = TwoPerson::off;
    std::vector<std::string> groups;
    std::vector<OrderRow> orders;
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
    std::uint64_t version = 0;
};

inline constexpr std::uint32_t most_orders_written = 64; // more than `orders_kept`, should that ever shrink

template <>
inline constexpr std::string_view title_of<OrganizationSettings> = "OrganizationSettings";
template <>
inline constexpr auto members_of<OrganizationSettings> = std::to_array<Member>({
    at_most(optional<&OrganizationSettings::code_for>("code_for"), 16),
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
inline constexpr std::string_view title_of<AccountSettings> = "AccountSettings";
template <>
inline constexpr auto members_of<AccountSettings> = std::to_array<Member>({
    optional<&AccountSettings::require_admin_mfa>("require_admin_mfa"),
    optional<&AccountSettings::groups_for_doors>("groups_for_doors"),
});

template <>
inline constexpr std::string_view title_of<AccountRow> = "Account";
template <>
inline constexpr auto members_of<AccountRow> = std::to_array<Member>({
    required<&AccountRow::id>("id", id_text),
    optional<&AccountRow::name>("name", name_text),
    optional<&AccountRow::settings>("settings"),
    only_in(optional<&AccountRow::version>("version"), Form::snapshot | Form::sync | Form::resource),
});

template <>
inline constexpr std::string_view title_of<RolesRow> = "Roles";
template <>
inline constexpr auto members_of<RolesRow> = std::to_array<Member>({
    optional<&RolesRow::account>("", id_text), // the key
    optional<&RolesRow::safes>("safes"),
    optional<&RolesRow::profiles>("profiles"),
    optional<&RolesRow::modules>("modules"),
    only_in(optional<&RolesRow::groups_beyond>("groups_beyond"), Form::sync),
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
    [] {
        auto result = at_most(optional<&UserRow::accounts>("accounts"), 1'000);
        result.type = Type::map;
        return result;
    }(),
    only_in(of(optional<&UserRow::groups>("groups"), list_of<id_text>), Form::sync | Form::resource),
    only_in(between(optional<&UserRow::facts>("facts"), 0, 255), Form::sync),
    only_in(optional<&UserRow::version>("version"), Form::snapshot | Form::sync | Form::resource),
});

inline constexpr std::string_view no_doors = "this version keeps no doors yet";

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
    only_in(of(optional<&GroupRow::members>("members"), list_of<id_text>),
            Form::document | Form::snapshot | Form::resource),
    only_in(of(optional<&GroupRow::safes>("safes"), list_of<id_text>),
            Form::document | Form::snapshot | Form::resource),
    only_in(optional<&GroupRow::name_only>("name_only"), Form::sync | Form::resource),
    only_in(optional<&GroupRow::version>("version"), Form::snapshot | Form::sync | Form::resource),
    only_in(unkept("doors", no_doors), Form::document),
    only_in(unkept("key_roles", no_doors), Form::document),
    only_in(unkept("users_can_remote_unlock", no_doors), Form::document),
    only_in(unkept("users_can_unlock_for", no_doors), Form::document),
    only_in(unkept("admins_can_modify_lock_settings", no_doors), Form::document),
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
    optional<&SafeRow::firmware>("firmware", short_text),
    optional<&SafeRow::two_person>("two_person"),
    only_in(of(optional<&SafeRow::groups>("groups"), list_of<id_text>), Form::sync | Form::resource),
    only_in(at_most(optional<&SafeRow::orders>("orders"), most_orders_written),
            Form::snapshot | Form::sync | Form::resource),
    only_in(optional<&SafeRow::name_only>("name_only"), Form::sync | Form::resource),
    only_in(optional<&SafeRow::version>("version"), Form::snapshot | Form::sync | Form::resource),
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
    only_in(optional<&AssetRow::version>("version"), Form::snapshot | Form::sync | Form::resource),
});

// Writing. The row may be a cut one; its handles are those of `world`. `Form::document` and `Form::resource` write all
// members, the others leave out what has its default.

void write_row(Writer& writer, World const& world, Account const& account, Form form);
void write_row(Writer& writer, World const& world, User const& user, Form form);
void write_row(Writer& writer, World const& world, Group const& group, Form form);
void write_row(Writer& writer, World const& world, Safe const& safe, Form form);
void write_row(Writer& writer, World const& world, Asset const& asset, Form form);
void write_row(Writer& writer, Organization const& organization);

/// The facts of a replica as bits, and back.
[[nodiscard]] std::int64_t bits_of(UserFacts const& facts);
[[nodiscard]] UserFacts facts_of(std::int64_t bits);

// From rows to things. References are left to whoever resolves them. The row's texts are taken out of it.

[[nodiscard]] Organization take_organization(OrganizationRow& row);
[[nodiscard]] Account take_account(AccountRow& row);
[[nodiscard]] User take_user(UserRow& row);
[[nodiscard]] Group take_group(GroupRow& row);
[[nodiscard]] Order take_order(OrderRow& row);
[[nodiscard]] Safe take_safe(SafeRow& row);
[[nodiscard]] Asset take_asset(AssetRow& row);

} // namespace castellan::wire
