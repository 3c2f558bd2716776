// The accounts of the organisation (M-1): list, create with first administrators, rename, delete.
#pragma once

#include "ui/screens/form.hpp"

#include <array>
#include <string>
#include <vector>

namespace castellan::ui {

struct AccountForm : FormState {
    std::string name;
    std::array<std::vector<std::string>, 3> first; // administrators of safes, of profiles, of modules
};

void open_account(AccountForm& form, World const& world, AccountId account = {});
/// The buttons that lead there, and deletion, wherever an account stands.
void create_account_offer(Ui& ui, Actions& actions, Seen const& seen, AccountForm& form, Weight weight);
void account_offers(Ui& ui, Actions& actions, Seen const& seen, AccountId account, AccountForm& form);
void account_dialog(Ui& ui, Seen const& seen, AccountForm& form);

struct AccountsState {
    TableState table;
    std::string search;
};

/// What an account holds, as far as the viewer sees.
struct AccountLine {
    AccountId account;
    std::int64_t people = 0;
    std::int64_t modules = 0;
    std::string hats; // what the viewer himself is there
};
[[nodiscard]] std::vector<AccountLine> accounts_view(Seen const& seen, std::string_view search);

/// What somebody is in an account, in all books: "Group Administrator, Account Admin"; empty for nothing.
[[nodiscard]] std::string hats_in(World const& world, UserId user, AccountId account);

void accounts_screen(Ui& ui, Seen const& seen, AccountsState& state, AccountForm& form);

} // namespace castellan::ui
