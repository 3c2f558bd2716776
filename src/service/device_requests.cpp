// Devices: pairing one with a safe, hearing it, handing it its orders, and noticing that it is gone (docs/DEVICES.md).
#include "service/backend.hpp"

#include "rules/may.hpp"
#include "rules/sight.hpp"
#include "service/hex.hpp"
#include "service/network.hpp"
#include "service/typed_code.hpp"
#include "wire/codec.hpp"
#include "wire/device_json.hpp"

#include <algorithm>
#include <utility>

namespace castellan {

namespace {

/// How far a device's clock may be off.
constexpr Instant clock_tolerance_ms = Instant{5} * 60 * 1000;

/// A safe is away when so many heartbeats are missing.
constexpr Instant heartbeats_missing = 3;

/// What becomes of a safe by its device, or by time.
constexpr auto reported = Decision{.effect = Effect::allow, .rule = "S-16"};

constexpr auto unknown_device =
    std::string_view{"This is no message of a device that is paired here: the safe, its key or the signature does not fit."};

/// Which of serial number and code it was that did not fit, or whether its time was over, is nobody's business.
constexpr auto no_such_pairing =
    std::string_view{"Serial number and pairing code don't fit, or the code is no longer good. Have a new one made."};

/// A device has no browser around it: whatever comes with a browser's marks is not a device's, whoever signed it.
bool comes_from_a_browser(Request const& request)
{
    return !request.cookie.empty() || !request.origin.empty() || !request.fetch_site.empty();
}

constexpr auto not_for_browsers = std::string_view{"Devices speak here, without cookies and origins."};

/// An emergency code is told to a person; the device has nothing to do for it.
bool is_for_device(Order const& order)
{
    return order.kind != OrderKind::emergency_code;
}

std::int64_t number_of(Order const& order)
{
    return static_cast<std::int64_t>(order.number);
}

wire::DeviceOrder order_for_device(Safe const& safe, Order const& order)
{
    auto told = wire::DeviceOrder{.number = number_of(order), .kind = order.kind, .expires = order.expires};
    if (order.kind == OrderKind::upgrade)
        told.version = order.detail;
    else if (order.kind == OrderKind::enroll)
        told.tag = order.detail;
    else if (order.kind != OrderKind::unlock)
        told.two_person = wire::word_of(safe.two_person);
    return told;
}

} // namespace

// Pairing

/// POST /api/v1/safes/{safe}/pairing_code: whoever may register a safe in that account says with which device.
Response Backend::offer_pairing(Asked const& asked)
{
    auto const id = wire::percent_decoded(asked.match.parameters[0].value);
    auto const safe = world().safes.find(id.value_or(""));
    if (!safe || !sees(world(), asked.user, safe))
        return problem(Decision{.hidden = true});
    auto const registration =
        RegisterSafe{.account = world().safes[safe].account, .safe = random_id(random_, "s"), .fields = {.name = "?"}};
    auto decision = may(world(), asked.user, registration, Context{.mfa = asked.mfa, .now = asked.now});
    auto entry = ledger_.about_pairing(asked.user, pairing_code_kind, safe, decision, asked.request.address, asked.now);
    if (decision.effect != Effect::allow)
        return refuse(asked.by(), std::move(entry), decision);
    ledger_.write(std::move(entry));
    auto const offered = devices_.offer(world().safes[safe].id, random_, asked.now);
    return json_answer(wire::encode(wire::PairingOffer{.code = offered.code, .expires = wire::When{offered.until}}), 201);
}

std::vector<SafePairing> Backend::offer_pairings(std::string_view serial)
{
    auto result = std::vector<SafePairing>{};
    for (auto const safe : world().safes.handles()) {
        auto const& row = world().safes[safe];
        if (serial.empty() ? devices_.is_paired(row.id) : row.serial != serial)
            continue;
        ledger_.write(ledger_.about_pairing(Actor{UserId{}}, pairing_code_kind, safe,
                                            Decision{.effect = Effect::allow, .rule = {}}, {}, now_));
        result.push_back({.serial = row.serial, .code = devices_.offer(row.id, random_, now_).code});
    }
    return result;
}

/// POST /api/v1/device/pair
Response Backend::pair_device(Asked const& asked)
{
    if (comes_from_a_browser(asked.request))
        return problem(Trouble::foreign, not_for_browsers);
    auto const body = wire::decode<wire::DevicePairing>(asked.request.body);
    if (!body)
        return problem(body.error());
    auto const key = device_key_of(body->public_key);
    if (!key)
        return problem(wire::WireError{"public_key", "must be an Ed25519 key: 64 hexadecimal digits"});
    auto const agreement = bytes_of_hex(body->agreement_key);
    auto theirs = std::array<unsigned char, 32>{};
    if (!agreement || agreement->size() != theirs.size())
        return problem(wire::WireError{"agreement_key", "must be an X25519 key: 64 hexadecimal digits"});
    std::ranges::copy(*agreement, theirs.begin());

    auto secret = std::array<unsigned char, 32>{};
    random_.fill(std::as_writable_bytes(std::span{secret}));
    auto const mine = agreement_keys(secret);
    auto hotp_secret = agreed_secret(mine, theirs, mine.open);
    if (hotp_secret.empty())
        return problem(wire::WireError{"agreement_key", "must be an X25519 key: 64 hexadecimal digits"});

    auto const network = network_of(asked.request.address);
    if (auto const wait = pairing_tries_.count_try(network, asked.now))
        return throttled(*wait);
    auto const has_serial = [&](std::string_view id) {
        auto const safe = world().safes.find(id);
        return safe && world().safes[safe].serial == body->serial;
    };
    auto const id = devices_.safe_of_code(has_serial, body->code, asked.now);
    if (id.empty())
        return problem(Trouble::unknown_device, no_such_pairing);
    pairing_tries_.give_back(network);

    auto const safe = world().safes.find(id);
    forget_device(id); // whoever spoke for the safe until now speaks no more
    devices_.pair(id, *key, std::move(hotp_secret));
    ledger_.show_pairing(safe, true);
    ledger_.write(ledger_.about_pairing(Actor{safe}, pairing_kind, safe, reported, asked.request.address, asked.now));
    auto const open = std::string_view{reinterpret_cast<char const*>(mine.open.data()), mine.open.size()};
    return json_answer(wire::encode(wire::DevicePaired{.safe = id,
                                                       .agreement_key = hex(open),
                                                       .time = asked.now,
                                                       .heartbeat_ms = options_.heartbeat_ms}),
                       201);
}

// Hearing

/// Whose message this is, if it is one: signed by the key that was paired, by a clock that goes right, and never seen before.
std::expected<SafeId, Response> Backend::speaker(Asked const& asked)
{
    auto const& request = asked.request;
    if (comes_from_a_browser(request))
        return std::unexpected(problem(Trouble::foreign, not_for_browsers));
    auto const stamp = read_stamp(request.device);
    auto const* key = stamp ? devices_.key_of(stamp->device) : nullptr;
    auto const safe = stamp ? world().safes.find(stamp->device) : SafeId{};
    auto const message = DeviceMessage{.method = request.method, .target = request.target, .body = request.body};
    if (key == nullptr || !safe || !is_signed_by(*key, message, *stamp)) {
        // Only what is not signed counts for its network: whoever makes noise behind a station's address holds up none
        // of its safes.
        auto const wait = strange_messages_.count_try(network_of(request.address), asked.now);
        return std::unexpected(wait ? throttled(*wait) : problem(Trouble::unknown_device, unknown_device));
    }

    auto const& id = world().safes[safe].id;
    if (auto const wait = device_messages_.count_try(id, asked.now))
        return std::unexpected(throttled(*wait));
    if (stamp->time < asked.now - clock_tolerance_ms || stamp->time > asked.now + clock_tolerance_ms)
        return std::unexpected(problem(
            Trouble::wrong_clock,
            wire::Problem{.detail = "The device's clock is off by more than five minutes. Set it by `time`, and say it again.",
                          .time = asked.now}));
    if (!devices_.take_number(id, stamp->number))
        return std::unexpected(problem(
            Trouble::old_number,
            wire::Problem{.detail = "A message with this number, or a later one, was here already. Go on with `number`.",
                          .number = static_cast<std::int64_t>(devices_.next_number(id))}));
    return safe;
}

/// POST /api/v1/device/heartbeat
Outcome Backend::hear_device(Asked const& asked)
{
    auto const answered = [this](Response response) {
        return Outcome{.response = std::move(response), .after = ledger_.ticket()};
    };
    auto const heard = speaker(asked);
    if (!heard)
        return answered(heard.error());
    auto const safe = *heard;
    auto body = wire::decode<wire::Heartbeat>(asked.request.body);
    if (!body)
        return answered(problem(body.error()));
    for (std::size_t at = 0; at < body->results.size(); ++at) {
        auto const state = body->results[at].state;
        if (state != OrderState::done && state != OrderState::failed)
            return answered(problem(wire::WireError{std::format("results[{}].state", at), "must be done or failed"}));
    }

    auto const& id = world().safes[safe].id;
    // A newer message takes the place of one that still waits for its answer.
    if (auto const former = polls_.take(id))
        answer_poll(*former, asked.now);
    hear(safe, std::move(body->firmware), asked.request.address, asked.now);
    devices_.heard_of_counter(id, static_cast<std::uint64_t>(body->counter));
    for (auto& result : body->results) {
        auto report = ReportSafe{.safe = safe, .order = result.order, .state = result.state};
        if (!result.detail.empty())
            report.detail = std::move(result.detail);
        carry_out_report(safe, std::move(report), asked.request.address, asked.now);
    }

    auto const taken = static_cast<std::uint64_t>(body->taken);
    // A device that waits is not heard meanwhile, and must not be taken for gone by that.
    auto const wait = std::min(body->wait_ms, (heartbeats_missing - 1) * options_.heartbeat_ms);
    if (wait > 0 && !has_order_for(safe, taken, asked.now))
        return {.held = polls_.hold(id, asked.now + wait, taken)};
    return answered(json_answer(answer_to_device(safe, taken, asked.now)));
}

/// What the rules say of it: a report that was there already, or of an order that is over, changes nothing and leaves no
/// entry (at least once is how both sides speak).
void Backend::carry_out_report(SafeId safe, ReportSafe report, std::string_view from, Instant now)
{
    auto const decoded = wire::DecodedChange{.change = std::move(report)};
    auto const decision = may(world(), Actor{safe}, decoded.change, Context{.now = now});
    if (decision.effect == Effect::allow)
        ledger_.carry_out(Submission{Actor{safe}, decoded, from, now}, decision);
}

void Backend::hear(SafeId safe, std::optional<std::string> firmware, std::string_view from, Instant now)
{
    auto const& id = world().safes[safe].id;
    if (presence_.hear(id, now) == Presence::Heard::as_logged)
        ledger_.show_presence(safe, true);
    auto report = ReportSafe{.safe = safe};
    if (!world().safes[safe].online)
        report.online = true;
    if (firmware && *firmware != world().safes[safe].firmware)
        report.firmware = std::move(firmware);
    if (report.online || report.firmware)
        carry_out_report(safe, std::move(report), from, now);
}

// Orders

bool Backend::has_order_for(SafeId safe, std::uint64_t taken, Instant now) const
{
    return std::ranges::any_of(world().safes[safe].orders, [&](Order const& order) {
        return is_for_device(order) && is_waiting(order, now) && order.number > taken;
    });
}

/// What the device has not taken note of yet, again and again until it has. The first time the order is `sent`.
std::string Backend::answer_to_device(SafeId safe, std::uint64_t taken, Instant now)
{
    auto answer = wire::HeartbeatAnswer{.time = now, .heartbeat_ms = options_.heartbeat_ms, .orders = {}};
    for (std::size_t at = 0; at < world().safes[safe].orders.size(); ++at) {
        auto const& order = world().safes[safe].orders[at];
        if (!is_for_device(order) || !is_waiting(order, now) || order.number <= taken)
            continue;
        answer.orders.push_back(order_for_device(world().safes[safe], order));
        if (order.state == OrderState::queued)
            carry_out_report(safe, ReportSafe{.safe = safe, .order = number_of(order), .state = OrderState::sent}, {}, now);
    }
    return wire::encode(answer);
}

/// Gives a poll its answer; whatever this makes durable is waited for.
void Backend::answer_poll(HeldPolls::Poll const& poll, Instant now)
{
    auto const safe = world().safes.find(poll.safe);
    auto response = safe && devices_.is_paired(poll.safe) ? json_answer(answer_to_device(safe, poll.taken, now))
                                                          : problem(Trouble::unknown_device, unknown_device);
    held_outcomes_.push_back({poll.held, {.response = std::move(response), .after = ledger_.ticket()}});
}

/// After a change that may have given an order: whoever waits for one gets it, and somebody must notice when it expires.
void Backend::note_orders(Change const& change, Instant now)
{
    auto const safe = subjects_of(world(), change).safe;
    if (!safe || !world().safes.contains(safe))
        return;
    note_deadlines(safe);
    auto const id = world().safes[safe].id;
    auto poll = polls_.take(id);
    if (!poll)
        return;
    if (has_order_for(safe, poll->taken, now))
        answer_poll(*poll, now);
    else
        polls_.put_back(*std::move(poll));
}

void Backend::note_deadlines(SafeId safe)
{
    auto const& row = world().safes[safe];
    for (auto const& order : row.orders) {
        auto const is_open = order.state == OrderState::queued || order.state == OrderState::sent;
        auto const [first, last] = deadlines_.equal_range(order.expires);
        auto const is_noted = std::any_of(first, last, [&](auto const& entry) { return entry.second == row.id; });
        if (is_open && !is_noted)
            deadlines_.emplace(order.expires, row.id);
    }
}

/// S-16. In the log too, so that it is seen without being looked for.
void Backend::expire_orders(Instant now)
{
    while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
        auto const safe = world().safes.find(deadlines_.begin()->second);
        deadlines_.erase(deadlines_.begin());
        if (!safe)
            continue;
        for (std::size_t at = 0; at < world().safes[safe].orders.size(); ++at) {
            auto const& order = world().safes[safe].orders[at];
            if (order.state == state_at(order, now))
                continue;
            // By time: no device may say so of itself.
            auto const decoded = wire::DecodedChange{
                .change = ReportSafe{.safe = safe, .order = number_of(order), .state = OrderState::expired}};
            ledger_.carry_out(Submission{Actor{safe}, decoded, {}, now}, reported);
        }
    }
}

// Time

/// At a start nothing was heard yet. What the log says of a safe may still be so: it is shown as away, and written down as
/// away only when it has not been heard for as long as any other.
void Backend::await_devices(Instant now)
{
    for (auto const& poll : polls_.take_all())
        held_outcomes_.push_back({poll.held, {.response = not_durable()}});
    presence_.restart();
    deadlines_.clear();
    for (auto const& id : devices_.paired()) {
        auto const safe = world().safes.find(id);
        if (!safe || !world().safes[safe].online)
            continue;
        presence_.expect(id, now);
        ledger_.show_presence(safe, false);
    }
    for (auto const safe : world().safes.handles()) {
        ledger_.show_pairing(safe, devices_.is_paired(world().safes[safe].id));
        note_deadlines(safe);
    }
}

void Backend::pass_time(Instant now)
{
    now_ = now;
    if (!usable_)
        return;
    chain_check_.pass_time(ledger_.durable_number(), now);
    for (auto const& [id, expected] : presence_.missing(now, heartbeats_missing * options_.heartbeat_ms)) {
        auto const safe = world().safes.find(id);
        if (!safe)
            continue;
        if (expected)
            ledger_.show_presence(safe, true); // as the log still says
        carry_out_report(safe, ReportSafe{.safe = safe, .online = false}, {}, now);
    }
    expire_orders(now);
    attachments_.sweep(world(), now);
    for (auto const& poll : polls_.take_due(now))
        answer_poll(poll, now);
}

void Backend::release_held()
{
    for (auto const& poll : polls_.take_all())
        answer_poll(poll, now_);
}

/// The safe is gone, or another device speaks for it.
void Backend::forget_device(std::string const& safe)
{
    devices_.forget(safe);
    if (auto const poll = polls_.take(safe))
        held_outcomes_.push_back({poll->held, {.response = problem(Trouble::unknown_device, unknown_device)}});
}

} // namespace castellan
