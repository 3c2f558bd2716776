// What confirms a change beside the session: one-time codes, having one sent and repeating the change with it, and
// second persons (S-13).
#include "service/backend.hpp"

#include "rules/may.hpp"
#include "service/complete.hpp"
#include "service/notices.hpp"
#include "wire/change_json.hpp"
#include "wire/codec.hpp"
#include "wire/session_json.hpp"

#include <algorithm>
#include <variant>

namespace castellan {

namespace {

/// In place of ids that the server makes up anew each time, so that the same change is the same text.
class NoRandom final : public Random {
public:
    void fill(std::span<std::byte> bytes) override { std::ranges::fill(bytes, std::byte{0}); }
};

std::string_view reason_of(Codes::Check check)
{
    switch (check) {
    case Codes::Check::wrong: return "This is not the code that was sent for this change.";
    case Codes::Check::used_up: return "That was the last try: the code is void. Have a new one sent.";
    case Codes::Check::expired: return "The code has expired. Have a new one sent.";
    case Codes::Check::none:
    case Codes::Check::fits: break;
    }
    return "There is no code for this change, or no more. Have a new one sent.";
}

constexpr auto wrong_token = std::string_view{
    "The second person's consent does not fit this change, or is no longer good. He has to sign in again."};

/// The first of several that commas separate.
std::string_view take_one(std::string_view& rest)
{
    auto const end = std::min(rest.find(','), rest.size());
    auto const one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return one;
}

constexpr auto one_address_at_a_time =
    std::string_view{"Change e-mail and phone one after the other: each is confirmed by a code of its own."};

} // namespace

std::vector<OwnAddress> own_addresses(OwnFields const& fields)
{
    auto result = std::vector<OwnAddress>{};
    if (fields.email)
        result.push_back({Channel::email, *fields.email});
    if (fields.phone)
        result.push_back({Channel::sms, *fields.phone});
    return result;
}

std::string Backend::canonical(wire::DecodedChange const& sent, FieldsAt fields_at) const
{
    auto change = sent.change;
    auto nothing = NoRandom{};
    static_cast<void>(complete(change, nothing, fields_at)); // what does not fit was told before
    return wire::encode_change(world(), change, sent.unknown);
}

CodeFor Backend::code_for(Asked const& asked, std::string_view canonical_change) const
{
    return {.user = world().users[asked.user].id,
            .session_key = asked.session_key,
            .token = token_in(asked.request.cookie),
            .change = canonical_change};
}

/// Judges a change by itself, and with what came along for what is missing. What has to be spent when the change is
/// carried out is put into `brought`.
Judged Backend::judge_confirmed(Asked const& asked, Change const& change, std::span<std::string const> ids_brought,
                                Brought& brought, std::string const& canonical_change)
{
    auto const by = asked.by();
    auto const what = code_for(asked, canonical_change);
    auto confirmed = Confirmed{};
    auto decision = judge(by, change, ids_brought, confirmed);
    if (decision.effect == Effect::after && decision.needs.second_person && !brought.second_persons.empty()) {
        auto const token = take_one(brought.second_persons);
        auto const is_used = std::ranges::contains(brought.spent_tokens, token); // by another change of this batch
        auto const second = is_used ? std::nullopt : second_persons_.find(what, token, asked.now);
        confirmed.second_person = second ? world().users.find(*second) : UserId{};
        if (!confirmed.second_person) {
            decision.reason = wrong_token;
            return {decision, {}};
        }
        brought.spent_tokens.emplace_back(token);
        decision = judge(by, change, ids_brought, confirmed);
    }
    if (decision.effect == Effect::after && decision.needs.otp && !brought.codes.empty()) {
        auto const check = codes_.check(what, take_one(brought.codes), asked.now);
        if (check != Codes::Check::fits) {
            decision.reason = reason_of(check);
            return {decision, {}};
        }
        brought.spent_codes.push_back(canonical_change);
        confirmed.otp = true;
        decision = judge(by, change, ids_brought, confirmed);
    }
    return {decision, confirmed.second_person};
}

void Backend::spend(Asked const& asked, Brought const& brought)
{
    for (auto const& change : brought.spent_codes)
        codes_.spend(code_for(asked, change));
    for (auto const& token : brought.spent_tokens)
        second_persons_.spend(token);
}

std::expected<Brought, wire::WireError> Backend::brought_in(Request const& request)
{
    for (auto rest = request.code; !rest.empty();) {
        if (!Codes::is_code(take_one(rest)))
            return std::unexpected(wire::WireError{"Castellan-Code", "must be a code of six digits"});
    }
    for (auto rest = request.second_person; !rest.empty();) {
        if (!SecondPersons::is_token(take_one(rest)))
            return std::unexpected(wire::WireError{"Castellan-Second-Person", "must be a token that was given here"});
    }
    return Brought{.codes = request.code, .second_persons = request.second_person, .spent_codes = {}, .spent_tokens = {}};
}

// POST /api/v1/codes

Response Backend::send_code(Asked const& asked)
{
    auto const body = wire::decode<wire::CodeRequest>(asked.request.body);
    if (!body)
        return problem(body.error());
    auto decoded = wire::decode_change(world(), body->change.text);
    if (!decoded)
        return problem(wire::within("change", std::move(decoded.error())));
    auto const brought = ids_brought_by(decoded->change);
    auto const canonical_change = canonical(*decoded, FieldsAt::fields);
    if (auto const unfit = completed(decoded->change, FieldsAt::fields))
        return problem(wire::within("change", *unfit));
    auto const& change = decoded->change;
    auto const* self = std::get_if<EditSelf>(&change);
    auto const addresses = self == nullptr ? std::vector<OwnAddress>{} : own_addresses(self->fields);
    if (addresses.size() > 1)
        return problem(wire::WireError{"change.fields", std::string{one_address_at_a_time}});

    // Refused changes are refused here as they would be there, and written down likewise.
    auto const decision = judge(asked.by(), change, brought, nothing_shown);
    if (decision.effect == Effect::allow)
        return problem(Trouble::not_now, "This change needs no code.");
    auto const confirmed =
        decision.effect == Effect::after && decision.needs.otp ? judge(asked.by(), change, brought, Confirmed{.otp = true}) : decision;
    if (confirmed.effect != Effect::allow) {
        auto const submission = Submission{asked.user, *decoded, asked.request.address, asked.now};
        return refuse(asked.by(), ledger_.refusal(submission, confirmed), confirmed, "change");
    }

    auto const until = asked.now + Codes::lasts_ms;
    auto const& row = world().users[asked.user];
    if (auto const wait = code_issues_.count_try(row.id, asked.now))
        return throttled(*wait);
    // Nobody's letter box is filled by people who say that it is theirs.
    for (auto const& address : addresses) {
        if (auto const wait = code_addresses_.count_try(lowered(address.to), asked.now))
            return throttled(*wait);
    }

    auto const code = codes_.issue(code_for(asked, canonical_change), change, random_, asked.now);
    auto messages = addresses.empty()
                        ? code_messages(world(), asked.user, name_of(kind_of(change)), code, until)
                        : std::vector{address_code_message(world(), addresses[0].channel, addresses[0].to, code, until)};
    auto sent = wire::CodeSent{.expires = wire::When{until}, .sent_to = {}};
    for (auto& message : messages) {
        sent.sent_to.emplace_back(message.channel == Channel::email ? "email" : "phone");
        outgoing_.post(std::move(message));
    }
    return json_answer(wire::encode(sent), 201);
}

/// void as soon as its owner loses the right. Asked after each change that took effect; mostly there are no codes.
void Backend::void_lost_codes(Instant now)
{
    codes_.void_lost([this, now](std::string const& id, std::string const& session_key, Change const& change) {
        auto const user = world().users.find(id);
        auto const* session = sessions_.find(session_key);
        if (!user || session == nullptr)
            return false;
        auto const decision = may(world(), user, change, Context{.otp = true, .mfa = session->mfa, .now = now});
        return decision.effect != Effect::deny;
    });
}

} // namespace castellan
