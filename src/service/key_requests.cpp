// Keys of credentials: letting one in, and making one.
#include "service/backend.hpp"

#include "rules/sight.hpp"
#include "service/key_limits.hpp"
#include "service/network.hpp"
#include "wire/codec.hpp"
#include "wire/key_json.hpp"

#include <chrono>
#include <format>

namespace castellan {

namespace {

/// `last_day` is in UTC, or empty.
bool is_over(std::string_view last_day, Instant now)
{
    auto const today = std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{now}});
    return !last_day.empty() && last_day < std::format("{:%F}", std::chrono::year_month_day{today});
}

/// The same for a key that never was, one that is void or over, and one of somebody who is disabled.
Response no_good_key()
{
    auto response = problem(Trouble::signed_out, "This key is not good, or no longer.");
    response.authenticate = "Bearer";
    return response;
}

} // namespace

/// In place of a session: whoever made the key asks, limited to what the key may. Why not, if it is not let in.
std::optional<Response> Backend::admit_key(std::string_view key, Asked& asked)
{
    auto const found = keys_.use(key, asked.now);
    auto const credential = found ? world().credentials.find(found->credential) : CredentialId{};
    auto const user = found ? world().users.find(found->person) : UserId{};
    auto const* row = world().get(credential);
    auto const is_good = row != nullptr && !is_over(row->expires, asked.now) && user &&
                         world().users[user].status == Status::active;
    if (!is_good) {
        auto const wait = key_guesses_.count_try(network_of(asked.request.address), asked.now);
        return wait ? throttled(*wait) : no_good_key();
    }
    if (auto const wait = key_calls_.count_try(row->id, asked.now))
        return throttled(*wait);
    if (!is_for_keys(asked.call()))
        return problem(Trouble::denied, "This is for people who sign in, not for keys.");
    asked.user = user;
    asked.credential = credential;
    asked.mfa = found->mfa;
    return std::nullopt;
}

/// Whose tries, refusals and repeated requests are counted and kept together. Ids have no blanks.
std::string Backend::name_of_asker(By const& by) const
{
    auto const* credential = key_of(by);
    return credential == nullptr ? world().users[by.user].id : "key " + credential->id;
}

Submission Backend::submission_of(Asked const& asked, wire::DecodedChange const& decoded, UserId second) const
{
    auto const* credential = key_of(asked.by());
    return {.actor = asked.user,
            .decoded = decoded,
            .from = asked.request.address,
            .now = asked.now,
            .second_person = second,
            .credential = credential == nullptr ? std::string_view{} : std::string_view{credential->id},
            .terminal = log_terminal(asked.at.id)};
}

/// An edit of what stands beside the world: it is judged like one, and written down without the key.
Response Backend::new_key(Asked const& asked)
{
    auto const id = wire::percent_decoded(asked.match.parameters[0].value);
    auto const credential = id ? world().credentials.find(*id) : CredentialId{};
    if (!credential || !sees(world(), asked.user, credential))
        return problem(Decision{.hidden = true});
    auto edit = EditCredential{credential, {}};
    edit.fields.name = world().credentials[credential].name + '\'';
    auto const decision = judge(asked.by(), edit, {}, nothing_shown);
    auto const decoded = wire::DecodedChange{.change = EditCredential{credential, {}}};
    auto const submission = submission_of(asked, decoded);
    if (decision.effect != Effect::allow)
        return refuse(asked.by(), ledger_.refusal(submission, decision), decision);
    ledger_.carry_out(submission, decision, credential_key_kind);
    auto const key = keys_.issue(*id, world().users[asked.user].id, asked.mfa, random_, asked.now);
    return json_answer(wire::encode(wire::NewKey{key}), 201);
}

Response Backend::key_states(Asked const& asked) const
{
    auto const id = wire::percent_decoded(asked.match.parameters[0].value);
    auto const account = id ? world().accounts.find(*id) : AccountId{};
    if (!account || !sees(world(), asked.user, account))
        return problem(Decision{.hidden = true});
    auto states = wire::KeyStates{};
    for (auto const credential : world().credentials.handles()) {
        auto const& row = world().credentials[credential];
        if (row.account != account || !sees(world(), asked.user, credential))
            continue;
        auto state = wire::KeyState{.credential = row.id};
        if (auto const* key = keys_.find(row.id)) {
            state.prefix = key->prefix;
            state.since = key->since;
            state.seen = key->seen;
            auto const maker = world().users.find(key->by);
            if (maker && (maker == asked.user || sees(world(), asked.user, maker)))
                state.by = key->by;
        }
        states.credentials.push_back(std::move(state));
    }
    return json_answer(wire::encode(states));
}

} // namespace castellan
