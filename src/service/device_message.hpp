// What makes a message a device's own: one header field with who, when, the how-manieth, and an Ed25519 signature over
// that and the message (docs/DEVICES.md). Both ends are here, for whoever plays a device.
#pragma once

#include "model/things.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace castellan {

/// An Ed25519 key's public half.
using DeviceKey = std::array<unsigned char, 32>;
/// Both halves, as libsodium keeps them.
using DeviceSecretKey = std::array<unsigned char, 64>;
using DeviceSignature = std::array<unsigned char, 64>;

/// The field `Castellan-Device: s1 1700000000000 42 SIGNATURE`.
struct DeviceStamp {
    std::string_view device; // the safe's id
    Instant time = 0;        // by the device's clock
    std::uint64_t number = 0; // one more with each message, at least
    DeviceSignature signature{};
};

/// The part of a message that is signed besides the stamp.
struct DeviceMessage {
    std::string_view method; // "POST"
    std::string_view target; // path and query as sent
    std::string_view body;
};

/// Nothing if it is not exactly of that form.
[[nodiscard]] std::optional<DeviceStamp> read_stamp(std::string_view field);

/// The text that is signed.
[[nodiscard]] std::string canonical_text(DeviceMessage const& message, DeviceStamp const& stamp);

[[nodiscard]] bool is_signed_by(DeviceKey const& key, DeviceMessage const& message, DeviceStamp const& stamp);

/// The value of the field for a message of this device.
[[nodiscard]] std::string stamp_field(DeviceSecretKey const& key, DeviceMessage const& message, std::string_view device,
                                      Instant time, std::uint64_t number);

/// An Ed25519 key from text: 64 hexadecimal digits that are a point on the curve.
[[nodiscard]] std::optional<DeviceKey> device_key_of(std::string_view hex_text);

// The secret that both ends agree on (X25519), of which emergency codes are made.

struct AgreementKeys {
    std::array<unsigned char, 32> secret;
    std::array<unsigned char, 32> open;
};
[[nodiscard]] AgreementKeys agreement_keys(std::array<unsigned char, 32> const& secret);

/// HMAC-SHA256, keyed with the X25519 agreement of `mine` and `theirs`, over "castellan-hotp-1" and both public keys, the
/// device's first; its first 20 bytes. Empty if the other's key is none (RFC 7748 6.1).
[[nodiscard]] std::string agreed_secret(AgreementKeys const& mine, std::array<unsigned char, 32> const& device,
                                        std::array<unsigned char, 32> const& server);

} // namespace castellan
