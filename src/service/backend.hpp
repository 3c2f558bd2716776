// The service itself. Its handlers are in one file per subject: backend.cpp (the gate that every request passes),
// sign_in.cpp, changes.cpp.
#pragma once

#include "rules/decision.hpp"
#include "service/answer.hpp"
#include "service/answers.hpp"
#include "service/attachments.hpp"
#include "service/chain_check.hpp"
#include "service/codes.hpp"
#include "service/complete.hpp"
#include "service/devices.hpp"
#include "service/held_polls.hpp"
#include "service/imports.hpp"
#include "service/ledger.hpp"
#include "service/keys.hpp"
#include "service/links.hpp"
#include "service/outgoing.hpp"
#include "service/pages.hpp"
#include "service/past_access.hpp"
#include "service/pins.hpp"
#include "service/presence.hpp"
#include "service/second_factors.hpp"
#include "service/second_persons.hpp"
#include "service/service.hpp"
#include "service/sessions.hpp"
#include "service/streams.hpp"
#include "service/terminal_queue.hpp"
#include "service/terminals.hpp"
#include "service/throttle.hpp"
#include "service/webhooks.hpp"
#include "wire/routes.hpp"
#include "wire/url.hpp"
#include "wire/writer.hpp"

#include <functional>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>

namespace castellan {

/// Where somebody stands who has signed in at a terminal.
struct AtTerminal {
    std::string id; // empty: at none
    GroupId group;
};

/// Whose change is to be judged.
struct By {
    UserId user;
    std::string_view address;
    bool mfa = false; // the session has shown the second factor
    Instant now = 0;
    CredentialId credential = {}; // whose key was sent in place of a session, by a program of `user`'s
    AtTerminal at = {};           // where he stands
};

/// A request that passed the gate.
struct Asked {
    Request const& request;
    wire::RouteMatch const& match;
    std::string_view query; // behind the `?`, still encoded
    Instant now;
    UserId user;             // none where a route needs no session
    std::string session_key; // empty likewise
    bool mfa = false;        // the session has shown the second factor
    CredentialId credential; // whose key was sent in place of a session, by a program of `user`'s
    AtTerminal at;           // where he stands

    [[nodiscard]] wire::Call call() const { return match.route->call; }
    [[nodiscard]] By by() const
    {
        return {.user = user, .address = request.address, .mfa = mfa, .now = now, .credential = credential, .at = at};
    }
};

/// What was confirmed beside what the session has.
struct Confirmed {
    bool otp = false;
    UserId second_person = {};
};
inline constexpr Confirmed nothing_shown{};

/// What came with a request to confirm its changes: for those that need one, in their order.
struct Brought {
    std::string_view codes;                // not yet looked at: "123456,654321"
    std::string_view second_persons;       // tokens, likewise
    std::vector<std::string> spent_codes;  // changes whose code fitted
    std::vector<std::string> spent_tokens;

    [[nodiscard]] bool any() const { return !codes.empty() || !second_persons.empty(); }
};

/// What the rules say of a change with what was brought for it.
struct Judged {
    Decision decision;
    UserId second_person;
};

/// A new address that a person gives for himself.
struct OwnAddress {
    Channel channel = Channel::email;
    std::string to;
};

[[nodiscard]] std::vector<OwnAddress> own_addresses(OwnFields const& fields);

/// What the password alone does not open, once there is a second factor.
inline constexpr auto second_factor_first = Decision{.effect = Effect::after,
                                                     .rule = "X-11",
                                                     .reason = "Show your second factor first.",
                                                     .needs = {.mfa = true}};

class Backend final : public Service {
public:
    Backend(Store& store, Random& random, Options const& options);

    [[nodiscard]] std::expected<void, OpenError> load(Instant now);

    Outcome handle(Request const& request, Instant now) override;
    Outcome finish(Work& work, Instant now) override;
    void dropped(Work& work) override;
    Batch take_batch() override;
    void committed(std::uint64_t ticket) override;
    void failed(Instant now) override;
    bool work_on(Instant now) override;
    void pass_time(Instant now) override;
    std::vector<HeldOutcome> take_held() override { return std::exchange(held_outcomes_, {}); }
    void release_held() override;
    std::vector<StreamEvent> take_events(Instant now) override;
    void close_stream(StreamId stream) override { streams_.close(stream); }
    bool is_empty() const override { return ledger_.last_number() == 0; }
    std::string setup_token() override { return is_empty() ? setup_token_ : std::string{}; }
    std::expected<void, std::string> install(std::string_view document, Demonstration demonstration,
                                             Instant now) override;
    bool preset_password(std::string_view email, std::string hash) override;
    bool preset_pin(std::string_view email, std::string hash) override;
    bool reset_second_factor(std::string_view email) override;
    std::vector<SafePairing> offer_pairings(std::string_view serial) override;
    std::vector<Posting> take_postings(Instant now) override;
    void posted(std::string_view key, PostingResult const& result, Instant now) override;
    std::vector<Message> take_messages() override { return outgoing_.take(); }
    void reached_at(std::string origin) override { origin_ = std::move(origin); }
    bool is_demonstration() const override { return demonstration_; }
    bool snapshot_was_refused() const override { return ledger_.snapshot_was_refused(); }
    World const& world() const override { return ledger_.world(); }

private:
    // The gate, in its order; each answers with a problem or lets pass.
    [[nodiscard]] static std::optional<Response> size_problem(Request const& request, wire::Call call);
    [[nodiscard]] std::optional<Response> foreign_problem(Request const& request) const;
    [[nodiscard]] static std::optional<Response> content_problem(Request const& request, wire::Call call);
    [[nodiscard]] std::optional<Response> recall(Asked const& asked, std::uint64_t& ticket) const;

    [[nodiscard]] Outcome dispatch(Asked const& asked);
    [[nodiscard]] std::string terminal_group_id(Asked const& asked) const;
    [[nodiscard]] Response sync(Asked const& asked, wire::Query const& query);
    [[nodiscard]] Outcome events(Asked const& asked);
    [[nodiscard]] Response health() const;
    [[nodiscard]] Response sign_ins(Asked const& asked) const;
    [[nodiscard]] Response organization(Asked const& asked) const;
    [[nodiscard]] Outcome export_trail(Asked const& asked, wire::Query const& query);

    // import_requests.cpp
    [[nodiscard]] Response begin_import(Asked const& asked);
    [[nodiscard]] Response import_state(Asked const& asked) const;
    void read_rows(Import& import, Instant now);
    void judge_rows(Import& import, UserId user, AccountId account, Instant now);
    void finish_import(Import& import, UserId user, AccountId account, Instant now);
    void write_down_refused_import(Import const& import, UserId user, AccountId account, Instant now);

    // access_requests.cpp
    [[nodiscard]] std::optional<Response> past_problem(UserId viewer, wire::AccessQuestion const& question) const;
    [[nodiscard]] Outcome ask_past_access(Asked const& asked);
    [[nodiscard]] std::optional<Response> finish_past_access(Work& work, Instant now);
    void drop_past_access(Work& work);
    [[nodiscard]] bool work_on_past(Instant now);
    [[nodiscard]] Response past_access(Asked const& asked);
    [[nodiscard]] bool work_on_import(Instant now);

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
    [[nodiscard]] Response begin_session(UserId user, SignedInFrom from, Instant now, std::string terminal = {});
    [[nodiscard]] std::string_view cookie_name() const;
    [[nodiscard]] std::string cookie_with(std::string_view token) const;
    [[nodiscard]] std::string_view token_in(std::string_view cookie) const;
    /// A password that is about to be tried.
    struct PasswordTry {
        std::string email;
        std::string user; // id; empty: nobody with a password
        std::string hash;
    };
    [[nodiscard]] std::expected<PasswordTry, Response> begin_password_try(std::string_view address, Asked const& asked);
    void set_hash(std::string const& user, std::string hash);
    [[nodiscard]] static Response wrong_password();

    // session_requests.cpp
    [[nodiscard]] Response own_sessions(Asked const& asked) const;
    [[nodiscard]] Response end_own_session(Asked const& asked);
    [[nodiscard]] Response end_other_sessions(Asked const& asked);
    [[nodiscard]] Response end_sessions_of(Asked const& asked);

    // second_factor_requests.cpp
    [[nodiscard]] std::expected<std::string, Response> second_factor_code(Asked const& asked);
    [[nodiscard]] Response offer_second_factor(Asked const& asked);
    [[nodiscard]] Response confirm_second_factor(Asked const& asked);
    [[nodiscard]] Response raise_session(Asked const& asked);
    [[nodiscard]] bool show_second_factor(UserId user, std::string_view code, Instant now);
    [[nodiscard]] static Response wrong_second_factor();
    [[nodiscard]] Response remove_second_factor(Asked const& asked);

    // confirmation.cpp
    [[nodiscard]] std::string canonical(wire::DecodedChange const& sent, FieldsAt fields_at) const;
    [[nodiscard]] CodeFor code_for(Asked const& asked, std::string_view canonical_change) const;
    [[nodiscard]] Judged judge_confirmed(Asked const& asked, Change const& change, std::span<std::string const> ids_brought,
                                         Brought& brought, std::string const& canonical_change);
    void spend(Asked const& asked, Brought const& brought);
    [[nodiscard]] static std::expected<Brought, wire::WireError> brought_in(Request const& request);
    [[nodiscard]] Response send_code(Asked const& asked);
    void void_lost_codes(Instant now);

    // second_person_requests.cpp
    struct SecondPersonWork;
    /// A change that a second person is asked for.
    struct ToWitness {
        wire::DecodedChange decoded;
        std::vector<std::string> brought; // ids
        std::string canonical;
    };
    [[nodiscard]] Outcome second_person(Asked const& asked);
    [[nodiscard]] std::expected<ToWitness, Response> change_to_witness(By const& by, std::string_view text);
    [[nodiscard]] std::optional<Response> finish_second_person(Work& work, Instant now);
    void drop_second_person(Work& work);
    [[nodiscard]] Response second_person_signed_in(SecondPersonWork& work, Instant now);
    [[nodiscard]] std::optional<By> by_session(std::string_view user, std::string const& session_key, std::string_view address,
                                               Instant now) const;
    [[nodiscard]] Response admit_second_person(By const& by, std::string const& session_key, UserId second,
                                               std::string_view change);

    // terminal_requests.cpp
    struct PinWork;
    [[nodiscard]] Decision judge_terminals_of(By const& by, GroupId group) const;
    [[nodiscard]] bool looks_after_terminals_of(By const& by, GroupId group) const;
    [[nodiscard]] std::optional<wire::LogTerminal> log_terminal(std::string_view id) const;
    [[nodiscard]] Response offer_terminal(Asked const& asked);
    [[nodiscard]] Response list_terminals(Asked const& asked) const;
    [[nodiscard]] Response revoke_terminal(Asked const& asked);
    void forget_terminal(std::string const& terminal);
    void put_out_at_terminals(std::string const& user);
    void look_after_terminals(Change const& change);
    [[nodiscard]] Outcome set_pin(Asked const& asked);
    [[nodiscard]] std::optional<Response> finish_pin(Work& work, Instant now);
    [[nodiscard]] bool drop_pin_work(Work& work);
    [[nodiscard]] Response pin_chosen(PinWork& work, Instant now);
    [[nodiscard]] Response remove_pin(Asked const& asked);
    [[nodiscard]] Decision judge_badge_of(By const& by, UserId person) const;
    [[nodiscard]] Response change_badge(Asked const& asked);
    [[nodiscard]] bool settles(By const& by, wire::RefusedChange const& refused) const;
    [[nodiscard]] Response list_refused(Asked const& asked) const;
    [[nodiscard]] Response settle_refused(Asked const& asked);

    // terminal_session_requests.cpp
    struct TerminalSignInWork;
    /// A PIN that is about to be tried.
    struct PinTry {
        std::string terminal;
        std::string user_said; // the group and he; empty: he is named by a badge
        std::string badge;     // its hash
        std::string user;      // id; empty: nobody who can be tried
        std::string counted;   // the group and he, where tries at him are counted
        std::string hash;
    };
    [[nodiscard]] std::string_view terminal_cookie_name() const;
    [[nodiscard]] std::string terminal_cookie_with(std::string_view token) const;
    [[nodiscard]] std::optional<AtTerminal> terminal_of(Request const& request, Instant now);
    [[nodiscard]] static Response unknown_terminal();
    [[nodiscard]] Response terminal_state(AtTerminal const& at, Instant now) const;
    [[nodiscard]] Response show_terminal(Asked const& asked);
    [[nodiscard]] Response pair_terminal(Asked const& asked);
    [[nodiscard]] Response wrong_pin(PinTry const& tried, Instant now);
    [[nodiscard]] std::expected<PinTry, Response> begin_pin_try(AtTerminal const& at, std::string const& user, std::string const& badge,
                                                                Instant now, std::function<bool(UserId)> const& would_do);
    void forgive_pin_tries(PinTry const& tried);
    void give_back_pin_try(PinTry const& tried);
    [[nodiscard]] Outcome sign_in_at_terminal(Asked const& asked);
    [[nodiscard]] std::optional<Response> finish_terminal_sign_in(Work& work, Instant now);
    [[nodiscard]] bool drop_terminal_sign_in(Work& work);
    [[nodiscard]] Response signed_in_at_terminal(TerminalSignInWork& work, Instant now);
    [[nodiscard]] std::optional<Response> admit_at_terminal(Session const& session, Asked& asked);
    [[nodiscard]] Outcome second_person_at_terminal(Asked const& asked);
    [[nodiscard]] Response witnessed_at_terminal(TerminalSignInWork& work, Instant now);

    // terminal_change_requests.cpp
    [[nodiscard]] Response take_terminal_changes(Asked const& asked);
    [[nodiscard]] wire::QueuedResult take_queued(AtTerminal const& at, wire::QueuedChange const& one, Asked const& asked);
    [[nodiscard]] wire::KeptResult carry_out_queued(AtTerminal const& at, wire::QueuedChange const& one, Asked const& asked);
    [[nodiscard]] Judged judge_queued(AtTerminal const& at, wire::QueuedChange const& one, UserId user, Change const& change,
                                      std::span<std::string const> brought, Asked const& asked) const;

    // invitation_requests.cpp
    struct AcceptanceWork;
    /// What a link opens.
    struct Opened {
        UserId user;             // who was created, or whom the organisation knows by the invitation's e-mail
        InvitationId invitation; // none: it is a created person's first way in
        Instant until = 0;
    };
    [[nodiscard]] bool awaits_password(UserId user) const;
    void welcome(UserId user, Instant now);
    void send_link(InvitationId invitation);
    [[nodiscard]] std::string link_with(std::string_view token) const;
    [[nodiscard]] std::optional<Opened> opened_by(std::string_view token, Instant now) const;
    [[nodiscard]] Response look_at_invitation(Asked const& asked);
    [[nodiscard]] Outcome accept_invitation(Asked const& asked);
    [[nodiscard]] Response accept_signed_in(Asked const& asked, InvitationId invitation);
    [[nodiscard]] std::optional<Response> finish_acceptance(Work& work, Instant now);
    [[nodiscard]] Response accepted_invitation(AcceptanceWork& work, Instant now);
    void accept_first_sign_in(UserId user, std::string_view address, Instant now);
    void write_links(Change const& change, Instant now);

    // attachment_requests.cpp
    [[nodiscard]] Response take_attachment(Asked const& asked);
    [[nodiscard]] Response show_attachment(Asked const& asked);

    // device_requests.cpp
    [[nodiscard]] Response offer_pairing(Asked const& asked);
    [[nodiscard]] Response pair_device(Asked const& asked);
    [[nodiscard]] std::expected<SafeId, Response> speaker(Asked const& asked);
    [[nodiscard]] Outcome hear_device(Asked const& asked);
    void carry_out_report(SafeId safe, ReportSafe report, std::string_view from, Instant now);
    void hear(SafeId safe, std::optional<std::string> firmware, std::string_view from, Instant now);
    [[nodiscard]] std::string answer_to_device(SafeId safe, std::uint64_t taken, Instant now);
    [[nodiscard]] bool has_order_for(SafeId safe, std::uint64_t taken, Instant now) const;
    void answer_poll(HeldPolls::Poll const& poll, Instant now);
    void note_orders(Change const& change, Instant now);
    void note_deadlines(SafeId safe);
    void expire_orders(Instant now);
    void await_devices(Instant now);
    void forget_device(std::string const& safe);

    // key_requests.cpp
    [[nodiscard]] std::optional<Response> admit_key(std::string_view key, Asked& asked);
    [[nodiscard]] Integration const* key_of(By const& by) const { return world().get(by.credential); }
    [[nodiscard]] std::string name_of_asker(By const& by) const;
    [[nodiscard]] Submission submission_of(Asked const& asked, wire::DecodedChange const& decoded, UserId second = {}) const;
    [[nodiscard]] Response new_key(Asked const& asked);
    [[nodiscard]] Response key_states(Asked const& asked) const;

    // webhook_requests.cpp
    [[nodiscard]] std::optional<wire::WireError> completed(Change& change, FieldsAt fields_at);
    void tell_webhooks();
    [[nodiscard]] std::string look_after_integrations(Change const& change, Asked const& asked);
    [[nodiscard]] Webhooks::Leave leave_of(std::string const& webhook) const;
    [[nodiscard]] WebhookId webhook_asked_for(Asked const& asked) const;
    [[nodiscard]] Response webhook_states(Asked const& asked) const;
    [[nodiscard]] Response webhook_deliveries(Asked const& asked, wire::Query const& query) const;
    [[nodiscard]] Response renew_webhook_secret(Asked const& asked);
    [[nodiscard]] Response send_delivery_again(Asked const& asked);

    // changes.cpp
    [[nodiscard]] Response change(Asked const& asked);
    [[nodiscard]] Response batch(Asked const& asked);
    [[nodiscard]] Decision judge(By const& by, Change const& change, std::span<std::string const> ids_brought,
                                 Confirmed confirmed) const;
    [[nodiscard]] static std::vector<std::string> ids_brought_by(Change const& change);
    [[nodiscard]] Response refuse(By const& by, Entry refusal, Decision const& decision, std::string_view path = {});
    /// Somebody who can't do anything any more, or not where he was.
    struct Stopped {
        std::string id; // empty: nobody
        std::string name;
        std::vector<std::pair<AccountId, std::string_view>> last_of; // top roles that nobody else held
        std::string former_email; // of somebody who goes on, under another address
        std::string safe;         // that was removed, and its device with it
    };
    [[nodiscard]] Stopped stopped_by(Change const& change, UserId actor) const;
    void follow_up(Change const& change, Stopped const& stopped, Instant now);
    [[nodiscard]] static bool is_kept(Response const& response);

    /// A code that was issued for a change, if it asked for one.
    struct EmergencyCode {
        std::string code;
        Instant until = 0;
    };
    static void write_code(wire::Writer& writer, EmergencyCode const& code);
    [[nodiscard]] std::optional<EmergencyCode> emergency_code_for(Change const& change, Instant now);

    Store& store_;
    Random& random_;
    Options options_;
    Ledger ledger_;
    Sessions sessions_;
    Answers answers_;
    SecondFactors second_factors_;
    Links links_;
    Devices devices_;
    Attachments attachments_;
    Presence presence_;
    HeldPolls polls_;
    std::vector<HeldOutcome> held_outcomes_;
    std::multimap<Instant, std::string> deadlines_; // when an order of a safe expires that is still waiting
    Keys keys_;
    Webhooks webhooks_;
    Pins pins_;
    Terminals terminals_;
    TerminalQueue terminal_queue_;
    Codes codes_;
    SecondPersons second_persons_;
    Outgoing outgoing_;
    Streams streams_;
    Pages pages_;
    Cursor trail_cursor_;
    Imports imports_;
    PastQuestions past_questions_;
    ChainCheck chain_check_;
    bool past_has_turn_ = false;
    Throttle tries_by_pair_; // person and network
    Throttle tries_by_person_;
    Throttle tries_by_address_;
    Throttle refusals_;
    Throttle import_tries_; // by person
    Throttle attachment_tries_; // by person
    Throttle past_tries_;   // by person
    Throttle key_calls_;    // by credential
    Throttle key_guesses_;  // by network
    Throttle second_factor_tries_; // by person
    Throttle code_issues_;         // by person
    Throttle code_addresses_;      // by the address that a code goes to
    Throttle pairing_tries_;       // by network
    Throttle pin_tries_;           // by a terminal's group and person
    Throttle pin_tries_anywhere_;  // by person
    Throttle badge_tries_;         // by the hash of a badge
    Throttle pin_tries_at_;        // by terminal
    Throttle terminal_sendings_;   // by terminal
    Throttle strange_messages_;    // by network: said to be a device's, and not signed by it
    Throttle device_messages_;     // by safe
    std::unordered_map<std::string, std::string> passwords_; // by a person's id
    std::string dummy_hash_; // what a password is held against where there is none: the same time (X-2 tells nobody)
    std::string setup_token_;
    std::string origin_; // of links in messages
    std::string openapi_;
    bool demonstration_ = false;
    bool usable_ = true;
    Instant now_ = 0; // as it was told last
    Instant tried_loading_ = 0;
};

} // namespace castellan
