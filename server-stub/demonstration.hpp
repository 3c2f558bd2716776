// The people of the demonstration organisation who can sign in, and the password and PIN that they share. Everybody knows it,
// so a store with it listens on loopback only.
#pragma once

#include "service/service.hpp"

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::server {

inline constexpr std::string_view demonstration_password = "Castellan-demo-1";
inline constexpr std::string_view demonstration_pin = "258046"; // at terminals

struct Persona {
    std::string email;
    std::string name;
    std::string says; // what he may do, in a sentence
};

/// Installs an organisation document into an empty service and gives the personas beside it (personas.json) their
/// password. The problem, as a sentence, if one of the files is not sound.
std::expected<void, std::string> install_demonstration(Service& service, std::filesystem::path const& document,
                                                       Instant now);

/// The personas beside the document who are still in the world.
std::vector<Persona> personas(World const& world, std::filesystem::path const& document);

/// A whole file; the problem, as a sentence.
std::expected<std::string, std::string> read_file(std::filesystem::path const& file);

} // namespace castellan::server
