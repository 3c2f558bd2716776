#include "wire/loader.hpp"

#include "model/invariants.hpp"
#include "model/put_in_order.hpp"
#include "rules/permission.hpp"
#include "wire/document.hpp"
#include "wire/text.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace castellan::wire {

namespace {

std::string numbered(std::string_view list, std::uint32_t index)
{
    auto result = std::string{list};
    result += '[';
    append_number(result, std::uint64_t{index});
    return result += ']';
}

/// "users[3].email"
std::string place(std::string_view section, std::uint32_t index, std::string_view member)
{
    auto result = numbered(section, index);
    if (!member.empty())
        result += '.';
    return result += member;
}

std::string place(Section section, std::uint32_t index, std::string_view member)
{
    return place(name_of(section), index, member);
}

/// "key_roles.u1"
std::string keyed(std::string_view member, std::string_view key)
{
    auto result = std::string{member} + '.';
    return result += key;
}

/// P-2: what lists the managers of some permissions.
PermissionSet with_lists(PermissionSet permissions)
{
    auto result = permissions;
    for (auto const permission : detail::all_permissions) {
        if (permissions.has(permission))
            result.add(list_of_manager(permission));
    }
    return result;
}

/// M-5: what a custom role may carry.
constexpr auto of_custom_roles = PermissionSet{
    Permission::modules_list,   Permission::modules_edit,  Permission::modules_delete, Permission::modules_assign_roles,
    Permission::records_list,   Permission::records_submit, Permission::records_edit,  Permission::records_delete,
    Permission::records_clear};

} // namespace

// Where rows refer.

namespace {

template <class Handle>
constexpr auto* slot_at(Handle& handle)
{
    return &handle.slot;
}
template <class Handle, class Role>
constexpr auto* slot_at(Holding<Handle, Role>& holding)
{
    return &holding.thing.slot;
}
std::uint32_t* slot_at(ProfileMember& member) { return &member.user.slot; }

template <class Entry>
struct TargetOf {
    using type = Entry;
};
template <class Handle, class Role>
struct TargetOf<Holding<Handle, Role>> {
    using type = Handle;
};
template <>
struct TargetOf<ProfileMember> {
    using type = UserId;
};

} // namespace

struct Loader::Fields {
    /// A member that is a handle.
    template <class Handle, auto M>
    static constexpr auto one = Field{section_of_handle<typename detail::MemberType<M>::value>,
                                      [](World& world, std::uint32_t slot, std::uint32_t) {
                                          return &(world.table_of(Handle{})[Handle{slot}].*M).slot;
                                      }};
    /// A list of handles, or of what has one.
    template <class Handle, auto M>
    static constexpr auto list =
        Field{section_of_handle<typename TargetOf<typename detail::MemberType<M>::value::value_type>::type>,
              [](World& world, std::uint32_t slot, std::uint32_t entry) {
                  return slot_at((world.table_of(Handle{})[Handle{slot}].*M)[entry]);
              }};
    static constexpr auto order_by = Field{Section::users, [](World& world, std::uint32_t slot, std::uint32_t entry) {
                                               return &world.safes[SafeId{slot}].orders[entry].by.slot;
                                           }};
    static constexpr auto doer = Field{Section::users, [](World& world, std::uint32_t slot, std::uint32_t entry) {
                                           return &world.patients[PatientId{slot}].actions[entry].user.slot;
                                       }};
    static constexpr auto module_role =
        Field{Section::custom_roles, [](World& world, std::uint32_t slot, std::uint32_t entry) {
                  return &world.modules[ModuleId{slot}].roles[entry].role.custom.slot;
              }};
    static constexpr auto offered_role =
        Field{Section::custom_roles, [](World& world, std::uint32_t slot, std::uint32_t) {
                  return &world.invitations[InvitationId{slot}].offer.custom.slot;
              }};
};

void Loader::problem(std::string path, std::string text)
{
    if (problems_.size() < most_errors)
        problems_.push_back({std::move(path), std::move(text)});
}

/// The place of a member of a thing that was taken.
template <class Handle>
std::string Loader::path_of(Handle handle, std::string_view member) const
{
    constexpr auto section = section_of_handle<Handle>;
    return place(section, rows_[static_cast<std::size_t>(section)][handle.slot], member);
}

template <class Handle>
bool Loader::is_new(std::uint32_t index, std::string const& id)
{
    if (id.empty())
        return false; // the decoder has said so
    if (world_.table_of(Handle{}).find(id).is_none())
        return true;
    problem(place(section_of_handle<Handle>, index, "id"), quoted_id(id) + " is taken by a row before");
    return false;
}

template <class Handle, class Row>
Handle Loader::insert(Row& row, std::uint32_t index)
{
    if (!is_new<Handle>(index, row.id))
        return {};
    rows_[static_cast<std::size_t>(section_of_handle<Handle>)].push_back(index);
    return world_.table_of(Handle{}).insert(take(row));
}

/// Sets a reference if its thing is there.
bool Loader::resolve(Field const& field, std::uint32_t slot, std::uint32_t entry, std::string_view id)
{
    auto const found =
        with_handle(field.section, 0, [&](auto handle) { return world_.table_of(handle).find(id).slot; });
    *field.place(world_, slot, entry) = found;
    return found != UserId::none;
}

template <class Path>
void Loader::refer(Field const& field, std::uint32_t slot, std::uint32_t entry, std::string& id, Path const& path)
{
    if (id.empty() || resolve(field, slot, entry, id))
        return;
    auto where = path(); // which may be told by the id
    references_.push_back({&field, slot, entry, std::move(id), std::move(where)});
}

template <class Handle>
void Loader::refer_to_parent(Field const& field, Handle handle, std::string& id, std::string_view member)
{
    refer(field, handle.slot, 0, id, [&] { return path_of(handle, member); });
}

/// `first`: where the entries begin in the list that they are put into.
template <class Handle>
void Loader::refer_all(Field const& field, Handle handle, std::vector<std::string>& ids, std::string_view member,
                       std::uint32_t first)
{
    for (std::uint32_t entry = 0; entry < ids.size(); ++entry)
        refer(field, handle.slot, first + entry, ids[entry], [&] { return path_of(handle, numbered(member, entry)); });
}

void Loader::enter(User& user, AccountId account, RolesRow const& row)
{
    auto const roles =
        AccountRoles{.account = account, .safes = row.safes, .profiles = row.profiles, .modules = row.modules};
    if (!roles.empty())
        user.accounts.insert(std::ranges::lower_bound(user.accounts, account, {}, &AccountRoles::account), roles);
}

void Loader::resolve(WaitingRoles const& waiting)
{
    auto const account = world_.accounts.find(waiting.roles.account);
    if (account.is_none()) {
        problem(place(Section::users, waiting.index, "accounts"),
                "there is no account " + quoted_id(waiting.roles.account));
        return;
    }
    world_.edit_user(waiting.user, [&](User& user) { enter(user, account, waiting.roles); });
}

// Rows

void Loader::take_row(AccountRow& row, std::uint32_t index) { insert<AccountId>(row, index); }

void Loader::take_row(UserRow& row, std::uint32_t index)
{
    if (!is_new<UserId>(index, row.id))
        return;
    if (auto const other = world_.find_by_email(row.email)) {
        problem(place(Section::users, index, "email"),
                quoted_id(row.email) + " is the address of " + quoted_id(world_.users[other].id) + " too");
        row.email.clear();
    }
    if (row.administrator && row.status == Status::disabled)
        problem(place(Section::users, index, "administrator"), "who is disabled is no administrator (T-2)");
    auto user = take(row);
    auto waiting = std::vector<RolesRow*>{};
    for (auto& roles : row.accounts) {
        auto const account = world_.accounts.find(roles.account);
        if (account.is_none())
            waiting.push_back(&roles);
        else
            enter(user, account, roles);
    }
    auto const handle = world_.add_user(std::move(user));
    rows_[static_cast<std::size_t>(Section::users)].push_back(index);
    for (auto* const roles : waiting)
        roles_.push_back({handle, index, std::move(*roles)});
}

void Loader::take_row(GroupRow& row, std::uint32_t index)
{
    auto const handle = insert<GroupId>(row, index);
    if (handle.is_none())
        return;
    auto& group = world_.groups[handle];
    group.members.resize(row.members.size());
    group.safes.resize(row.safes.size());
    group.doors.resize(row.doors.size());
    for (auto const& key : row.key_roles)
        group.key_roles.push_back({.thing = {}, .role = key.role});
    refer_to_parent(Fields::one<GroupId, &Group::account>, handle, row.account, "account");
    refer_to_parent(Fields::one<GroupId, &Group::schedule>, handle, row.schedule, "schedule");
    refer_all(Fields::list<GroupId, &Group::members>, handle, row.members, "members");
    refer_all(Fields::list<GroupId, &Group::safes>, handle, row.safes, "safes");
    refer_all(Fields::list<GroupId, &Group::doors>, handle, row.doors, "doors");
    for (std::uint32_t entry = 0; entry < row.key_roles.size(); ++entry) {
        auto& user = row.key_roles[entry].user;
        auto const path = [&] { return path_of(handle, keyed("key_roles", user)); };
        refer(Fields::list<GroupId, &Group::key_roles>, handle.slot, entry, user, path);
    }
}

void Loader::take_row(SafeRow& row, std::uint32_t index)
{
    auto const handle = insert<SafeId>(row, index);
    if (handle.is_none())
        return;
    refer_to_parent(Fields::one<SafeId, &Safe::account>, handle, row.account, "account");
    // The newest are kept, oldest first (model/things.hpp).
    auto const surplus = row.orders.size() - std::min(row.orders.size(), orders_kept);
    for (auto at = surplus; at < row.orders.size(); ++at)
        world_.safes[handle].orders.push_back(take(row.orders[at]));
    for (auto at = surplus; at < row.orders.size(); ++at) {
        // Who gave it may have been deleted since.
        refer(Fields::order_by, handle.slot, static_cast<std::uint32_t>(at - surplus), row.orders[at].by,
              [] { return std::string{}; });
    }
}

void Loader::take_row(AssetRow& row, std::uint32_t index)
{
    if (auto const handle = insert<AssetId>(row, index))
        refer_to_parent(Fields::one<AssetId, &Asset::safe>, handle, row.safe, "safe");
}

void Loader::take_row(DoorRow& row, std::uint32_t index)
{
    if (auto const handle = insert<DoorId>(row, index))
        refer_to_parent(Fields::one<DoorId, &Door::account>, handle, row.account, "account");
}

void Loader::take_row(KeyRow& row, std::uint32_t) { keys_.push_back(std::move(row)); }

void Loader::take_row(TeamRow& row, std::uint32_t index)
{
    auto const handle = insert<TeamId>(row, index);
    if (handle.is_none())
        return;
    auto& people = world_.teams[handle].people;
    people.resize(row.owners.size(), {.thing = {}, .role = TeamRole::owner});
    people.resize(row.owners.size() + row.members.size(), {.thing = {}, .role = TeamRole::member});
    auto const& field = Fields::list<TeamId, &Team::people>;
    refer_all(field, handle, row.owners, "owners");
    refer_all(field, handle, row.members, "members", static_cast<std::uint32_t>(row.owners.size()));
}

void Loader::take_row(PatientRow& row, std::uint32_t index)
{
    auto ids = std::vector<std::pair<std::string_view, std::uint32_t>>{};
    for (std::uint32_t entry = 0; entry < row.actions.size(); ++entry)
        ids.emplace_back(row.actions[entry].id, entry);
    put_in_order(ids);
    for (std::size_t at = 1; at < ids.size(); ++at) {
        if (ids[at].first == ids[at - 1].first && !ids[at].first.empty())
            problem(place(Section::patients, index, numbered("actions", ids[at].second) + ".id"),
                    quoted_id(ids[at].first) + " is taken by an action before");
    }
    auto const handle = insert<PatientId>(row, index);
    if (handle.is_none())
        return;
    refer_to_parent(Fields::one<PatientId, &Patient::team>, handle, row.team, "team");
    for (std::uint32_t entry = 0; entry < row.actions.size(); ++entry)
        refer(Fields::doer, handle.slot, entry, row.actions[entry].user,
              [&] { return path_of(handle, numbered("actions", entry) + ".user"); });
}

/// P-1, P-6: a profile carries what is account-level, and never the setting of types.
void Loader::check_carried(PermissionSet permissions, std::string const& path)
{
    if (!is_document())
        return;
    auto carried = account_level_permissions();
    carried.remove(Permission::profiles_set_type);
    for (auto const permission : detail::all_permissions) {
        if ((permissions - carried).has(permission))
            problem(path, "a profile can't carry " + quoted_id(name_of(permission)) + " (P-1)");
    }
}

void Loader::take_row(ProfileRow& row, std::uint32_t index)
{
    check_carried(row.permissions, place(Section::profiles, index, "permissions"));
    if (is_document())
        row.permissions = with_lists(row.permissions);
    auto const handle = insert<ProfileId>(row, index);
    if (handle.is_none())
        return;
    refer_to_parent(Fields::one<ProfileId, &Profile::account>, handle, row.account, "account");
    for (std::uint32_t entry = 0; entry < row.members.size(); ++entry) {
        auto const path = [&] { return path_of(handle, numbered("members", entry)); };
        auto& member = row.members[entry];
        if (member.permissions)
            check_carried(*member.permissions, path() + ".permissions");
        world_.profiles[handle].members.push_back(
            {.user = {},
             .restricted = member.permissions.has_value(),
             .permissions = is_document() ? with_lists(member.permissions.value_or(PermissionSet{}))
                                          : member.permissions.value_or(PermissionSet{})});
        refer(Fields::list<ProfileId, &Profile::members>, handle.slot, entry, member.user,
              [&] { return path() + ".user"; });
    }
}

void Loader::take_row(CustomRoleRow& row, std::uint32_t index)
{
    for (auto const permission : detail::all_permissions) {
        if (is_document() && (row.permissions - of_custom_roles).has(permission))
            problem(place(Section::custom_roles, index, "permissions"),
                    "a custom role can't carry " + quoted_id(name_of(permission)) + " (M-5)");
    }
    if (auto const handle = insert<CustomRoleId>(row, index))
        refer_to_parent(Fields::one<CustomRoleId, &CustomRole::account>, handle, row.account, "account");
}

void Loader::take_row(ModuleRow& row, std::uint32_t index)
{
    auto const handle = insert<ModuleId>(row, index);
    if (handle.is_none())
        return;
    refer_to_parent(Fields::one<ModuleId, &Module::account>, handle, row.account, "account");
    for (auto const& role : row.roles)
        world_.modules[handle].roles.push_back({.thing = {}, .role = module_role_of(role.role)});
    for (std::uint32_t entry = 0; entry < row.roles.size(); ++entry) {
        auto& [user, role] = row.roles[entry];
        auto const path = path_of(handle, keyed("roles", user));
        refer(Fields::list<ModuleId, &Module::roles>, handle.slot, entry, user, [&] { return path; });
        if (module_role_of(role).rank == ModuleRank::custom)
            refer(Fields::module_role, handle.slot, entry, role, [&] { return path; });
    }
}

void Loader::take_row(RecordRow& row, std::uint32_t index)
{
    auto const handle = insert<RecordId>(row, index);
    if (handle.is_none())
        return;
    refer_to_parent(Fields::one<RecordId, &Record::module>, handle, row.module, "module");
    refer_to_parent(Fields::one<RecordId, &Record::by>, handle, row.by, "by");
}

template <class Handle>
void Loader::take_integration(IntegrationRow<Handle>& row, std::uint32_t index)
{
    if (auto const handle = insert<Handle>(row, index))
        refer_to_parent(Fields::one<Handle, &Integration::account>, handle, row.account, "account");
}

/// Where an invitation leads must go with what it gives (RULEBOOK 7).
void Loader::check_offer(Invitation const& invitation, InvitationRow const& row, std::uint32_t index)
{
    if (row.role.empty())
        return; // the decoder has said so
    auto const role = invitation.offer.role;
    auto const in_account = role == OfferedRole::division_admin;
    auto const in_module =
        role == OfferedRole::module_admin || role == OfferedRole::collaborator || role == OfferedRole::custom;
    auto const check = [&](std::string_view member, std::string const& id, bool wanted, bool allowed) {
        // Of one that is over, the place may be gone.
        if (wanted && id.empty() && invitation.state == InvitationState::pending)
            problem(place(Section::invitations, index, member), "is missing");
        if (!allowed && !id.empty())
            problem(place(Section::invitations, index, member), "does not go with this role");
    };
    check("account", row.account, in_account, in_account);
    check("module", row.module, in_module, in_module);
    check("team", row.team, false, role == OfferedRole::staff);
}

void Loader::take_row(InvitationRow& row, std::uint32_t index)
{
    auto const handle = insert<InvitationId>(row, index);
    if (handle.is_none())
        return;
    check_offer(world_.invitations[handle], row, index);
    auto const is_over = world_.invitations[handle].state != InvitationState::pending;
    auto const is_gone = is_over && row.role == word_of(OfferedRole::custom); // as write_row has it
    if (world_.invitations[handle].offer.role == OfferedRole::custom && !is_gone)
        refer_to_parent(Fields::offered_role, handle, row.role, "role");
    refer_to_parent(Fields::one<InvitationId, &Invitation::account>, handle, row.account, "account");
    refer_to_parent(Fields::one<InvitationId, &Invitation::module>, handle, row.module, "module");
    refer_to_parent(Fields::one<InvitationId, &Invitation::team>, handle, row.team, "team");
    refer_to_parent(Fields::one<InvitationId, &Invitation::by>, handle, row.by, "by");
}

// The end

World Loader::finish(DocumentRows& rows, bool is_sound)
{
    world_.organization = take_organization(rows.organization);
    world_.revision = rows.revision;
    for (auto& waiting : roles_)
        resolve(waiting);
    for (auto& waiting : references_) {
        if (resolve(*waiting.field, waiting.slot, waiting.entry, waiting.id) || waiting.path.empty())
            continue;
        auto const thing = indefinite(waiting.field->section);
        problem(std::move(waiting.path),
                "there is no " + std::string{thing.substr(thing.find(' ') + 1)} + ' ' + quoted_id(waiting.id));
    }
    join_groups();
    for (auto const handle : world_.assets.handles()) {
        if (auto const safe = world_.assets[handle].safe)
            world_.safes[safe].assets.push_back(handle);
    }
    join_keys();
    join_teams();
    join_profiles();
    join_modules();
    check_overlaps();
    if (is_sound && problems_.empty()) {
        for (auto& broken : broken_invariants(world_))
            problem({}, std::move(broken));
    }
    return std::move(world_);
}

/// Sorts a list, drops what was not found, and keeps each thing once.
template <class Entry, class HandleOf>
void Loader::sort(std::vector<Entry>& entries, HandleOf const& handle_of, std::string const& path)
{
    std::erase_if(entries, [&](Entry const& entry) { return std::invoke(handle_of, entry).is_none(); });
    if (!std::ranges::is_sorted(entries, {}, handle_of))
        put_in_order(entries, {}, handle_of);
    auto const same = [&](Entry const& a, Entry const& b) {
        return std::invoke(handle_of, a) == std::invoke(handle_of, b);
    };
    for (auto at = std::ranges::adjacent_find(entries, same); at != entries.end();
         at = std::ranges::adjacent_find(at + 1, entries.end(), same)) {
        auto const twice = std::invoke(handle_of, *at);
        problem(path, quoted_id(world_.table_of(twice)[twice].id) + " stands here twice");
    }
    entries.erase(std::ranges::unique(entries, same).begin(), entries.end());
}

template <class Handle>
void Loader::keep_in_account(std::vector<Handle> const& things, GroupId group, std::string_view member)
{
    for (auto const thing : things) {
        auto const& row = world_.table_of(thing)[thing];
        if (row.account == world_.groups[group].account || row.account.is_none() ||
            world_.groups[group].account.is_none())
            continue;
        problem(path_of(group, member), std::string{singular_of(section_of_handle<Handle>)} + ' ' + quoted_id(row.id) +
                                            " is of another account");
    }
}

/// Groups come in the order of their handles, so that the lists on the other side are sorted too.
void Loader::join_groups()
{
    auto const itself = [](auto handle) { return handle; };
    for (auto const handle : world_.groups.handles()) {
        auto& group = world_.groups[handle];
        sort(group.members, itself, path_of(handle, "members"));
        sort(group.safes, itself, path_of(handle, "safes"));
        sort(group.doors, itself, path_of(handle, "doors"));
        sort(group.key_roles, &Holding<UserId, KeyRole>::thing, path_of(handle, "key_roles"));
        std::erase_if(group.key_roles, [](auto const& holding) { return holding.role == KeyRole::none; });
        keep_in_account(group.safes, handle, "safes");
        keep_in_account(group.doors, handle, "doors");
        for (auto const user : group.members)
            world_.users[user].groups.push_back(handle);
        for (auto const safe : group.safes)
            world_.safes[safe].groups.push_back(handle);
        for (auto const door : group.doors)
            world_.doors[door].groups.push_back(handle);
        for (auto const& [user, role] : group.key_roles)
            world_.users[user].assigned.edit().group_keys.push_back({handle, role});
    }
}

/// Single keys, by door and user, so that both sides are sorted.
void Loader::join_keys()
{
    auto found = std::vector<Key>{};
    for (std::uint32_t index = 0; index < keys_.size(); ++index) {
        auto const& row = keys_[index];
        auto const key = Key{world_.doors.find(row.door), world_.users.find(row.user), index, row.role};
        if (key.user.is_none() && !row.user.empty())
            problem(place("keys", index, "user"), "there is no user " + quoted_id(row.user));
        if (key.door.is_none() && !row.door.empty())
            problem(place("keys", index, "door"), "there is no door " + quoted_id(row.door));
        if (key.user && key.door && key.role != KeyRole::none)
            found.push_back(key);
    }
    put_in_order(found, {}, [](Key const& key) { return std::tuple{key.door, key.user, key.index}; });
    auto const* before = static_cast<Key const*>(nullptr);
    for (auto const& key : found) {
        if (before && before->door == key.door && before->user == key.user) {
            problem(place("keys", key.index, {}), quoted_id(world_.users[key.user].id) + " has a key to " +
                                                      quoted_id(world_.doors[key.door].id) + " already");
            continue;
        }
        before = &key;
        world_.doors[key.door].keys.push_back({key.user, key.role});
        world_.users[key.user].assigned.edit().keys.push_back({key.door, key.role});
    }
}

void Loader::join_teams()
{
    using Place = Holding<UserId, TeamRole>;
    for (auto const handle : world_.teams.handles()) {
        auto& people = world_.teams[handle].people;
        auto owners = std::vector<Place>{};
        auto members = std::vector<Place>{};
        for (auto const& person : people)
            (person.role == TeamRole::owner ? owners : members).push_back(person);
        sort(owners, &Place::thing, path_of(handle, "owners"));
        sort(members, &Place::thing, path_of(handle, "members"));
        // Who is in both is an owner.
        std::erase_if(members, [&](Place const& member) {
            return std::ranges::binary_search(owners, member.thing, {}, &Place::thing);
        });
        people.clear();
        std::ranges::merge(owners, members, std::back_inserter(people), {}, &Place::thing, &Place::thing);
        for (auto const& [user, role] : people)
            world_.users[user].assigned.edit().teams.push_back({handle, role});
    }
    for (auto const handle : world_.patients.handles()) {
        auto& patient = world_.patients[handle];
        if (patient.team.is_none())
            continue;
        auto const& team = world_.teams[patient.team];
        world_.teams[patient.team].patients.push_back(handle);
        for (std::uint32_t entry = 0; entry < patient.actions.size(); ++entry) {
            auto const* user = world_.get(patient.actions[entry].user);
            if (user != nullptr && role_in(team.people, patient.actions[entry].user) == TeamRole::none)
                problem(path_of(handle, numbered("actions", entry) + ".user"),
                        quoted_id(user->id) + " is not in the team (T-4)");
        }
    }
}

void Loader::join_profiles()
{
    for (auto const handle : world_.profiles.handles()) {
        auto& profile = world_.profiles[handle];
        for (std::uint32_t entry = 0; entry < profile.members.size(); ++entry) {
            auto const* user = world_.get(profile.members[entry].user);
            if (is_document() && user && profile.account && user->roles_in(profile.account).profiles != ProfilesRole::partial_admin)
                problem(path_of(handle, numbered("members", entry)) + ".user",
                        quoted_id(user->id) + " is no partial administrator of the account (P-3)");
        }
        sort(profile.members, &ProfileMember::user, path_of(handle, "members"));
        for (auto const& member : profile.members)
            world_.users[member.user].assigned.edit().profiles.push_back(handle);
    }
}

void Loader::join_modules()
{
    for (auto const handle : world_.modules.handles()) {
        auto& module = world_.modules[handle];
        sort(module.roles, &Holding<UserId, ModuleRole>::thing, path_of(handle, "roles"));
        std::erase_if(module.roles, [](auto const& holding) { return holding.role.rank == ModuleRank::none; });
        for (auto const& [user, role] : module.roles) {
            auto const* custom = world_.get(role.custom);
            if (custom && module.account && custom->account != module.account)
                problem(path_of(handle, keyed("roles", world_.users[user].id)),
                        "custom role " + quoted_id(custom->id) + " is of another account");
            world_.users[user].assigned.edit().modules.push_back({handle, role});
        }
    }
    for (auto const handle : world_.records.handles()) {
        if (auto const module = world_.records[handle].module)
            world_.modules[module].records.push_back(handle);
    }
    for (auto const handle : world_.invitations.handles()) {
        auto const& invitation = world_.invitations[handle];
        auto const* custom = world_.get(invitation.offer.custom);
        auto const* module = world_.get(invitation.module);
        if (custom && module && custom->account != module->account)
            problem(path_of(handle, "role"), "custom role " + quoted_id(custom->id) + " is of another account");
    }
}

/// D-4: nobody is user or admin in two groups that share a door.
void Loader::check_overlaps()
{
    auto const binds = [](Holding<GroupId, KeyRole> const& holding) {
        return holding.role == KeyRole::user || holding.role == KeyRole::admin;
    };
    if (!is_document())
        return;
    for (auto const handle : world_.users.handles()) {
        auto const& user = world_.users[handle];
        if (!user.assigned.is_set())
            continue;
        auto const& keys = user.assigned->group_keys;
        for (auto later = keys.begin(); later != keys.end(); ++later) {
            for (auto earlier = keys.begin(); earlier != later; ++earlier) {
                auto const& one = world_.groups[earlier->thing];
                auto const& other = world_.groups[later->thing];
                if (!binds(*earlier) || !binds(*later) || !overlap(one.doors, other.doors))
                    continue;
                auto const shared = std::ranges::find_if(
                    one.doors, [&](DoorId door) { return std::ranges::binary_search(other.doors, door); });
                problem(path_of(later->thing, keyed("key_roles", user.id)),
                        quoted_id(user.id) + " is user or admin in " + quoted_id(one.id) + " too, which shares " +
                            quoted_id(world_.doors[*shared].id) + " with " + quoted_id(other.id) + " (D-4)");
            }
        }
    }
}

} // namespace castellan::wire
