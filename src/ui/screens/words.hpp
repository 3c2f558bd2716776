// The model's words as people read them: roles, states, days. In one place, so that every screen says the same.
#pragma once

#include "model/apply.hpp"
#include "model/change.hpp"
#include "model/roles.hpp"
#include "rules/permission.hpp"
#include "ui/kit/basics.hpp"
#include "ui/kit/language.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

[[nodiscard]] std::string_view title_of(SafesRole role);    // "Group Administrator"
[[nodiscard]] std::string_view meaning_of(SafesRole role);  // what it lets one do, in a sentence
[[nodiscard]] std::string_view title_of(ProfilesRole role);
[[nodiscard]] std::string_view title_of(ModulesRole role);

/// "group_admin" for the wire, for addresses and for keys of choices.
[[nodiscard]] std::string_view key_of(SafesRole role);
[[nodiscard]] SafesRole safes_role_of(std::string_view key);

[[nodiscard]] std::string_view title_of(Status status);
[[nodiscard]] Tone tone_of(Status status);
[[nodiscard]] std::string_view key_of(Status status);

[[nodiscard]] std::string_view title_of(TwoPerson setting);
[[nodiscard]] std::string_view meaning_of(TwoPerson setting);
[[nodiscard]] std::string_view key_of(TwoPerson setting);
[[nodiscard]] TwoPerson two_person_of(std::string_view key);

[[nodiscard]] std::string_view title_of(OrderKind kind);
[[nodiscard]] std::string_view title_of(OrderState state);
[[nodiscard]] Tone tone_of(OrderState state);

/// How a safe is: online, offline, or not paired with its device yet.
[[nodiscard]] std::string_view title_of(Safe const& safe);
[[nodiscard]] Tone tone_of(Safe const& safe);

/// "Users: list, create, edit": a permission set manager by manager, for "what can she do".
struct ManagerLine {
    std::string manager;
    std::string verbs;
};
/// "Custom roles" for "custom_roles", "set role" for "set_role".
[[nodiscard]] std::string_view manager_word(std::string_view manager);
[[nodiscard]] std::string_view verb_word(std::string_view verb);
[[nodiscard]] std::vector<ManagerLine> lines_of(PermissionSet permissions);
/// "Safes: sync"
[[nodiscard]] std::string title_of(Permission permission);

/// How far away a day is that is written YYYY-MM-DD; none if it is not a day.
[[nodiscard]] std::optional<int> days_until(std::string_view day, Instant now);
/// "expired 3 days ago", "expires today", "expires in 12 days"; empty for no day.
[[nodiscard]] std::string expiry_of(std::string_view day, Instant now);
[[nodiscard]] Tone expiry_tone(std::string_view day, Instant now);
/// Of a count: "2 are missing", "1 more than expected".
[[nodiscard]] std::string difference_of(std::int64_t discrepancy);
/// Within this many days an asset counts as expiring.
inline constexpr int expires_soon_days = 30;

/// What was done, after it succeeded: "Member added".
[[nodiscard]] std::string_view done_title(Kind kind);
/// What failed: "The member was not added".
[[nodiscard]] std::string_view failed_title(Kind kind);

/// Whether a text contains another, compared without case and accents: "angela" finds "Ángela".
[[nodiscard]] bool contains_words(std::string_view text, std::string_view needle);
/// Ascending order as people expect it: without case and accents, "Engine 9" before "Engine 10".
[[nodiscard]] bool comes_before(std::string_view one, std::string_view other);
/// The beginning of a name as numbers: of two names with different keys, the one with the smaller key comes before. For
/// sorting many of them; of equal keys `comes_before` decides.
using SortKey = std::array<std::uint64_t, 2>;
[[nodiscard]] SortKey sort_key(std::string_view name);

enum class Joined : std::uint8_t { together, as_alternatives }; // by "and", by "or"
/// "Station 7", "Station 7 and Station 9", "Station 7, Station 9 and 3 more".
[[nodiscard]] std::string listed(std::vector<std::string> const& names, std::size_t at_most = 3,
                                 Joined joined = Joined::together);

/// "sync Engine 7" as the beginning of a line: "Sync Engine 7".
[[nodiscard]] std::string capitalised(std::string_view text);

/// A name in the quotation marks of the language: “Station 7”.
[[nodiscard]] std::string quoted(std::string_view name);

} // namespace castellan::ui
