#include "server-stub/commands.hpp"

#include "rules/matrix.hpp"
#include "server-stub/delivery/outbox.hpp"
#include "server-stub/demonstration.hpp"
#include "server-stub/opened.hpp"
#include "service/chain.hpp"
#include "service/passwords.hpp"
#include "wire/codec.hpp"
#include "wire/document.hpp"
#include "wire/session_json.hpp"
#include "wire/writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <print>

namespace castellan::server {

namespace {

int failed(std::string_view sentence)
{
    std::println(stderr, "castellan: {}", sentence);
    return 1;
}

/// Keeps what is typed from the screen.
class Hidden {
public:
    Hidden()
    {
        if (isatty(STDIN_FILENO) == 0 || tcgetattr(STDIN_FILENO, &before_) != 0)
            return;
        auto hidden = before_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
    }
    Hidden(Hidden const&) = delete;
    Hidden& operator=(Hidden const&) = delete;
    ~Hidden()
    {
        if (changed_)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    bool on_terminal() const { return changed_; }

private:
    termios before_{};
    bool changed_ = false;
};

std::expected<std::string, std::string> read_password(std::string_view email)
{
    Hidden const hidden;
    if (hidden.on_terminal()) {
        std::print("Password for {}: ", email);
        std::fflush(stdout);
    }
    std::string password;
    std::getline(std::cin, password);
    if (hidden.on_terminal())
        std::println("");
    if (auto const problem = password_problem(password))
        return std::unexpected(std::string(*problem));
    return password;
}

std::expected<void, std::string> preset(Service& service, std::string const& email)
{
    auto const password = read_password(email);
    if (!password)
        return std::unexpected(password.error());
    auto hash = hash_password(*password, PasswordCost{});
    if (hash.empty())
        return std::unexpected("There was not enough memory to hash the password.");
    if (!service.preset_password(email, std::move(hash)))
        return std::unexpected(std::format("Nobody has the e-mail {}.", email));
    return {};
}

bool write_fully(int file, std::string_view text)
{
    while (!text.empty()) {
        auto const count = ::write(file, text.data(), text.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// Writes a file that only its user may read, also where an older one that others could read is replaced.
bool write_private(std::filesystem::path const& path, std::string_view text)
{
    int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    struct stat state{};
    if (::fstat(file, &state) == 0 && S_ISREG(state.st_mode))
        (void)::fchmod(file, 0600); // some file systems know no modes, and are as private as they were mounted
    bool const written = write_fully(file, text);
    return ::close(file) == 0 && written;
}

std::string lines_of(std::vector<SafePairing> const& pairings)
{
    auto text = std::string{};
    for (auto const& pairing : pairings) {
        auto writer = wire::Writer{text};
        writer.object();
        writer.member("serial", pairing.serial);
        writer.member("code", pairing.code);
        writer.end();
        text += '\n';
    }
    return text;
}

/// Writes what the command has done, and says how it ended.
int finish(Opened& opened, std::string_view done)
{
    if (auto const written = write_all(*opened.service, *opened.store); !written)
        return failed(written.error());
    std::println("{}", done);
    return 0;
}

} // namespace

int init(InitOptions const& options)
{
    auto opened = open_data(options.data, Access::create, {});
    if (!opened)
        return failed(opened.error());
    auto& service = *opened->service;
    if (!service.is_empty())
        return failed(std::format("{} holds an organisation already.", options.data.string()));
    auto const password = read_password(options.email);
    if (!password)
        return failed(password.error());

    // The same request as the one-time link's page sends, so that there is one way to begin.
    auto const body = wire::encode(wire::SetUp{
        .token = service.setup_token(),
        .organization = options.organization,
        .account = options.account,
        .name = options.name,
        .email = options.email,
        .password = *password,
    });
    auto outcome = service.handle({.method = "POST",
                                   .target = "/api/v1/setup",
                                   .body = body,
                                   .address = "installation",
                                   .host = "localhost",
                                   .content_type = "application/json",
                                   .castellan_request = "1"},
                                  now());
    if (outcome.work) {
        auto const work = std::move(outcome.work);
        work->run();
        outcome = service.finish(*work, now());
    }
    if (outcome.response.status >= 300)
        return failed(std::format("The organisation was not created: {}", outcome.response.body));
    return finish(*opened, std::format("Created {}. {} can sign in as soon as `castellan serve` runs.",
                                       options.organization, options.email));
}

int verify(std::filesystem::path const& data)
{
    std::error_code error;
    auto const file = DataDirectory::database_in(data);
    if (!std::filesystem::exists(file, error))
        return failed(std::format("There is no data in {}.", data.string()));
    auto store = SqliteStore::open(file, {});
    if (!store)
        return failed(store.error());
    if (auto const damage = (*store)->damage())
        return failed(std::format("The file is damaged: {}", *damage));
    auto const verified = verify_chain(**store);
    if (!verified)
        return failed(
            std::format("The log was altered. Entry {}: {}", verified.error().number, verified.error().problem));
    std::println("The log is whole: {} entries, each bound to the one before it.", *verified);
    return 0;
}

int export_document(std::filesystem::path const& data, std::filesystem::path const& to)
{
    auto opened = open_data(data, Access::read, {});
    if (!opened)
        return failed(opened.error());
    if (opened->service->is_empty())
        return failed(std::format("{} holds no organisation yet.", data.string()));
    auto const document = wire::encode_document(opened->service->world()) + '\n';
    if (to.empty()) {
        std::print("{}", document);
        return 0;
    }
    if (!write_private(to, document))
        return failed(std::format("{} can't be written.", to.string()));
    std::println("Wrote the organisation to {}.", to.string());
    return 0;
}

int import_document(std::filesystem::path const& data, std::filesystem::path const& from, std::string const& email)
{
    auto const document = read_file(from);
    if (!document)
        return failed(document.error());
    auto opened = open_data(data, Access::create, {});
    if (!opened)
        return failed(opened.error());
    if (auto const installed = opened->service->install(*document, Demonstration::no, now()); !installed)
        return failed(std::format("{}: {}", from.string(), installed.error()));
    if (!email.empty())
        if (auto const set = preset(*opened->service, email); !set)
            return failed(set.error());
    return finish(*opened, std::format("Imported {}.", from.string()));
}

int set_password(std::filesystem::path const& data, std::string const& email)
{
    auto opened = open_data(data, Access::write, {});
    if (!opened)
        return failed(opened.error());
    if (auto const set = preset(*opened->service, email); !set)
        return failed(set.error());
    return finish(*opened, std::format("Set the password of {}.", email));
}

int remove_second_factor(std::filesystem::path const& data, std::string const& email)
{
    auto opened = open_data(data, Access::write, {});
    if (!opened)
        return failed(opened.error());
    if (!opened->service->reset_second_factor(email))
        return failed(std::format("Nobody with the e-mail {} has a second factor.", email));
    return finish(*opened, std::format("Removed the second factor of {}.", email));
}

bool write_pairings(std::filesystem::path const& to, std::vector<SafePairing> const& pairings)
{
    return write_private(to, lines_of(pairings));
}

int pair(std::filesystem::path const& data, std::string const& serial, std::filesystem::path const& to)
{
    auto opened = open_data(data, Access::write, {});
    if (!opened)
        return failed(opened.error());
    auto const pairings = opened->service->offer_pairings(serial);
    if (pairings.empty())
        return failed(serial.empty() ? "Every safe is paired with its device. Name one by --serial to pair it anew."
                                     : std::format("No safe has the serial number {}.", serial));
    if (auto const written = write_all(*opened->service, *opened->store); !written)
        return failed(written.error());
    if (to.empty()) {
        std::print("{}", lines_of(pairings));
        return 0;
    }
    if (!write_pairings(to, pairings))
        return failed(std::format("{} can't be written.", to.string()));
    std::println("Wrote {} pairing codes to {}.", pairings.size(), to.string());
    return 0;
}

int show_outbox(std::filesystem::path const& data)
{
    auto const shown = Outbox::shown(Outbox::file_in(data));
    if (!shown)
        return failed(shown.error());
    std::print("{}", shown->empty() ? "The outbox is empty.\n" : *shown);
    return 0;
}

int backup(std::filesystem::path const& data, std::filesystem::path const& to)
{
    std::error_code error;
    auto const file = DataDirectory::database_in(data);
    if (!std::filesystem::exists(file, error))
        return failed(std::format("There is no data in {}.", data.string()));
    if (auto const done = back_up(file, to); !done)
        return failed(done.error());
    std::println("Backed up {} to {}.", data.string(), to.string());
    return 0;
}

int restore(std::filesystem::path const& data, std::filesystem::path const& from)
{
    if (auto const sound = check_store_file(from); !sound)
        return failed(sound.error());
    auto directory = DataDirectory::lock(data, DataDirectory::IfAbsent::make);
    if (!directory)
        return failed(directory.error());
    std::error_code error;
    if (std::filesystem::exists(directory->database(), error))
        return failed(
            std::format("{} holds data already. Move it away, or restore into another folder.", data.string()));
    if (auto const done = back_up(from, directory->database()); !done)
        return failed(done.error());
    std::println("Restored {} from {}.", data.string(), from.string());
    return verify(data);
}

int print_matrix()
{
    std::print("{}", matrix());
    return 0;
}

} // namespace castellan::server
