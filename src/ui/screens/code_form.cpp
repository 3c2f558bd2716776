#include "ui/screens/code_form.hpp"

#include "ui/screens/words.hpp"

#include <algorithm>

namespace castellan::ui {

namespace {

constexpr auto tries_of_a_code = 5;
constexpr auto digits_of_a_code = std::size_t{6};

bool is_code(std::string_view text)
{
    return text.size() == digits_of_a_code && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The addresses that the code went to: a new one of one's own, or those that one has.
std::string addresses_of(World const& world, UserId me, CodeForm const& form)
{
    auto const* row = world.users.get(me);
    auto const* self = std::get_if<EditSelf>(&*form.change);
    auto places = std::vector<std::string>{};
    for (auto const& channel : form.sent_to) {
        auto const by_email = channel == "email";
        if (self != nullptr)
            places.push_back(masked((by_email ? self->fields.email : self->fields.phone).value_or("")));
        else if (row != nullptr)
            places.push_back(masked(by_email ? row->email : row->phone));
    }
    return listed(places);
}

std::string minutes_and_seconds(Instant left)
{
    auto const seconds = (left + 999) / 1000;
    auto const rest = seconds % 60;
    return std::to_string(seconds / 60) + (rest < 10 ? ":0" : ":") + std::to_string(rest);
}

void code_field(Ui& ui, Seen const& seen, CodeForm& form)
{
    auto const left = form.expires - seen.now;
    paragraph(ui, tr("A code of six digits was sent to {}.", addresses_of(seen.world, seen.me, form)));
    auto hint = left > 0 ? tr("Good for {}.", minutes_and_seconds(left)) : std::string{tr("It has expired.")};
    if (form.tries_left < tries_of_a_code)
        hint += ' ' + tr_n("{} try is left.", "{} tries are left.", form.tries_left);
    text_field(ui, tr("Code"), form.code, {.hint = hint, .kind = EntryKind::number, .required = true, .max_length = digits_of_a_code, .autofocus = true});
    if (left > 0)
        ui.draw_again_in(1);
}

} // namespace

void open_code(CodeForm& form, Change change, std::optional<std::uint64_t> version)
{
    form = {};
    form.open = form.filled = true;
    form.change = std::move(change);
    form.of_version = version;
    form.wants_code = true;
}

void take_sent(CodeForm& form, client::Outcome const& outcome)
{
    form.under_way = false;
    form.problem = outcome.reason;
    form.rule = outcome.rule;
    if (outcome.result != client::Result::done)
        return;
    form.code.clear();
    form.expires = outcome.expires;
    form.sent_to = outcome.sent_to;
    form.tries_left = tries_of_a_code;
}

void take_wrong(CodeForm& form, client::Outcome const& outcome)
{
    form.under_way = false;
    form.problem = outcome.reason;
    form.rule = outcome.rule;
    form.code.clear();
    --form.tries_left;
}

std::string masked(std::string_view address)
{
    constexpr auto dots = std::string_view{"•••"};
    auto const at = address.find('@');
    if (at != address.npos && at > 0)
        return std::string{address.substr(0, 1)} + std::string{dots} + std::string{address.substr(at)};
    return std::string{dots} + std::string{address.substr(address.size() - std::min<std::size_t>(address.size(), 4))};
}

std::string consequence_of(World const& world, Change const& change)
{
    auto const name = std::string{name_of(world, subjects_of(world, change).user)};
    if (auto const* c = std::get_if<SetAdministrator>(&change))
        return c->administrator ? tr("{} becomes administrator: reaches every team and patient, invites, promotes and disables people, and reads the whole audit trail.", name)
                                : tr("{} is administrator no more. Team memberships and other roles stay.", name);
    if (std::holds_alternative<DisableUser>(change))
        return tr("{} is signed out everywhere and can do nothing until enabled again; the role of administrator ends with it.", name);
    if (auto const* c = std::get_if<SendInvitation>(&change))
        return tr("You invite {} as administrator of the organisation.", listed(c->emails));
    if (std::holds_alternative<EditSelf>(change))
        return tr("The new address becomes yours once you have shown that it reaches you.");
    return name_of(kind_of(change)).starts_with("user") ? tr("This changes who runs things: it is about {}.", name)
                                                        : std::string{tr("This changes who runs things.")};
}

void code_dialog(Ui& ui, Seen const& seen, CodeForm& form)
{
    if (!form.open) {
        form = {};
        return;
    }
    Dialog dialog{ui, tr("Confirm with a one-time code"), form.open, {.body = consequence_of(seen.world, *form.change), .width = 30}};
    if (!dialog)
        return;
    form_problem(ui, form);
    auto const was_sent = form.expires != 0;
    if (was_sent)
        code_field(ui, seen, form);
    else if (form.under_way || form.wants_code)
        muted(ui, tr("The code is being sent…"));
    auto incomplete = std::string_view{};
    if (!was_sent || form.expires <= seen.now || form.tries_left <= 0)
        incomplete = tr("Have a new code sent first.");
    else if (!is_code(form.code))
        incomplete = tr("Type the six digits of the code.");
    ui.consequences({&*form.change, 1});
    auto actions = dialog.actions();
    if (actions.button(tr("Send a new code"), {.icon = icon::mail, .busy = form.under_way && !was_sent}))
        form.wants_code = !form.under_way;
    auto const pressed = actions.button(tr("Confirm"), {.weight = Weight::primary, .busy = form.under_way && was_sent, .disabled = incomplete});
    form.wants_change = incomplete.empty() && !form.under_way && (pressed || dialog.submitted());
}

} // namespace castellan::ui
