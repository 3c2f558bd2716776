#include "ui/screens/terminal_forms.hpp"

#include "wire/codec.hpp"
#include "wire/terminal_json.hpp"

namespace castellan::ui {

namespace {

using For = TerminalForm::For;

void open(TerminalForm& form, For what, std::string thing)
{
    form = {};
    form.open = form.filled = true;
    form.what = what;
    form.thing = std::move(thing);
}

void send(TerminalForms& forms, Errand errand)
{
    forms.form.under_way = true;
    forms.form.problem.clear();
    forms.errand = std::move(errand);
}

void pairing_dialog(Ui& ui, Seen const& seen, TerminalForms& forms)
{
    auto& form = forms.form;
    auto const group = seen.world.groups.find(form.thing);
    Dialog dialog{ui, tr("Pair a terminal with {}", group ? seen.world.groups[group].name : std::string{}), form.open,
                  {.body = tr("A shared touch screen, where members of the group sign in by PIN. You get a code to type into it."), .width = 30}};
    if (!dialog)
        return;
    form_problem(ui, form);
    text_field(ui, tr("Name of the terminal"), form.text, {.placeholder = tr("Front desk"), .required = true, .max_length = 60, .autofocus = true});
    toggle(ui, tr("A badge alone is enough"), form.badge_alone, {.hint = tr("Otherwise a badge is shown together with the PIN.")});
    auto const name = trimmed(form.text);
    auto actions = dialog.actions();
    auto const pressed = actions.button(tr("Make code"), {.weight = Weight::primary, .busy = form.under_way, .disabled = name.empty() ? tr("Type a name first.") : std::string_view{}});
    if ((pressed || dialog.submitted()) && !name.empty() && !form.under_way)
        send(forms, {"POST", "/api/v1/groups/" + form.thing + "/terminal_code",
                     wire::encode(wire::TerminalOffer{.name = name, .badge_alone = form.badge_alone}), {}});
}

void badge_dialog(Ui& ui, Seen const& seen, TerminalForms& forms)
{
    auto& form = forms.form;
    auto const user = seen.world.users.find(form.thing);
    Dialog dialog{ui, tr("Badge of {}", user ? seen.world.users[user].name : std::string{}), form.open,
                  {.body = tr("Hold the badge to a reader here, or type its number. It takes the place of a former one."), .width = 30}};
    if (!dialog)
        return;
    form_problem(ui, form);
    text_field(ui, tr("Number of the badge"), form.text, {.hint = tr("4 to 64 letters, digits or signs."), .required = true, .max_length = 64, .autofocus = true});
    auto const badge = trimmed(form.text);
    auto const path = "/api/v1/users/" + form.thing + "/badge";
    auto actions = dialog.actions();
    if (actions.button(tr("Take badge away"), {.weight = Weight::danger, .busy = form.under_way}))
        send(forms, {"DELETE", path, {}, tr("Badge taken away")});
    auto const pressed = actions.button(tr("Save badge"), {.weight = Weight::primary, .busy = form.under_way, .disabled = badge.size() < 4 ? tr("Type the number first.") : std::string_view{}});
    if ((pressed || dialog.submitted()) && badge.size() >= 4 && !form.under_way)
        send(forms, {"PUT", path, wire::encode(wire::Badge{badge}), tr("Badge saved")});
}

void settling_dialog(Ui& ui, TerminalForms& forms)
{
    auto& form = forms.form;
    Dialog dialog{ui, tr("Settle"), form.open,
                  {.body = tr("Say what was done about it. The note stands in the audit trail, and the change leaves this list."), .width = 30}};
    if (!dialog)
        return;
    form_problem(ui, form);
    text_area(ui, tr("Note"), form.text, 4, {.required = true, .max_length = 1000, .autofocus = true});
    auto const note = trimmed(form.text);
    auto actions = dialog.actions();
    if (actions.button(tr("Settle"), {.weight = Weight::primary, .busy = form.under_way, .disabled = note.empty() ? tr("Write a note first.") : std::string_view{}}) && !note.empty())
        send(forms, {"POST", "/api/v1/refused_changes/" + form.thing + "/settle", wire::encode(wire::Settlement{note}), tr("Settled")});
}

} // namespace

void pair_terminal_action(Ui& ui, Actions& actions, Seen const& seen, GroupId group, TerminalForms& forms)
{
    auto const& row = seen.world.groups[group];
    if (any_offered(ui, {EditGroup{group, {.name = row.name + "?"}}}) && actions.button(tr("Pair a terminal…"), {.icon = icon::key_round}))
        open(forms.form, For::pairing, row.id);
}

void badge_action(Ui& ui, Actions& actions, Seen const& seen, UserId user, TerminalForms& forms)
{
    auto const& row = seen.world.users[user];
    if (any_offered(ui, {EditUser{user, {.phone = row.phone + "1"}}}) && actions.button(tr("Badge…"), {.icon = icon::badge_check}))
        open(forms.form, For::badge, row.id);
}

void open_settling(TerminalForms& forms, std::string refused)
{
    open(forms.form, For::settling, std::move(refused));
}

void terminal_dialogs(Ui& ui, Seen const& seen, TerminalForms& forms)
{
    if (forms.form.open) {
        switch (forms.form.what) {
        case For::pairing: pairing_dialog(ui, seen, forms); break;
        case For::badge: badge_dialog(ui, seen, forms); break;
        case For::settling: settling_dialog(ui, forms); break;
        }
    }
    terminal_code_told(ui, seen.world, forms.code);
}

} // namespace castellan::ui
