// Properties of every world and every history, on random ones: at least a million judged changes in a run. Each is
// tried with wrong rules as well, with which it must fail.
#include "tests/properties/properties.hpp"

#include <catch2/catch_test_macros.hpp>

#include <print>

namespace castellan::properties {

namespace {

/// With the rules as they are: nothing is found.
void holds(std::string_view name, Findings const& findings)
{
    std::println("{}: {} changes judged, {} carried out", name, findings.judged, findings.applied);
    INFO(findings.text());
    CHECK(findings.empty());
}

} // namespace

TEST_CASE("section 6: what a replica decides is what the server decides", "[properties][section-6]")
{
    holds("replica and server", replicas_decide_alike(may, effort(400, 20)));
}

TEST_CASE("section 6: what a person can't see he can't sense", "[properties][section-6]")
{
    holds("hidden things", hidden_things_are_not_sensed(may, effort(100, 10)));
}

TEST_CASE("section 6: only some rules tell of what is hidden, and only by refusing", "[properties][section-6]")
{
    holds("facts", facts_are_told_by_their_rules(may, effort(100, 10)));
}

TEST_CASE("X-6, D-4: every allowed change keeps the invariants and the last holders", "[properties][X-6][D-4]")
{
    holds("invariants", histories_keep(may, effort(100, 60)));
}

TEST_CASE("X-3: nobody changes a role of his own, nor comes to hold more by a change of his", "[properties][X-3]")
{
    holds("own roles", nobody_changes_himself(may, effort(100, 60)));
}

TEST_CASE("S-6: an import is never more than its single rows", "[properties][S-6]")
{
    holds("imports", imports_are_their_rows(may, effort(100, 100)));
}

TEST_CASE("X-10: what a person is in other books decides nothing in this one", "[properties][X-10]")
{
    holds("books", books_are_apart(may, effort(300, 100)));
}

TEST_CASE("X-7: the log gives the identical world, and a refused change changes nothing", "[properties][X-7]")
{
    holds("log", logs_give_the_world(may, effort(30, 300)));
}

namespace {

// Rules that are wrong in one place each.

Decision allows(Decision decision, bool wrongly)
{
    return wrongly ? Decision{.effect = Effect::allow, .rule = decision.rule} : decision;
}

Decision without_x3(World const& world, Actor actor, Change const& change, Context const& context)
{
    auto const decision = may(world, actor, change, context);
    auto const kind = kind_of(change);
    return allows(decision, decision.rule == "X-3" && (kind == Kind::user_set_role || kind == Kind::group_add_safe ||
                                                       kind == Kind::group_set_key_role));
}

Decision without_x6(World const& world, Actor actor, Change const& change, Context const& context)
{
    auto const decision = may(world, actor, change, context);
    return allows(decision, decision.rule == "X-6");
}

Decision without_d4(World const& world, Actor actor, Change const& change, Context const& context)
{
    auto const decision = may(world, actor, change, context);
    return allows(decision, decision.rule == "D-4");
}

Decision forgetting_the_last_row(World const& world, Actor actor, Change const& change, Context const& context)
{
    auto shorter = change;
    if (auto* import = std::get_if<ImportUsers>(&shorter); import != nullptr && import->rows.size() > 1)
        import->rows.pop_back();
    return may(world, actor, shorter, context);
}

Decision easier_in_a_replica(World const& world, Actor actor, Change const& change, Context const& context)
{
    auto const decision = may(world, actor, change, context);
    return allows(decision, world.is_replica && decision.rule == "S-5");
}

Decision mixing_books(World const& world, Actor actor, Change const& change, Context const& context)
{
    auto const decision = may(world, actor, change, context);
    auto const* row = world.users.get(actor.user);
    return allows(decision, row != nullptr && row->administrator && decision.effect == Effect::deny &&
                                kind_of(change) == Kind::safe_sync);
}

Decision telling_how_much_happens(World const& world, Actor actor, Change const& change, Context const& context)
{
    auto decision = may(world, actor, change, context);
    if (decision.hidden && world.revision % 2 == 1)
        decision.reason = "This does not exist just now.";
    return decision;
}

Decision carrying_out_nothing(World const& world, Actor actor, Change const& change, Context const& context)
{
    auto const decision = may(world, actor, change, context);
    return allows(decision, decision.rule == "X-13" && kind_of(change) == Kind::safe_edit);
}

} // namespace

TEST_CASE("each property fails with rules that are wrong", "[properties]")
{
    CHECK_FALSE(nobody_changes_himself(without_x3, {.towns = 60, .turns = 60}).empty());
    CHECK_FALSE(histories_keep(without_x6, {.towns = 60, .turns = 60}).empty());
    CHECK_FALSE(histories_keep(without_d4, {.towns = 60, .turns = 60}).empty());
    CHECK_FALSE(imports_are_their_rows(forgetting_the_last_row, {.towns = 20, .turns = 100}).empty());
    CHECK_FALSE(replicas_decide_alike(easier_in_a_replica, {.towns = 40, .turns = 20}).empty());
    CHECK_FALSE(books_are_apart(mixing_books, {.towns = 60, .turns = 100}).empty());
    CHECK_FALSE(hidden_things_are_not_sensed(telling_how_much_happens, {.towns = 40, .turns = 10}).empty());
    CHECK_FALSE(logs_give_the_world(carrying_out_nothing, {.towns = 40, .turns = 300}).empty());
}

} // namespace castellan::properties
