#include "ui/screens/webhooks_screen.hpp"

#include "wire/codec.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

using wire::DeliveryState;

/// The nouns that webhooks are mostly about; others can be asked for by the API.
// words:
constexpr auto nouns = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"safe.*", "Safes"},         {"asset.*", "Assets"},         {"user.*", "Users"},         {"group.*", "Groups"},
    {"door.*", "Doors"},         {"key.*", "Keys"},             {"account.*", "Account settings"},
    {"schedule.*", "Schedules"}, {"credential.*", "API keys"},  {"webhook.*", "Webhooks"},
});
// words end

wire::WebhookSettings settings_of(Integration const& row)
{
    return wire::decode<wire::WebhookSettings>(row.settings).value_or(wire::WebhookSettings{});
}

std::string_view word_of(std::string_view pattern)
{
    auto const found = std::ranges::find(nouns, pattern, &std::pair<std::string_view, std::string_view>::first);
    return found == nouns.end() ? pattern : std::string_view{tr(found->second)};
}

std::string events_said(std::vector<std::string> const& events)
{
    if (events.empty())
        return tr("Everything");
    auto words = std::vector<std::string>{};
    for (auto const& pattern : events)
        words.emplace_back(word_of(pattern));
    return listed(words);
}

std::vector<Choice> event_choices(std::vector<std::string> const& chosen)
{
    auto choices = std::vector<Choice>{};
    for (auto const& [pattern, word] : nouns)
        choices.push_back({std::string{pattern}, tr(word)});
    for (auto const& pattern : chosen) {
        if (std::ranges::find(choices, pattern, &Choice::key) == choices.end())
            choices.push_back({pattern, pattern});
    }
    return choices;
}

struct Condition {
    Tone tone = Tone::neutral;
    std::string_view word;
};

Condition condition_of(Integration const& row, wire::WebhookState const* state)
{
    if (state == nullptr)
        return {Tone::neutral, tr("Not known")};
    if (!state->has_secret)
        return {Tone::warning, tr("No secret")};
    if (state->resting.at != 0)
        return {Tone::danger, tr("Rests")};
    if (settings_of(row).paused)
        return {Tone::neutral, tr("Paused")};
    if (state->failed > 0)
        return {Tone::warning, tr("Some failed")};
    return state->delivered.at != 0 ? Condition{Tone::good, tr("Works")} : Condition{Tone::neutral, tr("Not used yet")};
}

/// The settings of a form as the wire has them.
std::string settings_text(WebhookForm const& form)
{
    return wire::encode(wire::WebhookSettings{.events = form.events, .paused = form.paused});
}

void form_dialog(Ui& ui, Seen const& seen, WebhookForm& form)
{
    auto const words = IntegrationWords{tr("Create a webhook"), tr("It tells another system what happens in this account: what kind of change, and the ids of what it is about."),
                                        tr("Create webhook")};
    auto const draw = [&](Integration const& present) -> std::string_view {
        text_field(ui, tr("Address"), form.url,
                   {.hint = tr("Gets a signed POST for each change."), .placeholder = "https://hooks.example/castellan", .required = true, .max_length = 2000});
        multi_select(ui, tr("What it tells"), event_choices(form.events), form.events, {.hint = tr("None chosen: everything."), .placeholder = tr("Everything")});
        if (!present.id.empty())
            toggle(ui, tr("Paused"), form.paused, {.hint = tr("Nothing is told until it is switched off again.")});
        auto const is_address = form.url.starts_with("https://") || form.url.starts_with("http://");
        return is_address ? std::string_view{} : tr("Type an address that begins with https:// first.");
    };
    auto const fill = [&](IntegrationFields& fields, Integration const& present) {
        fields.url = edited(form.url, present.url);
        if (auto const now = settings_of(present); form.events != now.events || form.paused != now.paused)
            fields.settings = settings_text(form);
    };
    integration_dialog(ui, seen, seen.world.webhooks, form, words, tr("Dispatch"), {}, draw, fill);
}

void renewal_dialog(Ui& ui, Seen const& seen, WebhooksState& state)
{
    auto const webhook = seen.world.webhooks.find(state.renewal);
    if (!webhook) {
        state.asks_renewal = false;
        return;
    }
    if (Dialog dialog{ui, tr("New secret for {}?", seen.world.webhooks[webhook].name), state.asks_renewal,
                      {.body = tr("It is shown once. The former one signs beside it for a day, so that the receiver can be changed "
                                  "meanwhile. From now on the webhook tells what you may see.")}}) {
        auto actions = dialog.actions();
        if (actions.button(tr("Make new secret"), {.weight = Weight::primary, .icon = icon::refresh_cw})) {
            state.ask = {Kind::webhook_edit, "/api/v1/webhooks/" + state.renewal + "/secret"};
            dialog.close();
        }
    }
}

void actions_of(Ui& ui, Actions& actions, Seen const& seen, WebhookId webhook, WebhooksState& state, WebhookForms& forms)
{
    auto const& row = seen.world.webhooks[webhook];
    auto const edit = some_edit(webhook, row);
    actions.offer(tr("Send a test"), RunWebhook{webhook}, {.icon = icon::send});
    if (actions.form(tr("Edit…"), edit, {.icon = icon::pencil})) {
        auto settings = settings_of(row);
        open_on(forms.edit, row);
        forms.edit.url = row.url;
        forms.edit.events = std::move(settings.events);
        forms.edit.paused = settings.paused;
    }
    if (ui.judge(edit).effect != Effect::deny && actions.button(tr("New secret…"), {.icon = icon::key_round})) {
        state.renewal = row.id;
        state.asks_renewal = true;
    }
    delete_offer(actions, row, DeleteWebhook{webhook}, tr("The receiver is told nothing more, and the log of deliveries goes too."), tr("Delete webhook"));
}

Condition outcome_of(wire::Delivery const& delivery)
{
    switch (delivery.state) {
    case DeliveryState::waiting: return {delivery.tries == 0 ? Tone::accent : Tone::warning, delivery.tries == 0 ? tr("Waiting") : tr("Tried again")};
    case DeliveryState::delivered: return {Tone::good, tr("Delivered")};
    case DeliveryState::failed: return {Tone::danger, tr("Failed")};
    }
    return {};
}

std::string details_of(wire::Delivery const& delivery)
{
    auto text = delivery.state == DeliveryState::delivered ? tr("{} ms", delivery.took_ms)
                : delivery.status != 0                       ? tr("The receiver answered {}.", std::to_string(delivery.status))
                                                             : said(delivery.problem);
    if (delivery.tries > 1)
        text += (text.empty() ? "" : " · ") + tr_n("{} try", "{} tries", delivery.tries);
    return text;
}

TableContent content_of(client::Integrations const& beside)
{
    using State = client::Reading::State;
    if (!beside.deliveries().empty())
        return TableContent::ready;
    switch (beside.deliveries_state()) {
    case State::idle:
    case State::loading: return TableContent::loading;
    case State::ready: return TableContent::ready;
    case State::failed: return TableContent::failed;
    case State::denied: return TableContent::denied;
    }
    return TableContent::ready;
}

void deliveries_panel(Ui& ui, Seen const& seen, client::Integrations const& beside, WebhooksState& state)
{
    auto const webhook = seen.world.webhooks.find(state.shown);
    if (!webhook)
        state.panel_open = false;
    if (!state.panel_open) {
        state.shown.clear();
        return;
    }
    auto const& row = seen.world.webhooks[webhook];
    auto const* condition = beside.state_of(row.id);
    if (SidePanel panel{ui, row.name, state.panel_open, row.url}) {
        auto const how = condition_of(row, condition);
        {
            Facts facts{ui};
            facts.badge(tr("State"), how.tone, how.word);
            facts.text(tr("Tells"), events_said(settings_of(row).events));
            if (condition != nullptr)
                facts.text(tr("Speaks for"), condition->speaks_for.empty() ? std::string_view{} : name_of(seen.world, seen.world.users.find(condition->speaks_for)));
        }
        if (condition != nullptr && condition->resting.at != 0)
            muted(ui, tr("It rests after too many failures. A test that succeeds wakes it; what failed can be sent again then."));
        {
            Buttons line{ui};
            static_cast<void>(ui.offer(tr("Send a test"), RunWebhook{webhook}, {.icon = icon::send}));
            if (button(ui, tr("Refresh"), {.weight = Weight::ghost, .icon = icon::refresh_cw, .busy = beside.deliveries_state() == client::Reading::State::loading}))
                state.wants_refresh = true;
        }
        constexpr Instant second_ms = 1'000;
        if (beside.is_waiting()) {
            ui.draw_again_in(1);
            if (seen.now - state.refreshed_at >= second_ms) {
                state.refreshed_at = seen.now;
                state.wants_refresh = true;
            }
        }
        auto const& lines = beside.deliveries();
        auto const columns = std::to_array<Column>({
            {.label = tr("What"), .sortable = false},
            {.label = tr("Outcome"), .width = 9, .sortable = false},
        });
        DataTable table{ui, tr("Deliveries"), columns, state.deliveries,
                        {.row_count = lines.size(),
                         .content = content_of(beside),
                         .empty = {icon::send, tr("Nothing was told yet"), tr("Each change that it tells is listed here, with what became of it.")},
                         .problem = tr("The deliveries could not be read. Try again in a moment."),
                         .two_lines = true}};
        while (table.next_row()) {
            auto const& delivery = lines[table.row()];
            auto const outcome = outcome_of(delivery);
            auto const type = delivery.type.empty() ? std::string_view{tr("Something")} : std::string_view{delivery.type};
            table.begin_row(delivery.id, {.name = type});
            table.text(type, relative_time(delivery.at.at, seen.now, ui.utc_offset_minutes()) + " · " + details_of(delivery));
            table.badge(outcome.tone, outcome.word);
            auto actions = table.actions();
            if (delivery.state != DeliveryState::waiting && ui.judge(RunWebhook{webhook}).effect != Effect::deny &&
                actions.button(tr("Send again"), {.icon = icon::refresh_cw}))
                state.ask = {Kind::webhook_run, "/api/v1/webhooks/" + row.id + "/deliveries/" + delivery.id + "/again"};
        }
    }
}

} // namespace

void webhooks_screen(Ui& ui, Seen const& seen, client::Integrations const& beside, WebhooksState& state, WebhookForms& forms)
{
    auto const& world = seen.world;
    auto webhooks = integrations_of(world.webhooks, seen.account);
    Page page{ui, "webhooks", PageWidth::full};
    {
        auto actions = page_header(ui, {.title = tr("Webhooks"), .subtitle = tr("Other systems are told what happens in the account")});
        if (creation_pressed<WebhookId>(ui, actions, seen, tr("Create webhook…")))
            open_new(forms.create);
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .sortable = false, .second = tr("Address")},
        {.label = tr("Tells"), .width = 14, .sortable = false, .leaves_first = 2},
        {.label = tr("State"), .width = 10, .sortable = false},
        {.label = tr("Last delivery"), .width = 10, .sortable = false, .leaves_first = 1},
    });
    {
        DataTable table{ui, tr("Webhooks"), columns, state.table,
                        {.row_count = webhooks.size(),
                         .empty = {icon::send, tr("No webhooks yet"),
                                   tr("A webhook tells another system, such as a dispatch or an archive, what happens here as it happens.")},
                         .two_lines = true,
                         .fill = true,
                         .key = "webhooks"}};
        while (table.next_row()) {
            auto const webhook = webhooks[table.row()];
            auto const& row = world.webhooks[webhook];
            auto const* condition = beside.state_of(row.id);
            auto const how = condition_of(row, condition);
            table.begin_row(row.id, {.name = row.name, .selected = state.shown == row.id});
            table.icon(icon::send, row.name, row.url);
            table.text(events_said(settings_of(row).events));
            table.badge(how.tone, how.word);
            if (condition != nullptr && condition->delivered.at != 0)
                table.time(condition->delivered.at);
            else
                table.skip();
            if (table.activated()) {
                state.shown = row.id;
                state.panel_open = true;
            }
            auto actions = table.actions();
            if (actions.button(tr("Deliveries"), {.icon = icon::history})) {
                state.shown = row.id;
                state.panel_open = true;
            }
            actions_of(ui, actions, seen, webhook, state, forms);
        }
    }
    deliveries_panel(ui, seen, beside, state);
}

void webhook_dialogs(Ui& ui, Seen const& seen, WebhooksState& state, WebhookForms& forms)
{
    form_dialog(ui, seen, forms.create);
    form_dialog(ui, seen, forms.edit);
    if (state.asks_renewal)
        renewal_dialog(ui, seen, state);
}

} // namespace castellan::ui
