// The console as a person uses it: the App on a service in memory, driven by roles and names.
#include "tests/service/riverside.hpp"
#include "tests/ui/browser.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan;
using namespace castellan::test;
using namespace castellan::ui;

TEST_CASE("a group is created from the list, and the person is told", "[ui][app]")
{
    auto town = Town{riverside};
    auto ada = Browser{town, "ada", "#/groups"};
    CHECK(ada.app.title() == "Groups · Castellan");
    REQUIRE(ada.press(AriaRole::button, "Create group…"));
    auto const* save = ada.find(AriaRole::button, "Create group");
    REQUIRE(save != nullptr);
    CHECK(save->disabled); // without a name
    REQUIRE(ada.type("Name", "Station 12"));
    REQUIRE(ada.press(AriaRole::button, "Create group"));
    ada.settle();
    CHECK(ada.shows("Station 12"));
    CHECK(ada.shows("Group created"));
}

TEST_CASE("what destroys is asked about by name, and only then done", "[ui][app]")
{
    auto town = Town{riverside};
    auto ada = Browser{town, "ada", "#/groups/g2"};
    REQUIRE(ada.press(AriaRole::button, "More actions"));
    REQUIRE(ada.press(AriaRole::menuitem, "Delete"));
    CHECK(ada.shows("Delete Station 9?"));
    ada.settle();
    CHECK(town.world().groups.find("g2"));
    REQUIRE(ada.press(AriaRole::button, "Delete group"));
    ada.settle();
    CHECK_FALSE(town.world().groups.find("g2"));
    CHECK(ada.shows("Group deleted"));
    CHECK(ada.shows("This does not exist, or you may not see it"));
}

TEST_CASE("of two who edit one group the second keeps what she typed and sees what is there", "[ui][app]")
{
    auto town = Town{riverside};
    auto ada = Browser{town, "ada", "#/groups/g1"};
    auto bob = Browser{town, "bob", "#/groups/g1"};
    REQUIRE(bob.press(AriaRole::button, "Edit…"));
    REQUIRE(bob.type("Name", "Station Seven"));
    REQUIRE(ada.press(AriaRole::button, "Edit…"));
    REQUIRE(ada.type("Name", "Station 70"));
    REQUIRE(ada.press(AriaRole::button, "Save"));
    ada.settle();
    REQUIRE(town.world().groups[town.world().groups.find("g1")].name == "Station 70");

    REQUIRE(bob.press(AriaRole::button, "Save"));
    bob.settle();
    CHECK(bob.shows("Somebody else changed this meanwhile"));
    auto const* name = bob.find(AriaRole::textbox, "Name");
    REQUIRE(name != nullptr);
    CHECK(name->value == "Station Seven");
    CHECK(bob.shows("Now: “Station 70”"));
    REQUIRE(bob.press(AriaRole::button, "Save"));
    bob.settle();
    CHECK(town.world().groups[town.world().groups.find("g1")].name == "Station Seven");
}

TEST_CASE("a change of role is seen at once in another browser", "[ui][app][S-5]")
{
    auto town = Town{riverside};
    auto ada = Browser{town, "ada", "#/users/uma"};
    auto uma = Browser{town, "uma", "#/users"};
    CHECK(uma.shows("This does not exist, or you may not see it")); // S-1
    REQUIRE(ada.press(AriaRole::button, "Set role…"));
    REQUIRE(ada.press(AriaRole::radio, "Group Administrator"));
    REQUIRE(ada.press(AriaRole::button, "Set role"));
    ada.settle();
    uma.app.heard("change", "{}");
    uma.settle();
    CHECK(uma.find(AriaRole::link, "Users") != nullptr);
    CHECK(uma.shows("Gia Romano"));
}

TEST_CASE("the address follows filters, and leads back to them", "[ui][app]")
{
    auto town = Town{riverside};
    auto ada = Browser{town, "ada", "#/users?q=uma"};
    CHECK(ada.shows("Uma Patel"));
    CHECK_FALSE(ada.shows("Ugo Brandt"));
    REQUIRE(ada.type("Search people", "ugo", AriaRole::searchbox));
    CHECK(ada.hash == "#/users?q=ugo");
    CHECK(ada.shows("Ugo Brandt"));
    ada.go("#/users?q=uma"); // Back
    CHECK(ada.shows("Uma Patel"));
}

TEST_CASE("X-2: whoever is disabled meanwhile is led back to signing in", "[ui][app][X-2]")
{
    auto town = Town{riverside};
    auto tess = Browser{town, "tess"};
    auto uma = Browser{town, "uma"};
    tess.app.client().send(DisableUser{tess.app.client().replica().world().users.find("uma")});
    tess.settle();
    uma.app.heard("closed", "");
    uma.settle();
    CHECK(uma.app.take_signed_out() == client::SignedOut::ended);
}

TEST_CASE("a lost network leaves the page and says so", "[ui][app]")
{
    auto town = Town{riverside};
    auto ada = Browser{town, "ada", "#/safes"};
    town.weather = Town::Weather::request_lost;
    ada.app.heard("closed", "");
    ada.settle();
    CHECK(ada.shows("Engine 7 narcotics"));
    CHECK(ada.shows("offline"));
    town.weather = Town::Weather::fair;
    ada.app.heard("open", "");
    ada.settle();
    CHECK(ada.app.client().online());
}
