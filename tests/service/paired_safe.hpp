// A device in a test: its keys, its number of messages, and the header that makes a message its own.
#pragma once

#include "service/device_message.hpp"
#include "tests/service/house.hpp"

#include <string>
#include <string_view>

namespace castellan::test {

/// What makes a message wrong on purpose.
struct Falsified {
    Instant clock_off = 0;
    std::uint64_t number = 0;     // 0: the next one
    std::string_view device = {}; // empty: its own name
    std::string_view body_sent = {};   // another body than the one that was signed
    std::string_view target_sent = {}; // another address
};

class PairedSafe {
public:
    /// Pairs a device with a safe of the house, by a code that this person has had made.
    PairedSafe(House& house, std::string_view safe, std::string_view person = "ada", std::string_view key_seed = "a key");

    /// A device that knows this code.
    static Response pair(House& house, std::string_view serial, std::string_view code, PairedSafe* device = nullptr,
                         std::string_view key_seed = "a key");

    /// One heartbeat, answered.
    Response say(std::string_view body = "{}", Falsified const& falsified = {});

    /// The outcome alone: it may be held.
    Outcome say_only(std::string_view body = "{}", Falsified const& falsified = {});

    /// The same message once more, to the letter.
    Response repeat();

    std::string id;
    std::string serial;
    std::string code_secret; // of emergency codes
    DeviceSecretKey key{};
    std::uint64_t number = 0;

private:
    PairedSafe() = default;

    House* house_ = nullptr;
    std::string last_field_;
    std::string last_body_;
};

/// A code for pairing a safe, made by a person who may.
[[nodiscard]] std::string pairing_code(House& house, std::string_view safe, std::string_view person = "ada");

[[nodiscard]] std::string pairing_body(std::string_view serial, std::string_view code, std::string_view key_seed = "a key");

} // namespace castellan::test
