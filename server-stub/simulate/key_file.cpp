#include "server-stub/simulate/key_file.hpp"

#include "service/hex.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <format>
#include <fstream>

namespace castellan::server {

std::expected<KeyFile, std::string> KeyFile::open(std::filesystem::path const& path)
{
    auto file = KeyFile{};
    file.path_ = path;
    std::error_code error;
    if (!path.empty() && std::filesystem::exists(path, error)) {
        std::ifstream lines(path);
        std::string line;
        std::getline(lines, line);
        auto const secret = bytes_of_hex(line);
        if (!secret || secret->size() != file.secret_.size())
            return std::unexpected(std::format("{} is no file of keys.", path.string()));
        std::ranges::copy(*secret, file.secret_.begin());
        // "s1 MX-0001": a serial number may have blanks.
        while (std::getline(lines, line)) {
            if (auto const blank = line.find(' '); blank != line.npos)
                file.paired_.insert_or_assign(line.substr(blank + 1), line.substr(0, blank));
        }
        return file;
    }
    randombytes_buf(file.secret_.data(), file.secret_.size());
    if (!file.append(hex({reinterpret_cast<char const*>(file.secret_.data()), file.secret_.size()})))
        return std::unexpected(std::format("{} can't be written.", path.string()));
    return file;
}

SimulatedSafe::Identity KeyFile::device(std::string const& serial) const
{
    auto identity = SimulatedSafe::identity(serial, secret_);
    if (auto const found = paired_.find(serial); found != paired_.end())
        identity.id = found->second;
    return identity;
}

bool KeyFile::remember(std::string const& serial, std::string const& safe)
{
    if (auto const found = paired_.find(serial); found != paired_.end() && found->second == safe)
        return true;
    paired_.insert_or_assign(serial, safe);
    return append(safe + ' ' + serial);
}

bool KeyFile::append(std::string const& line) const
{
    if (path_.empty())
        return true;
    int const file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    auto const text = line + '\n';
    auto const written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    return ::close(file) == 0 && written;
}

} // namespace castellan::server
