// Signing in and out, one's own password, and the first set-up.
#include "service/backend.hpp"
#include "service/cookie.hpp"

#include "service/complete.hpp"
#include "service/network.hpp"
#include "service/passwords.hpp"
#include "service/secret.hpp"
#include "wire/codec.hpp"
#include "wire/document.hpp"
#include "wire/session_json.hpp"

#include <sodium.h>

#include <format>

namespace castellan {

struct Backend::SignInWork final : Work {
    Secret password;
    std::string hash;
    std::string email;
    std::string user; // empty: nobody
    std::string address;
    Browser browser;
    std::string former_token; // of a session that this browser had
    bool fits = false;

    SignInWork(std::string given, std::string against) : password(std::move(given)), hash(std::move(against)) {}
    void run() override { fits = password_fits(password.text, hash); }
};

struct Backend::PasswordWork final : Work {
    Secret old;
    Secret wanted;
    std::string hash;
    PasswordCost cost;
    std::string user;
    std::string email;
    std::string session_key;
    std::string address;
    std::string new_hash; // empty: the old one does not fit

    PasswordWork(wire::NewPassword given, std::string against, PasswordCost new_cost)
        : old(std::move(given.old)), wanted(std::move(given.wanted)), hash(std::move(against)), cost(new_cost)
    {
    }
    void run() override
    {
        if (password_fits(old.text, hash))
            new_hash = hash_password(wanted.text, cost);
    }
};

struct Backend::SetUpWork final : Work {
    Secret password;
    wire::SetUp given; // without the password
    PasswordCost cost;
    SignedInFrom from = {};
    std::string hash;

    SetUpWork(std::string secret, wire::SetUp rest, PasswordCost new_cost)
        : password(std::move(secret)), given(std::move(rest)), cost(new_cost)
    {
    }
    void run() override { hash = hash_password(password.text, cost); }
};

/// The same for an unknown address, a wrong password, a person without one, and one who is disabled.
Response Backend::wrong_password()
{
    return problem(Trouble::wrong_password, "This e-mail address and password don't fit together.");
}

Outcome Backend::finish(Work& work, Instant now)
{
    if (!usable_)
        return {.response = not_durable()};
    auto response = Response{};
    if (auto* sign_in_work = dynamic_cast<SignInWork*>(&work))
        response = signed_in(*sign_in_work, now);
    else if (auto* password_work = dynamic_cast<PasswordWork*>(&work))
        response = password_set(*password_work, now);
    else if (auto* set_up_work = dynamic_cast<SetUpWork*>(&work))
        response = was_set_up(*set_up_work, now);
    else if (auto accepted = finish_acceptance(work, now))
        response = std::move(*accepted);
    else if (auto present = finish_second_person(work, now))
        response = std::move(*present);
    else if (auto begun = finish_past_access(work, now))
        response = std::move(*begun);
    else if (auto chosen = finish_pin(work, now))
        response = std::move(*chosen);
    else if (auto stands = finish_terminal_sign_in(work, now))
        response = std::move(*stands);
    return {.response = std::move(response), .after = ledger_.ticket()};
}

void Backend::dropped(Work& work)
{
    if (auto const* sign_in_work = dynamic_cast<SignInWork*>(&work)) {
        tries_by_address_.give_back(network_of(sign_in_work->address));
        give_back_try_at(sign_in_work->email, sign_in_work->address);
    } else if (auto const* password_work = dynamic_cast<PasswordWork*>(&work)) {
        give_back_try_at(password_work->email, password_work->address);
    } else if (!drop_pin_work(work) && !drop_terminal_sign_in(work)) {
        drop_second_person(work);
        drop_past_access(work);
    }
}

// Tries at one person's password

std::optional<Instant> Backend::count_try_at(std::string const& email, std::string_view address, Instant now)
{
    auto const pair = email + ' ' + network_of(address);
    if (auto const wait = tries_by_pair_.count_try(pair, now))
        return wait;
    auto const wait = tries_by_person_.count_try(email, now);
    if (wait)
        tries_by_pair_.give_back(pair);
    return wait;
}

/// The right password from here says nothing about tries from elsewhere.
void Backend::forgive_tries_at(std::string const& email, std::string_view address)
{
    tries_by_pair_.forgive(email + ' ' + network_of(address));
    tries_by_person_.give_back(email);
}

void Backend::give_back_try_at(std::string const& email, std::string_view address)
{
    tries_by_pair_.give_back(email + ' ' + network_of(address));
    tries_by_person_.give_back(email);
}

/// Counts a try to sign in as somebody; the hash to hold the password against, of nobody where the address is nobody's.
std::expected<Backend::PasswordTry, Response> Backend::begin_password_try(std::string_view address, Asked const& asked)
{
    auto tried = PasswordTry{.email = lowered(address), .user = {}, .hash = dummy_hash_};
    if (auto const wait = tries_by_address_.count_try(network_of(asked.request.address), asked.now))
        return std::unexpected(throttled(*wait));
    if (auto const wait = count_try_at(tried.email, asked.request.address, asked.now))
        return std::unexpected(throttled(*wait));
    auto const user = world().find_by_email(tried.email);
    auto const hash = user ? passwords_.find(world().users[user].id) : passwords_.end();
    if (hash != passwords_.end()) {
        tried.user = hash->first;
        tried.hash = hash->second;
    }
    return tried;
}

// Signing in

Outcome Backend::sign_in(Asked const& asked)
{
    auto body = wire::decode<wire::SignIn>(asked.request.body);
    if (!body)
        return {.response = problem(body.error())};
    auto tried = begin_password_try(body->email, asked);
    if (!tried)
        return {.response = std::move(tried.error())};
    auto work = std::make_unique<SignInWork>(std::move(body->password), std::move(tried->hash));
    work->email = std::move(tried->email);
    work->user = std::move(tried->user);
    work->address = asked.request.address;
    work->browser = browser_in(asked.request.user_agent);
    work->former_token = token_in(asked.request.cookie);
    return {.work = std::move(work)};
}

Response Backend::signed_in(SignInWork& work, Instant now)
{
    auto const user = world().users.find(work.user);
    if (!work.fits || !user)
        return wrong_password();
    // The world has gone on while the password was looked at.
    auto const hash = passwords_.find(work.user);
    if (hash == passwords_.end() || hash->second != work.hash || world().users[user].status == Status::disabled)
        return wrong_password();

    forgive_tries_at(work.email, work.address);
    tries_by_address_.give_back(network_of(work.address));
    accept_first_sign_in(user, work.address, now);
    if (!work.former_token.empty())
        sessions_.end(Sessions::key_of(work.former_token));
    return begin_session(user, {std::move(work.browser), std::move(work.address)}, now);
}

Response Backend::begin_session(UserId user, SignedInFrom from, Instant now, std::string terminal)
{
    auto const token = sessions_.open(world().users[user].id, std::move(from), random_, now, std::move(terminal));
    auto response = who_am_i(user, Sessions::key_of(token));
    response.status = 201;
    response.set_cookie = cookie_with(token);
    return response;
}

Response Backend::sign_out(Asked const& asked)
{
    sessions_.end(asked.session_key);
    auto response = Response{.status = 204};
    response.set_cookie = cookie_with("") + "; Max-Age=0";
    return response;
}

Response Backend::who_am_i(UserId user, std::string_view session_key) const
{
    auto const& row = world().users[user];
    auto const* session = sessions_.find(std::string{session_key});
    auto const since = session == nullptr ? 0 : session->since;
    auto info = wire::SessionInfo{.user = row.id,
                                  .name = row.name,
                                  .email = row.email,
                                  .expires = wire::When{since + options_.session_length_ms},
                                  .mfa = session != nullptr && session->mfa,
                                  .second_factor = second_factors_.has(row.id)};
    if (demonstration_)
        info.notice = "This is a demonstration. Its passwords are known to everybody.";
    return json_answer(wire::encode(info));
}

// Cookies

std::string_view Backend::cookie_name() const
{
    // The prefix makes browsers refuse it from other hosts, other paths, and without TLS.
    return options_.behind_tls ? "__Host-castellan" : "castellan";
}

std::string Backend::cookie_with(std::string_view token) const
{
    return std::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}", cookie_name(), token,
                       options_.behind_tls ? "; Secure" : "");
}

std::string_view Backend::token_in(std::string_view cookie) const
{
    return cookie_value(cookie, cookie_name());
}

// One's own password

Outcome Backend::set_password(Asked const& asked)
{
    auto body = wire::decode<wire::NewPassword>(asked.request.body);
    if (!body)
        return {.response = problem(body.error())};
    if (auto const unfit = password_problem(body->wanted))
        return {.response = problem(wire::WireError{"new", std::string{*unfit}})};
    auto const& row = world().users[asked.user];
    // Whoever knows the password alone does not take the account over with it.
    if (second_factors_.has(row.id) && !asked.mfa)
        return {.response = problem(second_factor_first)};
    if (auto const wait = count_try_at(row.email, asked.request.address, asked.now))
        return {.response = throttled(*wait)};

    auto const hash = passwords_.find(row.id);
    auto work = std::make_unique<PasswordWork>(std::move(*body), hash == passwords_.end() ? dummy_hash_ : hash->second,
                                               options_.passwords);
    work->user = row.id;
    work->email = row.email;
    work->session_key = asked.session_key;
    work->address = asked.request.address;
    return {.work = std::move(work)};
}

Response Backend::password_set(PasswordWork& work, Instant now)
{
    auto const user = world().users.find(work.user);
    if (!user || !sessions_.lives(work.session_key, now) || world().users[user].status != Status::active)
        return problem(Trouble::signed_out, "Sign in first.");
    auto const hash = passwords_.find(work.user);
    if (work.new_hash.empty() || hash == passwords_.end() || hash->second != work.hash)
        return problem(Trouble::unfit, wire::Problem{.detail = "This is not your present password.", .path = "old"});

    forgive_tries_at(work.email, work.address);
    set_hash(work.user, std::move(work.new_hash));
    sessions_.end_all_of(work.user, work.session_key);
    ledger_.mention(user, password_kind, work.address, now);
    return Response{.status = 204};
}

// Set-up

Outcome Backend::set_up(Asked const& asked)
{
    auto body = wire::decode<wire::SetUp>(asked.request.body);
    if (!body)
        return {.response = problem(body.error())};
    if (auto const wait = tries_by_address_.count_try(network_of(asked.request.address), asked.now))
        return {.response = throttled(*wait)};
    auto const token_fits = is_empty() && body->token.size() == setup_token_.size() &&
                            sodium_memcmp(body->token.data(), setup_token_.data(), setup_token_.size()) == 0;
    if (!token_fits)
        return {.response = problem(Trouble::denied, "This link has been used, or is not the one that was printed last.")};

    // A person like any other: the same formats, and ids of the same kind.
    auto first = Change{CreateUser{.name = body->name, .email = body->email}};
    if (auto const unfit = complete(first, random_, FieldsAt::beside))
        return {.response = problem(*unfit)};
    if (auto const unfit = password_problem(body->password))
        return {.response = problem(wire::WireError{"password", std::string{*unfit}})};
    for (auto const& [member, text] : {std::pair{"organization", &body->organization}, {"account", &body->account}}) {
        if (text->find_first_not_of(' ') == text->npos)
            return {.response = problem(wire::WireError{member, "must not be empty"})};
    }
    tries_by_address_.give_back(network_of(asked.request.address));

    auto password = std::exchange(body->password, {});
    body->name = std::get<CreateUser>(first).name;
    body->email = std::get<CreateUser>(first).email;
    auto work = std::make_unique<SetUpWork>(std::move(password), std::move(*body), options_.passwords);
    work->from = {browser_in(asked.request.user_agent), std::string{asked.request.address}};
    return {.work = std::move(work)};
}

Response Backend::was_set_up(SetUpWork& work, Instant now)
{
    if (!is_empty() || work.hash.empty())
        return problem(Trouble::not_now, "There is an organisation here already.");
    auto founding = World{};
    founding.organization = {.id = random_id(random_, "o"), .name = work.given.organization};
    auto const account =
        founding.accounts.insert(Account{.id = random_id(random_, "a"), .name = work.given.account});
    // The first person holds the top role of each book (RULEBOOK 3: first roles come from installation).
    auto const id = random_id(random_, "u");
    founding.add_user(User{.id = id,
                           .name = work.given.name,
                           .email = work.given.email,
                           .accounts = {{.account = account,
                                         .safes = SafesRole::account_admin,
                                         .profiles = ProfilesRole::full_admin,
                                         .modules = ModulesRole::division_admin}},
                           .status = Status::active,
                           .administrator = true,
                           .organization_admin = true});
    if (auto installed = install(wire::encode_document(founding), Demonstration::no, now); !installed)
        return problem(wire::WireError{"", installed.error()});
    set_hash(id, std::move(work.hash));
    return begin_session(world().users.find(id), std::move(work.from), now);
}

} // namespace castellan
