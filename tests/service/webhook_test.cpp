// Webhooks: what they tell, to whom it is cut, how it is signed, tried again, given up, and that nothing of it is lost.
#include "service/webhook_signature.hpp"
#include "service/webhooks.hpp"
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr std::string_view address = "https://hooks.example/castellan";

std::string created(std::string_view settings = "{}", std::string_view account = "a1")
{
    return std::format(R"({{"account":"{}","webhook":"w1","name":"Dispatch","url":"{}","settings":{}}})", account, address,
                       settings);
}

/// Ada's webhook w1 in Fire; its secret.
std::string set_up(House& house, std::string_view settings = "{}", std::string_view who = "ada")
{
    auto const made = house.ask(who, "POST", "/api/v1/webhooks", created(settings));
    INFO(made.body);
    REQUIRE(made.status == 201);
    return at(made, "secret");
}

std::vector<Posting> take(House& house)
{
    auto postings = house.service->take_postings(house.now);
    house.commit();
    return postings;
}

void answer(House& house, Posting const& posting, int status, std::string problem = {})
{
    house.service->posted(posting.key, {.status = status, .took_ms = 12, .problem = std::move(problem)}, house.now);
    house.commit();
}

/// Everything that is due is sent and delivered; the types, in the order of sending.
std::vector<std::string> told(House& house)
{
    auto types = std::vector<std::string>{};
    for (auto postings = take(house); !postings.empty(); postings = take(house)) {
        for (auto const& posting : postings) {
            types.push_back(at(posting.body, "type"));
            answer(house, posting, 204);
        }
    }
    return types;
}

std::string all_secrets(House& house, SecretTable table)
{
    auto text = std::string{};
    for (auto const& [key, value] : house.store.table(table))
        text += key + value;
    return text;
}

} // namespace

TEST_CASE("Standard Webhooks: the signature is that of the specification's own example", "[service][webhook]")
{
    CHECK(webhook_signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                            R"({"test": 2432232314})") == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    CHECK(webhook_signature("", "id", "1", "{}").empty());
    CHECK(webhook_signature("whsec_", "id", "1", "{}").empty());
    CHECK(webhook_signature("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "id", "1", "{}").empty());
    auto random = SeededRandom{};
    auto const secret = webhook_secret(random);
    CHECK(secret.starts_with("whsec_"));
    CHECK(secret.size() == 6 + 44);
    CHECK(webhook_secret(random) != secret);
}

TEST_CASE("a pattern stands for a kind, for all of a noun, or for everything", "[service][webhook]")
{
    CHECK(stands_for("*", "safe.sync"));
    CHECK(stands_for("safe.*", "safe.sync"));
    CHECK(stands_for("safe.sync", "safe.sync"));
    CHECK_FALSE(stands_for("safe.*", "safes.sync"));
    CHECK_FALSE(stands_for("safe.s", "safe.sync"));
    CHECK_FALSE(stands_for("user.*", "safe.sync"));
}

TEST_CASE("a webhook tells a change of its account by ids alone, signed with the secret that was shown once", "[service][webhook]")
{
    auto house = House{};
    auto const secret = set_up(house);
    CHECK(secret.starts_with("whsec_"));
    CHECK(told(house) == std::vector<std::string>{"webhook.create"});

    REQUIRE(house.ask("ada", "POST", "/api/v1/users",
                      R"({"account":"a1","user":"new","name":"Newcomer","email":"new@riverside.example","phone":"+1555","role":"user"})")
                .status == 201);
    auto const postings = take(house);
    REQUIRE(postings.size() == 1);
    auto const& posting = postings[0];
    CHECK(posting.url == address);
    CHECK(posting.id.starts_with("msg_"));
    CHECK(posting.timestamp == std::to_string(house.now / 1000));
    CHECK(posting.signature == webhook_signature(secret, posting.id, posting.timestamp, posting.body));
    CHECK(posting.body == R"({"type":"user.create","timestamp":"2023-11-14T22:13:20.000Z",)"
                          R"("data":{"account":"a1","actor":"ada","user":"new"}})");

    // The secret is nowhere but in its table.
    CHECK(all_secrets(house, SecretTable::webhooks).contains(secret));
    for (auto const& entry : house.store.entries())
        CHECK_FALSE(entry.body.contains("whsec_"));
    CHECK_FALSE(house.get("ada", "/api/v1/webhooks/w1").body.contains("whsec_"));
    CHECK_FALSE(house.get("ada", "/api/v1/sync").body.contains("whsec_"));
    CHECK_FALSE(house.get("ada", "/api/v1/audit").body.contains("whsec_"));
    CHECK_FALSE(house.get("ada", "/api/v1/accounts/a1/webhooks").body.contains("whsec_"));
    CHECK_FALSE(house.get("ada", "/api/v1/webhooks/w1/deliveries").body.contains("whsec_"));
}

TEST_CASE("a repeated request gets its first answer, but not the secret again", "[service][webhook]")
{
    auto house = House{};
    auto const first = house.ask("ada", "POST", "/api/v1/webhooks", created(), {.idempotency_key = "k1"});
    CHECK_FALSE(at(first, "secret").empty());
    auto const again = house.ask("ada", "POST", "/api/v1/webhooks", created(), {.idempotency_key = "k1"});
    CHECK(again.status == 201);
    CHECK(at(again, "id") == "w1");
    CHECK(at(again, "secret").empty());
    CHECK_FALSE(all_secrets(house, SecretTable::answers).contains("whsec_"));

    auto const batch = std::string{R"({"changes":[{"kind":"webhook.create","account":"a1","webhook":"w2","fields":{"name":"B","url":"https://b.example"}}]})"};
    auto const made = house.ask("ada", "POST", "/api/v1/changes", batch, {.idempotency_key = "k2"});
    INFO(made.body);
    CHECK(at(made, "changes[0].secret").starts_with("whsec_"));
    CHECK_FALSE(house.ask("ada", "POST", "/api/v1/changes", batch, {.idempotency_key = "k2"}).body.contains("whsec_"));
    CHECK_FALSE(all_secrets(house, SecretTable::answers).contains("whsec_"));
}

TEST_CASE("only wanted kinds of the own account are told, nothing that was refused, and nothing while it is paused", "[service][webhook]")
{
    auto house = House{};
    static_cast<void>(set_up(house, R"({"events":["safe.*","asset.count"]})"));
    CHECK(told(house).empty());
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
    REQUIRE(house.ask("ada", "POST", "/api/v1/assets/x1/count", R"({"quantity":10})").status == 200);
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/groups/g1", R"({"name":"Station Seven"})").status == 200); // not wanted
    REQUIRE(house.ask("zoe", "POST", "/api/v1/safes/s4/sync").status == 200);                            // another account
    REQUIRE(house.ask("uma", "POST", "/api/v1/safes/s1/sync").status == 403);                            // refused
    CHECK(told(house) == std::vector<std::string>{"safe.sync", "asset.count"});

    REQUIRE(house.ask("ada", "PATCH", "/api/v1/webhooks/w1", R"({"settings":{"paused":true}})").status == 200);
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s2/sync").status == 200);
    CHECK(told(house).empty());
}

TEST_CASE("X-7: a webhook tells what whoever it speaks for may read in the trail, and no more", "[service][webhook][X-7]")
{
    auto house = House{Options{.passwords = cheap_passwords}, true};
    house.install(R"({"organization":{"id":"o1","name":"R"},"accounts":[{"id":"a1","name":"Fire"}],
        "users":[{"id":"ada","name":"Ada","email":"ada@riverside.example","accounts":{"a1":{"safes":"account_admin"}}},
                 {"id":"pia","name":"Pia","email":"pia@riverside.example","accounts":{"a1":{"profiles":"full_admin"}}},
                 {"id":"pat","name":"Pat","email":"pat@riverside.example","accounts":{"a1":{"profiles":"partial_admin"}}},
                 {"id":"pam","name":"Pam","email":"pam@riverside.example","accounts":{"a1":{"profiles":"partial_admin"}}}],
        "safes":[{"id":"s1","account":"a1","name":"Engine 7"}],"doors":[{"id":"d1","account":"a1","name":"Bay"}],
        "profiles":[{"id":"f1","account":"a1","name":"Hooks","permissions":["webhooks.list","webhooks.create","webhooks.edit","webhooks.run"],"members":[{"user":"pat"}]},
                    {"id":"f2","account":"a1","name":"Reader","permissions":["webhooks.list","webhooks.create","webhooks.edit","safes.list","audit.list"],"members":[{"user":"pam"}]}]})");
    auto const happenings = [&] {
        REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
        REQUIRE(house.ask("pia", "PATCH", "/api/v1/doors/d1", R"({"name":"Bay door"})").status == 200);
        house.now += 20 * 60 * 1000;
    };
    SECTION("an account_admin is not told of doors")
    {
        static_cast<void>(set_up(house, R"({"events":["safe.*","door.*"]})", "ada"));
        happenings();
        CHECK(told(house) == std::vector<std::string>{"safe.sync"});
    }
    SECTION("a full_admin is")
    {
        static_cast<void>(set_up(house, R"({"events":["safe.*","door.*"]})", "pia"));
        happenings();
        CHECK(told(house) == std::vector<std::string>{"safe.sync", "door.edit"});
    }
    SECTION("somebody with webhooks alone is told nothing")
    {
        static_cast<void>(set_up(house, R"({"events":["safe.*","door.*"]})", "pat"));
        happenings();
        CHECK(told(house).empty());
    }
    SECTION("nor does he get it by bending another's webhook to himself")
    {
        static_cast<void>(set_up(house, R"({"events":["safe.*","door.*"]})", "pia"));
        REQUIRE(house.ask("pat", "PATCH", "/api/v1/webhooks/w1", R"({"url":"https://pat.example"})").status == 200);
        happenings();
        CHECK(told(house).empty());
    }
    SECTION("somebody with the trail and safes is told of safes, without who did it if he may not see him")
    {
        static_cast<void>(set_up(house, R"({"events":["safe.*","door.*"]})", "pam"));
        REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
        auto const postings = take(house);
        REQUIRE(postings.size() == 1);
        CHECK(at(postings[0].body, "data.safe") == "s1");
        CHECK(at(postings[0].body, "data.actor").empty());
    }
    SECTION("and the log does not say what was told to somebody else's eyes")
    {
        static_cast<void>(set_up(house, R"({"events":["safe.*","door.*"]})", "pia"));
        happenings();
        CHECK(told(house).size() == 2);
        auto const log = house.get("pam", "/api/v1/webhooks/w1/deliveries");
        CHECK(at(log, "deliveries[0].type").empty());
        CHECK(at(log, "deliveries[1].type") == "safe.sync");
        CHECK(at(house.get("pat", "/api/v1/webhooks/w1/deliveries"), "deliveries[1].type").empty());
    }
}

TEST_CASE("addresses and settings that make no sense are refused", "[service][webhook]")
{
    auto house = House{};
    auto const tried = [&](std::string_view url, std::string_view settings = "{}") {
        return house
            .ask("ada", "POST", "/api/v1/webhooks",
                 std::format(R"({{"account":"a1","name":"Dispatch","url":"{}","settings":{}}})", url, settings))
            .status;
    };
    for (auto const* url : {"", "hooks.example", "http://hooks.example", "ftp://hooks.example", "file:///etc/passwd",
                            "https://", "https://:443/", "https://ada:secret@hooks.example", "https://hooks.example/a b",
                            "https://hooks.example/#x", "https://good.example\\\\@evil.example", "HTTPS//x"}) {
        CAPTURE(url);
        CHECK(tried(url) == 422);
    }
    CHECK(house.ask("ada", "POST", "/api/v1/webhooks", R"({"account":"a1","name":"Dispatch"})").status == 422);
    for (auto const* settings : {R"({"events":["safe"]})", R"({"events":["Safe.sync"]})", R"({"events":["*.*"]})",
                                 R"({"events":"*"})", R"({"event":["*"]})", R"({"events":[1]})", R"({"paused":"yes"})"}) {
        CAPTURE(settings);
        CHECK(tried(address, settings) == 422);
    }
    CHECK(tried(address, R"({"events":["safe.sync","asset.*","*"],"paused":false})") == 201);

    auto open = House{Options{.passwords = cheap_passwords, .private_webhooks = true}};
    CHECK(open.ask("ada", "POST", "/api/v1/webhooks", R"({"account":"a1","name":"D","url":"http://localhost:9/x"})").status == 201);
}

TEST_CASE("what fails is tried again after growing pauses, bears the same id, and is given up in the end", "[service][webhook]")
{
    auto house = House{};
    auto const secret = set_up(house, R"({"events":["safe.sync"]})");
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
    auto id = std::string{};
    auto body = std::string{};
    for (std::size_t tries = 1; tries <= posting_pauses_ms.size() + 1; ++tries) {
        CAPTURE(tries);
        auto const postings = take(house);
        REQUIRE(postings.size() == 1);
        CHECK(take(house).empty()); // it is under way
        CHECK((id.empty() || (id == postings[0].id && body == postings[0].body)));
        CHECK(postings[0].signature == webhook_signature(secret, postings[0].id, std::to_string(house.now / 1000), postings[0].body));
        id = postings[0].id;
        body = postings[0].body;
        answer(house, postings[0], tries % 2 == 0 ? 500 : 0, "There was no answer: a test.");
        if (tries > posting_pauses_ms.size())
            break;
        house.now += posting_pauses_ms[tries - 1] - 1;
        CHECK(take(house).empty());
        house.now += posting_pauses_ms[tries - 1] / 10 + 1;
    }
    house.now += Instant{7} * 24 * 60 * 60 * 1000 - 1; // sessions end, deliveries don't come back
    house.forget_cookies();
    CHECK(take(house).empty());
    auto const log = house.get("ada", "/api/v1/webhooks/w1/deliveries");
    CHECK(at(log, "deliveries[0].id") == id);
    CHECK(at(log, "deliveries[0].state") == "failed");
    CHECK(at(log, "deliveries[0].tries") == "7");
    CHECK(at(log, "deliveries[0].took_ms") == "12");
    CHECK(at(log, "deliveries[0].problem") == "There was no answer: a test.");
    CHECK_FALSE(log.body.contains("payload"));

    SECTION("and can be sent again")
    {
        auto const again = std::format("/api/v1/webhooks/w1/deliveries/{}/again", id);
        CHECK(house.ask("uma", "POST", again).status == 404);
        CHECK(house.ask("zoe", "POST", again).status == 404);
        CHECK(house.ask("ada", "POST", "/api/v1/webhooks/w1/deliveries/msg_other/again").status == 404);
        CHECK(house.ask("ada", "POST", again).status == 204);
        CHECK(house.store.entries().back().kind == "webhook.send_again");
        CHECK(house.ask("ada", "POST", again).status == 409); // it waits already
        auto const postings = take(house);
        REQUIRE(postings.size() == 1);
        CHECK(postings[0].id == id);
        CHECK(postings[0].body == body);
        answer(house, postings[0], 200);
        CHECK(at(house.get("ada", "/api/v1/webhooks/w1/deliveries"), "deliveries[0].state") == "delivered");
    }
}

TEST_CASE("any answer but 2xx is a failure, a redirection too", "[service][webhook]")
{
    auto house = House{};
    static_cast<void>(set_up(house, R"({"events":["safe.sync"]})"));
    for (auto const status : {199, 301, 302, 307, 400, 404, 429, 500}) {
        CAPTURE(status);
        REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
        auto const postings = take(house);
        REQUIRE(postings.size() == 1);
        answer(house, postings[0], status);
        CHECK(at(house.get("ada", "/api/v1/webhooks/w1/deliveries?limit=1"), "deliveries[0].state") == "waiting");
        CHECK(at(house.get("ada", "/api/v1/webhooks/w1/deliveries?limit=1"), "deliveries[0].status") == std::to_string(status));
        house.now += 1;
    }
}

TEST_CASE("what is to be told is durable with the change: a restart and a failed commit lose nothing and double nothing", "[service][webhook]")
{
    auto house = House{};
    static_cast<void>(set_up(house, R"({"events":["safe.sync"]})"));
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
    auto const before = house.service->take_postings(house.now);
    REQUIRE(before.size() == 1);
    house.restart(); // while it is under way
    auto const after = take(house);
    REQUIRE(after.size() == 1);
    CHECK(after[0].id == before[0].id);
    CHECK(after[0].body == before[0].body);
    CHECK(after[0].signature == before[0].signature);
    answer(house, after[0], 200);
    house.restart();
    CHECK(take(house).empty());

    // Nothing leaves before it is durable, and nothing of what never became so.
    auto const outcome = house.ask_only("ada", "POST", "/api/v1/safes/s2/sync");
    CHECK(outcome.response.status == 200);
    auto const batch = house.service->take_batch();
    CHECK(house.service->take_postings(house.now).empty());
    house.service->failed(house.now);
    CHECK(take(house).empty());
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s2/sync").status == 200);
    CHECK(take(house).size() == 1);
}

TEST_CASE("a test is told whatever is wanted, tried once, and says how it went", "[service][webhook]")
{
    auto house = House{};
    static_cast<void>(set_up(house, R"({"events":["asset.count"],"paused":true})"));
    REQUIRE(house.ask("ada", "POST", "/api/v1/webhooks/w1/run").status == 200);
    auto const postings = take(house);
    REQUIRE(postings.size() == 1);
    CHECK(postings[0].body == R"({"type":"webhook.run","timestamp":"2023-11-14T22:13:20.000Z","data":{"account":"a1","actor":"ada","webhook":"w1"}})");
    answer(house, postings[0], 503);
    house.now += 6'000;
    CHECK(take(house).empty());
    auto const log = house.get("ada", "/api/v1/webhooks/w1/deliveries");
    CHECK(at(log, "deliveries[0].type") == "webhook.run");
    CHECK(at(log, "deliveries[0].state") == "failed");
    CHECK(at(log, "deliveries[0].problem") == "The receiver answered 503.");
}

TEST_CASE("after many failures over hours a webhook rests, tells whom it speaks for, and is woken by a test", "[service][webhook]")
{
    auto house = House{};
    static_cast<void>(set_up(house, R"({"events":["safe.sync"]})"));
    auto rounds = 0;
    auto const rests = [&] { return !at(house.get("ada", "/api/v1/accounts/a1/webhooks"), "webhooks[0].resting").empty(); };
    while (!rests()) {
        REQUIRE(rounds++ < 100);
        REQUIRE(house.ask("ada", "POST", rounds % 2 == 0 ? "/api/v1/safes/s1/sync" : "/api/v1/safes/s2/sync").status == 200);
        for (auto const& posting : take(house))
            answer(house, posting, 500);
        house.now += Instant{20} * 60 * 1000;
    }
    CHECK(rounds >= 12); // four hours
    CHECK(take(house).empty());
    REQUIRE_FALSE(house.messages.empty());
    CHECK(house.messages.back().to == "ada@riverside.example");
    CHECK(house.messages.back().subject == "The webhook Dispatch rests");

    // What happens meanwhile is kept, and not sent.
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
    CHECK(take(house).empty());
    auto const id = at(house.get("ada", "/api/v1/webhooks/w1/deliveries"), "deliveries[0].id");
    CHECK(at(house.get("ada", "/api/v1/webhooks/w1/deliveries"), "deliveries[0].state") == "failed");
    CHECK(house.ask("ada", "POST", std::format("/api/v1/webhooks/w1/deliveries/{}/again", id)).status == 409);
    house.restart();
    CHECK(rests());

    // A test that fails leaves it resting, one that succeeds wakes it.
    REQUIRE(house.ask("ada", "POST", "/api/v1/webhooks/w1/run").status == 200);
    auto tests = take(house);
    REQUIRE(tests.size() == 1);
    answer(house, tests[0], 500);
    CHECK(rests());
    REQUIRE(house.ask("ada", "POST", "/api/v1/webhooks/w1/run").status == 200);
    tests = take(house);
    REQUIRE(tests.size() == 1);
    answer(house, tests[0], 200);
    CHECK_FALSE(rests());
    CHECK(house.ask("ada", "POST", std::format("/api/v1/webhooks/w1/deliveries/{}/again", id)).status == 204);
    CHECK(take(house).size() == 1);
}

TEST_CASE("a receiver that says 410 is left alone at once", "[service][webhook]")
{
    auto house = House{};
    static_cast<void>(set_up(house, R"({"events":["safe.sync"]})"));
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
    answer(house, take(house).at(0), 410);
    CHECK_FALSE(at(house.get("ada", "/api/v1/accounts/a1/webhooks"), "webhooks[0].resting").empty());
    // Another address: it is somebody else's to say now.
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/webhooks/w1", R"({"url":"https://other.example"})").status == 200);
    CHECK(at(house.get("ada", "/api/v1/accounts/a1/webhooks"), "webhooks[0].resting").empty());
}

TEST_CASE("a new secret is shown once, to who may edit; the former one signs beside it for a day", "[service][webhook]")
{
    auto house = House{};
    auto const former = set_up(house, R"({"events":["safe.sync"]})");
    CHECK(house.ask("uma", "POST", "/api/v1/webhooks/w1/secret").status == 404);
    CHECK(house.ask("zoe", "POST", "/api/v1/webhooks/w1/secret").status == 404);
    CHECK(house.ask("ada", "POST", "/api/v1/webhooks/w9/secret").status == 404);
    auto const renewed = house.ask("bob", "POST", "/api/v1/webhooks/w1/secret");
    CHECK(renewed.status == 201);
    auto const secret = at(renewed, "secret");
    CHECK(secret != former);
    CHECK(house.store.entries().back().kind == "webhook.set_secret");
    CHECK_FALSE(house.store.entries().back().body.contains("whsec_"));
    CHECK(at(house.get("ada", "/api/v1/accounts/a1/webhooks"), "webhooks[0].speaks_for") == "bob");
    house.restart();

    auto const signed_with = [&](std::string_view key, Posting const& posting) {
        return posting.signature.contains(webhook_signature(key, posting.id, posting.timestamp, posting.body));
    };
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
    auto posting = take(house).at(0);
    CHECK(posting.signature.starts_with(webhook_signature(secret, posting.id, posting.timestamp, posting.body) + ' '));
    CHECK(signed_with(former, posting));
    answer(house, posting, 200);
    house.now += Webhooks::former_signs_ms;
    house.forget_cookies();
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s2/sync").status == 200);
    posting = take(house).at(0);
    CHECK(signed_with(secret, posting));
    CHECK_FALSE(signed_with(former, posting));
}

TEST_CASE("X-2: who is disabled is not told by his webhooks either; somebody else takes them over", "[service][webhook][X-2]")
{
    auto house = House{};
    static_cast<void>(set_up(house, R"({"events":["safe.sync"]})"));
    REQUIRE(house.ask("bob", "POST", "/api/v1/safes/s1/sync").status == 200); // waits when she is disabled
    REQUIRE(house.ask("tess", "POST", "/api/v1/users/ada/disable").status == 200);
    CHECK(take(house).empty());
    REQUIRE(house.ask("bob", "POST", "/api/v1/safes/s2/sync").status == 200);
    CHECK(take(house).empty());
    CHECK(at(house.get("bob", "/api/v1/webhooks/w1/deliveries"), "deliveries[0].state") == "failed");
    REQUIRE(house.ask("bob", "POST", "/api/v1/webhooks/w1/secret").status == 201);
    REQUIRE(house.ask("bob", "POST", "/api/v1/safes/s1/sync").status == 200);
    CHECK(take(house).size() == 1);
}

TEST_CASE("what belongs to a webhook goes with it", "[service][webhook]")
{
    auto house = House{};
    static_cast<void>(set_up(house));
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
    CHECK(house.store.table(SecretTable::deliveries).size() == 2);
    auto const under_way = take(house);
    REQUIRE(under_way.size() == 1);
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/webhooks/w1").status == 200);
    CHECK(house.store.table(SecretTable::webhooks).empty());
    CHECK(house.store.table(SecretTable::deliveries).empty());
    answer(house, under_way[0], 200); // comes back too late
    CHECK(house.store.table(SecretTable::deliveries).empty());
    CHECK(house.get("ada", "/api/v1/webhooks/w1/deliveries").status == 404);
}

TEST_CASE("a webhook without a secret, as an imported document has it, tells nothing until it gets one", "[service][webhook]")
{
    auto house = House{Options{.passwords = cheap_passwords}, true};
    house.install(R"({"organization":{"id":"o1","name":"R"},"accounts":[{"id":"a1","name":"Fire"}],
        "users":[{"id":"ada","name":"Ada","email":"ada@riverside.example","accounts":{"a1":{"safes":"account_admin"}}}],
        "safes":[{"id":"s1","account":"a1","name":"Engine 7"}],
        "webhooks":[{"id":"w1","account":"a1","name":"Dispatch","url":"https://hooks.example"}]})");
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
    CHECK(take(house).empty());
    REQUIRE(house.ask("ada", "POST", "/api/v1/webhooks/w1/run").status == 200);
    CHECK(take(house).empty());
    CHECK(at(house.get("ada", "/api/v1/webhooks/w1/deliveries"), "deliveries[0].problem").contains("no secret"));
    CHECK(house.get("ada", "/api/v1/accounts/a1/webhooks").body.contains(R"("has_secret":false)"));
    house.restart();
    REQUIRE(house.ask("ada", "POST", "/api/v1/webhooks/w1/secret").status == 201);
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/safes/s1", R"({"name":"Engine 8"})").status == 200);
    CHECK(told(house) == std::vector<std::string>{"webhook.set_secret", "safe.edit"});
}

TEST_CASE("the log of deliveries is paged, bounded, and for who sees the webhook", "[service][webhook]")
{
    auto house = House{};
    static_cast<void>(set_up(house, R"({"events":["asset.count"]})"));
    for (std::size_t made = 0; made < Webhooks::delivered_kept + 20; ++made) {
        REQUIRE(house.ask("ada", "POST", "/api/v1/assets/x1/count", R"({"quantity":10})").status == 200);
        CHECK(told(house).size() == 1);
        house.now += 1'000;
    }
    CHECK(house.store.table(SecretTable::deliveries).size() == Webhooks::delivered_kept);
    CHECK(house.get("uma", "/api/v1/webhooks/w1/deliveries").status == 404);
    CHECK(house.get("gia", "/api/v1/webhooks/w1/deliveries").status == 404);
    CHECK(house.get("zoe", "/api/v1/webhooks/w1/deliveries").status == 404);
    CHECK(house.get("zoe", "/api/v1/accounts/a1/webhooks").status == 404);
    auto seen = std::vector<std::string>{};
    auto after = std::string{};
    do {
        auto const page = house.get("ada", std::format("/api/v1/webhooks/w1/deliveries?limit=30{}{}", after.empty() ? "" : "&after=", after));
        for (auto line = 0; !at(page, std::format("deliveries[{}].id", line)).empty(); ++line)
            seen.push_back(at(page, std::format("deliveries[{}].id", line)));
        after = at(page, "next");
    } while (!after.empty());
    CHECK(seen.size() == Webhooks::delivered_kept);
    std::ranges::sort(seen);
    CHECK(std::ranges::adjacent_find(seen) == seen.end());
    house.restart();
    CHECK(at(house.get("ada", "/api/v1/webhooks/w1/deliveries?limit=1"), "deliveries[0].state") == "delivered");
    CHECK(house.get("ada", "/api/v1/webhooks/w1/deliveries?limit=0").status == 422);
    CHECK(house.get("ada", "/api/v1/webhooks/w1/deliveries?limit=201").status == 422);
}

TEST_CASE("waiting messages of a receiver that is slow are bounded", "[service][webhook]")
{
    auto house = House{};
    auto random = SeededRandom{};
    auto writes = std::vector<SecretWrite>{};
    auto webhooks = Webhooks{writes};
    static_cast<void>(webhooks.renew_secret("w1", "ada", random, 0));
    for (std::size_t made = 0; made < Webhooks::waiting_most + Webhooks::failed_kept + 50; ++made)
        webhooks.add("w1", "safe.sync", "{}", random, static_cast<Instant>(made));
    webhooks.committed();
    CHECK(webhooks.state("w1").waiting == static_cast<std::int64_t>(Webhooks::waiting_most));
    CHECK(webhooks.state("w1").failed == static_cast<std::int64_t>(Webhooks::failed_kept));
    auto const sent = webhooks.take_due(10'000, [](auto const&) { return Webhooks::Leave{.effect = Webhooks::Leave::Effect::send, .url = "https://x"}; });
    CHECK(sent.size() == 1); // one at a time
}

TEST_CASE("an account's clock: the server completes the zone with its rule, and believes nobody else's", "[service][zone]")
{
    auto house = House{Options{.passwords = cheap_passwords, .zone_rule = [](std::string_view name) {
                                   return name == "Europe/Madrid" ? std::optional<std::string>{"CET-1CEST,M3.5.0,M10.5.0/3"} : std::nullopt;
                               }}};
    auto const set = [&](std::string_view fields) { return house.ask("ada", "PATCH", "/api/v1/accounts/a1/settings", fields); };
    CHECK(set(R"({"time_zone":"Europe/Madrid"})").status == 200);
    CHECK(house.world().accounts[house.world().accounts.find("a1")].time_zone_rule == "CET-1CEST,M3.5.0,M10.5.0/3");
    CHECK(set(R"({"time_zone":"Europe/Madrid"})").status == 409); // X-13
    CHECK(set(R"({"time_zone":"Nowhere/Atlantis"})").status == 422);
    CHECK(at(set(R"({"time_zone":"../../etc/passwd"})"), "path") == "time_zone");
    CHECK(set(R"({"time_zone_rule":"EST5"})").status == 422);
    CHECK(set(R"({"time_zone":"Europe/Madrid","time_zone_rule":"EST5"})").status == 422);
    auto const batch = house.ask("ada", "POST", "/api/v1/changes", R"({"changes":[{"kind":"account.settings","account":"a1","fields":{"time_zone_rule":"EST5"}}]})");
    CHECK(at(batch, "path") == "changes[0].fields.time_zone_rule");
    house.restart();
    CHECK(house.world().accounts[house.world().accounts.find("a1")].time_zone == "Europe/Madrid");
    CHECK(set(R"({"time_zone":""})").status == 200);
    CHECK(house.world().accounts[house.world().accounts.find("a1")].time_zone_rule.empty());
}
