// Keys: who holds which, and where each comes from. A group's key role gives keys to all its doors; a key that was sent
// singly is of one door.
#pragma once

#include "ui/kit/kit.hpp"
#include "ui/screens/seen.hpp"

namespace castellan::ui {

[[nodiscard]] std::string_view title_of(KeyRole role); // "Admin"
/// What it lets one do, in a group or by a key of one door (D-1 to D-3, D-6).
[[nodiscard]] std::string_view meaning_of(KeyRole role, bool singly);
[[nodiscard]] std::string_view key_of(KeyRole role);
[[nodiscard]] KeyRole key_role_of(std::string_view key);

struct KeyLine {
    UserId user;
    KeyRole role = KeyRole::user;
    GroupId group; // none: sent singly
    DoorId door;   // of a key that was sent singly
    friend bool operator==(KeyLine const&, KeyLine const&) = default;
};

/// Those that open a door, by person.
[[nodiscard]] std::vector<KeyLine> keys_of(World const& world, DoorId door);
/// How many that are.
[[nodiscard]] std::int64_t key_count(World const& world, DoorId door);
/// The key roles in a group, by person.
[[nodiscard]] std::vector<KeyLine> keys_of(World const& world, GroupId group);
/// What one person holds in an account: groups, then doors, by name.
[[nodiscard]] std::vector<KeyLine> keys_of(World const& world, UserId user, AccountId account);

/// The doors of an account, by name.
[[nodiscard]] std::vector<DoorId> doors_of(World const& world, AccountId account);

/// A group has two sides that know nothing of each other (X-10, D-8): which of them the viewer is shown.
[[nodiscard]] bool has_safes_side(Seen const& seen, GroupId group);
[[nodiscard]] bool has_doors_side(Seen const& seen, GroupId group);
/// The groups whose doors side he is shown, by name.
[[nodiscard]] std::vector<GroupId> door_groups_of(Seen const& seen, AccountId account);
/// The doors that two groups share (D-4), by name.
[[nodiscard]] std::vector<std::string> shared_doors(World const& world, GroupId one, GroupId other);

/// A table of keys. What it is about needs no column.
struct KeyTable {
    std::string_view name;
    Notice empty;
    bool of_one_person = false;
    bool of_one_group = false;
    bool fill = false;
};
void key_table(Ui& ui, Seen const& seen, std::span<KeyLine const> lines, TableState& state, KeyTable const& options);

} // namespace castellan::ui
