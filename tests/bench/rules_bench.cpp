// What a decision costs, natively and in WebAssembly: nanoseconds at three sizes of the organisation, allocations, and
// a screen of 1,000 rows with 10 actions each. Prints one JSON object {"name", "value", "unit"} a line.
#include "rules/effects.hpp"
#include "rules/grants.hpp"
#include "rules/may.hpp"
#include "tests/bench/counted_new.hpp"
#include "tests/bench/rules_world.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <print>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace castellan::bench {

namespace {

using Clock = std::chrono::steady_clock;

/// Decisions timed together, because one alone is as short as a reading of the clock.
constexpr auto block = std::size_t{128};
constexpr auto of_each_kind = std::size_t{512};
constexpr auto passes = 200;

void report(std::string const& name, double value, std::string_view unit)
{
    std::println(R"({{"name":"{}","value":{:.4g},"unit":"{}"}})", name, value, unit);
    std::fflush(stdout);
}

[[noreturn]] void give_up(std::string const& why)
{
    std::println(stderr, "rules_bench: {}", why);
    std::exit(1);
}

struct Cost {
    double mean_ns = 0;
    double p50_ns = 0;
    std::size_t allowed = 0; // of one pass
    std::uint64_t allocations = 0;
};

Cost cost_of(World const& world, std::vector<Question> const& questions)
{
    auto blocks = std::vector<double>{};
    blocks.reserve(passes * questions.size() / block);
    auto cost = Cost{};
    // The first pass warms the caches and is not counted.
    for (auto pass = 0; pass <= passes; ++pass) {
        auto allowed = std::size_t{0};
        auto const allocated = allocations();
        for (auto from = std::size_t{0}; from + block <= questions.size(); from += block) {
            auto const start = Clock::now();
            for (auto at = from; at < from + block; ++at) {
                auto const& question = questions[at];
                allowed +=
                    may(world, question.actor, question.change, nothing_confirmed).effect == Effect::allow ? 1U : 0U;
            }
            auto const took = std::chrono::duration<double, std::nano>(Clock::now() - start).count();
            if (pass > 0)
                blocks.push_back(took / static_cast<double>(block));
        }
        cost.allowed = allowed;
        cost.allocations += allocations() - allocated;
    }
    std::ranges::sort(blocks);
    cost.p50_ns = blocks[blocks.size() / 2];
    // The slowest in a hundred are those in which the system did something else.
    blocks.resize(blocks.size() - blocks.size() / 100);
    for (auto const ns : blocks)
        cost.mean_ns += ns / static_cast<double>(blocks.size());
    return cost;
}

/// All kinds together in random order: what a server sees.
std::vector<Question> mixed(std::vector<Questions> const& sorts)
{
    auto all = std::vector<Question>{};
    for (auto const& sort : sorts)
        all.insert(all.end(), sort.questions.begin(), sort.questions.end());
    auto random = std::mt19937_64{3};
    for (auto left = all.size(); left > 1; --left)
        std::swap(all[left - 1], all[random() % left]);
    return all;
}

void measure_decisions(World const& world, std::string const& size)
{
    auto const sorts = questions_about(world, of_each_kind);
    auto const all = mixed(sorts);
    auto const cost = cost_of(world, all);
    report("decision.mean." + size, cost.mean_ns, "ns");
    report("decision.p50." + size, cost.p50_ns, "ns");
    report("decision.per_second." + size, 1e9 / cost.mean_ns, "/s");
    report("decision.allowed." + size, 100.0 * static_cast<double>(cost.allowed) / static_cast<double>(all.size()),
           "%");
    report("decision.allocations." + size, static_cast<double>(cost.allocations), "");
    // A benchmark of nothing but refusals, or of nothing but approvals, would measure something else.
    if (cost.allowed * 10 < all.size() || cost.allowed * 10 > all.size() * 9)
        give_up(std::to_string(cost.allowed) + " of " + std::to_string(all.size()) +
                " questions were allowed; see rules_world.cpp");
    if (size != "10k")
        return;
    for (auto const& sort : sorts)
        report("decision.mean." + size + "." + std::string{sort.name}, cost_of(world, sort.questions).mean_ns, "ns");
}

constexpr auto row_actions = std::to_array<Permission>({
    Permission::safes_list,
    Permission::safes_edit,
    Permission::safes_remove,
    Permission::safes_sync,
    Permission::safes_upgrade,
    Permission::safes_emergency_code,
    Permission::safes_unlock,
    Permission::assets_list,
    Permission::assets_create,
    Permission::assets_enroll,
});

/// The fastest of many, in milliseconds: a screen is drawn while nothing else happens.
template <class Draw>
double fastest_ms(Draw const& draw)
{
    auto fastest = 1e9;
    for (auto repeat = 0; repeat < 60; ++repeat) {
        auto const start = Clock::now();
        draw();
        fastest = std::min(fastest, std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    return fastest;
}

void measure_screen(World const& world, UserId viewer, std::string const& name)
{
    auto shown = std::size_t{0};
    auto const by_masks = fastest_ms([&] {
        shown = 0;
        for (auto row = std::uint32_t{0}; row < 1000; ++row) {
            auto const permissions = permissions_in(world, viewer, place_of(world, SafeId{row}));
            for (auto const action : row_actions)
                shown += permissions.has(action) ? 1U : 0U;
        }
    });
    report("screen.masks." + name, by_masks, "ms");

    auto changes = std::vector<Change>{};
    for (auto row = std::uint32_t{0}; row < 1000; ++row) {
        auto const safe = SafeId{row};
        changes.insert(changes.end(),
                       {SyncSafe{safe}, UpgradeSafe{.safe = safe}, IssueEmergencyCode{.safe = safe},
                        UnlockSafe{.safe = safe}, RemoveSafe{safe}, EditSafe{safe, {.name = "Renamed"}},
                        EditSafe{safe, {.two_person = TwoPerson::any}}, CreateAsset{.safe = safe, .asset = "new"},
                        AddSafe{GroupId{0}, safe}, RemoveSafeFromGroup{GroupId{0}, safe}});
    }
    auto allowed = std::size_t{0};
    auto const by_offers = fastest_ms([&] {
        allowed = 0;
        for (auto const& change : changes)
            allowed += may(world, viewer, change, nothing_confirmed).effect == Effect::allow ? 1U : 0U;
    });
    report("screen.offers." + name, by_offers, "ms");
    if (shown == 0 || allowed == 0)
        give_up("the screen of " + name + " shows no action at all");
}

void measure_all()
{
    for (auto const& [users, size] : {std::pair{1'000, "1k"}, {10'000, "10k"}, {100'000, "100k"}}) {
        auto const world = world_of(static_cast<std::size_t>(users), 2000);
        measure_decisions(world, size);
        if (users != 10'000)
            continue;
        measure_screen(world, an_account_admin(world), "account_admin");
        measure_screen(world, a_group_admin(world), "group_admin");
        auto const fastest = fastest_ms([&] {
            if (who_can(world, Permission::safes_sync, SafeId{5}).empty())
                give_up("nobody can sync a safe");
        });
        report("who_can.10k", fastest * 1000, "us");

        // The preview of one role change, for somebody in groups.
        auto const chief = an_account_admin(world);
        auto const somebody = a_group_admin(world);
        auto const account = world.users[somebody].accounts.front().account;
        auto const preview = fastest_ms([&] {
            auto const change = SetUserRole{somebody, account, SafesRole::user};
            if (effects_of(world, Actor{chief}, change, 0).empty())
                give_up("a role change has no effect");
        });
        report("preview.10k", preview, "ms");
    }
}

} // namespace

} // namespace castellan::bench

int main()
{
    castellan::bench::measure_all();
}
