// Terminals: pairing one with a group, seeing and revoking it, from both sides.
#include "tests/service/kiosk.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

std::size_t entries_of(House& house, std::string_view kind)
{
    return static_cast<std::size_t>(std::ranges::count(house.store.entries(), kind, &Entry::kind));
}

Response state_of(House& house, std::string_view cookie)
{
    return house.ask_with_cookie(cookie, "GET", "/api/v1/terminal");
}

bool holds_text(House& house, std::string_view text)
{
    for (std::size_t table = 0; table < secret_table_count; ++table) {
        for (auto const& [key, value] : house.store.table(static_cast<SecretTable>(table))) {
            if (key.contains(text) || value.contains(text))
                return true;
        }
    }
    return std::ranges::any_of(house.store.entries(), [text](Entry const& entry) { return entry.body.contains(text); });
}

} // namespace

TEST_CASE("A terminal is paired by a code, once, and knows what it is", "[service][terminals]")
{
    auto house = House{};
    give_pins(house);
    auto const code = terminal_code(house);
    REQUIRE(code.status == 201);
    CHECK(at(code, "code").size() == 14);
    CHECK(at(code, "expires") == "2023-11-14T22:28:20.000Z"); // a quarter of an hour

    auto const paired = pair_terminal(house, at(code, "code"));
    REQUIRE(paired.status == 201);
    CHECK(at(paired, "name") == "Front desk");
    CHECK(at(paired, "organization") == "Riverside EMS");
    CHECK(at(paired, "account") == "a1");
    CHECK(at(paired, "group") == "g1");
    CHECK(at(paired, "group_name") == "Station 7");
    CHECK(at(paired, "inactivity_seconds") == "30");
    CHECK(at(paired, "now") == std::to_string(house.now));
    for (auto const* mark : {"castellan_terminal=", "HttpOnly", "SameSite=Strict", "Max-Age=34560000"})
        CHECK(paired.terminal_cookie.contains(mark));
    CHECK(paired.set_cookie.empty());

    auto const cookie = paired.terminal_cookie.substr(0, paired.terminal_cookie.find(';'));
    CHECK(state_of(house, cookie).body == paired.body);
    CHECK(pair_terminal(house, at(code, "code")).status == 401);
    CHECK(entries_of(house, "terminal.pairing_code") == 1);
    CHECK(entries_of(house, "terminal.pair") == 1);
    auto const trail = house.get("ada", "/api/v1/audit?kind=terminal.pair");
    CHECK(at(trail, "entries[0].actor") == "ada");
    CHECK(at(trail, "entries[0].terminal") == "Front desk");

    // The token is the terminal's alone, and it is known after a restart.
    CHECK_FALSE(holds_text(house, cookie.substr(cookie.find('=') + 1)));
    CHECK_FALSE(holds_text(house, at(code, "code")));
    house.restart();
    CHECK(state_of(house, cookie).status == 200);
}

TEST_CASE("Behind TLS the terminal's cookie is the host's alone", "[service][terminals]")
{
    auto options = House::cheap();
    options.behind_tls = true;
    auto house = House{options};
    auto const paired = pair_terminal(house, at(terminal_code(house), "code"));
    REQUIRE(paired.status == 201);
    CHECK(paired.terminal_cookie.starts_with("__Host-castellan_terminal="));
    CHECK(paired.terminal_cookie.contains("; Secure"));
}

TEST_CASE("Who may sign in is named, and nobody else", "[service][terminals][X-2]")
{
    auto house = House{};
    auto terminal = Terminal{house};
    CHECK_FALSE(state_of(house, terminal.cookie).body.contains(R"("user":)")); // nobody has a PIN that is known here
    give_pins(house);
    auto const state = state_of(house, terminal.cookie);
    for (auto const* member : {"gia", "gus", "uma"})
        CHECK(state.body.contains(std::format(R"("user":"{}")", member)));
    for (auto const* other : {"ivy", "ada", "ugo", "may"}) // ivy is invited, the others of no group or another
        CHECK_FALSE(state.body.contains(std::format(R"("user":"{}")", other)));
    CHECK_FALSE(state.body.contains("@"));
    REQUIRE(house.ask("tess", "POST", "/api/v1/users/gia/disable").status == 200);
    CHECK_FALSE(state_of(house, terminal.cookie).body.contains("gia"));
}

TEST_CASE("A terminal is paired by whoever may edit the group", "[service][terminals][S-11][X-1]")
{
    auto house = House{};
    auto const [person, group, status] = GENERATE(table<std::string_view, std::string_view, int>({
        {"ada",  "g1", 201},
        {"pia",  "g1", 201}, // P reaches it (S-11)
        {"zoe",  "g3", 201},
        {"gia",  "g1", 403}, // her own station, but never the group itself (S-9)
        {"uma",  "g1", 404},
        {"zoe",  "g1", 404}, // another account's
        {"tess", "g1", 404}, // T gives nothing in S (X-10)
        {"ada",  "g3", 404},
        {"ada",  "g9", 404},
    }));
    CAPTURE(person, group);
    auto const answer = terminal_code(house, group, person);
    if (person == "uma") // she sees the name of her station and may not edit it
        CHECK((answer.status == 403 || answer.status == 404));
    else
        CHECK(answer.status == status);
    if (answer.status == 403)
        CHECK(at(answer, "rule") != "");
    if (answer.status != 201)
        CHECK_FALSE(answer.body.contains("code\":\""));
}

TEST_CASE("A code is good for a quarter of an hour and ten tries", "[service][terminals]")
{
    auto house = House{};
    auto const code = at(terminal_code(house), "code");
    auto const other = at(terminal_code(house, "g2"), "code");
    REQUIRE(code.substr(0, 4) != other.substr(0, 4));

    SECTION("in any spelling")
    {
        auto spelt = code;
        std::ranges::transform(spelt, spelt.begin(), [](char letter) { return letter == '-' ? ' ' : letter >= 'a' ? static_cast<char>(letter - 32) : letter; });
        CHECK(pair_terminal(house, spelt).status == 201);
    }
    SECTION("it expires")
    {
        house.now += Instant{15} * 60 * 1000;
        CHECK(pair_terminal(house, code).status == 401);
    }
    SECTION("a new one takes its place")
    {
        auto const next = at(terminal_code(house), "code");
        CHECK(pair_terminal(house, code).status == 401);
        CHECK(pair_terminal(house, next).status == 201);
    }
    SECTION("ten wrong ones that begin like it use it up, and no other")
    {
        for (auto tries = 0; tries < 10; ++tries)
            CHECK(pair_terminal(house, code.substr(0, 4) + "-0000-0000").status == 401);
        CHECK(pair_terminal(house, code).status == 401);
        CHECK(pair_terminal(house, other).status == 201);
    }
    SECTION("wrong ones that begin otherwise use up nobody's")
    {
        for (auto tries = 0; tries < 12; ++tries)
            CHECK(pair_terminal(house, "zzzz-0000-0000").status == 401);
        CHECK(pair_terminal(house, code).status == 201);
    }
    SECTION("and guessing is slowed by network")
    {
        for (auto tries = 0; tries < 30; ++tries)
            CHECK(pair_terminal(house, "zzzz-0000-0000").status == 401);
        auto const slowed = pair_terminal(house, code);
        CHECK(slowed.status == 429);
        CHECK(slowed.retry_after_s.value_or(0) > 0);
        CHECK(pair_terminal(house, code, "198.51.100.9").status == 201);
    }
    SECTION("it survives a restart")
    {
        house.restart();
        CHECK(pair_terminal(house, code).status == 201);
    }
}

TEST_CASE("A code is worth what its maker may when it is used", "[service][terminals]")
{
    auto house = House{};
    auto const code = at(terminal_code(house), "code");
    SECTION("who lost the right")
    {
        REQUIRE(house.ask("bob", "PUT", "/api/v1/users/ada/roles/a1", R"({"role":"user"})").status == 200);
    }
    SECTION("who is disabled")
    {
        REQUIRE(house.ask("tess", "POST", "/api/v1/users/ada/disable").status == 200);
    }
    SECTION("whose group is gone")
    {
        REQUIRE(house.ask("ada", "DELETE", "/api/v1/groups/g1").status == 200);
    }
    CHECK(pair_terminal(house, code).status == 401);
    CHECK(entries_of(house, "terminal.pair") == 0);
}

TEST_CASE("Whoever may revoke a terminal is told of it, and nobody else", "[service][terminals]")
{
    auto house = Kiosk{};
    auto const list = house.get("ada", "/api/v1/terminals");
    CHECK(at(list, "terminals[0].id") == house.terminal.id);
    CHECK(at(list, "terminals[0].name") == "Front desk");
    CHECK(at(list, "terminals[0].group") == "g1");
    CHECK(at(list, "terminals[0].paired_by") == "ada");
    CHECK(at(house.get("pia", "/api/v1/terminals"), "terminals[0].id") == house.terminal.id);
    for (auto const* person : {"gia", "uma", "zoe", "tess", "noa"}) {
        CAPTURE(person);
        CHECK(house.get(person, "/api/v1/terminals").body == R"({"terminals":[]})");
        auto const target = "/api/v1/terminals/" + house.terminal.id;
        auto const refused = house.ask(person, "DELETE", target);
        CHECK(refused.status == 404);
        CHECK(refused.body == house.ask(person, "DELETE", "/api/v1/terminals/k0").body);
    }
    CHECK(state_of(house, house.terminal.cookie).status == 200);
}

TEST_CASE("A revoked terminal is nobody's, and whoever stands at it is signed out", "[service][terminals]")
{
    auto house = Kiosk{};
    auto& terminal = house.terminal;
    REQUIRE(terminal.sign_in("uma").status == 201);
    REQUIRE(terminal.get("/api/v1/sync").status == 200);
    auto const stream = house.service->handle({.method = "GET", .target = "/api/v1/events", .address = "192.0.2.1", .host = "localhost:8080", .cookie = terminal.cookie + "; " + terminal.session}, house.now);
    REQUIRE(stream.stream != 0);
    static_cast<void>(house.service->take_events(house.now));

    SECTION("by hand")
    {
        REQUIRE(house.ask("ada", "DELETE", "/api/v1/terminals/" + terminal.id).status == 204);
        CHECK(entries_of(house, "terminal.revoke") == 1);
    }
    SECTION("with its group")
    {
        REQUIRE(house.ask("ada", "DELETE", "/api/v1/groups/g1").status == 200);
    }
    auto const events = house.service->take_events(house.now);
    REQUIRE(events.size() == 1);
    CHECK(events[0].end);
    auto const gone = state_of(house, terminal.cookie);
    CHECK(gone.status == 401);
    CHECK(at(gone, "type") == "/problems/unknown-terminal");
    CHECK(terminal.get("/api/v1/sync").status == 401);
    CHECK(terminal.sign_in("uma").status == 401);
    CHECK(terminal.send(queued("q1", house.now, "uma", R"({"kind":"asset.count","asset":"x1","quantity":1})")).status == 401);
    CHECK(house.get("ada", "/api/v1/terminals").body == R"({"terminals":[]})");
    house.restart();
    CHECK(state_of(house, terminal.cookie).status == 401);
    CHECK(house.store.table(SecretTable::terminals).empty());
}

TEST_CASE("A terminal that was not heard for sixty days is none any more", "[service][terminals]")
{
    auto house = Kiosk{};
    house.now += Instant{59} * 24 * 60 * 60 * 1000;
    CHECK(state_of(house, house.terminal.cookie).status == 200);
    house.now += Instant{61} * 24 * 60 * 60 * 1000;
    CHECK(state_of(house, house.terminal.cookie).status == 401);
    CHECK(house.terminal.sign_in("uma").status == 401);
}

TEST_CASE("No cookie, another cookie, a session's: no terminal", "[service][terminals]")
{
    auto house = Kiosk{};
    for (auto const& cookie : {std::string{}, std::string{"castellan_terminal="}, "castellan_terminal=" + std::string(64, '0'),
                               house.cookie_of("ada"), house.terminal.cookie + "; " + house.terminal.cookie}) {
        CAPTURE(cookie);
        CHECK(state_of(house, cookie).status == 401);
        CHECK(house.ask_with_cookie(cookie, "POST", "/api/v1/terminal/session", R"({"user":"uma","pin":"258046"})").status == 401);
        CHECK(house.ask_with_cookie(cookie, "POST", "/api/v1/terminal/changes", R"({"changes":[]})").status == 401);
    }
    // Nor is the terminal's cookie a session.
    CHECK(house.ask_with_cookie(house.terminal.cookie, "GET", "/api/v1/sync").status == 401);
    // And all of it comes from our own page alone.
    for (auto const* target : {"/api/v1/terminal/pair", "/api/v1/terminal/session", "/api/v1/terminal/changes"})
        CHECK(house.ask_with_cookie(house.terminal.cookie, "POST", target, "{}", {.castellan_request = ""}).status == 403);
}
