#include "ui/screens/keys.hpp"

#include "client/route.hpp"
#include "model/put_in_order.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

struct RoleWords {
    std::string_view key;
    std::string_view title;
    std::string_view in_group;
    std::string_view singly;
};

// In the order of KeyRole.
// words:
constexpr auto roles = std::to_array<RoleWords>({
    {"none",  "No key", "Opens none of the group's doors.", "Does not open the door."},
    {"user",  "User",   "Unlocks the group's doors nearby; from afar and for others only as the group allows.",
     "Unlocks the door nearby."},
    {"admin", "Admin",  "Unlocks, also from afar and for others; sends and revokes user and admin keys.",
     "Unlocks, also from afar and for others; sends and revokes keys, and changes the lock settings."},
    {"owner", "Owner",  "Holds admin keys to the doors, and sets all key roles and what the group allows.",
     "Sends any key to the door, and puts it into groups of their own."},
});
// words end

RoleWords const& words_of(KeyRole role) { return roles[static_cast<std::size_t>(role)]; }

template <class Name>
void sort_by(std::vector<KeyLine>& lines, Name const& name)
{
    put_in_order(lines, [&](KeyLine const& one, KeyLine const& other) { return comes_before(name(one), name(other)); });
}

void key_actions(Actions& actions, Seen const& seen, KeyLine const& line)
{
    auto const& world = seen.world;
    auto const person = name_of(world, line.user);
    auto const change_to = [&](KeyRole role) -> Change {
        if (line.group)
            return SetKeyRole{line.group, line.user, role};
        if (role == KeyRole::none)
            return RevokeKey{line.door, line.user};
        return SendKey{line.door, line.user, role};
    };
    auto const place = line.group ? world.groups[line.group].name : world.doors[line.door].name;
    for (auto const role : {KeyRole::owner, KeyRole::admin, KeyRole::user}) {
        if (role != line.role)
            actions.offer(tr("Change to {}", title_of(role)), change_to(role), {.icon = icon::key_round, .hint = meaning_of(role, !line.group)});
    }
    actions.offer(line.group ? tr("Take the key role") : tr("Revoke key"), change_to(KeyRole::none),
                  {.weight = Weight::danger,
                   .icon = icon::x,
                   .confirm = Confirmation{line.group ? tr("Take the key role of {} in {}?", person, place) : tr("Revoke the key of {} to {}?", person, place),
                                           line.group ? tr("They no longer open the doors of this group through it. Keys that were sent to them singly stay.")
                                                      : tr("Keys that they have through groups stay."),
                                           line.group ? tr("Take the key role") : tr("Revoke key")}});
}

} // namespace

std::string_view title_of(KeyRole role) { return tr(words_of(role).title); }
std::string_view meaning_of(KeyRole role, bool singly) { return tr(singly ? words_of(role).singly : words_of(role).in_group); }
std::string_view key_of(KeyRole role) { return words_of(role).key; }
KeyRole key_role_of(std::string_view key)
{
    auto const found = std::ranges::find(roles, key, &RoleWords::key);
    return found == roles.end() ? KeyRole::none : static_cast<KeyRole>(found - roles.begin());
}

std::vector<KeyLine> keys_of(World const& world, GroupId group)
{
    auto lines = std::vector<KeyLine>{};
    for (auto const& [user, role] : world.groups[group].key_roles) {
        if (world.users.contains(user))
            lines.push_back({user, role, group, {}});
    }
    sort_by(lines, [&](KeyLine const& line) { return std::string_view{world.users[line.user].name}; });
    return lines;
}

std::int64_t key_count(World const& world, DoorId door)
{
    auto count = world.doors[door].keys.size();
    for (auto const group : world.doors[door].groups) {
        if (auto const* row = world.groups.get(group))
            count += row->key_roles.size();
    }
    return static_cast<std::int64_t>(count);
}

std::vector<KeyLine> keys_of(World const& world, DoorId door)
{
    auto lines = std::vector<KeyLine>{};
    for (auto const& [user, role] : world.doors[door].keys) {
        if (world.users.contains(user))
            lines.push_back({user, role, {}, door});
    }
    for (auto const group : world.doors[door].groups) {
        if (world.groups.contains(group))
            lines.append_range(keys_of(world, group));
    }
    sort_by(lines, [&](KeyLine const& line) { return std::string_view{world.users[line.user].name}; });
    return lines;
}

std::vector<KeyLine> keys_of(World const& world, UserId user, AccountId account)
{
    auto lines = std::vector<KeyLine>{};
    auto const& assigned = *world.users[user].assigned;
    for (auto const& [group, role] : assigned.group_keys) {
        if (world.groups.contains(group) && world.groups[group].account == account)
            lines.push_back({user, role, group, {}});
    }
    sort_by(lines, [&](KeyLine const& line) { return std::string_view{world.groups[line.group].name}; });
    auto singly = std::vector<KeyLine>{};
    for (auto const& [door, role] : assigned.keys) {
        if (world.doors.contains(door) && world.doors[door].account == account)
            singly.push_back({user, role, {}, door});
    }
    sort_by(singly, [&](KeyLine const& line) { return std::string_view{world.doors[line.door].name}; });
    lines.append_range(singly);
    return lines;
}

std::vector<DoorId> doors_of(World const& world, AccountId account)
{
    auto doors = std::vector<DoorId>{};
    for (auto const door : world.doors.handles()) {
        if (world.doors[door].account == account)
            doors.push_back(door);
    }
    put_in_order(doors, [&](DoorId one, DoorId other) { return comes_before(world.doors[one].name, world.doors[other].name); });
    return doors;
}

bool has_safes_side(Seen const& seen, GroupId group)
{
    auto const& row = seen.world.groups[group];
    return !row.name_only || std::ranges::contains(row.members, seen.me);
}

bool has_doors_side(Seen const& seen, GroupId group)
{
    auto const& row = seen.world.groups[group];
    return seen.world.accounts[row.account].groups_for_doors &&
           (!row.doors_cut || role_in(row.key_roles, seen.me) != KeyRole::none);
}

std::vector<GroupId> door_groups_of(Seen const& seen, AccountId account)
{
    auto groups = groups_of(seen.world, account);
    std::erase_if(groups, [&](GroupId group) { return !has_doors_side(seen, group); });
    return groups;
}

std::vector<std::string> shared_doors(World const& world, GroupId one, GroupId other)
{
    auto names = std::vector<std::string>{};
    for (auto const door : world.groups[one].doors) {
        if (world.doors.contains(door) && std::ranges::contains(world.groups[other].doors, door))
            names.push_back(world.doors[door].name);
    }
    put_in_order(names, comes_before);
    return names;
}

void key_table(Ui& ui, Seen const& seen, std::span<KeyLine const> lines, TableState& state, KeyTable const& options)
{
    auto const& world = seen.world;
    auto columns = std::vector<Column>{};
    if (!options.of_one_person)
        columns.push_back({.label = tr("Person"), .sortable = false});
    columns.push_back({.label = tr("Key"), .width = options.of_one_person || options.of_one_group ? 0.0f : 7.0f, .sortable = false});
    if (!options.of_one_group)
        columns.push_back({.label = tr("Comes from"), .sortable = false, .leaves_first = 1});
    DataTable table{ui, options.name, columns, state,
                    {.row_count = lines.size(), .empty = options.empty, .two_lines = true, .fill = options.fill}};
    while (table.next_row()) {
        auto const& line = lines[table.row()];
        auto const* group = world.groups.get(line.group);
        auto const& place = group == nullptr ? world.doors[line.door].name : group->name;
        auto const& person = world.users[line.user];
        auto const href = options.of_one_person ? group == nullptr ? client::door_href(world.doors[line.door].id) : client::group_href(group->id)
                                                : client::user_href(person.id);
        table.begin_row(std::uint64_t{line.user.slot} << 32 | std::uint64_t{group == nullptr} << 31 | (group == nullptr ? line.door.slot : line.group.slot),
                        {.name = options.of_one_person ? place : person.name, .href = is_listed(seen, line.user) || options.of_one_person ? href : std::string{},
                         .quiet = person.status == Status::disabled});
        if (!options.of_one_person)
            table.person(person.name);
        if (options.of_one_person || options.of_one_group)
            table.text(title_of(line.role), meaning_of(line.role, group == nullptr));
        else
            table.text(title_of(line.role));
        if (!options.of_one_group) {
            auto const doors = group == nullptr ? std::string{tr("Sent singly")}
                                                : tr_n("Group with {} door", "Group with {} doors", static_cast<std::int64_t>(group->doors.size()));
            table.icon(group == nullptr ? icon::key_round : icon::users_round, place, doors);
        }
        auto actions = table.actions();
        key_actions(actions, seen, line);
    }
}

} // namespace castellan::ui
