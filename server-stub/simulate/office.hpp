// Where a simulated fleet gets its pairing codes from: a file that the server's owner made, or a person who may register
// safes and signs in.
#pragma once

#include <cstddef>
#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace castellan::server {

/// By serial number.
using PairingCodes = std::map<std::string, std::string>;

/// The problem, as a sentence.
std::expected<PairingCodes, std::string> read_codes(std::filesystem::path const& file);

/// Signs in and has a code made for up to so many safes that the person sees, but not for those with serial numbers in
/// `except`.
std::expected<PairingCodes, std::string> ask_for_codes(std::string const& server, std::string const& email,
                                                       std::string const& password, std::size_t most,
                                                       std::map<std::string, std::string> const& except);

} // namespace castellan::server
