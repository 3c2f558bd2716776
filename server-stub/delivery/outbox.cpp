#include "server-stub/delivery/outbox.hpp"

#include "server-stub/opened.hpp"
#include "wire/codec.hpp"
#include "wire/text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <format>
#include <fstream>
#include <iterator>
#include <system_error>

namespace castellan::server {

/// One line of the file.
struct OutboxLine {
    wire::When at;
    std::string channel;
    std::string kind;
    std::string to;
    std::string subject;
    std::string text;
};

} // namespace castellan::server

namespace castellan::wire {

using server::OutboxLine;

template <>
inline constexpr std::string_view title_of<OutboxLine> = "OutboxLine";
template <>
inline constexpr auto members_of<OutboxLine> = std::to_array<Member>({
    required<&OutboxLine::at>("at"),
    required<&OutboxLine::channel>("channel", short_text),
    required<&OutboxLine::kind>("kind", short_text),
    required<&OutboxLine::to>("to"),
    optional<&OutboxLine::subject>("subject"),
    required<&OutboxLine::text>("text", {Format::block, 8'000}),
});

} // namespace castellan::wire

namespace castellan::server {

namespace {

std::string words_of_error()
{
    return std::error_code(errno, std::generic_category()).message();
}

std::string content_of(std::filesystem::path const& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Opens for appending or anew; for this user alone in either case.
int open_private(std::filesystem::path const& file, int how)
{
    int const opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | how, 0600);
    if (opened >= 0)
        (void)::fchmod(opened, 0600);
    return opened;
}

bool write_and_close(int file, std::string_view text)
{
    while (!text.empty()) {
        auto const written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::close(file) == 0 && text.empty();
}

/// Keeps the later half, from the beginning of a line.
bool shorten(std::filesystem::path const& file)
{
    auto const content = content_of(file);
    auto const end_of_line = content.find('\n', content.size() / 2);
    auto const part = std::filesystem::path(file).concat(".part");
    int const opened = open_private(part, O_TRUNC);
    if (opened < 0 || end_of_line == content.npos)
        return false;
    if (!write_and_close(opened, std::string_view(content).substr(end_of_line + 1)))
        return false;
    std::error_code error;
    std::filesystem::rename(part, file, error);
    return !error;
}

} // namespace

std::expected<void, DeliveryFailure> Outbox::carry(Message const& message, std::atomic<bool> const&)
{
    auto const line = wire::encode(OutboxLine{.at = wire::When{now()},
                                              .channel = message.channel == Channel::email ? "email" : "sms",
                                              .kind = std::string(name_of(message.kind)),
                                              .to = message.to,
                                              .subject = message.subject,
                                              .text = message.text}) +
                      '\n';
    std::error_code error;
    auto const size = std::filesystem::file_size(file_, error);
    if (!error && size + line.size() > bytes_most && !shorten(file_))
        return std::unexpected(DeliveryFailure{DeliveryFailure::Again::later, "it is full and can't be shortened"});
    int const opened = open_private(file_, O_APPEND);
    if (opened < 0)
        return std::unexpected(DeliveryFailure{DeliveryFailure::Again::later, words_of_error()});
    if (!write_and_close(opened, line))
        return std::unexpected(DeliveryFailure{DeliveryFailure::Again::later, words_of_error()});
    return {};
}

std::expected<std::string, std::string> Outbox::shown(std::filesystem::path const& file)
{
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return std::string();
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return std::unexpected(std::format("{} can't be read.", file.string()));
    std::string result;
    for (std::string line; std::getline(stream, line);) {
        auto const read = wire::decode<OutboxLine>(line);
        if (!read)
            continue; // cut off when the disk was full
        std::string at;
        wire::append_instant(at, read->at.at);
        result += std::format("{}  {} to {}\n", at, read->channel, read->to);
        if (!read->subject.empty())
            result += std::format("{}\n", read->subject);
        result += std::format("\n{}{}\n", read->text, read->text.ends_with('\n') ? "" : "\n");
    }
    return result;
}

} // namespace castellan::server
