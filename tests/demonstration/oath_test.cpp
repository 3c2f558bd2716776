// What stands in for liboath in the browser, held against liboath.
#include <catch2/catch_test_macros.hpp>

#include <liboath/oath.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>

extern "C" {
int web_oath_base32_encode(char const* in, std::size_t in_length, char** out, std::size_t* out_length);
int web_oath_hotp_generate(char const* secret, std::size_t secret_length, std::uint64_t counter, unsigned digits,
                           bool add_checksum, std::size_t truncation_offset, char* code);
int web_oath_totp_generate(char const* secret, std::size_t secret_length, time_t now, unsigned step_seconds, time_t start,
                           unsigned digits, char* code);
}

namespace {

using Code = std::array<char, 16>;

template <typename Encode>
std::string encoded(Encode encode, std::string const& bytes)
{
    char* text = nullptr;
    auto size = std::size_t{0};
    REQUIRE(encode(bytes.data(), bytes.size(), &text, &size) == OATH_OK);
    auto const owner = std::unique_ptr<char, decltype(&std::free)>{text, &std::free};
    return {text, size};
}

} // namespace

TEST_CASE("The browser's one-time codes are liboath's", "[demonstration]")
{
    REQUIRE(oath_init() == OATH_OK);
    auto engine = std::mt19937_64{20261122};
    for (auto round = 0; round < 2'000; ++round) {
        // Shorter and longer than a block of the hash, which is used otherwise.
        auto secret = std::string(1 + engine() % 100, '\0');
        for (auto& byte : secret)
            byte = static_cast<char>(engine());
        auto const counter = engine() >> (engine() % 64);
        auto const digits = static_cast<unsigned>(6 + engine() % 3);
        CAPTURE(round, secret.size(), counter, digits);
        auto theirs = Code{};
        auto ours = Code{};
        REQUIRE(oath_hotp_generate(secret.data(), secret.size(), counter, digits, false, OATH_HOTP_DYNAMIC_TRUNCATION, theirs.data()) == OATH_OK);
        REQUIRE(web_oath_hotp_generate(secret.data(), secret.size(), counter, digits, false, OATH_HOTP_DYNAMIC_TRUNCATION, ours.data()) == OATH_OK);
        CHECK(std::string{ours.data()} == theirs.data());

        auto const now = static_cast<time_t>(counter >> 20);
        REQUIRE(oath_totp_generate(secret.data(), secret.size(), now, 30, 0, digits, theirs.data()) == OATH_OK);
        REQUIRE(web_oath_totp_generate(secret.data(), secret.size(), now, 30, 0, digits, ours.data()) == OATH_OK);
        CHECK(std::string{ours.data()} == theirs.data());

        CHECK(encoded(web_oath_base32_encode, secret) == encoded(oath_base32_encode, secret));
    }
}

TEST_CASE("The browser's one-time codes are those of RFC 4226, appendix D", "[demonstration]")
{
    auto const secret = std::string{"12345678901234567890"};
    auto const right = std::array{"755224", "287082", "359152", "969429", "338314"};
    for (auto counter = std::size_t{0}; counter < right.size(); ++counter) {
        auto code = Code{};
        REQUIRE(web_oath_hotp_generate(secret.data(), secret.size(), counter, 6, false, OATH_HOTP_DYNAMIC_TRUNCATION, code.data()) == OATH_OK);
        CHECK(std::string{code.data()} == right[counter]);
    }
}
