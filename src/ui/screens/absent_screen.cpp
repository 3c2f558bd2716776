#include "ui/screens/absent_screen.hpp"

#include "model/put_in_order.hpp"
#include "ui/screens/access_view.hpp"
#include "ui/screens/places.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>

namespace castellan::ui {

std::string whom_to_ask(Seen const& seen)
{
    auto names = std::vector<std::string>{};
    for (auto const user : seen.world.users.handles()) {
        auto const& row = seen.world.users[user];
        if (user != seen.me && is_listed(seen, user) && row.status == Status::active &&
            row.roles_in(seen.account).safes == SafesRole::account_admin)
            names.push_back(row.name);
    }
    put_in_order(names, comes_before);
    if (names.empty())
        return tr("an Account Administrator");
    return listed(names, 3, Joined::as_alternatives);
}

namespace {

/// The permission by which something of this kind is listed; none where no one permission leads there.
std::optional<Permission> listed_by(client::Page page)
{
    if (auto const* place = place_at(page); place != nullptr && !place->managers[0].empty())
        return permission_named(std::string{place->managers[0]} + ".list");
    for (auto const& place : places()) {
        if (place.of_one == page && !place.managers[0].empty())
            return permission_named(std::string{place.managers[0]} + ".list");
    }
    return std::nullopt;
}

/// "Why can't I …?": what is needed, what one holds, and by which rule that is not enough.
void why_card(Ui& ui, Seen const& seen, Permission needed)
{
    Card card{ui, tr("Why can't I see this?"), {.icon = icon::shield}};
    Facts facts{ui};
    facts.text(tr("It takes"), title_of(needed));
    auto const worn = worn_view(seen, seen.me);
    for (auto const& line : worn) {
        auto const gives = line.permissions.has(needed) ? tr("gives it where you hold it") : tr("does not give it");
        facts.text(tr("You hold"), (line.where.empty() ? line.role : line.role + " · " + line.where) + ": " + std::string{gives});
    }
    if (worn.empty())
        facts.text(tr("You hold"), tr("No role in this account"));
    auto const& row = row_of(needed);
    facts.text(tr("Rule {}", row.refusal_rule), said(row.refusal));
    // The refusals of the other books say themselves whose it is to give.
    if (row.book == Book::safes)
        facts.text(tr("Whom to ask"), whom_to_ask(seen));
}

} // namespace

void absent_screen(Ui& ui, Seen const& seen, client::Route const& route)
{
    Page page{ui, "absent"};
    auto const body = tr("The address leads to something that was removed, never existed, or is not yours to see. If you "
                         "need it, ask {}.",
                         whom_to_ask(seen));
    {
        auto actions = empty_state(ui, {icon::search_x, tr("This does not exist, or you may not see it"), body});
        actions.link(tr("Go to the overview"), "#/", icon::house);
    }
    if (auto const needed = listed_by(route.page))
        why_card(ui, seen, *needed);
}

} // namespace castellan::ui
