#include "tests/server/post_office.hpp"

#include <algorithm>
#include <cstdlib>
#include <format>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace castellan::tests {

namespace {

constexpr auto pause = std::chrono::milliseconds(5);
constexpr int pauses_at_most = 4'000; // 20 seconds

std::vector<std::string> with_script(std::string const& folder, std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), {CASTELLAN_SOURCE_DIR "/tests/server/post_office.py", folder});
    return arguments;
}

std::uint16_t number_behind(std::string_view text, std::string_view words)
{
    auto const at = text.find(words);
    auto const digits = std::string(text.substr(at + words.size(), 5));
    return static_cast<std::uint16_t>(std::strtoul(digits.c_str(), nullptr, 10));
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

PostOffice::PostOffice(std::vector<std::string> arguments)
    : process_(folder_.path(), with_script(folder_.path().string(), std::move(arguments)), {}, CASTELLAN_PYTHON)
{
    if (!process_.has_printed("texts port ") || !process_.has_printed("."))
        throw std::runtime_error("the post office did not open: " + process_.printed());
    auto const printed = process_.printed();
    mail_port_ = number_behind(printed, "mail port ");
    texts_port_ = number_behind(printed, "texts port ");
}

std::string PostOffice::smtp_url() const
{
    return std::format("smtp://localhost:{}", mail_port_);
}

std::string PostOffice::sms_url() const
{
    return std::format("http://127.0.0.1:{}/send", texts_port_);
}

bool PostOffice::has(std::string_view name) const
{
    return std::filesystem::exists(folder_.path() / name);
}

std::string PostOffice::received(std::string_view name) const
{
    for (int i = 0; i < pauses_at_most && !has(name); ++i)
        std::this_thread::sleep_for(pause);
    std::ifstream file(folder_.path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string code_in(std::string_view text)
{
    for (auto at = std::ranges::find_if(text, is_digit); at != text.end();) {
        auto const end = std::find_if_not(at, text.end(), is_digit);
        auto const alone = at == text.begin() || *(at - 1) == ' ' || *(at - 1) == '"';
        if (end - at == 6 && alone)
            return {at, end};
        at = std::find_if(end, text.end(), is_digit);
    }
    return {};
}

} // namespace castellan::tests
