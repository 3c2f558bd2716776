// One transfer by libcurl, with what all of ours have in common: time limits, certificates that are checked, no
// redirects, no proxies from the environment, nothing of what a server answers kept.
#pragma once

#include "server-stub/delivery/carrier.hpp"

#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace castellan::server {

/// Where a message is handed in. Secrets are never part of it.
struct Endpoint {
    std::string url;
    std::filesystem::path authorities; // a file of certificates to believe; empty: the system's
};

/// What transfers one after the other have in common: a connection stays open for the next one. For one thread.
class Line {
public:
    Line();

private:
    friend class Transfer;
    struct Cleanup {
        void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    };
    std::unique_ptr<CURL, Cleanup> curl_;
};

class Transfer {
public:
    Transfer(Line const& line, Endpoint const& endpoint, char const* protocols, std::atomic<bool> const& give_up);
    Transfer(Transfer const&) = delete;
    Transfer& operator=(Transfer const&) = delete;

    [[nodiscard]] CURL* handle() const { return curl_; }
    /// One more line: "Name: value".
    void add_header(std::string const& line);
    /// Sets what libcurl knows as a pointer to text, which it copies.
    void set(CURLoption option, std::string const& text);

    /// Connects to public addresses only (public_address.hpp). What is looked at is the address that is connected to, after
    /// names were resolved, so that a name that leads elsewhere the second time it is asked for does not help.
    void keep_to_public_addresses();

    /// Reads no more of the answer's body than this; the code of the answer counts nevertheless.
    void read_at_most(std::size_t bytes);

    void give_up_after(std::chrono::milliseconds connecting, std::chrono::milliseconds whole);

    /// The response code of the server, or why there is none.
    [[nodiscard]] std::expected<long, DeliveryFailure> run();

private:
    struct FreeList {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };
    static std::size_t take(char const* bytes, std::size_t size, std::size_t count, void* transfer);
    static curl_socket_t open_public(void* transfer, curlsocktype purpose, curl_sockaddr* address);

    CURL* curl_;
    std::unique_ptr<curl_slist, FreeList> headers_;
    std::optional<std::size_t> bytes_left_; // of the answer's body; none: all of it
    bool was_private_ = false;              // an address was not connected to
};

/// "mail.example" of "smtps://mail.example:465".
[[nodiscard]] std::string_view host_in(std::string_view url);

/// Why a URL can't be used: it must have one of two schemes, and a name or password in it would be seen by everybody who
/// lists processes. Empty if it can.
[[nodiscard]] std::string problem_of_url(std::string_view url, std::string_view secure, std::string_view plain);

} // namespace castellan::server
