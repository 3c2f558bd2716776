// Ctrl+K: every place and every change that the person may reach from here, found by a few letters. Changes are the ones
// that the page itself offers, collected while it is drawn, so that the palette can't offer more or less.
#pragma once

#include "ui/kit/basics.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

/// A thing that a search found, to go to.
struct Hit {
    std::string label;
    std::string detail = {};
    std::string href;
    Icon icon = {};
};

struct PaletteState {
    bool open = false;
    bool keys_open = false; ///< The list of keys, under `?`.
    std::string query;
    std::int64_t index = 0; ///< The highlighted entry.
};

/// How well a few letters fit a text: all of them in their order, better at the beginnings of words and in a row.
/// Negative: they don't fit.
[[nodiscard]] int fit(std::string_view text, std::string_view letters);

} // namespace castellan::ui
