// One-time links in mails: the first way in for whoever was created, and invitations.
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

struct Riverside : House {
    Riverside() { service->reached_at("https://castellan.example"); }

    /// The token of the link in the latest message to this address; empty if there is none.
    [[nodiscard]] std::string token_for(std::string_view email) const
    {
        static constexpr auto beginning = std::string_view{"https://castellan.example/#/invitation/"};
        for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
            auto const at = message->text.find(beginning);
            if (message->to == email && at != message->text.npos)
                return message->text.substr(at + beginning.size(), 64);
        }
        return {};
    }

    /// Has somebody created, and gives the token that he got.
    std::string create(std::string_view id = "ned", std::string_view person = "ada")
    {
        auto const body = std::format(
            R"({{"account":"a1","user":"{0}","name":"Ned New","email":"{0}@riverside.example","role":"user","groups":["g1"]}})", id);
        auto const response = ask(person, "POST", "/api/v1/users", body);
        INFO(response.body);
        REQUIRE(response.status == 201);
        return token_for(std::string{id} + "@riverside.example");
    }

    Response look(std::string_view token)
    {
        return ask_with_cookie({}, "POST", "/api/v1/invitations/look", std::format(R"({{"token":"{}"}})", token));
    }

    Response accept(std::string_view token, std::string_view secret = "a password of my own")
    {
        return ask_with_cookie({}, "POST", "/api/v1/invitations/accept",
                               std::format(R"({{"token":"{}","password":"{}"}})", token, secret));
    }
};

} // namespace

TEST_CASE("X-2: who was created gets a link by mail, chooses a password by it, and is in", "[service][invitation][X-2]")
{
    auto house = Riverside{};
    auto const token = house.create();
    REQUIRE(token.size() == 64);
    CHECK(house.messages.back().kind == MessageKind::invitation);
    CHECK(house.messages.back().channel == Channel::email);

    auto const info = house.look(token);
    REQUIRE(info.status == 200);
    CHECK(at(info, "organization") == "Riverside EMS");
    CHECK(at(info, "email") == "ned@riverside.example");
    CHECK(at(info, "name") == "Ned New");

    auto const accepted = house.accept(token);
    INFO(accepted.body);
    REQUIRE(accepted.status == 201);
    CHECK(at(accepted, "user") == "ned");
    auto const cookie = accepted.set_cookie.substr(0, accepted.set_cookie.find(';'));
    CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 200);
    CHECK(house.world().users[house.user("ned")].status == Status::active);
    CHECK(house.sign_in("ned@riverside.example", "a password of my own").status == 201);

    auto const& entries = house.store.entries();
    CHECK(entries[entries.size() - 2].kind == "user.first_sign_in");
    CHECK(entries.back().kind == "user.set_password");
    CHECK(entries.back().actor == "ned");
    house.restart();
    CHECK(house.world().users[house.user("ned")].status == Status::active);
}

TEST_CASE("M-8: a link is good once, for seven days", "[service][invitation][M-8]")
{
    auto house = Riverside{};
    auto const token = house.create();
    auto const week = Instant{7} * 24 * 60 * 60 * 1000;
    SECTION("once")
    {
        REQUIRE(house.accept(token).status == 201);
        CHECK(house.accept(token, "another password entirely").status == 403);
        CHECK(house.look(token).status == 403);
        CHECK(house.sign_in("ned@riverside.example", "another password entirely").status == 401);
    }
    SECTION("to the last moment, across a restart")
    {
        house.now += week - 1;
        house.restart();
        CHECK(house.accept(token).status == 201);
    }
    SECTION("no longer")
    {
        house.now += week;
        CHECK(house.look(token).status == 403);
        CHECK(house.accept(token).status == 403);
        house.restart();
        house.commit();
        CHECK(house.store.table(SecretTable::invitations).empty());
    }
}

TEST_CASE("X-2: a link dies with the person, with his disabling, and with any password that he gets", "[service][invitation][X-2]")
{
    auto house = Riverside{};
    auto const token = house.create();
    SECTION("deleted")
    {
        REQUIRE(house.ask("ada", "DELETE", "/api/v1/users/ned").status == 200);
    }
    SECTION("disabled; enabled again there is a new one")
    {
        REQUIRE(house.ask("tess", "POST", "/api/v1/users/ned/disable").status == 200);
        CHECK(house.accept(token).status == 403);
        REQUIRE(house.ask("tess", "POST", "/api/v1/users/ned/enable").status == 200);
        auto const next = house.token_for("ned@riverside.example");
        CHECK(next != token);
        CHECK(house.look(next).status == 200);
    }
    SECTION("a password by the operator")
    {
        REQUIRE(house.service->preset_password("ned@riverside.example", "$argon2id$something"));
        house.commit();
    }
    CHECK(house.look(token).status == 403);
    CHECK(house.accept(token).status == 403);
}

TEST_CASE("X-4: when the address of somebody who has not answered is corrected, the former letter box opens nothing",
          "[service][invitation][X-4]")
{
    auto house = Riverside{};
    auto const token = house.create();
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/users/ned", R"({"email":"ned.new@riverside.example"})").status == 200);
    CHECK(house.accept(token).status == 403);
    CHECK(house.accept(house.token_for("ned.new@riverside.example")).status == 201);
    // Afterwards a change of address brings no link: it would be a way around the password.
    auto const before = house.messages.size();
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/users/ned", R"({"email":"ned@riverside.example"})").status == 200);
    for (auto index = before; index < house.messages.size(); ++index)
        CHECK(house.messages[index].kind != MessageKind::invitation);
}

TEST_CASE("S-6: everybody of an import gets a link of his own", "[service][invitation][S-6]")
{
    auto house = Riverside{};
    auto const body = R"({"account":"a1","rows":[{"user":"n1","name":"N One","email":"n1@riverside.example","role":"user"},
                                                 {"user":"n2","name":"N Two","email":"n2@riverside.example","role":"user"}]})";
    REQUIRE(house.ask("ada", "POST", "/api/v1/users/import", body).status == 200);
    auto const one = house.token_for("n1@riverside.example");
    auto const two = house.token_for("n2@riverside.example");
    CHECK(one != two);
    CHECK(at(house.look(one), "name") == "N One");
    CHECK(at(house.accept(two), "user") == "n2");
}

TEST_CASE("M-8: only hashes of links are in the store, and none is in log, trail or answers", "[service][invitation][M-8]")
{
    auto house = Riverside{};
    auto const token = house.create();
    REQUIRE(house.store.table(SecretTable::invitations).size() == 1);
    for (auto const& [key, value] : house.store.table(SecretTable::invitations)) {
        CHECK_FALSE(key.contains(token));
        CHECK_FALSE(value.contains(token));
    }
    for (auto const& entry : house.store.entries())
        CHECK_FALSE(entry.body.contains(token));
    for (auto const target : {"/api/v1/sync", "/api/v1/users/ned", "/api/v1/audit"})
        CHECK_FALSE(house.get("ada", target).body.contains(token));
}

TEST_CASE("M-8: a token in an address is no way in, and a made-up one is like one that is over", "[service][invitation][M-8]")
{
    auto house = Riverside{};
    auto const token = house.create();
    CHECK(house.get("", "/api/v1/invitations/look?token=" + token).status == 401);
    CHECK(house.get("", "/api/v1/invitations/" + token).status == 401);
    CHECK(house.get("ada", "/api/v1/invitations/" + token).status == 404);
    CHECK(house.ask_with_cookie({}, "POST", "/api/v1/invitations/accept?token=" + token, R"({"token":"x"})").status == 403);

    auto const made_up = house.look(std::string(64, '0'));
    CHECK(made_up.status == 403);
    REQUIRE(house.accept(token).status == 201);
    CHECK(house.look(token).body == made_up.body);
    // Foreign pages can't even try.
    CHECK(house.ask_with_cookie({}, "POST", "/api/v1/invitations/look", R"({"token":"x"})", {.castellan_request = ""}).status == 403);
}

TEST_CASE("M-8: guessing at links is slowed down, and links that are good are not", "[service][invitation][M-8]")
{
    auto house = Riverside{};
    auto const token = house.create();
    for (auto time = 0; time < 100; ++time)
        REQUIRE(house.look(token).status == 200);
    for (auto guess = 0; guess < 60; ++guess)
        REQUIRE(house.look(std::format("{:064}", guess)).status == 403);
    CHECK(house.look(token).status == 429);
    CHECK(house.accept(token).status == 429);
    house.now += Instant{15} * 60 * 1000;
    CHECK(house.accept(token).status == 201);
}

TEST_CASE("X-11: a password of one's own has at least ten letters, also by a link, which stays good", "[service][invitation][X-11]")
{
    auto house = Riverside{};
    auto const token = house.create();
    CHECK(at(house.accept(token, "short"), "path") == "password");
    CHECK(house.accept(token).status == 201);
}

TEST_CASE("X-2: two who open one link at once: the first is in, the second is not", "[service][invitation][X-2]")
{
    auto house = Riverside{};
    auto const token = house.create();
    auto const body = [&](std::string_view secret) {
        return std::format(R"({{"token":"{}","password":"{}"}})", token, secret);
    };
    auto first = house.ask_only("", "POST", "/api/v1/invitations/accept", body("the first password"));
    auto second = house.ask_only("", "POST", "/api/v1/invitations/accept", body("the second password"));
    REQUIRE(first.work);
    REQUIRE(second.work);
    first.work->run();
    second.work->run();
    CHECK(house.service->finish(*first.work, house.now).response.status == 201);
    CHECK(house.service->finish(*second.work, house.now).response.status == 403);
    house.commit();
    CHECK(house.sign_in("ned@riverside.example", "the first password").status == 201);
    CHECK(house.sign_in("ned@riverside.example", "the second password").status == 401);
}
