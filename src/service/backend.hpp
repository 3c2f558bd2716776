// The service itself. Its handlers are in one file per subject: backend.cpp (the gate that every request passes),
// sign_in.cpp, changes.cpp.
#pragma once

#include "rules/decision.hpp"
#include "service/answer.hpp"
#include "service/answers.hpp"
#include "service/ledger.hpp"
#include "service/pages.hpp"
#include "service/service.hpp"
#include "service/sessions.hpp"
#include "service/streams.hpp"
#include "service/throttle.hpp"
#include "wire/routes.hpp"
#include "wire/url.hpp"

#include <span>
#include <unordered_map>

namespace castellan {

/// A request that passed the gate.
struct Asked {
    Request const& request;
    wire::RouteMatch const& match;
    std::string_view query; // behind the `?`, still encoded
    Instant now;
    UserId user;             // none where a route needs no session
    std::string session_key; // empty likewise

    [[nodiscard]] wire::Call call() const { return match.route->call; }
};

class Backend final : public Service {
public:
    Backend(Store& store, Random& random, Options const& options);

    [[nodiscard]] std::expected<void, OpenError> load(Instant now);

    Outcome handle(Request const& request, Instant now) override;
    Outcome finish(Work& work, Instant now) override;
    void dropped(Work& work) override;
    Batch take_batch() override { return ledger_.take_batch(); }
    void committed(std::uint64_t ticket) override { ledger_.committed(ticket); }
    void failed(Instant now) override;
    std::vector<StreamEvent> take_events(Instant now) override;
    void close_stream(StreamId stream) override { streams_.close(stream); }
    bool is_empty() const override { return ledger_.last_number() == 0; }
    std::string setup_token() override { return is_empty() ? setup_token_ : std::string{}; }
    std::expected<void, std::string> install(std::string_view document, Demonstration demonstration,
                                             Instant now) override;
    bool preset_password(std::string_view email, std::string hash) override;
    bool is_demonstration() const override { return demonstration_; }
    bool snapshot_was_refused() const override { return ledger_.snapshot_was_refused(); }
    World const& world() const override { return ledger_.world(); }

private:
    // The gate, in its order; each answers with a problem or lets pass.
    [[nodiscard]] static std::optional<Response> size_problem(Request const& request, wire::Call call);
    [[nodiscard]] std::optional<Response> foreign_problem(Request const& request) const;
    [[nodiscard]] static std::optional<Response> content_problem(Request const& request);
    [[nodiscard]] std::optional<Response> recall(Asked const& asked, std::uint64_t& ticket) const;

    [[nodiscard]] Outcome dispatch(Asked const& asked);
    [[nodiscard]] Response sync(Asked const& asked, wire::Query const& query) const;
    [[nodiscard]] Outcome events(Asked const& asked);
    [[nodiscard]] Response health() const;
    [[nodiscard]] Response organization(Asked const& asked) const;

    // sign_in.cpp
    [[nodiscard]] std::optional<Instant> count_try_at(std::string const& email, std::string_view address, Instant now);
    void forgive_tries_at(std::string const& email, std::string_view address);
    void give_back_try_at(std::string const& email, std::string_view address);
    struct SignInWork;
    struct PasswordWork;
    struct SetUpWork;
    [[nodiscard]] Outcome sign_in(Asked const& asked);
    [[nodiscard]] Outcome set_password(Asked const& asked);
    [[nodiscard]] Outcome set_up(Asked const& asked);
    [[nodiscard]] Response sign_out(Asked const& asked);
    [[nodiscard]] Response who_am_i(UserId user, std::string_view session_key) const;
    [[nodiscard]] Response signed_in(SignInWork& work, Instant now);
    [[nodiscard]] Response password_set(PasswordWork& work, Instant now);
    [[nodiscard]] Response was_set_up(SetUpWork& work, Instant now);
    [[nodiscard]] Response begin_session(UserId user, Instant now);
    [[nodiscard]] std::string_view cookie_name() const;
    [[nodiscard]] std::string cookie_with(std::string_view token) const;
    [[nodiscard]] std::string_view token_in(std::string_view cookie) const;
    void set_hash(std::string const& user, std::string hash);

    // changes.cpp
    [[nodiscard]] Response change(Asked const& asked);
    [[nodiscard]] Response batch(Asked const& asked);
    [[nodiscard]] Decision judge(Asked const& asked, Change const& change, std::span<std::string const> ids_brought) const;
    [[nodiscard]] Response refuse(Asked const& asked, Entry refusal, Decision const& decision, std::string_view path = {});
    void follow_up(Change const& change, std::string const& person);
    [[nodiscard]] static bool is_kept(Response const& response);

    Store& store_;
    Random& random_;
    Options options_;
    Ledger ledger_;
    Sessions sessions_;
    Answers answers_;
    Streams streams_;
    Pages pages_;
    Throttle tries_by_pair_; // person and network
    Throttle tries_by_person_;
    Throttle tries_by_address_;
    Throttle refusals_;
    std::unordered_map<std::string, std::string> passwords_; // by a person's id
    std::string dummy_hash_; // what a password is held against where there is none: the same time (X-2 tells nobody)
    std::string setup_token_;
    std::string openapi_;
    bool demonstration_ = false;
    bool usable_ = true;
    Instant now_ = 0; // as it was told last
    Instant tried_loading_ = 0;
};

} // namespace castellan
