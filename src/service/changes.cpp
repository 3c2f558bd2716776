// Changes: parse, judge, carry out, answer. One by one, and whole batches or nothing of them.
#include "service/backend.hpp"

#include "rules/facts.hpp"
#include "rules/grants.hpp"
#include "rules/may.hpp"
#include "rules/sight.hpp"
#include "service/complete.hpp"
#include "service/form_answers.hpp"
#include "service/key_limits.hpp"
#include "service/new_ids.hpp"
#include "service/notices.hpp"
#include "service/terminal_limits.hpp"
#include "wire/change_json.hpp"
#include "wire/view.hpp"
#include "wire/writer.hpp"

#include <algorithm>
#include <charconv>
#include <format>
#include <variant>

namespace castellan {

namespace {

using wire::Writer;

/// The thing that a change makes, or that it is about: the noun of its kind.
struct Noun {
    std::string_view collection; // "users"
    std::string id;
    std::optional<std::uint64_t> version; // as who asked sees it; none if it is not (yet) there, or hidden from him
};

/// How long an emergency code is to be on a screen.
constexpr Instant code_is_shown_ms = 60'000;

std::optional<std::uint64_t> seen_version(std::uint64_t version)
{
    return version == 0 ? std::nullopt : std::optional{version};
}

/// Whether a change is for making something. An acceptance may bring a person's id along, but is about the invitation.
bool makes_things(Change const& change)
{
    return !std::holds_alternative<AcceptInvitation>(change) && !new_ids_of(change).empty();
}

/// Whether what it makes has an address that can be told at once.
bool makes_one_thing(Change const& change)
{
    return makes_things(change) && !std::holds_alternative<ImportUsers>(change) &&
           !std::holds_alternative<SendInvitation>(change);
}

/// What the noun of a kind names: "user.set_role" is about a user, "key.send" about a door. Empty for the organisation and the
/// trail, which have no address of their own.
std::optional<wire::Section> section_of(Kind kind)
{
    auto const name = name_of(kind);
    auto const noun = name.substr(0, name.find('.'));
    if (noun == "key")
        return wire::Section::doors;
    for (std::size_t at = 0; at < wire::section_count; ++at) {
        if (wire::singular_of(static_cast<wire::Section>(at)) == noun)
            return static_cast<wire::Section>(at);
    }
    return std::nullopt;
}

/// `only`: as a key of this account sees it. `terminal`: as a terminal of this group shows it.
Noun noun_of(World const& world, Change const& change, UserId actor, AccountId only, GroupId terminal)
{
    auto noun = Noun{.collection = {}, .id = {}, .version = {}};
    auto const section = section_of(kind_of(change));
    if (!section || std::holds_alternative<ImportUsers>(change))
        return noun;
    noun.collection = wire::name_of(*section);
    auto const look_at = [&]<class Handle>(Handle thing) {
        auto const* row = world.get(thing);
        if (wire::section_of_handle<Handle> != *section || row == nullptr || !noun.id.empty())
            return;
        noun.id = row->id;
        if (sees(world, actor, thing))
            noun.version = seen_version(wire::View{world, actor, only, terminal}.version(thing));
    };
    if (std::holds_alternative<EditSelf>(change))
        look_at(actor);
    else if (makes_things(change))
        for_each_new_id(change, [&](auto none, std::string const& id) { look_at(world.table_of(none).find(id)); });
    else if (auto const* move = std::get_if<MoveAsset>(&change))
        look_at(move->asset);
    else
        for_each_subject(subjects_of(world, change), look_at);
    return noun;
}

/// The same as where the id is somebody's now.
constexpr auto id_was_taken = Decision{.effect = Effect::not_now, .rule = "X-13", .reason = "This id is taken."};

/// Whether an If-Match header names this version; nothing if it can't be read.
std::optional<bool> matches(std::string_view if_match, std::optional<std::uint64_t> version)
{
    if (if_match == "*")
        return version.has_value();
    if (if_match.size() < 3 || !if_match.starts_with('"') || !if_match.ends_with('"'))
        return std::nullopt;
    auto const digits = if_match.substr(1, if_match.size() - 2);
    auto named = std::uint64_t{0};
    auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), named);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size())
        return std::nullopt;
    return version == named;
}

Response stale(Noun const& thing)
{
    auto response = problem(Trouble::stale, wire::Problem{.detail = "Somebody else has changed this meanwhile. Look at "
                                                                    "what it is now, then decide again.",
                                                          .version = static_cast<std::int64_t>(thing.version.value_or(0))});
    if (thing.version) {
        response.etag = etag_of(*thing.version);
        response.location = std::format("/api/v1/{}/{}", thing.collection, thing.id);
    }
    return response;
}

/// What became of a change that was carried out: the members of one object.
void write_done(Writer& writer, std::string_view rule, Change const& change)
{
    writer.member("effect", "allow");
    writer.member("rule", rule);
    if (!makes_things(change))
        return;
    auto const made = new_ids_of(change);
    if (makes_one_thing(change))
        return writer.member("id", made.front().id);
    writer.key("ids").list();
    for (auto const& thing : made)
        writer.text(thing.id);
    writer.end();
}

} // namespace

void Backend::write_code(Writer& writer, EmergencyCode const& code)
{
    writer.member("code", code.code);
    writer.key("until").instant(code.until);
}

/// S-16: from the secret that the device has too. The counter goes into the batch that this answer waits for, so that no
/// code is given twice, whenever the server stops.
std::optional<Backend::EmergencyCode> Backend::emergency_code_for(Change const& change, Instant now)
{
    auto const* issue = std::get_if<IssueEmergencyCode>(&change);
    if (issue == nullptr)
        return std::nullopt;
    return EmergencyCode{.code = devices_.emergency_code(world().safes[issue->safe].id), .until = now + code_is_shown_ms};
}

/// The ids that a change brings along for what it makes, before the others are filled in.
std::vector<std::string> Backend::ids_brought_by(Change const& change)
{
    auto ids = std::vector<std::string>{};
    for (auto& made : new_ids_of(change))
        ids.push_back(std::move(made.id));
    return ids;
}

/// What the rules say, who know the world as it is; of ids that were somebody's before, only the log knows.
Decision Backend::judge(By const& by, Change const& change, std::span<std::string const> ids_brought,
                        Confirmed confirmed) const
{
    auto const* credential = key_of(by);
    if (credential != nullptr) {
        if (auto const beyond = beyond_key(world(), *credential, change))
            return *beyond;
    }
    if (by.at.group) {
        if (auto const beyond = beyond_terminal(world(), by.at.group, change))
            return *beyond;
    }
    // an address is where codes and links go, so that the password alone does not move it.
    auto const* self = std::get_if<EditSelf>(&change);
    if (self != nullptr && !own_addresses(self->fields).empty() && !by.mfa &&
        second_factors_.has(world().users[by.user].id))
        return second_factor_first;
    auto const context =
        Context{.otp = confirmed.otp, .mfa = by.mfa, .second_person = confirmed.second_person, .now = by.now};
    auto decision = may(world(), by.user, change, context);
    if (credential != nullptr)
        decision = as_of_key(decision);
    if (by.at.group)
        decision = as_at_terminal(decision);
    auto const was_taken = decision.effect == Effect::allow &&
                           std::ranges::any_of(ids_brought, [this](auto const& id) { return ledger_.has_lived(id); });
    return was_taken ? id_was_taken : decision;
}

/// X-7 wants every refusal in the log, which nothing ever shortens; so the number of refusals is bounded, per person. Past that he
/// is told nothing but that it was too much, neither rule nor whether a thing is there, and no entry is written: he has
/// learnt nothing, and that he was trying is in the log so many times already.
Response Backend::refuse(By const& by, Entry refusal, Decision const& decision, std::string_view path)
{
    if (auto const wait = refusals_.count_try(name_of_asker(by), by.now))
        return throttled(*wait);
    ledger_.write(std::move(refusal));
    return problem(decision, path);
}

Response Backend::change(Asked const& asked)
{
    auto const kind = asked.match.route->kind;
    auto decoded = wire::decode_change_parameters(world(), kind, asked.match.path(), asked.request.body);
    if (!decoded)
        return problem(decoded.error());
    auto& change = decoded->change;
    auto const brought = ids_brought_by(change);
    auto confirming = brought_in(asked.request);
    if (!confirming)
        return problem(confirming.error());
    auto const canonical_change = confirming->any() ? canonical(*decoded, FieldsAt::beside) : std::string{};
    if (auto const unfit = completed(change, FieldsAt::beside))
        return problem(*unfit);

    // What is only to be made has no version, whatever has its id; said before anything is looked up.
    if (!asked.request.if_match.empty() && makes_things(change))
        return problem(wire::WireError{"If-Match", "can't be given for what is only to be made"});

    auto const [decision, second] = judge_confirmed(asked, change, brought, *confirming, canonical_change);
    auto const submission = submission_of(asked, *decoded, second);
    auto const* credential = key_of(asked.by());
    auto const key_account = credential != nullptr ? credential->account : AccountId{};
    if (decision.effect == Effect::deny)
        return refuse(asked.by(), ledger_.refusal(submission, decision), decision);
    if (auto const unfit = unfit_answer(world(), asked.user, change, FieldsAt::beside))
        return problem(*unfit);

    // A conflict is told before a precondition: what is not now may well be due to what the person has not seen yet.
    if (!asked.request.if_match.empty()) {
        auto const thing = noun_of(world(), change, asked.user, key_account, asked.at.group);
        auto const same = matches(asked.request.if_match, thing.version);
        if (!same)
            return problem(wire::WireError{"If-Match", "must be one version in quotes, as ETag gave it, or `*`"});
        if (!*same)
            return stale(thing);
    }
    if (decision.effect != Effect::allow)
        return refuse(asked.by(), ledger_.refusal(submission, decision), decision);

    if (auto const foreign = attachments_.foreign_picture(world(), asked.user, change, asked.now))
        return problem(*foreign);

    auto const stopped = stopped_by(change, asked.user);
    ledger_.carry_out(submission, decision);
    attachments_.note(world().users.contains(asked.user) ? world().users[asked.user].id : std::string_view{}, change);
    spend(asked, *confirming);
    follow_up(change, stopped, asked.now);
    auto const secret = look_after_integrations(change, asked);

    auto const code = emergency_code_for(change, asked.now);
    auto const body_with = [&](bool told_once) {
        auto body = std::string{};
        auto writer = Writer{body};
        writer.object();
        write_done(writer, decision.rule, change);
        if (told_once && code)
            write_code(writer, *code);
        if (told_once && !secret.empty())
            writer.member("secret", secret);
        writer.end();
        return body;
    };
    auto response = json_answer(body_with(true));
    if (code || !secret.empty())
        response.body_again = body_with(false);
    auto const thing = noun_of(world(), change, asked.user, key_account, asked.at.group);
    if (thing.version)
        response.etag = etag_of(*thing.version);
    if (makes_one_thing(change)) {
        response.status = 201;
        response.location = std::format("/api/v1/{}/{}", thing.collection, thing.id);
    }
    return response;
}

Response Backend::batch(Asked const& asked)
{
    auto const texts = wire::decode_batch(asked.request.body);
    if (!texts)
        return problem(texts.error());
    if (texts->empty())
        return problem(wire::WireError{"changes", "must not be empty"});
    auto confirming = brought_in(asked.request);
    if (!confirming)
        return problem(confirming.error());

    auto const any = confirming->any();
    struct CarriedOut {
        Change change;
        Stopped stopped;
        std::string_view rule;
        std::optional<EmergencyCode> code;
        std::string secret;
    };
    auto carried_out = std::vector<CarriedOut>{};
    ledger_.try_out();
    for (std::size_t at = 0; at < texts->size(); ++at) {
        auto const path = std::format("changes[{}]", at);
        auto decoded = wire::decode_change(world(), (*texts)[at]);
        auto const brought = decoded ? ids_brought_by(decoded->change) : std::vector<std::string>{};
        auto const canonical_change =
            decoded && any ? canonical(*decoded, FieldsAt::fields) : std::string{};
        auto error = decoded ? completed(decoded->change, FieldsAt::fields) : std::move(decoded.error());
        if (error) {
            ledger_.take_back();
            return problem(wire::within(path, std::move(*error)));
        }
        auto const [decision, second] = judge_confirmed(asked, decoded->change, brought, *confirming, canonical_change);
        auto const submission = submission_of(asked, *decoded, second);
        auto const unfit = decision.effect == Effect::deny
                               ? std::nullopt
                               : unfit_answer(world(), asked.user, decoded->change, FieldsAt::fields);
        if (unfit) {
            ledger_.take_back();
            return problem(wire::within(path, *unfit));
        }
        if (decision.effect != Effect::allow) {
            // Written down as it was judged, but after the rest is taken back.
            auto refusal = ledger_.refusal(submission, decision);
            ledger_.take_back();
            return refuse(asked.by(), std::move(refusal), decision, path);
        }
        if (auto foreign = attachments_.foreign_picture(world(), asked.user, decoded->change, asked.now)) {
            ledger_.take_back();
            return problem(wire::within(path, std::move(*foreign)));
        }
        auto stopped = stopped_by(decoded->change, asked.user);
        ledger_.carry_out(submission, decision);
        carried_out.push_back({std::move(decoded->change), std::move(stopped), decision.rule, {}, {}});
    }
    ledger_.keep();
    spend(asked, *confirming);
    auto tells_once = false;
    for (auto& one : carried_out) {
        follow_up(one.change, one.stopped, asked.now);
        attachments_.note(world().users[asked.user].id, one.change);
        one.code = emergency_code_for(one.change, asked.now);
        one.secret = look_after_integrations(one.change, asked);
        tells_once = tells_once || one.code || !one.secret.empty();
    }

    auto const body_with = [&](bool told_once) {
        auto body = std::string{};
        auto writer = Writer{body};
        writer.object();
        writer.key("changes").list();
        for (auto const& one : carried_out) {
            writer.object();
            write_done(writer, one.rule, one.change);
            if (told_once && one.code)
                write_code(writer, *one.code);
            if (told_once && !one.secret.empty())
                writer.member("secret", one.secret);
            writer.end();
        }
        writer.end();
        writer.member("effect", "allow");
        writer.end();
        return body;
    };
    auto response = json_answer(body_with(true));
    if (tells_once)
        response.body_again = body_with(false);
    return response;
}

/// Whom a change disables or deletes, and what he was: his sessions end with it (X-2, S-15). And where he was written to,
/// if that is another place afterwards.
Backend::Stopped Backend::stopped_by(Change const& change, UserId actor) const
{
    auto const& world = this->world();
    auto person = UserId{};
    auto const former = [&](UserId user, std::optional<std::string> const& email) {
        auto const is_moved = email && lowered(*email) != lowered(world.users[user].email) && !awaits_password(user);
        return Stopped{.former_email = is_moved ? world.users[user].email : std::string{}};
    };
    if (auto const* self = std::get_if<EditSelf>(&change))
        return former(actor, self->fields.email);
    if (auto const* edit = std::get_if<EditUser>(&change))
        return former(edit->user, edit->fields.email);
    if (auto const* gone = std::get_if<RemoveSafe>(&change))
        return {.safe = world.safes[gone->safe].id};
    if (auto const* disable = std::get_if<DisableUser>(&change))
        person = disable->user;
    else if (auto const* remove = std::get_if<DeleteUser>(&change))
        person = remove->user;
    if (!person)
        return {};
    auto stopped = Stopped{.id = world.users[person].id, .name = world.users[person].name};
    for (auto const& roles : world.users[person].accounts) {
        if (is_last_account_admin(world, person, roles.account))
            stopped.last_of.emplace_back(roles.account, title_of(Role::account_admin));
        if (is_last_full_admin(world, person, roles.account))
            stopped.last_of.emplace_back(roles.account, title_of(Role::full_admin));
    }
    return stopped;
}

/// What a change means for secrets, which are not in the world, and for whoever has to be told.
void Backend::follow_up(Change const& change, Stopped const& stopped, Instant now)
{
    if (!stopped.id.empty()) {
        sessions_.end_all_of(stopped.id);
        terminals_.forget_person(stopped.id);
        codes_.void_all_of(stopped.id);
        second_persons_.void_all_of(stopped.id);
        links_.withdraw(Link::To::person, stopped.id);
        for (auto const& [account, role] : stopped.last_of) {
            for (auto& message : last_holder_messages(world(), account, role, stopped.name))
                outgoing_.post(std::move(message));
        }
        if (std::holds_alternative<DeleteUser>(change)) {
            sessions_.forget(stopped.id);
            if (passwords_.erase(stopped.id) > 0)
                ledger_.secrets().push_back({SecretTable::passwords, stopped.id, std::nullopt});
            second_factors_.remove(stopped.id);
            pins_.drop(stopped.id);
            static_cast<void>(pins_.drop_badge(stopped.id));
            answers_.forget(stopped.id);
        }
    }
    if (!stopped.former_email.empty())
        outgoing_.post(notice_message(world(), stopped.former_email,
                                      "Your sign-in to Castellan has another e-mail address now, and this one is no longer used."));
    if (!stopped.safe.empty())
        forget_device(stopped.safe);
    look_after_terminals(change);
    write_links(change, now);
    void_lost_codes(now);
    note_orders(change, now);
}

/// What is repeated to whoever asks again under the same key: what was carried out, and what the rules refused. Not what
/// only lacks a confirmation: with it the same request comes again.
bool Backend::is_kept(Response const& response)
{
    return response.status < 300 || response.status == status_of(Trouble::denied) ||
           response.status == status_of(Trouble::not_found) || response.status == status_of(Trouble::not_now);
}

} // namespace castellan
