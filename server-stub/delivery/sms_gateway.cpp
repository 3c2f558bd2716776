#include "server-stub/delivery/sms_gateway.hpp"

#include "wire/writer.hpp"

#include <format>

namespace castellan::server {

std::expected<void, DeliveryFailure> SmsGateway::carry(Message const& message, std::atomic<bool> const& give_up)
{
    std::string body;
    wire::Writer writer(body);
    writer.object();
    writer.member("to", message.to);
    writer.member("text", message.text);
    writer.end();

    Transfer transfer(line_, options_.endpoint, "https,http", give_up);
    auto* const curl = transfer.handle();
    transfer.add_header("Content-Type: application/json");
    if (!options_.token.empty())
        transfer.add_header("Authorization: Bearer " + options_.token);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());

    auto const code = transfer.run();
    if (!code)
        return std::unexpected(code.error());
    if (*code >= 200 && *code < 300)
        return {};
    // What was refused is refused again; what was too much, or broke there, may go later.
    auto const later = *code >= 500 || *code == 408 || *code == 429;
    return std::unexpected(DeliveryFailure{
        later ? DeliveryFailure::Again::later : DeliveryFailure::Again::never, std::format("it answered {}", *code)});
}

} // namespace castellan::server
