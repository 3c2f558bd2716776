// HTTP and service together: what is answered when, what survives a failed commit, who is told to come later.
#include "server-stub/demonstration.hpp"
#include "server-stub/http/http_server.hpp"
#include "server-stub/opened.hpp"
#include "server-stub/site.hpp"
#include "service/passwords.hpp"
#include "tests/server/gated_store.hpp"
#include "tests/server/raw_client.hpp"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <format>
#include <optional>
#include <thread>
#include <utility>

using namespace castellan;
using namespace castellan::server;
using namespace castellan::tests;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view ada = "ada.okafor@riverside.example";
constexpr std::string_view password = "a long enough one";

/// The demonstration organisation behind HTTP, on a store that a test can hold up.
class House {
public:
    explicit House(SiteOptions const& options = {}, PasswordCost cost = cheap_passwords)
        : service_(Service::open(store, random_, {.passwords = cost}, now()).value())
    {
        auto const document = read_file(CASTELLAN_SOURCE_DIR "/assets/demo.json").value();
        REQUIRE(service_->install(document, Demonstration::yes, now()));
        REQUIRE(service_->preset_password(ada, hash_password(password, cost)));
        REQUIRE(write_all(*service_, store));
        site_.emplace(io_, *service_, store, files_, options);
        http_.emplace(io_, *site_, HttpOptions{.port = 0});
        REQUIRE(http_->listen());
        port = http_->port();
        thread_ = std::thread([this] { io_.run(); });
    }
    House(House const&) = delete;
    House& operator=(House const&) = delete;
    ~House()
    {
        store.open();
        stop();
        thread_.join();
    }

    /// Begins to stop, as on SIGTERM.
    void stop()
    {
        if (!std::exchange(stopping_, true))
            asio::post(io_, [this] { http_->stop(2s, [this] { site_->stop(); }); });
    }

    RawResponse sign_in() const
    {
        return ask(port, request("POST", "/api/v1/session",
                                 std::format(R"({{"email":"{}","password":"{}"}})", ada, password)));
    }
    void enter()
    {
        auto const set = sign_in().field("set-cookie");
        cookie = set.substr(0, set.find(';'));
        REQUIRE_FALSE(cookie.empty());
    }

    std::string request(std::string_view method, std::string_view path, std::string_view body = "",
                        std::string_view more = "") const
    {
        return std::format(
            "{} {} HTTP/1.1\r\nHost: localhost\r\nCastellan-Request: 1\r\nContent-Type: application/json\r\n"
            "Cookie: {}\r\n{}Content-Length: {}\r\n\r\n{}",
            method, path, cookie, more, body.size(), body);
    }
    std::string create(std::string_view name) const
    {
        return request("POST", "/api/v1/groups", std::format(R"({{"account":"a1","name":"{}"}})", name));
    }
    std::string groups() const { return request("GET", "/api/v1/groups?limit=100"); }

    GatedStore store;
    std::uint16_t port = 0;
    std::string cookie;

private:
    SystemRandom random_;
    std::unique_ptr<Service> service_;
    StaticFiles files_;
    asio::io_context io_{1};
    std::optional<Site> site_;
    std::optional<HttpServer> http_;
    std::thread thread_;
    bool stopping_ = false;
};

} // namespace

TEST_CASE("no answer leaves before what it tells of is durable, a reader's neither", "[site]")
{
    House house;
    house.enter();
    house.store.close();
    RawClient writer(house.port, 300ms);
    RawClient reader(house.port, 300ms);
    writer.send(house.create("Station 99"));
    CHECK(writer.response().status == 0); // nothing within 300 ms
    reader.send(house.groups());          // its answer would have the group in it
    CHECK(reader.response().status == 0);
    CHECK(ask(house.port, house.request("GET", "/api/v1/health")).status != 0); // others aren't held up

    house.store.open();
    CHECK(writer.response().status == 201);
    CHECK(reader.response().body.contains("Station 99"));
}

TEST_CASE("a commit that fails is told to all who waited, and nothing of it stays", "[site]")
{
    House house;
    house.enter();
    house.store.close();
    house.store.fail_next();
    RawClient first(house.port);
    RawClient second(house.port);
    first.send(house.create("Station 98"));
    std::this_thread::sleep_for(50ms);
    second.send(house.create("Station 99"));
    std::this_thread::sleep_for(50ms);
    house.store.open();
    CHECK(first.response().status == 503);
    CHECK(second.response().status == 503);

    auto const after = ask(house.port, house.groups());
    CHECK(after.status == 200);
    CHECK_FALSE(after.body.contains("Station 98"));
    CHECK_FALSE(after.body.contains("Station 99"));
    CHECK(ask(house.port, house.create("Station 99")).status == 201);
    CHECK(ask(house.port, house.groups()).body.contains("Station 99"));
}

TEST_CASE("stopping waits for the commit under way, and who waits for it is answered", "[site]")
{
    House house;
    house.enter();
    house.store.close();
    RawClient client(house.port);
    client.send(house.create("Station 99"));
    std::this_thread::sleep_for(50ms);
    house.stop();
    std::this_thread::sleep_for(50ms);
    house.store.open();
    auto const response = client.response();
    CHECK(response.status == 201);
    CHECK(response.field("connection") == "close");
}

TEST_CASE("waiting changes share a commit", "[site]")
{
    House house;
    house.enter();
    house.store.take_time(20ms);
    auto const before = house.store.appends();
    constexpr int clients = 24;
    constexpr int changes = 10;
    std::vector<std::thread> threads;
    std::atomic<int> created = 0;
    for (int client = 0; client < clients; ++client)
        threads.emplace_back([&, client] {
            RawClient connection(house.port);
            for (int change = 0; change < changes; ++change) {
                connection.send(house.create(std::format("Station {}-{}", client, change)));
                created += connection.response().status == 201 ? 1 : 0;
            }
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(created == clients * changes);
    CHECK(house.store.appends() - before < clients * changes / 4);
}

TEST_CASE("more sign-ins at once than there is room for are told to come later", "[site]")
{
    House house({.password_threads = 1, .passwords_waiting = 2}, PasswordCost{});
    std::vector<RawClient> clients;
    for (int i = 0; i < 12; ++i) {
        clients.emplace_back(house.port);
        clients.back().send(house.request("POST", "/api/v1/session",
                                          std::format(R"({{"email":"{}","password":"{}"}})", ada, password)));
    }
    int in = 0;
    int later = 0;
    for (auto& client : clients) {
        auto const response = client.response();
        in += response.status == 201 ? 1 : 0;
        later += response.status == 429 ? 1 : 0;
        CHECK((response.status != 429 || !response.field("retry-after").empty()));
    }
    CHECK(in >= 2);
    CHECK(later >= 1);
    CHECK(house.sign_in().status == 201); // there is room again
}

TEST_CASE("a proxy's word on where a client is counts only where a proxy is", "[site]")
{
    auto const from = [](Proxy proxy, std::string_view forwarded) {
        House house({.proxy = proxy});
        house.enter();
        ask(house.port, house.request("POST", "/api/v1/groups", R"({"account":"a1","name":"Station 99"})",
                                      std::format("X-Forwarded-For: {}\r\n", forwarded)));
        auto const body = house.store.read(1, 100).value().back().body;
        auto const begin = body.find(R"("from":")") + 8;
        return body.substr(begin, body.find('"', begin) - begin);
    };
    CHECK(from(Proxy::none, "192.0.2.7") == "127.0.0.1");
    CHECK(from(Proxy::trusted, "192.0.2.7") == "192.0.2.7");
    CHECK(from(Proxy::trusted, "192.0.2.66, 192.0.2.7") == "192.0.2.7"); // the first one is whatever the client says
    CHECK(from(Proxy::trusted, "nonsense") == "127.0.0.1");
    // Some proxies add a line of their own below the client's, instead of an element to it.
    CHECK(from(Proxy::trusted, "192.0.2.66\r\nX-Forwarded-For: 192.0.2.7") == "192.0.2.7");
    CHECK(from(Proxy::trusted, "192.0.2.66\r\nx-forwarded-for: 192.0.2.65,\t192.0.2.7") == "192.0.2.7");
    CHECK(from(Proxy::trusted, "192.0.2.66\r\nX-Forwarded-For: nonsense") == "127.0.0.1");
}

TEST_CASE("X-7: the trail comes as a file, once the entry about it is durable", "[site][X-7]")
{
    House house;
    house.enter();
    REQUIRE(ask(house.port, house.create("Station 99")).status == 201);
    house.store.close();
    RawClient client(house.port, 300ms);
    client.send(house.request("GET", "/api/v1/audit/export?format=csv&account=a1"));
    CHECK(client.response().status == 0);
    house.store.open();
    auto const file = client.response();
    CHECK(file.status == 200);
    CHECK(file.field("content-type").starts_with("text/csv"));
    CHECK(file.field("content-disposition") == "attachment; filename=\"audit.csv\"");
    CHECK(file.field("transfer-encoding") == "chunked");
    CHECK(file.body.contains("audit.export"));
    CHECK(file.body.contains("Station 99"));
    CHECK(ask(house.port, house.request("GET", "/api/v1/audit/export?format=csv&account=a9")).status == 404);

    house.store.close();
    house.store.fail_next();
    RawClient unlucky(house.port);
    unlucky.send(house.request("GET", "/api/v1/audit/export?format=jsonl&account=a1"));
    std::this_thread::sleep_for(50ms);
    house.store.open();
    CHECK(unlucky.response().status == 503);
}

TEST_CASE("S-6: a table of people is imported while others are served", "[site][S-6]")
{
    House house;
    house.enter();
    std::string csv = "name,e-mail\r\n";
    for (int row = 0; row < 5'000; ++row)
        csv += std::format("Person {},p{}@riverside.example\r\n", row, row);
    auto request = house.request("POST", "/api/v1/accounts/a1/users/import", csv);
    request.replace(request.find("application/json"), 16, "text/csv");
    auto const begun = ask(house.port, request);
    CAPTURE(begun.body);
    REQUIRE(begun.status == 202);
    auto const where = begun.field("location");
    RawClient client(house.port);
    std::string state;
    for (int tries = 0; tries < 2'000 && !state.contains("\"done\""); ++tries) {
        client.send(house.request("GET", where));
        state = client.response().body;
        REQUIRE(!state.empty());
    }
    CHECK(state.contains("\"created\":5000"));
    CHECK(ask(house.port, house.request("GET", "/api/v1/users?q=p4999%40riverside.example")).body.contains("Person 4999"));
}

TEST_CASE("X-2: an event stream ends with its session", "[site][X-2]")
{
    House house;
    house.enter();
    RawClient stream(house.port);
    stream.send(house.request("GET", "/api/v1/events"));
    REQUIRE(stream.head().status == 200);
    CHECK(ask(house.port, house.request("DELETE", "/api/v1/session")).status < 300);
    CHECK(stream.until("0\r\n\r\n"));
}

TEST_CASE("answers of the API are kept nowhere, and HEAD has no body", "[site]")
{
    House house;
    house.enter();
    RawClient client(house.port);
    client.send(house.request("HEAD", "/api/v1/groups") + house.request("GET", "/api/v1/session"));
    auto const head = client.response(true);
    CHECK(head.status == 200);
    CHECK(head.field("cache-control") == "no-store");
    CHECK(std::stoi(head.field("content-length")) > 100);
    CHECK(client.response().body.contains("Ada Okafor"));
    CHECK(ask(house.port, house.request("GET", "/api/v2/groups")).status == 404);
    CHECK(ask(house.port, house.request("BREW", "/api/v1/groups")).status == 405);
}
