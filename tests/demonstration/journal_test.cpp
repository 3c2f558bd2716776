#include "demonstration/journal.hpp"
#include "demonstration/parcel.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan;

namespace {

Batch full_batch()
{
    auto entry = Entry{.number = 7, .at = 1'795'000'000'000, .actor = "u1", .kind = "safe.sync", .body = R"({"change":{}})"};
    entry.previous_hash.fill(std::byte{1});
    entry.hash.fill(std::byte{0xFE});
    entry.about = {"u1", "s1"};
    return {.ticket = 3,
            .entries = {entry},
            .secrets = {{SecretTable::sessions, "k", std::string{"\0\xFF", 2}}, {SecretTable::credentials, "gone", std::nullopt}},
            .files = {{"f1", "content"}, {"f2", std::nullopt}},
            .snapshot = Snapshot{.number = 7, .world = std::string{"\x01\0", 2}}};
}

} // namespace

TEST_CASE("A page of the journal gives back all of its batch", "[demonstration]")
{
    auto const batch = full_batch();
    auto const read = read_journal_page(journal_page(batch));
    REQUIRE(read);
    REQUIRE(read->entries.size() == 1);
    auto const& entry = read->entries.front();
    CHECK(entry.number == 7);
    CHECK(entry.at == batch.entries.front().at);
    CHECK(entry.actor == "u1");
    CHECK(entry.kind == "safe.sync");
    CHECK(entry.body == batch.entries.front().body);
    CHECK(entry.previous_hash == batch.entries.front().previous_hash);
    CHECK(entry.hash == batch.entries.front().hash);
    CHECK(entry.about == batch.entries.front().about);
    REQUIRE(read->secrets.size() == 2);
    CHECK(read->secrets[0].table == SecretTable::sessions);
    CHECK(read->secrets[0].value == std::string("\0\xFF", 2));
    CHECK(read->secrets[1].table == SecretTable::credentials);
    CHECK_FALSE(read->secrets[1].value);
    REQUIRE(read->files.size() == 2);
    CHECK(read->files[0].content == "content");
    CHECK_FALSE(read->files[1].content);
    REQUIRE(read->snapshot);
    CHECK(read->snapshot->number == 7);
    CHECK(read->snapshot->world == std::string("\x01\0", 2));
}

TEST_CASE("Nothing but a whole page of this version is read as one", "[demonstration]")
{
    auto const page = journal_page(full_batch());
    for (auto length = std::size_t{0}; length < page.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(read_journal_page(std::string_view{page}.substr(0, length)));
    }
    CHECK_FALSE(read_journal_page(page + "more"));
    auto other = page;
    other[4 + 18] = '2'; // the last letter of the version
    CHECK_FALSE(read_journal_page(other));
}

TEST_CASE("A parcel with a length that is not there gives nothing, and says so", "[demonstration]")
{
    auto parcel = std::string{};
    put(parcel, "text");
    put(parcel, 12);
    parcel += "\xFF\xFF\xFF\xFF";
    auto unpacker = Unpacker{parcel};
    CHECK(unpacker.text() == "text");
    CHECK(unpacker.number<int>() == 12);
    CHECK_FALSE(unpacker.failed());
    CHECK(unpacker.text().empty());
    CHECK(unpacker.failed());
    CHECK(unpacker.at_end());
}
