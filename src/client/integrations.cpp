#include "client/integrations.hpp"

#include "wire/codec.hpp"

#include <algorithm>
#include <utility>

namespace castellan::client {

namespace {

constexpr std::string_view deliveries_shown = "?limit=100";

template <class Body>
auto into(Body& place)
{
    return [&place](std::string_view body) {
        auto read = body.empty() ? Body{} : wire::decode<Body>(body);
        if (read)
            place = *std::move(read);
        return read.has_value();
    };
}

} // namespace

Reading::Reading(Transport& transport, std::function<bool(std::string_view body)> take, std::function<void()> changed)
    : transport_(transport), take_(std::move(take)), changed_(std::move(changed))
{
}

void Reading::want(std::string const& path)
{
    if (path == path_)
        return;
    path_ = path;
    static_cast<void>(take_({}));
    state_ = State::idle;
    ++question_;
    again_ = false;
    refresh();
}

void Reading::refresh()
{
    again_ = state_ == State::loading;
    if (path_.empty() || again_)
        return;
    state_ = State::loading;
    transport_.request({.method = "GET", .path = path_, .headers = {}, .body = {}},
                       [this, question = ++question_](Answer const& answer) {
                           if (question != question_)
                               return; // another one was asked since
                           auto const is_read = answer.status == 200 && take_(answer.body);
                           auto const is_denied = answer.status == 403 || answer.status == 404;
                           state_ = is_read ? State::ready : is_denied ? State::denied : State::failed;
                           changed_();
                           if (std::exchange(again_, false))
                               refresh();
                       });
}

Integrations::Integrations(Transport& transport, std::function<void()> changed)
    : read_keys_(transport, into(keys_), changed),
      read_webhooks_(transport, into(webhooks_), changed),
      read_deliveries_(transport, into(deliveries_), changed)
{
}

void Integrations::want_keys(std::string_view account)
{
    read_keys_.want("/api/v1/accounts/" + std::string{account} + "/keys");
}

void Integrations::want_webhooks(std::string_view account)
{
    read_webhooks_.want("/api/v1/accounts/" + std::string{account} + "/webhooks");
}

void Integrations::want_deliveries(std::string_view webhook)
{
    read_deliveries_.want(webhook.empty() ? std::string{}
                                          : "/api/v1/webhooks/" + std::string{webhook} + "/deliveries" + std::string{deliveries_shown});
}

void Integrations::refresh()
{
    read_keys_.refresh();
    read_webhooks_.refresh();
    read_deliveries_.refresh();
}

wire::KeyState const* Integrations::key_of(std::string_view credential) const
{
    auto const found = std::ranges::find(keys_.credentials, credential, &wire::KeyState::credential);
    return found == keys_.credentials.end() ? nullptr : &*found;
}

wire::WebhookState const* Integrations::state_of(std::string_view webhook) const
{
    auto const found = std::ranges::find(webhooks_.webhooks, webhook, &wire::WebhookState::webhook);
    return found == webhooks_.webhooks.end() ? nullptr : &*found;
}

bool Integrations::is_waiting() const
{
    return std::ranges::any_of(deliveries_.deliveries, [](wire::Delivery const& delivery) {
        return delivery.state == wire::DeliveryState::waiting && delivery.tries == 0;
    });
}

} // namespace castellan::client
