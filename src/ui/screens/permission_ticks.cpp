#include "ui/screens/permission_ticks.hpp"

#include "ui/screens/words.hpp"

namespace castellan::ui {

namespace {

template <class Each>
void for_each(PermissionSet permissions, Each const& each)
{
    for (auto at = std::size_t{0}; at < permission_count; ++at) {
        if (permissions.has(static_cast<Permission>(at)))
            each(static_cast<Permission>(at));
    }
}

PermissionSet of_manager(std::string_view manager)
{
    auto all = PermissionSet{};
    for_each(PermissionSet::all(), [&](Permission permission) {
        if (row_of(permission).manager == manager)
            all.add(permission);
    });
    return all;
}

/// One manager with its verbs. True if it is to go.
bool manager_line(Ui& ui, PermissionTicks& ticks, Permission list, PermissionSet offered)
{
    auto const manager = row_of(list).manager;
    auto const all = of_manager(manager);
    auto const scope = ui.scope(manager);
    Toolbar line{ui, manager_word(manager), AriaRole::group, 9};
    for_each(all & (offered | ticks.ticked), [&](Permission permission) {
        auto on = ticks.ticked.has(permission);
        auto const why_not = permission == list ? std::string_view{tr("List comes with every manager and can't be left out alone (P-2).")}
                             : !offered.has(permission) ? std::string_view{tr("You do not hold this yourself (X-5).")}
                                                        : std::string_view{};
        if (checkbox(ui, verb_word(row_of(permission).verb), on, {.disabled = why_not})) {
            if (on)
                ticks.ticked.add(permission);
            else
                ticks.ticked.remove(permission);
        }
    });
    // What somebody else put in, and one does not hold, can't be taken out by oneself.
    if (!offered.includes(all & ticks.ticked))
        return false;
    line.right();
    return button(ui, tr("Remove"), {.weight = Weight::ghost, .icon = icon::x, .small = true});
}

} // namespace

void permission_ticks(Ui& ui, PermissionTicks& ticks, PermissionSet offered)
{
    auto addable = std::vector<Choice>{};
    auto gone = std::string_view{};
    for_each(offered | ticks.ticked, [&](Permission permission) {
        if (list_of_manager(permission) != permission)
            return;
        auto const manager = row_of(permission).manager;
        if (!ticks.ticked.has(permission)) {
            addable.push_back({std::string{manager}, std::string{manager_word(manager)}});
            return;
        }
        heading(ui, manager_word(manager), 3);
        if (manager_line(ui, ticks, permission, offered))
            gone = manager;
    });
    if (!gone.empty())
        ticks.ticked = ticks.ticked - of_manager(gone);
    if (addable.empty())
        return;
    if (select(ui, tr("Add a manager"), addable, ticks.manager, {.placeholder = tr("Choose a manager")})) {
        for_each(of_manager(ticks.manager) & offered, [&](Permission permission) {
            if (list_of_manager(permission) == permission)
                ticks.ticked.add(permission);
        });
        ticks.manager.clear();
    }
}

void permission_facts(Ui& ui, PermissionSet permissions)
{
    Facts facts{ui};
    for (auto const& line : lines_of(permissions))
        facts.text(line.manager, line.verbs);
}

std::int64_t count_of(PermissionSet permissions)
{
    auto count = std::int64_t{0};
    for_each(permissions, [&](Permission) { ++count; });
    return count;
}

std::string permissions_in_short(PermissionSet permissions)
{
    auto names = std::vector<std::string>{};
    for (auto const& line : lines_of(permissions))
        names.push_back(line.manager);
    return listed(names, 4);
}

} // namespace castellan::ui
