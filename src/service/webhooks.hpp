// What webhooks have still to say, and what they have said: their secrets, a queue that outlasts the process, and the log
// of their deliveries. When something is sent, and whether again, is decided here; sending is somebody else's
// (service/posting.hpp). Every change is put into `writes`, for the next batch, so that what a change has to tell is in the
// same transaction as the change: each message goes at least once, and bears the same id each time.
#pragma once

#include "service/posting.hpp"
#include "service/random.hpp"
#include "service/store.hpp"
#include "wire/webhook_json.hpp"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

/// The kind of change by which a webhook is tried out; its message is tried once, and also while the webhook rests.
inline constexpr std::string_view test_type = "webhook.run";

/// Pauses after the first try, the second …; when they are used up, the message is given up. Each is up to a tenth longer, so
/// that what failed together does not come back together. (The table of Standard Webhooks, to its seventh try.)
inline constexpr auto posting_pauses_ms =
    std::to_array<Instant>({5'000, 300'000, 1'800'000, 7'200'000, 18'000'000, 36'000'000});

class Webhooks {
public:
    /// A webhook rests after so many tries in a row without success, over at least so long.
    static constexpr std::int64_t rests_after_failures = 20;
    static constexpr Instant rests_after_ms = Instant{4} * 60 * 60 * 1000;
    /// After a rotation the former secret signs beside the new one, so that receivers change at leisure.
    static constexpr Instant former_signs_ms = Instant{24} * 60 * 60 * 1000;

    // Of each webhook. What comes beyond is given up at once, and the oldest of the others are forgotten.
    static constexpr std::size_t waiting_most = 1'000;
    static constexpr std::size_t delivered_kept = 100;
    static constexpr std::size_t failed_kept = 300;

    explicit Webhooks(std::vector<SecretWrite>& writes) : writes_(writes) {}

    /// Takes the place of everything by what the store has. False if something can't be read: a secret must not be lost by
    /// that.
    [[nodiscard]] bool load(std::vector<KeyValue> const& webhooks, std::vector<KeyValue> const& deliveries);

    [[nodiscard]] bool empty() const { return hooks_.empty(); }

    /// A new secret, which is known to nobody else afterwards. From now on the webhook speaks for this person.
    [[nodiscard]] std::string renew_secret(std::string const& webhook, std::string_view person, Random& random, Instant now);

    /// Somebody has said anew where it goes, or what it tells: it speaks for him, and no longer rests.
    void speak_for(std::string const& webhook, std::string_view person);

    /// Forgets those of which this says no: they are gone.
    void keep_only(std::function<bool(std::string const& webhook)> const& is_there);

    /// Whom it speaks for; empty: nobody, since it has never got a secret.
    [[nodiscard]] std::string_view speaker(std::string const& webhook) const;

    /// Something to tell. It leaves when `committed` was told.
    void add(std::string const& webhook, std::string_view type, std::string payload, Random& random, Instant now);
    void committed();

    /// What a webhook may do just now.
    struct Leave {
        enum class Effect : std::uint8_t { send, give_up } effect = Effect::give_up;
        std::string url;     // of `send`
        std::string problem; // of `give_up`
    };

    /// What is due, one of each webhook at a time, each to be given back by `posted`.
    [[nodiscard]] std::vector<Posting> take_due(Instant now, std::function<Leave(std::string const& webhook)> const& leave);

    /// What came of a try. The id of the webhook if it rests from now on.
    [[nodiscard]] std::optional<std::string> posted(std::string_view key, PostingResult const& result, Random& random,
                                                    Instant now);

    enum class Again : std::uint8_t { queued, unknown, waits_already, rests };
    /// One that was given up or delivered is sent once more, from the first try on.
    [[nodiscard]] Again send_again(std::string const& webhook, std::string_view delivery, Instant now);

    /// The newest first, from the one behind `after` on; without payloads. An `after` that is gone is the beginning.
    [[nodiscard]] wire::Deliveries page(std::string const& webhook, std::string_view after, std::size_t limit) const;
    [[nodiscard]] wire::WebhookState state(std::string const& webhook) const;

private:
    struct Hook {
        wire::KeptWebhook kept;
        std::vector<wire::Delivery> deliveries; // the oldest first
        std::size_t not_durable = 0;            // so many of the last are not yet
        std::string under_way;                  // the delivery that is just being tried; empty: none
        Instant due = 0;                        // nothing of it is due before
    };

    void write(std::string const& webhook, wire::KeptWebhook const& kept);
    void write(std::string const& webhook, wire::Delivery const& delivery);
    void forget(std::string const& webhook, Hook& hook);
    [[nodiscard]] wire::Delivery* next_of(Hook& hook, Instant now) const;
    [[nodiscard]] static Posting posting_of(std::string const& webhook, Hook const& hook, wire::Delivery const& delivery,
                                            std::string url, Instant now);
    void give_up(std::string const& webhook, wire::Delivery& delivery, std::string_view problem);
    void rest(std::string const& webhook, Hook& hook, Instant now);
    void forget_oldest(std::string const& webhook, Hook& hook);

    std::vector<SecretWrite>& writes_;
    std::unordered_map<std::string, Hook> hooks_; // by id
};

/// Whether a pattern of a webhook's settings stands for a kind: "safe.sync", "safe.*", "*".
[[nodiscard]] bool stands_for(std::string_view pattern, std::string_view kind);

} // namespace castellan
