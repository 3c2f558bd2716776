#include "server-stub/delivery/transfer.hpp"

#include "server-stub/delivery/public_address.hpp"

#include <sys/socket.h>

#include <format>
#include <new>
#include <tuple>

namespace castellan::server {

namespace {

constexpr long connect_ms = 10'000;
constexpr long whole_ms = 30'000;

void initialise_once()
{
    static auto const done = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(done);
}

int progress(void* give_up, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return *static_cast<std::atomic<bool> const*>(give_up) ? 1 : 0;
}

} // namespace

Line::Line()
{
    initialise_once();
    curl_.reset(curl_easy_init());
    if (!curl_)
        throw std::bad_alloc();
}

Transfer::Transfer(Line const& line, Endpoint const& endpoint, char const* protocols, std::atomic<bool> const& give_up)
    : curl_(line.curl_.get())
{
    auto* const curl = curl_;
    curl_easy_reset(curl); // the connection stays
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L); // several threads
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, whole_ms);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Transfer::take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&give_up)); // is only read
    set(CURLOPT_URL, endpoint.url);
    if (!endpoint.authorities.empty())
        set(CURLOPT_CAINFO, endpoint.authorities.string());
}

void Transfer::add_header(std::string const& line)
{
    auto* const longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer == nullptr)
        throw std::bad_alloc();
    std::ignore = headers_.release();
    headers_.reset(longer);
}

void Transfer::set(CURLoption option, std::string const& text)
{
    curl_easy_setopt(curl_, option, text.c_str());
}

/// Nothing of it is kept.
std::size_t Transfer::take(char const*, std::size_t size, std::size_t count, void* transfer)
{
    auto& left = static_cast<Transfer*>(transfer)->bytes_left_;
    if (left && size * count > *left)
        return 0;
    if (left)
        *left -= size * count;
    return size * count;
}

void Transfer::read_at_most(std::size_t bytes)
{
    bytes_left_ = bytes;
}

curl_socket_t Transfer::open_public(void* transfer, curlsocktype, curl_sockaddr* address)
{
    if (!is_public(address->addr)) {
        static_cast<Transfer*>(transfer)->was_private_ = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void Transfer::keep_to_public_addresses()
{
    curl_easy_setopt(curl_, CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_public);
    curl_easy_setopt(curl_, CURLOPT_OPENSOCKETDATA, this);
    // A connection that is there already was opened for somebody else, who may have been allowed more.
    curl_easy_setopt(curl_, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl_, CURLOPT_FORBID_REUSE, 1L);
}

void Transfer::give_up_after(std::chrono::milliseconds connecting, std::chrono::milliseconds whole)
{
    curl_easy_setopt(curl_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connecting.count()));
    curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, static_cast<long>(whole.count()));
}

std::expected<long, DeliveryFailure> Transfer::run()
{
    if (headers_)
        curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers_.get());
    auto const result = curl_easy_perform(curl_);
    long code = 0;
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &code);
    auto const is_enough = result == CURLE_WRITE_ERROR && bytes_left_ && code != 0;
    if (result == CURLE_OK || is_enough)
        return code;
    if (was_private_)
        return std::unexpected(DeliveryFailure{.again = DeliveryFailure::Again::later, .reason = "the address is not a public one"});
    // What a server says may repeat whom it is for; its code does not.
    auto reason = std::string(curl_easy_strerror(result));
    if (code != 0)
        reason += std::format(" (it answered {})", code);
    // A mail server's 5xx is its last word.
    auto const is_final = code >= 500 && code < 600;
    return std::unexpected(DeliveryFailure{
        is_final ? DeliveryFailure::Again::never : DeliveryFailure::Again::later, std::move(reason)});
}

std::string_view host_in(std::string_view url)
{
    if (auto const scheme = url.find("://"); scheme != std::string_view::npos)
        url.remove_prefix(scheme + 3);
    if (url.starts_with('['))
        return url.substr(1, url.find(']') - 1);
    return url.substr(0, url.find_first_of(":/?#"));
}

std::string problem_of_url(std::string_view url, std::string_view secure, std::string_view plain)
{
    auto const scheme = url.substr(0, url.find("://"));
    if (scheme.size() == url.size() || (scheme != secure && scheme != plain) || host_in(url).empty())
        return std::format("must begin with {}:// or {}:// and name a host", secure, plain);
    auto const authority = url.substr(scheme.size() + 3, url.find_first_of("/?#", scheme.size() + 3) - scheme.size() - 3);
    if (authority.contains('@'))
        return "must hold no name or password: everybody who lists processes would see it";
    return {};
}

} // namespace castellan::server
