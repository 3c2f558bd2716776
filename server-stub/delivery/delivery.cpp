#include "server-stub/delivery/delivery.hpp"

#include "server-stub/delivery/outbox.hpp"
#include "server-stub/http/host_names.hpp"
#include "server-stub/log.hpp"

#include <algorithm>
#include <format>
#include <fstream>
#include <iterator>

namespace castellan::server {

namespace {

/// The first line of a file that should be its owner's alone.
std::expected<std::string, std::string> secret_in(std::filesystem::path const& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::string secret;
    if (!stream || !std::getline(stream, secret))
        return std::unexpected(std::format("{} can't be read, or is empty.", file.string()));
    secret.erase(secret.find_last_not_of(" \t\r\n") + 1);
    if (secret.empty() || std::ranges::any_of(secret, [](char c) { return static_cast<unsigned char>(c) < ' '; }))
        return std::unexpected(std::format("{} must hold one line, the secret.", file.string()));

    using std::filesystem::perms;
    std::error_code error;
    auto const mode = std::filesystem::status(file, error).permissions();
    if (!error && (mode & (perms::group_read | perms::others_read)) != perms::none)
        log::warning("{} can be read by others. Close it to them: chmod 600.", file.string());
    return secret;
}

bool goes_in_clear(std::string_view url, std::string_view plain)
{
    return url.starts_with(plain) && !is_loopback(host_in(url));
}

} // namespace

std::expected<DeliveryPlan, std::string> DeliveryPlan::of(DeliveryOptions const& options, std::filesystem::path const& data)
{
    DeliveryPlan plan{.smtp = {}, .sms = {}, .outbox = Outbox::file_in(data)};
    if (options.smtp_url.empty() &&
        !(options.smtp_from.empty() && options.smtp_user.empty() && options.smtp_password_file.empty()))
        return std::unexpected("--smtp-from, --smtp-user and --smtp-password-file need --smtp-url.");
    if (options.sms_url.empty() && !options.sms_token_file.empty())
        return std::unexpected("--sms-token-file needs --sms-url.");

    if (!options.smtp_url.empty()) {
        if (auto const problem = problem_of_url(options.smtp_url, "smtps", "smtp"); !problem.empty())
            return std::unexpected(std::format("--smtp-url {}.", problem));
        auto const at = options.smtp_from.find('@');
        auto const is_plain = [](char c) { return c > ' ' && c < '\x7f' && c != '<' && c != '>'; };
        if (at == std::string::npos || at == 0 || at + 1 == options.smtp_from.size() ||
            !std::ranges::all_of(options.smtp_from, is_plain))
            return std::unexpected("--smtp-from must be an e-mail address, from which messages come.");
        if (options.smtp_user.empty() != options.smtp_password_file.empty())
            return std::unexpected("--smtp-user and --smtp-password-file belong together.");
        plan.smtp = SmtpOptions{.endpoint = {options.smtp_url, options.authorities},
                                .from = options.smtp_from,
                                .user = options.smtp_user,
                                .password = {}};
        if (!options.smtp_password_file.empty()) {
            auto password = secret_in(options.smtp_password_file);
            if (!password)
                return std::unexpected(password.error());
            plan.smtp->password = *std::move(password);
        }
    }
    if (!options.sms_url.empty()) {
        if (auto const problem = problem_of_url(options.sms_url, "https", "http"); !problem.empty())
            return std::unexpected(std::format("--sms-url {}.", problem));
        if (goes_in_clear(options.sms_url, "http://"))
            return std::unexpected("--sms-url must be https://: codes and the token would go through the network in clear.");
        plan.sms = SmsOptions{.endpoint = {options.sms_url, options.authorities}, .token = {}};
        if (!options.sms_token_file.empty()) {
            auto token = secret_in(options.sms_token_file);
            if (!token)
                return std::unexpected(token.error());
            plan.sms->token = *std::move(token);
        }
    }
    return plan;
}

std::string DeliveryPlan::says() const
{
    auto const where = [](auto const& configured) {
        return configured ? std::format("by {}", host_in(configured->endpoint.url)) : std::string("in the outbox");
    };
    return std::format("e-mail {}, text messages {}", where(smtp), where(sms));
}

Delivery::Delivery(DeliveryPlan plan, CourierOptions const& options)
{
    if (!plan.smtp || !plan.sms)
        outbox_ = std::make_unique<Courier>(std::make_unique<Outbox>(std::move(plan.outbox)), options);
    if (plan.smtp)
        email_ = std::make_unique<Courier>(std::make_unique<SmtpCarrier>(*std::move(plan.smtp)), options);
    if (plan.sms)
        sms_ = std::make_unique<Courier>(std::make_unique<SmsGateway>(*std::move(plan.sms)), options);
}

void Delivery::deliver(std::vector<Message> messages)
{
    for (auto& message : messages) {
        auto const& configured = message.channel == Channel::email ? email_ : sms_;
        (configured ? *configured : *outbox_).take(std::move(message));
    }
}

} // namespace castellan::server
