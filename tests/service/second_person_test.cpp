// S-13: a second person signs himself in on the first one's screen, from both sides: what his consent is good for, and
// everything that it is not.
#include "service/second_persons.hpp"
#include "service/totp.hpp"
#include "tests/service/authenticator.hpp"
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

/// Engine 7 wants any second person, Engine 9 an administrator. Uma and Una are of Station 7; Gus administers both.
constexpr std::string_view two_person_safes = R"({"organization": {"id": "o1", "name": "Riverside EMS"},
    "accounts": [{"id": "a1", "name": "Fire"}],
    "users": [
     {"id": "ada", "name": "Ada Okafor",   "email": "ada@riverside.example", "accounts": {"a1": {"safes": "account_admin"}}},
     {"id": "gus", "name": "Gus Ferrand",  "email": "gus@riverside.example", "accounts": {"a1": {"safes": "group_admin"}}},
     {"id": "gia", "name": "Gia Romano",   "email": "gia@riverside.example", "accounts": {"a1": {"safes": "group_admin"}}},
     {"id": "uma", "name": "Uma Patel",    "email": "uma@riverside.example", "accounts": {"a1": {"safes": "user"}}},
     {"id": "una", "name": "Una Berg",     "email": "una@riverside.example", "accounts": {"a1": {"safes": "user"}}},
     {"id": "ugo", "name": "Ugo Brandt",   "email": "ugo@riverside.example", "accounts": {"a1": {"safes": "user"}}},
     {"id": "dan", "name": "Dan Weiss",    "email": "dan@riverside.example", "status": "disabled", "accounts": {"a1": {"safes": "user"}}},
     {"id": "ivy", "name": "Ivy Chen",     "email": "ivy@riverside.example", "status": "invited", "accounts": {"a1": {"safes": "user"}}},
     {"id": "tess", "name": "Tess Moreau", "email": "tess@riverside.example", "phone": "+15550102", "administrator": true}],
    "groups": [
     {"id": "g1", "account": "a1", "name": "Station 7", "members": ["gus", "uma", "una", "dan", "ivy"], "safes": ["s1", "s2"]},
     {"id": "g2", "account": "a1", "name": "Station 9", "members": ["gia", "ugo"], "safes": ["s3"]}],
    "safes": [
     {"id": "s1", "account": "a1", "name": "Engine 7", "online": true, "two_person": "any"},
     {"id": "s2", "account": "a1", "name": "Engine 9", "online": true, "two_person": "administrator"},
     {"id": "s3", "account": "a1", "name": "Medic 3", "online": true}]})";

constexpr std::string_view open_s1 = R"({"kind":"safe.unlock","safe":"s1"})";

struct Station : House {
    Station() : House(House::cheap(), true) { install(two_person_safes); }

    /// Somebody signs himself in beside a person's session.
    Response beside(std::string_view first, std::string_view second, std::string_view change = open_s1,
                    std::string_view secret = password, std::string_view code = {}, std::string_view address = "192.0.2.1")
    {
        auto const more = code.empty() ? std::string{} : std::format(R"(,"code":"{}")", code);
        return ask(first, "POST", "/api/v1/second-person",
                   std::format(R"({{"email":"{}@riverside.example","password":"{}"{},"change":{}}})", second, secret, more, change),
                   {.address = address});
    }

    std::string token_of(std::string_view first, std::string_view second, std::string_view change = open_s1)
    {
        auto const response = beside(first, second, change);
        INFO(response.body);
        REQUIRE(response.status == 201);
        return at(response, "token");
    }

    Response unlock(std::string_view person, std::string_view safe, std::string_view token, std::string_view body = {})
    {
        return ask(person, "POST", std::format("/api/v1/safes/{}/unlock", safe), body, {.second_person = token});
    }

    [[nodiscard]] std::size_t orders_of(std::string_view safe) const
    {
        auto const& orders = world().safes[world().safes.find(safe)].orders;
        return static_cast<std::size_t>(std::ranges::count(orders, OrderKind::unlock, &Order::kind));
    }
};

} // namespace

TEST_CASE("S-13: with a second person who signed himself in the safe opens, and both are in the trail", "[service][second-person][S-13]")
{
    auto house = Station{};
    auto const alone = house.unlock("uma", "s1", {});
    CHECK(alone.status == 428);
    CHECK(at(alone, "rule") == "S-13");
    CHECK(at(alone, "needs[0]") == "second_person");

    auto const present = house.beside("uma", "una");
    REQUIRE(present.status == 201);
    CHECK(at(present, "name") == "Una Berg");
    CHECK(at(present, "expires") == "2023-11-14T22:15:20.000Z"); // two minutes
    CHECK(house.orders_of("s1") == 0);
    CHECK(house.unlock("uma", "s1", at(present, "token")).status == 200);
    CHECK(house.orders_of("s1") == 1);

    auto const trail = house.get("ada", "/api/v1/audit?kind=safe.unlock&effect=allow");
    CHECK(at(trail, "entries[0].actor") == "uma");
    CHECK(at(trail, "entries[0].actor_name") == "Uma Patel");
    CHECK(at(trail, "entries[0].second_person") == "una");
    CHECK(at(trail, "entries[0].second_person_name") == "Una Berg");
    // It is found by the second person, too, and survives a restart: the log is what it was.
    CHECK(at(house.get("ada", "/api/v1/audit?user=una&kind=safe.unlock"), "entries[0].actor") == "uma");
    auto const before = house.picture();
    house.restart();
    CHECK(house.picture() == before);
}

TEST_CASE("S-13: who may be the second depends on the safe's setting", "[service][second-person][S-13]")
{
    auto house = Station{};
    auto const [first, second, safe, status] = GENERATE(table<std::string_view, std::string_view, std::string_view, int>({
        {"uma", "una", "s1", 201}, // any: another user of its group
        {"uma", "gus", "s1", 201},
        {"uma", "ada", "s1", 201}, // an account_admin opens any safe (S-14)
        {"uma", "ugo", "s1", 403}, // of another station
        {"uma", "gia", "s1", 403},
        {"uma", "tess", "s1", 403}, // an administrator of another book (X-10)
        {"uma", "una", "s2", 403}, // an administrator is wanted
        {"uma", "gus", "s2", 201},
        {"uma", "ada", "s2", 201},
        {"uma", "gia", "s2", 403}, // a group_admin of another group
    }));
    CAPTURE(first, second, safe);
    auto const change = std::format(R"({{"kind":"safe.unlock","safe":"{}"}})", safe);
    auto const answer = house.beside(first, second, change);
    CHECK(answer.status == status);
    if (status == 201) {
        CHECK(house.unlock(first, safe, at(answer, "token")).status == 200);
        return;
    }
    CHECK(at(answer, "rule") == "S-13");
    CHECK_FALSE(answer.body.contains("token"));
    auto const trail = house.get("ada", "/api/v1/audit?kind=safe.unlock&effect=refused");
    CHECK(at(trail, "entries[0].actor") == first);
    CHECK(at(trail, "entries[0].second_person") == (second == "tess" ? "" : second)); // whom Ada does not see
}

TEST_CASE("S-13: nobody is his own second person", "[service][second-person][S-13]")
{
    auto house = Station{};
    auto const answer = house.beside("uma", "uma");
    CHECK(answer.status == 403);
    CHECK(at(answer, "rule") == "S-13");
    // Nor in a second session of his own, nor with capital letters.
    house.forget_cookies();
    CHECK(house.beside("uma", "UMA").status == 403);
}

TEST_CASE("S-13, X-2: who is disabled, invited, unknown or mistaken is all the same", "[service][second-person][S-13][X-2]")
{
    auto house = Station{};
    auto const wrong = house.beside("uma", "una", open_s1, "not the password");
    CHECK(wrong.status == 401);
    for (auto const* second : {"dan", "ivy", "nobody"}) {
        CAPTURE(second);
        auto const answer = house.beside("uma", second);
        CHECK(answer.status == 401);
        CHECK(answer.body == wrong.body);
    }
    CHECK(house.world().users[house.user("ivy")].status == Status::invited); // no way in for who has none yet
}

TEST_CASE("S-13: the consent is for one exact change of one session, once", "[service][second-person][S-13]")
{
    auto house = Station{};
    auto const token = house.token_of("uma", "gus");
    SECTION("not for another safe") { CHECK(house.unlock("uma", "s2", token).status == 428); }
    SECTION("not with another reason") { CHECK(house.unlock("uma", "s1", token, R"({"reason":"something else"})").status == 428); }
    SECTION("not for another person") { CHECK(house.unlock("una", "s1", token).status == 428); }
    SECTION("not in another session of the same person")
    {
        house.forget_cookies();
        CHECK(house.unlock("uma", "s1", token).status == 428);
    }
    SECTION("not twice")
    {
        CHECK(house.unlock("uma", "s1", token).status == 200);
        CHECK(house.unlock("uma", "s1", token).status == 428);
        CHECK(house.orders_of("s1") == 1);
    }
    SECTION("not twice in one batch")
    {
        auto const body = std::format(R"({{"changes":[{0},{0}]}})", open_s1);
        CHECK(house.ask("uma", "POST", "/api/v1/changes", body, {.second_person = token}).status == 428);
        CHECK(house.ask("uma", "POST", "/api/v1/changes", body, {.second_person = token + "," + token}).status == 428);
        CHECK(house.orders_of("s1") == 0);
        CHECK(house.ask("uma", "POST", "/api/v1/changes", std::format(R"({{"changes":[{}]}})", open_s1), {.second_person = token}).status == 200);
    }
    SECTION("not after two minutes")
    {
        house.now += SecondPersons::lasts_ms - 1;
        auto const other = house.token_of("uma", "gus");
        house.now += 1;
        CHECK(house.unlock("uma", "s1", token).status == 428);
        CHECK(house.unlock("uma", "s1", other).status == 200);
    }
    SECTION("not made up")
    {
        CHECK(house.unlock("uma", "s1", std::string(64, 'a')).status == 428);
        CHECK(house.unlock("uma", "s1", "short").status == 422);
        CHECK(house.unlock("uma", "s1", token + ",").status == 200); // as with codes: nothing behind the comma
    }
    SECTION("not after a restart")
    {
        house.restart();
        CHECK(house.unlock("uma", "s1", token).status == 428);
    }
}

TEST_CASE("S-13: the second person must still be allowed when the change is made", "[service][second-person][S-13]")
{
    auto house = Station{};
    auto const token = house.token_of("uma", "una");
    SECTION("he was disabled meanwhile")
    {
        // Disabling is an administrator's; enabling brings no consent back.
        CHECK(house.ask("tess", "POST", "/api/v1/users/una/disable").status == 200);
        CHECK(house.unlock("uma", "s1", token).status == 428);
        CHECK(house.ask("tess", "POST", "/api/v1/users/una/enable").status == 200);
        CHECK(house.unlock("uma", "s1", token).status == 428);
    }
    SECTION("he has left the group")
    {
        CHECK(house.ask("ada", "DELETE", "/api/v1/groups/g1/members/una").status == 200);
        CHECK(house.unlock("uma", "s1", token).status == 428);
    }
    SECTION("the safe wants an administrator now")
    {
        CHECK(house.ask("ada", "PATCH", "/api/v1/safes/s1", R"({"two_person":"administrator"})").status == 200);
        CHECK(house.unlock("uma", "s1", token).status == 428);
    }
    CHECK(house.orders_of("s1") == 0);
}

TEST_CASE("S-13: nobody stays signed in who was only the second", "[service][second-person][S-13]")
{
    auto house = Station{};
    auto const answer = house.beside("uma", "una");
    REQUIRE(answer.status == 201);
    CHECK(answer.set_cookie.empty());
    CHECK(at(house.get("uma", "/api/v1/session"), "user") == "uma");
    // The token opens nothing else.
    auto const as_cookie = house.ask_with_cookie("castellan=" + at(answer, "token"), "GET", "/api/v1/session");
    CHECK(as_cookie.status == 401);
}

TEST_CASE("S-13: without a session nobody is a second person", "[service][second-person][S-13]")
{
    auto house = Station{};
    CHECK(house.beside("", "una").status == 401);
}

TEST_CASE("S-13: it is no way to try passwords that the sign-in does not have", "[service][second-person][S-13]")
{
    auto house = Station{};
    SECTION("only for a change that needs a second person")
    {
        auto const plain = house.beside("ugo", "una", R"({"kind":"safe.unlock","safe":"s3"})");
        CHECK(plain.status == 409);
        auto const hidden = house.beside("ugo", "una", open_s1); // not his safe: there is none
        CHECK(hidden.status == 404);
        CHECK(house.beside("uma", "una", R"({"kind":"safe.unlock"})").status == 422);
    }
    SECTION("wrong tries count against the one they are made at, together with the sign-in's")
    {
        for (auto count = 0; count < 10; ++count)
            CHECK(house.beside("uma", "una", open_s1, "wrong").status == 401);
        CHECK(house.beside("uma", "una").status == 429);
        CHECK(house.sign_in("una@riverside.example", password, "192.0.2.1").status == 429);
        house.now += Instant{15} * 60 * 1000;
        CHECK(house.beside("uma", "una").status == 201);
    }
    SECTION("tries at the sign-in count here")
    {
        for (auto count = 0; count < 10; ++count)
            CHECK(house.sign_in("una@riverside.example", "wrong", "192.0.2.1").status == 401);
        CHECK(house.beside("uma", "una").status == 429);
    }
}

TEST_CASE("S-13, X-11: who has a second factor shows it here, too", "[service][second-person][S-13]")
{
    auto house = Station{};
    auto const authenticator = set_up_second_factor(house, "una");
    auto const without = house.beside("uma", "una");
    CHECK(without.status == 428);
    CHECK(at(without, "needs[0]") == "mfa");
    CHECK_FALSE(without.body.contains("token"));

    auto const code = authenticator.code(house.now);
    auto const wrong = std::format("{:06}", (std::stoi(code) + 1) % 1'000'000);
    CHECK(house.beside("uma", "una", open_s1, password, wrong).status == 422);
    auto const right = house.beside("uma", "una", open_s1, password, code);
    REQUIRE(right.status == 201);
    CHECK(house.unlock("uma", "s1", at(right, "token")).status == 200);
    // A code counts once, here and at the sign-in.
    CHECK(house.beside("uma", "una", open_s1, password, code).status == 422);
    for (auto count = 0; count < 4; ++count)
        CHECK(house.beside("uma", "una", open_s1, password, "000000").status == 422);
    CHECK(house.beside("uma", "una", open_s1, password, "000000").status == 429);
}

