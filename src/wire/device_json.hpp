// What safes and the service say to each other (docs/DEVICES.md). Instants are milliseconds since 1970, and keys
// hexadecimal: devices are small.
#pragma once

#include "wire/schema.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace castellan::wire {

/// POST /api/v1/safes/{safe}/pairing_code: shown once, for typing into the device.
struct PairingOffer {
    std::string code;
    When expires;
};

/// POST /api/v1/device/pair
struct DevicePairing {
    std::string serial;
    std::string code;
    std::string public_key;    // Ed25519, that signs the device's messages from now on
    std::string agreement_key; // X25519, made for this pairing alone
};

struct DevicePaired {
    std::string safe;          // the name by which the device speaks from now on
    std::string agreement_key; // the server's, of which both make the secret of emergency codes
    std::int64_t time = 0;
    std::int64_t heartbeat_ms = 0;
};

/// What became of an order.
struct OrderResult {
    std::int64_t order = 0;
    OrderState state = OrderState::done; // done or failed
    std::string detail;                  // of failed: why
};

/// POST /api/v1/device/heartbeat
struct Heartbeat {
    std::optional<std::string> firmware;
    std::int64_t taken = 0;   // the device has taken note of all orders up to this number
    std::int64_t counter = 0; // the next emergency code that it would accept
    std::vector<OrderResult> results;
    std::int64_t wait_ms = 0; // how long the answer may be held back while there is no order
};

/// What the device is to do, once, whatever happens to answers.
struct DeviceOrder {
    std::int64_t number = 0;
    OrderKind kind = OrderKind::sync;
    std::int64_t expires = 0; // not to be begun afterwards
    std::string version;      // of upgrade; empty: the newest
    std::string tag;          // of enroll
    std::string two_person;   // of sync and settings: off, any, administrator
};

struct HeartbeatAnswer {
    std::int64_t time = 0;
    std::int64_t heartbeat_ms = 0;
    std::vector<DeviceOrder> orders;
};

inline constexpr auto key_text = TextLimits{Format::line, 64, false};
inline constexpr std::uint32_t most_results = 32;
inline constexpr std::int64_t most_exact = std::int64_t{1} << 53U;

template <>
inline constexpr std::string_view title_of<PairingOffer> = "PairingCode";
template <>
inline constexpr auto members_of<PairingOffer> = std::to_array<Member>({
    required<&PairingOffer::code>("code", short_text),
    required<&PairingOffer::expires>("expires"),
});

template <>
inline constexpr std::string_view title_of<DevicePairing> = "DevicePairing";
template <>
inline constexpr auto members_of<DevicePairing> = std::to_array<Member>({
    required<&DevicePairing::serial>("serial", {Format::line, 120, false}),
    required<&DevicePairing::code>("code", {Format::line, 64, false}),
    required<&DevicePairing::public_key>("public_key", key_text),
    required<&DevicePairing::agreement_key>("agreement_key", key_text),
});

template <>
inline constexpr std::string_view title_of<DevicePaired> = "DevicePaired";
template <>
inline constexpr auto members_of<DevicePaired> = std::to_array<Member>({
    required<&DevicePaired::safe>("safe", id_text),
    required<&DevicePaired::agreement_key>("agreement_key", key_text),
    required<&DevicePaired::time>("time"),
    required<&DevicePaired::heartbeat_ms>("heartbeat_ms"),
});

template <>
inline constexpr std::string_view title_of<OrderResult> = "OrderResult";
template <>
inline constexpr auto members_of<OrderResult> = std::to_array<Member>({
    between(required<&OrderResult::order>("order"), 0, most_exact),
    required<&OrderResult::state>("state"),
    optional<&OrderResult::detail>("detail", line_text),
});

template <>
inline constexpr std::string_view title_of<Heartbeat> = "Heartbeat";
template <>
inline constexpr auto members_of<Heartbeat> = std::to_array<Member>({
    optional<&Heartbeat::firmware>("firmware", short_text),
    between(optional<&Heartbeat::taken>("taken"), 0, most_exact),
    between(optional<&Heartbeat::counter>("counter"), 0, most_exact),
    at_most(optional<&Heartbeat::results>("results"), most_results),
    between(optional<&Heartbeat::wait_ms>("wait_ms"), 0, 20'000),
});

template <>
inline constexpr std::string_view title_of<DeviceOrder> = "DeviceOrder";
template <>
inline constexpr auto members_of<DeviceOrder> = std::to_array<Member>({
    required<&DeviceOrder::number>("number"),
    required<&DeviceOrder::kind>("kind"),
    required<&DeviceOrder::expires>("expires"),
    optional<&DeviceOrder::version>("version", short_text),
    optional<&DeviceOrder::tag>("tag", short_text),
    optional<&DeviceOrder::two_person>("two_person", short_text),
});

template <>
inline constexpr std::string_view title_of<HeartbeatAnswer> = "HeartbeatAnswer";
template <>
inline constexpr auto members_of<HeartbeatAnswer> = std::to_array<Member>({
    required<&HeartbeatAnswer::time>("time"),
    required<&HeartbeatAnswer::heartbeat_ms>("heartbeat_ms"),
    required<&HeartbeatAnswer::orders>("orders"),
});

} // namespace castellan::wire
