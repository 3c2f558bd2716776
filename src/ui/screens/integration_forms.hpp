// What the forms of schedules, API keys and webhooks have in common: they are made, edited and deleted in one way.
#pragma once

#include "ui/screens/form.hpp"
#include "ui/screens/words.hpp"

namespace castellan::ui {

struct IntegrationForm : FormState {
    std::string name;
};

struct IntegrationWords {
    std::string_view create; // "Create a schedule"
    std::string_view body;   // what such a thing is, above the fields of a new one
    std::string_view verb;   // "Create schedule"
    float width = DialogOptions{}.width;
};

template <class Form>
void open_new(Form& form)
{
    form = {};
    form.open = form.filled = true;
}

template <class Form>
void open_on(Form& form, Integration const& row)
{
    open_new(form);
    form.thing = row.id;
    form.version = row.version;
    form.name = row.name;
}

/// Whether the button over the list that makes a new one was pressed.
template <class Handle>
bool creation_pressed(Ui& ui, Actions& actions, Seen const& seen, std::string_view label)
{
    auto stand_in = CreateIntegration<Handle>{seen.account, {}, {}};
    stand_in.fields.name = "?";
    return any_offered(ui, {stand_in}) && actions.button(label, {.weight = Weight::primary, .icon = icon::plus});
}

/// An edit of nothing in particular, by which it is judged whether there is anything to edit.
template <class Handle>
EditIntegration<Handle> some_edit(Handle thing, Integration const& row)
{
    auto edit = EditIntegration<Handle>{thing, {}};
    edit.fields.name = row.name + '\'';
    return edit;
}

inline void delete_offer(Actions& actions, Integration const& row, Change const& change, std::string_view body, std::string_view verb)
{
    actions.offer(tr("Delete"), change,
                  {.weight = Weight::danger, .icon = icon::trash_2, .confirm = Confirmation{.title = tr("Delete {}?", row.name), .body = std::string{body}, .verb = std::string{verb}}});
}

/// Draws the form while it is open. `draw(present)` draws what it asks besides the name, and says what is missing;
/// `fill(fields, present)` notes what differs from what is there, which of a new one is nothing.
template <class Handle, class Form, class Draw, class Fill>
void integration_dialog(Ui& ui, Seen const& seen, Table<Integration, Handle> const& table, Form& form, IntegrationWords const& words,
                        std::string_view placeholder, std::string_view hint, Draw const& draw, Fill const& fill)
{
    auto const thing = table.find(form.thing);
    form.open = form.open && (thing || form.thing.empty());
    if (!form.open)
        return;
    auto const present = thing ? table[thing] : Integration{};
    auto const title = thing ? tr("Edit {}", present.name) : std::string{words.create};
    if (Dialog dialog{ui, title, form.open, {.body = thing ? std::string_view{} : words.body, .width = words.width}}) {
        form_problem(ui, form);
        text_field(ui, tr("Name"), form.name, {.hint = hint, .placeholder = placeholder, .required = true, .max_length = 120, .autofocus = true});
        auto missing = std::string_view{draw(present)};
        if (trimmed(form.name).empty())
            missing = tr("Type a name first.");
        auto fields = IntegrationFields{.name = edited(form.name, present.name)};
        fill(fields, present);
        auto const change = thing ? Change{EditIntegration<Handle>{thing, fields}} : Change{CreateIntegration<Handle>{seen.account, {}, fields}};
        auto actions = dialog.actions();
        auto const options = OfferOptions{.icon = thing ? Icon{} : icon::plus, .incomplete = missing};
        if (submit_offer(ui, actions, thing ? tr("Save") : words.verb, change, options, dialog.submitted()))
            dialog.close();
    }
}

} // namespace castellan::ui
