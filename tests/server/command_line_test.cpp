// The program as an operator meets it: beginning, serving, stopping, backing up, restoring.
#include "tests/server/process.hpp"
#include "tests/server/raw_client.hpp"
#include "tests/server/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <sqlite3.h>
#include <sys/stat.h>

#include <csignal>
#include <format>
#include <fstream>
#include <iterator>
#include <thread>

using namespace castellan::tests;

namespace {

std::string const demo_file = CASTELLAN_SOURCE_DIR "/assets/demo.json";

std::string post(std::string_view path, std::string_view body, std::string_view cookie = "")
{
    return std::format(
        "POST {} HTTP/1.1\r\nHost: localhost\r\nCastellan-Request: 1\r\nContent-Type: application/json\r\n"
        "Cookie: {}\r\nContent-Length: {}\r\n\r\n{}",
        path, cookie, body.size(), body);
}

std::string get(std::string_view path, std::string_view cookie = "")
{
    return std::format("GET {} HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n\r\n", path, cookie);
}

RawResponse sign_in(std::uint16_t port, std::string_view email, std::string_view password)
{
    return ask(port, post("/api/v1/session", std::format(R"({{"email":"{}","password":"{}"}})", email, password)));
}

std::string cookie_of(RawResponse const& response)
{
    auto const cookie = response.field("set-cookie");
    return cookie.substr(0, cookie.find(';'));
}

std::string content_of(std::filesystem::path const& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What the group and others may do with it.
unsigned open_to_others(std::filesystem::path const& path)
{
    struct stat state{};
    REQUIRE(::stat(path.c_str(), &state) == 0);
    return state.st_mode & 077;
}

std::vector<std::string> serve_arguments(TemporaryFolder const& folder, std::vector<std::string> more = {})
{
    std::vector<std::string> arguments = {"serve", "--data", folder / "data", "--port", "0"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

} // namespace

TEST_CASE("the demonstration starts, names its people, lets them in, and stops when told to", "[program]")
{
    TemporaryFolder const folder;
    folder.write("www/index.html", "<!doctype html>");
    Process server(folder.path(), serve_arguments(folder, {"--demo", demo_file, "--www", folder / "www"}));
    auto const port = server.port();
    REQUIRE(port != 0);

    CHECK(ask(port, get("/")).body == "<!doctype html>");
    CHECK(ask(port, get("/api/v1/health")).status == 200);
    CHECK(ask(port, get("/api/v1/users")).status == 401);
    CHECK(sign_in(port, "ada.okafor@riverside.example", "wrong password").status == 401);
    auto const signed_in = sign_in(port, "ada.okafor@riverside.example", "Castellan-demo-1");
    REQUIRE(signed_in.status == 201);
    CHECK(signed_in.field("cache-control") == "no-store");
    CHECK(signed_in.field("set-cookie").contains("HttpOnly"));
    CHECK(ask(port, get("/api/v1/users?limit=2", cookie_of(signed_in))).body.contains("Ada Okafor"));

    RawClient stream(port);
    stream.send(get("/api/v1/events", cookie_of(signed_in)));
    REQUIRE(stream.head().status == 200);
    auto const created =
        ask(port, post("/api/v1/groups", R"({"account":"a1","name":"Station 99"})", cookie_of(signed_in)));
    CHECK(created.status == 201);
    CHECK(stream.until("event: change"));

    CHECK(server.printed().contains("Castellan-demo-1"));
    CHECK(server.printed().contains("ada.okafor@riverside.example"));
    server.signal(SIGTERM);
    CHECK(server.wait() == 0);
    CHECK(server.printed().contains("Stopped."));
    CHECK(run(folder.path(), {"verify", "--data", folder / "data"}).status == 0);
}

TEST_CASE("who is signed in stays so when the server starts again, and what was done is there", "[program]")
{
    TemporaryFolder const folder;
    std::string cookie;
    {
        Process server(folder.path(), serve_arguments(folder, {"--demo", demo_file}));
        cookie = cookie_of(sign_in(server.port(), "ada.okafor@riverside.example", "Castellan-demo-1"));
        REQUIRE(ask(server.port(), post("/api/v1/groups", R"({"account":"a1","name":"Station 99"})", cookie)).status ==
                201);
        server.signal(SIGTERM);
        REQUIRE(server.wait() == 0);
    }
    Process server(folder.path(), serve_arguments(folder, {"--demo", demo_file}));
    CHECK(ask(server.port(), get("/api/v1/groups?limit=100", cookie)).body.contains("Station 99"));
}

TEST_CASE("two servers can't use one data directory", "[program]")
{
    TemporaryFolder const folder;
    Process first(folder.path(), serve_arguments(folder, {"--empty"}));
    REQUIRE(first.port() != 0);
    auto const second = run(folder.path(), serve_arguments(folder, {"--empty"}));
    CHECK(second.status == 1);
    CHECK(second.printed.contains("in use by another Castellan"));
}

TEST_CASE("the demonstration is served to this machine only", "[program]")
{
    TemporaryFolder const folder;
    auto const how = GENERATE(values<std::vector<std::string>>({{"--host", "0.0.0.0"},
                                                                {"--behind-tls"},
                                                                {"--public-origin", "https://castellan.example"},
                                                                {"--name", "castellan.example"}}));
    auto arguments = serve_arguments(folder, {"--demo", demo_file});
    arguments.insert(arguments.end(), how.begin(), how.end());
    auto const refused = run(folder.path(), arguments);
    CHECK(refused.status == 1);
    CHECK(refused.printed.contains("this machine only"));
}

TEST_CASE("an empty store is begun by a link that works once", "[program]")
{
    TemporaryFolder const folder;
    Process server(folder.path(), serve_arguments(folder, {"--empty"}));
    auto const port = server.port();
    std::string const mark = "/#/setup/";
    for (int i = 0; i < 100 && !server.printed().contains(mark); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    auto const text = server.printed();
    auto const begin = text.find(mark);
    REQUIRE(begin != std::string::npos);
    auto const token = text.substr(begin + mark.size(), 64);
    auto const body = [&](std::string_view with) {
        return std::format(R"({{"token":"{}","organization":"Harbor EMS","account":"Fire","name":"Ines Moreau",)"
                           R"("email":"ines@harbor.example","password":"a long enough one"}})",
                           with);
    };
    CHECK(ask(port, post("/api/v1/setup", body(std::string(64, '0')))).status >= 400);
    CHECK(ask(port, post("/api/v1/setup", body(token))).status == 201);
    CHECK(ask(port, post("/api/v1/setup", body(token))).status >= 400);
    CHECK(sign_in(port, "ines@harbor.example", "a long enough one").status == 201);
}

TEST_CASE("init creates the first person, with a password from standard input", "[program]")
{
    TemporaryFolder const folder;
    std::vector<std::string> const init = {
        "init", "--data", folder / "data", "--organization", "Harbor EMS",         "--account",
        "Fire", "--name", "Ines Moreau",   "--email",        "ines@harbor.example"};
    CHECK(run(folder.path(), init, "short\n").status == 1);
    CHECK(run(folder.path(), init, "a long enough one\n").status == 0);
    CHECK(run(folder.path(), init, "a long enough one\n").printed.contains("holds an organisation already"));
    {
        Process server(folder.path(), serve_arguments(folder));
        CHECK(sign_in(server.port(), "ines@harbor.example", "a long enough one").status == 201);
        CHECK(run(folder.path(), {"password", "--data", folder / "data", "--email", "ines@harbor.example"},
                  "another long one\n")
                  .status == 1); // while the server runs
    }
    CHECK(run(folder.path(), {"password", "--data", folder / "data", "--email", "ines@harbor.example"},
              "another long one\n")
              .status == 0);
    Process server(folder.path(), serve_arguments(folder));
    CHECK(sign_in(server.port(), "ines@harbor.example", "a long enough one").status == 401);
    CHECK(sign_in(server.port(), "ines@harbor.example", "another long one").status == 201);
}

TEST_CASE("an organisation is exported beside the running server, and imported elsewhere", "[program]")
{
    TemporaryFolder const folder;
    Process server(folder.path(), serve_arguments(folder, {"--demo", demo_file}));
    REQUIRE(server.port() != 0);
    REQUIRE(run(folder.path(), {"export", "--data", folder / "data", "--to", folder / "out.json"}).status == 0);
    REQUIRE(run(folder.path(), {"import", "--data", folder / "other", "--from", folder / "out.json"}).status == 0);
    CHECK(run(folder.path(), {"import", "--data", folder / "other", "--from", folder / "out.json"}).status == 1);
    REQUIRE(run(folder.path(), {"export", "--data", folder / "other", "--to", folder / "again.json"}).status == 0);

    CHECK(content_of(folder / "out.json").size() > 10'000);
    CHECK(content_of(folder / "out.json") == content_of(folder / "again.json"));
}

TEST_CASE("whatever the program writes is for its user alone, even where the shell allows more", "[program]")
{
    TemporaryFolder const folder;
    auto const before = ::umask(022);
    std::filesystem::create_directory(folder / "data");
    folder.write("older.json", "an export from before");
    REQUIRE(open_to_others(folder / "data") != 0);
    REQUIRE(open_to_others(folder / "older.json") != 0);

    CHECK(run(folder.path(), {"import", "--data", folder / "data", "--from", demo_file}).status == 0);
    CHECK(run(folder.path(), {"export", "--data", folder / "data", "--to", folder / "out.json"}).status == 0);
    CHECK(run(folder.path(), {"export", "--data", folder / "data", "--to", folder / "older.json"}).status == 0);
    CHECK(run(folder.path(), {"backup", "--data", folder / "data", "--to", folder / "backup.db"}).status == 0);
    CHECK(run(folder.path(), {"restore", "--data", folder / "new", "--from", folder / "backup.db"}).status == 0);
    ::umask(before);

    for (auto const* const name :
         {"data", "data/castellan.db", "out.json", "older.json", "backup.db", "new", "new/castellan.db"})
    {
        CAPTURE(name);
        CHECK(open_to_others(folder / name) == 0);
    }
    CHECK(content_of(folder / "out.json") == content_of(folder / "older.json"));
}

TEST_CASE("matrix prints docs/PERMISSIONS.md", "[program]")
{
    TemporaryFolder const folder;
    auto const printed = run(folder.path(), {"matrix"});
    CHECK(printed.status == 0);
    CHECK(printed.printed == content_of(CASTELLAN_SOURCE_DIR "/docs/PERMISSIONS.md"));
}

TEST_CASE("a backup made beside the running server is restored elsewhere", "[program]")
{
    TemporaryFolder const folder;
    Process server(folder.path(), serve_arguments(folder, {"--demo", demo_file}));
    auto const cookie = cookie_of(sign_in(server.port(), "ada.okafor@riverside.example", "Castellan-demo-1"));
    REQUIRE(ask(server.port(), post("/api/v1/groups", R"({"account":"a1","name":"Station 99"})", cookie)).status ==
            201);
    REQUIRE(run(folder.path(), {"backup", "--data", folder / "data", "--to", folder / "backup.db"}).status == 0);
    CHECK(run(folder.path(), {"restore", "--data", folder / "data", "--from", folder / "backup.db"}).status ==
          1); // in use
    server.signal(SIGTERM);
    REQUIRE(server.wait() == 0);
    CHECK(run(folder.path(), {"restore", "--data", folder / "data", "--from", folder / "backup.db"})
              .printed.contains("holds data already"));

    REQUIRE(run(folder.path(), {"restore", "--data", folder / "restored", "--from", folder / "backup.db"}).status == 0);
    Process restored(folder.path(), {"serve", "--data", folder / "restored", "--port", "0"});
    CHECK(ask(restored.port(), get("/api/v1/groups?limit=100", cookie)).body.contains("Station 99"));
}

TEST_CASE("X-7: verify finds an entry that was altered behind the program's back", "[program][X-7]")
{
    TemporaryFolder const folder;
    {
        Process server(folder.path(), serve_arguments(folder, {"--demo", demo_file}));
        auto const cookie = cookie_of(sign_in(server.port(), "ada.okafor@riverside.example", "Castellan-demo-1"));
        for (int i = 0; i < 5; ++i)
            ask(server.port(),
                post("/api/v1/groups", std::format(R"({{"account":"a1","name":"Station {}"}})", 90 + i), cookie));
        server.signal(SIGTERM);
        REQUIRE(server.wait() == 0);
    }
    REQUIRE(run(folder.path(), {"verify", "--data", folder / "data"}).status == 0);
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open((folder / "data/castellan.db").c_str(), &database) == SQLITE_OK);
    REQUIRE(
        sqlite3_exec(
            database,
            "DROP TRIGGER changes_are_not_altered; UPDATE changes SET body = replace(body, 'Station 92', 'Station 29')",
            nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
    auto const verified = run(folder.path(), {"verify", "--data", folder / "data"});
    CHECK(verified.status == 1);
    CHECK(verified.printed.contains("altered"));
}

TEST_CASE("mistakes on the command line are said plainly", "[program]")
{
    TemporaryFolder const folder;
    CHECK(run(folder.path(), {}).status != 0);
    CHECK(run(folder.path(), {"serve"}).printed.contains("--data"));
    CHECK(run(folder.path(), {"verify", "--data", folder / "nothing"}).printed.contains("There is no data"));
    CHECK(run(folder.path(), {"export", "--data", folder / "nothing"}).status == 1);
    CHECK(run(folder.path(), serve_arguments(folder, {"--host", "nonsense"}))
              .printed.contains("no address to listen on"));
    folder.write("data2/castellan.db", std::string(5000, 'x'));
    auto const damaged = run(folder.path(), {"serve", "--data", folder / "data2", "--port", "0"});
    CHECK(damaged.status == 1);
    CHECK(damaged.printed.contains("restore"));
}
