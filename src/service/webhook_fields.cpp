#include "service/webhook_fields.hpp"

#include "wire/change_json.hpp"
#include "wire/codec.hpp"
#include "wire/webhook_json.hpp"

#include <algorithm>
#include <format>
#include <string_view>

namespace castellan {

namespace {

using wire::WireError;

/// Of an address: a scheme and a host, no name or password, nothing behind `#`.
std::optional<WireError> check_url(std::string_view url, std::string path)
{
    auto const scheme = url.substr(0, std::min(url.find("://"), url.size()));
    if (scheme != "https" && scheme != "http")
        return WireError{std::move(path), "must begin with `https://`"};
    auto const rest = url.substr(scheme.size() + 3);
    auto const authority = rest.substr(0, std::min(rest.find_first_of("/?"), rest.size()));
    if (authority.empty() || authority.starts_with(':'))
        return WireError{std::move(path), "must name a host"};
    if (authority.contains('@'))
        return WireError{std::move(path), "must hold no name or password: sign-in is by the signature"};
    auto const is_plain = [](char letter) { return letter > ' ' && letter < '\x7f' && letter != '\\' && letter != '#'; };
    if (!std::ranges::all_of(url, is_plain))
        return WireError{std::move(path), "must be an address without blanks, `\\` and `#`"};
    return std::nullopt;
}

/// "safe.sync", "safe.*", "*".
bool is_pattern(std::string_view text)
{
    auto const is_word = [](std::string_view word) {
        return !word.empty() && std::ranges::all_of(word, [](char letter) {
            return (letter >= 'a' && letter <= 'z') || letter == '_';
        });
    };
    if (text == "*")
        return true;
    auto const point = text.find('.');
    return point != text.npos && is_word(text.substr(0, point)) &&
           (text.substr(point + 1) == "*" || is_word(text.substr(point + 1)));
}

std::optional<WireError> check_settings(std::string const& json, std::string const& path)
{
    auto const settings = wire::decode<wire::WebhookSettings>(json);
    if (!settings)
        return wire::within(path, settings.error());
    for (std::size_t at = 0; at < settings->events.size(); ++at) {
        if (!is_pattern(settings->events[at]))
            return WireError{std::format("{}.events[{}]", path, at), "must be a kind like `safe.sync`, `safe.*`, or `*`"};
    }
    return std::nullopt;
}

} // namespace

std::optional<WireError> check_webhook(IntegrationFields const& fields, std::string const& before, bool needs_url)
{
    if (needs_url && !fields.url)
        return WireError{before + "url", "must be given"};
    if (fields.url) {
        if (auto problem = check_url(*fields.url, before + "url"))
            return problem;
    }
    return fields.settings ? check_settings(*fields.settings, before + "settings") : std::nullopt;
}

} // namespace castellan
