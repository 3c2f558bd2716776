#include "tests/wire/wild.hpp"
#include "wire/change_json.hpp"
#include "wire/change_schema.hpp"
#include "wire/document.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <set>
#include <string>

using namespace castellan;
using namespace castellan::tests;
using namespace castellan::wire;

namespace {

/// Two accounts with a group, a safe and an asset each.
World two_accounts()
{
    auto world = decode_document(R"({
        "organization": {"id": "o1", "name": "Riverside"},
        "accounts": [{"id": "a1"}, {"id": "a2"}],
        "users": [{"id": "u1", "name": "Ada", "email": "ada@riverside.example"}],
        "groups": [{"id": "g1", "account": "a1", "members": ["u1"]}, {"id": "g2", "account": "a2"}],
        "safes": [{"id": "s1", "account": "a1"}, {"id": "s2", "account": "a2"}],
        "assets": [{"id": "x1", "safe": "s1"}]})");
    REQUIRE(world);
    return std::move(*world);
}

std::string again(World const& world, std::string_view json)
{
    auto const decoded = decode_change(world, json);
    REQUIRE(decoded);
    return encode_change(world, decoded->change, decoded->unknown);
}

WireError refused(std::string_view json)
{
    static auto const world = two_accounts();
    auto const decoded = decode_change(world, json);
    REQUIRE_FALSE(decoded);
    return decoded.error();
}

} // namespace

TEST_CASE("every change comes back from JSON as it was written", "[wire]")
{
    auto const seed = GENERATE(1u, 2u, 3u, 4u, 5u);
    CAPTURE(seed);
    auto dice = Dice{seed};
    auto const world = wild_world(dice);
    auto kinds = std::set<Kind>{};
    for (auto const& change : every_change(world)) {
        auto const text = encode_change(world, change);
        CAPTURE(text);
        auto const decoded = decode_change(world, text);
        REQUIRE(decoded);
        CHECK(decoded->unknown.empty());
        CHECK(decoded->change.index() == change.index());
        CHECK(encode_change(world, decoded->change) == text);
        kinds.insert(kind_of(change));
    }
    CHECK(kinds.size() == kind_count);
}

TEST_CASE("the canonical form of each kind is that of RULEBOOK 7", "[wire]")
{
    auto const world = two_accounts();
    auto const text = GENERATE(as<std::string>{},
        R"({"kind":"user.create","account":"a1","user":"u9","name":"Bo","email":"bo@x.example","phone":"+1","role":"group_admin","groups":["g1"]})",
        R"({"kind":"user.create","account":"a1","name":"Bo","email":"bo@x.example","role":"none"})",
        R"({"kind":"user.import","account":"a1","rows":[{"name":"Bo","email":"bo@x.example","role":"user","groups":["g1","g2"]}]})",
        R"({"kind":"user.edit","user":"u1","fields":{"name":"Ada O","email":"a@x.example","phone":""}})",
        R"({"kind":"user.delete","user":"u1"})",
        R"({"kind":"user.set_role","user":"u1","account":"a1","role":"account_admin"})",
        R"({"kind":"user.disable","user":"u1"})",
        R"({"kind":"user.enable","user":"u1"})",
        R"({"kind":"user.edit_self","fields":{"name":"Me"}})",
        R"({"kind":"user.clear_pin","user":"u1"})",
        R"({"kind":"user.clear_fingerprint","user":"u1"})",
        R"({"kind":"group.create","account":"a1","fields":{"name":"Station 7","description":"a\nb","logo":"","notification_emails":["x@y.example"]}})",
        R"({"kind":"group.edit","group":"g1","fields":{"notification_emails":[]}})",
        R"({"kind":"group.delete","group":"g1"})",
        R"({"kind":"group.add_member","group":"g1","user":"u1"})",
        R"({"kind":"group.remove_member","group":"g1","user":"u1"})",
        R"({"kind":"group.add_safe","group":"g1","safe":"s1"})",
        R"({"kind":"group.remove_safe","group":"g1","safe":"s1"})",
        R"({"kind":"safe.register","account":"a1","safe":"s9","fields":{"name":"New","serial":"MX-9","two_person":"any"}})",
        R"({"kind":"safe.edit","safe":"s1","fields":{"name":"New"}})",
        R"({"kind":"safe.remove","safe":"s1"})",
        R"({"kind":"safe.report","safe":"s1","online":true,"firmware":"4.2.0","order":7,"state":"done","detail":"ok"})",
        R"({"kind":"safe.sync","safe":"s1"})",
        R"({"kind":"safe.upgrade","safe":"s1","version":"4.3.0"})",
        R"({"kind":"safe.emergency_code","safe":"s1","reason":"fire"})",
        R"({"kind":"safe.unlock","safe":"s1"})",
        R"({"kind":"asset.create","safe":"s1","fields":{"kind":"fentanyl","tag":"E2","lot":"L1","expires":"2027-03-01","quantity":10}})",
        R"({"kind":"asset.edit","asset":"x1","fields":{"lot":"L2"}})",
        R"({"kind":"asset.delete","asset":"x1"})",
        R"({"kind":"asset.count","asset":"x1","fields":{"quantity":0}})",
        R"({"kind":"asset.enroll","asset":"x1","fields":{"tag":"E3"}})",
        R"({"kind":"asset.move","asset":"x1","to":"s2"})");
    CHECK(again(world, text) == text);
}

TEST_CASE("the kind may stand anywhere in a change", "[wire]")
{
    CHECK(again(two_accounts(), R"({"safe":"s1","kind":"safe.sync"})") == R"({"kind":"safe.sync","safe":"s1"})");
}

TEST_CASE("what is wrong with a change is told with its place", "[wire]")
{
    auto const [json, path, problem] = GENERATE(table<std::string, std::string, std::string>({
        {R"({"safe":"s1"})", "kind", "is missing"},
        {R"({"kind":7})", "kind", "must be text"},
        {R"({"kind":"safe.explode","safe":"s1"})", "kind", "`safe.explode` is no kind of change"},
        {R"({"kind":"safe.sync"})", "safe", "is missing"},
        {R"({"kind":"safe.sync","safe":7})", "safe", "must be the id of a safe"},
        {R"({"kind":"safe.sync","safe":null})", "safe", "must be the id of a safe"},
        {R"({"kind":"safe.sync","safe":""})", "safe", "must not be empty"},
        {R"({"kind":"safe.sync","safe":"s 1"})", "safe", "must be an id of letters, digits, `-`, `_` and `.`"},
        {R"({"kind":"safe.sync","safe":"s1","now":true})", "now", "is not known here"},
        {R"({"kind":"safe.sync","safe":"s1","safe":"s2"})", "safe", "stands here twice"},
        {R"({"kind":"safe.sync","kind":"safe.sync","safe":"s1"})", "kind", "stands here twice"},
        {R"({"kind":"user.set_role","user":"u1","account":"a1","role":"boss"})", "role",
         "must be one of none, user, group_admin, account_admin"},
        {R"({"kind":"user.edit","user":"u1"})", "fields", "is missing"},
        {R"({"kind":"user.edit","user":"u1","fields":[]})", "fields", "must be an object"},
        {R"({"kind":"user.edit","user":"u1","fields":{"nick":"x"}})", "fields.nick", "is not known here"},
        {R"({"kind":"user.edit","user":"u1","fields":{"name":""}})", "fields.name", "must not be empty"},
        {R"({"kind":"user.edit","user":"u1","fields":{"email":"ada"}})", "fields.email", "must be an e-mail address"},
        {R"({"kind":"user.edit_self","fields":{"email":"a@b.example"}})", "fields.email", "is not known here"},
        {R"({"kind":"group.edit","group":"g1","fields":{"notification_emails":["a@b.example","x"]}})",
         "fields.notification_emails[1]", "must be an e-mail address"},
        {R"({"kind":"asset.count","asset":"x1"})", "fields", "is missing"},
        {R"({"kind":"asset.count","asset":"x1","fields":{}})", "fields.quantity", "is missing"},
        {R"({"kind":"asset.count","asset":"x1","fields":{"quantity":-1}})", "fields.quantity", "must be at least 0"},
        {R"({"kind":"asset.edit","asset":"x1","fields":{"expires":"2027-02-30"}})", "fields.expires",
         "must be a day such as 2027-03-01"},
        {R"({"kind":"user.import","account":"a1","rows":[{"name":"A","email":"a@x","role":"user"},{"name":"B"}]})",
         "rows[1].email", "is missing"},
        {R"({"kind":"user.import","account":"a1","rows":[{"name":"A","email":"a@x","role":"user","groups":["g1",3]}]})",
         "rows[0].groups[1]", "must be the id of a group"},
    }));
    CAPTURE(json);
    CHECK(refused(json) == WireError{path, problem});
}

TEST_CASE("a list over its limit is refused", "[wire]")
{
    auto json = std::string{R"({"kind":"group.edit","group":"g1","fields":{"notification_emails":[)"};
    for (auto at = 0u; at <= most_addresses; ++at)
        json += at == 0 ? R"("a@b.example")" : R"(,"a@b.example")";
    CHECK(refused(json + "]}}") == WireError{"fields.notification_emails[50]", "must have at most 50 entries"});
}

TEST_CASE("an unknown id becomes none, and the log can still say what was sent", "[wire][X-7]")
{
    auto const world = two_accounts();
    auto const json = std::string{R"({"kind":"user.import","account":"a9","rows":[{"name":"Bo","email":"bo@x.example","role":"user","groups":["g1","g7"]}]})"};
    auto const decoded = decode_change(world, json);
    REQUIRE(decoded);
    auto const& import = std::get<ImportUsers>(decoded->change);
    CHECK(import.account.is_none());
    CHECK(import.rows[0].groups[0] == world.groups.find("g1"));
    CHECK(import.rows[0].groups[1].is_none());
    CHECK(encode_change(world, decoded->change, decoded->unknown) == json);
    CHECK(encode_change(world, decoded->change).find(R"("account":"")") != std::string::npos);
}

TEST_CASE("a parent may be named and must then fit; otherwise the thing is unknown", "[wire]")
{
    auto const world = two_accounts();
    auto const [json, fits] = GENERATE(table<std::string, bool>({
        {R"({"kind":"safe.sync","account":"a1","safe":"s1"})", true},
        {R"({"kind":"safe.sync","account":"a2","safe":"s1"})", false},
        {R"({"kind":"safe.sync","account":"a9","safe":"s1"})", false},
        {R"({"kind":"safe.sync","account":"a1","safe":"s9"})", false},
        {R"({"kind":"group.edit","account":"a2","group":"g1","fields":{}})", false},
        {R"({"kind":"group.add_member","account":"a1","group":"g1","user":"u1"})", true},
        {R"({"kind":"group.add_member","account":"a2","group":"g1","user":"u1"})", false},
        {R"({"kind":"asset.delete","safe":"s1","asset":"x1"})", true},
        {R"({"kind":"asset.delete","safe":"s2","asset":"x1"})", false},
        {R"({"kind":"asset.move","safe":"s2","asset":"x1","to":"s2"})", false},
    }));
    CAPTURE(json);
    auto const decoded = decode_change(world, json);
    REQUIRE(decoded);
    CHECK(decoded->unknown.empty() == fits);
    if (fits)
        return;
    auto const subjects = subjects_of(world, decoded->change);
    CHECK((subjects.safe.is_none() && subjects.group.is_none() && subjects.asset.is_none()));
    CHECK(encode_change(world, decoded->change, decoded->unknown) == json);
}

TEST_CASE("a resource route gives some parameters by its path and takes fields beside the others", "[wire]")
{
    auto const world = two_accounts();
    auto const path = std::to_array<PathParameter>({{"user", "u1"}, {"account", "%61%31"}});

    auto const role = decode_change_parameters(world, Kind::user_set_role, path, R"({"role":"user"})");
    REQUIRE(role);
    CHECK(encode_change(world, role->change) == R"({"kind":"user.set_role","user":"u1","account":"a1","role":"user"})");

    auto const edit = decode_change_parameters(world, Kind::user_edit, std::span{path}.first(1), R"({"name":"Ada"})");
    REQUIRE(edit);
    CHECK(encode_change(world, edit->change) == R"({"kind":"user.edit","user":"u1","fields":{"name":"Ada"}})");

    auto const created = decode_change_parameters(world, Kind::group_create, {}, R"({"name":"North","account":"a1"})");
    REQUIRE(created);
    CHECK(encode_change(world, created->change) == R"({"kind":"group.create","account":"a1","fields":{"name":"North"}})");

    auto const asset = std::to_array<PathParameter>({{"asset", "x1"}});
    auto const counted = decode_change_parameters(world, Kind::asset_count, asset, R"({"quantity":3})");
    REQUIRE(counted);
    CHECK(std::get<CountAsset>(counted->change).quantity == 3);

    auto const unknown = std::to_array<PathParameter>({{"user", "u9"}});
    auto const missing = decode_change_parameters(world, Kind::user_delete, unknown, "");
    REQUIRE(missing);
    CHECK(encode_change(world, missing->change, missing->unknown) == R"({"kind":"user.delete","user":"u9"})");
}

TEST_CASE("what is wrong with the body of a resource route is told with its place", "[wire]")
{
    auto const world = two_accounts();
    auto const user = std::to_array<PathParameter>({{"user", "u1"}});
    auto const problem = [&](Kind kind, std::span<PathParameter const> path, std::string_view body) {
        auto const decoded = decode_change_parameters(world, kind, path, body);
        REQUIRE_FALSE(decoded);
        return sentence(decoded.error());
    };
    CHECK(problem(Kind::user_edit, user, R"({"user":"u1"})") == "user: stands in the path already");
    CHECK(problem(Kind::user_edit, user, R"({"fields":{"name":"x"}})") == "fields: is not known here");
    CHECK(problem(Kind::user_edit, user, R"({"name":"a","name":"b"})") == "name: stands here twice");
    CHECK(problem(Kind::user_edit, user, R"({"kind":"user.edit"})") == "kind: is not known here");
    CHECK(problem(Kind::user_edit, user, R"({"email":"a"})") == "email: must be an e-mail address");
    CHECK(problem(Kind::user_disable, user, R"({"why":1})") == "why: is not known here");
    CHECK(problem(Kind::user_set_role, user, "{}") == "account: is missing");
    auto const asset = std::to_array<PathParameter>({{"asset", "x1"}});
    CHECK(problem(Kind::asset_count, asset, "{}") == "quantity: is missing");
    auto const broken = std::to_array<PathParameter>({{"user", "u%2"}});
    CHECK(problem(Kind::user_disable, broken, "") == "user: is not well percent-encoded");
    auto const strange = std::to_array<PathParameter>({{"user", "a%2Fb"}});
    CHECK(problem(Kind::user_disable, strange, "") == "user: must be an id of letters, digits, `-`, `_` and `.`");
}

TEST_CASE("a batch is taken apart without looking into its changes", "[wire]")
{
    auto const batch = decode_batch(R"({"changes":[{"kind":"safe.sync","safe":"s1"}, 7, "x"]})");
    REQUIRE(batch);
    CHECK(*batch == std::vector<std::string>{R"({"kind":"safe.sync","safe":"s1"})", "7", "\"x\""});
    CHECK(decode_batch("{}").error() == WireError{"changes", "is missing"});
    CHECK(decode_batch(R"({"changes":{}})").error() == WireError{"changes", "must be a list"});
    CHECK(within("changes[2]", {"user", "is missing"}) == WireError{"changes[2].user", "is missing"});
    CHECK(within("changes[2]", {"", "must be an object"}) == WireError{"changes[2]", "must be an object"});
}

TEST_CASE("parameters and fields of a kind have different names, so that they can stand beside each other", "[wire]")
{
    for (std::size_t at = 0; at < kind_count; ++at) {
        auto const& schema = parameters_of(static_cast<Kind>(at));
        auto names = std::set<std::string_view>{};
        for (auto const& member : schema.members) {
            CHECK(names.insert(member.name).second);
            if (member.name != "fields")
                continue;
            for (auto const& field : member.nested->members)
                CHECK(names.insert(field.name).second);
        }
        CHECK(names.size() < 63);
    }
}
