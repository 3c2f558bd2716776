// Permissions to be ticked, manager by manager: what a profile carries, what one of its members holds, what a custom
// role is made of.
#pragma once

#include "model/permission_set.hpp"
#include "ui/kit/kit.hpp"

#include <string>
#include <string_view>

namespace castellan::ui {

struct PermissionTicks {
    PermissionSet ticked;
    std::string manager; // to be added
};

/// Draws a line for each manager of which something is ticked, and a choice of those that can be added. Of `offered` only;
/// what is ticked beyond it is drawn as it is, and stays. `list` comes with every manager and goes with it (P-2).
void permission_ticks(Ui& ui, PermissionTicks& ticks, PermissionSet offered);

/// "Safes: list, sync": one line for each manager.
void permission_facts(Ui& ui, PermissionSet permissions);
/// "Safes, doors, 12 permissions"
[[nodiscard]] std::string permissions_in_short(PermissionSet permissions);

[[nodiscard]] std::int64_t count_of(PermissionSet permissions);

} // namespace castellan::ui
