// A browser without one: the App with a window and a session of its own, on a service in memory.
#pragma once

#include "tests/client/town.hpp"
#include "ui/kit/headless.hpp"
#include "ui/screens/app.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>

namespace castellan::test {

using namespace castellan::ui;

/// One browser: an App with its own window and session.
struct Browser {
    Browser(Town& the_town, std::string person, std::string_view hash = "#/")
        : town(the_town), transport(the_town, std::move(person)), ui(test_fonts()), app(ui, transport)
    {
        ui.set_viewport({.width = 1280, .height = 900, .reduced_motion = true});
        app.start(hash);
        settle();
    }

    /// Answers what was asked and draws until nothing changes.
    void settle()
    {
        for (auto round = 0; round < 3; ++round) {
            transport.deliver();
            frames(2);
        }
    }
    void frames(int count)
    {
        for (auto frame = 0; frame < count; ++frame) {
            seconds += 1.0 / 60;
            app.frame(seconds, town.now, 0);
            while (auto move = app.take_navigation())
                hash = move->hash;
        }
    }
    [[nodiscard]] SemanticNode const* find(AriaRole role, std::string_view name) { return castellan::ui::find(ui.semantics(), role, name); }
    [[nodiscard]] bool shows(std::string_view text)
    {
        for (auto const& node : ui.semantics()) {
            if (node.name.find(text) != std::string_view::npos || node.value.find(text) != std::string_view::npos ||
                node.description.find(text) != std::string_view::npos)
                return true;
        }
        return false;
    }
    bool press(AriaRole role, std::string_view name)
    {
        auto const* node = find(role, name);
        INFO("on the screen:\n" << as_text(ui.semantics()));
        CHECK(node != nullptr);
        if (node == nullptr || node->disabled)
            return false;
        ui.activate(node->id);
        frames(4);
        return true;
    }
    /// What stands in a dialog comes after what it covers.
    bool press_last(AriaRole role, std::string_view name)
    {
        auto id = WidgetId{0};
        for (auto const& node : ui.semantics()) {
            if (node.role == role && node.name == name && !node.disabled)
                id = node.id;
        }
        CHECK(id != 0);
        ui.activate(id);
        frames(4);
        return id != 0;
    }
    bool type(std::string_view name, std::string_view text, AriaRole role = AriaRole::textbox)
    {
        auto const* node = find(role, name);
        INFO("on the screen:\n" << as_text(ui.semantics()));
        CHECK(node != nullptr);
        if (node == nullptr || node->disabled)
            return false;
        auto const id = node->id;
        ui.focus(id);
        ui.set_value(id, text);
        frames(3);
        return true;
    }
    void go(std::string_view there)
    {
        app.route_changed(there);
        settle();
    }

    Town& town;
    TownTransport transport;
    Ui ui;
    App app;
    std::string hash;
    double seconds = 0;
};

} // namespace castellan::test
