// Whoever takes a message to a person: a mail server, a gateway for text messages, or the outbox.
#pragma once

#include "service/message.hpp"

#include <atomic>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace castellan::server {

struct DeliveryFailure {
    enum class Again : std::uint8_t { later, never } again = Again::later;
    std::string reason; // for the operator: neither the text, nor whom it was for
};

class Carrier {
public:
    virtual ~Carrier() = default;

    /// "SMTP"
    [[nodiscard]] virtual std::string_view name() const = 0;

    /// Delivers one message, or says why not. Called on the courier's thread; ends soon after `give_up` was set.
    [[nodiscard]] virtual std::expected<void, DeliveryFailure> carry(Message const& message,
                                                                     std::atomic<bool> const& give_up) = 0;
};

} // namespace castellan::server
