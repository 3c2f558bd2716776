// Where a person is signed in, and who may end that.
#include "service/sessions.hpp"
#include "service/user_agent.hpp"
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr auto firefox = std::string_view{"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"};
constexpr auto safari = std::string_view{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
                                         "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"};

std::string sign_in_from(House& house, std::string_view person, std::string_view agent, std::string_view address)
{
    auto const body = R"({"email":")" + std::string{person} + R"(@riverside.example","password":")" + std::string{password} + R"("})";
    auto const response =
        house.ask_with_cookie({}, "POST", "/api/v1/session", body, {.address = address, .user_agent = agent});
    REQUIRE(response.status == 201);
    return response.set_cookie.substr(0, response.set_cookie.find(';'));
}

std::string path_of(std::string const& session) { return "/api/v1/sessions/" + session; }

} // namespace

TEST_CASE("A browser is named in plain words, and what is not known is not repeated", "[service][session]")
{
    auto const [agent, name, system] = GENERATE(table<std::string_view, std::string_view, std::string_view>({
        {firefox,                                                                                    "Firefox", "Linux"  },
        {safari,                                                                                     "Safari",  "iPhone" },
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", "Chrome", "Windows"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "Edge", "Windows"},
        {"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome", "Android"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15", "Safari", "macOS"},
        {"<script>alert(1)</script>",                                                                "",        ""       },
        {"",                                                                                         "",        ""       },
    }));
    CAPTURE(agent);
    CHECK(browser_in(agent) == Browser{std::string{name}, std::string{system}});
}

TEST_CASE("X-11: a person sees her own sessions, and which is this one", "[service][session][X-11]")
{
    auto house = House{};
    auto const desk = sign_in_from(house, "uma", firefox, "192.0.2.1");
    house.pass(60'000);
    auto const phone = sign_in_from(house, "uma", safari, "198.51.100.9");
    static_cast<void>(house.cookie_of("ada"));
    house.pass(60'000);

    auto const list = house.ask_with_cookie(desk, "GET", "/api/v1/sessions");
    REQUIRE(list.status == 200);
    CHECK(at(list, "sessions[0].current") == "true");
    CHECK(at(list, "sessions[0].browser") == "Firefox");
    CHECK(at(list, "sessions[0].system") == "Linux");
    CHECK(at(list, "sessions[0].from") == "192.0.2.1");
    CHECK(at(list, "sessions[1].current") == "false");
    CHECK(at(list, "sessions[1].browser") == "Safari");
    CHECK(at(list, "sessions[1].system") == "iPhone");
    CHECK(at(list, "sessions[2].id").empty()); // ada's are hers

    // Neither a token nor what it is kept under leaves the server, and the name opens nothing.
    for (auto const& cookie : {desk, phone}) {
        auto const token = cookie.substr(cookie.find('=') + 1);
        CHECK(list.body.find(token) == std::string::npos);
        CHECK(list.body.find(Sessions::key_of(token)) == std::string::npos);
    }
    CHECK(house.ask_with_cookie("castellan=" + at(list, "sessions[1].id"), "GET", "/api/v1/session").status == 401);

    SECTION("they are the same after a restart")
    {
        house.restart();
        auto const again = house.ask_with_cookie(desk, "GET", "/api/v1/sessions");
        CHECK(at(again, "sessions[1].id") == at(list, "sessions[1].id"));
        CHECK(at(again, "sessions[1].from") == "198.51.100.9");
    }
    SECTION("ending one puts that browser out, and is in the trail")
    {
        auto const before = house.store.entries().size();
        CHECK(house.ask_with_cookie(desk, "DELETE", path_of(at(list, "sessions[1].id"))).status == 204);
        CHECK(house.ask_with_cookie(phone, "GET", "/api/v1/session").status == 401);
        CHECK(house.ask_with_cookie(desk, "GET", "/api/v1/session").status == 200);
        CHECK(house.ask_with_cookie(desk, "DELETE", path_of(at(list, "sessions[1].id"))).status == 404);
        REQUIRE(house.store.entries().size() == before + 1);
        CHECK(house.store.entries().back().kind == "user.end_sessions");
        CHECK(house.store.entries().back().actor == "uma");
        house.restart();
        CHECK(house.ask_with_cookie(phone, "GET", "/api/v1/session").status == 401);
    }
    SECTION("ending the others leaves this one")
    {
        CHECK(house.ask_with_cookie(phone, "DELETE", "/api/v1/sessions").status == 204);
        CHECK(house.ask_with_cookie(desk, "GET", "/api/v1/session").status == 401);
        CHECK(house.ask_with_cookie(phone, "GET", "/api/v1/session").status == 200);
        auto const before = house.store.entries().size();
        CHECK(house.ask_with_cookie(phone, "DELETE", "/api/v1/sessions").status == 204); // there is no other
        CHECK(house.store.entries().size() == before);
    }
    SECTION("ending this one takes its cookie away")
    {
        auto const out = house.ask_with_cookie(desk, "DELETE", path_of(at(list, "sessions[0].id")));
        CHECK(out.status == 204);
        CHECK(out.set_cookie.ends_with("Max-Age=0"));
        CHECK(house.ask_with_cookie(desk, "GET", "/api/v1/session").status == 401);
    }
    SECTION("nobody else can end it by its name, an administrator neither")
    {
        for (auto const* other : {"ada", "tess", "ugo"})
            CHECK(house.ask(other, "DELETE", path_of(at(list, "sessions[1].id"))).status == 404);
        CHECK(house.ask_with_cookie(phone, "GET", "/api/v1/session").status == 200);
        // And no foreign page in her own name.
        CHECK(house.ask_with_cookie(desk, "DELETE", path_of(at(list, "sessions[1].id")), {}, {.castellan_request = ""}).status == 403);
        CHECK(house.ask_with_cookie(desk, "DELETE", "/api/v1/sessions", {}, {.fetch_site = "cross-site"}).status == 403);
        CHECK(house.ask_with_cookie(phone, "GET", "/api/v1/session").status == 200);
    }
}

TEST_CASE("T-2: who may disable a person may end her sessions, and nobody else", "[service][session][T-2]")
{
    auto house = House{};
    auto const cookie = house.cookie_of("uma");
    auto const before = house.store.entries().size();
    auto const target = std::string_view{"/api/v1/users/uma/sessions"};

    // Those who see her are told that it is not theirs, and it is written down; to the others she does not exist.
    CHECK(house.ask("ada", "DELETE", target).status == 403);
    CHECK(at(house.ask("gia", "DELETE", target), "rule") == "T-2");
    REQUIRE(house.store.entries().size() == before + 2);
    CHECK(house.store.entries().back().body.find(R"("effect":"deny")") != std::string::npos);
    auto const hidden = house.ask("zoe", "DELETE", target);
    CHECK(hidden.status == 404);
    CHECK(hidden.body == house.ask("zoe", "DELETE", "/api/v1/users/nobody/sessions").body);
    CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 200);

    auto const done = house.ask("tess", "DELETE", target);
    CHECK(done.status == 204);
    CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 401);
    CHECK(house.store.entries().back().kind == "user.end_sessions");
    CHECK(house.store.entries().back().actor == "tess");
    // Whether somebody was signed in at all is not told.
    CHECK(house.ask("tess", "DELETE", "/api/v1/users/ugo/sessions").body == done.body);
    // X-3: nobody disables himself; his own sessions are ended where he sees them.
    CHECK(house.ask("tess", "DELETE", "/api/v1/users/tess/sessions").status == 403);

    // She and the administrator read it in the trail; replaying it changes nothing.
    auto const page = house.get("tess", "/api/v1/audit?thing=uma&kind=user.end_sessions");
    CHECK(at(page, "entries[0].actor") == "tess");
    auto const picture = house.picture();
    house.restart();
    CHECK(house.picture() == picture);
}

TEST_CASE("T-2: ending an administrator's sessions takes no code, since nothing is lost by it", "[service][session][T-2][X-8]")
{
    auto house = House{House::cheap(), true};
    house.install(R"({"organization": {"id": "o1", "name": "Two"}, "users": [
        {"id": "ann", "name": "Ann", "email": "ann@riverside.example", "administrator": true},
        {"id": "ben", "name": "Ben", "email": "ben@riverside.example", "administrator": true}]})");
    auto const cookie = house.cookie_of("ben");
    CHECK(house.ask("ann", "POST", "/api/v1/users/ben/disable").status != 200); // it has to be confirmed
    CHECK(house.ask("ann", "DELETE", "/api/v1/users/ben/sessions").status == 204);
    CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 401);
    CHECK(house.world().users[house.user("ben")].administrator);
}
