#include "tests/service/kiosk.hpp"

#include "service/passwords.hpp"

#include <catch2/catch_test_macros.hpp>

#include <format>

namespace castellan::test {

Response terminal_code(House& house, std::string_view group, std::string_view person, bool badge_alone)
{
    return house.ask(person, "POST", std::format("/api/v1/groups/{}/terminal_code", group),
                     std::format(R"({{"name":"Front desk","badge_alone":{}}})", badge_alone));
}

Response pair_terminal(House& house, std::string_view code, std::string_view address)
{
    return house.ask_with_cookie({}, "POST", "/api/v1/terminal/pair", std::format(R"({{"code":"{}"}})", code),
                                 {.address = address});
}

Terminal::Terminal(House& house, std::string_view group, std::string_view person, bool badge_alone) : house_(&house)
{
    auto const code = terminal_code(house, group, person, badge_alone);
    INFO(code.body);
    REQUIRE(code.status == 201);
    auto const paired = pair_terminal(house, at(code, "code"));
    INFO(paired.body);
    REQUIRE(paired.status == 201);
    id = at(paired, "terminal");
    cookie = paired.terminal_cookie.substr(0, paired.terminal_cookie.find(';'));
}

Response Terminal::enter(std::string_view body)
{
    auto response = house_->ask_with_cookie(cookie, "POST", "/api/v1/terminal/session", body);
    if (response.status == 201)
        session = response.set_cookie.substr(0, response.set_cookie.find(';'));
    return response;
}

Response Terminal::sign_in(std::string_view user, std::string_view secret)
{
    return enter(std::format(R"({{"user":"{}","pin":"{}"}})", user, secret));
}

Response Terminal::sign_in_by_badge(std::string_view badge, std::string_view secret)
{
    return enter(secret.empty() ? std::format(R"({{"badge":"{}"}})", badge)
                                : std::format(R"({{"badge":"{}","pin":"{}"}})", badge, secret));
}

Response Terminal::ask(std::string_view method, std::string_view target, std::string_view body, Extras const& extras)
{
    return house_->ask_with_cookie(cookie + "; " + session, method, target, body, extras);
}

Response Terminal::change(std::string_view change, std::string_view second_person)
{
    return ask("POST", "/api/v1/changes", std::format(R"({{"changes":[{}]}})", change), {.second_person = second_person});
}

Response Terminal::send(std::string_view changes)
{
    return house_->ask_with_cookie(cookie, "POST", "/api/v1/terminal/changes", std::format(R"({{"changes":[{}]}})", changes));
}

Kiosk::Kiosk(bool badge_alone) : terminal(*this, "g1", "ada", badge_alone)
{
    give_pins(*this);
}

std::string queued(std::string_view id, Instant at, std::string_view user, std::string_view change, std::string_view more)
{
    return std::format(R"({{"id":"{}","at":{},"user":"{}","change":{}{}}})", id, at, user, change, more);
}

void give_pins(House& house)
{
    // One hash for all: making it takes the time, not storing it.
    static auto const hash = hash_password(pin, cheap_passwords);
    for (auto const user : house.world().users.handles())
        REQUIRE(house.service->preset_pin(house.world().users[user].email, hash));
    house.commit();
}

} // namespace castellan::test
