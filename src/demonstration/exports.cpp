// What the page calls of its service (demonstration/house.js): only translates. Whatever is longer than a number is lent: the
// page asks for room, writes there, and calls.
#include "demonstration/parcel.hpp"
#include "demonstration/playground.hpp"

#include <emscripten/em_macros.h>
#include <sodium.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace castellan;

struct Instance {
    std::string lent;
    std::string out;
    std::map<std::string, std::string, std::less<>> zones; // IANA name → how its clock runs
    std::unique_ptr<Playground> playground;
};

Instance& instance()
{
    static auto one = Instance{};
    return one;
}

Playground& playground()
{
    return *instance().playground;
}

std::optional<std::string> zone_rule(std::string_view name)
{
    auto const found = instance().zones.find(name);
    return found == instance().zones.end() ? std::nullopt : std::optional{found->second};
}

/// A header of the page's, by its name in lower case.
std::string_view* field_of(Request& request, std::string_view name)
{
    struct Field {
        std::string_view name;
        std::string_view Request::* place;
    };
    static constexpr auto fields = std::to_array<Field>({
        {"authorization", &Request::authorization},
        {"castellan-code", &Request::code},
        {"castellan-request", &Request::castellan_request},
        {"castellan-second-person", &Request::second_person},
        {"content-type", &Request::content_type},
        {"cookie", &Request::cookie},
        {"idempotency-key", &Request::idempotency_key},
        {"if-match", &Request::if_match},
        {"user-agent", &Request::user_agent},
    });
    auto const found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? nullptr : &(request.*(found->place));
}

Instant instant_of(double ms)
{
    return static_cast<Instant>(ms);
}

} // namespace

extern "C" {

/// Room for so many bytes, until the next call.
EMSCRIPTEN_KEEPALIVE char* service_lend(int bytes)
{
    instance().lent.resize(static_cast<std::size_t>(bytes));
    return instance().lent.data();
}

/// Begins anew, with nothing in the store. Lent: names of time zones and their rules by turns.
EMSCRIPTEN_KEEPALIVE int service_begin()
{
    if (sodium_init() < 0)
        return 0;
    auto zones = Unpacker{instance().lent};
    while (!zones.at_end()) {
        auto name = std::string{zones.text()};
        instance().zones.insert_or_assign(std::move(name), std::string{zones.text()});
    }
    instance().playground = std::make_unique<Playground>(zone_rule);
    return zones.failed() ? 0 : 1;
}

/// Lent: a page that was kept.
EMSCRIPTEN_KEEPALIVE int service_bring()
{
    return playground().bring(instance().lent) ? 1 : 0;
}

/// 0: what was brought does not fit together, 1: there is nothing yet, 2: there is an organisation.
EMSCRIPTEN_KEEPALIVE int service_open(double now)
{
    if (!playground().open(instant_of(now)))
        return 0;
    return playground().is_empty() ? 1 : 2;
}

/// Lent: the document, the password, e-mail addresses. 0 if they don't fit; then `service_out` has the problem alone.
EMSCRIPTEN_KEEPALIVE int service_install(double now)
{
    auto given = Unpacker{instance().lent};
    auto const document = given.text();
    auto const password = given.text();
    auto emails = std::vector<std::string_view>{};
    while (!given.at_end())
        emails.push_back(given.text());
    auto const installed = playground().install(document, emails, password, instant_of(now));
    if (!installed)
        instance().out = installed.error();
    return installed && !given.failed() ? 1 : 0;
}

/// Lent: method, target, address, body, then names (in lower case) and values of headers by turns.
EMSCRIPTEN_KEEPALIVE void service_ask(unsigned id, double now)
{
    auto given = Unpacker{instance().lent};
    auto request = Request{.method = given.text(), .target = given.text(), .body = {}, .address = given.text(),
                           .host = "castellan.example"};
    request.body = given.text();
    while (!given.at_end()) {
        auto* const field = field_of(request, given.text());
        auto const value = given.text();
        if (field != nullptr)
            *field = value;
    }
    playground().ask(id, request, instant_of(now));
}

EMSCRIPTEN_KEEPALIVE void service_forget(unsigned id)
{
    playground().forget(id);
}

EMSCRIPTEN_KEEPALIVE void service_kept(double ticket, int kept, double now)
{
    playground().kept(static_cast<std::uint64_t>(ticket), kept != 0, instant_of(now));
}

/// Lent: the secret of the devices' keys, 32 bytes.
EMSCRIPTEN_KEEPALIVE void service_play(unsigned seed, double now)
{
    auto secret = std::array<unsigned char, 32>{};
    std::copy_n(instance().lent.begin(), std::min(instance().lent.size(), secret.size()), secret.begin());
    playground().play(secret, seed, instant_of(now));
}

/// Lent: the safe's id.
EMSCRIPTEN_KEEPALIVE int service_unplug(double ms, double now)
{
    return playground().unplug(instance().lent, instant_of(ms), instant_of(now)) ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void service_step(double now)
{
    playground().step(instant_of(now));
}

/// How many bytes there are to take, at `service_out_at`, until the next call.
EMSCRIPTEN_KEEPALIVE int service_out(double now)
{
    instance().out = playground().take_out(instant_of(now));
    return static_cast<int>(instance().out.size());
}

EMSCRIPTEN_KEEPALIVE char const* service_out_at()
{
    return instance().out.data();
}

} // extern "C"
