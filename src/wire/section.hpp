// The sections of the organisation document, one for each kind of thing that has an id, and which handles belong to which.
#pragma once

#include "model/ids.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace castellan::wire {

/// Where a reference points, and what a page or a cut lists. Parents come before what belongs to them.
enum class Section : std::uint8_t {
    accounts, users, groups, safes, assets, doors, teams, patients, profiles, custom_roles, modules, records, schedules,
    credentials, webhooks, invitations
};

/// The handles of the sections, in their order.
using Handles = std::tuple<AccountId, UserId, GroupId, SafeId, AssetId, DoorId, TeamId, PatientId, ProfileId,
                           CustomRoleId, ModuleId, RecordId, ScheduleId, CredentialId, WebhookId, InvitationId>;
inline constexpr std::size_t section_count = std::tuple_size_v<Handles>;
static_assert(static_cast<std::size_t>(Section::invitations) + 1 == section_count, "one handle for each section");

template <Section section>
using HandleOf = std::tuple_element_t<static_cast<std::size_t>(section), Handles>;

namespace detail {

template <class Handle, std::size_t... At>
constexpr std::optional<Section> section_among(std::index_sequence<At...>)
{
    auto result = std::optional<Section>{};
    ((std::is_same_v<Handle, std::tuple_element_t<At, Handles>> ? (void)(result = static_cast<Section>(At)) : void()),
     ...);
    return result;
}

/// Empty if the type is no handle.
template <class T>
inline constexpr std::optional<Section> section_of = section_among<T>(std::make_index_sequence<section_count>{});

struct SectionNames {
    std::string_view name;
    std::string_view singular;
    std::string_view indefinite;
};

// clang-format off
inline constexpr auto section_names = std::to_array<SectionNames>({
    {"accounts",     "account",     "an account"   },
    {"users",        "user",        "a user"       },
    {"groups",       "group",       "a group"      },
    {"safes",        "safe",        "a safe"       },
    {"assets",       "asset",       "an asset"     },
    {"doors",        "door",        "a door"       },
    {"teams",        "team",        "a team"       },
    {"patients",     "patient",     "a patient"    },
    {"profiles",     "profile",     "a profile"    },
    {"custom_roles", "custom_role", "a custom role"},
    {"modules",      "module",      "a module"     },
    {"records",      "record",      "a record"     },
    {"schedules",    "schedule",    "a schedule"   },
    {"credentials",  "credential",  "a credential" },
    {"webhooks",     "webhook",     "a webhook"    },
    {"invitations",  "invitation",  "an invitation"},
});
// clang-format on
static_assert(section_names.size() == section_count);

} // namespace detail

/// Section::users for UserId.
template <class Handle>
inline constexpr Section section_of_handle = *detail::section_of<Handle>;

/// "custom_roles"
[[nodiscard]] constexpr std::string_view name_of(Section section)
{
    return detail::section_names[static_cast<std::size_t>(section)].name;
}
/// "custom_role": what a change calls one of them (RULEBOOK 7).
[[nodiscard]] constexpr std::string_view singular_of(Section section)
{
    return detail::section_names[static_cast<std::size_t>(section)].singular;
}
/// "a custom role"
[[nodiscard]] constexpr std::string_view indefinite(Section section)
{
    return detail::section_names[static_cast<std::size_t>(section)].indefinite;
}

/// Calls `act` with the handle of a slot; all calls must answer the same type.
template <class Act>
constexpr decltype(auto) with_handle(Section section, std::uint32_t slot, Act const& act)
{
    switch (section) {
    case Section::accounts: return act(AccountId{slot});
    case Section::users: return act(UserId{slot});
    case Section::groups: return act(GroupId{slot});
    case Section::safes: return act(SafeId{slot});
    case Section::assets: return act(AssetId{slot});
    case Section::doors: return act(DoorId{slot});
    case Section::teams: return act(TeamId{slot});
    case Section::patients: return act(PatientId{slot});
    case Section::profiles: return act(ProfileId{slot});
    case Section::custom_roles: return act(CustomRoleId{slot});
    case Section::modules: return act(ModuleId{slot});
    case Section::records: return act(RecordId{slot});
    case Section::schedules: return act(ScheduleId{slot});
    case Section::credentials: return act(CredentialId{slot});
    case Section::webhooks: return act(WebhookId{slot});
    case Section::invitations: return act(InvitationId{slot});
    }
    std::unreachable();
}

/// Calls `act` with a `none` handle of each section, in their order.
template <class Act>
constexpr void for_each_section(Act const& act)
{
    std::apply([&act](auto... handles) { (act(handles), ...); }, Handles{});
}

} // namespace castellan::wire
