// Credentials' keys: programs that act in the name of whoever made the key, and never by more than the key has.
#include "service/keys.hpp"
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

#include <format>
#include <set>

using namespace castellan;
using namespace castellan::test;

namespace {

/// A key of Ada's in Fire.
std::string make_key(House& house, std::string_view permissions, std::string_view more = "", std::string_view who = "ada",
                     std::string_view id = "k1")
{
    auto const made = house.ask(who, "POST", "/api/v1/credentials",
                                std::format(R"({{"account":"a1","credential":"{}","name":"Night sync","permissions":[{}]{}}})", id,
                                            permissions, more));
    INFO(made.body);
    REQUIRE(made.status == 201);
    return at(made, "secret");
}

Response by_key(House& house, std::string_view key, std::string_view method, std::string_view target, std::string_view body = {},
                std::string_view idempotency_key = {})
{
    return house.ask("", method, target, body,
                     {.idempotency_key = idempotency_key, .castellan_request = {}, .authorization = std::format("Bearer {}", key)});
}

bool is_anywhere(House& house, std::string_view text)
{
    for (std::size_t table = 0; table < secret_table_count; ++table) {
        for (auto const& [key, value] : house.store.table(static_cast<SecretTable>(table))) {
            if (key.contains(text) || value.contains(text))
                return true;
        }
    }
    for (auto const& entry : house.store.entries()) {
        if (entry.body.contains(text))
            return true;
    }
    return house.get("ada", "/api/v1/sync").body.contains(text) || house.get("ada", "/api/v1/credentials").body.contains(text) ||
           house.get("ada", "/api/v1/accounts/a1/keys").body.contains(text);
}

} // namespace

TEST_CASE("a key acts in the name of who made it; the trail names both", "[service][key]")
{
    auto house = House{};
    auto const key = make_key(house, R"("safes.list","safes.sync")");
    CHECK(key.starts_with("cst_"));
    CHECK(key.size() == 81);
    auto const synced = by_key(house, key, "POST", "/api/v1/safes/s1/sync");
    INFO(synced.body);
    CHECK(synced.status == 200);
    auto const& entry = house.store.entries().back();
    CHECK(entry.actor == "ada");
    CHECK(at(entry.body, "credential") == "k1");
    auto const trail = house.get("ada", "/api/v1/audit?thing=k1&limit=1");
    CHECK(at(trail, "entries[0].kind") == "safe.sync");
    CHECK(at(trail, "entries[0].actor") == "ada");
    CHECK(at(trail, "entries[0].credential") == "k1");
    // Who may not see the credential is not told of it.
    CHECK(at(house.get("gia", "/api/v1/audit?thing=s1&limit=1"), "entries[0].credential").empty());
    CHECK(house.get("ada", "/api/v1/audit?thing=s1&limit=1").body.contains(R"("credential":"k1")"));
}

TEST_CASE("the key is shown once and kept as a hash", "[service][key]")
{
    auto house = House{};
    auto const key = make_key(house, R"("safes.sync")");
    CHECK_FALSE(is_anywhere(house, key));
    CHECK_FALSE(is_anywhere(house, key.substr(17)));
    CHECK(is_anywhere(house, key.substr(0, 16))); // by which it is found
    CHECK(at(house.get("ada", "/api/v1/accounts/a1/keys"), "credentials[0].prefix") == key.substr(0, 16));

    auto const body = std::string{R"({"account":"a1","name":"Other","permissions":["safes.sync"]})"};
    auto const first = house.ask("ada", "POST", "/api/v1/credentials", body, {.idempotency_key = "once"});
    CHECK_FALSE(at(first, "secret").empty());
    auto const again = house.ask("ada", "POST", "/api/v1/credentials", body, {.idempotency_key = "once"});
    CHECK(at(again, "id") == at(first, "id"));
    CHECK(at(again, "secret").empty());
    CHECK_FALSE(is_anywhere(house, at(first, "secret")));
}

TEST_CASE("what is not quite a key opens nothing, and looks like any other", "[service][key]")
{
    auto house = House{};
    auto const key = make_key(house, R"("safes.list")");
    auto const other = make_key(house, R"("safes.list")", "", "bob", "k2");
    CHECK(by_key(house, key, "GET", "/api/v1/safes").status == 200);
    auto wrong = key;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    auto const tries = std::vector<std::string>{
        wrong, key + "0", key.substr(0, key.size() - 1), key.substr(0, 16), "cst_", "", " ", "x", key + " " + key,
        key.substr(0, 17) + other.substr(17), std::string(5'000, 'a'), key.substr(0, 17) + std::string(64, '\0')};
    auto bodies = std::set<std::string>{};
    for (auto const& tried : tries) {
        CAPTURE(tried);
        auto const response = by_key(house, tried, "GET", "/api/v1/safes");
        CHECK(response.status == 401);
        CHECK(response.authenticate == "Bearer");
        bodies.insert(response.body);
    }
    CHECK(bodies.size() == 1);
    // Guessing is slowed down, by network; a good key from there goes on.
    auto last = 0;
    for (auto guess = 0; guess < 100; ++guess)
        last = by_key(house, wrong, "GET", "/api/v1/safes").status;
    CHECK(last == 429);
    CHECK(by_key(house, key, "GET", "/api/v1/safes").status == 200);
}

TEST_CASE("a key that is not good is not helped out by a cookie, and a cookie not by a key", "[service][key]")
{
    auto house = House{};
    auto const key = make_key(house, R"("safes.list")");
    auto const cookie = house.cookie_of("ada");
    auto const both = [&](std::string authorization, std::string_view method, std::string_view target) {
        return house.ask_with_cookie(cookie, method, target, {}, {.castellan_request = {}, .authorization = authorization}).status;
    };
    CHECK(both("Bearer cst_nonsense", "GET", "/api/v1/safes") == 401);
    CHECK(both("bearer " + key, "POST", "/api/v1/safes/s1/sync") == 403); // the key's permissions, not the cookie's
    CHECK(both("BEARER  " + key, "GET", "/api/v1/safes") == 200);
    // Another scheme is a proxy's in front: then it is the cookie, and what guards it against other sites.
    CHECK(both("Basic YWRhOnNlY3JldA==", "GET", "/api/v1/safes") == 200);
    CHECK(both("Basic YWRhOnNlY3JldA==", "POST", "/api/v1/safes/s1/sync") == 403);
}

TEST_CASE("a key does what its permissions say, in its account, and nothing else", "[service][key]")
{
    auto house = House{};
    auto const key = make_key(house, R"("safes.list","safes.sync","safes.edit","assets.list","users.list")");
    CHECK(by_key(house, key, "POST", "/api/v1/safes/s3/sync").status == 200);
    CHECK(by_key(house, key, "PATCH", "/api/v1/safes/s3", R"({"name":"Spare 2"})").status == 200);
    for (auto const& [method, target, body] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"POST", "/api/v1/safes/s3/upgrade", R"({"version":"5"})"},
             {"POST", "/api/v1/safes/s3/unlock", ""},
             {"DELETE", "/api/v1/safes/s3", ""},
             {"POST", "/api/v1/users", R"({"account":"a1","name":"N","email":"n@riverside.example","role":"user"})"},
             {"PATCH", "/api/v1/groups/g1", R"({"name":"X"})"},
             {"POST", "/api/v1/webhooks", R"({"account":"a1","name":"X","url":"https://x.example"})"},
             {"POST", "/api/v1/credentials", R"({"account":"a1","name":"X","permissions":["safes.sync"]})"},
             {"DELETE", "/api/v1/credentials/k1", ""},
             {"PATCH", "/api/v1/self", R"({"name":"X"})"},
             {"PATCH", "/api/v1/accounts/a1/settings", R"({"require_admin_mfa":true})"},
             {"POST", "/api/v1/changes", R"({"changes":[{"kind":"safe.sync","safe":"s3"},{"kind":"safe.remove","safe":"s3"}]})"}}) {
        CAPTURE(method, target);
        auto const response = by_key(house, key, method, target, body);
        CHECK(response.status == 403);
        CHECK(house.store.entries().back().actor == "ada"); // X-7: written down, with the key
        CHECK(at(house.store.entries().back().body, "credential") == "k1");
    }
    // Zoe's account: as if it were not there, also for a key of somebody who is of both.
    CHECK(by_key(house, key, "POST", "/api/v1/safes/s4/sync").status == 404);
    CHECK(by_key(house, key, "POST", "/api/v1/safes/nothing/sync").status == 404);
}

TEST_CASE("what is for people who sign in is not reached by a key, whatever it carries", "[service][key]")
{
    auto house = House{};
    auto const key = make_key(house, R"("safes.list","users.list","audit.list","settings.view")");
    for (auto const& [method, target] : std::vector<std::pair<std::string, std::string>>{
             {"GET", "/api/v1/session"},          {"DELETE", "/api/v1/session"},         {"POST", "/api/v1/session"},
             {"PUT", "/api/v1/session/password"}, {"POST", "/api/v1/session/second-factor"},
             {"POST", "/api/v1/second-factor"},   {"POST", "/api/v1/second-factor/confirm"}, {"POST", "/api/v1/second-factor/remove"},
             {"POST", "/api/v1/codes"},           {"GET", "/api/v1/sync"},               {"GET", "/api/v1/events"},
             {"GET", "/api/v1/audit"},            {"GET", "/api/v1/audit/export?format=csv"}, {"POST", "/api/v1/invitations/look"},
             {"POST", "/api/v1/invitations/accept"}, {"POST", "/api/v1/setup"},          {"GET", "/api/v1/organization"},
             {"GET", "/api/v1/accounts/a1/keys"}, {"POST", "/api/v1/credentials/k1/key"}, {"GET", "/api/v1/accounts/a1/webhooks"},
             {"POST", "/api/v1/accounts/a1/users/import"}, {"GET", "/api/v1/credentials"}, {"GET", "/api/v1/credentials/k1"},
             {"GET", "/api/v1/accounts"},         {"GET", "/api/v1/teams"},              {"GET", "/api/v1/webhooks"}}) {
        CAPTURE(method, target);
        CHECK(by_key(house, key, method, target).status == 403);
    }
}

TEST_CASE("a key reads what its list permissions cover, of its account alone", "[service][key]")
{
    auto house = House{};
    REQUIRE(house.ask("olga", "GET", "/api/v1/session").status == 200);
    auto const key = make_key(house, R"("safes.list","users.list","groups.list")");
    auto const safes = by_key(house, key, "GET", "/api/v1/safes");
    CHECK(safes.status == 200);
    CHECK(safes.body.contains("s3"));
    CHECK_FALSE(safes.body.contains("s4"));
    CHECK(by_key(house, key, "GET", "/api/v1/safes/s1").status == 200);
    CHECK(by_key(house, key, "GET", "/api/v1/safes/s4").status == 404);
    CHECK(by_key(house, key, "GET", "/api/v1/safes/none").status == 404);
    CHECK(by_key(house, key, "GET", "/api/v1/assets").status == 403);
    CHECK(by_key(house, key, "GET", "/api/v1/assets/x1").status == 403);
    CHECK_FALSE(by_key(house, key, "GET", "/api/v1/safes?account=a2").body.contains("s4"));
    CHECK(by_key(house, key, "GET", "/api/v1/users/zoe").status == 404);
}

TEST_CASE("somebody's two accounts stay apart: a key of one sees and does nothing in the other", "[service][key]")
{
    auto house = House{Options{.passwords = cheap_passwords}, true};
    house.install(R"({"organization":{"id":"o1","name":"R"},"accounts":[{"id":"a1","name":"Fire"},{"id":"a2","name":"Depot"}],
        "users":[{"id":"ada","name":"Ada","email":"ada@riverside.example","accounts":{"a1":{"safes":"account_admin"},"a2":{"safes":"account_admin"}}},
                 {"id":"uma","name":"Uma","email":"uma@riverside.example","accounts":{"a1":{"safes":"user"},"a2":{"safes":"group_admin"}}},
                 {"id":"yan","name":"Yan","email":"yan@riverside.example","accounts":{"a2":{"safes":"user"}}}],
        "groups":[{"id":"g1","account":"a1","name":"Station 7","members":["uma"],"safes":["s1"]},
                  {"id":"g2","account":"a2","name":"Depot North","members":["uma"],"safes":["s2"]}],
        "safes":[{"id":"s1","account":"a1","name":"Engine 7"},{"id":"s2","account":"a2","name":"Vault"}]})");
    auto const key = make_key(house, R"("safes.list","safes.sync","users.list","users.edit","users.set_role","groups.list","groups.assign_members")");
    CHECK(house.ask("ada", "POST", "/api/v1/safes/s2/sync").status == 200); // she may
    CHECK(by_key(house, key, "POST", "/api/v1/safes/s2/sync").status == 404);
    CHECK(by_key(house, key, "GET", "/api/v1/safes/s2").status == 404);
    CHECK(by_key(house, key, "GET", "/api/v1/users/yan").status == 404);
    CHECK(by_key(house, key, "PUT", "/api/v1/groups/g2/members/yan").status == 404);
    CHECK(by_key(house, key, "PUT", "/api/v1/users/yan/roles/a2", R"({"role":"none"})").status == 404);
    auto const uma = by_key(house, key, "GET", "/api/v1/users/uma");
    INFO(uma.body);
    CHECK(uma.status == 200);
    CHECK(uma.body.contains("a1"));
    CHECK_FALSE(uma.body.contains("a2"));
    CHECK_FALSE(uma.body.contains("g2"));
    CHECK_FALSE(by_key(house, key, "GET", "/api/v1/users").body.contains("a2"));
    CHECK_FALSE(by_key(house, key, "GET", "/api/v1/groups").body.contains("g2"));
    // Her name is of both accounts.
    CHECK(by_key(house, key, "PATCH", "/api/v1/users/uma", R"({"name":"Uma P"})").status == 404);
    // A version that was read is one that a change can be bound to.
    auto const safe = by_key(house, key, "GET", "/api/v1/safes/s1");
    CHECK_FALSE(safe.etag.empty());
}

TEST_CASE("X-5: a key hands out no right to administer, takes none, and looks after nobody who has one", "[service][key][X-5]")
{
    auto house = House{};
    auto const key = make_key(house, R"("users.list","users.create","users.edit","users.delete","users.set_role","users.clear_pin","groups.assign_members")");
    auto const create = [&](std::string_view role, std::string_view email) {
        return by_key(house, key, "POST", "/api/v1/users",
                      std::format(R"({{"account":"a1","name":"N","email":"{}","role":"{}"}})", email, role)).status;
    };
    CHECK(create("user", "n1@riverside.example") == 201);
    CHECK(create("group_admin", "n2@riverside.example") == 403);
    CHECK(create("account_admin", "n3@riverside.example") == 403);
    CHECK(by_key(house, key, "PUT", "/api/v1/users/uma/roles/a1", R"({"role":"group_admin"})").status == 403);
    CHECK(by_key(house, key, "PUT", "/api/v1/users/gia/roles/a1", R"({"role":"user"})").status == 403);
    CHECK(by_key(house, key, "PATCH", "/api/v1/users/bob", R"({"name":"Bobby"})").status == 403);
    CHECK(by_key(house, key, "PATCH", "/api/v1/users/gia", R"({"email":"mine@evil.example"})").status == 403);
    CHECK(by_key(house, key, "DELETE", "/api/v1/users/bob").status == 403);
    CHECK(by_key(house, key, "DELETE", "/api/v1/users/uma/pin").status == 200);
    CHECK(by_key(house, key, "PUT", "/api/v1/groups/g1/members/gus").status == 403);
    // Groups along with a creation need the permission for both.
    auto const other = make_key(house, R"("users.create")", "", "ada", "k2");
    CHECK(by_key(house, other, "POST", "/api/v1/users",
                 R"({"account":"a1","name":"N","email":"n4@riverside.example","role":"user","groups":["g1"]})").status == 403);
    CHECK(by_key(house, other, "POST", "/api/v1/users/import",
                 R"({"account":"a1","rows":[{"name":"N","email":"n5@riverside.example","role":"account_admin"}]})").status == 403);
}

TEST_CASE("a key never has more than its maker has now (X-1, X-2)", "[service][key][X-2]")
{
    auto house = House{};
    auto const key = make_key(house, R"("safes.sync","safes.list")");
    CHECK(by_key(house, key, "POST", "/api/v1/safes/s3/sync").status == 200);
    REQUIRE(house.ask("bob", "PUT", "/api/v1/users/ada/roles/a1", R"({"role":"user"})").status == 200);
    CHECK(by_key(house, key, "POST", "/api/v1/safes/s1/sync").status == 404); // as a user without groups she sees none
    CHECK_FALSE(by_key(house, key, "GET", "/api/v1/safes").body.contains("s1"));
    REQUIRE(house.ask("bob", "PUT", "/api/v1/users/ada/roles/a1", R"({"role":"account_admin"})").status == 200);
    house.now += 20 * 60 * 1000;
    CHECK(by_key(house, key, "POST", "/api/v1/safes/s1/sync").status == 200);
    REQUIRE(house.ask("tess", "POST", "/api/v1/users/ada/disable").status == 200);
    CHECK(by_key(house, key, "GET", "/api/v1/safes").status == 401);
    CHECK(by_key(house, key, "POST", "/api/v1/safes/s1/sync").status == 401);
}

TEST_CASE("a key is over when it expires, is replaced, loses a permission, or its credential goes: at once", "[service][key]")
{
    auto house = House{};
    auto const key = make_key(house, R"("safes.list","safes.sync")", R"(,"expires":"2023-11-14")");
    CHECK(by_key(house, key, "GET", "/api/v1/safes").status == 200);
    auto const at_start = house.now;
    house.now = 1'700'006'400'000; // 2023-11-15T00:00:00Z
    CHECK(by_key(house, key, "GET", "/api/v1/safes").status == 401);
    house.now = at_start + 1;

    REQUIRE(house.ask("ada", "PATCH", "/api/v1/credentials/k1", R"({"permissions":["safes.list"]})").status == 200);
    CHECK(by_key(house, key, "POST", "/api/v1/safes/s3/sync").status == 403);

    CHECK(house.ask("uma", "POST", "/api/v1/credentials/k1/key").status == 404);
    CHECK(house.ask("zoe", "POST", "/api/v1/credentials/k1/key").status == 404);
    auto const renewed = house.ask("bob", "POST", "/api/v1/credentials/k1/key");
    INFO(renewed.body);
    REQUIRE(renewed.status == 201);
    CHECK(house.store.entries().back().kind == "credential.set_key");
    CHECK(by_key(house, key, "GET", "/api/v1/safes").status == 401);
    auto const second = at(renewed, "secret");
    CHECK(by_key(house, second, "GET", "/api/v1/safes").status == 200);
    CHECK(at(house.get("ada", "/api/v1/accounts/a1/keys"), "credentials[0].by") == "bob");
    house.restart();
    CHECK(by_key(house, key, "GET", "/api/v1/safes").status == 401);
    CHECK(by_key(house, second, "GET", "/api/v1/safes").status == 200);
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/credentials/k1").status == 200);
    CHECK(by_key(house, second, "GET", "/api/v1/safes").status == 401);
    CHECK(house.store.table(SecretTable::credentials).empty());
}

TEST_CASE("X-9, S-13: what needs a code, a second factor or a second person is refused to a key", "[service][key][X-9]")
{
    auto house = House{};
    auto const key = make_key(house, R"("safes.list","safes.sync")");
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/accounts/a1/settings", R"({"require_admin_mfa":true})").status == 200);
    auto const refused = by_key(house, key, "POST", "/api/v1/safes/s3/sync");
    CHECK(refused.status == 403);
    CHECK(at(refused, "rule") == "X-9");
    CHECK(by_key(house, key, "GET", "/api/v1/safes").status == 200);
}

TEST_CASE("last use is kept coarsely, and calls with one key are limited", "[service][key]")
{
    auto house = House{};
    auto const key = make_key(house, R"("safes.list")");
    auto const seen = [&] { return at(house.get("ada", "/api/v1/accounts/a1/keys"), "credentials[0].seen"); };
    CHECK(seen().empty());
    CHECK(by_key(house, key, "GET", "/api/v1/safes").status == 200);
    auto const first = seen();
    CHECK(first == "2023-11-14T22:13:20.000Z");
    auto last = 0;
    for (auto call = 0; call < 700; ++call)
        last = by_key(house, key, "GET", "/api/v1/safes?limit=1").status;
    CHECK(last == 429);
    CHECK(seen() == first);
    house.now += Instant{16} * 60 * 1000;
    CHECK(by_key(house, key, "GET", "/api/v1/safes").status == 200);
    CHECK(seen() != first);
    house.restart();
    CHECK(seen() != first);
}

TEST_CASE("a program's repeated request is its own, not its maker's", "[service][key]")
{
    auto house = House{};
    auto const key = make_key(house, R"("safes.sync")");
    auto const first = by_key(house, key, "POST", "/api/v1/safes/s3/sync", {}, "same");
    CHECK(first.status == 200);
    auto const entries = house.store.entries().size();
    CHECK(by_key(house, key, "POST", "/api/v1/safes/s3/sync", {}, "same").body == first.body);
    CHECK(house.store.entries().size() == entries);
    CHECK(house.ask("ada", "POST", "/api/v1/safes/s3/sync", {}, {.idempotency_key = "same"}).status == 200);
    CHECK(house.store.entries().size() == entries + 1);
}
