// What `castellan` can be told to do. Each command prints for people, and returns the exit status.
#pragma once

#include "server-stub/delivery/delivery.hpp"
#include "service/service.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace castellan::server {

struct ServeOptions {
    std::filesystem::path data;
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::filesystem::path www;  // empty: no files, the API alone
    std::filesystem::path demo; // installed into an empty store; empty: the store is set up by the one-time link
    bool behind_tls = false;
    std::string public_origin;      // "https://castellan.example"
    std::vector<std::string> names; // further host names to answer to
    double heartbeat_s = 10;        // how often safes say that they are there
    std::filesystem::path pair_to;  // a file for the pairing codes of safes without a device; empty: none are made
    DeliveryOptions delivery;
    bool private_webhooks = false; // webhooks may go to this machine and private networks, and in clear
};
int serve(ServeOptions const& options);

struct InitOptions {
    std::filesystem::path data;
    std::string organization;
    std::string account;
    std::string name;
    std::string email;
};
/// Creates the organisation and its first person, whose password is read from standard input.
int init(InitOptions const& options);

/// Walks the whole log and SQLite's own structures.
int verify(std::filesystem::path const& data);

/// Writes the organisation document to a file, or to standard output if none is named.
int export_document(std::filesystem::path const& data, std::filesystem::path const& to);

/// Installs an organisation document into an empty store. If an e-mail is given, that person's password is read from
/// standard input.
int import_document(std::filesystem::path const& data, std::filesystem::path const& from, std::string const& email);

/// Sets a person's password, read from standard input, while the server is stopped.
int set_password(std::filesystem::path const& data, std::string const& email);

/// Takes a person's second factor away, while the server is stopped.
int remove_second_factor(std::filesystem::path const& data, std::string const& email);

/// Makes a pairing code for the safe with this serial number, or if it is empty for each safe without a device, and writes
/// them to a file, or to standard output if none is named; while the server is stopped. They are good for a quarter of an hour.
int pair(std::filesystem::path const& data, std::string const& serial, std::filesystem::path const& to);

/// Shows the messages that nothing was configured to deliver.
int show_outbox(std::filesystem::path const& data);

int backup(std::filesystem::path const& data, std::filesystem::path const& to);
int restore(std::filesystem::path const& data, std::filesystem::path const& from);

/// Writes pairing codes as `{"serial":…,"code":…}`, a line each, into a file that only its user may read.
bool write_pairings(std::filesystem::path const& to, std::vector<SafePairing> const& pairings);

/// Prints docs/PERMISSIONS.md: the tables that decide, for people.
int print_matrix();

} // namespace castellan::server
