// Single changes by their routes: the allowed side, the refused side, and what is told to whom.
#include "service/chain.hpp"
#include "tests/service/paired_safe.hpp"
#include "wire/answers_json.hpp"
#include "wire/codec.hpp"
#include "wire/log_json.hpp"
#include "wire/problem.hpp"
#include "wire/session_json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>

#include <format>

using namespace castellan;
using namespace castellan::test;

TEST_CASE("Each route carries out its change for whom the rules allow it, and for nobody else", "[service][changes]")
{
    struct Case {
        std::string_view method, target, body;
        std::string_view able;   // may
        std::string_view unable; // sees it and may not, or does not see it
        int refusal;
    };
    auto const c = GENERATE(values<Case>({
        {"POST", "/api/v1/users", R"({"account":"a1","name":"New One","email":"new@riverside.example","role":"user","groups":["g1"]})", "gia", "kim", 404},
        {"POST", "/api/v1/users", R"({"account":"a1","name":"New One","email":"new@riverside.example","role":"account_admin"})", "ada", "gia", 403},
        {"POST", "/api/v1/users/import", R"({"account":"a1","rows":[{"name":"New One","email":"new@riverside.example","role":"user"}]})", "ada", "uma", 403},
        {"PATCH", "/api/v1/users/uma", R"({"name":"Uma Prasad"})", "gia", "zoe", 404},
        {"DELETE", "/api/v1/users/ugo", "", "ada", "gus", 403},
        {"PUT", "/api/v1/users/uma/roles/a1", R"({"role":"group_admin"})", "gia", "kim", 403},
        {"POST", "/api/v1/users/uma/disable", "", "tess", "ada", 403},
        {"POST", "/api/v1/users/dan/enable", "", "tess", "ada", 403},
        {"DELETE", "/api/v1/users/uma/pin", "", "gia", "kim", 403},
        {"PATCH", "/api/v1/self", R"({"name":"Uma Prasad"})", "uma", "", 401},
        {"POST", "/api/v1/groups", R"({"account":"a1","name":"Station 11"})", "ada", "gia", 403},
        {"PATCH", "/api/v1/groups/g1", R"({"name":"Station 7 North"})", "ada", "gia", 403},
        {"DELETE", "/api/v1/groups/g1", "", "ada", "gia", 403},
        {"PUT", "/api/v1/groups/g1/members/ugo", "", "gia", "kim", 404},
        {"DELETE", "/api/v1/groups/g1/members/uma", "", "gia", "zoe", 404},
        {"PUT", "/api/v1/groups/g1/safes/s3", "", "ada", "zoe", 404},
        {"DELETE", "/api/v1/groups/g1/safes/s1", "", "ada", "gia", 403},
        {"POST", "/api/v1/safes", R"({"account":"a1","name":"Engine 11","serial":"MX-0011"})", "ada", "gia", 403},
        {"PATCH", "/api/v1/safes/s1", R"({"name":"Engine 7"})", "gia", "kim", 404},
        {"DELETE", "/api/v1/safes/s3", "", "ada", "zoe", 404},
        {"POST", "/api/v1/safes/s1/sync", "", "gia", "zoe", 404},
        {"POST", "/api/v1/safes/s1/upgrade", R"({"version":"4.3.0"})", "gia", "kim", 404},
        {"POST", "/api/v1/safes/s3/emergency_code", R"({"reason":"Battery"})", "ada", "gia", 404},
        {"POST", "/api/v1/safes/s1/unlock", "", "uma", "kim", 404},
        {"POST", "/api/v1/assets", R"({"safe":"s1","kind":"naloxone","quantity":3})", "gia", "kim", 404},
        {"PATCH", "/api/v1/assets/x1", R"({"lot":"L2"})", "gia", "zoe", 404},
        {"DELETE", "/api/v1/assets/x1", "", "gia", "kim", 404},
        {"POST", "/api/v1/assets/x1/count", R"({"quantity":9})", "gia", "uma", 404},
        {"POST", "/api/v1/assets/x1/move", R"({"to":"s2"})", "gus", "gia", 404},
    }));
    CAPTURE(c.method, c.target, c.able, c.unable);
    auto house = House{};
    if (!c.unable.empty())
        house.cookie_of(c.unable);
    if (c.target.contains("emergency_code"))
        static_cast<void>(PairedSafe{house, "s3"}); // where the codes come from
    auto const before = house.picture();
    auto const entries = house.store.entries().size();

    auto const refused = house.ask(c.unable, c.method, c.target, c.body);
    CAPTURE(refused.body);
    CHECK(refused.status == c.refusal);
    CHECK(house.picture() == before);
    if (!c.unable.empty()) {
        // X-7: the refusal is in the trail.
        REQUIRE(house.store.entries().size() == entries + 1);
        CHECK(house.store.entries().back().actor == c.unable);
        CHECK(at(house.store.entries().back().body, "effect") == "deny");
        CHECK(at(house.store.entries().back().body, "from") == "192.0.2.1");
    }

    auto const done = house.ask(c.able, c.method, c.target, c.body);
    CAPTURE(done.body);
    CHECK((done.status == 200 || done.status == 201));
    CHECK(house.picture() != before);
    auto const& entry = house.store.entries().back();
    CHECK(entry.actor == c.able);
    CHECK(at(entry.body, "effect") == "allow");
    CHECK(at(entry.body, "rule") == at(done, "rule"));
    CHECK(verify_chain(house.store).has_value());

    // The log by itself gives the same world.
    auto const after = house.picture();
    house.restart();
    CHECK(house.picture() == after);
}

TEST_CASE("What is hidden and what does not exist get the very same answer", "[service][changes]")
{
    auto house = House{};
    auto const same = [&](std::string_view person, std::string_view method, std::string_view hidden,
                          std::string_view unknown, std::string_view body = {}) {
        auto const a = house.ask(person, method, hidden, body);
        auto const b = house.ask(person, method, unknown, body);
        CAPTURE(person, method, hidden, a.body, b.body);
        CHECK(a.status == 404);
        CHECK(b.status == 404);
        CHECK(a.body == b.body);
        CHECK(a.etag.empty());
        CHECK(a.location.empty());
    };
    same("gia", "GET", "/api/v1/safes/s2", "/api/v1/safes/s9999");
    same("gia", "POST", "/api/v1/safes/s2/sync", "/api/v1/safes/s9999/sync");
    same("gia", "PATCH", "/api/v1/safes/s2", "/api/v1/safes/s9999", R"({"name":"Mine"})");
    same("gia", "GET", "/api/v1/groups/g2", "/api/v1/groups/g9999");
    same("gia", "PUT", "/api/v1/groups/g2/members/uma", "/api/v1/groups/g9999/members/uma");
    same("ada", "GET", "/api/v1/users/yan", "/api/v1/users/nobody");
    same("ada", "PATCH", "/api/v1/users/yan", "/api/v1/users/nobody", R"({"name":"Mine"})");
    same("ada", "PUT", "/api/v1/groups/g1/members/yan", "/api/v1/groups/g1/members/nobody");
    same("uma", "GET", "/api/v1/users/gia", "/api/v1/users/nobody");
    same("zoe", "GET", "/api/v1/assets/x1", "/api/v1/assets/x9999");
    same("ada", "POST", "/api/v1/assets/x1/move", "/api/v1/assets/x1/move", R"({"to":"s4"})");
}

TEST_CASE("A stale version does not tell of a thing that is hidden", "[service][changes]")
{
    auto house = House{};
    auto const hidden = house.ask("gia", "PATCH", "/api/v1/safes/s2", R"({"name":"Mine"})", {.if_match = "\"99\""});
    CHECK(hidden.status == 404);
    CHECK(hidden.etag.empty());
    CHECK(at(hidden, "version").empty());
}

TEST_CASE("A creation has no version: If-Match tells nothing of who has the id already", "[service][changes]")
{
    auto house = House{};
    for (auto const header : {"\"1\"", "*"}) {
        auto const create = [&](std::string_view id) {
            return house.ask("ada", "POST", "/api/v1/groups",
                             R"({"account":"a1","name":"New","group":")" + std::string{id} + R"("})", {.if_match = header});
        };
        auto const hidden = create("g3");
        auto const free = create("g99");
        CHECK(hidden.status == 422);
        CHECK(hidden.body == free.body);
        CHECK(hidden.etag.empty());
        CHECK(hidden.location.empty());
    }
}

TEST_CASE("X-7: an id is not given twice, so that the trail tells no two lives as one", "[service][changes][X-7]")
{
    auto house = House{};
    auto const create = [&](std::string_view person) {
        return house.ask(person, "POST", "/api/v1/groups", R"({"account":"a1","name":"New","group":"g77"})").status;
    };
    // A creation that was refused has taken nothing.
    CHECK(create("uma") == 403);
    REQUIRE(create("ada") == 201);
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/groups/g77").status == 200);
    CHECK(create("ada") == 409);
    house.restart();
    CHECK(create("ada") == 409);

    // Within a batch as well, and nothing of it is left.
    auto const twice = house.ask("ada", "POST", "/api/v1/changes", R"({"changes":[
        {"kind":"group.create","account":"a1","group":"g78","fields":{"name":"One"}},
        {"kind":"group.delete","group":"g78"},
        {"kind":"group.create","account":"a1","group":"g78","fields":{"name":"Two"}}]})");
    CHECK(twice.status == 409);
    CHECK(at(twice, "path") == "changes[2]");
}

TEST_CASE("Names have no invisible characters, and addresses are ASCII", "[service][changes][X-12]")
{
    auto house = House{};
    for (auto const* unseen : {"\u0085", "\u200b", "\u200f", "\u202e", "\u2066", "\ufeff"}) {
        CAPTURE(unseen);
        auto const name = house.ask("ada", "PATCH", "/api/v1/groups/g1", R"({"name":"Station)" + std::string{unseen} + R"( 7"})");
        CHECK(name.status == 422);
        CHECK(at(name, "path") == "name");
        CHECK(house.ask("ada", "PATCH", "/api/v1/assets/x1", R"({"lot":"L)" + std::string{unseen} + R"("})").status == 422);
    }
    CHECK(house.ask("ada", "PATCH", "/api/v1/groups/g1", R"({"name":"Größe 7 – 消防 🚒"})").status == 200);
    // A Cyrillic letter in place of a Latin one, before and behind the @.
    CHECK(house.ask("ada", "PATCH", "/api/v1/users/uma", R"({"email":"um\u0430@riverside.example"})").status == 422);
    CHECK(house.ask("ada", "PATCH", "/api/v1/users/uma", R"({"email":"uma@riverside.ex\u0430mple"})").status == 422);
}

TEST_CASE("Of two people editing one thing the second is told, and loses nothing", "[service][changes]")
{
    auto house = House{};
    auto const seen = house.get("ada", "/api/v1/groups/g1");
    REQUIRE(seen.status == 200);
    REQUIRE_FALSE(seen.etag.empty());
    auto const first = house.ask("ada", "PATCH", "/api/v1/groups/g1", R"({"name":"Station 7 A"})", {.if_match = seen.etag});
    CHECK(first.status == 200);
    CHECK(first.etag != seen.etag);

    auto const second = house.ask("bob", "PATCH", "/api/v1/groups/g1", R"({"name":"Station 7 B"})", {.if_match = seen.etag});
    CHECK(second.status == 412);
    CHECK(second.etag == first.etag);
    CHECK(second.location == "/api/v1/groups/g1");
    CHECK('"' + at(second, "version") + '"' == first.etag);
    CHECK(house.world().groups[house.world().groups.find("g1")].name == "Station 7 A");

    CHECK(house.ask("bob", "PATCH", "/api/v1/groups/g1", R"({"name":"Station 7 B"})", {.if_match = second.etag}).status == 200);
    CHECK(house.ask("bob", "PATCH", "/api/v1/groups/g1", R"({"name":"Station 7 C"})", {.if_match = "*"}).status == 200);
    for (auto const header : {"7", "\"", "\"x\"", "W/\"7\"", "\"7\", \"8\""})
        CHECK(house.ask("bob", "PATCH", "/api/v1/groups/g1", R"({"name":"D"})", {.if_match = header}).status == 422);
}

TEST_CASE("A new thing gets an id, an address and a version", "[service][changes]")
{
    auto house = House{};
    auto const made = house.ask("ada", "POST", "/api/v1/groups", R"({"account":"a1","name":"  Station 11 "})");
    REQUIRE(made.status == 201);
    auto const id = at(made, "id");
    CHECK(id.size() == 17);
    CHECK(id.front() == 'g');
    CHECK(made.location == "/api/v1/groups/" + id);
    auto const read = house.get("ada", made.location);
    CHECK(read.status == 200);
    CHECK(read.etag == made.etag);
    CHECK(at(read, "name") == "Station 11");
    auto const again = house.ask("ada", "POST", "/api/v1/groups", R"({"account":"a1","name":"Station 12"})");
    CHECK(at(again, "id") != id);
}

TEST_CASE("X-13: what would change nothing is not now, with its rule, and is written down", "[service][changes][X-13]")
{
    auto house = House{};
    auto const response = house.ask("gia", "PUT", "/api/v1/groups/g1/members/uma");
    CHECK(response.status == 409);
    CHECK(at(response, "rule") == "X-13");
    CHECK(at(response, "effect") == "not_now");
    CHECK_FALSE(at(response, "detail").empty());
    CHECK(at(house.store.entries().back().body, "effect") == "not_now");
}

TEST_CASE("X-7: an entry has before and after of what was touched, and of nothing else", "[service][changes][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/users/uma", R"({"name":"Uma Prasad"})").status == 200);
    auto const& body = house.store.entries().back().body;
    CHECK(at(body, "before.name") == "Uma Patel");
    CHECK(at(body, "after.name") == "Uma Prasad");
    CHECK(body.find("uma@riverside.example") == body.npos);
    CHECK(at(body, "change.kind") == "user.edit");
    CHECK(at(body, "accounts[0]") == "a1");

    REQUIRE(house.ask("ada", "DELETE", "/api/v1/groups/g1").status == 200);
    auto const& deleted = house.store.entries().back().body;
    CHECK(at(deleted, "before.name") == "Station 7");
    CHECK(at(deleted, "after.name").empty());
}

TEST_CASE("X-12: a known address is refused alike, whoever has it", "[service][changes][X-12]")
{
    auto house = House{};
    auto const mine = house.ask("gia", "POST", "/api/v1/users",
                                R"({"account":"a1","name":"Twin","email":"YAN@riverside.example","role":"user","groups":["g1"]})");
    CAPTURE(mine.body);
    CHECK(mine.status == 409);
    CHECK(at(mine, "rule") == "X-12");
    CHECK(mine.body.find("yan\"") == mine.body.npos);
    CHECK(mine.body.find("Oduya") == mine.body.npos);
}

TEST_CASE("Answers have the form that the OpenAPI document says", "[service][changes]")
{
    auto house = House{};
    auto const made = house.ask("ada", "POST", "/api/v1/groups", R"({"account":"a1","name":"Station 11"})");
    auto const done = wire::decode<wire::Done>(made.body);
    REQUIRE(done);
    CHECK(done->id == at(made, "id"));
    auto const batch = house.ask("ada", "POST", "/api/v1/changes",
                                 R"({"changes":[{"kind":"safe.sync","safe":"s1"},{"kind":"safe.sync","safe":"s3"}]})");
    auto const both = wire::decode<wire::BatchDone>(batch.body);
    REQUIRE(both);
    CHECK(both->changes.size() == 2);
    CHECK(wire::decode<wire::Health>(house.get("", "/api/v1/health").body));
    CHECK(wire::decode<wire::SessionInfo>(house.get("ada", "/api/v1/session").body));
    CHECK(wire::decode<wire::AuditPage>(house.get("ada", "/api/v1/audit").body));
    for (auto const& refused : {house.ask("gia", "DELETE", "/api/v1/groups/g1"), house.get("gia", "/api/v1/safes/s2"),
                                house.ask("gia", "PUT", "/api/v1/groups/g1/members/uma"), Service::not_durable(),
                                Service::busy()}) {
        auto const problem = wire::decode<wire::Problem>(refused.body);
        REQUIRE(problem);
        CHECK(problem->status == refused.status);
        CHECK_FALSE(problem->detail.empty());
    }
}

// Idempotency

TEST_CASE("A request that comes twice under one key happens once and is answered alike", "[service][idempotency]")
{
    auto house = House{};
    auto const body = R"({"account":"a1","name":"Station 11"})";
    auto const first = house.ask("ada", "POST", "/api/v1/groups", body, {.idempotency_key = "k1"});
    REQUIRE(first.status == 201);
    auto const groups = house.world().groups.size();
    auto const entries = house.store.entries().size();

    auto const repeated = [&] {
        auto const second = house.ask("ada", "POST", "/api/v1/groups", body, {.idempotency_key = "k1"});
        CHECK(second.status == first.status);
        CHECK(second.body == first.body);
        CHECK(second.etag == first.etag);
        CHECK(second.location == first.location);
        CHECK(house.world().groups.size() == groups);
        CHECK(house.store.entries().size() == entries);
    };
    SECTION("at once") { repeated(); }
    SECTION("after a restart")
    {
        house.restart();
        repeated();
    }
    SECTION("before the first is durable, it waits for the same batch")
    {
        auto const one = house.ask_only("ada", "POST", "/api/v1/groups", body, {.idempotency_key = "k2"});
        auto const two = house.ask_only("ada", "POST", "/api/v1/groups", body, {.idempotency_key = "k2"});
        CHECK(one.response.body == two.response.body);
        CHECK(one.after != 0);
        CHECK(two.after == one.after);
    }
    SECTION("after a day it is another request")
    {
        house.now += Instant{25} * 60 * 60 * 1000;
        house.forget_cookies();
        CHECK(house.ask("ada", "POST", "/api/v1/groups", body, {.idempotency_key = "k1"}).body != first.body);
    }
}

TEST_CASE("A key belongs to one person and one request", "[service][idempotency]")
{
    auto house = House{};
    auto const body = R"({"account":"a1","name":"Station 11"})";
    auto const first = house.ask("ada", "POST", "/api/v1/groups", body, {.idempotency_key = "k1"});
    REQUIRE(first.status == 201);
    CHECK(house.ask("ada", "POST", "/api/v1/groups", R"({"account":"a1","name":"Other"})", {.idempotency_key = "k1"}).status == 422);
    CHECK(house.ask("ada", "DELETE", "/api/v1/groups/g1", {}, {.idempotency_key = "k1"}).status == 422);
    CHECK(house.world().groups.find("g1"));
    // Somebody else's key is his own: nothing of ada's answer comes out.
    auto const other = house.ask("bob", "POST", "/api/v1/groups", body, {.idempotency_key = "k1"});
    CHECK(other.status == 201);
    CHECK(at(other, "id") != at(first, "id"));
    CHECK(house.ask("bob", "POST", "/api/v1/groups", body, {.idempotency_key = std::string(129, 'k')}).status == 422);
}

TEST_CASE("A refusal is repeated too, and written down once", "[service][idempotency]")
{
    auto house = House{};
    auto const first = house.ask("gia", "DELETE", "/api/v1/groups/g1", {}, {.idempotency_key = "k1"});
    CHECK(first.status == 403);
    auto const entries = house.store.entries().size();
    CHECK(house.ask("gia", "DELETE", "/api/v1/groups/g1", {}, {.idempotency_key = "k1"}).body == first.body);
    CHECK(house.store.entries().size() == entries);
}

TEST_CASE("Of a person's keys the last are kept, and no more", "[service][idempotency]")
{
    auto house = House{};
    for (auto number = 0; number < 600; ++number) {
        auto const key = "k" + std::to_string(number);
        REQUIRE(house.ask("gia", "PATCH", "/api/v1/safes/s1", std::format(R"({{"name":"Safe {}"}})", number), {.idempotency_key = key}).status == 200);
    }
    CHECK(house.store.table(SecretTable::answers).size() == 512);
}
