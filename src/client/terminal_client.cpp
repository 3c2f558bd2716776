#include "client/terminal_client.hpp"

#include "model/apply.hpp"
#include "rules/may.hpp"
#include "wire/change_json.hpp"
#include "wire/codec.hpp"
#include "wire/problem.hpp"

#include <algorithm>

namespace castellan::client {

namespace {

using Became = TerminalOutcome::Result;

/// The second person went away: the shell's own answer, which no service gives.
constexpr auto cancelled = 499;

std::string said_at(std::vector<wire::Leaf> const& leaves, std::string_view path)
{
    auto const at = std::ranges::find(leaves, path, &wire::Leaf::path);
    return at == leaves.end() ? std::string{} : at->value;
}

Became result_of(int status)
{
    if (status == 202)
        return Became::kept;
    if (status >= 200 && status < 300)
        return Became::done;
    if (status == cancelled)
        return Became::cancelled;
    return status == 0 || status >= 500 || status == 429 ? Became::failed : Became::refused;
}

/// How many there were when somebody took some out or put some back: others may have done so meanwhile.
std::optional<std::int64_t> was(World const& world, Change const& change)
{
    auto const* edit = std::get_if<EditAsset>(&change);
    auto const* asset = edit == nullptr ? nullptr : world.assets.get(edit->asset);
    return asset == nullptr ? std::nullopt : std::optional{asset->quantity};
}

} // namespace

void TerminalClient::start()
{
    ask_queue();
    sync();
    transport_.listen("/api/v1/events");
}

void TerminalClient::refresh()
{
    phase_ = Phase::loading;
    news_ = true;
    sync();
}

void TerminalClient::heard(std::string_view event, std::string_view data)
{
    if (over_)
        return;
    if (event == "terminal") {
        auto const leaves = wire::leaves(data);
        auto const was_online = std::exchange(online_, said_at(leaves, "online") == "true");
        group_ = said_at(leaves, "group");
        news_ = true;
        if (!was_online && online_)
            sync();
        return;
    }
    if (event == "queue")
        ask_queue();
    else if (event != "closed")
        sync();
}

void TerminalClient::ask_queue()
{
    transport_.request({.method = "GET", .path = "terminal:queue", .headers = {}, .body = {}}, [this](Answer const& answer) {
        auto queue = wire::decode_batch(answer.body);
        if (answer.status != 200 || !queue)
            return;
        queue_ = std::move(*queue);
        run_ahead();
        news_ = true;
    });
}

void TerminalClient::sync()
{
    if (over_)
        return;
    if (syncing_) {
        sync_again_ = true;
        return;
    }
    syncing_ = true;
    transport_.request({.method = "GET", .path = "/api/v1/sync", .headers = {}, .body = {}},
                       [this](Answer const& answer) { synced(answer); });
}

void TerminalClient::synced(Answer const& answer)
{
    syncing_ = false;
    news_ = true;
    if (answer.status == 401) {
        over_ = true;
        transport_.listen({});
        return;
    }
    if (answer.status == 200 && replica_.take(answer.body)) {
        phase_ = Phase::ready;
        run_ahead();
    } else if (answer.status == 200) {
        replica_.forget();
        ahead_.reset();
        phase_ = Phase::failed;
    } else if (phase_ != Phase::ready) {
        phase_ = Phase::failed;
    }
    if (std::exchange(sync_again_, false))
        sync();
}

/// What waits is shown as done, so that the next count goes by it. What this person may not do himself, and could not see
/// either, is left out: he is shown what he was shown before.
void TerminalClient::run_ahead()
{
    ahead_.reset();
    ++queue_generation_;
    if (queue_.empty() || !replica_.me())
        return;
    auto world = replica_.world();
    for (auto const& text : queue_) {
        auto const decoded = wire::decode_change(world, text);
        if (!decoded || !decoded->unknown.empty() || sending_of(decoded->change) != Sending::kept || kind_of(decoded->change) == Kind::record_submit)
            continue;
        auto const decision = may(world, replica_.me(), decoded->change, {});
        if (decision.effect == Effect::allow || decision.effect == Effect::after)
            apply(world, decoded->change, {.number = world.revision + 1, .at = 0, .actor = replica_.me()});
    }
    ahead_ = std::move(world);
}

Decision TerminalClient::judge(Change const& change, Instant now) const
{
    return at_terminal(may(world(), me(), change, {.now = now}), change, online_);
}

std::uint64_t TerminalClient::send(Change const& change, Instant now)
{
    auto const decision = judge(change, now);
    auto outcome = TerminalOutcome{.ticket = ++last_ticket_, .kind = kind_of(change)};
    if (decision.effect == Effect::deny || decision.effect == Effect::not_now) {
        outcome.result = Became::refused;
        outcome.reason = decision.reason;
        outcome.rule = decision.rule;
        outcomes_.push_back(std::move(outcome));
        news_ = true;
        return last_ticket_;
    }
    auto const truth = [](bool value) { return value ? "true" : "false"; };
    auto body = "{\"change\":" + wire::encode_change(world(), change);
    (body += ",\"kept\":") += truth(sending_of(change) == Sending::kept);
    (body += ",\"second_person\":") += truth(decision.needs.second_person);
    if (auto const before = was(world(), change))
        (body += ",\"was\":") += std::to_string(*before);
    body += '}';
    ++under_way_;
    transport_.request({.method = "POST", .path = "terminal:change", .headers = {}, .body = std::move(body)},
                       [this, outcome](Answer const& answer) { answered(outcome, answer); });
    return last_ticket_;
}

std::uint64_t TerminalClient::attach(std::string picture)
{
    auto const outcome = TerminalOutcome{.ticket = ++last_ticket_, .kind = Kind::record_submit};
    ++under_way_;
    transport_.request({.method = "POST",
                        .path = "/api/v1/attachments",
                        .headers = {{"Content-Type", "application/octet-stream"}},
                        .body = std::move(picture)},
                       [this, outcome](Answer const& answer) { answered(outcome, answer); });
    return last_ticket_;
}

void TerminalClient::answered(TerminalOutcome outcome, Answer const& answer)
{
    --under_way_;
    news_ = true;
    outcome.result = result_of(answer.status);
    if (auto const problem = wire::decode<wire::Problem>(answer.body); problem && outcome.result != Became::done) {
        outcome.reason = problem->detail.empty() ? problem->title : problem->detail;
        outcome.rule = problem->rule;
    }
    if (outcome.reason.empty() && outcome.result == Became::failed)
        outcome.reason = "The service could not be reached. It is not known whether this took effect; look before you repeat it.";
    if (outcome.result == Became::done)
        outcome.told = said_at(wire::leaves(answer.body), "attachment");
    auto const settled = outcome.result != Became::cancelled;
    outcomes_.push_back(std::move(outcome));
    if (settled)
        sync();
}

} // namespace castellan::client
