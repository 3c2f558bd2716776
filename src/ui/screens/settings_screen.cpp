#include "ui/screens/settings_screen.hpp"

#include "model/local_time.hpp"
#include "ui/screens/words.hpp"

namespace castellan::ui {

namespace {

constexpr std::int64_t own_zone = -1;

/// All that the browser knows, this browser's own first.
std::vector<Choice> zone_choices(std::string_view present)
{
    auto choices = std::vector<Choice>{{"", "UTC"}};
    auto const own = formats().say(Phrase::time_zone, own_zone, 0);
    auto has_present = present.empty() || present == own;
    if (!own.empty() && own != "UTC")
        choices.push_back({own, own, tr("This computer's")});
    for (auto at = std::int64_t{0};; ++at) {
        auto zone = formats().say(Phrase::time_zone, at, 0);
        if (zone.empty())
            break;
        has_present = has_present || zone == present;
        if (zone != own)
            choices.push_back({zone, zone});
    }
    if (!has_present)
        choices.push_back({std::string{present}, std::string{present}});
    return choices;
}

void name_card(Ui& ui, Seen const& seen, SettingsState& state)
{
    auto const& account = seen.world.accounts[seen.account];
    Card card{ui, tr("Account"), {.icon = icon::building_2}};
    auto rename = EditAccount{seen.account, {}};
    rename.fields.name = account.name + '\'';
    if (ui.judge(rename).effect == Effect::deny) {
        Facts facts{ui};
        facts.text(tr("Name"), account.name);
        return;
    }
    if (state.name_of != account.id + account.name) {
        state.name_of = account.id + account.name;
        state.name = account.name;
    }
    Form form{ui, tr("Account")};
    text_field(ui, tr("Name"), state.name, {.required = true, .max_length = 120});
    rename.fields.name = trimmed(state.name);
    auto actions = form.actions();
    static_cast<void>(submit_offer(ui, actions, tr("Save name"), rename,
                                   {.incomplete = trimmed(state.name).empty() ? tr("Type a name first.") : std::string_view{}}, form.submitted()));
}

void clock_card(Ui& ui, Seen const& seen, SettingsState& state)
{
    auto const& account = seen.world.accounts[seen.account];
    if (state.zone_of != account.id + ' ' + account.time_zone) {
        state.zone_of = account.id + ' ' + account.time_zone;
        state.zone = account.time_zone;
        state.zones = zone_choices(account.time_zone);
    }
    Card card{ui, tr("Clock"), {.icon = icon::clock}};
    paragraph(ui, tr("Schedules go by it, also when clocks are put forward or back."));
    Form form{ui, tr("Clock")};
    select(ui, tr("Time zone"), state.zones, state.zone);
    auto change = SetAccountSettings{seen.account, {}};
    change.fields.time_zone = state.zone;
    auto actions = form.actions();
    static_cast<void>(submit_offer(ui, actions, tr("Save time zone"), change, {}, form.submitted()));
}

/// One switch of the account, with the offer that turns it.
void switch_card(Ui& ui, std::string_view title, std::string_view body, Icon icon, bool on, SetAccountSettings const& change, Confirmation question)
{
    Card card{ui, title, {.icon = icon}};
    paragraph(ui, body);
    {
        Facts facts{ui};
        facts.badge(tr("State"), on ? Tone::good : Tone::neutral, on ? tr("On") : tr("Off"));
    }
    Buttons line{ui};
    static_cast<void>(ui.offer(on ? tr("Switch off") : tr("Switch on"), change, {.confirm = std::move(question)}));
}

} // namespace

void settings_screen(Ui& ui, Seen const& seen, SettingsState& state)
{
    auto const& account = seen.world.accounts[seen.account];
    Page page{ui, "settings"};
    static_cast<void>(page_header(ui, {.title = tr("Account settings"), .subtitle = account.name}));
    Columns columns{ui, {1, 1}};
    name_card(ui, seen, state);
    clock_card(ui, seen, state);
    columns.next();
    auto mfa = SetAccountSettings{seen.account, {}};
    mfa.fields.require_admin_mfa = !account.require_admin_mfa;
    switch_card(ui, tr("Second factor for administrators"),
                tr("Everybody with an administrative role needs a session with a second factor to administer (X-9)."), icon::shield,
                account.require_admin_mfa, mfa,
                account.require_admin_mfa
                    ? Confirmation{.title = tr("Administer without a second factor?"), .body = tr("A password alone is enough then.")}
                    : Confirmation{.title = tr("Require a second factor?"),
                                   .body = tr("Administrators who have not set one up can do nothing administrative until they have.")});
    auto doors = SetAccountSettings{seen.account, {}};
    doors.fields.groups_for_doors = !account.groups_for_doors;
    switch_card(ui, tr("Groups for doors"), tr("Groups give keys to doors. Off, groups' keys rest, and single keys stay (D-8)."), icon::key_round,
                account.groups_for_doors, doors,
                account.groups_for_doors ? Confirmation{.title = tr("Switch groups for doors off?"), .body = tr("Whoever opens doors by a group's key can't until it is on again.")}
                                         : Confirmation{.title = tr("Switch groups for doors on?"), .body = tr("The keys that groups give count again.")});
}

} // namespace castellan::ui
