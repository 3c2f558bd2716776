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
    friend bool operator==(UserFields const&, UserFields const&) = default;
};

struct GroupFields {
    std::optional<std::string> name;
    std::optional<std::string> description;
    std::optional<std::string> logo;
    std::optional<std::vector<std::string>> notification_emails;
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

/// What a person may change of himself.
struct OwnFields {
    std::optional<std::string> name;
    friend bool operator==(OwnFields const&, OwnFields const&) = default;
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

/// One mutation, complete. The order of the alternatives is the order of `Kind`.
using Change = std::variant<
    CreateUser, ImportUsers, EditUser, DeleteUser, SetUserRole, DisableUser, EnableUser, EditSelf, ClearPin,
    ClearFingerprint, CreateGroup, EditGroup, DeleteGroup, AddMember, RemoveMember, AddSafe, RemoveSafeFromGroup,
    RegisterSafe, EditSafe, RemoveSafe, ReportSafe, SyncSafe, UpgradeSafe, IssueEmergencyCode, UnlockSafe, CreateAsset,
    EditAsset, DeleteAsset, CountAsset, EnrollAsset, MoveAsset>;

/// The kinds, in the order of the alternatives of `Change`; their names are RULEBOOK 7's.
enum class Kind : std::uint8_t {
    user_create, user_import, user_edit, user_delete, user_set_role, user_disable, user_enable, user_edit_self,
    user_clear_pin, user_clear_fingerprint, group_create, group_edit, group_delete, group_add_member,
    group_remove_member, group_add_safe, group_remove_safe, safe_register, safe_edit, safe_remove, safe_report,
    safe_sync, safe_upgrade, safe_emergency_code, safe_unlock, asset_create, asset_edit, asset_delete, asset_count,
    asset_enroll, asset_move
};

inline constexpr std::size_t kind_count = std::variant_size_v<Change>;
static_assert(static_cast<std::size_t>(Kind::asset_move) + 1 == kind_count, "one enumerator per alternative");

[[nodiscard]] inline Kind kind_of(Change const& change) { return static_cast<Kind>(change.index()); }

/// "group.add_member" for Kind::group_add_member.
[[nodiscard]] std::string_view name_of(Kind kind);

/// The kind with this name, if there is one.
[[nodiscard]] std::optional<Kind> kind_named(std::string_view name);

/// The things a change is about, for the log's index, for pushing differences, and for links. At most one of each.
struct Subjects {
    AccountId account;
    UserId user;
    GroupId group;
    SafeId safe;
    SafeId other_safe; // asset.move: where to
    AssetId asset;
};

[[nodiscard]] Subjects subjects_of(World const& world, Change const& change);

} // namespace castellan
