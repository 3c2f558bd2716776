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
using namespace std::string_view_literals;

namespace {

/// Two accounts, and something of everything.
World two_accounts()
{
    auto world = decode_document(R"({
        "organization": {"id": "o1", "name": "Riverside"},
        "accounts": [{"id": "a1"}, {"id": "a2"}],
        "users": [{"id": "u1", "name": "Ada", "email": "ada@riverside.example"}],
        "groups": [{"id": "g1", "account": "a1", "members": ["u1"]}, {"id": "g2", "account": "a2"}],
        "safes": [{"id": "s1", "account": "a1"}, {"id": "s2", "account": "a2"}],
        "assets": [{"id": "x1", "safe": "s1"}],
        "doors": [{"id": "d1", "account": "a1"}],
        "teams": [{"id": "t1"}, {"id": "t2"}],
        "patients": [{"id": "p1", "team": "t1"}],
        "profiles": [{"id": "f1", "account": "a1"}],
        "custom_roles": [{"id": "c1", "account": "a1"}],
        "modules": [{"id": "m1", "account": "a1"}, {"id": "m2", "account": "a1"}],
        "records": [{"id": "r1", "module": "m1"}],
        "schedules": [{"id": "h1", "account": "a1"}],
        "credentials": [{"id": "k1", "account": "a1"}],
        "webhooks": [{"id": "w1", "account": "a1"}],
        "invitations": [{"id": "i1", "email": "bo@x.example", "role": "staff"}]})");
    REQUIRE(world);
    return std::move(*world);
}

std::string again(World const& world, std::string_view json)
{
    auto const decoded = decode_change(world, json);
    CAPTURE(json, decoded ? std::string{} : sentence(decoded.error()));
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
    auto chance = Chance{seed};
    auto const world = wild_world(chance);
    auto kinds = std::set<Kind>{};
    for (auto const& change : wild_changes(chance, world)) {
        auto const text = encode_change(world, change);
        CAPTURE(text);
        auto const decoded = decode_change(world, text);
        REQUIRE(decoded);
        CHECK(decoded->unknown.empty());
        CHECK(decoded->change.index() == change.index());
        auto const again = encode_change(world, decoded->change);
        // What is set in part is completed by what is there; then it stays what it is.
        auto const in_part = kind_of(change) == Kind::door_lock_settings || kind_of(change) == Kind::record_edit;
        CHECK((in_part ? encode_change(world, decode_change(world, again)->change) : text) == again);
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
        R"({"kind":"asset.move","asset":"x1","to":"s2"})",
        R"({"kind":"user.edit_self","fields":{"email":"me@x.example","phone":"+1"}})",
        R"({"kind":"organization.edit","fields":{"name":"R","code_for":["administrator","owner"]}})",
        R"({"kind":"account.create","account":"a9","fields":{"name":"North"},"administrators":{"safes":["u1"],"modules":["u1"]}})",
        R"({"kind":"account.create","fields":{"name":"North"}})",
        R"({"kind":"account.edit","account":"a1","fields":{"name":"North"}})",
        R"({"kind":"account.delete","account":"a1"})",
        R"({"kind":"account.settings","account":"a1","fields":{"require_admin_mfa":true,"groups_for_doors":false}})",
        R"({"kind":"user.set_administrator","user":"u1","administrator":false})",
        R"({"kind":"user.set_admin_type","user":"u1","account":"a1","type":"partial_admin"})",
        R"({"kind":"user.set_modules_role","user":"u1","role":"organization_admin"})",
        R"({"kind":"user.set_modules_role","user":"u1","role":"none"})",
        R"({"kind":"user.set_modules_role","user":"u1","account":"a1","role":"division_admin"})",
        R"({"kind":"user.set_modules_role","user":"u1","account":"a1","role":"none"})",
        R"({"kind":"invitation.send","emails":["bo@x.example","","no address"],"role":"staff"})",
        R"({"kind":"invitation.send","emails":["bo@x.example"],"invitations":["i9"],"role":"staff","team":"t1"})",
        R"({"kind":"invitation.send","emails":[],"role":"administrator"})",
        R"({"kind":"invitation.send","emails":["bo@x.example"],"role":"organization_admin"})",
        R"({"kind":"invitation.send","emails":["bo@x.example"],"role":"division_admin","account":"a1"})",
        R"({"kind":"invitation.send","emails":["bo@x.example"],"role":"c1","module":"m1"})",
        R"({"kind":"invitation.resend","invitation":"i1"})",
        R"({"kind":"invitation.withdraw","invitation":"i1"})",
        R"({"kind":"invitation.accept","invitation":"i1"})",
        R"({"kind":"invitation.accept","invitation":"i1","user":"u9","name":"Bo"})",
        R"({"kind":"group.add_door","group":"g1","door":"d1"})",
        R"({"kind":"group.remove_door","group":"g1","door":"d1"})",
        R"({"kind":"group.set_key_role","group":"g1","user":"u1","role":"none"})",
        R"({"kind":"group.set_toggles","group":"g1","toggles":{"users_can_unlock_for":true}})",
        R"({"kind":"door.create","account":"a1","door":"d9","fields":{"name":"Bay","controller":true}})",
        R"({"kind":"door.edit","door":"d1","fields":{"controller":false}})",
        R"({"kind":"door.delete","door":"d1"})",
        R"({"kind":"door.lock_settings","door":"d1","fields":{"wifi":{"on":true,"share":1.50},"days":[1,null]}})",
        R"({"kind":"door.unlock","door":"d1"})",
        R"({"kind":"door.remote_unlock","door":"d1"})",
        R"({"kind":"door.unlock_for","door":"d1"})",
        R"({"kind":"door.unlock_for","door":"d1","for":"the courier"})",
        R"({"kind":"key.send","door":"d1","user":"u1","role":"owner"})",
        R"({"kind":"key.revoke","door":"d1","user":"u1"})",
        R"({"kind":"team.create","fields":{"name":"Stroke"}})",
        R"({"kind":"team.edit","team":"t1","fields":{"description":"a\nb"}})",
        R"({"kind":"team.delete","team":"t1"})",
        R"({"kind":"team.add_member","team":"t1","user":"u1"})",
        R"({"kind":"team.remove_member","team":"t1","user":"u1"})",
        R"({"kind":"team.set_owner","team":"t1","user":"u1","owner":false})",
        R"({"kind":"patient.move","patient":"p1","to":"t2"})",
        R"({"kind":"patient.create","team":"t1","patient":"p9","fields":{"name":"N"}})",
        R"({"kind":"patient.edit","patient":"p1","fields":{"name":"N","values":{"blood":"A","weight":71.50}}})",
        R"({"kind":"organization.edit","fields":{"patient_fields":[{"id":"f1","label":"Blood"}],"user_fields":[]}})",
        R"({"kind":"user.edit_self","fields":{"values":{"badge":"7"}}})",
        R"({"kind":"patient.delete","patient":"p1"})",
        R"({"kind":"patient.act","patient":"p1"})",
        R"({"kind":"patient.act","patient":"p1","action":"n1","fields":{"text":"CT","done":true}})",
        R"({"kind":"patient.act","patient":"p1","action":"n1","fields":{"user":"u1","due":"2027-03-01"}})",
        R"({"kind":"patient.act","patient":"p1","action":"n1","fields":{"user":"","due":""}})",
        R"({"kind":"module.create","account":"a1","fields":{"name":"Check","fields":[{"label":"Oil"}]}})",
        R"({"kind":"module.edit","module":"m1","fields":{"fields":[]}})",
        R"({"kind":"module.delete","module":"m1"})",
        R"({"kind":"module.set_role","module":"m1","user":"u1","role":"module_admin"})",
        R"({"kind":"module.set_role","module":"m1","user":"u1","role":"c1"})",
        R"({"kind":"module.set_role","module":"m1","user":"u1","role":"none"})",
        R"({"kind":"record.submit","module":"m1","values":{"oil":true}})",
        R"({"kind":"record.edit","record":"r1","values":{}})",
        R"({"kind":"record.delete","record":"r1"})",
        R"({"kind":"record.clear","module":"m1"})",
        R"({"kind":"record.clear","module":"m1","record":"r1"})",
        R"({"kind":"custom_role.create","account":"a1","custom_role":"c9","name":"R","permissions":["records.list","records.edit"]})",
        R"({"kind":"custom_role.edit","custom_role":"c1","permissions":[]})",
        R"({"kind":"custom_role.delete","custom_role":"c1"})",
        R"({"kind":"profile.create","account":"a1","name":"Night","permissions":["safes.list","safes.sync"]})",
        R"({"kind":"profile.edit","profile":"f1","name":"Day"})",
        R"({"kind":"profile.delete","profile":"f1"})",
        R"({"kind":"profile.add_member","profile":"f1","user":"u1"})",
        R"({"kind":"profile.set_member","profile":"f1","user":"u1","permissions":["safes.list"]})",
        R"({"kind":"profile.remove_member","profile":"f1","user":"u1"})",
        R"({"kind":"schedule.create","account":"a1","schedule":"h9","fields":{"name":"Nightly","settings":{"at":"02:00"}}})",
        R"({"kind":"schedule.edit","schedule":"h1","fields":{"name":"N"}})",
        R"({"kind":"schedule.delete","schedule":"h1"})",
        R"({"kind":"credential.create","account":"a1","fields":{"name":"LDAP"}})",
        R"({"kind":"credential.edit","credential":"k1","fields":{"settings":{}}})",
        R"({"kind":"credential.delete","credential":"k1"})",
        R"({"kind":"webhook.create","account":"a1","fields":{"name":"Chat","settings":{},"url":"https://x.example/h"}})",
        R"({"kind":"webhook.edit","webhook":"w1","fields":{"url":""}})",
        R"({"kind":"webhook.delete","webhook":"w1"})",
        R"({"kind":"webhook.run","webhook":"w1"})",
        R"({"kind":"audit.export"})",
        R"({"kind":"audit.export","account":"a1"})");
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
        {R"({"kind":"user.set_modules_role","user":"u1","role":"division_admin"})", "role",
         "must be one of none, organization_admin without an account"},
        {R"({"kind":"user.set_modules_role","account":"a1","user":"u1","role":"organization_admin"})", "role",
         "must be one of none, division_admin in an account"},
        {R"({"kind":"user.set_modules_role","user":"u1"})", "role", "is missing"},
        {R"({"kind":"user.set_administrator","user":"u1"})", "administrator", "is missing"},
        {R"({"kind":"user.set_admin_type","user":"u1","account":"a1","type":"boss"})", "type",
         "must be one of none, partial_admin, full_admin"},
        {R"({"kind":"key.send","door":"d1","user":"u1","role":"none"})", "role", "must be one of user, admin, owner"},
        {R"({"kind":"invitation.send","emails":["a@x"],"role":"division_admin"})", "account", "is missing"},
        {R"({"kind":"invitation.send","emails":["a@x"],"role":"collaborator"})", "module", "is missing"},
        {R"({"kind":"invitation.send","emails":["a@x"],"role":"c1"})", "module", "is missing"},
        {R"({"kind":"invitation.send","emails":["a@x"],"role":"c1","module":"m1","team":"t1"})", "team",
         "does not go with this role"},
        {R"({"kind":"invitation.send","emails":["a@x"],"role":"administrator","account":"a1"})", "account",
         "does not go with this role"},
        {R"({"kind":"invitation.send","emails":["a@x"],"role":"staff","module":"m1"})", "module",
         "does not go with this role"},
        {R"({"kind":"invitation.send","role":"staff"})", "emails", "is missing"},
        {R"({"kind":"invitation.send","emails":[7],"role":"staff"})", "emails[0]", "must be text"},
        {R"({"kind":"module.set_role","module":"m1","user":"u1","role":7})", "role",
         "must be none, module_admin, collaborator or the id of a custom role"},
        {R"({"kind":"module.set_role","module":"m1","user":"u1","role":""})", "role", "must not be empty"},
        {R"({"kind":"module.set_role","module":"m1","user":"u1"})", "role", "is missing"},
        {R"({"kind":"custom_role.create","account":"a1","custom_role":"collaborator","name":"R","permissions":[]})",
         "custom_role", "must not be the word of another role"},
        {R"({"kind":"custom_role.create","account":"a1","name":"R","permissions":["records.list","records.fly"]})",
         "permissions[1]", "`records.fly` is no permission"},
        {R"({"kind":"profile.create","account":"a1","name":"R"})", "permissions", "is missing"},
        {R"({"kind":"profile.create","account":"a1","name":"R","permissions":["safes.list",7]})", "permissions[1]",
         "must be the name of a permission"},
        {R"({"kind":"door.lock_settings","door":"d1","fields":[]})", "fields", "must be an object"},
        {R"({"kind":"door.lock_settings","door":"d1","fields":"{}"})", "fields", "must be an object"},
        {R"({"kind":"door.lock_settings","door":"d1","fields":{"a":{"b":1,"b":2},"c":[]}})", "fields", "has `b` twice"},
        {R"({"kind":"module.edit","module":"m1","fields":{"fields":{}}})", "fields.fields", "must be a list"},
        {R"({"kind":"record.submit","module":"m1","values":null})", "values", "must be an object"},
        {R"({"kind":"record.submit","module":"m1"})", "values", "is missing"},
        {R"({"kind":"schedule.create","account":"a1","fields":{"url":"x"}})", "fields.url", "is not known here"},
        {R"({"kind":"schedule.create","account":"a1","webhook":"w1","fields":{}})", "webhook", "is not known here"},
        {R"({"kind":"group.set_toggles","group":"g1"})", "toggles", "is missing"},
        {R"({"kind":"group.set_toggles","group":"g1","toggles":{"users_can_fly":true}})", "toggles.users_can_fly",
         "is not known here"},
        {R"({"kind":"patient.move","patient":"p1"})", "to", "is missing"},
        {R"({"kind":"patient.act","patient":"p1","fields":{"due":"tomorrow"}})", "fields.due", "must be a day such as 2027-03-01"},
        {R"({"kind":"organization.edit","fields":{"user_fields":{}}})", "fields.user_fields", "must be a list"},
        {R"({"kind":"patient.edit","patient":"p1","fields":{"values":[]}})", "fields.values", "must be an object"},
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

TEST_CASE("what is kept as JSON is kept compact, and only so large and so deep", "[wire]")
{
    auto const world = two_accounts();
    CHECK(again(world, R"({"kind":"record.submit","module":"m1","values":{ "a" : [ 1 , 2.50 ,"\u00df\/" ] , "b":-0 }})") ==
          R"({"kind":"record.submit","module":"m1","values":{"a":[1,2.50,"ß/"],"b":0}})");

    auto const submitted = [](std::string const& value) {
        return R"({"kind":"record.submit","module":"m1","values":{"a":)" + value + "}}";
    };
    auto const longest = std::size_t{most_values_bytes} - R"({"a":""})"sv.size();
    CHECK(decode_change(world, submitted('"' + std::string(longest, 'x') + '"')).has_value());
    CHECK(refused(submitted('"' + std::string(longest + 1, 'x') + '"')) ==
          WireError{"values", "must be at most 65536 bytes of JSON"});
    auto const nested = [](unsigned brackets) { return std::string(brackets, '[') + std::string(brackets, ']'); };
    CHECK(decode_change(world, submitted(nested(deepest_kept - 1))).has_value());
    CHECK(refused(submitted(nested(deepest_kept))) == WireError{"values", "is nested deeper than 16 brackets"});

    auto const locked = [](std::size_t length) {
        return R"({"kind":"door.lock_settings","door":"d1","fields":{"a":")" + std::string(length, 'x') + "\"}}";
    };
    CHECK(decode_change(world, locked(most_settings_bytes - R"({"a":""})"sv.size())).has_value());
    CHECK(refused(locked(most_settings_bytes)) == WireError{"fields", "must be at most 16384 bytes of JSON"});
}

TEST_CASE("members of lock settings and of values that are not named stay as they are", "[wire]")
{
    auto world = two_accounts();
    world.doors[DoorId{0}].lock_settings = R"({"hours":[8,17],"wifi":{"on":true},"ß":null})";
    world.records[RecordId{0}].values = R"({"oil":1.50})";
    auto const completed = [&](std::string_view json) {
        auto const decoded = decode_change(world, json);
        REQUIRE(decoded);
        return encode_change(world, decoded->change, decoded->unknown);
    };
    CHECK(completed(R"({"kind":"door.lock_settings","door":"d1","fields":{"wifi":{},"new":"a\n"}})") ==
          R"({"kind":"door.lock_settings","door":"d1","fields":{"hours":[8,17],"wifi":{},"ß":null,"new":"a\n"}})");
    CHECK(completed(R"({"kind":"door.lock_settings","door":"d1","fields":{}})") ==
          R"({"kind":"door.lock_settings","door":"d1","fields":{"hours":[8,17],"wifi":{"on":true},"ß":null}})");
    CHECK(completed(R"({"kind":"record.edit","record":"r1","values":{"water":-2}})") ==
          R"({"kind":"record.edit","record":"r1","values":{"oil":1.50,"water":-2}})");
    // Nothing is told of a thing that does not fit its parent.
    CHECK(completed(R"({"kind":"record.edit","module":"m2","record":"r1","values":{"a":1}})") ==
          R"({"kind":"record.edit","module":"m2","record":"r1","values":{"a":1}})");

    world.records[RecordId{0}].values = R"({"old":")" + std::string(40'000, 'x') + "\"}";
    auto const large = R"({"kind":"record.edit","record":"r1","values":{"new":")" + std::string(30'000, 'x') + "\"}}";
    CHECK(decode_change(world, large).error() == WireError{"values", "would make more than 65536 bytes of JSON"});
}

TEST_CASE("M-7: lines of an invitation are not judged by their looks, but by their length and number", "[wire][M-7]")
{
    auto const send = [](std::string const& lines) {
        return R"({"kind":"invitation.send","emails":[)" + lines + R"(],"role":"staff"})";
    };
    auto const world = two_accounts();
    auto const decoded = decode_change(world, send('"' + std::string(254, 'x') + R"(","a@b@c","a@b@c"," ")"));
    REQUIRE(decoded);
    CHECK(std::get<SendInvitation>(decoded->change).emails.size() == 4);
    CHECK(refused(send('"' + std::string(255, 'x') + '"')) == WireError{"emails[0]", "must be at most 254 characters long"});
    CHECK(refused(send(R"("a\nb")")) == WireError{"emails[0]", "must not contain control characters"});
    auto lines = std::string{R"("a@x")"};
    for (auto at = 1u; at < most_lines; ++at)
        lines += R"(,"a@x")";
    CHECK(decode_change(world, send(lines)).has_value());
    CHECK(refused(send(lines + R"(,"a@x")")) == WireError{"emails[500]", "must have at most 500 entries"});
}

TEST_CASE("what was named is remembered as named, even if it is not there", "[wire]")
{
    auto const world = two_accounts();
    auto const decoded = [&](std::string_view json) {
        auto result = decode_change(world, json);
        REQUIRE(result);
        CHECK(encode_change(world, result->change, result->unknown) == json);
        return result->change;
    };
    auto const of_account = std::get<SetModulesRole>(
        decoded(R"({"kind":"user.set_modules_role","user":"u1","account":"a9","role":"division_admin"})"));
    CHECK(of_account.in_account);
    CHECK(of_account.account.is_none());
    CHECK(of_account.holds);
    auto const of_organization =
        std::get<SetModulesRole>(decoded(R"({"kind":"user.set_modules_role","user":"u1","role":"organization_admin"})"));
    CHECK_FALSE(of_organization.in_account);
    CHECK(of_organization.holds);
    CHECK(std::get<ExportAudit>(decoded(R"({"kind":"audit.export","account":"a9"})")).in_account);
    CHECK_FALSE(std::get<ExportAudit>(decoded(R"({"kind":"audit.export"})")).in_account);
    auto const clear = std::get<ClearRecords>(decoded(R"({"kind":"record.clear","module":"m1","record":"r9"})"));
    CHECK((clear.in_record && clear.record.is_none()));
    auto const sent = std::get<SendInvitation>(
        decoded(R"({"kind":"invitation.send","emails":["a@x"],"role":"c9","module":"m9"})"));
    CHECK((sent.in_module && sent.module.is_none() && !sent.in_account && !sent.in_team));
    CHECK(sent.offer == Offer{OfferedRole::custom, {}});
    auto const role = std::get<SetModuleRole>(
        decoded(R"({"kind":"module.set_role","module":"m1","user":"u1","role":"c9"})"));
    CHECK(role.role == ModuleRole{ModuleRank::custom, {}});
    // A record of another module is none of this one.
    CHECK(std::get<ClearRecords>(decoded(R"({"kind":"record.clear","module":"m2","record":"r1"})")).record.is_none());
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
        {R"({"kind":"patient.edit","team":"t1","patient":"p1","fields":{}})", true},
        {R"({"kind":"patient.edit","team":"t2","patient":"p1","fields":{}})", false},
        {R"({"kind":"patient.act","team":"t2","patient":"p1"})", false},
        {R"({"kind":"patient.move","team":"t1","patient":"p1","to":"t2"})", true},
        {R"({"kind":"patient.move","team":"t2","patient":"p1","to":"t1"})", false},
        {R"({"kind":"record.edit","module":"m1","record":"r1","values":{}})", true},
        {R"({"kind":"record.delete","module":"m2","record":"r1"})", false},
        {R"({"kind":"profile.edit","account":"a1","profile":"f1","name":"N"})", true},
        {R"({"kind":"profile.remove_member","account":"a2","profile":"f1","user":"u1"})", false},
        {R"({"kind":"custom_role.delete","account":"a2","custom_role":"c1"})", false},
        {R"({"kind":"key.revoke","account":"a1","door":"d1","user":"u1"})", true},
        {R"({"kind":"door.unlock","account":"a2","door":"d1"})", false},
        {R"({"kind":"module.set_role","account":"a2","module":"m1","user":"u1","role":"none"})", false},
        {R"({"kind":"webhook.run","account":"a1","webhook":"w1"})", true},
        {R"({"kind":"schedule.delete","account":"a2","schedule":"h1"})", false},
    }));
    CAPTURE(json);
    auto const decoded = decode_change(world, json);
    REQUIRE(decoded);
    CHECK(decoded->unknown.empty() == fits);
    if (fits) {
        CHECK(subjects_of(world, decoded->change).user == world.users.find(json.find("u1") != json.npos ? "u1" : ""));
        return;
    }
    auto const subjects = subjects_of(world, decoded->change);
    CHECK((subjects.safe.is_none() && subjects.group.is_none() && subjects.asset.is_none()));
    CHECK((subjects.patient.is_none() && subjects.record.is_none() && subjects.profile.is_none()));
    CHECK((subjects.custom_role.is_none() && subjects.door.is_none() && subjects.module.is_none()));
    CHECK((subjects.schedule.is_none() && subjects.webhook.is_none()));
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

    auto const module = std::to_array<PathParameter>({{"module", "m1"}});
    auto const form = decode_change_parameters(world, Kind::module_edit, module, R"({"name":"N","fields":[1]})");
    REQUIRE(form);
    CHECK(encode_change(world, form->change) == R"({"kind":"module.edit","module":"m1","fields":{"name":"N","fields":[1]}})");

    auto const door = std::to_array<PathParameter>({{"door", "d1"}});
    auto const lock = decode_change_parameters(world, Kind::door_lock_settings, door, R"({"fields":{"a":1}})");
    REQUIRE(lock);
    CHECK(encode_change(world, lock->change) == R"({"kind":"door.lock_settings","door":"d1","fields":{"a":1}})");

    auto const group = std::to_array<PathParameter>({{"group", "g1"}});
    auto const toggles = decode_change_parameters(world, Kind::group_set_toggles, group, R"({"users_can_unlock_for":true})");
    REQUIRE(toggles);
    CHECK(std::get<SetToggles>(toggles->change).toggles.users_can_unlock_for == true);

    auto const division = decode_change_parameters(world, Kind::user_set_modules_role, std::span{path}.first(1),
                                                   R"({"role":"division_admin","account":"a1"})");
    REQUIRE(division);
    CHECK(std::get<SetModulesRole>(division->change).in_account);

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
            if (member.type != Type::object || (member.name != "fields" && member.name != "toggles"))
                continue;
            // A module's form is called `fields` too; beside the others there is only this one.
            for (auto const& field : member.nested->members)
                CHECK((names.insert(field.name).second || field.name == "fields"));
        }
        CHECK(names.size() < 63);
    }
}
