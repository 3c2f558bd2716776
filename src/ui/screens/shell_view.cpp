#include "ui/screens/shell_view.hpp"

#include "ui/screens/accounts_screen.hpp"
#include "ui/screens/teams_screen.hpp"
#include "ui/screens/words.hpp"

#include <cstddef>

namespace castellan::ui {

ShellView shell_view(Seen const& seen, client::Route const& route, std::int64_t waiting)
{
    auto view = ShellView{};
    for (auto const& place : places()) {
        auto const here = route.page == place.page || route.page == place.of_one;
        auto const count = place.page == client::Page::terminals && waiting > 0 ? waiting : -1;
        if (has_place(seen, place))
            view.places[static_cast<std::size_t>(place.group)].push_back({tr(place.title), place.href, place.icon, here, count});
    }
    auto const teams = own_teams(seen.world, seen.me);
    for (auto const team : teams)
        view.team_hrefs.push_back(client::team_href(seen.world.teams[team].id));
    auto& care = view.places[static_cast<std::size_t>(PlaceGroup::care)];
    auto const shown_team = route.page == client::Page::patient && seen.world.patients.find(route.id)
                                ? seen.world.patients[seen.world.patients.find(route.id)].team
                                : route.page == client::Page::team ? seen.world.teams.find(route.id) : TeamId{};
    for (auto at = std::size_t{0}; at < teams.size(); ++at)
        care.insert(care.begin() + static_cast<std::ptrdiff_t>(at),
                    Place{seen.world.teams[teams[at]].name, view.team_hrefs[at], icon::users_round, teams[at] == shown_team});
    for (auto at = std::size_t{0}; at < view.places.size(); ++at) {
        if (!view.places[at].empty())
            view.sections.push_back({title_of(static_cast<PlaceGroup>(at)), view.places[at]});
    }

    for (auto const account : accounts_of(seen.world))
        view.accounts.push_back({seen.world.accounts[account].id, seen.world.accounts[account].name, hats_in(seen.world, seen.me, account), icon::building_2});
    if (auto const* account = seen.world.accounts.get(seen.account))
        view.account = account->id;
    view.organization = seen.world.organization.name;
    if (auto const* me = seen.world.users.get(seen.me)) {
        view.person = me->name;
        // The hat that he wears here; of the organisation's there is one everywhere.
        view.detail = me->administrator ? std::string{tr("Administrator")} : me->organization_admin ? std::string{tr("Organization Admin")} : std::string{};
        auto const here = seen.account ? hats_in(seen.world, seen.me, seen.account) : std::string{};
        view.detail += view.detail.empty() || here.empty() ? here : ", " + here;
        if (view.detail.empty())
            view.detail = me->email;
    }
    return view;
}

AppView app_view(ShellView const& shell, bool offline)
{
    return {.organization = shell.organization,
            .sections = shell.sections,
            .accounts = shell.accounts,
            .account = shell.account,
            .person = shell.person,
            .person_detail = shell.detail,
            .person_href = "#/profile",
            .offline = offline};
}

} // namespace castellan::ui
