#include "client/client.hpp"

#include "wire/change_json.hpp"
#include "wire/codec.hpp"
#include "wire/problem.hpp"
#include "wire/routes.hpp"
#include "wire/session_json.hpp"
#include "wire/url.hpp"

#include <algorithm>
#include <random>

namespace castellan::client {

namespace {

/// A request whose answer was lost is sent again, under the same idempotency key, this often.
constexpr auto tries_most = 3;

/// So many requests are under way at a time: as many as a browser has connections.
constexpr auto under_way_most = std::size_t{6};

constexpr auto could_not_be_reached =
    std::string_view{"The service could not be reached. It is not known whether the change took effect; look before you "
                     "repeat it."};

/// 128 random bits, so that no two changes of anybody share a key.
std::string idempotency_key()
{
    constexpr auto letters = std::string_view{"0123456789abcdefghijklmnopqrstuv"};
    auto entropy = std::random_device{};
    auto key = std::string{};
    for (auto word = 0; word < 5; ++word) {
        auto bits = entropy();
        for (auto letter = 0; letter < 6; ++letter, bits >>= 5)
            key += letters[bits & 31];
    }
    return key;
}

/// What a refusal or failure says to the person.
void read_problem(Answer const& answer, Outcome& outcome)
{
    auto const problem = wire::decode<wire::Problem>(answer.body);
    if (problem) {
        outcome.reason = problem->detail.empty() ? problem->title : problem->detail;
        outcome.rule = problem->rule;
        outcome.needs_code = std::ranges::contains(problem->needs, outcome.of_second_person ? "mfa" : "otp");
    }
    if (outcome.reason.empty())
        outcome.reason = answer.status >= 500 ? "The service is in trouble. Try again in a moment."
                                              : "The service did not accept this.";
}

void read_sent(Answer const& answer, Outcome& outcome)
{
    if (auto sent = wire::decode<wire::CodeSent>(answer.body)) {
        outcome.expires = sent->expires.at;
        outcome.sent_to = std::move(sent->sent_to);
    }
}

/// What an answer tells this once: a code, the secret of what was made.
std::string told_once(Answer const& answer, std::string_view member)
{
    for (auto& leaf : wire::leaves(answer.body)) {
        if (leaf.path == member)
            return std::move(leaf.value);
    }
    return {};
}

Result result_of(int status)
{
    if (status >= 200 && status < 300)
        return Result::done;
    if (status == 412)
        return Result::conflict;
    if (status >= 500 || status == 0 || status == 429)
        return Result::failed;
    return Result::refused;
}

} // namespace

Client::Client(Transport& transport)
    : transport_(transport), audit_(transport, [this] { news_ = true; }),
      movements_(transport, [this] { news_ = true; }, "/api/v1/movements", "200"),
      usage_(transport, [this] { news_ = true; }),
      sessions_(transport, [this] { news_ = true; }), past_(transport, [this] { news_ = true; }),
      terminals_(transport, [this] { news_ = true; }), refused_changes_(transport, [this] { news_ = true; }),
      integrations_(transport, [this] { news_ = true; }),
      people_import_(transport, [this] { news_ = true; })
{
}

void Client::start()
{
    sync();
    transport_.listen("/api/v1/events");
}

void Client::refresh()
{
    if (phase_ == Phase::failed)
        phase_ = Phase::loading;
    news_ = true;
    sync();
}

void Client::heard(std::string_view event, std::string_view)
{
    if (over_)
        return;
    if (event == "closed") {
        // The stream also breaks when the session ends; asking tells which it is.
        online_ = false;
        news_ = true;
        if (!syncing_)
            sync();
        return;
    }
    sync();
}

void Client::sync()
{
    if (over_)
        return;
    if (syncing_) {
        sync_again_ = true;
        return;
    }
    syncing_ = true;
    auto request = Request{.method = "GET", .path = "/api/v1/sync", .headers = {}, .body = {}};
    if (phase_ == Phase::ready)
        request.path += "?since=" + std::to_string(replica_.revision());
    else
        request.take_piece = [this](std::string_view piece) { arrived(piece); };
    transport_.request(std::move(request), [this](Answer const& answer) { synced(answer); });
}

void Client::arrived(std::string_view piece)
{
    if (over_)
        return;
    auto const before = replica_.generation();
    replica_.take_piece(piece);
    if (replica_.generation() != before) {
        phase_ = Phase::arriving;
        news_ = true;
    }
}

/// The whole answer, or the end of one that came in pieces.
bool Client::take_in(std::string_view body)
{
    return replica_.arriving() ? replica_.take_end() : replica_.take(body);
}

void Client::synced(Answer const& answer)
{
    syncing_ = false;
    if (over_)
        return;
    auto const again = std::exchange(sync_again_, false);
    news_ = true;
    if (answer.status == 401) {
        end_session();
        return;
    }
    if (answer.status != 200) {
        online_ = answer.status != 0 && online_;
        if (phase_ != Phase::ready) {
            replica_.forget(); // It may have broken off.
            phase_ = Phase::failed;
            problem_ = answer.status == 0 ? "The service can't be reached." : "The service is in trouble. Try again in a moment.";
        }
        return;
    }
    online_ = true;
    if (!take_in(answer.body)) {
        // A difference that can't be read is asked for whole, once; a whole that can't be read is the end.
        replica_.forget();
        auto const was_difference = phase_ == Phase::ready;
        phase_ = was_difference ? Phase::loading : Phase::failed;
        problem_ = "The answer of the service could not be read. Load the page again.";
        if (was_difference)
            sync();
        return;
    }
    phase_ = Phase::ready;
    resolve_under_way();
    if (again)
        sync();
}

Client::Pending Client::pending_for(Change const& change, std::optional<std::uint64_t> version)
{
    auto const wanted = wire::request_of(replica_.world(), change);
    auto pending = Pending{.ticket = ++last_ticket_,
                           .kind = kind_of(change),
                           .change = wire::encode_change(replica_.world(), change),
                           .request = {.method = std::string{wire::name_of(wanted.method)},
                                       .path = wanted.path,
                                       .headers = {{"Idempotency-Key", idempotency_key()}},
                                       .body = wanted.body}};
    if (!wanted.body.empty())
        pending.request.headers.emplace_back("Content-Type", "application/json");
    if (version)
        pending.request.headers.emplace_back("If-Match", '"' + std::to_string(*version) + '"');
    return pending;
}

std::uint64_t Client::send(Change const& change, std::optional<std::uint64_t> version, std::string_view code)
{
    auto pending = pending_for(change, version);
    if (!code.empty())
        pending.request.headers.emplace_back("Castellan-Code", code);
    auto const ticket = pending.ticket;
    if (pending_.size() < under_way_most)
        post(std::move(pending));
    else
        wait(std::move(pending));
    return ticket;
}

std::uint64_t Client::send_beside(SecondPerson const& second, Change const& change, std::optional<std::uint64_t> version)
{
    auto wanted = pending_for(change, version);
    auto const ticket = wanted.ticket;
    auto const asked = wire::SecondPersonSignIn{
        .email = second.email, .password = second.password, .code = second.code, .change = {wanted.change}};
    post({.ticket = ticket,
          .kind = wanted.kind,
          .change = {},
          .request = {.method = "POST",
                      .path = "/api/v1/second-person",
                      .headers = {{"Content-Type", "application/json"}},
                      .body = wire::encode(asked)},
          .then = std::make_unique<Pending>(std::move(wanted))});
    return ticket;
}

std::uint64_t Client::ask_code(Change const& change)
{
    auto const ticket = ++last_ticket_;
    post({.ticket = ticket,
          .kind = kind_of(change),
          .change = {},
          .request = {.method = "POST",
                      .path = "/api/v1/codes",
                      .headers = {{"Content-Type", "application/json"}},
                      .body = wire::encode(wire::CodeRequest{.change = {wire::encode_change(replica_.world(), change)}})},
          .of_code = true});
    return ticket;
}

std::uint64_t Client::change_password(std::string_view current, std::string_view wanted)
{
    auto pending = Pending{.ticket = ++last_ticket_,
                           .kind = Kind::user_edit_self,
                           .change = {},
                           .request = {.method = "PUT",
                                       .path = "/api/v1/session/password",
                                       .headers = {{"Content-Type", "application/json"}},
                                       .body = wire::encode(wire::NewPassword{std::string{current}, std::string{wanted}})},
                           .proves_oneself = true};
    auto const ticket = pending.ticket;
    post(std::move(pending));
    return ticket;
}

std::uint64_t Client::ask_for(Kind kind, std::string path, std::string_view method, std::string body)
{
    return post_plain(method, std::move(path), kind, std::move(body));
}

void Client::ask_sign_ins()
{
    transport_.request({.method = "GET", .path = "/api/v1/people/sign_ins", .headers = {}, .body = {}}, [this](Answer const& answer) {
        auto const told = wire::decode<wire::SignIns>(answer.body);
        if (answer.status != 200 || !told || over_)
            return;
        sign_ins_.clear();
        for (auto const& one : told->sign_ins)
            sign_ins_.emplace(one.user, one.at.at);
        news_ = true;
    });
}

Instant Client::last_sign_in(std::string const& user) const
{
    auto const found = sign_ins_.find(user);
    return found == sign_ins_.end() ? 0 : found->second;
}

void Client::wait(Pending pending)
{
    waiting_.push_back(std::move(pending));
    resolve_under_way();
}

std::uint64_t Client::ask_pairing_code(std::string_view safe)
{
    return post_plain("POST", "/api/v1/safes/" + wire::percent_encoded(safe) + "/pairing_code", Kind::safe_register);
}

std::uint64_t Client::end_sessions_of(std::string_view user)
{
    return post_plain("DELETE", "/api/v1/users/" + wire::percent_encoded(user) + "/sessions", Kind::user_disable);
}

/// What is no change.
std::uint64_t Client::post_plain(std::string_view method, std::string path, Kind kind, std::string body)
{
    auto pending = Pending{.ticket = ++last_ticket_,
                           .kind = kind,
                           .change = {},
                           .request = {.method = std::string{method}, .path = std::move(path), .headers = {}, .body = std::move(body)}};
    if (!pending.request.body.empty())
        pending.request.headers.emplace_back("Content-Type", "application/json");
    auto const ticket = pending.ticket;
    post(std::move(pending));
    return ticket;
}

std::uint64_t Client::attach(std::string picture)
{
    auto pending = Pending{.ticket = ++last_ticket_,
                           .kind = Kind::record_submit,
                           .change = {},
                           .request = {.method = "POST",
                                       .path = "/api/v1/attachments",
                                       .headers = {{"Content-Type", "application/octet-stream"}},
                                       .body = std::move(picture)}};
    auto const ticket = pending.ticket;
    post(std::move(pending));
    return ticket;
}

void Client::post(Pending pending)
{
    auto request = pending.request;
    ++pending.tries;
    auto const ticket = pending.ticket;
    pending_.push_back(std::move(pending));
    resolve_under_way();
    transport_.request(std::move(request), [this, ticket](Answer const& answer) { answered(ticket, answer); });
}

void Client::answered(std::uint64_t ticket, Answer const& answer)
{
    auto const at = std::ranges::find(pending_, ticket, &Pending::ticket);
    if (at == pending_.end() || over_)
        return;
    auto pending = std::move(*at);
    pending_.erase(at);
    news_ = true;

    // Under its key a change happens once, so that a lost answer is no reason to trouble the person.
    auto const repeatable = !pending.change.empty() && (answer.status == 0 || answer.status == 503);
    if (repeatable && pending.tries < tries_most) {
        post(std::move(pending));
        return;
    }
    if (pending.then && answer.status == 201) {
        if (auto const present = wire::decode<wire::SecondPersonPresent>(answer.body)) {
            pending.then->request.headers.emplace_back("Castellan-Second-Person", present->token);
            post(std::move(*pending.then));
            return;
        }
    }
    auto outcome = Outcome{.ticket = ticket, .kind = pending.kind, .result = result_of(answer.status)};
    outcome.of_second_person = pending.then != nullptr;
    outcome.of_code = pending.of_code;
    // A wrong password is told by 401 or 403; for everything else 401 means that the session is over.
    if (answer.status == 401 && !pending.proves_oneself && !pending.then) {
        end_session();
        return;
    }
    online_ = answer.status != 0;
    if (answer.status == 0)
        outcome.reason = could_not_be_reached;
    else if (outcome.result != Result::done)
        read_problem(answer, outcome);
    else if (pending.of_code)
        read_sent(answer, outcome);
    else if (pending.kind == Kind::safe_emergency_code || ((pending.kind == Kind::safe_register || pending.kind == Kind::group_edit || pending.kind == Kind::record_submit) && pending.change.empty()))
        outcome.code = told_once(answer, pending.kind == Kind::record_submit ? "attachment" : "code");
    else
        outcome.secret = told_once(answer, "secret");
    outcomes_.push_back(std::move(outcome));
    if (!waiting_.empty()) {
        auto next = std::move(waiting_.front());
        waiting_.pop_front();
        post(std::move(next));
    }
    resolve_under_way();
    // Refused or done, the world may be another than what the person saw.
    sync();
}

void Client::resolve_under_way()
{
    under_way_.clear();
    auto const resolve = [this](Pending const& pending) {
        if (pending.change.empty())
            return;
        if (auto decoded = wire::decode_change(replica_.world(), pending.change))
            under_way_.push_back(std::move(decoded->change));
    };
    std::ranges::for_each(pending_, resolve);
    std::ranges::for_each(waiting_, resolve);
}

std::vector<Outcome> Client::take_outcomes() { return std::exchange(outcomes_, {}); }

void Client::sign_out()
{
    over_ = true;
    news_ = true;
    signed_out_ = SignedOut::asked;
    transport_.listen({});
}

void Client::end_session()
{
    over_ = true;
    signed_out_ = SignedOut::ended;
    transport_.listen({});
}

std::optional<SignedOut> Client::take_signed_out() { return std::exchange(signed_out_, std::nullopt); }

bool Client::take_news() { return std::exchange(news_, false); }

} // namespace castellan::client
