#include "ui/screens/shell_view.hpp"

#include "ui/screens/words.hpp"

namespace castellan::ui {

ShellView shell_view(Seen const& seen, client::Route const& route)
{
    auto view = ShellView{};
    for (auto const& place : places()) {
        auto const here = route.page == place.page || route.page == place.of_one;
        if (has_place(seen, place))
            view.places[static_cast<std::size_t>(place.group)].push_back({tr(place.title), place.href, place.icon, here});
    }
    for (auto at = std::size_t{0}; at < view.places.size(); ++at) {
        if (!view.places[at].empty())
            view.sections.push_back({title_of(static_cast<PlaceGroup>(at)), view.places[at]});
    }

    for (auto const account : accounts_of(seen.world))
        view.accounts.push_back({seen.world.accounts[account].id, seen.world.accounts[account].name, {}, icon::building_2});
    if (auto const* account = seen.world.accounts.get(seen.account))
        view.account = account->id;
    view.organization = seen.world.organization.name;
    if (auto const* me = seen.world.users.get(seen.me)) {
        view.person = me->name;
        auto const role = me->roles_in(seen.account).safes;
        view.detail = role != SafesRole::none ? std::string{title_of(role)} : me->email;
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
