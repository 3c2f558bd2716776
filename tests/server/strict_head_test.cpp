// Each way of writing a request head that two readers could understand differently is refused (DESIGN 3), and the
// connection is closed after it, so that nothing hidden behind it is taken for a further request.
#include "tests/server/raw_client.hpp"
#include "tests/server/small_server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <string>

using namespace castellan::tests;
using namespace std::string_literals;

namespace {

struct Refusal {
    std::string what;
    std::string head; // without its last empty line
    int status;
};

std::string const hidden = "GET /echo/hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";

} // namespace

TEST_CASE("strict HTTP: an ambiguous request head is refused and ends the connection", "[http]")
{
    auto const& [what, head, status] = GENERATE(values<Refusal>({
        // Whom it is for
        {"no Host", "GET /echo HTTP/1.1\r\n", 400},
        {"two Hosts", "GET /echo HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n", 400},
        {"two Hosts in different case", "GET /echo HTTP/1.1\r\nHost: localhost\r\nHOST: evil.example\r\n", 400},
        {"no Host in HTTP/1.0", "GET /echo HTTP/1.0\r\n", 400},
        {"an empty Host", "GET /echo HTTP/1.1\r\nHost:\r\n", 421},
        {"a foreign Host (DNS rebinding)", "GET /echo HTTP/1.1\r\nHost: evil.example\r\n", 421},
        {"a foreign Host that begins like ours", "GET /echo HTTP/1.1\r\nHost: localhost.evil.example\r\n", 421},
        {"a Host with a bad port", "GET /echo HTTP/1.1\r\nHost: localhost:80a\r\n", 421},
        {"a Host with user information", "GET /echo HTTP/1.1\r\nHost: a@localhost\r\n", 421},

        // Where it ends
        {"Content-Length and Transfer-Encoding",
         "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400},
        {"Transfer-Encoding and Content-Length",
         "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n", 400},
        {"two equal Content-Lengths",
         "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 5\r\n", 400},
        {"two different Content-Lengths",
         "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n", 400},
        {"a list of Content-Lengths", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5, 5\r\n", 400},
        {"a signed Content-Length", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: +5\r\n", 400},
        {"a negative Content-Length", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n", 400},
        {"a hexadecimal Content-Length", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0x5\r\n", 400},
        {"an empty Content-Length", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length:\r\n", 400},
        {"a Content-Length beyond 64 bits",
         "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 18446744073709551621\r\n", 400},
        {"a Content-Length over the limit", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n",
         413},
        {"chunked in HTTP/1.0", "POST /echo HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n", 400},
        {"two Transfer-Encodings",
         "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400},
        {"Transfer-Encoding identity first",
         "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
         501},
        {"another coding before chunked",
         "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n", 501},
        {"chunked not last", "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, gzip\r\n", 501},
        {"chunked twice", "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, chunked\r\n", 501},
        {"something like chunked", "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n", 501},
        {"chunked behind a vertical tab", "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: \vchunked\r\n",
         400},
        {"a body with a content coding", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\n", 415},

        // Lines
        {"a bare line feed after the request line", "GET /echo HTTP/1.1\nHost: localhost\r\n", 400},
        {"a bare line feed after a field", "GET /echo HTTP/1.1\r\nHost: localhost\nX: y\r\n", 400},
        {"a bare carriage return in a value", "GET /echo HTTP/1.1\r\nHost: localhost\r\nX: a\rHost: b\r\n", 400},
        {"a bare carriage return in a name", "GET /echo HTTP/1.1\r\nHost: localhost\r\n\rX: a\r\n", 400},
        {"a folded field", "GET /echo HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n", 400},
        {"a field folded by a tab", "GET /echo HTTP/1.1\r\nHost: localhost\r\nX: a\r\n\tb\r\n", 400},
        {"a folded first field", "GET /echo HTTP/1.1\r\n X: a\r\nHost: localhost\r\n", 400},
        {"an empty line before the request", "\r\nGET /echo HTTP/1.1\r\nHost: localhost\r\n", 400},

        // Fields
        {"a space before the colon", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length : 5\r\n", 400},
        {"a tab before the colon", "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding\t: chunked\r\n", 400},
        {"a field without a colon", "GET /echo HTTP/1.1\r\nHost: localhost\r\nNonsense\r\n", 400},
        {"a field without a name", "GET /echo HTTP/1.1\r\nHost: localhost\r\n: value\r\n", 400},
        {"a space in a field name", "GET /echo HTTP/1.1\r\nHost: localhost\r\nContent Length: 5\r\n", 400},
        {"a letter beyond ASCII in a field name", "GET /echo HTTP/1.1\r\nHost: localhost\r\nX-\xc3\xa9: 5\r\n", 400},
        {"a null in a field name", "GET /echo HTTP/1.1\r\nHost: localhost\r\nX\0Y: 5\r\n"s, 400},
        {"a null in a field value", "GET /echo HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n"s, 400},
        {"a control character in a field value",
         "GET /echo HTTP/1.1\r\nHost: localhost\r\nX: a\x01"
         "b\r\n",
         400},
        {"delete in a field value", "GET /echo HTTP/1.1\r\nHost: localhost\r\nX: a\x7f\r\n", 400},
        {"an unknown expectation", "POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 200-ok\r\nContent-Length: 1\r\n",
         417},

        // The request line
        {"no version", "GET /echo\r\nHost: localhost\r\n", 400},
        {"HTTP/0.9", "GET /echo HTTP/0.9\r\nHost: localhost\r\n", 505},
        {"HTTP/2.0", "PRI * HTTP/2.0\r\nHost: localhost\r\n", 505},
        {"HTTP/1.2", "GET /echo HTTP/1.2\r\nHost: localhost\r\n", 505},
        {"a version in lower case", "GET /echo http/1.1\r\nHost: localhost\r\n", 400},
        {"a version with a space", "GET /echo HTTP/1.1 \r\nHost: localhost\r\n", 400},
        {"two spaces before the target", "GET  /echo HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"two spaces before the version", "GET /echo  HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"a tab instead of a space", "GET\t/echo\tHTTP/1.1\r\nHost: localhost\r\n", 400},
        {"a method that is no token", "G(T /echo HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"a target in absolute form", "GET http://localhost/echo HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"a target in authority form", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"the asterisk as target", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"a space in the target", "GET /echo /x HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"a fragment in the target", "GET /echo#x HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"a backslash in the target", "GET /echo\\x HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"a letter beyond ASCII in the target", "GET /echo\xc3\xa9 HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"a broken percent-encoding", "GET /echo%4 HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"a null in the target", "GET /echo%00 HTTP/1.1\r\nHost: localhost\r\n", 400},
        {"a target that is too long", "GET /echo" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: localhost\r\n", 414},

        // Size
        {"a head that is too large", "GET /echo HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(9000, 'a') + "\r\n",
         431},
        {"too many fields",
         [] {
             auto text = "GET /echo HTTP/1.1\r\nHost: localhost\r\n"s;
             for (int i = 0; i < 70; ++i)
                 text += "X: y\r\n";
             return text;
         }(),
         431},
        {"a TLS handshake", "\x16\x03\x01\x02"s, 400},
    }));
    CAPTURE(what);
    SmallServer server;
    RawClient client(server.port());
    client.send(head + "\r\n" + hidden);
    auto const response = client.response();
    CHECK(response.status == status);
    CHECK(response.field("connection") == "close");
    CHECK(response.field("content-type") == "application/problem+json");
    CHECK(client.ends());
    CHECK(server.requests() == 0);
}

TEST_CASE("strict HTTP: proper request heads are answered", "[http]")
{
    auto const& [head, status] = GENERATE(table<std::string, int>({
        {"GET /echo HTTP/1.1\r\nHost: localhost\r\n", 200},
        {"GET /echo HTTP/1.1\r\nhOsT:localhost:8080  \r\n", 200},
        {"GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\n", 200},
        {"GET /echo HTTP/1.1\r\nHost: [::1]:80\r\n", 200},
        {"GET /echo?q=a%20b&x=%C3%A9 HTTP/1.1\r\nHost: LOCALHOST\r\nX:\r\nCookie: a=\xc3\xa9\tb\r\n", 200},
        {"GET /echo HTTP/1.0\r\nHost: localhost\r\n", 200},
        {"BREW /echo HTTP/1.1\r\nHost: localhost\r\n", 200}, // what a method means is the application's
        {"GET /nothing HTTP/1.1\r\nHost: localhost\r\n", 404},
    }));
    CAPTURE(head);
    SmallServer server;
    CHECK(ask(server.port(), head + "\r\n").status == status);
    CHECK(server.requests() == 1);
}

TEST_CASE("strict HTTP: a head is the same in however many pieces it comes", "[http]")
{
    SmallServer server;
    RawClient client(server.port());
    for (auto const c : "GET /echo/slowly HTTP/1.1\r\nHost: localhost\r\n\r\n"s)
        REQUIRE(client.send(std::string(1, c)));
    CHECK(client.response().body == "GET /echo/slowly\n");
}

TEST_CASE("every answer carries the fields that bind the browser", "[http]")
{
    SmallServer server;
    auto const head = GENERATE("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n",
                               "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n", "broken\r\n\r\n");
    auto const response = ask(server.port(), head);
    auto const policy = response.field("content-security-policy");
    CHECK(policy.contains("default-src 'none'"));
    CHECK(policy.contains("script-src 'self' 'wasm-unsafe-eval'"));
    CHECK_FALSE(policy.contains("unsafe-inline"));
    CHECK(policy.contains("frame-ancestors 'none'"));
    CHECK(response.field("x-content-type-options") == "nosniff");
    CHECK(response.field("referrer-policy") == "no-referrer");
    CHECK(response.field("cross-origin-opener-policy") == "same-origin");
    CHECK(response.field("cross-origin-resource-policy") == "same-origin");
    CHECK_FALSE(response.field("permissions-policy").empty());
    CHECK_FALSE(response.field("date").empty());
}
