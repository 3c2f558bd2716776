#include "service/notices.hpp"

#include <format>

namespace castellan {

namespace {

constexpr std::string_view not_you = "If this was not you, tell an administrator, and change your password.";

std::string said_by(World const& world)
{
    return world.organization.name.empty() ? std::string{"Castellan"} : std::format("Castellan, {}", world.organization.name);
}

} // namespace

std::vector<Message> code_messages(World const& world, UserId actor, std::string_view what, std::string_view code,
                                   Instant until)
{
    auto const& row = world.users[actor];
    auto messages = std::vector<Message>{};
    messages.push_back({.channel = Channel::email,
                        .kind = MessageKind::code,
                        .to = row.email,
                        .subject = "Your code to confirm a change",
                        .text = std::format("Your code to confirm a change ({}) is\n\n    {}\n\nIt is good for five minutes, "
                                            "for this change only, and once. Nobody will ever ask you for it. {}\n\n{}\n",
                                            what, code, not_you, said_by(world)),
                        .good_until = until});
    messages.push_back({.channel = Channel::sms,
                        .kind = MessageKind::code,
                        .to = row.phone,
                        .subject = {},
                        .text = std::format("{} is your Castellan code to confirm a change ({}). Tell it to nobody.", code,
                                            what),
                        .good_until = until});
    return messages;
}

Message address_code_message(World const& world, Channel channel, std::string_view to, std::string_view code, Instant until)
{
    auto const is_email = channel == Channel::email;
    return {.channel = channel,
            .kind = MessageKind::address_code,
            .to = std::string{to},
            .subject = is_email ? "Your code to confirm this address" : "",
            .text = is_email ? std::format("Somebody wants to use this address with Castellan. If it was you, the code to "
                                           "confirm it is\n\n    {}\n\nIt is good for five minutes, and once. If it was not you, "
                                           "there is nothing to do.\n\n{}\n",
                                           code, said_by(world))
                             : std::format("{} is your Castellan code to confirm this number. Tell it to nobody.", code),
            .good_until = until};
}

Message notice_message(World const& world, std::string_view to, std::string_view sentence)
{
    return {.channel = Channel::email,
            .kind = MessageKind::notice,
            .to = std::string{to},
            .subject = "Your sign-in to Castellan",
            .text = std::format("{}\n\n{}\n\n{}\n", sentence, not_you, said_by(world))};
}

Message welcome_message(World const& world, UserId user, std::string_view link, Instant until)
{
    auto const& row = world.users[user];
    return {.channel = Channel::email,
            .kind = MessageKind::invitation,
            .to = row.email,
            .subject = "Your way into Castellan",
            .text = std::format("{} has made a place for you in Castellan. Choose a password here:\n\n    {}\n\nThe link is good "
                                "for seven days, and once. If it is over, ask whoever administers you for a new one.\n\n{}\n",
                                world.organization.name.empty() ? "Your organization" : world.organization.name, link,
                                said_by(world)),
            .good_until = until};
}

std::string offered_title(World const& world, Invitation const& invitation)
{
    switch (invitation.offer.role) {
    case OfferedRole::administrator: return "Administrator";
    case OfferedRole::staff: return "Staff";
    case OfferedRole::organization_admin: return "Organization Admin";
    case OfferedRole::division_admin: return "Account Admin";
    case OfferedRole::module_admin: return "Module Admin";
    case OfferedRole::collaborator: return "Collaborator";
    case OfferedRole::custom:
        if (auto const* custom = world.custom_roles.get(invitation.offer.custom))
            return custom->name;
        break;
    }
    return {};
}

std::string offered_place(World const& world, Invitation const& invitation)
{
    if (auto const* module = world.modules.get(invitation.module))
        return module->name;
    if (auto const* team = world.teams.get(invitation.team))
        return team->name;
    if (auto const* account = world.accounts.get(invitation.account))
        return account->name;
    return {};
}

Message invitation_message(World const& world, InvitationId invitation, std::string_view link)
{
    auto const& row = world.invitations[invitation];
    auto const* sender = world.users.get(row.by);
    auto const place = offered_place(world, row);
    auto const& organization = world.organization.name;
    return {.channel = Channel::email,
            .kind = MessageKind::invitation,
            .to = row.email,
            .subject = "You are invited to Castellan",
            .text = std::format("{} invites you to {} as {}{}. To accept, open this link:\n\n    {}\n\nIt is good for seven days, "
                                "and once. If you don't want this, there is nothing to do.\n\n{}\n",
                                sender == nullptr ? "Somebody" : sender->name,
                                organization.empty() ? "an organization" : organization, offered_title(world, row),
                                place.empty() ? "" : " in " + place, link, said_by(world)),
            .good_until = row.expires};
}

Message resting_message(World const& world, WebhookId webhook, UserId person)
{
    auto const& row = world.webhooks[webhook];
    return {.channel = Channel::email,
            .kind = MessageKind::warning,
            .to = world.users[person].email,
            .subject = std::format("The webhook {} rests", row.name),
            .text = std::format("The webhook {} of {} could not be delivered for a long while, and rests. What happens meanwhile "
                                "is kept as failed deliveries. When the receiver works again, test the webhook: a test that "
                                "succeeds wakes it, and failed deliveries can be sent again.\n\n{}\n",
                                row.name, world.accounts[row.account].name, said_by(world))};
}

std::vector<Message> last_holder_messages(World const& world, AccountId account, std::string_view role, std::string_view who)
{
    auto messages = std::vector<Message>{};
    for (auto const user : world.users.handles()) {
        auto const& row = world.users[user];
        auto const is_told =
            row.administrator || row.roles_in(account).profiles == ProfilesRole::full_admin;
        if (row.status != Status::active || !is_told || row.email.empty())
            continue;
        messages.push_back({.channel = Channel::email,
                            .kind = MessageKind::warning,
                            .to = row.email,
                            .subject = std::format("{} has no {} any more", world.accounts[account].name, role),
                            .text = std::format("{} was disabled and was the last {} of {}. Until somebody else has that role, "
                                                "nobody can do what only it allows there.\n\n{}\n",
                                                who, role, world.accounts[account].name, said_by(world))});
    }
    return messages;
}

} // namespace castellan
