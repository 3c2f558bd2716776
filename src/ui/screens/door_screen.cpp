#include "ui/screens/door_screen.hpp"

#include "client/route.hpp"
#include "model/put_in_order.hpp"
#include "ui/screens/doors_screen.hpp"
#include "ui/screens/access_screen.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

void keys_card(Ui& ui, Seen const& seen, DoorId door, DoorState& state, DoorForms& forms)
{
    auto const& row = seen.world.doors[door];
    auto const lines = keys_of(seen.world, door);
    Card card{ui, row.name_only ? tr("Your key") : tr("Keys"), {.subtitle = tr("Where each comes from"), .icon = icon::key_round, .flush = true}};
    {
        auto actions = card.actions();
        give_action(ui, actions, seen, tr("Send keys…"), Give::keys, row.id, {}, forms.give);
    }
    key_table(ui, seen, lines, state.keys,
              {.name = tr("Keys"), .empty = {icon::key_round, tr("Nobody holds a key"), tr("Send one, or put the door into a group.")}, .of_one_person = row.name_only});
}

void lock_card(Ui& ui, Seen const& seen, DoorId door, DoorForms& forms)
{
    auto const& row = seen.world.doors[door];
    auto const settings = wire::read_lock_settings(row.lock_settings);
    Card card{ui, tr("Lock settings"), {.icon = icon::clock}};
    {
        auto actions = card.actions();
        if (actions.form(tr("Edit…"), SetLockSettings{door, R"({"":0})"}, {.icon = icon::pencil}))
            open_lock_settings(forms.lock, seen.world, door);
    }
    auto hours = settings.business_hours;
    static_cast<void>(week_grid(ui, tr("Business hours"), hours, 30,
                                {.hint = hours.empty() ? std::string_view{tr("None: the door is always locked.")} : std::string_view{tr("Then the door stands unlocked.")},
                                 .disabled = tr("Shown only; the lock settings are edited in their form.")}));
    Facts facts{ui};
    auto days = std::string{};
    for (auto const& one : settings.blackouts)
        days += (days.empty() ? "" : ", ") + one.day + (one.name.empty() ? "" : " · " + one.name);
    facts.text(tr("Blackout dates"), days);
    facts.text(tr("Wi-Fi network"), settings.network);
}

void groups_card(Ui& ui, Seen const& seen, DoorId door, DoorState& state, DoorForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.doors[door];
    auto groups = std::vector<GroupId>{};
    for (auto const group : groups_of(world, row.account)) {
        if (holds(row.groups, group))
            groups.push_back(group);
    }
    Card card{ui, tr("Groups"), {.subtitle = tr("Their key roles open it"), .icon = icon::users_round, .flush = true}};
    {
        auto actions = card.actions();
        give_action(ui, actions, seen, tr("Put into groups…"), Give::doors, {}, row.id, forms.give);
    }
    auto const columns = std::to_array<Column>({{.label = tr("Group"), .sortable = false}, {.label = tr("Key roles"), .width = 7, .align = Align::right, .sortable = false, .leaves_first = 1}});
    DataTable table{ui, tr("Groups"), columns, state.groups,
                    {.row_count = groups.size(), .empty = {icon::users_round, tr("In no group"), tr("It is opened by keys that were sent singly.")}}};
    while (table.next_row()) {
        auto const group = groups[table.row()];
        auto const& line = world.groups[group];
        auto const href = client::group_href(line.id);
        table.begin_row(line.id, {.name = line.name, .href = href});
        table.icon(icon::users_round, line.name);
        if (line.doors_cut)
            table.skip();
        else
            table.number(static_cast<std::int64_t>(line.key_roles.size()));
        auto actions = table.actions();
        actions.offer(tr("Take out of group"), RemoveDoorFromGroup{group, door},
                      {.weight = Weight::danger,
                       .icon = icon::minus,
                       .confirm = Confirmation{tr("Take {} out of {}?", row.name, line.name), tr("The group's key roles no longer open this door."), tr("Take out")}});
    }
}

struct ToggleWords {
    bool Toggles::*present;
    std::optional<bool> ToggleFields::*wanted;
    std::string_view title;
    std::string_view says;
};

// words:
constexpr auto toggles = std::to_array<ToggleWords>({
    {&Toggles::users_can_remote_unlock, &ToggleFields::users_can_remote_unlock, "Users can remote unlock",
     "On: user keys of this group unlock from afar, on doors with a controller. Off: nearby only."},
    {&Toggles::users_can_unlock_for, &ToggleFields::users_can_unlock_for, "Users can unlock for…",
     "On: user keys of this group unlock for somebody else, on doors with a controller."},
    {&Toggles::admins_can_modify_lock_settings, &ToggleFields::admins_can_modify_lock_settings, "Admins can modify lock settings",
     "Off: admin keys of this group change no business hours, blackouts or Wi-Fi. They still send and revoke keys, and unlock."},
});
// words end

/// What the group allows: switches for whoever may switch them, words for the others.
void toggles_card(Ui& ui, Seen const& seen, GroupId group)
{
    auto const& row = seen.world.groups[group];
    Card card{ui, tr("What the group allows"), {.subtitle = tr("Owners and keys sent singly are not bound by it"), .icon = icon::shield}};
    for (auto const& one : toggles) {
        auto on = row.toggles.*one.present;
        auto fields = ToggleFields{};
        fields.*one.wanted = !on;
        auto const change = SetToggles{group, fields};
        auto const decision = ui.judge(change);
        if (decision.effect == Effect::deny) {
            Facts facts{ui};
            facts.badge(tr(one.title), on ? Tone::good : Tone::neutral, on ? tr("On") : tr("Off"));
            muted(ui, tr(one.says));
            continue;
        }
        static_cast<void>(ui.may_offer(change));
        if (toggle(ui, tr(one.title), on, {.hint = tr(one.says), .disabled = decision.effect == Effect::not_now ? tr(decision.reason) : Text{""}}))
            ui.request(change);
    }
}

void group_doors_card(Ui& ui, Seen const& seen, GroupId group, DoorsSideState& state, DoorForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.groups[group];
    auto doors = row.doors;
    put_in_order(doors, [&](DoorId one, DoorId other) { return comes_before(world.doors[one].name, world.doors[other].name); });
    Card card{ui, tr("Doors"), {.icon = icon::door_closed, .flush = true}};
    {
        auto actions = card.actions();
        give_action(ui, actions, seen, tr("Add doors…"), Give::doors, row.id, {}, forms.give);
    }
    auto const columns = std::to_array<Column>({{.label = tr("Door"), .sortable = false}, {.label = tr("State"), .width = 9, .sortable = false}});
    DataTable table{ui, tr("Doors"), columns, state.doors,
                    {.row_count = doors.size(),
                     .empty = {icon::door_closed, tr("No doors in this group"), tr("A Full Administrator, or the owner of a door's key, puts it here.")},
                     .two_lines = true}};
    while (table.next_row()) {
        auto const door = doors[table.row()];
        auto const& line = world.doors[door];
        auto const href = client::door_href(line.id);
        table.begin_row(line.id, {.name = line.name, .href = href});
        auto others = group_names(world, line.groups, line.account);
        std::erase(others, row.name);
        table.icon(icon::door_closed, line.name, others.empty() ? std::string{} : tr("Also in {}", listed(others)));
        table.badge(tone_of(line), state_of(line));
        auto actions = table.actions();
        door_actions(ui, actions, seen, door, forms);
        actions.offer(tr("Take out of group"), RemoveDoorFromGroup{group, door},
                      {.weight = Weight::danger,
                       .icon = icon::minus,
                       .confirm = Confirmation{tr("Take {} out of {}?", line.name, row.name), tr("The group's key roles no longer open this door."), tr("Take out")}});
    }
}

} // namespace

void door_screen(Ui& ui, Seen const& seen, DoorId door, DoorState& state, DoorForms& forms)
{
    auto const& row = seen.world.doors[door];
    Page page{ui, client::door_href(row.id)};
    {
        auto const listed_trail = std::to_array<Crumb>({{tr("Doors"), "#/doors"}});
        auto const home_trail = std::to_array<Crumb>({{tr("Overview"), "#/"}});
        auto const groups = listed(group_names(seen.world, row.groups, row.account));
        auto const manages = seen.manages("doors") || seen.manages("keys");
        auto actions = page_header(ui, {.breadcrumb = manages ? std::span<Crumb const>{listed_trail} : std::span<Crumb const>{home_trail},
                                        .title = row.name,
                                        .subtitle = groups,
                                        .status = state_of(row),
                                        .status_tone = tone_of(row),
                                        .icon = icon::door_closed});
        if (!row.name_only)
            links_about(actions, seen, door);
        door_actions(ui, actions, seen, door, forms);
    }
    if (row.name_only) {
        // Who may only open it sees his own key, and through which groups he has it.
        Columns columns{ui, {1, 1}};
        keys_card(ui, seen, door, state, forms);
        columns.next();
        groups_card(ui, seen, door, state, forms);
        return;
    }
    Columns columns{ui, {3, 2}};
    keys_card(ui, seen, door, state, forms);
    columns.next();
    lock_card(ui, seen, door, forms);
    groups_card(ui, seen, door, state, forms);
}

void doors_side(Ui& ui, Seen const& seen, GroupId group, DoorsSideState& state, DoorForms& forms)
{
    auto const& row = seen.world.groups[group];
    auto const lines = keys_of(seen.world, group);
    Columns columns{ui, {1, 1}};
    {
        Card card{ui, row.doors_cut ? tr("Your key role") : tr("Key roles"), {.subtitle = tr("A key to every door of the group"), .icon = icon::key_round, .flush = true}};
        {
            auto actions = card.actions();
            give_action(ui, actions, seen, tr("Give key roles…"), Give::key_roles, row.id, {}, forms.give);
        }
        key_table(ui, seen, lines, state.roles,
                  {.name = tr("Key roles"), .empty = {icon::key_round, tr("Nobody holds a key role"), tr("Give one, and the person opens the doors of the group.")}, .of_one_group = true});
    }
    columns.next();
    group_doors_card(ui, seen, group, state, forms);
    if (!row.doors_cut || role_in(row.key_roles, seen.me) != KeyRole::none)
        toggles_card(ui, seen, group);
}

} // namespace castellan::ui
