// Webhooks: what changes have to tell them, and what people ask of them beyond their row.
#include "service/backend.hpp"

#include "rules/grants.hpp"
#include "rules/kinds.hpp"
#include "rules/sight.hpp"
#include "service/complete.hpp"
#include "service/entry_text.hpp"
#include "service/notices.hpp"
#include "service/trail_reader.hpp"
#include "wire/codec.hpp"
#include "wire/webhook_json.hpp"

#include <algorithm>
#include <format>

namespace castellan {

namespace {

using wire::WireError;

constexpr std::int64_t deliveries_shown = 50;
constexpr std::int64_t deliveries_shown_most = 200;

/// A schedule's hours are those of the account's clock: by the rule of its zone, which only the server knows.
std::optional<WireError> complete_zone(AccountSettings& settings, FieldsAt fields_at, auto const& zone_rule)
{
    auto const before = std::string{fields_at == FieldsAt::fields ? "fields." : ""};
    if (settings.time_zone_rule)
        return WireError{before + "time_zone_rule", "is filled in by the server, from `time_zone`"};
    if (!settings.time_zone)
        return std::nullopt;
    auto const is_utc = settings.time_zone->empty();
    settings.time_zone_rule = is_utc ? std::optional{std::string{}} : zone_rule ? zone_rule(*settings.time_zone) : std::nullopt;
    if (!settings.time_zone_rule)
        return WireError{before + "time_zone", "is no time zone that is known here, such as `Europe/Madrid`"};
    return std::nullopt;
}

/// The names of things in a change: what is told of it, besides its kind. Nothing that they hold.
bool names_a_thing(std::string_view member)
{
    auto found = member == "to";
    for (std::size_t at = 0; at < wire::section_count; ++at)
        found = found || wire::singular_of(static_cast<wire::Section>(at)) == member;
    return found && member != "account"; // it stands there already
}

/// {"type":"safe.sync","timestamp":"…","data":{"account":"a1","actor":"u1","safe":"s1"}}
std::string payload_of(std::string_view type, Instant at, std::string_view account, wire::AuditEntry const& shown)
{
    auto text = std::string{};
    auto writer = wire::Writer{text};
    writer.object();
    writer.member("type", type);
    writer.key("timestamp").instant(at);
    writer.key("data").object();
    writer.member("account", account);
    if (!shown.actor.empty())
        writer.member("actor", shown.actor);
    for (auto const& [path, value] : wire::leaves(shown.change.text)) {
        if (names_a_thing(path))
            writer.key(path).text(value);
    }
    writer.end();
    writer.end();
    return text;
}

/// May who looks at a webhook's log know what a message was about? What it holds was cut to somebody else's eyes.
bool may_know_type(World const& world, UserId viewer, AccountId account, std::string_view type)
{
    if (type.starts_with("webhook."))
        return true;
    auto const kind = kind_named(type);
    auto const needed = kind ? permission_for(*kind) : std::nullopt;
    auto const list = needed ? list_of_manager(*needed) : Permission::users_list;
    return permissions_in(world, viewer, in_account(account)).has(list);
}

Response not_found()
{
    return problem(Decision{.hidden = true});
}

} // namespace

/// What `complete` does, and what hangs on how this service is run.
std::optional<WireError> Backend::completed(Change& change, FieldsAt fields_at)
{
    if (auto problem = complete(change, random_, fields_at))
        return problem;
    auto const in_clear = [&](IntegrationFields const& fields) {
        return !options_.private_webhooks && fields.url && fields.url->starts_with("http://");
    };
    auto const* made = std::get_if<CreateWebhook>(&change);
    auto const* edit = std::get_if<EditWebhook>(&change);
    if ((made != nullptr && in_clear(made->fields)) || (edit != nullptr && in_clear(edit->fields)))
        return WireError{fields_at == FieldsAt::fields ? "fields.url" : "url", "must begin with `https://`"};
    if (auto* set = std::get_if<SetAccountSettings>(&change))
        return complete_zone(set->fields, fields_at, options_.zone_rule);
    return std::nullopt;
}

// What changes have to tell

/// Each change that is about to be written is told to the webhooks that want its kind, cut to what the person for whom a
/// webhook speaks would be shown of it in the trail (X-7): by a webhook nobody learns more than he may read.
void Backend::tell_webhooks()
{
    auto const& webhooks = world().webhooks;
    if (ledger_.unwritten().empty())
        return;
    struct Listener {
        WebhookId webhook;
        UserId speaker;
        wire::WebhookSettings settings;
    };
    auto listeners = std::vector<Listener>{};
    for (auto const webhook : webhooks.handles()) {
        auto const& row = webhooks[webhook];
        auto settings = wire::decode<wire::WebhookSettings>(row.settings).value_or(wire::WebhookSettings{});
        listeners.push_back({webhook, world().users.find(webhooks_.speaker(row.id)), std::move(settings)});
    }
    for (auto const& entry : ledger_.unwritten()) {
        for (auto const& [webhook, speaker, settings] : listeners) {
            auto const& row = webhooks[webhook];
            auto const& account = world().accounts[row.account].id;
            auto const about = [&](std::string_view id) { return std::ranges::find(entry.about, id) != entry.about.end(); };
            if (!about(account))
                continue;
            auto const is_test = entry.kind == test_type && about(row.id);
            auto const is_wanted =
                !settings.paused && (settings.events.empty() || std::ranges::any_of(settings.events, [&](auto const& pattern) {
                    return stands_for(pattern, entry.kind);
                }));
            if (!is_test && (entry.kind == test_type || !is_wanted || !speaker))
                continue;
            auto shown = wire::AuditEntry{};
            if (speaker) {
                auto const may_read = permissions_within(world(), speaker, row.account).has(Permission::audit_list);
                auto cut = may_read ? TrailReader{world(), speaker}.cut({}, entry) : std::nullopt;
                if (cut && !cut->kind.empty() && cut->effect == name_of(Effect::allow))
                    shown = *std::move(cut);
                else if (!is_test)
                    continue;
            }
            if (is_test)
                shown.change.text = std::format(R"({{"webhook":"{}"}})", row.id);
            webhooks_.add(row.id, entry.kind, payload_of(entry.kind, entry.at, account, shown), random_, now_);
        }
    }
}

/// What a change means for secrets of webhooks and credentials, and for whom webhooks speak: whoever last said where the messages go, since
/// otherwise he would have them cut to somebody else's eyes. A secret that is to be shown this once, or nothing.
std::string Backend::look_after_integrations(Change const& change, Asked const& asked)
{
    auto const now = asked.now;
    auto const& person = world().users[asked.user].id;
    if (auto const* made = std::get_if<CreateCredential>(&change))
        return keys_.issue(made->integration, person, asked.mfa, random_, now);
    if (auto const* made = std::get_if<CreateWebhook>(&change))
        return webhooks_.renew_secret(made->integration, person, random_, now);
    if (auto const* edit = std::get_if<EditWebhook>(&change)) {
        if (edit->fields.url || edit->fields.settings)
            webhooks_.speak_for(world().webhooks[edit->integration].id, person);
    } else if (std::holds_alternative<DeleteWebhook>(change) || std::holds_alternative<DeleteAccount>(change)) {
        webhooks_.keep_only([this](std::string const& id) { return bool{world().webhooks.find(id)}; });
    }
    if (std::holds_alternative<DeleteCredential>(change) || std::holds_alternative<DeleteAccount>(change))
        keys_.keep_only([this](std::string const& id) { return bool{world().credentials.find(id)}; });
    return {};
}

// Sending

Webhooks::Leave Backend::leave_of(std::string const& webhook) const
{
    auto const handle = world().webhooks.find(webhook);
    if (!handle)
        return {.problem = "The webhook is gone."};
    if (!webhooks_.state(webhook).has_secret)
        return {.problem = "This webhook has no secret to sign with. Make one."};
    auto const speaker = world().users.find(webhooks_.speaker(webhook));
    if (!speaker || !sees(world(), speaker, handle)) // who is not active sees nothing (X-2)
        return {.problem = "The person for whom this webhook speaks may no longer look after it. Make a new secret to speak "
                           "for it yourself."};
    return {.effect = Webhooks::Leave::Effect::send, .url = world().webhooks[handle].url};
}

std::vector<Posting> Backend::take_postings(Instant now)
{
    if (!usable_ || webhooks_.empty())
        return {};
    return webhooks_.take_due(now, [this](std::string const& webhook) { return leave_of(webhook); });
}

void Backend::posted(std::string_view key, PostingResult const& result, Instant now)
{
    if (!usable_)
        return;
    auto const resting = webhooks_.posted(key, result, random_, now);
    auto const webhook = resting ? world().webhooks.find(*resting) : WebhookId{};
    auto const speaker = resting ? world().users.find(webhooks_.speaker(*resting)) : UserId{};
    if (webhook && speaker && !world().users[speaker].email.empty())
        outgoing_.post(resting_message(world(), webhook, speaker));
}

// Requests

/// None: it is not there, or not for who asks.
WebhookId Backend::webhook_asked_for(Asked const& asked) const
{
    auto const id = wire::percent_decoded(asked.match.parameters[0].value);
    auto const webhook = id ? world().webhooks.find(*id) : WebhookId{};
    return webhook && sees(world(), asked.user, webhook) ? webhook : WebhookId{};
}

Response Backend::webhook_states(Asked const& asked) const
{
    auto const id = wire::percent_decoded(asked.match.parameters[0].value);
    auto const account = id ? world().accounts.find(*id) : AccountId{};
    if (!account || !sees(world(), asked.user, account))
        return not_found();
    auto states = wire::WebhookStates{};
    for (auto const webhook : world().webhooks.handles()) {
        auto const& row = world().webhooks[webhook];
        if (row.account != account || !sees(world(), asked.user, webhook))
            continue;
        auto state = webhooks_.state(row.id);
        auto const speaker = world().users.find(state.speaks_for);
        if (!speaker || (speaker != asked.user && !sees(world(), asked.user, speaker)))
            state.speaks_for.clear();
        states.webhooks.push_back(std::move(state));
    }
    return json_answer(wire::encode(states));
}

Response Backend::webhook_deliveries(Asked const& asked, wire::Query const& query) const
{
    auto const webhook = webhook_asked_for(asked);
    if (!webhook)
        return not_found();
    auto const limit = query.number("limit", 1, deliveries_shown_most, deliveries_shown);
    if (!limit)
        return problem(limit.error());
    auto const& row = world().webhooks[webhook];
    auto page = webhooks_.page(row.id, query.text("after"), static_cast<std::size_t>(*limit));
    for (auto& delivery : page.deliveries) {
        if (!may_know_type(world(), asked.user, row.account, delivery.type))
            delivery.type.clear();
    }
    return json_answer(wire::encode(page));
}

/// An edit of what stands beside the world: it is judged like one, and written down without the secret.
Response Backend::renew_webhook_secret(Asked const& asked)
{
    auto const webhook = webhook_asked_for(asked);
    if (!webhook)
        return not_found();
    auto const id = world().webhooks[webhook].id;
    auto edit = EditWebhook{webhook, {}};
    edit.fields.name = world().webhooks[webhook].name + '\'';
    auto const decision = judge(asked.by(), edit, {}, nothing_shown);
    auto const decoded = wire::DecodedChange{.change = EditWebhook{webhook, {}}};
    auto const submission = Submission{asked.user, decoded, asked.request.address, asked.now};
    if (decision.effect != Effect::allow)
        return refuse(asked.by(), ledger_.refusal(submission, decision), decision);
    ledger_.carry_out(submission, decision, webhook_secret_kind);
    return json_answer(wire::encode(wire::WebhookSecret{
                           webhooks_.renew_secret(id, world().users[asked.user].id, random_, asked.now)}),
                       201);
}

Response Backend::send_delivery_again(Asked const& asked)
{
    auto const webhook = webhook_asked_for(asked);
    auto const delivery = wire::percent_decoded(asked.match.parameters[1].value);
    if (!webhook || !delivery)
        return not_found();
    auto const decoded = wire::DecodedChange{.change = RunWebhook{webhook}};
    auto const submission = Submission{asked.user, decoded, asked.request.address, asked.now};
    auto const decision = judge(asked.by(), decoded.change, {}, nothing_shown);
    if (decision.effect != Effect::allow)
        return refuse(asked.by(), ledger_.refusal(submission, decision), decision);
    switch (webhooks_.send_again(world().webhooks[webhook].id, *delivery, asked.now)) {
    case Webhooks::Again::queued: break;
    case Webhooks::Again::unknown: return not_found();
    case Webhooks::Again::waits_already: return problem(Trouble::not_now, "This message is waiting to be sent already.");
    case Webhooks::Again::rests:
        return problem(Trouble::not_now, "The webhook rests after too many failures. Test it first: a test that succeeds "
                                         "wakes it.");
    }
    ledger_.carry_out(submission, decision, webhook_again_kind);
    return {.status = 204};
}

} // namespace castellan
