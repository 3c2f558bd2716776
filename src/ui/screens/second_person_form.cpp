#include "ui/screens/second_person_form.hpp"

#include "ui/screens/words.hpp"

namespace castellan::ui {

namespace {

/// The safe or asset that a change is about.
std::string thing_of(World const& world, Change const& change)
{
    auto const subjects = subjects_of(world, change);
    if (auto const* asset = world.assets.get(subjects.asset))
        return asset->kind;
    auto const* safe = world.safes.get(subjects.safe);
    return safe == nullptr ? std::string{} : safe->name;
}

} // namespace

void open_second_person(SecondPersonForm& form, Change change)
{
    form = {};
    form.open = form.filled = true;
    form.change = std::move(change);
}

void second_person_dialog(Ui& ui, Seen const& seen, SecondPersonForm& form)
{
    if (!form.open) {
        form = {};
        return;
    }
    Dialog dialog{ui, tr("Second person for {}", form.change ? thing_of(seen.world, *form.change) : std::string{}), form.open,
                  {.body = tr("Somebody else who is allowed to do this signs in here, for this one time. Both names stand in "
                              "the audit trail; nobody else stays signed in."),
                   .width = 30}};
    if (!dialog)
        return;
    form_problem(ui, form);
    text_field(ui, tr("E-mail of the second person"), form.email, {.kind = EntryKind::email, .required = true, .max_length = 254, .autofocus = true});
    text_field(ui, tr("Password of the second person"), form.password,
               {.kind = EntryKind::password, .required = true, .max_length = 1024});
    if (form.needs_code)
        text_field(ui, tr("Code of the second person"), form.code,
                   {.hint = tr("From the authenticator, or a recovery code."), .required = true, .max_length = 64});
    auto const complete = !trimmed(form.email).empty() && !form.password.empty() && (!form.needs_code || !trimmed(form.code).empty());
    auto const incomplete = complete ? std::string_view{} : tr("The second person has to fill in every field.");
    auto actions = dialog.actions();
    auto const pressed = actions.button(tr("Sign in and go on"), {.weight = Weight::primary, .busy = form.under_way, .disabled = incomplete});
    form.wants_in = complete && !form.under_way && (pressed || dialog.submitted());
}

} // namespace castellan::ui
