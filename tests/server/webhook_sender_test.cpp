// Webhooks on their way: where they may go, and how long a receiver may take.
#include "server-stub/delivery/public_address.hpp"
#include "server-stub/delivery/webhook_sender.hpp"
#include "tests/server/small_server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <condition_variable>
#include <format>
#include <mutex>

using namespace castellan;
using namespace castellan::server;
using namespace castellan::tests;

namespace {

/// What comes of sending one message to an address.
PostingResult sent_to(std::string const& url, SenderOptions options)
{
    std::mutex mutex;
    std::condition_variable came;
    std::optional<PostingResult> result;
    options.threads = 1;
    WebhookSender sender(options, [&](std::string, PostingResult what) {
        std::lock_guard const lock(mutex);
        result = std::move(what);
        came.notify_one();
    });
    sender.send({{.key = "w1 msg_1", .url = url, .id = "msg_1", .timestamp = "1", .signature = "v1,x", .body = "{}"}});
    std::unique_lock lock(mutex);
    came.wait(lock, [&] { return result.has_value(); });
    return *result;
}

} // namespace

TEST_CASE("only addresses of the public internet are public", "[server][webhook]")
{
    for (auto const* literal : {"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.8.8.8",
                                "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1",
                                "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.1.1.1",
                                "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8",
                                "64:ff9b::7f00:1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "2001::1",
                                "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "100::1", "nonsense", "", "8.8.8", "127.1"}) {
        CAPTURE(literal);
        CHECK_FALSE(is_public(literal));
    }
    for (auto const* literal : {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255",
                                "128.0.0.1", "169.253.1.1", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.167.255.255",
                                "192.169.0.1", "198.17.255.255", "198.20.0.1", "223.255.255.255", "2001:200::1", "2606:4700::1111",
                                "2a00:1450::1", "3ffe::1"}) {
        CAPTURE(literal);
        CHECK(is_public(literal));
    }
}

TEST_CASE("a webhook never reaches this machine, by whatever name it is called", "[server][webhook]")
{
    SmallServer server;
    auto const host = GENERATE("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "0177.0.0.1",
                               "127.1", "0.0.0.0", "0", "[::]");
    CAPTURE(host);
    auto const result = sent_to(std::format("https://{}:{}/echo", host, server.port()), {});
    CHECK(result.status == 0);
    CHECK(result.problem == "There was no answer: the address is not a public one.");
    CHECK(server.connections() == 0);
    CHECK(server.requests() == 0);
}

TEST_CASE("without leave nothing goes in clear, or by another protocol", "[server][webhook]")
{
    for (auto const* url : {"http://192.0.2.1/", "file:///etc/passwd", "ftp://192.0.2.1/", "gopher://192.0.2.1/", "smtp://192.0.2.1/"}) {
        CAPTURE(url);
        auto const result = sent_to(url, {});
        CHECK(result.status == 0);
        CHECK(result.problem == "There was no answer: Unsupported protocol.");
    }
}

TEST_CASE("with leave it does, and says what was answered", "[server][webhook]")
{
    SmallServer server;
    auto const at = [&](std::string_view path) { return std::format("http://127.0.0.1:{}{}", server.port(), path); };
    auto const allowed = SenderOptions{.allow_private = true};
    CHECK(sent_to(at("/echo"), allowed).status == 200);
    CHECK(sent_to(at("/nowhere"), allowed).status == 404);
    // Of a long answer no more is read than is bearable; that it came counts.
    CHECK(sent_to(at("/large"), allowed).status == 200);
    CHECK(sent_to("ftp://127.0.0.1/", allowed).status == 0);
}

TEST_CASE("stopping waits for no receiver", "[server][webhook]")
{
    SmallServer server;
    auto results = 0;
    {
        WebhookSender sender({.allow_private = true, .threads = 2}, [&](auto, auto) { ++results; });
        // An answer that never ends.
        sender.send({{.key = "w1 a", .url = std::format("http://127.0.0.1:{}/events", server.port()), .id = "a", .timestamp = "1", .signature = "v1,x", .body = "{}"}});
        while (server.open_streams() == 0)
            std::this_thread::yield();
    }
    CHECK(results == 0);
}
