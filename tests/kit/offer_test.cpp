#include "tests/kit/stage.hpp"
#include "tests/rules/worlds.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace castellan;
using namespace castellan::ui;
using castellan::tests::Scene;
using castellan::tests::Stage;

namespace {

// Two stations; ada administers the first one's people and safes, root the whole account, tom nothing.
Scene scene()
{
    Scene scene;
    scene.account("city")
        .person("ada", {{"city", SafesRole::group_admin}})
        .person("root", {{"city", SafesRole::account_admin}})
        .person("tom", {{"city", SafesRole::user}})
        .add_safe("engine-7", "city")
        .add_safe("engine-8", "city", false)
        .add_safe("engine-9", "city")
        .group("station-7", "city", {"ada", "tom"}, {"engine-7", "engine-8"})
        .group("station-9", "city", {}, {"engine-9"});
    return scene;
}

struct Console : Stage {
    Scene world = scene();
    explicit Console(std::string_view person) { ui.set_viewer({.world = &world.world, .actor = world.user(person)}); }
};

} // namespace

TEST_CASE("An offer is drawn if its change is allowed, and sends exactly this change", "[kit][offer]")
{
    Console console{"ada"};
    Driver driver{console.ui, [&] { console.ui.offer("Sync now", SyncSafe{console.world.safe("engine-7")}); }};
    REQUIRE(driver.press(AriaRole::button, "Sync now"));
    auto const changes = console.ui.take_changes();
    REQUIRE(changes.size() == 1);
    REQUIRE(std::holds_alternative<SyncSafe>(changes[0]));
    CHECK(std::get<SyncSafe>(changes[0]).safe == console.world.safe("engine-7"));
    CHECK(console.ui.take_changes().empty());
}

TEST_CASE("An offer that the rules deny is not there at all", "[kit][offer]")
{
    Console console{"ada"};
    Driver driver{console.ui, [&] {
                      console.ui.offer("Sync Engine 9", SyncSafe{console.world.safe("engine-9")});
                      auto actions = page_header(console.ui, {.title = "Engine 9"});
                      actions.offer("Upgrade", UpgradeSafe{console.world.safe("engine-9")});
                      CHECK_FALSE(actions.form("Edit…", EditSafe{console.world.safe("engine-9"), {}}));
                  }};
    CHECK_FALSE(driver.find(AriaRole::button, "Sync Engine 9"));
    CHECK_FALSE(driver.find(AriaRole::button, "Upgrade"));
    CHECK_FALSE(driver.find(AriaRole::button, "Edit…"));
    CHECK(console.ui.offers().empty());
}

TEST_CASE("What may not be done now is disabled and says why, with its rule", "[kit][offer][X-13]")
{
    Console console{"root"};
    // he is a member already.
    Change const change = AddMember{console.world.group("station-7"), console.world.user("tom")};
    Driver driver{console.ui, [&] { console.ui.offer("Add Tom", change); }};
    auto const decision = console.ui.judge(change);
    REQUIRE(decision.effect == Effect::not_now);
    auto const* button = driver.find(AriaRole::button, "Add Tom");
    REQUIRE(button);
    CHECK(button->disabled);
    CHECK(button->description.find(decision.reason) != std::string_view::npos);
    CHECK(button->description.find(decision.rule) != std::string_view::npos);
    CHECK(button->focusable); // Its reason can be read by keyboard, too.
    console.ui.activate(button->id);
    driver.frames(3);
    CHECK(console.ui.take_changes().empty());
    REQUIRE(console.ui.offers().size() == 1);
    CHECK(console.ui.offers()[0].decision.effect == Effect::not_now);
}

TEST_CASE("Offers in closed menus are noted, and only menus with something in them are shown", "[kit][offer]")
{
    Console console{"ada"};
    TableState state;
    static constexpr Column columns[] = {{.label = "Safe"}};
    Driver driver{console.ui, [&] {
                      DataTable table{console.ui, "Safes", columns, state, {.row_count = 2}};
                      while (table.next_row()) {
                          auto const safe = console.world.safe(table.row() == 0 ? "engine-7" : "engine-9");
                          auto const name = table.row() == 0 ? "Engine 7" : "Engine 9";
                          table.begin_row(name);
                          table.text(name);
                          auto actions = table.actions();
                          actions.offer("Sync", SyncSafe{safe});
                      }
                  }};
    CHECK(driver.find(AriaRole::button, "Actions for Engine 7"));
    CHECK_FALSE(driver.find(AriaRole::button, "Actions for Engine 9"));
    CHECK(console.ui.offers().size() == 1);

    REQUIRE(driver.press(AriaRole::button, "Actions for Engine 7"));
    REQUIRE(driver.press(AriaRole::menuitem, "Sync"));
    CHECK(console.ui.take_changes().size() == 1);
    CHECK_FALSE(driver.find(AriaRole::menuitem, "Sync"));
}

TEST_CASE("What destroys is asked for first, by name, and can be left", "[kit][offer]")
{
    Console console{"root"};
    Driver driver{console.ui, [&] {
                      auto actions = page_header(console.ui, {.title = "Station 9"});
                      actions.offer("Delete…", DeleteGroup{console.world.group("station-9")},
                                    {.weight = Weight::danger,
                                     .confirm = Confirmation{"Delete Station 9?", "Its safes stay.", "Delete group"}});
                  }};
    REQUIRE(driver.press(AriaRole::button, "Delete…"));
    auto const* dialog = driver.find(AriaRole::alertdialog, "Delete Station 9?");
    REQUIRE(dialog);
    CHECK(dialog->modal);
    CHECK(dialog->description == "Its safes stay.");
    CHECK(console.ui.take_changes().empty());

    SECTION("and confirmed")
    {
        REQUIRE(driver.press(AriaRole::button, "Delete group"));
        CHECK(console.ui.take_changes().size() == 1);
    }
    SECTION("and cancelled")
    {
        REQUIRE(driver.press(AriaRole::button, "Cancel"));
        CHECK(console.ui.take_changes().empty());
    }
    SECTION("and left by Escape")
    {
        driver.key(Key::escape);
        CHECK(console.ui.take_changes().empty());
    }
    driver.frames(2);
    CHECK_FALSE(driver.find(AriaRole::alertdialog, "Delete Station 9?"));
}

TEST_CASE("A confirmation is judged again: what is no longer allowed is not sent", "[kit][offer]")
{
    Console console{"root"};
    Driver driver{console.ui, [&] {
                      auto actions = page_header(console.ui, {.title = "Station 9"});
                      actions.offer("Delete…", DeleteGroup{console.world.group("station-9")},
                                    {.confirm = Confirmation{"Delete Station 9?"}});
                  }};
    REQUIRE(driver.press(AriaRole::button, "Delete…"));
    console.ui.set_viewer({.world = &console.world.world, .actor = console.world.user("tom")});
    driver.frames(2);
    auto const* dialog = driver.find(AriaRole::alertdialog, "Delete Station 9?");
    REQUIRE(dialog);
    for (auto const& node : console.ui.semantics()) {
        if (node.role == AriaRole::button && node.name == "Delete…")
            CHECK(node.disabled);
    }
}

TEST_CASE("A change that is under way is drawn busy and can't be sent twice", "[kit][offer]")
{
    Console console{"ada"};
    Change const sync = SyncSafe{console.world.safe("engine-7")};
    Driver driver{console.ui, [&] { console.ui.offer("Sync now", sync); }};
    console.ui.set_under_way({&sync, 1});
    driver.frames(1);
    auto const* button = driver.find(AriaRole::button, "Sync now");
    REQUIRE(button);
    CHECK(button->busy);
    console.ui.activate(button->id);
    driver.frames(2);
    CHECK(console.ui.take_changes().empty());

    Change const other = SyncSafe{console.world.safe("engine-8")};
    console.ui.set_under_way({&other, 1});
    driver.frames(1);
    CHECK_FALSE(driver.find(AriaRole::button, "Sync now")->busy);
}

TEST_CASE("An offer in a dialog closes it, unless the screen waits for the answer", "[kit][offer]")
{
    auto const closes = GENERATE(true, false);
    Console console{"root"};
    auto open = true;
    Driver driver{console.ui, [&] {
                      if (Dialog dialog{console.ui, "Edit safe", open, {.closes_on_offer = closes}}) {
                          auto actions = dialog.actions();
                          actions.offer("Save", EditSafe{console.world.safe("engine-7"), {.name = "Engine 7b"}},
                                        {.weight = Weight::primary});
                      }
                  }};
    driver.frames(2);
    REQUIRE(driver.press(AriaRole::button, "Save"));
    CHECK(console.ui.take_changes().size() == 1);
    CHECK(open == !closes);
}

TEST_CASE("A question is asked over the dialog that leads to it", "[kit][offer]")
{
    Console console{"root"};
    auto open = true;
    Driver driver{console.ui, [&] {
                      if (Dialog dialog{console.ui, "Edit safe", open, {.closes_on_offer = false}}) {
                          auto actions = dialog.actions();
                          actions.offer("Remove…", RemoveSafe{console.world.safe("engine-9")},
                                        {.weight = Weight::danger,
                                         .confirm = Confirmation{"Remove Engine 9?", {}, "Remove safe"}});
                      }
                  }};
    driver.frames(3);
    REQUIRE(driver.press(AriaRole::button, "Remove…"));
    CHECK(driver.find(AriaRole::dialog, "Edit safe"));
    REQUIRE(driver.find(AriaRole::alertdialog, "Remove Engine 9?"));
    REQUIRE(driver.press(AriaRole::button, "Remove safe"));
    CHECK(console.ui.take_changes().size() == 1);
    CHECK(open);
    CHECK_FALSE(driver.find(AriaRole::alertdialog, "Remove Engine 9?"));
}
