#include "model/put_in_order.hpp"
#include "wire/decoder.hpp"
#include "wire/pieces.hpp"
#include "wire/sections.hpp"
#include "wire/sync.hpp"
#include "wire/text.hpp"


#include <algorithm>
#include <functional>
#include <utility>

namespace castellan::wire {

namespace {

/// Makes `present` what `wanted` says by joining and leaving; both sorted.
template <HandleList List, class Join, class Leave>
void settle(List const& present, List const& wanted, Join const& join, Leave const& leave)
{
    if (present == wanted)
        return;
    auto gone = List{};
    auto fresh = List{};
    std::ranges::set_difference(present, wanted, std::back_inserter(gone));
    std::ranges::set_difference(wanted, present, std::back_inserter(fresh));
    for (auto const handle : gone)
        leave(handle);
    for (auto const handle : fresh)
        join(handle);
}

// What is the same for all things but done by different functions of the world.

template <class Row, class Handle>
Handle add(World& world, Handle none, Row row)
{
    return world.table_of(none).insert(std::move(row));
}
GroupId add(World& world, GroupId, Group group) { return world.add_group(std::move(group)); }
SafeId add(World& world, SafeId, Safe safe) { return world.add_safe(std::move(safe)); }
AssetId add(World& world, AssetId, Asset asset) { return world.add_asset(std::move(asset)); }
DoorId add(World& world, DoorId, Door door) { return world.add_door(std::move(door)); }
TeamId add(World& world, TeamId, Team team) { return world.add_team(std::move(team)); }
PatientId add(World& world, PatientId, Patient patient) { return world.add_patient(std::move(patient)); }
ProfileId add(World& world, ProfileId, Profile profile) { return world.add_profile(std::move(profile)); }
ModuleId add(World& world, ModuleId, Module module) { return world.add_module(std::move(module)); }
RecordId add(World& world, RecordId, Record record) { return world.add_record(std::move(record)); }

template <class Handle>
void remove(World& world, Handle handle)
{
    world.table_of(handle).remove(handle);
}
void remove(World& world, UserId user) { world.remove_user(user); }
void remove(World& world, GroupId group) { world.remove_group(group); }
void remove(World& world, SafeId safe) { world.remove_safe(safe); }
void remove(World& world, AssetId asset) { world.remove_asset(asset); }
void remove(World& world, DoorId door) { world.remove_door(door); }
void remove(World& world, TeamId team) { world.remove_team(team); }
void remove(World& world, PatientId patient) { world.remove_patient(patient); }
void remove(World& world, ProfileId profile) { world.remove_profile(profile); }
void remove(World& world, ModuleId module) { world.remove_module(module); }
void remove(World& world, RecordId record) { world.remove_record(record); }

/// Relations of a known row stay until they are settled.
template <class Row>
void keep_relations(Row&, Row&)
{
}
void keep_relations(Group& group, Group& known)
{
    group.members = std::move(known.members);
    group.safes = std::move(known.safes);
    group.key_roles = std::move(known.key_roles);
    group.doors = std::move(known.doors);
}
void keep_relations(Safe& safe, Safe& known)
{
    safe.groups = std::move(known.groups);
    safe.assets = std::move(known.assets);
}
void keep_relations(Door& door, Door& known)
{
    door.groups = std::move(known.groups);
    door.keys = std::move(known.keys);
}
void keep_relations(Team& team, Team& known)
{
    team.people = std::move(known.people);
    team.patients = std::move(known.patients);
}
void keep_relations(Profile& profile, Profile& known) { profile.members = std::move(known.members); }
void keep_relations(Module& module, Module& known)
{
    module.roles = std::move(known.roles);
    module.records = std::move(known.records);
}

/// Puts the rows of a cut into a replica: new ones are added, known ones become what the row says. The sections come in
/// the order in which they refer to each other, so that nearly every reference resolves at once.
class Replicator final : public RowSink {
public:
    explicit Replicator(World& world) : world_(world) {}

    /// Set once the head of the cut was read into them.
    DocumentRows* rows = nullptr;
    Synced synced;

    void take_row(AccountRow& row, std::uint32_t) override
    {
        begin();
        if (!row.id.empty())
            put<AccountId>(take(row));
    }

    void take_row(GroupRow& row, std::uint32_t index) override
    {
        begin();
        auto group = take(row);
        if (!find_parent(Section::groups, index, row.account, group.account) || group.id.empty())
            return;
        auto const handle = put<GroupId>(std::move(group));
        // People and schedules come later.
        waiting_.push_back(
            {handle, index, std::move(row.schedule), std::move(row.key_roles), std::move(row.overlapping)});
    }

    void take_row(UserRow& row, std::uint32_t index) override
    {
        begin();
        auto user = take(row);
        if (user.id.empty())
            return;
        for (auto const& roles : row.accounts) {
            auto account = AccountId{};
            if (!find_parent(Section::users, index, roles.account, account))
                return;
            user.accounts.push_back({.account = account,
                                     .safes = roles.safes,
                                     .profiles = roles.profiles,
                                     .modules = roles.modules,
                                     .belongs = roles.belongs,
                                     .holds_role = roles.holds_role,
                                     .groups_beyond = roles.groups_beyond,
                                     .above_user = roles.above_user});
        }
        put_in_order(user.accounts, {}, &AccountRoles::account);
        auto groups = GroupIds{};
        if (!find_all(Section::users, index, row.groups, groups))
            return;

        auto handle = world_.users.find(user.id);
        auto const holder = world_.find_by_email(user.email);
        if (holder && holder != handle) {
            // The address moved on; its former holder's row comes later in this cut.
            world_.edit_user(holder, [](User& former) { former.email.clear(); });
        }
        if (handle.is_none()) {
            user.groups = std::move(groups);
            handle = world_.add_user(std::move(user));
        } else {
            world_.edit_user(handle, [&](User& known) {
                user.groups = std::move(known.groups);
                user.assigned = std::move(known.assigned);
                known = std::move(user);
            });
            auto const present = world_.users[handle].groups;
            settle(
                present, groups, [&](GroupId group) { world_.join(group, handle); },
                [&](GroupId group) { world_.leave(group, handle); });
        }
        mark(handle);
    }

    void take_row(SafeRow& row, std::uint32_t index) override
    {
        begin();
        auto safe = take(row);
        auto groups = GroupIds{};
        if (!find_parent(Section::safes, index, row.account, safe.account) || safe.id.empty() ||
            !find_all(Section::safes, index, row.groups, groups))
            return;
        for (auto& order : row.orders) {
            safe.orders.push_back(take(order));
            safe.orders.back().by = world_.users.find(order.by);
        }
        auto const handle = put<SafeId>(std::move(safe));
        settle_groups(handle, groups);
        if (world_.safes[handle].name_only) {
            auto const assets = world_.safes[handle].assets;
            for (auto const asset : assets)
                world_.remove_asset(asset);
        }
    }

    void take_row(AssetRow& row, std::uint32_t index) override
    {
        begin();
        auto asset = take(row);
        if (!find_parent(Section::assets, index, row.safe, asset.safe) || asset.id.empty())
            return;
        if (auto const known = world_.assets.find(asset.id); known && world_.assets[known].safe != asset.safe)
            world_.move_asset(known, asset.safe);
        put<AssetId>(std::move(asset));
    }

    void take_row(DoorRow& row, std::uint32_t index) override
    {
        begin();
        auto door = take(row);
        auto groups = GroupIds{};
        auto keys = Holdings<UserId, KeyRole>{};
        if (!find_parent(Section::doors, index, row.account, door.account) || door.id.empty() ||
            !find_all(Section::doors, index, row.groups, groups) ||
            !find_all(Section::doors, index, row.overlapping, door.overlapping) ||
            !find_keys(Section::doors, index, row.keys, keys))
            return;
        auto const handle = put<DoorId>(std::move(door));
        settle_groups(handle, groups);
        settle_roles(handle, Holdings<UserId, KeyRole>{world_.doors[handle].keys}, keys);
    }

    void take_row(KeyRow&, std::uint32_t) override {} // a cut has them with their doors

    void take_row(TeamRow& row, std::uint32_t index) override
    {
        begin();
        auto team = take(row);
        auto owners = std::vector<UserId>{};
        auto members = std::vector<UserId>{};
        if (team.id.empty() || !find_all(Section::teams, index, row.owners, owners) ||
            !find_all(Section::teams, index, row.members, members))
            return;
        auto people = Holdings<UserId, TeamRole>{};
        for (auto const user : members)
            people.push_back({user, TeamRole::member});
        for (auto const user : owners)
            people.push_back({user, TeamRole::owner});
        auto const handle = put<TeamId>(std::move(team));
        settle_roles(handle, Holdings<UserId, TeamRole>{world_.teams[handle].people}, people);
    }

    void take_row(PatientRow& row, std::uint32_t index) override
    {
        begin();
        auto patient = take(row);
        for (std::size_t at = 0; at < row.actions.size(); ++at)
            patient.actions[at].user = world_.users.find(row.actions[at].user);
        if (!find_parent(Section::patients, index, row.team, patient.team) || patient.id.empty())
            return;
        if (auto const known = world_.patients.find(patient.id); known && world_.patients[known].team != patient.team)
            world_.move_patient(known, patient.team);
        put<PatientId>(std::move(patient));
    }

    void take_row(ProfileRow& row, std::uint32_t index) override
    {
        begin();
        auto profile = take(row);
        if (!find_parent(Section::profiles, index, row.account, profile.account) || profile.id.empty())
            return;
        auto wanted = std::vector<ProfileMember>{};
        for (auto const& member : row.members) {
            auto user = UserId{};
            if (!find_parent(Section::profiles, index, member.user, user))
                return;
            wanted.push_back({.user = user,
                              .restricted = member.permissions.has_value(),
                              .permissions = member.permissions.value_or(PermissionSet{}),
                              .beyond = member.beyond});
        }
        auto const handle = put<ProfileId>(std::move(profile));
        auto const present = world_.profiles[handle].members;
        for (auto const& member : present) {
            if (!std::ranges::contains(wanted, member.user, &ProfileMember::user))
                world_.remove_member(handle, member.user);
        }
        for (auto const& member : wanted)
            world_.set_member(handle, member);
    }

    void take_row(CustomRoleRow& row, std::uint32_t index) override
    {
        begin();
        auto role = take(row);
        if (find_parent(Section::custom_roles, index, row.account, role.account) && !role.id.empty())
            put<CustomRoleId>(std::move(role));
    }

    void take_row(ModuleRow& row, std::uint32_t index) override
    {
        begin();
        auto module = take(row);
        if (!find_parent(Section::modules, index, row.account, module.account) || module.id.empty())
            return;
        auto roles = Holdings<UserId, ModuleRole>{};
        for (auto const& entry : row.roles) {
            auto user = UserId{};
            auto role = module_role_of(entry.role);
            if (!find_parent(Section::modules, index, entry.user, user) ||
                (role.rank == ModuleRank::custom && !find_parent(Section::modules, index, entry.role, role.custom)))
                return;
            roles.push_back({user, role});
        }
        auto const handle = put<ModuleId>(std::move(module));
        settle_roles(handle, Holdings<UserId, ModuleRole>{world_.modules[handle].roles}, roles);
    }

    void take_row(RecordRow& row, std::uint32_t index) override
    {
        begin();
        auto record = take(row);
        if (!find_parent(Section::records, index, row.module, record.module) || record.id.empty())
            return;
        record.by = world_.users.find(row.by);
        put<RecordId>(std::move(record));
    }

    void take_row(IntegrationRow<ScheduleId>& row, std::uint32_t index) override { take_integration(row, index); }
    void take_row(IntegrationRow<CredentialId>& row, std::uint32_t index) override { take_integration(row, index); }
    void take_row(IntegrationRow<WebhookId>& row, std::uint32_t index) override { take_integration(row, index); }

    void take_row(InvitationRow& row, std::uint32_t) override
    {
        begin();
        auto invitation = take(row);
        if (invitation.id.empty())
            return;
        // What it leads to is named where it is seen; who invites into it sees it.
        if (invitation.offer.role == OfferedRole::custom)
            invitation.offer.custom = world_.custom_roles.find(row.role);
        invitation.account = world_.accounts.find(row.account);
        invitation.module = world_.modules.find(row.module);
        invitation.team = world_.teams.find(row.team);
        invitation.by = world_.users.find(row.by);
        put<InvitationId>(std::move(invitation));
    }

    std::expected<Synced, WireError> finish()
    {
        begin();
        settle_waiting();
        if (!problems_.empty())
            return std::unexpected(std::move(problems_.front()));
        synced.me = world_.users.find(rows->me);
        if (synced.me.is_none())
            return std::unexpected(WireError{"me", "there is no user " + quoted_id(rows->me)});
        if (rows->everything)
            remove_the_rest();
        world_.organization = take_organization(rows->organization);
        world_.revision = rows->revision;
        world_.is_replica = true;
        synced.revision = rows->revision;
        synced.everything = rows->everything;
        return synced;
    }

private:
    /// The doors side of a group, until the people are there.
    struct Unsettled {
        GroupId group;
        std::uint32_t index;
        std::string schedule;
        std::vector<KeyRoleRow> key_roles;
        std::vector<std::string> overlapping;
    };

    /// Calls `act` with a `none` handle of each section, the last that come first: what belongs goes before its parent.
    template <class Act>
    static void backwards(Act const& act)
    {
        [&]<std::size_t... At>(std::index_sequence<At...>) {
            (act(std::tuple_element_t<section_count - 1 - At, InOrderOfCuts>{}), ...);
        }(std::make_index_sequence<section_count>{});
    }

    /// Takes away what a difference names, before the first row comes.
    void begin()
    {
        if (std::exchange(begun_, true))
            return;
        backwards([this](auto none) {
            for (auto const& id : rows->removed.ids[section_at(none)]) {
                if (auto const handle = world_.table_of(none).find(id)) {
                    remove(world_, handle);
                    ++synced.removed;
                }
            }
        });
    }

    /// After a full cut: what was not in it is gone.
    void remove_the_rest()
    {
        backwards([this](auto none) {
            using Handle = decltype(none);
            auto const& marks = marks_[section_at(none)];
            auto gone = std::vector<Handle>{};
            for (auto const handle : world_.table_of(none).handles()) {
                if (handle.slot >= marks.size() || !marks[handle.slot])
                    gone.push_back(handle);
            }
            for (auto const handle : gone)
                remove(world_, handle);
            synced.removed += gone.size();
        });
    }

    template <class Handle>
    static constexpr std::size_t section_at(Handle)
    {
        return static_cast<std::size_t>(section_of_handle<Handle>);
    }

    template <class Handle>
    void mark(Handle handle)
    {
        ++synced.changed;
        auto& marks = marks_[section_at(handle)];
        if (handle.slot >= marks.size())
            marks.resize(handle.slot + std::size_t{1});
        marks[handle.slot] = true;
    }

    template <class Handle, class Row>
    Handle put(Row row)
    {
        auto& table = world_.table_of(Handle{});
        auto handle = table.find(row.id);
        if (handle.is_none()) {
            handle = add(world_, Handle{}, std::move(row));
        } else {
            keep_relations(row, table[handle]);
            table[handle] = std::move(row);
        }
        mark(handle);
        return handle;
    }

    template <class Handle>
    void take_integration(IntegrationRow<Handle>& row, std::uint32_t index)
    {
        begin();
        auto integration = take(row);
        if (find_parent(section_of_handle<Handle>, index, row.account, integration.account) && !integration.id.empty())
            put<Handle>(std::move(integration));
    }

    /// Finds a thing that a row needs.
    template <class Handle>
    bool find_parent(Section section, std::uint32_t index, std::string_view id, Handle& handle)
    {
        handle = world_.table_of(Handle{}).find(id);
        if (handle.is_none()) {
            auto path = std::string{name_of(section)} + '[';
            append_number(path, std::uint64_t{index});
            problems_.push_back({path + ']', "refers to " + quoted_id(id) + ", which is not there"});
        }
        return !handle.is_none();
    }

    template <HandleList List>
    bool find_all(Section section, std::uint32_t index, std::vector<std::string> const& ids, List& handles)
    {
        for (auto const& id : ids) {
            handles.push_back({});
            if (!find_parent(section, index, id, handles.back()))
                return false;
        }
        unite(handles);
        return true;
    }

    bool find_keys(Section section, std::uint32_t index, std::vector<KeyRoleRow> const& entries,
                   Holdings<UserId, KeyRole>& keys)
    {
        for (auto const& entry : entries) {
            keys.push_back({.thing = {}, .role = entry.role});
            if (!find_parent(section, index, entry.user, keys.back().thing))
                return false;
        }
        return true;
    }

    template <class Handle>
    void settle_groups(Handle handle, GroupIds const& groups)
    {
        auto const present = world_.table_of(handle)[handle].groups;
        settle(
            present, groups, [&](GroupId group) { world_.assign(group, handle); },
            [&](GroupId group) { world_.unassign(group, handle); });
    }

    /// Gives and ends roles in a thing until they are as wanted.
    template <class Handle, class Role>
    void settle_roles(Handle thing, Holdings<UserId, Role> const& present, Holdings<UserId, Role>& wanted)
    {
        using Place = Holding<UserId, Role>;
        put_in_order(wanted, {}, &Place::thing);
        for (auto const& place : present) {
            if (!std::ranges::binary_search(wanted, place.thing, {}, &Place::thing))
                world_.give(thing, place.thing, Role{});
        }
        for (auto const& place : wanted) {
            if (role_in(present, place.thing) != place.role)
                world_.give(thing, place.thing, place.role);
        }
    }

    void settle_waiting()
    {
        for (auto& [group, index, schedule, key_roles, overlapping] : waiting_) {
            auto keys = Holdings<UserId, KeyRole>{};
            auto others = std::vector<UserId>{};
            auto binding = ScheduleId{};
            if (!find_keys(Section::groups, index, key_roles, keys) ||
                !find_all(Section::groups, index, overlapping, others) ||
                (!schedule.empty() && !find_parent(Section::groups, index, schedule, binding)))
                return;
            settle_roles(group, Holdings<UserId, KeyRole>{world_.groups[group].key_roles}, keys);
            world_.groups[group].overlapping = std::move(others);
            world_.groups[group].schedule = binding;
        }
    }

    World& world_;
    bool begun_ = false;
    std::vector<WireError> problems_;
    std::vector<Unsettled> waiting_;
    std::array<std::vector<bool>, section_count> marks_; // by slot: it was in the cut
};

} // namespace

std::expected<Synced, WireError> decode_sync(World& replica, std::string_view json)
{
    auto replicator = Replicator{replica};
    auto rows = DocumentRows{replicator};
    replicator.rows = &rows;
    auto const options = DecodeOptions{.form = Form::sync};
    auto decoder = Decoder{document_schema(), &rows, options};
    parse_json(decoder, json);
    if (!decoder.problems().empty())
        return std::unexpected(std::move(decoder.problems().front()));
    return replicator.finish();
}

struct SyncReader::State {
    explicit State(World& replica) : replica(replica), replicator(replica) {}

    World& replica;
    Replicator replicator;
    DocumentRows rows{replicator};
    DecodeOptions options{.form = Form::sync};
    Decoder decoder{document_schema(), &rows, options};
    PieceParser parser{decoder};
};

SyncReader::SyncReader(World& replica) : state_(std::make_unique<State>(replica))
{
    state_->replicator.rows = &state_->rows;
    replica.is_replica = true;
}

SyncReader::SyncReader(SyncReader&&) noexcept = default;
SyncReader& SyncReader::operator=(SyncReader&&) noexcept = default;
SyncReader::~SyncReader() = default;

bool SyncReader::take(std::string_view piece) { return state_->parser.take(piece); }

UserId SyncReader::me() const { return state_->replica.users.find(state_->rows.me); }

std::expected<Synced, WireError> SyncReader::finish()
{
    if (!state_->parser.finish())
        return std::unexpected(std::move(state_->decoder.problems().front()));
    return state_->replicator.finish();
}

} // namespace castellan::wire
