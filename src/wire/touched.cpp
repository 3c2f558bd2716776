// What a change touches: the things whose rows differ after it, whoever looks at them, and the people whose scope does.
#include "model/put_in_order.hpp"
#include "rules/cut.hpp"
#include "wire/sync.hpp"

#include <algorithm>
#include <utility>

namespace castellan::wire {

namespace {

/// Among so many, the newest, the records of a person are named again when he comes into sight; in older ones his name
/// comes with the next full cut.
constexpr auto records_looked_at = std::uint32_t{1'000};

/// One overload for each kind that touches more than the thing it names.
struct Note {
    Touched& touched;
    World const& world;
    Actor actor;
    std::vector<UserId>& people; // whose scope changes

    void id(Section section, std::string_view id) const
    {
        if (!id.empty())
            touched.things[static_cast<std::size_t>(section)].emplace_back(id);
    }
    template <class Handle>
    void thing(Handle handle) const
    {
        if (auto const* row = world.get(handle))
            id(section_of_handle<Handle>, row->id);
    }
    template <HandleList List>
    void things(List const& handles) const
    {
        for (auto const handle : handles)
            thing(handle);
    }
    template <class Handle, class Role>
    void things(Holdings<Handle, Role> const& holdings) const
    {
        for (auto const& holding : holdings)
            thing(holding.thing);
    }
    template <class Handle>
    void fresh(std::string_view new_id) const
    {
        id(section_of_handle<Handle>, new_id);
    }

    void scope(UserId user) const
    {
        auto const* row = world.get(user);
        if (!row)
            return;
        touched.scopes.push_back(row->id);
        people.push_back(user);
    }
    /// Others may come to see whose scope changes: in the things in which he has a place, and on what he did. And what he
    /// may no longer give is void (M-8).
    void what_names_people() const
    {
        if (people.empty())
            return;
        unite(people);
        for (auto const user : people) {
            things(world.users[user].groups);
            auto const& assigned = *world.users[user].assigned;
            things(assigned.group_keys);
            things(assigned.keys);
            things(assigned.teams);
            for (auto const& held : assigned.teams)
                things(patients_with_tasks_of(world, held.thing, user));
            things(assigned.modules);
            things(assigned.profiles);
        }
        auto const is_one = [this](UserId user) { return std::ranges::binary_search(people, user); };
        invitations([&](Invitation const& invitation) { return is_one(invitation.by); });
        auto const slots = world.records.slots();
        for (auto slot = slots - std::min(slots, records_looked_at); slot < slots; ++slot) {
            auto const* record = world.records.get(RecordId{slot});
            if (record != nullptr && is_one(record->by))
                id(Section::records, record->id);
        }
    }
    void person_and_scope(UserId user) const
    {
        thing(user);
        scope(user);
    }
    template <class Role>
    void people_and_scopes(Holdings<UserId, Role> const& holdings) const
    {
        for (auto const& holding : holdings)
            person_and_scope(holding.thing);
    }
    template <class Wanted>
    void invitations(Wanted const& wanted) const
    {
        for (auto const handle : world.invitations.handles()) {
            auto const& invitation = world.invitations[handle];
            if (wanted(invitation))
                thing(handle);
        }
    }

    // The doors side: whom and what a group's keys keep out of other groups hangs on all that share its doors (D-4).

    void neighbours(DoorId door) const
    {
        if (auto const* row = world.get(door))
            things(row->groups);
    }
    void around(GroupId group) const
    {
        thing(group);
        if (auto const* row = world.get(group)) {
            for (auto const door : row->doors) {
                thing(door);
                neighbours(door);
            }
        }
    }
    void around(UserId user) const
    {
        if (auto const* row = world.get(user)) {
            for (auto const& key : row->assigned->group_keys)
                around(key.thing);
        }
    }

    // Organisation and accounts

    void operator()(EditOrganization const& c) const
    {
        if (c.fields.name || c.fields.code_for || c.fields.user_fields) {
            touched.everything = true;
            return;
        }
        for (auto const user : world.users.handles()) { // the fields of patients are nobody else's matter
            if (knows_patients(world.users[user]))
                scope(user);
        }
    }
    void operator()(CreateAccount const& c) const
    {
        fresh<AccountId>(c.account);
        for (auto const* first : {&c.administrators.safes, &c.administrators.profiles, &c.administrators.modules}) {
            for (auto const user : *first)
                person_and_scope(user);
        }
    }
    /// With it goes what is still in it.
    void operator()(DeleteAccount const& c) const
    {
        for_each_section([&](auto none) {
            auto const& table = world.table_of(none);
            for (auto const handle : table.handles()) {
                if constexpr (requires { table[handle].account; }) {
                    if (table[handle].account == c.account)
                        thing(handle);
                }
            }
        });
        thing(c.account);
        for (auto const handle : world.modules.handles()) {
            if (world.modules[handle].account == c.account)
                (*this)(DeleteModule{handle});
        }
        for (auto const handle : world.profiles.handles()) {
            if (world.profiles[handle].account == c.account)
                with_members(handle);
        }
        for (auto const handle : world.users.handles()) {
            if (!world.users[handle].roles_in(c.account).empty())
                person_and_scope(handle);
        }
    }
    void operator()(SetAccountSettings const& c) const
    {
        thing(c.account);
        if (!c.fields.groups_for_doors)
            return;
        // All keys of its groups rest, or come back (D-8).
        for (auto const handle : world.groups.handles()) {
            if (world.groups[handle].account != c.account)
                continue;
            around(handle);
            people_and_scopes(world.groups[handle].key_roles);
        }
    }

    // Users

    void person(AccountId account, std::string_view new_id, std::vector<GroupId> const& groups) const
    {
        thing(account);
        fresh<UserId>(new_id);
        things(groups);
    }
    void operator()(CreateUser const& c) const { person(c.account, c.user, c.groups); }
    void operator()(ImportUsers const& c) const
    {
        for (auto const& row : c.rows)
            person(c.account, row.user, row.groups);
    }
    void operator()(DeleteUser const& c) const
    {
        auto const* row = world.get(c.user);
        if (!row)
            return;
        person_and_scope(c.user);
        things(row->groups);
        around(c.user);
        for (auto const& roles : row->accounts)
            thing(roles.account);
    }
    void operator()(SetUserRole const& c) const
    {
        thing(c.account);
        person_and_scope(c.user);
    }
    void operator()(SetAdminType const& c) const
    {
        thing(c.account);
        person_and_scope(c.user);
    }
    void operator()(SetModulesRole const& c) const
    {
        thing(c.account);
        person_and_scope(c.user);
    }
    void operator()(SetAdministrator const& c) const { person_and_scope(c.user); }
    void operator()(DisableUser const& c) const { person_and_scope(c.user); }
    void operator()(EnableUser const& c) const { person_and_scope(c.user); }
    void operator()(EditSelf const&) const { thing(actor.user); }

    // Invitations

    void operator()(SendInvitation const& c) const
    {
        for (auto const& invitation : c.invitations)
            fresh<InvitationId>(invitation);
    }
    void operator()(AcceptInvitation const& c) const
    {
        auto const* invitation = world.get(c.invitation);
        if (!invitation)
            return;
        thing(c.invitation);
        fresh<UserId>(c.user);
        person_and_scope(actor.user ? actor.user : world.find_by_email(invitation->email));
        thing(invitation->account);
        thing(invitation->module);
        thing(invitation->team);
    }

    // Groups

    void operator()(CreateGroup const& c) const
    {
        thing(c.account);
        fresh<GroupId>(c.group);
    }
    void operator()(EditGroup const& c) const
    {
        thing(c.group);
        auto const* row = world.get(c.group);
        if (row == nullptr || !c.fields.schedule)
            return;
        thing(row->schedule); // its members see by which they are bound
        id(Section::schedules, *c.fields.schedule);
    }
    void operator()(DeleteGroup const& c) const
    {
        auto const* row = world.get(c.group);
        if (!row)
            return;
        thing(row->account);
        for (auto const user : row->members)
            person_and_scope(user);
        things(row->safes);
        around(c.group);
        people_and_scopes(row->key_roles);
        for (auto const& key : row->key_roles)
            around(key.thing);
    }
    void operator()(AddMember const& c) const { membership(c.group, c.user); }
    void operator()(RemoveMember const& c) const { membership(c.group, c.user); }
    void membership(GroupId group, UserId user) const
    {
        thing(group);
        person_and_scope(user);
    }
    void operator()(AddSafe const& c) const { assignment(c.group, c.safe); }
    void operator()(RemoveSafeFromGroup const& c) const { assignment(c.group, c.safe); }
    void assignment(GroupId group, SafeId safe) const
    {
        thing(group);
        thing(safe);
        if (auto const* row = world.get(safe))
            things(row->groups); // that it is in them is seen by whoever comes to see it
    }
    void operator()(AddDoor const& c) const { assignment(c.group, c.door); }
    void operator()(RemoveDoorFromGroup const& c) const { assignment(c.group, c.door); }
    /// With the door its other keys come into the sight of whoever holds keys of the group.
    void assignment(GroupId group, DoorId door) const
    {
        around(group);
        thing(door);
        neighbours(door);
        if (auto const* row = world.get(group))
            people_and_scopes(row->key_roles);
        if (auto const* row = world.get(door)) {
            things(row->keys);
            for (auto const other : row->groups)
                people_of_keys(other);
        }
    }
    void people_of_keys(GroupId group) const
    {
        if (auto const* row = world.get(group)) {
            for (auto const& key : row->key_roles)
                around(key.thing);
        }
    }
    void operator()(SetKeyRole const& c) const
    {
        around(c.group);
        around(c.user);
        person_and_scope(c.user);
    }
    void operator()(SetToggles const& c) const
    {
        thing(c.group);
        if (auto const* row = world.get(c.group))
            people_and_scopes(row->key_roles);
    }

    // Safes and assets

    void operator()(RegisterSafe const& c) const
    {
        thing(c.account);
        fresh<SafeId>(c.safe);
    }
    void operator()(RemoveSafe const& c) const
    {
        thing(c.safe);
        if (auto const* row = world.get(c.safe)) {
            thing(row->account);
            things(row->groups);
        }
    }
    void operator()(CreateAsset const& c) const
    {
        fresh<AssetId>(c.asset);
        thing(c.safe);
    }
    void operator()(DeleteAsset const& c) const { asset_and_safe(c.asset); }
    void operator()(EnrollAsset const& c) const { asset_and_safe(c.asset); }
    void operator()(MoveAsset const& c) const
    {
        asset_and_safe(c.asset);
        thing(c.to);
    }
    void asset_and_safe(AssetId asset) const
    {
        thing(asset);
        if (auto const* row = world.get(asset))
            thing(row->safe);
    }

    // Doors and keys

    void operator()(CreateDoor const& c) const
    {
        thing(c.account);
        fresh<DoorId>(c.door);
    }
    void operator()(DeleteDoor const& c) const
    {
        auto const* row = world.get(c.door);
        if (!row)
            return;
        thing(row->account);
        thing(c.door);
        for (auto const group : row->groups) {
            around(group);
            if (auto const* keys = world.get(group))
                people_and_scopes(keys->key_roles);
            people_of_keys(group);
        }
        people_and_scopes(row->keys);
    }
    void operator()(SendKey const& c) const { key(c.door, c.user); }
    void operator()(RevokeKey const& c) const { key(c.door, c.user); }
    void key(DoorId door, UserId user) const
    {
        thing(door);
        person_and_scope(user);
    }

    // Teams and patients

    void operator()(CreateTeam const& c) const { fresh<TeamId>(c.team); }
    void operator()(DeleteTeam const& c) const
    {
        auto const* row = world.get(c.team);
        if (!row)
            return;
        thing(c.team);
        things(row->patients);
        people_and_scopes(row->people);
        invitations([&c](Invitation const& invitation) { return invitation.team == c.team; });
    }
    void operator()(AddTeamMember const& c) const { place(c.team, c.user); }
    void operator()(RemoveTeamMember const& c) const { place(c.team, c.user); }
    void operator()(SetTeamOwner const& c) const { place(c.team, c.user); }
    void place(TeamId team, UserId user) const
    {
        thing(team);
        person_and_scope(user);
    }
    void operator()(CreatePatient const& c) const
    {
        fresh<PatientId>(c.patient);
        thing(c.team);
    }
    void operator()(MovePatient const& c) const
    {
        thing(c.patient);
        thing(c.to);
        if (auto const* row = world.get(c.patient))
            thing(row->team);
    }

    // Modules, records, custom roles

    void operator()(CreateModule const& c) const
    {
        thing(c.account);
        fresh<ModuleId>(c.module);
    }
    void operator()(DeleteModule const& c) const
    {
        auto const* row = world.get(c.module);
        if (!row)
            return;
        thing(row->account);
        thing(c.module);
        things(row->records);
        people_and_scopes(row->roles);
        invitations([&c](Invitation const& invitation) { return invitation.module == c.module; });
    }
    void operator()(SetModuleRole const& c) const
    {
        thing(c.module);
        person_and_scope(c.user);
    }
    void operator()(SubmitRecord const& c) const
    {
        fresh<RecordId>(c.record);
        thing(c.module);
    }
    void operator()(ClearRecords const& c) const
    {
        auto const* row = world.get(c.module);
        if (c.in_record)
            thing(c.record);
        else if (row)
            things(row->records);
    }
    void operator()(CreateCustomRole const& c) const { fresh<CustomRoleId>(c.custom_role); }
    void operator()(EditCustomRole const& c) const { with_holders(c.custom_role); }
    void operator()(DeleteCustomRole const& c) const { with_holders(c.custom_role); }
    void with_holders(CustomRoleId role) const
    {
        thing(role);
        for (auto const module : world.modules.handles()) {
            for (auto const& holding : world.modules[module].roles) {
                if (holding.role.custom != role)
                    continue;
                thing(module);
                person_and_scope(holding.thing);
            }
        }
        invitations([role](Invitation const& invitation) { return invitation.offer.custom == role; });
    }

    // Admin profiles

    void operator()(CreateProfile const& c) const { fresh<ProfileId>(c.profile); }
    void operator()(EditProfile const& c) const { with_members(c.profile); }
    void operator()(DeleteProfile const& c) const { with_members(c.profile); }
    void with_members(ProfileId profile) const
    {
        thing(profile);
        if (auto const* row = world.get(profile)) {
            for (auto const& member : row->members)
                person_and_scope(member.user);
        }
    }
    void operator()(AddProfileMember const& c) const { place(c.profile, c.user); }
    void operator()(SetProfileMember const& c) const { place(c.profile, c.user); }
    void operator()(RemoveProfileMember const& c) const { place(c.profile, c.user); }
    void place(ProfileId profile, UserId user) const
    {
        thing(profile);
        person_and_scope(user);
    }

    /// The groups that it binds are of other hours.
    void operator()(DeleteSchedule const& c) const
    {
        thing(c.integration);
        for (auto const handle : world.groups.handles()) {
            if (world.groups[handle].schedule == c.integration)
                thing(handle);
        }
    }
    template <class Handle>
    void operator()(CreateIntegration<Handle> const& c) const
    {
        fresh<Handle>(c.integration);
    }
    void operator()(ExportAudit const&) const {}

    // The rest touches the one thing that it names.
    template <class C>
    void operator()(C const& c) const
    {
        if constexpr (requires { c.asset; })
            thing(c.asset);
        else if constexpr (requires { c.safe; })
            thing(c.safe);
        else if constexpr (requires { c.patient; })
            thing(c.patient);
        else if constexpr (requires { c.record; })
            thing(c.record);
        else if constexpr (requires { c.integration; })
            thing(c.integration);
        else if constexpr (requires { c.invitation; })
            thing(c.invitation);
        else if constexpr (requires { c.door; })
            thing(c.door);
        else if constexpr (requires { c.module; })
            thing(c.module);
        else if constexpr (requires { c.team; })
            thing(c.team);
        else if constexpr (requires { c.group; })
            thing(c.group);
        else if constexpr (requires { c.user; })
            thing(c.user);
        else
            thing(c.account);
    }
};

} // namespace

void note(Touched& touched, World const& before, Actor actor, Change const& change)
{
    auto people = std::vector<UserId>{};
    auto const noting = Note{touched, before, actor, people};
    std::visit(noting, change);
    noting.what_names_people();
}

void note_orders_of_scopes(Touched& touched, World const& world)
{
    auto people = std::vector<UserId>{};
    for (auto const& id : touched.scopes)
        people.push_back(world.users.find(id));
    if (people.empty())
        return;
    put_in_order(people);
    auto& safes = touched.things[static_cast<std::size_t>(Section::safes)];
    for (auto const handle : world.safes.handles()) {
        auto const is_his = [&](Order const& order) { return std::ranges::binary_search(people, order.by); };
        if (std::ranges::any_of(world.safes[handle].orders, is_his))
            safes.push_back(world.safes[handle].id);
    }
}

void merge(Touched& touched, Touched const& more)
{
    for (std::size_t section = 0; section < section_count; ++section)
        touched.things[section].append_range(more.things[section]);
    touched.scopes.append_range(more.scopes);
    touched.everything = touched.everything || more.everything;
}

} // namespace castellan::wire
