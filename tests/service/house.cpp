#include "tests/service/house.hpp"

#include "service/passwords.hpp"
#include "service/sessions.hpp"
#include "tests/service/riverside.hpp"
#include "wire/codec.hpp"
#include "wire/document.hpp"
#include "wire/writer.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <iterator>

namespace castellan::test {

House::House(Options const& given, bool empty) : options(given)
{
    service = Service::open(store, random, options, now).value();
    if (!empty)
        install(riverside);
}

void House::install(std::string_view document)
{
    auto const installed = service->install(document, Demonstration::no, now);
    INFO((installed ? std::string{} : installed.error()));
    REQUIRE(installed);
    // One hash for all: making it takes the time, not storing it.
    static auto const hash = hash_password(password, cheap_passwords);
    for (auto const user : world().users.handles())
        REQUIRE(service->preset_password(world().users[user].email, hash));
    commit();
}

Outcome House::ask_only(std::string_view person, std::string_view method, std::string_view target,
                        std::string_view body, Extras const& extras)
{
    auto const cookie = person.empty() ? std::string{} : cookie_of(person);
    return service->handle({.method = method,
                            .target = target,
                            .body = body,
                            .address = extras.address,
                            .host = "localhost:8080",
                            .origin = extras.origin,
                            .fetch_site = extras.fetch_site,
                            .user_agent = extras.user_agent,
                            .cookie = cookie,
                            .authorization = extras.authorization,
                            .content_type = body.empty() ? std::string_view{} : extras.content_type,
                            .castellan_request = extras.castellan_request,
                            .idempotency_key = extras.idempotency_key,
                            .if_match = extras.if_match,
                            .device = extras.device,
                            .code = extras.code,
                            .second_person = extras.second_person},
                           now);
}

Response House::ask(std::string_view person, std::string_view method, std::string_view target, std::string_view body,
                    Extras const& extras)
{
    return settle(ask_only(person, method, target, body, extras));
}

Response House::ask_with_cookie(std::string_view cookie, std::string_view method, std::string_view target,
                                std::string_view body, Extras const& extras)
{
    return settle(service->handle({.method = method,
                                   .target = target,
                                   .body = body,
                                   .address = extras.address,
                                   .host = "localhost:8080",
                                   .origin = extras.origin,
                                   .fetch_site = extras.fetch_site,
                                   .user_agent = extras.user_agent,
                                   .cookie = cookie,
                                   .authorization = extras.authorization,
                                   .content_type = body.empty() ? std::string_view{} : extras.content_type,
                                   .castellan_request = extras.castellan_request,
                                   .idempotency_key = extras.idempotency_key,
                                   .if_match = extras.if_match,
                                   .device = extras.device,
                                   .code = extras.code,
                                   .second_person = extras.second_person},
                                  now));
}

Response House::settle(Outcome outcome)
{
    if (outcome.work) {
        outcome.work->run();
        auto const work = std::move(outcome.work);
        outcome = service->finish(*work, now);
    }
    commit();
    return std::move(outcome.response);
}

Response House::sign_in(std::string_view email, std::string_view secret, std::string_view address)
{
    auto body = std::string{};
    auto writer = wire::Writer{body};
    writer.object();
    writer.member("email", email);
    writer.member("password", secret);
    writer.end();
    return ask_with_cookie({}, "POST", "/api/v1/session", body, {.address = address});
}

std::string const& House::cookie_of(std::string_view person)
{
    auto const found = cookies_.find(person);
    if (found != cookies_.end())
        return found->second;
    auto const response = sign_in(std::string{person} + "@riverside.example", password, "198.51.100.7");
    INFO(response.body);
    REQUIRE(response.status == 201);
    auto const cookie = response.set_cookie.substr(0, response.set_cookie.find(';'));
    return cookies_.emplace(person, cookie).first->second;
}

void House::remember_cookie(std::string_view person, Response const& response)
{
    REQUIRE_FALSE(response.set_cookie.empty());
    cookies_.insert_or_assign(std::string{person}, response.set_cookie.substr(0, response.set_cookie.find(';')));
}

void House::commit()
{
    auto const batch = service->take_batch();
    if (!batch.empty()) {
        if (store.append(batch))
            service->committed(batch.ticket);
        else
            service->failed(now);
    }
    std::ranges::move(service->take_messages(), std::back_inserter(messages));
}

void House::pass(Instant ms)
{
    now += ms;
    service->pass_time(now);
    commit();
}

std::map<HeldId, Response> House::take_held()
{
    auto answers = std::map<HeldId, Response>{};
    for (auto& [held, outcome] : service->take_held())
        answers.emplace(held, settle(std::move(outcome)));
    return answers;
}

void House::restart()
{
    service = Service::open(store, random, options, now).value();
}

std::string House::picture() const
{
    return Sessions::key_of(wire::encode_snapshot(world()));
}

std::string at(std::string_view json, std::string_view path)
{
    for (auto const& leaf : wire::leaves(json)) {
        if (leaf.path == path)
            return leaf.value;
    }
    return {};
}

std::string at(Response const& response, std::string_view path)
{
    return at(response.body, path);
}

} // namespace castellan::test
