#include "wire/decider.hpp"

#include "model/apply.hpp"
#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "rules/may.hpp"
#include "rules/sentence.hpp"
#include "rules/sight.hpp"
#include "wire/new_ids.hpp"
#include "wire/question.hpp"
#include "wire/text.hpp"
#include "wire/writer.hpp"

#include <algorithm>

namespace castellan::wire {

namespace {

std::string_view word_of(Effect effect)
{
    switch (effect) {
    case Effect::allow: return "allow";
    case Effect::after: return "after";
    case Effect::deny: return "deny";
    case Effect::not_now: break;
    }
    return "not_now";
}

bool is_active(World const& world, UserId user)
{
    auto const* row = world.users.get(user);
    return row != nullptr && row->status == Status::active;
}

/// A key is seen by its holder, and by who lists the keys of its door and sees its holder.
bool sees_key(World const& world, UserId viewer, KeyNamed key)
{
    if (!world.doors.contains(key.door) || role_in(world.doors[key.door].keys, key.user) == KeyRole::none)
        return false;
    auto const sight = sight_of(world, viewer, key.door);
    return sight == Sight::whole ? sees(world, viewer, key.user) : sight != Sight::hidden && key.user == viewer;
}

bool sees_thing(World const& world, UserId viewer, SeesThing const& question)
{
    if (auto const* key = std::get_if<KeyNamed>(&question.thing))
        return sees_key(world, viewer, *key);
    return std::visit(
        [&]<class Handle>(Handle thing) {
            // Everybody who can sign in knows where.
            if constexpr (std::is_same_v<Handle, std::monostate>)
                return is_active(world, viewer);
            else
                return sees(world, viewer, thing);
        },
        std::get<Target>(question.thing));
}

std::vector<std::string> keys_seen(World const& world, UserId viewer)
{
    auto result = std::vector<std::string>{};
    for (auto const door : world.doors.handles()) {
        for (auto const& held : world.doors[door].keys) {
            if (sees_key(world, viewer, {held.thing, door}))
                result.push_back(world.users[held.thing].id + "/" + world.doors[door].id);
        }
    }
    put_in_order(result);
    return result;
}

std::vector<std::string_view> ids_seen(World const& world, UserId viewer, Section section)
{
    auto result = std::vector<std::string_view>{};
    for_each_section([&](auto none) {
        if (section_of_handle<decltype(none)> != section)
            return;
        auto const& table = world.table_of(none);
        for (auto const thing : table.handles()) {
            if (sees(world, viewer, thing))
                result.push_back(table[thing].id);
        }
    });
    put_in_order(result);
    return result;
}

void write_texts(Writer& writer, std::string_view name, auto const& texts)
{
    writer.key(name).list();
    for (auto const& text : texts)
        writer.text(text);
    writer.end();
}

std::vector<std::string_view> words_of(Needs needs)
{
    auto result = std::vector<std::string_view>{};
    if (needs.otp)
        result.push_back("otp");
    if (needs.mfa)
        result.push_back("mfa");
    if (needs.second_person)
        result.push_back("second_person");
    return result;
}

/// Writes the members of the answer.
struct Answer {
    World& world;
    Question& question;
    bool applies;
    Writer& writer;

    void operator()(MayChange& asked) const
    {
        auto& change = asked.change.change;
        auto const decision = may(world, question.actor, change, question.context);
        writer.member("effect", word_of(decision.effect));
        writer.member("rule", decision.rule);
        if (decision.effect == Effect::after)
            write_texts(writer, "needs", words_of(decision.needs));
        if (decision.effect == Effect::deny || decision.effect == Effect::not_now)
            writer.member("reason", sentence(world, question.actor, change, decision));
        if (!applies || decision.effect != Effect::allow)
            return;
        auto const number = world.revision + 1;
        name_new_things(world, change, number);
        apply(world, change, {.number = number, .at = question.context.now, .actor = question.actor});
    }

    void operator()(SeesThing const& asked) const
    {
        writer.member("effect", sees_thing(world, question.actor.user, asked) ? "visible" : "hidden");
    }

    void operator()(Lists const& asked) const
    {
        if (asked.keys)
            write_texts(writer, "ids", keys_seen(world, question.actor.user));
        else
            write_texts(writer, "ids", ids_seen(world, question.actor.user, asked.section));
    }

    void operator()(Managers const&) const { write_texts(writer, "managers", managers_of(world, question.actor.user)); }

    void operator()(WhoCan const& asked) const
    {
        auto able = asked.is_known ? who_can(world, asked.permission, asked.target) : std::vector<Able>{};
        put_in_order(able, {}, [this](Able const& one) -> std::string_view { return world.users[one.user].id; });
        writer.key("users").list();
        for (auto const& [user, rule] : able) {
            writer.object();
            writer.member("id", world.users[user].id);
            writer.member("rule", rule);
            writer.end();
        }
        writer.end();
    }
};

} // namespace

void Decider::answer(std::string_view line, std::uint64_t number, std::string& out)
{
    auto question = read_question(world_, line);
    if (!question)
        return refuse(sentence(question.error()), number, out);
    auto writer = Writer{out};
    writer.object();
    std::visit(Answer{world_, *question, mode_ == Mode::apply, writer}, question->asked);
    writer.end();
}

void Decider::refuse(std::string_view problem, std::uint64_t number, std::string& out)
{
    had_errors_ = true;
    auto text = std::string{"line "};
    append_number(text, number);
    text += ": ";
    text += problem;
    auto writer = Writer{out};
    writer.object();
    writer.member("error", text);
    writer.end();
}

namespace {

std::string_view word_of(Step::Kind kind)
{
    switch (kind) {
    case Step::Kind::grant: return "grant";
    case Step::Kind::guard: return "guard";
    case Step::Kind::precondition: return "precondition";
    case Step::Kind::obligation: break;
    }
    return "obligation";
}

std::string name_of(World const& world, Actor actor)
{
    if (auto const* row = world.users.get(actor.user))
        return row->name + " (" + row->id + ")";
    if (auto const* row = world.safes.get(actor.device))
        return "The device of " + row->name + " (" + row->id + ")";
    if (auto const* row = world.invitations.get(actor.invitation))
        return "Whoever was invited as " + row->email;
    return "Somebody unknown";
}

void append_padded(std::string& out, std::string_view text, std::size_t width)
{
    out += text;
    out.append(text.size() < width ? width - text.size() : 1, ' ');
}

std::string lines(Step const& step)
{
    auto result = std::string{"  "};
    append_padded(result, word_of(step.kind), 14);
    append_padded(result, step.passed ? "yes" : "no", 5);
    append_padded(result, step.rule, 6);
    return result + step.text + "\n";
}

std::string chain(World const& world, Question const& question, Change const& change)
{
    auto const [decision, steps] = explain(world, question.actor, change, question.context);
    auto result = name_of(world, question.actor) + ": " + std::string{castellan::name_of(kind_of(change))} + "\n";
    for (auto const& step : steps)
        result += lines(step);
    result += std::string{word_of(decision.effect)} + ", by " + std::string{decision.rule};
    for (auto const need : words_of(decision.needs))
        result += ", needs " + std::string{need};
    result += "\n";
    if (decision.effect != Effect::allow)
        result += sentence(world, question.actor, change, decision) + "\n";
    return result;
}

} // namespace

std::expected<std::string, std::string> explanation(World const& world, std::string_view line)
{
    auto question = read_question(world, line);
    if (!question)
        return std::unexpected(sentence(question.error()));
    if (auto const* asked = std::get_if<MayChange>(&question->asked))
        return chain(world, *question, asked->change.change);
    return std::unexpected("Only a change has a chain that can be explained; `castellan decide` answers the rest.");
}

} // namespace castellan::wire
