#include "server-stub/opened.hpp"

#include "server-stub/log.hpp"

#include <chrono>
#include <format>

namespace castellan::server {

namespace {

std::string sentence_of(OpenError error, std::filesystem::path const& folder)
{
    switch (error) {
    case OpenError::unavailable:
        return std::format("The data in {} can't be read.", folder.string());
    case OpenError::damaged:
        return std::format(
            "The data in {} holds something that this version can't understand. Keep a copy of it, and restore the "
            "latest backup (castellan restore).",
            folder.string());
    case OpenError::broken_chain:
        return std::format(
            "The log in {} was altered: its chain is broken. `castellan verify` names the place. Keep a copy of it, "
            "and restore the latest backup (castellan restore).",
            folder.string());
    }
    return {};
}

} // namespace

Instant now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::expected<Opened, std::string> open_data(std::filesystem::path const& folder, Access access, Options const& options)
{
    Opened opened;
    if (access == Access::read) {
        std::error_code error;
        if (!std::filesystem::exists(DataDirectory::database_in(folder), error))
            return std::unexpected(std::format("There is no data in {}.", folder.string()));
    } else {
        auto const if_absent =
            access == Access::create ? DataDirectory::IfAbsent::make : DataDirectory::IfAbsent::refuse;
        auto directory = DataDirectory::lock(folder, if_absent);
        if (!directory)
            return std::unexpected(directory.error());
        opened.directory.emplace(*std::move(directory));
    }

    auto store = SqliteStore::open(DataDirectory::database_in(folder),
                                   [](std::string_view sentence) { log::error("{}", sentence); });
    if (!store)
        return std::unexpected(store.error());
    opened.store = *std::move(store);
    opened.random = std::make_unique<SystemRandom>();
    auto service = Service::open(*opened.store, *opened.random, options, now());
    if (!service)
        return std::unexpected(sentence_of(service.error(), folder));
    opened.service = *std::move(service);
    if (opened.service->snapshot_was_refused())
        log::warning("The snapshot in {} is not the one that the log tells of. The log was replayed instead; the next "
                     "change writes a new snapshot.",
                     folder.string());
    return opened;
}

std::expected<void, std::string> write_all(Service& service, Store& store)
{
    for (auto batch = service.take_batch(); !batch.empty(); batch = service.take_batch()) {
        if (!store.append(batch)) {
            service.failed(now());
            return std::unexpected("The data could not be saved.");
        }
        service.committed(batch.ticket);
    }
    return {};
}

} // namespace castellan::server
