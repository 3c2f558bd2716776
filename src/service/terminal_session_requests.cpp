// A terminal says what it is, and people sign in at it, by PIN or badge.
#include "service/backend.hpp"

#include "rules/at_terminal.hpp"
#include "rules/grants.hpp"
#include "service/cookie.hpp"
#include "service/network.hpp"
#include "service/notices.hpp"
#include "service/passwords.hpp"
#include "service/secret.hpp"
#include "service/terminal_limits.hpp"
#include "wire/codec.hpp"
#include "wire/session_json.hpp"

#include <format>

namespace castellan {

namespace {

constexpr auto no_terminal = std::string_view{"No terminal is paired here, or no longer. Pair it by a new code."};
constexpr auto not_paired_by_that =
    std::string_view{"This is no pairing code, or no longer a good one. Have a new one made."};

/// How long nobody needs to touch a terminal before its session ends; the terminal counts.
constexpr std::int64_t inactivity_seconds = 30;

constexpr auto cookie_lasts_s = 400 * 24 * 60 * 60;

} // namespace

struct Backend::TerminalSignInWork final : Work {
    Secret pin;
    std::string hash;
    PinTry tried;
    SignedInFrom from;
    std::string token; // the terminal's
    bool fits = false;
    bool by_badge_alone = false;

    // Of a second person: what he is to witness. No first one: somebody signs in himself.
    std::string first;
    std::string session_key;
    std::string change; // JSON

    TerminalSignInWork(std::string given, PinTry what) : pin(std::move(given)), hash(what.hash), tried(std::move(what)) {}
    void run() override { fits = password_fits(pin.text, hash); }
};

// What it is

std::string_view Backend::terminal_cookie_name() const
{
    return options_.behind_tls ? "__Host-castellan_terminal" : "castellan_terminal";
}

std::string Backend::terminal_cookie_with(std::string_view token) const
{
    return std::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", terminal_cookie_name(), token, cookie_lasts_s,
                       options_.behind_tls ? "; Secure" : "");
}

/// The terminal whose cookie came along; nothing if there is none, or its group is gone.
std::optional<AtTerminal> Backend::terminal_of(Request const& request, Instant now)
{
    auto const id = terminals_.use(cookie_value(request.cookie, terminal_cookie_name()), now);
    auto const* row = terminals_.find(id);
    auto const group = row == nullptr ? GroupId{} : world().groups.find(row->group);
    if (!group)
        return std::nullopt;
    return AtTerminal{.id = id, .group = group};
}

Response Backend::unknown_terminal()
{
    return problem(Trouble::unknown_terminal, no_terminal);
}

Response Backend::terminal_state(AtTerminal const& at, Instant now) const
{
    auto const& kept = *terminals_.find(at.id);
    auto const& group = world().groups[at.group];
    auto const& account = world().accounts[group.account];
    auto state = wire::TerminalState{.terminal = at.id,
                                     .name = kept.name,
                                     .organization = world().organization.name,
                                     .account = account.id,
                                     .group = group.id,
                                     .group_name = group.name,
                                     .time_zone = account.time_zone,
                                     .badge_alone = kept.badge_alone,
                                     .inactivity_seconds = inactivity_seconds,
                                     .now = now,
                                     .people = {}};
    auto people = group.members;
    for (auto const& key : group.key_roles) {
        if (!holds(group.members, key.thing))
            people.push_back(key.thing);
    }
    for (auto const user : people) {
        auto const& row = world().users[user];
        if (row.status == Status::active && pins_.hash_of(row.id) != nullptr)
            state.people.push_back({.user = row.id, .name = row.name});
    }
    return json_answer(wire::encode(state));
}

/// GET /api/v1/terminal
Response Backend::show_terminal(Asked const& asked)
{
    auto const at = terminal_of(asked.request, asked.now);
    return at ? terminal_state(*at, asked.now) : unknown_terminal();
}

/// POST /api/v1/terminal/pair. Rights are judged now: whoever had the code made must still look after the group.
Response Backend::pair_terminal(Asked const& asked)
{
    auto const body = wire::decode<wire::TerminalPairing>(asked.request.body);
    if (!body)
        return problem(body.error());
    auto const network = network_of(asked.request.address);
    if (auto const wait = pairing_tries_.count_try(network, asked.now))
        return throttled(*wait);
    auto const wanted = terminals_.find_code(body->code, asked.now);
    auto const group = wanted ? world().groups.find(wanted->group) : GroupId{};
    auto const maker = wanted ? world().users.find(wanted->by) : UserId{};
    auto const by = By{.user = maker, .address = asked.request.address, .now = asked.now};
    if (!group || !maker || world().users[maker].status != Status::active || !looks_after_terminals_of(by, group) ||
        terminals_.count_in(wanted->group) >= Terminals::each_most)
        return problem(Trouble::unknown_terminal, not_paired_by_that);
    pairing_tries_.give_back(network);

    auto const paired = terminals_.pair(*wanted, random_, asked.now);
    ledger_.write(ledger_.about_terminal(maker, terminal_pairing_kind, *log_terminal(paired.terminal),
                                         Decision{.effect = Effect::allow, .rule = {}}, asked.request.address, asked.now));
    auto response = terminal_state({.id = paired.terminal, .group = group}, asked.now);
    response.status = 201;
    response.terminal_cookie = terminal_cookie_with(paired.token);
    return response;
}

// Signing in

/// The same for a wrong PIN, an unknown badge, a person who is not of the group, and one without a PIN.
Response Backend::wrong_pin(PinTry const& tried, Instant now)
{
    auto const left = tried.badge.empty() ? pin_tries_.left(tried.user_said, now) : badge_tries_.left(tried.badge, now);
    if (auto const user = world().users.find(tried.user); user && pin_tries_anywhere_.left(tried.user, now) == 0)
        outgoing_.post(notice_message(world(), world().users[user].email,
                                      "Too many wrong PINs were tried for you at terminals. Yours opens nothing there until "
                                      "tomorrow, or until you choose another one in your profile."));
    return problem(Trouble::wrong_pin, wire::Problem{.detail = "This does not fit.", .tries_left = left});
}

/// Counts a try to sign in at a terminal, and finds the hash to hold the PIN against. Whoever would not do here, is tried by
/// a badge that is nobody's, or was tried too often by other ways, looks like anybody whose PIN is wrong: and tries at him
/// here lock nobody out elsewhere.
std::expected<Backend::PinTry, Response> Backend::begin_pin_try(AtTerminal const& at, std::string const& user,
                                                                std::string const& badge, Instant now,
                                                                std::function<bool(UserId)> const& would_do)
{
    if (user.empty() == badge.empty())
        return std::unexpected(problem(wire::WireError{"user", "or badge must be given, and not both"}));
    auto const here = [&](std::string const& person) { return world().groups[at.group].id + ' ' + person; };
    auto tried = PinTry{.terminal = at.id, .user_said = {}, .badge = {}, .user = {}, .counted = {}, .hash = dummy_hash_};
    if (auto const wait = pin_tries_at_.count_try(at.id, now))
        return std::unexpected(throttled(*wait));
    auto const owner = user.empty() ? pins_.owner_of(badge) : user;
    auto const person = world().users.find(owner);
    auto is_open = person && world().users[person].status == Status::active && would_do(person);
    auto wait = std::optional<Instant>{};
    if (!user.empty()) {
        tried.user_said = here(user);
        wait = pin_tries_.count_try(tried.user_said, now);
    } else {
        tried.badge = pins_.hash_of_badge(badge);
        wait = badge_tries_.count_try(tried.badge, now);
        is_open = is_open && !wait && !pin_tries_.count_try(here(owner), now);
    }
    if (wait) {
        pin_tries_at_.give_back(at.id);
        return std::unexpected(throttled(*wait));
    }
    if (is_open && !pin_tries_anywhere_.count_try(owner, now)) {
        tried.user = owner;
        tried.counted = here(owner);
        if (auto const* hash = pins_.hash_of(owner))
            tried.hash = *hash;
    }
    return tried;
}

/// The right PIN forgives the wrong ones before it.
void Backend::forgive_pin_tries(PinTry const& tried)
{
    pin_tries_at_.give_back(tried.terminal);
    pin_tries_.forgive(tried.counted);
    pin_tries_anywhere_.give_back(tried.user);
    badge_tries_.forgive(tried.badge);
}

/// It counts as no try, and forgives none.
void Backend::give_back_pin_try(PinTry const& tried)
{
    pin_tries_at_.give_back(tried.terminal);
    pin_tries_.give_back(tried.badge.empty() ? tried.user_said : tried.counted);
    pin_tries_anywhere_.give_back(tried.user);
    badge_tries_.give_back(tried.badge);
}

/// POST /api/v1/terminal/session
Outcome Backend::sign_in_at_terminal(Asked const& asked)
{
    auto const at = terminal_of(asked.request, asked.now);
    if (!at)
        return {.response = unknown_terminal(), .after = ledger_.ticket()};
    auto body = wire::decode<wire::TerminalSignIn>(asked.request.body);
    if (!body)
        return {.response = problem(body.error())};
    auto const by_badge_alone = body->pin.empty() && !body->badge.empty() && terminals_.find(at->id)->badge_alone;
    if (body->pin.empty() && !by_badge_alone)
        return {.response = problem(wire::WireError{"pin", "must be given"})};
    auto const is_member = [&](UserId user) { return is_of_group(world(), at->group, user); };
    auto tried = begin_pin_try(*at, body->user, body->badge, asked.now, is_member);
    if (!tried)
        return {.response = std::move(tried.error())};
    auto work = std::make_unique<TerminalSignInWork>(std::move(body->pin), *std::move(tried));
    work->from = {browser_in(asked.request.user_agent), std::string{asked.request.address}};
    work->token = cookie_value(asked.request.cookie, terminal_cookie_name());
    if (!by_badge_alone)
        return {.work = std::move(work)};
    work->fits = !work->tried.user.empty();
    work->by_badge_alone = true;
    return {.response = signed_in_at_terminal(*work, asked.now), .after = ledger_.ticket()};
}

std::optional<Response> Backend::finish_terminal_sign_in(Work& work, Instant now)
{
    auto* const signing_in = dynamic_cast<TerminalSignInWork*>(&work);
    if (signing_in == nullptr)
        return std::nullopt;
    // The world has gone on while the PIN was looked at.
    auto const* hash = pins_.hash_of(signing_in->tried.user);
    signing_in->fits = signing_in->fits && hash != nullptr && *hash == signing_in->hash;
    return signing_in->first.empty() ? signed_in_at_terminal(*signing_in, now) : witnessed_at_terminal(*signing_in, now);
}

bool Backend::drop_terminal_sign_in(Work& work)
{
    auto const* signing_in = dynamic_cast<TerminalSignInWork*>(&work);
    if (signing_in != nullptr)
        give_back_pin_try(signing_in->tried);
    return signing_in != nullptr;
}

/// Whoever begins to work at a terminal ends what the person before him had there.
Response Backend::signed_in_at_terminal(TerminalSignInWork& work, Instant now)
{
    auto const& tried = work.tried;
    auto const* terminal = terminals_.find(tried.terminal);
    auto const group = terminal == nullptr ? GroupId{} : world().groups.find(terminal->group);
    if (!group)
        return unknown_terminal();
    auto const user = world().users.find(tried.user);
    auto const may_enter = work.fits && user && world().users[user].status == Status::active &&
                           is_of_group(world(), group, user);
    if (!may_enter)
        return wrong_pin(tried, now);
    // A badge says nothing of the PIN.
    work.by_badge_alone ? give_back_pin_try(tried) : forgive_pin_tries(tried);
    sessions_.end_at(tried.terminal);
    terminals_.note(tried.terminal, tried.user, work.by_badge_alone ? Terminals::Shown::badge : Terminals::Shown::pin, now);
    auto response = begin_session(user, std::move(work.from), now, tried.terminal);
    response.terminal_cookie = terminal_cookie_with(work.token);
    return response;
}

/// In place of the person's own right to anywhere: what a session at a terminal is for, and only while the terminal is there
/// and the person is of its group. Why not, if it is not let in.
std::optional<Response> Backend::admit_at_terminal(Session const& session, Asked& asked)
{
    auto const at = terminal_of(asked.request, asked.now);
    if (!at || at->id != session.terminal || !is_of_group(world(), at->group, asked.user)) {
        sessions_.end(asked.session_key);
        return problem(Trouble::signed_out, "Sign in first.");
    }
    if (!is_for_terminals(asked.call()))
        return problem(Trouble::denied, "This is not done at a terminal. Sign in to the console for it.");
    asked.at = *at;
    return std::nullopt;
}

// Second persons (S-13)

/// POST /api/v1/terminal/second-person
Outcome Backend::second_person_at_terminal(Asked const& asked)
{
    auto const answered = [this](Response response) { return Outcome{.response = std::move(response), .after = ledger_.ticket()}; };
    if (asked.at.id.empty())
        return answered(unknown_terminal());
    auto body = wire::decode<wire::TerminalSecondPerson>(asked.request.body);
    if (!body)
        return answered(problem(body.error()));
    if (body->pin.empty())
        return answered(problem(wire::WireError{"pin", "must be given"}));
    // Only for what needs it: otherwise this would be one more way to try PINs.
    auto const wanted = change_to_witness(asked.by(), body->change.text);
    if (!wanted)
        return answered(wanted.error());
    auto const would_do = [&](UserId second) {
        auto const decision = judge(asked.by(), wanted->decoded.change, wanted->brought, Confirmed{.second_person = second});
        return second == asked.user || decision.effect != Effect::after || !decision.needs.second_person;
    };
    auto tried = begin_pin_try(asked.at, body->user, body->badge, asked.now, would_do);
    if (!tried)
        return answered(std::move(tried.error()));
    auto work = std::make_unique<TerminalSignInWork>(std::move(body->pin), *std::move(tried));
    work->from.address = asked.request.address;
    work->first = world().users[asked.user].id;
    work->session_key = asked.session_key;
    work->change = std::move(body->change.text);
    return {.work = std::move(work)};
}

Response Backend::witnessed_at_terminal(TerminalSignInWork& work, Instant now)
{
    auto const& tried = work.tried;
    auto const second = world().users.find(tried.user);
    if (!work.fits || !second || world().users[second].status != Status::active)
        return wrong_pin(tried, now);
    forgive_pin_tries(tried);
    auto const by = by_session(work.first, work.session_key, work.from.address, now);
    if (!by || by->at.id != tried.terminal)
        return problem(Trouble::signed_out, "Sign in first.");
    auto response = admit_second_person(*by, work.session_key, second, work.change);
    if (response.status == 201)
        terminals_.note(tried.terminal, tried.user, Terminals::Shown::pin, now);
    return response;
}

} // namespace castellan
