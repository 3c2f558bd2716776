// The promise of durability, held against kill -9: what was acknowledged is there, nothing is there twice, the chain is
// whole.
#include "server-stub/sqlite_store.hpp"
#include "service/chain.hpp"
#include "service/service.hpp"
#include "tests/server/process.hpp"
#include "tests/server/raw_client.hpp"
#include "tests/server/temporary_folder.hpp"

#include <catch2/catch_get_random_seed.hpp>
#include <catch2/catch_test_macros.hpp>

#include <csignal>
#include <deque>
#include <format>
#include <map>
#include <random>
#include <set>
#include <thread>

using namespace castellan;
using namespace castellan::tests;
using castellan::server::SqliteStore;

namespace {

constexpr int rounds = 50;
constexpr std::size_t writers = 8;

/// One client that creates groups, each with a name of its own and an idempotency key, and keeps account of what it was
/// told.
class Writer {
public:
    explicit Writer(std::size_t number) : number_(number) {}

    /// Writes until the server is gone. What it was not told about last time is asked again first, with the same key.
    void run(std::uint16_t port, std::string const& cookie)
    {
        RawClient client(port);
        while (true) {
            if (waiting_.empty())
                waiting_.push_back(std::format("crash-{}-{}", number_, ++made_));
            auto const& name = waiting_.front();
            auto const body = std::format(R"({{"account":"a1","name":"{}"}})", name);
            client.send(
                std::format("POST /api/v1/groups HTTP/1.1\r\nHost: localhost\r\nCastellan-Request: 1\r\nCookie: {}\r\n"
                            "Idempotency-Key: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
                            cookie, name, body.size(), body));
            auto const status = client.response().status;
            if (status == 0)
                return;
            if (status == 201)
                acknowledged.insert(name);
            else
                refused.insert(std::format("{}: {}", name, status));
            waiting_.pop_front();
        }
    }

    std::set<std::string> acknowledged;
    std::set<std::string> refused;

private:
    std::size_t number_;
    std::size_t made_ = 0;
    std::deque<std::string> waiting_; // asked for, and not answered
};

std::string sign_in(std::uint16_t port)
{
    std::string const body = R"({"email":"ada.okafor@riverside.example","password":"Castellan-demo-1"})";
    auto const response =
        ask(port, std::format("POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nCastellan-Request: 1\r\n"
                              "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
                              body.size(), body));
    auto const cookie = response.field("set-cookie");
    return cookie.substr(0, cookie.find(';'));
}

/// How often each of the writers' groups was created, by the log.
std::map<std::string, int> creations(Store& store)
{
    std::map<std::string, int> found;
    std::uint64_t from = 1;
    while (true) {
        auto const entries = store.read(from, 1000).value();
        if (entries.empty())
            return found;
        for (auto const& entry : entries) {
            auto const name = entry.body.find("\"crash-");
            if (entry.kind == "group.create" && name != std::string::npos && entry.body.contains(R"("effect":"allow")"))
                ++found[entry.body.substr(name + 1, entry.body.find('"', name + 1) - name - 1)];
        }
        from = entries.back().number + 1;
    }
}

} // namespace

TEST_CASE("kill -9 under load loses nothing that was acknowledged and doubles nothing", "[crash]")
{
    auto const seed = Catch::getSeed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> lifetime_ms(20, 350);

    TemporaryFolder const folder;
    std::vector<std::string> const serve = {
        "serve", "--data", folder / "data", "--port", "0", "--demo", CASTELLAN_SOURCE_DIR "/assets/demo.json"};
    std::vector<Writer> clients;
    for (std::size_t i = 0; i < writers; ++i)
        clients.emplace_back(i);

    std::string cookie;
    auto const file = folder / "data/castellan.db";
    for (int round = 0; round < rounds; ++round) {
        {
            Process server(folder.path(), serve);
            auto const port = server.port();
            INFO("round " << round << ": " << server.printed());
            REQUIRE(port != 0);
            if (cookie.empty())
                cookie = sign_in(port); // the session outlives the server
            std::vector<std::thread> threads;
            for (auto& client : clients)
                threads.emplace_back([&] { client.run(port, cookie); });
            std::this_thread::sleep_for(std::chrono::milliseconds(lifetime_ms(random)));
            server.signal(SIGKILL);
            server.wait();
            for (auto& thread : threads)
                thread.join();
        }
        auto const store = SqliteStore::open(file, {}).value();
        auto const chain = verify_chain(*store);
        INFO("round " << round);
        REQUIRE(chain);
    }

    // Once more without an accident, so that everything that was asked again is answered.
    {
        Process server(folder.path(), serve);
        auto const port = server.port();
        REQUIRE(port != 0);
        std::vector<std::thread> threads;
        for (auto& client : clients)
            threads.emplace_back([&] { client.run(port, cookie); });
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        server.signal(SIGTERM);
        REQUIRE(server.wait() == 0);
        for (auto& thread : threads)
            thread.join();
    }

    auto const store = SqliteStore::open(file, {}).value();
    SystemRandom chance;
    auto const service = Service::open(*store, chance, {}, 0).value();
    std::map<std::string, int> in_world;
    auto const& groups = service->world().groups;
    for (auto const group : groups.handles())
        if (groups[group].name.starts_with("crash-"))
            ++in_world[groups[group].name];

    auto const in_log = creations(*store);
    std::size_t acknowledged = 0;
    for (auto const& client : clients) {
        CHECK(client.refused.empty());
        acknowledged += client.acknowledged.size();
        for (auto const& name : client.acknowledged) {
            INFO(name << " was acknowledged");
            REQUIRE(in_log.contains(name));
            REQUIRE(in_world.contains(name));
        }
    }
    for (auto const& [name, times] : in_log) {
        INFO(name);
        REQUIRE(times == 1);
    }
    CHECK(in_world == in_log);
    CHECK(acknowledged > rounds); // there was load
    CHECK_FALSE(store->damage());
    WARN(rounds << " kills; " << acknowledged << " changes acknowledged, " << in_log.size() << " in the log");
}
