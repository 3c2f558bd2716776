// People, groups and safes that match what was typed into the search of the top bar.
#pragma once

#include "ui/kit/kit.hpp"
#include "ui/screens/seen.hpp"

namespace castellan::ui {

struct Found {
    Icon icon;
    std::string id;
    std::string name;
    std::string detail;
    std::string kind; // "Person", "Group", "Safe"
    std::string href;
};

inline constexpr std::size_t found_at_most = 200;
/// Matches in everything that the viewer sees, in all accounts: people first, then groups, then safes.
[[nodiscard]] std::vector<Found> search_view(Seen const& seen, std::string_view words);

struct SearchState {
    std::string words;
    TableState table;
    Cached<std::vector<Found>, std::pair<std::uint64_t, std::string>> found;
};

void search_screen(Ui& ui, Seen const& seen, SearchState& state);

} // namespace castellan::ui
