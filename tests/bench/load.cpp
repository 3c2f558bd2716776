// castellan_load: asks one server the same kind of question over N kept connections for some seconds, and says how
// many answers came, how long they took, and what CPU time the server spent on each.
//
//   castellan_load --port 8080 --sign-in /api/v1/session --email ada@… --password … --pid 4711
//       --method GET --path '/api/v1/users?limit=50&after={key}' --keys keys.txt --connections 64 --seconds 5
//
// Each connection sends its next request when the answer to the former is complete, or --pause after it, as a person
// does. `{key}` in path and body is
// replaced by a random line of --keys, `{n}` by a number that never comes twice. The result is one JSON object on one
// line. It knows nothing of Castellan, so that other servers can be asked the same.
#include "tests/bench/http_client.hpp"
#include "tests/bench/process_cpu.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <expected>
#include <fstream>
#include <print>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::bench {

namespace {

using Clock = std::chrono::steady_clock;

struct Options {
    std::uint16_t port = 8080;
    std::string sign_in;
    std::string email;
    std::string password;
    std::string method = "GET";
    std::string path = "/";
    std::string body;
    std::string keys_file;
    std::vector<std::string> headers = {"Castellan-Request: 1"};
    std::size_t connections = 64;
    double seconds = 5;
    double warm_up = 1;
    double pause = 0;
    int pid = 0;
    std::uint64_t seed = 1;
    std::string name = "load";
};

std::vector<std::string> lines_of(std::string const& file)
{
    auto lines = std::vector<std::string>{};
    auto in = std::ifstream{file};
    for (auto line = std::string{}; std::getline(in, line);) {
        if (!line.empty())
            lines.push_back(line);
    }
    return lines;
}

void replace_all(std::string& text, std::string_view what, std::string_view by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

/// Writes the requests, one after the other; the same seed gives the same ones.
class RequestWriter {
public:
    RequestWriter(Options const& options, std::string cookie)
        : options_(options),
          keys_(lines_of(options.keys_file)),
          random_(options.seed)
    {
        for (auto const& header : options.headers)
            head_ += header + "\r\n";
        if (!cookie.empty())
            head_ += "Cookie: " + cookie + "\r\n";
    }

    std::string next()
    {
        auto path = options_.path;
        auto body = options_.body;
        auto const number = std::to_string(++count_);
        for (auto* text : {&path, &body}) {
            if (!keys_.empty())
                replace_all(*text, "{key}", keys_[random_() % keys_.size()]);
            replace_all(*text, "{n}", number);
        }
        return request_text(options_.method, path, head_, body);
    }

private:
    Options const& options_;
    std::vector<std::string> keys_;
    std::string head_;
    std::mt19937_64 random_;
    std::uint64_t count_ = 0;
};

/// What was counted between the end of the warm-up and the end of the run.
struct Tally {
    std::vector<std::uint32_t> latency_us;
    std::uint64_t errors = 0;
    std::uint64_t bytes = 0;
    std::string first_error;

    void add(Response const& response, Clock::duration took)
    {
        latency_us.push_back(
            static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
        bytes += response.bytes;
        if (response.status / 100 != 2) {
            if (errors++ == 0)
                first_error = std::to_string(response.status) + " " + response.body.substr(0, 300);
        }
    }

    std::uint32_t percentile(double part)
    {
        if (latency_us.empty())
            return 0;
        auto const at = static_cast<std::size_t>(part * static_cast<double>(latency_us.size() - 1));
        std::ranges::nth_element(latency_us, latency_us.begin() + static_cast<std::ptrdiff_t>(at));
        return latency_us[at];
    }
};

struct Run {
    Tally tally;
    double seconds = 0;
    double cpu_seconds = 0;
};

std::expected<Run, std::string> run(Options const& options, std::string cookie)
{
    auto writer = RequestWriter{options, std::move(cookie)};
    auto loop = ClientLoop{};
    auto sent_at = std::vector<Clock::time_point>(options.connections);
    for (auto connection = std::size_t{0}; connection < options.connections; ++connection) {
        if (auto opened = loop.open(options.port); !opened)
            return std::unexpected(opened.error());
    }
    // With a pause, whose turn it is next: first those who have waited longest.
    auto const pause = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>{options.pause});
    auto turns = std::deque<std::pair<Clock::time_point, std::size_t>>{};
    auto const send = [&](std::size_t connection) {
        sent_at[connection] = Clock::now();
        loop.send(connection, writer.next());
    };
    for (auto connection = std::size_t{0}; connection < options.connections; ++connection) {
        auto const share = static_cast<double>(connection) / static_cast<double>(options.connections);
        if (pause.count() == 0)
            send(connection);
        else // not all at once
            turns.emplace_back(Clock::now() + std::chrono::duration_cast<Clock::duration>(pause * share), connection);
    }

    auto result = Run{};
    auto started = Clock::now();
    auto const measures_from =
        started + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>{options.warm_up});
    auto const ends_at =
        measures_from + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>{options.seconds});
    auto measuring = false;
    auto cpu_before = 0.0;
    for (auto now = started; now < ends_at; now = Clock::now()) {
        if (!measuring && now >= measures_from) {
            measuring = true;
            started = now;
            cpu_before = cpu_seconds_of(options.pid);
        }
        auto const stepped = loop.step([&](std::size_t connection, Response const& response) {
            auto const arrived = Clock::now();
            if (measuring)
                result.tally.add(response, arrived - sent_at[connection]);
            if (pause.count() == 0)
                send(connection);
            else
                turns.emplace_back(arrived + pause, connection);
        }, pause.count() == 0 ? 100 : 1);
        for (; !turns.empty() && turns.front().first <= Clock::now(); turns.pop_front())
            send(turns.front().second);
        if (!stepped)
            return std::unexpected(stepped.error());
    }
    result.cpu_seconds = cpu_seconds_of(options.pid) - cpu_before;
    result.seconds = std::chrono::duration<double>(Clock::now() - started).count();
    return result;
}

void print(Options const& options, Run& run)
{
    auto& tally = run.tally;
    auto const answers = static_cast<double>(std::max<std::size_t>(tally.latency_us.size(), 1));
    std::println(R"({{"name":"{}","connections":{},"requests":{},"errors":{},"per_second":{:.0f},"cpu_us":{:.1f},)"
                 R"("p50_us":{},"p99_us":{},"max_us":{},"bytes":{:.0f}}})",
                 options.name, options.connections, tally.latency_us.size(), tally.errors,
                 static_cast<double>(tally.latency_us.size()) / run.seconds, run.cpu_seconds * 1e6 / answers,
                 tally.percentile(0.5), tally.percentile(0.99), tally.percentile(1),
                 static_cast<double>(tally.bytes) / answers);
    if (tally.errors > 0)
        std::println(stderr, "{}: {} of {} answers were no success, the first: {}", options.name, tally.errors,
                     tally.latency_us.size(), tally.first_error);
}

int main_of(Options const& options)
{
    auto cookie = std::string{};
    if (!options.sign_in.empty()) {
        auto signed_in = sign_in(options.port, options.sign_in, options.email, options.password);
        if (!signed_in) {
            std::println(stderr, "castellan_load: signing in failed: {}", signed_in.error());
            return 1;
        }
        cookie = *std::move(signed_in);
    }
    auto result = run(options, std::move(cookie));
    if (!result) {
        std::println(stderr, "castellan_load: {}", result.error());
        return 1;
    }
    print(options, *result);
    return result->tally.errors == 0 ? 0 : 2;
}

} // namespace

} // namespace castellan::bench

int main(int argc, char** argv)
{
    auto options = castellan::bench::Options{};
    auto app = CLI::App{"Loads one HTTP server on this machine and measures it"};
    app.add_option("--port", options.port, "on 127.0.0.1")->required();
    app.add_option("--sign-in", options.sign_in, "path that takes {email, password} and sets a cookie");
    app.add_option("--email", options.email);
    app.add_option("--password", options.password);
    app.add_option("--method", options.method);
    app.add_option("--path", options.path, "may hold {key} and {n}");
    app.add_option("--body", options.body, "may hold {key} and {n}");
    app.add_option("--keys", options.keys_file, "file with a key on each line");
    app.add_option("--header", options.headers);
    app.add_option("--connections", options.connections)->check(CLI::Range(1, 20000));
    app.add_option("--seconds", options.seconds)->check(CLI::Range(0.1, 120.0));
    app.add_option("--warm-up", options.warm_up)->check(CLI::Range(0.0, 60.0));
    app.add_option("--pause", options.pause, "seconds between an answer and the next request of a connection")
        ->check(CLI::Range(0.0, 60.0));
    app.add_option("--pid", options.pid, "the server, whose CPU time is counted");
    app.add_option("--seed", options.seed);
    app.add_option("--name", options.name, "of the result");
    CLI11_PARSE(app, argc, argv);
    return castellan::bench::main_of(options);
}
