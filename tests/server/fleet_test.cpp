// The program against itself: `castellan serve` and `castellan simulate`, over HTTP, as both are started by people.
#include "server-stub/demonstration.hpp"
#include "tests/server/process.hpp"
#include "tests/server/raw_client.hpp"
#include "tests/server/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>

#include <csignal>
#include <filesystem>
#include <format>
#include <functional>
#include <thread>

using namespace castellan::tests;

namespace {

constexpr std::string_view demo_file = CASTELLAN_SOURCE_DIR "/assets/demo.json";
constexpr std::string_view admin = "ada.okafor@riverside.example";

/// Until something is so; false after twenty seconds.
bool becomes(std::function<bool()> const& is_so)
{
    for (int i = 0; i < 400; ++i) {
        if (is_so())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
}

/// A signed-in person.
struct Person {
    std::uint16_t port;
    std::string cookie;

    explicit Person(std::uint16_t at) : port(at)
    {
        auto const signed_in = ask("POST", "/api/v1/session",
                                   std::format(R"({{"email":"{}","password":"{}"}})", admin,
                                               castellan::server::demonstration_password));
        auto const set = signed_in.field("set-cookie");
        cookie = set.substr(0, set.find(';'));
        REQUIRE_FALSE(cookie.empty());
    }

    RawResponse ask(std::string_view method, std::string_view path, std::string_view body = "") const
    {
        return castellan::tests::ask(
            port, std::format("{} {} HTTP/1.1\r\nHost: localhost\r\nCastellan-Request: 1\r\nConnection: close\r\n"
                              "Content-Type: application/json\r\nCookie: {}\r\nContent-Length: {}\r\n\r\n{}",
                              method, path, cookie, body.size(), body));
    }
    std::string safe(std::string_view id) const { return ask("GET", std::format("/api/v1/safes/{}", id)).body; }
};

std::vector<std::string> serving(TemporaryFolder const& folder, std::vector<std::string> more = {})
{
    std::vector<std::string> arguments = {"serve", "--data", folder / "data", "--port", "0", "--heartbeat", "0.5"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

std::vector<std::string> playing(TemporaryFolder const& folder, std::uint16_t port, std::vector<std::string> more = {})
{
    std::vector<std::string> arguments = {"simulate", "--server", std::format("http://localhost:{}", port),
                                          "--keys",   folder / "keys", "--steady", "--safes", "200"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

} // namespace

TEST_CASE("A fleet pairs, comes online, takes orders, and is missed when it is gone", "[server][devices]")
{
    TemporaryFolder const folder;
    Process server(folder.path(), serving(folder, {"--demo", std::string(demo_file), "--pair-to", folder / "codes"}));
    auto const port = server.port();
    REQUIRE(port != 0);
    using enum std::filesystem::perms;
    CHECK((std::filesystem::status(folder / "codes").permissions() & (group_all | others_all)) == none);

    auto fleet = std::make_unique<Process>(folder.path(), playing(folder, port, {"--codes", folder / "codes"}));
    REQUIRE(fleet->has_printed("are paired"));
    CHECK((std::filesystem::status(folder / "keys").permissions() & (group_all | others_all)) == none);

    Person const ada(port);
    auto const every_safe = ada.ask("GET", "/api/v1/safes?limit=200");
    REQUIRE(every_safe.status == 200);
    CHECK(becomes([&] { return !ada.ask("GET", "/api/v1/safes?limit=200").body.contains(R"("online":false)"); }));

    // Orders, to a safe that waits for them.
    auto const unlocked = ada.ask("POST", "/api/v1/safes/s1/sync", "{}");
    CHECK(unlocked.status == 200);
    CHECK(becomes([&] { return ada.safe("s1").contains(R"("kind":"sync","state":"done")"); }));
    CHECK(ada.ask("POST", "/api/v1/safes/s1/emergency_code", R"({"reason":"Power cut"})").body.contains(R"("code":")"));

    // The whole fleet vanishes.
    fleet->signal(SIGKILL);
    fleet->wait();
    CHECK(becomes([&] { return !ada.ask("GET", "/api/v1/safes?limit=200").body.contains(R"("online":true)"); }));
    CHECK(ada.ask("POST", "/api/v1/safes/s1/upgrade", R"({"version":"9.9.9"})").status == 200);

    // The server starts anew with an order under way, and the fleet comes back under the same keys.
    server.signal(SIGTERM);
    CHECK(server.wait() == 0);
    Process again(folder.path(), serving(folder));
    auto const next_port = again.port();
    REQUIRE(next_port != 0);
    fleet = std::make_unique<Process>(folder.path(), playing(folder, next_port, {"--seed", "2"}));
    Person const returned(next_port);
    CHECK(becomes([&] { return returned.safe("s1").contains(R"("firmware":"9.9.9")"); }));
    CHECK(returned.safe("s1").contains(R"("kind":"upgrade","state":"done")"));

    // Both end when they are told to, though every safe has a request under way.
    fleet->signal(SIGTERM);
    CHECK(fleet->wait() == 0);
    CHECK(fleet->printed().contains(" messages"));
    fleet = std::make_unique<Process>(folder.path(), playing(folder, next_port));
    CHECK(becomes([&] { return returned.safe("s2").contains(R"("online":true)"); }));
    again.signal(SIGTERM);
    CHECK(again.wait() == 0);
    CHECK(run(folder.path(), {"verify", "--data", folder / "data"}).status == 0);
}

TEST_CASE("Pairing codes come from the command line, or from somebody who may register safes", "[server][devices]")
{
    TemporaryFolder const folder;
    std::uint16_t port = 0;
    {
        Process server(folder.path(), serving(folder, {"--demo", std::string(demo_file)}));
        port = server.port();
        REQUIRE(port != 0);
        auto const wrong = Process(folder.path(), playing(folder, port, {"--email", std::string(admin)}), "not the password\n").wait();
        CHECK(wrong == 1);
        auto const password = std::string(castellan::server::demonstration_password) + "\n";
        Process fleet(folder.path(), playing(folder, port, {"--email", std::string(admin)}), password);
        CHECK(fleet.has_printed("are paired"));
        CHECK(run(folder.path(), {"pair", "--data", folder / "data"}).status == 1); // the server has the data
        server.signal(SIGTERM);
        CHECK(server.wait() == 0);
    }
    // Of other accounts' safes nobody has asked yet.
    auto const rest = run(folder.path(), {"pair", "--data", folder / "data", "--to", folder / "rest"});
    CHECK(rest.status == 0);
    CHECK(run(folder.path(), {"pair", "--data", folder / "data", "--serial", "nothing"}).status == 1);
    CHECK(run(folder.path(), playing(folder, port, {"--codes", folder / "nowhere"})).status == 1);
    CHECK(run(folder.path(), {"simulate", "--safes", "3"}).status == 1); // without codes
    Process server(folder.path(), serving(folder));
    Process fleet(folder.path(), playing(folder, server.port(), {"--codes", folder / "rest"}));
    CHECK(fleet.has_printed("are paired"));
}
