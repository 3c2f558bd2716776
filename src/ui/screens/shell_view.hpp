// What stands around the page: where one can go, in which account, as whom.
#pragma once

#include "client/route.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screens/places.hpp"
#include "ui/screens/seen.hpp"

#include <array>
#include <string>
#include <vector>

namespace castellan::ui {

/// The texts and lists that an AppView refers to.
struct ShellView {
    std::array<std::vector<Place>, static_cast<std::size_t>(PlaceGroup::count)> places;
    std::vector<PlaceSection> sections; // those in which there is something
    std::vector<std::string> team_hrefs; // of one's own teams, which stand there by name (T-1)
    std::vector<Choice> accounts;
    std::string organization;
    std::string account;
    std::string person;
    std::string detail;
};
/// `waiting`: how much terminals did that is to be settled.
[[nodiscard]] ShellView shell_view(Seen const& seen, client::Route const& route, std::int64_t waiting = 0);

/// The view in the kit's words; refers to `shell`, which must outlive it.
[[nodiscard]] AppView app_view(ShellView const& shell, bool offline);

} // namespace castellan::ui
