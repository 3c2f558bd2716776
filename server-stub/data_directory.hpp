// The folder with everything that must last. One program at a time may write to it.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>

namespace castellan::server {

class DataDirectory {
public:
    enum class IfAbsent : std::uint8_t { make, refuse };

    /// Makes the folder if asked, for this user alone, and takes the lock. The lock goes with the object, and with the
    /// process however it ends. The problem, as a sentence, if another program holds it.
    static std::expected<DataDirectory, std::string> lock(std::filesystem::path const& folder, IfAbsent if_absent);

    DataDirectory(DataDirectory&& other) noexcept;
    DataDirectory& operator=(DataDirectory&& other) = delete;
    ~DataDirectory();

    std::filesystem::path const& folder() const { return folder_; }
    std::filesystem::path database() const { return database_in(folder_); }

    /// The database of a folder, locked or not.
    static std::filesystem::path database_in(std::filesystem::path const& folder) { return folder / "castellan.db"; }

private:
    DataDirectory(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}
    std::filesystem::path folder_;
    int lock_;
};

} // namespace castellan::server
