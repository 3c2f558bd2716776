#include "server-stub/delivery/smtp_carrier.hpp"

#include "server-stub/http/host_names.hpp"
#include "server-stub/opened.hpp"
#include "service/random.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <format>

namespace castellan::server {

namespace {

struct FreeMime {
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};

std::string base64(std::string_view bytes)
{
    constexpr auto variant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), variant);
    text.pop_back(); // the terminating zero
    return text;
}

bool is_plain(char letter)
{
    return letter >= ' ' && letter < '\x7f';
}

/// An address goes into a command of the protocol.
bool is_mail_address(std::string_view text)
{
    return text.contains('@') && std::ranges::all_of(text, is_plain) && text.find_first_of(" <>") == text.npos;
}

} // namespace

std::string mail_header_text(std::string_view text)
{
    if (std::ranges::all_of(text, is_plain))
        return std::string(text);
    // Encoded words of at most 75 letters: 45 bytes each, cut between characters.
    constexpr std::size_t bytes_each = 45;
    std::string clean(text);
    std::ranges::replace_if(clean, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
    std::string result;
    for (std::string_view rest = clean; !rest.empty();) {
        auto size = std::min(rest.size(), bytes_each);
        while (size > 0 && size < rest.size() && (static_cast<unsigned char>(rest[size]) & 0xC0U) == 0x80U)
            --size;
        result += std::format("{}=?UTF-8?B?{}?=", result.empty() ? "" : " ", base64(rest.substr(0, size)));
        rest.remove_prefix(size);
    }
    return result;
}

std::string mail_date(Instant at)
{
    using namespace std::chrono;
    static constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const time = sys_time<milliseconds>(milliseconds(at));
    auto const day = floor<std::chrono::days>(time);
    year_month_day const date(day);
    hh_mm_ss const clock(floor<seconds>(time - day));
    return std::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", days[weekday(day).c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

std::expected<void, DeliveryFailure> SmtpCarrier::carry(Message const& message, std::atomic<bool> const& give_up)
{
    if (!is_mail_address(message.to))
        return std::unexpected(DeliveryFailure{DeliveryFailure::Again::never, "the address can't be written to"});

    Transfer transfer(line_, options_.endpoint, "smtp,smtps", give_up);
    auto* const curl = transfer.handle();
    auto const may_be_plain = options_.user.empty() && is_loopback(host_in(options_.endpoint.url));
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(may_be_plain ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (!options_.user.empty()) {
        transfer.set(CURLOPT_USERNAME, options_.user);
        transfer.set(CURLOPT_PASSWORD, options_.password);
    }
    transfer.set(CURLOPT_MAIL_FROM, std::format("<{}>", options_.from));
    struct FreeList {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };
    std::unique_ptr<curl_slist, FreeList> const to(curl_slist_append(nullptr, std::format("<{}>", message.to).c_str()));
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());

    SystemRandom random;
    transfer.add_header("Date: " + mail_date(now()));
    transfer.add_header(std::format("From: Castellan <{}>", options_.from));
    transfer.add_header(std::format("To: <{}>", message.to));
    transfer.add_header("Subject: " + mail_header_text(message.subject));
    transfer.add_header(std::format("Message-ID: <{}{}>", random_id(random, ""), options_.from.substr(options_.from.find('@'))));
    transfer.add_header("Auto-Submitted: auto-generated"); // no automatic answers, please (RFC 3834)

    std::unique_ptr<curl_mime, FreeMime> const mime(curl_mime_init(curl));
    auto* const part = curl_mime_addpart(mime.get());
    curl_mime_data(part, message.text.data(), message.text.size());
    curl_mime_type(part, "text/plain; charset=utf-8");
    curl_mime_encoder(part, "quoted-printable");
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime.get());

    auto const done = transfer.run();
    if (!done)
        return std::unexpected(done.error());
    return {};
}

} // namespace castellan::server
