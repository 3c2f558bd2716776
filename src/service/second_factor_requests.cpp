// Second factors: setting one up, showing it in a session, removing it.
#include "service/backend.hpp"

#include "service/notices.hpp"
#include "service/qr_code.hpp"
#include "service/totp.hpp"
#include "wire/codec.hpp"
#include "wire/session_json.hpp"

#include <format>

namespace castellan {

Response Backend::wrong_second_factor()
{
    return problem(Trouble::unfit,
                   wire::Problem{.detail = "This code does not fit, or was used already. Wait for the next one.",
                                 .path = "code"});
}

/// Tries are counted before their outcome is known; a right one takes them all back.
std::expected<std::string, Response> Backend::second_factor_code(Asked const& asked)
{
    auto body = wire::decode<wire::SecondFactorCode>(asked.request.body);
    if (!body)
        return std::unexpected(problem(body.error()));
    if (auto const wait = second_factor_tries_.count_try(world().users[asked.user].id, asked.now))
        return std::unexpected(throttled(*wait));
    return std::move(body->code);
}

Response Backend::offer_second_factor(Asked const& asked)
{
    auto const& row = world().users[asked.user];
    if (second_factors_.has(row.id))
        return problem(Trouble::not_now, "You have a second factor. Remove it before you set up another.");
    auto const& name = world().organization.name;
    auto const secret = second_factors_.offer(asked.session_key, row.id, random_, asked.now);
    auto offer = wire::SecondFactorOffer{.secret = base32(secret),
                                         .uri = totp_uri(secret, name.empty() ? "Castellan" : name, row.email),
                                         .qr = {},
                                         .expires = wire::When{asked.now + SecondFactors::offer_lasts_ms}};
    offer.qr = qr_code(offer.uri);
    return json_answer(wire::encode(offer), 201);
}

Response Backend::confirm_second_factor(Asked const& asked)
{
    auto const code = second_factor_code(asked);
    if (!code)
        return code.error();
    auto const id = world().users[asked.user].id;
    auto codes = second_factors_.confirm(asked.session_key, id, *code, random_, asked.now);
    if (!codes)
        return wrong_second_factor();
    second_factor_tries_.forgive(id);
    ledger_.mention(asked.user, second_factor_kind, asked.request.address, asked.now);
    outgoing_.post(notice_message(world(), world().users[asked.user].email,
                                  "A second factor was set up for your sign-in to Castellan."));
    auto response = json_answer(wire::encode(wire::RecoveryCodes{.recovery_codes = *std::move(codes)}));
    response.set_cookie = cookie_with(sessions_.raise(asked.session_key, random_));
    return response;
}

Response Backend::raise_session(Asked const& asked)
{
    auto const id = world().users[asked.user].id;
    if (!second_factors_.has(id))
        return problem(Trouble::not_now, "You have not set up a second factor yet.");
    auto const code = second_factor_code(asked);
    if (!code)
        return code.error();
    if (!show_second_factor(asked.user, *code, asked.now))
        return wrong_second_factor();
    // Another token, so that whoever knew the former one is not raised with it.
    auto const token = sessions_.raise(asked.session_key, random_);
    auto response = who_am_i(asked.user, Sessions::key_of(token));
    response.set_cookie = cookie_with(token);
    return response;
}

/// The try was counted before; a right code takes it back with those before it.
bool Backend::show_second_factor(UserId user, std::string_view code, Instant now)
{
    auto const& row = world().users[user];
    auto const shown = second_factors_.show(row.id, code, now);
    if (shown == SecondFactors::Shown::nothing)
        return false;
    second_factor_tries_.forgive(row.id);
    if (shown == SecondFactors::Shown::recovery_code)
        outgoing_.post(notice_message(
            world(), row.email,
            std::format("A recovery code was used in place of your second factor. {} of them are left.",
                        second_factors_.recovery_codes_left(row.id))));
    return true;
}

Response Backend::remove_second_factor(Asked const& asked)
{
    auto const id = world().users[asked.user].id;
    if (!second_factors_.has(id))
        return problem(Trouble::not_now, "You have no second factor.");
    auto const code = second_factor_code(asked);
    if (!code)
        return code.error();
    if (second_factors_.show(id, *code, asked.now) == SecondFactors::Shown::nothing)
        return wrong_second_factor();
    second_factor_tries_.forgive(id);
    second_factors_.remove(id);
    sessions_.lower_all_of(id);
    ledger_.mention(asked.user, second_factor_removed_kind, asked.request.address, asked.now);
    outgoing_.post(notice_message(world(), world().users[asked.user].email,
                                  "The second factor of your sign-in to Castellan was removed."));
    return Response{.status = 204};
}

bool Backend::reset_second_factor(std::string_view email)
{
    auto const user = world().find_by_email(email);
    if (!user || !second_factors_.has(world().users[user].id))
        return false;
    auto const id = world().users[user].id;
    second_factors_.remove(id);
    sessions_.end_all_of(id);
    codes_.void_all_of(id);
    second_persons_.void_all_of(id);
    ledger_.mention_by_installation(user, second_factor_removed_kind, now_);
    return true;
}

} // namespace castellan
