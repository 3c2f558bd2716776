#include "service/webhooks.hpp"

#include "service/webhook_signature.hpp"
#include "wire/codec.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <tuple>
#include <utility>

namespace castellan {

namespace {

using wire::Delivery;
using wire::DeliveryState;

constexpr auto never = std::numeric_limits<Instant>::max();
constexpr int gone = 410; // the receiver says that it does not want to be told any more

constexpr std::string_view rests_now = "The webhook rests after too many failures. Test it, then send this again.";
constexpr std::string_view too_many_wait = "Too many messages were waiting for this webhook.";

std::string key_of(std::string const& webhook, std::string_view delivery)
{
    return webhook + ' ' + std::string{delivery};
}

std::optional<std::pair<std::string, std::string_view>> parts_of(std::string_view key)
{
    auto const blank = key.find(' ');
    if (blank == key.npos)
        return std::nullopt;
    return std::pair{std::string{key.substr(0, blank)}, key.substr(blank + 1)};
}

bool is_test(Delivery const& delivery)
{
    return delivery.type == test_type;
}

bool waits(Delivery const& delivery)
{
    return delivery.state == DeliveryState::waiting;
}

Instant a_little_longer(Instant pause, Random& random)
{
    auto chance = std::byte{};
    random.fill({&chance, 1});
    return pause + pause / 10 * std::to_integer<Instant>(chance) / 255;
}

std::string sentence_of(PostingResult const& result)
{
    if (result.status == 0)
        return result.problem.empty() ? std::string{"There was no answer."} : result.problem;
    return "The receiver answered " + std::to_string(result.status) + '.';
}

} // namespace

bool stands_for(std::string_view pattern, std::string_view kind)
{
    if (pattern == "*")
        return true;
    return pattern.ends_with(".*") ? kind.starts_with(pattern.substr(0, pattern.size() - 1)) : pattern == kind;
}

bool Webhooks::load(std::vector<KeyValue> const& webhooks, std::vector<KeyValue> const& deliveries)
{
    hooks_.clear();
    for (auto const& [id, value] : webhooks) {
        auto kept = wire::decode<wire::KeptWebhook>(value);
        if (!kept)
            return false;
        hooks_[id].kept = *std::move(kept);
    }
    for (auto const& [key, value] : deliveries) {
        auto const parts = parts_of(key);
        auto delivery = wire::decode<Delivery>(value);
        auto const hook = parts ? hooks_.find(parts->first) : hooks_.end();
        if (!delivery || hook == hooks_.end())
            return false;
        hook->second.deliveries.push_back(*std::move(delivery));
    }
    for (auto& [id, hook] : hooks_)
        std::ranges::sort(hook.deliveries, {}, [](Delivery const& one) { return std::tie(one.at.at, one.id); });
    return true;
}

void Webhooks::write(std::string const& webhook, wire::KeptWebhook const& kept)
{
    writes_.push_back({SecretTable::webhooks, webhook, wire::encode(kept)});
}

void Webhooks::write(std::string const& webhook, Delivery const& delivery)
{
    writes_.push_back({SecretTable::deliveries, key_of(webhook, delivery.id), wire::encode(delivery)});
}

std::string Webhooks::renew_secret(std::string const& webhook, std::string_view person, Random& random, Instant now)
{
    auto& [kept, deliveries, not_durable, under_way, due] = hooks_[webhook];
    kept.former = std::exchange(kept.secret, webhook_secret(random));
    kept.former_until.at = kept.former.empty() ? 0 : now + former_signs_ms;
    kept.speaks_for = person;
    write(webhook, kept);
    return kept.secret;
}

void Webhooks::speak_for(std::string const& webhook, std::string_view person)
{
    auto& kept = hooks_[webhook].kept;
    kept.speaks_for = person;
    kept.failures = 0;
    kept.failing = kept.resting = {};
    write(webhook, kept);
}

void Webhooks::forget(std::string const& webhook, Hook& hook)
{
    for (auto const& delivery : hook.deliveries)
        writes_.push_back({SecretTable::deliveries, key_of(webhook, delivery.id), std::nullopt});
    writes_.push_back({SecretTable::webhooks, webhook, std::nullopt});
}

void Webhooks::keep_only(std::function<bool(std::string const& webhook)> const& is_there)
{
    std::erase_if(hooks_, [&](auto& entry) {
        auto const is_gone = !is_there(entry.first);
        if (is_gone)
            forget(entry.first, entry.second);
        return is_gone;
    });
}

std::string_view Webhooks::speaker(std::string const& webhook) const
{
    auto const found = hooks_.find(webhook);
    return found == hooks_.end() || found->second.kept.secret.empty() ? std::string_view{}
                                                                     : found->second.kept.speaks_for;
}

// Into the queue

void Webhooks::add(std::string const& webhook, std::string_view type, std::string payload, Random& random, Instant now)
{
    auto const [place, is_new] = hooks_.try_emplace(webhook);
    auto& hook = place->second;
    if (is_new)
        write(webhook, hook.kept); // deliveries stand beside it
    auto delivery = Delivery{.id = random_id(random, "msg_"),
                             .type = std::string{type},
                             .at = {now},
                             .next = {now},
                             .payload = {std::move(payload)}};
    auto const waiting = std::ranges::count_if(hook.deliveries, waits);
    if (hook.kept.resting.at != 0 && !is_test(delivery))
        give_up(webhook, delivery, rests_now);
    else if (static_cast<std::size_t>(waiting) >= waiting_most)
        give_up(webhook, delivery, too_many_wait);
    else
        write(webhook, delivery);
    hook.deliveries.push_back(std::move(delivery));
    ++hook.not_durable;
    hook.due = 0;
    forget_oldest(webhook, hook);
}

void Webhooks::committed()
{
    for (auto& [id, hook] : hooks_)
        hook.not_durable = 0;
}

Webhooks::Again Webhooks::send_again(std::string const& webhook, std::string_view delivery, Instant now)
{
    auto const found = hooks_.find(webhook);
    if (found == hooks_.end())
        return Again::unknown;
    auto& hook = found->second;
    auto const one = std::ranges::find(hook.deliveries, delivery, &Delivery::id);
    if (one == hook.deliveries.end())
        return Again::unknown;
    if (waits(*one))
        return Again::waits_already;
    if (hook.kept.resting.at != 0)
        return Again::rests;
    one->state = DeliveryState::waiting;
    one->tries = 0;
    one->next = {now};
    hook.due = 0;
    write(webhook, *one);
    return Again::queued;
}

// Out of it

/// The one that has been due longest; while the webhook rests, only tests of it.
Delivery* Webhooks::next_of(Hook& hook, Instant now) const
{
    auto* next = static_cast<Delivery*>(nullptr);
    for (auto& delivery : std::span{hook.deliveries}.first(hook.deliveries.size() - hook.not_durable)) {
        auto const may_go = waits(delivery) && (hook.kept.resting.at == 0 || is_test(delivery));
        if (may_go && (next == nullptr || delivery.next.at < next->next.at))
            next = &delivery;
    }
    if (next == nullptr || next->next.at > now)
        hook.due = next == nullptr ? (hook.not_durable == 0 ? never : 0) : next->next.at;
    return next != nullptr && next->next.at <= now ? next : nullptr;
}

Posting Webhooks::posting_of(std::string const& webhook, Hook const& hook, Delivery const& delivery, std::string url,
                             Instant now)
{
    auto posting = Posting{.key = key_of(webhook, delivery.id),
                           .url = std::move(url),
                           .id = delivery.id,
                           .timestamp = std::to_string(now / 1000),
                           .signature = {},
                           .body = delivery.payload.text};
    auto const sign = [&](std::string_view secret) {
        return webhook_signature(secret, posting.id, posting.timestamp, posting.body);
    };
    posting.signature = sign(hook.kept.secret);
    if (!hook.kept.former.empty() && now < hook.kept.former_until.at)
        posting.signature += ' ' + sign(hook.kept.former);
    return posting;
}

std::vector<Posting> Webhooks::take_due(Instant now, std::function<Leave(std::string const& webhook)> const& leave)
{
    auto postings = std::vector<Posting>{};
    for (auto& [id, hook] : hooks_) {
        if (!hook.under_way.empty() || hook.due > now)
            continue;
        auto* next = next_of(hook, now);
        if (next == nullptr)
            continue;
        auto allowed = leave(id);
        switch (allowed.effect) {
        case Leave::Effect::give_up: give_up(id, *next, allowed.problem); break;
        case Leave::Effect::send:
            hook.under_way = next->id;
            postings.push_back(posting_of(id, hook, *next, std::move(allowed.url), now));
            break;
        }
    }
    return postings;
}

std::optional<std::string> Webhooks::posted(std::string_view key, PostingResult const& result, Random& random, Instant now)
{
    auto const parts = parts_of(key);
    auto const found = parts ? hooks_.find(parts->first) : hooks_.end();
    if (found == hooks_.end())
        return std::nullopt; // deleted meanwhile
    auto& [id, hook] = *found;
    auto& kept = hook.kept;
    hook.under_way.clear();
    hook.due = 0;
    auto const one = std::ranges::find(hook.deliveries, parts->second, &Delivery::id);
    if (one == hook.deliveries.end())
        return std::nullopt;

    auto& delivery = *one;
    ++delivery.tries;
    delivery.tried = {now};
    delivery.status = result.status;
    delivery.took_ms = result.took_ms;
    if (result.status >= 200 && result.status < 300) {
        delivery.state = DeliveryState::delivered;
        delivery.next = {};
        delivery.problem.clear();
        write(id, delivery);
        kept.failures = 0;
        kept.failing = kept.resting = {};
        kept.delivered = {now};
        write(id, kept);
        forget_oldest(id, hook);
        return std::nullopt;
    }

    auto const tries = static_cast<std::size_t>(delivery.tries);
    if (is_test(delivery) || tries > posting_pauses_ms.size()) {
        give_up(id, delivery, sentence_of(result));
    } else {
        delivery.problem = sentence_of(result);
        delivery.next = {now + a_little_longer(posting_pauses_ms[tries - 1], random)};
        write(id, delivery);
    }
    if (kept.failures++ == 0)
        kept.failing = {now};
    auto const is_awake = kept.resting.at == 0;
    auto const has_enough = kept.failures >= rests_after_failures && now - kept.failing.at >= rests_after_ms;
    if (is_awake && (has_enough || result.status == gone))
        rest(id, hook, now);
    write(id, kept);
    auto const fell_asleep = is_awake && kept.resting.at != 0;
    forget_oldest(id, hook);
    return fell_asleep ? std::optional{id} : std::nullopt;
}

void Webhooks::give_up(std::string const& webhook, Delivery& delivery, std::string_view problem)
{
    delivery.state = DeliveryState::failed;
    delivery.next = {};
    delivery.problem = problem;
    write(webhook, delivery);
}

void Webhooks::rest(std::string const& webhook, Hook& hook, Instant now)
{
    hook.kept.resting = {now};
    for (auto& delivery : hook.deliveries) {
        if (waits(delivery) && !is_test(delivery))
            give_up(webhook, delivery, rests_now);
    }
}

void Webhooks::forget_oldest(std::string const& webhook, Hook& hook)
{
    auto const keep = [&](DeliveryState state, std::size_t most) {
        auto const is_one = [state](Delivery const& delivery) { return delivery.state == state; };
        auto count = static_cast<std::size_t>(std::ranges::count_if(hook.deliveries, is_one));
        for (auto at = hook.deliveries.begin(); count > most && at != hook.deliveries.end();) {
            if (!is_one(*at)) {
                ++at;
                continue;
            }
            writes_.push_back({SecretTable::deliveries, key_of(webhook, at->id), std::nullopt});
            auto const was_durable = at - hook.deliveries.begin() <
                                     static_cast<std::ptrdiff_t>(hook.deliveries.size() - hook.not_durable);
            hook.not_durable -= was_durable ? 0 : 1;
            at = hook.deliveries.erase(at);
            --count;
        }
    };
    keep(DeliveryState::delivered, delivered_kept);
    keep(DeliveryState::failed, failed_kept);
}

// Looking

wire::Deliveries Webhooks::page(std::string const& webhook, std::string_view after, std::size_t limit) const
{
    auto result = wire::Deliveries{};
    auto const found = hooks_.find(webhook);
    if (found == hooks_.end())
        return result;
    auto const& all = found->second.deliveries;
    auto const last = std::ranges::find(all, after, &Delivery::id);
    auto left = static_cast<std::size_t>((after.empty() ? all.end() : last) - all.begin());
    while (left > 0 && result.deliveries.size() < limit) {
        result.deliveries.push_back(all[--left]);
        result.deliveries.back().payload = {};
    }
    if (left > 0)
        result.next = result.deliveries.back().id;
    return result;
}

wire::WebhookState Webhooks::state(std::string const& webhook) const
{
    auto result = wire::WebhookState{.webhook = webhook};
    auto const found = hooks_.find(webhook);
    if (found == hooks_.end())
        return result;
    auto const& [kept, deliveries, not_durable, under_way, due] = found->second;
    result.speaks_for = kept.speaks_for;
    result.has_secret = !kept.secret.empty();
    result.resting = kept.resting;
    result.delivered = kept.delivered;
    result.waiting = std::ranges::count_if(deliveries, waits);
    result.failed = std::ranges::count(deliveries, DeliveryState::failed, &Delivery::state);
    return result;
}

} // namespace castellan
