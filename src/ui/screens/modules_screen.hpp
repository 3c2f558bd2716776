// Accounts and their modules, a tile for each (seed 004), and the custom roles of the account.
#pragma once

#include "ui/screens/module_forms.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace castellan::ui {

/// Who runs all modules of an account or of the organisation, as changes that would end it; and one such role that could be given.
struct RolesOverModules {
    std::vector<SetModulesRole> held;
    std::optional<Change> first;
};

struct ModulesState {
    TableState roles;
    TableState over;
    Cached<RolesOverModules, std::pair<std::uint64_t, AccountId>> roles_over;
};

/// The modules of an account that the viewer sees, by name.
[[nodiscard]] std::vector<ModuleId> modules_of(World const& world, AccountId account);

void modules_screen(Ui& ui, Seen const& seen, ModulesState& state, ModuleForms& forms);

} // namespace castellan::ui
