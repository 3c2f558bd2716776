// What a simulated fleet keeps between two runs: the secret of which its devices' keys are made, and which safe each is.
// The file is for its user alone.
#pragma once

#include "simulate/simulated_safe.hpp"

#include <expected>
#include <filesystem>
#include <map>
#include <string>

namespace castellan::server {

class KeyFile {
public:
    /// Reads the file, or makes it. Without a path everything is new, and gone afterwards. The problem, as a sentence.
    static std::expected<KeyFile, std::string> open(std::filesystem::path const& path);

    /// The device with this serial number, as it was left.
    [[nodiscard]] SimulatedSafe::Identity device(std::string const& serial) const;

    /// Keeps which safe a device was paired with. False if it can't be written.
    [[nodiscard]] bool remember(std::string const& serial, std::string const& safe);

    /// The serial numbers of devices that were paired, in their order.
    [[nodiscard]] std::map<std::string, std::string> const& paired() const { return paired_; }

private:
    [[nodiscard]] bool append(std::string const& line) const;

    std::filesystem::path path_;
    std::array<unsigned char, 32> secret_{};
    std::map<std::string, std::string> paired_; // serial number → safe
};

} // namespace castellan::server
