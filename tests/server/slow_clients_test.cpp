// Clients that take their time, by weakness or on purpose, cost little and hold up nobody.
#include "tests/server/raw_client.hpp"
#include "tests/server/small_server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <sys/resource.h>

#include <string>
#include <thread>
#include <vector>

using namespace castellan::tests;
using castellan::server::Limits;

namespace {

std::string const proper = "GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n";

Limits quick_limits()
{
    Limits limits;
    limits.head_time = std::chrono::milliseconds(200);
    limits.body_time = std::chrono::milliseconds(200);
    limits.idle_time = std::chrono::milliseconds(200);
    limits.write_time = std::chrono::milliseconds(200);
    limits.sweep = std::chrono::milliseconds(20);
    return limits;
}

} // namespace

TEST_CASE("a head that takes too long is refused", "[http][slow]")
{
    SmallServer server(quick_limits());
    RawClient client(server.port());
    client.send("GET /echo HTTP/1.1\r\nHost: loc");
    CHECK(client.response().status == 408);
    CHECK(client.ends());
}

TEST_CASE("a head that drips in does not gain time by each drop", "[http][slow]")
{
    SmallServer server(quick_limits());
    RawClient client(server.port(), std::chrono::milliseconds(50));
    client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n");
    int drops = 0;
    while (drops < 200 && client.send("X: y\r\n") && client.response().status == 0) // waits 50 ms for a response
        ++drops;
    CHECK(drops < 100);
    CHECK(server.requests() == 0);
}

TEST_CASE("a body that takes too long is refused", "[http][slow]")
{
    SmallServer server(quick_limits());
    RawClient client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhe");
    CHECK(client.response().status == 408);
    CHECK(client.ends());
}

TEST_CASE("a connection on which nothing is asked is closed without a word", "[http][slow]")
{
    SmallServer server(quick_limits());
    RawClient silent(server.port());
    RawClient idle(server.port());
    idle.send(proper);
    REQUIRE(idle.response().status == 200);
    CHECK(idle.ends());
    CHECK(silent.ends());
}

TEST_CASE("5,000 slow clients cost little, and others are answered meanwhile", "[http][slow]")
{
    constexpr std::size_t slow_clients = 5000;
    rlimit files{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &files) == 0);
    files.rlim_cur = files.rlim_max;
    REQUIRE(setrlimit(RLIMIT_NOFILE, &files) == 0);
    if (files.rlim_cur < 2 * slow_clients + 100)
        SKIP("this system allows " << files.rlim_cur << " open files; the test needs " << 2 * slow_clients + 100);

    Limits limits;
    limits.head_time = std::chrono::minutes(5); // so that all of them stay
    SmallServer server(limits);
    std::vector<RawClient> slow;
    slow.reserve(slow_clients);
    for (std::size_t i = 0; i < slow_clients; ++i) {
        slow.emplace_back(server.port());
        REQUIRE(slow.back().connected());
        REQUIRE(slow.back().send("GET /echo HTTP/1.1\r\nHost: localhost\r\nX: "));
    }
    for (int round = 0; round < 20; ++round) {
        // The one who asks properly gets all his answers while every slow client sends another byte.
        RawClient client(server.port());
        for (auto i = static_cast<std::size_t>(round); i < slow_clients; i += 20)
            REQUIRE(slow[i].send("a"));
        for (int i = 0; i < 50; ++i) {
            REQUIRE(client.send(proper));
            REQUIRE(client.response().status == 200);
        }
    }
    CHECK(server.connections() >= slow_clients);
    CHECK(server.buffered_bytes() < slow_clients * 1024);
    CHECK(server.requests() == 1000);

    // None of them was forgotten either.
    REQUIRE(slow.back().send("\r\n\r\n"));
    CHECK(slow.back().response().status == 200);
}

TEST_CASE("when there is no room, the client that has kept the server waiting longest makes some", "[http][slow]")
{
    Limits limits;
    limits.connections = 10;
    SmallServer server(limits);
    std::vector<RawClient> slow;
    for (int i = 0; i < 10; ++i) {
        slow.emplace_back(server.port());
        slow.back().send("GET /echo HTTP/1.1\r\n");
    }
    for (int i = 0; i < 50; ++i)
        REQUIRE(ask(server.port(), proper).status == 200);
    CHECK(slow.front().ends());
}

TEST_CASE("unfinished bodies of all clients together are bounded, and small requests still pass", "[http][slow]")
{
    Limits limits;
    limits.buffered_bytes = 2'000'000;
    SmallServer server(limits);
    std::vector<RawClient> hoarders;
    std::size_t refused = 0;
    for (int i = 0; i < 10; ++i) {
        hoarders.emplace_back(server.port());
        hoarders.back().send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n" +
                             std::string(900'000, 'b'));
        REQUIRE(ask(server.port(), proper).status == 200);
    }
    CHECK(server.buffered_bytes() < 5'000'000);
    for (auto& hoarder : hoarders) {
        hoarder.send(std::string(100'000, 'b'));
        refused += hoarder.response().status == 503 ? 1 : 0;
    }
    CHECK(refused >= 5);
    CHECK(refused < 10);
}

TEST_CASE("a reader who takes nothing of a large answer is given up", "[http][slow]")
{
    auto limits = quick_limits();
    limits.least_bytes_per_second = SmallServer::large_size * 2; // so that the answer's size gives no more time
    SmallServer server(limits);
    RawClient client(server.port());
    client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
    REQUIRE(client.head().status == 200);
    for (int i = 0; i < 500 && server.connections() > 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(server.connections() == 0);
    CHECK_FALSE(client.until(std::string(SmallServer::large_size, 'x')));
}
