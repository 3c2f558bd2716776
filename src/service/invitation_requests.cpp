// One-time links in mails: what they open, and accepting (M-7, M-8). Tokens come in bodies, so that no address has one.
#include "service/backend.hpp"

#include "rules/judge.hpp"
#include "rules/may.hpp"
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

constexpr auto first_sign_in = Decision{.effect = Effect::allow, .rule = "X-2"};

} // namespace

struct Backend::AcceptanceWork final : Work {
    Secret password;
    std::string token;
    std::string name;
    std::string address;
    Browser browser;
    PasswordCost cost;
    std::string hash;

    AcceptanceWork(std::string given, PasswordCost new_cost) : password(std::move(given)), cost(new_cost) {}
    void run() override { hash = hash_password(password.text, cost); }
};

// Links

/// Whether somebody was made who never chose a password: the link is his first way in, and nobody's second.
bool Backend::awaits_password(UserId user) const
{
    auto const* row = world().users.get(user);
    return row != nullptr && row->status != Status::disabled && !passwords_.contains(row->id);
}

std::string Backend::link_with(std::string_view token) const
{
    return std::format("{}/#/invitation/{}", origin_, token);
}

void Backend::welcome(UserId user, Instant now)
{
    auto const until = now + invitation_expires_after_ms;
    auto const token = links_.issue({.to = Link::To::person, .id = world().users[user].id, .until = until}, random_);
    outgoing_.post(welcome_message(world(), user, link_with(token), until));
}

void Backend::send_link(InvitationId invitation)
{
    auto const& row = world().invitations[invitation];
    auto const token = links_.issue({.to = Link::To::invitation, .id = row.id, .until = row.expires}, random_);
    outgoing_.post(invitation_message(world(), invitation, link_with(token)));
}

/// What a change means for links: who is new or invited gets one, and so does whoever has not used his when his address is
/// another now (the former letter box must open nothing) or he is enabled. An invitation that was sent again has another.
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
    } else if (auto const* send = std::get_if<SendInvitation>(&change)) {
        for (auto const& id : send->invitations)
            send_link(world().invitations.find(id));
    } else if (auto const* resend = std::get_if<ResendInvitation>(&change)) {
        send_link(resend->invitation);
    } else if (auto const* withdraw = std::get_if<WithdrawInvitation>(&change)) {
        links_.withdraw(Link::To::invitation, world().invitations[withdraw->invitation].id);
    } else if (auto const* accept = std::get_if<AcceptInvitation>(&change)) {
        links_.withdraw(Link::To::invitation, world().invitations[accept->invitation].id);
    }
}

/// What a token opens now. A link whose invitation was withdrawn, or whose sender could no longer send it (M-8), opens as
/// little as a made-up one.
std::optional<Backend::Opened> Backend::opened_by(std::string_view token, Instant now) const
{
    auto const link = links_.find(token, now);
    if (!link)
        return std::nullopt;
    if (link->to == Link::To::person) {
        auto const user = world().users.find(link->id);
        return awaits_password(user) ? std::optional{Opened{.user = user, .until = link->until}} : std::nullopt;
    }
    auto const invitation = world().invitations.find(link->id);
    auto const* row = world().invitations.get(invitation);
    if (row == nullptr || row->state != InvitationState::pending || now >= row->expires ||
        !may_offer(world(), row->by, *row))
        return std::nullopt;
    return Opened{.user = world().find_by_email(row->email), .invitation = invitation, .until = row->expires};
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
    auto const opened = opened_by(body->token, asked.now);
    if (!opened)
        return no_longer_good();
    tries_by_address_.give_back(network);

    auto info = wire::InvitationInfo{.organization = world().organization.name, .expires = wire::When{opened->until}};
    if (opened->user) {
        info.name = world().users[opened->user].name;
        info.email = world().users[opened->user].email;
        info.known = !awaits_password(opened->user);
    }
    if (opened->invitation) {
        auto const& row = world().invitations[opened->invitation];
        info.email = row.email;
        info.role = offered_title(world(), row);
        info.place = offered_place(world(), row);
        if (auto const* by = world().users.get(row.by)) // Who has sent it may have been deleted since.
            info.by = by->name;
    }
    return json_answer(wire::encode(info));
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
    auto const opened = opened_by(body->token, asked.now);
    if (!opened)
        return {.response = no_longer_good()};
    tries_by_address_.give_back(network);

    // Who has a password shows that he is himself by it; the link alone would be a way around it.
    if (opened->user && !awaits_password(opened->user)) {
        auto response = accept_signed_in(asked, opened->invitation);
        return {.response = std::move(response), .after = ledger_.ticket()};
    }
    if (auto const unfit = password_problem(body->password))
        return {.response = problem(wire::WireError{"password", std::string{*unfit}})};
    if (!opened->user) {
        auto change = Change{AcceptInvitation{.invitation = opened->invitation, .name = body->name}};
        if (body->name.empty())
            return {.response = problem(wire::WireError{"name", "must not be empty"})};
        if (auto const unfit = complete(change, random_, FieldsAt::beside))
            return {.response = problem(*unfit)};
        body->name = std::get<AcceptInvitation>(change).name;
    }
    auto work = std::make_unique<AcceptanceWork>(std::move(body->password), options_.passwords);
    work->token = std::move(body->token);
    work->name = std::move(body->name);
    work->address = asked.request.address;
    work->browser = browser_in(asked.request.user_agent);
    return {.work = std::move(work)};
}

/// By somebody whom everybody knows already: in his own session.
Response Backend::accept_signed_in(Asked const& asked, InvitationId invitation)
{
    auto const key = Sessions::key_of(token_in(asked.request.cookie));
    // Whoever stands at a terminal has shown a PIN or a badge: that is not enough for this.
    auto const* kept = sessions_.find(key);
    auto const* session = kept != nullptr && kept->terminal.empty() ? sessions_.use(key, asked.now) : nullptr;
    auto const user = session != nullptr ? world().users.find(session->user) : UserId{};
    if (!user || world().users[user].status != Status::active)
        return problem(Trouble::signed_out, "You are known here: sign in first, then open the link again.");
    auto by = asked;
    by.user = user;
    by.session_key = key;
    by.mfa = session->mfa;
    auto const decoded = wire::DecodedChange{.change = AcceptInvitation{.invitation = invitation}};
    auto const decision = judge(by.by(), decoded.change, {}, nothing_shown);
    auto const submission = Submission{user, decoded, asked.request.address, asked.now};
    if (decision.effect != Effect::allow)
        return refuse(by.by(), ledger_.refusal(submission, decision), decision);
    ledger_.carry_out(submission, decision);
    follow_up(decoded.change, Stopped{}, asked.now);
    return who_am_i(user, key);
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
    auto const opened = opened_by(work.token, now);
    if (!opened || work.hash.empty() || (opened->user && !awaits_password(opened->user)))
        return no_longer_good();
    auto user = opened->user;
    if (opened->invitation) {
        auto accept = AcceptInvitation{.invitation = opened->invitation};
        if (!user) {
            accept.user = random_id(random_, "u");
            accept.name = work.name;
        }
        auto const actor = user ? Actor{user} : Actor{opened->invitation};
        auto const decoded = wire::DecodedChange{.change = std::move(accept)};
        auto const decision = may(world(), actor, decoded.change, Context{.now = now});
        auto const submission = Submission{actor, decoded, work.address, now};
        if (decision.effect != Effect::allow) {
            ledger_.write(ledger_.refusal(submission, decision));
            return problem(decision);
        }
        ledger_.carry_out(submission, decision);
        user = world().find_by_email(world().invitations[opened->invitation].email);
        follow_up(decoded.change, Stopped{}, now);
    }
    set_hash(world().users[user].id, std::move(work.hash)); // which takes the link away
    accept_first_sign_in(user, work.address, now);
    ledger_.mention(user, password_kind, work.address, now);
    return begin_session(user, {std::move(work.browser), std::move(work.address)}, now);
}

/// an invited person's own acceptance.
void Backend::accept_first_sign_in(UserId user, std::string_view address, Instant now)
{
    if (world().users[user].status != Status::invited)
        return;
    auto const enable = wire::DecodedChange{.change = EnableUser{user}};
    ledger_.carry_out({Actor{user}, enable, address, now}, first_sign_in, first_sign_in_kind);
}

} // namespace castellan
