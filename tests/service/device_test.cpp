// Devices: who speaks for a safe, and which of its messages count (docs/DEVICES.md).
#include "service/devices.hpp"
#include "service/typed_code.hpp"
#include "tests/service/paired_safe.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr Instant minute = 60'000;

std::size_t entries_of(House& house, std::string_view kind)
{
    return static_cast<std::size_t>(std::ranges::count(house.store.entries(), kind, &Entry::kind));
}

bool is_online(House const& house, std::string_view safe)
{
    return house.world().safes[house.world().safes.find(safe)].online;
}

/// Whether a text stands anywhere in what the store has.
bool is_stored(House& house, std::string_view text)
{
    for (std::size_t at = 0; at < secret_table_count; ++at) {
        for (auto const& [key, value] : house.store.table(static_cast<SecretTable>(at))) {
            if (key.contains(text) || value.contains(text))
                return true;
        }
    }
    return std::ranges::any_of(house.store.entries(), [&](Entry const& entry) { return entry.body.contains(text); });
}

} // namespace

// Pairing

TEST_CASE("S-11: whoever may register a safe has a pairing code made for it, and nobody else", "[service][devices][S-11]")
{
    auto house = House{};
    auto const [person, status] = GENERATE(table<std::string_view, int>({
        {"ada", 201}, // account_admin
        {"pia", 201}, // full_admin
        {"gia", 403}, // group_admin of its group
        {"uma", 403}, // may open it
        {"kim", 404}, // in no group
        {"zoe", 404}, // of another account
    }));
    CAPTURE(person);
    auto const response = house.ask(person, "POST", "/api/v1/safes/s1/pairing_code");
    CHECK(response.status == status);
    CHECK(entries_of(house, "safe.pairing_code") == (status == 404 ? 0 : 1));
    if (status == 201) {
        CHECK(house.store.entries().back().actor == person);
        CHECK(house.store.entries().back().body.contains(R"("effect":"allow")"));
    }
    if (status == 403)
        CHECK(house.store.entries().back().body.contains(R"("effect":"deny","rule":"S-)"));
    CHECK(house.ask({}, "POST", "/api/v1/safes/s1/pairing_code").status == 401);
}

TEST_CASE("A device is paired by serial number and code, once, and the trail says so", "[service][devices]")
{
    auto house = House{};
    auto const code = pairing_code(house, "s1");
    CHECK(code.size() == 14);
    CHECK_FALSE(is_stored(house, code));
    CHECK_FALSE(is_stored(house, plain_code(code)));

    // However it is typed.
    auto shouted = code;
    std::ranges::transform(shouted, shouted.begin(), [](char letter) { return static_cast<char>(std::toupper(letter)); });
    std::ranges::replace(shouted, '-', ' ');
    auto const paired = PairedSafe::pair(house, "MX-0001", shouted);
    REQUIRE(paired.status == 201);
    CHECK(at(paired, "safe") == "s1");
    CHECK(at(paired, "heartbeat_ms") == "10000");
    CHECK(house.store.entries().back().kind == "safe.pair");
    CHECK(house.store.entries().back().actor == "device:s1");

    CHECK(PairedSafe::pair(house, "MX-0001", code).status == 401);
    CHECK(entries_of(house, "safe.pair") == 1);

    // Who lists the safe reads it in the trail.
    CHECK(house.get("ada", "/api/v1/audit?thing=s1").body.contains("safe.pair"));
    CHECK_FALSE(house.get("zoe", "/api/v1/audit").body.contains("safe.pair"));
}

TEST_CASE("What does not fit is refused without telling which", "[service][devices]")
{
    auto house = House{};
    auto const code = pairing_code(house, "s1");
    auto const other_code = pairing_code(house, "s2");
    auto const unknown = PairedSafe::pair(house, "MX-9999", code);
    CHECK(unknown.status == 401);
    auto const refusals = {PairedSafe::pair(house, "MX-0001", "0000-0000-0000"), PairedSafe::pair(house, "MX-0001", other_code),
                           PairedSafe::pair(house, "MX-0003", code)};
    for (auto const& refusal : refusals) {
        CHECK(refusal.status == unknown.status);
        CHECK(refusal.body == unknown.body);
    }
    house.now += Devices::code_lasts_ms;
    auto const late = PairedSafe::pair(house, "MX-0001", code);
    CHECK(late.status == 401);
    CHECK(late.body == unknown.body);
    CHECK(entries_of(house, "safe.pair") == 0);
}

TEST_CASE("A pairing code is good for ten tries, and a network for thirty", "[service][devices]")
{
    auto house = House{};
    auto code = pairing_code(house, "s1");
    for (auto tries = 0U; tries < Devices::code_tries_most; ++tries)
        CHECK(PairedSafe::pair(house, "MX-0001", "wrong").status == 401);
    CHECK(PairedSafe::pair(house, "MX-0001", code).status == 401);

    for (auto tries = 0; tries < 19; ++tries)
        CHECK(PairedSafe::pair(house, "MX-0009", "wrong").status == 401);
    code = pairing_code(house, "s1");
    auto const later = PairedSafe::pair(house, "MX-0001", code);
    CHECK(later.status == 429);
    CHECK(later.retry_after_s.value_or(0) > 0);
}

TEST_CASE("A code survives a restart, as a hash", "[service][devices]")
{
    auto house = House{};
    auto const code = pairing_code(house, "s1");
    house.restart();
    CHECK(PairedSafe::pair(house, "MX-0001", code).status == 201);
}

TEST_CASE("Another pairing replaces the key, and whoever had it speaks no more", "[service][devices]")
{
    auto house = House{};
    auto former = PairedSafe{house, "s1"};
    CHECK(former.say().status == 200);
    auto held = former.say_only(R"({"wait_ms":10000})");
    REQUIRE(held.held != 0);

    // A code alone changes nothing.
    auto const code = pairing_code(house, "s1");
    CHECK(house.take_held().empty());

    auto next = PairedSafe{house, "s1", "ada", "another key"};
    CHECK(entries_of(house, "safe.pair") == 2);
    CHECK(house.take_held().at(held.held).status == 401);
    CHECK(former.say().status == 401);
    CHECK(next.say().status == 200);
    CHECK(former.code_secret != next.code_secret);
}

TEST_CASE("A removed safe takes its device along", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s3"};
    CHECK(device.say().status == 200);
    CHECK(house.ask("ada", "DELETE", "/api/v1/safes/s3").status == 200);
    CHECK(device.say().status == 401);
    CHECK(house.store.table(SecretTable::devices).empty());
    house.restart();
    CHECK(device.say().status == 401);
}

// Messages

TEST_CASE("A forged signature, another's name, another body or address: nothing is accepted", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s1"};
    auto other = PairedSafe{house, "s2", "ada", "another key"};
    auto const before = house.store.entries().size();
    auto const unknown = house.ask({}, "POST", "/api/v1/device/heartbeat", R"({"firmware":"9"})");
    CHECK(unknown.status == 401);

    auto const refused = {
        device.say(R"({"firmware":"9"})", {.device = "s2"}),                              // another's name
        device.say(R"({"firmware":"8"})", {.body_sent = R"({"firmware":"9"})"}),          // another body
        device.say(R"({"firmware":"9"})", {.target_sent = "/api/v1/device/heartbeat?"}), // another address
        device.say(R"({"firmware":"9"})", {.device = "s3"}),                              // not paired
        device.say(R"({"firmware":"9"})", {.device = "nobody"}),
    };
    for (auto const& response : refused) {
        CHECK(response.status == 401);
        CHECK(response.body == unknown.body);
    }
    for (auto const* field : {"s1", "s1 1 1", "s1 1 1 00", "s1 -1 1 00", "s1 1 1 zz", " ", "s1  1 1 00"})
        CHECK(house.ask({}, "POST", "/api/v1/device/heartbeat", "{}", {.device = field}).status == 401);
    auto const zeros = std::format("s1 {} 99 {}", house.now, std::string(128, '0'));
    CHECK(house.ask({}, "POST", "/api/v1/device/heartbeat", "{}", {.device = zeros}).status == 401);
    CHECK(house.store.entries().size() == before);
    CHECK(house.world().safes[house.world().safes.find("s1")].firmware == "4.2.0");
    CHECK(device.say(R"({"firmware":"9"})").status == 200);
}

TEST_CASE("A clock that is off by ten minutes is told the time, and nothing is done", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s3"};
    auto const off = GENERATE(10 * minute, -10 * minute, 5 * minute + 1, -5 * minute - 1);
    CAPTURE(off);
    auto const refused = device.say(R"({"firmware":"9"})", {.clock_off = off});
    CHECK(refused.status == 409);
    CHECK(at(refused, "type") == "/problems/clock");
    CHECK(at(refused, "time") == std::to_string(house.now));
    CHECK_FALSE(is_online(house, "s3"));
    CHECK(device.say(R"({"firmware":"9"})", {.clock_off = off > 0 ? 5 * minute : -5 * minute}).status == 200);
    CHECK(is_online(house, "s3"));
}

TEST_CASE("A message that comes again is not done again", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s3"};
    CHECK(device.say(R"({"firmware":"5.0"})").status == 200);
    auto const entries = house.store.entries().size();
    auto const repeated = device.repeat();
    CHECK(repeated.status == 409);
    CHECK(at(repeated, "type") == "/problems/number");
    CHECK(at(repeated, "number") == "2");
    CHECK(device.say(R"({"firmware":"6.0"})", {.number = 1}).status == 409);
    CHECK(house.store.entries().size() == entries);

    // Numbers may be left out, but never go back.
    CHECK(device.say("{}", {.number = 500}).status == 200);
    CHECK(device.say("{}", {.number = 499}).status == 409);
}

TEST_CASE("A message from before a restart is not taken after it", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s3"};
    for (auto message = 0; message < 5; ++message)
        CHECK(device.say().status == 200);
    house.restart();
    auto const repeated = device.repeat();
    CHECK(repeated.status == 409);
    device.number = std::stoull(at(repeated, "number")) - 1;
    CHECK(device.number >= 5);
    CHECK(device.say().status == 200);
}

TEST_CASE("Numbers are durable before the first message that they cover is answered", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s1"};
    auto first = device.say_only();
    CHECK(first.after != 0);
    CHECK(house.settle(std::move(first)).status == 200);
    // And then a thousand messages cost no write.
    auto second = device.say_only();
    CHECK(second.after == 0);
    CHECK(house.settle(std::move(second)).status == 200);
}

TEST_CASE("A browser can't speak as a device", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s1"};
    CHECK(device.say().status == 200);
    auto const field = stamp_field(device.key, {.method = "POST", .target = "/api/v1/device/heartbeat", .body = "{}"}, "s1",
                                   house.now, 77);
    auto const with = [&](Extras extras) {
        extras.device = field;
        return house.ask({}, "POST", "/api/v1/device/heartbeat", "{}", extras).status;
    };
    CHECK(with({.castellan_request = {}}) == 403);
    CHECK(with({.origin = "http://localhost:8080"}) == 403);
    CHECK(with({.fetch_site = "same-origin"}) == 403);
    CHECK(with({.content_type = "text/plain"}) == 415);
    CHECK(house.ask("ada", "POST", "/api/v1/device/heartbeat", "{}", {.device = field}).status == 403); // a cookie
    CHECK(house.ask("ada", "POST", "/api/v1/device/pair", pairing_body("MX-0001", "x")).status == 403);
    CHECK(with({}) == 200);
    // Nor does a device get anything that a person gets.
    CHECK(house.ask({}, "GET", "/api/v1/safes/s1", {}, {.device = field}).status == 401);
}

TEST_CASE("Devices have limits", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s1"};
    CHECK(device.say(std::string(300'000, ' ')).status == 413);
    CHECK(device.say(R"({"firmware":")" + std::string(65, '4') + R"("})").status == 422);
    CHECK(device.say(R"({"results":[{"order":1,"state":"queued"}]})").status == 422);
    CHECK(device.say(R"({"wait_ms":20001})").status == 422);
    CHECK(device.say(R"({"what":1})").status == 422);
    auto many = std::string{R"({"results":[)"};
    for (auto result = 0; result < 33; ++result)
        many += std::format(R"({}{{"order":{},"state":"done"}})", result > 0 ? "," : "", result);
    CHECK(device.say(many + "]}").status == 422);

    auto status = 200;
    for (auto message = 0; message < 300 && status != 429; ++message)
        status = device.say().status;
    CHECK(status == 429);
    house.now += minute;
    CHECK(device.say().status == 200);
    // One device's flood is not another's.
    CHECK(PairedSafe(house, "s2", "ada", "another key").say().status == 200);
}

TEST_CASE("Who forges message after message waits", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s1"};
    auto status = 401;
    for (auto message = 0; message < 700 && status == 401; ++message)
        status = house.ask({}, "POST", "/api/v1/device/heartbeat", "{}", {.address = "203.0.113.9", .device = "s1 1 1 00"}).status;
    CHECK(status == 429);
    CHECK(device.say().status == 200); // from another network
}

TEST_CASE("Who forges messages behind a station's address holds up none of its safes", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s1"};
    auto status = 401;
    for (auto message = 0; message < 700 && status == 401; ++message)
        status = house.ask({}, "POST", "/api/v1/device/heartbeat", "{}", {.device = "s1 1 1 00"}).status;
    CHECK(status == 429);
    for (auto message = 0; message < 3; ++message)
        CHECK(device.say().status == 200);
    CHECK(house.ask({}, "POST", "/api/v1/device/heartbeat", "{}", {.device = "s1 1 1 00"}).status == 429);
}

// There and away

TEST_CASE("S-12: a safe is online when it is heard, and offline when three heartbeats are missing", "[service][devices][S-12]")
{
    auto house = House{};
    CHECK_FALSE(is_online(house, "s3"));
    auto device = PairedSafe{house, "s3"};
    CHECK_FALSE(is_online(house, "s3"));
    auto const stream = house.ask_only("ada", "GET", "/api/v1/events");
    static_cast<void>(house.service->take_events(house.now));

    CHECK(device.say(R"({"firmware":"4.3.0"})").status == 200);
    CHECK(is_online(house, "s3"));
    CHECK(house.store.entries().back().kind == "safe.report");
    CHECK(house.store.entries().back().actor == "device:s3");
    CHECK_FALSE(house.service->take_events(house.now).empty()); // every open screen knows

    // Heartbeats are no events.
    auto const entries = house.store.entries().size();
    for (auto heartbeat = 0; heartbeat < 50; ++heartbeat) {
        house.pass(10'000);
        CHECK(device.say(R"({"firmware":"4.3.0"})").status == 200);
    }
    CHECK(house.store.entries().size() == entries);
    CHECK(house.service->take_events(house.now).empty());

    house.pass(29'999);
    CHECK(is_online(house, "s3"));
    house.pass(1);
    CHECK_FALSE(is_online(house, "s3"));
    CHECK(house.store.entries().size() == entries + 1);
    CHECK_FALSE(house.service->take_events(house.now).empty());
    house.pass(10 * minute);
    CHECK(house.store.entries().size() == entries + 1);

    CHECK(device.say().status == 200);
    CHECK(is_online(house, "s3"));
}

TEST_CASE("A safe that waits for an answer is there", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s3"};
    CHECK(device.say().status == 200);
    for (auto poll = 0; poll < 5; ++poll) {
        auto const held = device.say_only(R"({"wait_ms":20000})");
        REQUIRE(held.held != 0);
        house.pass(19'999);
        CHECK(house.take_held().empty());
        house.pass(1);
        CHECK(house.take_held().at(held.held).status == 200);
        CHECK(is_online(house, "s3"));
    }
}

TEST_CASE("After a start every device is away until it is heard, and the trail tells no lies about it", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s3"};
    auto other = PairedSafe{house, "s1", "ada", "another key"};
    CHECK(device.say().status == 200);
    CHECK(other.say().status == 200);
    auto const entries = house.store.entries().size();

    house.restart();
    CHECK_FALSE(is_online(house, "s3"));
    CHECK_FALSE(is_online(house, "s1"));
    CHECK(is_online(house, "s2")); // has no device that could speak: as it was installed
    CHECK(house.get("ada", "/api/v1/safes/s3").body.contains(R"("online":false)"));
    house.pass(1'000);
    CHECK(house.store.entries().size() == entries);

    // It was never away, and the other is.
    device.number += 2'000;
    CHECK(device.say().status == 200);
    CHECK(is_online(house, "s3"));
    CHECK(house.store.entries().size() == entries);
    house.pass(29'000);
    CHECK_FALSE(is_online(house, "s1"));
    CHECK(house.store.entries().size() == entries + 1);
    CHECK(house.store.entries().back().actor == "device:s1");
    CHECK(house.store.entries().back().body.contains(R"("before":{"online":true)"));
    CHECK(is_online(house, "s3"));

    // The log says the same as the world.
    auto const picture = house.picture();
    house.restart();
    device.number += 2'000;
    CHECK(device.say().status == 200);
    CHECK(house.picture() == picture);
}

TEST_CASE("A snapshot holds what the log says, not who was heard", "[service][devices]")
{
    auto house = House{{.passwords = cheap_passwords, .snapshot_every = 4}};
    auto device = PairedSafe{house, "s3"};
    CHECK(device.say().status == 200);
    house.restart();
    for (auto round = 0; round < 8; ++round)
        CHECK(house.ask("ada", "PATCH", "/api/v1/safes/s2", std::format(R"({{"name":"Round {}"}})", round)).status == 200);
    CHECK_FALSE(is_online(house, "s3"));
    house.restart();
    device.number += 5'000;
    auto const entries = house.store.entries().size();
    CHECK(device.say().status == 200);
    CHECK(is_online(house, "s3"));
    CHECK(house.store.entries().size() == entries);
}

TEST_CASE("What could not be kept has not happened: devices come again", "[service][devices]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s3"};
    auto const held = device.say_only(R"({"wait_ms":10000})");
    CHECK(held.held != 0);
    house.commit();
    house.store.fail_appends(1);
    CHECK(house.ask("ada", "PATCH", "/api/v1/safes/s2", R"({"name":"Lost"})").status == 200); // its answer would be 503
    CHECK(house.take_held().at(held.held).status == 503);
    device.number += 2'000;
    CHECK(device.say().status == 200);
    CHECK(is_online(house, "s3"));
}
