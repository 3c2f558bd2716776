// What a change would give and take, before it is sent: who gains what, who loses what, by name and count. As far as the
// viewer's own world goes: of whom and what he is not shown he is told nothing.
#pragma once

#include "rules/effects.hpp"
#include "ui/screens/seen.hpp"
#include "ui/kit/kit.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace castellan::ui {

/// One person, and what she would hold more and no more.
struct PreviewPerson {
    std::string name;
    std::vector<std::string> gains;  // "Safes: sync, upgrade · Engine 7 and Engine 9"
    std::vector<std::string> losses;
};

struct PreviewView {
    std::vector<PreviewPerson> people; // those who lose first, then by name
    std::int64_t gaining = 0;
    std::int64_t losing = 0;
    std::size_t left_out = 0; // changes beyond those that were looked at
};
[[nodiscard]] PreviewView preview_view(Seen const& seen, std::span<Change const> changes);

struct PreviewState {
    Cached<PreviewView, std::pair<std::uint64_t, std::string>> view;
};

/// Nothing is drawn for what gives and takes nothing. Forms draw it by `ui.consequences(…)`; questions do by themselves.
void preview(Ui& ui, Seen const& seen, std::span<Change const> changes, PreviewState& state);

} // namespace castellan::ui
