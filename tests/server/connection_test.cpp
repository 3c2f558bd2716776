// Connections over time: order, reuse, event streams, stopping.
#include "tests/server/raw_client.hpp"
#include "tests/server/small_server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <malloc.h>

#include <format>
#include <string>
#include <thread>
#include <vector>

using namespace castellan::tests;
using castellan::server::Limits;

namespace {

std::string const open_events = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// Waits for something that another thread brings about.
template <class Condition>
bool eventually(Condition condition)
{
    for (int i = 0; i < 1000; ++i) {
        if (condition())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

} // namespace

TEST_CASE("pipelined requests are answered in their order", "[http]")
{
    SmallServer server;
    RawClient client(server.port());
    std::string requests;
    for (int i = 0; i < 500; ++i)
        requests += std::format("POST /echo/{} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nab", i);
    REQUIRE(client.send(requests));
    for (int i = 0; i < 500; ++i)
        REQUIRE(client.response().body == std::format("POST /echo/{}\nab", i));
}

TEST_CASE("a connection ends when the client asks for it, and after HTTP/1.0", "[http]")
{
    SmallServer server;
    SECTION("Connection: close")
    {
        RawClient client(server.port());
        client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: x, Close\r\n\r\n");
        CHECK(client.response().field("connection") == "close");
        CHECK(client.ends());
    }
    SECTION("HTTP/1.0")
    {
        RawClient client(server.port());
        client.send("GET /echo HTTP/1.0\r\nHost: localhost\r\n\r\n");
        CHECK(client.response().field("connection") == "close");
        CHECK(client.ends());
    }
    SECTION("HTTP/1.0 that asks to be kept")
    {
        RawClient client(server.port());
        client.send("GET /echo HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n");
        CHECK(client.response().field("connection") == "keep-alive");
        client.send("GET /echo HTTP/1.0\r\nHost: localhost\r\n\r\n");
        CHECK(client.response().status == 200);
    }
}

TEST_CASE("HEAD gets the head of what GET would get", "[http]")
{
    SmallServer server;
    RawClient client(server.port());
    client.send("HEAD /large HTTP/1.1\r\nHost: localhost\r\n\r\nGET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.response(true).field("content-length") == std::to_string(SmallServer::large_size));
    CHECK(client.response().body == "GET /echo\n");
}

TEST_CASE("a refusal is sent as its own request wants it, not as the one before it", "[http]")
{
    SmallServer server;
    RawClient client(server.port());
    std::string const head_request = "HEAD /echo HTTP/1.1\r\nHost: localhost\r\n";
    SECTION("GET that can't be read, after HEAD")
    {
        client.send(head_request + "\r\n");
        REQUIRE(client.response(true).status == 200);
        SECTION("for a bare line feed")
        {
            client.send("GET /echo HTTP/1.1\nHost: localhost\r\n\r\n");
        }
        SECTION("for its length")
        {
            client.send("GET /echo HTTP/1.1\r\nHost: " + std::string(9000, 'x'));
        }
        SECTION("for a field")
        {
            client.send("GET /echo HTTP/1.1\r\nHost localhost\r\n\r\n");
        }
        auto const refused = client.response();
        CHECK(refused.status >= 400);
        CHECK_FALSE(refused.body.empty());
        CHECK(refused.field("content-length") == std::to_string(refused.body.size()));
    }
    SECTION("HEAD with a malformed chunk, after a head so long that its memory is given back")
    {
        auto const length = GENERATE(4500U, 6000U, 8000U);
        ::mallopt(M_PERTURB, 0xa5); // what is freed is overwritten, so that reading it shows
        client.send(std::format("GET /echo HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", std::string(length, 'x')));
        REQUIRE(client.response().status == 200);
        client.send(head_request + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
        auto const refused = client.response(true);
        CHECK(refused.status == 400);
        CHECK(std::stoi(refused.field("content-length")) > 0);
        CHECK(client.ends()); // without a body
        ::mallopt(M_PERTURB, 0);
    }
}

TEST_CASE("a client that goes away amid a request or an answer harms nobody", "[http]")
{
    SmallServer server;
    for (int i = 0; i < 20; ++i) {
        RawClient(server.port()).send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\nhalf");
        RawClient(server.port()).send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    CHECK(ask(server.port(), "GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 200);
    CHECK(eventually([&] { return server.connections() == 0; }));
}

TEST_CASE("events arrive as they happen, with a comment when nothing does", "[http][events]")
{
    Limits limits;
    limits.heartbeat = std::chrono::milliseconds(100);
    limits.sweep = std::chrono::milliseconds(20);
    SmallServer server(limits);
    RawClient client(server.port());
    client.send(open_events);
    auto const head = client.head();
    CHECK(head.status == 200);
    CHECK(head.field("content-type") == "text/event-stream");
    CHECK(head.field("transfer-encoding") == "chunked");
    REQUIRE(client.until("data: hello\n\n"));
    server.push_event("event: change\ndata: {\"revision\":7}\n\n");
    REQUIRE(client.until("data: {\"revision\":7}\n\n"));
    CHECK(client.until("3\r\n:\n\n\r\n"));
    CHECK(client.until("3\r\n:\n\n\r\n"));
    server.end_events();
    CHECK(client.until("0\r\n\r\n"));
    CHECK(client.ends());
}

TEST_CASE("a stream whose client leaves is given up at once", "[http][events]")
{
    SmallServer server;
    {
        RawClient client(server.port());
        client.send(open_events);
        REQUIRE(client.until("data: hello\n\n"));
        CHECK(server.open_streams() == 1);
    }
    CHECK(eventually([&] { return server.open_streams() == 0; }));
}

TEST_CASE("a reader who takes nothing of his stream is sent away", "[http][events]")
{
    Limits limits;
    limits.write_time = std::chrono::milliseconds(200);
    limits.sweep = std::chrono::milliseconds(20);
    SmallServer server(limits);
    RawClient client(server.port());
    client.send(open_events);
    REQUIRE(client.until("data: hello\n\n"));
    std::string const event = "data: " + std::string(50'000, 'x') + "\n\n";
    CHECK(eventually([&] {
        server.push_event(event);
        return server.open_streams() == 0 || server.connections() == 0;
    }));
}

TEST_CASE("a thousand idle streams are open while others are answered", "[http][events]")
{
    SmallServer server;
    std::vector<RawClient> clients;
    for (int i = 0; i < 1000; ++i) {
        clients.emplace_back(server.port());
        REQUIRE(clients.back().send(open_events));
    }
    for (auto& client : clients)
        REQUIRE(client.until("data: hello\n\n"));
    CHECK(ask(server.port(), "GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 200);
    server.push_event("data: all\n\n");
    for (auto& client : clients)
        REQUIRE(client.until("data: all\n\n"));
}

TEST_CASE("stopping lets the answer under way be read and ends streams and idle connections", "[http]")
{
    SmallServer server;
    RawClient idle(server.port());
    idle.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
    REQUIRE(idle.response().status == 200);
    RawClient stream(server.port());
    stream.send(open_events);
    REQUIRE(stream.until("data: hello\n\n"));
    RawClient reader(server.port());
    reader.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
    REQUIRE(reader.head().status == 200);

    server.stop();
    CHECK(idle.ends());
    CHECK(stream.until("0\r\n\r\n"));
    CHECK(reader.until(std::string(SmallServer::large_size - 1, 'x')));
    CHECK_FALSE(RawClient(server.port()).send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n"));
}
