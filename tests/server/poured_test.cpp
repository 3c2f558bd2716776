// Bodies that are made while they are sent: never faster than the client takes them.
#include "tests/server/raw_client.hpp"
#include "tests/server/small_server.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <thread>

using namespace castellan::tests;
using namespace std::chrono_literals;

namespace {

constexpr auto shown_pieces = SmallServer::piece_count - 1 - (SmallServer::piece_count - 1) / 7;
constexpr auto whole_size = shown_pieces * SmallServer::piece_size;

template <class Condition>
bool eventually(Condition condition)
{
    for (int i = 0; i < 1000; ++i) {
        if (condition())
            return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

} // namespace

TEST_CASE("a poured body arrives whole, and the connection goes on behind it", "[http][poured]")
{
    SmallServer server;
    RawClient client(server.port());
    client.send("GET /poured HTTP/1.1\r\nHost: localhost\r\n\r\nGET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
    auto const poured = client.response();
    CHECK(poured.status == 200);
    CHECK(poured.field("transfer-encoding") == "chunked");
    CHECK(poured.field("content-length").empty());
    CHECK(poured.body.size() == whole_size);
    CHECK(client.response().body == "GET /echo\n");
    CHECK(server.open_sources() == 0);
}

TEST_CASE("a poured body waits for its reader, and others are served meanwhile", "[http][poured]")
{
    SmallServer server;
    RawClient slow(server.port());
    slow.send("GET /poured HTTP/1.1\r\nHost: localhost\r\n\r\n");
    // Whatever the system's buffers take is made, and no more.
    auto before = std::size_t{0};
    REQUIRE(eventually([&] {
        auto const now = server.pieces();
        auto const rests = now > 0 && now == before;
        before = now;
        std::this_thread::sleep_for(50ms);
        return rests;
    }));
    CHECK(server.pieces() < SmallServer::piece_count / 2);
    CHECK(server.open_sources() == 1);
    CHECK(ask(server.port(), "GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").status == 200);
    CHECK(slow.response().body.size() == whole_size);
}

TEST_CASE("a poured body that breaks off has no end", "[http][poured]")
{
    SmallServer server;
    RawClient client(server.port());
    client.send("GET /poured/broken HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.head().status == 200);
    CHECK_FALSE(client.until("\r\n0\r\n\r\n"));
    CHECK(eventually([&] { return server.open_sources() == 0; }));
}

TEST_CASE("a poured body ends with its client", "[http][poured]")
{
    SmallServer server;
    {
        RawClient client(server.port());
        client.send("GET /poured HTTP/1.1\r\nHost: localhost\r\n\r\n");
        CHECK(client.head().status == 200);
    }
    CHECK(eventually([&] { return server.open_sources() == 0; }));
    CHECK(server.pieces() < SmallServer::piece_count);
}

TEST_CASE("a poured body goes to HTTP/1.0 until the connection ends, and to HEAD not at all", "[http][poured]")
{
    SmallServer server;
    SECTION("HTTP/1.0")
    {
        RawClient client(server.port());
        client.send("GET /poured HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n");
        auto const head = client.head();
        CHECK(head.field("transfer-encoding").empty());
        CHECK(head.field("connection") == "close");
        CHECK_FALSE(client.until("never"));
        CHECK(client.take_arrived().size() == whole_size);
    }
    SECTION("HEAD")
    {
        RawClient client(server.port());
        client.send("HEAD /poured HTTP/1.1\r\nHost: localhost\r\n\r\nGET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
        CHECK(client.response(true).status == 200);
        CHECK(client.response().body == "GET /echo\n");
        CHECK(server.pieces() == 0);
    }
}
