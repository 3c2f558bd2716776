// The forms about safes and what is in them: register, edit, put into groups, codes, and the inventory.
#pragma once

#include "ui/screens/form.hpp"

namespace castellan::ui {

struct SafeForm : FormState {
    std::string name;
    std::string serial;
    std::string two_person = "off";
};

/// An order that may carry a reason: an emergency code, an unlock.
struct ReasonForm : FormState {
    std::string reason;
};

struct SafeGroupsForm : FormState {
    std::vector<std::string> groups;
};

struct AssetForm : FormState {
    std::string safe; // of a creation
    std::string kind;
    std::string tag;
    std::string lot;
    std::string expires;
    std::optional<std::int64_t> quantity;
};

struct CountForm : FormState {
    std::optional<std::int64_t> quantity;
};

struct MoveForm : FormState {
    std::string to;
};

struct EnrollForm : FormState {
    std::string tag;
};

struct SafeForms {
    SafeForm create;
    SafeForm edit;
    SafeGroupsForm groups;
    ReasonForm code;
    ReasonForm unlock;
    AssetForm create_asset;
    AssetForm edit_asset;
    CountForm count;
    MoveForm move;
    EnrollForm enroll;
};

void open_register_safe(SafeForm& form);
void open_edit_safe(SafeForm& form, World const& world, SafeId safe);
void open_safe_groups(SafeGroupsForm& form, World const& world, SafeId safe);
void open_reason(ReasonForm& form, World const& world, SafeId safe);
void open_create_asset(AssetForm& form, World const& world, SafeId safe);
void open_edit_asset(AssetForm& form, World const& world, AssetId asset);
void open_count(CountForm& form, World const& world, AssetId asset);
void open_move(MoveForm& form, World const& world, AssetId asset);
void open_enroll(EnrollForm& form, World const& world, AssetId asset);

[[nodiscard]] std::vector<Change> possible_registrations(Seen const& seen);
[[nodiscard]] std::vector<Change> possible_groupings(World const& world, SafeId safe);
[[nodiscard]] std::vector<Change> possible_moves(World const& world, AssetId asset);

/// Everything that may be done with a safe: buttons of its page, or the menu of its row.
void safe_actions(Ui& ui, Actions& actions, Seen const& seen, SafeId safe, SafeForms& forms);
/// Everything that may be done with an asset: the menu of its row.
void asset_actions(Ui& ui, Actions& actions, Seen const& seen, AssetId asset, SafeForms& forms);

/// Draws whichever form is open.
void safe_dialogs(Ui& ui, Seen const& seen, SafeForms& forms);
void asset_dialogs(Ui& ui, Seen const& seen, SafeForms& forms);

} // namespace castellan::ui
