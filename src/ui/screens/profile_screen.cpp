#include "ui/screens/profile_screen.hpp"

#include "ui/screens/words.hpp"
#include "wire/codec.hpp"
#include "wire/form_json.hpp"
#include "wire/terminal_json.hpp"

#include <array>

namespace castellan::ui {

namespace {

constexpr auto shortest_password = std::size_t{12};

void name_card(Ui& ui, Seen const& seen, ProfileState& state)
{
    auto const& me = seen.world.users[seen.me];
    if (auto present = me.id + me.name + '\n' + me.email + '\n' + me.phone; state.filled_with != present) {
        state.filled_with = std::move(present);
        state.name = me.name;
        state.email = me.email;
        state.phone = me.phone;
        state.values = {.answers = wire::answers_in(me.values->json)};
    }
    Card card{ui, tr("You"), {.icon = icon::user_round}};
    Form form{ui, tr("You")};
    text_field(ui, tr("Name"), state.name, {.required = true, .max_length = 120});
    auto const asked = wire::decode_form(seen.world.organization.user_fields).value_or(std::vector<FieldDefinition>{});
    form_fields(ui, asked, state.values);
    auto fields = OwnFields{.name = trimmed(state.name)};
    if (auto given = values_of(asked, state.values.answers); !asked.empty() && given != me.values->json)
        fields.values = std::move(given);
    auto const lacking = fields.name->empty() ? std::string{tr("Type a name first.")} : fields.values ? incomplete_form(asked, state.values) : std::string{};
    auto actions = form.actions();
    static_cast<void>(submit_offer(ui, actions, asked.empty() ? tr("Save name") : tr("Save"), EditSelf{fields}, {.incomplete = lacking}, form.submitted()));
}

/// an address is one's own once a code came back that was sent there. One at a time, so that each shows itself.
void address_form(Ui& ui, std::string_view label, std::string& typed, std::string const& present, bool verified, EntryKind kind)
{
    Form form{ui, label};
    auto const by_email = kind == EntryKind::email;
    auto const wanted = trimmed(typed);
    auto const lacking = !by_email || looks_like_email(wanted) ? std::string_view{} : tr("This is not an e-mail address.");
    auto const hint = present.empty() ? tr("None yet.") : verified ? tr("Verified.") : tr("Not verified yet.");
    text_field(ui, label, typed, {.hint = hint, .error = lacking, .kind = kind, .max_length = by_email ? std::size_t{254} : std::size_t{40}});
    auto change = EditSelf{};
    (by_email ? change.fields.email : change.fields.phone) = wanted;
    auto const title = !verified && !wanted.empty() && wanted == present ? tr("Verify") : by_email ? tr("Change e-mail") : tr("Change phone");
    auto actions = form.actions();
    static_cast<void>(submit_offer(ui, actions, title, change, {.incomplete = lacking}, form.submitted()));
}

void addresses_card(Ui& ui, User const& me, ProfileState& state)
{
    Card card{ui, tr("How you are reached"), {.subtitle = tr("A code is sent to a new address first; then it is yours."), .icon = icon::mail}};
    address_form(ui, tr("E-mail address"), state.email, me.email, me.email_verified, EntryKind::email);
    address_form(ui, tr("Phone"), state.phone, me.phone, me.phone_verified, EntryKind::text);
}

std::string_view missing(PasswordForm const& form)
{
    if (form.current.empty())
        return tr("Type your present password first.");
    if (form.wanted.size() < shortest_password)
        return tr("A password has at least 12 characters.");
    if (form.wanted != form.again)
        return tr("The two new passwords differ.");
    return {};
}

void password_card(Ui& ui, ProfileState& state)
{
    auto& form = state.password;
    Card card{ui, tr("Password"), {.subtitle = tr("Your other sessions end when it changes."), .icon = icon::lock_keyhole}};
    form_problem(ui, form);
    Form fields{ui, tr("Password")};
    text_field(ui, tr("Present password"), form.current, {.kind = EntryKind::password, .max_length = 200});
    text_field(ui, tr("New password"), form.wanted, {.hint = tr("At least 12 characters."), .kind = EntryKind::password, .max_length = 200});
    auto const differ = !form.again.empty() && form.again != form.wanted;
    text_field(ui, tr("New password again"), form.again,
               {.error = differ ? tr("The two new passwords differ.") : std::string_view{}, .kind = EntryKind::password, .max_length = 200});
    auto actions = fields.actions();
    actions.link(tr("Second factor…"), "#/second-factor", icon::fingerprint);
    auto const reason = missing(form);
    auto const pressed = actions.button(tr("Change password"), {.weight = Weight::primary, .disabled = reason});
    if ((pressed || fields.submitted()) && reason.empty())
        state.wants_password = true;
}

/// The same as service/pins.hpp but for rows and repetitions, of which the service tells.
bool looks_like_pin(std::string_view pin)
{
    return pin.size() >= 6 && pin.size() <= 8 && pin.find_first_not_of("0123456789") == pin.npos;
}

void pin_card(Ui& ui, User const& me, ProfileState& state)
{
    auto& form = state.pin;
    Card card{ui, tr("PIN"), {.subtitle = tr("You sign in with it at terminals of your groups."), .icon = icon::fingerprint}};
    form_problem(ui, form);
    Form fields{ui, tr("PIN")};
    auto const lacking = form.pin.empty() || looks_like_pin(form.pin) ? std::string_view{} : tr("A PIN has six to eight digits.");
    text_field(ui, tr("New PIN"), form.pin, {.hint = tr("Six to eight digits; no row like 123456."), .error = lacking, .kind = EntryKind::password, .max_length = 8});
    text_field(ui, tr("Your password"), form.password, {.kind = EntryKind::password, .max_length = 200});
    auto const complete = looks_like_pin(form.pin) && !form.password.empty();
    auto actions = fields.actions();
    if (me.pin && actions.button(tr("Remove PIN"), {.weight = Weight::danger, .busy = form.under_way})) {
        form.under_way = true;
        state.errand = Errand{"DELETE", "/api/v1/pin", {}, tr("PIN removed")};
    }
    auto const pressed = actions.button(me.pin ? tr("Change PIN") : tr("Set PIN"),
                                        {.weight = Weight::primary, .busy = form.under_way, .disabled = complete ? std::string_view{} : tr("Type a PIN and your password first.")});
    if ((pressed || fields.submitted()) && complete && !form.under_way) {
        form.under_way = true;
        state.errand = Errand{"POST", "/api/v1/pin", wire::encode(wire::OwnPin{form.pin, form.password}), tr("PIN saved")};
    }
}

void roles_card(Ui& ui, UserView const& view, ProfileState& state)
{
    Card card{ui, tr("Your roles"), {.subtitle = tr("Nobody changes a role of their own (X-3)."), .icon = icon::shield_user, .flush = true}};
    auto const columns = std::to_array<Column>({
        {.label = tr("Account"), .width = 9, .sortable = false},
        {.label = tr("Role"), .sortable = false},
    });
    DataTable table{ui, tr("Your roles"), columns, state.roles,
                    {.row_count = view.roles.size(),
                     .empty = {icon::shield, tr("No role yet"), tr("Ask an administrator of your account for one.")},
                     .two_lines = true,
                     .has_actions = false}};
    while (table.next_row()) {
        auto const& line = view.roles[table.row()];
        table.begin_row(line.account.slot, {.name = line.account_name});
        table.text(line.account_name, line.others);
        table.text(title_of(line.safes), meaning_of(line.safes));
    }
}

} // namespace

void profile_screen(Ui& ui, Seen const& seen, ProfileState& state)
{
    auto const& me = seen.world.users[seen.me];
    auto const view = user_view(seen, seen.me);
    Page page{ui, "profile"};
    {
        auto actions = page_header(ui, {.title = me.name, .subtitle = me.email, .avatar = me.name});
        if (actions.button(tr("Sign out"), {.icon = icon::log_out}))
            state.wants_sign_out = true;
    }
    Columns columns{ui, {1, 1}};
    name_card(ui, seen, state);
    addresses_card(ui, me, state);
    password_card(ui, state);
    pin_card(ui, me, state);
    sessions_card(ui, state.sessions);
    columns.next();
    roles_card(ui, view, state);
    {
        Card card{ui, tr("What you can do"), {.subtitle = view.reach, .icon = icon::badge_check}};
        if (view.powers.empty()) {
            muted(ui, tr("No role in this account gives you a permission yet."));
        } else {
            powers_of(ui, view.powers);
        }
    }
}

} // namespace castellan::ui
