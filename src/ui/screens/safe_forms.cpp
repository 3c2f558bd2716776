#include "ui/screens/safe_forms.hpp"

#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

std::vector<Choice> two_person_choices()
{
    auto choices = std::vector<Choice>{};
    for (auto const setting : {TwoPerson::off, TwoPerson::any, TwoPerson::administrator})
        choices.push_back({std::string{key_of(setting)}, std::string{title_of(setting)}, std::string{meaning_of(setting)}});
    return choices;
}

void register_dialog(Ui& ui, Seen const& seen, SafeForm& form)
{
    if (Dialog dialog{ui, "Register a safe", form.open,
                      {.body = "The safe appears here at once, and comes online when the device has signed in."}}) {
        form_problem(ui, form);
        text_field(ui, "Name", form.name,
                   {.placeholder = "Engine 7 narcotics", .required = true, .max_length = 120, .autofocus = true});
        text_field(ui, "Serial number", form.serial, {.hint = "On the plate of the device.", .placeholder = "MX-0001",
                                                      .required = true, .max_length = 60});
        radio_group(ui, "Who opens it", two_person_choices(), form.two_person);
        auto incomplete = std::string_view{};
        if (trimmed(form.name).empty())
            incomplete = "Type a name first.";
        else if (trimmed(form.serial).empty())
            incomplete = "Type the serial number first.";
        auto const fields = SafeFields{.name = trimmed(form.name), .serial = trimmed(form.serial),
                                       .two_person = two_person_of(form.two_person)};
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, "Register safe", RegisterSafe{seen.account, {}, fields},
                         {.icon = icon::plus, .incomplete = incomplete}, dialog.submitted()))
            dialog.close();
    }
}

void edit_safe_dialog(Ui& ui, Seen const& seen, SafeForm& form)
{
    auto const safe = seen.world.safes.find(form.thing);
    if (!safe) {
        form.open = false;
        return;
    }
    auto const& row = seen.world.safes[safe];
    if (Dialog dialog{ui, "Edit " + row.name, form.open}) {
        form_problem(ui, form);
        auto const name_now = now_there(form, form.name, row.name);
        text_field(ui, "Name", form.name, {.hint = name_now, .required = true, .max_length = 120, .autofocus = true});
        auto const setting_now = now_there(form, title_of(two_person_of(form.two_person)), title_of(row.two_person));
        radio_group(ui, "Who opens it", two_person_choices(), form.two_person, {.hint = setting_now});
        auto fields = SafeFields{.name = edited(form.name, row.name)};
        if (two_person_of(form.two_person) != row.two_person)
            fields.two_person = two_person_of(form.two_person);
        auto const incomplete = trimmed(form.name).empty() ? std::string_view{"A safe needs a name."} : std::string_view{};
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, "Save", EditSafe{safe, fields}, {.incomplete = incomplete}, dialog.submitted()))
            dialog.close();
    }
}

void safe_groups_dialog(Ui& ui, Seen const& seen, SafeGroupsForm& form)
{
    auto const& world = seen.world;
    auto const safe = world.safes.find(form.thing);
    if (!safe) {
        form.open = false;
        return;
    }
    auto const& row = world.safes[safe];
    if (Dialog dialog{ui, "Add " + row.name + " to groups", form.open,
                      {.body = "The members of these groups reach the safe as their role allows."}}) {
        form_problem(ui, form);
        auto choices = std::vector<Choice>{};
        for (auto const& change : possible_groupings(world, safe)) {
            if (ui.judge(change).effect == Effect::deny)
                continue;
            static_cast<void>(ui.may_offer(change));
            auto const& group = world.groups[std::get<AddSafe>(change).group];
            choices.push_back({group.id, group.name, counted(static_cast<std::int64_t>(group.members.size()), "member", "members"),
                               icon::users_round});
        }
        if (choices.empty())
            paragraph(ui, "The safe is in every group already.");
        else
            multi_select(ui, "Groups", choices, form.groups, {.placeholder = "Choose groups", .autofocus = true});
        auto actions = dialog.actions();
        if (actions.button("Add to groups",
                           {.weight = Weight::primary,
                            .icon = icon::plus,
                            .disabled = form.groups.empty() ? std::string_view{"Choose a group first."} : std::string_view{}})) {
            for (auto const& id : form.groups) {
                if (auto const group = world.groups.find(id))
                    ui.request(AddSafe{group, safe});
            }
            dialog.close();
        }
    }
}

void emergency_code_dialog(Ui& ui, Seen const& seen, ReasonForm& form)
{
    auto const safe = seen.world.safes.find(form.thing);
    if (!safe) {
        form.open = false;
        return;
    }
    auto const& row = seen.world.safes[safe];
    if (Dialog dialog{ui, "Emergency code for " + row.name, form.open,
                      {.body = "A code that opens the safe once, also while it is offline. Everybody who reads the audit "
                               "trail of the account sees that you asked for it."}}) {
        form_problem(ui, form);
        text_field(ui, "Reason", form.reason, {.placeholder = "Keypad broken on Engine 7", .max_length = 200, .autofocus = true});
        auto change = IssueEmergencyCode{.safe = safe, .reason = std::nullopt};
        if (auto reason = trimmed(form.reason); !reason.empty())
            change.reason = std::move(reason);
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, "Issue emergency code", change, {.icon = icon::siren}, dialog.submitted()))
            dialog.close();
    }
}

void unlock_dialog(Ui& ui, Seen const& seen, ReasonForm& form)
{
    auto const safe = seen.world.safes.find(form.thing);
    if (!safe) {
        form.open = false;
        return;
    }
    auto const& row = seen.world.safes[safe];
    auto body = std::string{"The door unlocks for a moment. "};
    body += row.online ? "Be at the safe." : "The safe is offline: the order waits and expires if the safe stays away.";
    if (Dialog dialog{ui, "Unlock " + row.name, form.open, {.body = body}}) {
        form_problem(ui, form);
        text_field(ui, "Reason", form.reason, {.placeholder = "Restock after call 1123", .max_length = 200, .autofocus = true});
        auto change = UnlockSafe{.safe = safe, .reason = std::nullopt};
        if (auto reason = trimmed(form.reason); !reason.empty())
            change.reason = std::move(reason);
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, "Unlock", change, {.icon = icon::unlock}, dialog.submitted()))
            dialog.close();
    }
}

} // namespace

void open_register_safe(SafeForm& form)
{
    form = {};
    form.open = form.filled = true;
}

void open_edit_safe(SafeForm& form, World const& world, SafeId safe)
{
    auto const& row = world.safes[safe];
    form = {};
    form.open = form.filled = true;
    form.thing = row.id;
    form.version = row.version;
    form.name = row.name;
    form.two_person = key_of(row.two_person);
}

void open_safe_groups(SafeGroupsForm& form, World const& world, SafeId safe)
{
    form = {};
    form.open = form.filled = true;
    form.thing = world.safes[safe].id;
}

void open_reason(ReasonForm& form, World const& world, SafeId safe)
{
    form = {};
    form.open = form.filled = true;
    form.thing = world.safes[safe].id;
}

std::vector<Change> possible_registrations(Seen const& seen)
{
    return {RegisterSafe{seen.account, {}, {.name = "?", .serial = "?"}}};
}

std::vector<Change> possible_groupings(World const& world, SafeId safe)
{
    auto possible = std::vector<Change>{};
    for (auto const group : groups_of(world, world.safes[safe].account)) {
        if (!holds(world.safes[safe].groups, group))
            possible.emplace_back(AddSafe{group, safe});
    }
    return possible;
}

void safe_actions(Ui& ui, Actions& actions, Seen const& seen, SafeId safe, SafeForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.safes[safe];
    actions.offer("Sync now", SyncSafe{safe}, {.icon = icon::refresh_cw});
    if (any_offered(ui, {IssueEmergencyCode{.safe = safe, .reason = std::nullopt}}) &&
        actions.button("Emergency code…", {.icon = icon::siren}))
        open_reason(forms.code, world, safe);
    if (any_offered(ui, {UnlockSafe{.safe = safe, .reason = std::nullopt}}) &&
        actions.button("Unlock…", {.weight = Weight::primary, .icon = icon::unlock}))
        open_reason(forms.unlock, world, safe);
    actions.rest_in_menu();
    if (any_offered(ui, {EditSafe{safe, {.name = row.name + "?"}}}) && actions.button("Edit…", {.icon = icon::pencil}))
        open_edit_safe(forms.edit, world, safe);
    if (any_offered(ui, possible_groupings(world, safe)) && actions.button("Add to groups…", {.icon = icon::users_round}))
        open_safe_groups(forms.groups, world, safe);
    actions.offer("Upgrade firmware", UpgradeSafe{.safe = safe, .version = std::nullopt},
                  {.icon = icon::download,
                   .confirm = Confirmation{"Upgrade the firmware of " + row.name + "?",
                                           "The safe installs the newest version and can't be opened while it restarts.",
                                           "Upgrade"}});
    actions.offer("Remove safe", RemoveSafe{safe},
                  {.weight = Weight::danger,
                   .icon = icon::trash_2,
                   .confirm = Confirmation{"Remove " + row.name + "?",
                                           "The safe and its inventory leave the account and every group. This can't be "
                                           "undone.",
                                           "Remove safe"}});
}

void safe_dialogs(Ui& ui, Seen const& seen, SafeForms& forms)
{
    if (forms.create.open)
        register_dialog(ui, seen, forms.create);
    if (forms.edit.open)
        edit_safe_dialog(ui, seen, forms.edit);
    if (forms.groups.open)
        safe_groups_dialog(ui, seen, forms.groups);
    if (forms.code.open)
        emergency_code_dialog(ui, seen, forms.code);
    if (forms.unlock.open)
        unlock_dialog(ui, seen, forms.unlock);
    asset_dialogs(ui, seen, forms);
}

} // namespace castellan::ui
