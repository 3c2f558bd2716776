#include "tests/wire/wild.hpp"
#include "wire/document.hpp"
#include "wire/rows.hpp"
#include "wire/view.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace castellan;
using namespace castellan::tests;
using namespace castellan::wire;

namespace {

World station()
{
    auto world = decode_document(R"({
        "organization": {"id": "o1", "name": "Riverside"},
        "accounts": [{"id": "a1", "name": "Fire"}, {"id": "a2", "name": "Depot"}],
        "users": [
            {"id": "u1", "name": "Ada", "email": "ada@x.example", "phone": "+1", "accounts": {"a1": {"safes": "account_admin"}}},
            {"id": "u2", "name": "Gil", "email": "gil@x.example", "accounts": {"a1": {"safes": "group_admin"}}},
            {"id": "u3", "name": "Uma", "email": "uma@x.example", "pin": true, "accounts": {"a1": {"safes": "user"}}},
            {"id": "u4", "name": "Max", "email": "max@x.example", "accounts": {"a2": {"safes": "account_admin"}}}],
        "groups": [
            {"id": "g1", "account": "a1", "name": "Station 1", "description": "d", "members": ["u2", "u3"], "safes": ["s1"]},
            {"id": "g2", "account": "a1", "name": "Station 2", "safes": ["s1", "s2"]}],
        "safes": [{"id": "s1", "account": "a1", "name": "Engine", "serial": "MX-1", "online": true, "firmware": "4.2"},
                  {"id": "s2", "account": "a1", "name": "Truck"}],
        "assets": [{"id": "x1", "safe": "s1", "kind": "morphine", "quantity": 3}]})");
    REQUIRE(world);
    return std::move(*world);
}

/// Without the version, which is a number made of the rest: 0 in its place.
template <class Handle>
std::string seen(World const& world, std::string_view viewer, Handle thing)
{
    auto out = std::string{};
    auto writer = Writer{out};
    auto const shown = View{world, world.users.find(viewer)}.write(writer, thing);
    CHECK(shown == !out.empty());
    if (auto const at = out.rfind(R"("version":)"); at != out.npos) {
        CHECK(out[at + 10] != '0');
        out.replace(at + 10, out.size() - at - 11, "0");
    }
    return out;
}

} // namespace

TEST_CASE("an account administrator is shown people of his account with all members", "[wire][S-2]")
{
    auto const world = station();
    CHECK(seen(world, "u1", world.users.find("u3")) ==
          R"({"id":"u3","name":"Uma","email":"uma@x.example","phone":"","verified":["email"],"status":"active","administrator":false,)"
          R"("organization_admin":false,"pin":true,"fingerprint":false,)"
          R"("accounts":{"a1":{"safes":"user","profiles":"none","modules":"none"}},"groups":["g1"],"version":0})");
    CHECK(seen(world, "u1", world.users.find("u4")).empty());
    CHECK(seen(world, "u1", world.accounts.find("a2")).empty());
}

TEST_CASE("a group administrator is shown no particulars of whom he may not edit", "[wire][S-4]")
{
    auto const world = station();
    auto const ada = seen(world, "u2", world.users.find("u1"));
    CHECK(ada.find("\"Ada\"") != ada.npos);
    CHECK(ada.find("ada@x.example") == ada.npos);
    CHECK(ada.find("phone") == ada.npos);
    CHECK(ada.find("pin") == ada.npos);
    auto const uma = seen(world, "u2", world.users.find("u3"));
    CHECK(uma.find("uma@x.example") != uma.npos);
}

TEST_CASE("what may only be used is shown by name", "[wire][S-1]")
{
    auto const world = station();
    CHECK(seen(world, "u3", world.safes.find("s1")) ==
          R"({"id":"s1","account":"a1","name":"Engine","online":true,"groups":["g1"],"name_only":true,"version":0})");
    CHECK(seen(world, "u3", world.groups.find("g1")) ==
          R"({"id":"g1","account":"a1","name":"Station 1","members":["u3"],"safes":["s1"],"name_only":true,"doors_cut":true,"version":0})");
    CHECK(seen(world, "u3", world.safes.find("s2")).empty());
    CHECK(seen(world, "u3", world.groups.find("g2")).empty());
    CHECK(seen(world, "u3", world.assets.find("x1")).empty());
    CHECK(seen(world, "u3", world.users.find("u2")).empty());
}

TEST_CASE("a safe and its asset are shown whole to who lists them", "[wire][S-4]")
{
    auto const world = station();
    CHECK(seen(world, "u2", world.safes.find("s1")) ==
          R"({"id":"s1","account":"a1","name":"Engine","serial":"MX-1","online":true,"firmware":"4.2","two_person":"off","groups":["g1"],"orders":[],"version":0})");
    CHECK(seen(world, "u2", world.assets.find("x1")) ==
          R"({"id":"x1","safe":"s1","kind":"morphine","tag":"","lot":"","expires":"","quantity":3,"discrepancy":0,"version":0})");
    CHECK(seen(world, "u1", world.groups.find("g2")) ==
          R"({"id":"g2","account":"a1","name":"Station 2","description":"","notification_emails":[],"logo":null,"members":[],"safes":["s1","s2"],"schedule":null,"doors_cut":true,"version":0})");
    CHECK(seen(world, "u1", world.accounts.find("a1")) ==
          R"({"id":"a1","name":"Fire","settings":{"require_admin_mfa":false,"groups_for_doors":true,"time_zone":"","time_zone_rule":""},"version":0})");
}

TEST_CASE("nothing is shown to nobody, of nothing", "[wire]")
{
    auto const world = station();
    CHECK(seen(world, "u9", world.users.find("u1")).empty());
    CHECK(seen(world, "u1", UserId{}).empty());
    CHECK(seen(world, "u1", SafeId{}).empty());
    CHECK(seen(world, "u1", GroupId{}).empty());
    CHECK(seen(world, "u1", AssetId{}).empty());
    CHECK(seen(world, "u1", AccountId{}).empty());
}

TEST_CASE("a resource has all members of its kind, what is shown by name only those that say something", "[wire]")
{
    auto world = decode_document(R"({"accounts":[{"id":"a1"}],"users":[{"id":"u1"},{"id":"u2"}],
        "groups":[{"id":"g1","account":"a1","doors":["d1"],"key_roles":{"u1":"owner"}}],
        "doors":[{"id":"d1","account":"a1","controller":true,"lock_settings":{"a":1}}],
        "keys":[{"user":"u2","door":"d1","role":"admin"}],
        "teams":[{"id":"t1","owners":["u1"],"members":["u2"]}],"patients":[{"id":"p1","team":"t1","actions":[{"id":"n1"}]}],
        "profiles":[{"id":"f1","account":"a1","permissions":["safes.list"]}],
        "custom_roles":[{"id":"c1","account":"a1","permissions":["records.list"]}],
        "modules":[{"id":"m1","account":"a1","fields":[1],"roles":{"u1":"c1","u2":"module_admin"}}],
        "records":[{"id":"r1","module":"m1","at":"2026-11-21T08:00:00Z"}],
        "webhooks":[{"id":"w1","account":"a1","url":"https://x.example"}],"schedules":[{"id":"h1","account":"a1"}],
        "invitations":[{"id":"i1","email":"a@x.example","role":"c1","module":"m1","expires":"2026-11-21T08:00:00Z"}]})");
    REQUIRE(world);
    auto const row = [&](auto handle, auto const& edit) {
        auto thing = world->table_of(handle)[handle];
        edit(thing);
        auto out = std::string{};
        auto writer = Writer{out};
        write_row(writer, *world, thing, Form::resource);
        return out;
    };
    auto const whole = [](auto const&) {};
    auto const by_name = [](auto& thing) { thing.name_only = true; };
    CHECK(row(DoorId{0}, whole) ==
          R"({"id":"d1","account":"a1","name":"","controller":true,"online":false,"lock_settings":{"a":1},"groups":["g1"],"keys":{"u2":"admin"},"version":0})");
    CHECK(row(DoorId{0}, [](Door& door) { door.name_only = true, door.lock_settings = "{}", door.keys.clear(); }) ==
          R"({"id":"d1","account":"a1","controller":true,"online":false,"groups":["g1"],"name_only":true,"version":0})");
    CHECK(row(GroupId{0}, whole) ==
          R"({"id":"g1","account":"a1","name":"","description":"","notification_emails":[],"logo":null,"members":[],"safes":[],"schedule":null,"doors":["d1"],)"
          R"("key_roles":{"u1":"owner"},"users_can_remote_unlock":false,"users_can_unlock_for":false,"admins_can_modify_lock_settings":true,"version":0})");
    CHECK(row(TeamId{0}, whole) == R"({"id":"t1","name":"","description":"","owners":["u1"],"members":["u2"],"version":0})");
    CHECK(row(PatientId{0}, whole) ==
          R"({"id":"p1","team":"t1","name":"","actions":[{"id":"n1","text":"","done":false}],"version":0})");
    CHECK(row(ProfileId{0}, whole) ==
          R"({"id":"f1","account":"a1","name":"","permissions":["safes.list"],"members":[],"version":0})");
    CHECK(row(CustomRoleId{0}, by_name) ==
          R"({"id":"c1","account":"a1","permissions":["records.list"],"name_only":true,"version":0})");
    CHECK(row(ModuleId{0}, whole) ==
          R"({"id":"m1","account":"a1","name":"","fields":[1],"roles":{"u1":"c1","u2":"module_admin"},"version":0})");
    CHECK(row(RecordId{0}, whole) ==
          R"({"id":"r1","module":"m1","by":null,"at":"2026-11-21T08:00:00.000Z","values":{},"version":0})");
    CHECK(row(WebhookId{0}, whole) ==
          R"({"id":"w1","account":"a1","name":"","url":"https://x.example","settings":{},"version":0})");
    CHECK(row(ScheduleId{0}, whole) == R"({"id":"h1","account":"a1","name":"","settings":{},"version":0})");
    CHECK(row(InvitationId{0}, whole) ==
          R"({"id":"i1","email":"a@x.example","role":"c1","account":null,"module":"m1","team":null,"by":null,"expires":"2026-11-21T08:00:00.000Z","state":"pending","version":0})");
}
