// Terminals as people look after them (docs/TERMINALS.md): pairing one with a group, seeing and revoking it, PINs and
// badges, and settling what a terminal did without a connection and the rules refused.
#include "service/backend.hpp"

#include "rules/grants.hpp"
#include "rules/may.hpp"
#include "rules/sight.hpp"
#include "service/new_ids.hpp"
#include "service/network.hpp"
#include "service/notices.hpp"
#include "service/passwords.hpp"
#include "service/pins.hpp"
#include "service/secret.hpp"
#include "wire/codec.hpp"
#include "wire/device_json.hpp"
#include "wire/session_json.hpp"

#include <algorithm>

namespace castellan {

namespace {

constexpr auto settled = Decision{.effect = Effect::allow, .rule = "X-7"};

constexpr auto own_matter = Decision{
    .effect = Effect::not_now, .rule = "X-7", .reason = "Nobody settles what he did himself, or was the second person of."};

constexpr auto too_many_terminals = Decision{
    .effect = Effect::not_now, .rule = "X-13", .reason = "This group has as many terminals as it can have. Revoke one first."};
constexpr auto badge_of_other = Decision{
    .effect = Effect::not_now, .rule = "X-4", .reason = "This badge is somebody else's. Take it away there first, or use another."};
constexpr auto no_badge = Decision{.effect = Effect::not_now, .rule = "X-13", .reason = "No badge is known of this person."};
constexpr auto no_pin = Decision{.effect = Effect::not_now, .rule = "X-13", .reason = "You have no PIN."};

std::string first_parameter(Asked const& asked)
{
    return wire::percent_decoded(asked.match.parameters[0].value).value_or("");
}

/// Whether this person may be told what a change says: he lists everything that it names, as the trail has it. What somebody
/// filled into a form is for those alone who list its records.
bool tells(World const& world, UserId viewer, wire::DecodedChange const& decoded)
{
    auto all = decoded.unknown.empty();
    for_each_subject(subjects_of(world, decoded.change), [&](auto thing) { all = all && (!thing || sight_of(world, viewer, thing) == Sight::whole); });
    auto const* submitted = std::get_if<SubmitRecord>(&decoded.change);
    return all && (submitted == nullptr || permissions_in(world, viewer, place_of(world, submitted->module)).has(Permission::records_list));
}

} // namespace

/// What the rules say of looking after a group's terminals: it is an edit of the group, of what stands beside its row.
Decision Backend::judge_terminals_of(By const& by, GroupId group) const
{
    auto edit = EditGroup{group, {}};
    edit.fields.name = world().groups[group].name + '\'';
    return judge(by, edit, {}, nothing_shown);
}

bool Backend::looks_after_terminals_of(By const& by, GroupId group) const
{
    auto const effect = judge_terminals_of(by, group).effect;
    return effect == Effect::allow || effect == Effect::after;
}

std::optional<wire::LogTerminal> Backend::log_terminal(std::string_view id) const
{
    auto const* row = terminals_.find(id);
    if (row == nullptr)
        return std::nullopt;
    return wire::LogTerminal{.id = std::string{id}, .name = row->name, .group = row->group};
}

// Pairing

/// POST /api/v1/groups/{group}/terminal_code
Response Backend::offer_terminal(Asked const& asked)
{
    auto body = wire::decode<wire::TerminalOffer>(asked.request.body);
    if (!body)
        return problem(body.error());
    if (body->name.find_first_not_of(' ') == body->name.npos)
        return problem(wire::WireError{"name", "must not be empty"});
    auto const group = world().groups.find(first_parameter(asked));
    if (!group || !sees(world(), asked.user, group))
        return problem(Decision{.hidden = true});
    auto const& row = world().groups[group];
    auto decision = judge_terminals_of(asked.by(), group);
    if (decision.effect == Effect::allow && terminals_.count_in(row.id) >= Terminals::each_most)
        decision = too_many_terminals;
    auto const terminal = wire::LogTerminal{.id = {}, .name = body->name, .group = row.id};
    auto entry = ledger_.about_terminal(asked.user, terminal_code_kind, terminal, decision, asked.request.address, asked.now);
    if (decision.effect != Effect::allow)
        return refuse(asked.by(), std::move(entry), decision);
    ledger_.write(std::move(entry));
    auto const wanted = TerminalToBe{.group = row.id,
                                     .name = std::move(body->name),
                                     .badge_alone = body->badge_alone,
                                     .by = world().users[asked.user].id};
    auto const offered = terminals_.offer(wanted, random_, asked.now);
    return json_answer(wire::encode(wire::PairingOffer{.code = offered.code, .expires = wire::When{offered.until}}), 201);
}

/// GET /api/v1/terminals
Response Backend::list_terminals(Asked const& asked) const
{
    auto list = wire::TerminalList{};
    for (auto const& id : terminals_.ids()) {
        auto const& kept = *terminals_.find(id);
        auto const group = world().groups.find(kept.group);
        if (!group || !looks_after_terminals_of(asked.by(), group))
            continue;
        auto row = wire::TerminalRow{.id = id,
                                     .name = kept.name,
                                     .group = kept.group,
                                     .badge_alone = kept.badge_alone,
                                     .paired = kept.paired,
                                     .paired_by = {},
                                     .last_seen = kept.seen};
        auto const maker = world().users.find(kept.by);
        if (maker && sees(world(), asked.user, maker))
            row.paired_by = kept.by;
        list.terminals.push_back(std::move(row));
    }
    return json_answer(wire::encode(list));
}

/// DELETE /api/v1/terminals/{terminal}
Response Backend::revoke_terminal(Asked const& asked)
{
    auto const id = first_parameter(asked);
    auto const terminal = log_terminal(id);
    auto const group = terminal ? world().groups.find(terminal->group) : GroupId{};
    if (!group)
        return problem(Decision{.hidden = true});
    auto const decision = judge_terminals_of(asked.by(), group);
    if (decision.effect == Effect::deny) // that there is a terminal is told to nobody else
        return problem(Decision{.hidden = true});
    auto entry = ledger_.about_terminal(asked.user, terminal_revoked_kind, *terminal, decision, asked.request.address, asked.now);
    if (decision.effect != Effect::allow)
        return refuse(asked.by(), std::move(entry), decision);
    ledger_.write(std::move(entry));
    forget_terminal(id);
    return Response{.status = 204};
}

/// What it did and was refused stays to be settled.
void Backend::forget_terminal(std::string const& terminal)
{
    sessions_.end_at(terminal);
    terminal_queue_.forget(terminal);
    static_cast<void>(terminals_.revoke(terminal));
}

/// Whatever he has shown at terminals counts for nothing any more.
void Backend::put_out_at_terminals(std::string const& user)
{
    sessions_.end_at_terminals(user);
    terminals_.forget_person(user);
}

/// After a change: a group is gone and its terminals with it, or somebody is not of it any more, or has no PIN.
void Backend::look_after_terminals(Change const& change)
{
    if (std::holds_alternative<DeleteGroup>(change)) {
        for (auto const& id : terminals_.ids()) {
            if (auto const group = terminals_.find(id)->group; !world().groups.find(group)) {
                terminals_.drop_code(group);
                forget_terminal(id);
            }
        }
    }
    if (auto const* left = std::get_if<RemoveMember>(&change))
        put_out_at_terminals(world().users[left->user].id);
    if (auto const* cleared = std::get_if<ClearPin>(&change)) {
        auto const& id = world().users[cleared->user].id;
        pins_.drop(id);
        put_out_at_terminals(id);
    }
}

// One's own PIN

struct Backend::PinWork final : Work {
    Secret password;
    Secret pin;
    std::string hash;
    PasswordCost cost;
    std::string user;
    std::string email;
    std::string session_key;
    std::string address;
    std::string pin_hash; // empty: the password does not fit

    PinWork(wire::OwnPin given, std::string against, PasswordCost new_cost)
        : password(std::move(given.password)), pin(std::move(given.pin)), hash(std::move(against)), cost(new_cost)
    {
    }
    void run() override
    {
        if (password_fits(password.text, hash))
            pin_hash = hash_password(pin.text, cost);
    }
};

/// POST /api/v1/pin
Outcome Backend::set_pin(Asked const& asked)
{
    auto body = wire::decode<wire::OwnPin>(asked.request.body);
    if (!body)
        return {.response = problem(body.error())};
    if (auto const unfit = pin_problem(body->pin))
        return {.response = problem(wire::WireError{"pin", std::string{*unfit}})};
    auto const& row = world().users[asked.user];
    // Whoever knows the password alone does not make himself a second way in.
    if (second_factors_.has(row.id) && !asked.mfa)
        return {.response = problem(second_factor_first)};
    if (auto const wait = count_try_at(row.email, asked.request.address, asked.now))
        return {.response = throttled(*wait)};
    auto const hash = passwords_.find(row.id);
    auto work = std::make_unique<PinWork>(std::move(*body), hash == passwords_.end() ? dummy_hash_ : hash->second,
                                          options_.passwords);
    work->user = row.id;
    work->email = row.email;
    work->session_key = asked.session_key;
    work->address = asked.request.address;
    return {.work = std::move(work)};
}

std::optional<Response> Backend::finish_pin(Work& work, Instant now)
{
    auto* const choosing = dynamic_cast<PinWork*>(&work);
    return choosing == nullptr ? std::nullopt : std::optional{pin_chosen(*choosing, now)};
}

bool Backend::drop_pin_work(Work& work)
{
    auto const* choosing = dynamic_cast<PinWork*>(&work);
    if (choosing != nullptr)
        give_back_try_at(choosing->email, choosing->address);
    return choosing != nullptr;
}

Response Backend::pin_chosen(PinWork& work, Instant now)
{
    auto const user = world().users.find(work.user);
    if (!user || !sessions_.lives(work.session_key, now) || world().users[user].status != Status::active)
        return problem(Trouble::signed_out, "Sign in first.");
    auto const hash = passwords_.find(work.user);
    if (work.pin_hash.empty() || hash == passwords_.end() || hash->second != work.hash)
        return problem(Trouble::unfit, wire::Problem{.detail = "This is not your password.", .path = "password"});
    forgive_tries_at(work.email, work.address);
    pins_.set(work.user, std::move(work.pin_hash));
    pin_tries_anywhere_.forgive(work.user); // they were of the former one
    put_out_at_terminals(work.user); // whoever had the former one is out
    ledger_.set_pin(user, user, true, work.address, now);
    return Response{.status = 204};
}

/// DELETE /api/v1/pin
Response Backend::remove_pin(Asked const& asked)
{
    auto const& row = world().users[asked.user];
    if (!row.pin && pins_.hash_of(row.id) == nullptr)
        return problem(no_pin);
    auto const id = row.id;
    pins_.drop(id);
    put_out_at_terminals(id);
    ledger_.set_pin(asked.user, asked.user, false, asked.request.address, asked.now);
    return Response{.status = 204};
}

bool Backend::preset_pin(std::string_view email, std::string hash)
{
    auto const user = world().find_by_email(email);
    if (!user || hash.empty())
        return false;
    pins_.set(world().users[user].id, std::move(hash));
    if (!world().users[user].pin)
        ledger_.set_pin(UserId{}, user, true, {}, now_);
    return true;
}

// Badges

/// by a badge somebody signs in, so that it is part of who he is, as his e-mail address and phone are.
Decision Backend::judge_badge_of(By const& by, UserId person) const
{
    auto edit = EditUser{person, {}};
    edit.fields.phone = world().users[person].phone == "+10000001" ? "+10000002" : "+10000001";
    return judge(by, edit, {}, nothing_shown);
}

/// PUT and DELETE /api/v1/users/{user}/badge
Response Backend::change_badge(Asked const& asked)
{
    auto const sets = asked.call() == wire::Call::set_badge;
    auto body = sets ? wire::decode<wire::Badge>(asked.request.body) : wire::Badge{};
    if (!body)
        return problem(body.error());
    if (auto const unfit = sets ? badge_problem(body->badge) : std::nullopt)
        return problem(wire::WireError{"badge", std::string{*unfit}});
    auto const id = first_parameter(asked);
    auto const person = world().users.find(id);
    if (!person || !sees(world(), asked.user, person))
        return problem(Decision{.hidden = true});
    auto decision = judge_badge_of(asked.by(), person);
    if (decision.effect == Effect::allow && sets && !pins_.set_badge(id, body->badge, random_))
        decision = badge_of_other;
    if (decision.effect == Effect::allow && !sets && !pins_.drop_badge(id))
        decision = no_badge;
    auto const kind = sets ? badge_kind : badge_removed_kind;
    auto entry = ledger_.about_person(asked.user, kind, person, decision, asked.request.address, asked.now);
    if (decision.effect != Effect::allow)
        return refuse(asked.by(), std::move(entry), decision);
    ledger_.write(std::move(entry));
    put_out_at_terminals(id);
    outgoing_.post(notice_message(world(), world().users[person].email,
                                  sets ? "You were given a badge to sign in by at terminals. A former one is good no more."
                                       : "The badge by which you signed in at terminals is good no more."));
    return Response{.status = 204};
}

// What was refused

/// Whoever looks after the group's terminals settles it; where the group is gone, whoever could make one in its account.
bool Backend::settles(By const& by, wire::RefusedChange const& refused) const
{
    if (auto const group = world().groups.find(refused.group))
        return looks_after_terminals_of(by, group);
    auto const account = world().accounts.find(refused.account);
    if (!account)
        return false;
    auto create = CreateGroup{.account = account, .group = "new", .fields = {}};
    create.fields.name = "?";
    auto const effect = judge(by, create, {}, nothing_shown).effect;
    return effect == Effect::allow || effect == Effect::after;
}

/// GET /api/v1/refused_changes
Response Backend::list_refused(Asked const& asked) const
{
    auto list = wire::RefusedChanges{};
    for (auto const& [id, kept] : terminal_queue_.refused()) {
        if (!settles(asked.by(), kept))
            continue;
        auto shown = kept;
        for (auto* person : {&shown.user, &shown.second_person}) {
            auto const user = world().users.find(*person);
            if (!user || !sees(world(), asked.user, user))
                person->clear();
        }
        auto const decoded = wire::decode_change(world(), kept.change.text);
        if (!decoded || !tells(world(), asked.user, *decoded)) {
            shown.change.text.clear();
            if (shown.effect == wire::word_of(wire::QueuedEffect::invalid))
                shown.reason.clear(); // it repeats what was sent
        }
        list.refused.push_back(std::move(shown));
    }
    std::ranges::stable_sort(list.refused, {}, [](wire::RefusedChange const& refused) {
        return std::pair{refused.received.at, refused.at.at};
    });
    return json_answer(wire::encode(list));
}

/// POST /api/v1/refused_changes/{refused}/settle
Response Backend::settle_refused(Asked const& asked)
{
    auto body = wire::decode<wire::Settlement>(asked.request.body);
    if (!body)
        return problem(body.error());
    if (body->note.find_first_not_of(" \n\t") == body->note.npos)
        return problem(wire::WireError{"note", "must not be empty"});
    auto const id = first_parameter(asked);
    auto const& all = terminal_queue_.refused();
    auto const found = all.find(id);
    if (found == all.end() || !settles(asked.by(), found->second))
        return problem(Decision{.hidden = true});
    auto const& kept = found->second;
    auto const group = world().groups.find(kept.group);
    auto const& me = world().users[asked.user].id;
    auto const decision = me == kept.user || me == kept.second_person ? own_matter
                          : group                                     ? judge_terminals_of(asked.by(), group)
                                                                      : settled;
    auto const terminal = wire::LogTerminal{.id = kept.terminal, .name = kept.terminal_name, .group = kept.group};
    auto entry = ledger_.about_terminal(asked.user, terminal_settled_kind, terminal, decision, asked.request.address,
                                        asked.now, &kept, body->note);
    if (decision.effect != Effect::allow)
        return refuse(asked.by(), std::move(entry), decision);
    ledger_.write(std::move(entry));
    terminal_queue_.settle(std::string{id});
    return Response{.status = 204};
}

} // namespace castellan
