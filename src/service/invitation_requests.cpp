// One-time links in mails: what they open, and accepting (M-7, M-8). Tokens come in bodies, so that no address has one.
#include "service/backend.hpp"

#include "service/complete.hpp"
#include "service/network.hpp"
#include "service/notices.hpp"
#include "service/passwords.hpp"
#include "service/secret.hpp"
#include "wire/codec.hpp"
#include "wire/session_json.hpp"

#include <format>
#include <variant>

namespace castellan {

namespace {

/// The same for a made-up link, one that was used or withdrawn, and one that is over.
Response no_longer_good()
{
    return problem(Trouble::denied, "This link has been used, or is no longer good. Ask for a new one.");
}

constexpr auto accepted = Decision{.effect = Effect::allow, .rule = "X-2"};

} // namespace

struct Backend::AcceptanceWork final : Work {
    Secret password;
    std::string token;
    std::string address;
    PasswordCost cost;
    std::string hash;

    AcceptanceWork(std::string given, PasswordCost new_cost) : password(std::move(given)), cost(new_cost) {}
    void run() override { hash = hash_password(password.text, cost); }
};

/// Whether somebody was made who never chose a password: the link is his first way in, and nobody's second.
bool Backend::awaits_password(UserId user) const
{
    auto const* row = world().users.get(user);
    return row != nullptr && row->status != Status::disabled && !passwords_.contains(row->id);
}

void Backend::welcome(UserId user, Instant now)
{
    auto const& row = world().users[user];
    auto const until = now + link_lasts_ms;
    auto const token = links_.issue({.to = Link::To::person, .id = row.id, .until = until}, random_);
    outgoing_.post(welcome_message(world(), user, link_with(token), until));
}

std::string Backend::link_with(std::string_view token) const
{
    return std::format("{}/#/invitation/{}", origin_, token);
}

/// What a change means for links: who is new gets one, and so does whoever has not used his when his address is another
/// now (the former letter box must open nothing) or he is enabled.
void Backend::write_links(Change const& change, Instant now)
{
    if (auto const* made = std::get_if<CreateUser>(&change))
        welcome(world().users.find(made->user), now);
    else if (auto const* import = std::get_if<ImportUsers>(&change)) {
        for (auto const& row : import->rows)
            welcome(world().users.find(row.user), now);
    } else if (auto const* edit = std::get_if<EditUser>(&change); edit != nullptr && edit->fields.email) {
        if (awaits_password(edit->user))
            welcome(edit->user, now);
    } else if (auto const* enable = std::get_if<EnableUser>(&change)) {
        if (awaits_password(enable->user))
            welcome(enable->user, now);
    }
}

// POST /api/v1/invitations/look

Response Backend::look_at_invitation(Asked const& asked)
{
    auto const body = wire::decode<wire::InvitationToken>(asked.request.body);
    if (!body)
        return problem(body.error());
    auto const network = network_of(asked.request.address);
    if (auto const wait = tries_by_address_.count_try(network, asked.now))
        return throttled(*wait);
    auto const link = links_.find(body->token, asked.now);
    auto const user = link && link->to == Link::To::person ? world().users.find(link->id) : UserId{};
    if (!awaits_password(user))
        return no_longer_good();
    tries_by_address_.give_back(network);
    auto const& row = world().users[user];
    return json_answer(wire::encode(wire::InvitationInfo{.organization = world().organization.name,
                                                         .email = row.email,
                                                         .name = row.name,
                                                         .role = {},
                                                         .place = {},
                                                         .expires = wire::When{link->until},
                                                         .known = false}));
}

// POST /api/v1/invitations/accept

Outcome Backend::accept_invitation(Asked const& asked)
{
    auto body = wire::decode<wire::InvitationAcceptance>(asked.request.body);
    if (!body)
        return {.response = problem(body.error())};
    auto const network = network_of(asked.request.address);
    if (auto const wait = tries_by_address_.count_try(network, asked.now))
        return {.response = throttled(*wait)};
    auto const link = links_.find(body->token, asked.now);
    if (!link || !awaits_password(world().users.find(link->id)))
        return {.response = no_longer_good()};
    tries_by_address_.give_back(network);
    if (auto const unfit = password_problem(body->password))
        return {.response = problem(wire::WireError{"password", std::string{*unfit}})};

    auto work = std::make_unique<AcceptanceWork>(std::move(body->password), options_.passwords);
    work->token = std::move(body->token);
    work->address = asked.request.address;
    return {.work = std::move(work)};
}

/// Nothing, if it was other work.
std::optional<Response> Backend::finish_acceptance(Work& work, Instant now)
{
    auto* const acceptance = dynamic_cast<AcceptanceWork*>(&work);
    return acceptance == nullptr ? std::nullopt : std::optional{accepted_invitation(*acceptance, now)};
}

Response Backend::accepted_invitation(AcceptanceWork& work, Instant now)
{
    // The world has gone on while the password was hashed.
    auto const link = links_.find(work.token, now);
    auto const user = link ? world().users.find(link->id) : UserId{};
    if (!awaits_password(user) || work.hash.empty())
        return no_longer_good();
    set_hash(link->id, std::move(work.hash)); // which takes the link away
    accept_first_sign_in(user, work.address, now);
    ledger_.mention(user, password_kind, work.address, now);
    return begin_session(user, now);
}

/// an invited person's own acceptance.
void Backend::accept_first_sign_in(UserId user, std::string_view address, Instant now)
{
    if (world().users[user].status != Status::invited)
        return;
    auto const enable = wire::DecodedChange{.change = EnableUser{user}};
    ledger_.carry_out({Actor{user}, enable, address, now}, accepted, first_sign_in_kind);
}

} // namespace castellan
