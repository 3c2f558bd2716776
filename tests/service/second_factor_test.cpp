// X-9: setting up a second factor, showing it at sign-in, losing it.
#include "service/totp.hpp"
#include "tests/service/authenticator.hpp"
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <format>
#include <set>

using namespace castellan;
using namespace castellan::test;

namespace {

std::string body_with(std::string_view code)
{
    return std::format(R"({{"code":"{}"}})", code);
}

Response show(House& house, std::string_view person, std::string_view code)
{
    auto response = house.ask(person, "POST", "/api/v1/session/second-factor", body_with(code));
    if (response.status == 200)
        house.remember_cookie(person, response);
    return response;
}

bool session_has_it(House& house, std::string_view person)
{
    return house.get(person, "/api/v1/session").body.contains(R"("mfa":true)");
}

/// Riverside, where Fire requires a second factor of its administrators.
constexpr std::string_view with_requirement = R"({"organization": {"id": "o1", "name": "Riverside EMS"},
    "accounts": [{"id": "a1", "name": "Fire", "settings": {"require_admin_mfa": true}}, {"id": "a2", "name": "Depot"}],
    "users": [{"id": "ada", "name": "Ada", "email": "ada@riverside.example", "accounts": {"a1": {"safes": "account_admin"}}},
              {"id": "zoe", "name": "Zoe", "email": "zoe@riverside.example", "accounts": {"a2": {"safes": "account_admin"}}},
              {"id": "uma", "name": "Uma", "email": "uma@riverside.example", "accounts": {"a1": {"safes": "user"}}}],
    "groups": [{"id": "g1", "account": "a1", "name": "Station 7", "members": ["uma", "ada"], "safes": ["s1"]}],
    "safes": [{"id": "s1", "account": "a1", "name": "Engine 7", "online": true}]})";

} // namespace

TEST_CASE("RFC 6238: codes are those of the standard's own table", "[service][second-factor]")
{
    auto const secret = std::string{"12345678901234567890"};
    struct Row {
        Instant seconds;
        std::string_view code; // the last six digits of the table's eight
    };
    for (auto const& [seconds, code] : {Row{59, "287082"}, Row{1'111'111'109, "081804"}, Row{1'234'567'890, "005924"},
                                        Row{2'000'000'000, "279037"}}) {
        CAPTURE(seconds);
        CHECK(totp_code(secret, static_cast<std::uint64_t>(seconds / 30)) == code);
        CHECK(totp_step_of(secret, code, seconds * 1000) == static_cast<std::uint64_t>(seconds / 30));
    }
    CHECK(base32(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    CHECK(bytes_of(base32(secret)) == secret);
}

TEST_CASE("X-9: a second factor counts once its first code was shown, and raises that session", "[service][second-factor][X-9]")
{
    auto house = House{};
    CHECK(house.get("ada", "/api/v1/session").body.contains(R"("mfa":false,"second_factor":false)"));
    auto const offer = house.ask("ada", "POST", "/api/v1/second-factor");
    REQUIRE(offer.status == 201);
    CHECK(at(offer, "uri").starts_with("otpauth://totp/Riverside%20EMS:ada%40riverside.example?secret=" + at(offer, "secret") +
                                       "&issuer=Riverside%20EMS"));
    // A QR code: square, with the three big squares in its corners.
    CHECK(at(offer, "qr[0]").starts_with("1111111"));
    CHECK(at(offer, "qr[0]").ends_with("1111111"));
    CHECK(at(offer, "qr[1]").starts_with("1000001"));
    CHECK_FALSE(at(offer, std::format("qr[{}]", at(offer, "qr[0]").size() - 1)).empty());
    CHECK(at(offer, std::format("qr[{}]", at(offer, "qr[0]").size())).empty());

    CHECK(house.get("ada", "/api/v1/session").body.contains(R"("second_factor":false)"));
    auto const authenticator = Authenticator{bytes_of(at(offer, "secret"))};
    auto const wrong = std::format("{:06}", (std::stoi(authenticator.code(house.now)) + 1) % 1'000'000);
    CHECK(house.ask("ada", "POST", "/api/v1/second-factor/confirm", body_with(wrong)).status == 422);
    CHECK(house.store.table(SecretTable::second_factors).empty());

    auto const old_cookie = house.cookie_of("ada");
    auto const confirmed = house.ask("ada", "POST", "/api/v1/second-factor/confirm", body_with(authenticator.code(house.now)));
    REQUIRE(confirmed.status == 200);
    house.remember_cookie("ada", confirmed);
    CHECK(house.get("ada", "/api/v1/session").body.contains(R"("mfa":true,"second_factor":true)"));
    CHECK(house.ask_with_cookie(old_cookie, "GET", "/api/v1/session").status == 401);
    CHECK(house.store.entries().back().kind == "user.set_second_factor");
    CHECK(house.store.entries().back().actor == "ada");
    REQUIRE_FALSE(house.messages.empty());
    CHECK(house.messages.back().to == "ada@riverside.example");

    // Only once: another is set up when the first is removed.
    CHECK(house.ask("ada", "POST", "/api/v1/second-factor").status == 409);
}

TEST_CASE("X-9: an offer is for one session, and for a quarter of an hour", "[service][second-factor][X-9]")
{
    auto house = House{};
    auto const offer = house.ask("ada", "POST", "/api/v1/second-factor");
    auto const authenticator = Authenticator{bytes_of(at(offer, "secret"))};
    SECTION("not in another session of the same person")
    {
        auto const other = house.sign_in("ada@riverside.example", password).set_cookie;
        CHECK(house.ask_with_cookie(other.substr(0, other.find(';')), "POST", "/api/v1/second-factor/confirm",
                                    body_with(authenticator.code(house.now)))
                  .status == 422);
    }
    SECTION("not of another person")
    {
        CHECK(house.ask("bob", "POST", "/api/v1/second-factor/confirm", body_with(authenticator.code(house.now))).status == 422);
    }
    SECTION("not later")
    {
        house.now += Instant{15} * 60 * 1000;
        CHECK(house.ask("ada", "POST", "/api/v1/second-factor/confirm", body_with(authenticator.code(house.now))).status == 422);
    }
    SECTION("not the one before the last")
    {
        REQUIRE(house.ask("ada", "POST", "/api/v1/second-factor").status == 201);
        CHECK(house.ask("ada", "POST", "/api/v1/second-factor/confirm", body_with(authenticator.code(house.now))).status == 422);
    }
    CHECK(house.store.table(SecretTable::second_factors).empty());
}

TEST_CASE("X-9: a new session has not shown the factor, and is raised by a code, which is good once", "[service][second-factor][X-9]")
{
    auto house = House{};
    auto const authenticator = set_up_second_factor(house, "ada");
    house.forget_cookies();
    CHECK_FALSE(session_has_it(house, "ada"));
    auto const code = authenticator.code(house.now);
    auto const former = house.cookie_of("ada");
    CHECK(show(house, "ada", code).status == 200);
    CHECK(session_has_it(house, "ada"));
    CHECK(house.ask_with_cookie(former, "GET", "/api/v1/session").status == 401);

    // The same code in another session, seconds later; the next one is good again.
    house.forget_cookies();
    CHECK(show(house, "ada", code).status == 422);
    CHECK_FALSE(session_has_it(house, "ada"));
    house.now += totp_step_ms;
    CHECK(show(house, "ada", authenticator.code(house.now)).status == 200);
}

TEST_CASE("X-9: clocks may differ by half a minute, and no code goes back before one that was used", "[service][second-factor][X-9]")
{
    auto house = House{};
    auto const authenticator = set_up_second_factor(house, "ada");
    house.now += 10 * totp_step_ms;
    house.forget_cookies();
    CHECK(show(house, "ada", authenticator.code(house.now, -2)).status == 422);
    CHECK(show(house, "ada", authenticator.code(house.now, 2)).status == 422);
    CHECK(show(house, "ada", authenticator.code(house.now, 1)).status == 200);
    house.forget_cookies();
    CHECK(show(house, "ada", authenticator.code(house.now, 0)).status == 422);
    house.now += 10 * totp_step_ms;
    CHECK(show(house, "ada", authenticator.code(house.now, -1)).status == 200);
}

TEST_CASE("X-9: what was used stays used across a restart, and a raised session stays raised", "[service][second-factor][X-9]")
{
    auto house = House{};
    auto const authenticator = set_up_second_factor(house, "ada");
    house.forget_cookies();
    auto const code = authenticator.code(house.now);
    REQUIRE(show(house, "ada", code).status == 200);
    house.restart();
    CHECK(session_has_it(house, "ada"));
    house.forget_cookies();
    CHECK(show(house, "ada", code).status == 422);
}

TEST_CASE("X-9: recovery codes are ten, each good once, and the store has no more than their hashes", "[service][second-factor][X-9]")
{
    auto house = House{};
    auto recovery = std::vector<std::string>{};
    set_up_second_factor(house, "ada", &recovery);
    CHECK(std::set<std::string>{recovery.begin(), recovery.end()}.size() == 10);
    for (auto const& code : recovery) {
        CHECK(code.size() == 19);
        for (auto const& [key, value] : house.store.table(SecretTable::second_factors))
            CHECK_FALSE(value.contains(code));
    }

    house.forget_cookies();
    CHECK(show(house, "ada", recovery[3]).status == 200);
    CHECK(session_has_it(house, "ada"));
    CHECK(house.messages.back().text.contains("9 of them are left"));
    house.forget_cookies();
    CHECK(show(house, "ada", recovery[3]).status == 422);
    // As it may be typed from paper.
    auto typed = recovery[4];
    std::ranges::transform(typed, typed.begin(), [](char letter) {
        return letter == '-' ? ' ' : letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    CHECK(show(house, "ada", typed).status == 200);
    house.restart();
    house.forget_cookies();
    CHECK(show(house, "ada", recovery[4]).status == 422);
    CHECK(show(house, "ada", recovery[5]).status == 200);
}

TEST_CASE("X-9: nobody's recovery codes are good for somebody else", "[service][second-factor][X-9]")
{
    auto house = House{};
    auto recovery = std::vector<std::string>{};
    set_up_second_factor(house, "ada", &recovery);
    set_up_second_factor(house, "bob");
    house.forget_cookies();
    CHECK(show(house, "bob", recovery[0]).status == 422);
}

TEST_CASE("X-9: guessing at a second factor is slowed down per person, whoever sits at whichever address", "[service][second-factor][X-9]")
{
    auto house = House{};
    auto const authenticator = set_up_second_factor(house, "ada");
    house.forget_cookies();
    auto const right = authenticator.code(house.now);
    auto const wrong = std::format("{:06}", (std::stoi(right) + 1) % 1'000'000);
    for (auto guess = 0; guess < 5; ++guess) {
        auto const address = std::format("203.0.113.{}", guess);
        REQUIRE(house.ask("ada", "POST", "/api/v1/session/second-factor", body_with(wrong), {.address = address}).status == 422);
    }
    auto const refused = show(house, "ada", right);
    CHECK(refused.status == 429);
    CHECK(refused.retry_after_s);
    // A new session does not help; time does.
    house.forget_cookies();
    CHECK(show(house, "ada", right).status == 429);
    house.now += Instant{15} * 60 * 1000;
    CHECK(show(house, "ada", authenticator.code(house.now)).status == 200);
}

TEST_CASE("X-9: where an account requires it, administrative permissions need the raised session", "[service][second-factor][X-9]")
{
    auto house = House{House::cheap(), true};
    house.install(with_requirement);
    auto const group = R"({"account":"a1","name":"Station 8"})";

    auto const refused = house.ask("ada", "POST", "/api/v1/groups", group);
    CHECK(refused.status == 428);
    CHECK(at(refused, "rule") == "X-9");
    CHECK(at(refused, "needs[0]") == "mfa");
    // Everyday work goes on, other accounts are not concerned.
    CHECK(house.ask("uma", "POST", "/api/v1/safes/s1/unlock").status == 200);
    CHECK(house.ask("ada", "POST", "/api/v1/safes/s1/unlock").status == 200);
    CHECK(house.ask("zoe", "POST", "/api/v1/groups", R"({"account":"a2","name":"Depot South"})").status == 201);

    // He is led to enrol: that works, and then the change does.
    auto const authenticator = set_up_second_factor(house, "ada");
    CHECK(house.ask("ada", "POST", "/api/v1/groups", group).status == 201);

    house.forget_cookies();
    CHECK(house.ask("ada", "PATCH", "/api/v1/groups/g1", R"({"name":"Station 7 A"})").status == 428);
    auto const body = R"({"changes":[{"kind":"group.edit","group":"g1","fields":{"name":"Station 7 A"}}]})";
    CHECK(house.ask("ada", "POST", "/api/v1/changes", body).status == 428);
    REQUIRE(show(house, "ada", authenticator.code(house.now)).status == 200);
    CHECK(house.ask("ada", "POST", "/api/v1/changes", body).status == 200);
}

TEST_CASE("X-9: removing needs a fresh code, and takes the rise of all sessions with it", "[service][second-factor][X-9]")
{
    auto house = House{};
    auto const authenticator = set_up_second_factor(house, "ada");
    auto const used = authenticator.code(house.now);
    REQUIRE(show(house, "ada", used).status == 200);
    auto const other = house.sign_in("ada@riverside.example", password).set_cookie;

    CHECK(house.ask("ada", "POST", "/api/v1/second-factor/remove").status == 400);
    CHECK(house.ask("ada", "POST", "/api/v1/second-factor/remove", body_with(used)).status == 422);
    CHECK(session_has_it(house, "ada"));
    house.now += totp_step_ms;
    CHECK(house.ask("ada", "POST", "/api/v1/second-factor/remove", body_with(authenticator.code(house.now))).status == 204);
    CHECK(house.get("ada", "/api/v1/session").body.contains(R"("mfa":false,"second_factor":false)"));
    CHECK(house.store.table(SecretTable::second_factors).empty());
    CHECK(house.store.entries().back().kind == "user.remove_second_factor");
    CHECK(house.ask("ada", "POST", "/api/v1/second-factor/remove", body_with("123456")).status == 409);
    CHECK(house.ask("ada", "POST", "/api/v1/session/second-factor", body_with("123456")).status == 409);
    house.restart();
    CHECK_FALSE(session_has_it(house, "ada"));
}

TEST_CASE("X-11: whoever has a second factor needs it to change his password", "[service][second-factor][X-11]")
{
    auto house = House{};
    auto const authenticator = set_up_second_factor(house, "ada");
    house.forget_cookies();
    auto const body = R"({"old":"correct horse battery","new":"another horse entirely"})";
    auto const refused = house.ask("ada", "PUT", "/api/v1/session/password", body);
    CHECK(refused.status == 428);
    CHECK(at(refused, "needs[0]") == "mfa");
    REQUIRE(show(house, "ada", authenticator.code(house.now)).status == 200);
    CHECK(house.ask("ada", "PUT", "/api/v1/session/password", body).status == 204);
}

TEST_CASE("X-9: the secret is in no answer but the offer, in no log entry, and in no message", "[service][second-factor][X-9]")
{
    auto house = House{};
    auto const offer = house.ask("ada", "POST", "/api/v1/second-factor");
    auto const text = at(offer, "secret");
    auto const authenticator = Authenticator{bytes_of(text)};
    house.remember_cookie("ada", house.ask("ada", "POST", "/api/v1/second-factor/confirm", body_with(authenticator.code(house.now))));
    for (auto const& entry : house.store.entries()) {
        CHECK_FALSE(entry.body.contains(text));
        CHECK_FALSE(entry.body.contains(authenticator.code(house.now)));
    }
    for (auto const& message : house.messages)
        CHECK_FALSE(message.text.contains(text));
    for (auto const target : {"/api/v1/session", "/api/v1/sync", "/api/v1/users/ada", "/api/v1/audit"}) {
        CAPTURE(target);
        CHECK_FALSE(house.get("ada", target).body.contains(text));
    }
}

TEST_CASE("S-15: a deleted person's second factor goes with him", "[service][second-factor][S-15]")
{
    auto house = House{};
    set_up_second_factor(house, "uma");
    REQUIRE_FALSE(house.store.table(SecretTable::second_factors).empty());
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/users/uma").status == 200);
    CHECK(house.store.table(SecretTable::second_factors).empty());
}

TEST_CASE("X-9: who has lost authenticator and recovery codes gets rid of them by the operator's hand", "[service][second-factor][X-9]")
{
    auto house = House{};
    set_up_second_factor(house, "ada");
    CHECK_FALSE(house.service->reset_second_factor("bob@riverside.example"));
    CHECK(house.service->reset_second_factor("ADA@riverside.example"));
    house.commit();
    CHECK(house.get("ada", "/api/v1/session").status == 401);
    CHECK(house.store.entries().back().kind == "user.remove_second_factor");
    CHECK(house.store.entries().back().actor == "installation");
    house.restart();
    house.forget_cookies();
    CHECK(house.get("ada", "/api/v1/session").body.contains(R"("second_factor":false)"));
}

TEST_CASE("X-9: a second factor that can't be read is no reason to let people in without", "[service][second-factor][X-9]")
{
    auto house = House{};
    set_up_second_factor(house, "ada");
    house.store.table(SecretTable::second_factors).begin()->second = "something else";
    auto const opened = Service::open(house.store, house.random, house.options, house.now);
    REQUIRE_FALSE(opened);
    CHECK(opened.error() == OpenError::damaged);
}
