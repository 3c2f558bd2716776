// The log: durable before anybody is told, the same world again, and tampering shows.
#include "model/invariants.hpp"
#include "service/chain.hpp"
#include "tests/service/house.hpp"
#include "tests/service/random_changes.hpp"
#include "tests/service/riverside.hpp"
#include "wire/document.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr auto add_ugo = "/api/v1/groups/g1/members/ugo";

} // namespace

TEST_CASE("Nobody is told what is not durable: neither who wrote it nor who reads it", "[service][log]")
{
    auto house = House{};
    house.cookie_of("ada");
    house.cookie_of("bob");
    CHECK(house.ask_only("bob", "GET", "/api/v1/groups/g1").after == 0);

    auto const written = house.ask_only("ada", "PUT", add_ugo);
    CHECK(written.response.status == 200);
    CHECK(written.after != 0);
    auto const read = house.ask_only("bob", "GET", "/api/v1/groups/g1");
    CHECK(read.after == written.after);

    // While that batch is on its way, what comes now goes with the next, and readers wait for the one they saw.
    auto const batch = house.service->take_batch();
    CHECK(batch.ticket == written.after);
    CHECK(batch.entries.size() == 1);
    CHECK(house.ask_only("bob", "GET", "/api/v1/groups/g1").after == batch.ticket);
    auto const next = house.ask_only("ada", "DELETE", add_ugo);
    CHECK(next.after > batch.ticket);
    REQUIRE(house.store.append(batch));
    house.service->committed(batch.ticket);
    CHECK(house.ask_only("bob", "GET", "/api/v1/groups/g1").after == next.after);
    house.commit();
    CHECK(house.ask_only("bob", "GET", "/api/v1/groups/g1").after == 0);
}

TEST_CASE("If a commit fails, nothing of it has happened", "[service][log]")
{
    auto house = House{};
    auto const ada = house.cookie_of("ada");
    house.cookie_of("tess");
    auto const uma = house.cookie_of("uma");
    auto const before = house.picture();
    auto const first = house.ask_only("ada", "PUT", add_ugo, {}, {.idempotency_key = "k1"});
    REQUIRE(first.response.status == 200);
    REQUIRE(house.ask_only("tess", "POST", "/api/v1/users/uma/disable").response.status == 200);
    CHECK(house.picture() != before);

    house.store.fail_appends(1);
    house.commit();
    CHECK(house.picture() == before);
    CHECK(house.ask_with_cookie(uma, "GET", "/api/v1/session").status == 200);
    CHECK(house.ask_with_cookie(ada, "GET", "/api/v1/session").status == 200);

    // The same key carries it out now: its first answer was never given.
    auto const again = house.ask("ada", "PUT", add_ugo, {}, {.idempotency_key = "k1"});
    CHECK(again.status == 200);
    CHECK(house.picture() != before);
    CHECK(verify_chain(house.store).has_value());
    CHECK(Service::not_durable().status == 503);
}

TEST_CASE("While the store is lost everybody gets 503, and afterwards goes on", "[service][log]")
{
    auto house = House{};
    auto const ada = house.cookie_of("ada");
    static_cast<void>(house.ask_only("ada", "PUT", add_ugo));
    house.store.fail_appends(1);
    house.store.fail_reads(true);
    house.commit();
    CHECK(house.ask_with_cookie(ada, "GET", "/api/v1/session").status == 503);
    house.now += 2'000;
    CHECK(house.ask_with_cookie(ada, "GET", "/api/v1/session").status == 503);
    house.store.fail_reads(false);
    house.now += 2'000;
    CHECK(house.ask_with_cookie(ada, "GET", "/api/v1/session").status == 200);
    CHECK(house.ask("ada", "PUT", add_ugo).status == 200);
}

TEST_CASE("Property: the log gives the same world again, with and without snapshots", "[service][log][property]")
{
    for (auto const seed : {1U, 2U, 4U}) {
        for (auto const snapshot_every : {7U, 1'000'000U}) {
            CAPTURE(seed, snapshot_every);
            auto options = House::cheap();
            options.snapshot_every = snapshot_every;
            auto house = House{options};
            auto engine = std::mt19937{seed};
            for (auto part = 0; part < 4; ++part) {
                live(house, engine, 500);
                auto const picture = house.picture();
                auto const revision = house.world().revision;
                house.restart();
                REQUIRE(house.picture() == picture);
                REQUIRE(house.world().revision == revision);
                REQUIRE(broken_invariants(house.world()).empty());
            }
            auto const verified = verify_chain(house.store);
            REQUIRE(verified);
            CHECK(*verified == house.store.entries().size());
            CHECK(*verified > 500);
            auto const allowed = std::ranges::count_if(
                house.store.entries(), [](Entry const& entry) { return at(entry.body, "effect") == "allow"; });
            CHECK(allowed > 60);
        }
    }
}

TEST_CASE("X-7: whatever is altered, removed, swapped or put between shows", "[service][log][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("ada", "PUT", add_ugo).status == 200);
    REQUIRE(house.ask("ada", "DELETE", add_ugo).status == 200);
    REQUIRE(house.ask("gia", "DELETE", "/api/v1/groups/g1").status == 403);
    REQUIRE(house.ask("ada", "PUT", add_ugo).status == 200);
    REQUIRE(verify_chain(house.store).value() == 6);
    auto& entries = house.store.entries();

    auto broken_at = std::uint64_t{3};
    SECTION("the body") { entries[2].body += ' '; }
    SECTION("who") { entries[2].actor = "bob"; }
    SECTION("when") { ++entries[2].at; }
    SECTION("the kind") { entries[2].kind = "group.remove_member"; }
    SECTION("all of it, with a new hash")
    {
        entries[2].actor = "bob";
        entries[2].hash = hash_of(entries[2]);
        broken_at = 4;
    }
    SECTION("left out") { entries.erase(entries.begin() + 2); }
    SECTION("swapped") { std::swap(entries[2], entries[3]); }
    SECTION("put between") { entries.insert(entries.begin() + 2, entries[2]); broken_at = 4; }

    auto const verified = verify_chain(house.store);
    REQUIRE_FALSE(verified);
    CHECK(verified.error().number == broken_at);
    CHECK_FALSE(verified.error().problem.empty());
}

TEST_CASE("X-7: a snapshot that was altered shows, and counts for nothing", "[service][log][X-7]")
{
    auto options = House::cheap();
    options.snapshot_every = 3;
    auto house = House{options};
    for (auto time = 0; time < 4; ++time) {
        REQUIRE(house.ask("ada", "PUT", add_ugo).status == 200);
        REQUIRE(house.ask("ada", "DELETE", add_ugo).status == 200);
    }
    auto const picture = house.picture();
    REQUIRE(verify_chain(house.store).value() == house.store.entries().size());
    REQUIRE_FALSE(house.service->snapshot_was_refused());
    auto const good = house.store.latest_snapshot().value().value();
    REQUIRE(good.number > 3);
    auto const put = [&](Snapshot snapshot) { REQUIRE(house.store.append({.snapshot = std::move(snapshot)})); };

    SECTION("what it is made of")
    {
        // Uma as an Account Administrator, whom no entry ever made one.
        auto world = wire::decode_snapshot(good.world).value();
        world.edit_user(world.users.find("uma"), [](User& uma) { uma.accounts[0].safes = SafesRole::account_admin; });
        put({good.number, wire::encode_snapshot(world)});
        CHECK(verify_chain(house.store).error().number == good.number);
    }
    SECTION("one byte of it")
    {
        auto altered = good;
        altered.world.back() = static_cast<char>(altered.world.back() ^ 1);
        put(altered);
    }
    SECTION("cut short") { put({good.number, good.world.substr(0, good.world.size() / 2)}); }
    SECTION("empty") { put({good.number, ""}); }
    SECTION("an older one in its place") { put({2, good.world}); }
    SECTION("of an entry that is no seal's") { put({good.number + 1, good.world}); }
    SECTION("of an entry that is not there yet") { put({good.number + 1'000, good.world}); }

    CHECK_FALSE(verify_chain(house.store));
    house.restart();
    CHECK(house.service->snapshot_was_refused());
    CHECK(house.picture() == picture);
    CHECK(house.world().users[house.user("uma")].accounts[0].safes == SafesRole::user);

    // The next change brings a new one, and all is well again.
    REQUIRE(house.ask("ada", "PUT", add_ugo).status == 200);
    CHECK(verify_chain(house.store).value() == house.store.entries().size());
    auto const after = house.picture();
    house.restart();
    CHECK_FALSE(house.service->snapshot_was_refused());
    CHECK(house.picture() == after);
}

TEST_CASE("X-7: the seal of a snapshot is part of the chain", "[service][log][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("ada", "PUT", add_ugo).status == 200);
    auto& entries = house.store.entries();
    REQUIRE(entries[1].kind == "organization.snapshot");
    auto forged = Snapshot{1, wire::encode_snapshot(house.world())};
    entries[1].body = seal_body(forged);
    CHECK(verify_chain(house.store).error().number == 2);

    // With a new hash of its own, what follows no longer fits.
    entries[1].hash = hash_of(entries[1]);
    REQUIRE(house.store.append({.snapshot = forged}));
    CHECK(verify_chain(house.store).error().number == 3);
    auto const opened = Service::open(house.store, house.random, house.options, house.now);
    REQUIRE_FALSE(opened);
    CHECK(opened.error() == OpenError::broken_chain);
}

TEST_CASE("X-7: a clock that was put back does not make the log run backwards", "[service][log][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("ada", "PUT", add_ugo).status == 200);
    auto const latest = house.now;
    house.now -= 60'000;
    REQUIRE(house.ask("ada", "DELETE", add_ugo).status == 200);
    house.restart();
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s3/sync").status == 200);
    CHECK(house.store.entries().back().at == latest);
    CHECK(std::ranges::is_sorted(house.store.entries(), {}, &Entry::at));
    auto const picture = house.picture();
    house.restart();
    CHECK(house.picture() == picture);
}

TEST_CASE("A service does not start on a log whose tail was altered", "[service][log]")
{
    auto house = House{};
    REQUIRE(house.ask("ada", "PUT", add_ugo).status == 200);
    house.store.entries().back().actor = "bob";
    auto const opened = Service::open(house.store, house.random, house.options, house.now);
    REQUIRE_FALSE(opened);
    CHECK(opened.error() == OpenError::broken_chain);
}

TEST_CASE("The first set-up: one link, once, and its person holds the top role of each book", "[service][setup]")
{
    auto house = House{House::cheap(), true};
    REQUIRE(house.service->is_empty());
    CHECK(at(house.get("", "/api/v1/health"), "set_up") == "false");
    auto const token = house.service->setup_token();
    REQUIRE(token.size() == 64);
    auto const body = [](std::string_view with, std::string_view secret = "a long password") {
        return R"({"token":")" + std::string{with} +
               R"(","organization":"Riverside EMS","account":"Fire","name":"Ada Okafor","email":"ada@riverside.example","password":")" +
               std::string{secret} + R"("})";
    };
    CHECK(house.ask("", "POST", "/api/v1/setup", body(std::string(64, '0'))).status == 403);
    CHECK(house.ask("", "POST", "/api/v1/setup", body("")).status == 403);
    CHECK(house.ask("", "POST", "/api/v1/setup", body(token, "short")).status == 422);
    CHECK(house.service->is_empty());

    auto const done = house.ask("", "POST", "/api/v1/setup", body(token));
    CAPTURE(done.body);
    REQUIRE(done.status == 201);
    auto const cookie = done.set_cookie.substr(0, done.set_cookie.find(';'));
    auto const me = house.ask_with_cookie(cookie, "GET", "/api/v1/session");
    CHECK(at(me, "email") == "ada@riverside.example");
    auto const& user = house.world().users[house.user(at(me, "user"))];
    CHECK(user.administrator);
    CHECK(user.organization_admin);
    REQUIRE(user.accounts.size() == 1);
    CHECK(user.accounts[0].safes == SafesRole::account_admin);
    CHECK(user.accounts[0].profiles == ProfilesRole::full_admin);

    CHECK(house.service->setup_token().empty());
    CHECK(house.ask("", "POST", "/api/v1/setup", body(token)).status == 403);
    house.restart();
    CHECK_FALSE(house.service->is_empty());
    CHECK(house.service->setup_token().empty());
    CHECK(house.sign_in("ada@riverside.example", "a long password").status == 201);
    CHECK(verify_chain(house.store).value() == 2);
}

TEST_CASE("Two set-ups at once leave one organisation", "[service][setup]")
{
    auto house = House{House::cheap(), true};
    auto const body = R"({"token":")" + house.service->setup_token() +
                      R"(","organization":"O","account":"A","name":"N","email":"n@o.example","password":"a long password"})";
    auto one = house.ask_only("", "POST", "/api/v1/setup", body);
    auto two = house.ask_only("", "POST", "/api/v1/setup", body);
    REQUIRE((one.work && two.work));
    one.work->run();
    two.work->run();
    CHECK(house.service->finish(*one.work, house.now).response.status == 201);
    CHECK(house.service->finish(*two.work, house.now).response.status == 409);
    house.commit();
    CHECK(house.store.entries().size() == 2);
}

TEST_CASE("A demonstration says that it is one, also after a restart", "[service][setup]")
{
    auto house = House{House::cheap(), true};
    REQUIRE(house.service->install(riverside, Demonstration::yes, house.now));
    house.commit();
    CHECK(house.service->is_demonstration());
    house.restart();
    CHECK(house.service->is_demonstration());
    CHECK(at(house.get("", "/api/v1/health"), "demonstration") == "true");
    CHECK_FALSE(house.service->install(riverside, Demonstration::yes, house.now));
}

TEST_CASE("A document that is not sound is not installed, and all is said that is wrong", "[service][setup]")
{
    auto house = House{House::cheap(), true};
    auto const installed = house.service->install(
        R"({"organization":{"id":"o1"},"users":[{"id":"u1","accounts":{"a9":{"safes":"user"}}},{"id":"u1"}]})",
        Demonstration::no, house.now);
    REQUIRE_FALSE(installed);
    CHECK(installed.error().find("users[") != std::string::npos);
    CHECK(house.service->is_empty());
    CHECK(house.service->take_batch().empty());
}
