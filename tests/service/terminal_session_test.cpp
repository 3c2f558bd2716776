// Signing in at a terminal by PIN or badge; what ends a session there; choosing a PIN and saying whose a badge is.
#include "service/pins.hpp"
#include "tests/service/kiosk.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr std::string_view wrong = "730519";

std::string own_pin(std::string_view chosen, std::string_view secret = password)
{
    return std::format(R"({{"pin":"{}","password":"{}"}})", chosen, secret);
}

Response give_badge(House& house, std::string_view person, std::string_view user, std::string_view badge)
{
    return house.ask(person, "PUT", std::format("/api/v1/users/{}/badge", user), std::format(R"({{"badge":"{}"}})", badge));
}

} // namespace

TEST_CASE("A member signs in by PIN, and is who he is anywhere", "[service][terminals]")
{
    auto house = Kiosk{};
    auto const begun = house.terminal.sign_in("uma");
    REQUIRE(begun.status == 201);
    CHECK(at(begun, "user") == "uma");
    CHECK(at(begun, "mfa") == "false");
    CHECK(begun.set_cookie.starts_with("castellan="));
    CHECK(begun.terminal_cookie.contains(house.terminal.cookie)); // it lasts as long again
    CHECK(at(house.terminal.get("/api/v1/session"), "user") == "uma");
    CHECK(at(house.terminal.get("/api/v1/sync"), "me") == "uma");
    house.restart();
    CHECK(house.terminal.get("/api/v1/session").status == 200);
    CHECK(house.terminal.ask("DELETE", "/api/v1/session").status == 204);
    CHECK(house.terminal.get("/api/v1/session").status == 401);
}

TEST_CASE("Whoever can't sign in here looks like a wrong PIN", "[service][terminals][X-2]")
{
    auto house = Kiosk{};
    auto const first_wrong = house.terminal.sign_in("uma", wrong);
    CHECK(first_wrong.status == 401);
    CHECK(at(first_wrong, "type") == "/problems/wrong-pin");
    CHECK(at(first_wrong, "tries_left") == "4");
    CHECK(first_wrong.set_cookie.empty());
    for (auto const* user : {"ugo", "ada", "ivy", "dan", "zoe", "nobody"}) { // no members, not active, nobody
        CAPTURE(user);
        CHECK(house.terminal.sign_in(user).body == first_wrong.body);
    }
    auto with_badge = Kiosk{};
    REQUIRE(give_badge(with_badge, "ada", "uma", "BADGE-1").status == 204);
    REQUIRE(give_badge(with_badge, "ada", "ugo", "BADGE-2").status == 204);
    for (auto const* badge : {"BADGE-1", "BADGE-2", "BADGE-9"})
        CHECK(with_badge.terminal.sign_in_by_badge(badge, wrong).body == first_wrong.body);
    CHECK(with_badge.terminal.sign_in_by_badge("BADGE-2", pin).status == 401);
}

TEST_CASE("Five wrong PINs, and the person waits; nobody else does", "[service][terminals]")
{
    auto house = Kiosk{};
    for (auto const* left : {"4", "3", "2", "1", "0"})
        CHECK(at(house.terminal.sign_in("uma", wrong), "tries_left") == left);
    auto const locked = house.terminal.sign_in("uma"); // the right one
    CHECK(locked.status == 429);
    CHECK(locked.retry_after_s.value_or(0) == 15 * 60);
    CHECK(house.terminal.sign_in("gia").status == 201);

    // At another terminal, too.
    auto other = Terminal{house, "g1"};
    CHECK(other.sign_in("uma").status == 429);
    house.now += Instant{15} * 60 * 1000;
    CHECK(house.terminal.sign_in("uma").status == 201);
    // The right one forgives those before it.
    CHECK(at(house.terminal.sign_in("uma", wrong), "tries_left") == "4");
}

TEST_CASE("Twenty wrong PINs at a terminal, and everybody there waits", "[service][terminals]")
{
    auto house = Kiosk{};
    for (auto tries = 0; tries < 20; ++tries)
        CHECK(house.terminal.sign_in(std::format("guess{}", tries / 4), wrong).status == 401);
    CHECK(house.terminal.sign_in("uma").status == 429);
    auto other = Terminal{house, "g1"};
    CHECK(other.sign_in("uma").status == 201);
    house.now += Instant{15} * 60 * 1000;
    CHECK(house.terminal.sign_in("uma").status == 201);
}

TEST_CASE("A badge that was guessed tells nothing of whose it is, or how his PIN stands", "[service][terminals]")
{
    auto house = Kiosk{};
    REQUIRE(give_badge(house, "ada", "uma", "BADGE-1").status == 204);
    for (auto tries = 0; tries < 5; ++tries)
        static_cast<void>(house.terminal.sign_in("uma", wrong));
    REQUIRE(house.terminal.sign_in("uma").status == 429);
    auto const hers = house.terminal.sign_in_by_badge("BADGE-1", pin);
    auto const nobodys = house.terminal.sign_in_by_badge("BADGE-9", pin);
    CHECK(hers.status == 401); // she is locked, and her badge looks like nobody's
    CHECK(hers.body == nobodys.body);
}

TEST_CASE("A badge opens with its PIN, and alone where the terminal says so", "[service][terminals]")
{
    auto const alone = GENERATE(false, true);
    auto house = Kiosk{alone};
    REQUIRE(give_badge(house, "ada", "uma", "0451-7733").status == 204);
    CHECK(house.terminal.sign_in_by_badge("0451-7733", pin).status == 201);
    CHECK(house.terminal.sign_in_by_badge("0451-7733", wrong).status == 401);
    auto const without = house.terminal.sign_in_by_badge("0451-7733");
    auto const unknown = house.terminal.sign_in_by_badge("0451-7734");
    CHECK(without.status == (alone ? 201 : 422));
    CHECK(unknown.status == (alone ? 401 : 422));
    if (!alone)
        CHECK(without.body == unknown.body);
    // A name is never enough.
    CHECK(house.terminal.sign_in("uma", "").status == 422);
    // Badges are guessed as slowly as PINs.
    auto answers = std::vector<int>{};
    for (auto tries = 0; tries < 6; ++tries)
        answers.push_back(house.terminal.sign_in_by_badge("0451-7799", wrong).status);
    CHECK(answers == std::vector{401, 401, 401, 401, 401, 429});

    REQUIRE(house.ask("ada", "DELETE", "/api/v1/users/uma/badge").status == 204);
    CHECK(house.terminal.sign_in_by_badge("0451-7733", pin).status == 401);
}

TEST_CASE("A badge alone forgives no wrong PIN", "[service][terminals]")
{
    auto house = Kiosk{true};
    REQUIRE(give_badge(house, "ada", "uma", "0451-7733").status == 204);
    for (auto const* left : {"4", "3", "2", "1"})
        CHECK(at(house.terminal.sign_in("uma", wrong), "tries_left") == left);
    REQUIRE(house.terminal.sign_in_by_badge("0451-7733").status == 201);
    CHECK(at(house.terminal.sign_in("uma", wrong), "tries_left") == "0");
    CHECK(house.terminal.sign_in("uma").status == 429);
}

TEST_CASE("Tries at a terminal of another group lock nobody out", "[service][terminals]")
{
    auto house = Kiosk{};
    auto other = Terminal{house, "g2"};
    for (auto tries = 0; tries < 5; ++tries)
        CHECK(other.sign_in("uma", wrong).status == 401);
    CHECK(other.sign_in("uma").status == 429);
    CHECK(house.terminal.sign_in("uma").status == 201);
}

TEST_CASE("Twenty wrong PINs in a day, wherever, and the person's opens nothing, of which he is told", "[service][terminals]")
{
    auto house = Kiosk{};
    for (auto turn = 0; turn < 4; ++turn) {
        for (auto tries = 0; tries < 5; ++tries)
            CHECK(house.terminal.sign_in("uma", wrong).status == 401);
        house.now += Instant{16} * 60 * 1000;
    }
    REQUIRE_FALSE(house.messages.empty());
    CHECK(house.messages.back().to == "uma@riverside.example");
    CHECK(house.messages.back().text.contains("Too many wrong PINs"));
    auto const told = house.messages.size();
    CHECK(house.terminal.sign_in("uma").status == 401); // as if it were wrong
    CHECK(house.terminal.sign_in("gia").status == 201);
    CHECK(house.messages.size() == told);

    SECTION("until tomorrow")
    {
        house.now += Instant{24} * 60 * 60 * 1000;
        CHECK(house.terminal.sign_in("uma").status == 201);
    }
    SECTION("or until he chooses another one")
    {
        REQUIRE(house.ask("uma", "POST", "/api/v1/pin", own_pin("904172")).status == 204);
        CHECK(house.terminal.sign_in("uma", "904172").status == 201);
    }
}

TEST_CASE("M-8: nobody accepts an invitation by what he has shown at a terminal", "[service][terminals][M-8]")
{
    auto house = Kiosk{};
    REQUIRE(house.ask("olga", "POST", "/api/v1/changes", R"({"changes":[{"kind":"invitation.send","emails":["uma@riverside.example"],"role":"organization_admin"}]})").status == 200);
    auto token = std::string{};
    for (auto const& message : house.messages) {
        if (auto const begin = message.text.find("invitation/"); begin != message.text.npos)
            token = message.text.substr(begin + 11, 64);
    }
    REQUIRE(token.size() == 64);
    REQUIRE(house.terminal.sign_in("uma").status == 201);
    auto const body = std::format(R"({{"token":"{}"}})", token);
    CHECK(house.terminal.ask("POST", "/api/v1/invitations/accept", body).status == 401);
    CHECK(house.ask_with_cookie(house.terminal.session, "POST", "/api/v1/invitations/accept", body).status == 401);
    CHECK_FALSE(house.world().users[house.user("uma")].organization_admin);
    CHECK(house.ask("uma", "POST", "/api/v1/invitations/accept", body).status < 300);
}

TEST_CASE("A request names a person or a badge, and not both", "[service][terminals]")
{
    auto house = Kiosk{};
    for (auto const* body : {R"({"pin":"258046"})", R"({"user":"uma","badge":"0451","pin":"258046"})"})
        CHECK(house.ask_with_cookie(house.terminal.cookie, "POST", "/api/v1/terminal/session", body).status == 422);
}

TEST_CASE("A session at a terminal ends", "[service][terminals][X-2]")
{
    auto house = Kiosk{};
    auto& terminal = house.terminal;
    REQUIRE(terminal.sign_in("uma").status == 201);
    auto const former = terminal.session;
    REQUIRE(terminal.get("/api/v1/sync").status == 200);

    SECTION("after five minutes without a request, and not before")
    {
        house.now += Instant{5} * 60 * 1000 - 1;
        CHECK(terminal.get("/api/v1/sync").status == 200);
        house.now += Instant{5} * 60 * 1000;
    }
    SECTION("when the next one begins his")
    {
        REQUIRE(terminal.sign_in("gia").status == 201);
        CHECK(at(terminal.get("/api/v1/session"), "user") == "gia");
        terminal.session = former;
    }
    SECTION("when she leaves the group")
    {
        REQUIRE(house.ask("ada", "DELETE", "/api/v1/groups/g1/members/uma").status == 200);
    }
    SECTION("when she is disabled")
    {
        REQUIRE(house.ask("tess", "POST", "/api/v1/users/uma/disable").status == 200);
    }
    SECTION("when her PIN is cleared, which she can't sign in with any more")
    {
        REQUIRE(house.ask("gia", "DELETE", "/api/v1/users/uma/pin").status == 200);
        CHECK(terminal.sign_in("uma").status == 401);
    }
    SECTION("when she chooses another")
    {
        REQUIRE(house.ask("uma", "POST", "/api/v1/pin", own_pin("904172")).status == 204);
        CHECK(terminal.sign_in("uma").status == 401);
    }
    SECTION("when it is used anywhere else")
    {
        CHECK(house.ask_with_cookie(former, "GET", "/api/v1/sync").status == 401);
    }
    CHECK(terminal.get("/api/v1/sync").status == 401);
}

TEST_CASE("A session in the console is none at a terminal, and stays when that ends", "[service][terminals]")
{
    auto house = Kiosk{};
    REQUIRE(house.get("uma", "/api/v1/sync").status == 200);
    REQUIRE(house.terminal.sign_in("uma").status == 201);
    REQUIRE(house.terminal.sign_in("gia").status == 201);
    CHECK(house.get("uma", "/api/v1/sync").status == 200);
    house.now += Instant{6} * 60 * 1000;
    CHECK(house.get("uma", "/api/v1/sync").status == 200);
    CHECK(house.ask("uma", "POST", "/api/v1/terminal/second-person", R"({"user":"gia","pin":"258046","change":{"kind":"safe.unlock","safe":"s1"}})").status == 401);
}

// PINs

TEST_CASE("A PIN has six to eight digits, and is not what everybody tries first", "[service][terminals][pins]")
{
    for (auto const* good : {"258046", "904172", "00471935", "1902846"})
        CHECK_FALSE(pin_problem(good));
    for (auto const* bad : {"", "25804", "258046123", "25804a", "25 046", "123456", "654321", "890123", "111111", "000000", "135791",
                            "121212", "123123", "45454545", "1231231"}) {
        CAPTURE(bad);
        CHECK(pin_problem(bad));
    }
}

TEST_CASE("X-11: a person chooses his own PIN with his password, and takes it away", "[service][terminals][pins][X-11]")
{
    auto house = House{};
    auto terminal = Terminal{house};
    CHECK(terminal.sign_in("gia", "904172").status == 401);
    CHECK(house.ask("gia", "POST", "/api/v1/pin", own_pin("123456")).status == 422);
    CHECK(house.ask("gia", "POST", "/api/v1/pin", own_pin("904172", "not the password")).status == 422);
    CHECK(house.ask({}, "POST", "/api/v1/pin", own_pin("904172")).status == 401);
    CHECK_FALSE(house.world().users[house.user("gia")].pin);

    auto const since = at(house.get("ada", "/api/v1/sync"), "revision");
    REQUIRE(house.ask("gia", "POST", "/api/v1/pin", own_pin("904172")).status == 204);
    CHECK(house.world().users[house.user("gia")].pin);
    CHECK(terminal.sign_in("gia", "904172").status == 201);
    CHECK(house.get("ada", "/api/v1/sync?since=" + since).body.contains(R"("pin":true)"));
    CHECK(at(house.get("ada", "/api/v1/audit?kind=user.set_pin"), "entries[0].actor") == "gia");

    // The log says it, so that the world is the same after a restart.
    auto const picture = house.picture();
    house.restart();
    CHECK(house.picture() == picture);
    CHECK(terminal.sign_in("gia", "904172").status == 201);

    REQUIRE(house.ask("gia", "DELETE", "/api/v1/pin").status == 204);
    CHECK_FALSE(house.world().users[house.user("gia")].pin);
    CHECK(terminal.sign_in("gia", "904172").status == 401);
    CHECK(house.ask("gia", "DELETE", "/api/v1/pin").status == 409);
    auto const after = house.picture();
    house.restart();
    CHECK(house.picture() == after);
}

TEST_CASE("Passwords are tried as slowly by way of a PIN as anywhere", "[service][terminals][pins]")
{
    auto house = House{};
    for (auto tries = 0; tries < 10; ++tries)
        CHECK(house.ask("gia", "POST", "/api/v1/pin", own_pin("904172", "guess")).status == 422);
    CHECK(house.ask("gia", "POST", "/api/v1/pin", own_pin("904172")).status == 429);
}

TEST_CASE("A PIN is nowhere but in its owner's head", "[service][terminals][pins]")
{
    auto house = House{};
    auto terminal = Terminal{house};
    REQUIRE(house.ask("gia", "POST", "/api/v1/pin", own_pin("90417263")).status == 204);
    auto const begun = terminal.sign_in("gia", "90417263");
    REQUIRE(begun.status == 201);
    auto const refused = terminal.sign_in("gia", "90417264");
    REQUIRE(give_badge(house, "ada", "gia", "BADGE-90417263").status == 204);
    for (auto const* secret : {"9041726", "BADGE-9041726"}) {
        CAPTURE(secret);
        for (auto const& entry : house.store.entries())
            CHECK_FALSE(entry.body.contains(secret));
        for (std::size_t table = 0; table < secret_table_count; ++table) {
            for (auto const& [key, value] : house.store.table(static_cast<SecretTable>(table)))
                CHECK_FALSE((key + value).contains(secret));
        }
        CHECK_FALSE((begun.body + refused.body + house.get("ada", "/api/v1/sync").body).contains(secret));
    }
}

// Badges

TEST_CASE("X-4: a badge is part of who somebody is", "[service][terminals][badges][X-4]")
{
    auto house = House{};
    auto const [person, user, status] = GENERATE(table<std::string_view, std::string_view, int>({
        {"ada", "uma", 204},
        {"ada", "gia", 204},
        {"gia", "uma", 204}, // a user all of whose groups are hers (S-5)
        {"gia", "gus", 403}, // who is in another group, too
        {"gia", "ada", 403}, // higher
        {"uma", "gia", 404},
        {"zoe", "uma", 404},
        {"ada", "may", 403}, // a group_admin of another account: her badge would open there, too
        {"ada", "zed", 404},
    }));
    CAPTURE(person, user);
    auto const answer = give_badge(house, person, user, "0451");
    CHECK(answer.status == status);
    if (status == 204) {
        CHECK(at(house.get("ada", "/api/v1/audit?kind=user.set_badge"), "entries[0].actor") == person);
        REQUIRE_FALSE(house.messages.empty());
        CHECK(house.messages.back().to == std::string{user} + "@riverside.example");
        CHECK_FALSE(house.messages.back().text.contains("0451"));
    }
}

TEST_CASE("A badge is one person's", "[service][terminals][badges]")
{
    auto house = House{};
    REQUIRE(give_badge(house, "ada", "uma", "0451").status == 204);
    REQUIRE(give_badge(house, "ada", "uma", "0451").status == 204);
    auto const taken = give_badge(house, "ada", "gia", "0451");
    CHECK(taken.status == 409);
    CHECK_FALSE(taken.body.contains("uma"));
    CHECK(house.ask("ada", "DELETE", "/api/v1/users/gia/badge").status == 409);
    REQUIRE(give_badge(house, "ada", "uma", "0452").status == 204); // in its place
    CHECK(give_badge(house, "ada", "gia", "0451").status == 204);
    house.restart();
    CHECK(give_badge(house, "ada", "gus", "0452").status == 409);
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/users/uma").status == 200);
    CHECK(give_badge(house, "ada", "gus", "0452").status == 204);
    for (auto const* bad : {"", "045", "0 451", "0451\\u0007"})
        CHECK(give_badge(house, "ada", "gus", bad).status == 422);
}
