#include "ui/screens/shell_view.hpp"

#include "ui/screens/words.hpp"

namespace castellan::ui {

using Where = client::Page;

ShellView shell_view(Seen const& seen, client::Route const& route)
{
    auto view = ShellView{};
    auto const page = route.page;
    view.main.push_back({tr("Overview"), "#/", icon::layout_dashboard, page == Where::overview});
    if (seen.manages("users") || seen.manages("people"))
        view.main.push_back({tr("Users"), "#/users", icon::users, page == Where::users || page == Where::user});
    if (seen.manages("groups"))
        view.main.push_back({tr("Groups"), "#/groups", icon::users_round, page == Where::groups || page == Where::group});
    if (seen.manages("safes"))
        view.main.push_back({tr("Safes"), "#/safes", icon::vault, page == Where::safes || page == Where::safe});
    if (seen.manages("assets"))
        view.main.push_back({tr("Inventory"), "#/assets", icon::package, page == Where::assets || page == Where::asset});
    if (seen.manages("safes") || seen.manages("assets"))
        view.main.push_back({tr("Reports"), "#/reports", icon::activity, page == Where::reports});
    if (seen.manages("audit"))
        view.main.push_back({tr("Audit trail"), "#/audit", icon::scroll_text, page == Where::audit});
    view.own.push_back({tr("My profile"), "#/profile", icon::user_round, page == Where::profile});
    view.sections.push_back({"", view.main});
    view.sections.push_back({tr("You"), view.own});

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
