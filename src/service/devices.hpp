// The devices that safes are: which key speaks for a safe, how far its messages are, the secret of its emergency codes;
// and the codes by which a device is paired with a safe that was registered. All of it is secret, and in a table of its
// own.
#pragma once

#include "service/device_message.hpp"
#include "service/random.hpp"
#include "service/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

struct PairingCode {
    std::string code; // known to nobody afterwards
    Instant until = 0;
};

class Devices {
public:
    /// Every change is put into `writes`, for the next batch.
    explicit Devices(std::vector<SecretWrite>& writes) : writes_(writes) {}

    /// Takes the place of everything by what the store has; codes that are over by now are taken out of it. False if
    /// something can't be read: a safe must not lose its device by that.
    [[nodiscard]] bool load(std::vector<KeyValue> const& stored, Instant now);

    // Pairing

    static constexpr Instant code_lasts_ms = Instant{15} * 60 * 1000;
    static constexpr std::size_t code_letters = 12; // 60 bits
    static constexpr std::uint32_t code_tries_most = 10;

    /// A code for the safe with this id, in place of any former one. What is paired with it stays so until the code is used.
    [[nodiscard]] PairingCode offer(std::string const& safe, Random& random, Instant now);

    /// The safe, of those with a code that `has_serial` accepts, whose code this is; a wrong one counts as a try with each of them,
    /// and is looked at in full. Empty if there is none, or its time or its tries are over.
    [[nodiscard]] std::string safe_of_code(std::function<bool(std::string_view safe)> const& has_serial, std::string_view code,
                                           Instant now);

    /// From now on this key speaks for the safe, and no other. Its code is spent; messages and emergency codes count anew.
    void pair(std::string const& safe, DeviceKey const& key, std::string hotp_secret);

    [[nodiscard]] bool is_paired(std::string_view safe) const { return find(safe) != nullptr; }
    [[nodiscard]] std::vector<std::string> paired() const;

    /// The safe is gone, and with it its key and its code.
    void forget(std::string const& safe);

    // Messages

    /// The key that speaks for a safe; null if there is none.
    [[nodiscard]] DeviceKey const* key_of(std::string_view safe) const;

    /// Takes a message's number, which must be larger than all before it. Numbers are durable a block at a time, so that
    /// not every message is a write: after a restart those of a block that was begun count as used.
    [[nodiscard]] bool take_number(std::string const& safe, std::uint64_t number);

    /// The smallest number that would be taken.
    [[nodiscard]] std::uint64_t next_number(std::string const& safe) const;

    static constexpr std::uint64_t numbers_at_once = 1'000;

    // Emergency codes (S-16)

    /// The next code of a safe's device; it counts as used when the batch is durable. Empty if nothing is paired.
    [[nodiscard]] std::string emergency_code(std::string const& safe);

    /// The device has used codes up to this counter: never give one below it (a store may come from a backup).
    void heard_of_counter(std::string const& safe, std::uint64_t next);

private:
    struct Device {
        DeviceKey key{};
        std::string hotp_secret;
        std::uint64_t hotp_counter = 0; // of the next code
        std::uint64_t numbers_until = 0; // durable: those up to this one count as used after a restart
        std::uint64_t last_number = 0;   // since this start
    };
    struct Code {
        std::string hash;
        Instant until = 0;
        std::uint32_t tries = 0; // since this start
    };

    [[nodiscard]] static std::string encoded(Device const& device);
    [[nodiscard]] static std::optional<Device> decoded(std::string_view text);
    [[nodiscard]] Device const* find(std::string_view safe) const;
    void write(std::string const& safe, Device const& device);
    void drop_code(std::string const& safe);

    std::vector<SecretWrite>& writes_;
    std::unordered_map<std::string, Device> by_safe_;
    std::unordered_map<std::string, Code> codes_; // by safe
};

} // namespace castellan
