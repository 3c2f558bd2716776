// One-time links in mails: the first way in for whoever was created, and invitations.
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

/// A house whose mails carry links.
struct Linked : House {
    using House::House;

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
};

struct Riverside : Linked {
    Riverside() { service->reached_at("https://castellan.example"); }

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

// Invitations (M-7, M-8, T-6)

namespace {

constexpr std::string_view organization = R"({"organization": {"id": "o1", "name": "Riverside EMS"},
    "accounts": [{"id": "a1", "name": "Fire"}],
    "users": [
     {"id": "olga", "name": "Olga", "email": "olga@riverside.example", "organization_admin": true},
     {"id": "otto", "name": "Otto", "email": "otto@riverside.example", "organization_admin": true},
     {"id": "tess", "name": "Tess", "email": "tess@riverside.example", "phone": "+15550102", "administrator": true},
     {"id": "tina", "name": "Tina", "email": "tina@riverside.example"},
     {"id": "ada",  "name": "Ada",  "email": "ada@riverside.example", "accounts": {"a1": {"safes": "account_admin"}}},
     {"id": "uma",  "name": "Uma",  "email": "uma@riverside.example", "accounts": {"a1": {"safes": "user"}}}],
    "teams": [{"id": "t1", "name": "Stroke", "owners": ["tina"]}],
    "modules": [{"id": "m1", "account": "a1", "name": "Vehicle check"}]})";

struct Inviting : Linked {
    Inviting() : Linked(House::cheap(), true)
    {
        install(organization);
        service->reached_at("https://castellan.example");
    }

    /// Invites as collaborator of the module, and gives the invitation's id.
    std::string invite(std::string_view email, std::string_view person = "olga")
    {
        auto const body = std::format(R"({{"emails":["{}"],"role":"collaborator","module":"m1"}})", email);
        auto const response = ask(person, "POST", "/api/v1/invitations", body);
        INFO(response.body);
        REQUIRE(response.status < 300);
        return at(response, "ids[0]");
    }

    Response look(std::string_view token)
    {
        return ask_with_cookie({}, "POST", "/api/v1/invitations/look", std::format(R"({{"token":"{}"}})", token));
    }
    Response accept(std::string_view token, std::string_view person = "", std::string_view name = "Ned New",
                    std::string_view secret = "a password of my own")
    {
        return ask(person, "POST", "/api/v1/invitations/accept",
                   std::format(R"({{"token":"{}","name":"{}","password":"{}"}})", token, name, secret));
    }
    Response accept_signed_in(std::string_view token, std::string_view person)
    {
        return ask(person, "POST", "/api/v1/invitations/accept", std::format(R"({{"token":"{}"}})", token));
    }

    [[nodiscard]] ModuleRank rank_of(std::string_view id) const
    {
        return role_in(world().modules[world().modules.find("m1")].roles, user(id)).rank;
    }
};

} // namespace

TEST_CASE("M-7: somebody unknown accepts by the link, gives his name, chooses a password, and holds the role",
          "[service][invitation][M-7]")
{
    auto house = Inviting{};
    auto const invitation = house.invite("ned@riverside.example");
    auto const token = house.token_for("ned@riverside.example");
    REQUIRE(token.size() == 64);
    CHECK(house.messages.back().text.contains("Olga invites you to Riverside EMS as Collaborator in Vehicle check"));
    auto const info = house.look(token);
    CHECK(at(info, "email") == "ned@riverside.example");
    CHECK(at(info, "role") == "Collaborator");
    CHECK(at(info, "place") == "Vehicle check");
    CHECK(at(info, "by") == "Olga");
    CHECK(info.body.contains(R"("known":false)"));

    CHECK(at(house.accept(token, "", ""), "path") == "name");
    auto const accepted = house.accept(token);
    INFO(accepted.body);
    REQUIRE(accepted.status == 201);
    auto const id = at(accepted, "user");
    CHECK(house.rank_of(id) == ModuleRank::collaborator);
    auto const& ned = house.world().users[house.user(id)];
    CHECK(ned.name == "Ned New");
    CHECK(ned.email_verified);
    CHECK(ned.status == Status::active);
    CHECK(house.sign_in("ned@riverside.example", "a password of my own").status == 201);

    auto const& entries = house.store.entries();
    CHECK(entries[entries.size() - 2].kind == "invitation.accept");
    CHECK(entries[entries.size() - 2].actor == "invitation:" + invitation);
    auto const picture = house.picture();
    house.restart();
    CHECK(house.picture() == picture);
}

TEST_CASE("M-7: several lines at once, each a link of its own; bad and repeated lines are named, and nothing is sent then",
          "[service][invitation][M-7]")
{
    auto house = Inviting{};
    auto const bad = house.ask("olga", "POST", "/api/v1/invitations",
                               R"({"emails":["n1@riverside.example","nonsense","N1@riverside.example"],"role":"collaborator","module":"m1"})");
    CHECK(bad.status >= 400);
    CHECK(at(bad, "detail").contains("line 2"));
    CHECK(at(bad, "detail").contains("line 3"));
    CHECK(house.messages.empty());
    REQUIRE(house.ask("olga", "POST", "/api/v1/invitations",
                      R"({"emails":["n1@riverside.example"," n2@riverside.example ",""],"role":"collaborator","module":"m1"})")
                .status < 300);
    CHECK(house.messages.size() == 2);
    CHECK(house.token_for("n1@riverside.example") != house.token_for("n2@riverside.example"));
    CHECK(house.accept(house.token_for("n2@riverside.example")).status == 201);
    CHECK(house.accept(house.token_for("n1@riverside.example")).status == 201);
}

TEST_CASE("M-7: a known person accepts in his own session, and nobody else for him", "[service][invitation][M-7]")
{
    auto house = Inviting{};
    house.invite("uma@riverside.example");
    auto const token = house.token_for("uma@riverside.example");
    CHECK(house.look(token).body.contains(R"("known":true)"));
    // The link alone is no way around her password.
    CHECK(house.accept(token).status == 401);
    CHECK(house.sign_in("uma@riverside.example", "a password of my own").status == 401);
    CHECK(house.accept_signed_in(token, "ada").status == 404);
    CHECK(house.rank_of("uma") == ModuleRank::none);
    CHECK(house.accept_signed_in(token, "uma").status == 200);
    CHECK(house.rank_of("uma") == ModuleRank::collaborator);
    CHECK(house.store.entries().back().actor == "uma");
    CHECK(house.accept_signed_in(token, "uma").status == 403);
}

TEST_CASE("M-7: who was created and has no password yet gets both by the invitation's link", "[service][invitation][M-7][X-2]")
{
    auto house = Inviting{};
    REQUIRE(house.ask("ada", "POST", "/api/v1/users",
                      R"({"account":"a1","user":"ned","name":"Ned","email":"ned@riverside.example","role":"user"})")
                .status == 201);
    auto const welcome = house.token_for("ned@riverside.example");
    house.invite("ned@riverside.example");
    auto const token = house.token_for("ned@riverside.example");
    REQUIRE(token != welcome);
    REQUIRE(house.accept(token).status == 201);
    CHECK(house.rank_of("ned") == ModuleRank::collaborator);
    CHECK(house.sign_in("ned@riverside.example", "a password of my own").status == 201);
    // His first link has nothing left to open.
    CHECK(house.accept(welcome, "", "Ned", "another password entirely").status == 403);
}

TEST_CASE("M-8: an invitation is accepted once, can be withdrawn, and sending it again voids the former link",
          "[service][invitation][M-8]")
{
    auto house = Inviting{};
    auto const invitation = house.invite("ned@riverside.example");
    auto const token = house.token_for("ned@riverside.example");
    SECTION("accepted once")
    {
        REQUIRE(house.accept(token).status == 201);
        CHECK(house.accept(token).status == 403);
        CHECK(house.store.table(SecretTable::invitations).empty());
    }
    SECTION("withdrawn")
    {
        REQUIRE(house.ask("olga", "DELETE", "/api/v1/invitations/" + invitation).status == 200);
        CHECK(house.look(token).status == 403);
        CHECK(house.accept(token).status == 403);
        CHECK(house.store.table(SecretTable::invitations).empty());
    }
    SECTION("sent again")
    {
        house.now += Instant{6} * 24 * 60 * 60 * 1000;
        house.forget_cookies();
        REQUIRE(house.ask("olga", "POST", "/api/v1/invitations/" + invitation + "/resend").status == 200);
        auto const next = house.token_for("ned@riverside.example");
        CHECK(next != token);
        CHECK(house.accept(token).status == 403);
        house.now += Instant{6} * 24 * 60 * 60 * 1000; // the seven days begin anew
        CHECK(house.accept(next).status == 201);
    }
    SECTION("expired")
    {
        house.now += Instant{7} * 24 * 60 * 60 * 1000;
        CHECK(house.look(token).status == 403);
        CHECK(house.accept(token).status == 403);
    }
}

TEST_CASE("M-8: what the sender may no longer give, his invitation doesn't give either", "[service][invitation][M-8]")
{
    auto house = Inviting{};
    house.invite("ned@riverside.example", "olga");
    auto const token = house.token_for("ned@riverside.example");
    REQUIRE(house.look(token).status == 200);
    REQUIRE(house.ask("otto", "PUT", "/api/v1/users/olga/modules_role", R"({"role":"none"})").status == 200);
    CHECK(house.look(token).status == 403);
    CHECK(house.accept(token).status == 403);
    CHECK_FALSE(house.world().find_by_email("ned@riverside.example"));
}

TEST_CASE("T-6: an invitation as administrator takes a one-time code, whatever ids the server makes up",
          "[service][invitation][T-6][X-8]")
{
    auto house = Inviting{};
    auto const parameters = std::string{R"("emails":["ned@riverside.example"],"role":"administrator")"};
    CHECK(house.ask("tess", "POST", "/api/v1/invitations", "{" + parameters + "}").status == 428);
    REQUIRE(house.ask("tess", "POST", "/api/v1/codes", R"({"change":{"kind":"invitation.send",)" + parameters + "}}").status == 201);
    CHECK(house.token_for("ned@riverside.example").empty());
    auto const& text = house.messages.back().text; // the text message begins with the code
    auto const code = text.substr(0, 6);
    REQUIRE(house.ask("tess", "POST", "/api/v1/invitations", "{" + parameters + "}", {.code = code}).status < 300);
    auto const accepted = house.accept(house.token_for("ned@riverside.example"));
    REQUIRE(accepted.status == 201);
    CHECK(house.world().users[house.user(at(accepted, "user"))].administrator);
}

TEST_CASE("T-3: a team's owner invites staff into his team, which the link says", "[service][invitation][T-3]")
{
    auto house = Inviting{};
    REQUIRE(house.ask("tina", "POST", "/api/v1/invitations", R"({"emails":["ned@riverside.example"],"role":"staff","team":"t1"})")
                .status < 300);
    auto const token = house.token_for("ned@riverside.example");
    CHECK(at(house.look(token), "place") == "Stroke");
    auto const accepted = house.accept(token);
    REQUIRE(accepted.status == 201);
    auto const& team = house.world().teams[house.world().teams.find("t1")];
    CHECK(role_in(team.people, house.user(at(accepted, "user"))) == TeamRole::member);
    // Who has no team of his own invites nobody.
    CHECK(house.ask("uma", "POST", "/api/v1/invitations", R"({"emails":["x@riverside.example"],"role":"staff","team":"t1"})").status >= 403);
}
