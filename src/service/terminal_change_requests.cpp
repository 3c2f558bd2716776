// What people did at a terminal while it had no connection: each change is judged again, now, by the same rules, and carried
// out once. What is refused is never dropped: it waits until somebody has settled it.
#include "service/backend.hpp"

#include "rules/at_terminal.hpp"
#include "rules/may.hpp"
#include "service/form_answers.hpp"
#include "service/terminal_limits.hpp"
#include "wire/codec.hpp"

#include <algorithm>
#include <variant>

namespace castellan {

namespace {

using wire::QueuedEffect;

/// How far a terminal's clock may be ahead.
constexpr Instant clock_tolerance_ms = Instant{5} * 60 * 1000;

/// Values of a form, and what is around them.
constexpr std::size_t change_bytes_most = std::size_t{72} * 1024;

/// After which time a terminal asks again whose list is full.
constexpr Instant ask_again_ms = Instant{10} * 60 * 1000;

constexpr auto from_the_future = std::string_view{"The terminal's clock was wrong: this has yet to happen."};
constexpr auto too_old = std::string_view{"This happened more than thirty days ago."};
constexpr auto too_long = std::string_view{"This is too long."};
constexpr auto not_vouched_for = Decision{
    .effect = Effect::deny, .rule = "X-1", .reason = "This person has not signed in at this terminal in the last thirty days."};
constexpr auto not_of_group = Decision{
    .effect = Effect::deny, .rule = "X-1", .reason = "This person is not active, or not a member of the terminal's group any more."};
constexpr auto second_not_vouched_for = Decision{
    .effect = Effect::deny, .rule = "S-13", .reason = "The second person has not signed in at this terminal in the last thirty days."};
constexpr auto second_is_first =
    Decision{.effect = Effect::deny, .rule = "S-13", .reason = "The second person is somebody else than the first."};
constexpr auto nothing_left = Decision{
    .effect = Effect::not_now, .rule = "S-10", .reason = "There are not so many any more: others have taken some out meanwhile."};
constexpr auto was_of_what = std::string_view{"`was` is for a quantity alone"};
constexpr auto does_not_wait = Decision{
    .effect = Effect::deny, .rule = "X-1", .reason = "This is not done without a connection: it would come too late."};

QueuedEffect queued(Effect effect)
{
    switch (effect) {
    case Effect::allow: return QueuedEffect::allow;
    case Effect::after: return QueuedEffect::after;
    case Effect::not_now: return QueuedEffect::not_now;
    case Effect::deny: break;
    }
    return QueuedEffect::deny;
}

wire::KeptResult result_of(Decision const& decision)
{
    // What is not to be seen and what is not there look the same, here too.
    if (decision.hidden)
        return {.effect = QueuedEffect::deny, .reason = "There is no such thing, or it is not this person's to see."};
    return {.effect = queued(decision.effect), .rule = std::string{decision.rule}, .reason = std::string{decision.reason}};
}

/// What is said may repeat what was sent, of any length and with any letters; it is kept as a text that can be read again.
std::string fit_to_keep(std::string_view text)
{
    constexpr auto bytes_most = std::size_t{600};
    auto end = std::min(text.size(), bytes_most);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end; // not in the middle of a letter
    auto kept = std::string{text.substr(0, end)};
    for (std::size_t at = 0; at < kept.size(); ++at) {
        auto const byte = static_cast<unsigned char>(kept[at]);
        auto const is_second_control = byte == 0xC2U && at + 1 < kept.size() && static_cast<unsigned char>(kept[at + 1]) < 0xA0U;
        if (byte < 0x20U || byte == 0x7FU)
            kept[at] = ' ';
        else if (is_second_control)
            kept[at] = kept[at + 1] = ' ';
    }
    if (end < text.size())
        kept += "…";
    return kept;
}

wire::KeptResult invalid(std::string_view why)
{
    return {.effect = QueuedEffect::invalid, .reason = fit_to_keep(why)};
}

wire::KeptResult invalid(wire::WireError const& error)
{
    return invalid(wire::sentence(error));
}

} // namespace

/// POST /api/v1/terminal/changes
Response Backend::take_terminal_changes(Asked const& asked)
{
    auto const at = terminal_of(asked.request, asked.now);
    if (!at)
        return unknown_terminal();
    if (auto const wait = terminal_sendings_.count_try(at->id, asked.now))
        return throttled(*wait);
    auto const body = wire::decode<wire::QueuedChanges>(asked.request.body);
    if (!body)
        return problem(body.error());
    auto const unknown = std::ranges::count_if(body->changes, [&](auto const& one) { return terminal_queue_.find(at->id, one.id) == nullptr; });
    if (unknown > 0 && !terminal_queue_.has_room(at->id, static_cast<std::size_t>(unknown), asked.now))
        return throttled(ask_again_ms);
    auto results = wire::QueuedResults{};
    for (auto const& one : body->changes)
        results.results.push_back(take_queued(*at, one, asked));
    return json_answer(wire::encode(results));
}

/// What becomes of one change is written down with the batch that carries it out, so that it is the same if it comes again.
wire::QueuedResult Backend::take_queued(AtTerminal const& at, wire::QueuedChange const& one, Asked const& asked)
{
    auto const answer = [&one](wire::KeptResult const& result) {
        return wire::QueuedResult{.id = one.id, .effect = result.effect, .rule = result.rule, .reason = result.reason};
    };
    if (auto const* first = terminal_queue_.find(at.id, one.id))
        return answer(*first);
    auto const& group = world().groups[at.group];
    auto refused = wire::RefusedChange{.id = random_id(random_, "q"),
                                       .terminal = at.id,
                                       .terminal_name = terminals_.find(at.id)->name,
                                       .account = world().accounts[group.account].id,
                                       .group = group.id,
                                       .at = wire::When{std::max(one.at, Instant{0})},
                                       .received = wire::When{asked.now},
                                       .user = one.user,
                                       .second_person = one.second_person,
                                       .change = one.change};
    auto result = carry_out_queued(at, one, asked);
    result.received = wire::When{asked.now};
    if (result.effect != QueuedEffect::allow) {
        refused.effect = wire::word_of(result.effect);
        refused.rule = result.rule;
        refused.reason = result.reason;
        if (one.change.text.size() > change_bytes_most)
            refused.change.text.clear();
        terminal_queue_.refuse(std::move(refused));
    }
    auto const told = answer(result);
    terminal_queue_.keep(at.id, one.id, std::move(result));
    return told;
}

wire::KeptResult Backend::carry_out_queued(AtTerminal const& at, wire::QueuedChange const& one, Asked const& asked)
{
    if (one.at > asked.now + clock_tolerance_ms)
        return invalid(from_the_future);
    if (one.at < asked.now - TerminalQueue::oldest_ms)
        return invalid(too_old);
    if (one.change.text.size() > change_bytes_most)
        return invalid(too_long);
    auto decoded = wire::decode_change(world(), one.change.text);
    if (!decoded)
        return invalid(decoded.error());
    auto& change = decoded->change;
    if (!can_wait(kind_of(change)))
        return result_of(does_not_wait);
    auto const brought = ids_brought_by(change);
    if (auto const unfit = completed(change, FieldsAt::fields))
        return invalid(*unfit);

    // So many were taken out, or returned, of what is there now, whatever others did meanwhile.
    auto* const taken = std::get_if<EditAsset>(&change);
    auto is_short = false;
    if (one.was) {
        if (taken == nullptr || taken->fields != AssetFields{.quantity = taken->fields.quantity} || !taken->fields.quantity)
            return invalid(was_of_what);
        if (auto const* asset = world().assets.get(taken->asset)) {
            auto const left = asset->quantity + *taken->fields.quantity - *one.was;
            is_short = left < 0;
            taken->fields.quantity = std::clamp(left, std::int64_t{0}, wire::most_quantity);
        }
    }

    auto const user = world().users.find(one.user);
    if (!user)
        return result_of(not_vouched_for);
    auto submission = Submission{Actor{user}, *decoded, asked.request.address, asked.now};
    submission.terminal = log_terminal(at.id);
    submission.happened = one.at;
    auto [decision, second] = judge_queued(at, one, user, change, brought, asked);
    if (is_short && (decision.effect == Effect::allow || decision.effect == Effect::not_now))
        decision = nothing_left;
    submission.second_person = second;
    if (decision.effect != Effect::allow) {
        // X-7 is for what somebody asked for: where nothing vouches for that, the list of what was refused tells of it alone.
        if (decision != not_vouched_for && decision != not_of_group)
            ledger_.write(ledger_.refusal(submission, decision));
        return result_of(decision);
    }
    if (auto const unfit = unfit_answer(world(), user, change, FieldsAt::fields))
        return invalid(*unfit);
    if (auto const foreign = attachments_.foreign_picture(world(), user, change, asked.now))
        return invalid(*foreign);
    auto const stopped = stopped_by(change, user);
    ledger_.carry_out(submission, decision);
    attachments_.note(one.user, change);
    follow_up(change, stopped, asked.now);
    return result_of(decision);
}

/// As that person, with the terminal's limits. The terminal vouches for who it was, so that only those count who have
/// shown their PIN or badge there.
Judged Backend::judge_queued(AtTerminal const& at, wire::QueuedChange const& one, UserId user, Change const& change,
                             std::span<std::string const> brought, Asked const& asked) const
{
    if (!terminals_.was_here(at.id, one.user, one.at, asked.now))
        return {not_vouched_for, {}};
    if (world().users[user].status != Status::active || !is_of_group(world(), at.group, user))
        return {not_of_group, {}};
    auto const by = By{.user = user, .address = asked.request.address, .now = asked.now, .at = at};
    auto const decision = judge(by, change, brought, nothing_shown);
    if (decision.effect != Effect::after || !decision.needs.second_person || one.second_person.empty())
        return {decision, {}};
    auto const second = world().users.find(one.second_person);
    if (second == user)
        return {second_is_first, {}};
    if (!second || !terminals_.was_here(at.id, one.second_person, one.at, asked.now, Terminals::Shown::pin))
        return {second_not_vouched_for, {}};
    return {judge(by, change, brought, Confirmed{.second_person = second}), second};
}

} // namespace castellan
