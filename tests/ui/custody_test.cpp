// Safes and what is in them as a person uses them: two persons, counting, moving, orders to many safes.
#include "tests/service/riverside.hpp"
#include "tests/ui/browser.hpp"
#include "ui/screens/safe_forms.hpp"
#include "ui/screens/seen.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan;
using namespace castellan::test;
using namespace castellan::ui;

namespace {

constexpr auto password = std::string_view{"correct horse battery"};

/// Riverside, where Engine 7 wants a second person.
std::string with_two_persons()
{
    auto document = std::string{riverside};
    auto const at = document.find(R"("online": true, "firmware": "4.2.0")");
    return document.insert(at, R"("two_person": "any", )");
}

} // namespace

TEST_CASE("S-13: a change that needs a second person asks for him, and goes on when he has signed in", "[ui][app][S-13]")
{
    auto town = Town{with_two_persons()};
    auto gus = Browser{town, "gus", "#/safes/s1"};
    REQUIRE(gus.press(AriaRole::button, "Unlock…"));
    REQUIRE(gus.press(AriaRole::button, "Unlock"));
    CHECK(gus.shows("Second person for Engine 7 narcotics"));
    gus.settle();
    CHECK(town.world().safes[town.world().safes.find("s1")].orders.empty());

    auto const* go_on = gus.find(AriaRole::button, "Sign in and go on");
    REQUIRE(go_on != nullptr);
    CHECK(go_on->disabled); // before he has typed anything
    REQUIRE(gus.type("E-mail of the second person", "gus@riverside.example"));
    REQUIRE(gus.type("Password of the second person", password));
    REQUIRE(gus.press(AriaRole::button, "Sign in and go on"));
    gus.settle();
    CHECK(gus.shows("The second person is somebody else than the first."));

    REQUIRE(gus.type("E-mail of the second person", "uma@riverside.example"));
    REQUIRE(gus.type("Password of the second person", password));
    REQUIRE(gus.press(AriaRole::button, "Sign in and go on"));
    gus.settle();
    CHECK_FALSE(gus.shows("Second person for"));
    CHECK(gus.shows("Unlock ordered"));
    CHECK(town.world().safes[town.world().safes.find("s1")].orders.size() == 1);
    // The first is signed in as before, and nothing of the second is left.
    CHECK_FALSE(gus.shows("uma@riverside.example"));
    gus.go("#/profile");
    CHECK(gus.shows("Gus Ferrand"));
}

TEST_CASE("S-13: without the second person nothing is sent, and what he typed is forgotten", "[ui][app][S-13]")
{
    auto town = Town{with_two_persons()};
    auto gus = Browser{town, "gus", "#/safes/s1"};
    auto const ask = [&] {
        REQUIRE(gus.press(AriaRole::button, "Unlock…"));
        REQUIRE(gus.press(AriaRole::button, "Unlock"));
    };
    ask();
    REQUIRE(gus.type("E-mail of the second person", "uma@riverside.example"));
    REQUIRE(gus.type("Password of the second person", "wrong"));
    REQUIRE(gus.press(AriaRole::button, "Sign in and go on"));
    gus.settle();
    CHECK(gus.shows("This e-mail address and password don't fit together."));
    REQUIRE(gus.press(AriaRole::button, "Cancel"));
    gus.settle();
    CHECK(town.world().safes[town.world().safes.find("s1")].orders.empty());
    ask();
    auto const* email = gus.find(AriaRole::textbox, "E-mail of the second person");
    REQUIRE(email != nullptr);
    CHECK(email->value.empty());
    for (auto const& sent : gus.transport.sent)
        CHECK_FALSE(sent.path.contains("uma"));
}

TEST_CASE("S-10: a count is blind, and its result is told afterwards", "[ui][app][S-10]")
{
    auto town = Town{riverside};
    auto gus = Browser{town, "gus", "#/safes/s1"};
    CHECK(gus.shows("10")); // of the fentanyl
    REQUIRE(gus.press(AriaRole::button, "Count all…"));
    CHECK(gus.shows("Count fentanyl 100 mcg"));
    for (auto const& node : gus.ui.semantics())
        CHECK(node.name != "10"); // neither in the dialog nor behind it
    REQUIRE(gus.type("Counted", "8", AriaRole::spinbutton));
    REQUIRE(gus.press(AriaRole::button, "Record count"));
    gus.settle();
    CHECK(gus.shows("fentanyl 100 mcg: 2 are missing"));
    CHECK(gus.shows("Counted 8, 10 expected."));
    REQUIRE(gus.press(AriaRole::button, "Close"));
    CHECK(gus.shows("2 are missing")); // in the table, until it is counted again
    gus.go("#/reports?report=differs");
    CHECK(gus.shows("fentanyl 100 mcg"));
}

TEST_CASE("S-13: waste needs a witness, and stands in the chain of custody with both", "[ui][app][S-13]")
{
    auto town = Town{riverside};
    auto gus = Browser{town, "gus", "#/assets/x1"};
    REQUIRE(gus.press(AriaRole::button, "More actions"));
    REQUIRE(gus.press(AriaRole::menuitem, "Waste…"));
    REQUIRE(gus.type("Quantity", "3", AriaRole::spinbutton));
    REQUIRE(gus.type("Reason", "Broken ampoule"));
    REQUIRE(gus.press(AriaRole::button, "Record waste"));
    gus.settle();
    CHECK(town.world().assets[town.world().assets.find("x1")].quantity == 10);
    CHECK(gus.shows("Second person for fentanyl 100 mcg"));
    REQUIRE(gus.type("E-mail of the second person", "ada@riverside.example"));
    REQUIRE(gus.type("Password of the second person", password));
    REQUIRE(gus.press(AriaRole::button, "Sign in and go on"));
    gus.settle();
    CHECK(town.world().assets[town.world().assets.find("x1")].quantity == 7);
    CHECK(gus.shows("Gus Ferrand with Ada Okafor"));
    CHECK(gus.shows("Broken ampoule"));
    CHECK(gus.shows("10 → 7"));
}

TEST_CASE("S-12: for enrollment the safes in scope are offered, those online can be chosen", "[ui][S-12]")
{
    auto town = Town{riverside};
    auto const choices_of = [&](std::string_view person) {
        auto replica = town.replica_of(person);
        auto const& world = replica.world();
        auto const seen = look(world, replica.me(), home_account(world, replica.me()), town.now, 1);
        return std::pair{enrollment_safes(seen), missing_safes_advice(seen)};
    };
    SECTION("an account administrator: every safe of the account")
    {
        auto const [safes, advice] = choices_of("ada");
        REQUIRE(safes.size() == 3);
        CHECK(safes[0].unavailable.empty());
        CHECK(safes[2].label == "Spare");
        CHECK(safes[2].unavailable == "Offline");
        CHECK(advice.empty());
    }
    SECTION("a group administrator: those of his groups, and where the others are")
    {
        auto const [safes, advice] = choices_of("gia");
        REQUIRE(safes.size() == 1);
        CHECK(safes[0].key == "s1");
        CHECK(advice.contains("in none of your groups"));
    }
    SECTION("in no group: none, and why")
    {
        auto const [safes, advice] = choices_of("kim");
        CHECK(safes.empty());
        CHECK(advice.contains("You are in no group"));
    }
    SECTION("a user: none")
    {
        CHECK(choices_of("uma").first.empty());
    }
}

TEST_CASE("S-16: an order to many safes is seen through row by row, cancelled and repeated", "[ui][app][S-16]")
{
    auto town = Town{riverside};
    auto ada = Browser{town, "ada", "#/safes"};
    REQUIRE(ada.press(AriaRole::checkbox, "Select all rows"));
    REQUIRE(ada.press(AriaRole::button, "Sync now"));
    REQUIRE(ada.press_last(AriaRole::button, "Sync now")); // of the question
    ada.settle();
    CHECK(ada.shows("Sync: 3 safes"));
    CHECK(ada.shows("0 of 3 done"));
    auto const order_of = [&](std::string_view safe) -> Order const& {
        return town.world().safes[town.world().safes.find(safe)].orders.back();
    };
    CHECK(order_of("s3").state == OrderState::queued);
    REQUIRE(ada.press(AriaRole::button, "Take back what waits"));
    ada.settle();
    CHECK(order_of("s3").state == OrderState::cancelled);
    CHECK(ada.shows("3 failed"));
    REQUIRE(ada.press(AriaRole::button, "Order the failed again"));
    ada.settle();
    CHECK(order_of("s3").state == OrderState::queued);
    // What nobody takes expires, and can be ordered again.
    town.now += Instant{16} * 60 * 1000;
    ada.frames(4);
    CHECK(ada.shows("The safe did not come online in time."));
    REQUIRE(ada.press(AriaRole::button, "Close the panel"));
    CHECK(ada.find(AriaRole::button, "Show progress") != nullptr);
}

TEST_CASE("S-6: an import is judged row by row before it is done", "[ui][app][S-6]")
{
    auto town = Town{riverside};
    auto gia = Browser{town, "gia", "#/users"};
    REQUIRE(gia.press(AriaRole::button, "Import…"));
    gia.ui.file_picked({"people.csv", "Name,Mail,Groups\nAnn Lee,ann@riverside.example,Station 7\nBo Hu,bo@riverside.example,Station 9\n"});
    gia.frames(4);
    REQUIRE(gia.press(AriaRole::button, "Check"));
    for (auto round = 0; round < 10; ++round) {
        town.work();
        town.now += 300;
        gia.settle();
    }
    CHECK(gia.shows("1 of 2 can be imported"));
    CHECK_FALSE(town.world().find_by_email("ann@riverside.example")); // nobody yet
    REQUIRE(gia.press(AriaRole::button, "Import 1 person"));
    for (auto round = 0; round < 10; ++round) {
        town.work();
        town.now += 300;
        gia.settle();
    }
    CHECK(gia.shows("1 person was imported"));
    CHECK(town.world().find_by_email("ann@riverside.example"));
    CHECK_FALSE(town.world().find_by_email("bo@riverside.example"));
}
