#include "service/recent.hpp"

#include "rules/grants.hpp"
#include "rules/sight.hpp"

#include <algorithm>

namespace castellan {

namespace {

using wire::Section;

FormerPlace former_place(World const& world, UserId user)
{
    auto const& row = world.users[user];
    auto place = FormerPlace{.section = Section::users, .id = row.id};
    for (auto const& roles : row.accounts) {
        place.accounts.push_back(roles.account);
        if (roles.safes != SafesRole::none)
            place.safes_accounts.push_back(roles.account);
    }
    for (auto const group : row.groups) {
        place.accounts.push_back(world.groups[group].account);
        place.safes_accounts.push_back(world.groups[group].account);
    }
    return place;
}

FormerPlace former_place(World const& world, GroupId group)
{
    auto const& row = world.groups[group];
    return {.section = Section::groups, .id = row.id, .accounts = {row.account}, .groups = {group}};
}

FormerPlace former_place(World const& world, SafeId safe)
{
    auto const& row = world.safes[safe];
    return {.section = Section::safes, .id = row.id, .accounts = {row.account}, .groups = row.groups};
}

FormerPlace former_place(World const& world, AssetId asset)
{
    auto const& row = world.assets[asset];
    auto const& safe = world.safes[row.safe];
    return {.section = Section::assets, .id = row.id, .accounts = {safe.account}, .groups = safe.groups};
}

template <class Row, class Handle>
void note_former(World const& world, Table<Row, Handle> const& table, std::vector<std::string> const& ids,
                 std::vector<FormerPlace>& places)
{
    for (auto const& id : ids) {
        if (auto const handle = table.find(id))
            places.push_back(former_place(world, handle));
    }
}

std::vector<std::string> const& ids_of(wire::Touched const& touched, Section section)
{
    return touched.things[static_cast<std::size_t>(section)];
}

bool sees_now(World const& world, UserId viewer, Section section, std::string const& id)
{
    switch (section) {
    case Section::accounts: return sees(world, viewer, world.accounts.find(id));
    case Section::users: return sees(world, viewer, world.users.find(id));
    case Section::groups: return sees(world, viewer, world.groups.find(id));
    case Section::safes: return sees(world, viewer, world.safes.find(id));
    case Section::assets: return sees(world, viewer, world.assets.find(id));
    }
    return false;
}

/// Did a viewer whose own scope is the same now as then see the person? The mirror of rules/sight.cpp for somebody who
/// may be gone: directories show people of the safes side, and whoever gives first roles of an account is offered
/// everybody of it, and people of no account at all.
bool saw_person(World const& world, UserId viewer, FormerPlace const& place)
{
    auto const& row = world.users[viewer];
    if (row.administrator || row.organization_admin)
        return true;
    auto const gives_roles_in = [&](AccountId account) {
        auto const mine = row.roles_in(account);
        return mine.safes == SafesRole::account_admin || mine.profiles == ProfilesRole::full_admin;
    };
    auto const lists_people_of = [&](AccountId account) {
        return permissions_in(world, viewer, Place{account, {}}).has(Permission::users_list);
    };
    if (place.accounts.empty())
        return std::ranges::any_of(row.accounts, gives_roles_in, &AccountRoles::account);
    return std::ranges::any_of(place.safes_accounts, lists_people_of) ||
           std::ranges::any_of(place.accounts, gives_roles_in);
}

bool saw(World const& world, UserId viewer, FormerPlace const& place)
{
    using enum Permission;
    if (place.section == Section::users)
        return saw_person(world, viewer, place);
    if (place.accounts.empty())
        return false;
    auto const held = permissions_in(world, viewer, Place{place.accounts.front(), place.groups});
    switch (place.section) {
    case Section::groups: return held.has(groups_list) || held.has(safes_unlock);
    case Section::safes: return held.has(safes_list) || held.has(safes_unlock);
    case Section::assets: return held.has(assets_list);
    case Section::accounts:
    case Section::users: return false;
    }
    return false;
}

bool scope_changed(wire::Touched const& touched, std::string const& viewer)
{
    return touched.everything || std::ranges::find(touched.scopes, viewer) != touched.scopes.end();
}

constexpr auto all_sections =
    std::to_array<Section>({Section::accounts, Section::users, Section::groups, Section::safes, Section::assets});

} // namespace

Trace trace_of(World const& before, Actor actor, Change const& change)
{
    auto trace = Trace{};
    wire::note(trace.touched, before, actor, change);
    note_former(before, before.users, ids_of(trace.touched, Section::users), trace.former);
    note_former(before, before.groups, ids_of(trace.touched, Section::groups), trace.former);
    note_former(before, before.safes, ids_of(trace.touched, Section::safes), trace.former);
    note_former(before, before.assets, ids_of(trace.touched, Section::assets), trace.former);
    if (trace.size() > Recent::difference_most) {
        // An import of thousands: nobody would be told a difference anyway.
        trace.touched = {.everything = true};
        trace.former.clear();
    }
    return trace;
}

std::size_t Trace::size() const
{
    auto count = std::size_t{1};
    for (auto const& ids : touched.things)
        count += ids.size();
    return count;
}

void Recent::restart(std::uint64_t number)
{
    traces_.clear();
    things_ = 0;
    known_from_ = number;
}

void Recent::add(Trace trace)
{
    things_ += trace.size();
    traces_.push_back(std::move(trace));
    while (traces_.size() > traces_kept || things_ > things_kept)
        forget_first();
}

void Recent::forget_first()
{
    known_from_ = traces_.front().number;
    things_ -= traces_.front().size();
    traces_.pop_front();
}

void Recent::take_back(std::uint64_t number)
{
    while (!traces_.empty() && traces_.back().number > number) {
        things_ -= traces_.back().size();
        traces_.pop_back();
    }
}

std::deque<Trace>::const_iterator Recent::after(std::uint64_t number) const
{
    return std::ranges::upper_bound(traces_, number, {}, &Trace::number);
}

std::optional<wire::Touched> Recent::since(World const& world, UserId viewer, std::uint64_t since) const
{
    if (since < known_from_ || since > world.revision)
        return std::nullopt;

    auto result = wire::Touched{};
    auto const& me = world.users[viewer].id;
    auto count = std::size_t{0};
    for (auto at = after(since); at != traces_.end(); ++at) {
        if (scope_changed(at->touched, me))
            return std::nullopt;
        for (auto const section : all_sections) {
            auto& ids = result.things[static_cast<std::size_t>(section)];
            for (auto const& id : ids_of(at->touched, section)) {
                if (!sees_now(world, viewer, section, id))
                    continue;
                ids.push_back(id);
                ++count;
            }
        }
        for (auto const& place : at->former) {
            if (!sees_now(world, viewer, place.section, place.id) && saw(world, viewer, place)) {
                result.things[static_cast<std::size_t>(place.section)].push_back(place.id);
                ++count;
            }
        }
        if (count > difference_most)
            return std::nullopt;
    }
    for (auto& ids : result.things) {
        std::ranges::sort(ids);
        ids.erase(std::ranges::unique(ids).begin(), ids.end());
    }
    return result;
}

std::uint64_t Recent::first_noticed(World const& world, UserId viewer, std::uint64_t from, std::uint64_t to) const
{
    if (from >= to)
        return 0;
    if (from < known_from_)
        return from + 1;
    auto const& me = world.users[viewer].id;
    for (auto at = after(from); at != traces_.end() && at->number <= to; ++at) {
        if (scope_changed(at->touched, me))
            return at->number;
        for (auto const section : all_sections) {
            for (auto const& id : ids_of(at->touched, section)) {
                if (sees_now(world, viewer, section, id))
                    return at->number;
            }
        }
        for (auto const& place : at->former) {
            if (saw(world, viewer, place))
                return at->number;
        }
    }
    return 0;
}

} // namespace castellan
