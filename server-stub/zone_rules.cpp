#include "server-stub/zone_rules.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace castellan::server {

namespace {

constexpr std::size_t name_most = 64;
constexpr std::size_t rule_most = 64;
constexpr std::streamsize file_most = std::streamsize{64} * 1024; // the largest of tzdata has 4 kB

/// "America/Argentina/Buenos_Aires", "Etc/GMT+5": words of letters, digits, `_`, `+`, `-`, each beginning with a capital.
/// No dots, so that no name leads out of the folder.
bool is_zone_name(std::string_view name)
{
    auto const is_capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    auto const fits = [&](char letter) {
        return is_capital(letter) || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' ||
               letter == '+' || letter == '-';
    };
    if (name.empty() || name.size() > name_most)
        return false;
    while (true) {
        auto const end = std::min(name.find('/'), name.size());
        auto const word = name.substr(0, end);
        if (word.empty() || !is_capital(word.front()) || !std::ranges::all_of(word, fits))
            return false;
        if (end == name.size())
            return true;
        name.remove_prefix(end + 1);
    }
}

} // namespace

std::optional<std::string> zone_rule(std::string_view name, std::filesystem::path const& folder)
{
    if (!is_zone_name(name))
        return std::nullopt;
    std::error_code error;
    auto const path = folder / name;
    if (!std::filesystem::is_regular_file(path, error))
        return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    auto text = std::string(file_most, '\0');
    file.read(text.data(), file_most);
    text.resize(static_cast<std::size_t>(file.gcount()));

    // Since version 2 the file ends with the rule between two line ends.
    if (!text.starts_with("TZif") || text.size() < 6 || text[4] < '2' || text.back() != '\n')
        return std::nullopt;
    text.pop_back();
    auto const begin = text.rfind('\n');
    if (begin == text.npos)
        return std::nullopt;
    auto rule = text.substr(begin + 1);
    auto const is_plain = [](char letter) { return letter > ' ' && letter < '\x7f'; };
    if (rule.empty() || rule.size() > rule_most || !std::ranges::all_of(rule, is_plain))
        return std::nullopt;
    return rule;
}

} // namespace castellan::server
