// One safe as its device: what it says next, and what it makes of the answer. No clock and no network; the same seed does
// the same.
#pragma once

#include "model/roles.hpp"
#include "service/device_message.hpp"
#include "wire/device_json.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// How lively a fleet is.
struct Temper {
    bool goes_away = true;
    int fails_percent = 6;    // of orders
    int vanishes_percent = 2; // of orders: taken, and then the safe restarts in the middle
};
inline constexpr Temper steady_temper{.goes_away = false, .fails_percent = 0, .vanishes_percent = 0};

/// A request of a device.
struct DeviceRequest {
    std::string path;
    std::string body;
    std::string stamp; // the field Castellan-Device; empty while it is pairing
};

class SimulatedSafe {
public:
    struct Identity {
        std::string serial;
        DeviceSecretKey key;
        DeviceKey open_key;
        std::array<unsigned char, 32> agreement; // secret, of one pairing
        std::string id;                          // empty: not paired yet
    };
    /// The device with this serial number in a fleet with this secret: its key is always the same, its agreement of now.
    [[nodiscard]] static Identity identity(std::string serial, std::array<unsigned char, 32> const& secret);

    SimulatedSafe(Identity identity, std::uint64_t seed, Temper const& temper, Instant now);

    /// When it next wants to do something.
    [[nodiscard]] Instant due() const { return due_; }

    /// What it has to say now, if anything; one request at a time.
    [[nodiscard]] std::optional<DeviceRequest> next(Instant now);

    /// What came of it; status 0: no answer.
    void answered(int status, std::string_view body, Instant now);

    /// It needs a code to be paired.
    [[nodiscard]] bool wants_code() const { return identity_.id.empty() && code_.empty(); }
    void give_code(std::string code, Instant now);

    /// Its network is gone for so long.
    void leave(Instant now, Instant ms) { away_until_ = now + ms; }

    [[nodiscard]] Identity const& identity() const { return identity_; }
    [[nodiscard]] std::string const& firmware() const { return firmware_; }

    /// Orders that it has begun, by number: each once, whatever was delivered how often.
    [[nodiscard]] std::vector<std::int64_t> const& begun() const { return begun_; }
    /// The secret of its emergency codes, agreed on when it was paired.
    [[nodiscard]] std::string const& code_secret() const { return code_secret_; }

private:
    struct Task {
        wire::DeviceOrder order;
        Instant ends = 0;
        bool fails = false;
        bool vanishes = false;
    };

    [[nodiscard]] DeviceRequest pairing() const;
    [[nodiscard]] DeviceRequest heartbeat(Instant now);
    void take(wire::HeartbeatAnswer const& answer, Instant now);
    void work(Instant now);
    void finish(Task const& task, Instant now);
    void go_away(Instant now, Instant least, Instant most);
    [[nodiscard]] Instant between(Instant least, Instant most);
    [[nodiscard]] bool happens(int percent);

    Identity identity_;
    std::string code_;
    std::string code_secret_;
    std::mt19937_64 random_;
    Temper temper_;
    std::string firmware_;
    Instant clock_off_ = 0;
    Instant due_ = 0;
    Instant leaves_at_ = 0;
    Instant away_until_ = 0;
    Instant heartbeat_ms_ = 10'000;
    std::uint64_t number_ = 0;
    std::int64_t taken_ = 0; // a real device keeps this on its disk
    std::deque<Task> tasks_;
    std::vector<wire::OrderResult> results_;  // not yet known to have arrived
    std::size_t results_said_ = 0;            // of the message under way
    std::vector<std::int64_t> begun_;
    bool asking_ = false;
};

} // namespace castellan
