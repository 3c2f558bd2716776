// What people did at a terminal while it had no connection: once, in order, judged again, and nothing is dropped.
#include "service/terminal_queue.hpp"
#include "service/terminals.hpp"
#include "tests/service/kiosk.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <format>
#include <string>
#include <vector>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr Instant day = Instant{24} * 60 * 60 * 1000;

std::string count(int quantity, std::string_view asset = "x1")
{
    return std::format(R"({{"kind":"asset.count","asset":"{}","fields":{{"quantity":{}}}}})", asset, quantity);
}

std::string takes(int left)
{
    return std::format(R"({{"kind":"asset.edit","asset":"x1","fields":{{"quantity":{}}}}})", left);
}

std::int64_t quantity(House const& house, std::string_view asset = "x1")
{
    return house.world().assets[house.world().assets.find(asset)].quantity;
}

std::size_t counts_carried_out(House& house)
{
    return static_cast<std::size_t>(std::ranges::count_if(house.store.entries(), [](Entry const& entry) {
        return entry.kind == "asset.count" && entry.body.contains(R"("effect":"allow")");
    }));
}

/// Gia and Gus have been here, and are gone.
struct Station : Kiosk {
    Station()
    {
        for (auto const ago : {30 * day, Instant{0}}) {
            now -= ago;
            for (auto const* person : {"gia", "gus"})
                REQUIRE(terminal.sign_in(person).status == 201);
            now += ago;
        }
        REQUIRE(terminal.ask("DELETE", "/api/v1/session").status == 204);
    }

    Response send(std::string_view id, std::string_view user, std::string_view change, std::string_view more = {}, Instant ago = 60'000)
    {
        return terminal.send(queued(id, now - ago, user, change, more));
    }
    [[nodiscard]] std::string first_refused(std::string_view member, std::string_view person = "ada")
    {
        return at(get(person, "/api/v1/refused_changes"), std::format("refused[0].{}", member));
    }
};

} // namespace

TEST_CASE("Twenty changes are carried out in order, each once, with the time that they had", "[service][terminals][queue]")
{
    auto house = Station{};
    auto rows = std::string{};
    for (auto at = 0; at < 20; ++at)
        rows += (at == 0 ? "" : ",") + queued(std::format("q{}", at), house.now - 3'600'000 + at * 1'000, at % 2 == 0 ? "gia" : "gus", count(20 + at));
    auto const sent = house.terminal.send(rows);
    REQUIRE(sent.status == 200);
    for (auto at = 0; at < 20; ++at) {
        CHECK(test::at(sent, std::format("results[{}].id", at)) == std::format("q{}", at));
        CHECK(test::at(sent, std::format("results[{}].effect", at)) == "allow");
    }
    CHECK(quantity(house) == 39);
    CHECK(counts_carried_out(house) == 20);
    auto const trail = house.get("ada", "/api/v1/audit?kind=asset.count");
    CHECK(at(trail, "entries[0].actor") == "gus");
    CHECK(at(trail, "entries[0].happened") == "2023-11-14T21:13:39.000Z");
    CHECK(at(trail, "entries[0].terminal") == "Front desk");
    CHECK(at(trail, "entries[19].actor") == "gia");

    // The answer was lost: the same again, and again after a restart.
    CHECK(house.terminal.send(rows).body == sent.body);
    house.restart();
    CHECK(house.terminal.send(rows).body == sent.body);
    CHECK(counts_carried_out(house) == 20);
    CHECK(house.get("ada", "/api/v1/refused_changes").body == R"({"refused":[]})");
}

TEST_CASE("The same id is the first change, whatever is said the second time", "[service][terminals][queue]")
{
    auto house = Station{};
    auto const first = house.send("q1", "gia", count(5));
    CHECK(house.send("q1", "gus", count(9)).body == first.body);
    CHECK(quantity(house) == 5);
    // Twice in one message, too; and another terminal's ids are others.
    auto const rows = queued("q2", house.now, "gia", count(6)) + ',' + queued("q2", house.now, "gia", count(7));
    REQUIRE(house.terminal.send(rows).status == 200);
    CHECK(quantity(house) == 6);
    auto other = Terminal{house, "g1"};
    REQUIRE(other.sign_in("gia").status == 201);
    REQUIRE(at(other.send(queued("q1", house.now, "gia", count(8))), "results[0].effect") == "allow");
    CHECK(quantity(house) == 8);
}

TEST_CASE("Whose role is gone meanwhile is refused, listed, and settled with a note", "[service][terminals][queue]")
{
    auto house = Station{};
    REQUIRE(house.ask("ada", "PUT", "/api/v1/users/gia/roles/a1", R"({"role":"user"})").status == 200);
    auto const sent = house.terminal.send(queued("q1", house.now - 5'000, "gia", count(1)) + ',' + queued("q2", house.now - 4'000, "gus", count(2)));
    CHECK(at(sent, "results[0].effect") == "deny");
    CHECK(at(sent, "results[0].reason").contains("no such thing")); // of the inventory she sees nothing any more
    CHECK(at(sent, "results[1].effect") == "allow");
    CHECK(quantity(house) == 2);

    auto const list = house.get("ada", "/api/v1/refused_changes");
    CHECK(at(list, "refused[0].terminal") == house.terminal.id);
    CHECK(at(list, "refused[0].terminal_name") == "Front desk");
    CHECK(at(list, "refused[0].group") == "g1");
    CHECK(at(list, "refused[0].user") == "gia");
    CHECK(at(list, "refused[0].at") == "2023-11-14T22:13:15.000Z");
    CHECK(at(list, "refused[0].received") == "2023-11-14T22:13:20.000Z");
    CHECK(at(list, "refused[0].change.fields.quantity") == "1");
    CHECK(at(list, "refused[0].reason") == at(sent, "results[0].reason"));
    CHECK(at(list, "refused[1].id").empty());
    CHECK(at(house.get("ada", "/api/v1/audit?kind=asset.count&effect=refused"), "entries[0].actor") == "gia");

    // It waits, also over a restart, until somebody who may has settled it.
    auto const id = at(list, "refused[0].id");
    auto const target = std::format("/api/v1/refused_changes/{}/settle", id);
    for (auto const* person : {"gia", "gus", "uma", "zoe", "tess"}) {
        CAPTURE(person);
        CHECK(house.get(person, "/api/v1/refused_changes").body == R"({"refused":[]})");
        auto const no = house.ask(person, "POST", target, R"({"note":"Mine"})");
        CHECK(no.status == 404);
        CHECK(no.body == house.ask(person, "POST", "/api/v1/refused_changes/q0/settle", R"({"note":"Mine"})").body);
    }
    house.restart();
    CHECK(house.get("pia", "/api/v1/refused_changes").body == house.get("ada", "/api/v1/refused_changes").body);
    for (auto const* empty : {R"({"note":""})", R"({"note":"  "})", "{}"})
        CHECK(house.ask("ada", "POST", target, empty).status == 422);
    CHECK(house.ask("ada", "POST", target, R"({"note":"Counted again by Gus."})").status == 204);
    CHECK(house.ask("ada", "POST", target, R"({"note":"Again"})").status == 404);
    CHECK(house.get("ada", "/api/v1/refused_changes").body == R"({"refused":[]})");
    auto const settled = house.get("ada", "/api/v1/audit?kind=terminal.settle");
    CHECK(at(settled, "entries[0].actor") == "ada");
    CHECK(at(settled, "entries[0].change.note") == "Counted again by Gus.");
    CHECK(at(settled, "entries[0].change.refused") == id);
    // Settled or not: it was refused, and does not come to life again.
    CHECK(house.send("q1", "gia", count(1)).body.contains("deny"));
    CHECK(house.get("ada", "/api/v1/refused_changes").body == R"({"refused":[]})");
}

TEST_CASE("A terminal vouches for those alone who were there within thirty days", "[service][terminals][queue]")
{
    auto house = Station{};
    REQUIRE(house.ask("ada", "PUT", "/api/v1/groups/g1/members/bob").status == 200);
    for (auto const* person : {"bob", "ada", "ugo", "nobody"}) { // who may, and has never been here; who never may; nobody
        CAPTURE(person);
        auto const sent = house.send(std::format("q-{}", person), person, count(1));
        CHECK(at(sent, "results[0].effect") == "deny");
        CHECK(at(sent, "results[0].reason").contains("has not signed in at this terminal"));
    }
    CHECK(quantity(house) == 10);
    CHECK(at(house.send("q1", "gia", count(3)), "results[0].effect") == "allow");
    house.now += 30 * day + 1;
    CHECK(at(house.send("q2", "gia", count(4)), "results[0].effect") == "deny");
    house.restart();
    CHECK(at(house.send("q3", "gia", count(4)), "results[0].effect") == "deny");
    CHECK(quantity(house) == 3);
}

TEST_CASE("Who left the group, or is disabled, does nothing afterwards", "[service][terminals][queue][X-2]")
{
    auto house = Station{};
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/groups/g1/members/gia").status == 200);
    REQUIRE(house.ask("tess", "POST", "/api/v1/users/gus/disable").status == 200);
    CHECK(at(house.send("q1", "gia", count(1)), "results[0].effect") == "deny");
    CHECK(at(house.send("q2", "gus", count(1)), "results[0].effect") == "deny");
    CHECK(quantity(house) == 10);
    for (auto const* person : {"gia", "gus"})
        CHECK(house.get("ada", "/api/v1/refused_changes").body.contains(std::format(R"("user":"{}")", person)));
}

TEST_CASE("A time that can't be is refused, and listed", "[service][terminals][queue]")
{
    auto house = Station{};
    auto const [ago, effect] = GENERATE(table<Instant, std::string_view>({
        {0,                     "allow"  },
        {-4 * 60'000,           "allow"  }, // a clock may be ahead by five minutes
        {-6 * 60'000,           "invalid"},
        {30 * day,              "allow"  },
        {30 * day + 1,          "invalid"},
        {1'700'000'000'001,     "invalid"}, // before there was time
    }));
    CAPTURE(ago);
    CHECK(at(house.send("q1", "gia", count(1), {}, ago), "results[0].effect") == effect);
    CHECK(house.first_refused("effect") == (effect == "allow" ? "" : "invalid"));
}

TEST_CASE("What opens something, or is about people, does not wait", "[service][terminals][queue]")
{
    auto house = Station{};
    auto const before = house.picture();
    auto number = 0;
    for (auto const& change : std::vector<std::string>{R"({"kind":"safe.unlock","safe":"s1"})", R"({"kind":"user.clear_pin","user":"uma"})",
                               R"({"kind":"group.add_member","group":"g1","user":"may"})", R"({"kind":"safe.edit","safe":"s1","fields":{"two_person":"off"}})",
                               R"({"kind":"user.set_role","user":"uma","account":"a1","role":"group_admin"})", count(1, "x2"),
                               R"({"kind":"asset.edit","asset":"x1","fields":{"lot":"L2"}})", count(1, "x9")}) {
        CAPTURE(change);
        CHECK(at(house.send(std::format("q{}", ++number), "gus", change), "results[0].effect") == "deny");
    }
    CHECK(house.picture() == before);
    CHECK(at(house.get("ada", "/api/v1/refused_changes"), std::format("refused[{}].effect", number - 1)) == "deny");
}

TEST_CASE("What makes no sense is refused and listed, and does not hold up what comes after", "[service][terminals][queue]")
{
    auto house = Station{};
    auto const rows = queued("q1", house.now, "gia", R"({"kind":"asset.count"})") + ',' + queued("q2", house.now, "gia", R"({"kind":"asset.drink","asset":"x1"})") +
                      ',' + queued("q3", house.now, "gia", "17") + ',' + queued("q4", house.now, "gia", count(2));
    auto const sent = house.terminal.send(rows);
    REQUIRE(sent.status == 200);
    for (auto const* which : {"0", "1", "2"})
        CHECK(at(sent, std::format("results[{}].effect", which)) == "invalid");
    CHECK(at(sent, "results[3].effect") == "allow");
    CHECK(at(house.get("ada", "/api/v1/refused_changes"), "refused[2].effect") == "invalid");
    // Too many at once, or not a list, is said at once.
    auto many = queued("m0", house.now, "gia", count(2));
    for (auto at = 1; at <= 50; ++at)
        many += ',' + queued(std::format("m{}", at), house.now, "gia", count(2));
    CHECK(house.terminal.send(many).status == 422);
    CHECK(house.terminal.send(queued("", house.now, "gia", count(2))).status == 422);
    CHECK(house.terminal.send(queued("a b", house.now, "gia", count(2))).status == 422);
    // A very long one is refused without being kept.
    auto const endless = R"({"kind":"asset.count","asset":"x1","quantity":1,"note":")" + std::string(80'000, 'x') + "\"}";
    CHECK(at(house.send("q9", "gia", endless), "results[0].effect") == "invalid");
    CHECK(house.get("ada", "/api/v1/refused_changes").body.size() < 20'000);
}

TEST_CASE("What was taken out is taken from what is there now", "[service][terminals][queue]")
{
    auto house = Station{};
    // Two of ten were taken here; four elsewhere meanwhile.
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/assets/x1", R"({"quantity":6})").status == 200);
    CHECK(at(house.send("q1", "gia", takes(8), R"(,"was":10)"), "results[0].effect") == "allow");
    CHECK(quantity(house) == 4);
    CHECK(at(house.get("ada", "/api/v1/audit?kind=asset.edit"), "entries[0].change.fields.quantity") == "4");
    CHECK(at(house.send("q1", "gia", takes(8), R"(,"was":10)"), "results[0].effect") == "allow");
    CHECK(quantity(house) == 4);
    CHECK(at(house.send("q2", "gia", takes(11), R"(,"was":10)"), "results[0].effect") == "allow"); // put back
    CHECK(quantity(house) == 5);
    auto const short_of = house.send("q3", "gia", takes(1), R"(,"was":10)");
    CHECK(at(short_of, "results[0].effect") == "not_now");
    CHECK(at(short_of, "results[0].rule") == "S-10");
    CHECK(quantity(house) == 5);
    CHECK(house.first_refused("change.fields.quantity") == "1");
    CHECK(at(house.send("q4", "gia", count(3), R"(,"was":10)"), "results[0].effect") == "invalid");
    CHECK(at(house.send("q5", "gia", R"({"kind":"asset.edit","asset":"x1","fields":{"lot":"L"}})", R"(,"was":10)"), "results[0].effect") == "invalid");
    CHECK(at(house.send("q6", "uma", takes(9), R"(,"was":10)"), "results[0].effect") == "deny");
}

TEST_CASE("S-13: waste has two names, and a terminal can't make up the second", "[service][terminals][queue][S-13]")
{
    auto house = Station{};
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/safes/s1", R"({"two_person":"any"})").status == 200);
    constexpr auto waste = R"({"kind":"asset.waste","asset":"x1","quantity":2,"reason":"Broken ampoule"})";
    CHECK(at(house.send("q1", "gia", waste), "results[0].effect") == "after");
    CHECK(at(house.send("q2", "gia", waste, R"(,"second_person":"gia")"), "results[0].effect") == "deny");
    auto const forged = house.send("q3", "gia", waste, R"(,"second_person":"uma")"); // a member who was not here
    CHECK(at(forged, "results[0].effect") == "deny");
    CHECK(at(forged, "results[0].rule") == "S-13");
    CHECK(at(house.send("q4", "gia", waste, R"(,"second_person":"nobody")"), "results[0].effect") == "deny");
    CHECK(quantity(house) == 10);
    CHECK(at(house.send("q5", "gia", waste, R"(,"second_person":"gus")"), "results[0].effect") == "allow");
    CHECK(quantity(house) == 8);
    auto const trail = house.get("ada", "/api/v1/audit?kind=asset.waste&effect=allow");
    CHECK(at(trail, "entries[0].actor") == "gia");
    CHECK(at(trail, "entries[0].second_person") == "gus");
    CHECK(house.get("ada", "/api/v1/refused_changes").body.contains(R"("second_person":"uma")"));

    // Who has shown her PIN as the second one has been here.
    REQUIRE(house.terminal.sign_in("gus").status == 201);
    REQUIRE(house.terminal.ask("POST", "/api/v1/terminal/second-person", std::format(R"({{"user":"uma","pin":"{}","change":{}}})", pin, R"({"kind":"safe.unlock","safe":"s1"})")).status == 201);
    CHECK(at(house.send("q6", "gia", waste, R"(,"second_person":"uma")"), "results[0].effect") == "allow");
}

TEST_CASE("Nothing that a terminal sends keeps the service from starting", "[service][terminals][queue]")
{
    auto house = Station{};
    REQUIRE(house.ask("olga", "POST", "/api/v1/modules", R"({"account":"a1","module":"m1","name":"Check"})").status == 201);
    REQUIRE(house.ask("olga", "PUT", "/api/v1/modules/m1/roles/gia", R"({"role":"collaborator"})").status == 200);
    auto lines = std::string{"\"x\""};
    for (auto count = 0; count < 400; ++count)
        lines += ",\"x\"";
    auto number = 0;
    for (auto const& change : std::vector<std::string>{std::format(R"({{"kind":"invitation.send","role":"staff","emails":[{}]}})", lines),
                                                       R"({"kind":"record.submit","module":"m1","values":{"\u0001\u0085":"x"}})",
                                                       std::format(R"({{"kind":"record.submit","module":"m1","values":{{"{}":"x"}}}})", std::string(2'001, 'k')),
                                                       std::format(R"({{"kind":"{}"}})", std::string(3'000, 'k'))}) {
        auto const id = std::format("q{}", ++number);
        REQUIRE(house.send(id, "gia", change).status == 200);
        house.restart();
        auto const again = house.send(id, "gia", change);
        CHECK((at(again, "results[0].effect") == "invalid" || at(again, "results[0].effect") == "deny"));
        CHECK_FALSE(at(house.get("ada", "/api/v1/refused_changes"), std::format("refused[{}].id", number - 1)).empty());
    }
    // Nor what somebody has put there.
    house.store.table(SecretTable::terminal_changes)["done " + house.terminal.id + " q9"] = "?";
    house.store.table(SecretTable::terminal_changes)["refused q9"] = "?";
    house.restart();
    CHECK(at(house.send("q9", "gia", count(1)), "results[0].effect") == "deny");
    CHECK(quantity(house) == 10);
}

TEST_CASE("Who has another PIN or badge, or is put out, is vouched for no more", "[service][terminals][queue]")
{
    auto house = Station{};
    SECTION("cleared")
    {
        REQUIRE(house.ask("ada", "DELETE", "/api/v1/users/gia/pin").status == 200);
    }
    SECTION("another badge")
    {
        REQUIRE(house.ask("ada", "PUT", "/api/v1/users/gia/badge", R"({"badge":"0451"})").status == 204);
    }
    SECTION("sessions ended")
    {
        REQUIRE(house.ask("tess", "DELETE", "/api/v1/users/gia/sessions").status == 204);
    }
    SECTION("disabled and enabled")
    {
        REQUIRE(house.ask("tess", "POST", "/api/v1/users/gia/disable").status == 200);
        REQUIRE(house.ask("tess", "POST", "/api/v1/users/gia/enable").status == 200);
    }
    auto const entries = house.store.entries().size();
    CHECK(at(house.send("q1", "gia", count(1)), "results[0].effect") == "deny");
    CHECK(house.store.entries().size() == entries); // nothing says that she tried
    house.restart();
    CHECK(at(house.send("q2", "gia", count(1)), "results[0].effect") == "deny");
    CHECK(quantity(house) == 10);
}

TEST_CASE("Nobody did something at a terminal before he was there", "[service][terminals][queue]")
{
    auto house = Kiosk{};
    REQUIRE(house.terminal.sign_in("gia").status == 201);
    CHECK(at(house.terminal.send(queued("q1", house.now - 6 * 60'000, "gia", count(1))), "results[0].effect") == "deny");
    CHECK(at(house.terminal.send(queued("q2", house.now - 4 * 60'000, "gia", count(2))), "results[0].effect") == "allow");
}

TEST_CASE("S-13: a badge alone makes nobody the second person of a waste", "[service][terminals][queue][S-13]")
{
    auto house = Kiosk{true};
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/safes/s1", R"({"two_person":"any"})").status == 200);
    REQUIRE(house.ask("ada", "PUT", "/api/v1/users/gus/badge", R"({"badge":"0451"})").status == 204);
    REQUIRE(house.terminal.sign_in("gia").status == 201);
    REQUIRE(house.terminal.sign_in_by_badge("0451").status == 201);
    constexpr auto waste = R"({"kind":"asset.waste","asset":"x1","quantity":2,"reason":"Broken ampoule"})";
    CHECK(at(house.terminal.send(queued("q1", house.now, "gia", waste, R"(,"second_person":"gus")")), "results[0].rule") == "S-13");
    REQUIRE(house.terminal.sign_in("gus").status == 201);
    CHECK(at(house.terminal.send(queued("q2", house.now, "gia", waste, R"(,"second_person":"gus")")), "results[0].effect") == "allow");
}

TEST_CASE("Nobody settles his own, and what was settled stays in the trail", "[service][terminals][queue][X-7]")
{
    auto house = Kiosk{};
    REQUIRE(house.ask("ada", "PUT", "/api/v1/groups/g1/members/bob").status == 200);
    REQUIRE(house.terminal.sign_in("bob").status == 201);
    REQUIRE(at(house.terminal.send(queued("q1", house.now + 600'000, "bob", count(1))), "results[0].effect") == "invalid");
    auto const id = at(house.get("bob", "/api/v1/refused_changes"), "refused[0].id");
    auto const target = std::format("/api/v1/refused_changes/{}/settle", id);
    CHECK(house.ask("bob", "POST", target, R"({"note":"Only a test."})").status == 409);
    CHECK(house.ask("ada", "POST", target, R"({"note":"The clock was set."})").status == 204);
    auto const trail = house.get("ada", "/api/v1/audit?kind=terminal.settle&effect=allow");
    CHECK(at(trail, "entries[0].change.user") == "bob");
    CHECK(at(trail, "entries[0].change.effect") == "invalid");
    CHECK(at(trail, "entries[0].change.change.fields.quantity") == "1");
}

TEST_CASE("A store that fails loses nothing, and does nothing twice", "[service][terminals][queue]")
{
    auto house = Station{};
    auto const rows = queued("q1", house.now, "gia", count(4)) + ',' + queued("q2", house.now, "uma", count(5));
    house.store.fail_appends(1);
    static_cast<void>(house.terminal.send(rows)); // 503 for whoever waits: nothing of it has happened
    CHECK(quantity(house) == 10);
    CHECK(counts_carried_out(house) == 0);
    CHECK(house.get("ada", "/api/v1/refused_changes").body == R"({"refused":[]})");
    auto const again = house.terminal.send(rows);
    CHECK(at(again, "results[0].effect") == "allow");
    CHECK(at(again, "results[1].effect") == "deny");
    CHECK(quantity(house) == 4);
    CHECK(counts_carried_out(house) == 1);
    CHECK(house.first_refused("user") == "uma");
    CHECK(house.terminal.send(rows).body == again.body);
}

TEST_CASE("What a reader may not see of a refused change he is not told", "[service][terminals][queue]")
{
    auto house = Station{};
    REQUIRE(house.ask("pia", "POST", "/api/v1/profiles", R"({"account":"a1","profile":"f1","name":"Rooms","permissions":["groups.list","groups.edit"]})").status == 201);
    REQUIRE(house.ask("pia", "PUT", "/api/v1/users/noa/admin_type/a1", R"({"type":"partial_admin"})").status < 300);
    REQUIRE(house.ask("pia", "PUT", "/api/v1/profiles/f1/members/noa").status < 300);
    REQUIRE(at(house.send("q1", "uma", count(5)), "results[0].effect") == "deny");
    auto const list = house.get("noa", "/api/v1/refused_changes");
    CHECK(at(list, "refused[0].group") == "g1");
    CHECK_FALSE(list.body.contains("uma"));
    CHECK_FALSE(list.body.contains("x1"));
    CHECK(house.first_refused("change.asset") == "x1");
}

TEST_CASE("A revoked terminal's refused changes are still to be settled, also without the group", "[service][terminals][queue]")
{
    auto house = Station{};
    REQUIRE(at(house.send("q1", "uma", count(5)), "results[0].effect") == "deny");
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/terminals/" + house.terminal.id).status == 204);
    CHECK(house.first_refused("user") == "uma");
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/groups/g1").status == 200);
    auto const id = house.first_refused("id");
    CHECK(house.get("zoe", "/api/v1/refused_changes").body == R"({"refused":[]})");
    CHECK(house.ask("ada", "POST", std::format("/api/v1/refused_changes/{}/settle", id), R"({"note":"Closed."})").status == 204);
}

TEST_CASE("A list that is full is not shortened: the terminal waits", "[service][terminals][queue]")
{
    auto house = Station{};
    for (auto sent = std::size_t{0}; sent < TerminalQueue::refused_most; sent += 50) {
        auto rows = std::string{};
        for (auto at = sent; at < sent + 50; ++at)
            rows += (rows.empty() ? "" : ",") + queued(std::format("q{}", at), house.now, "uma", count(1));
        REQUIRE(house.terminal.send(rows).status == 200);
    }
    auto const full = house.send("last", "gia", count(7));
    CHECK(full.status == 429);
    CHECK(full.retry_after_s.value_or(0) > 0);
    CHECK(quantity(house) == 10);
    REQUIRE(house.ask("ada", "POST", std::format("/api/v1/refused_changes/{}/settle", house.first_refused("id")), R"({"note":"Known."})").status == 204);
    CHECK(at(house.send("last", "gia", count(7)), "results[0].effect") == "allow");
}
