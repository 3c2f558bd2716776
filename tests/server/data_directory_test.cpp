#include "server-stub/data_directory.hpp"
#include "tests/server/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>
#include <sys/stat.h>

using castellan::server::DataDirectory;
using castellan::tests::TemporaryFolder;

TEST_CASE("two programs can't use one data directory, and the lock goes with its holder", "[store]")
{
    TemporaryFolder const folder;
    {
        auto const first = DataDirectory::lock(folder / "data", DataDirectory::IfAbsent::make);
        REQUIRE(first);
        auto const second = DataDirectory::lock(folder / "data", DataDirectory::IfAbsent::make);
        REQUIRE_FALSE(second);
        CHECK(second.error().contains("in use by another Castellan"));
    }
    CHECK(DataDirectory::lock(folder / "data", DataDirectory::IfAbsent::refuse));
}

TEST_CASE("a data directory is made only when asked for, and for its user alone", "[store]")
{
    TemporaryFolder const folder;
    CHECK_FALSE(DataDirectory::lock(folder / "data", DataDirectory::IfAbsent::refuse));
    CHECK_FALSE(std::filesystem::exists(folder / "data"));
    REQUIRE(DataDirectory::lock(folder / "data", DataDirectory::IfAbsent::make));
    struct stat state{};
    REQUIRE(stat((folder / "data").c_str(), &state) == 0);
    CHECK((state.st_mode & 077) == 0);
}

TEST_CASE("a data directory that was open to others is closed, but a folder that is shared on purpose isn't", "[store]")
{
    using std::filesystem::perms;
    TemporaryFolder const folder;
    std::filesystem::create_directory(folder / "data");
    auto const left = [&](perms before) {
        std::filesystem::permissions(folder / "data", before);
        REQUIRE(DataDirectory::lock(folder / "data", DataDirectory::IfAbsent::refuse));
        return std::filesystem::status(folder / "data").permissions();
    };
    CHECK(left(perms{0755}) == perms{0700});
    CHECK(left(perms{01777}) == perms{01777}); // like /tmp
}
