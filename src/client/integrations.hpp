// What the service knows of integrations beside their rows: how webhooks are doing, what they delivered, when keys were used.
// It is not part of the replica, and asked for when a page shows it.
#pragma once

#include "client/transport.hpp"
#include "wire/key_json.hpp"
#include "wire/webhook_json.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::client {

/// One address, and what was last read from it.
class Reading {
public:
    enum class State : std::uint8_t { idle, loading, ready, failed, denied };

    /// `take` reads a body; false if it can't be read. `changed` is told of each answer.
    Reading(Transport& transport, std::function<bool(std::string_view body)> take, std::function<void()> changed);

    /// Asks, if it is another address than before. What was read from the former one is to be forgotten by `take("")`.
    void want(std::string const& path);
    /// Asks again; what was read stays until the answer is there.
    void refresh();

    [[nodiscard]] State state() const { return state_; }

private:
    Transport& transport_;
    std::function<bool(std::string_view)> take_;
    std::function<void()> changed_;
    std::string path_;
    State state_ = State::idle;
    std::uint64_t question_ = 0;
    bool again_ = false; // somebody asked while an answer was on its way
};

class Integrations {
public:
    Integrations(Transport& transport, std::function<void()> changed);
    Integrations(Integrations const&) = delete;
    Integrations& operator=(Integrations const&) = delete;

    // Of an account, by id.
    void want_keys(std::string_view account);
    void want_webhooks(std::string_view account);
    // Of a webhook.
    void want_deliveries(std::string_view webhook);

    /// Something has happened since.
    void refresh();

    [[nodiscard]] wire::KeyState const* key_of(std::string_view credential) const;
    [[nodiscard]] wire::WebhookState const* state_of(std::string_view webhook) const;
    [[nodiscard]] std::vector<wire::Delivery> const& deliveries() const { return deliveries_.deliveries; }
    [[nodiscard]] bool has_older_deliveries() const { return !deliveries_.next.empty(); }
    [[nodiscard]] Reading::State deliveries_state() const { return read_deliveries_.state(); }
    /// One of the deliveries waits: its outcome may be there soon.
    [[nodiscard]] bool is_waiting() const;

private:
    wire::KeyStates keys_;
    wire::WebhookStates webhooks_;
    wire::Deliveries deliveries_;
    Reading read_keys_;
    Reading read_webhooks_;
    Reading read_deliveries_;
};

} // namespace castellan::client
