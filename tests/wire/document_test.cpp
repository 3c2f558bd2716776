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
    auto chance = Chance{seed};
    auto const world = wild_world(chance, {.accounts = 3, .users = 20, .things = 8});
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
    auto chance = Chance{seed};
    auto const world = wild_world(chance, {.accounts = 3, .users = 20, .things = 8});
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
    auto chance = Chance{7};
    auto world = wild_world(chance);
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

TEST_CASE("an empty document has everything of nothing", "[wire]")
{
    auto const text = std::string{R"({"accounts":[{"id":"a1"}],"groups":[{"id":"g1","account":"a1","doors":[],"key_roles":{},
        "users_can_remote_unlock":false}],"doors":[],"keys":[],"teams":[],"patients":[],"profiles":[],"custom_roles":[],
        "modules":[],"records":[],"schedules":[],"credentials":[],"webhooks":[],"invitations":[]})"};
    CHECK(decode_document(text).has_value());
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

namespace {

/// Sections of all five books, each referring to what comes later; `more` stands before them.
std::string all_books(std::string const& more = {})
{
    return R"({"invitations": [{"id": "i1", "email": "Guest@X.example", "role": "c1", "module": "m1", "by": "u1",
                               "expires": "2026-11-28T08:00:00Z"},
                              {"id": "i2", "email": "b@x.example", "role": "staff", "team": null, "state": "accepted"}],
        "webhooks": [{"id": "w1", "account": "a1", "name": "Chat", "url": "https://x.example", "settings": {"a": 1}}],
        "credentials": [{"id": "k1", "account": "a1"}],
        "schedules": [{"id": "h1", "account": "a1", "settings": {}}],
        "records": [{"id": "r1", "module": "m1", "by": "u1", "at": "2026-11-21T08:00:00Z", "values": {"oil": true}},
                    {"id": "r2", "module": "m1", "by": null}],
        "modules": [{"id": "m1", "account": "a1", "name": "Vehicle check", "fields": [{"label": "Oil"}],
                     "roles": {"u1": "collaborator", "u2": "c1", "u3": "module_admin", "u4": "none"}}],
        "custom_roles": [{"id": "c1", "account": "a1", "name": "Reviewer", "permissions": ["records.list", "records.edit"]}],
        "profiles": [{"id": "f1", "account": "a1", "name": "Night desk", "permissions": ["safes.sync", "settings.edit"],
                      "members": [{"user": "u3", "permissions": ["safes.sync"]}, {"user": "u2"}]}],
        "patients": [{"id": "p1", "team": "t1", "name": "N", "actions": [{"id": "n1", "text": "CT", "done": true}, {"id": "n2"}]}],
        "teams": [{"id": "t1", "name": "Stroke", "owners": ["u2", "u1"], "members": ["u3", "u1"]}],
        "keys": [{"user": "u1", "door": "d2", "role": "owner"}, {"user": "u1", "door": "d1", "role": "user"}],
        "groups": [{"id": "g1", "account": "a1", "doors": ["d2", "d1"], "key_roles": {"u3": "admin", "u1": "owner", "u4": "none"},
                    "users_can_remote_unlock": true, "users_can_unlock_for": true, "admins_can_modify_lock_settings": false},
                   {"id": "g2", "account": "a1", "doors": ["d1"], "key_roles": {"u1": "user"}}],
        "doors": [{"id": "d1", "account": "a1", "name": "Bay door", "controller": true, "online": true,
                   "lock_settings": {"hours": [8, 17]}},
                  {"id": "d2", "account": "a1"}],
        "users": [{"id": "u1"}, {"id": "u2", "accounts": {"a1": {"profiles": "partial_admin"}}},
                  {"id": "u3", "accounts": {"a1": {"profiles": "partial_admin"}}}, {"id": "u4"}],)" +
           more + R"("accounts": [{"id": "a1"}, {"id": "a2"}]})";
}

} // namespace

TEST_CASE("the document of RULEBOOK 8 is read with all its sections", "[wire]")
{
    auto const world = decode_document(all_books());
    REQUIRE(world);
    CHECK(broken_invariants(*world).empty());
    auto const user = [&](std::string_view id) { return world->users.find(id); };

    auto const& group = world->groups[GroupId{0}];
    CHECK(group.doors == std::vector{DoorId{0}, DoorId{1}});
    CHECK(group.toggles == Toggles{true, true, false});
    CHECK(world->groups[GroupId{1}].toggles == Toggles{false, false, true});
    CHECK(group.key_roles ==
          Holdings<UserId, KeyRole>{{user("u1"), KeyRole::owner}, {user("u3"), KeyRole::admin}});
    CHECK(world->users[user("u1")].assigned->group_keys ==
          Holdings<GroupId, KeyRole>{{GroupId{0}, KeyRole::owner}, {GroupId{1}, KeyRole::user}});
    CHECK(world->doors[DoorId{0}].groups == std::vector{GroupId{0}, GroupId{1}});
    CHECK(world->doors[DoorId{0}].lock_settings == R"({"hours":[8,17]})");
    CHECK((world->doors[DoorId{0}].controller && world->doors[DoorId{0}].online));
    CHECK(world->users[user("u1")].assigned->keys ==
          Holdings<DoorId, KeyRole>{{DoorId{0}, KeyRole::user}, {DoorId{1}, KeyRole::owner}});

    // Who is in both is an owner.
    CHECK(world->teams[TeamId{0}].people == Holdings<UserId, TeamRole>{{user("u1"), TeamRole::owner},
                                                                      {user("u2"), TeamRole::owner},
                                                                      {user("u3"), TeamRole::member}});
    CHECK(world->patients[PatientId{0}].actions == std::vector<Action>{{"n1", "CT", true}, {"n2", "", false}});

    auto const& module = world->modules[ModuleId{0}];
    CHECK(module.fields == R"([{"label":"Oil"}])");
    CHECK(module.roles == Holdings<UserId, ModuleRole>{{user("u1"), {ModuleRank::collaborator, {}}},
                                                       {user("u2"), {ModuleRank::custom, CustomRoleId{0}}},
                                                       {user("u3"), {ModuleRank::module_admin, {}}}});
    CHECK(module.records.size() == 2);
    CHECK(world->records[RecordId{0}].by == user("u1"));
    CHECK(world->records[RecordId{1}].by.is_none());
    CHECK(world->webhooks[WebhookId{0}].url == "https://x.example");
    CHECK(world->webhooks[WebhookId{0}].settings == R"({"a":1})");

    auto const& invitation = world->invitations[InvitationId{0}];
    CHECK(invitation.email == "guest@x.example");
    CHECK(invitation.offer == Offer{OfferedRole::custom, CustomRoleId{0}});
    CHECK(invitation.module == ModuleId{0});
    CHECK(invitation.expires == 1'795'852'800'000);
    CHECK(invitation.state == InvitationState::pending);
    CHECK(world->invitations[InvitationId{1}].state == InvitationState::accepted);
}

TEST_CASE("P-2: the list of a manager comes along in profiles and restrictions when a document is read", "[wire][P-2]")
{
    auto const world = decode_document(all_books());
    REQUIRE(world);
    auto const& profile = world->profiles[ProfileId{0}];
    CHECK(profile.permissions == PermissionSet{Permission::safes_list, Permission::safes_sync, Permission::settings_view,
                                               Permission::settings_edit});
    REQUIRE(profile.members.size() == 2);
    CHECK(profile.held_by(world->users.find("u2")) == profile.permissions);
    CHECK(profile.held_by(world->users.find("u3")) == PermissionSet{Permission::safes_list, Permission::safes_sync});
    // Written and read again it stays what it is.
    auto const again = decode_document(encode_document(*world));
    REQUIRE(again);
    CHECK(encode_document(*again) == encode_document(*world));
    CHECK(again->profiles[ProfileId{0}].members == profile.members);
}

TEST_CASE("all that is wrong with the sections of the five books is told at once", "[wire]")
{
    CHECK(problems(R"({"accounts":[{"id":"a1"},{"id":"a2"}],
        "users":[{"id":"u1"},{"id":"u2"}],
        "doors":[{"id":"d1","account":"a2","lock_settings":[]},{"id":"d2","account":"a1","lock_settings":{"a":1,"a":2}}],
        "groups":[{"id":"g1","account":"a1","doors":["d1","d2","d2","d9"],"key_roles":{"u1":"boss","u9":"user"}}],
        "keys":[{"user":"u1","door":"d1","role":"none"},{"user":"u9","door":"d9","role":"user"},{"user":"u1"},
                {"user":"u1","door":"d2","role":"user"},{"user":"u1","door":"d2","role":"admin"}],
        "teams":[{"id":"t1","owners":["u1","u1","u8"],"members":["u9"]}],
        "patients":[{"id":"p1","team":"t9","actions":[{"id":"n1"},{"text":"x"},{"id":"n1"}]}],
        "profiles":[{"id":"f1","account":"a1","permissions":["teams.list","profiles.set_type","safes.fly"],
                     "members":[{"user":"u1"},{"user":"u9","permissions":["people.list"]},{}]}],
        "custom_roles":[{"id":"none","account":"a1"},{"id":"c1","account":"a2","permissions":["modules.create","records.list"]}],
        "modules":[{"id":"m1","account":"a1","fields":{},"roles":{"u1":"c1","u2":"c9","u9":"collaborator"}}],
        "records":[{"id":"r1","module":"m9","by":"u9","at":"yesterday","values":7}],
        "schedules":[{"id":"h1","account":"a1","url":"x"}],
        "webhooks":[{"id":"w1","account":"a9"}],
        "invitations":[{"id":"i1","email":"x","role":"staff","account":"a1"},
                       {"id":"i2","email":"a@x.example","role":"division_admin"},
                       {"id":"i3","email":"a@x.example","role":"c9","team":"t1"},
                       {"id":"i4","email":"a@x.example","role":"c1","module":"m1","state":"lost"},
                       {"id":"i5"}]})") ==
          "doors[0].lock_settings: must be an object\n"
          "doors[1].lock_settings: has `a` twice\n"
          "groups[0].key_roles.u1: must be one of none, user, admin, owner\n"
          "keys[0].role: must be one of user, admin, owner\n"
          "keys[2].door: is missing\n"
          "keys[2].role: is missing\n"
          "patients[0].actions[1].id: is missing\n"
          "profiles[0].permissions[2]: `safes.fly` is no permission\n"
          "profiles[0].members[2].user: is missing\n"
          "custom_roles[0].id: must not be the word of another role\n"
          "modules[0].fields: must be a list\n"
          "records[0].at: must be a time such as 2026-11-21T08:00:00Z\n"
          "records[0].values: must be an object\n"
          "schedules[0].url: is not known here\n"
          "invitations[0].email: must be an e-mail address\n"
          "invitations[3].state: must be one of pending, accepted, withdrawn\n"
          "invitations[4].email: is missing\n"
          "invitations[4].role: is missing\n"
          "patients[0].actions[2].id: `n1` is taken by an action before\n"
          "profiles[0].permissions: a profile can't carry `teams.list` (P-1)\n"
          "profiles[0].permissions: a profile can't carry `profiles.set_type` (P-1)\n"
          "profiles[0].members[1].permissions: a profile can't carry `people.list` (P-1)\n"
          "custom_roles[1].permissions: a custom role can't carry `modules.create` (M-5)\n"
          "invitations[0].account: does not go with this role\n"
          "invitations[1].account: is missing\n"
          "invitations[2].module: is missing\n"
          "invitations[2].team: does not go with this role\n"
          "groups[0].doors[3]: there is no door `d9`\n"
          "groups[0].key_roles.u9: there is no user `u9`\n"
          "teams[0].owners[2]: there is no user `u8`\n"
          "teams[0].members[0]: there is no user `u9`\n"
          "patients[0].team: there is no team `t9`\n"
          "profiles[0].members[1].user: there is no user `u9`\n"
          "modules[0].roles.u2: there is no custom role `c9`\n"
          "modules[0].roles.u9: there is no user `u9`\n"
          "records[0].module: there is no module `m9`\n"
          "records[0].by: there is no user `u9`\n"
          "webhooks[0].account: there is no account `a9`\n"
          "invitations[2].role: there is no custom role `c9`\n"
          "groups[0].doors: `d2` stands here twice\n"
          "groups[0].doors: door `d1` is of another account\n"
          "keys[1].user: there is no user `u9`\n"
          "keys[1].door: there is no door `d9`\n"
          "keys[4]: `u1` has a key to `d2` already\n"
          "teams[0].owners: `u1` stands here twice\n"
          "profiles[0].members[0].user: `u1` is no partial administrator of the account (P-3)\n"
          "modules[0].roles.u1: custom role `c1` is of another account\n"
          "invitations[3].role: custom role `c1` is of another account\n");
}

TEST_CASE("D-4: who is user or admin in two groups that share a door is named with both", "[wire][D-4]")
{
    auto const shared = [](std::string_view first, std::string_view second, std::string_view doors) {
        return R"({"accounts":[{"id":"a1"}],"users":[{"id":"u1"}],"doors":[{"id":"d1","account":"a1"},{"id":"d2","account":"a1"}],
            "groups":[{"id":"g1","account":"a1","doors":["d1"],"key_roles":{"u1":")" + std::string{first} +
               R"("}},{"id":"g2","account":"a1","doors":[)" + std::string{doors} + R"(],"key_roles":{"u1":")" +
               std::string{second} + R"("}}]})";
    };
    CHECK(problems(shared("user", "admin", R"("d2","d1")")) ==
          "groups[1].key_roles.u1: `u1` is user or admin in `g1` too, which shares `d1` with `g2` (D-4)\n");
    CHECK(decode_document(shared("user", "admin", R"("d2")")).has_value());
    CHECK(decode_document(shared("owner", "admin", R"("d1")")).has_value());
    CHECK(decode_document(shared("user", "none", R"("d1")")).has_value());
}

TEST_CASE("M-5: a custom role of another account can't be given in a module", "[wire][M-5]")
{
    auto const text = [](std::string_view account) {
        return R"({"accounts":[{"id":"a1"},{"id":"a2"}],"users":[{"id":"u1"}],"custom_roles":[{"id":"c1","account":")" +
               std::string{account} + R"("}],"modules":[{"id":"m1","account":"a1","roles":{"u1":"c1"}}]})";
    };
    CHECK(decode_document(text("a1")).has_value());
    CHECK(problems(text("a2")) == "modules[0].roles.u1: custom role `c1` is of another account\n");
}

TEST_CASE("an invitation that is over may lead to what is gone, and still comes back", "[wire]")
{
    auto world = decode_document(all_books());
    REQUIRE(world);
    auto& invitation = world->invitations[InvitationId{0}];
    invitation.state = InvitationState::withdrawn;
    world->remove_module(ModuleId{0});
    world->custom_roles.remove(CustomRoleId{0});
    auto const again = decode_document(encode_document(*world));
    REQUIRE(again);
    CHECK(encode_document(*again) == encode_document(*world));
    CHECK(decode_snapshot(encode_snapshot(*world)).has_value());
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
    auto chance = Chance{3};
    auto const bytes = encode_snapshot(wild_world(chance));
    CHECK_FALSE(decode_snapshot("").has_value());
    CHECK_FALSE(decode_snapshot(bytes.substr(0, bytes.size() - 1)).has_value());
    CHECK_FALSE(decode_snapshot(bytes + "x").has_value());
    CHECK_FALSE(decode_snapshot("\xbf\x65users\x9f\xbf\x62id\x62\xff\xfe\xff\xff\xff").has_value());
}
