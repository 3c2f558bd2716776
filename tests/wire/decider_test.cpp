// Asking the rules from outside (RULEBOOK 9): the shapes of questions and answers, to the letter.
#include "wire/decider.hpp"

#include "model/invariants.hpp"
#include "wire/document.hpp"

#include <catch2/catch_test_macros.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

using namespace castellan;
using namespace castellan::wire;

namespace {

constexpr auto document = std::string_view{R"({
"organization": {"id": "o1", "name": "Riverside EMS"},
"accounts": [{"id": "a1", "name": "Fire"}, {"id": "a2", "name": "Depot"}],
"users": [
  {"id": "u1", "name": "Ada", "email": "ada@riverside.example", "accounts": {"a1": {"safes": "group_admin"}}},
  {"id": "u2", "name": "Uma", "email": "uma@riverside.example", "accounts": {"a1": {"safes": "user"}}},
  {"id": "u3", "name": "Chief", "email": "chief@riverside.example", "accounts": {"a1": {"safes": "account_admin"}}},
  {"id": "u4", "name": "Tess", "email": "tess@riverside.example", "phone": "+15550104", "administrator": true},
  {"id": "u5", "name": "Boss", "email": "boss@riverside.example", "accounts": {"a1": {"profiles": "full_admin"}}},
  {"id": "u6", "name": "Gone", "email": "gone@riverside.example", "status": "disabled",
   "accounts": {"a1": {"safes": "account_admin"}}},
  {"id": "u7", "name": "Dan", "email": "dan@riverside.example", "accounts": {"a2": {"safes": "user"}}}],
"safes": [
  {"id": "s2", "account": "a1", "name": "Engine 9", "online": true, "two_person": "any"},
  {"id": "s1", "account": "a1", "name": "Engine 7", "online": true}],
"doors": [{"id": "d1", "account": "a1", "name": "Bay door", "controller": true, "online": true}],
"groups": [
  {"id": "g1", "account": "a1", "name": "Station 7", "members": ["u1", "u2"], "safes": ["s1", "s2"], "doors": ["d1"],
   "key_roles": {"u2": "user"}},
  {"id": "g2", "account": "a1", "name": "Annex", "doors": ["d1"], "key_roles": {"u1": "owner"}}],
"keys": [{"user": "u1", "door": "d1", "role": "user"}],
"modules": [{"id": "m1", "account": "a1", "name": "Vehicle check", "roles": {"u1": "module_admin"}}]
})"};

World world()
{
    auto result = decode_document(document);
    REQUIRE(result);
    return std::move(*result);
}

std::string ask(std::string_view question) { return Decider{world(), Decider::Mode::ask}.answer(question, 1); }

} // namespace

TEST_CASE("decide answers a change by effect, rule, needs and reason", "[wire][decide]")
{
    CHECK(ask(R"({"actor":"u1","change":{"kind":"safe.sync","safe":"s1"},"context":{"otp":false,"mfa":false,"second_person":null}})") ==
          R"({"effect":"allow","rule":"S-8"})");
    CHECK(ask(R"({"actor":"u1","change":{"kind":"safe.remove","safe":"s1"}})").starts_with(R"({"effect":"deny","rule":"S-11","reason":")"));
    CHECK(ask(R"({"actor":"u3","change":{"kind":"user.set_role","user":"u2","account":"a1","role":"user"}})")
              .starts_with(R"({"effect":"not_now","rule":"X-13","reason":")"));
    CHECK(ask(R"({"actor":"u2","change":{"kind":"safe.unlock","safe":"s2"}})") ==
          R"({"effect":"after","rule":"S-13","needs":["second_person"]})");
    CHECK(ask(R"({"actor":"u4","change":{"kind":"user.set_administrator","user":"u2","administrator":true}})") ==
          R"({"effect":"after","rule":"X-8","needs":["otp"]})");
    CHECK(ask(R"({"change":{"safe":"s1","kind":"safe.sync"},"actor":"u1"})") == R"({"effect":"allow","rule":"S-8"})");
}

TEST_CASE("decide takes what has been confirmed, and the time, from the context", "[wire][decide]")
{
    CHECK(ask(R"({"actor":"u2","change":{"kind":"safe.unlock","safe":"s2"},"context":{"second_person":"u1"}})") ==
          R"({"effect":"allow","rule":"S-14"})");
    CHECK(ask(R"({"actor":"u2","change":{"kind":"safe.unlock","safe":"s2"},"context":{"second_person":"nobody"}})") ==
          R"({"effect":"after","rule":"S-13","needs":["second_person"]})");
    CHECK(ask(R"({"actor":"u4","change":{"kind":"user.set_administrator","user":"u2","administrator":true},"context":{"otp":true}})") ==
          R"({"effect":"allow","rule":"T-2"})");
    auto const accept = [](std::string_view now) {
        auto decider = Decider{world(), Decider::Mode::apply};
        CHECK(decider.answer(R"({"actor":"u1","change":{"kind":"invitation.send","emails":["dan@riverside.example"],"invitations":["i1"],)"
                             R"("role":"collaborator","module":"m1"},"context":{"now":"2026-11-21T08:00:00Z"}})",
                             1) == R"({"effect":"allow","rule":"M-7"})");
        return decider.answer(R"({"actor":"u7","change":{"kind":"invitation.accept","invitation":"i1"},"context":{"now":)" +
                                  std::string{now} + "}}",
                              2);
    };
    CHECK(accept(R"("2026-11-27T08:00:00Z")") == R"({"effect":"allow","rule":"M-8"})");
    CHECK(accept(R"("2026-11-28T08:00:01Z")").starts_with(R"({"effect":"not_now","rule":"M-8",)"));
    CHECK(accept("1764230400000") == R"({"effect":"allow","rule":"M-8"})"); // milliseconds, before it
    CHECK(accept("1796000000000").starts_with(R"({"effect":"not_now","rule":"M-8",)"));
}

TEST_CASE("decide answers what is seen, listed and managed, and by whom a permission is held", "[wire][decide]")
{
    CHECK(ask(R"({"actor":"u1","see":{"type":"safe","id":"s1"}})") == R"({"effect":"visible"})");
    CHECK(ask(R"({"actor":"u1","see":{"type":"user","id":"u7"}})") == R"({"effect":"hidden"})");
    CHECK(ask(R"({"actor":"u1","see":{"type":"safe","id":"s9"}})") == R"({"effect":"hidden"})");
    CHECK(ask(R"({"actor":"u1","see":{"type":"key","id":"u1/d1"}})") == R"({"effect":"visible"})");
    CHECK(ask(R"({"actor":"u3","see":{"type":"key","id":"u1/d1"}})") == R"({"effect":"hidden"})");
    CHECK(ask(R"({"actor":"u1","see":{"type":"key","id":"u2/d1"}})") == R"({"effect":"hidden"})"); // there is none
    CHECK(ask(R"({"actor":"u1","list":"safes"})") == R"({"ids":["s1","s2"]})");
    CHECK(ask(R"({"actor":"u3","list":"users"})") == R"({"ids":["u1","u2","u3","u6"]})"); // no candidates of pickers
    CHECK(ask(R"({"actor":"u1","list":"keys"})") == R"({"ids":["u1/d1"]})");
    CHECK(ask(R"({"actor":"u2","list":"keys"})") == R"({"ids":[]})");
    CHECK(ask(R"({"actor":"u5","list":"keys"})") == R"({"ids":["u1/d1"]})");
    CHECK(ask(R"({"actor":"u3","managers":true})").starts_with(R"({"managers":["assets","audit","credentials",)"));
    CHECK(ask(R"({"actor":"u2","managers":true})") == R"({"managers":[]})");
    CHECK(ask(R"({"who_can":"safes.sync","target":{"type":"safe","id":"s1"}})") ==
          R"({"users":[{"id":"u1","rule":"S-8"},{"id":"u3","rule":"S-2"},{"id":"u5","rule":"P-6"}]})");
    CHECK(ask(R"({"who_can":"people.promote","target":{"type":"organization"}})") ==
          R"({"users":[{"id":"u4","rule":"T-2"}]})");
    CHECK(ask(R"({"who_can":"safes.sync","target":{"type":"safe","id":"s9"}})") == R"({"users":[]})");
}

TEST_CASE("decide: an unknown actor may and sees nothing; a device and an invited person are actors", "[wire][decide]")
{
    CHECK(ask(R"({"actor":"u99","change":{"kind":"safe.sync","safe":"s1"}})").starts_with(R"({"effect":"deny","rule":"X-)"));
    CHECK(ask(R"({"actor":"u99","see":{"type":"safe","id":"s1"}})") == R"({"effect":"hidden"})");
    CHECK(ask(R"({"actor":"u99","list":"safes"})") == R"({"ids":[]})");
    CHECK(ask(R"({"actor":"u99","managers":true})") == R"({"managers":[]})");
    CHECK(ask(R"({"actor":"u6","list":"safes"})") == R"({"ids":[]})"); // X-2
    CHECK(ask(R"({"actor":"device:s1","change":{"kind":"safe.report","safe":"s1","online":false}})") ==
          R"({"effect":"allow","rule":"S-16"})");
    CHECK(ask(R"({"actor":"device:s2","change":{"kind":"safe.report","safe":"s1","online":false}})").starts_with(R"({"effect":"deny")"));
    CHECK(ask(R"({"actor":"device:s9","list":"safes"})") == R"({"ids":[]})");
    CHECK(ask(R"({"actor":"invitation:i9","change":{"kind":"invitation.accept","invitation":"i9"}})").starts_with(R"({"effect":"deny")"));
}

TEST_CASE("decide tells what is wrong with a line, by its number, and goes on", "[wire][decide]")
{
    auto decider = Decider{world(), Decider::Mode::ask};
    auto number = std::uint64_t{0};
    auto const wrong = [&](std::string_view line) { return decider.answer(line, ++number); };
    CHECK(wrong("nonsense").starts_with(R"({"error":"line 1: )"));
    CHECK(wrong(R"({"actor":"u1","change":{"kind":"safe.fly","safe":"s1"}})") ==
          R"({"error":"line 2: change.kind: `safe.fly` is no kind of change"})");
    CHECK(wrong(R"({"actor":"u1","change":{"kind":"safe.sync"}})") == R"({"error":"line 3: change.safe: is missing"})");
    CHECK(wrong(R"({"actor":"u1","change":{"kind":"safe.sync","safe":"s1"},"why":1})") ==
          R"({"error":"line 4: why: is not known here"})");
    CHECK(wrong(R"({"change":{"kind":"safe.sync","safe":"s1"}})") == R"({"error":"line 5: actor: is missing"})");
    for (auto const line : {R"({"actor":"u1"})", R"({"actor":"u1","managers":false})", R"({"actor":"u1","list":"houses"})",
                            R"({"actor":"u1","see":{"type":"house","id":"h1"}})", R"({"actor":"u1","see":{"type":"safe"}})",
                            R"({"who_can":"safes.sync"})", R"({"who_can":"safes.fly","target":{"type":"safe","id":"s1"}})",
                            R"({"actor":"u1","list":"safes","managers":true})",
                            R"({"actor":"u1","change":{"kind":"safe.sync","safe":"s1"},"context":{"now":"yesterday"}})",
                            R"({"actor":"u1","change":{"kind":"safe.sync","safe":"s1"},"context":{"code":true}})", "[]", "7"}) {
        CAPTURE(line);
        CHECK(wrong(line).starts_with(R"({"error":"line )"));
    }
    CHECK(decider.had_errors());
    CHECK(wrong(R"({"actor":"u1","list":"safes"})") == R"({"ids":["s1","s2"]})");
    CHECK_FALSE(Decider{world(), Decider::Mode::ask}.had_errors());
}

TEST_CASE("decide --apply: what is allowed takes effect before the next line, what is not does not", "[wire][decide]")
{
    auto const add = std::string_view{
        R"({"actor":"u1","change":{"kind":"user.create","account":"a1","name":"New","email":"new@x.example","role":"user","groups":["g1"]}})"};
    auto asking = Decider{world(), Decider::Mode::ask};
    CHECK(asking.answer(add, 1) == R"({"effect":"allow","rule":"S-5"})");
    CHECK(asking.answer(add, 2) == R"({"effect":"allow","rule":"S-5"})");

    auto applying = Decider{world(), Decider::Mode::apply};
    CHECK(applying.answer(add, 1) == R"({"effect":"allow","rule":"S-5"})");
    CHECK(applying.answer(add, 2).starts_with(R"({"effect":"not_now","rule":"X-12",)"));
    CHECK(applying.world().revision == 1); // the refused one is no change
    CHECK(applying.answer(R"({"actor":"u1","change":{"kind":"asset.create","safe":"s1","fields":{"kind":"ketamine"}}})", 3) ==
          R"({"effect":"allow","rule":"S-10"})");
    CHECK(applying.answer(R"({"actor":"u1","list":"assets"})", 4) == R"({"ids":["x-2"]})");
    CHECK(applying.answer(R"({"actor":"u1","change":{"kind":"group.remove_member","group":"g1","user":"u1"}})", 5) ==
          R"({"effect":"allow","rule":"S-9"})");
    CHECK(applying.answer(R"({"actor":"u1","list":"safes"})", 6) == R"({"ids":[]})");
    CHECK(broken_invariants(applying.world()).empty());
    CHECK_FALSE(applying.had_errors());
}

TEST_CASE("decide --apply gives ids that were left out, each free, whatever was given", "[wire][decide]")
{
    auto decider = Decider{world(), Decider::Mode::apply};
    CHECK(decider.answer(R"({"actor":"u3","change":{"kind":"user.import","account":"a1","rows":[)"
                         R"({"name":"A","email":"a@x.example","role":"user","user":"u-1"},)"
                         R"({"name":"B","email":"b@x.example","role":"user"},{"name":"C","email":"c@x.example","role":"user"}]}})",
                         1) == R"({"effect":"allow","rule":"S-2"})");
    CHECK(decider.world().users.size() == 10);
    CHECK(decider.answer(R"({"actor":"u1","change":{"kind":"invitation.send","emails":["d@x.example","e@x.example"],)"
                         R"("role":"collaborator","module":"m1"}})",
                         2) == R"({"effect":"allow","rule":"M-7"})");
    CHECK(decider.world().invitations.size() == 2);
    CHECK(broken_invariants(decider.world()).empty());
}

TEST_CASE("D-4, M-7: decide's reason names what the actor may see", "[wire][decide][D-4][M-7]")
{
    auto const overlap = ask(R"({"actor":"u5","change":{"kind":"group.set_key_role","group":"g2","user":"u2","role":"user"}})");
    CHECK(overlap.starts_with(R"({"effect":"not_now","rule":"D-4","reason":")"));
    CHECK(overlap.contains("Station 7 (Bay door)"));
    auto const bad = ask(
        R"({"actor":"u1","change":{"kind":"invitation.send","emails":["d@x.example","oops"],"role":"collaborator","module":"m1"}})");
    CHECK(bad.contains("ine 2, “oops”"));
    auto const row = ask(R"({"actor":"u1","change":{"kind":"user.import","account":"a1","rows":[)"
                         R"({"name":"A","email":"a@x.example","role":"user"},{"name":"B","email":"uma@riverside.example","role":"user"}]}})");
    CHECK(row.contains("Row 2 (uma@riverside.example)"));
}

TEST_CASE("explain tells the chain in lines", "[wire][decide]")
{
    auto const told = explanation(world(), R"({"actor":"u1","change":{"kind":"safe.sync","safe":"s1"}})");
    REQUIRE(told);
    CHECK(told->contains("Ada (u1): safe.sync"));
    CHECK(told->contains("Group Administrator: safes.sync"));
    CHECK(told->ends_with("allow, by S-8\n"));
    auto const refused = explanation(world(), R"({"actor":"u2","change":{"kind":"safe.sync","safe":"s1"}})");
    REQUIRE(refused);
    CHECK(refused->contains("deny, by S-1\n"));
    CHECK_FALSE(explanation(world(), "nonsense"));
}
