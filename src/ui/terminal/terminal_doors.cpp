// Doors and forms, at a terminal.
#include "ui/screens/words.hpp"
#include "ui/terminal/terminal_screens.hpp"

namespace castellan::ui {

void doors_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    Tiles tiles{ui, tr("Doors")};
    for (auto const door : doors_here(at)) {
        auto const& row = at.world.doors[door];
        auto const known = row.controller; // Of a lock without one nobody knows how it is.
        if (tiles.tile({.label = row.name,
                        .icon = icon::door_closed,
                        .state = known ? std::string_view{row.online ? tr("Online") : tr("Offline")} : std::string_view{},
                        .state_tone = row.online ? Tone::good : Tone::warning},
                       row.id))
            state.go({Stage::door, row.id});
    }
}

void door_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    auto const door = at.world.doors.find(state.place().thing);
    if (!door)
        return muted(ui, tr("This is not there any more."));
    auto leads_on = false;
    auto defect = false;
    {
        Tiles tiles{ui, tr("The door")};
        act_tile(ui, tiles, at, state, UnlockDoor{door}, {.label = tr("Unlock"), .icon = icon::unlock, .primary = true});
        act_tile(ui, tiles, at, state, RemoteUnlockDoor{door}, {.label = tr("Remote unlock"), .icon = icon::wifi});
        leads_on = act_tile(ui, tiles, at, state, UnlockDoorFor{door, std::nullopt}, {.label = tr("Unlock for…"), .icon = icon::user_check}, {}, true);
        defect = !forms_here(at).empty() && tiles.tile({.label = tr("Report a defect"), .icon = icon::triangle_alert});
    }
    if (leads_on) {
        state.go({Stage::unlock_for, state.place().thing});
    } else if (defect) {
        state.go({Stage::forms, "?"});
        state.about = at.world.doors[door].name;
    }
}

void unlock_for_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    auto const door = at.world.doors.find(state.place().thing);
    auto const* group = at.world.groups.get(at.group);
    if (!door || group == nullptr)
        return muted(ui, tr("This is not there any more."));
    paragraph(ui, tr("For whom? His name stands in the audit trail."));
    Tiles tiles{ui, tr("Unlock for…")};
    for (auto const user : group->members) {
        auto const* row = at.world.users.get(user);
        if (row != nullptr && user != at.me)
            act_tile(ui, tiles, at, state, UnlockDoorFor{door, row->name}, {.label = row->name, .icon = icon::user}, row->id);
    }
}

void forms_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    auto const defect = !state.place().thing.empty();
    if (defect)
        paragraph(ui, state.about.empty() ? std::string{tr("Which form is it to be reported on?")} : tr("On which form do you report {}?", quoted(state.about)));
    Tiles tiles{ui, tr("Forms")};
    for (auto const module : forms_here(at)) {
        auto const& row = at.world.modules[module];
        if (act_tile(ui, tiles, at, state, SubmitRecord{module, {}, "{}"}, {.label = row.name, .icon = icon::clipboard_list}, row.id, true)) {
            auto const about = state.about;
            state.go({Stage::form, row.id});
            state.about = about;
            // What is broken stands in the first line that can be written on.
            auto const fields = fields_of(at.world, module);
            auto const first = std::ranges::find(fields, FieldKind::text, &FieldDefinition::kind);
            if (defect && !about.empty() && first != fields.end())
                state.fill.at(first->id) = about;
            return;
        }
    }
}

void form_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    auto const module = at.world.modules.find(state.place().thing);
    if (!module)
        return muted(ui, tr("This is not there any more."));
    auto const fields = fields_of(at.world, module);
    Form form{ui, at.world.modules[module].name}; // Under each other: two columns are no large choices.
    form_fields(ui, fields, state.fill);
    auto const missing = incomplete_form(fields, state.fill);
    auto const change = SubmitRecord{module, {}, values_of(fields, state.fill.answers)};
    Tiles tiles{ui, tr("Submit")};
    auto const tile = Tile{.label = tr("Submit"), .detail = missing, .icon = icon::send, .primary = true};
    auto const pressed = act_tile(ui, tiles, at, state, change, tile, {}, true);
    if (!pressed)
        return;
    state.fill.tried = true;
    if (missing.empty())
        state.wanted = change;
}

} // namespace castellan::ui
