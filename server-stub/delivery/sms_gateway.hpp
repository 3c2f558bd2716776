// Text messages, by an HTTPS gateway: POST {"to":"+15550100","text":"…"} with a bearer token; any 2xx is success.
#pragma once

#include "server-stub/delivery/transfer.hpp"

namespace castellan::server {

struct SmsOptions {
    Endpoint endpoint; // https://; http:// on this machine only
    std::string token;
};

class SmsGateway final : public Carrier {
public:
    explicit SmsGateway(SmsOptions options) : options_(std::move(options)) {}

    [[nodiscard]] std::string_view name() const override { return "the gateway for text messages"; }
    [[nodiscard]] std::expected<void, DeliveryFailure> carry(Message const& message,
                                                             std::atomic<bool> const& give_up) override;

private:
    SmsOptions options_;
    Line line_;
};

} // namespace castellan::server
