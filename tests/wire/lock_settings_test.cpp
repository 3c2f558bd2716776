#include "wire/lock_settings.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan;
using namespace castellan::wire;

namespace {

constexpr std::string_view kept =
    R"({"business_hours":[{"weekday":1,"from":480,"until":1080}],"blackouts":[{"day":"2026-12-25","name":"Christmas Day"}],)"
    R"("wifi":{"network":"Depot","channel":6},"relock_after":5})";

} // namespace

TEST_CASE("Lock settings are read as far as they are known", "[wire][doors]")
{
    auto const read = read_lock_settings(kept);
    CHECK(read.business_hours == std::vector<WeeklyWindow>{{1, 480, 1080}});
    CHECK(read.blackouts == std::vector<Blackout>{{"2026-12-25", "Christmas Day"}});
    CHECK(read.network == "Depot");
    CHECK(read_lock_settings("{}") == LockSettings{});
}

TEST_CASE("A setting that looks otherwise counts as not there, and takes no other with it", "[wire][doors]")
{
    CHECK(read_lock_settings(R"({"business_hours":"always","wifi":{"network":"Depot"}})").network == "Depot");
    CHECK(read_lock_settings(R"({"business_hours":[{"weekday":9,"from":0,"until":60}]})").business_hours.empty());
    CHECK(read_lock_settings(R"({"wifi":[]})") == LockSettings{});
    CHECK(read_lock_settings("no JSON") == LockSettings{});
}

TEST_CASE("Only the settings that differ are set, and what else stands in them stays", "[wire][doors]")
{
    auto wanted = read_lock_settings(kept);
    CHECK(lock_settings_to_set(kept, wanted) == "{}");
    wanted.network = "Depot \"2\"";
    CHECK(lock_settings_to_set(kept, wanted) == R"({"wifi":{"network":"Depot \"2\"","channel":6}})");
    wanted.blackouts.clear();
    wanted.business_hours.push_back({2, 0, 1440});
    CHECK(lock_settings_to_set(kept, wanted) ==
          R"({"business_hours":[{"weekday":1,"from":480,"until":1080},{"weekday":2,"from":0,"until":1440}],"blackouts":[],)"
          R"("wifi":{"network":"Depot \"2\"","channel":6}})");
    CHECK(lock_settings_to_set("{}", {.blackouts = {{"2027-01-01", ""}}}) == R"({"blackouts":[{"day":"2027-01-01"}]})");
}
