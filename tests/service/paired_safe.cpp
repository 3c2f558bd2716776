#include "tests/service/paired_safe.hpp"

#include "service/hex.hpp"

#include <catch2/catch_test_macros.hpp>
#include <sodium.h>

#include <algorithm>
#include <format>

namespace castellan::test {

namespace {

constexpr auto heartbeat = std::string_view{"/api/v1/device/heartbeat"};

struct Keys {
    DeviceSecretKey secret{};
    DeviceKey open{};
    AgreementKeys agreement{};
};

Keys keys_of(std::string_view seed)
{
    auto bytes = std::array<unsigned char, 32>{};
    crypto_generichash(bytes.data(), bytes.size(), reinterpret_cast<unsigned char const*>(seed.data()), seed.size(), nullptr,
                       0);
    auto keys = Keys{};
    crypto_sign_seed_keypair(keys.open.data(), keys.secret.data(), bytes.data());
    keys.agreement = agreement_keys(bytes);
    return keys;
}

std::string hex_of(std::array<unsigned char, 32> const& bytes)
{
    return hex({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
}

} // namespace

std::string pairing_code(House& house, std::string_view safe, std::string_view person)
{
    auto const response = house.ask(person, "POST", std::format("/api/v1/safes/{}/pairing_code", safe));
    INFO(response.body);
    REQUIRE(response.status == 201);
    return at(response, "code");
}

std::string pairing_body(std::string_view serial, std::string_view code, std::string_view key_seed)
{
    auto const keys = keys_of(key_seed);
    return std::format(R"({{"serial":"{}","code":"{}","public_key":"{}","agreement_key":"{}"}})", serial, code,
                       hex_of(keys.open), hex_of(keys.agreement.open));
}

Response PairedSafe::pair(House& house, std::string_view serial, std::string_view code, PairedSafe* device,
                          std::string_view key_seed)
{
    auto response = house.ask({}, "POST", "/api/v1/device/pair", pairing_body(serial, code, key_seed));
    if (device == nullptr || response.status != 201)
        return response;
    auto const keys = keys_of(key_seed);
    auto theirs = std::array<unsigned char, 32>{};
    std::ranges::copy(bytes_of_hex(at(response, "agreement_key")).value(), theirs.begin());
    device->id = at(response, "safe");
    device->serial = serial;
    device->key = keys.secret;
    device->code_secret = agreed_secret(keys.agreement, keys.agreement.open, theirs);
    device->house_ = &house;
    return response;
}

PairedSafe::PairedSafe(House& house, std::string_view safe, std::string_view person, std::string_view key_seed)
{
    auto const serial_number = house.world().safes[house.world().safes.find(safe)].serial;
    auto const response = pair(house, serial_number, pairing_code(house, safe, person), this, key_seed);
    INFO(response.body);
    REQUIRE(response.status == 201);
    REQUIRE(id == safe);
}

Outcome PairedSafe::say_only(std::string_view body, Falsified const& falsified)
{
    auto const sent = falsified.number == 0 ? ++number : falsified.number;
    last_field_ = stamp_field(key, {.method = "POST", .target = heartbeat, .body = body},
                              falsified.device.empty() ? std::string_view{id} : falsified.device,
                              house_->now + falsified.clock_off, sent);
    last_body_ = falsified.body_sent.empty() ? body : falsified.body_sent;
    auto const target = falsified.target_sent.empty() ? heartbeat : falsified.target_sent;
    return house_->ask_only({}, "POST", target, last_body_, {.device = last_field_});
}

Response PairedSafe::say(std::string_view body, Falsified const& falsified)
{
    auto outcome = say_only(body, falsified);
    REQUIRE(outcome.held == 0);
    return house_->settle(std::move(outcome));
}

Response PairedSafe::repeat()
{
    return house_->ask({}, "POST", heartbeat, last_body_, {.device = last_field_});
}

} // namespace castellan::test
