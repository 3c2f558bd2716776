// A kiosk terminal's screens, used as a person with gloves would: what is there, what it makes, how large it is.
#include "tests/client/terminal_shell.hpp"
#include "tests/service/riverside.hpp"
#include "ui/kit/headless.hpp"
#include "ui/terminal/terminal_app.hpp"
#include "wire/change_json.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>

using namespace castellan;
using namespace castellan::test;
using namespace castellan::ui;

namespace {

struct Size {
    float width;
    float height;
};
constexpr Size landscape = {1280, 800};
constexpr Size portrait = {1080, 1920};
constexpr Size phone = {390, 844};

/// Somebody who has signed in at the terminal of Station 7 (g1).
struct Kiosk {
    Kiosk(Town& the_town, std::string person, bool online = true, Size size = landscape)
        : town(the_town), shell(the_town, std::move(person)), ui(test_fonts()), app(ui, shell)
    {
        ui.set_viewport({.width = size.width, .height = size.height, .reduced_motion = true});
        app.start();
        app.heard("terminal", online ? R"({"online":true,"group":"g1"})" : R"({"online":false,"group":"g1"})");
        frames();
    }
    void frames(int count = 4)
    {
        for (auto frame = 0; frame < count; ++frame)
            app.frame(seconds += 1.0 / 60, town.now, 0);
    }
    [[nodiscard]] SemanticNode const* find(std::string_view name) const { return ui::find(ui.semantics(), AriaRole::button, name); }
    [[nodiscard]] std::string reason(std::string_view name) const
    {
        auto const* node = find(name);
        return node == nullptr || !node->disabled ? std::string{} : std::string{node->description};
    }
    bool press(std::string_view name)
    {
        auto const* node = find(name);
        if (node == nullptr || node->disabled)
            return false;
        ui.activate(node->id);
        frames();
        return true;
    }
    /// One after the other; false if one of them is not there.
    bool press(std::initializer_list<std::string_view> names)
    {
        return std::ranges::all_of(names, [&](std::string_view name) { return press(name); });
    }
    [[nodiscard]] bool shows(std::string_view text) const
    {
        return std::ranges::any_of(ui.semantics(), [&](SemanticNode const& node) {
            return node.name.find(text) != std::string_view::npos || node.description.find(text) != std::string_view::npos;
        });
    }
    /// What can be pressed, by name.
    [[nodiscard]] std::vector<std::string> buttons() const
    {
        auto names = std::vector<std::string>{};
        for (auto const& node : ui.semantics()) {
            if (node.role == AriaRole::button)
                names.emplace_back(node.name);
        }
        return names;
    }

    Town& town;
    TerminalShell shell;
    Ui ui;
    TerminalApp app;
    double seconds = 0;
};

constexpr auto stock = std::string_view{"fentanyl 100 mcg"};

} // namespace

TEST_CASE("a user of the group opens its safes at the terminal, and is offered nothing that administers (S-1, S-14)", "[terminal]")
{
    auto town = Town{riverside};
    auto kiosk = Kiosk{town, "uma"};
    CHECK(kiosk.find("Safes") != nullptr);
    CHECK(kiosk.find("Administration") == nullptr);
    CHECK(kiosk.find("Doors") == nullptr);
    REQUIRE(kiosk.press({"Safes", "Engine 7 narcotics"}));
    CHECK_FALSE(kiosk.shows("Engine 9")); // Of another group.
    CHECK(kiosk.find(stock) == nullptr);  // What is in it is not hers to list.
    REQUIRE(kiosk.press("Unlock"));
    REQUIRE(kiosk.shell.sent.size() == 1);
    CHECK(kiosk.shell.sent.front() == R"({"change":{"kind":"safe.unlock","safe":"s1"},"kept":false,"second_person":false})");
}

TEST_CASE("the terminal is of one group: who administers several finds what is in this one alone", "[terminal]")
{
    auto town = Town{riverside};
    auto kiosk = Kiosk{town, "ada"};
    REQUIRE(kiosk.press("Safes"));
    CHECK(kiosk.find("Engine 7 narcotics") != nullptr);
    CHECK(kiosk.find("Engine 9 narcotics") == nullptr);
    CHECK(kiosk.find("Spare") == nullptr);
}

TEST_CASE("taking out is a lower quantity, and no more than there is", "[terminal]")
{
    auto town = Town{riverside};
    auto kiosk = Kiosk{town, "gia"};
    REQUIRE(kiosk.press({"Safes", "Engine 7 narcotics", stock, "Take out"}));
    CHECK_FALSE(kiosk.reason("Take out").empty()); // How many?
    REQUIRE(kiosk.press({"3", "9"}));              // Of ten 39 can't be taken: the second digit is not taken in.
    REQUIRE(kiosk.press("Take out"));
    REQUIRE(kiosk.shell.sent.size() == 1);
    CHECK(kiosk.shell.sent.front() == R"({"change":{"kind":"asset.edit","asset":"x1","fields":{"quantity":7}},"kept":true,"second_person":false,"was":10})");
}

TEST_CASE("a count hides what is expected, and returns and moves are changes of their own (S-10)", "[terminal]")
{
    auto town = Town{riverside};
    auto kiosk = Kiosk{town, "gia"};
    REQUIRE(kiosk.press({"Safes", "Engine 7 narcotics", stock, "Count"}));
    for (auto const& node : kiosk.ui.semantics())
        CHECK_FALSE((node.name == "10" || node.value == "10" || node.name.starts_with("10 ")));
    REQUIRE(kiosk.press({"1", "0", "0", "Delete the last digit", "Record count"}));
    REQUIRE(kiosk.shell.sent.size() == 1);
    CAPTURE(kiosk.shell.sent.back());
    CHECK(kiosk.shell.sent.back().find(R"("kind":"asset.count","asset":"x1","fields":{"quantity":10})") != std::string::npos);
    REQUIRE(kiosk.press({"Return", "2", "Return"}));
    CHECK(kiosk.shell.sent.back().find(R"("quantity":12)") != std::string::npos);
}

TEST_CASE("waste asks for its reason and for a witness (S-13)", "[terminal]")
{
    auto town = Town{riverside};
    auto kiosk = Kiosk{town, "gia"};
    REQUIRE(kiosk.press({"Safes", "Engine 7 narcotics", stock, "Waste", "1"}));
    CHECK_FALSE(kiosk.reason("Record waste").empty());
    auto const* broken = find(kiosk.ui.semantics(), AriaRole::radio, "Broken");
    REQUIRE(broken != nullptr);
    kiosk.ui.activate(broken->id);
    kiosk.frames();
    REQUIRE(kiosk.press("Record waste"));
    REQUIRE(kiosk.shell.sent.size() == 1);
    CHECK(kiosk.shell.sent.front().find(R"("second_person":true)") != std::string::npos);
    CHECK(kiosk.shell.sent.front().find(R"("reason":"Broken")") != std::string::npos);
}

TEST_CASE("without the network one counts and takes out; what is not now says why", "[terminal]")
{
    auto town = Town{riverside};
    auto kiosk = Kiosk{town, "gia", false};
    REQUIRE(kiosk.press({"Safes", "Engine 7 narcotics"}));
    CHECK(kiosk.reason("Unlock").find("network") != std::string::npos);
    CHECK_FALSE(kiosk.press("Unlock"));
    REQUIRE(kiosk.press({stock, "Take out", "2", "Take out"}));
    CHECK(kiosk.shows("sent when the network is back"));
    REQUIRE(kiosk.press({"Back", "Back", "Back", "Administration"}));
    CHECK(kiosk.reason("Clear a PIN").find("network") != std::string::npos);
    CHECK(kiosk.reason("Add a member").find("network") != std::string::npos);
}

TEST_CASE("a group administrator clears a PIN and adds a member (S-7, S-9)", "[terminal]")
{
    auto town = Town{riverside};
    auto kiosk = Kiosk{town, "gus"};
    REQUIRE(kiosk.press({"Administration", "Clear a PIN"}));
    auto const offered = kiosk.buttons();
    CHECK(std::ranges::contains(offered, "Uma Patel"));
    CHECK_FALSE(std::ranges::contains(offered, "Gia Romano")); // She has none.
    REQUIRE(kiosk.press("Uma Patel"));
    CHECK(kiosk.shell.sent.back().find(R"({"kind":"user.clear_pin","user":"uma"},"kept":false)") != std::string::npos);
    REQUIRE(kiosk.press({"Back", "Add a member"}));
    CHECK_FALSE(std::ranges::contains(kiosk.buttons(), "Uma Patel")); // She is one.
    REQUIRE(kiosk.press("Ugo Brandt"));
    CHECK(kiosk.shell.sent.back().find(R"({"kind":"group.add_member","group":"g1","user":"ugo"})") != std::string::npos);
}

TEST_CASE("what was refused says why, with its rule, and loses nothing that was typed", "[terminal]")
{
    auto town = Town{riverside};
    auto kiosk = Kiosk{town, "gia"};
    REQUIRE(kiosk.press({"Safes", "Engine 7 narcotics", stock, "Take out", "2"}));
    kiosk.shell.status = 409;
    kiosk.shell.problem = R"({"type":"about:blank","title":"","status":409,"detail":"There are not so many any more.","rule":"S-10"})";
    REQUIRE(kiosk.press("Take out"));
    CHECK(kiosk.shows("There are not so many any more. (S-10)"));
    CHECK(kiosk.app.state().digits == "2");
}

TEST_CASE("whatever is pressed is at least 56 px, and nothing is cut off at the sides, upright, across and on a phone", "[terminal]")
{
    auto town = Town{riverside};
    auto const paths = {
        std::vector<std::string_view>{},
        {"Safes"},
        {"Safes", "Engine 7 narcotics"},
        {"Safes", "Engine 7 narcotics", stock},
        {"Safes", "Engine 7 narcotics", stock, "Take out"},
        {"Safes", "Engine 7 narcotics", stock, "Waste"},
        {"Administration"},
        {"Administration", "Clear a PIN"},
        {"Administration", "Add a member"},
    };
    for (auto const size : {landscape, portrait, phone}) {
        for (auto const& path : paths) {
            auto kiosk = Kiosk{town, "gus", true, size};
            for (auto const name : path)
                REQUIRE(kiosk.press(name));
            for (auto const& node : kiosk.ui.semantics()) {
                if (!is_interactive(node.role))
                    continue;
                CAPTURE(size.width, path.size(), node.name, node.rect.x, node.rect.width, node.rect.height);
                CHECK(node.rect.width >= kiosk_target);
                CHECK(node.rect.height >= kiosk_target);
                CHECK(node.rect.x >= 0);
                CHECK(node.rect.right() <= size.width);
            }
        }
    }
}

TEST_CASE("whoever leaves says so once, and a session that was ended leaves by itself", "[terminal][X-2]")
{
    auto town = Town{riverside};
    auto kiosk = Kiosk{town, "gia"};
    CHECK_FALSE(kiosk.app.take_sign_out());
    REQUIRE(kiosk.press("Sign out"));
    CHECK(kiosk.app.take_sign_out() == std::optional{false});
    CHECK_FALSE(kiosk.app.take_sign_out());
    REQUIRE(town.ask("gia", "DELETE", "/api/v1/session").status == 204);
    kiosk.app.heard("change", "");
    CHECK(kiosk.app.take_sign_out() == std::optional{true});
    CHECK_FALSE(kiosk.app.take_sign_out());
}
