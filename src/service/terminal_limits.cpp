#include "service/terminal_limits.hpp"

#include <algorithm>
#include <array>
#include <variant>

namespace castellan {

namespace {

constexpr auto not_here = Decision{
    .effect = Effect::deny, .rule = "X-1", .reason = "This is not done at a terminal. Sign in to the console for it."};
constexpr auto elsewhere = Decision{.hidden = true}; // it shows nothing of other groups

struct KindRow {
    Kind kind;
    bool can_wait;
};

// Everything that is done at a terminal.
constexpr auto kinds = std::to_array<KindRow>({
    {Kind::safe_unlock,        false},
    {Kind::door_unlock,        false},
    {Kind::door_remote_unlock, false},
    {Kind::door_unlock_for,    false},
    {Kind::asset_count,        true },
    {Kind::asset_edit,         true }, // the quantity alone: so much is taken out, or returned
    {Kind::asset_waste,        true },
    {Kind::asset_move,         true },
    {Kind::record_submit,      true },
    {Kind::user_clear_pin,     false},
    {Kind::group_add_member,   false},
});

KindRow const* row_of(Kind kind)
{
    auto const* const found = std::ranges::find(kinds, kind, &KindRow::kind);
    return found == kinds.end() ? nullptr : &*found;
}

/// Whether everything that a change is about is of the group. One overload for each kind in the table.
struct IsOfGroup {
    World const& world;
    Group const& group;

    [[nodiscard]] bool has(SafeId safe) const { return holds(group.safes, safe); }
    [[nodiscard]] bool has(DoorId door) const { return holds(group.doors, door); }
    [[nodiscard]] bool has(AssetId asset) const
    {
        auto const* row = world.assets.get(asset);
        return row != nullptr && has(row->safe);
    }

    bool operator()(UnlockSafe const& c) const { return has(c.safe); }
    bool operator()(UnlockDoor const& c) const { return has(c.door); }
    bool operator()(RemoteUnlockDoor const& c) const { return has(c.door); }
    bool operator()(UnlockDoorFor const& c) const { return has(c.door); }
    bool operator()(CountAsset const& c) const { return has(c.asset); }
    bool operator()(EditAsset const& c) const { return has(c.asset); }
    bool operator()(WasteAsset const& c) const { return has(c.asset); }
    bool operator()(MoveAsset const& c) const { return has(c.asset) && has(c.to); }
    bool operator()(SubmitRecord const& c) const
    {
        auto const* module = world.modules.get(c.module);
        return module != nullptr && module->account == group.account;
    }
    bool operator()(ClearPin const& c) const { return holds(group.members, c.user); }
    bool operator()(AddMember const& c) const { return world.groups.get(c.group) == &group; }
    template <class Other>
    bool operator()(Other const&) const
    {
        return false;
    }
};

/// An asset's row is kept elsewhere; at a terminal things are taken out of it and put back.
bool edits_more_than_quantity(Change const& change)
{
    auto const* edit = std::get_if<EditAsset>(&change);
    return edit != nullptr && edit->fields != AssetFields{.quantity = edit->fields.quantity};
}

} // namespace

bool is_for_terminals(wire::Call call)
{
    using enum wire::Call;
    return call == wire::Call::change || call == changes || call == sync || call == events || call == who_am_i ||
           call == sign_out || call == attach || call == terminal_second_person;
}

bool is_for_terminals(Kind kind)
{
    return row_of(kind) != nullptr;
}

bool can_wait(Kind kind)
{
    auto const* row = row_of(kind);
    return row != nullptr && row->can_wait;
}

std::optional<Decision> beyond_terminal(World const& world, GroupId group, Change const& change)
{
    if (!is_for_terminals(kind_of(change)) || edits_more_than_quantity(change))
        return not_here;
    auto const* row = world.groups.get(group);
    if (row == nullptr || !std::visit(IsOfGroup{world, *row}, change))
        return elsewhere;
    return std::nullopt;
}

Decision as_at_terminal(Decision decision)
{
    if (decision.effect != Effect::after || (!decision.needs.otp && !decision.needs.mfa))
        return decision;
    return {.effect = Effect::deny,
            .rule = decision.rule,
            .reason = "This needs a code or a second factor, which can't be shown at a terminal. Sign in to the console for it."};
}

} // namespace castellan
