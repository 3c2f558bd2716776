// Accounts and their modules, a tile for each (seed 004), and the custom roles of the account.
#pragma once

#include "ui/screens/module_forms.hpp"

namespace castellan::ui {

struct ModulesState {
    TableState roles;
};

/// The modules of an account that the viewer sees, by name.
[[nodiscard]] std::vector<ModuleId> modules_of(World const& world, AccountId account);

void modules_screen(Ui& ui, Seen const& seen, ModulesState& state, ModuleForms& forms);

} // namespace castellan::ui
