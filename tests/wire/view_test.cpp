#include "tests/wire/wild.hpp"
#include "wire/document.hpp"
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
          R"({"id":"x1","safe":"s1","kind":"morphine","tag":"","lot":"","expires":"","quantity":3,"version":0})");
    CHECK(seen(world, "u1", world.groups.find("g2")) ==
          R"({"id":"g2","account":"a1","name":"Station 2","description":"","notification_emails":[],"logo":null,"members":[],"safes":["s1","s2"],"doors_cut":true,"version":0})");
    CHECK(seen(world, "u1", world.accounts.find("a1")) ==
          R"({"id":"a1","name":"Fire","settings":{"require_admin_mfa":false,"groups_for_doors":true},"version":0})");
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
