#include "ui/screens/door_forms.hpp"

#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "rules/sentence.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

/// Offers noted per frame for a picker: what the sweep looks at, bounded so that a picker of 100,000 stays quick.
constexpr auto noted_at_most = std::size_t{2000};
constexpr auto left_out_shown = std::size_t{5};

constexpr auto all_key_roles = {KeyRole::user, KeyRole::admin, KeyRole::owner, KeyRole::none};

void open(FormState& form, std::string_view thing = {})
{
    form.open = form.filled = true;
    form.thing = thing;
}

void install_dialog(Ui& ui, Seen const& seen, DoorForm& form)
{
    if (Dialog dialog{ui, tr("Install a door"), form.open, {.body = tr("Keys open it as soon as somebody holds one.")}}) {
        form_problem(ui, form);
        text_field(ui, tr("Name"), form.name, {.placeholder = tr("Bay door"), .required = true, .max_length = 120, .autofocus = true});
        checkbox(ui, tr("It has a controller"), form.controller, {.hint = tr("With one it can be unlocked from afar and for others.")});
        auto const incomplete = trimmed(form.name).empty() ? std::string_view{tr("Type a name first.")} : std::string_view{};
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Install door"), CreateDoor{seen.account, {}, {.name = trimmed(form.name), .controller = form.controller}},
                         {.icon = icon::plus, .incomplete = incomplete}, dialog.submitted()))
            dialog.close();
    }
}

void edit_dialog(Ui& ui, Seen const& seen, DoorForm& form, DoorId door)
{
    auto const& row = seen.world.doors[door];
    if (Dialog dialog{ui, tr("Edit {}", row.name), form.open}) {
        form_problem(ui, form);
        auto const name_now = now_there(form, form.name, row.name);
        text_field(ui, tr("Name"), form.name, {.hint = name_now, .required = true, .max_length = 120, .autofocus = true});
        checkbox(ui, tr("It has a controller"), form.controller, {.hint = tr("With one it can be unlocked from afar and for others.")});
        auto fields = DoorFields{.name = edited(form.name, row.name)};
        if (form.controller != row.controller)
            fields.controller = form.controller;
        auto const incomplete = trimmed(form.name).empty() ? std::string_view{tr("A door needs a name.")} : std::string_view{};
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Save"), EditDoor{door, fields}, {.incomplete = incomplete}, dialog.submitted()))
            dialog.close();
    }
}

void lock_dialog(Ui& ui, Seen const& seen, LockForm& form, DoorId door)
{
    auto const& row = seen.world.doors[door];
    if (Dialog dialog{ui, tr("Lock settings of {}", row.name), form.open, {.width = 56}}) {
        form_problem(ui, form);
        week_grid(ui, tr("Business hours"), form.settings.business_hours, 30,
                  {.hint = tr("Then the door stands unlocked. Press or drag: what the first hour does, the others do.")});
        auto days = std::vector<Choice>{};
        for (auto const& one : form.settings.blackouts)
            days.push_back({one.day, one.name.empty() ? one.day : one.day + " · " + one.name});
        if (!days.empty())
            multi_select(ui, tr("Blackout dates"), days, form.days, {.hint = tr("On these days the business hours do not count.")});
        {
            Form line{ui, tr("New blackout date"), 2};
            date_field(ui, tr("Another blackout date"), form.day);
            text_field(ui, tr("What it is"), form.day_name, {.placeholder = tr("Christmas Day"), .max_length = 120});
        }
        text_field(ui, tr("Wi-Fi network"), form.settings.network, {.hint = tr("Its password is typed at the lock, and is not kept here."), .max_length = 64});

        auto const is_day = days_until(form.day, seen.now).has_value();
        auto const incomplete = !form.day.empty() && !is_day ? std::string_view{tr("The blackout date is no date.")} : std::string_view{};
        auto wanted = form.settings;
        std::erase_if(wanted.blackouts, [&](wire::Blackout const& one) {
            return one.day == form.day || !std::ranges::contains(form.days, one.day);
        });
        if (is_day)
            wanted.blackouts.push_back({form.day, trimmed(form.day_name)});
        put_in_order(wanted.blackouts, {}, &wire::Blackout::day);
        auto fields = wire::lock_settings_to_set(row.lock_settings, wanted);
        auto const nothing = fields == "{}" ? std::string_view{tr("Nothing is changed yet.")} : incomplete;
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Save"), SetLockSettings{door, std::move(fields)}, {.incomplete = nothing}, dialog.submitted()))
            dialog.close();
    }
}

void unlock_for_dialog(Ui& ui, Seen const& seen, UnlockForForm& form, DoorId door)
{
    auto const& world = seen.world;
    if (Dialog dialog{ui, tr("Unlock {} for somebody", world.doors[door].name), form.open,
                      {.body = tr("The door unlocks for a moment. For whom stands in the audit trail.")}}) {
        form_problem(ui, form);
        auto const& people = form.people.get(seen.generation, [&] {
            auto made = std::vector<Choice>{};
            for (auto const user : world.users.handles()) {
                if (user != seen.me && is_listed(seen, user))
                    made.push_back({world.users[user].id, world.users[user].name, world.users[user].email});
            }
            put_in_order(made, comes_before, &Choice::label);
            made.insert(made.begin(), {"", tr("Somebody else")});
            return made;
        });
        select(ui, tr("For whom"), people, form.person, {.autofocus = true});
        if (form.person.empty())
            text_field(ui, tr("Name"), form.name, {.placeholder = tr("Delivery, Mill Lane Laundry"), .required = true, .max_length = 120});
        auto const person = world.users.find(form.person);
        auto const whom = person ? world.users[person].name : trimmed(form.name);
        auto const incomplete = whom.empty() ? std::string_view{tr("Say for whom first.")} : std::string_view{};
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Unlock"), UnlockDoorFor{door, whom}, {.icon = icon::unlock, .incomplete = incomplete}, dialog.submitted()))
            dialog.close();
    }
}

// ---- Giving ------------------------------------------------------------------------------------------------------

/// One gift: ids that name nothing make a change that is denied.
Change gift(World const& world, Give what, std::string_view place, std::string_view thing, KeyRole role)
{
    switch (what) {
    case Give::key_roles: return SetKeyRole{world.groups.find(place), world.users.find(thing), role};
    case Give::keys: return SendKey{world.doors.find(place), world.users.find(thing), role};
    case Give::doors: break;
    }
    return AddDoor{world.groups.find(place), world.doors.find(thing)};
}

template <class Table>
std::string name_in(Table const& table, std::string const& id)
{
    auto const* row = table.get(table.find(id));
    return row == nullptr ? id : row->name;
}

std::vector<Choice> all_places(Seen const& seen, Give what)
{
    auto const& world = seen.world;
    auto places = std::vector<Choice>{};
    auto const permission = what == Give::doors ? Permission::groups_assign_doors : Permission::keys_send;
    if (what == Give::keys) {
        for (auto const door : doors_of(world, seen.account)) {
            if (permissions_in(world, seen.me, place_of(world, door)).has(permission))
                places.push_back({world.doors[door].id, world.doors[door].name, listed(group_names(world, world.doors[door].groups, seen.account)), icon::door_closed});
        }
        return places;
    }
    for (auto const group : door_groups_of(seen, seen.account)) {
        auto const& row = world.groups[group];
        if (permissions_in(world, seen.me, place_of(world, group)).has(permission))
            places.push_back({row.id, row.name, tr_n("{} door", "{} doors", static_cast<std::int64_t>(row.doors.size())), icon::users_round});
    }
    return places;
}

std::vector<Choice> all_things(Seen const& seen, Give what)
{
    auto const& world = seen.world;
    auto things = std::vector<Choice>{};
    if (what == Give::doors) {
        for (auto const door : doors_of(world, seen.account))
            things.push_back({world.doors[door].id, world.doors[door].name, listed(group_names(world, world.doors[door].groups, seen.account)), icon::door_closed});
        return things;
    }
    for (auto const user : world.users.handles())
        things.push_back({world.users[user].id, world.users[user].name, world.users[user].email});
    return things;
}

bool is_bound(KeyRole role) { return role == KeyRole::user || role == KeyRole::admin; }

std::string why(Seen const& seen, Change const& change, Decision const& decision)
{
    return said(sentence(seen.world, seen.me, change, decision)) + " (" + std::string{decision.rule} + ")";
}

/// D-4 within the selection itself, before anything is sent: the groups share doors.
std::string clash(World const& world, std::string_view one, std::string_view other)
{
    auto const group = world.groups.find(one);
    auto const second = world.groups.find(other);
    if (!group || !second || group == second)
        return {};
    auto const doors = shared_doors(world, group, second);
    return doors.empty() ? std::string{} : tr("It shares {} with {}, and a person is user or admin in one of them only.", listed(doors), world.groups[second].name) + " (D-4)";
}

/// What a choice can come to with what is chosen on the other side: leaves out what would be denied everywhere, and says of
/// what is not possible now why.
void mark(Seen const& seen, std::vector<Choice>& choices, std::vector<std::string> const& others, std::vector<std::string> const& chosen,
          auto const& change_with)
{
    std::erase_if(choices, [&](Choice& choice) {
        auto first_reason = std::string{};
        auto offered = false;
        for (auto const& other : others) {
            auto const change = change_with(choice.key, other);
            auto const decision = may(seen.world, seen.me, change, {.now = seen.now});
            if (decision.effect == Effect::allow || decision.effect == Effect::after)
                return false;
            if (decision.effect == Effect::not_now) {
                offered = true;
                if (first_reason.empty())
                    first_reason = why(seen, change, decision);
            }
        }
        choice.unavailable = std::move(first_reason);
        return !offered && !std::ranges::contains(chosen, choice.key);
    });
}

std::string_view title_of(Give what)
{
    switch (what) {
    case Give::key_roles: return tr("Give key roles");
    case Give::keys: return tr("Send keys");
    case Give::doors: break;
    }
    return tr("Put doors into groups");
}

std::string_view body_of(Give what)
{
    switch (what) {
    case Give::key_roles: return tr("A key role gives a key to every door of the group, now and later. It may be set in several groups at once.");
    case Give::keys: return tr("A key of one door alone. What groups allow does not bind it, and leaving a group does not take it.");
    case Give::doors: break;
    }
    return tr("Whoever holds a key role in a group gets a key to the door.");
}

void give_dialog(Ui& ui, Seen const& seen, GiveForm& form)
{
    Dialog dialog{ui, title_of(form.what), form.open, {.body = body_of(form.what), .width = 40}};
    if (!dialog)
        return;
    form_problem(ui, form);
    auto const& view = form.view.get({seen.generation, seen.account, form.places, form.things, form.role}, [&] { return give_view(seen, form); });
    for (auto const& change : view.noted)
        static_cast<void>(ui.may_offer(change));
    auto const of_doors = form.what == Give::doors;
    auto const places_label = form.what == Give::keys ? tr("Doors") : tr("Groups");
    multi_select(ui, places_label, view.places, form.places, {.placeholder = tr("Choose one or more")});
    multi_select(ui, of_doors ? tr("Doors") : tr("People"), view.things, form.things,
                 {.placeholder = tr("Choose one or more"),
                  .disabled = form.places.empty() && form.things.empty() ? std::string_view{of_doors ? tr("Choose a group first.") : tr("Choose where first.")}
                                                                         : std::string_view{}});
    if (!of_doors && !view.roles.empty())
        radio_group(ui, tr("Key"), view.roles, form.role);
    if (!view.left_out.empty()) {
        auto lines = std::string{};
        for (auto at = std::size_t{0}; at < std::min(view.left_out.size(), left_out_shown); ++at)
            lines += (at == 0 ? "" : "\n") + view.left_out[at].what + ": " + view.left_out[at].why;
        if (view.left_out.size() > left_out_shown)
            lines += "\n" + tr("and {} more", view.left_out.size() - left_out_shown);
        static_cast<void>(banner(ui, Tone::warning, tr_n("{} can't be set now", "{} can't be set now", static_cast<std::int64_t>(view.left_out.size())), lines));
    }
    auto const count = static_cast<std::int64_t>(view.possible.size());
    auto const label = form.what == Give::key_roles ? count > 1 ? tr_n("Set {} key role", "Set {} key roles", count) : std::string{tr("Set key role")}
                       : form.what == Give::keys    ? count > 1 ? tr_n("Send {} key", "Send {} keys", count) : std::string{tr("Send key")}
                       : count > 1                  ? tr_n("Put {} door into place", "Put {} doors into place", count)
                                                    : std::string{tr("Put into group")};
    auto const missing = form.places.empty() || form.things.empty() ? std::string_view{tr("Choose on both sides first.")}
                         : count == 0                               ? std::string_view{tr("Nothing of this is possible now.")}
                                                                    : std::string_view{};
    ui.consequences(view.possible);
    auto actions = dialog.actions();
    if (actions.button(label, {.weight = Weight::primary, .icon = of_doors ? icon::plus : icon::key_round, .disabled = missing})) {
        for (auto const& change : view.possible)
            ui.request(change);
        dialog.close();
    }
}

/// The door that a form is about; the form closes when it is gone.
DoorId door_of(Seen const& seen, FormState& form)
{
    auto const door = form.open ? seen.world.doors.find(form.thing) : DoorId{};
    form.open = form.open && door;
    return door;
}

} // namespace

GiveView give_view(Seen const& seen, GiveForm const& form)
{
    auto const& world = seen.world;
    auto const role = key_role_of(form.role);
    auto view = GiveView{.places = all_places(seen, form.what), .things = {}, .roles = {}, .possible = {}, .left_out = {}, .noted = {}};
    auto things = all_things(seen, form.what);
    auto const keys = [](std::vector<Choice> const& choices) {
        auto ids = std::vector<std::string>{};
        for (auto const& choice : choices)
            ids.push_back(choice.key);
        return ids;
    };
    auto const with_roles = form.what != Give::doors;

    // What the form could end with: noted, and by it the roles that can be given at all.
    auto const places = form.places.empty() ? keys(view.places) : form.places;
    auto const candidates = form.things.empty() ? keys(things) : form.things;
    for (auto const one : all_key_roles) {
        if ((!with_roles && one != KeyRole::user) || (form.what == Give::keys && one == KeyRole::none))
            continue;
        auto any = false;
        for (auto const& place : places) {
            for (auto const& thing : form.places.empty() ? candidates : keys(things)) {
                auto const noted = view.noted.size() >= noted_at_most;
                if (noted && any)
                    break;
                auto change = gift(world, form.what, place, thing, one);
                if (may(world, seen.me, change, {.now = seen.now}).effect == Effect::deny)
                    continue;
                any = true;
                if (!noted)
                    view.noted.push_back(std::move(change));
            }
        }
        if (any && with_roles)
            view.roles.push_back({std::string{key_of(one)}, std::string{title_of(one)}, std::string{meaning_of(one, form.what == Give::keys)}});
    }

    if (!form.things.empty()) {
        mark(seen, view.places, form.things, form.places,
             [&](std::string const& place, std::string const& thing) { return gift(world, form.what, place, thing, role); });
        if (form.what == Give::key_roles && is_bound(role)) {
            for (auto& choice : view.places) {
                for (auto const& place : form.places) {
                    if (choice.unavailable.empty() && !std::ranges::contains(form.places, choice.key))
                        choice.unavailable = clash(world, choice.key, place);
                }
            }
        }
    }
    if (!form.places.empty()) {
        mark(seen, things, form.places, form.things,
             [&](std::string const& thing, std::string const& place) { return gift(world, form.what, place, thing, role); });
        view.things = std::move(things);
    } else {
        std::ranges::copy_if(things, std::back_inserter(view.things), [&](Choice const& choice) { return std::ranges::contains(form.things, choice.key); });
    }
    if (with_roles)
        put_in_order(view.things, comes_before, &Choice::label);

    for (auto const& thing : form.things) {
        auto accepted = std::vector<std::string>{};
        for (auto const& place : form.places) {
            auto change = gift(world, form.what, place, thing, role);
            auto const decision = may(world, seen.me, change, {.now = seen.now});
            auto reason = std::string{};
            if (decision.effect == Effect::deny || decision.effect == Effect::not_now)
                reason = why(seen, change, decision);
            else if (form.what == Give::key_roles && is_bound(role)) {
                for (auto const& other : accepted) {
                    if (reason.empty())
                        reason = clash(world, place, other);
                }
            }
            if (reason.empty()) {
                accepted.push_back(place);
                view.possible.push_back(std::move(change));
            } else {
                view.left_out.push_back({tr("{} in {}", with_roles ? name_in(world.users, thing) : name_in(world.doors, thing),
                                            form.what == Give::keys ? name_in(world.doors, place) : name_in(world.groups, place)),
                                         std::move(reason)});
            }
        }
    }
    return view;
}

void open_install_door(DoorForm& form)
{
    form = {};
    open(form);
}

void open_edit_door(DoorForm& form, World const& world, DoorId door)
{
    auto const& row = world.doors[door];
    form = {};
    open(form, row.id);
    form.version = row.version;
    form.name = row.name;
    form.controller = row.controller;
}

void open_lock_settings(LockForm& form, World const& world, DoorId door)
{
    auto const& row = world.doors[door];
    form = {};
    open(form, row.id);
    form.version = row.version;
    form.settings = wire::read_lock_settings(row.lock_settings);
    for (auto const& one : form.settings.blackouts)
        form.days.push_back(one.day);
}

void open_unlock_for(UnlockForForm& form, World const& world, DoorId door)
{
    form = {};
    open(form, world.doors[door].id);
}

void open_give(GiveForm& form, Give what, std::vector<std::string> places, std::vector<std::string> things)
{
    form = {};
    open(form);
    form.what = what;
    form.places = std::move(places);
    form.things = std::move(things);
}

std::optional<Change> possible_gift(Seen const& seen, Give what, std::string_view place, std::string_view thing)
{
    auto const& world = seen.world;
    auto const permission = what == Give::doors ? Permission::groups_assign_doors : Permission::keys_send;
    auto found = std::optional<Change>{};
    auto const try_one = [&](std::string_view in, std::string_view given) {
        for (auto const role : {KeyRole::user, KeyRole::admin, KeyRole::owner}) {
            auto change = gift(world, what, in, given, role);
            if (seen.offers(change)) {
                found = std::move(change);
                return true;
            }
            if (what == Give::doors)
                break;
        }
        return false;
    };
    auto const try_all = [&](auto const& table, auto const& attempt) {
        for (auto const handle : table.handles()) {
            if (attempt(handle))
                return;
        }
    };
    auto const may_give_in = [&](auto handle) { return permissions_in(world, seen.me, place_of(world, handle)).has(permission); };
    if (place.empty()) {
        auto const attempt = [&](auto const& table, auto handle) {
            auto const& row = table[handle];
            return row.account == seen.account && may_give_in(handle) && try_one(row.id, thing);
        };
        if (what == Give::keys)
            try_all(world.doors, [&](DoorId door) { return attempt(world.doors, door); });
        else
            try_all(world.groups, [&](GroupId group) { return attempt(world.groups, group); });
        return found;
    }
    // OPTIMIZATION: whom nothing grants it need not be asked about everybody.
    auto const group = world.groups.find(place);
    auto const door = world.doors.find(place);
    if (what == Give::keys ? !door || !may_give_in(door) : !group || !may_give_in(group))
        return std::nullopt;
    if (what == Give::doors)
        try_all(world.doors, [&](DoorId one) { return try_one(place, world.doors[one].id); });
    else
        try_all(world.users, [&](UserId one) { return try_one(place, world.users[one].id); });
    return found;
}

void give_action(Ui& ui, Actions& actions, Seen const& seen, std::string_view label, Give what, std::string_view place,
                 std::string_view thing, GiveForm& form)
{
    auto const possible = possible_gift(seen, what, place, thing);
    if (!possible)
        return;
    static_cast<void>(ui.may_offer(*possible));
    if (!actions.button(label, {.icon = what == Give::doors ? icon::plus : icon::key_round}))
        return;
    auto const list = [](std::string_view id) { return id.empty() ? std::vector<std::string>{} : std::vector<std::string>{std::string{id}}; };
    open_give(form, what, list(place), list(thing));
}

void door_actions(Ui& ui, Actions& actions, Seen const& seen, DoorId door, DoorForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.doors[door];
    if (actions.form(tr("Unlock for…"), UnlockDoorFor{door, "?"}, {.icon = icon::user_check}))
        open_unlock_for(forms.unlock_for, world, door);
    actions.offer(tr("Remote unlock"), RemoteUnlockDoor{door}, {.icon = icon::wifi});
    actions.offer(tr("Unlock"), UnlockDoor{door}, {.weight = Weight::primary, .icon = icon::unlock});
    actions.rest_in_menu();
    give_action(ui, actions, seen, tr("Send keys…"), Give::keys, row.id, {}, forms.give);
    if (actions.form(tr("Lock settings…"), SetLockSettings{door, R"({"":0})"}, {.icon = icon::clock}))
        open_lock_settings(forms.lock, world, door);
    give_action(ui, actions, seen, tr("Put into groups…"), Give::doors, {}, row.id, forms.give);
    if (actions.form(tr("Edit…"), EditDoor{door, {.name = row.name + "?"}}, {.icon = icon::pencil}))
        open_edit_door(forms.edit, world, door);
    actions.offer(tr("Remove door"), DeleteDoor{door},
                  {.weight = Weight::danger,
                   .icon = icon::trash_2,
                   .confirm = Confirmation{tr("Remove {}?", row.name), tr("It leaves every group, and all keys to it end. This can't be undone."),
                                           tr("Remove door")}});
}

void door_dialogs(Ui& ui, Seen const& seen, DoorForms& forms)
{
    if (forms.create.open)
        install_dialog(ui, seen, forms.create);
    if (auto const door = door_of(seen, forms.edit))
        edit_dialog(ui, seen, forms.edit, door);
    if (auto const door = door_of(seen, forms.lock))
        lock_dialog(ui, seen, forms.lock, door);
    if (auto const door = door_of(seen, forms.unlock_for))
        unlock_for_dialog(ui, seen, forms.unlock_for, door);
    if (forms.give.open)
        give_dialog(ui, seen, forms.give);
}

} // namespace castellan::ui
