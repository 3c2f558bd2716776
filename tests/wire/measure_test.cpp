// What the wire costs at 100,000 people. Not run with the others, since it measures and proves nothing:
//   build/release/tests/wire/castellan_wire_tests "[measure]"
#include "wire/change_json.hpp"
#include "wire/document.hpp"
#include "wire/rows.hpp"
#include "wire/sync.hpp"
#include "wire/view.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

using namespace castellan;
using namespace castellan::wire;

namespace {

/// A large organisation: one administrator, groups of fifty, a safe for every fifty people.
World large(std::uint32_t people)
{
    auto world = World{};
    world.organization = {.id = "o1", .name = "Large"};
    world.accounts.insert(Account{.id = "a1", .name = "Fire"});
    auto const account = AccountId{0};
    auto const groups = people / 50;
    for (std::uint32_t at = 0; at < groups; ++at)
        world.add_group({.id = "g" + std::to_string(at), .account = account, .name = "Station " + std::to_string(at)});
    for (std::uint32_t at = 0; at < people; ++at) {
        auto const id = "u" + std::to_string(at);
        auto user = User{.id = id, .name = "Person of number " + std::to_string(at)};
        user.email = id + ".person@riverside.example";
        user.phone = "+15550" + std::to_string(100'000 + at);
        user.email_verified = true;
        user.phone_verified = true;
        user.pin = at % 2 == 0;
        user.accounts = {{.account = account, .safes = at == 0 ? SafesRole::account_admin : SafesRole::user}};
        user.groups = {GroupId{at % groups}};
        world.add_user(std::move(user));
    }
    for (std::uint32_t at = 0; at < groups; ++at) {
        world.add_safe({.id = "s" + std::to_string(at),
                        .account = account,
                        .name = "Safe of station " + std::to_string(at),
                        .serial = "MX-" + std::to_string(at),
                        .online = true,
                        .firmware = "4.2.0",
                        .groups = {GroupId{at}}});
    }
    return world;
}

/// Time of this thread's own work, so that a busy machine doesn't count.
double cpu_us()
{
    auto now = timespec{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

template <class Act>
void measure(char const* what, int rounds, Act const& act)
{
    auto times = std::vector<double>{};
    for (auto round = 0; round < rounds; ++round) {
        auto const begin = cpu_us();
        act();
        times.push_back(cpu_us() - begin);
    }
    std::ranges::sort(times);
    std::printf("%-52s median %12.2f us, best %12.2f us\n", what, times[times.size() / 2], times.front());
}

} // namespace

TEST_CASE("what the wire costs", "[.][measure]")
{
    auto const world = large(100'000);
    auto const admin = UserId{0};

    auto snapshot = std::string{};
    measure("encode snapshot, 100,000 people, 2,000 safes", 5, [&] { snapshot = encode_snapshot(world); });
    std::printf("  %zu bytes\n", snapshot.size());
    measure("decode snapshot", 7, [&] { CHECK(decode_snapshot(snapshot).has_value()); });

    auto cut = std::string{};
    measure("encode everything for an account administrator", 5, [&] { cut = encode_sync(world, admin); });
    std::printf("  %zu bytes\n", cut.size());
    measure("decode it into an empty replica", 7, [&] {
        auto replica = World{};
        CHECK(decode_sync(replica, cut).has_value());
    });
    auto replica = World{};
    CHECK(decode_sync(replica, cut).has_value());
    measure("decode it again over the same replica", 5, [&] { CHECK(decode_sync(replica, cut).has_value()); });

    auto touched = Touched{};
    note(touched, world, admin, AddMember{GroupId{3}, UserId{77}});
    touched.scopes.clear();
    auto difference = std::string{};
    measure("encode the difference of one change", 1'000, [&] { difference = encode_sync(world, admin, touched); });
    measure("decode it", 1'000, [&] { CHECK(decode_sync(replica, difference).has_value()); });

}

TEST_CASE("what pages and changes cost on the wire", "[.][measure][page]")
{
    auto const world = large(100'000);
    auto const admin = UserId{0};

    auto page = std::string{};
    measure("encode a page of 50 users", 10'000, [&] {
        page.clear();
        auto writer = Writer{page};
        auto const eyes = View{world, admin};
        writer.list();
        for (std::uint32_t at = 500; at < 550; ++at)
            eyes.write(writer, UserId{at});
        writer.end();
    });
    std::printf("  %zu bytes\n", page.size());
    measure("  of that: write the rows, uncut", 10'000, [&] {
        page.clear();
        auto writer = Writer{page};
        writer.list();
        for (std::uint32_t at = 500; at < 550; ++at)
            write_row(writer, world, world.users[UserId{at}], Form::document);
        writer.end();
    });

    auto const text = std::string{R"({"kind":"group.add_member","group":"g3","user":"u77"})"};
    auto change = decode_change(world, text)->change;
    measure("decode 1,000 changes", 1'000, [&] {
        for (auto at = 0; at < 1'000; ++at)
            change = decode_change(world, text)->change;
    });
    measure("encode 1,000 changes", 1'000, [&] {
        for (auto at = 0; at < 1'000; ++at)
            static_cast<void>(encode_change(world, change));
    });
}
