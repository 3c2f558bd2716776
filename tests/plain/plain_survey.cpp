// Tools, not tests: what the two disagree about, sorted, with a small case of each. Run them by name while the rules change:
// castellan_plain_tests '[.survey]'; SURVEY is the number of questions, SURVEY_SEED the first town.
#include "tests/plain/comparison.hpp"
#include "tests/plain/plain_sight.hpp"
#include "tests/plain/small_case.hpp"

#include "model/invariants.hpp"
#include "rules/may.hpp"
#include "rules/sight.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <format>
#include <map>
#include <print>

namespace castellan::plain {

namespace {

/// Compares what one person sees of one thing; tells of the difference with a small town.
class SightSurvey {
public:
    void look(World const& town, UserId viewer, std::string const& where)
    {
        look_at(town, town.accounts, "account", viewer, where);
        look_at(town, town.users, "user", viewer, where);
        look_at(town, town.groups, "group", viewer, where);
        look_at(town, town.safes, "safe", viewer, where);
        look_at(town, town.assets, "asset", viewer, where);
        look_at(town, town.doors, "door", viewer, where);
        look_at(town, town.teams, "team", viewer, where);
        look_at(town, town.patients, "patient", viewer, where);
        look_at(town, town.profiles, "profile", viewer, where);
        look_at(town, town.custom_roles, "custom_role", viewer, where);
        look_at(town, town.modules, "module", viewer, where);
        look_at(town, town.records, "record", viewer, where);
        look_at(town, town.schedules, "schedule", viewer, where);
        look_at(town, town.credentials, "credential", viewer, where);
        look_at(town, town.webhooks, "webhook", viewer, where);
        look_at(town, town.invitations, "invitation", viewer, where);
    }

    int looked = 0;
    std::map<std::string, int> counts;
    std::map<std::string, std::vector<std::string>> cases;

private:
    template <class Table>
    void look_at(World const& town, Table const& table, std::string_view type, UserId viewer, std::string const& where)
    {
        for (auto const thing : table.handles()) {
            ++looked;
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(thing)>, UserId>) {
                auto const known = knows(town, viewer, thing);
                auto const is_known = castellan::sees(town, viewer, thing) || is_offered(town, viewer, thing);
                if (known != is_known) {
                    auto const name = std::format("KNOWS: plain {} / engine {}", known, is_known);
                    if (++counts[name] <= 8) {
                        auto const small = shrunk(town, [&](World const& smaller) {
                            return knows(smaller, viewer, thing) == known &&
                                   (castellan::sees(smaller, viewer, thing) || is_offered(smaller, viewer, thing)) == is_known;
                        });
                        cases[name].push_back(std::format("{} {} knows {}\n{}", where, town.users[viewer].id,
                                                          table[thing].id, plain::told(small)));
                    }
                }
            }
            auto const plain = plain::sees(town, viewer, thing);
            auto const engine = castellan::sees(town, viewer, thing);
            if (plain == engine)
                continue;
            auto const name = std::format("SIGHT {}: plain {} / engine {}", type, plain, engine);
            if (++counts[name] > 8)
                continue;
            auto const small = shrunk(town, [&](World const& smaller) {
                return plain::sees(smaller, viewer, thing) == plain && castellan::sees(smaller, viewer, thing) == engine;
            });
            cases[name].push_back(std::format("{} {} looks at {}\n{}", where, town.users[viewer].id, table[thing].id,
                                              plain::told(small)));
        }
    }
};

} // namespace

TEST_CASE("what the engine and the plain reading disagree about seeing", "[.survey-sight]")
{
    auto survey = SightSurvey{};
    for (std::uint64_t seed = 1; seed < 300; ++seed) {
        auto dice = Dice{seed};
        auto const town = random_town(dice);
        for (auto const viewer : town.users.handles())
            survey.look(town, viewer, std::format("seed {}:", seed));
    }
    for (auto const& [name, count] : survey.counts) {
        std::println("=== {} × {}", count, name);
        for (auto const& text : survey.cases[name])
            std::println("{}", text);
    }
    std::println("{} looked at", survey.looked);
}

/// A tool, not a test: which kinds of disagreement there are, how many of each, and a small case of each.
TEST_CASE("what the engine and the plain reading disagree about", "[.survey]")
{
    auto counts = std::map<std::string, int>{};
    auto cases = std::map<std::string, std::string>{};
    auto asked = std::map<std::string_view, int>{};
    auto const* const questions = std::getenv("SURVEY");
    auto const wanted = questions == nullptr ? 200'000 : std::atoi(questions);
    auto total = 0;
    auto const* const first = std::getenv("SURVEY_SEED");
    for (std::uint64_t seed = first == nullptr ? 1 : std::strtoull(first, nullptr, 10); total < wanted; ++seed) {
        auto dice = Dice{seed};
        auto town = random_town(dice);
        for (auto turn = 0; turn < 400; ++turn, ++total) {
            auto const question = random_question(town, dice);
            auto const found = compare(town, question);
            auto const decision = may(town, question.actor, question.change, question.context);
            if (found.any()) {
                auto const name = std::format("{} {}: {}", found.in_rule ? "RULE" : "EFFECT",
                                              name_of(kind_of(question.change)), both_answers(town, question));
                if (++counts[name] == 1)
                    cases[name] = std::format("seed {} turn {}\n{}", seed, turn, small_case(town, question));
                continue;
            }
            if (decision.effect == Effect::allow) {
                ++asked[name_of(kind_of(question.change))];
                auto const asked_for = plain::told(town, question);
                apply(town, question.change,
                      {.number = town.revision + 1, .at = question.context.now, .actor = question.actor});
                if (auto const broken = broken_invariants(town); !broken.empty())
                    FAIL("seed " << seed << " turn " << turn << ": " << broken.front() << "\n"
                                 << asked_for << "\n" << plain::told(town));
            }
        }
    }
    auto order = std::vector<std::string>{};
    for (auto const& [name, count] : counts)
        order.push_back(name);
    std::ranges::sort(order, std::ranges::greater{}, [&](std::string const& name) { return counts[name]; });
    for (auto const& name : order)
        std::println("=== {} × {}\n{}", counts[name], name, cases[name]);
    for (std::size_t at = 0; at < kind_count; ++at) {
        auto const name = name_of(static_cast<Kind>(at));
        if (asked[name] == 0)
            std::println("never allowed: {}", name);
    }
    std::println("{} questions", total);
}

} // namespace castellan::plain
