// Worlds whose texts have everything in them that is hard to write down: quotes, escapes, many scripts, line ends.
#pragma once

#include "tests/rules/random_worlds.hpp"

#include <array>
#include <string>
#include <string_view>

namespace castellan::tests {

inline std::string wild_text(Dice& dice)
{
    constexpr auto parts = std::to_array<std::string_view>(
        {"Engine 7", " ", "\"", "\\", "/", "ß", "Ελένη", "日本", "🚑", "{}", "[1,2]", "null", "\u2028", "<b>", "'", "a"});
    auto result = std::string{"N"};
    for (auto left = dice.roll(8); left > 0; --left)
        result += parts[dice.roll(parts.size())];
    return result;
}

/// A random world with wild texts, versions, orders, addresses of groups.
inline World wild_world(Dice& dice, Size size = {})
{
    auto world = random_world(dice, size);
    world.organization = {.id = "o1", .name = wild_text(dice), .code_for = {"account_admin"}};
    world.revision = dice.roll(1'000'000);
    for (auto const handle : world.accounts.handles()) {
        world.accounts[handle].name = wild_text(dice);
        world.accounts[handle].groups_for_doors = dice.one_in(2);
        world.accounts[handle].version = dice.roll(100);
    }
    for (auto const handle : world.users.handles()) {
        auto& user = world.users[handle];
        user.name = wild_text(dice);
        user.phone = dice.one_in(2) ? "+1 (555) 0100" : "";
        user.email_verified = dice.one_in(2);
        user.phone_verified = !user.phone.empty() && dice.one_in(2);
        user.version = dice.roll(100);
    }
    for (auto const handle : world.groups.handles()) {
        auto& group = world.groups[handle];
        group.name = wild_text(dice);
        group.description = wild_text(dice) + "\n\t" + wild_text(dice);
        group.logo = dice.one_in(2) ? "data:image/png;base64,AA==" : "";
        if (dice.one_in(2))
            group.notification_emails = {"one@x.example", "two@x.example"};
    }
    for (auto const handle : world.safes.handles()) {
        auto& safe = world.safes[handle];
        safe.name = wild_text(dice);
        safe.serial = dice.one_in(2) ? "MX-1" : "";
        for (auto left = dice.roll(4); left > 0; --left) {
            safe.orders.push_back({.number = dice.roll(1'000),
                                   .kind = static_cast<OrderKind>(dice.roll(5)),
                                   .state = static_cast<OrderState>(dice.roll(5)),
                                   .by = UserId{dice.roll(size.users)},
                                   .at = 1'795'000'000'000 + dice.roll(1'000'000),
                                   .expires = 1'795'000'900'000,
                                   .detail = dice.one_in(2) ? wild_text(dice) : ""});
        }
    }
    for (auto const handle : world.assets.handles()) {
        auto& asset = world.assets[handle];
        asset.kind = wild_text(dice);
        asset.expires = dice.one_in(2) ? "2028-02-29" : "";
        asset.quantity = dice.roll(100);
        asset.version = dice.roll(3);
    }
    return world;
}

} // namespace castellan::tests
