// The world: everything that the rules need to know of one organisation, as a value.
#pragma once

#include "model/table.hpp"
#include "model/things.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace castellan {

/// How many active people hold a top role; kept by `apply`, so that "is he the last?" never counts.
struct TopHolders {
    std::uint32_t administrators = 0;
    std::uint32_t organization_admins = 0;
    std::vector<std::uint32_t> account_admins; // by account slot
    std::vector<std::uint32_t> full_admins;    // by account slot
    friend bool operator==(TopHolders const&, TopHolders const&) = default;
};

class World {
public:
    Organization organization;
    Table<Account, AccountId> accounts;
    Table<User, UserId> users;
    Table<Group, GroupId> groups;
    Table<Safe, SafeId> safes;
    Table<Asset, AssetId> assets;
    Table<Door, DoorId> doors;
    Table<Team, TeamId> teams;
    Table<Patient, PatientId> patients;
    Table<Profile, ProfileId> profiles;
    Table<CustomRole, CustomRoleId> custom_roles;
    Table<Module, ModuleId> modules;
    Table<Record, RecordId> records;
    Table<Integration, ScheduleId> schedules;
    Table<Integration, CredentialId> credentials;
    Table<Integration, WebhookId> webhooks;
    Table<Invitation, InvitationId> invitations;

    /// Number of the last change applied; 0 for an organisation that was just loaded.
    std::uint64_t revision = 0;

    /// A replica is what one person may see of a world, with facts in place of what was cut away.
    bool is_replica = false;

    TopHolders holders;

    /// The person with this address, compared without case; `none` if nobody has it. In a replica it knows only
    /// addresses that were not cut away.
    [[nodiscard]] UserId find_by_email(std::string_view email) const;

    /// Adds a person and enters the address and the top roles held. The id must be new, the address too.
    UserId add_user(User user);

    /// Changes one person and keeps indexes and counts right. `edit` must not change `id` or `groups`.
    template <class Edit>
    void edit_user(UserId user, Edit const& edit)
    {
        leave_indexes(user);
        edit(users[user]);
        enter_indexes(user);
    }

    /// Takes a person out of groups, indexes and counts.
    void remove_user(UserId user);

    void join(GroupId group, UserId user);
    void leave(GroupId group, UserId user);
    void assign(GroupId group, SafeId safe);
    void unassign(GroupId group, SafeId safe);
    void assign(GroupId group, DoorId door);
    void unassign(GroupId group, DoorId door);

    // Gives a person a role in a thing, changes it, or ends it (none), at both ends.
    void give(GroupId group, UserId user, KeyRole role);
    void give(DoorId door, UserId user, KeyRole role);
    void give(TeamId team, UserId user, TeamRole role); // who leaves it has its tasks no more
    void give(ModuleId module, UserId user, ModuleRole role);

    /// Puts a person into a profile, or changes what he holds there.
    void set_member(ProfileId profile, ProfileMember member);
    void remove_member(ProfileId profile, UserId user);

    // Adding makes the row and enters it with its parent; lists of relations in it must be empty, except the groups of
    // a safe. Removing ends the relations, and takes along what is inside: assets, patients, records.
    SafeId add_safe(Safe safe);
    void remove_safe(SafeId safe);
    GroupId add_group(Group group);
    void remove_group(GroupId group);
    AssetId add_asset(Asset asset);
    void remove_asset(AssetId asset);
    void move_asset(AssetId asset, SafeId to);
    DoorId add_door(Door door);
    void remove_door(DoorId door);
    TeamId add_team(Team team);
    void remove_team(TeamId team);
    PatientId add_patient(Patient patient);
    void remove_patient(PatientId patient);
    void move_patient(PatientId patient, TeamId to);
    ProfileId add_profile(Profile profile);
    void remove_profile(ProfileId profile);
    ModuleId add_module(Module module);
    void remove_module(ModuleId module);
    RecordId add_record(Record record);
    void remove_record(RecordId record);

    // Undoing. Each makes one row what it was and keeps the indexes right; whoever undoes puts back both ends of
    // every relation.

    /// Makes a row, removed or not, what `former` says.
    void put_back(UserId user, User former);
    template <class Row, class Handle>
    void put_back(Handle handle, Row former)
    {
        auto& table = table_of(handle);
        if (table.contains(handle))
            table[handle] = std::move(former);
        else
            table.restore(handle, std::move(former));
    }

    /// Takes away a row that was made since.
    void take_back(UserId user);
    template <class Handle>
    void take_back(Handle handle)
    {
        table_of(handle).remove(handle);
    }

    // The table of a kind of thing, for what is the same for all of them.
    auto& table_of(AccountId) { return accounts; }
    auto& table_of(UserId) { return users; }
    auto& table_of(GroupId) { return groups; }
    auto& table_of(SafeId) { return safes; }
    auto& table_of(AssetId) { return assets; }
    auto& table_of(DoorId) { return doors; }
    auto& table_of(TeamId) { return teams; }
    auto& table_of(PatientId) { return patients; }
    auto& table_of(ProfileId) { return profiles; }
    auto& table_of(CustomRoleId) { return custom_roles; }
    auto& table_of(ModuleId) { return modules; }
    auto& table_of(RecordId) { return records; }
    auto& table_of(ScheduleId) { return schedules; }
    auto& table_of(CredentialId) { return credentials; }
    auto& table_of(WebhookId) { return webhooks; }
    auto& table_of(InvitationId) { return invitations; }
    template <class Handle>
    auto const& table_of(Handle handle) const
    {
        return const_cast<World*>(this)->table_of(handle); // NOLINT: the const of what the overloads above give
    }

    /// The row, or null for a `none` handle and a removed row.
    template <class Handle>
    [[nodiscard]] auto const* get(Handle handle) const
    {
        return table_of(handle).get(handle);
    }

private:
    void leave_indexes(UserId user);
    void enter_indexes(UserId user);
    void count(UserId user, int by);

    SlotIndex emails_;
};

/// An address as it is compared: ASCII letters in lower case.
[[nodiscard]] std::string lowered(std::string_view text);

/// Whether a sorted list of handles holds one.
template <HandleList List>
[[nodiscard]] bool holds(List const& sorted, std::ranges::range_value_t<List> handle)
{
    // OPTIMIZATION: most lists have a handful of entries, where walking beats bisecting.
    if (sorted.size() <= 8) {
        for (auto const entry : sorted) {
            if (entry == handle)
                return true;
        }
        return false;
    }
    return std::ranges::binary_search(sorted, handle);
}

/// The patients of a team for whom this person has something to do.
[[nodiscard]] std::vector<PatientId> patients_with_tasks_of(World const& world, TeamId team, UserId user);

/// Sorts a list, and leaves each of its entries once.
template <std::ranges::random_access_range List>
void unite(List& list)
{
    std::ranges::sort(list);
    list.erase(std::ranges::unique(list).begin(), list.end());
}

/// Whether two sorted lists have a handle in common.
template <HandleList List>
[[nodiscard]] bool overlap(List const& a, List const& b)
{
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() && right != b.end()) {
        if (*left == *right)
            return true;
        if (*left < *right)
            ++left;
        else
            ++right;
    }
    return false;
}

} // namespace castellan
