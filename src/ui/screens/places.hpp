// The places of the console: pages that one can go to from anywhere, what they are called, and for whom they are there.
// Sidebar, titles and the check of an address are made from this one table.
#pragma once

#include "client/route.hpp"
#include "ui/kit/app_frame.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace castellan::ui {

struct Seen;

/// The parts of the sidebar, from above.
enum class PlaceGroup : std::uint8_t { main, people, safes, doors, care, forms, administration, account, you, count };

struct PlaceRow {
    client::Page page;
    client::Page of_one;    // the page of one of its things, for which it is the current place, too
    std::string_view href;
    std::string_view title; // English
    Icon icon;
    std::array<std::string_view, 4> managers; // one of them in the navigation is enough; no first one: for everybody
    PlaceGroup group;
};

/// All of them in the order of the sidebar.
[[nodiscard]] std::span<PlaceRow const> places();
/// The row of a page; none if it is the page of one thing, or no place at all.
[[nodiscard]] PlaceRow const* place_at(client::Page page);
/// Whether the viewer has this place.
[[nodiscard]] bool has_place(Seen const& seen, PlaceRow const& place);
/// What a part of the sidebar is called; empty for the first.
[[nodiscard]] std::string_view title_of(PlaceGroup group);

} // namespace castellan::ui
