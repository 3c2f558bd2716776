#include "tests/kit/stage.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>

using namespace castellan::ui;
using castellan::tests::Stage;

TEST_CASE("Tab goes as one reads, and leaves the canvas at its ends", "[kit][keyboard]")
{
    Stage stage;
    std::string name;
    Driver driver{stage.ui, [&] {
                      text_field(stage.ui, "Name", name);
                      Buttons line{stage.ui};
                      (void)button(stage.ui, "Save");
                      (void)button(stage.ui, "Cancel");
                  }};
    CHECK(stage.ui.key(Key::tab));
    driver.frames();
    CHECK(stage.focused_name() == "Name");
    driver.key(Key::tab);
    CHECK(stage.focused_name() == "Save");
    driver.key(Key::tab);
    CHECK(stage.focused_name() == "Cancel");
    CHECK_FALSE(stage.ui.key(Key::tab)); // The browser's from here.
    driver.frames();
    CHECK(stage.focused() == nullptr);

    CHECK(stage.ui.key(Key::tab, {.shift = true}));
    driver.frames();
    CHECK(stage.focused_name() == "Cancel");
}

TEST_CASE("Enter and Space press a button, Space alone a checkbox", "[kit][keyboard]")
{
    Stage stage;
    auto pressed = 0;
    auto checked = false;
    Driver driver{stage.ui, [&] {
                      pressed += button(stage.ui, "Save");
                      checkbox(stage.ui, "Notify", checked);
                  }};
    driver.key(Key::tab);
    driver.key(Key::enter);
    driver.key(Key::space);
    CHECK(pressed == 2);
    driver.key(Key::tab);
    driver.key(Key::enter);
    CHECK_FALSE(checked);
    driver.key(Key::space);
    CHECK(checked);
}

TEST_CASE("Keys that the kit has no use for are the browser's", "[kit][keyboard]")
{
    Stage stage;
    Driver driver{stage.ui, [&] { (void)button(stage.ui, "Save"); }};
    CHECK_FALSE(stage.ui.key(Key::escape));
    CHECK_FALSE(stage.ui.key(Key::enter));
    CHECK_FALSE(stage.ui.key(Key::left));
    CHECK_FALSE(stage.ui.key(Key::backspace));
}

TEST_CASE("Where a page leads to another, Tab goes on in the page, not before it", "[kit][keyboard]")
{
    Stage stage;
    auto opened = false;
    Driver driver{stage.ui, [&] {
                      (void)button(stage.ui, "Search");
                      Page page{stage.ui, opened ? "person" : "people"};
                      if (opened) {
                          (void)button(stage.ui, "Edit");
                          (void)button(stage.ui, "Delete");
                      } else {
                          opened = button(stage.ui, "Ada");
                      }
                  }};
    driver.key(Key::tab);
    CHECK(stage.focused_name() == "Search");
    driver.key(Key::tab);
    driver.key(Key::enter);
    CHECK(stage.focused() == nullptr);
    SECTION("forward")
    {
        driver.key(Key::tab);
        CHECK(stage.focused_name() == "Edit");
    }
    SECTION("back")
    {
        driver.key(Key::tab, {.shift = true});
        CHECK(stage.focused_name() == "Search");
    }
}

TEST_CASE("Tabs are one stop; arrows choose among them", "[kit][keyboard]")
{
    Stage stage;
    std::string current = "one";
    Driver driver{stage.ui, [&] {
                      tabs(stage.ui, "Views", std::array{Tab{"one", "One"}, Tab{"two", "Two"}, Tab{"three", "Three"}},
                           current);
                      (void)button(stage.ui, "After");
                  }};
    driver.key(Key::tab);
    CHECK(stage.focused_name() == "One");
    driver.key(Key::right);
    CHECK(current == "two");
    driver.key(Key::end);
    CHECK(current == "three");
    driver.key(Key::right);
    CHECK(current == "one");
    driver.key(Key::tab);
    CHECK(stage.focused_name() == "After");
    driver.key(Key::tab, {.shift = true});
    CHECK(stage.focused_name() == "One");
}

TEST_CASE("A dialog traps the keyboard and gives it back", "[kit][keyboard]")
{
    Stage stage;
    auto open = false;
    std::string name;
    Driver driver{stage.ui, [&] {
                      if (button(stage.ui, "Edit…"))
                          open = true;
                      (void)button(stage.ui, "Behind");
                      if (Dialog dialog{stage.ui, "Edit group", open}) {
                          text_field(stage.ui, "Name", name);
                          auto actions = dialog.actions();
                          (void)actions.button("Save", {.weight = Weight::primary});
                      }
                  }};
    driver.key(Key::tab);
    driver.key(Key::enter);
    driver.frames(3);
    REQUIRE(open);
    CHECK(stage.focused_name() == "Name");
    for (auto const expected : {"Cancel", "Save", "Close", "Name", "Cancel"}) {
        driver.key(Key::tab);
        CHECK(stage.focused_name() == expected);
    }
    driver.key(Key::tab, {.shift = true});
    CHECK(stage.focused_name() == "Name");

    driver.key(Key::escape);
    driver.frames(2);
    CHECK_FALSE(open);
    CHECK(stage.focused_name() == "Edit…");
}

TEST_CASE("A menu opens by keyboard, moves by arrows, closes by Escape", "[kit][keyboard]")
{
    Stage stage;
    auto renamed = 0;
    Driver driver{stage.ui, [&] {
                      auto menu = menu_button(stage.ui, "More");
                      renamed += menu.button("Rename…");
                      (void)menu.button("Copy");
                      (void)menu.button("Remove…", {.weight = Weight::danger});
                  }};
    driver.key(Key::tab);
    CHECK(driver.find(AriaRole::button, "More")->expanded == Expanded::no);
    driver.key(Key::enter);
    CHECK(driver.find(AriaRole::button, "More")->expanded == Expanded::yes);
    CHECK(stage.focused_name() == "Rename…");
    driver.key(Key::down);
    CHECK(stage.focused_name() == "Copy");
    driver.key(Key::up);
    driver.key(Key::up);
    CHECK(stage.focused_name() == "Remove…");
    driver.key(Key::escape);
    CHECK(stage.focused_name() == "More");
    CHECK_FALSE(driver.find(AriaRole::menuitem, "Copy"));
    driver.key(Key::enter);
    driver.key(Key::enter);
    CHECK(renamed == 1);
    CHECK_FALSE(driver.find(AriaRole::menuitem, "Copy"));
}

TEST_CASE("The sidebar's places are one stop, and the current one is where Tab arrives", "[kit][keyboard]")
{
    Stage stage;
    AppState state;
    std::array const places{Place{.label = "Users", .href = "#/users"},
                            Place{.label = "Groups", .href = "#/groups", .current = true},
                            Place{.label = "Safes", .href = "#/safes"}};
    std::array const sections{PlaceSection{"Safes and groups", places}};
    AppView const view{.organization = "Riverside", .sections = sections, .person = "Ada Lovelace"};
    Driver driver{stage.ui, [&] {
                      AppFrame frame{stage.ui, view, state};
                      Page page{stage.ui, "groups"};
                      (void)button(stage.ui, "Add");
                  }};
    std::vector<std::string> order;
    while (stage.ui.key(Key::tab)) {
        driver.frames();
        order.emplace_back(stage.focused_name());
    }
    CHECK(order == std::vector<std::string>{"Search", "Use the dark theme", "Ada Lovelace", "Groups",
                                            "Fold the sidebar", "Add"});
    stage.ui.focus(driver.find(AriaRole::link, "Groups")->id);
    driver.frames();
    driver.key(Key::down);
    CHECK(stage.focused_name() == "Safes");
    driver.key(Key::enter);
    CHECK(stage.ui.take_navigation() == "#/safes");
}

TEST_CASE("A click beside a menu closes it and does nothing else", "[kit][keyboard]")
{
    Stage stage;
    auto pressed = 0;
    Driver driver{stage.ui, [&] {
                      Buttons line{stage.ui};
                      {
                          auto menu = menu_button(stage.ui, "More");
                          (void)menu.button("Rename…");
                      }
                      pressed += button(stage.ui, "Save");
                  }};
    auto const middle = [&](std::string_view name) {
        auto const rect = driver.find(AriaRole::button, name)->rect;
        driver.click(rect.x + rect.width / 2, rect.y + rect.height / 2);
    };
    middle("More");
    REQUIRE(driver.find(AriaRole::menuitem, "Rename…"));
    middle("More"); // Its own button closes it, too.
    CHECK_FALSE(driver.find(AriaRole::menuitem, "Rename…"));
    CHECK(stage.focused_name() == "More");
    middle("More");
    REQUIRE(driver.find(AriaRole::menuitem, "Rename…"));
    middle("Save");
    CHECK_FALSE(driver.find(AriaRole::menuitem, "Rename…"));
    CHECK(pressed == 0);
    middle("Save");
    CHECK(pressed == 1);
    CHECK(stage.focused_name() == "Save");
}

TEST_CASE("A list opens over a dialog, and Escape closes one after the other", "[kit][keyboard]")
{
    Stage stage;
    auto open = true;
    std::string role;
    std::array const choices{Choice{.key = "user", .label = "User"}, Choice{.key = "admin", .label = "Administrator"}};
    Driver driver{stage.ui, [&] {
                      if (Dialog dialog{stage.ui, "Set role", open})
                          select(stage.ui, "Role", choices, role);
                  }};
    driver.frames(3);
    REQUIRE(driver.press(AriaRole::combobox, "Role"));
    REQUIRE(driver.find(AriaRole::option, "User"));
    driver.key(Key::escape);
    CHECK(open);
    CHECK_FALSE(driver.find(AriaRole::option, "User"));
    CHECK(stage.focused_name() == "Role");
    REQUIRE(driver.choose("Role", "Administrator"));
    CHECK(role == "admin");
    CHECK(open);
    driver.key(Key::escape);
    CHECK_FALSE(open);
}

TEST_CASE("A field that was left stays left, in a dialog too", "[kit][keyboard]")
{
    // The shell says blur when its DOM input lost the focus; jumping back would trap the pointer.
    Stage stage;
    auto open = true;
    std::string name;
    Driver driver{stage.ui, [&] {
                      if (Dialog dialog{stage.ui, "Edit", open})
                          text_field(stage.ui, "Name", name);
                  }};
    driver.frames(3);
    CHECK(stage.focused_name() == "Name");
    stage.ui.blur();
    driver.frames(3);
    CHECK(stage.focused() == nullptr);
    driver.key(Key::tab);
    CHECK(stage.focused_name() == "Name");
}
