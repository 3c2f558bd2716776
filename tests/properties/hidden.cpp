// What a person can't see he can't sense (RULEBOOK 6): a change by others that alters nothing of what he sees alters no
// answer to him either.
#include "rules/cut.hpp"
#include "rules/grants.hpp"
#include "rules/sentence.hpp"
#include "rules/sight.hpp"
#include "tests/properties/histories.hpp"
#include "tests/properties/properties.hpp"
#include "wire/sections.hpp"
#include "wire/sync.hpp"
#include "wire/view.hpp"

#include <algorithm>
#include <array>
#include <format>

namespace castellan::properties {

namespace {

/// What a person may see of a town: two towns of which he sees the same are the same to him.
using Seen = std::string (*)(World const& town, UserId viewer);

/// All that his replica gets, the facts that stand for what was cut away among it.
std::string with_facts(World const& town, UserId viewer) { return wire::encode_sync(town, viewer, std::uint64_t{0}); }

/// All that is shown to him and nothing else: things as they are told by REST, and the names in his pickers.
std::string without_facts(World const& town, UserId viewer)
{
    auto const view = wire::View{town, viewer};
    auto text = std::string{};
    auto writer = wire::Writer{text};
    writer.list();
    wire::for_each_section([&](auto none) {
        for (auto const thing : town.table_of(none).handles())
            view.write(writer, thing);
    });
    for (auto const user : town.users.handles()) {
        if (is_offered(town, viewer, user))
            writer.text(town.users[user].name);
    }
    writer.text(town.organization.name);
    auto const organization = cut_organization(town, viewer);
    writer.text(organization.patient_fields);
    writer.text(organization.user_fields);
    for (auto const role : organization.code_for)
        writer.text(std::to_string(static_cast<int>(role)));
    writer.end();
    // A version is a digest that facts go into.
    constexpr auto version = std::string_view{R"("version":)"};
    for (auto at = text.find(version); at != std::string::npos; at = text.find(version, at))
        text.erase(at, text.find_first_not_of("0123456789", at + version.size()) - at);
    return text;
}

/// Which things of a section exist for the viewer, by id: what a list, a page or a picker shows.
template <class Table>
std::string listed(World const& town, UserId viewer, Table const& table)
{
    auto ids = std::string{};
    for (auto const thing : table.handles()) {
        auto const sight = sight_of(town, viewer, thing);
        if (sight != Sight::hidden)
            ids += std::format("{}:{} ", table[thing].id, static_cast<int>(sight));
    }
    return ids;
}

std::string lists_of(World const& town, UserId viewer)
{
    auto text = std::string{};
    wire::for_each_section([&](auto none) { text += listed(town, viewer, town.table_of(none)) + "\n"; });
    for (auto const manager : managers_of(town, viewer))
        text += std::format("{} ", manager);
    return text;
}

/// A taken id or address tells that somebody has it, which X-12 and X-13 accept.
bool tells_of_something_taken(Decision const& decision)
{
    return decision.effect == Effect::not_now &&
           (decision.reason == "This id is taken." || decision.rule == "X-12" || decision.rule == "X-2");
}

std::string told(World const& town, UserId viewer, Question const& question, Judge judge)
{
    auto const decision = judge(town, viewer, question.change, question.context);
    if (tells_of_something_taken(decision))
        return {};
    auto const reason = decision.effect == Effect::deny || decision.effect == Effect::not_now
                            ? sentence(town, viewer, question.change, decision)
                            : std::string{};
    return std::format("{} {}", words(decision), reason);
}

struct Pair {
    World const& before;
    World const& after;
    Question const& changed;
    Seen seen;
};

/// These rules look at what the acting person need not see, and tell by their refusal what they found: one bit of
/// somebody or something that he is allowed to name.
bool tells_by_its_nature(std::string const& before, std::string const& after)
{
    constexpr auto rules = std::to_array<std::string_view>({"X-12:", "X-4:"});
    return std::ranges::any_of(rules, [&](std::string_view rule) {
        auto const tells = [&](std::string_view answer) {
            return (answer.starts_with("deny ") || answer.starts_with("not_now ")) &&
                   answer.substr(answer.find(' ') + 1).starts_with(rule);
        };
        return tells(before) || tells(after);
    });
}

void ask(Pair const& towns, UserId viewer, Dice& dice, Judge judge, std::uint64_t seed, Findings& findings)
{
    auto question = plain::random_question(dice.percent(50) ? towns.before : towns.after, dice);
    question.actor = viewer;
    question.context.second_person = {}; // who stands there says himself whether he can (S-13)
    auto const before = told(towns.before, viewer, question, judge);
    auto const after = told(towns.after, viewer, question, judge);
    findings.judged += 2;
    if (before == after || before.empty() || after.empty())
        return;
    if (towns.seen == without_facts && tells_by_its_nature(before, after))
        return;
    auto const kind = std::format("{} after {}\n  before {}\n  after  {}", name_of(kind_of(question.change)),
                                  name_of(kind_of(towns.changed.change)), before, after);
    findings.add(kind, [&] {
        auto const still = [&](World const& smaller) {
            auto const& changed = towns.changed;
            if (judge(smaller, changed.actor, changed.change, changed.context).effect != Effect::allow ||
                smaller.users.get(viewer) == nullptr)
                return false;
            auto later = smaller;
            apply(later, changed.change,
                  {.number = later.revision + 1, .at = changed.context.now, .actor = changed.actor});
            return towns.seen(smaller, viewer) == towns.seen(later, viewer) &&
                   told(smaller, viewer, question, judge) == before && told(later, viewer, question, judge) == after;
        };
        return std::format("seed {}\n{}{}", seed, small_case(towns.before, towns.changed, still),
                           small_case(towns.before, question, still));
    });
}

Findings sensed(Judge judge, Effort const& effort, Seen seen)
{
    constexpr auto questions = 12;
    auto findings = Findings{};
    for_each_town(effort, [&](World& town, Dice& dice, std::uint64_t seed) {
        for (std::size_t turn = 0; turn < effort.turns; ++turn) {
            auto const before = town;
            auto changed = Question{};
            if (!drift(town, dice, judge, findings, 200, changed))
                return;
            auto const towns = Pair{before, town, changed, seen};
            for (auto const viewer : active_people(town)) {
                if (before.users.get(viewer) == nullptr || seen(before, viewer) != seen(town, viewer))
                    continue;
                if (lists_of(before, viewer) != lists_of(town, viewer)) {
                    findings.add(std::format("lists after {}", name_of(kind_of(changed.change))),
                                 [&] { return std::format("seed {} turn {}", seed, turn); });
                }
                for (auto asked = 0; asked < questions; ++asked)
                    ask(towns, viewer, dice, judge, seed, findings);
            }
        }
    });
    return findings;
}

} // namespace

Findings hidden_things_are_not_sensed(Judge judge, Effort const& effort)
{
    return sensed(judge, effort, with_facts);
}

Findings facts_are_told_by_their_rules(Judge judge, Effort const& effort)
{
    return sensed(judge, effort, without_facts);
}

} // namespace castellan::properties
