#include "tests/kit/stage.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>

using namespace castellan::ui;
using castellan::tests::Stage;

TEST_CASE("A focused field says where a DOM input belongs, and takes what is typed there", "[kit][field]")
{
    Stage stage;
    std::string name = "Station 7";
    std::optional<TextEntry> entry;
    Driver driver{stage.ui, [&] { text_field(stage.ui, "Name", name, {.placeholder = "A name", .required = true}); }};
    stage.ui.begin_frame(10);
    text_field(stage.ui, "Name", name);
    CHECK_FALSE(stage.ui.end_frame().text_entry);

    driver.frames();
    auto const* node = driver.find(AriaRole::textbox, "Name");
    REQUIRE(node);
    CHECK(node->value == "Station 7");
    CHECK(node->required);
    stage.ui.focus(node->id);
    stage.ui.begin_frame(11);
    text_field(stage.ui, "Name", name, {.placeholder = "A name"});
    entry = stage.ui.end_frame().text_entry;
    REQUIRE(entry);
    CHECK(entry->value == "Station 7");
    CHECK(entry->placeholder == "A name");
    CHECK(entry->rect.width > 100);
    CHECK(entry->select_all);

    stage.ui.set_value(entry->id, "Station 7 · Łódź");
    driver.frames();
    CHECK(name == "Station 7 · Łódź");
    stage.ui.blur();
    stage.ui.begin_frame(12);
    text_field(stage.ui, "Name", name);
    CHECK_FALSE(stage.ui.end_frame().text_entry);
}

TEST_CASE("A disabled field keeps its value, whatever comes", "[kit][field]")
{
    Stage stage;
    std::string serial = "SN-1";
    Driver driver{stage.ui, [&] { text_field(stage.ui, "Serial", serial, {.disabled = "Fixed once registered."}); }};
    auto const* node = driver.find(AriaRole::textbox, "Serial");
    REQUIRE(node);
    CHECK(node->disabled);
    CHECK(node->description == "Fixed once registered.");
    stage.ui.set_value(node->id, "SN-2");
    driver.frames(2);
    CHECK(serial == "SN-1");
}

TEST_CASE("A password is not told to the mirror", "[kit][field]")
{
    Stage stage;
    std::string secret = "correct horse";
    Driver driver{stage.ui, [&] { text_field(stage.ui, "Password", secret, {.kind = EntryKind::password}); }};
    CHECK(driver.find(AriaRole::textbox, "Password")->value.empty());
    CHECK_FALSE(driver.shows("correct horse"));
}

TEST_CASE("An error stands with its field", "[kit][field]")
{
    Stage stage;
    std::string email = "ada@";
    Driver driver{stage.ui, [&] { text_field(stage.ui, "E-mail", email, {.error = "A domain is missing."}); }};
    CHECK(driver.find(AriaRole::textbox, "E-mail")->error == "A domain is missing.");
}

TEST_CASE("Enter in a field submits its form, not another", "[kit][field]")
{
    Stage stage;
    std::string first;
    std::string second;
    auto first_submitted = 0;
    auto second_submitted = 0;
    Driver driver{stage.ui, [&] {
                      {
                          Form form{stage.ui, "First"};
                          text_field(stage.ui, "One", first);
                          first_submitted += form.submitted();
                      }
                      {
                          Form form{stage.ui, "Second"};
                          text_field(stage.ui, "Two", second);
                          second_submitted += form.submitted();
                      }
                  }};
    stage.ui.submit(driver.find(AriaRole::textbox, "Two")->id);
    driver.frames(2);
    CHECK(first_submitted == 0);
    CHECK(second_submitted == 1);
    stage.ui.focus(driver.find(AriaRole::textbox, "One")->id);
    driver.key(Key::enter);
    CHECK(first_submitted == 1);
}

TEST_CASE("A number field takes numbers of its range only", "[kit][field]")
{
    Stage stage;
    std::optional<std::int64_t> quantity = 12;
    Driver driver{stage.ui, [&] { number_field(stage.ui, "Quantity", quantity, {.min = 0, .max = 50}); }};
    REQUIRE(driver.type(AriaRole::spinbutton, "Quantity", "48"));
    CHECK(quantity == 48);
    driver.key(Key::up);
    driver.key(Key::up);
    driver.key(Key::up);
    CHECK(quantity == 50);
    driver.key(Key::down);
    CHECK(quantity == 49);
    REQUIRE(driver.type(AriaRole::spinbutton, "Quantity", "51"));
    CHECK_FALSE(quantity);
    REQUIRE(driver.type(AriaRole::spinbutton, "Quantity", "4x"));
    CHECK_FALSE(quantity);
    CHECK(driver.find(AriaRole::spinbutton, "Quantity")->value == "4x"); // What was typed stays to be corrected.
}

TEST_CASE("A list of few choices is chosen from by keyboard", "[kit][field]")
{
    Stage stage;
    std::string role = "user";
    std::array const choices{Choice{.key = "user", .label = "User"}, Choice{.key = "admin", .label = "Administrator"},
                             Choice{.key = "owner", .label = "Owner", .unavailable = "Not yours to give. (X-5)"}};
    Driver driver{stage.ui, [&] { select(stage.ui, "Role", choices, role); }};
    driver.key(Key::tab);
    driver.key(Key::enter);
    CHECK(stage.focused_name() == "User");
    driver.key(Key::down);
    driver.key(Key::enter);
    CHECK(role == "admin");
    CHECK(stage.focused_name() == "Role");
    CHECK(driver.find(AriaRole::combobox, "Role")->value == "Administrator");

    REQUIRE(driver.press(AriaRole::combobox, "Role"));
    auto const* owner = driver.find(AriaRole::option, "Owner");
    REQUIRE(owner);
    CHECK(owner->disabled);
    CHECK(owner->description == "Not yours to give. (X-5)");
    CHECK_FALSE(driver.press(AriaRole::option, "Owner"));
}

TEST_CASE("A long list is searched", "[kit][field]")
{
    Stage stage;
    std::vector<Choice> people;
    for (int number = 0; number < 5000; ++number)
        people.push_back({.key = "u" + std::to_string(number), .label = "Person " + std::to_string(number)});
    std::string chosen;
    Driver driver{stage.ui, [&] { select(stage.ui, "Person", people, chosen); }};
    REQUIRE(driver.press(AriaRole::combobox, "Person"));
    CHECK(stage.focused_name() == "Search");
    REQUIRE(driver.type(AriaRole::searchbox, "Search", "person 4321"));
    auto options = 0;
    for (auto const& node : stage.ui.semantics())
        options += node.role == AriaRole::option;
    CHECK(options == 1);
    driver.key(Key::enter);
    CHECK(chosen == "u4321");
}

TEST_CASE("Several are chosen, shown as chips and taken out again", "[kit][field]")
{
    Stage stage;
    std::array const groups{Choice{.key = "g1", .label = "Harbour"}, Choice{.key = "g2", .label = "Airport"},
                            Choice{.key = "g3", .label = "Hospital"}};
    std::vector<std::string> chosen = {"g2"};
    Driver driver{stage.ui, [&] { multi_select(stage.ui, "Groups", groups, chosen); }};
    REQUIRE(driver.press(AriaRole::combobox, "Groups"));
    CHECK(driver.find(AriaRole::option, "Airport")->selected);
    REQUIRE(driver.press(AriaRole::option, "Hospital"));
    CHECK(chosen == std::vector<std::string>{"g2", "g3"});
    REQUIRE(driver.press(AriaRole::option, "Airport")); // It is still open.
    CHECK(chosen == std::vector<std::string>{"g3"});
    driver.key(Key::escape);
    REQUIRE(driver.press(AriaRole::button, "Remove Hospital"));
    CHECK(chosen.empty());
}

TEST_CASE("A day is picked from the month", "[kit][field]")
{
    Stage stage;
    std::string date = "2024-02-10";
    Driver driver{stage.ui, [&] { date_field(stage.ui, "Expires", date); }};
    REQUIRE(driver.press(AriaRole::button, "Open calendar"));
    CHECK(driver.find(AriaRole::button, "29 February 2024"));
    REQUIRE(driver.press(AriaRole::button, "Next month"));
    REQUIRE(driver.press(AriaRole::button, "3 March 2024"));
    CHECK(date == "2024-03-03");
}

TEST_CASE("Radio buttons are one stop and arrows choose", "[kit][field]")
{
    Stage stage;
    std::string role = "user";
    std::array const choices{Choice{.key = "user", .label = "User"}, Choice{.key = "admin", .label = "Administrator"}};
    auto notify = true;
    Driver driver{stage.ui, [&] {
                      radio_group(stage.ui, "Role", choices, role);
                      toggle(stage.ui, "Notify", notify);
                  }};
    driver.key(Key::tab);
    CHECK(stage.focused_name() == "User");
    driver.key(Key::down);
    CHECK(role == "admin");
    driver.key(Key::tab);
    CHECK(stage.focused_name() == "Notify");
    driver.key(Key::space);
    CHECK_FALSE(notify);
    CHECK(driver.find(AriaRole::switch_, "Notify")->checked == Checked::no);
}

TEST_CASE("A time of day is typed, or goes on by quarters", "[kit][field]")
{
    Stage stage;
    std::string value = "07:40";
    Driver driver{stage.ui, [&] { time_field(stage.ui, "Handover", value); }};
    stage.ui.focus(driver.find(AriaRole::textbox, "Handover")->id);
    driver.frames(2);
    driver.key(Key::up);
    CHECK(value == "07:45");
    driver.key(Key::up);
    CHECK(value == "08:00");
    driver.key(Key::down);
    driver.key(Key::down);
    CHECK(value == "07:30");
    value = "00:05";
    driver.key(Key::down);
    CHECK(value == "00:00");
    driver.key(Key::down);
    CHECK(value == "23:45");
    driver.type(AriaRole::textbox, "Handover", "25:00");
    CHECK_FALSE(driver.find(AriaRole::textbox, "Handover")->error.empty());
    driver.type(AriaRole::textbox, "Handover", "");
    CHECK(driver.find(AriaRole::textbox, "Handover")->error.empty());
    driver.key(Key::up);
    CHECK(value == "08:00");
}
