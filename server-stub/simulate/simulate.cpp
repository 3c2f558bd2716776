#include "server-stub/simulate/simulate.hpp"

#include "server-stub/log.hpp"
#include "server-stub/opened.hpp"
#include "server-stub/simulate/fleet.hpp"

#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <iostream>
#include <print>

namespace castellan::server {

namespace {

volatile std::sig_atomic_t asked_to_stop = 0;

int failed(std::string_view sentence)
{
    std::println(stderr, "castellan: {}", sentence);
    return 1;
}

/// Each safe that waits for an order has a connection of its own.
void raise_file_limit()
{
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

} // namespace

int simulate(SimulateOptions const& options)
{
    auto keys = KeyFile::open(options.keys);
    if (!keys)
        return failed(keys.error());
    auto codes = PairingCodes{};
    if (!options.codes.empty()) {
        auto read = read_codes(options.codes);
        if (!read)
            return failed(read.error());
        codes = *std::move(read);
    } else if (!options.email.empty()) {
        std::string password;
        std::getline(std::cin, password);
        auto made = ask_for_codes(options.server, options.email, password, options.safes, keys->paired());
        if (!made)
            return failed(made.error());
        codes = *std::move(made);
    } else if (keys->paired().empty()) {
        return failed("Safes are paired first: name a file of pairing codes (--codes; `castellan serve --pair-to FILE` writes "
                      "one), or somebody who may register safes (--email).");
    }

    auto serials = std::vector<std::string>{};
    for (auto const& [serial, safe] : keys->paired())
        serials.push_back(serial);
    for (auto const& [serial, code] : codes) {
        if (!keys->paired().contains(serial))
            serials.push_back(serial);
    }
    std::ranges::sort(serials);
    serials.resize(std::min(serials.size(), options.safes));

    raise_file_limit();
    std::signal(SIGINT, [](int) { asked_to_stop = 1; });
    std::signal(SIGTERM, [](int) { asked_to_stop = 1; });

    auto const started = now();
    auto fleet = Fleet{*keys, options.server, serials, codes, options.seed, options.steady ? steady_temper : Temper{}, started};
    std::println("Playing {} safes at {}, seed {}.", fleet.size(), options.server, options.seed);
    std::fflush(stdout);
    auto told = std::size_t{0};
    auto const ends = options.seconds > 0 ? started + static_cast<Instant>(options.seconds * 1000)
                                          : std::numeric_limits<Instant>::max();
    while (asked_to_stop == 0 && now() < ends) {
        fleet.step(now());
        if (auto const paired = fleet.counts().paired; paired != told && paired == fleet.size()) {
            std::println("All {} safes are paired.", paired);
            std::fflush(stdout);
            told = paired;
        }
    }
    auto const& counts = fleet.counts();
    std::println("{} messages, {} refused, {} unanswered; {} orders taken; {} of {} safes paired.", counts.messages,
                 counts.refused, counts.unanswered, counts.orders, counts.paired, fleet.size());
    return 0;
}

} // namespace castellan::server
