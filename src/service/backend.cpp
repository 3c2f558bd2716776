#include "service/backend.hpp"

#include "rules/grants.hpp"
#include "rules/sight.hpp"
#include "service/key_limits.hpp"
#include "service/passwords.hpp"
#include "service/trail.hpp"
#include "service/trail_export.hpp"
#include "wire/codec.hpp"
#include "wire/document.hpp"
#include "wire/session_json.hpp"
#include "wire/sync.hpp"
#include "wire/writer.hpp"

#include <sodium.h>

#include <format>
#include <limits>

namespace castellan {

namespace {

using wire::Call;
using wire::Method;

// Limits of what comes in.
constexpr std::size_t body_most = std::size_t{256} * 1024;
constexpr std::size_t long_body_most = std::size_t{4} * 1024 * 1024; // imports and batches
constexpr std::size_t target_most = 2'048;

/// Guesses at passwords. At one person from one network: enough for somebody with a bad day. At one person from anywhere:
/// much more, since otherwise anybody could lock him out from elsewhere. By network: a station's people share one.
constexpr auto pair_limit = ThrottleLimit{.tries = 10, .window_ms = Instant{15} * 60 * 1000};
constexpr auto person_limit = ThrottleLimit{.tries = 100, .window_ms = Instant{15} * 60 * 1000};
constexpr auto address_limit = ThrottleLimit{.tries = 60, .window_ms = Instant{15} * 60 * 1000};

/// Refused changes of one person: more than anybody makes by hand, few enough for a log that is kept for ever.
constexpr auto refusal_limit = ThrottleLimit{.tries = 120, .window_ms = Instant{60} * 1000};

/// Guesses at a second factor, by whoever knows the password: of a million codes three are right at a time.
constexpr auto second_factor_limit = ThrottleLimit{.tries = 5, .window_ms = Instant{15} * 60 * 1000};

/// Codes that a person may have sent, and that one address may get.
constexpr auto code_limit = ThrottleLimit{.tries = 5, .window_ms = Instant{15} * 60 * 1000};

/// Imports of one person, dry runs too: each tells of ten thousand addresses whether somebody has them.
constexpr auto import_limit = ThrottleLimit{.tries = 60, .window_ms = Instant{15} * 60 * 1000};

/// Pictures of one person: a long day's forms.
constexpr auto attachment_limit = ThrottleLimit{.tries = 120, .window_ms = Instant{60} * 60 * 1000};

/// Questions about past days: each replays the log.
constexpr auto past_limit = ThrottleLimit{.tries = 30, .window_ms = Instant{15} * 60 * 1000};

/// Guesses at pairing codes, by network: a code has 60 bits and ten tries besides.
constexpr auto pairing_limit = ThrottleLimit{.tries = 30, .window_ms = Instant{15} * 60 * 1000};

/// Guesses at PINs and badges: of one person, by one badge, and at one terminal; and of one person in a day, wherever, since
/// five in a quarter of an hour for ever are a PIN in time.
constexpr auto pin_limit = ThrottleLimit{.tries = 5, .window_ms = Instant{15} * 60 * 1000};
constexpr auto pin_limit_anywhere = ThrottleLimit{.tries = 20, .window_ms = Instant{24} * 60 * 60 * 1000};
constexpr auto pin_limit_at_terminal = ThrottleLimit{.tries = 20, .window_ms = Instant{15} * 60 * 1000};

/// What a terminal sends in when it has a connection again: far more than people do in front of it.
constexpr auto sending_limit = ThrottleLimit{.tries = 120, .window_ms = Instant{60} * 1000};

/// Messages that no device has signed cost a look at the signature each.
constexpr auto strange_limit = ThrottleLimit{.tries = 600, .window_ms = Instant{60} * 1000};

/// Messages of one device: a heartbeat each few seconds, and a few for each order.
constexpr auto device_limit = ThrottleLimit{.tries = 240, .window_ms = Instant{60} * 1000};

/// Calls with one key: what a program needs, and no more than the others bear. And calls with what is no key.
constexpr auto key_limit = ThrottleLimit{.tries = 600, .window_ms = Instant{60} * 1000};
constexpr auto key_guess_limit = ThrottleLimit{.tries = 60, .window_ms = Instant{15} * 60 * 1000};

/// After the store was lost it is asked again this often.
constexpr Instant load_again_after_ms = 1'000;

constexpr std::string_view demonstration_setting = "demonstration";

/// The key in "Bearer KEY". Nothing for other schemes, which may be a proxy's in front.
std::optional<std::string_view> bearer_in(std::string_view authorization)
{
    constexpr auto scheme = std::string_view{"bearer "};
    if (lowered(authorization.substr(0, scheme.size())) != scheme)
        return std::nullopt;
    authorization.remove_prefix(scheme.size());
    return authorization.substr(std::min(authorization.find_first_not_of(' '), authorization.size()));
}

bool is_mutation(Method method)
{
    return method != Method::get;
}

} // namespace

std::expected<std::unique_ptr<Service>, OpenError> Service::open(Store& store, Random& random, Options const& options,
                                                                 Instant now)
{
    if (sodium_init() < 0)
        return std::unexpected(OpenError::unavailable);
    auto backend = std::make_unique<Backend>(store, random, options);
    if (auto loaded = backend->load(now); !loaded)
        return std::unexpected(loaded.error());
    return backend;
}

Response Service::not_durable()
{
    auto response = problem(Trouble::not_durable, "This could not be kept; nothing of it has happened. Try again.");
    response.retry_after_s = 1;
    return response;
}

Response Service::busy()
{
    auto response = problem(Trouble::too_many, "Too many people are signing in just now. Try again in a moment.");
    response.retry_after_s = 2;
    return response;
}

Backend::Backend(Store& store, Random& random, Options const& options)
    : store_(store), random_(random), options_(options), ledger_(store, random, options.snapshot_every),
      sessions_(options_, ledger_.secrets()), answers_(ledger_.secrets()), second_factors_(ledger_.secrets()), links_(ledger_.secrets()), devices_(ledger_.secrets()), attachments_(ledger_.files()), keys_(ledger_.secrets()), webhooks_(ledger_.secrets()), pins_(ledger_.secrets()), terminals_(ledger_.secrets()), terminal_queue_(ledger_.secrets()), pages_(random), trail_cursor_(random), chain_check_(store),
      tries_by_pair_(pair_limit), tries_by_person_(person_limit), tries_by_address_(address_limit), refusals_(refusal_limit), import_tries_(import_limit), attachment_tries_(attachment_limit), past_tries_(past_limit), key_calls_(key_limit), key_guesses_(key_guess_limit),
      second_factor_tries_(second_factor_limit), code_issues_(code_limit), code_addresses_(code_limit), pairing_tries_(pairing_limit), pin_tries_(pin_limit), pin_tries_anywhere_(pin_limit_anywhere), badge_tries_(pin_limit), pin_tries_at_(pin_limit_at_terminal), terminal_sendings_(sending_limit), strange_messages_(strange_limit),
      device_messages_(device_limit),
      dummy_hash_(unmatched_hash(random, options.passwords)), setup_token_(random_token(random)),
      openapi_(wire::openapi())
{
}

std::expected<void, OpenError> Backend::load(Instant now)
{
    usable_ = false;
    now_ = now;
    if (auto loaded = ledger_.load(); !loaded)
        return loaded;
    auto const sessions = store_.secrets(SecretTable::sessions);
    auto const answers = store_.secrets(SecretTable::answers);
    auto const passwords = store_.secrets(SecretTable::passwords);
    auto const settings = store_.secrets(SecretTable::settings);
    auto const second_factors = store_.secrets(SecretTable::second_factors);
    auto const invitations = store_.secrets(SecretTable::invitations);
    auto const devices = store_.secrets(SecretTable::devices);
    auto files = store_.files();
    auto const webhooks = store_.secrets(SecretTable::webhooks);
    auto const deliveries = store_.secrets(SecretTable::deliveries);
    auto const credentials = store_.secrets(SecretTable::credentials);
    auto const pins = store_.secrets(SecretTable::pins);
    auto const terminals = store_.secrets(SecretTable::terminals);
    auto const terminal_changes = store_.secrets(SecretTable::terminal_changes);
    if (!sessions || !answers || !passwords || !settings || !second_factors || !invitations || !devices || !files || !webhooks ||
        !deliveries || !credentials || !pins || !terminals || !terminal_changes)
        return std::unexpected(OpenError::unavailable);
    if (!second_factors_.load(*second_factors) || !devices_.load(*devices, now) ||
        !webhooks_.load(*webhooks, *deliveries) || !keys_.load(*credentials) ||
        !pins_.load(*pins) || !terminals_.load(*terminals, now))
        return std::unexpected(OpenError::damaged);
    terminal_queue_.load(*terminal_changes);

    sessions_.load(*sessions, *settings, now);
    answers_.load(*answers, now);
    links_.load(*invitations, now);
    attachments_.load(*std::move(files));
    passwords_ = {passwords->begin(), passwords->end()};
    codes_.clear();
    second_persons_.clear();
    demonstration_ = std::ranges::find(*settings, demonstration_setting, &KeyValue::first) != settings->end();
    pages_.restart();
    imports_.world_was_lost(ledger_.last_number(), now);
    past_questions_.fail_all(now);
    chain_check_.restart();
    await_devices(now);
    usable_ = true;
    return {};
}

void Backend::failed(Instant now)
{
    tried_loading_ = now;
    outgoing_.failed();
    static_cast<void>(load(now)); // if this fails too, `handle` tries again
}

Batch Backend::take_batch()
{
    tell_webhooks(); // in the same transaction
    auto batch = ledger_.take_batch();
    outgoing_.batch_taken(batch.ticket, batch.empty());
    return batch;
}

void Backend::committed(std::uint64_t ticket)
{
    ledger_.committed(ticket);
    webhooks_.committed();
    outgoing_.committed(ticket);
}

std::vector<StreamEvent> Backend::take_events(Instant now)
{
    if (!usable_)
        return {};
    return streams_.take(ledger_.world(), ledger_.followers(), sessions_, ledger_.durable_number(), now);
}

// First steps

std::expected<void, std::string> Backend::install(std::string_view document, Demonstration demonstration, Instant now)
{
    if (!is_empty())
        return std::unexpected("There is an organisation here already.");
    auto world = wire::decode_document(document);
    if (!world) {
        auto sentences = std::string{};
        for (auto const& error : world.error())
            sentences += (sentences.empty() ? "" : "\n") + wire::sentence(error);
        return std::unexpected(std::move(sentences));
    }
    auto const canonical = wire::encode_document(*world);
    ledger_.install(std::move(*world), canonical, now);
    if (demonstration == Demonstration::yes) {
        ledger_.secrets().push_back({SecretTable::settings, std::string{demonstration_setting}, "yes"});
        demonstration_ = true;
    }
    pages_.restart();
    await_devices(now);
    return {};
}

bool Backend::preset_password(std::string_view email, std::string hash)
{
    auto const user = world().find_by_email(email);
    if (!user || hash.empty())
        return false;
    auto const id = world().users[user].id;
    set_hash(id, std::move(hash));
    // Passwords that come with an installation are part of it. Afterwards this is a reset: whoever had the old password is
    // out, and the trail says so.
    if (ledger_.durable_number() > 0) {
        sessions_.end_all_of(id);
        codes_.void_all_of(id);
        second_persons_.void_all_of(id);
        ledger_.mention_by_installation(user, password_kind, now_);
    }
    return true;
}

void Backend::set_hash(std::string const& user, std::string hash)
{
    links_.withdraw(Link::To::person, user);
    ledger_.secrets().push_back({SecretTable::passwords, user, hash});
    passwords_.insert_or_assign(user, std::move(hash));
}

// The gate

Outcome Backend::handle(Request const& request, Instant now)
{
    now_ = now;
    if (!usable_) {
        if (now - tried_loading_ < load_again_after_ms)
            return {.response = not_durable()};
        failed(now);
        if (!usable_)
            return {.response = not_durable()};
    }
    if (request.target.size() > target_most)
        return {.response = problem(Trouble::bad_request, "The address is too long.")};
    auto const mark = request.target.find('?');
    auto const path = request.target.substr(0, mark);
    auto const method = wire::method_named(request.method);
    auto const match = wire::match(method.value_or(Method::get), path);
    if (!match.route && match.allow.empty())
        return {.response = problem(Decision{.hidden = true})};
    if (!match.route || !method) {
        auto response = problem(Trouble::bad_method, "This address does not know that method.");
        response.allow = match.route ? "GET" : match.allow;
        return {.response = std::move(response)};
    }

    auto asked = Asked{.request = request,
                       .match = match,
                       .query = mark == request.target.npos ? std::string_view{} : request.target.substr(mark + 1),
                       .now = now};
    if (auto refused = size_problem(request, asked.call()))
        return {.response = std::move(*refused)};
    // A key comes in a header that no page of another site can send, and nothing is taken from a cookie beside it.
    auto const key = bearer_in(request.authorization);
    if (key) {
        if (auto refused = admit_key(*key, asked))
            return {.response = std::move(*refused)};
    }
    if (is_mutation(*method)) {
        if (auto refused = key ? std::nullopt : foreign_problem(request))
            return {.response = std::move(*refused)};
        if (auto refused = content_problem(request, asked.call()))
            return {.response = std::move(*refused)};
    }
    if (match.route->needs_session && !key) {
        asked.session_key = Sessions::key_of(token_in(request.cookie));
        auto const* session = sessions_.use(asked.session_key, now);
        auto const user = session != nullptr ? world().users.find(session->user) : UserId{};
        // whoever is not active can do nothing, whatever became of his sessions.
        if (!user || world().users[user].status != Status::active)
            return {.response = problem(Trouble::signed_out, "Sign in first.")};
        asked.user = user;
        asked.mfa = session->mfa;
        if (!session->terminal.empty()) {
            if (auto refused = admit_at_terminal(*session, asked))
                return {.response = std::move(*refused), .after = ledger_.ticket()};
        }
    }
    return dispatch(asked);
}

std::optional<Response> Backend::size_problem(Request const& request, Call call)
{
    auto const is_long = call == Call::changes || call == Call::change || call == Call::send_code ||
                         call == Call::import_users || call == Call::terminal_changes ||
                         call == Call::terminal_second_person;
    auto const most = is_long ? long_body_most : call == Call::attach ? Attachments::bytes_most : body_most;
    if (request.body.size() > most)
        return problem(Trouble::too_large, "The request is too large.");
    return std::nullopt;
}

/// Cross-site request forgery: beside SameSite=Strict, a header that a foreign page can't send without asking first, and
/// what the browser itself says of where the request came from.
std::optional<Response> Backend::foreign_problem(Request const& request) const
{
    auto const own = std::format("{}://{}", options_.behind_tls ? "https" : "http", request.host);
    auto const from_elsewhere = (!request.origin.empty() && request.origin != own) ||
                                (!request.fetch_site.empty() && request.fetch_site != "same-origin" &&
                                 request.fetch_site != "none");
    if (request.castellan_request != "1" || from_elsewhere)
        return problem(Trouble::foreign, "This request did not come from Castellan's own page: the header "
                                         "`Castellan-Request: 1` is missing, or it came from another site.");
    return std::nullopt;
}

std::optional<Response> Backend::content_problem(Request const& request, Call call)
{
    if (request.body.empty())
        return std::nullopt;
    auto const kind = lowered(request.content_type.substr(0, request.content_type.find(';')));
    auto const wanted = call == Call::import_users ? std::string_view{"text/csv"}
                        : call == Call::attach     ? std::string_view{"application/octet-stream"}
                                                   : std::string_view{"application/json"};
    if (kind.substr(0, kind.find_last_not_of(" \t") + 1) != wanted)
        return problem(Trouble::bad_type, std::format("Send `Content-Type: {}`.", wanted));
    return std::nullopt;
}

/// The first answer to a request that comes again.
std::optional<Response> Backend::recall(Asked const& asked, std::uint64_t& ticket) const
{
    auto const key = asked.request.idempotency_key;
    if (key.empty())
        return std::nullopt;
    if (key.size() > idempotency_key_most)
        return problem(wire::WireError{"Idempotency-Key", "must have at most 128 characters"});
    auto const* kept = answers_.find(name_of_asker(asked.by()), key, asked.now);
    if (kept == nullptr)
        return std::nullopt;
    if (kept->request != Answers::fingerprint(asked.request))
        return problem(wire::WireError{"Idempotency-Key", "was used for another request"});
    ticket = ledger_.ticket();
    return kept->response;
}

Outcome Backend::dispatch(Asked const& asked)
{
    auto const answered = [this](Response response) {
        return Outcome{.response = std::move(response), .after = ledger_.ticket()};
    };

    // What is asked by its path and body alone.
    switch (asked.call()) {
    case Call::sign_in: return sign_in(asked);
    case Call::set_up: return set_up(asked);
    case Call::set_password: return set_password(asked);
    case Call::look_at_invitation: return answered(look_at_invitation(asked));
    case Call::accept_invitation: return accept_invitation(asked);
    case Call::sign_out: return answered(sign_out(asked));
    case Call::sessions: return answered(own_sessions(asked));
    case Call::end_session: return answered(end_own_session(asked));
    case Call::end_other_sessions: return answered(end_other_sessions(asked));
    case Call::end_sessions_of: return answered(end_sessions_of(asked));
    case Call::raise_session: return answered(raise_session(asked));
    case Call::offer_second_factor: return answered(offer_second_factor(asked));
    case Call::confirm_second_factor: return answered(confirm_second_factor(asked));
    case Call::remove_second_factor: return answered(remove_second_factor(asked));
    case Call::send_code: return answered(send_code(asked));
    case Call::second_person: return second_person(asked);
    case Call::offer_pairing: return answered(offer_pairing(asked));
    case Call::offer_terminal: return answered(offer_terminal(asked));
    case Call::terminals: return answered(list_terminals(asked));
    case Call::revoke_terminal: return answered(revoke_terminal(asked));
    case Call::set_pin: return set_pin(asked);
    case Call::remove_pin: return answered(remove_pin(asked));
    case Call::set_badge:
    case Call::remove_badge: return answered(change_badge(asked));
    case Call::refused_changes: return answered(list_refused(asked));
    case Call::settle_refused: return answered(settle_refused(asked));
    case Call::pair_terminal: return answered(pair_terminal(asked));
    case Call::terminal: return answered(show_terminal(asked));
    case Call::terminal_session: return sign_in_at_terminal(asked);
    case Call::terminal_second_person: return second_person_at_terminal(asked);
    case Call::terminal_changes: return answered(take_terminal_changes(asked));
    case Call::pair_device: return answered(pair_device(asked));
    case Call::hear_device: return hear_device(asked);
    case Call::health: return {.response = health()};
    case Call::openapi: return {.response = json_answer(openapi_)};
    case Call::who_am_i: return answered(who_am_i(asked.user, asked.session_key));
    case Call::events: return events(asked);
    case Call::import_state: return answered(import_state(asked));
    case Call::attach: return answered(take_attachment(asked));
    case Call::attachment: return answered(show_attachment(asked));
    case Call::ask_access: return ask_past_access(asked);
    case Call::access: return answered(past_access(asked));
    case Call::import_users:
    case Call::change:
    case Call::changes: {
        auto ticket = std::uint64_t{0};
        if (auto first = recall(asked, ticket))
            return {.response = std::move(*first), .after = ticket};
        auto response = asked.call() == Call::change    ? change(asked)
                        : asked.call() == Call::changes ? batch(asked)
                                                        : begin_import(asked);
        if (!asked.request.idempotency_key.empty() && is_kept(response)) {
            auto again = response;
            if (!again.body_again.empty())
                again.body = std::move(again.body_again);
            again.body_again.clear();
            answers_.keep(name_of_asker(asked.by()), asked.request.idempotency_key,
                          {.request = Answers::fingerprint(asked.request), .at = asked.now, .response = std::move(again)});
        }
        return answered(std::move(response));
    }
    case Call::new_key: return answered(new_key(asked));
    case Call::key_states: return answered(key_states(asked));
    case Call::webhook_states: return answered(webhook_states(asked));
    case Call::renew_webhook_secret: return answered(renew_webhook_secret(asked));
    case Call::send_delivery_again: return answered(send_delivery_again(asked));
    default: break;
    }

    auto const query = wire::Query::parse(asked.query, asked.match.route->query);
    if (!query)
        return answered(problem(query.error()));
    switch (asked.call()) {
    case Call::sync: return answered(sync(asked, *query));
    case Call::audit: return answered(trail_page(world(), asked.user, store_, trail_cursor_, *query, Reading::trail, &chain_check_));
    case Call::usage: return answered(usage_page(world(), asked.user, store_, trail_cursor_, *query, asked.now));
    case Call::movements:
        return answered(trail_page(world(), asked.user, store_, trail_cursor_, *query, Reading::movements));
    case Call::audit_export: return export_trail(asked, *query);
    case Call::organization: return answered(organization(asked));
    case Call::sign_ins: return answered(sign_ins(asked));
    case Call::webhook_deliveries: return answered(webhook_deliveries(asked, *query));
    case Call::list:
    case Call::one: break;
    default: return answered(problem(Decision{.hidden = true}));
    }
    // A key reads what one of its own list permissions is for, in its account, as far as its maker sees it.
    auto const section = asked.match.route->section;
    auto const* credential = key_of(asked.by());
    if (credential != nullptr && !may_read(*credential, section))
        return answered(problem(Trouble::denied, "The key does not have the permission to list these."));
    auto const account = credential != nullptr ? credential->account : AccountId{};
    if (asked.call() == Call::list)
        return answered(pages_.list(world(), asked.user, section, *query, account));
    auto const id = wire::percent_decoded(asked.match.parameters[asked.match.parameter_count - 1].value);
    return answered(pages_.one(world(), asked.user, section, id.value_or(""), account));
}

// Answers without a file of their own

/// Empty: he stands at no terminal.
std::string Backend::terminal_group_id(Asked const& asked) const
{
    return asked.at.group ? world().groups[asked.at.group].id : std::string{};
}

/// What differs since one of the person's own numbers, or everything. The world's revision stays here: it would tell how
/// much happens that he does not see (RULEBOOK 6).
Response Backend::sync(Asked const& asked, wire::Query const& query)
{
    auto const since = query.number("since", 0, std::numeric_limits<std::int64_t>::max(), 0);
    if (!since)
        return problem(since.error());
    auto& followers = ledger_.followers();
    auto const terminal = asked.at.group;
    auto const number = followers.number_of(world(), asked.user, asked.now, terminal);
    auto const me = Followers::name_of(world().users[asked.user].id, terminal_group_id(asked));
    if (auto const touched = followers.since(me, static_cast<std::uint64_t>(*since)))
        return json_answer(wire::encode_sync(world(), asked.user, *touched, number, terminal));
    return json_answer(wire::encode_sync(world(), asked.user, number, terminal));
}

Outcome Backend::events(Asked const& asked)
{
    auto const number = ledger_.followers().number_of(world(), asked.user, asked.now, asked.at.group);
    auto const stream = streams_.open(asked.session_key, world().users[asked.user].id, terminal_group_id(asked), number);
    if (stream == 0)
        return {.response = problem(Trouble::too_many, "This session listens in too many places.")};
    // The first event says where things stand, so that whoever lost his connection knows whether he missed something.
    auto response = Response{.content_type = "text/event-stream",
                             .body = "retry: 2000\n\n" + change_event(number)};
    return {.response = std::move(response), .after = ledger_.ticket(), .stream = stream};
}

Response Backend::health() const
{
    auto body = std::string{};
    auto writer = wire::Writer{body};
    writer.object();
    writer.member("status", "ok");
    writer.member("set_up", !is_empty());
    writer.member("demonstration", demonstration_);
    writer.end();
    return json_answer(std::move(body));
}

/// A reading that is written down itself, as the first line of what it gives.
Outcome Backend::export_trail(Asked const& asked, wire::Query const& query)
{
    auto const refused = [this](Response response) { return Outcome{.response = std::move(response), .after = ledger_.ticket()}; };
    auto const format = query.text("format");
    if (format != "csv" && format != "jsonl")
        return refused(problem(wire::WireError{"format", "must be csv or jsonl"}));
    auto filter = trail_filter(query);
    if (!filter)
        return refused(problem(filter.error()));
    auto accounts = std::vector<std::string>{};
    auto reading = wire::DecodedChange{.change = ExportAudit{}};
    if (auto const id = query.text("account"); !id.empty()) {
        auto const account = world().accounts.find(id);
        reading.change = ExportAudit{.account = account, .in_account = true};
        if (!account)
            reading.unknown.push_back({"account", std::string{id}});
        accounts.emplace_back(id);
    }
    auto const submission = Submission{asked.user, reading, asked.request.address, asked.now};
    auto const decision = judge(asked.by(), reading.change, {}, nothing_shown);
    if (decision.effect != Effect::allow)
        return refused(refuse(asked.by(), ledger_.refusal(submission, decision), decision));
    ledger_.carry_out(submission, decision);

    auto who_reads = [this, key = asked.session_key, user = world().users[asked.user].id] {
        auto const reader = world().users.find(user);
        auto const may = usable_ && reader && world().users[reader].status == Status::active && sessions_.lives(key, now_);
        return may ? reader : UserId{};
    };
    auto const is_csv = format == "csv";
    auto outcome = Outcome{.response = {.content_type = is_csv ? "text/csv; charset=utf-8; header=present" : "application/jsonl",
                                        .body = {},
                                        .file_name = is_csv ? "audit.csv" : "audit.jsonl"},
                           .after = ledger_.ticket()};
    outcome.body = std::make_unique<TrailExport>(world(), store_, std::move(who_reads), std::move(*filter), accounts,
                                                 ledger_.last_number() + 1, is_csv ? TrailFormat::csv : TrailFormat::jsonl);
    return outcome;
}

/// T-2: of those whose particulars he sees; whoever lists nobody is told nothing.
Response Backend::sign_ins(Asked const& asked) const
{
    if (!permissions_in(world(), asked.user, in_organization()).has(Permission::people_list))
        return problem(Decision{.effect = Effect::deny, .rule = "T-2", .reason = "Only whoever lists the organisation's people is told this."});
    auto answer = wire::SignIns{};
    for (auto const user : world().users.handles()) {
        auto const& id = world().users[user].id;
        auto const at = sessions_.last_sign_in(id);
        if (at != 0 && sight_of(world(), asked.user, user) == Sight::whole)
            answer.sign_ins.push_back({.user = id, .at = wire::When{at}});
    }
    return json_answer(wire::encode(answer));
}

Response Backend::organization(Asked const&) const
{
    // Everybody in it knows the name of his organisation.
    auto body = std::string{};
    auto writer = wire::Writer{body};
    writer.object();
    writer.member("id", world().organization.id);
    writer.member("name", world().organization.name);
    writer.end();
    return json_answer(std::move(body));
}

} // namespace castellan
