// The parameters of every kind of change (RULEBOOK 7), as tables.
#pragma once

#include "model/change.hpp"
#include "wire/schema.hpp"

namespace castellan::wire {

/// A non-empty name, a non-empty address.
inline constexpr auto given_name = TextLimits{Format::line, 120, false};
inline constexpr auto given_email = TextLimits{Format::email, 254, false};

// Fields

template <>
inline constexpr std::string_view title_of<UserFields> = "UserFields";
template <>
inline constexpr auto members_of<UserFields> = std::to_array<Member>({
    optional<&UserFields::name>("name", given_name),
    optional<&UserFields::email>("email", given_email),
    optional<&UserFields::phone>("phone", phone_text),
});

template <>
inline constexpr std::string_view title_of<OwnFields> = "OwnFields";
template <>
inline constexpr auto members_of<OwnFields> = std::to_array<Member>({
    optional<&OwnFields::name>("name", given_name),
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

namespace detail {

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

} // namespace detail

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

} // namespace castellan::wire
