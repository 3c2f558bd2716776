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
    if (Dialog dialog{ui, tr("Register a safe"), form.open,
                      {.body = tr("The safe appears here at once, and comes online when the device has signed in.")}}) {
        form_problem(ui, form);
        text_field(ui, tr("Name"), form.name,
                   {.placeholder = tr("Engine 7 narcotics"), .required = true, .max_length = 120, .autofocus = true});
        text_field(ui, tr("Serial number"), form.serial, {.hint = tr("On the plate of the device."), .placeholder = "MX-0001",
                                                      .required = true, .max_length = 60});
        radio_group(ui, tr("Who opens it"), two_person_choices(), form.two_person);
        auto incomplete = std::string_view{};
        if (trimmed(form.name).empty())
            incomplete = tr("Type a name first.");
        else if (trimmed(form.serial).empty())
            incomplete = tr("Type the serial number first.");
        auto const fields = SafeFields{.name = trimmed(form.name), .serial = trimmed(form.serial),
                                       .two_person = two_person_of(form.two_person)};
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Register safe"), RegisterSafe{seen.account, {}, fields},
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
    if (Dialog dialog{ui, tr("Edit {}", row.name), form.open}) {
        form_problem(ui, form);
        auto const name_now = now_there(form, form.name, row.name);
        text_field(ui, tr("Name"), form.name, {.hint = name_now, .required = true, .max_length = 120, .autofocus = true});
        auto const setting_now = now_there(form, title_of(two_person_of(form.two_person)), title_of(row.two_person));
        radio_group(ui, tr("Who opens it"), two_person_choices(), form.two_person, {.hint = setting_now});
        auto fields = SafeFields{.name = edited(form.name, row.name)};
        if (two_person_of(form.two_person) != row.two_person)
            fields.two_person = two_person_of(form.two_person);
        auto const incomplete = trimmed(form.name).empty() ? std::string_view{tr("A safe needs a name.")} : std::string_view{};
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Save"), EditSafe{safe, fields}, {.incomplete = incomplete}, dialog.submitted()))
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
    if (Dialog dialog{ui, tr("Add {} to groups", row.name), form.open,
                      {.body = tr("The members of these groups reach the safe as their role allows.")}}) {
        form_problem(ui, form);
        auto choices = std::vector<Choice>{};
        for (auto const& change : possible_groupings(world, safe)) {
            if (ui.judge(change).effect == Effect::deny)
                continue;
            static_cast<void>(ui.may_offer(change));
            auto const& group = world.groups[std::get<AddSafe>(change).group];
            choices.push_back({group.id, group.name, tr_n("{} member", "{} members", static_cast<std::int64_t>(group.members.size())),
                               icon::users_round});
        }
        if (choices.empty())
            paragraph(ui, tr("The safe is in every group already."));
        else
            multi_select(ui, tr("Groups"), choices, form.groups, {.placeholder = tr("Choose groups"), .autofocus = true});
        auto actions = dialog.actions();
        if (actions.button(tr("Add to groups"),
                           {.weight = Weight::primary,
                            .icon = icon::plus,
                            .disabled = form.groups.empty() ? std::string_view{tr("Choose a group first.")} : std::string_view{}})) {
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
    if (Dialog dialog{ui, tr("Emergency code for {}", row.name), form.open,
                      {.body = tr("A code that opens the safe once, also while it is offline. Everybody who reads the audit "
                               "trail of the account sees that you asked for it.")}}) {
        form_problem(ui, form);
        text_field(ui, tr("Reason"), form.reason,
                   {.placeholder = tr("Keypad broken on Engine 7"), .required = true, .max_length = 200, .autofocus = true});
        auto const incomplete = trimmed(form.reason).empty() ? std::string_view{tr("Say why first.")} : std::string_view{};
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Issue emergency code"), IssueEmergencyCode{.safe = safe, .reason = trimmed(form.reason)},
                         {.icon = icon::siren, .incomplete = incomplete}, dialog.submitted()))
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
    auto const body = row.online ? tr("The door unlocks for a moment. Be at the safe.")
                                 : tr("The door unlocks for a moment. The safe is offline: the order waits and expires if the "
                                      "safe stays away.");
    if (Dialog dialog{ui, tr("Unlock {}", row.name), form.open, {.body = body}}) {
        form_problem(ui, form);
        text_field(ui, tr("Reason"), form.reason, {.placeholder = tr("Restock after call 1123"), .max_length = 200, .autofocus = true});
        auto change = UnlockSafe{.safe = safe, .reason = std::nullopt};
        if (auto reason = trimmed(form.reason); !reason.empty())
            change.reason = std::move(reason);
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Unlock"), change, {.icon = icon::unlock}, dialog.submitted()))
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
    actions.offer(tr("Sync now"), SyncSafe{safe}, {.icon = icon::refresh_cw});
    if (actions.form(tr("Emergency code…"), IssueEmergencyCode{.safe = safe, .reason = std::nullopt}, {.icon = icon::siren}))
        open_reason(forms.code, world, safe);
    if (actions.form(tr("Unlock…"), UnlockSafe{.safe = safe, .reason = std::nullopt}, {.weight = Weight::primary, .icon = icon::unlock}))
        open_reason(forms.unlock, world, safe);
    actions.rest_in_menu();
    if (any_offered(ui, {EditSafe{safe, {.name = row.name + "?"}}}) && actions.button(tr("Edit…"), {.icon = icon::pencil}))
        open_edit_safe(forms.edit, world, safe);
    if (any_offered(ui, possible_groupings(world, safe)) && actions.button(tr("Add to groups…"), {.icon = icon::users_round}))
        open_safe_groups(forms.groups, world, safe);
    // Whoever may register safes says which device one is (S-11).
    if (any_offered(ui, {RegisterSafe{row.account, {}, {.name = "?", .serial = "?"}}}) &&
        actions.button(tr("Pair with a device"), {.icon = icon::key_round}))
        forms.wants_pairing_code = row.id;
    actions.offer(tr("Upgrade firmware"), UpgradeSafe{.safe = safe, .version = std::nullopt},
                  {.icon = icon::download,
                   .confirm = Confirmation{tr("Upgrade the firmware of {}?", row.name),
                                           tr("The safe installs the newest version and can't be opened while it restarts."),
                                           tr("Upgrade")}});
    actions.offer(tr("Remove safe"), RemoveSafe{safe},
                  {.weight = Weight::danger,
                   .icon = icon::trash_2,
                   .confirm = Confirmation{tr("Remove {}?", row.name),
                                           tr("The safe and its inventory leave the account and every group. This can't be "
                                           "undone."),
                                           tr("Remove safe")}});
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
    emergency_code_told(ui, seen.world, forms.emergency_code);
    pairing_code_told(ui, seen.world, forms.pairing_code);
    asset_dialogs(ui, seen, forms);
}

} // namespace castellan::ui
