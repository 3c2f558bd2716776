#include "client/terminal_rules.hpp"

namespace castellan::client {

namespace {

/// Taking out and returning are a new quantity, and nothing else.
bool is_quantity_alone(EditAsset const& edit)
{
    auto fields = edit.fields;
    fields.quantity.reset();
    return edit.fields.quantity && fields == AssetFields{};
}

std::string_view why_not_offline(Kind kind)
{
    switch (kind) {
    case Kind::safe_unlock: return "Not without the network: the order could not reach the safe.";
    case Kind::door_unlock:
    case Kind::door_remote_unlock:
    case Kind::door_unlock_for: return "Not without the network: the order could not reach the door.";
    case Kind::group_add_member: return "Not without the network: who belongs to a group is decided at the service alone.";
    default: return "Not without the network: what people may do is changed at the service alone.";
    }
}

} // namespace

Sending sending_of(Change const& change)
{
    switch (kind_of(change)) {
    case Kind::asset_count:
    case Kind::asset_move:
    case Kind::asset_waste:
    case Kind::record_submit: return Sending::kept;
    case Kind::asset_edit: return is_quantity_alone(std::get<EditAsset>(change)) ? Sending::kept : Sending::never;
    case Kind::safe_unlock:
    case Kind::door_unlock:
    case Kind::door_remote_unlock:
    case Kind::door_unlock_for:
    case Kind::user_clear_pin:
    case Kind::group_add_member: return Sending::now;
    default: return Sending::never;
    }
}

Decision at_terminal(Decision const& decision, Change const& change, bool online)
{
    auto const sending = sending_of(change);
    if (sending == Sending::never)
        return {.effect = Effect::deny, .rule = "X-1", .reason = "This is not done at a terminal."};
    if (decision.effect == Effect::deny || decision.effect == Effect::not_now)
        return decision;
    auto refused = decision;
    refused.effect = Effect::not_now;
    refused.needs = {};
    if (decision.needs.mfa || decision.needs.otp) {
        refused.reason = "This needs a second factor or a code, which a terminal does not ask for. Use the console.";
        return refused;
    }
    if (!online && sending == Sending::now) {
        refused.reason = why_not_offline(kind_of(change));
        return refused;
    }
    return decision;
}

} // namespace castellan::client
