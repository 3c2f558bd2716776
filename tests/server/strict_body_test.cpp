// Bodies: exactly as long as said, or in chunks of exactly the form of RFC 9112, 7.1.
#include "tests/server/raw_client.hpp"
#include "tests/server/small_server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <string>

using namespace castellan::tests;
using namespace std::string_literals;

namespace {

std::string const chunked = "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

} // namespace

TEST_CASE("strict HTTP: a badly chunked body is refused and ends the connection", "[http]")
{
    auto const& [what, body, status] = GENERATE(table<std::string, std::string, int>({
        {"a size that is no number", "x\r\nhello\r\n0\r\n\r\n", 400},
        {"an empty size", "\r\nhello\r\n0\r\n\r\n", 400},
        {"a signed size", "+5\r\nhello\r\n0\r\n\r\n", 400},
        {"a negative size", "-1\r\nhello\r\n0\r\n\r\n", 400},
        {"a size with 0x", "0x5\r\nhello\r\n0\r\n\r\n", 400},
        {"a space before the size", " 5\r\nhello\r\n0\r\n\r\n", 400},
        {"a space after the size", "5 \r\nhello\r\n0\r\n\r\n", 400},
        {"a size with an underscore", "1_0\r\nhello\r\n0\r\n\r\n", 400},
        {"a size beyond 64 bits", "10000000000000005\r\nhello\r\n0\r\n\r\n", 400},
        {"a size with many zeros", "000000005\r\nhello\r\n0\r\n\r\n", 400},
        {"a bare line feed after the size", "5\nhello\r\n0\r\n\r\n", 400},
        {"a bare line feed after the data", "5\r\nhello\n0\r\n\r\n", 400},
        {"no line end after the data", "5\r\nhelloXX0\r\n\r\n", 400},
        {"more data than said", "4\r\nhello\r\n0\r\n\r\n", 400},
        {"a carriage return in an extension", "5;a\rb\r\nhello\r\n0\r\n\r\n", 400},
        {"an extension without a name", "5;=b\r\nhello\r\n0\r\n\r\n", 400},
        {"an extension with blanks", "5; a = b\r\nhello\r\n0\r\n\r\n", 400},
        {"an extension without its closing quote", "5;a=\"b\r\nhello\r\n0\r\n\r\n", 400},
        {"a long extension", "5;a=" + std::string(300, 'x') + "\r\nhello\r\n0\r\n\r\n", 400},
        {"many extensions",
         [] {
             std::string text;
             for (int i = 0; i < 20; ++i)
                 text += "1;a=" + std::string(100, 'x') + "\r\nx\r\n";
             return text + "0\r\n\r\n";
         }(),
         400},
        {"a total over the limit", "fffffff\r\n", 413},
        {"Content-Length in the trailer", "5\r\nhello\r\n0\r\nContent-Length: 3\r\n\r\n", 400},
        {"Transfer-Encoding in the trailer", "5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"Host in the trailer", "5\r\nhello\r\n0\r\nHost: evil.example\r\n\r\n", 400},
        {"Cookie in the trailer", "5\r\nhello\r\n0\r\ncookie: a=b\r\n\r\n", 400},
        {"a folded trailer", "5\r\nhello\r\n0\r\nX: a\r\n b\r\n\r\n", 400},
        {"a bare line feed in the trailer", "5\r\nhello\r\n0\r\nX: a\n\r\n", 400},
        {"a trailer that is too large",
         [] {
             auto text = "0\r\n"s;
             for (int i = 0; i < 10; ++i)
                 text += "X: " + std::string(200, 'x') + "\r\n";
             return text + "\r\n";
         }(),
         431},
    }));
    CAPTURE(what);
    SmallServer server;
    RawClient client(server.port());
    client.send(chunked + body);
    CHECK(client.response().status == status);
    CHECK(client.ends());
    CHECK(server.requests() == 0);
}

TEST_CASE("strict HTTP: proper chunks are joined, and what follows them is the next request", "[http]")
{
    auto const body = GENERATE("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"s, "00B\r\nhello world\r\n0\r\n\r\n"s,
                               "5;a;b=c;d=\"e f\"\r\nhello\r\n6\r\n world\r\n0;x\r\nX-Check: 12\r\n\r\n"s);
    SmallServer server;
    RawClient client(server.port());
    SECTION("at once")
    {
        client.send(chunked + body + "GET /echo/next HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    SECTION("byte by byte")
    {
        for (auto const c : chunked + body + "GET /echo/next HTTP/1.1\r\nHost: localhost\r\n\r\n")
            REQUIRE(client.send(std::string(1, c)));
    }
    CHECK(client.response().body == "POST /echo\nhello world");
    CHECK(client.response().body == "GET /echo/next\n");
}

TEST_CASE("a body of a said length is read to its last byte, and no further", "[http]")
{
    SmallServer server;
    RawClient client(server.port());
    client.send("POST /echo/one HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhel");
    client.send("loPOST /echo/two HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
    CHECK(client.response().body == "POST /echo/one\nhello");
    CHECK(client.response().body == "POST /echo/two\n");
}

TEST_CASE("a large body within the limit arrives whole", "[http]")
{
    SmallServer server;
    std::string const text(3'000'000, 'b');
    RawClient client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n" + text);
    CHECK(client.response().body == "POST /echo\n" + text);
    CHECK(client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    CHECK(client.response().status == 200);
    CHECK(server.buffered_bytes() < 100'000); // nothing of it is kept
}

TEST_CASE("who asks whether to send the body is told to go on", "[http]")
{
    SmallServer server;
    RawClient client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    REQUIRE(client.response().status == 100);
    client.send("hello");
    CHECK(client.response().body == "POST /echo\nhello");
}

TEST_CASE("who is refused while still sending can read why", "[http]")
{
    SmallServer server;
    RawClient client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000000\r\n\r\n");
    client.send(std::string(400'000, 'b'));
    CHECK(client.response().status == 413);
}
