#include "client/client.hpp"
#include "tests/client/town.hpp"
#include "tests/service/riverside.hpp"
#include "wire/document.hpp"
#include "wire/sync.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan;
using namespace castellan::test;
using client::Client;
using client::Phase;
using client::Result;

namespace {

/// A signed-in client of a person of Riverside.
struct Desk {
    Desk(Town& town, std::string person) : transport(town, std::move(person)), client(transport)
    {
        client.start();
        transport.deliver();
    }

    [[nodiscard]] World const& world() const { return client.replica().world(); }
    [[nodiscard]] UserId user(std::string_view id) const { return world().users.find(id); }
    [[nodiscard]] GroupId group(std::string_view id) const { return world().groups.find(id); }
    [[nodiscard]] SafeId safe(std::string_view id) const { return world().safes.find(id); }

    TownTransport transport;
    Client client;
};

} // namespace

TEST_CASE("a client starts with what its person may see, and listens", "[client]")
{
    auto town = Town{riverside};
    auto desk = Desk{town, "gia"};
    CHECK(desk.client.phase() == Phase::ready);
    CHECK(desk.client.replica().me() == desk.user("gia"));
    CHECK(desk.group("g1"));
    CHECK_FALSE(desk.group("g2")); // not hers (S-4)
    CHECK(desk.transport.listening == "/api/v1/events");
}

TEST_CASE("a change is under way until it is answered, and then in the replica", "[client]")
{
    auto town = Town{riverside};
    auto desk = Desk{town, "ada"};
    auto const ticket = desk.client.send(AddMember{desk.group("g1"), desk.user("ugo")});
    REQUIRE(desk.client.under_way().size() == 1);
    CHECK(kind_of(desk.client.under_way().front()) == Kind::group_add_member);
    desk.transport.deliver();
    CHECK(desk.client.under_way().empty());
    auto const outcomes = desk.client.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front().ticket == ticket);
    CHECK(outcomes.front().result == Result::done);
    CHECK(holds(desk.world().groups[desk.group("g1")].members, desk.user("ugo")));
}

TEST_CASE("changes that wait for others to be answered are under way too", "[client]")
{
    auto town = Town{riverside};
    auto desk = Desk{town, "ada"};
    for (auto number = 0; number < 20; ++number)
        desk.client.send(CreateGroup{desk.world().accounts.find("a1"), {}, {.name = "Station " + std::to_string(100 + number)}});
    CHECK(desk.transport.sent.size() < 20); // not all at once
    CHECK(desk.client.under_way().size() == 20);
    desk.transport.deliver_one();
    CHECK(desk.client.under_way().size() == 19);
    desk.transport.deliver();
    CHECK(desk.client.under_way().empty());
    CHECK(desk.client.take_outcomes().size() == 20);
}

TEST_CASE("a refusal comes with its reason and rule", "[client][S-11]")
{
    auto town = Town{riverside};
    auto desk = Desk{town, "gia"};
    desk.client.send(DeleteGroup{desk.group("g1")});
    desk.transport.deliver();
    auto const outcomes = desk.client.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front().result == Result::refused);
    CHECK(outcomes.front().rule == "S-11");
    CHECK_FALSE(outcomes.front().reason.empty());
    CHECK(town.world().groups.find("g1"));
}

TEST_CASE("of two who edit one group the second is told of the conflict, and can then save", "[client]")
{
    auto town = Town{riverside};
    auto ada = Desk{town, "ada"};
    auto bob = Desk{town, "bob"};
    auto const seen_by_both = ada.world().groups[ada.group("g1")].version;
    ada.client.send(EditGroup{ada.group("g1"), {.name = "Station 70"}}, seen_by_both);
    ada.transport.deliver();

    bob.client.send(EditGroup{bob.group("g1"), {.name = "Station 700"}}, seen_by_both);
    bob.transport.deliver();
    auto outcomes = bob.client.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front().result == Result::conflict);
    // He sees what is there now without asking for it.
    auto const& row = bob.world().groups[bob.group("g1")];
    CHECK(row.name == "Station 70");

    bob.client.send(EditGroup{bob.group("g1"), {.name = "Station 700"}}, row.version);
    bob.transport.deliver();
    outcomes = bob.client.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front().result == Result::done);
}

TEST_CASE("a change whose answer was lost is sent again and happens once", "[client]")
{
    auto town = Town{riverside};
    auto desk = Desk{town, "ada"};
    desk.client.send(CreateGroup{desk.world().accounts.find("a1"), {}, {.name = "Station 11"}});
    town.weather = Town::Weather::answer_lost;
    REQUIRE(desk.transport.deliver_one());
    town.weather = Town::Weather::fair;
    desk.transport.deliver();
    auto const outcomes = desk.client.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front().result == Result::done);
    auto named = 0;
    for (auto const group : town.world().groups.handles())
        named += town.world().groups[group].name == "Station 11" ? 1 : 0;
    CHECK(named == 1);
}

TEST_CASE("without a network the person is told, and the client comes back by itself", "[client]")
{
    auto town = Town{riverside};
    auto desk = Desk{town, "ada"};
    town.weather = Town::Weather::request_lost;
    desk.client.send(SyncSafe{desk.safe("s1")});
    desk.transport.deliver();
    auto const outcomes = desk.client.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front().result == Result::failed);
    CHECK_FALSE(desk.client.online());
    town.weather = Town::Weather::fair;
    desk.client.heard("open", "");
    desk.transport.deliver();
    CHECK(desk.client.online());
}

TEST_CASE("an event brings what somebody else did", "[client]")
{
    auto town = Town{riverside};
    auto ada = Desk{town, "ada"};
    auto gia = Desk{town, "gia"};
    ada.client.send(SetUserRole{ada.user("uma"), ada.world().accounts.find("a1"), SafesRole::group_admin});
    ada.transport.deliver();
    auto const generation = gia.client.replica().generation();
    gia.client.heard("change", "{}");
    gia.transport.deliver();
    CHECK(gia.client.replica().generation() > generation);
    auto const account = gia.world().accounts.find("a1");
    CHECK(gia.world().users[gia.user("uma")].roles_in(account).safes == SafesRole::group_admin);
}

TEST_CASE("X-2: who is disabled is signed out at the next answer", "[client][X-2]")
{
    auto town = Town{riverside};
    auto tess = Desk{town, "tess"};
    auto uma = Desk{town, "uma"};
    tess.client.send(DisableUser{tess.user("uma")});
    tess.transport.deliver();
    REQUIRE(tess.client.take_outcomes().front().result == Result::done);
    uma.client.heard("closed", "");
    uma.transport.deliver();
    CHECK(uma.client.take_signed_out() == client::SignedOut::ended);
    CHECK(uma.transport.listening.empty());
}

TEST_CASE("X-7: the audit trail is read newest first, with what was refused", "[client][X-7]")
{
    auto town = Town{riverside};
    auto gia = Desk{town, "gia"};
    gia.client.send(RemoveSafe{gia.safe("s1")});
    gia.transport.deliver();
    auto ada = Desk{town, "ada"};
    ada.client.send(EditGroup{ada.group("g1"), {.name = "Station Seven"}});
    ada.transport.deliver();
    ada.client.audit().want({});
    ada.transport.deliver();
    auto const& entries = ada.client.audit().entries();
    REQUIRE(ada.client.audit().state() == client::AuditTrail::State::ready);
    REQUIRE(entries.size() >= 2);
    CHECK(entries[0].kind == "group.edit");
    CHECK(entries[0].actor == "ada");
    CHECK_FALSE(entries[0].refused);
    REQUIRE_FALSE(entries[0].differences.empty());
    CHECK(entries[0].differences.front().member == "name");
    CHECK(entries[0].differences.front().before == "Station 7");
    CHECK(entries[0].differences.front().after == "Station Seven");
    CHECK(entries[1].kind == "safe.remove");
    CHECK(entries[1].refused);
    CHECK(entries[1].rule == "S-11");
}

TEST_CASE("X-11: a new password needs the present one", "[client][X-11]")
{
    auto town = Town{riverside};
    auto desk = Desk{town, "uma"};
    auto const wrong = desk.client.change_password("not it at all", "a much better password");
    desk.transport.deliver();
    auto outcomes = desk.client.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front().ticket == wrong);
    CHECK(outcomes.front().result == Result::refused);
    CHECK_FALSE(desk.client.take_signed_out());
    desk.client.change_password("correct horse battery", "a much better password");
    desk.transport.deliver();
    outcomes = desk.client.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front().result == Result::done);
}

TEST_CASE("a first answer that breaks off leaves nothing behind, and is asked for again", "[client]")
{
    auto town = Town{riverside};
    town.weather = Town::Weather::answer_lost;
    auto desk = Desk{town, "ada"};
    CHECK(desk.client.phase() == Phase::failed);
    CHECK(desk.world().users.size() == 0);
    town.weather = Town::Weather::fair;
    desk.client.refresh();
    desk.transport.deliver();
    CHECK(desk.client.phase() == Phase::ready);
    CHECK(desk.group("g1"));
}

TEST_CASE("people are there to be shown before all of them have come", "[client]")
{
    auto rows = std::string{};
    for (auto number = 2; number <= 1200; ++number)
        rows += R"(,{"id":"u)" + std::to_string(number) + R"(","accounts":{"a1":{"safes":"user"}},"email":"u)" +
                  std::to_string(number) + R"(@x.example"})";
    auto const document = R"({"organization":{"id":"o1","name":"Large"},"accounts":[{"id":"a1","name":"One"}],"users":[
        {"id":"u1","email":"ada@x.example","accounts":{"a1":{"safes":"account_admin"}}})" + rows + "]}";
    auto replica = client::Replica{};
    auto const world = wire::decode_document(document);
    REQUIRE(world);
    auto const answer = wire::encode_sync(*world, world->users.find("u1"));
    auto shown = std::vector<std::size_t>{};
    for (auto at = std::size_t{0}; at < answer.size(); at += 50) {
        auto const before = replica.generation();
        replica.take_piece(std::string_view{answer}.substr(at, 50));
        if (replica.generation() != before)
            shown.push_back(replica.world().users.size());
        CHECK(replica.me() == (shown.empty() ? UserId{} : replica.world().users.find("u1")));
    }
    CHECK(shown == std::vector<std::size_t>{500, 1000});
    CHECK(replica.arriving());
    CHECK(replica.take_end());
    CHECK_FALSE(replica.arriving());
    CHECK(replica.world().users.size() == 1200);
}

TEST_CASE("codes that are told once come with the outcome, and with no other", "[client][S-16]")
{
    auto town = Town{riverside};
    auto desk = Desk{town, "ada"};
    auto const ticket = desk.client.ask_pairing_code("s1");
    desk.transport.deliver();
    auto outcomes = desk.client.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front().ticket == ticket);
    CHECK(outcomes.front().result == Result::done);
    REQUIRE(outcomes.front().code.size() == 14);

    // The keys of RFC 8032 7.1 and RFC 7748 6.1.
    auto const paired = town.ask({}, "POST", "/api/v1/device/pair",
                                 R"({"serial":"MX-0001","code":")" + outcomes.front().code + R"(",)"
                                 R"("public_key":"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",)"
                                 R"("agreement_key":"8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"})");
    INFO(paired.body);
    REQUIRE(paired.status == 201);
    desk.client.send(IssueEmergencyCode{desk.safe("s1"), "Keypad broken"});
    desk.client.send(SyncSafe{desk.safe("s1")});
    desk.transport.deliver();
    outcomes = desk.client.take_outcomes();
    REQUIRE(outcomes.size() == 2);
    CHECK(outcomes[0].code.size() == 8);
    CHECK(outcomes[1].code.empty());

    // Who may not is told why.
    auto other = Desk{town, "gia"};
    other.client.ask_pairing_code("s1");
    other.transport.deliver();
    outcomes = other.client.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front().result == Result::refused);
    CHECK(outcomes.front().rule == "S-11");
    CHECK(outcomes.front().code.empty());
}
