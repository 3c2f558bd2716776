// An authenticator in somebody's pocket.
#pragma once

#include "service/totp.hpp"
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

#include <format>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::test {

/// The other half of `base32`, for whoever plays the authenticator.
inline std::string bytes_of(std::string_view base32_text)
{
    static constexpr auto letters = std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"};
    auto bytes = std::string{};
    auto bits = 0U;
    auto count = 0U;
    for (auto const letter : base32_text) {
        bits = bits << 5U | static_cast<unsigned>(letters.find(letter));
        count += 5;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>(bits >> count & 0xFFU);
        }
    }
    return bytes;
}

struct Authenticator {
    std::string secret;

    [[nodiscard]] std::string code(Instant now, int steps = 0) const
    {
        return totp_code(secret, static_cast<std::uint64_t>(now / totp_step_ms + steps));
    }
};

/// Sets one up for a person; the session that he has is raised by it. The next code is a fresh one.
inline Authenticator set_up_second_factor(House& house, std::string_view person, std::vector<std::string>* recovery = nullptr)
{
    auto const offer = house.ask(person, "POST", "/api/v1/second-factor");
    REQUIRE(offer.status == 201);
    auto const authenticator = Authenticator{bytes_of(at(offer, "secret"))};
    auto const confirmed = house.ask(person, "POST", "/api/v1/second-factor/confirm",
                                     std::format(R"({{"code":"{}"}})", authenticator.code(house.now)));
    INFO(confirmed.body);
    REQUIRE(confirmed.status == 200);
    house.remember_cookie(person, confirmed);
    for (auto index = 0; recovery != nullptr && index < 10; ++index)
        recovery->push_back(at(confirmed, std::format("recovery_codes[{}]", index)));
    house.now += totp_step_ms;
    return authenticator;
}

} // namespace castellan::test
