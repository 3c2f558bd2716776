#include "tests/server/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <format>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace castellan::tests {

namespace {

constexpr auto pause = std::chrono::milliseconds(2);
constexpr int pauses_at_most = 10'000; // 20 seconds

std::filesystem::path fresh_file(std::filesystem::path const& folder, std::string_view what)
{
    static std::atomic<int> number = 0;
    return folder / std::format("{}-{}.txt", what, ++number);
}

} // namespace

Process::Process(std::filesystem::path const& folder, std::vector<std::string> arguments, std::string_view input,
                 std::string const& program)
    : output_(fresh_file(folder, "output"))
{
    auto const input_file = fresh_file(folder, "input");
    std::ofstream(input_file) << input;

    arguments.insert(arguments.begin(), program);
    std::vector<char*> pointers;
    for (auto& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, input_file.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    auto const failed = posix_spawn(&pid_, program.c_str(), &files, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0)
        throw std::runtime_error("the program could not be started");
}

Process::~Process()
{
    if (runs()) {
        signal(SIGKILL);
        wait();
    }
}

bool Process::runs()
{
    if (pid_ > 0 && ::waitpid(pid_, &status_, WNOHANG) == pid_)
        pid_ = -1;
    return pid_ > 0;
}

int Process::wait()
{
    for (int i = 0; runs(); ++i) {
        if (i == pauses_at_most)
            return -1;
        std::this_thread::sleep_for(pause);
    }
    return WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
}

void Process::signal(int number) const
{
    if (pid_ > 0)
        ::kill(pid_, number);
}

std::string Process::printed() const
{
    std::ifstream file(output_);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool Process::has_printed(std::string_view text)
{
    for (int i = 0; i < pauses_at_most; ++i) {
        auto const ended = !runs();
        if (printed().contains(text))
            return true;
        if (ended)
            return false;
        std::this_thread::sleep_for(pause);
    }
    return false;
}

std::uint16_t Process::port()
{
    for (int i = 0; i < pauses_at_most; ++i) {
        auto const text = printed();
        if (auto const found = text.find(" port "); found != std::string::npos && text.contains(", data in "))
            return static_cast<std::uint16_t>(std::strtoul(text.c_str() + found + 6, nullptr, 10));
        if (!runs())
            return 0;
        std::this_thread::sleep_for(pause);
    }
    return 0;
}

Ran run(std::filesystem::path const& folder, std::vector<std::string> arguments, std::string_view input)
{
    Process process(folder, std::move(arguments), input);
    auto const status = process.wait();
    return {status, process.printed()};
}

} // namespace castellan::tests
