// A data directory with everything opened that a command needs.
#pragma once

#include "server-stub/data_directory.hpp"
#include "server-stub/sqlite_store.hpp"
#include "service/service.hpp"

#include <expected>
#include <memory>
#include <optional>
#include <string>

namespace castellan::server {

struct Opened {
    std::optional<DataDirectory> directory; // locked, if the command writes
    std::unique_ptr<SystemRandom> random;
    std::unique_ptr<SqliteStore> store;
    std::unique_ptr<Service> service;
};

enum class Access : std::uint8_t {
    create, // makes what is not there, and holds the lock
    write,  // holds the lock
    read,   // beside a running server too
};

/// The problem, as a sentence, if the folder, the store or the world can't be opened.
std::expected<Opened, std::string> open_data(std::filesystem::path const& folder, Access access,
                                             Options const& options);

/// Writes what the service has not yet written, and waits for it. The problem, as a sentence.
std::expected<void, std::string> write_all(Service& service, Store& store);

/// Milliseconds since 1970.
Instant now();

} // namespace castellan::server
