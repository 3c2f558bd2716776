#include "server-stub/http/host_names.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using castellan::server::HostNames;

TEST_CASE("on loopback only loopback's names and the given ones are answered to", "[http]")
{
    HostNames const names("127.0.0.1", {"castellan.example"});
    auto const& [host, known] = GENERATE(table<std::string, bool>({
        {"localhost", true},
        {"LocalHost:8080", true},
        {"127.0.0.1", true},
        {"127.1.2.3:1", true},
        {"[::1]:8080", true},
        {"castellan.example", true},
        {"Castellan.Example:443", true},
        {"", false},
        {":8080", false},
        {"10.0.0.1", false},
        {"[fe80::1]", false},
        {"::1", false},
        {"[::1", false},
        {"[::1]x", false},
        {"localhost:", false},
        {"localhost:123456", false},
        {"localhost:8080:8080", false},
        {"evil.example", false},
        {"castellan.example.evil.example", false},
        {"127.0.0.1.evil.example", false},
    }));
    CAPTURE(host);
    CHECK(names.knows(host) == known);
}

TEST_CASE("on other addresses a literal address is answered to, but no name that was not given", "[http]")
{
    HostNames const names("0.0.0.0", {"castellan.example"});
    CHECK(names.knows("192.0.2.7:8080"));
    CHECK(names.knows("[2001:db8::7]"));
    CHECK(names.knows("castellan.example"));
    CHECK_FALSE(names.knows("rebound.evil.example"));
}
