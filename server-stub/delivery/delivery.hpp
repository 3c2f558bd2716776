// Delivers messages: e-mail by SMTP and text messages by a gateway where they are configured, by the outbox otherwise.
#pragma once

#include "server-stub/delivery/courier.hpp"
#include "server-stub/delivery/sms_gateway.hpp"
#include "server-stub/delivery/smtp_carrier.hpp"

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace castellan::server {

/// As an operator says it on the command line. Secrets come from files.
struct DeliveryOptions {
    std::string smtp_url;
    std::string smtp_from;
    std::string smtp_user;
    std::filesystem::path smtp_password_file;
    std::string sms_url;
    std::filesystem::path sms_token_file;
    std::filesystem::path authorities; // certificates to believe
};

/// Where messages go.
struct DeliveryPlan {
    std::optional<SmtpOptions> smtp;
    std::optional<SmsOptions> sms;
    std::filesystem::path outbox;

    /// Reads the secrets' files. The problem, as a sentence, if something does not fit together.
    [[nodiscard]] static std::expected<DeliveryPlan, std::string> of(DeliveryOptions const& options,
                                                                     std::filesystem::path const& data);
    /// For the operator, without secrets: "e-mail by mail.example, text messages in the outbox".
    [[nodiscard]] std::string says() const;
};

class Delivery {
public:
    explicit Delivery(DeliveryPlan plan, CourierOptions const& options = {});

    /// Never waits.
    void deliver(std::vector<Message> messages);

private:
    std::unique_ptr<Courier> email_;
    std::unique_ptr<Courier> sms_;
    std::unique_ptr<Courier> outbox_;
};

} // namespace castellan::server
