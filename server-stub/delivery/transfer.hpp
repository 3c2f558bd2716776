// One transfer by libcurl, with what all of ours have in common: time limits, certificates that are checked, no
// redirects, no proxies from the environment, nothing of what a server answers kept.
#pragma once

#include "server-stub/delivery/carrier.hpp"

#include <curl/curl.h>

#include <filesystem>
#include <memory>
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

    [[nodiscard]] CURL* handle() const { return curl_; }
    /// One more line: "Name: value".
    void add_header(std::string const& line);
    /// Sets what libcurl knows as a pointer to text, which it copies.
    void set(CURLoption option, std::string const& text);

    /// The response code of the server, or why there is none.
    [[nodiscard]] std::expected<long, DeliveryFailure> run();

private:
    struct FreeList {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };
    CURL* curl_;
    std::unique_ptr<curl_slist, FreeList> headers_;
};

/// "mail.example" of "smtps://mail.example:465".
[[nodiscard]] std::string_view host_in(std::string_view url);

/// Why a URL can't be used: it must have one of two schemes, and a name or password in it would be seen by everybody who
/// lists processes. Empty if it can.
[[nodiscard]] std::string problem_of_url(std::string_view url, std::string_view secure, std::string_view plain);

} // namespace castellan::server
