#include "ui/terminal/terminal_screens.hpp"

#include "ui/screens/words.hpp"

#include <utility>

namespace castellan::ui {

void TerminalState::go(TerminalPlace next)
{
    path.push_back(std::move(next));
    digits.clear();
    reason.clear();
    fill = {};
    notice.reset();
}

void TerminalState::back()
{
    if (path.size() > 1)
        path.pop_back();
    digits.clear();
    reason.clear();
    fill = {};
    notice.reset();
}

void TerminalState::done()
{
    auto const at = place().at;
    if (at == Stage::amount || at == Stage::move_to || at == Stage::unlock_for || at == Stage::form)
        back();
}

std::string title_of(AtTerminal const& at, TerminalPlace const& place)
{
    auto const& world = at.world;
    auto const named = [&](auto const& table) {
        auto const* row = table.get(table.find(place.thing));
        return row == nullptr ? std::string{} : row->name;
    };
    switch (place.at) {
    case Stage::home: {
        auto const* group = world.groups.get(at.group);
        return group == nullptr ? std::string{tr("What would you like to do?")} : group->name;
    }
    case Stage::safes: return tr("Safes");
    case Stage::safe: return named(world.safes);
    case Stage::asset:
    case Stage::amount:
    case Stage::move_to: {
        auto const* asset = world.assets.get(world.assets.find(place.thing));
        return asset == nullptr ? std::string{} : asset->kind;
    }
    case Stage::doors: return tr("Doors");
    case Stage::door:
    case Stage::unlock_for: return named(world.doors);
    case Stage::forms: return place.thing.empty() ? tr("Forms") : tr("Report a defect");
    case Stage::form: return named(world.modules);
    case Stage::tasks: return tr("Administration");
    case Stage::clear_pin: return tr("Clear a PIN");
    case Stage::add_member: return tr("Add a member");
    }
    return {};
}

bool act_tile(Ui& ui, Tiles& tiles, AtTerminal const& at, TerminalState& state, Change const& change, Tile tile,
              std::string_view key, bool leads_on)
{
    auto const decision = at.judge(change);
    if (decision.effect == Effect::deny)
        return false;
    auto reason = std::string{};
    if (decision.effect == Effect::not_now) {
        reason = said(decision.reason);
        tile.disabled = reason;
    } else if (decision.needs.second_person && tile.detail.empty()) {
        tile.detail = tr("Needs a second person");
    }
    static_cast<void>(ui.may_offer(change));
    if (!tiles.tile(tile, key))
        return false;
    if (!leads_on)
        state.wanted = change;
    return true;
}

void home_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    auto const safes = safes_here(at);
    auto const doors = doors_here(at);
    auto const forms = forms_here(at);
    auto const tasks = !pins_to_clear(at).empty() || !people_to_add(at).empty();
    if (safes.empty() && doors.empty() && forms.empty() && !tasks) {
        static_cast<void>(empty_state(ui, {icon::vault, tr("Nothing at this terminal is for you"),
                                           tr("You reach none of the group's safes, doors and forms. Ask its administrator.")}));
        return;
    }
    Tiles tiles{ui, tr("What would you like to do?"), TileSize::large};
    if (!safes.empty() && tiles.tile({.label = tr("Safes"), .detail = tr("Open, count, take out"), .value = grouped(std::ssize(safes)), .icon = icon::vault}))
        state.go({Stage::safes});
    if (!doors.empty() && tiles.tile({.label = tr("Doors"), .detail = tr("Unlock"), .value = grouped(std::ssize(doors)), .icon = icon::door_closed}))
        state.go({Stage::doors});
    if (!forms.empty() && tiles.tile({.label = tr("Forms"), .detail = tr("Fill in and submit"), .value = grouped(std::ssize(forms)), .icon = icon::clipboard_list}))
        state.go({Stage::forms});
    if (!forms.empty() && tiles.tile({.label = tr("Report a defect"), .detail = tr("Something is broken or missing"), .icon = icon::triangle_alert}))
        state.go({Stage::forms, "?"});
    if (tasks && tiles.tile({.label = tr("Administration"), .detail = tr("PINs and members"), .icon = icon::user_cog}))
        state.go({Stage::tasks});
}

void tasks_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    auto const pins = pins_to_clear(at);
    auto const people = people_to_add(at);
    Tiles tiles{ui, tr("Administration"), TileSize::large};
    if (!pins.empty() && act_tile(ui, tiles, at, state, ClearPin{pins.front()}, {.label = tr("Clear a PIN"), .detail = tr("Somebody has forgotten it"), .icon = icon::hash}, "pin", true))
        state.go({Stage::clear_pin});
    if (!people.empty() &&
        act_tile(ui, tiles, at, state, AddMember{at.group, people.front()}, {.label = tr("Add a member"), .detail = tr("To this terminal's group"), .icon = icon::user_plus}, "member", true))
        state.go({Stage::add_member});
    if (pins.empty() && people.empty())
        muted(ui, tr("There is nothing to do here now."));
}

void clear_pin_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    paragraph(ui, tr("Whose PIN is to be cleared? Without it he signs in at no terminal until he has set a new one in the console."));
    Tiles tiles{ui, tr("Clear a PIN")};
    for (auto const user : pins_to_clear(at))
        act_tile(ui, tiles, at, state, ClearPin{user}, {.label = at.world.users[user].name, .icon = icon::user}, at.world.users[user].id);
}

void add_member_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    paragraph(ui, tr("Who is to join this group?"));
    Tiles tiles{ui, tr("Add a member")};
    for (auto const user : people_to_add(at))
        act_tile(ui, tiles, at, state, AddMember{at.group, user}, {.label = at.world.users[user].name, .icon = icon::user_plus}, at.world.users[user].id);
}

} // namespace castellan::ui
