#include "ui/screens/absent_screen.hpp"

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
    std::ranges::sort(names, comes_before);
    if (names.empty())
        return tr("an Account Administrator");
    return listed(names, 3, Joined::as_alternatives);
}

void absent_screen(Ui& ui, Seen const& seen)
{
    Page page{ui, "absent"};
    auto const body = tr("The address leads to something that was removed, never existed, or is not yours to see. If you "
                         "need it, ask {}.",
                         whom_to_ask(seen));
    auto actions = empty_state(ui, {icon::search_x, tr("This does not exist, or you may not see it"), body});
    actions.link(tr("Go to the overview"), "#/", icon::house);
}

} // namespace castellan::ui
