#include "ui/screens/bulk_actions.hpp"

#include "ui/screens/words.hpp"

namespace castellan::ui {

namespace {

enum UserAction : std::size_t { clear_pin, clear_fingerprint, enable, disable, remove_user };
enum SafeAction : std::size_t { sync, upgrade, remove_safe };

std::string people(Bulk const& bulk)
{
    return counted(static_cast<std::int64_t>(bulk.possible().size()), "person", "people");
}

std::string safes(Bulk const& bulk)
{
    return counted(static_cast<std::int64_t>(bulk.possible().size()), "safe", "safes");
}

std::array<Bulk, 5> judge_users(Ui const& ui, Seen const& seen, RowSelection const& chosen)
{
    auto all = std::array<Bulk, 5>{};
    for (auto const key : chosen.keys()) {
        auto const user = UserId{static_cast<std::uint32_t>(key)};
        auto const* row = seen.world.users.get(user);
        if (row == nullptr)
            continue;
        all[clear_pin].add(ui, ClearPin{user}, row->name);
        all[clear_fingerprint].add(ui, ClearFingerprint{user}, row->name);
        all[enable].add(ui, EnableUser{user}, row->name);
        all[disable].add(ui, DisableUser{user}, row->name);
        all[remove_user].add(ui, DeleteUser{user}, row->name);
    }
    return all;
}

std::array<Bulk, 3> judge_safes(Ui const& ui, Seen const& seen, RowSelection const& chosen)
{
    auto all = std::array<Bulk, 3>{};
    for (auto const key : chosen.keys()) {
        auto const safe = SafeId{static_cast<std::uint32_t>(key)};
        auto const* row = seen.world.safes.get(safe);
        if (row == nullptr)
            continue;
        all[sync].add(ui, SyncSafe{safe}, row->name);
        all[upgrade].add(ui, UpgradeSafe{.safe = safe, .version = std::nullopt}, row->name);
        all[remove_safe].add(ui, RemoveSafe{safe}, row->name);
    }
    return all;
}

} // namespace

void users_bar(Ui& ui, Seen const& seen, TableState& table, UserBulk& bulk)
{
    SelectionBar bar{ui, table};
    if (!bar)
        return;
    auto const& all = bulk.get({seen.generation, table.selection.version()}, [&] { return judge_users(ui, seen, table.selection); });
    auto actions = bar.actions();
    actions.offer_each("Delete", all[remove_user],
                       {.weight = Weight::danger,
                        .icon = icon::trash_2,
                        .confirm = Confirmation{"Delete " + people(all[remove_user]) + "?",
                                                "Their roles, memberships and sessions end. The audit trail keeps what "
                                                "they did. This can't be undone.",
                                                "Delete"}});
    actions.offer_each("Clear fingerprint", all[clear_fingerprint],
                       {.icon = icon::fingerprint,
                        .confirm = Confirmation{"Clear the fingerprint of " + people(all[clear_fingerprint]) + "?",
                                                "They enroll it anew at a safe before they can use it again.",
                                                "Clear fingerprint"}});
    actions.offer_each("Clear PIN", all[clear_pin],
                       {.icon = icon::key_round,
                        .confirm = Confirmation{"Clear the PIN of " + people(all[clear_pin]) + "?",
                                                "They choose a new one at a safe before they can use it again.", "Clear PIN"}});
    actions.offer_each("Disable", all[disable],
                       {.icon = icon::ban,
                        .confirm = Confirmation{"Disable " + people(all[disable]) + "?",
                                                "Their sessions end at once and they can do nothing until they are enabled "
                                                "again.",
                                                "Disable"}});
    actions.offer_each("Enable", all[enable],
                       {.icon = icon::user_check,
                        .confirm = Confirmation{"Enable " + people(all[enable]) + "?", "They can sign in again.", "Enable"}});
}

void groups_bar(Ui& ui, Seen const& seen, TableState& table, GroupBulk& bulk)
{
    SelectionBar bar{ui, table};
    if (!bar)
        return;
    auto const& all = bulk.get({seen.generation, table.selection.version()}, [&] {
        auto made = std::array<Bulk, 1>{};
        for (auto const key : table.selection.keys()) {
            auto const group = GroupId{static_cast<std::uint32_t>(key)};
            if (auto const* row = seen.world.groups.get(group))
                made[0].add(ui, DeleteGroup{group}, row->name);
        }
        return made;
    });
    auto actions = bar.actions();
    auto const count = counted(static_cast<std::int64_t>(all[0].possible().size()), "group", "groups");
    actions.offer_each("Delete", all[0],
                       {.weight = Weight::danger,
                        .icon = icon::trash_2,
                        .confirm = Confirmation{"Delete " + count + "?",
                                                "Their people and safes stay, but members no longer reach safes through "
                                                "them. This can't be undone.",
                                                "Delete"}});
}

void safes_bar(Ui& ui, Seen const& seen, TableState& table, SafeBulk& bulk)
{
    SelectionBar bar{ui, table};
    if (!bar)
        return;
    auto const& all = bulk.get({seen.generation, table.selection.version()}, [&] { return judge_safes(ui, seen, table.selection); });
    auto actions = bar.actions();
    actions.offer_each("Remove", all[remove_safe],
                       {.weight = Weight::danger,
                        .icon = icon::trash_2,
                        .confirm = Confirmation{"Remove " + safes(all[remove_safe]) + "?",
                                                "They and their inventory leave the account and every group. This can't be "
                                                "undone.",
                                                "Remove"}});
    actions.offer_each("Upgrade firmware", all[upgrade],
                       {.icon = icon::download,
                        .confirm = Confirmation{"Upgrade the firmware of " + safes(all[upgrade]) + "?",
                                                "They install the newest version and can't be opened while they restart.",
                                                "Upgrade"}});
    actions.offer_each("Sync now", all[sync],
                       {.icon = icon::refresh_cw,
                        .confirm = Confirmation{"Sync " + safes(all[sync]) + "?",
                                                "Each sends its inventory and takes what has changed.", "Sync now"}});
}

} // namespace castellan::ui
