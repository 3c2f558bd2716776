// Passwords and their hashes.
#include "service/passwords.hpp"
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>
#include <sodium.h>

using namespace castellan;

TEST_CASE("a password fits the hash that it made, and no other", "[service][passwords]")
{
    auto const hash = hash_password("correct horse", cheap_passwords);
    CHECK(password_fits("correct horse", hash));
    CHECK_FALSE(password_fits("correct house", hash));
    CHECK_FALSE(password_fits("", hash));
}

TEST_CASE("the hash held against a password where there is none fits nothing and costs the same", "[service][passwords]")
{
    auto random = test::SeededRandom{};
    auto const hash = unmatched_hash(random, cheap_passwords);
    CHECK_FALSE(password_fits("correct horse", hash));
    CHECK_FALSE(password_fits("", hash));
    CHECK(hash != unmatched_hash(random, cheap_passwords));

    // libsodium reads it, and finds the cost that it would give a new one; a hash that it can't read would be refused
    // at once, and tell that there is nobody.
    auto const cost = PasswordCost{};
    CHECK(crypto_pwhash_str_needs_rehash(unmatched_hash(random, cost).c_str(), cost.operations, cost.memory) == 0);
    CHECK(hash.size() == hash_password("correct horse", cheap_passwords).size());
}
