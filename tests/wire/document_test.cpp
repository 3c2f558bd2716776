#include "model/invariants.hpp"
#include "tests/wire/wild.hpp"
#include "wire/document.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <fstream>
#include <iterator>
#include <string>

using namespace castellan;
using namespace castellan::tests;
using namespace castellan::wire;

namespace {

std::string whole_file(std::string const& name)
{
    auto file = std::ifstream{std::string{CASTELLAN_SOURCE_DIR} + "/" + name, std::ios::binary};
    REQUIRE(file);
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// All problems as sentences, one per line.
std::string problems(std::string_view json)
{
    auto const world = decode_document(json);
    REQUIRE_FALSE(world);
    auto result = std::string{};
    for (auto const& error : world.error())
        result += sentence(error) + "\n";
    return result;
}

} // namespace

TEST_CASE("a world comes back from its document", "[wire]")
{
    auto const seed = GENERATE(range(1u, 40u));
    CAPTURE(seed);
    auto dice = Dice{seed};
    auto const world = wild_world(dice, {.accounts = 3, .users = 20, .groups = 6, .safes = 8, .assets = 9});
    auto const text = encode_document(world);
    CAPTURE(text);
    auto const again = decode_document(text);
    REQUIRE(again);
    CHECK(broken_invariants(*again).empty());
    CHECK(encode_document(*again) == text);
}

TEST_CASE("a world comes back from its snapshot, with versions, orders and revision", "[wire]")
{
    auto const seed = GENERATE(range(1u, 40u));
    CAPTURE(seed);
    auto dice = Dice{seed};
    auto const world = wild_world(dice, {.accounts = 3, .users = 20, .groups = 6, .safes = 8, .assets = 9});
    auto const bytes = encode_snapshot(world);
    auto const again = decode_snapshot(bytes);
    REQUIRE(again);
    CHECK(broken_invariants(*again).empty());
    CHECK(encode_snapshot(*again) == bytes);
    CHECK(encode_document(*again) == encode_document(world));
    CHECK(again->revision == world.revision);
    for (auto const handle : world.safes.handles())
        CHECK(again->safes[handle].orders == world.safes[handle].orders);
    for (auto const handle : world.users.handles()) {
        CHECK(again->users[handle].version == world.users[handle].version);
        CHECK(again->users[handle].accounts == world.users[handle].accounts);
        CHECK(again->users[handle].groups == world.users[handle].groups);
    }
}

TEST_CASE("handles of removed things don't come back, relations of the others do", "[wire]")
{
    auto dice = Dice{7};
    auto world = wild_world(dice);
    world.remove_user(UserId{3});
    world.remove_group(GroupId{1});
    world.remove_safe(SafeId{0});
    auto const again = decode_snapshot(encode_snapshot(world));
    REQUIRE(again);
    CHECK(again->users.size() == world.users.size());
    CHECK(encode_document(*again) == encode_document(world));
}

TEST_CASE("the demonstration organisation is a sound document", "[wire]")
{
    auto const world = decode_document(whole_file("assets/demo.json"));
    REQUIRE(world);
    CHECK(world->accounts.size() == 2);
    CHECK(world->users.size() == 120);
    CHECK(world->groups.size() == 8);
    CHECK(world->safes.size() == 40);
}

TEST_CASE("what is left out of a document takes its default", "[wire]")
{
    auto const world = decode_document(R"({"accounts":[{"id":"a1"}],"users":[{"id":"u1","email":"A@X.example"}],
        "groups":[{"id":"g1","account":"a1","logo":null}],"safes":[{"id":"s1","account":"a1"}],
        "assets":[{"id":"x1","safe":"s1"}]})");
    REQUIRE(world);
    auto const& user = world->users[UserId{0}];
    CHECK(user.status == Status::active);
    CHECK(user.email == "a@x.example");
    CHECK(user.email_verified);
    CHECK_FALSE(user.phone_verified); // there is none
    CHECK(world->accounts[AccountId{0}].groups_for_doors);
    CHECK_FALSE(world->accounts[AccountId{0}].require_admin_mfa);
    CHECK(world->safes[SafeId{0}].two_person == TwoPerson::off);
    CHECK(world->assets[AssetId{0}].quantity == 0);
    CHECK(decode_document("{}").has_value());
}

TEST_CASE("the sections of a document may come in any order", "[wire]")
{
    auto const world = decode_document(R"({"assets":[{"id":"x1","safe":"s1"}],
        "groups":[{"members":["u2","u1"],"safes":["s1"],"account":"a1","id":"g1"}],
        "safes":[{"id":"s1","account":"a1"}],
        "users":[{"id":"u1","accounts":{"a1":{"safes":"account_admin"}}},{"id":"u2"}],
        "accounts":[{"id":"a1"}]})");
    REQUIRE(world);
    CHECK(world->groups[GroupId{0}].members == std::vector{UserId{0}, UserId{1}});
    CHECK(world->holders.account_admins[0] == 1);
    CHECK(broken_invariants(*world).empty());
}

TEST_CASE("sections that this version keeps no data for are accepted while they are empty", "[wire]")
{
    auto const text = std::string{R"({"accounts":[{"id":"a1"}],"groups":[{"id":"g1","account":"a1","doors":[],"key_roles":{},
        "users_can_remote_unlock":false}],"doors":[],"keys":[],"teams":[],"patients":[],"profiles":[],"custom_roles":[],
        "modules":[],"records":[],"schedules":[],"credentials":[],"webhooks":[],"invitations":[]})"};
    CHECK(decode_document(text).has_value());
    CHECK(problems(R"({"doors":[{"id":"d1","name":"Bay door"},{"id":"d2"}],"teams":[{}]})") ==
          "doors[0]: this version keeps no doors yet\n"
          "teams[0]: this version keeps no teams yet\n");
    CHECK(problems(R"({"accounts":[{"id":"a1"}],"groups":[{"id":"g1","account":"a1","doors":["d1"],
          "key_roles":{"u1":"user"},"users_can_unlock_for":true}]})") ==
          "groups[0].doors[0]: this version keeps no doors yet\n"
          "groups[0].key_roles: this version keeps no doors yet\n"
          "groups[0].users_can_unlock_for: this version keeps no doors yet\n");
}

TEST_CASE("all problems of a document are told at once", "[wire]")
{
    CHECK(problems(R"({"organization":{"id":"o1","colour":"red","settings":{"code_for":["king"]}},
        "accounts":[{"id":"a1"},{"id":"a1"},{"name":"no id"}],
        "users":[{"id":"u1","email":"a@x.example","name":7},
                 {"id":"u2","email":"A@x.example"},
                 {"id":"u3","status":"asleep","accounts":{"a9":{"safes":"user"},"a1":{"safes":"boss"}}},
                 {"id":"u4","status":"disabled","administrator":true},
                 {"id":"u5","verified":["email","pigeon"],"accounts":{"a1":{},"a1":{}}}],
        "groups":[{"id":"g1","account":"a9","members":["u1","u9"],"safes":["s1"]},{"id":"g2"}],
        "safes":[{"id":"s2","account":"a1","online":"yes"}],
        "assets":[{"id":"x1","safe":"s9","quantity":-1}],
        "zebras":[]})") ==
          "organization.colour: is not known here\n"
          "organization.settings.code_for[0]: must be one of administrator, organization_admin, account_admin, full_admin, owner\n"
          "accounts[2].id: is missing\n"
          "users[0].name: must be text\n"
          "users[2].status: must be one of invited, active, disabled\n"
          "users[2].accounts.a1.safes: must be one of none, user, group_admin, account_admin\n"
          "users[4].verified[1]: must be one of email, phone\n"
          "users[4].accounts.a1: stands here twice\n"
          "groups[1].account: is missing\n"
          "safes[0].online: must be true or false\n"
          "assets[0].quantity: must be at least 0\n"
          "zebras: is not known here\n"
          "accounts[1].id: `a1` is taken by a row before\n"
          "users[1].email: `A@x.example` is the address of `u1` too\n"
          "users[3].administrator: who is disabled is no administrator (T-2)\n"
          "users[2].accounts: there is no account `a9`\n"
          "groups[0].account: there is no account `a9`\n"
          "groups[0].members[1]: there is no user `u9`\n"
          "groups[0].safes[0]: there is no safe `s1`\n"
          "assets[0].safe: there is no safe `s9`\n");
}

TEST_CASE("relations of a document are consistent", "[wire]")
{
    CHECK(problems(R"({"accounts":[{"id":"a1"},{"id":"a2"}],"safes":[{"id":"s1","account":"a2"}],"users":[{"id":"u1"}],
        "groups":[{"id":"g1","account":"a1","safes":["s1"],"members":["u1","u1"]}]})") ==
          "groups[0].members: `u1` stands here twice\n"
          "groups[0].safes: safe `s1` is of another account\n");
}

TEST_CASE("a document that is no JSON is told where it breaks", "[wire]")
{
    CHECK(problems("") == "ends too early, at byte 1\n");
    CHECK(problems(R"({"users":[{"id":"u1")") == "users[0].id: ends too early, at byte 21\n");
    CHECK(problems(R"({"users":[]} trailing)") == "goes on after its end, at byte 16\n");
    CHECK(problems(R"({"users":{}})") == "users: must be a list\n");
    CHECK(problems(R"({"users":[[]]})") == "users[0]: must be an object\n");
}

TEST_CASE("no more than a hundred problems are told", "[wire]")
{
    auto text = std::string{R"({"users":[{)"};
    for (auto at = 0; at < 500; ++at)
        text += R"("id":"u"},{)";
    text += "}]}";
    auto const world = decode_document(text);
    REQUIRE_FALSE(world);
    CHECK(world.error().size() == most_errors);
}

TEST_CASE("members of a snapshot or a cut are not known in a document", "[wire]")
{
    CHECK(problems(R"({"revision":7,"users":[{"id":"u1","version":3,"facts":1,"groups":[]}],"me":"u1"})") ==
          "revision: is not known here\n"
          "users[0].version: is not known here\n"
          "users[0].facts: is not known here\n"
          "users[0].groups: is not known here\n"
          "me: is not known here\n");
}

TEST_CASE("a broken snapshot is an error", "[wire]")
{
    auto dice = Dice{3};
    auto const bytes = encode_snapshot(wild_world(dice));
    CHECK_FALSE(decode_snapshot("").has_value());
    CHECK_FALSE(decode_snapshot(bytes.substr(0, bytes.size() - 1)).has_value());
    CHECK_FALSE(decode_snapshot(bytes + "x").has_value());
    CHECK_FALSE(decode_snapshot("\xbf\x65users\x9f\xbf\x62id\x62\xff\xfe\xff\xff\xff").has_value());
}
