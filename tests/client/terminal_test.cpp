// The client of a kiosk terminal: judged offline by the same rules, with what waits carried out in what is seen.
#include "client/terminal_client.hpp"
#include "tests/client/terminal_shell.hpp"
#include "tests/service/riverside.hpp"
#include "wire/change_json.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace castellan;
using namespace castellan::test;
using client::Sending;
using client::TerminalClient;
using Became = client::TerminalOutcome::Result;

namespace {

struct Front {
    Front(Town& town, std::string person) : shell(town, std::move(person)), client(shell) {}

    void start(bool online)
    {
        client.start();
        client.heard("terminal", online ? R"({"online":true,"group":"g1"})" : R"({"online":false,"group":"g1"})");
    }
    [[nodiscard]] Asset const& asset(std::string_view id) const { return client.world().assets[client.world().assets.find(id)]; }
    [[nodiscard]] AssetId handle(std::string_view id) const { return client.world().assets.find(id); }
    [[nodiscard]] SafeId safe(std::string_view id) const { return client.world().safes.find(id); }
    [[nodiscard]] UserId user(std::string_view id) const { return client.world().users.find(id); }

    TerminalShell shell;
    TerminalClient client;
};

std::string first_asset(World const& world, std::string_view safe)
{
    auto const& row = world.safes[world.safes.find(safe)];
    return row.assets.empty() ? std::string{} : world.assets[row.assets.front()].id;
}

} // namespace

TEST_CASE("what may be done at a terminal, and what of it without the network, is a short table", "[terminal]")
{
    CHECK(client::sending_of(CountAsset{}) == Sending::kept);
    CHECK(client::sending_of(EditAsset{{}, {.quantity = 3}}) == Sending::kept);
    CHECK(client::sending_of(EditAsset{{}, {.lot = "L2", .quantity = 3}}) == Sending::never);
    CHECK(client::sending_of(EditAsset{{}, {.lot = "L2"}}) == Sending::never);
    CHECK(client::sending_of(MoveAsset{}) == Sending::kept);
    CHECK(client::sending_of(WasteAsset{}) == Sending::kept);
    CHECK(client::sending_of(SubmitRecord{}) == Sending::kept);
    CHECK(client::sending_of(UnlockSafe{}) == Sending::now);
    CHECK(client::sending_of(UnlockDoor{}) == Sending::now);
    CHECK(client::sending_of(ClearPin{}) == Sending::now);
    CHECK(client::sending_of(AddMember{}) == Sending::now);
    for (auto const& change : {Change{SetUserRole{}}, Change{DeleteAsset{}}, Change{IssueEmergencyCode{}}, Change{RemoveMember{}}, Change{EditSafe{}}})
        CHECK(client::sending_of(change) == Sending::never);
}

TEST_CASE("what needs a second factor or a code is not now at a terminal, and says where it is", "[terminal][X-9]")
{
    auto const needs = Decision{.effect = Effect::after, .rule = "X-9", .reason = "", .needs = {.mfa = true}};
    auto const decision = client::at_terminal(needs, CountAsset{}, true);
    CHECK(decision.effect == Effect::not_now);
    CHECK(decision.rule == "X-9");
    CHECK(decision.reason.find("console") != std::string_view::npos);
    CHECK_FALSE(decision.needs.any());
    auto const witness = Decision{.effect = Effect::after, .rule = "S-13", .reason = "", .needs = {.second_person = true}};
    CHECK(client::at_terminal(witness, WasteAsset{}, false).needs.second_person);
}

TEST_CASE("without the network counts are taken, unlocking and memberships are not now, with the reason", "[terminal]")
{
    auto town = Town{riverside};
    auto front = Front{town, "gia"};
    front.start(false);
    REQUIRE(front.client.phase() == TerminalClient::Phase::ready);
    auto const id = first_asset(front.client.world(), "s1");
    REQUIRE_FALSE(id.empty());
    CHECK(front.client.judge(CountAsset{front.handle(id), 2}, town.now).effect == Effect::allow);
    auto const unlock = front.client.judge(UnlockSafe{.safe = front.safe("s1"), .reason = std::nullopt}, town.now);
    CHECK(unlock.effect == Effect::not_now);
    CHECK(unlock.reason.find("network") != std::string_view::npos);
    CHECK(front.client.judge(AddMember{front.client.world().groups.find("g1"), front.user("ugo")}, town.now).effect == Effect::not_now);

    // Nothing of it leaves the terminal, whoever presses what.
    front.client.send(UnlockSafe{.safe = front.safe("s1"), .reason = std::nullopt}, town.now);
    CHECK(front.shell.sent.empty());
    auto const refused = front.client.take_outcomes();
    REQUIRE(refused.size() == 1);
    CHECK(refused.front().result == Became::refused);

    // With the network the same rules alone decide.
    front.client.heard("terminal", R"({"online":true,"group":"g1"})");
    CHECK(front.client.judge(UnlockSafe{.safe = front.safe("s1"), .reason = std::nullopt}, town.now).effect != Effect::not_now);
}

TEST_CASE("a kept change goes to the shell whole, and is told as kept", "[terminal]")
{
    auto town = Town{riverside};
    auto front = Front{town, "gia"};
    front.start(false);
    auto const id = first_asset(front.client.world(), "s1");
    auto const there = front.asset(id).quantity;
    front.client.send(EditAsset{front.handle(id), {.quantity = there + 4}}, town.now);
    REQUIRE(front.shell.sent.size() == 1);
    auto const& body = front.shell.sent.front();
    CAPTURE(body);
    CHECK(body.find("\"kept\":true") != std::string::npos);
    CHECK(body.find("\"second_person\":false") != std::string::npos);
    CHECK(body.find("\"was\":" + std::to_string(there)) != std::string::npos); // Others may take some meanwhile.
    auto const outcomes = front.client.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front().result == Became::kept);
    CHECK(outcomes.front().kind == Kind::asset_edit);
}

TEST_CASE("what waits is carried out in what is seen, in order, and only as far as one may", "[terminal]")
{
    auto town = Town{riverside};
    auto front = Front{town, "gia"};
    front.start(false);
    auto const& world = town.world();
    auto const id = first_asset(front.client.world(), "s1");
    auto const there = front.asset(id).quantity;
    auto const asset = world.assets.find(id);
    front.shell.queue = {wire::encode_change(world, CountAsset{asset, there + 7}),
                         wire::encode_change(world, EditAsset{asset, {.quantity = there + 5}}),
                         R"({"kind":"asset.count","safe":"s1","asset":"nobody-knows","quantity":1})",
                         wire::encode_change(world, SetUserRole{world.users.find("ugo"), world.accounts.find("a1"), SafesRole::account_admin})};
    auto const role = world.users[world.users.find("ugo")].roles_in(world.accounts.find("a1")).safes;
    front.client.heard("queue", "");
    CHECK(front.asset(id).quantity == there + 5);
    auto const& seen = front.client.world();
    CHECK(seen.users[seen.users.find("ugo")].roles_in(seen.accounts.find("a1")).safes == role); // No role is given ahead of the service.

    front.shell.queue.clear();
    front.client.heard("queue", "");
    CHECK(front.asset(id).quantity == there); // Refused, or taken in by the service, which says how it is.
}

TEST_CASE("each answer of the shell is told for what it is", "[terminal]")
{
    auto town = Town{riverside};
    auto front = Front{town, "gia"};
    front.start(true);
    auto const id = first_asset(front.client.world(), "s1");
    auto const after = [&](int status, std::string problem = {}) {
        front.shell.status = status;
        front.shell.problem = std::move(problem);
        front.client.send(CountAsset{front.handle(id), 1}, town.now);
        auto outcomes = front.client.take_outcomes();
        REQUIRE(outcomes.size() == 1);
        return outcomes.front();
    };
    CHECK(after(200, "{}").result == Became::done);
    CHECK(after(202).result == Became::kept);
    CHECK(after(499).result == Became::cancelled);
    auto const refused = after(409, R"({"type":"about:blank","title":"","status":409,"detail":"The safe is gone.","rule":"X-1"})");
    CHECK(refused.result == Became::refused);
    CHECK(refused.reason == "The safe is gone.");
    CHECK(refused.rule == "X-1");
    auto const lost = after(0);
    CHECK(lost.result == Became::failed);
    CHECK_FALSE(lost.reason.empty());
    CHECK_FALSE(front.client.busy());
}

TEST_CASE("a session that the service has ended is over, whatever is heard afterwards", "[terminal][X-2]")
{
    auto town = Town{riverside};
    auto front = Front{town, "gia"};
    front.start(true);
    REQUIRE_FALSE(front.client.is_over());
    REQUIRE(town.ask("gia", "DELETE", "/api/v1/session").status == 204);
    front.client.heard("change", "");
    CHECK(front.client.is_over());
    CHECK(front.shell.listening.empty());
}
