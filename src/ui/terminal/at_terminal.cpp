#include "ui/terminal/at_terminal.hpp"

#include "model/put_in_order.hpp"
#include "ui/screens/words.hpp"
#include "wire/form_json.hpp"

#include <algorithm>

namespace castellan::ui {

namespace {

template <class Table, class Handle>
void by_name(Table const& table, std::vector<Handle>& things)
{
    put_in_order(things, [&](Handle one, Handle other) { return comes_before(table[one].name, table[other].name); });
}

/// Those of the group where he sees what is in it; else all that are told to him at this terminal.
template <class Table, class Handle>
std::vector<Handle> of_group(Table const& table, std::vector<Handle> const* of)
{
    auto things = std::vector<Handle>{};
    for (auto const thing : table.handles()) {
        if (of == nullptr || std::ranges::contains(*of, thing))
            things.push_back(thing);
    }
    return things;
}

} // namespace

AtTerminal at_terminal(client::TerminalClient const& client, Instant now)
{
    auto const& world = client.world();
    return {.world = world, .me = client.me(), .group = world.groups.find(client.group()), .now = now, .online = client.online()};
}

std::vector<SafeId> safes_here(AtTerminal const& at)
{
    auto const* group = at.world.groups.get(at.group);
    auto safes = of_group(at.world.safes, group == nullptr || group->name_only ? nullptr : &group->safes);
    std::erase_if(safes, [&](SafeId safe) {
        return !at.offers(UnlockSafe{.safe = safe, .reason = std::nullopt}) && assets_here(at, safe).empty();
    });
    by_name(at.world.safes, safes);
    return safes;
}

std::vector<AssetId> assets_here(AtTerminal const& at, SafeId safe)
{
    auto const* row = at.world.safes.get(safe);
    auto assets = row == nullptr ? std::vector<AssetId>{} : row->assets;
    put_in_order(assets, [&](AssetId one, AssetId other) {
        return comes_before(at.world.assets[one].kind, at.world.assets[other].kind);
    });
    return assets;
}

std::vector<DoorId> doors_here(AtTerminal const& at)
{
    auto const* group = at.world.groups.get(at.group);
    auto doors = of_group(at.world.doors, group == nullptr || group->name_only || group->doors_cut ? nullptr : &group->doors);
    std::erase_if(doors, [&](DoorId door) { return !at.offers(UnlockDoor{door}); });
    by_name(at.world.doors, doors);
    return doors;
}

std::vector<ModuleId> forms_here(AtTerminal const& at)
{
    auto forms = std::vector<ModuleId>{};
    for (auto const module : at.world.modules.handles()) {
        if (at.offers(SubmitRecord{module, {}, "{}"}) && !fields_of(at.world, module).empty())
            forms.push_back(module);
    }
    by_name(at.world.modules, forms);
    return forms;
}

std::vector<UserId> pins_to_clear(AtTerminal const& at)
{
    auto people = std::vector<UserId>{};
    auto const* group = at.world.groups.get(at.group);
    if (group == nullptr)
        return people;
    for (auto const user : group->members) {
        auto const* row = at.world.users.get(user);
        if (row != nullptr && row->pin && user != at.me && at.offers(ClearPin{user}))
            people.push_back(user);
    }
    by_name(at.world.users, people);
    return people;
}

std::vector<UserId> people_to_add(AtTerminal const& at)
{
    auto people = std::vector<UserId>{};
    auto const* group = at.world.groups.get(at.group);
    if (group == nullptr)
        return people;
    for (auto const user : at.world.users.handles()) {
        auto const decision = at.judge(AddMember{at.group, user});
        if (!std::ranges::contains(group->members, user) && decision.effect != Effect::deny && decision.rule != "X-13")
            people.push_back(user);
    }
    by_name(at.world.users, people);
    return people;
}

std::vector<FieldDefinition> fields_of(World const& world, ModuleId module)
{
    auto const* row = world.modules.get(module);
    auto fields = wire::decode_form(row == nullptr ? "[]" : row->fields);
    return fields ? std::move(*fields) : std::vector<FieldDefinition>{};
}

Change taken_out(World const& world, AssetId asset, std::int64_t count)
{
    return EditAsset{asset, {.quantity = world.assets[asset].quantity - count}};
}

Change put_back(World const& world, AssetId asset, std::int64_t count)
{
    return EditAsset{asset, {.quantity = world.assets[asset].quantity + count}};
}

} // namespace castellan::ui
