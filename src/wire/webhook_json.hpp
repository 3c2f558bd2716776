// Webhooks beyond their row: what their settings say, how they are doing, what they have delivered, and how the service
// keeps all that.
#pragma once

#include "wire/schema.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace castellan::wire {

/// What `settings` of a webhook may say.
struct WebhookSettings {
    /// Which changes are told: "safe.sync", "safe.*", "*". Empty: all.
    std::vector<std::string> events;
    bool paused = false; // nothing is told until it is off again
};

enum class DeliveryState : std::uint8_t {
    waiting,   // for its first try, or its next
    delivered, // the receiver answered 2xx
    failed     // given up; can be sent again
};
template <>
inline constexpr auto words_of<DeliveryState> = std::to_array<std::string_view>({"waiting", "delivered", "failed"});

/// One message to a receiver, and what became of its latest try.
struct Delivery {
    std::string id;   // the header webhook-id, the same in each try
    std::string type; // "safe.sync"; left out for who may not list what it is about
    When at;          // when it came about
    DeliveryState state = DeliveryState::waiting;
    std::int64_t tries = 0;
    When tried;               // the latest try
    When next;                // the next one, while it waits
    std::int64_t status = 0;  // of the latest answer; 0: there was none
    std::int64_t took_ms = 0; // the latest try
    std::string problem;      // why the latest try did not succeed
    Json payload;             // only where the service keeps it
};

/// A page of them, the newest first.
struct Deliveries {
    std::vector<Delivery> deliveries;
    std::string next; // ask on with this as `after`; empty: there is no more
};

/// How one webhook is doing.
struct WebhookState {
    std::string webhook;
    std::string speaks_for; // whose eyes its messages are cut to: who last said where they go
    bool has_secret = false;
    When resting; // since when it rests, after too many failures
    std::int64_t waiting = 0;
    std::int64_t failed = 0;
    When delivered; // the latest success
};

struct WebhookStates {
    std::vector<WebhookState> webhooks;
};

/// The key that receivers verify signatures with: shown once.
struct WebhookSecret {
    std::string secret; // "whsec_…"
};

/// What the service keeps of a webhook beside its row in the world.
struct KeptWebhook {
    std::string secret; // "whsec_…"
    std::string former; // signs beside it for a while after a rotation
    When former_until;
    std::string speaks_for;
    std::int64_t failures = 0; // tries in a row without success
    When failing;              // since when
    When resting;
    When delivered;
};

template <>
inline constexpr std::string_view title_of<WebhookSettings> = "WebhookSettings";
template <>
inline constexpr auto members_of<WebhookSettings> = std::to_array<Member>({
    at_most(of(optional<&WebhookSettings::events>("events"), list_of<short_text>), 100),
    optional<&WebhookSettings::paused>("paused"),
});

template <>
inline constexpr std::string_view title_of<Delivery> = "Delivery";
template <>
inline constexpr auto members_of<Delivery> = std::to_array<Member>({
    required<&Delivery::id>("id", id_text),
    optional<&Delivery::type>("type", short_text),
    required<&Delivery::at>("at"),
    required<&Delivery::state>("state"),
    required<&Delivery::tries>("tries"),
    optional<&Delivery::tried>("tried"),
    optional<&Delivery::next>("next"),
    optional<&Delivery::status>("status"),
    optional<&Delivery::took_ms>("took_ms"),
    optional<&Delivery::problem>("problem", line_text),
    kept_as(Shape::object, optional<&Delivery::payload>("payload"), most_settings_bytes),
});

template <>
inline constexpr std::string_view title_of<Deliveries> = "Deliveries";
template <>
inline constexpr auto members_of<Deliveries> = std::to_array<Member>({
    at_most(required<&Deliveries::deliveries>("deliveries"), 200),
    optional<&Deliveries::next>("next", id_text),
});

template <>
inline constexpr std::string_view title_of<WebhookState> = "WebhookState";
template <>
inline constexpr auto members_of<WebhookState> = std::to_array<Member>({
    required<&WebhookState::webhook>("webhook", id_text),
    optional<&WebhookState::speaks_for>("speaks_for", id_text),
    required<&WebhookState::has_secret>("has_secret"),
    optional<&WebhookState::resting>("resting"),
    required<&WebhookState::waiting>("waiting"),
    required<&WebhookState::failed>("failed"),
    optional<&WebhookState::delivered>("delivered"),
});

template <>
inline constexpr std::string_view title_of<WebhookStates> = "WebhookStates";
template <>
inline constexpr auto members_of<WebhookStates> = std::to_array<Member>({
    required<&WebhookStates::webhooks>("webhooks"),
});

template <>
inline constexpr std::string_view title_of<WebhookSecret> = "WebhookSecret";
template <>
inline constexpr auto members_of<WebhookSecret> = std::to_array<Member>({
    required<&WebhookSecret::secret>("secret", short_text),
});

template <>
inline constexpr std::string_view title_of<KeptWebhook> = "KeptWebhook";
template <>
inline constexpr auto members_of<KeptWebhook> = std::to_array<Member>({
    optional<&KeptWebhook::secret>("secret", short_text),
    optional<&KeptWebhook::former>("former", short_text),
    optional<&KeptWebhook::former_until>("former_until"),
    optional<&KeptWebhook::speaks_for>("speaks_for", new_id_text),
    optional<&KeptWebhook::failures>("failures"),
    optional<&KeptWebhook::failing>("failing"),
    optional<&KeptWebhook::resting>("resting"),
    optional<&KeptWebhook::delivered>("delivered"),
});

} // namespace castellan::wire
