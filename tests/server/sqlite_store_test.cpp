// The SQLite store keeps what it promised to keep, and says in a sentence what it can't.
#include "server-stub/sqlite_store.hpp"
#include "service/chain.hpp"
#include "service/trail_export.hpp"
#include "tests/server/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>
#include <sqlite3.h>

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <format>
#include <fstream>
#include <limits>
#include <thread>

using namespace castellan;
using castellan::server::SqliteStore;
using castellan::tests::TemporaryFolder;

namespace {

constexpr auto newest = std::numeric_limits<std::uint64_t>::max();

/// Entries that follow each other as the service's do.
class Chain {
public:
    Entry next(std::string kind, std::vector<std::string> about)
    {
        Entry entry{.at = 1000, .actor = "u1", .kind = std::move(kind), .about = std::move(about)};
        entry.body = std::format(R"({{"change":{}}})", number_ + 1);
        link(entry, ++number_, previous_);
        previous_ = entry.hash;
        return entry;
    }

    Batch batch(std::size_t count)
    {
        Batch batch{.ticket = number_ + 1};
        for (std::size_t i = 0; i < count; ++i)
            batch.entries.push_back(next("safe.sync", {"u1", "s1"}));
        return batch;
    }

private:
    std::uint64_t number_ = 0;
    Hash previous_{};
};

std::unique_ptr<SqliteStore> opened(std::filesystem::path const& file)
{
    return SqliteStore::open(file, {}).value();
}

std::vector<std::uint64_t> numbers(std::expected<std::vector<Entry>, StoreError> const& entries)
{
    std::vector<std::uint64_t> result;
    std::ranges::transform(entries.value(), std::back_inserter(result), &Entry::number);
    return result;
}

/// What another program could do to the file.
void tamper(std::filesystem::path const& file, char const* sql)
{
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
}

} // namespace

TEST_CASE("a store of the first form is opened, keeps what it has, and gets the tables that came later", "[store]")
{
    TemporaryFolder const folder;
    Chain chain;
    auto batch = chain.batch(2);
    batch.secrets.push_back({SecretTable::passwords, "u1", "hash"});
    REQUIRE(opened(folder / "castellan.db")->append(batch));
    tamper(folder / "castellan.db", "DROP TABLE second_factors; DROP TABLE invitations; DROP TABLE devices; "
           "DROP TABLE webhooks; DROP TABLE deliveries; DROP TABLE credentials; DROP TABLE pins; DROP TABLE terminals; DROP TABLE terminal_changes; PRAGMA user_version = 1");

    for (int time = 0; time < 2; ++time) {
        auto const store = opened(folder / "castellan.db");
        CHECK(store->last_number() == 2);
        CHECK(store->secrets(SecretTable::passwords)->size() == 1);
        CHECK(store->secrets(SecretTable::second_factors)->size() == static_cast<std::size_t>(time));
        CHECK(store->secrets(SecretTable::invitations)->empty());
        REQUIRE(store->append({.ticket = 1, .secrets = {{SecretTable::second_factors, "u1", "totp"}}}));
    }
    CHECK_FALSE(server::back_up(folder / "castellan.db", folder / "castellan.db"));
    REQUIRE(server::back_up(folder / "castellan.db", folder / "copy.db"));
    CHECK(opened(folder / "copy.db")->secrets(SecretTable::second_factors)->size() == 1);
}

TEST_CASE("what was appended is there after opening again, byte for byte", "[store]")
{
    TemporaryFolder const folder;
    Chain chain;
    auto const batch = chain.batch(3);
    {
        auto const store = opened(folder / "castellan.db");
        CHECK(store->last_number() == 0);
        REQUIRE(store->append(batch));
        CHECK(store->last_number() == 3);
    }
    auto const store = opened(folder / "castellan.db");
    auto const read = store->read(1, 100).value();
    REQUIRE(read.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(read[i].number == batch.entries[i].number);
        CHECK(read[i].at == batch.entries[i].at);
        CHECK(read[i].actor == batch.entries[i].actor);
        CHECK(read[i].kind == batch.entries[i].kind);
        CHECK(read[i].body == batch.entries[i].body);
        CHECK(read[i].previous_hash == batch.entries[i].previous_hash);
        CHECK(read[i].hash == batch.entries[i].hash);
    }
    CHECK(verify_chain(*store) == 3);
    CHECK_FALSE(store->damage());
}

TEST_CASE("a batch is written whole or not at all", "[store]")
{
    TemporaryFolder const folder;
    auto const store = opened(folder / "castellan.db");
    Chain chain;
    REQUIRE(store->append(chain.batch(2)));

    Batch batch;
    batch.secrets = {{SecretTable::settings, "k", "v"}};
    batch.entries.push_back(chain.next("safe.sync", {"s1"}));
    batch.entries.push_back(chain.next("safe.sync", {"s1"}));
    batch.entries.back().number = 1; // taken: the second row fails after the first was written
    CHECK(store->append(batch).error() == StoreError::conflict);

    CHECK(store->last_number() == 2);
    CHECK(store->secrets(SecretTable::settings).value().empty());
    batch.entries.pop_back();
    CHECK(store->append(batch));
    CHECK(store->last_number() == 3);
}

TEST_CASE("the trail is read backwards, by thing, by kind, and page by page", "[store]")
{
    TemporaryFolder const folder;
    auto const store = opened(folder / "castellan.db");
    Chain chain;
    Batch batch;
    batch.entries.push_back(chain.next("safe.sync", {"u1", "s1"}));
    batch.entries.push_back(chain.next("safe.edit", {"u1", "s2"}));
    batch.entries.push_back(chain.next("safe.sync", {"u2", "s1"}));
    batch.entries.push_back(chain.next("group.add_safe", {"u2", "s1", "g1"}));
    REQUIRE(store->append(batch));

    using Numbers = std::vector<std::uint64_t>;
    CHECK(numbers(store->read_back(newest, 10, {})) == Numbers{4, 3, 2, 1});
    CHECK(numbers(store->read_back(newest, 2, {})) == Numbers{4, 3});
    CHECK(numbers(store->read_back(3, 2, {})) == Numbers{2, 1});
    CHECK(numbers(store->read_back(newest, 10, {.about = {"s1"}})) == Numbers{4, 3, 1});
    CHECK(numbers(store->read_back(4, 1, {.about = {"s1"}})) == Numbers{3});
    CHECK(numbers(store->read_back(newest, 10, {.about = {"s1", "u2"}})) == Numbers{4, 3});
    CHECK(numbers(store->read_back(newest, 10, {.about = {"s1", "u2", "g1"}})) == Numbers{4});
    CHECK(numbers(store->read_back(newest, 10, {.about = {}, .kind = "safe.sync"})) == Numbers{3, 1});
    CHECK(numbers(store->read_back(newest, 10, {.about = {"u1"}, .kind = "safe.sync"})) == Numbers{1});
    CHECK(numbers(store->read_back(newest, 10, {.about = {"nobody"}})).empty());
    CHECK(numbers(store->read(3, 10)) == Numbers{3, 4});
    CHECK(numbers(store->read(2, 1)) == Numbers{2});
}

TEST_CASE("secrets are put, replaced and taken away, any bytes in them", "[store]")
{
    TemporaryFolder const folder;
    auto const store = opened(folder / "castellan.db");
    std::string const bytes("a\0b\xff", 4);
    Batch batch;
    batch.secrets = {
        {SecretTable::passwords, "u1", "old"},        {SecretTable::passwords, "u1", bytes},
        {SecretTable::passwords, "u2", "gone"},       {SecretTable::passwords, "u2", std::nullopt},
        {SecretTable::sessions, "u1", "other table"},
    };
    REQUIRE(store->append(batch));
    CHECK(store->secrets(SecretTable::passwords).value() == std::vector<KeyValue>{{"u1", bytes}});
    CHECK(store->secrets(SecretTable::sessions).value() == std::vector<KeyValue>{{"u1", "other table"}});
    CHECK(store->secrets(SecretTable::answers).value().empty());
}

TEST_CASE("the latest snapshot replaces former ones", "[store]")
{
    TemporaryFolder const folder;
    auto const store = opened(folder / "castellan.db");
    CHECK_FALSE(store->latest_snapshot().value());
    std::string const large(5'000'000, 'w');
    REQUIRE(store->append({.snapshot = Snapshot{3, "small"}}));
    REQUIRE(store->append({.snapshot = Snapshot{9, large}}));
    auto const snapshot = store->latest_snapshot().value();
    REQUIRE(snapshot);
    CHECK(snapshot->number == 9);
    CHECK(snapshot->world == large);
}

TEST_CASE("reading goes on while another thread appends, and sees whole batches only", "[store]")
{
    TemporaryFolder const folder;
    auto const store = opened(folder / "castellan.db");
    Chain chain;
    std::vector<Batch> batches;
    for (int i = 0; i < 50; ++i)
        batches.push_back(chain.batch(7));
    std::size_t appended = 0;
    std::thread writer([&] {
        for (auto const& batch : batches)
            appended += store->append(batch) ? 1u : 0u;
    });
    bool whole = true;
    for (std::uint64_t last = 0; last < 350 && whole;) {
        last = store->last_number().value();
        whole = last % 7 == 0 && store->read(1, 1000).value().size() % 7 == 0;
    }
    writer.join();
    CHECK(whole);
    CHECK(appended == 50);
}

TEST_CASE("tampering with the log shows", "[store][X-7]")
{
    TemporaryFolder const folder;
    auto const file = folder / "castellan.db";
    Chain chain;
    REQUIRE(opened(file)->append(chain.batch(5)));
    SECTION("an entry altered")
    {
        tamper(file,
               "DROP TRIGGER changes_are_not_altered; UPDATE changes SET body = replace(body, '3', '4') WHERE seq = 3");
    }
    SECTION("an entry removed")
    {
        tamper(file, "DROP TRIGGER changes_are_not_removed; DELETE FROM changes WHERE seq = 3");
    }
    auto const verified = verify_chain(*opened(file));
    REQUIRE_FALSE(verified);
    CHECK((verified.error().number == 3 || verified.error().number == 4));
}

TEST_CASE("the log can't be altered by mistake", "[store][X-7]")
{
    TemporaryFolder const folder;
    auto const file = folder / "castellan.db";
    Chain chain;
    auto const store = opened(file);
    REQUIRE(store->append(chain.batch(2)));
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database, "DELETE FROM changes", nullptr, nullptr, nullptr) != SQLITE_OK);
    CHECK(sqlite3_exec(database, "UPDATE changes SET actor = 'u2'", nullptr, nullptr, nullptr) != SQLITE_OK);
    sqlite3_close(database);
    CHECK(verify_chain(*store) == 2);
}

TEST_CASE("a file that can't be used is refused in a sentence that says what to do", "[store]")
{
    TemporaryFolder const folder;
    auto const file = folder / "castellan.db";
    SECTION("not a database")
    {
        folder.write("castellan.db", std::string(8192, 'x'));
        CHECK(SqliteStore::open(file, {}).error().contains("restore"));
    }
    SECTION("somebody else's database")
    {
        tamper(file, "CREATE TABLE theirs (x)");
        CHECK(SqliteStore::open(file, {}).error().contains("not one of Castellan's"));
    }
    SECTION("a newer version's")
    {
        opened(file).reset();
        tamper(file, "PRAGMA user_version = 99");
        CHECK(SqliteStore::open(file, {}).error().contains("newer version"));
    }
    SECTION("no such folder")
    {
        CHECK(SqliteStore::open(folder / "nowhere/castellan.db", {}).error().contains("can't be opened"));
    }
    SECTION("damaged in the middle")
    {
        Chain chain;
        REQUIRE(opened(file)->append(chain.batch(2000)));
        std::fstream damaged(file, std::ios::in | std::ios::out | std::ios::binary);
        damaged.seekp(40 * 4096);
        damaged << std::string(4096, 'x');
        damaged.close();
        CHECK_FALSE(server::check_store_file(file));
    }
}

TEST_CASE("a full disk refuses a batch, says so, and harms nothing", "[store]")
{
    TemporaryFolder const folder;
    auto const file = folder / "castellan.db";
    std::string said;
    auto const store = SqliteStore::open(file, [&](std::string_view sentence) { said = sentence; }).value();
    Chain chain;
    REQUIRE(store->append(chain.batch(10)));

    // SQLite treats its own limit of pages as it treats a full disk.
    CHECK(store->limit_size_for_tests(40));
    auto const refused = store->append({.snapshot = Snapshot{10, std::string(1'000'000, 'w')}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == StoreError::unavailable);
    CHECK(said.contains("disk is full"));
    CHECK(store->last_number() == 10);

    CHECK(store->limit_size_for_tests(1'000'000));
    CHECK(store->append(chain.batch(10)));
    CHECK(verify_chain(*store) == 20);
}

TEST_CASE("a backup of a store in use is a whole store", "[store]")
{
    TemporaryFolder const folder;
    auto const file = folder / "castellan.db";
    auto const store = opened(file);
    Chain chain;
    REQUIRE(store->append(chain.batch(500)));
    REQUIRE(server::back_up(file, folder / "backup.db"));
    REQUIRE(store->append(chain.batch(5)));

    auto const again = server::back_up(file, folder / "backup.db");
    REQUIRE_FALSE(again);
    CHECK(again.error().contains("never replaces"));
    CHECK(server::check_store_file(folder / "backup.db"));
    CHECK_FALSE(std::filesystem::exists(folder / "backup.db-wal"));
    CHECK(verify_chain(*opened(folder / "backup.db")) == 500);
}

TEST_CASE("what an export of a million entries from the disk takes", "[.][measure][export]")
{
    TemporaryFolder folder;
    auto store = opened(folder / "castellan.db");
    auto world = World{};
    auto const account = world.accounts.insert({.id = "a1", .name = "Fire"});
    world.add_user({.id = "u1", .name = "Ada", .email = "ada@x.example", .accounts = {{.account = account, .safes = SafesRole::account_admin}}});
    world.add_safe({.id = "s1", .account = account, .name = "Engine 7"});
    auto previous = Hash{};
    for (std::uint64_t number = 1; number <= 1'000'000;) {
        Batch batch;
        for (int i = 0; i < 10'000; ++i, ++number) {
            Entry entry{.at = static_cast<Instant>(number), .actor = "u1", .kind = "safe.sync",
                        .body = R"({"change":{"kind":"safe.sync","safe":"s1"},"effect":"allow","rule":"S-2","from":"192.0.2.1","accounts":["a1"]})",
                        .about = {"a1", "s1", "u1"}};
            link(entry, number, previous);
            previous = entry.hash;
            batch.entries.push_back(std::move(entry));
        }
        REQUIRE(store->append(batch));
    }
    malloc_trim(0);
    auto const resident_kb = [] {
        std::ifstream status("/proc/self/statm");
        long size = 0;
        long resident = 0;
        status >> size >> resident;
        return resident * 4;
    };
    auto const before = resident_kb();
    auto most = before;
    TrailExport body(world, *store, [&] { return world.users.find("u1"); }, {}, {"a1"}, 1'000'001, TrailFormat::csv);
    auto const begun = std::chrono::steady_clock::now();
    std::string piece;
    std::size_t bytes = 0;
    std::size_t pieces = 0;
    auto state = BodyStream::State::more;
    while (state == BodyStream::State::more) {
        piece.clear();
        state = body.next(piece, 0);
        bytes += piece.size();
        if (++pieces % 64 == 0)
            most = std::max(most, resident_kb());
    }
    auto const took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    WARN(std::format("{} MB in {:.1f} s, {} pieces; {} kB resident before, at most {} kB meanwhile", bytes / 1'000'000, took, pieces, before, most));
    CHECK(state == BodyStream::State::done);
    CHECK(most - before < 32 * 1024);
}
