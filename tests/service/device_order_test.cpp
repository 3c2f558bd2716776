// Orders on their way to devices and back (S-16): at least once there, once done, whatever is lost on the way.
#include "tests/service/paired_safe.hpp"

#include "model/apply.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

/// An order of each kind that a device carries out, as a person gives it.
struct Given {
    std::string_view kind;
    std::string_view method;
    std::string_view target;
    std::string_view body;
    Instant expires_ms;
};

constexpr auto every_order = std::to_array<Given>({
    {"sync",    "POST", "/api/v1/safes/s1/sync",    "{}",                    order_expires_after_ms },
    {"upgrade", "POST", "/api/v1/safes/s1/upgrade", R"({"version":"4.3.0"})", order_expires_after_ms },
    {"enroll",  "POST", "/api/v1/assets/x1/enroll", R"({"tag":"E200-7"})",   order_expires_after_ms },
    {"unlock",  "POST", "/api/v1/safes/s1/unlock",  R"({"reason":"Restock"})", unlock_expires_after_ms},
});

Order const& last_order(House const& house, std::string_view safe = "s1")
{
    return house.world().safes[house.world().safes.find(safe)].orders.back();
}

std::string number_of(Response const& response)
{
    return at(response, "orders[0].number");
}

std::string result(std::string_view number, std::string_view state, std::string_view detail = {})
{
    return std::format(R"({{"taken":{0},"results":[{{"order":{0},"state":"{1}","detail":"{2}"}}]}})", number, state, detail);
}

std::size_t reports_of(House& house, std::string_view state)
{
    return static_cast<std::size_t>(std::ranges::count_if(house.store.entries(), [&](Entry const& entry) {
        return entry.kind == "safe.report" && entry.body.contains(std::format(R"("state":"{}")", state)) &&
               entry.body.contains(R"("effect":"allow")") && entry.body.contains(R"("order":)");
    }));
}

/// Riverside with a device in s1, heard once.
struct Town {
    House house;
    PairedSafe device{house, "s1"};

    Town() { REQUIRE(device.say().status == 200); }

    void give(Given const& order)
    {
        auto const response = house.ask("ada", order.method, order.target, order.body);
        INFO(response.body);
        REQUIRE(response.status == 200);
        REQUIRE(last_order(house).state == OrderState::queued);
    }
};

} // namespace

TEST_CASE("S-16: an order is queued, handed out, and done", "[service][devices][S-16]")
{
    auto town = Town{};
    auto& [house, device] = town;
    auto const order = GENERATE(from_range(every_order));
    CAPTURE(order.kind);
    town.give(order);
    house.now += 2'000;
    auto const handed = device.say();
    CHECK(at(handed, "orders[0].kind") == order.kind);
    CHECK(at(handed, "orders[0].expires") == std::to_string(last_order(house).expires));
    CHECK(at(handed, "orders[1].kind").empty());
    CHECK(last_order(house).state == OrderState::sent);
    CHECK_FALSE(handed.body.contains("Restock")); // why is not the device's business
    if (order.kind == "upgrade")
        CHECK(at(handed, "orders[0].version") == "4.3.0");
    if (order.kind == "enroll")
        CHECK(at(handed, "orders[0].tag") == "E200-7");

    // Taken note of: it is not handed out again.
    CHECK(at(device.say(std::format(R"({{"taken":{}}})", number_of(handed))), "orders[0].kind").empty());
    CHECK(device.say(result(number_of(handed), "done")).status == 200);
    CHECK(last_order(house).state == OrderState::done);
    CHECK(house.store.entries().back().actor == "device:s1");
    house.pass(order_expires_after_ms);
    CHECK(last_order(house).state == OrderState::done);
}

TEST_CASE("An answer that is lost is given again, and the order is one order", "[service][devices]")
{
    auto town = Town{};
    auto& [house, device] = town;
    town.give(every_order[3]);
    auto const first = device.say(); // lost on its way
    auto const second = device.say();
    CHECK(number_of(first) == number_of(second));
    CHECK(reports_of(house, "sent") == 1);

    // The report arrives twice, and its answer is lost once.
    CHECK(device.say(result(number_of(second), "done")).status == 200);
    auto const entries = house.store.entries().size();
    CHECK(device.say(result(number_of(second), "done")).status == 200);
    CHECK(device.say(result(number_of(second), "failed", "No, it did not.")).status == 200);
    CHECK(last_order(house).state == OrderState::done);
    CHECK(house.store.entries().size() == entries);
}

TEST_CASE("An order fails with a reason, and is given again", "[service][devices]")
{
    auto town = Town{};
    auto& [house, device] = town;
    town.give(every_order[0]);
    auto const first = number_of(device.say());
    CHECK(device.say(result(first, "failed", "The bolt did not move.")).status == 200);
    CHECK(last_order(house).state == OrderState::failed);
    CHECK(last_order(house).detail == "The bolt did not move.");
    CHECK(house.get("ada", "/api/v1/safes/s1").body.contains("The bolt did not move."));

    town.give(every_order[0]);
    house.now += 1'000;
    auto const again = device.say(std::format(R"({{"taken":{}}})", first));
    CHECK(number_of(again) != first);
    CHECK(std::stoll(number_of(again)) > std::stoll(first));
    CHECK(device.say(result(number_of(again), "done")).status == 200);
    CHECK(last_order(house).state == OrderState::done);
}

TEST_CASE("A safe that vanishes in the middle of an order: it expires, in everybody's sight", "[service][devices]")
{
    auto town = Town{};
    auto& [house, device] = town;
    auto const order = GENERATE(from_range(every_order));
    auto const taken = GENERATE(false, true); // before the order reached it, or after
    CAPTURE(order.kind, taken);
    town.give(order);
    if (taken)
        CHECK(number_of(device.say()).size() > 10);
    auto const stream = house.ask_only("ada", "GET", "/api/v1/events");
    static_cast<void>(house.service->take_events(house.now));

    // Nothing more is heard of it.
    house.pass(order.expires_ms - 1);
    CHECK(last_order(house).state == (taken ? OrderState::sent : OrderState::queued));
    static_cast<void>(house.service->take_events(house.now));
    house.pass(1);
    CHECK(last_order(house).state == OrderState::expired);
    CHECK_FALSE(house.service->take_events(house.now).empty());
    CHECK(reports_of(house, "expired") == 1);

    // It comes back: what is over is not handed out.
    CHECK(at(device.say(), "orders[0].kind").empty());
    house.pass(order.expires_ms);
    CHECK(reports_of(house, "expired") == 1);
}

TEST_CASE("A safe that did it and was away since tells so late, and is believed", "[service][devices]")
{
    auto town = Town{};
    auto& [house, device] = town;
    town.give(every_order[3]);
    auto const number = number_of(device.say());
    house.pass(10 * unlock_expires_after_ms);
    REQUIRE(last_order(house).state == OrderState::expired);
    CHECK(device.say(result(number, "done")).status == 200);
    CHECK(last_order(house).state == OrderState::done);
    auto const entries = house.store.entries().size();
    CHECK(device.say(result(number, "failed")).status == 200);
    CHECK(last_order(house).state == OrderState::done);
    CHECK(house.store.entries().size() == entries);
}

TEST_CASE("A safe speaks of its own orders and of no other safe's", "[service][devices]")
{
    auto town = Town{};
    auto& [house, device] = town;
    auto other = PairedSafe{house, "s2", "ada", "another key"};
    town.give(every_order[3]);
    auto const number = number_of(device.say());
    CHECK(other.say(result(number, "done")).status == 200);
    CHECK(last_order(house).state == OrderState::sent);
    CHECK(at(other.say(), "orders[0].kind").empty());
}

TEST_CASE("An unlock reaches a safe that waits for it at once", "[service][devices]")
{
    auto town = Town{};
    auto& [house, device] = town;
    auto const held = device.say_only(R"({"wait_ms":10000})");
    REQUIRE(held.held != 0);
    CHECK(house.take_held().empty());
    // Somebody else's order wakes nobody.
    CHECK(house.ask("ada", "POST", "/api/v1/safes/s2/sync", "{}").status == 200);
    CHECK(house.ask("ada", "PATCH", "/api/v1/safes/s1", R"({"name":"Engine 7"})").status == 200);
    CHECK(house.take_held().empty());

    auto const given = house.ask_only("ada", "POST", "/api/v1/safes/s1/unlock", R"({"reason":"Restock"})");
    CHECK(given.response.status == 200);
    auto outcomes = house.service->take_held();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes[0].held == held.held);
    CHECK(outcomes[0].outcome.after != 0); // not before it is durable that it was sent
    auto const answer = house.settle(std::move(outcomes[0].outcome));
    CHECK(at(answer, "orders[0].kind") == "unlock");
    CHECK(last_order(house).state == OrderState::sent);
    CHECK(device.say(result(number_of(answer), "done")).status == 200);
}

TEST_CASE("A newer message of a safe ends the one that waits", "[service][devices]")
{
    auto town = Town{};
    auto& [house, device] = town;
    auto const first = device.say_only(R"({"wait_ms":10000})");
    auto const second = device.say_only(R"({"wait_ms":10000})");
    REQUIRE(second.held != 0);
    auto const answers = house.take_held();
    REQUIRE(answers.contains(first.held));
    CHECK(answers.at(first.held).status == 200);
    CHECK_FALSE(answers.contains(second.held));
    house.service->release_held(); // the server stops
    CHECK(house.take_held().at(second.held).status == 200);
}

TEST_CASE("A server that starts again with orders under way loses none and gives none twice", "[service][devices]")
{
    auto town = Town{};
    auto& [house, device] = town;
    town.give(every_order[0]); // waits
    house.now += 10;
    town.give(every_order[1]);
    auto const handed = device.say();
    auto const second = at(handed, "orders[1].number");
    REQUIRE_FALSE(second.empty());
    house.now += 10;
    town.give(every_order[3]); // queued when the server stops

    house.restart();
    device.number += 2'000;
    // It had taken both; only what it has not comes.
    auto const again = device.say(std::format(R"({{"taken":{}}})", second));
    CHECK(at(again, "orders[0].kind") == "unlock");
    CHECK(at(again, "orders[1].kind").empty());
    CHECK(device.say(result(second, "done")).status == 200);
    CHECK(device.say(result(number_of(handed), "done")).status == 200);
    CHECK(device.say(result(number_of(again), "done")).status == 200);
    for (auto const& order : house.world().safes[house.world().safes.find("s1")].orders)
        CHECK(order.state == OrderState::done);

    // And deadlines are kept over a start, too.
    town.give(every_order[3]);
    house.restart();
    house.pass(unlock_expires_after_ms);
    CHECK(last_order(house).state == OrderState::expired);
}

TEST_CASE("What was handed out and not kept was not handed out", "[service][devices]")
{
    auto town = Town{};
    auto& [house, device] = town;
    town.give(every_order[3]);
    auto const lost = device.say_only();
    CHECK(lost.after != 0); // the answer is held back, and the commit fails
    house.store.fail_appends(1);
    house.commit();
    CHECK(last_order(house).state == OrderState::queued);
    device.number += 2'000;
    CHECK(at(device.say(), "orders[0].kind") == "unlock");
    CHECK(last_order(house).state == OrderState::sent);
}

TEST_CASE("Orders of safes without a device expire too", "[service][devices]")
{
    auto house = House{};
    CHECK(house.ask("ada", "POST", "/api/v1/safes/s2/sync", "{}").status == 200);
    house.pass(order_expires_after_ms);
    CHECK(last_order(house, "s2").state == OrderState::expired);
}

TEST_CASE("Section 6: a device is not told how much happens elsewhere", "[service][devices]")
{
    auto town = Town{};
    auto& [house, device] = town;
    town.give(every_order[0]);
    auto const handed = device.say();
    CHECK(number_of(handed) == std::to_string(house.now << 4));
}

TEST_CASE("An order that was taken back does not reach the device", "[service][devices][S-16]")
{
    auto town = Town{};
    auto& [house, device] = town;
    town.give(every_order[0]);
    auto const number = last_order(house).number;
    auto const take_back = std::format(R"({{"order":{}}})", number);
    CHECK(house.ask("ada", "POST", "/api/v1/safes/s1/cancel_order", take_back).status == 200);
    CHECK(last_order(house).state == OrderState::cancelled);
    CHECK(at(device.say(), "orders[0].kind").empty());
    CHECK(device.say(result(std::to_string(number), "done")).status == 200); // it can't be
    CHECK(last_order(house).state == OrderState::cancelled);
    house.pass(order_expires_after_ms);
    CHECK(last_order(house).state == OrderState::cancelled);

    // What the device has is its own.
    town.give(every_order[0]);
    CHECK(at(device.say(), "orders[0].kind") == "sync");
    auto const too_late = std::format(R"({{"order":{}}})", last_order(house).number);
    CHECK(house.ask("ada", "POST", "/api/v1/safes/s1/cancel_order", too_late).status == 409);
    CHECK(last_order(house).state == OrderState::sent);
}

TEST_CASE("S-16: a thirteenth order forgets none that waits", "[service][devices][S-16]")
{
    auto town = Town{};
    auto& [house, device] = town;
    auto const sync = [&](std::string_view who) { return house.ask(who, "POST", "/api/v1/safes/s1/sync", "{}"); };
    for (auto order = std::size_t{0}; order < orders_kept; ++order)
        CHECK(sync("ada").status == 200);
    auto const first = house.world().safes[house.world().safes.find("s1")].orders.front().number;
    auto const refused = sync("ada");
    CHECK(refused.status == 409);
    CHECK(at(refused, "rule") == "S-16");
    // Who sees none of them is told so before he asks, and no more than that.
    CHECK(house.ask("uma", "POST", "/api/v1/safes/s1/unlock", "{}").status == 409);
    auto const synced = house.ask("uma", "GET", "/api/v1/sync").body;
    CHECK(synced.contains(R"("orders_full":true)"));
    CHECK_FALSE(synced.contains(R"("orders":[)"));
    // In an emergency there is always a place, and it is nobody else's.
    CHECK(house.ask("ada", "POST", "/api/v1/safes/s1/emergency_code", R"({"reason":"Keypad broken"})").status == 200);
    CHECK(house.world().safes[house.world().safes.find("s1")].orders.front().number == first);

    auto const handed = device.say();
    CHECK(device.say(result(number_of(handed), "done")).status == 200);
    CHECK(sync("ada").status == 200);
    CHECK(house.ask("uma", "GET", "/api/v1/sync").body.contains(R"("orders_full":true)"));
    house.pass(order_expires_after_ms);
    CHECK_FALSE(house.ask("uma", "GET", "/api/v1/sync").body.contains("orders_full"));
    CHECK(sync("ada").status == 200);
}

TEST_CASE("A changed two-person setting is an order to the device", "[service][devices][S-13]")
{
    auto town = Town{};
    auto& [house, device] = town;
    CHECK(house.ask("ada", "PATCH", "/api/v1/safes/s1", R"({"two_person":"administrator"})").status == 200);
    auto const handed = device.say();
    CHECK(at(handed, "orders[0].kind") == "settings");
    CHECK(at(handed, "orders[0].two_person") == "administrator");
    CHECK(device.say(result(number_of(handed), "done")).status == 200);
    CHECK(last_order(house).state == OrderState::done);
}
