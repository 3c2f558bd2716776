#include "demonstration/journal.hpp"

#include "demonstration/parcel.hpp"

#include <algorithm>
#include <cstring>

namespace castellan {

namespace {

/// Of another version's pages nothing is understood.
constexpr auto version = std::string_view{"castellan journal 1"};

std::string_view bytes_of(Hash const& hash)
{
    return {reinterpret_cast<char const*>(hash.data()), hash.size()};
}

bool read_hash(std::string_view bytes, Hash& hash)
{
    if (bytes.size() != hash.size())
        return false;
    std::memcpy(hash.data(), bytes.data(), bytes.size());
    return true;
}

void put_optional(std::string& page, std::optional<std::string> const& text)
{
    put(page, text ? 1 : 0);
    if (text)
        put(page, *text);
}

std::optional<std::string> optional_in(Unpacker& page)
{
    if (page.number<int>() == 0)
        return std::nullopt;
    return std::string{page.text()};
}

} // namespace

std::string journal_page(Batch const& batch)
{
    auto page = std::string{};
    put(page, version);
    put(page, batch.entries.size());
    for (auto const& entry : batch.entries) {
        put(page, entry.number);
        put(page, entry.at);
        put(page, entry.actor);
        put(page, entry.kind);
        put(page, entry.body);
        put(page, bytes_of(entry.previous_hash));
        put(page, bytes_of(entry.hash));
        put(page, entry.about.size());
        for (auto const& id : entry.about)
            put(page, id);
    }
    put(page, batch.secrets.size());
    for (auto const& write : batch.secrets) {
        put(page, static_cast<unsigned>(write.table));
        put(page, write.key);
        put_optional(page, write.value);
    }
    put(page, batch.files.size());
    for (auto const& write : batch.files) {
        put(page, write.id);
        put_optional(page, write.content);
    }
    put(page, batch.snapshot ? batch.snapshot->number : 0);
    if (batch.snapshot)
        put(page, batch.snapshot->world);
    return page;
}

std::optional<Batch> read_journal_page(std::string_view bytes)
{
    auto page = Unpacker{bytes};
    if (page.text() != version)
        return std::nullopt;
    auto batch = Batch{};
    for (auto left = page.number<std::size_t>(); left > 0 && !page.failed(); --left) {
        auto& entry = batch.entries.emplace_back();
        entry.number = page.number<std::uint64_t>();
        entry.at = page.number<Instant>();
        entry.actor = page.text();
        entry.kind = page.text();
        entry.body = page.text();
        if (!read_hash(page.text(), entry.previous_hash) || !read_hash(page.text(), entry.hash))
            return std::nullopt;
        for (auto ids = page.number<std::size_t>(); ids > 0 && !page.failed(); --ids)
            entry.about.emplace_back(page.text());
    }
    for (auto left = page.number<std::size_t>(); left > 0 && !page.failed(); --left) {
        auto const table = page.number<unsigned>();
        if (table >= secret_table_count)
            return std::nullopt;
        auto& write = batch.secrets.emplace_back(SecretWrite{.table = static_cast<SecretTable>(table), .key = {}, .value = {}});
        write.key = page.text();
        write.value = optional_in(page);
    }
    for (auto left = page.number<std::size_t>(); left > 0 && !page.failed(); --left) {
        auto& write = batch.files.emplace_back();
        write.id = page.text();
        write.content = optional_in(page);
    }
    if (auto const number = page.number<std::uint64_t>(); number != 0)
        batch.snapshot = Snapshot{.number = number, .world = std::string{page.text()}};
    if (page.failed() || !page.at_end())
        return std::nullopt;
    return batch;
}

} // namespace castellan
