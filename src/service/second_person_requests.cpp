// A second person signs himself in for one exact change of somebody else's session (S-13).
#include "service/backend.hpp"

#include "service/network.hpp"
#include "service/passwords.hpp"
#include "service/secret.hpp"
#include "wire/codec.hpp"
#include "wire/session_json.hpp"

namespace castellan {

namespace {

// What the first person is told, and what stands in the trail.
constexpr auto needs_no_second = std::string_view{"This change needs no second person."};
constexpr auto not_himself =
    Decision{.effect = Effect::deny, .rule = "S-13", .reason = "The second person is somebody else than the first."};
constexpr auto not_authorised = Decision{
    .effect = Effect::deny, .rule = "S-13", .reason = "This person is not authorised to be the second one here."};
constexpr auto second_factor_of_second = Decision{.effect = Effect::after,
                                                  .rule = "X-11",
                                                  .reason = "The second person has to show the second factor, too.",
                                                  .needs = {.mfa = true}};

} // namespace

struct Backend::SecondPersonWork final : Work {
    Secret password;
    std::string hash;
    std::string email;
    std::string second; // id; empty: nobody
    std::string first;
    std::string session_key;
    std::string address;
    std::string code;
    std::string change; // JSON
    bool fits = false;

    SecondPersonWork(std::string given, std::string against) : password(std::move(given)), hash(std::move(against)) {}
    void run() override { fits = password_fits(password.text, hash); }
};

// POST /api/v1/second-person

Outcome Backend::second_person(Asked const& asked)
{
    auto body = wire::decode<wire::SecondPersonSignIn>(asked.request.body);
    if (!body)
        return {.response = problem(body.error())};
    // Only for what needs it: otherwise this would be a way to try passwords beside the sign-in's.
    auto const wanted = change_to_witness(asked.by(), body->change.text);
    if (!wanted)
        return {.response = wanted.error(), .after = ledger_.ticket()};

    auto tried = begin_password_try(body->email, asked);
    if (!tried)
        return {.response = std::move(tried.error())};
    auto work = std::make_unique<SecondPersonWork>(std::move(body->password), std::move(tried->hash));
    work->email = std::move(tried->email);
    work->second = std::move(tried->user);
    work->first = world().users[asked.user].id;
    work->session_key = asked.session_key;
    work->address = asked.request.address;
    work->code = std::move(body->code);
    work->change = std::move(body->change.text);
    return {.work = std::move(work)};
}

/// The change, if a second person is what it lacks; what is refused is refused here as it would be there.
std::expected<Backend::ToWitness, Response> Backend::change_to_witness(By const& by, std::string_view text)
{
    auto decoded = wire::decode_change(world(), text);
    if (!decoded)
        return std::unexpected(problem(wire::within("change", std::move(decoded.error()))));
    auto wanted = ToWitness{.decoded = *std::move(decoded), .brought = {}, .canonical = {}};
    wanted.brought = ids_brought_by(wanted.decoded.change);
    wanted.canonical = canonical(wanted.decoded, FieldsAt::fields);
    if (auto const unfit = completed(wanted.decoded.change, FieldsAt::fields))
        return std::unexpected(problem(wire::within("change", *unfit)));
    auto const decision = judge(by, wanted.decoded.change, wanted.brought, nothing_shown);
    if (decision.effect == Effect::after && decision.needs.second_person)
        return wanted;
    if (decision.effect == Effect::allow)
        return std::unexpected(problem(Trouble::not_now, needs_no_second));
    auto submission = Submission{by.user, wanted.decoded, by.address, by.now};
    submission.terminal = log_terminal(by.at.id);
    return std::unexpected(refuse(by, ledger_.refusal(submission, decision), decision, "change"));
}

std::optional<Response> Backend::finish_second_person(Work& work, Instant now)
{
    auto* const signing_in = dynamic_cast<SecondPersonWork*>(&work);
    return signing_in == nullptr ? std::nullopt : std::optional{second_person_signed_in(*signing_in, now)};
}

void Backend::drop_second_person(Work& work)
{
    if (auto const* signing_in = dynamic_cast<SecondPersonWork*>(&work)) {
        tries_by_address_.give_back(network_of(signing_in->address));
        give_back_try_at(signing_in->email, signing_in->address);
    }
}

Response Backend::second_person_signed_in(SecondPersonWork& work, Instant now)
{
    // The world has gone on while the password was looked at.
    auto const second = world().users.find(work.second);
    auto const hash = passwords_.find(work.second);
    if (!work.fits || !second || hash == passwords_.end() || hash->second != work.hash ||
        world().users[second].status != Status::active)
        return wrong_password();
    forgive_tries_at(work.email, work.address);
    tries_by_address_.give_back(network_of(work.address));

    auto const by = by_session(work.first, work.session_key, work.address, now);
    if (!by)
        return problem(Trouble::signed_out, "Sign in first.");
    if (second_factors_.has(work.second)) {
        if (work.code.empty())
            return problem(second_factor_of_second);
        if (auto const wait = second_factor_tries_.count_try(work.second, now))
            return throttled(*wait);
        if (!show_second_factor(second, work.code, now))
            return wrong_second_factor();
    }

    return admit_second_person(*by, work.session_key, second, work.change);
}

/// Whose session this is, if it still is one.
std::optional<By> Backend::by_session(std::string_view user, std::string const& session_key, std::string_view address,
                                      Instant now) const
{
    auto const first = world().users.find(user);
    auto const* session = sessions_.find(session_key);
    if (!first || session == nullptr || !sessions_.lives(session_key, now) || world().users[first].status != Status::active)
        return std::nullopt;
    auto by = By{.user = first, .address = address, .mfa = session->mfa, .now = now};
    if (session->terminal.empty())
        return by;
    auto const* terminal = terminals_.find(session->terminal);
    auto const group = terminal == nullptr ? GroupId{} : world().groups.find(terminal->group);
    if (!group)
        return std::nullopt;
    by.at = {.id = session->terminal, .group = group};
    return by;
}

/// Somebody has shown who he is beside the first one's session: the token for this change of it, or why he gets none.
Response Backend::admit_second_person(By const& by, std::string const& session_key, UserId second, std::string_view change)
{
    auto const wanted = change_to_witness(by, change);
    if (!wanted)
        return wanted.error();
    auto const confirmed = judge(by, wanted->decoded.change, wanted->brought, Confirmed{.second_person = second});
    if (second == by.user || (confirmed.effect == Effect::after && confirmed.needs.second_person)) {
        auto const decision = second == by.user ? not_himself : not_authorised;
        auto submission = Submission{by.user, wanted->decoded, by.address, by.now, second};
        submission.terminal = log_terminal(by.at.id);
        return refuse(by, ledger_.refusal(submission, decision), decision);
    }
    auto const what = CodeFor{
        .user = world().users[by.user].id, .session_key = session_key, .token = {}, .change = wanted->canonical};
    auto const present = wire::SecondPersonPresent{.token = second_persons_.admit(what, world().users[second].id, random_, by.now),
                                                   .name = world().users[second].name,
                                                   .expires = wire::When{by.now + SecondPersons::lasts_ms}};
    return json_answer(wire::encode(present), 201);
}

} // namespace castellan
