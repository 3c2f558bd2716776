// One Ui for all tests of the kit: baking the fonts takes longer than everything else, and a test resets what it uses.
#pragma once

#include "ui/kit/gallery.hpp"
#include "ui/kit/headless.hpp"
#include "ui/kit/kit.hpp"

#include <optional>

namespace castellan::tests {

struct Stage {
    ui::Ui ui{ui::test_fonts()};
    explicit Stage(ui::Viewport const& viewport = {.width = 1280, .height = 800})
    {
        ui.set_viewport(viewport);
        ui.set_clock(1'795'288'000'000, 0);
    }
    [[nodiscard]] ui::SemanticNode const* focused() const
    {
        for (auto const& node : ui.semantics()) {
            if (node.focused)
                return &node;
        }
        return nullptr;
    }
    [[nodiscard]] std::string_view focused_name() const
    {
        auto const* node = focused();
        return node ? node->name : std::string_view{};
    }
};

} // namespace castellan::tests
