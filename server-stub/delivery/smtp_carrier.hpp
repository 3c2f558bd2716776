// E-mail, by SMTP (libcurl).
#pragma once

#include "server-stub/delivery/transfer.hpp"

namespace castellan::server {

struct SmtpOptions {
    /// smtps:// speaks TLS from the start. smtp:// has to change to it (STARTTLS), but to a server on this machine that
    /// needs no password.
    Endpoint endpoint;
    std::string from; // "castellan@hospital.example"
    std::string user; // empty: signs in nowhere
    std::string password;
};

class SmtpCarrier final : public Carrier {
public:
    explicit SmtpCarrier(SmtpOptions options) : options_(std::move(options)) {}

    [[nodiscard]] std::string_view name() const override { return "SMTP"; }
    [[nodiscard]] std::expected<void, DeliveryFailure> carry(Message const& message,
                                                             std::atomic<bool> const& give_up) override;

private:
    SmtpOptions options_;
    Line line_;
};

/// A header's value: words that are not ASCII are encoded (RFC 2047), and no line ends get in.
[[nodiscard]] std::string mail_header_text(std::string_view text);

/// "Sat, 21 Nov 2026 22:10:00 +0000"
[[nodiscard]] std::string mail_date(Instant at);

} // namespace castellan::server
