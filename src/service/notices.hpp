// The words of messages: what happened, and what to do. A code stands in the text of its message and nowhere else.
#pragma once

#include "model/world.hpp"
#include "service/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// The same code by e-mail and as a text message; `what` is the kind of change.
[[nodiscard]] std::vector<Message> code_messages(World const& world, UserId actor, std::string_view what,
                                                 std::string_view code, Instant until);

/// A code to an address that somebody says is his.
[[nodiscard]] Message address_code_message(World const& world, Channel channel, std::string_view to,
                                           std::string_view code, Instant until);

/// Tells a person by e-mail what happened to his own sign-in.
[[nodiscard]] Message notice_message(World const& world, std::string_view to, std::string_view sentence);

/// The first way in for somebody who was created: a link by which he chooses a password.
[[nodiscard]] Message welcome_message(World const& world, UserId user, std::string_view link, Instant until);

/// M-7: what somebody is offered, with the link to accept it by.
[[nodiscard]] Message invitation_message(World const& world, InvitationId invitation, std::string_view link);
[[nodiscard]] std::string offered_title(World const& world, Invitation const& invitation); // "Module Admin"
[[nodiscard]] std::string offered_place(World const& world, Invitation const& invitation); // "Vehicle check"; empty: the organisation

/// an account's last holder of a top role was disabled; to its full_admins and the administrators.
[[nodiscard]] std::vector<Message> last_holder_messages(World const& world, AccountId account, std::string_view role,
                                                        std::string_view who);

/// A webhook rests after too many failures; to whom it speaks for.
[[nodiscard]] Message resting_message(World const& world, WebhookId webhook, UserId person);

} // namespace castellan
