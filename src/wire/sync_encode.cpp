#include "rules/sight.hpp"
#include "wire/rows.hpp"
#include "wire/sync.hpp"
#include "wire/view.hpp"

#include <algorithm>
#include <utility>

namespace castellan::wire {

namespace {

/// Notes what a change touches: one overload for each kind that touches more than the thing it names.
struct Note {
    Touched& touched;
    World const& world;
    Actor actor;

    void id(Section section, std::string_view id) const
    {
        if (!id.empty())
            touched.things[static_cast<std::size_t>(section)].emplace_back(id);
    }
    void thing(UserId user) const { id(Section::users, row_id(world.users, user)); }
    void thing(GroupId group) const { id(Section::groups, row_id(world.groups, group)); }
    void thing(SafeId safe) const { id(Section::safes, row_id(world.safes, safe)); }
    void thing(AssetId asset) const { id(Section::assets, row_id(world.assets, asset)); }
    void scope(UserId user) const
    {
        if (auto const* row = world.users.get(user))
            touched.scopes.push_back(row->id);
    }

    template <class Table, class Handle>
    static std::string_view row_id(Table const& table, Handle handle)
    {
        auto const* row = table.get(handle);
        return row ? std::string_view{row->id} : std::string_view{};
    }

    void person(std::string_view new_id, std::vector<GroupId> const& groups) const
    {
        id(Section::users, new_id);
        for (auto const group : groups)
            thing(group);
    }

    void operator()(CreateUser const& c) const { person(c.user, c.groups); }
    void operator()(ImportUsers const& c) const
    {
        for (auto const& row : c.rows)
            person(row.user, row.groups);
    }
    void operator()(DeleteUser const& c) const
    {
        if (auto const* row = world.users.get(c.user))
            person(row->id, row->groups);
        scope(c.user);
    }
    void operator()(SetUserRole const& c) const { person_and_scope(c.user); }
    void operator()(DisableUser const& c) const { person_and_scope(c.user); }
    void operator()(EnableUser const& c) const { person_and_scope(c.user); }
    void person_and_scope(UserId user) const
    {
        thing(user);
        scope(user);
    }
    void operator()(EditSelf const&) const { thing(actor.user); }

    void operator()(CreateGroup const& c) const { id(Section::groups, c.group); }
    void operator()(DeleteGroup const& c) const
    {
        auto const* row = world.groups.get(c.group);
        if (!row)
            return;
        thing(c.group);
        for (auto const user : row->members)
            person_and_scope(user);
        for (auto const safe : row->safes)
            thing(safe);
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
    }

    void operator()(RegisterSafe const& c) const { id(Section::safes, c.safe); }
    void operator()(RemoveSafe const& c) const
    {
        thing(c.safe);
        if (auto const* row = world.safes.get(c.safe)) {
            for (auto const group : row->groups)
                thing(group);
        }
    }

    void operator()(CreateAsset const& c) const
    {
        id(Section::assets, c.asset);
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
        if (auto const* row = world.assets.get(asset))
            thing(row->safe);
    }

    // The rest touches the one thing that it names.
    template <class C>
    void operator()(C const& c) const
    {
        if constexpr (requires { c.asset; })
            thing(c.asset);
        else if constexpr (requires { c.safe; })
            thing(c.safe);
        else if constexpr (requires { c.group; })
            thing(c.group);
        else
            thing(c.user);
    }
};

class Cutter {
public:
    Cutter(World const& world, UserId viewer, std::optional<std::uint64_t> number)
        : world_(world), viewer_(viewer), number_(number.value_or(world.revision)), view_(world, viewer), writer_(out_)
    {
    }

    std::string everything()
    {
        out_.reserve(world_.users.size() * 160 + world_.safes.size() * 200 + 4'096);
        begin(true);
        all(Section::accounts, world_.accounts);
        all(Section::groups, world_.groups);
        all(Section::users, world_.users);
        all(Section::safes, world_.safes);
        all(Section::assets, world_.assets);
        writer_.end();
        return std::move(out_);
    }

    std::string difference(Touched const& touched)
    {
        for (std::size_t section = 0; section < section_count; ++section)
            ids_[section] = touched.things[section];
        add_safes_with_orders_of(touched.scopes);
        for (std::size_t section = 0; section < section_count; ++section) {
            std::ranges::sort(ids_[section]);
            ids_[section].erase(std::ranges::unique(ids_[section]).begin(), ids_[section].end());
        }
        begin(false);
        // What is gone comes first, so that an address or id that moved on is free when its new owner comes.
        writer_.key("removed").object();
        removed(Section::users, world_.users);
        removed(Section::groups, world_.groups);
        removed(Section::safes, world_.safes);
        removed(Section::assets, world_.assets);
        writer_.end();
        touched_ones(Section::accounts, world_.accounts);
        touched_ones(Section::groups, world_.groups);
        touched_ones(Section::users, world_.users);
        touched_ones(Section::safes, world_.safes);
        touched_assets();
        writer_.end();
        return std::move(out_);
    }

private:
    std::vector<std::string>& ids(Section section) { return ids_[static_cast<std::size_t>(section)]; }

    /// Who gave an order is named to whom he is visible; with a person's scope that may have changed.
    void add_safes_with_orders_of(std::vector<std::string> const& scopes)
    {
        auto people = std::vector<UserId>{};
        for (auto const& id : scopes)
            people.push_back(world_.users.find(id));
        if (people.empty())
            return;
        std::ranges::sort(people);
        for (auto const handle : world_.safes.handles()) {
            auto const& safe = world_.safes[handle];
            auto const is_his = [&](Order const& order) { return std::ranges::binary_search(people, order.by); };
            // A hidden one is left out: its id would be told as one that went away.
            if (std::ranges::any_of(safe.orders, is_his) && sees(world_, viewer_, handle))
                ids(Section::safes).push_back(safe.id);
        }
    }

    void begin(bool is_everything)
    {
        writer_.object();
        if (auto const* row = world_.users.get(viewer_))
            writer_.member("me", row->id);
        writer_.member("revision", number_);
        writer_.member("everything", is_everything);
        writer_.key("organization");
        write_row(writer_, world_.organization);
    }

    template <class Table>
    void all(Section section, Table const& table)
    {
        writer_.key(name_of(section)).list();
        for (auto const handle : table.handles())
            view_.write(writer_, handle, Form::sync);
        writer_.end();
    }

    template <class Table>
    void removed(Section section, Table const& table)
    {
        writer_.key(name_of(section)).list();
        for (auto const& id : ids(section)) {
            if (!sees(world_, viewer_, table.find(id)))
                writer_.text(id);
        }
        writer_.end();
    }

    template <class Table>
    void touched_ones(Section section, Table const& table)
    {
        writer_.key(name_of(section)).list();
        for (auto const& id : ids(section))
            view_.write(writer_, table.find(id), Form::sync);
        writer_.end();
    }

    /// With a safe that came into sight its assets came; what else was touched, once.
    void touched_assets()
    {
        auto assets = std::vector<AssetId>{};
        for (auto const& id : ids(Section::assets))
            assets.push_back(world_.assets.find(id));
        for (auto const& id : ids(Section::safes)) {
            if (auto const* safe = world_.safes.get(world_.safes.find(id)))
                assets.insert(assets.end(), safe->assets.begin(), safe->assets.end());
        }
        std::ranges::sort(assets);
        assets.erase(std::ranges::unique(assets).begin(), assets.end());
        writer_.key(name_of(Section::assets)).list();
        for (auto const asset : assets)
            view_.write(writer_, asset, Form::sync);
        writer_.end();
    }

    World const& world_;
    UserId viewer_;
    std::uint64_t number_;
    View view_;
    std::string out_;
    Writer writer_;
    std::array<std::vector<std::string>, section_count> ids_;
};

} // namespace

void note(Touched& touched, World const& before, Actor actor, Change const& change)
{
    std::visit(Note{touched, before, actor}, change);
}

void note_orders_of_scopes(Touched& touched, World const& world)
{
    auto people = std::vector<UserId>{};
    for (auto const& id : touched.scopes)
        people.push_back(world.users.find(id));
    if (people.empty())
        return;
    std::ranges::sort(people);
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

std::string encode_sync(World const& world, UserId viewer, std::optional<std::uint64_t> number)
{
    return Cutter{world, viewer, number}.everything();
}

std::string encode_sync(World const& world, UserId viewer, Touched const& touched, std::optional<std::uint64_t> number)
{
    auto const* row = world.users.get(viewer);
    if (!row || touched.everything || std::ranges::contains(touched.scopes, row->id))
        return encode_sync(world, viewer, number);
    return Cutter{world, viewer, number}.difference(touched);
}

} // namespace castellan::wire
