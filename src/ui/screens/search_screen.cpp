#include "ui/screens/search_screen.hpp"

#include "client/route.hpp"
#include "model/put_in_order.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

template <class Table, class Make>
void find_in(std::vector<Found>& found, Table const& table, std::string_view words, Make const& make)
{
    auto const first = static_cast<std::ptrdiff_t>(found.size());
    for (auto const thing : table.handles()) {
        if (found.size() >= found_at_most)
            break;
        auto line = make(thing);
        if (!line.id.empty() && (contains_words(line.name, words) || contains_words(line.detail, words)))
            found.push_back(std::move(line));
    }
    put_in_order(std::ranges::subrange(found.begin() + first, found.end()), comes_before, &Found::name);
}

} // namespace

std::vector<Found> search_view(Seen const& seen, std::string_view words)
{
    auto found = std::vector<Found>{};
    if (words.empty())
        return found;
    auto const& world = seen.world;
    auto const account_name = [&](AccountId account) {
        auto const* row = world.accounts.get(account);
        return row == nullptr ? std::string{} : row->name;
    };
    find_in(found, world.users, words, [&](UserId user) {
        if (!is_listed(seen, user))
            return Found{};
        auto const& row = world.users[user];
        return Found{icon::user, row.id, row.name, row.email, tr("Person"), client::user_href(row.id)};
    });
    find_in(found, world.groups, words, [&](GroupId group) {
        auto const& row = world.groups[group];
        return Found{icon::users_round, row.id, row.name, account_name(row.account), tr("Group"), client::group_href(row.id)};
    });
    find_in(found, world.safes, words, [&](SafeId safe) {
        auto const& row = world.safes[safe];
        return Found{icon::vault, row.id, row.name, row.serial, tr("Safe"), client::safe_href(row.id)};
    });
    find_in(found, world.doors, words, [&](DoorId door) {
        auto const& row = world.doors[door];
        return Found{icon::door_closed, row.id, row.name, account_name(row.account), tr("Door"), client::door_href(row.id)};
    });
    return found;
}

void search_screen(Ui& ui, Seen const& seen, SearchState& state)
{
    auto const& found = state.found.get({seen.generation, state.words}, [&] { return search_view(seen, state.words); });
    Page page{ui, "search", PageWidth::full};
    auto const subtitle = state.words.empty() ? std::string{tr("People, groups, safes and doors by name")}
                          : found.size() >= found_at_most
                              ? tr("More than {} matches for {}", found_at_most, quoted(state.words))
                              : tr_n("{} match for {}", "{} matches for {}", static_cast<std::int64_t>(found.size()), quoted(state.words));
    static_cast<void>(page_header(ui, {.title = tr("Search"), .subtitle = subtitle}));
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .sortable = false},
        {.label = tr("What"), .width = 8, .sortable = false},
    });
    DataTable table{ui, tr("Search results"), columns, state.table,
                    {.row_count = found.size(),
                     .empty = {icon::search, state.words.empty() ? std::string_view{tr("Type what you look for")} : std::string_view{tr("Nothing matches")},
                               tr("People are found by name or e-mail, safes also by serial number.")},
                     .two_lines = true,
                     .fill = true,
                     .has_actions = false}};
    while (table.next_row()) {
        auto const& line = found[table.row()];
        table.begin_row(line.href, {.name = line.name, .href = line.href});
        table.icon(line.icon, line.name, line.detail);
        table.muted(line.kind);
    }
}

} // namespace castellan::ui
