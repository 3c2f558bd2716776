#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan;
using namespace castellan::test;

TEST_CASE("Signing in gives a session in a cookie that scripts and foreign pages can't use", "[service][session]")
{
    auto house = House{};
    auto const response = house.sign_in("ADA@riverside.example", password);
    CHECK(response.status == 201);
    CHECK(at(response, "user") == "ada");
    CHECK(response.set_cookie.starts_with("castellan="));
    CHECK(response.set_cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"));

    auto const cookie = response.set_cookie.substr(0, response.set_cookie.find(';'));
    CHECK(at(house.ask_with_cookie(cookie, "GET", "/api/v1/session"), "user") == "ada");
    // Neither token nor password is anywhere in the store: hashes only.
    auto const token = cookie.substr(cookie.find('=') + 1);
    for (auto const table : {SecretTable::sessions, SecretTable::passwords}) {
        for (auto const& [key, value] : house.store.table(table)) {
            CHECK(key.find(token) == key.npos);
            CHECK(value.find(token) == value.npos);
            CHECK(value.find(password) == value.npos);
        }
    }
}

TEST_CASE("Behind TLS the cookie is Secure and bears the __Host- name", "[service][session]")
{
    auto options = House::cheap();
    options.behind_tls = true;
    auto house = House{options};
    auto const response = house.sign_in("ada@riverside.example", password);
    CHECK(response.set_cookie.starts_with("__Host-castellan="));
    CHECK(response.set_cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"));
    auto const token = response.set_cookie.substr(17, 64);
    CHECK(house.ask_with_cookie("castellan=" + token, "GET", "/api/v1/session").status == 401);
    CHECK(house.ask_with_cookie("__Host-castellan=" + token, "GET", "/api/v1/session").status == 200);
}

TEST_CASE("Unknown, wrong, disabled and without a password get the very same answer", "[service][session][X-2]")
{
    auto house = House{};
    auto const wrong = house.sign_in("ada@riverside.example", "wrong");
    CHECK(wrong.status == 401);
    CHECK(wrong.set_cookie.empty());
    auto const unknown = house.sign_in("nobody@riverside.example", password);
    auto const disabled = house.sign_in("dan@riverside.example", password);
    CHECK(unknown.status == 401);
    CHECK(unknown.body == wrong.body);
    CHECK(disabled.status == 401);
    CHECK(disabled.body == wrong.body);

    house.store.table(SecretTable::passwords).erase("bob");
    house.restart();
    auto const without = house.sign_in("bob@riverside.example", password);
    CHECK(without.body == wrong.body);
}

TEST_CASE("Unknown people cost a guesser the same work as known ones", "[service][session]")
{
    auto house = House{};
    for (auto const email : {"ada@riverside.example", "nobody@riverside.example", "dan@riverside.example"}) {
        auto const body = std::string{R"({"email":")"} + email + R"(","password":"wrong wrong"})";
        auto const outcome = house.ask_only("", "POST", "/api/v1/session", body);
        CHECK(outcome.work != nullptr);
    }
}

TEST_CASE("X-2: an invited person becomes active at his first sign-in, and the log says so", "[service][session][X-2]")
{
    auto house = House{};
    REQUIRE(house.world().users[house.user("ivy")].status == Status::invited);
    CHECK(house.sign_in("ivy@riverside.example", password).status == 201);
    CHECK(house.world().users[house.user("ivy")].status == Status::active);
    CHECK(house.store.entries().back().kind == "user.first_sign_in");
    CHECK(house.store.entries().back().actor == "ivy");

    house.restart();
    CHECK(house.world().users[house.user("ivy")].status == Status::active);
}

TEST_CASE("Signing out ends the session on the server, not only in the browser", "[service][session]")
{
    auto house = House{};
    auto const cookie = house.cookie_of("ada");
    auto const out = house.ask("ada", "DELETE", "/api/v1/session");
    CHECK(out.status == 204);
    CHECK(out.set_cookie.find("Max-Age=0") != out.set_cookie.npos);
    CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 401);
    CHECK(house.store.table(SecretTable::sessions).empty());
}

TEST_CASE("A session ends when it is not used, and in any case after a week", "[service][session]")
{
    auto house = House{};
    auto const cookie = house.cookie_of("ada");
    auto const hour = Instant{60} * 60 * 1000;
    house.now += 11 * hour;
    CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 200);

    SECTION("idle for twelve hours")
    {
        house.now += 12 * hour;
        CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 401);
    }
    SECTION("used all the time")
    {
        for (auto passed = 11; passed < 7 * 24 - 6; passed += 6) {
            house.now += 6 * hour;
            REQUIRE(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == (passed + 6 < 7 * 24 ? 200 : 401));
        }
        house.now += 6 * hour;
        CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 401);
    }
    SECTION("a restart does not end it, nor make it longer")
    {
        house.restart();
        CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 200);
        house.now += 13 * hour;
        house.restart();
        CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 401);
    }
}

TEST_CASE("X-2: sessions end at the moment of disabling, and don't come back with enabling", "[service][session][X-2]")
{
    auto house = House{};
    auto const cookie = house.cookie_of("uma");
    REQUIRE(house.ask("tess", "POST", "/api/v1/users/uma/disable").status == 200);
    CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 401);
    CHECK(house.sign_in("uma@riverside.example", password).status == 401);
    REQUIRE(house.ask("tess", "POST", "/api/v1/users/uma/enable").status == 200);
    CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 401);
    CHECK(house.sign_in("uma@riverside.example", password).status == 201);
}

TEST_CASE("S-15: deleting a person ends his sessions and takes his password away", "[service][session][S-15]")
{
    auto house = House{};
    auto const cookie = house.cookie_of("uma");
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/users/uma").status == 200);
    CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 401);
    CHECK(house.sign_in("uma@riverside.example", password).status == 401);
    CHECK_FALSE(house.store.table(SecretTable::passwords).contains("uma"));
}

TEST_CASE("Someone disabled while his password was being looked at is not let in", "[service][session][X-2]")
{
    auto house = House{};
    auto outcome = house.ask_only("", "POST", "/api/v1/session",
                                  R"({"email":"uma@riverside.example","password":"correct horse battery"})");
    REQUIRE(outcome.work);
    outcome.work->run();
    REQUIRE(house.ask("tess", "POST", "/api/v1/users/uma/disable").status == 200);
    CHECK(house.service->finish(*outcome.work, house.now).response.status == 401);
}

TEST_CASE("Guessing is slowed down per person, known or not, and per address", "[service][session]")
{
    auto house = House{};
    SECTION("by person and address: nobody else is locked out with it")
    {
        for (auto guess = 0; guess < 10; ++guess)
            REQUIRE(house.sign_in("ada@riverside.example", "wrong", "203.0.113.5").status == 401);
        CHECK(house.sign_in("ada@riverside.example", password, "203.0.113.5").status == 429);
        CHECK(house.sign_in("ada@riverside.example", password, "203.0.113.6").status == 201);
    }
    SECTION("an IPv6 network counts as one address")
    {
        for (auto guess = 0; guess < 10; ++guess)
            REQUIRE(house.sign_in("ada@riverside.example", "wrong", "2001:db8:1:2::" + std::to_string(guess)).status == 401);
        CHECK(house.sign_in("ada@riverside.example", password, "2001:db8:1:2:ffff::1").status == 429);
        CHECK(house.sign_in("ada@riverside.example", password, "2001:db8:1:3::1").status == 201);
    }
    SECTION("what there was no room for is no try")
    {
        for (auto guess = 0; guess < 200; ++guess) {
            auto const outcome = house.ask_only("", "POST", "/api/v1/session",
                                                R"({"email":"ada@riverside.example","password":"wrong wrong"})");
            REQUIRE(outcome.work);
            house.service->dropped(*outcome.work);
        }
    }
    SECTION("by person, from many addresses")
    {
        for (auto const email : {"ada@riverside.example", "nobody@riverside.example"}) {
            for (auto guess = 0; guess < 100; ++guess)
                REQUIRE(house.sign_in(email, "wrong", "203.0.113." + std::to_string(guess)).status == 401);
            auto const refused = house.sign_in(email, password, "203.0.113.199");
            CHECK(refused.status == 429);
            CHECK(refused.retry_after_s.value_or(0) > 0);
        }
        house.now += Instant{15} * 60 * 1000;
        CHECK(house.sign_in("ada@riverside.example", password).status == 201);
    }
    SECTION("by address, for many people")
    {
        for (auto guess = 0; guess < 60; ++guess) {
            auto const email = "guess" + std::to_string(guess) + "@riverside.example";
            REQUIRE(house.sign_in(email, "wrong", "203.0.113.5").status == 401);
        }
        CHECK(house.sign_in("ada@riverside.example", password, "203.0.113.5").status == 429);
        CHECK(house.sign_in("ada@riverside.example", password, "203.0.113.6").status == 201);
    }
    SECTION("many at once don't slip through")
    {
        auto works = 0;
        for (auto guess = 0; guess < 30; ++guess) {
            auto const outcome = house.ask_only("", "POST", "/api/v1/session",
                                                R"({"email":"ada@riverside.example","password":"wrong wrong"})");
            works += outcome.work ? 1 : 0;
        }
        CHECK(works == 10);
    }
    SECTION("success is not counted")
    {
        for (auto time = 0; time < 100; ++time)
            REQUIRE(house.sign_in("ada@riverside.example", password).status == 201);
    }
}

TEST_CASE("X-11: a new password ends the other sessions, and is in the log without itself", "[service][session][X-11]")
{
    auto house = House{};
    auto const here = house.cookie_of("uma");
    auto const elsewhere = house.sign_in("uma@riverside.example", password).set_cookie.substr(0, 74);
    REQUIRE(house.ask_with_cookie(elsewhere, "GET", "/api/v1/session").status == 200);

    CHECK(house.ask("uma", "PUT", "/api/v1/session/password", R"({"old":"wrong","new":"another long one"})").status == 422);
    CHECK(house.ask("uma", "PUT", "/api/v1/session/password",
                    R"({"old":"correct horse battery","new":"short"})").status == 422);
    auto const before = house.store.entries().size();
    CHECK(house.ask("uma", "PUT", "/api/v1/session/password",
                    R"({"old":"correct horse battery","new":"another long one"})").status == 204);

    CHECK(house.ask_with_cookie(here, "GET", "/api/v1/session").status == 200);
    CHECK(house.ask_with_cookie(elsewhere, "GET", "/api/v1/session").status == 401);
    CHECK(house.sign_in("uma@riverside.example", password).status == 401);
    CHECK(house.sign_in("uma@riverside.example", "another long one").status == 201);
    REQUIRE(house.store.entries().size() == before + 1);
    CHECK(house.store.entries().back().kind == "user.set_password");
    CHECK(house.store.entries().back().body.find("another long one") == std::string::npos);
    house.restart();
    CHECK(house.sign_in("uma@riverside.example", "another long one").status == 201);
}

TEST_CASE("X-11: a password that is reset from the command line ends all sessions, and is in the log", "[service][session][X-11]")
{
    auto house = House{};
    auto const cookie = house.cookie_of("uma");
    auto const before = house.store.entries().size();
    house.restart();
    REQUIRE(house.service->preset_password("uma@riverside.example", house.store.table(SecretTable::passwords)["ada"]));
    house.commit();
    CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 401);
    REQUIRE(house.store.entries().size() == before + 1);
    CHECK(house.store.entries().back().kind == "user.set_password");
    CHECK(house.store.entries().back().actor == "installation");
    CHECK(house.store.entries().back().at == house.now);
    house.restart();
    CHECK(house.sign_in("uma@riverside.example", password).status == 201);
    auto const page = house.get("ada", "/api/v1/audit?user=uma");
    CHECK(at(page, "entries[0].kind") == "user.set_password");
    CHECK(at(page, "entries[0].actor") == "installation");
}

TEST_CASE("A person has so many sessions at most; the oldest ends", "[service][session]")
{
    auto house = House{};
    auto const first = house.cookie_of("uma");
    for (auto time = 0; time < 32; ++time)
        REQUIRE(house.sign_in("uma@riverside.example", password).status == 201);
    CHECK(house.ask_with_cookie(first, "GET", "/api/v1/session").status == 401);
    CHECK(house.store.table(SecretTable::sessions).size() == 32);
}

TEST_CASE("Made-up, cut, doubled and empty cookies are nobody", "[service][session]")
{
    auto house = House{};
    auto const good = house.cookie_of("ada");
    for (auto const& cookie :
         {std::string{}, std::string{"castellan="}, "castellan=" + std::string(64, '0'), good.substr(0, 60), good + "0",
          good + "; castellan=" + std::string(64, '0'), good + "; " + good, "x" + good}) {
        CAPTURE(cookie);
        CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 401);
        CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/users").status == 401);
    }
    CHECK(house.ask_with_cookie("a=b; " + good + "; c=d", "GET", "/api/v1/session").status == 200);
}

TEST_CASE("T-2: when somebody signed in last is told to whoever lists the organisation's people, and to nobody else", "[service][session][T-2]")
{
    auto house = House{};
    auto const sign_ins = [&](std::string_view who) { return house.get(who, "/api/v1/people/sign_ins"); };
    auto const has = [](Response const& answer, std::string_view user) { return answer.body.contains("\"" + std::string{user} + "\""); };
    CHECK_FALSE(has(sign_ins("tess"), "uma"));
    REQUIRE(house.sign_in("uma@riverside.example", password).status == 201);
    house.pass(60'000);
    CHECK(sign_ins("tess").status == 200);
    CHECK(has(sign_ins("tess"), "uma"));
    house.restart();
    CHECK(has(sign_ins("tess"), "uma"));
    // An Organization Admin lists names, and no particulars but his own (M-7).
    CHECK(sign_ins("olga").status == 200);
    CHECK_FALSE(has(sign_ins("olga"), "uma"));
    for (auto const who : {"ada", "gia", "uma", "pia", "noa"})
        CHECK(sign_ins(who).status == 403);
    // It is in no log, and goes with the person.
    for (auto const& entry : house.store.entries())
        CHECK(entry.kind != "user.sign_in");
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/users/ugo", "").status == 200);
    CHECK_FALSE(has(sign_ins("tess"), "ugo"));
}
