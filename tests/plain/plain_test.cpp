// The engine against the plain reading of the rulebook, on a million random questions in towns that drift.
#include "tests/plain/comparison.hpp"
#include "tests/plain/plain_sight.hpp"
#include "tests/plain/small_case.hpp"

#include "model/invariants.hpp"
#include "rules/may.hpp"
#include "rules/sight.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <print>

namespace castellan::plain {

namespace {

constexpr auto a_million = 1'000'000;
constexpr auto a_history = 400;

/// Asks for each thing whether the viewer sees it; how many were asked for.
int look_at_everything(World const& town, UserId viewer)
{
    auto looked = 0;
    auto const look = [&](auto const& table) {
        for (auto const thing : table.handles()) {
            ++looked;
            if (plain::sees(town, viewer, thing) == castellan::sees(town, viewer, thing))
                continue;
            auto const small = shrunk(town, [&](World const& smaller) {
                return plain::sees(smaller, viewer, thing) != castellan::sees(smaller, viewer, thing);
            });
            FAIL(town.users[viewer].id << " looks at " << table[thing].id << ": the engine shows it "
                                       << castellan::sees(small, viewer, thing) << "\n" << told(small));
        }
    };
    look(town.accounts);
    look(town.users);
    look(town.groups);
    look(town.safes);
    look(town.assets);
    look(town.doors);
    look(town.teams);
    look(town.patients);
    look(town.profiles);
    look(town.custom_roles);
    look(town.modules);
    look(town.records);
    look(town.schedules);
    look(town.credentials);
    look(town.webhooks);
    look(town.invitations);
    return looked;
}

} // namespace

TEST_CASE("sections 1 to 7: the engine and the plain reading agree on a million random questions", "[plain][X-1]")
{
    auto asked = 0;
    auto allowed = std::array<int, kind_count>{};
    for (std::uint64_t seed = 1; asked < a_million; ++seed) {
        auto dice = Dice{seed};
        auto town = random_town(dice);
        REQUIRE(broken_invariants(town).empty());
        for (auto turn = 0; turn < a_history; ++turn, ++asked) {
            auto const question = random_question(town, dice);
            if (compare(town, question).any())
                FAIL("seed " << seed << ", question " << turn << "\n" << small_case(town, question));
            if (may(town, question.actor, question.change, question.context).effect != Effect::allow)
                continue;
            ++allowed[question.change.index()];
            apply(town, question.change,
                  {.number = town.revision + 1, .at = question.context.now, .actor = question.actor});
        }
        REQUIRE(broken_invariants(town).empty());
    }
    auto carried_out = 0;
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
        INFO(name_of(static_cast<Kind>(kind)) << " was never allowed: the questions about it are no test");
        CHECK(allowed[kind] > 0);
        carried_out += allowed[kind];
    }
    std::println("{} questions asked, {} changes allowed and carried out", asked, carried_out);
}

TEST_CASE("section 6: the engine and the plain reading show everybody the same things", "[plain][X-1][X-11]")
{
    auto looked = 0;
    for (std::uint64_t seed = 1; looked < a_million; ++seed) {
        auto dice = Dice{seed};
        auto town = random_town(dice);
        for (auto turn = 0; turn < a_history; ++turn) {
            if (turn % (a_history / 2) == 0) {
                for (auto const viewer : town.users.handles())
                    looked += look_at_everything(town, viewer);
            }
            auto const question = random_question(town, dice);
            if (may(town, question.actor, question.change, question.context).effect == Effect::allow)
                apply(town, question.change,
                      {.number = town.revision + 1, .at = question.context.now, .actor = question.actor});
        }
    }
    std::println("{} looks at things", looked);
}

} // namespace castellan::plain
