// Time zones of this machine, by names that come from outside.
#include "server-stub/zone_rules.hpp"
#include "tests/server/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <string>

using namespace castellan::server;
using namespace castellan::tests;

TEST_CASE("a zone's rule is what its file ends with", "[server][zone]")
{
    CHECK(zone_rule("America/New_York") == "EST5EDT,M3.2.0,M11.1.0");
    CHECK(zone_rule("Europe/Madrid") == "CET-1CEST,M3.5.0,M10.5.0/3");
    CHECK(zone_rule("Asia/Kolkata") == "IST-5:30");
    CHECK(zone_rule("America/Argentina/Buenos_Aires") == "<-03>3");
    CHECK(zone_rule("Etc/GMT+5") == "<-05>5");
    CHECK(zone_rule("America/Port-au-Prince"));
    CHECK(zone_rule("UTC") == "UTC0");
}

TEST_CASE("no name leads anywhere but to a zone", "[server][zone]")
{
    TemporaryFolder folder;
    folder.write("secret", "TZif2\nSECRET\n");
    folder.write("Secret", "TZif2\nSECRET\n");
    folder.write("Old", std::string("TZif\0no rule\n", 13));
    folder.write("Text", "nothing of the kind\n");
    folder.write("Blank", "TZif2\nEST 5\n");
    folder.write("Long", "TZif2\n" + std::string(65, 'A') + "\n");
    folder.write("Empty", "TZif2\n\n");
    std::filesystem::create_directories(folder.path() / "zones");
    std::filesystem::create_directories(folder.path() / "Folder");
    std::filesystem::create_symlink(folder.path() / "Folder", folder.path() / "Link");
    CHECK(zone_rule("Secret", folder.path()) == "SECRET"); // what the others are compared with
    auto const zones = folder.path() / "zones";
    for (auto const& name : {std::string{}, std::string{"../Secret"}, std::string{"Zones/../../Secret"}, std::string{"..\\Secret"},
                             (folder.path() / "Secret").string(), std::string{"/etc/passwd"}, std::string{"secret"},
                             std::string{"./Secret"}, std::string{"America//New_York"}, std::string{"America/"}, std::string{"America"},
                             std::string{"Nowhere/Atlantis"}, std::string("Secret\0", 7), std::string("America/New_York\n"),
                             std::string(65, 'A'), std::string{"posix/UTC"}, std::string{"right/UTC"}, std::string{"localtime"},
                             std::string{"tzdata.zi"}, std::string{"zone.tab"}}) {
        CAPTURE(name);
        CHECK_FALSE(zone_rule(name, zones));
        if (name != "America")
            CHECK_FALSE(zone_rule(name));
    }
    for (auto const* name : {"Old", "Text", "Blank", "Long", "Empty", "Folder", "Link"}) {
        CAPTURE(name);
        CHECK_FALSE(zone_rule(name, folder.path()));
    }
}
