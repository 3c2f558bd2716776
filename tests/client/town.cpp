#include "tests/client/town.hpp"

#include "service/passwords.hpp"
#include "wire/codec.hpp"
#include "wire/problem.hpp"
#include "wire/session_json.hpp"

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <sstream>

namespace castellan::test {

namespace {

constexpr auto password = std::string_view{"correct horse battery"};

/// Nobody may do this: behind another change in a batch it makes the service judge that one and take it back.
constexpr auto never_allowed = std::string_view{R"({"kind":"safe.report","safe":"none","online":true})"};

std::string text_of(std::string const& path)
{
    auto file = std::ifstream{std::string{CASTELLAN_SOURCE_DIR} + path};
    REQUIRE(file);
    auto text = std::ostringstream{};
    text << file.rdbuf();
    return text.str();
}

std::string_view header(client::Headers const& headers, std::string_view name)
{
    for (auto const& [key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

} // namespace

Town::Town(std::string_view document)
{
    auto const options = Options{.passwords = cheap_passwords};
    service_ = Service::open(store_, random_, options, now).value();
    auto const installed = service_->install(document, Demonstration::no, now);
    INFO((installed ? std::string{} : installed.error()));
    REQUIRE(installed);
    static auto const hash = hash_password(password, cheap_passwords);
    for (auto const user : world().users.handles())
        REQUIRE(service_->preset_password(world().users[user].email, hash));
    commit();
}

void Town::commit()
{
    auto const batch = service_->take_batch();
    if (batch.empty())
        return;
    REQUIRE(store_.append(batch));
    service_->committed(batch.ticket);
}

void Town::work()
{
    while (service_->work_on(now))
        commit();
}

Response Town::settle(Outcome outcome)
{
    if (outcome.work) {
        outcome.work->run();
        auto const work = std::move(outcome.work);
        outcome = service_->finish(*work, now);
    }
    commit();
    return std::move(outcome.response);
}

std::string const& Town::cookie_of(std::string_view person)
{
    if (auto const found = cookies_.find(person); found != cookies_.end())
        return found->second;
    auto const user = world().users.find(person);
    REQUIRE(user);
    auto const body = wire::encode(wire::SignIn{world().users[user].email, std::string{password}});
    // Each from an address of his own, so that the throttle does not hold up the test.
    auto const address = "198.51.100." + std::to_string(user.slot % 250 + 1);
    auto const response = settle(service_->handle({.method = "POST",
                                                   .target = "/api/v1/session",
                                                   .body = body,
                                                   .address = address,
                                                   .host = "localhost:8080",
                                                   .content_type = "application/json",
                                                   .castellan_request = "1"},
                                                  now));
    INFO(person << ": " << response.body);
    REQUIRE(response.status == 201);
    return cookies_.emplace(person, response.set_cookie.substr(0, response.set_cookie.find(';'))).first->second;
}

Response Town::ask(std::string_view person, client::Request const& request)
{
    auto const cookie = person.empty() ? std::string{} : cookie_of(person);
    return settle(service_->handle({.method = request.method,
                                    .target = request.path,
                                    .body = request.body,
                                    .address = "192.0.2.1",
                                    .host = "localhost:8080",
                                    .cookie = cookie,
                                    .content_type = header(request.headers, "Content-Type"),
                                    .castellan_request = "1",
                                    .idempotency_key = header(request.headers, "Idempotency-Key"),
                                    .if_match = header(request.headers, "If-Match"),
                                    .second_person = header(request.headers, "Castellan-Second-Person")},
                                   now));
}

Response Town::ask(std::string_view person, std::string_view method, std::string_view path, std::string_view body)
{
    auto headers = client::Headers{};
    if (!body.empty())
        headers.emplace_back("Content-Type", "application/json");
    return ask(person, client::Request{std::string{method}, std::string{path}, headers, std::string{body}});
}

Town::Verdict Town::try_out(std::string_view person, std::string_view change)
{
    now += 2'000; // Refusals are counted by the minute; whoever tries everything out takes his time.
    auto body = std::string{R"({"changes":[)"};
    body += change;
    body += ",";
    body += never_allowed;
    body += "]}";
    auto const response = ask(person, "POST", "/api/v1/changes", body);
    auto const problem = wire::decode<wire::Problem>(response.body);
    INFO(person << " " << change << " → " << response.status << " " << response.body);
    REQUIRE(problem);
    if (problem->path.starts_with("changes[1]"))
        return {200, {}, {}};
    return {response.status, problem->rule, problem->detail};
}

client::Replica Town::replica_of(std::string_view person)
{
    auto replica = client::Replica{};
    auto const response = ask(person, "GET", "/api/v1/sync");
    INFO(response.body.substr(0, 400));
    REQUIRE(response.status == 200);
    REQUIRE(replica.take(response.body));
    return replica;
}

std::vector<std::string> Town::take_events()
{
    auto events = std::vector<std::string>{};
    for (auto const& event : service_->take_events(now))
        events.emplace_back(event.text);
    return events;
}

void TownTransport::request(client::Request request, Receiver receive)
{
    sent.push_back(request);
    waiting_.push_back({std::move(request), std::move(receive)});
}

bool TownTransport::deliver_one()
{
    if (waiting_.empty())
        return false;
    auto next = std::move(waiting_.front());
    waiting_.pop_front();
    if (town_.weather == Town::Weather::request_lost) {
        next.receive({});
        return true;
    }
    auto response = town_.ask(person_, next.request);
    if (town_.weather == Town::Weather::answer_lost) {
        if (next.request.take_piece)
            next.request.take_piece(std::string_view{response.body}.substr(0, response.body.size() / 2));
        next.receive({});
        return true;
    }
    if (next.request.take_piece && response.status == 200) {
        constexpr auto piece = std::size_t{97}; // cuts nearly every row somewhere else
        for (auto at = std::size_t{0}; at < response.body.size(); at += piece)
            next.request.take_piece(std::string_view{response.body}.substr(at, piece));
        response.body.clear();
    }
    next.receive({.status = response.status,
                  .retry_after_seconds = static_cast<int>(response.retry_after_s.value_or(0)),
                  .etag = response.etag,
                  .body = response.body});
    return true;
}

void TownTransport::deliver()
{
    while (deliver_one()) {
    }
}

std::string demonstration() { return text_of("/assets/demo.json"); }

std::vector<std::string> demonstration_personas()
{
    auto ids = std::vector<std::string>{};
    for (auto const& leaf : wire::leaves(text_of("/assets/personas.json"))) {
        if (leaf.path.ends_with("user"))
            ids.push_back(leaf.value);
    }
    REQUIRE(!ids.empty());
    return ids;
}

} // namespace castellan::test
