// What is said to people outside of the console: codes, links, warnings.
#pragma once

#include "model/things.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace castellan {

enum class Channel : std::uint8_t { email, sms };

/// What a message is about: all that a log may say of it.
enum class MessageKind : std::uint8_t {
    code,         // a one-time code for a change
    address_code, // the same, to a new address of one's own
    notice,       // something happened to one's account
    warning,      // an account lost its last holder of a top role
    invitation,   // a one-time link (M-7)
};

[[nodiscard]] constexpr std::string_view name_of(MessageKind kind)
{
    switch (kind) {
    case MessageKind::code: return "code";
    case MessageKind::address_code: return "address_code";
    case MessageKind::notice: return "notice";
    case MessageKind::warning: return "warning";
    case MessageKind::invitation: return "invitation";
    }
    return "";
}

struct Message {
    Channel channel = Channel::email;
    MessageKind kind = MessageKind::notice;
    std::string to;      // an e-mail address, or a telephone number
    std::string subject; // one line; text messages have none
    std::string text;    // UTF-8, lines end with \n
    Instant good_until = 0; // afterwards it is not worth sending; 0: always
};

} // namespace castellan
