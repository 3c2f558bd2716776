#include "server-stub/data_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <format>
#include <system_error>
#include <utility>

namespace castellan::server {

namespace {

/// The database holds password hashes. Only a folder that is shared on purpose, like /tmp, is left as it is; and what
/// isn't ours to change: the files in it are private anyway.
void close_to_others(std::filesystem::path const& folder)
{
    using std::filesystem::perms;
    std::error_code ignored;
    auto const before = std::filesystem::status(folder, ignored).permissions();
    if (ignored || (before & perms::sticky_bit) != perms::none)
        return;
    std::filesystem::permissions(folder, perms::group_all | perms::others_all, std::filesystem::perm_options::remove,
                                 ignored);
}

} // namespace

std::expected<DataDirectory, std::string> DataDirectory::lock(std::filesystem::path const& folder, IfAbsent if_absent)
{
    std::error_code error;
    if (!std::filesystem::exists(folder, error)) {
        if (if_absent == IfAbsent::refuse)
            return std::unexpected(std::format("There is no data directory {}.", folder.string()));
        std::filesystem::create_directories(folder, error);
        if (error)
            return std::unexpected(
                std::format("The data directory {} can't be made: {}.", folder.string(), error.message()));
    }

    close_to_others(folder);

    auto const file = folder / "castellan.lock";
    int const lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0)
        return std::unexpected(std::format("The data directory {} can't be written to: {}.", folder.string(),
                                           std::error_code(errno, std::generic_category()).message()));
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock);
        return std::unexpected(std::format(
            "The data directory {} is in use by another Castellan. Stop that one first, or choose another folder.",
            folder.string()));
    }
    return DataDirectory(folder, lock);
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : folder_(std::move(other.folder_)),
      lock_(std::exchange(other.lock_, -1))
{
}

DataDirectory::~DataDirectory()
{
    if (lock_ >= 0)
        ::close(lock_);
}

} // namespace castellan::server
