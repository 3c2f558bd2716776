#include "server-stub/commands.hpp"
#include "server-stub/delivery/webhook_sender.hpp"
#include "server-stub/demonstration.hpp"
#include "server-stub/http/http_server.hpp"
#include "server-stub/http/security_fields.hpp"
#include "server-stub/log.hpp"
#include "server-stub/opened.hpp"
#include "server-stub/site.hpp"
#include "server-stub/zone_rules.hpp"

#include <boost/asio/basic_signal_set.hpp>
#include <malloc.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <print>

namespace castellan::server {

namespace {

constexpr auto patience = std::chrono::seconds(5); // with answers under way, when stopping

int failed(std::string_view sentence)
{
    log::error("{}", sentence);
    return 1;
}

/// As many files as the system allows: each connection is one.
std::size_t raise_file_limit()
{
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return 1024;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    return files.rlim_cur;
}

/// The host of an origin such as "https://castellan.example:8443".
std::string host_of(std::string_view origin)
{
    auto const begin = origin.find("://");
    if (begin != std::string_view::npos)
        origin.remove_prefix(begin + 3);
    return std::string(origin.substr(0, origin.find_first_of(":/")));
}

HttpOptions http_options(ServeOptions const& options)
{
    auto names = options.names;
    if (!options.public_origin.empty())
        names.push_back(host_of(options.public_origin));
    HttpOptions http{
        .address = options.address, .port = options.port, .hosts = HostNames(options.address, std::move(names))};
    http.security_fields = security_fields(options.behind_tls ? Tls::in_front : Tls::none);
    auto const files = raise_file_limit();
    constexpr std::size_t other_files = 64;
    if (files < http.limits.connections + other_files)
        http.limits.connections = files > 2 * other_files ? files - other_files : other_files;
    return http;
}

/// Whether anybody but this machine's people is meant to come, directly or through a proxy.
bool is_for_others(ServeOptions const& options)
{
    return !is_loopback(options.address) || options.behind_tls || !options.names.empty() ||
           (!options.public_origin.empty() && !is_loopback(host_of(options.public_origin)));
}

std::string address_for_people(ServeOptions const& options, std::uint16_t port)
{
    if (!options.public_origin.empty())
        return options.public_origin;
    return std::format("http://{}:{}", is_loopback(options.address) ? "localhost" : options.address, port);
}

void print_personas(World const& world, std::filesystem::path const& document)
{
    auto const people = personas(world, document);
    if (people.empty())
        return;
    std::println("\nThe demonstration's people, each with the password {}, and the PIN {} at terminals\n",
                 demonstration_password, demonstration_pin);
    for (auto const& persona : people)
        std::println("  {:<36} {}", persona.email, persona.says);
    std::println("");
}

void tell_how_to_begin(Service& service, ServeOptions const& options, std::string const& origin)
{
    if (service.is_empty())
        std::println("\nNothing is set up yet. This link creates the organisation and its first person, once:\n\n  "
                     "{}/#/setup/{}\n",
                     origin, service.setup_token());
    else if (service.is_demonstration() && !options.demo.empty())
        print_personas(service.world(), options.demo);
    // Whoever started this waits for the line, also when it goes into a pipe.
    std::fflush(stdout);
}

/// The world is loaded; what loading needed is given back to the system.
void return_memory()
{
    malloc_trim(0);
}

} // namespace

int serve(ServeOptions const& options)
{
    auto opened = open_data(options.data, Access::create,
                            Options{.behind_tls = options.behind_tls,
                                    .heartbeat_ms = static_cast<Instant>(options.heartbeat_s * 1000),
                                    .private_webhooks = options.private_webhooks,
                                    .zone_rule = [](std::string_view name) { return zone_rule(name); }});
    if (!opened)
        return failed(opened.error());
    auto& service = *opened->service;

    if (service.is_empty() && !options.demo.empty()) {
        if (auto const installed = install_demonstration(service, options.demo, now()); !installed)
            return failed(installed.error());
        if (auto const written = write_all(service, *opened->store); !written)
            return failed(written.error());
    }
    if (service.is_demonstration() && is_for_others(options))
        return failed(
            "This data holds the demonstration's people, whose password everybody knows, so it is served to this "
            "machine "
            "only. Leave out --host, --behind-tls, --public-origin and --name, or choose another data directory.");

    if (!options.pair_to.empty()) {
        if (!write_pairings(options.pair_to, service.offer_pairings({})))
            return failed(std::format("{} can't be written.", options.pair_to.string()));
        if (auto const written = write_all(service, *opened->store); !written)
            return failed(written.error());
    }

    auto files = options.www.empty() ? std::expected<StaticFiles, std::string>() : StaticFiles::read(options.www);
    if (!files)
        return failed(files.error());

    auto plan = DeliveryPlan::of(options.delivery, options.data);
    if (!plan)
        return failed(plan.error());
    auto const delivers = plan->says();
    Delivery delivery(*std::move(plan));

    asio::io_context io(1);
    WebhookSender* sender = nullptr;
    Site site(io, service, *opened->store, *files,
              {.proxy = options.behind_tls ? Proxy::trusted : Proxy::none,
               .deliver = [&delivery](std::vector<Message> messages) { delivery.deliver(std::move(messages)); },
               .post = [&sender](std::vector<Posting> postings) { sender->send(std::move(postings)); }});
    WebhookSender webhooks({.allow_private = options.private_webhooks, .authorities = options.delivery.authorities},
                           [&site](std::string key, PostingResult result) { site.posted(std::move(key), std::move(result)); });
    sender = &webhooks;
    HttpServer http(io, site, http_options(options));
    if (auto const listening = http.listen(); !listening) {
        site.stop();
        return failed(listening.error());
    }

    asio::basic_signal_set<Executor> signals(io, SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code error, int) {
        if (error)
            return;
        log::info("Stopping.");
        signals.async_wait([](boost::system::error_code again, int) {
            if (!again)
                std::_Exit(1); // asked twice: at once
        });
        site.begin_to_stop();
        http.stop(patience, [&] {
            site.stop();
            signals.cancel();
        });
    });

    return_memory();
    auto const origin = address_for_people(options, http.port());
    service.reached_at(origin);
    log::info("Castellan serves {} at {} port {} ({}), data in {}.", origin, options.address, http.port(),
              is_loopback(options.address) ? "this machine only" : "whoever can reach it", options.data.string());
    log::info("Messages go: {}.", delivers);
    tell_how_to_begin(service, options, origin);

    io.run();

    if (auto const written = write_all(service, *opened->store); !written)
        return failed(written.error());
    delivery.deliver(service.take_messages());
    log::info("Stopped.");
    return 0;
}

} // namespace castellan::server
