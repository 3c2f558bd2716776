// The forms about safes and what is in them: register, edit, put into groups, codes, and the inventory.
#pragma once

#include "ui/screens/form.hpp"
#include "ui/screens/told_codes.hpp"

#include <algorithm>
#include <span>

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

/// A blind count: what is expected is told when it has been counted, and not before.
struct CountForm : FormState {
    struct Line {
        std::string asset;
        std::optional<std::int64_t> counted;
        Instant former = 0; // when it was counted before
    };
    std::vector<Line> lines;
    bool sent = false;

    /// Whether the quantity of an asset has to stay out of sight.
    [[nodiscard]] bool hides(std::string_view asset) const
    {
        return open && !sent && std::ranges::contains(lines, asset, &Line::asset);
    }
};

struct WasteForm : FormState {
    std::optional<std::int64_t> quantity;
    std::string reason;
};

struct MoveForm : FormState {
    std::string to;
};

struct EnrollForm : FormState {
    std::string safe; // chosen among those of S-12
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
    WasteForm waste;
    MoveForm move;
    EnrollForm enroll;
    ToldCode emergency_code;
    ToldCode pairing_code;
    std::string wants_pairing_code; // the id of a safe
};

void open_register_safe(SafeForm& form);
void open_edit_safe(SafeForm& form, World const& world, SafeId safe);
void open_safe_groups(SafeGroupsForm& form, World const& world, SafeId safe);
void open_reason(ReasonForm& form, World const& world, SafeId safe);
void open_create_asset(AssetForm& form, World const& world, SafeId safe);
void open_edit_asset(AssetForm& form, World const& world, AssetId asset);
void open_count(CountForm& form, World const& world, std::span<AssetId const> assets);
void open_waste(WasteForm& form, World const& world, AssetId asset);
void open_move(MoveForm& form, World const& world, AssetId asset);
void open_enroll(EnrollForm& form, World const& world, AssetId asset);
/// Without an asset: the safe is chosen first, then what in it.
void open_enroll(EnrollForm& form);

[[nodiscard]] std::vector<Change> possible_registrations(Seen const& seen);
[[nodiscard]] std::vector<Change> possible_groupings(World const& world, SafeId safe);
/// S-12: the safes on which the person may enroll; those that are offline can't be chosen, and say so.
[[nodiscard]] std::vector<Choice> enrollment_safes(Seen const& seen);
/// Why a safe that he expects is not among them; empty if all safes are.
[[nodiscard]] std::string missing_safes_advice(Seen const& seen);
/// An enrollment that shows whether he may enroll anywhere.
[[nodiscard]] std::vector<Change> possible_enrollments(Seen const& seen);
[[nodiscard]] std::vector<Change> possible_moves(World const& world, AssetId asset);

/// Everything that may be done with a safe: buttons of its page, or the menu of its row.
void safe_actions(Ui& ui, Actions& actions, Seen const& seen, SafeId safe, SafeForms& forms);
/// Everything that may be done with an asset: the menu of its row.
void asset_actions(Ui& ui, Actions& actions, Seen const& seen, AssetId asset, SafeForms& forms);

/// Draws whichever form is open.
void safe_dialogs(Ui& ui, Seen const& seen, SafeForms& forms);
void asset_dialogs(Ui& ui, Seen const& seen, SafeForms& forms);

} // namespace castellan::ui
