// What the screens of a terminal are made from: the world as the person before it sees it, and what he may do here.
#pragma once

#include "client/terminal_client.hpp"
#include "model/form.hpp"
#include "rules/may.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

struct AtTerminal {
    World const& world;
    UserId me;
    GroupId group; // of the terminal; none: he does not see it
    Instant now = 0;
    bool online = true;

    [[nodiscard]] Decision judge(Change const& change) const
    {
        return client::at_terminal(may(world, me, change, {.now = now}), change, online);
    }
    [[nodiscard]] bool offers(Change const& change) const { return judge(change).effect != Effect::deny; }
};

[[nodiscard]] AtTerminal at_terminal(client::TerminalClient const& client, Instant now);

/// The group's safes that he may open or look into, by name.
[[nodiscard]] std::vector<SafeId> safes_here(AtTerminal const& at);
/// What is in a safe, as far as he lists it, by name.
[[nodiscard]] std::vector<AssetId> assets_here(AtTerminal const& at, SafeId safe);
/// The group's doors that he may open, by name.
[[nodiscard]] std::vector<DoorId> doors_here(AtTerminal const& at);
/// The forms that he may submit, by name. A module without fields is no form yet.
[[nodiscard]] std::vector<ModuleId> forms_here(AtTerminal const& at);
/// Whose PIN he may clear, by name.
[[nodiscard]] std::vector<UserId> pins_to_clear(AtTerminal const& at);
/// Whom he may add to the group, by name.
[[nodiscard]] std::vector<UserId> people_to_add(AtTerminal const& at);

[[nodiscard]] std::vector<FieldDefinition> fields_of(World const& world, ModuleId module);

/// Taking some out or putting some back, as the change that it is.
[[nodiscard]] Change taken_out(World const& world, AssetId asset, std::int64_t count);
[[nodiscard]] Change put_back(World const& world, AssetId asset, std::int64_t count);

} // namespace castellan::ui
