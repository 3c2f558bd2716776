// Where a person is signed in, and ending it: oneself, or somebody else who may be disabled.
#include "service/backend.hpp"

#include "rules/may.hpp"
#include "rules/sight.hpp"
#include "wire/codec.hpp"
#include "wire/session_json.hpp"

#include <algorithm>

namespace castellan {

Response Backend::own_sessions(Asked const& asked) const
{
    auto list = wire::SessionList{};
    for (auto const& key : sessions_.keys_of(world().users[asked.user].id, asked.now)) {
        auto const& session = *sessions_.find(key);
        list.sessions.push_back({.id = session.name,
                                 .since = wire::When{session.since},
                                 .seen = wire::When{session.seen},
                                 .browser = session.from.browser.name,
                                 .system = session.from.browser.system,
                                 .from = session.from.address,
                                 .mfa = session.mfa,
                                 .current = key == asked.session_key});
    }
    std::ranges::stable_sort(list.sessions, std::greater{}, [](wire::SessionRow const& row) { return std::pair{row.current, row.seen.at}; });
    return json_answer(wire::encode(list));
}

/// The second factor is not asked for: whoever finds a stranger among his sessions puts him out at once.
Response Backend::end_own_session(Asked const& asked)
{
    auto const name = wire::percent_decoded(asked.match.parameters[0].value).value_or("");
    auto const keys = sessions_.keys_of(world().users[asked.user].id, asked.now);
    auto const key = std::ranges::find_if(keys, [&](std::string const& one) { return sessions_.find(one)->name == name; });
    if (key == keys.end())
        return problem(Decision{.hidden = true});
    auto response = Response{.status = 204};
    if (*key == asked.session_key)
        response.set_cookie = cookie_with("") + "; Max-Age=0";
    sessions_.end(*key);
    ledger_.mention(asked.user, sessions_ended_kind, asked.request.address, asked.now);
    return response;
}

Response Backend::end_other_sessions(Asked const& asked)
{
    auto const& id = world().users[asked.user].id;
    if (sessions_.keys_of(id, asked.now).size() > 1) {
        sessions_.end_all_of(id, asked.session_key);
        ledger_.mention(asked.user, sessions_ended_kind, asked.request.address, asked.now);
    }
    return Response{.status = 204};
}

/// Whoever may disable a person may do the lesser thing, with or without the code that disabling would take (T-2). How many
/// sessions there were, from where, and whether any, is not told.
Response Backend::end_sessions_of(Asked const& asked)
{
    auto const id = wire::percent_decoded(asked.match.parameters[0].value).value_or("");
    auto const person = world().users.find(id);
    if (!person || !sees(world(), asked.user, person))
        return problem(Decision{.hidden = true});
    auto const disabling = may(world(), asked.user, DisableUser{person}, Context{.otp = true, .mfa = asked.mfa, .now = asked.now});
    auto const decision = disabling.effect == Effect::deny ? disabling : Decision{.effect = Effect::allow, .rule = "T-2"};
    auto entry = ledger_.about_person(asked.user, sessions_ended_kind, person, decision, asked.request.address, asked.now);
    if (decision.effect != Effect::allow)
        return refuse(asked.by(), std::move(entry), decision);
    ledger_.write(std::move(entry));
    sessions_.end_all_of(id);
    terminals_.forget_person(id);
    codes_.void_all_of(id);
    second_persons_.void_all_of(id);
    return Response{.status = 204};
}

} // namespace castellan
